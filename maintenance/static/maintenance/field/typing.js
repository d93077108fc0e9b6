// Words being typed are kept a moment later, and at once when the page goes away. Until then nothing says that they are.

const PAUSE_MS = 400;
let timer = 0;
let pending = null;

export function later(app, save) {
  pending = { app, save };
  clearTimeout(timer);
  timer = setTimeout(flush, PAUSE_MS);
  app.typing(true);
}

export function flush() {
  const typed = pending;
  forget();
  return typed?.app.careful(typed.save);
}

export function forget() {
  clearTimeout(timer);
  pending?.app.typing(false);
  pending = null;
}

addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", flush);
