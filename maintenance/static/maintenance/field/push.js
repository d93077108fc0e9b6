// Notices on this telephone: asked for by a tap only, and made known to the house anew at every start.

import { json } from "./receipts.js";
import { current } from "./session.js";
import { house } from "./wire.js";

export const ASK = "ask";
export const ALLOWED = "allowed";
export const REFUSED = "refused";
export const INSTALL = "install"; // an iPhone takes notices only for what stands on its home screen
export const IMPOSSIBLE = "impossible";

// What came of it the last time: "on", "off" (the house sends none), "failed", or nothing yet.
export let outcome = "";

export function state() {
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!able) return navigator.standalone === false ? INSTALL : IMPOSSIBLE;
  return { granted: ALLOWED, denied: REFUSED }[Notification.permission] ?? ASK;
}

export async function allow() {
  await Notification.requestPermission();
  return sync();
}

export async function sync() {
  if (state() !== ALLOWED) return outcome;
  try {
    outcome = await keep();
  } catch (error) {
    console.warn(error); // no network, or a push service that does not answer: the next start tries again
    outcome = "failed";
  }
  return outcome;
}

async function keep() {
  const key = (await json(await house("push-key")))?.key;
  if (!key) return key === null ? "off" : "failed";
  const registration = await navigator.serviceWorker.getRegistration("/field/");
  if (!registration) return "failed";
  let known = await registration.pushManager.getSubscription();
  if (known && coded(known.options.applicationServerKey) !== key) {
    await known.unsubscribe();
    known = null;
  }
  known ??= await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  return tell("PUT", known);
}

// Who goes out is told nothing more here.
export async function leave() {
  const registration = await navigator.serviceWorker?.getRegistration("/field/");
  const known = await registration?.pushManager?.getSubscription();
  if (!known) return;
  await tell("DELETE", known);
  await known.unsubscribe();
}

async function tell(method, known) {
  const { csrf } = await current();
  if (!csrf) return "failed";
  const body = JSON.stringify({ endpoint: known.endpoint, p256dh: coded(known.getKey("p256dh")), auth: coded(known.getKey("auth")) });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  const answer = await house(`subscriptions/${await digest(known.endpoint)}`, { method, headers, ...(method === "PUT" && { body }) });
  return answer.ok ? "on" : "failed";
}

function coded(buffer) {
  const bytes = String.fromCharCode(...new Uint8Array(buffer ?? []));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
