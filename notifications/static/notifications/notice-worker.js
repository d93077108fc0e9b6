// Shows the portal's notices. `HOUSE` (name, picture, words) stands in /account/phones/worker.js, which brings this in.
// It keeps nothing, answers no request, and opens only pages of this house.

const SHOWN = "/api/v1/push-acknowledgement";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.place));
});

// Always shows something: a push that shows nothing costs the browser its right to take any.
async function show(data) {
  const told = read(data);
  const { title, body, tag, language: lang, place } = told;
  await self.registration.showNotification(title, { body, lang, tag: tag || "unread", renotify: true, icon: HOUSE.icon, data: { place } });
  await acknowledge(told.token);
}

function read(data) {
  try {
    const told = data.json();
    if (typeof told.title === "string" && told.title) return told;
  } catch (error) {
    console.warn(error);
  }
  return HOUSE.unread;
}

// Only now is it delivered; the token is of this push alone and needs no session.
function acknowledge(token) {
  if (!token) return undefined;
  const headers = { "Content-Type": "application/json" };
  const told = { method: "POST", headers, body: JSON.stringify({ token }), credentials: "omit", keepalive: true };
  return fetch(SHOWN, told).catch((error) => console.warn(error));
}

async function open(place) {
  const page = new URL(place || "/messages/", self.location.origin);
  const url = page.origin === self.location.origin ? page.href : `${self.location.origin}/messages/`;
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = all.find((client) => client.url === url);
  return same ? same.focus() : self.clients.openWindow(url);
}
