// The twin of ask.py, function by function; what they mean is said there.

import { isCertain, isShown } from "./deadlines.js";
import { decide } from "./decide.js";
import { matters } from "./explain.js";
import { isLess } from "./library.js";

export function nextQuestion(engine, answers, skipped, goals) {
  const { facts, pinned } = engine.checker;
  const isUnasked = (fact) => !(fact in answers || skipped.includes(fact));
  const isWanted = (fact) => goals.some((goal) => mattersTo(engine, fact, answers, goal));
  const early = pinned.find((fact) => isUnasked(fact) && isWanted(fact));
  if (early) return early;
  const unasked = Object.keys(facts).filter(isUnasked);
  return mostWanted(engine, unasked, answers, goals) ?? nextDay(engine, unasked, answers, goals);
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

export function nextDay(engine, unasked, answers, goals) {
  for (const deadline of Object.values(engine.checker.deadlines)) {
    const { start, when, lost } = deadline;
    if (!unasked.includes(start)) continue;
    if (lost && isCertain(engine, deadline, answers)) return start;
    const isWanted = Object.keys(when).every((outcome) => goals.includes(outcome));
    if (isWanted && isShown(engine, deadline, answers)) return start;
  }
  return null;
}
