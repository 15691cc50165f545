// The twin of deadlines.py, function by function; what they mean is said there.

import { spanOf } from "./conditions.js";
import { add } from "./days.js";
import { decide, possible } from "./decide.js";

export function dates(engine, answers) {
  const found = {};
  for (const [name, deadline] of Object.entries(engine.checker.deadlines)) {
    const days = daysOf(engine, deadline, answers);
    if (!days || !(days.length || deadline.lost)) continue;
    if (isShown(engine, deadline, answers)) found[name] = [...new Set(days)].join("/");
  }
  return found;
}

export function daysOf(engine, deadline, answers) {
  const start = startOf(engine, deadline, answers);
  const other = engine.checker.deadlines[start];
  const starts = other ? daysOf(engine, other, answers) : answered(engine, start, answers);
  const days = starts?.map((day) => moved(day, deadline));
  return days?.includes(null) ? [] : days;
}

export function answered(engine, fact, answers) {
  const answer = answers[fact];
  if (answer === "absent") return undefined;
  return answer ? spanOf(engine, fact, answer) : [];
}

export function startOf(engine, deadline, answers) {
  const { start, unsure } = deadline;
  return !unsure || start in answers || isCertain(engine, deadline, answers) ? start : unsure;
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
