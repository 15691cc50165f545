// The twin of ask.py, function by function; what they mean is said there.

import { isCertain, isShown, startOf } from "./deadlines.js";
import { decide, domain } from "./decide.js";
import { matters } from "./explain.js";
import { isLess } from "./library.js";
import { holds } from "./rules.js";

const MOST = 40;

export function nextQuestion(engine, answers, skipped, goals) {
  const { facts, groups } = engine.checker;
  const isOpen = (fact) => !(fact in answers || skipped.includes(fact));
  const mayBe = (fact) => isOpen(fact) && mayAsk(engine, fact, answers);
  const unasked = Object.keys(facts).filter(mayBe);
  for (const group of Object.values(groups)) {
    const wanted = goals.filter((goal) => group.includes(goal));
    const fact =
      pinned(engine, unasked, answers, wanted) ??
      mostWanted(engine, unasked, answers, wanted) ??
      nextDay(engine, unasked, answers, goals, wanted);
    if (fact) return fact;
  }
  return lostDay(engine, unasked, answers);
}

export function mayAsk(engine, fact, answers) {
  const test = engine.checker.facts[fact].asked_if;
  return !test || holds(engine, test, answers) === true;
}

export function pinned(engine, unasked, answers, goals) {
  const isWanted = (fact) => goals.some((goal) => mattersTo(engine, fact, answers, goal));
  return engine.checker.pinned.find((fact) => unasked.includes(fact) && isWanted(fact));
}

export function mattersTo(engine, fact, answers, goal) {
  const { facts } = engine.checker.outcomes[goal];
  return facts.includes(fact) && matters(engine, goal, answers, fact);
}

export function mostWanted(engine, unasked, answers, goals) {
  const { facts, outcomes } = engine.checker;
  const undecided = goals.filter((goal) => decide(engine, goal, answers) === "unknown");
  const goalsOf = (fact) => undecided.filter((goal) => outcomes[goal].open.includes(fact));
  const could = unasked.map((fact) => goalsOf(fact).length);
  let best = null;
  for (const number of [...unasked.keys()].sort((a, b) => could[b] - could[a])) {
    const fact = unasked[number];
    if (!could[number] || (best && could[number] < -best[0])) break;
    const weight = undecided.filter((goal) => mattersTo(engine, fact, answers, goal)).length;
    const rank = [-weight, facts[fact].effort, facts[fact].sensitive, number];
    if (weight && (!best || isLess(rank, best))) best = rank;
  }
  return best && unasked[best.at(-1)];
}

export function nextDay(engine, unasked, answers, goals, group) {
  for (const deadline of Object.values(engine.checker.deadlines)) {
    const outcomes = Object.keys(deadline.when);
    const isWanted = outcomes.every((goal) => goals.includes(goal));
    if (!isWanted || !outcomes.some((goal) => group.includes(goal))) continue;
    const start = startOf(engine, deadline, answers);
    if (unasked.includes(start) && isShown(engine, deadline, answers)) return start;
  }
  return null;
}

export function lostDay(engine, unasked, answers) {
  for (const deadline of Object.values(engine.checker.deadlines)) {
    const { start, lost } = deadline;
    if (lost && unasked.includes(start) && isCertain(engine, deadline, answers)) return start;
  }
  return null;
}

export function questionsLeft(engine, answers, skipped, goals) {
  const walks = [0, 1, 2].map((place) => walkLength(engine, answers, skipped, goals, place));
  return Math.ceil((walks[0] + walks[1] + walks[2]) / walks.length);
}

export function walkLength(engine, answers, skipped, goals, place) {
  const known = { ...answers };
  const passed = [...skipped];
  let count = 0;
  let fact;
  while (count < MOST && (fact = nextQuestion(engine, known, passed, goals))) {
    count += 1;
    for (const [number, each] of togetherWith(engine, fact).entries()) {
      if (each in known) continue;
      const given = domain(engine, each, known);
      const at = Math.floor((given.length * (number ? 2 : place)) / 2);
      if (given.length) known[each] = given[Math.min(at, given.length - 1)];
      else passed.push(each);
    }
  }
  return count;
}

export function togetherWith(engine, fact) {
  const questionOf = (each) => each.split(".")[0];
  return Object.keys(engine.checker.facts).filter((each) => questionOf(each) === questionOf(fact));
}
