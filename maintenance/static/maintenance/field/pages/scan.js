// A code from the camera, or the lift picked by hand: typed street, RAE or code.

import * as drafts from "../drafts.js";
import { make } from "../dom.js";
import { place, scanner } from "../scanner.js";
import { say } from "../words.js";
import { address } from "../lifts.js";

export const isLive = false;
const MOST = 20;
let stop = null;
let visit = null;

export async function show(app, key) {
  visit = key ? await drafts.load(app, key) : null;
  if (await maySee()) setTimeout(() => document.getElementById("scan") && app.careful(() => look(app)));
  return {
    title: say(visit ? "scan_for_visit" : "scan"), under: visit ? address(visit.sheet) : "", back: visit ? `#visit/${visit.subject}` : "",
    nodes: [make("scan", { picks: !visit }), ...(visit ? [] : [make("picks", { rows: picks(app, "") })])],
  };
}

// Who has let the page see once is not asked for another tap.
async function maySee() {
  try {
    return (await navigator.permissions.query({ name: "camera" })).state === "granted";
  } catch (error) {
    if (error instanceof TypeError) return false; // a browser that does not know the question
    throw error;
  }
}

export function leave() {
  stop?.();
  stop = null;
}

function picks(app, typed) {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  const lifts = Object.entries(app.round?.lifts ?? {}).filter(([, lift]) => {
    const text = plain([lift.street, lift.city, lift.name, lift.code, lift.cabinet_code, lift.rae, lift.serial_number].filter(Boolean).join(" "));
    return wanted.every((word) => text.includes(word));
  });
  lifts.sort(([, one], [, other]) => one.street.localeCompare(other.street));
  return lifts.slice(0, MOST).map(([key, lift]) => make("pick", { href: `#lift/${key}`, what: address(lift), under: [lift.city, lift.rae && say("rae", { rae: lift.rae })].filter(Boolean).join(" · ") }));
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

async function look(app) {
  const video = document.querySelector("#scan video");
  document.getElementById("scan").classList.add("looking");
  try {
    stop = await scanner(video, (text) => app.careful(() => found(app, text)));
    if (!document.getElementById("scan")) leave(); // gone before the camera opened
  } catch {
    document.getElementById("scan").classList.remove("looking");
    tell(say("no_camera"));
  }
}

async function found(app, text) {
  const seen = place(text, app.round?.lifts ?? {});
  if (!seen) return tell(say("unknown_code"));
  if (visit && seen.lift !== visit.lift) return tell(say("other_lift", { street: address(app.round.lifts[seen.lift]) }));
  leave();
  navigator.vibrate?.(60);
  const at = new Date().toISOString();
  if (!visit) {
    await app.store.put("notes", { key: "scan", ...seen, at });
    return app.go(`lift/${seen.lift}`);
  }
  visit.scan = { place: seen.place, code: seen.code, at };
  await drafts.save(app, visit);
  return app.go(`visit/${visit.subject}`);
}

function tell(words) {
  document.querySelector("#scan .wanted").replaceChildren(words);
}

export const actions = {
  look,
  search: (app, target) => document.getElementById("picks-rows").replaceChildren(...picks(app, target.value)),
  code: (app, target) => found(app, target.querySelector("input").value),
};
