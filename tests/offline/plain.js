async () => {
  // The store as it was before rows were sealed: version 1, the same rows in the clear.
  const people = await import("/static/maintenance/field/people.js");
  const store = people.storeOf((await people.here()).id);
  const kept = {};
  for (const name of ["round", "drafts", "commands", "photos", "pictures", "notes"]) kept[name] = await store.all(name);
  store.close();
  const heard = (request, before = () => {}) => new Promise((done, fail) => Object.assign(request, {onsuccess: () => done(request.result), onerror: () => fail(request.error), onupgradeneeded: before}));
  await heard(indexedDB.deleteDatabase(store.name));
  const keys = {round: "key", drafts: "subject", commands: "number", photos: "sha256", pictures: "sha256", notes: "key"};
  const database = await heard(indexedDB.open(store.name, 1), ({target}) => {
    for (const [name, keyPath] of Object.entries(keys)) {
      const made = target.result.createObjectStore(name, {keyPath, autoIncrement: name === "commands"});
      if (name === "commands") made.createIndex("uuid", "uuid", {unique: true});
    }
  });
  for (const [name, rows] of Object.entries(kept)) {
    for (const row of rows) await heard(database.transaction(name, "readwrite").objectStore(name).put(row));
  }
  database.close();
}
