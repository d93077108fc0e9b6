// This phone: whose it is, whether its storage is safe, who else has work on it, and the way out.

import { make } from "../dom.js";
import * as outbox from "../outbox.js";
import * as people from "../people.js";
import { current } from "../session.js";
import { listed, number, say } from "../words.js";

export const isLive = false;

export async function show(app) {
  const [persisted, estimate, others] = await Promise.all([navigator.storage?.persisted?.() ?? false, navigator.storage?.estimate?.() ?? {}, people.others(app.person.id)]);
  const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  const used = (estimate.usage ?? 0) / 1_000_000;
  return {
    title: say("this_phone"), back: "#today",
    nodes: [make("phone", {
      name: app.person.name, initials: app.person.initials, kept: persisted, unkept: !persisted, installed, uninstalled: !installed,
      used: say("used", { mb: number(Math.round(used * 10) / 10) }), others: others.map((other) => make("others", { words: say("others_wait", { name: other.name, n: other.waiting }) })),
    })],
  };
}

// Nobody goes out while something of his waits here.
async function signOut(app, target) {
  const counted = await outbox.state(app.store);
  if (!outbox.isSettled(counted)) {
    const parts = [["n_waiting", counted.waiting], ["n_refused", counted.refused], ["n_drafts", counted.drafts]].filter(([, n]) => n).map(([word, n]) => say(word, { n }));
    document.querySelector("#sign-out .wanted").replaceChildren(say("stays_in", { what: listed(parts) }));
    return;
  }
  const said = await current();
  if (said.why === "signed_out") return location.assign("/");
  if (said.why) {
    document.querySelector("#sign-out .wanted").replaceChildren(say("out_needs_network"));
    return;
  }
  target.elements.csrfmiddlewaretoken.value = said.csrf;
  target.submit();
}

export const actions = {
  sign_out: signOut,
  persist: async (app) => {
    const kept = await navigator.storage.persist();
    await app.draw({ stays: true });
    if (!kept) document.querySelector("#storage .wanted").replaceChildren(say("not_persisted"));
  },
};
