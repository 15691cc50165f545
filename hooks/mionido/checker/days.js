// The twin of days.py, function by function; what they mean is said there.

import { daysIn, pad } from "./library.js";

const FREE_DAY = "2000-01-01";

export function isWhole(answer) {
  return answer !== undefined && !(/^\d{4}/.test(answer) && answer.length < 10);
}

export function span(day) {
  if (day.length === 4) return [`${day}-01-01`, `${day}-12-31`];
  if (day.length === 10) return [day, day];
  const [year, month] = day.split("-").map(Number);
  return [`${day}-01`, `${day}-${pad(daysIn(year, month))}`];
}

export function shift(day, days) {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

export function add(day, length, unit) {
  if (unit === "days") return shift(day, length);
  if (unit === "weeks") return shift(day, length * 7);
  const [startYear, startMonth, number] = day.split("-").map(Number);
  const months = startYear * 12 + startMonth - 1 + (unit === "months" ? length : length * 12);
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return `${year}-${pad(month)}-${pad(Math.min(number, daysIn(year, month)))}`;
}

export function edgesOf(fact, on) {
  const ago = fact.ago.map(([length, unit, longer]) => firstNotAgo(on, length, unit, longer));
  return [...new Set([...fact.days, ...ago])].sort();
}

export function firstNotAgo(on, length, unit, longer) {
  const today = shift(on, -longer);
  let day = add(today, -length, unit);
  while (add(day, length, unit) <= today) day = shift(day, 1);
  return day;
}

export function daysBetween(edges, part) {
  if (!part && !edges.length) return [FREE_DAY];
  const [first, last] = part ? span(part) : [shift(edges[0], -1), edges.at(-1)];
  return [first, ...edges.filter((edge) => first < edge && edge <= last)];
}
