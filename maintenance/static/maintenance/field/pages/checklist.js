// The checklist as a shaft: a landing a group, the car where one is. One tap says a whole group is correct.

import * as draft from "../draft.js";
import { icon, make } from "../dom.js";
import * as photos from "../photos.js";
import { hour, listed, say } from "../words.js";

export const SIGNS = { ok: "check", adj: "wrench", obs: "eye", pend: "clock", na: "minus", not_done: "x" };

export function draw(visit) {
  const groups = draft.groups(visit);
  const here = groups.find((group) => group.name === visit.open_group) ?? groups.find((group) => !group.isDone);
  const done = groups.reduce((sum, group) => sum + group.answered, 0);
  const all = visit.items.length;
  return make("checklist", { n: say("of_all", { done, n: all }), groups: groups.map((group) => landing(visit, group, group === here)), empty: all === 0 });
}

function landing(visit, group, isHere) {
  if (group.name === visit.open_group) return opened(visit, group);
  const values = { name: group.name, place: String(group.place), here: isHere ? "here" : "" };
  if (group.isDone) return make("group-done", { ...values, words: tally(group), hour: hour(group.last), mark: mark(group) });
  const rest = group.items.length - group.answered;
  return make("group-due", { ...values, words: group.answered ? say("n_left", { n: rest }) : say("n_items", { n: group.items.length }), button: say("n_correct", { n: rest }) });
}

function tally(group) {
  const said = draft.RESULTS.filter((result) => group.counts[result]).map((result) => say(`n_${result}`, { n: group.counts[result] }));
  return listed(said);
}

function mark(group) {
  if (draft.WORDED.some((result) => group.counts[result])) return "warn";
  return group.counts.adj ? "accent" : "ok";
}

function opened(visit, group) {
  return make("group-open", {
    name: group.name, place: String(group.place), count: say("n_items", { n: group.items.length }),
    items: group.items.map((item) => row(visit, item)),
    rest: group.answered && group.answered < group.items.length ? say("rest_correct") : "",
    all: group.answered === 0 ? say("n_correct", { n: group.items.length }) : "", close: group.isDone,
  });
}

function row(visit, item) {
  const result = item.answer?.result;
  const isOpen = visit.open_item === item.number;
  const values = { text: item.text, number: String(item.number), id: `item-${item.number}`, open: String(isOpen) };
  const shown = make("item", { ...values, result: result ? say(`result_${result}`) : say("not_yet"), sign: result ? icon(SIGNS[result]) : [], tone: result ? `r-${result}` : "" });
  if (isOpen) shown.append(choices(visit, item, result));
  return shown;
}

function choices(visit, item, result) {
  const tones = draft.RESULTS.map((one) => make("result", { value: one, name: `result-${item.number}`, number: String(item.number), words: say(`result_${one}_long`), sign: icon(SIGNS[one]), tone: `r-${one}`, checked: one === result }));
  const asks = draft.TOLD.includes(result);
  const own = visit.photos.filter((photo) => photo.item === item.number);
  return make("item-open", {
    results: tones, legend: item.text, asks, label: asks ? say(`words_${result}`) : "", id: `words-${item.number}`, number: String(item.number),
    text: item.answer?.words ?? "", photos: own.map((photo) => make("photo", { sha: photo.sha256, words: say("kept_short") })), add: say(own.length ? "another_photo" : "photo"),
  });
}

export async function pictures(app, visit) {
  for (const place of document.querySelectorAll("#main [data-sha] .picture:empty")) {
    const sha = place.closest("[data-sha]").dataset.sha;
    const photo = visit.photos.find((one) => one.sha256 === sha);
    const canvas = await photos.thumbnail(app.store, sha, photo?.words || say("photo"));
    if (canvas) place.replaceChildren(canvas);
  }
}

export function actions(visit, kept, typed) {
  const group = (target) => draft.groups(visit())[Number(target.dataset.place)];
  const now = () => new Date().toISOString();
  return {
    correct: (app, target) => {
      const one = group(target);
      draft.allCorrect(visit(), one, now());
      if (visit().open_group === one.name) Object.assign(visit(), { open_group: null, open_item: null });
      return kept(app, "checklist").then(() => refocus(one.place));
    },
    open_group: (app, target) => {
      const one = group(target);
      Object.assign(visit(), { open_group: one.name, open_item: null });
      return kept(app, "checklist").then(() => refocus(one.place));
    },
    close_group: (app, target) => {
      Object.assign(visit(), { open_group: null, open_item: null });
      return kept(app, "checklist").then(() => refocus(Number(target.dataset.place)));
    },
    open_item: (app, target) => {
      const number = Number(target.dataset.number);
      visit().open_item = visit().open_item === number ? null : number;
      return kept(app, "checklist").then(() => document.getElementById(`item-${number}`)?.focus());
    },
    result: (app, target) => {
      const number = Number(target.dataset.number);
      draft.answer(visit(), number, target.value, now());
      return kept(app, "checklist").then(() => document.querySelector(`[name="result-${number}"]:checked`)?.focus());
    },
    item_words: (app, target) => typed(app, () => (visit().answers[Number(target.dataset.number)].words = target.value)),
  };
}

function refocus(place) {
  document.querySelector(`#checklist [data-place="${place}"]`)?.focus();
}
