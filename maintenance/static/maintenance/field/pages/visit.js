// A visit: on my way, here, and down the shaft group by group. Each tap is kept before anything says so.

import * as checklist from "./checklist.js";
import * as extras from "./extras.js";
import * as draft from "../draft.js";
import * as drafts from "../drafts.js";
import { canDictate, listen } from "../dictation.js";
import { make } from "../dom.js";
import * as rounds from "../round.js";
import { flush, later } from "../typing.js";
import { hour, say } from "../words.js";
import { address } from "../lifts.js";

export const isLive = false;
const FIRST_PHRASES = 3;
let visit = null;
let recognition = null;

export async function show(app, key) {
  visit = await drafts.load(app, key);
  if (!visit) return { title: say("visit"), back: "#today", nodes: [make("no-visit")] };
  if (visit.unreadable) return { title: say("visit"), back: "#sending", nodes: [make("unreadable-visit", { href: "#sending" })] };
  if (visit.state === "done") return { title: say("visit"), back: "#sending", nodes: [make("visit-done", { href: "#sending" })] };
  const street = address(visit.sheet);
  if (!visit.started_at) return { title: street, under: scopeWords(), back: `#lift/${visit.lift}`, nodes: [await start(app)], dock: startDock(app) };
  return {
    title: street, under: `${scopeWords()} · ${say("here_since", { hour: hour(visit.started_at) })}`, back: "#today",
    nodes: [otherScope(), checklist.draw(visit), await extras.photos(app, visit, null), extras.parts(visit), await extras.findings(app, visit), ...extras.settled(visit), words(app), condition(), correction()].filter(Boolean),
    dock: dock(app),
  };
}

export function leave() {
  flush();
  recognition?.stop();
}

function scopeWords() {
  return say(`visit_${visit.scope}`);
}

async function start(app) {
  const scan = visit.scan ?? (await recent(app));
  return make("visit-start", {
    going: visit.on_the_way_at ? say("going_since", { hour: hour(visit.on_the_way_at) }) : "", access: visit.sheet.access || say("no_access_note"),
    scanned: scan?.code ? say(`scanned_${scan.place}`, { hour: hour(scan.at) }) : "", unscanned: !scan?.code, scan: `#scan/${visit.subject}`,
    scopes: scopes(),
    reasons: ["no_code", "no_camera", "other"].map((why) => make("choice", { name: "why", value: why, words: say(`unscanned_${why}`), checked: visit.scan?.why === why, does: "unscanned" })),
  });
}

function scopes() {
  return ["M", "T", "S", "A"].map((scope) => make("choice", { name: "scope", value: scope, words: say(`scope_${scope}`), checked: visit.scope === scope, does: "scope" }));
}

// Until the first answer, since another visit asks other things.
function otherScope() {
  return Object.keys(visit.answers).length || visit.corrects ? null : make("other-scope", { scopes: scopes() });
}

async function recent(app) {
  visit.scan = await drafts.scanned(app, visit.lift);
  if (visit.scan) await drafts.save(app, visit);
  return visit.scan;
}

function startDock(app) {
  return make("dock-main", { saved: app.savedWords(), side: "", words: say("i_am_here"), does: "arrive", icon: false });
}

async function arrive(app) {
  if (!visit.scan) return point("unscanned", say("scan_or_why"));
  visit = await drafts.arrive(app, visit);
  return app.draw();
}

function words(app) {
  const phrases = (app.round?.phrases ?? []).map((phrase) => make("phrase", { words: phrase }));
  const more = phrases.splice(FIRST_PHRASES);
  const reader = visit.sheet.reader?.name;
  return make("visit-words", { title: reader ? say("words_for", { name: reader }) : say("words_for_owner"), text: visit.words_for_owner, phrases, more, dictates: canDictate });
}

function condition() {
  const options = (name, chosen) => [["in_service", "runs"], ["out_of_service", "stands"]].map(([value, word]) => make(`condition-${word}`, { name, value, checked: chosen === value, does: name }));
  return make("visit-condition", { arrival: options("condition_on_arrival", visit.condition_on_arrival), departure: options("condition_on_departure", visit.condition_on_departure) });
}

