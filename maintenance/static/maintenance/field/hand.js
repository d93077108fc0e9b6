// A finger on the glass. What it presses must still be there when it lets go, or the tap is lost.

const LONGEST_MS = 10_000; // of a tap; a finger that rests, or whose letting go was never told, holds nothing up
const pressing = new Map();

for (const kind of ["pointerdown", "pointerup", "pointercancel"]) addEventListener(kind, note, { capture: true, passive: true });

function note({ type, pointerId }) {
  const letGo = pressing.get(pointerId)?.letGo;
  pressing.delete(pointerId);
  if (letGo) setTimeout(letGo); // the click comes first
  if (type !== "pointerdown") return;
  let resolve = null;
  const gone = new Promise((done) => (resolve = done));
  pressing.set(pointerId, { gone, letGo: resolve });
  setTimeout(resolve, LONGEST_MS);
}

export function lifted() {
  return Promise.all([...pressing.values()].map(({ gone }) => gone));
}
