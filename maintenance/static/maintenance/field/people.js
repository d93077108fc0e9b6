// Whose phone this is. Each person's work has a store of its own: others' is named, never shown and never sent.

import { ask } from "./ask.js";
import { Store } from "./store.js";
import { isSettled, state } from "./outbox.js";

const PREFIX = "rellano-field-";
const phone = new Store("rellano-field");

export function storeOf(person) {
  return new Store(PREFIX + person);
}

export async function here() {
  const note = await phone.get("notes", "here");
  return note ? phone.get("notes", `person ${note.person}`) : undefined;
}

export function remember(person) {
  return phone.write(["notes"], async (open) => {
    await ask(open.notes.put({ key: `person ${person.id}`, ...person }));
    await ask(open.notes.put({ key: "here", person: person.id }));
  });
}

// Whether this browser has ever been this person's phone; asking makes it nobody's.
export async function isKnown(person) {
  const names = await indexedDB.databases?.();
  return names ? names.some(({ name }) => name === PREFIX + person) : true;
}

// Who goes out leaves no round behind: the phone asks who comes in before it shows anything.
export async function leave(store) {
  await store.remove("round", "round");
  await phone.remove("notes", "here");
}

export async function others(person) {
  const known = (await phone.all("notes")).filter((note) => note.key.startsWith("person ") && note.id !== person);
  const waiting = [];
  for (const other of known) {
    const store = storeOf(other.id);
    const counted = await state(store);
    store.close();
    if (!isSettled(counted)) waiting.push({ name: other.name, waiting: counted.waiting + counted.refused + counted.unreadable + counted.drafts });
  }
  return waiting;
}
