// The twin of explain.py, function by function; what they mean is said there.

import { isWhole } from "./days.js";
import { decide, domain } from "./decide.js";
import { remembered } from "./engine.js";
import { combinations } from "./library.js";
import { applies, openFactOfRule, verdict, waitsFor } from "./rules.js";

export function missing(engine, outcome, answers) {
  const { facts } = engine.checker.outcomes[outcome];
  return facts.filter((fact) => !isWhole(answers[fact]) && matters(engine, outcome, answers, fact));
}

export const matters = remembered((engine, outcome, answers, fact) => {
  if (!Object.keys(answers).length) return engine.checker.outcomes[outcome].open.includes(fact);
  if (decide(engine, outcome, answers) !== "unknown") return false;
  const completed = domain(engine, fact, answers).map((answer) => ({ ...answers, [fact]: answer }));
  const values = completed.map((each) => verdict(engine, outcome, each));
  if (!values.includes(null)) return new Set(values).size > 1;
  const other = waitsFor(engine, outcome, completed[values.indexOf(null)]);
  return domain(engine, other, answers).some((answer) =>
    matters(engine, outcome, { ...answers, [other]: answer }, fact),
  );
});

export function because(engine, outcome, answers) {
  const value = decide(engine, outcome, answers);
  if (value === "unknown") return [];
  const facts = engine.checker.outcomes[outcome].facts.filter((fact) => fact in answers);
  for (let number = 0; number < facts.length; number++) {
    for (const some of combinations(facts, number)) {
      const known = Object.fromEntries(some.map((fact) => [fact, answers[fact]]));
      if (decide(engine, outcome, known) === value) return some;
    }
  }
  return facts;
}

export function basis(engine, outcome, answers) {
  const value = decide(engine, outcome, answers);
  const { outcomes, rules: all } = engine.checker;
  const rules = outcomes[outcome].rules.filter((name) => all[name].value === value);
  const certain = rules.filter((name) => applies(engine, name, answers));
  if (certain.length) return certain;
  return rules.filter((name) => canApply(engine, outcome, answers, name));
}

export const canApply = remembered((engine, outcome, answers, rule) => {
  const result = applies(engine, rule, answers);
  if (result !== null) return result;
  const fact = openFactOfRule(engine, rule, answers);
  return domain(engine, fact, answers).some((answer) =>
    canApply(engine, outcome, { ...answers, [fact]: answer }, rule),
  );
});
