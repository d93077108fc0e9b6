// The bar under the header: what waits, in words, always true.

import { fill, make } from "./dom.js";
import { hour, isToday, listed, say, short } from "./words.js";

export function bar(counted, postman) {
  if (counted.unreadable) return line("bar-refused", { what: say("unreadable", { n: counted.unreadable }), more: say("open_it") });
  if (counted.refused) return line("bar-refused", { what: say("refused", { n: counted.refused }), more: say("open_it") });
  if (postman.why === "storage") return line("bar-refused", { what: say("storage_fails"), more: "" });
  if (counted.waiting) return waiting(counted, postman);
  return line("bar-sent", { what: say("all_sent"), more: counted.last ? last(counted.last) : "" });
}

function waiting(counted, postman) {
  const parts = [["n_visits", counted.visits], ["n_steps", counted.steps], ["n_photos", counted.photos]];
  const what = say(postman.busy ? "sending" : "waiting", { n: counted.waiting });
  const asks = postman.why === "signed_out" || postman.why === "another_person";
  const more = asks ? say(postman.why) : listed(parts.filter(([, n]) => n).map(([word, n]) => say(word, { n })));
  return line(asks ? "bar-sign-in" : "bar-waiting", { what, more });
}

function last(at) {
  return say(isToday(at) ? "last_hour" : "last_day", { hour: hour(at), day: short(at) });
}

function line(template, values) {
  return fill(make(template), values);
}
