// The beginning: who, what is kept, which page. A page is `show(app, key)`; what its buttons do is in `actions`.

import { bar } from "./bar.js";
import { Bell } from "./bell.js";
import { fill, make } from "./dom.js";
import { lifted } from "./hand.js";
import * as outbox from "./outbox.js";
import * as people from "./people.js";
import { Postman } from "./postman.js";
import * as push from "./push.js";
import * as rounds from "./round.js";
import { current } from "./session.js";
import { hour, say } from "./words.js";
import { check, sealOlder } from "./vault.js";
import * as today from "./pages/today.js";

// The first page comes with the app, the others right after it, so that the round is there soon on a slow network.
const PAGES = {
  duty: () => import("./pages/duty.js"), lift: () => import("./pages/lift.js"), visit: () => import("./pages/visit.js"),
  review: () => import("./pages/review.js"), breakdown: () => import("./pages/breakdown.js"), scan: () => import("./pages/scan.js"),
  sending: () => import("./pages/sending.js"), phone: () => import("./pages/phone.js"),
};
const FIRST_ROUND_MS = 3_000;
const ROUND_MS = 120_000;
const $ = (id) => document.getElementById(id);

class App {
  constructor(person) {
    this.person = person;
    this.store = people.storeOf(person.id);
    this.postman = new Postman(this.store, person.id);
    this.bell = new Bell(this);
    this.store.addEventListener("reopened", () => this.redrawOnce());
  }

  async start() {
    this.round = await rounds.kept(this.store);
    $("initials").textContent = this.person.initials;
    addEventListener("hashchange", () => this.draw());
    for (const kind of ["click", "input", "change", "submit"]) $("app").addEventListener(kind, (event) => this.act(kind, event));
    this.postman.addEventListener("changed", () => this.redraw());
    this.postman.addEventListener("failed", (event) => this.trouble(event.detail));
    this.postman.addEventListener("received", () => this.refreshRound());
    // Without a round there is nothing to show yet: the opening stays a moment longer.
    const first = !this.round && this.refreshRound();
    if (first) await Promise.race([first, new Promise((resolve) => setTimeout(resolve, FIRST_ROUND_MS))]);
    await this.draw();
    document.documentElement.dataset.ready = "";
    for (const page of Object.values(PAGES)) page().catch(console.warn);
    this.careful(() => this.bell.start());
    await this.careful(() => this.checkKept());
    await Promise.all([this.postman.now(), first || this.refreshRound()]);
    setInterval(() => document.visibilityState === "visible" && this.refreshRound(), ROUND_MS);
    await (await import("./updates.js")).register(this);
    if ((await push.sync()) && location.hash === "#phone") await this.draw({ stays: true });
  }

  // What can no longer be read is said before anything else is done.
  async checkKept() {
    const lost = await check(this.store);
    if (lost) {
      this.warn(say("unreadable_kept", { n: lost }));
      await this.redraw();
    }
    await outbox.purge(this.store);
    await sealOlder(this.store);
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

  // Drawing reads, and reading may open the store again: that is no reason to draw once more.
  redrawOnce() {
    this.redrawing ??= this.careful(() => this.redraw()).finally(() => (this.redrawing = null));
  }

  async draw({ stays = false } = {}) {
    const [name, key] = location.hash.replace(/^#\/?/, "").split("/");
    const turn = (this.turn = Symbol("turn"));
    const page = await (PAGES[name]?.() ?? today);
    if (turn !== this.turn) return;
    this.page?.leave?.();
    this.page = page;
    const { title, under = "", back = "", nodes, dock } = await this.page.show(this, key);
    if (stays) await lifted();
    if (turn !== this.turn) return;
    const stood = stays && placeOf(document.activeElement);
    this.head(title, under, back);
    $("main").replaceChildren(...nodes);
    $("dock").replaceChildren(dock ?? this.tabs(name || "today"));
    if (stood) $("app").querySelector(stood)?.focus({ preventScroll: true });
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
    this.tell(bar(counted, this.postman));
    const open = counted.waiting + counted.refused + counted.unreadable;
    for (const badge of document.querySelectorAll("#dock .badge")) fill(badge, { n: String(open) }).hidden = !open;
  }

  // The bar is said aloud when it changes: only news may change it.
  tell(line) {
    const shown = $("bar").firstElementChild;
    if (shown?.isEqualNode(line)) return;
    const holds = shown && shown === document.activeElement;
    $("bar").replaceChildren(line);
    if (holds) line.focus({ preventScroll: true });
  }

  tabs(current) {
    const tabs = make("tabs", { duty: Array.isArray(this.round?.duties) });
    tabs.querySelector(`[href="#${current}"]`)?.setAttribute("aria-current", "page");
    return tabs;
  }

  async act(kind, event) {
    const target = event.target.closest(`[data-${kind}]`);
    if (!target) return;
    if (kind === "submit") event.preventDefault();
    const action = this.page.actions[target.dataset[kind]] ?? this.bell.actions[target.dataset[kind]];
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
    this.warn(say(error.name === "QuotaExceededError" ? "phone_full" : "not_saved"));
    this.foot(say("unsaved"));
  }

  warn(words) {
    $("trouble").replaceChildren(make("trouble", { words }));
  }

  calm() {
    $("trouble").replaceChildren();
  }

  // Said only once the transaction is complete, and not while newer words are being typed.
  saved() {
    this.calm();
    this.savedAt = new Date();
    this.foot(this.savedWords());
  }

  typing(isTyping) {
    this.isTyping = isTyping;
    if (isTyping) this.foot(this.savedWords());
  }

  foot(words) {
    for (const line of document.querySelectorAll(".saved")) line.replaceChildren(words);
  }

  savedWords() {
    if (this.isTyping) return say("saving");
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

// How what has the focus is found again once the page is drawn anew.
function placeOf(node) {
  if (node.id) return `#${CSS.escape(node.id)}`;
  const name = ["href", "data-step", "data-uuid", "data-click"].find((one) => node.hasAttribute(one));
  return name ? `[${name}="${CSS.escape(node.getAttribute(name))}"]` : "";
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
