// Ticks every box of its form, or none; without a script it is not there, and each is ticked by hand.

class CheckAll extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.boxes = [...this.closest("form").querySelectorAll(`[name="${this.dataset.name}"]`)];
    this.all = this.querySelector("input");
    this.all.addEventListener("change", () => this.boxes.forEach((box) => { box.checked = this.all.checked; }));
    this.boxes.forEach((box) => box.addEventListener("change", () => this.show()));
    this.show();
  }

  show() {
    const ticked = this.boxes.filter((box) => box.checked).length;
    this.all.checked = ticked > 0 && ticked === this.boxes.length;
    this.all.indeterminate = ticked > 0 && ticked < this.boxes.length;
  }
}

customElements.define("check-all", CheckAll);
