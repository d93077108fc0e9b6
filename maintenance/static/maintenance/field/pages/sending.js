// The outbox to be read: what waits and why, what was refused and in which words, what arrived.

import { download } from "../export.js";
import { make } from "../dom.js";
import * as outbox from "../outbox.js";
import * as people from "../people.js";
import { hour, say, weekday } from "../words.js";
import { address } from "../lifts.js";
import { restate, UNREADABLE } from "../vault.js";

export const isLive = true;
const MOST_RECEIVED = 30;

export async function show(app) {
  const [commands, drafts, photos, others] = await Promise.all([app.store.all("commands"), app.store.all("drafts"), app.store.all("photos"), people.others(app.person.id)]);
  const counted = outbox.count(commands, drafts, photos);
  const by = (...states) => commands.filter((one) => states.includes(one.state));
  const refused = by(outbox.REFUSED);
  const waiting = commands.filter((one) => [outbox.READY, outbox.SENDING].includes(one.state) || (one.state === outbox.RECEIVED && one.photos_left.length));
  const received = commands.filter((one) => (one.state === outbox.RECEIVED && !one.photos_left.length) || one.state === outbox.ASIDE).reverse().slice(0, MOST_RECEIVED);
  const open = drafts.filter((one) => one.state === "open" && !one.unreadable);
  const lost = [...by(UNREADABLE), ...drafts.filter((one) => one.state === UNREADABLE)];
  return {
    title: say("to_send"),
    nodes: [
      head(app, counted),
      ...others.map((other) => make("others", { words: say("others_wait", { name: other.name, n: other.waiting }) })),
      ...section("unreadable_ones", [...lost.map((one) => lostRow(one, app)), ...photos.filter((one) => one.state === UNREADABLE).map(lostPhoto)]),
      ...section("refused_ones", [...refused.map((one) => refusedRow(one, app)), ...photos.filter((one) => one.state === "refused").map(photoRow)]),
      ...section("waiting_ones", waiting.map((one) => waitingRow(one, app))),
      ...section("unfinished", open.map((one) => make("pick", { href: `#visit/${one.subject}`, what: address(one.sheet), under: say("begun", { hour: weekday(one.started_at ?? one.on_the_way_at ?? one.begun_at) }) }))),
      ...section("arrived_ones", received.map((one) => receivedRow(one, app))),
    ],
  };
}

function head(app, counted) {
  const why = counted.waiting ? app.postman.why : "";
  const rest = counted.unreadable ? say("unreadable_ones") : say("all_sent");
  const title = counted.waiting ? say("waiting", { n: counted.waiting }) : rest;
  return make("sending-head", {
    title, words: why ? say(`why_${why}`) : counted.waiting ? say(app.postman.busy ? "being_sent" : "will_be_sent") : counted.last ? say("last_hour", { hour: hour(counted.last) }) : "",
    waits: counted.waiting, signs: why === "signed_out" || why === "another_person", some: counted.waiting + counted.refused + counted.unreadable + counted.drafts,
  });
}

function section(title, rows) {
  return rows.length ? [make("sending-section", { title: say(title), rows })] : [];
}

function values(command, app) {
  return { what: command.label ?? place(command, app), kind: say(`kind_${command.kind.replace(".", "_")}`), at: weekday(command.made_at), uuid: command.uuid, number: String(command.number) };
}

function refusedRow(command, app) {
  return make("refused-row", { ...values(command, app), words: command.words || say("no_words"), mends: command.kind.startsWith("visit."), place: command.kind.startsWith("breakdown.") ? `#breakdown/${command.subject}` : "" });
}

function place(row, app) {
  const lift = app.round?.lifts[row.lift];
  return lift ? address(lift) : say("a_lift");
}

// All that is left of it in the clear: what it was, when, and of which lift where the round still knows it.
function lostRow(row, app) {
  return make("lost-row", {
    what: place(row, app), kind: say(row.kind ? `kind_${row.kind.replace(".", "_")}` : "unfinished"), at: weekday(row.made_at ?? row.changed_at),
    words: say("unreadable_why"), place: app.round?.lifts[row.lift] ? `#lift/${row.lift}` : "", uuid: row.uuid, subject: row.uuid ? null : row.subject,
  });
}

function lostPhoto(photo) {
  return make("refused-photo", { what: say("photo"), words: say("unreadable_photo"), sha: photo.sha256 });
}

function photoRow(photo) {
  return make("refused-photo", { what: say("photo"), words: photo.words || say("no_words"), sha: photo.sha256 });
}

function waitingRow(command, app) {
  const photos = command.photos_left.length;
  const state = command.state === outbox.SENDING ? say("being_sent_short") : command.state === outbox.RECEIVED ? say("photos_left", { n: photos }) : command.why ? say(`why_${command.why}`) : say("waits");
  return make("waiting-row", { ...values(command, app), state, photos: photos && command.state !== outbox.RECEIVED ? say("n_photos", { n: photos }) : "" });
}

function receivedRow(command, app) {
  const aside = command.state === outbox.ASIDE;
  return make("received-row", { ...values(command, app), state: aside ? say("put_aside") : say("received_at", { hour: weekday(command.received_at) }), corrects: !aside && ["visit.completed", "visit.corrected"].includes(command.kind), aside });
}

// What was refused, or is to be corrected, is opened again; what it becomes is a new command.
async function reopen(app, target, corrects) {
  const command = await find(app, target);
  const draft = await app.store.get("drafts", command.subject);
  if (!draft?.items) return app.go(`lift/${command.lift}`);
  const subject = command.receipt?.subject ?? command.subject;
  const again = { ...draft, subject, state: "open", finished_at: null, mends: corrects ? null : command.uuid, corrects: corrects || draft.corrects, why: corrects ? "" : draft.why };
  await app.store.put("drafts", again);
  return app.go(`visit/${subject}`);
}

async function find(app, target) {
  return (await app.store.all("commands")).find((one) => one.uuid === target.dataset.uuid);
}

export const actions = {
  send: (app) => app.postman.now(),
  mend: (app, target) => reopen(app, target, false),
  correct: (app, target) => reopen(app, target, true),
  aside: async (app, target) => {
    const { uuid, subject } = target.dataset;
    await (uuid ? outbox.putAside(app.store, uuid) : restate(app.store, "drafts", { subject, state: UNREADABLE }, outbox.ASIDE));
    app.postman.changed();
    return app.draw({ stays: true });
  },
  forget_photo: async (app, target) => {
    await app.store.write(["photos"], (open) => open.photos.put({ sha256: target.dataset.sha, state: "aside" }));
    app.postman.changed();
    return app.draw({ stays: true });
  },
  download: (app) => download(app),
};
