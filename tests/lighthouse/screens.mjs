// Which pages are looked at, and how a hand gets to each screen of the phone.

// Who looks, and where: a path, or the link that leads there from one's first page.
export const HOUSE = {
  chair: [
    ["owner: lift", "/"],
    ["owner: visits", 'a[href$="/visits/"]'],
    ["owner: service", 'a[href$="/service/"]'],
    ["owner: history", 'a[href$="/history/"]'],
    ["owner: report a breakdown", 'a[href$="/calls/new/"]'],
    ["owner: visit", '.shaft a[href^="/visits/"]'],
    ["owner: breakdown", '.shaft a[href^="/breakdowns/"]'],
    ["owner: bulletins", "/bulletins/"],
    ["account", "/account/"],
  ],
  manager: [["owner: portfolio", "/lifts/"]],
  office: [
    ["office: today", "/office/today/"],
    ["office: telephone", "/office/calls/new/"],
    ["office: visit", "/office/visits/new/"],
    ["office: planning", "/office/planning/"],
    ["office: findings", "/office/findings/"],
    ["office: duty", "/office/duty/"],
    ["office: contractors", "/office/contractors/"],
    ["office: lifts", "/office/lifts/"],
    ["office: people", "/office/people/"],
  ],
};

// What is loaded cold: the round, and the sheet of the first lift in it.
export async function loads(page) {
  const lift = await page.$eval(".job.due a.whole", (link) => link.getAttribute("href"));
  return [["phone: today", "/field/"], ["phone: lift", `/field/${lift}`]];
}

// In this order: each goes on from the one before.
export const SCREENS = [
  ["phone: today", (page) => go(page, "today", ".due-head")],
  ["phone: lift", (page) => press(page, ".job.due a.whole", "[data-click=going]")],
  ["phone: on the way", (page) => press(page, "[data-click=going]", "#unscanned")],
  ["phone: scan for a visit", (page) => press(page, 'a[href^="#scan/"]', "#scan")],
  ["phone: checklist", async (page) => {
    await press(page, ".back", "#unscanned");
    await press(page, ".choice [value=no_code]", ".choice :checked[value=no_code]");
    await press(page, "[data-click=arrive]", "#checklist");
  }],
  ["phone: an item open", async (page) => {
    await press(page, ".group-name", ".item-row");
    await press(page, ".item-row", ".result-choice");
    await press(page, ".result-choice [value=pend]", ".item-open textarea");
    await press(page, "[data-click=add_part]", "#part-0");
    await press(page, "[data-click=add_finding]", "[data-finding] textarea");
  }],
  ["phone: review", async (page) => {
    await say(page, ".item-open textarea", "Queda una luz por cambiar.");
    await say(page, "#part-0", "Luminaria");
    await say(page, "[data-finding] textarea", "La luz del foso parpadea.");
    await whole(page);
    await press(page, ".condition.runs [name=condition_on_departure]", ".condition.runs :checked[name=condition_on_departure]");
    await press(page, "[data-click=review]", ".sheet");
    await press(page, ".choice [value=signs]", "#customer-name");
  }],
  ["phone: breakdown", async (page) => {
    await go(page, "today", ".job.broken a.whole");
    await press(page, ".job.broken a.whole", "#dock [data-step]");
  }],
  ["phone: on the way to a breakdown", (page) => step(page, "on_the_way", "#dock [data-step=arrived]")],
  ["phone: at a breakdown", (page) => step(page, "arrived", ".other-steps [data-step=found]")],
  ...["found", "promised", "left", "restored"].map((name) => [`phone: ${name}`, async (page) => {
    if (await page.$("[data-click=cancel]")) await press(page, "[data-click=cancel]", "#dock [data-step]");
    await step(page, name, "#step-form");
  }]),
  ["phone: scan", async (page) => {
    await press(page, "[data-click=cancel]", "#dock [data-step]");
    await go(page, "scan", "#picks-rows");
  }],
  ["phone: to send", (page) => go(page, "sending", ".today-head .dock-pair, .out-row")],
  ["phone: this phone", (page) => go(page, "phone", "#storage")],
];

async function go(page, place, wanted) {
  await page.evaluate((to) => { location.hash = to; }, place);
  await page.waitForSelector(wanted);
}

async function press(page, target, wanted) {
  await page.waitForSelector(target);
  await page.$eval(target, (found) => found.click());
  await page.waitForSelector(wanted);
}

function step(page, name, wanted) {
  return press(page, `[data-click=step][data-step=${name}]`, wanted);
}

async function say(page, field, words) {
  await page.type(field, words);
}

// Every group in one tap, those begun too.
async function whole(page) {
  for (let left = await taps(page); left; left = await taps(page)) {
    await page.$eval("#checklist [data-click=correct]", (found) => found.click());
    while ((await taps(page)) === left) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function taps(page) {
  return page.$$eval("#checklist [data-click=correct]", (found) => found.length);
}
