async ({lift, visits, photos}) => {
  const at = "/static/maintenance/field/";
  const [box, draft, camera, people, rounds] = await Promise.all(
    ["outbox", "draft", "photos", "people", "round"].map((name) => import(`${at}${name}.js`)));
  const store = people.storeOf((await people.here()).id);
  const round = await rounds.kept(store);
  const sheet = round.lifts[lift];
  const now = () => new Date().toISOString();
  const made = [];
  for (let number = 0; number < visits; number += 1) {
    const visit = draft.begin({visit: null, lift, sheet, items: rounds.itemsDue(round, lift, "M"), plan: sheet.plan, scope: "M", at: now()});
    Object.assign(visit, {started_at: now(), scan: {why: "no_code"}, condition_on_departure: "in_service"});
    const started = await box.command("visit.started", visit.subject, {lift, on_the_way_at: visit.on_the_way_at, started_at: visit.started_at, scan: visit.scan}, {lift});
    await box.enqueue(store, [started], {draft: visit});
    for (let shot = 0; shot < photos; shot += 1) {
      const canvas = Object.assign(document.createElement("canvas"), {width: 640, height: 480});
      const brush = canvas.getContext("2d");
      for (let line = 0; line < 40; line += 1) {
        brush.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
        brush.fillRect(Math.random() * 600, Math.random() * 440, 60, 60);
      }
      const bytes = await camera.compress(await new Promise((done) => canvas.toBlob(done, "image/png")));
      await camera.keep(store, bytes, (sha256) => {
        visit.photos.push({sha256, item: null, words: "", taken_at: now()});
        return visit;
      });
    }
    for (const group of draft.groups(visit)) draft.allCorrect(visit, group, now());
    Object.assign(visit, {signature: {path: "M10 10L300 120", at: now()}, customer: {why: "Nadie"}, finished_at: now(), state: "done"});
    const done = await box.command("visit.completed", visit.subject, draft.record(visit), {lift, photos: visit.photos.map((one) => one.sha256)});
    await box.enqueue(store, [done], {draft: visit});
    made.push(...[started, done].map(({uuid, kind, body_sha256, photos}) => ({uuid, kind, body_sha256, photos})));
  }
  store.close();
  return made;
}
