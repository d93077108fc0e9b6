// What waits to be sent: draft → ready → sending → received | refused. Nothing leaves a state but by what was read.

import { ask } from "./ask.js";
import { sha256, uuid7 } from "./keys.js";
import { UNREADABLE } from "./vault.js";
import { listed, say } from "./words.js";

export const READY = "ready";
export const SENDING = "sending";
export const RECEIVED = "received";
export const REFUSED = "refused";
export const ASIDE = "aside"; // refused, and mended or put aside: kept, no longer counted

const KEPT_MS = 30 * 24 * 3600_000;

// A command as it will be sent, every time: the bytes are made once.
export async function command(kind, subject, payload, { label = "", lift = null, photos = [], mends = null } = {}) {
  const made_at = new Date().toISOString();
  const body = JSON.stringify({ kind, schema: 1, subject, made_at, payload });
  return {
    uuid: uuid7(), kind, subject, label, lift, body, made_at, mends, photos,
    body_sha256: await sha256(body), photos_left: photos, state: READY, attempts: 0, why: "", words: "",
  };
}

// In one transaction: the commands wait, and the draft they come from stands as given, or goes.
export function enqueue(store, commands, { draft = null, drops = null } = {}) {
  const made = () => ({ commands, drafts: draft ? [draft] : [] });
  return store.keep(made, {
    more: ["drafts"],
    also: async (open) => {
      for (const one of commands.filter(({ mends }) => mends)) await setAside(open.commands, one.mends);
      if (drops) await ask(open.drafts.delete(drops));
    },
  });
}

async function setAside(commands, uuid) {
  const refused = await ask(commands.index("uuid").get(uuid));
  if ([REFUSED, UNREADABLE].includes(refused?.state)) await ask(commands.put({ ...refused, state: ASIDE }));
}

export function putAside(store, uuid) {
  return store.write(["commands"], (open) => setAside(open.commands, uuid));
}

export async function state(store) {
  return count(...(await Promise.all(["commands", "drafts", "photos"].map((name) => store.rows(name)))));
}

export function count(commands, drafts, pictures) {
  const waiting = commands.filter((one) => one.state === READY || one.state === SENDING);
  const photos = new Set(commands.filter((one) => ![REFUSED, ASIDE, UNREADABLE].includes(one.state)).flatMap((one) => one.photos_left));
  const visits = waiting.filter((one) => ["visit.completed", "visit.corrected"].includes(one.kind));
  const received = commands.map((one) => one.received_at ?? "").reduce((last, at) => (at > last ? at : last), "");
  return {
    visits: visits.length,
    steps: waiting.length - visits.length,
    photos: photos.size,
    waiting: waiting.length + photos.size,
    refused: [...commands, ...pictures].filter((one) => one.state === REFUSED).length,
    unreadable: [...commands, ...drafts, ...pictures].filter((one) => one.state === UNREADABLE).length,
    drafts: drafts.filter((one) => one.state === "open").length,
    last: received,
  };
}

export function isSettled(counted) {
  return counted.waiting + counted.refused + counted.unreadable + counted.drafts === 0;
}

export function inWords(counted) {
  const parts = [["n_waiting", counted.waiting], ["n_refused", counted.refused], ["n_unreadable", counted.unreadable], ["n_drafts", counted.drafts]];
  return listed(parts.filter(([, n]) => n).map(([word, n]) => say(word, { n })));
}

// What the house has confirmed is kept for thirty days more.
export function purge(store, now = Date.now()) {
  return store.write(["commands", "drafts", "photos", "pictures"], async (open) => {
    const commands = await ask(open.commands.getAll());
    const gone = commands.filter((one) => one.state === RECEIVED && !one.photos_left.length && isOld(one, now));
    const needed = new Set(commands.filter((one) => !gone.includes(one)).flatMap((one) => one.photos));
    for (const one of gone) await ask(open.commands.delete(one.number));
    for (const sha of gone.flatMap((one) => one.photos).filter((one) => !needed.has(one))) {
      await ask(open.photos.delete(sha));
      await ask(open.pictures.delete(sha));
    }
    for (const draft of await ask(open.drafts.getAll())) {
      if (draft.state === "done" && gone.some((one) => one.subject === draft.subject)) await ask(open.drafts.delete(draft.subject));
    }
  });
}

function isOld(command, now) {
  return now - Date.parse(command.received_at) > KEPT_MS;
}
