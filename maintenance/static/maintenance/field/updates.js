// A new version waits until no draft is open and nothing is being sent; then it takes over and the page begins anew.

import * as outbox from "./outbox.js";

const LOOK_MS = 1800_000;
const AGAIN_MS = 2_000;
let asking = 0;

export async function register(app) {
  if (!("serviceWorker" in navigator)) return;
  let registration;
  try {
    registration = await navigator.serviceWorker.register(document.documentElement.dataset.worker, { scope: "/field/" });
  } catch (error) {
    console.warn(error); // signed out, or no network: the worker that is there goes on
    return;
  }
  const hadOne = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => hadOne && location.reload());
  const look = () => takeOver(registration, app);
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  app.postman.addEventListener("changed", look);
  setInterval(() => registration.update().catch(() => {}), LOOK_MS);
  await look();
}

// Asked again until it is done: Chromium forgets it when the old worker was just at work.
async function takeOver(registration, app) {
  if (!registration.waiting || app.postman.busy || asking) return;
  asking = setTimeout(() => {
    asking = 0;
    takeOver(registration, app);
  }, AGAIN_MS);
  const { drafts } = await outbox.state(app.store);
  if (drafts === 0) registration.waiting?.postMessage("take over");
}
