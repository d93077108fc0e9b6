// A visit while it is being made: plain values in, plain values out. What the house gets of it is `record`.

import { uuid7 } from "./keys.js";

export const RESULTS = ["ok", "adj", "obs", "pend", "na", "not_done"];
export const WORDED = ["obs", "pend", "not_done"];
export const TOLD = ["adj", ...WORDED];

export function begin({ visit, lift, sheet, items, plan, scope, at }) {
  return {
    subject: visit?.id ?? uuid7(), state: "open", lift, plan, scope, sheet, items,
    window: visit ? { last_on: visit.last_on, opens_on: visit.opens_on, closes_on: visit.closes_on } : null,
    on_the_way_at: at, started_at: null, finished_at: null, scan: null,
    condition_on_arrival: sheet.status === "out_of_order" ? "out_of_service" : "in_service", condition_on_departure: null,
    answers: {}, photos: [], parts: [], findings: [], settled: [], words_for_owner: "", signature: null, customer: null,
    open_group: null, open_item: null, mends: null, corrects: false, why: "",
  };
}

export function groups(draft) {
  const found = [];
  for (const item of draft.items) {
    if (found.at(-1)?.name !== item.group) found.push({ name: item.group, items: [] });
    found.at(-1).items.push({ ...item, answer: draft.answers[item.number] ?? null });
  }
  return found.map((group, place) => ({ ...group, place, ...tally(group.items) }));
}

function tally(items) {
  const answers = items.map((item) => item.answer).filter(Boolean);
  const counts = Object.fromEntries(RESULTS.map((result) => [result, answers.filter((one) => one.result === result).length]));
  const last = answers.reduce((at, one) => (one.at > at ? one.at : at), "");
  return { isDone: answers.length === items.length, answered: answers.length, counts, last };
}

// One tap: what of a group is not answered yet is correct.
export function allCorrect(draft, group, at) {
  for (const item of group.items) draft.answers[item.number] ??= { result: "ok", words: "", at };
}

export function answer(draft, number, result, at) {
  const words = draft.answers[number]?.words ?? "";
  draft.answers[number] = { result, words: result === "ok" || result === "na" ? "" : words, at };
}

// What still stands between this and the review, as names of words with their counts.
export function missing(draft) {
  const open = groups(draft).filter((group) => !group.isDone).length;
  const wordless = draft.items.filter((item) => isWordless(draft.answers[item.number])).length;
  const parts = draft.parts.filter((part) => !part.name.trim() || (part.is_safety_component && !(part.component_type.trim() && part.serial_number.trim()))).length;
  return [
    ["missing_groups", open],
    ["missing_item_words", wordless],
    ["missing_parts", parts],
    ["missing_findings", draft.findings.filter((one) => !one.words.trim()).length],
    ["missing_condition", draft.condition_on_departure ? 0 : 1],
    ["missing_why", draft.corrects && !draft.why.trim() ? 1 : 0],
  ].filter(([, n]) => n > 0);
}

function isWordless(given) {
  return given && WORDED.includes(given.result) && !given.words.trim();
}

export function counts(draft) {
  const results = draft.items.map((item) => draft.answers[item.number]?.result);
  return Object.fromEntries(RESULTS.map((result) => [result, results.filter((one) => one === result).length]));
}

export function record(draft) {
  const numbers = draft.items.map((item) => item.number).filter((number) => draft.answers[number]);
  const told = {
    lift: draft.lift, plan: draft.plan, scope: draft.scope, on_the_way_at: draft.on_the_way_at,
    started_at: draft.started_at, finished_at: draft.finished_at, recorded_at: draft.finished_at, scan: draft.scan,
    condition_on_arrival: draft.condition_on_arrival, condition_on_departure: draft.condition_on_departure,
    answers: numbers.map((number) => ({ number, ...draft.answers[number], words: draft.answers[number].words.trim() })),
    photos: draft.photos.map(({ sha256, item, words, taken_at }) => ({ sha256, item, words: words.trim(), taken_at })),
    parts: draft.parts.map((part) => ({ ...part, name: part.name.trim() })),
    findings: draft.findings.map((one) => ({ ...one, words: one.words.trim(), photos: draft.photos.filter((photo) => photo.finding === one.id).map((photo) => photo.sha256) })),
    settled: draft.settled, words_for_owner: draft.words_for_owner.trim(), signature: draft.signature, customer: draft.customer,
  };
  return draft.corrects ? { ...told, why: draft.why.trim() } : told;
}
