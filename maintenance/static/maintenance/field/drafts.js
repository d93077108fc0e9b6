// Drafts are written at every tap. What was written last wins; another window is told and shows it.

import { ask } from "./store.js";

export async function save(app, draft, also = async () => {}) {
  const kept = { ...draft, changed_at: new Date().toISOString() };
  await app.store.write(["drafts"], async (open) => {
    await ask(open.drafts.put(kept));
    await also(open);
  });
  Object.assign(draft, kept);
  app.saved();
}

export function load(app, subject) {
  return app.store.get("drafts", subject);
}
