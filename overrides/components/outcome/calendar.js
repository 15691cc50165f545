// The reader's days as a file for a calendar, made on the phone.

import { copyOf, wordsOf } from "../checker/words.js";
import { wantedDates } from "./script.js";

/** Let the reader save the days of the result. `page`: engine, site (name, id). `state`: goals, answers. */
export function saveCalendar({ engine, site }, state) {
  const safest = (name, days) => days.split("/").at(engine.checker.deadlines[name].opens ? -1 : 0);
  const entries = wantedDates(engine, state).map(([name, days]) => [name, safest(name, days)]);
  const file = new Blob([calendarOf(entries, engine.on, site)], { type: "text/calendar" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${site.id}.ics`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Return a calendar file (RFC 5545) with an entry of a whole day for each [deadline, day]. */
function calendarOf(entries, today, site) {
  const stamp = `${today.replaceAll("-", "")}T000000Z`;
  const plain = (text) => text.replace(/[\\;,]/g, "\\$&");
  const events = entries.flatMap(([name, day]) => [
    "BEGIN:VEVENT",
    `UID:${name}-${day}@${site.id}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
    `SUMMARY:${plain(titleOf(name))}`,
    "END:VEVENT",
  ]);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${plain(site.name)}//checker//EN`, ...events, "END:VCALENDAR", ""];
  return lines.map(folded).join("\r\n");
}

function titleOf(deadline) {
  return wordsOf(copyOf(`[data-deadline="${deadline}"]`).querySelector("h3"));
}

/** Break a line after at most 75 bytes, never inside a letter, as calendar files want it. */
function folded(line) {
  let [whole, bytes] = ["", 0];
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length;
    if (bytes + size > 75) [whole, bytes] = [`${whole}\r\n `, 1];
    [whole, bytes] = [whole + letter, bytes + size];
  }
  return whole;
}
