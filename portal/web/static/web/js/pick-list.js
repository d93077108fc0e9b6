// A search whose findings are chosen by keyboard: `/` goes to it, arrows walk, Enter takes what is marked.
// Enter takes nothing while the findings are of other words than those typed: then the form is sent as any form.

class PickList extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input[type="search"]');
    this.addEventListener("keydown", (event) => this.walk(event));
    document.addEventListener("keydown", this.summon);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.summon);
  }

  summon = (event) => {
    const typing = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.input.focus();
    this.input.select();
  };

  walk(event) {
    const stops = [this.input, ...this.querySelectorAll("a.found")];
    const here = stops.indexOf(document.activeElement);
    if (here < 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      stops[Math.min(Math.max(here + (event.key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)].focus();
    } else if (event.key === "Enter" && here === 0 && this.isFresh() && stops.length > 1) {
      event.preventDefault();
      stops[1].click();
    } else if (event.key === "Escape" && here > 0) {
      this.input.focus();
    }
  }

  isFresh() {
    const list = this.querySelector("[data-words]");
    return list !== null && list.dataset.words === this.input.value.trim();
  }
}

customElements.define("pick-list", PickList);
