// The service worker's rules, read from top to bottom. It touches nothing but GET, and nothing of the API.
// `SHELL` (version and files) stands in /field/sw.js, which brings this file in.

const CACHE = `field ${SHELL.version}`;
const DOOR = "/field/";

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
