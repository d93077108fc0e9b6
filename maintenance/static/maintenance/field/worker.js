// The service worker's rules, read from top to bottom. It touches nothing but GET, and nothing of the API.
// `SHELL` (version and files) stands in /field/sw.js, which brings this file in.

const CACHE = `field ${SHELL.version}`;
const DOOR = "/field/";
const SHOWN = "/api/v1/push-acknowledgement";

self.addEventListener("install", (event) => event.waitUntil(keepShell()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("message", (event) => event.data === "take over" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === DOOR) event.respondWith(kept(DOOR, request));
  else if (SHELL.files.includes(pathname)) event.respondWith(kept(pathname, request));
});
self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.place ?? "today"));
});

async function keepShell() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL.files.map((file) => new Request(file, { cache: "reload" })));
  const door = await fetch(DOOR, { cache: "reload", redirect: "manual" });
  // A sign-in page, a portal of the coffee house or another version is no shell.
  if (!door.ok || door.headers.get("Field-Version") !== SHELL.version) throw new Error("no shell");
  await cache.put(DOOR, door);
}

async function forgetOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("field ") && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

// Always shows something: a push that shows nothing costs the telephone its right to take any.
async function show(data) {
  const told = read(data);
  await self.registration.showNotification(told.title, look(told));
  await Promise.allSettled([acknowledge(told.token), spread({ push: { rings: told.rings, ends: told.ends } })]);
}

function read(data) {
  try {
    const told = data.json();
    if (typeof told.title === "string" && told.title) return told;
  } catch (error) {
    console.warn(error);
  }
  return SHELL.unread;
}

function look(told) {
  const { body, tag, language: lang, place = "today" } = told;
  const shared = { body, lang, tag: tag || "unread", icon: SHELL.icon, badge: SHELL.icon, data: { place } };
  if (told.rings) return { ...shared, renotify: true, requireInteraction: true, vibrate: [600, 200, 600, 200, 600, 200, 1200] };
  return told.ends ? { ...shared, silent: true } : { ...shared, renotify: true };
}

// Only now is it delivered; the token is of this push alone and needs no session.
function acknowledge(token) {
  if (!token) return undefined;
  const headers = { "Content-Type": "application/json" };
  return fetch(SHOWN, { method: "POST", headers, body: JSON.stringify({ token }), credentials: "omit", keepalive: true });
}

async function spread(message) {
  for (const client of await windows()) client.postMessage(message);
}

async function open(place) {
  const [client] = await windows();
  if (!client) return self.clients.openWindow(`${DOOR}#${place}`);
  client.postMessage({ go: place });
  return client.focus();
}

async function windows() {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter((client) => new URL(client.url).pathname === DOOR);
}
