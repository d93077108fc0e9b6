// The way to the house: same origin, no redirect followed, and an end to every wait.

const API = "/api/v1/";
const COMMAND_MS = 30_000;
const PHOTO_MS = 120_000;

export function house(path, { headers = {}, wait = COMMAND_MS, ...options } = {}) {
  return fetch(API + path, {
    redirect: "manual",
    credentials: "same-origin",
    cache: "no-store",
    signal: AbortSignal.timeout(wait),
    ...options,
    headers: { Accept: "application/json", ...headers },
  });
}

export function putCommand(command, csrf) {
  return put(`commands/${command.uuid}`, command.body, "application/json", csrf, COMMAND_MS);
}

export function putPhoto(photo, csrf) {
  return put(`photos/${photo.sha256}`, photo.bytes, photo.type, csrf, PHOTO_MS);
}

function put(path, body, type, csrf, wait) {
  const headers = { "Content-Type": type, "X-CSRFToken": csrf, "Device-Time": new Date().toISOString() };
  return house(path, { method: "PUT", body, headers, wait });
}
