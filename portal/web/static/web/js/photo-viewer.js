// Opens a thumbnail's large picture over the page; arrows walk, Escape closes. Without it each thumbnail is a plain link.

class PhotoViewer extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    document.addEventListener("click", this.open);
    this.dialog.addEventListener("click", (event) => this.press(event));
    this.dialog.addEventListener("keydown", (event) => this.walk({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0));
    this.dialog.addEventListener("close", () => this.show(null));
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.open);
  }

  open = (event) => {
    const link = event.target.closest("a.photo");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.links = [...link.closest("ul").querySelectorAll("a.photo")];
    this.show(link);
    this.dialog.showModal();
  };

  press(event) {
    const step = event.target.closest("[data-step]");
    if (step) this.walk(Number(step.dataset.step));
    else if (event.target === this.dialog) this.dialog.close();
  }

  walk(step) {
    const next = step && this.links[this.links.indexOf(this.link) + step];
    if (next) this.show(next);
  }

  show(link) {
    const image = this.dialog.querySelector("img");
    this.link = link;
    image.hidden = !link;
    if (!link) return image.removeAttribute("src");
    image.src = link.href;
    image.alt = link.querySelector("img").alt;
    const said = [...link.parentElement.querySelectorAll("p")].map((one) => one.textContent);
    this.dialog.querySelector("figcaption").textContent = said.length ? said.join(" · ") : image.alt;
    for (const key of this.dialog.querySelectorAll("[data-step]")) {
      key.disabled = !this.links[this.links.indexOf(link) + Number(key.dataset.step)];
    }
  }
}

customElements.define("photo-viewer", PhotoViewer);
