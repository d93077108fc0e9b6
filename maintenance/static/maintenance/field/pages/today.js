// Today's round: who is inside first, then breakdowns, then visits by the nearest promise.

import { make } from "../dom.js";
import { open as begun } from "../drafts.js";
import { gauge } from "../gauge.js";
import * as push from "../push.js";
import * as rounds from "../round.js";
import { kept, told } from "../steps.js";
import { address, mapOf, officeOf } from "../lifts.js";
import { before, dayOf, hour, say, short, since, span, today, weekday, whole } from "../words.js";

export const isLive = true;

export async function show(app) {
  const title = say("today");
  if (!app.round) return { title, nodes: [make("no-round")] };
  const [commands, steps, drafts] = await Promise.all([app.store.rows("commands"), kept(app.store), begun(app)]);
  const { rows, done } = rounds.due(app.round, commands, drafts);
  const open = app.round.breakdowns.map((one) => told(one, steps)).filter((one) => !one.restored_at);
  open.sort((one, other) => inside(other) - inside(one) || one.reported_at.localeCompare(other.reported_at));
  const strays = drafts.filter((draft) => !rows.some((row) => row.draft?.subject === draft.subject));
  const urgent = open.some(inside);
  return {
    title,
    nodes: [
      head(app.round, rows.length, done, open.length),
      ...(push.state() === push.ASK && push.outcome !== "off" ? [make("wants-notices")] : []),
      ...open.map((one) => (inside(one) ? entrapment(app, one) : breakdown(app, one))),
      ...strays.map((draft) => stray(draft)),
      make("due-head", { n: String(rows.length) }),
      ...rows.map((row) => visit(app.round.lifts[row.lift], row, urgent)),
      ...(rows.length ? [] : [make("nothing-due")]),
      ...works(app.round),
    ],
  };
}

function inside(one) {
  return one.entrapment && !one.freed_at;
}

function head(round, left, done, broken) {
  const all = done + left;
  const strip = Array.from({ length: Math.min(all, 24) }, (_none, place) => {
    const box = document.createElement("i");
    if (place < Math.round((done / all) * Math.min(all, 24))) box.className = "done";
    return box;
  });
  const counted = [say("done_of", { done, n: all }), ...(broken ? [say("n_breakdowns", { n: broken })] : [])];
  return make("today-head", {
    day: today(), route: round.route && say("route", { route: round.route }), strip, words: counted.join(" · "),
    old: round.day === dayOf() ? "" : say("old_round", { when: weekday(round.made_at) }),
  });
}

function entrapment(app, one) {
  const lift = app.round.lifts[one.lift];
  return make("entrapment", {
    street: address(lift), words: one.words, since: since(one.reported_at), href: `#breakdown/${one.id}`, id: one.id,
    promised: one.next_update_by ? before(one.next_update_by) : "", access: lift.access,
    go: say(one.arrived_at ? "continue" : one.on_the_way_at ? "i_am_here" : "i_am_going"),
    phone: officeOf(app.round), map: mapOf(lift),
  });
}

function breakdown(app, one) {
  const lift = app.round.lifts[one.lift];
  return make("breakdown-card", {
    street: address(lift), words: one.words, href: `#breakdown/${one.id}`, number: one.number,
    stopped: one.stops_service, running: !one.stops_service,
    state: one.next_update_by ? say("next_news", { before: before(one.next_update_by) }) : say("reported", { since: since(one.reported_at) }),
    mine: one.on_the_way_at || one.arrived_at ? say(one.arrived_at ? "you_are_there" : "you_are_going", { hour: hour(one.arrived_at ?? one.on_the_way_at) }) : "",
  });
}

function visit(lift, row, urgent) {
  const place = rounds.place(row);
  const values = {
    street: address(lift), href: row.draft ? `#visit/${row.draft.subject}` : `#lift/${row.lift}`,
    under: [row.last_on && say("last_on", { day: short(row.last_on) }), row.closes_on && say("limit_on", { day: short(row.closes_on) })].filter(Boolean).map(whole).join(" · "),
    stops: lift.stops ? say("n_stops", { n: lift.stops }) : "", access: lift.access, begun: row.draft ? say("begun", { hour: weekday(row.draft.started_at ?? row.draft.on_the_way_at) }) : "",
  };
  if (!place) return make("visit-card", values);
  const left = Math.abs(place.left);
  const word = place.left < 0 ? "late" : place.left === 0 ? "ends_today" : "left";
  const sentence = place.isEarly ? say("opens_on", { day: short(row.opens_on) }) : `${say("n_days", { n: left })} ${say(word, { n: left })}`;
  return make("visit-card", {
    ...values, tone: place.tone, days: place.isEarly ? "" : place.left === 0 ? say("today_word") : say("n_days", { n: left }),
    word: place.isEarly ? sentence : say(word, { n: left }), gauge: gauge(place, sentence), urgent,
  });
}

// Works on the lifts, told ahead.
function works(round) {
  const told = rounds.worksAhead(round);
  if (!told.length) return [];
  const rows = told.map((one) => make("pick", { href: `#lift/${one.lift}`, what: address(round.lifts[one.lift]), under: `${one.words} · ${span(one)}` }));
  return [make("works-head", { n: String(told.length) }), make("works", { rows })];
}

function stray(draft) {
  return make("visit-card", { street: address(draft.sheet), href: `#visit/${draft.subject}`, begun: say("begun", { hour: weekday(draft.started_at ?? draft.on_the_way_at) }), under: "" });
}


export const actions = {
  go: (app, target) => app.go(`breakdown/${target.dataset.id}`),
};
