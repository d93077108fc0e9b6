// When to send: at every save, at the start, when the network or the page comes back, by a clock, and when asked to.
// One at a time over all windows of this phone.

import * as outbox from "./outbox.js";
import { send } from "./sender.js";

const FIRST_MS = 5_000;
const LONGEST_MS = 300_000;

export class Postman extends EventTarget {
  constructor(store, person) {
    super();
    Object.assign(this, { store, person, why: "", busy: false, again: false, pause: FIRST_MS });
    this.windows = new BroadcastChannel(store.name);
    this.windows.onmessage = () => this.#tell();
    addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.now());
  }

  // Something was written here: the other windows show it too, and it is sent.
  changed() {
    this.#tell();
    this.windows.postMessage("changed");
    return this.now();
  }

  async now() {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    clearTimeout(this.timer);
    let hadWork = false;
    try {
      do {
        this.again = false;
        hadWork = (await this.#alone(() => this.#run())) || hadWork;
      } while (this.again);
    } finally {
      this.busy = false;
      if (hadWork) this.#tell();
    }
  }

  // Answers whether there was anything to do: who had nothing to send has no news.
  async #run() {
    const [before, why] = [await outbox.state(this.store), this.why];
    if (before.waiting) this.#tell();
    try {
      this.why = before.waiting ? await send(this.store, this.person, () => this.#spread()) : "";
    } catch (error) {
      this.why = "storage";
      this.dispatchEvent(new CustomEvent("failed", { detail: error }));
    }
    const after = await outbox.state(this.store);
    if (after.last > before.last || after.waiting < before.waiting) {
      this.pause = FIRST_MS;
      this.dispatchEvent(new Event("received"));
    }
    if (after.waiting) this.#sleep();
    return before.waiting > 0 || after.waiting > 0 || this.why !== why;
  }

  #sleep() {
    this.timer = setTimeout(() => this.now(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_MS);
  }

  #alone(work) {
    return navigator.locks ? navigator.locks.request(`${this.store.name} sends`, work) : work();
  }

  #spread() {
    this.#tell();
    this.windows.postMessage("changed");
  }

  #tell() {
    this.dispatchEvent(new Event("changed"));
  }
}
