// The page as its owner will read it, the technician's signature, the customer's or why not, and done.

import * as draft from "../draft.js";
import * as drafts from "../drafts.js";
import { SIGNS } from "./checklist.js";
import { icon, make } from "../dom.js";
import * as outbox from "../outbox.js";
import * as photos from "../photos.js";
import "../signature.js";
import { daysAfter, dayOf, daysBetween, figures, hour, say, short } from "../words.js";
import { address } from "../lifts.js";

export const isLive = false;
const REASONS = ["nobody", "refused", "not_asked"];
let visit = null;

export async function show(app, key) {
  visit = await drafts.load(app, key);
  if (!visit || visit.unreadable || visit.state === "done" || !visit.started_at || draft.missing(visit).length) return { title: say("visit"), back: "#today", nodes: [make("no-visit")] };
  visit.finished_at ??= new Date().toISOString();
  const street = address(visit.sheet);
  const reader = visit.sheet.reader;
  return {
    title: reader ? say("as_read_by", { name: reader.name }) : say("as_read"), under: [reader?.role, street].filter(Boolean).join(" · "), back: `#visit/${visit.subject}`,
    nodes: [await sheet(app), signing(app), customer()], dock: dock(app),
  };
}

async function sheet(app) {
  const counted = draft.counts(visit);
  const said = visit.items.map((item) => ({ ...item, answer: visit.answers[item.number] }));
  const told = said.filter((item) => draft.TOLD.includes(item.answer.result));
  return make("read-sheet", {
    company: visit.sheet.company, date: figures(visit.finished_at), runs: visit.condition_on_departure === "in_service", stands: visit.condition_on_departure !== "in_service",
    heading: say("has_visited", { name: app.person.name }), when: `${say(`visit_${visit.scope}`)} · ${hour(visit.started_at)}–${hour(visit.finished_at)}`, rae: visit.sheet.rae && say("rae", { rae: visit.sheet.rae }),
    counts: ["ok", "adj", "obs", "pend", "not_done", "na"].map((result) => [result, counted[result]]).filter(([result, n]) => n || result === "ok").map(([result, n]) => make("count", { n: String(n), words: say(`count_${result}`, { n }), tone: `r-${result}` })),
    words: visit.words_for_owner.trim() && `«${visit.words_for_owner.trim()}»`,
    told: [...told.map(landing), ...visit.findings.map(finding), ...visit.parts.map(part)],
    photos: await pictures(app), all: say("all_items", { n: said.length }), items: said.map((item) => make("read-item", { text: item.plain || item.text, result: say(`result_${item.answer.result}`), tone: `r-${item.answer.result}`, sign: icon(SIGNS[item.answer.result]) })),
    next: nextWindow(),
  });
}

function landing(item) {
  return make("read-landing", { title: say(`told_${item.answer.result}`, { item: (item.plain || item.text) }), words: item.answer.words, tone: item.answer.result === "adj" ? "t-accent" : "t-warn" });
}

function finding(one) {
  return make("read-landing", { title: say("told_finding", { severity: say(`severity_${one.severity}`) }), words: one.words, tone: one.severity === "serious" ? "t-stop" : "t-warn" });
}

function part(one) {
  const more = one.is_safety_component ? say("told_safety", { type: one.component_type, serial: one.serial_number }) : "";
  return make("read-landing", { title: say("told_part", { n: one.quantity, name: one.name }), words: more, tone: "t-accent" });
}

async function pictures(app) {
  const shown = [];
  for (const photo of visit.photos) {
    const canvas = await photos.thumbnail(app.store, photo.sha256, photo.words || say("photo"));
    const item = visit.items.find((one) => one.number === photo.item);
    shown.push(make("read-photo", { canvas, words: photo.words || item?.text || say("photo"), value: photo.words, sha: photo.sha256, id: `caption-${photo.sha256}` }));
  }
  return shown;
}

