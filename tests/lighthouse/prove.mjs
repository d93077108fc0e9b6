// Lighthouse on pages of a house that is up: `node prove.mjs SITE CHROMIUM RUNS`. Prints a line of JSON for each page and
// category: its score from 0 to 100, and what was found.
//
// A screen of the phone is reached as a hand reaches it and looked at as it stands; what a first load costs is measured
// on Lighthouse's own slow phone with nothing kept, as often as asked.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { navigation, snapshot } from "lighthouse";
import puppeteer from "puppeteer-core";
import { HOUSE, loads, SCREENS } from "./screens.mjs";

const [site, chromium, runs] = process.argv.slice(2);
const PHONE = { width: 412, height: 823, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const FIGURES = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];
const AS_IT_STANDS = { onlyCategories: ["accessibility"], screenEmulation: { disabled: true }, formFactor: "mobile" };
const PATIENCE_MS = 30_000;

async function main() {
  const profile = mkdtempSync(join(tmpdir(), "rellano-lighthouse-"));
  const browser = await puppeteer.launch({ executablePath: chromium, args: ARGUMENTS, userDataDir: profile, defaultViewport: PHONE });
  try {
    for (const [who, pages] of Object.entries(HOUSE)) await house(await signedIn(browser, who), pages);
    await phone(await signedIn(browser, "technician"));
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function house(page, pages) {
  for (const [name, place] of pages) {
    await page.goto(site + (place.startsWith("/") ? place : await leading(page, place)));
    await look(page, name);
  }
  await page.close();
}

async function leading(page, link) {
  await page.goto(`${site}/`);
  return page.$eval(link, (found) => found.getAttribute("href"));
}

async function phone(page) {
  await open(page);
  for (const [name, place] of await loads(page)) await measure(page, name, place);
  await page.setViewport(PHONE);
  await open(page);
  for (const [name, reach] of SCREENS) {
    await reach(page);
    await look(page, name);
  }
}

async function open(page) {
  await page.goto(`${site}/field/`);
  await page.waitForSelector(".due-head");
}

async function signedIn(browser, who) {
  const page = await (await browser.createBrowserContext()).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${site}/sign-in/`);
  await Promise.all([page.waitForNavigation(), page.$eval(`form[action="/demo/sign-in/${who}/"] button`, (button) => button.click())]);
  return page;
}

async function look(page, name) {
  const { lhr } = await snapshot(page, { flags: AS_IT_STANDS });
  tell(name, "accessibility", lhr, faults(lhr));
}

async function measure(page, name, place) {
  for (let run = 0; run < Number(runs); run += 1) {
    const { lhr } = await navigation(page, site + place, { flags: { onlyCategories: ["performance"] } });
    tell(name, "performance", lhr, FIGURES.map((id) => lhr.audits[id].displayValue).join(" · "));
  }
}

function faults(lhr) {
  const failed = lhr.categories.accessibility.auditRefs.map(({ id }) => lhr.audits[id]).filter(({ score }) => score !== null && score < 1);
  return failed.map(({ id, details }) => `${id}: ${(details?.items ?? []).map(({ node }) => node?.snippet).join(" ")}`).join("; ");
}

function tell(name, category, lhr, said) {
  console.log(JSON.stringify({ name, category, score: Math.round(lhr.categories[category].score * 100), said }));
}

await main();
