// The twin of decide.py, function by function; what they mean is said there.

import { daysBetween } from "./days.js";
import { remembered } from "./engine.js";
import { holds, verdict, waitsFor } from "./rules.js";

export function domain(engine, fact, answers) {
  const known = engine.checker.facts[fact];
  let values = known.domain;
  if (engine.edges[fact]) {
    values = daysBetween(engine.edges[fact], answers[fact]);
    if (known.past) {
      const past = values.filter((day) => day <= engine.on);
      values = past.length ? past : values.slice(0, 1);
    }
    if (known.absent && !(fact in answers)) values.push("absent");
  }
  return values.filter((value) => !contradicts(engine, fact, { ...answers, [fact]: value }));
}

export function contradicts(engine, fact, answers) {
  return Object.values(engine.checker.constraints).some(
    ({ facts, never }) => facts.includes(fact) && holds(engine, never, answers) === true,
  );
}

export function contradictions(engine, answers) {
  const { constraints } = engine.checker;
  const isBroken = (name) => holds(engine, constraints[name].never, answers) === true;
  return Object.keys(constraints).filter(isBroken);
}

export const possible = remembered((engine, outcome, answers) => {
  const value = verdict(engine, outcome, answers);
  if (value !== null) return new Set([value]);
  const fact = waitsFor(engine, outcome, answers);
  const found = new Set();
  for (const answer of domain(engine, fact, answers)) {
    for (const each of possible(engine, outcome, { ...answers, [fact]: answer })) found.add(each);
  }
  return found;
});

export const decide = remembered((engine, outcome, answers) => {
  let value = verdict(engine, outcome, answers);
  if (value !== null) return value;
  const fact = waitsFor(engine, outcome, answers);
  let found = null;
  for (const answer of domain(engine, fact, answers)) {
    value = decide(engine, outcome, { ...answers, [fact]: answer });
    if (value === "unknown" || (found && value !== found)) return "unknown";
    found = value;
  }
  return found ?? "unknown";
});

export const canBe = remembered((engine, outcome, answers, values, wanted) => {
  const value = verdict(engine, outcome, answers);
  if (value !== null) return values.includes(value) === wanted;
  const fact = waitsFor(engine, outcome, answers);
  return domain(engine, fact, answers).some((answer) =>
    canBe(engine, outcome, { ...answers, [fact]: answer }, values, wanted),
  );
});
