// The beginning: who, what is kept, which page. A page is `show(app, key)`; what its buttons do is in `actions`.

import { bar } from "./bar.js";
import { fill, make } from "./dom.js";
import * as outbox from "./outbox.js";
import * as people from "./people.js";
import { Postman } from "./postman.js";
import * as rounds from "./round.js";
import { current } from "./session.js";
import { hour, say } from "./words.js";
import { register } from "./updates.js";
import * as breakdown from "./pages/breakdown.js";
import * as lift from "./pages/lift.js";
import * as phone from "./pages/phone.js";
import * as review from "./pages/review.js";
import * as scan from "./pages/scan.js";
import * as sending from "./pages/sending.js";
import * as today from "./pages/today.js";
import * as visit from "./pages/visit.js";

const PAGES = { today, lift, visit, review, breakdown, scan, sending, phone };
const ROUND_MS = 120_000;
const $ = (id) => document.getElementById(id);

class App {
  constructor(person) {
    this.person = person;
    this.store = people.storeOf(person.id);
    this.postman = new Postman(this.store, person.id);
    this.store.addEventListener("reopened", () => this.redraw());
  }

  async start() {
    this.round = await rounds.kept(this.store);
    $("initials").textContent = this.person.initials;
    addEventListener("hashchange", () => this.draw());
    for (const kind of ["click", "input", "change", "submit"]) $("app").addEventListener(kind, (event) => this.act(kind, event));
    this.postman.addEventListener("changed", () => this.redraw());
    this.postman.addEventListener("failed", (event) => this.trouble(event.detail));
    this.postman.addEventListener("received", () => this.refreshRound());
    await this.draw();
    document.documentElement.dataset.ready = "";
    await this.careful(() => outbox.purge(this.store));
    await Promise.all([this.postman.now(), this.refreshRound()]);
    setInterval(() => document.visibilityState === "visible" && this.refreshRound(), ROUND_MS);
    register(this);
  }

  async refreshRound() {
    try {
      if (!(await rounds.fetchRound(this.store))) return;
      this.round = await rounds.kept(this.store);
      await this.redraw();
    } catch (error) {
      this.trouble(error);
    }
  }

  // What is new shows at once, but never under a hand that is at work on a page of its own.
  async redraw() {
    await this.drawBar();
    if (this.page?.isLive) await this.draw({ stays: true });
  }

  async draw({ stays = false } = {}) {
    const [name, key] = location.hash.replace(/^#\/?/, "").split("/");
    this.page?.leave?.();
    this.page = PAGES[name] ?? today;
    const turn = (this.turn = Symbol("turn"));
    const { title, under = "", back = "", nodes, dock } = await this.page.show(this, key);
    if (turn !== this.turn) return;
    this.head(title, under, back);
    $("main").replaceChildren(...nodes);
    $("dock").replaceChildren(dock ?? (await this.tabs(name || "today")));
    await this.drawBar();
    if (stays) return;
    scrollTo(0, 0);
    if (this.drawn) $("main").focus({ preventScroll: true });
    this.drawn = true;
  }

  head(title, under, back) {
    document.title = `${title} · ${$("app").dataset.company}`;
    $("head").replaceChildren(make(back ? "head-inner" : "head-home", { title, under, back }));
  }

  async drawBar() {
    const counted = await outbox.state(this.store);
    $("bar").replaceChildren(bar(counted, this.postman));
    for (const badge of document.querySelectorAll("#dock .badge")) fill(badge, { n: String(counted.waiting + counted.refused) }).hidden = !(counted.waiting + counted.refused);
  }

  async tabs(current) {
    const tabs = make("tabs");
    tabs.querySelector(`[href="#${current}"]`)?.setAttribute("aria-current", "page");
    return tabs;
  }

  async act(kind, event) {
    const target = event.target.closest(`[data-${kind}]`);
    if (!target) return;
    if (kind === "submit") event.preventDefault();
    const action = this.page.actions[target.dataset[kind]];
    if (action) await this.careful(() => action(this, target, event));
  }

  // Whatever cannot be kept is said loudly; nothing then says that it was.
  async careful(work) {
    try {
      await work();
    } catch (error) {
      this.trouble(error);
    }
  }

  trouble(error) {
    console.error(error);
    const full = error.name === "QuotaExceededError";
    $("trouble").replaceChildren(make("trouble", { words: say(full ? "phone_full" : "not_saved") }));
    for (const line of document.querySelectorAll(".saved")) line.replaceChildren(say("unsaved"));
  }

  calm() {
    $("trouble").replaceChildren();
  }

  // Said only once the transaction is complete.
  saved() {
    this.calm();
    this.savedAt = new Date();
    for (const line of document.querySelectorAll(".saved")) line.replaceChildren(this.savedWords());
  }

  savedWords() {
    return this.savedAt ? say("saved", { hour: hour(this.savedAt) }) : say("saves_itself");
  }

  go(place) {
    if (location.hash === `#${place}`) return this.draw();
    location.hash = place;
    return undefined;
  }
}

async function begin() {
  let person = await people.here();
  const asked = current();
  if (!person) {
    const said = await asked;
    if (!said.person) return stranger(said.why);
    await people.remember((person = said.person));
  }
  const app = new App(person);
  await app.start();
  const said = await asked;
  if (!said.person || isSame(said.person, person)) return;
  await people.remember(said.person);
  if (said.person.id !== person.id) location.reload();
}

function isSame(one, other) {
  return ["id", "name", "initials"].every((key) => one[key] === other[key]);
}

function stranger(why) {
  $("main").replaceChildren(make("stranger", { words: say(why === "signed_out" ? "sign_in_first" : "open_with_coverage") }));
  $("dock").replaceChildren();
}

begin().catch((error) => {
  console.error(error);
  $("main").replaceChildren(make("stranger", { words: say("cannot_open") }));
});
