// One file with all that has not arrived: bodies as they would be sent, photos in base64, drafts as they stand.

import { dayOf } from "./words.js";

export async function download(app) {
  const [commands, drafts] = await Promise.all([app.store.all("commands"), app.store.all("drafts")]);
  const unsent = commands.filter((one) => one.state !== "received" || one.photos_left.length);
  const open = drafts.filter((one) => !["done", "aside"].includes(one.state));
  const wanted = new Set([...unsent.flatMap((one) => one.photos), ...open.flatMap((one) => (one.photos ?? []).map((photo) => photo.sha256))]);
  const photos = [];
  for (const sha of wanted) {
    const picture = await app.store.get("pictures", sha);
    if (picture?.bytes) photos.push({ sha256: sha, type: picture.type, base64: base64(picture.bytes) });
  }
  const whole = { made_at: new Date().toISOString(), person: app.person, commands: unsent, drafts: open, photos };
  const file = new Blob([JSON.stringify(whole)], { type: "application/json" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `${document.getElementById("app").dataset.file}-${dayOf()}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function base64(bytes) {
  let text = "";
  const view = new Uint8Array(bytes);
  for (let from = 0; from < view.length; from += 0x8000) text += String.fromCharCode(...view.subarray(from, from + 0x8000));
  return btoa(text);
}