function correction() {
  return visit.corrects ? make("visit-correction", { text: visit.why }) : null;
}

function dock(app) {
  const name = visit.sheet.reader?.name?.split(" ")[0];
  const left = draft.missing(visit);
  const side = left.length ? say(left[0][0], { n: left[0][1] }) : say("all_there");
  return make("dock-main", { saved: app.savedWords(), side, words: name ? say("see_as", { name }) : say("see_as_owner"), does: "review", icon: true });
}

async function kept(app, ...redraw) {
  await drafts.save(app, visit);
  if (redraw.includes("checklist")) document.getElementById("checklist").replaceWith(checklist.draw(visit));
  if (Object.keys(visit.answers).length) document.getElementById("other-scope")?.remove();
  if (redraw.includes("photos")) document.getElementById("photos").replaceWith(await extras.photos(app, visit, null));
  if (redraw.includes("parts")) document.getElementById("parts").replaceWith(extras.parts(visit));
  if (redraw.includes("findings")) document.getElementById("findings").replaceWith(await extras.findings(app, visit));
  if (redraw.includes("checklist")) await checklist.pictures(app, visit);
  foot(app);
}

function foot(app) {
  const left = draft.missing(visit);
  const side = document.querySelector("#dock .side");
  if (side) side.textContent = left.length ? say(left[0][0], { n: left[0][1] }) : say("all_there");
}

function typed(app, change) {
  change();
  const one = visit;
  later(app, () => (one === visit ? kept(app) : drafts.save(app, one)));
}

function point(place, words) {
  const spot = document.getElementById(place) ?? document.querySelector(`[data-place="${place}"]`);
  spot?.scrollIntoView({ block: "center" });
  spot?.querySelector(".wanted")?.replaceChildren(words);
  spot?.focus({ preventScroll: true });
}

async function review(app) {
  await flush();
  const [first] = draft.missing(visit);
  if (!first) return app.go(`review/${visit.subject}`);
  const places = { missing_groups: "checklist", missing_item_words: "checklist", missing_parts: "parts", missing_findings: "findings", missing_condition: "condition", missing_why: "correction" };
  return point(places[first[0]], say(first[0], { n: first[1] }));
}

function dictate(app, target) {
  if (recognition) return recognition.stop();
  target.setAttribute("aria-pressed", "true");
  recognition = listen(
    (heard) => typed(app, () => {
      const field = document.getElementById("words-for-owner");
      visit.words_for_owner = field.value = [field.value.trim(), heard].filter(Boolean).join(" ");
    }),
    () => {
      recognition = null;
      target.setAttribute("aria-pressed", "false");
    },
  );
  return undefined;
}

export const actions = {
  arrive, review, dictate,
  scope: (app, target) => {
    visit.scope = target.value;
    if (app.round?.lifts[visit.lift]) visit.items = rounds.itemsDue(app.round, visit.lift, visit.scope);
    return drafts.save(app, visit).then(() => app.draw({ stays: true }));
  },
  unscanned: (app, target) => {
    visit.scan = { why: target.value };
    return drafts.save(app, visit);
  },
  condition_on_arrival: (app, target) => ((visit.condition_on_arrival = target.value), kept(app)),
  condition_on_departure: (app, target) => ((visit.condition_on_departure = target.value), kept(app)),
  words: (app, target) => typed(app, () => (visit.words_for_owner = target.value)),
  why: (app, target) => typed(app, () => (visit.why = target.value)),
  phrase: (app, target) => {
    const field = document.getElementById("words-for-owner");
    visit.words_for_owner = field.value = [field.value.trim(), target.textContent.trim()].filter(Boolean).join(" ");
    return kept(app);
  },
  ...checklist.actions(() => visit, kept, typed),
  ...extras.actions(() => visit, kept, typed),
};
