// A breakdown, climbed step by step. A step that needs words opens its form; the others are one tap.

import { make } from "../dom.js";
import * as outbox from "../outbox.js";
import * as camera from "../photos.js";
import { kept, next, told } from "../steps.js";
import { flush, forget, later } from "../typing.js";
import { before, say, since, weekday } from "../words.js";
import { address, mapOf, officeOf } from "../lifts.js";

export let isLive = true;
const FORMS = ["found", "promised", "left", "restored"];
let known = null;
let form = null; // what is being typed: kept as a draft of its own

export async function show(app, key) {
  const found = app.round?.breakdowns.find((one) => one.id === key);
  if (!found) return { title: say("breakdown"), back: "#today", nodes: [make("no-breakdown")] };
  known = told(found, await kept(app.store));
  const typed = await app.store.get("drafts", key);
  form = typed?.values ? typed : null;
  isLive = !form?.step;
  const lift = app.round.lifts[known.lift];
  const steps = next(known);
  const nodes = [head(app, lift), story()];
  if (form?.step) nodes.splice(1, 0, await drawForm(app));
  else if (steps.length > 1) nodes.splice(1, 0, make("other-steps", { steps: steps.slice(1).map((step) => make("step-button", { step, words: say(`do_${step}`) })) }));
  return { title: address(lift), under: say("fault_number", { number: known.number }), back: "#today", nodes, dock: dock(app, steps) };
}

function head(app, lift) {
  const inside = known.entrapment && !known.freed_at;
  return make("breakdown-head", {
    inside, since: since(known.reported_at), words: known.words, stopped: known.stops_service && !known.restored_at, running: !known.stops_service && !known.restored_at, restored: known.restored_at && say("runs_since", { hour: weekday(known.restored_at) }),
    promised: known.next_update_by && !known.restored_at ? before(known.next_update_by) : "", access: lift.access || say("no_access_note"), notes: lift.notes,
    expected: known.expected_back_at && !known.restored_at ? weekday(known.expected_back_at) : "",
    map: mapOf(lift), phone: officeOf(app.round), tone: inside ? "inside" : "", href: `#lift/${known.lift}`,
  });
}

function story() {
  const steps = [...known.steps].reverse().sort((one, other) => other.at.localeCompare(one.at));
  const rows = steps.map((one) => make("story-step", { what: say(`step_${one.step}`), hour: weekday(one.at), words: one.words, waits: one.waits }));
  return make("story", { rows });
}

function dock(app, steps) {
  if (form?.step) return make("dock-form", { saved: app.savedWords(), words: say(`save_${form.step}`) });
  if (!steps.length) return make("dock-link", { href: "#today", words: say("back_to_round") });
  return make("dock-step", { saved: app.savedWords(), step: steps[0], words: say(`do_${steps[0]}`), alarm: known.entrapment && !known.freed_at ? "alarm" : "" });
}

async function drawForm(app) {
  const values = form.values;
  const choice = (name, options, word) => options.map((value) => make("choice", { name, value, words: say(`${word}_${value}`), checked: values[name] === value, does: "field" }));
  const common = { title: say(`do_${form.step}`), cause_words: values.cause_words ?? "", words: values.words ?? "" };
  if (form.step === "left") return make("form-left", { ...common, reasons: choice("why", ["part", "help", "access", "continues", "unknown"], "leaving") });
  if (form.step === "promised") return make("form-promised", { ...common, by: values.next_update_by ?? "", back: values.expected_back_at ?? "" });
  if (form.step === "found") return make("form-found", { ...common, causes: choice("cause", CAUSES, "cause") });
  return make("form-restored", {
    ...common, causes: choice("cause", CAUSES, "cause"), fix: values.fix_words ?? "", attributions: choice("attribution", ATTRIBUTIONS, "attribution"),
    photos: await pictures(app), add: say(form.photos.length ? "another_photo" : "photo"), part_name: values.part_name ?? "", part_type: values.part_type ?? "", part_serial: values.part_serial ?? "", is_safety: values.is_safety === true,
  });
}

const CAUSES = ["doors", "control", "drive", "safety", "buttons", "comms", "suspension", "guiding", "shaft", "power", "user", "vandalism", "external", "no_fault", "unknown"];
const ATTRIBUTIONS = ["wear", "maintainer", "user", "third_party", "mains", "unknown"];

