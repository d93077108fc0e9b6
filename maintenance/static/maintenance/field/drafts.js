// Drafts are written at every tap. What was written last wins; another window is told and shows it.

import { address } from "./lifts.js";
import * as outbox from "./outbox.js";

const SCAN_MS = 45 * 60_000;

export async function save(app, draft) {
  await app.store.keep(() => {
    draft.changed_at = new Date().toISOString();
    return { drafts: [draft] };
  });
  app.saved();
}

export function load(app, subject) {
  return app.store.get("drafts", subject);
}

// Those that are being made and can be read.
export async function open(app) {
  const rows = (await app.store.rows("drafts")).filter((one) => one.state === "open");
  return (await app.store.opened("drafts", rows)).filter((one) => !one.unreadable);
}

// What was scanned of this lift a moment ago, before there was a visit.
export async function scanned(app, lift) {
  const note = await app.store.get("notes", "scan");
  const isFresh = note?.lift === lift && Date.now() - Date.parse(note.at) <= SCAN_MS;
  return isFresh ? { place: note.place, code: note.code, at: note.at } : null;
}

// The draft stands with its beginning; the house hears of it at once.
export async function arrive(app, draft) {
  const started_at = new Date().toISOString();
  const begun = { ...draft, started_at };
  const payload = { lift: draft.lift, on_the_way_at: draft.on_the_way_at, started_at, scan: draft.scan };
  const told = await outbox.command("visit.started", draft.subject, payload, { label: address(draft.sheet), lift: draft.lift });
  await outbox.enqueue(app.store, [told], { draft: begun });
  app.saved();
  navigator.storage?.persist?.().catch((error) => console.warn(error));
  app.postman.changed();
  return begun;
}
