// The twin of deadlines.py, function by function; what they mean is said there.

import { add, span } from "./days.js";
import { decide, possible } from "./decide.js";

export function dates(engine, answers) {
  const found = {};
  for (const [name, deadline] of Object.entries(engine.checker.deadlines)) {
    const start = found[deadline.start] ?? answers[deadline.start] ?? "absent";
    if (start === "absent" || !isShown(engine, deadline, answers)) continue;
    const starts = start.includes("/") ? start.split("/") : span(start);
    const days = starts.map((day) => moved(day, deadline));
    if (!days.includes(null)) found[name] = [...new Set(days)].join("/");
  }
  return found;
}

export function isCertain(engine, deadline, answers) {
  const wanted = Object.entries(deadline.when);
  return wanted.every(([outcome, values]) => values.includes(decide(engine, outcome, answers)));
}

export function isShown(engine, deadline, answers) {
  if (!deadline.lost) return isCertain(engine, deadline, answers);
  return Object.entries(deadline.when).every(([outcome, values]) => {
    const can = possible(engine, outcome, answers);
    return values.some((value) => can.has(value));
  });
}

export function moved(day, { values, sign, unit }) {
  const [, length] = values.filter(([since]) => since <= day).at(-1) ?? [];
  return length === undefined || length === null ? null : add(day, sign * length, unit);
}
