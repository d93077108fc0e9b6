// This phone: whose it is, whether its storage is safe, who else has work on it, and the way out.

import { make } from "../dom.js";
import * as outbox from "../outbox.js";
import * as people from "../people.js";
import * as push from "../push.js";
import { current } from "../session.js";
import { number, say } from "../words.js";

export const isLive = false;

export async function show(app) {
  const [persisted, estimate, others] = await Promise.all([navigator.storage?.persisted?.() ?? false, navigator.storage?.estimate?.() ?? {}, people.others(app.person.id)]);
  const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  const used = (estimate.usage ?? 0) / 1_000_000;
  return {
    title: say("this_phone"), back: "#today",
    nodes: [make("phone", {
      ...notices(),
      name: app.person.name, initials: app.person.initials, kept: persisted, unkept: !persisted, installed, uninstalled: !installed,
      used: say("used", { mb: number(Math.round(used * 10) / 10) }), others: others.map((other) => make("others", { words: say("others_wait", { name: other.name, n: other.waiting }) })),
    })],
  };
}

// How it stands with notices: one of these is true.
function notices() {
  const [can, came] = [push.state(), push.outcome];
  return {
    notices_ask: can === push.ASK && came !== "off", notices_refused: can === push.REFUSED, notices_install: can === push.INSTALL, notices_impossible: can === push.IMPOSSIBLE,
    notices_off: came === "off", notices_failed: can === push.ALLOWED && came === "failed", notices_on: can === push.ALLOWED && came === "on", notices_waiting: can === push.ALLOWED && came === "",
  };
}

// Nobody goes out while something of his waits here.
async function signOut(app, target) {
  const counted = await outbox.state(app.store);
  if (!outbox.isSettled(counted)) {
    document.querySelector("#sign-out .wanted").replaceChildren(say("stays_in", { what: outbox.inWords(counted) }));
    return;
  }
  const said = await current();
  if (said.why === "signed_out") return location.assign("/");
  if (said.why) {
    document.querySelector("#sign-out .wanted").replaceChildren(say("out_needs_network"));
    return;
  }
  await push.leave().catch((error) => console.warn(error)); // the house lets go of a telephone that shows nothing
  target.elements.csrfmiddlewaretoken.value = said.csrf;
  await people.leave(app.store);
  target.submit();
}

async function allow(app) {
  await push.allow();
  await app.draw({ stays: true });
}

export const actions = {
  sign_out: signOut, allow,
  persist: async (app) => {
    const kept = await navigator.storage.persist();
    await app.draw({ stays: true });
    if (!kept) document.querySelector("#storage .wanted").replaceChildren(say("not_persisted"));
  },
};
