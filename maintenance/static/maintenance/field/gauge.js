// The visit gauge: a shaft lying down, dotted before the window, rails in it, hatched after; the car is today.

import { svg } from "./dom.js";

const WIDTH = 320;

export function gauge(place, sentence) {
  const span = Math.max(place.closes - place.opens, 1);
  const [first, last] = [place.opens - span / 5, place.closes + span / 5];
  const x = (day) => Math.round(((Math.min(Math.max(day, first), last) - first) / (last - first)) * WIDTH);
  const [opens, closes, today] = [x(place.opens), x(place.closes), Math.min(Math.max(x(place.today), 10), WIDTH - 10)];
  const soon = Math.round((closes - opens) * 0.28);
  return svg(`<svg class="day-gauge ${place.tone}" viewBox="0 0 ${WIDTH} 52" role="img" aria-label="${sentence}">
    <defs>
      <pattern id="late" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="late" d="M2 0v8"/></pattern>
      <linearGradient id="near"><stop class="far" offset="0"/><stop class="far" offset="${1 - soon / (closes - opens)}"/><stop class="close" offset="1"/></linearGradient>
    </defs>
    <path class="before" d="M1 18H${opens}"/>
    <rect class="window" x="${opens}" y="9.5" width="${closes - opens}" height="17" fill="url(#near)"/>
    <path class="rail" d="M${opens} 8v20M${closes} 8v20M${opens} 9.5H${closes}M${opens} 26.5H${closes}"/>
    <rect x="${closes + 2}" y="9" width="${WIDTH - closes - 2}" height="18" fill="url(#late)"/>
    <g class="today"><rect x="${today - 9}" y="2" width="18" height="30" rx="4"/><path d="M${today} 4v26"/></g>
    <text x="${opens}" y="49">${place.opens}</text><text x="${closes}" y="49">${place.closes}</text>
  </svg>`);
}
