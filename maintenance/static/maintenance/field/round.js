// The round as the house last told it, kept for where there is no coverage, with what this phone has done since.

import { named } from "./lifts.js";
import { house } from "./wire.js";
import { json } from "./receipts.js";
import { dayOf, daysAfter, daysBetween } from "./words.js";

const KEY = "round";
const DONE = ["visit.completed", "visit.corrected"];

export async function kept(store) {
  const told = (await store.get("round", KEY))?.told;
  return told ? named(told) : null;
}

// Answers whether something new was told.
export async function fetchRound(store) {
  const known = await store.get("round", KEY);
  let answer;
  try {
    answer = await house("round", { headers: known?.told && known.etag ? { "If-None-Match": known.etag } : {} });
  } catch {
    return false;
  }
  const told = answer.status === 200 ? await json(answer) : null;
  if (!told?.lifts || !Array.isArray(told.visits)) return false;
  await store.put("round", { key: KEY, told, etag: answer.headers.get("ETag"), at: new Date().toISOString() });
  return true;
}

// The visits still to be made, nearest promise first; those finished on this phone are counted as done.
export function due(round, commands, drafts) {
  const told = Date.parse(round.made_at);
  const finished = commands.filter((one) => DONE.includes(one.kind) && !["refused", "aside", "unreadable"].includes(one.state));
  const subjects = new Set(finished.flatMap((one) => [one.subject, one.receipt?.subject]));
  const lifts = new Set(finished.filter((one) => Date.parse(one.made_at) > told || one.state !== "received").map((one) => one.lift));
  const visits = round.visits.filter((visit) => !subjects.has(visit.id) && !finished.some((one) => one.lift === visit.lift && isBehind(visit, one)));
  const open = new Map(drafts.map((draft) => [draft.lift, draft]));
  const rows = visits.map((visit) => ({ ...visit, draft: open.get(visit.lift) ?? null }));
  rows.sort((one, other) => order(one).localeCompare(order(other)));
  const since = finished.filter((one) => lifts.has(one.lift) && isToday(one.made_at));
  return { rows, done: doneToday(round) + new Set(since.map((one) => one.lift)).size };
}

// The house reckons windows a moment after it has the visit; until then it still names the one before.
function isBehind(visit, command) {
  return !visit.last_on || visit.last_on < dayOf(new Date(command.made_at));
}

function order(visit) {
  return `${visit.draft ? 0 : 1} ${visit.closes_on ?? "0000"} ${visit.lift}`;
}

function doneToday(round) {
  return round.day === dayOf() ? round.done_today : 0;
}

function isToday(at) {
  return dayOf(new Date(at)) === dayOf();
}

// Where today stands in a visit's window, in days since the last one.
export function place(visit, today = dayOf()) {
  if (!visit.closes_on) return null;
  const last = visit.last_on ?? daysAfter(visit.closes_on, -45);
  const left = daysBetween(today, visit.closes_on);
  return {
    today: daysBetween(last, today),
    opens: Math.max(daysBetween(last, visit.opens_on ?? last), 0),
    closes: daysBetween(last, visit.closes_on),
    left,
    tone: left < 0 ? "stop" : left <= 7 ? "warn" : "ok",
    isEarly: visit.opens_on !== null && visit.opens_on > today,
  };
}

// What a visit of this scope owes a lift: the plan's lines.
export function itemsDue(round, lift, scope) {
  const plan = round.plans[round.lifts[lift]?.plan];
  const numbers = plan?.due?.[round.lifts[lift].drive]?.[scope] ?? [];
  const wanted = new Set(numbers);
  return plan ? plan.items.filter((item) => wanted.has(item.number)) : [];
}

// Works that are not over: on all lifts of the round, or on one.
export function worksAhead(round, lift) {
  const now = new Date();
  const mine = (one) => round.lifts[one.lift] && (!lift || one.lift === lift);
  return (round.works ?? []).filter((one) => mine(one) && !(new Date(one.to_at ?? "9999") < now));
}
