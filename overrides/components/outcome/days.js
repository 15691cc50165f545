// The reader's days: the one that comes first, and all of them in a line.

import { dates, isCertain } from "mionido";
import { copyOf, fillIn, lineWith } from "../checker/words.js";

/**
 * Return the days after which a right is lost, and those that belong to what was asked, in order.
 * `days` is a day, the first and last possible one, or "" where it is not known. `safest` is the one to keep to.
 */
export function wantedDays(engine, { answers, goals }) {
  const belongs = (deadline) => Object.keys(deadline.when).some((goal) => goals.includes(goal));
  const found = [];
  for (const [name, days] of Object.entries(dates(engine, answers))) {
    const deadline = engine.checker.deadlines[name];
    if (!belongs(deadline) && !(deadline.lost && days)) continue;
    const safest = days.split("/").at(deadline.opens ? -1 : 0);
    const isOver = Boolean(days) && days.split("/").at(-1) < engine.on;
    const isSure = isCertain(engine, deadline, answers);
    found.push({ name, days, safest, isOver, isSure, ...deadline, isComing: safest >= engine.on });
  }
  return found.sort((a, b) => (a.safest < b.safest ? -1 : 1));
}

/** Show all days: those that are over, today, those that are not known, and those to come. */
export function drawDays(box, days, page) {
  const undated = box.querySelector("[data-undated]");
  box.hidden = !days.length;
  for (const day of days) {
    const line = drawDay(day, page);
    if (day.isOver) box.querySelector("[data-now]").before(line);
    else if (day.days) box.querySelector("ol").append(line);
    else undated.querySelector("ul").append(lineWith(line.querySelector("[data-title]")));
  }
  undated.hidden = !undated.querySelector("ul li");
}

/** Show the day that matters first, with what to do on it. `all` shows all days. */
export function drawNextDay(box, all, days, page) {
  const next = nextOf(days);
  box.hidden = !next;
  if (!next) return;
  if (!next.days) box.append(all.querySelector("[data-undated] p").cloneNode(true));
  else for (const part of PARTS) box.append(drawDay(next, page).querySelector(part));
}

const PARTS = ["[data-when]", "[data-title]", "[data-what]", "[data-flag=between]", "[data-flag=over]", "p[data-flag=maybe]"];

/** Return the first day that is not over; one after which a right is lost goes before all others, also if it is not known. */
function nextOf(days) {
  const over = days.filter((day) => day.isOver);
  const ahead = days.filter((day) => !day.isOver);
  const isLost = (day) => day.lost && day.isSure;
  return (
    ahead.find((day) => day.lost && day.days) ??
    ahead.find((day) => day.lost) ??
    over.findLast(isLost) ??
    ahead[0] ??
    over.at(-1)
  );
}

/** Return a day with its title and what to do. The form of letters stands beside it, because the reader compares the two. */
export function drawDay({ name, days, isOver, isSure }, page) {
  const line = copyOf(`[data-deadline="${name}"]`).firstElementChild;
  const flags = { between: days.includes("/"), over: isOver, maybe: !isSure };
  fillIn(line, days, page);
  for (const flag of line.querySelectorAll("[data-flag]")) flag.hidden = !flags[flag.dataset.flag];
  line.dataset.days = days;
  return line;
}
