// Whose phone this is. Each person's work has a store of its own: others' is named, never shown and never sent.

import { ask, Store } from "./store.js";
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

export async function others(person) {
  const known = (await phone.all("notes")).filter((note) => note.key.startsWith("person ") && note.id !== person);
  const waiting = [];
  for (const other of known) {
    const store = storeOf(other.id);
    const counted = await state(store);
    store.close();
    if (!isSettled(counted)) waiting.push({ name: other.name, waiting: counted.waiting + counted.refused + counted.drafts });
  }
  return waiting;
}
