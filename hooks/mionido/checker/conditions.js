// The twin of conditions.py, function by function; what they mean is said there. Not known is null.

import { add, span } from "./days.js";

export function anyOf(parts, result) {
  let found = false;
  for (const part of parts) {
    const value = result(part);
    if (value === true) return true;
    if (value === null) found = null;
  }
  return found;
}

export function negate(result) {
  return result === null ? null : !result;
}

export function inside(condition) {
  return condition.not ? [condition.not] : (condition.all ?? condition.any);
}

export function compare(engine, value, condition) {
  if ("is" in condition) return value === condition.is;
  if (condition.in) return condition.in.includes(value);
  if (condition.present || value === "absent") return value !== "absent";
  if ("at_least" in condition) return Number(value) >= condition.at_least;
  const { compared } = engine;
  const seen = compared.get(condition) ?? compared.set(condition, new Map()).get(condition);
  if (!seen.has(value)) {
    const days = spanOf(engine, condition.fact, value);
    const [first, last] = days.map((day) => isOnSide(engine, day, condition));
    seen.set(value, first === last ? first : null);
  }
  return seen.get(value);
}

export function spanOf(engine, fact, answer) {
  const [first, last] = span(answer);
  const isCut = engine.checker.facts[fact]?.past && first <= engine.on && engine.on < last;
  return [first, isCut ? engine.on : last];
}

export function isOnSide(engine, day, condition) {
  if (condition.from) return day >= condition.from;
  if (condition.until) return day <= condition.until;
  if (condition.before) return day < condition.before;
  if (condition.after) return day > condition.after;
  if (condition.ago) return add(day, ...condition.ago) <= engine.on;
  return add(day, ...condition.longer_ago) < engine.on;
}
