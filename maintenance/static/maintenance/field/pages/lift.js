// The sheet of a lift: how one gets in, what happened lately, what is owed, and the way into a visit.

import * as drafts from "../drafts.js";
import * as draft from "../draft.js";
import { make } from "../dom.js";
import * as rounds from "../round.js";
import { number, say, short, span } from "../words.js";
import { address, mapOf, officeOf } from "../lifts.js";

export const isLive = true;

export async function show(app, key) {
  const lift = app.round?.lifts[key];
  if (!lift) return { title: say("lift"), back: "#today", nodes: [make("no-lift")] };
  const open = (await app.store.rows("drafts")).find((one) => one.state === "open" && one.lift === key);
  const visit = app.round.visits.find((one) => one.lift === key);
  const street = address(lift);
  return {
    title: street, under: [lift.city, lift.rae && say("rae", { rae: lift.rae })].filter(Boolean).join(" · "), back: "#today",
    nodes: [
      ...(lift.status === "out_of_order" ? [make("stands")] : []),
      entry(app, lift),
      ...works(app.round, key), ...findings(lift), ...faults(lift), ...visits(lift), technical(lift),
    ],
    dock: open ? make("dock-link", { href: `#visit/${open.subject}`, words: say("continue_visit") }) : dock(visit, key),
  };
}

function dock(visit, key) {
  const early = visit?.opens_on && visit.opens_on > new Date().toISOString().slice(0, 10);
  return make("dock-lift", { key, early: early ? say("opens_on", { day: short(visit.opens_on) }) : "", scope: visit?.scope ?? "M" });
}

function entry(app, lift) {
  return make("lift-entry", {
    access: lift.access || say("no_access_note"), notes: lift.notes, reader: lift.reader ? [lift.reader.name, lift.reader.role].filter(Boolean).join(", ") : "",
    map: mapOf(lift), phone: officeOf(app.round),
  });
}

function works(round, key) {
  const rows = rounds.worksAhead(round, key).map((one) => make("row", { what: one.words, under: span(one) }));
  return rows.length ? [make("list-card", { title: say("works_ahead"), rows })] : [];
}

function findings(lift) {
  if (!lift.findings?.length) return [];
  const rows = lift.findings.map((one) => make("row", { what: one.words, under: `${say(`severity_${one.severity}`)} · ${say("since_date", { day: short(one.at) })}` }));
  return [make("list-card", { title: say("findings_open"), rows })];
}

function faults(lift) {
  if (!lift.faults?.length) return [];
  const rows = lift.faults.map((one) => make("row", { what: one.cause_words || say("fault_number", { number: one.number }), under: short(one.at), again: one.repeats }));
  return [make("list-card", { title: say("faults_lately"), rows })];
}

function visits(lift) {
  if (!lift.last_visits?.length) return [];
  const rows = lift.last_visits.map((one) => make("row", { what: one.pending?.length ? one.pending.join(". ") : say("nothing_pending"), under: `${short(one.at)} · ${one.by}` }));
  return [make("list-card", { title: say("last_visits"), rows })];
}

function technical(lift) {
  const facts = [
    ["maker", [lift.maker, lift.year].filter(Boolean).join(", ")], ["serial", lift.serial_number],
    ["drive", lift.drive && say(`drive_${lift.drive}`)], ["stops", lift.stops && number(lift.stops)],
    ["load", lift.load_kg && `${number(lift.load_kg)} kg`], ["speed", lift.speed && `${number(Number(lift.speed))} m/s`],
    ["communication", lift.communication && say(`communication_${lift.communication}`)],
  ].filter(([, value]) => value);
  return make("facts-card", { title: say("sheet"), rows: facts.map(([name, value]) => make("fact", { name: say(`fact_${name}`), value })) });
}

// Who has just scanned this lift, and whose visit is planned, has said all that arriving asks.
async function begin(app, target, isHere) {
  const key = target.dataset.key;
  const visit = app.round.visits.find((one) => one.lift === key);
  const scope = visit?.scope ?? "M";
  const lift = app.round.lifts[key];
  const at = isHere ? null : new Date().toISOString();
  const made = draft.begin({ visit, lift: key, sheet: { ...lift, company: app.round.company.name }, items: rounds.itemsDue(app.round, key, scope), plan: lift.plan, scope, at });
  made.begun_at = new Date().toISOString();
  made.scan = await drafts.scanned(app, key);
  if (isHere && visit && made.scan) await drafts.arrive(app, made);
  else await drafts.save(app, made);
  app.go(`visit/${made.subject}`);
}

export const actions = {
  going: (app, target) => begin(app, target, false),
  here: (app, target) => begin(app, target, true),
};

