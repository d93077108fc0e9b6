// While somebody is shut in and nobody goes: the banner, the sound and the trembling of the open app.

import { make } from "./dom.js";
import * as outbox from "./outbox.js";
import { json } from "./receipts.js";
import { Tone } from "./tone.js";
import { house } from "./wire.js";
import { since } from "./words.js";

const LOOK_MS = 10_000;
const GOES = ["taken", "on_the_way", "arrived", "freed"].map((step) => `breakdown.${step}`);

export class Bell {
  constructor(app) {
    this.app = app;
    this.told = []; // what the house says rings here
    this.quiet = new Set(); // silenced on this telephone: shown, not heard
    this.tone = new Tone();
    this.actions = { take_ringing: (_app, target) => this.take(target.dataset.id), quiet_ringing: (_app, target) => this.hush(target.dataset.id) };
  }

  start() {
    navigator.serviceWorker?.addEventListener("message", (event) => this.app.careful(() => this.heard(event.data ?? {})));
    addEventListener("pointerdown", () => this.tone.unlock(), { capture: true });
    addEventListener("online", () => this.look());
    document.addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.look(), LOOK_MS);
    return this.look();
  }

  // From the service worker: a push came, or one was tapped.
  async heard({ push, go }) {
    if (push?.ends) this.told = this.told.filter((one) => one.breakdown !== push.ends);
    if (push?.rings) this.quiet.delete(push.rings);
    await Promise.all([this.look(), this.app.refreshRound()]);
    if (go) this.app.go(go);
  }

  // What was heard last goes on without coverage: silence would say that somebody goes.
  async look() {
    if (document.visibilityState !== "visible") return this.draw();
    try {
      const said = await json(await house("ringing"));
      if (Array.isArray(said?.ringing)) this.told = said.ringing;
    } catch (error) {
      console.warn(error);
    }
    return this.draw();
  }

  async draw() {
    const commands = await this.app.store.all("commands");
    const gone = new Set(commands.filter((one) => GOES.includes(one.kind) && !["refused", "aside"].includes(one.state)).map((one) => one.subject));
    const ringing = this.told.filter((one) => !gone.has(one.breakdown));
    const shown = ringing.map((one) => one.breakdown + this.quiet.has(one.breakdown)).join();
    if (shown !== this.shown) {
      const banners = ringing.map((one) => make("ringing", { ...one, since: since(one.since), loud: !this.quiet.has(one.breakdown) }));
      document.getElementById("ringing").replaceChildren(...banners);
    }
    this.shown = shown;
    this.tone.play(ringing.some((one) => !this.quiet.has(one.breakdown)) && document.visibilityState === "visible");
  }

  async take(id) {
    const { street } = this.told.find((one) => one.breakdown === id) ?? { street: "" };
    const command = await outbox.command("breakdown.taken", id, { at: new Date().toISOString() }, { label: street });
    await outbox.enqueue(this.app.store, [command]);
    this.app.saved();
    await this.draw();
    this.app.postman.changed();
    this.app.go(`breakdown/${id}`);
    return this.app.refreshRound();
  }

  hush(id) {
    this.quiet.add(id);
    return this.draw();
  }
}
