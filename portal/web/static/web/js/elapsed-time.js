// Minutes and seconds since the page was opened: how long the caller has been kept.

class ElapsedTime extends HTMLElement {
  connectedCallback() {
    const began = Date.now();
    const show = () => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      this.firstElementChild.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      this.hidden = false;
    };
    show();
    this.timer = setInterval(show, 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }
}

customElements.define("elapsed-time", ElapsedTime);
