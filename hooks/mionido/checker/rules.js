// The twin of rules.py, function by function; what they mean is said there.

import { anyOf, compare, inside, negate } from "./conditions.js";
import { remembered } from "./engine.js";

export function holds(engine, condition, answers) {
  if (condition.fact) {
    const answer = answers[condition.fact] ?? null;
    return answer === null ? null : compare(engine, answer, condition);
  }
  if (condition.all) return joined(engine, condition.all, answers, false);
  if (condition.any) return joined(engine, condition.any, answers, true);
  if (condition.not) return negate(holds(engine, condition.not, answers));
  const value = verdict(engine, condition.outcome, answers);
  return value === null ? null : compare(engine, value, condition);
}

export function joined(engine, parts, answers, decisive) {
  let found = !decisive;
  for (const part of parts) {
    const result = holds(engine, part, answers);
    if (result === decisive) return decisive;
    if (result === null) found = null;
  }
  return found;
}

export function applies(engine, name, answers) {
  if (engine.followed.includes(name)) return false;
  const rule = engine.checker.rules[name];
  const held = holds(engine, rule.when, answers);
  if (held === false || !rule.unless.length) return held;
  const setAside = anyOf(rule.unless, (other) => applies(engine, other, answers));
  return setAside === false ? held : negate(setAside);
}

export const verdict = remembered((engine, outcome, answers) => {
  const asked = engine.checker.outcomes[outcome];
  if (engine.on < asked.from) return "no_version";
  const scope = asked.scope ? holds(engine, asked.scope, answers) : true;
  if (!scope) return scope === false ? "not_applicable" : null;
  const results = asked.rules.map((name) => applies(engine, name, answers));
  const held = asked.rules.filter((_, place) => results[place]);
  const known = held.find((name) => !engine.lapsed.includes(name));
  if (known) return engine.checker.rules[known].value;
  if (results.includes(null)) return null;
  return held.length ? "no_version" : (asked.otherwise ?? "no_version");
});

export function waitsFor(engine, outcome, answers, only) {
  const asked = engine.checker.outcomes[outcome];
  const first = asked.scope && openFact(engine, asked.scope, answers, only);
  return asked.rules.reduce((found, name) => found || openFactOfRule(engine, name, answers, only), first);
}

export function openFactOfRule(engine, name, answers, only) {
  if (applies(engine, name, answers) !== null) return null;
  const rule = engine.checker.rules[name];
  const first = openFact(engine, rule.when, answers, only);
  return rule.unless.reduce((found, each) => found || openFactOfRule(engine, each, answers, only), first);
}

export function openFact(engine, condition, answers, only) {
  if (holds(engine, condition, answers) !== null) return null;
  const parts = inside(condition);
  if (parts) return parts.reduce((found, part) => found || openFact(engine, part, answers, only), null);
  if (condition.outcome) return waitsFor(engine, condition.outcome, answers, only);
  return only && only !== condition.fact ? null : condition.fact;
}
