// Works on the lifts beside their visits, as the round tells them ahead.

import { dayOf, hour, say, weekday, whole } from "./words.js";

// Those that are not over: on all lifts of the round, or on one.
export function ahead(round, lift) {
  const now = new Date();
  const mine = (one) => round.lifts[one.lift] && (!lift || one.lift === lift);
  return (round.works ?? []).filter((one) => mine(one) && !(new Date(one.to_at ?? "9999") < now));
}

// 3 dic., 9:00–11:00: a day is named once.
export function span({ from_at: from, to_at: to }) {
  const begins = whole(weekday(from));
  if (!to) return say("from_on", { when: begins });
  const isOneDay = dayOf(new Date(from)) === dayOf(new Date(to));
  return isOneDay ? whole(`${begins}–${hour(to)}`) : `${begins} – ${whole(weekday(to))}`;
}