async function pictures(app) {
  const shown = [];
  for (const photo of form.photos) {
    const tile = make("photo", { sha: photo.sha256, words: say("kept_short") });
    const canvas = await camera.thumbnail(app.store, photo.sha256, say("photo"));
    if (canvas) tile.querySelector(".picture").replaceChildren(canvas);
    shown.push(tile);
  }
  return shown;
}

async function step(app, target) {
  const wanted = target.dataset.step;
  if (FORMS.includes(wanted)) return open(app, wanted);
  const at = new Date().toISOString();
  const first = wanted === "on_the_way" && !(known.taken && known.mine) ? ["taken"] : [];
  return write(app, [...first, wanted].map((one) => [one, { at }]));
}

async function open(app, wanted) {
  const values = { cause: known.cause || "", cause_words: known.cause_words || "" };
  form = { subject: known.id, state: "step", step: wanted, values, photos: [] };
  await keepForm(app);
  return app.draw();
}

export { flush as leave };

async function keepForm(app, one = form) {
  await app.store.put("drafts", one);
  app.saved();
}

async function write(app, steps, photos = []) {
  const lift = app.round.lifts[known.lift];
  const commands = [];
  for (const [name, payload] of steps) commands.push(await outbox.command(`breakdown.${name}`, known.id, payload, { label: address(lift), lift: known.lift, photos }));
  await outbox.enqueue(app.store, commands, { drops: known.id });
  form = null;
  isLive = true;
  app.saved();
  app.postman.changed();
  return app.draw();
}

// What the house would not take is asked for here, in words.
function payload() {
  const at = new Date().toISOString();
  const { cause, cause_words = "", words = "", fix_words = "", why, attribution = "unknown" } = form.values;
  if (form.step === "left") return why ? { at, why, words: words.trim() } : null;
  if (form.step === "found") return cause && words.trim() ? { at, cause, words: words.trim() } : null;
  if (form.step === "promised") return promise(at);
  if (!cause || !fix_words.trim()) return null;
  const photos = form.photos.map((photo) => ({ ...photo, item: null, words: "" }));
  return { at, cause, cause_words: cause_words.trim(), fix_words: fix_words.trim(), attribution, parts: part(), photos };
}

function promise(at) {
  const { next_update_by: by, expected_back_at: back, words = "" } = form.values;
  if (!by || new Date(by) <= new Date()) return null;
  return { at, next_update_by: new Date(by).toISOString(), expected_back_at: back ? new Date(back).toISOString() : null, words: words.trim() };
}

function part() {
  const { part_name = "", part_type = "", part_serial = "", is_safety = false } = form.values;
  return part_name.trim() ? [{ name: part_name.trim(), quantity: 1, is_safety_component: is_safety, component_type: part_type.trim(), serial_number: part_serial.trim() }] : [];
}

async function finish(app) {
  forget();
  const whole = payload();
  if (!whole) {
    document.querySelector("#step-form .wanted").replaceChildren(say(`want_${form.step}`));
    document.getElementById("step-form").scrollIntoView({ block: "start" });
    return undefined;
  }
  return write(app, [[form.step, whole]], form.photos.map((photo) => photo.sha256));
}

export const actions = {
  step, finish,
  field: (app, target) => {
    form.values[target.name] = target.type === "checkbox" ? target.checked : target.value;
    return keepForm(app);
  },
  typed: (app, target) => {
    form.values[target.name] = target.value;
    const one = form;
    later(app, () => keepForm(app, one));
  },
  quick: (app, target) => {
    const at = new Date(Date.now() + Number(target.dataset.minutes) * 60_000);
    form.values.next_update_by = local(at);
    document.querySelector('[name="next_update_by"]').value = form.values.next_update_by;
    return keepForm(app);
  },
  photo: async (app, target) => {
    for (const file of target.files) {
      const bytes = await camera.compress(file);
      const taken_at = new Date().toISOString();
      let photos = form.photos;
      await camera.keep(app.store, bytes, (digest) => {
        const isKnown = form.photos.some((one) => one.sha256 === digest);
        photos = isKnown ? form.photos : [...form.photos, { sha256: digest, taken_at }];
        return { ...form, photos };
      });
      form.photos = photos;
    }
    app.saved();
    return app.draw({ stays: true });
  },
  drop_photo: async (app, target) => {
    form.photos = form.photos.filter((one) => one.sha256 !== target.closest("[data-sha]").dataset.sha);
    await keepForm(app);
    return app.draw({ stays: true });
  },
  cancel: async (app) => {
    forget();
    await app.store.remove("drafts", known.id);
    form = null;
    return app.draw();
  },
};

function local(at) {
  const moved = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return moved.toISOString().slice(0, 16);
}

