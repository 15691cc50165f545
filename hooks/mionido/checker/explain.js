// The twin of explain.py, function by function; what they mean is said there.

import { isWhole } from "./days.js";
import { decide, domain } from "./decide.js";
import { remembered } from "./engine.js";
import { applies, openFactOfRule, verdict, waitsFor } from "./rules.js";

export function missing(engine, outcome, answers) {
  const { facts } = engine.checker.outcomes[outcome];
  const isMissing = (fact) => !isKnown(engine, fact, answers) && matters(engine, outcome, answers, fact);
  return facts.filter(isMissing);
}

export function isKnown(engine, fact, answers) {
  return fact in answers && (!(fact in engine.edges) || isWhole(answers[fact]));
}

export const matters = remembered((engine, outcome, answers, fact) => {
  if (!Object.keys(answers).length) return engine.checker.outcomes[outcome].open.includes(fact);
  if (!waitsFor(engine, outcome, answers, fact)) return false;
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
  let needed = engine.checker.outcomes[outcome].facts.filter((fact) => fact in answers);
  for (const fact of [...needed].reverse()) {
    const fewer = needed.filter((each) => each !== fact);
    const known = Object.fromEntries(fewer.map((each) => [each, answers[each]]));
    if (decide(engine, outcome, known) === value) needed = fewer;
  }
  return needed;
}

export function basis(engine, outcome, answers) {
  const value = decide(engine, outcome, answers);
  const { outcomes, rules: all } = engine.checker;
  const names = outcomes[outcome].rules.filter((name) => !engine.lapsed.includes(name));
  const rules = names.filter((name) => all[name].value === value);
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
