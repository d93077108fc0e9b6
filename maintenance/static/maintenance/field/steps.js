// A breakdown as the house told it, with the steps this phone has written down since.

const AT = { taken: "taken_at", on_the_way: "on_the_way_at", arrived: "arrived_at", freed: "freed_at", left: "left_at", restored: "restored_at" };

// The steps this phone holds and can read.
export async function kept(store) {
  const rows = (await store.rows("commands")).filter((one) => one.kind.startsWith("breakdown.") && !["refused", "aside"].includes(one.state));
  return (await store.opened("commands", rows)).filter((one) => !one.unreadable);
}

export function told(breakdown, commands) {
  const mine = commands.filter((one) => one.subject === breakdown.id);
  return mine.reduce((known, one) => add(known, one), { ...breakdown, steps: [...(breakdown.steps ?? [])] });
}

function add(known, command) {
  const step = command.kind.split(".")[1];
  const { payload } = JSON.parse(command.body);
  const changed = { ...known, ...(AT[step] ? { [AT[step]]: payload.at } : {}) };
  if (!known.steps.some((one) => one.step === step && Date.parse(one.at) === Date.parse(payload.at))) {
    changed.steps = [...known.steps, { step, at: payload.at, words: payload.fix_words || payload.words || "", waits: command.state !== "received" }];
  }
  if (step === "taken") Object.assign(changed, { taken: true, mine: true });
  if (step === "on_the_way") changed.left_at = null;
  if (step === "left") Object.assign(changed, { on_the_way_at: null, arrived_at: null });
  if (step === "found") Object.assign(changed, { cause: payload.cause, cause_words: payload.words });
  if (step === "promised") Object.assign(changed, { next_update_by: payload.next_update_by, expected_back_at: payload.expected_back_at });
  return changed;
}

// What may be written down next, the likeliest first.
export function next(known) {
  if (known.restored_at) return [];
  const here = Boolean(known.arrived_at);
  const inside = known.entrapment && !known.freed_at;
  const likely = [
    ["on_the_way", !known.on_the_way_at && !here],
    ["arrived", Boolean(known.on_the_way_at) && !here],
    ["freed", here && inside],
    ["restored", here && !inside],
    ["found", here],
    ["promised", true],
    ["left", here && !inside],
  ];
  return likely.filter(([, fits]) => fits).map(([step]) => step);
}
