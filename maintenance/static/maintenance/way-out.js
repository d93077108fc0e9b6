// On the pages of the house: nobody goes out of this browser while something of his waits in it. Without this script,
// or where the phone holds nothing, going out is what it always was.

import * as outbox from "./field/outbox.js";
import * as people from "./field/people.js";
import { say } from "./field/words.js";

class UnsentWork extends HTMLElement {
  connectedCallback() {
    document.addEventListener("submit", this.guard);
    this.look().catch((error) => console.warn(error));
  }

  disconnectedCallback() {
    document.removeEventListener("submit", this.guard);
  }

  async look() {
    const what = await this.waits();
    if (what) this.tell(say("kept_here", { what }));
  }

  guard = (event) => {
    const form = event.target;
    if (new URL(form.action).pathname !== this.dataset.wayOut || this.isUnknown) return;
    event.preventDefault();
    form.closest("details")?.removeAttribute("open");
    this.letOut(form);
  };

  async letOut(form) {
    try {
      const what = await this.waits();
      if (what) return this.tell(say("stays_in", { what }), true);
      if (await people.isKnown(this.dataset.person)) await people.leave(people.storeOf(this.dataset.person));
    } catch (error) {
      console.warn(error);
      this.isUnknown = true;
      return this.tell(say("not_known"), true);
    }
    return form.submit();
  }

  async waits() {
    if (!(await people.isKnown(this.dataset.person))) return "";
    const store = people.storeOf(this.dataset.person);
    const counted = await outbox.state(store);
    store.close();
    return outbox.inWords(counted);
  }

  tell(words, isLoud = false) {
    this.said?.remove();
    this.said = Object.assign(document.createElement("p"), { textContent: words });
    this.querySelector(".notice > div").prepend(this.said);
    this.hidden = false;
    if (isLoud) this.focus();
  }
}

customElements.define("unsent-work", UnsentWork);
