// The reader's days as a file for a calendar (RFC 5545), made on the phone.

import { wordsOf } from "../checker/words.js";
import { drawDay, wantedDays } from "./days.js";

// When a calendar reminds of a day, at nine in the morning: of a last day a week and a day before, of a first day then.
const BEFORE = ["-P6DT15H", "-PT15H"];
const THEN = ["PT9H"];

/** Let the reader save the days to come. `page`: engine, words, dates, official, site (name, id). `state`: goals, answers. */
export function saveCalendar(page, state) {
  const { engine, site } = page;
  const events = wantedDays(engine, state).filter((day) => day.isComing).flatMap((day) => eventOf(day, page));
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${plain(site.name)}//checker//EN`];
  const lines = [...head, ...events, "END:VCALENDAR", ""];
  const file = new Blob([lines.join("\r\n")], { type: "text/calendar" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${site.id}.ics`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function eventOf(day, page) {
  const { title, what } = wordsAbout(day, page);
  const alarms = (day.opens ? THEN : BEFORE).flatMap((when) => [
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${title}`,
    `TRIGGER:${when}`,
    "END:VALARM",
  ]);
  return [
    "BEGIN:VEVENT",
    `UID:${day.name}-${day.safest}@${page.site.id}`,
    `DTSTAMP:${compact(page.engine.on)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(day.safest)}`,
    `SUMMARY:${title}`,
    `DESCRIPTION:${what}`,
    "TRANSP:TRANSPARENT",
    ...alarms,
    "END:VEVENT",
  ];
}

/** Return the title of a day; and what to do, with whether the day is sure, and the title in the source's words. */
function wordsAbout(day, page) {
  const line = drawDay(day, page);
  const written = line.querySelector("[data-title] .mn-original")?.textContent;
  const parts = line.querySelectorAll("[data-what], p[data-flag]:not([hidden])");
  const what = [...[...parts].map(wordsOf), written].filter(Boolean);
  return { title: folded(plain(wordsOf(line.querySelector("[data-title]")))), what: folded(what.map(plain).join("\\n")) };
}

function plain(text) {
  return text.replace(/[\\;,]/g, "\\$&");
}

function compact(day) {
  return day.replaceAll("-", "");
}

/** Break words so that no line has more than 75 bytes, as calendar files want it: a letter has at most four, a key twelve. */
function folded(words) {
  return words.replace(/.{15}(?=.)/gsu, "$&\r\n ");
}
