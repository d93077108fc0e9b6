// Photos: drawn anew on the phone, upright and at most 2000 px, kept as bytes under their digest.

import { ask } from "./ask.js";
import { sha256 } from "./keys.js";

const LONGEST = 2000;
const THUMBNAIL = 360;
const QUALITY = 0.82;
const shown = new Map();

export async function compress(file) {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = drawn(image, Math.round(image.width * scale), Math.round(image.height * scale));
  image.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) throw new DOMException("", "EncodingError");
  return blob.arrayBuffer();
}

// Keeps a photo together with the draft that names it, `naming(digest)`. The digest is of the bytes as they are sent.
export async function keep(store, bytes, naming) {
  const digest = await sha256(bytes);
  const made = () => ({ pictures: [{ sha256: digest, type: "image/jpeg", bytes }], drafts: [naming(digest)] });
  await store.keep(made, {
    more: ["photos"],
    also: async (open) => {
      const known = await ask(open.photos.get(digest));
      if (!known) await ask(open.photos.put({ sha256: digest, state: "kept", size: bytes.byteLength }));
    },
  });
}

// A small drawing of a kept photo; a canvas, since the page's policy lets no blob address into an image.
export async function thumbnail(store, digest, words) {
  if (!shown.has(digest)) shown.set(digest, load(store, digest));
  const image = await shown.get(digest);
  if (!image) return null;
  const scale = Math.min(1, THUMBNAIL / Math.min(image.width, image.height));
  const canvas = drawn(image, Math.round(image.width * scale), Math.round(image.height * scale));
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", words);
  return canvas;
}

async function load(store, digest) {
  const picture = await store.get("pictures", digest);
  return picture?.bytes ? createImageBitmap(new Blob([picture.bytes], { type: picture.type })) : null;
}

function drawn(image, width, height) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  return canvas;
}
