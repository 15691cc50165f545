// The twin of deadlines.py, function by function; what they mean is said there.

import { spanOf } from "./conditions.js";
import { add, shift } from "./days.js";
import { canBe } from "./decide.js";

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
  return starts?.length ? ends(starts, deadline) : starts;
}

export function ends(starts, deadline) {
  const [first, last] = starts;
  const turns = deadline.values.map(([since]) => since).filter((day) => first < day && day <= last);
  const days = [first, last, ...turns, ...turns.map((since) => shift(since, -1))];
  const found = days.map((day) => moved(day, deadline)).filter(Boolean).sort();
  return found.length ? [found[0], found.at(-1)] : [];
}

export function answered(engine, fact, answers) {
  const answer = answers[fact];
  if (answer === "absent") return undefined;
  return answer ? spanOf(engine, fact, answer) : [];
}

export function startOf(engine, deadline, answers) {
  const { start, unsure } = deadline;
  if (!unsure || start in answers || answers[unsure] === "absent") return start;
  return isCertain(engine, deadline, answers) ? start : unsure;
}

export function isCertain(engine, deadline, answers) {
  const wanted = Object.entries(deadline.when);
  return !wanted.some(([outcome, values]) => canBe(engine, outcome, answers, values, false));
}

export function isShown(engine, deadline, answers) {
  if (!deadline.lost) return isCertain(engine, deadline, answers);
  const wanted = Object.entries(deadline.when);
  return wanted.every(([outcome, values]) => canBe(engine, outcome, answers, values, true));
}

export function moved(day, { values, sign, unit }) {
  const [, length] = values.filter(([since]) => since <= day).at(-1) ?? [];
  return length === undefined || length === null ? null : add(day, sign * length, unit);
}
