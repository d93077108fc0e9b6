// Cards chosen by figures: 1, 2, 3 mark one and Enter takes it. Without this module they are a plain form of radios.

class PickCards extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this.press);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.press);
  }

  press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const inside = this.contains(event.target);
    if (!inside && event.target.closest("a, button, input, select, textarea, summary")) return;
    const card = /^[1-9]$/.test(event.key) && this.querySelectorAll('input[type="radio"]')[Number(event.key) - 1];
    if (card) {
      event.preventDefault();
      card.checked = true;
      card.focus({ preventScroll: true });
    } else if (event.key === "Enter" && !event.target.closest("a, button")) {
      event.preventDefault();
      this.querySelector("form").requestSubmit();
    }
  };
}

customElements.define("pick-cards", PickCards);
