// One run of sending. Commands go in the order they were made; one that stays holds back the later ones of its subject.

import { ask } from "./ask.js";
import * as outbox from "./outbox.js";
import { restate, UNREADABLE } from "./vault.js";
import * as receipts from "./receipts.js";
import * as session from "./session.js";
import { putCommand, putPhoto } from "./wire.js";

// So many answers in a row that the house has other bytes, until it is believed.
const CONFLICTS = 5;

// Answers why it ended: "" when nothing is left, else what the bar says.
export async function send(store, person, told = () => {}) {
  const who = await session.current();
  if (who.why) return who.why;
  if (who.person.id !== person) return "another_person";
  const run = { store, csrf: who.csrf, told, held: new Set(), why: "" };
  for (let next = await pick(run); next; next = await pick(run)) {
    if (!(await deliver(run, next))) return run.why;
  }
  return (await sendPhotos(run)) ? run.why : run.why || "house_busy";
}

async function pick({ store, held }) {
  const rows = (await store.rows("commands")).filter((one) => [outbox.READY, outbox.SENDING].includes(one.state));
  for (const row of rows.filter((one) => !held.has(one.subject))) {
    const command = await store.vault.open("commands", row);
    if (!command.unreadable) return command;
    await restate(store, "commands", row, UNREADABLE);
  }
  return null;
}

// False when the run is to end.
async function deliver(run, command) {
  await mark(run, command.number, { state: outbox.SENDING, attempts: command.attempts + 1, tried_at: new Date().toISOString() });
  const heard = await attempt(run, () => putCommand(command, run.csrf), (answer) => receipts.ofCommand(answer, command));
  if (heard.means === receipts.RECEIVED) {
    const missing = new Set(heard.receipt.photos_missing ?? command.photos);
    const left = command.photos.filter((sha) => missing.has(sha));
    await mark(run, command.number, { state: outbox.RECEIVED, receipt: heard.receipt, received_at: new Date().toISOString(), photos_left: left, why: "" });
    return true;
  }
  const conflicts = heard.means === receipts.CONFLICT ? (command.conflicts ?? 0) + 1 : 0;
  if (heard.means === receipts.REFUSED || conflicts >= CONFLICTS) {
    await mark(run, command.number, { state: outbox.REFUSED, words: heard.words, receipt: heard.receipt ?? null, why: "" });
    return true;
  }
  await mark(run, command.number, { state: outbox.READY, why: heard.why, conflicts });
  run.held.add(command.subject);
  run.why = heard.why;
  return heard.goesOn;
}

// Sends, and once more with a fresh token when the house forbids it.
async function attempt(run, put, read, again = true) {
  let heard;
  try {
    heard = await read(await put());
  } catch {
    return { means: receipts.KEPT, why: "no_network", goesOn: false };
  }
  if (heard.means === receipts.FORBIDDEN && again) {
    const fresh = await session.current();
    if (fresh.why) return { means: receipts.KEPT, why: fresh.why, goesOn: false };
    run.csrf = fresh.csrf;
    return attempt(run, put, read, false);
  }
  return { ...heard, goesOn: heard.means !== receipts.SIGNED_OUT };
}

async function sendPhotos(run) {
  const commands = (await run.store.rows("commands")).filter((one) => one.state === outbox.RECEIVED && one.photos_left.length);
  for (const sha of new Set(commands.flatMap((one) => one.photos_left))) {
    const picture = await run.store.get("pictures", sha);
    if (!picture?.bytes) {
      await settle(run, sha, { state: UNREADABLE });
      continue;
    }
    const heard = await attempt(run, () => putPhoto(picture, run.csrf), (answer) => receipts.ofPhoto(answer, sha));
    if (heard.means === receipts.RECEIVED) await settle(run, sha, { state: "received" });
    else if (heard.means === receipts.REFUSED) await settle(run, sha, { state: "refused", words: heard.words });
    else {
      run.why = heard.why;
      if (!heard.goesOn) return false;
    }
  }
  return true;
}

async function settle(run, sha, change) {
  await run.store.write(["commands", "photos"], async (open) => {
    await ask(open.photos.put({ ...(await ask(open.photos.get(sha))), sha256: sha, ...change }));
    for (const one of await ask(open.commands.getAll())) {
      if (!one.photos_left.includes(sha)) continue;
      await ask(open.commands.put({ ...one, photos_left: one.photos_left.filter((left) => left !== sha) }));
    }
  });
  run.told();
}

async function mark(run, number, change) {
  await run.store.write(["commands"], async (open) => {
    await ask(open.commands.put({ ...(await ask(open.commands.get(number))), ...change }));
  });
  run.told();
}
