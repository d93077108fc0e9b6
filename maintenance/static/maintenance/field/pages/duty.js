// My duty: whether it is now and until when, those that come, and into whose hands each goes.

import { make } from "../dom.js";
import { officeOf } from "../lifts.js";
import { say, until, weekday } from "../words.js";

export const isLive = true;

export async function show(app) {
  const title = say("duty");
  if (!app.round?.duties) return { title, nodes: [make("no-round")] };
  const now = new Date();
  const ahead = app.round.duties.filter((one) => new Date(one.to_at) > now).sort((one, other) => Date.parse(one.from_at) - Date.parse(other.from_at));
  const here = ahead.filter((one) => new Date(one.from_at) <= now);
  const next = ahead.filter((one) => new Date(one.from_at) > now);
  return {
    title,
    nodes: [
      make("duty-head", { title, off: next.length && !here.length ? say("off_duty") : "" }),
      ...here.map((one) => make("duty-now", { words: say("on_duty", { until: until(one.to_at) }), ...values(one, ahead, { isNow: true }) })),
      ...(next.length ? [make("duties", { rows: next.map((one) => make("duty-row", { words: `${weekday(one.from_at)} – ${weekday(one.to_at)}`, ...values(one, ahead) })) })] : []),
      ...(ahead.length ? [] : [make("no-duty")]),
      make("duty-office", { phone: officeOf(app.round) }),
    ],
  };
}

// Who goes on at once under another duty hands nothing over.
function values(duty, ahead, { isNow = false } = {}) {
  const end = Date.parse(duty.to_at);
  const goesOn = ahead.some((one) => Date.parse(one.from_at) <= end && Date.parse(one.to_at) > end);
  return {
    route: duty.route ? say("route", { route: duty.route }) : say("all_routes"),
    before: duty.before && !isNow ? say("comes_from", { name: duty.before }) : "", after: duty.after ? say("goes_to", { name: duty.after }) : "",
    gap: duty.after || goesOn ? "" : say("goes_to_nobody"),
  };
}

export const actions = {};