function nextWindow() {
  const window = visit.window;
  if (!window?.last_on || !window.closes_on) return "";
  const today = dayOf();
  const span = (day) => daysAfter(today, daysBetween(window.last_on, day));
  return `${short(span(window.opens_on ?? window.last_on))} – ${short(span(window.closes_on))}`;
}

function signing(app) {
  return make("signing", { title: say("your_signature", { name: app.person.name.split(" ")[0] }), who: say("who_signs", { name: app.person.name }), path: visit.signature?.path ?? "", unsigned: !visit.signature, hour: visit.signature ? hour(visit.signature.at) : "" });
}

function customer() {
  const given = visit.customer;
  const known = REASONS.find((why) => say(`why_${why}`) === given?.why);
  return make("customer", {
    reasons: [...REASONS, "signs"].map((why) => make("choice", { name: "customer", value: why, words: say(`why_${why}`), checked: why === "signs" ? Boolean(given?.name !== undefined) : why === known, does: "customer" })),
    signs: given?.name !== undefined, name: given?.name ?? "", path: given?.path ?? "", unsigned: !given?.path,
  });
}

function dock(app) {
  const side = navigator.onLine ? "" : say("no_coverage");
  return make("dock-main", { saved: app.savedWords(), side, words: say("done"), does: "finish", icon: false, check: true });
}

async function finish(app) {
  if (!visit.signature?.path) return wanted("signing", say("sign_first"));
  if (!visit.customer) return wanted("customer", say("customer_first"));
  if (visit.customer.name !== undefined && !(visit.customer.name.trim() && visit.customer.path)) return wanted("customer", say("customer_whole"));
  visit.finished_at = new Date().toISOString();
  const done = { ...visit, state: "done", changed_at: visit.finished_at };
  const payload = draft.record(done);
  const kind = visit.corrects ? "visit.corrected" : "visit.completed";
  const shas = [...new Set(visit.photos.map((photo) => photo.sha256))];
  const told = await outbox.command(kind, visit.subject, payload, { label: address(visit.sheet), lift: visit.lift, photos: shas, mends: visit.mends });
  await outbox.enqueue(app.store, [told], { draft: done });
  app.saved();
  app.postman.changed();
  return app.go("today");
}

function wanted(place, words) {
  const spot = document.getElementById(place);
  spot.querySelector(".wanted").replaceChildren(words);
  spot.scrollIntoView({ block: "center" });
}

async function kept(app, place) {
  await drafts.save(app, visit);
  document.getElementById(place)?.querySelector(".wanted")?.replaceChildren();
}

export const actions = {
  finish,
  sign: async (app, target) => {
    visit.signature = { path: target.value, at: new Date().toISOString() };
    await kept(app, "signing");
    document.querySelector("#signing .sign-hour").replaceChildren(hour(visit.signature.at));
    document.querySelector("#signing .text-button").hidden = false;
  },
  sign_again: async (app) => {
    visit.signature = null;
    await kept(app, "signing");
    document.getElementById("signing").replaceWith(signing(app));
  },
  customer: async (app, target) => {
    visit.customer = target.value === "signs" ? { name: "", path: "" } : { why: say(`why_${target.value}`) };
    await kept(app, "customer");
    document.getElementById("customer").replaceWith(customer());
    document.querySelector('#customer [name="customer"]:checked')?.focus();
  },
  customer_name: (app, target) => ((visit.customer.name = target.value), kept(app, "customer")),
  customer_sign: async (app, target) => {
    visit.customer.path = target.value;
    await kept(app, "customer");
    document.querySelector("#customer .text-button").hidden = false;
  },
  customer_again: async (app) => {
    visit.customer.path = "";
    await kept(app, "customer");
    document.getElementById("customer").replaceWith(customer());
  },
  caption: (app, target) => {
    visit.photos.find((photo) => photo.sha256 === target.dataset.sha).words = target.value;
    return kept(app);
  },
};
