// Reads codes from the camera: the browser's own detector where it is, a small library where not.

const EVERY_MS = 180;

export async function scanner(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  video.srcObject = stream;
  await video.play();
  const read = await reader();
  let timer = setTimeout(look, EVERY_MS);

  async function look() {
    const text = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await read(video) : "";
    if (text) found(text);
    if (timer) timer = setTimeout(look, EVERY_MS);
  }

  return () => {
    clearTimeout(timer);
    timer = null;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}

async function reader() {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
  }
  const { decodeQR } = await import("./vendor/qr.js");
  const canvas = document.createElement("canvas");
  return async (video) => decoded(decodeQR, canvas, video);
}

function decoded(decodeQR, canvas, video) {
  const scale = Math.min(1, 640 / Math.max(video.videoWidth, video.videoHeight, 1));
  Object.assign(canvas, { width: video.videoWidth * scale, height: video.videoHeight * scale });
  if (!canvas.width || !canvas.height) return "";
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  brush.drawImage(video, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(brush.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return ""; // the library throws where it sees no code
  }
}

// Which lift a code names, and where it hangs; a landing's code is the end of an address.
export function place(text, lifts) {
  const code = text.trim().replace(/[?#].*$/, "").replace(/\/$/, "").split("/").at(-1).toUpperCase();
  for (const [key, lift] of Object.entries(lifts)) {
    if (lift.code && lift.code.toUpperCase() === code) return { lift: key, place: "landing", code };
    if (lift.cabinet_code && lift.cabinet_code.toUpperCase() === code) return { lift: key, place: "cabinet", code };
  }
  return null;
}
