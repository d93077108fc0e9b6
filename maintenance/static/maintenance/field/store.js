// What this phone holds of one person, in IndexedDB. A write is done when its transaction is complete and flushed.
// A connection that dies under us is opened again once; storage that is full gives back what the house has already.
// `keep`, `put`, `get` and `all` seal and open; `write`, `read` and `rows` touch what stands in the clear.

import { ask } from "./ask.js";
import { Vault } from "./vault.js";

const VERSION = 2; // 2: rows are sealed
const STORES = { round: "key", drafts: "subject", commands: "number", photos: "sha256", pictures: "sha256", notes: "key", keys: "id" };

export class Store extends EventTarget {
  constructor(name) {
    super();
    this.name = name;
    this.vault = new Vault(this);
    this.turn = Promise.resolve();
  }

  read(stores, work) {
    return this.#steadily(() => this.#run(stores, "readonly", work));
  }

  write(stores, work) {
    return this.#steadily(() => this.#run(stores, "readwrite", work));
  }

  async rows(store) {
    await this.turn;
    return this.read([store], (open) => ask(open[store].getAll()));
  }

  opened(store, rows) {
    return Promise.all(rows.map((row) => this.vault.open(store, row)));
  }

  // What is being written is read as it will be.
  async get(store, key) {
    await this.turn;
    return this.vault.open(store, await this.read([store], (open) => ask(open[store].get(key))));
  }

  async all(store) {
    return this.opened(store, await this.rows(store));
  }

  put(store, value) {
    return this.keep(() => ({ [store]: [value] }));
  }

  // In one transaction: what `made` answers when its turn comes, and whatever `also` writes in those stores and `more`.
  keep(made, { also = async () => {}, more = [] } = {}) {
    return this.inTurn(async () => {
      const sealed = [];
      for (const [name, values] of Object.entries(made())) {
        for (const value of values) sealed.push([name, await this.vault.seal(name, value)]);
      }
      const names = new Set(["keys", ...more, ...sealed.map(([name]) => name)]);
      return this.write([...names], async (open) => {
        await this.vault.stand(open.keys);
        for (const [name, row] of sealed) await ask(open[name].put(row));
        await also(open);
      });
    });
  }

  // Sealing takes a moment: what was asked for later is also written later.
  inTurn(work) {
    const done = this.turn.then(work);
    this.turn = done.then(() => {}, () => {});
    return done;
  }

  remove(store, key) {
    return this.inTurn(() => this.write([store], (open) => ask(open[store].delete(key))));
  }

  close() {
    this.opening?.then((database) => database.close()).catch(() => {});
    this.opening = null;
  }

  async #steadily(run) {
    try {
      return await run();
    } catch (error) {
      if (error.name === "QuotaExceededError") await this.#makeRoom();
      else if (!["InvalidStateError", "UnknownError", "AbortError"].includes(error.name)) throw error;
      this.close();
      const answer = await run();
      this.dispatchEvent(new CustomEvent("reopened", { detail: error.name }));
      return answer;
    }
  }

  async #run(stores, mode, work) {
    const database = await this.#open();
    const transaction = database.transaction(stores, mode, { durability: "strict" });
    const complete = ended(transaction);
    try {
      const answer = await work(Object.fromEntries(stores.map((name) => [name, transaction.objectStore(name)])));
      await complete;
      return answer;
    } catch (error) {
      complete.catch(() => {});
      if (transaction.error === null) abort(transaction);
      throw transaction.error ?? error;
    }
  }

  #open() {
    this.opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, VERSION);
      request.onupgradeneeded = () => build(request.result);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        database.onclose = () => this.#lost("closed");
        database.onversionchange = () => this.close();
        resolve(database);
      };
    });
    this.opening.catch(() => (this.opening = null));
    return this.opening;
  }

  #lost(why) {
    this.opening = null;
    this.dispatchEvent(new CustomEvent("reopened", { detail: why }));
  }

  // Photos the house has confirmed are the only thing that may go.
  async #makeRoom() {
    await this.#run(["photos", "pictures"], "readwrite", async (open) => {
      for (const photo of await ask(open.photos.getAll())) {
        if (photo.state === "received") await ask(open.pictures.delete(photo.sha256));
      }
    });
  }
}

function build(database) {
  const missing = Object.entries(STORES).filter(([name]) => !database.objectStoreNames.contains(name));
  for (const [name, keyPath] of missing) {
    const store = database.createObjectStore(name, { keyPath, autoIncrement: name === "commands" });
    if (name === "commands") store.createIndex("uuid", "uuid", { unique: true });
  }
}

function ended(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException("", "AbortError"));
  });
}

function abort(transaction) {
  try {
    transaction.abort();
  } catch (error) {
    if (error.name !== "InvalidStateError") throw error;
  }
}
