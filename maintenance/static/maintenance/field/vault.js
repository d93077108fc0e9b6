// What is kept is sealed: AES-GCM under a key this browser uses for us and hands to nobody. Only what finds, orders and
// counts rows stays in the clear. A key that is gone is said; what it sealed stays where it is.

import { uuid7 } from "./keys.js";
import { ask } from "./ask.js";

const SENT = ["number", "uuid", "kind", "subject", "lift", "made_at", "mends", "photos", "body_sha256", "photos_left", "state", "attempts", "why", "words"];
const CLEAR = {
  round: ["key", "etag", "at"],
  drafts: ["subject", "state", "lift", "changed_at"],
  commands: [...SENT, "tried_at", "conflicts", "receipt", "received_at"],
  pictures: ["sha256", "type"],
  notes: ["key"],
};
const WAITS = { commands: ["ready", "sending"], drafts: ["open", "step"] };

export const UNREADABLE = "unreadable";
export const SEALED = Object.keys(CLEAR);

export class Vault {
  constructor(store) {
    this.store = store;
    this.known = [];
  }

  async seal(name, value) {
    const key = (await this.#usable()).at(-1) ?? (await this.#make());
    const [clear, hidden] = parted(name, value);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(name, clear) }, key.key, hidden);
    return { ...clear, sealed: { by: key.id, iv, box } };
  }

  // What was kept before rows were sealed is read as it stands.
  async open(name, row) {
    if (!row?.sealed) return row;
    const { sealed, ...clear } = row;
    const bytes = await this.#unlock(name, clear, sealed);
    if (!bytes) return { ...clear, unreadable: true };
    return name === "pictures" ? { ...clear, bytes } : { ...clear, ...JSON.parse(new TextDecoder().decode(bytes)) };
  }

  // The keys stand beside what they seal: a store that was emptied under us gets them back.
  async stand(keys) {
    for (const key of this.known) {
      if (!(await ask(keys.getKey(key.id)))) await ask(keys.put(key));
    }
  }

  async #unlock(name, clear, { by, iv, box }) {
    const key = (await this.#usable()).find((one) => one.id === by) ?? (await this.#usable(true)).find((one) => one.id === by);
    if (!key) return null;
    try {
      return await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bound(name, clear) }, key.key, box);
    } catch (error) {
      if (error.name === "OperationError") return null;
      throw error;
    }
  }

  // A browser that could not bring a key back gives the row without it.
  async #usable(again = false) {
    if (again || !this.known.length) {
      const kept = await this.store.read(["keys"], (open) => ask(open.keys.getAll()));
      const usable = kept.filter((one) => one.key instanceof CryptoKey);
      this.known = [...this.known.filter((one) => !usable.some(({ id }) => id === one.id)), ...usable];
    }
    return this.known;
  }

  async #make() {
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const made = { id: uuid7(), key };
    await this.store.write(["keys"], (open) => ask(open.keys.add(made)));
    this.known.push(made);
    return made;
  }
}

// Says of what waits whether it can still be read; answers how much cannot. A key that comes back brings its rows back.
export async function check(store) {
  let lost = 0;
  for (const [name, waits] of Object.entries(WAITS)) {
    for (const row of (await store.rows(name)).filter((one) => [...waits, UNREADABLE].includes(one.state))) {
      const { unreadable } = await store.vault.open(name, row);
      lost += unreadable ? 1 : 0;
      if (unreadable && row.state !== UNREADABLE) await restate(store, name, row, UNREADABLE);
      if (!unreadable && row.state === UNREADABLE) await restate(store, name, row, row.was);
    }
  }
  return lost;
}

export function restate(store, name, row, state) {
  return store.write([name], async (open) => {
    const current = await ask(open[name].get(row[open[name].keyPath]));
    if (current?.state === row.state) await ask(open[name].put({ ...current, state, was: row.state }));
  });
}

// Seals what an older version kept as it was, one row at a time; what changes meanwhile is sealed by its own saving.
export async function sealOlder(store) {
  for (const name of SEALED) {
    for (const key of await store.read([name], (open) => ask(open[name].getAllKeys()))) {
      await store.inTurn(() => sealOne(store, name, key));
    }
  }
}

async function sealOne(store, name, key) {
  const row = await store.read([name], (open) => ask(open[name].get(key)));
  if (!row || row.sealed) return;
  const sealed = await store.vault.seal(name, row);
  await store.write([name, "keys"], async (open) => {
    await store.vault.stand(open.keys);
    const current = await ask(open[name].get(key));
    if (current && JSON.stringify(current) === JSON.stringify(row)) await ask(open[name].put(sealed));
  });
}

function parted(name, value) {
  const clear = Object.fromEntries(Object.entries(value).filter(([field]) => CLEAR[name].includes(field)));
  if (name === "pictures") return [clear, value.bytes];
  const hidden = Object.fromEntries(Object.entries(value).filter(([field]) => !CLEAR[name].includes(field)));
  return [clear, new TextEncoder().encode(JSON.stringify(hidden))];
}

// A sealed row moved to another place does not open there.
function bound(name, { uuid, subject, sha256, key }) {
  return new TextEncoder().encode(`rellano/1 ${name} ${uuid ?? subject ?? sha256 ?? key}`);
}
