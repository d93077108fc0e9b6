// Words stand in the shell, in the language of the page; here they are only filled in. Days and hours too.

const language = document.documentElement.lang === "en" ? "en-GB" : "es-ES";
const plural = new Intl.PluralRules(language);
const DAY_MS = 24 * 3600_000;

export function say(name, values = {}) {
  const entry = document.getElementById("shell-words").content.querySelector(`[data-word="${name}"]`);
  if (!entry) throw new Error(`no word ${name}`);
  const one = "n" in values && plural.select(values.n) === "one" && entry.dataset.one;
  return (one || entry.textContent).replace(/\{(\w+)\}/g, (blank, key) => values[key] ?? blank);
}

export function listed(parts) {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(parts);
}

export function hour(at) {
  const moment = new Date(at);
  return `${moment.getHours()}:${String(moment.getMinutes()).padStart(2, "0")}`;
}

export function today(at = new Date()) {
  const day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "short" }).format(at);
  return day.charAt(0).toUpperCase() + day.slice(1) + (/\.$|en/.test(day + language.slice(0, 2)) ? "" : ".");
}

export function short(day) {
  return dated(day, { day: "numeric", month: "short" });
}

export function figures(at) {
  return new Intl.DateTimeFormat(language, { day: "2-digit", month: "2-digit", year: "numeric" }).format(new Date(at));
}

function dated(day, options) {
  const at = typeof day === "string" && day.length === 10 ? new Date(`${day}T12:00:00`) : new Date(day);
  const words = new Intl.DateTimeFormat(language, options).format(at);
  return language === "es-ES" && options.month === "short" && !words.endsWith(".") ? `${words}.` : words;
}

export function number(value) {
  return new Intl.NumberFormat(language).format(value);
}

export function weekday(at, now = new Date()) {
  if (new Date(at).toDateString() === now.toDateString()) return hour(at);
  return `${short(at)}, ${hour(at)}`;
}

// Kept on one line.
export function whole(phrase) {
  return phrase.replaceAll(" ", "\u00a0");
}

// 3 dic., 9:00–11:00: a day is named once.
export function span({ from_at: from, to_at: to }) {
  const begins = whole(weekday(from));
  if (!to) return say("from_on", { when: begins });
  const isOneDay = dayOf(new Date(from)) === dayOf(new Date(to));
  return isOneDay ? whole(`${begins}–${hour(to)}`) : `${begins} – ${whole(weekday(to))}`;
}

export function since(at, now = new Date()) {
  return say(isToday(at, now) ? "since_hour" : "since_day", { hour: hour(at), day: short(at) });
}

export function before(at, now = new Date()) {
  return say(isToday(at, now) ? "before_hour" : "before_day", { hour: hour(at), day: short(at) });
}

export function until(at, now = new Date()) {
  return say(isToday(at, now) ? "until_hour" : "until_day", { hour: hour(at), day: short(at) });
}

export function isToday(at, now = new Date()) {
  return new Date(at).toDateString() === now.toDateString();
}

export function dayOf(at = new Date()) {
  const [year, month, day] = [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / DAY_MS);
}

export function daysAfter(day, days) {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
