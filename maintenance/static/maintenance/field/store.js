// What this phone holds of one person, in IndexedDB. A write is done when its transaction is complete and flushed.
// A connection that dies under us is opened again once; storage that is full gives back what the house has already.

const STORES = { round: "key", drafts: "subject", commands: "number", photos: "sha256", pictures: "sha256", notes: "key" };

export class Store extends EventTarget {
  constructor(name) {
    super();
    this.name = name;
  }

  read(stores, work) {
    return this.#steadily(() => this.#run(stores, "readonly", work));
  }

  write(stores, work) {
    return this.#steadily(() => this.#run(stores, "readwrite", work));
  }

  get(store, key) {
    return this.read([store], (open) => ask(open[store].get(key)));
  }

  all(store) {
    return this.read([store], (open) => ask(open[store].getAll()));
  }

  put(store, value) {
    return this.write([store], (open) => ask(open[store].put(value)));
  }

  remove(store, key) {
    return this.write([store], (open) => ask(open[store].delete(key)));
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
      this.dispatchEvent(new CustomEvent("reopened", { detail: error.name }));
      return run();
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
      const request = indexedDB.open(this.name, 1);
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

export function ask(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function build(database) {
  for (const [name, keyPath] of Object.entries(STORES)) {
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
