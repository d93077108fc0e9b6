// What a visit has besides its checklist: photos, parts, findings, and what is settled of the old ones.

import { make } from "../dom.js";
import { uuid7 } from "../keys.js";
import * as camera from "../photos.js";
import { say, short } from "../words.js";

const MOST_PHOTOS = 60;

export async function photos(app, visit) {
  const general = visit.photos.filter((photo) => photo.item === null && !photo.finding);
  return make("visit-photos", { photos: await drawn(app, general), add: say(general.length ? "another_photo" : "photo") });
}

async function drawn(app, chosen) {
  const shown = [];
  for (const photo of chosen) {
    const tile = make("photo", { sha: photo.sha256, words: say("kept_short") });
    const canvas = await camera.thumbnail(app.store, photo.sha256, photo.words || say("photo"));
    if (canvas) tile.querySelector(".picture").replaceChildren(canvas);
    shown.push(tile);
  }
  return shown;
}

export function parts(visit) {
  const rows = visit.parts.map((part, place) => make("part", {
    place: String(place), name: part.name, quantity: String(part.quantity), is_safety: part.is_safety_component, checked: part.is_safety_component,
    type: part.component_type, serial: part.serial_number, id: `part-${place}`, type_id: `part-type-${place}`, serial_id: `part-serial-${place}`, quantity_id: `part-quantity-${place}`,
  }));
  return make("visit-parts", { rows });
}

export async function findings(app, visit) {
  const rows = [];
  for (const one of visit.findings) {
    const own = visit.photos.filter((photo) => photo.finding === one.id);
    rows.push(make("finding", {
      id: one.id, field: `finding-${one.id}`, words: one.words, photos: await drawn(app, own), add: say(own.length ? "another_photo" : "photo"),
      severities: ["minor", "soon", "serious"].map((severity) => make("choice", { name: `severity-${one.id}`, value: severity, words: say(`severity_${severity}`), checked: one.severity === severity, does: "severity", key: one.id })),
    }));
  }
  return make("visit-findings", { rows });
}

export function settled(visit) {
  const open = visit.sheet.findings ?? [];
  if (!open.length) return [];
  const rows = open.map((one) => make("settle", { id: one.id, words: one.words, under: `${say(`severity_${one.severity}`)} · ${say("since_date", { day: short(one.at) })}`, checked: visit.settled.includes(one.id) }));
  return [make("visit-settled", { rows })];
}

async function take(app, visit, target, places) {
  for (const file of target.files) {
    if (visit.photos.length >= MOST_PHOTOS) break;
    const bytes = await camera.compress(file);
    const photo = { item: places.item ?? null, finding: places.finding ?? null, words: "", taken_at: new Date().toISOString() };
    let chosen = visit.photos;
    await camera.keep(app.store, bytes, (digest) => {
      const isKnown = visit.photos.some((one) => one.sha256 === digest);
      chosen = isKnown ? visit.photos : [...visit.photos, { sha256: digest, ...photo }];
      return { ...visit, photos: chosen };
    });
    visit.photos = chosen;
  }
  target.value = "";
}

export function actions(visit, kept, typed) {
  const part = (target) => visit().parts[Number(target.closest("[data-part]").dataset.part)];
  const finding = (target) => visit().findings.find((one) => one.id === target.closest("[data-finding]").dataset.finding);
  return {
    photo: async (app, target) => {
      const { item, finding: of } = target.dataset;
      await take(app, visit(), target, { item: item ? Number(item) : null, finding: of ?? null });
      await kept(app, item ? "checklist" : of ? "findings" : "photos");
    },
    drop_photo: async (app, target) => {
      const { sha } = target.closest("[data-sha]").dataset;
      visit().photos = visit().photos.filter((photo) => photo.sha256 !== sha);
      await kept(app, "checklist", "photos", "findings");
    },
    add_part: (app) => {
      visit().parts.push({ name: "", quantity: 1, is_safety_component: false, component_type: "", serial_number: "" });
      return kept(app, "parts").then(() => writeIn(`part-${visit().parts.length - 1}`));
    },
    drop_part: (app, target) => {
      visit().parts.splice(visit().parts.indexOf(part(target)), 1);
      return kept(app, "parts");
    },
    part_name: (app, target) => typed(app, () => (part(target).name = target.value)),
    part_quantity: (app, target) => typed(app, () => (part(target).quantity = Math.min(Math.max(Math.round(Number(target.value)) || 1, 1), 999))),
    part_type: (app, target) => typed(app, () => (part(target).component_type = target.value)),
    part_serial: (app, target) => typed(app, () => (part(target).serial_number = target.value)),
    part_safety: (app, target) => {
      part(target).is_safety_component = target.checked;
      return kept(app, "parts");
    },
    add_finding: (app) => {
      visit().findings.push({ id: uuid7(), item: null, words: "", severity: "soon" });
      return kept(app, "findings").then(() => writeIn(`finding-${visit().findings.at(-1).id}`));
    },
    drop_finding: (app, target) => {
      const { id } = finding(target);
      visit().findings = visit().findings.filter((one) => one.id !== id);
      visit().photos = visit().photos.filter((photo) => photo.finding !== id);
      return kept(app, "findings");
    },
    finding_words: (app, target) => typed(app, () => (finding(target).words = target.value)),
    severity: (app, target) => {
      finding(target).severity = target.value;
      return kept(app);
    },
    settle: (app, target) => {
      const others = visit().settled.filter((id) => id !== target.value);
      visit().settled = target.checked ? [...others, target.value] : others;
      return kept(app);
    },
  };
}

// What has been added is shown whole, from its first line under the bar.
function writeIn(id) {
  const field = document.getElementById(id);
  field?.closest(".inset").scrollIntoView({ block: "start" });
  field?.focus({ preventScroll: true });
}
