// Decide what the rules say about a set of answers.
// Mirrors hooks/mionido/checker/evaluate.py, function by function; tests hold the two side by side.
// A plain script, not a module: a page opened from a memory card or a mail runs it too.

(function (root) {
  "use strict";

  /** Return true, false, or null when these steps cannot tell. */
  function holds(test, checker, answers, on) {
    if (test.all) return every(test.all, (part) => holds(part, checker, answers, on));
    if (test.any) return negate(every(test.any, (part) => negate(holds(part, checker, answers, on))));
    if (test.not) return negate(holds(test.not, checker, answers, on));
    if (test.outcome) return compare(verdict(test.outcome, checker, answers, on), test);
    return compare(answers[test.fact] ?? null, test);
  }

  function compare(value, test) {
    if (value === null) return null;
    if (test.is !== undefined) return value === test.is;
    if (test.in) return test.in.includes(value);
    if (value === "absent") return false;
    if (test.from) return value >= test.from;
    if (test.until) return value <= test.until;
    if (test.before) return value < test.before;
    if (test.after) return value > test.after;
    return true; // present
  }

  /** Return false if `of` is false for one item, else null if it is null for one, else true. */
  function every(items, of) {
    let result = true;
    for (const item of items) {
      const one = of(item);
      if (one === false) return false;
      if (one === null) result = null;
    }
    return result;
  }

  function negate(result) {
    return result === null ? null : !result;
  }

  /** Return whether a rule is in force, holds, and is not set aside by an exception. */
  function applies(name, checker, answers, on) {
    const rule = checker.rules[name];
    if (on < rule.from || (rule.until && on > rule.until)) return false;
    const held = holds(rule.when, checker, answers, on);
    if (held === false) return false;
    const free = every(rule.unless, (other) => negate(applies(other, checker, answers, on)));
    return free && held;
  }

  /** Return the outcome's value where the rules settle it directly, else null. */
  function verdict(outcome, checker, answers, on) {
    const asked = checker.outcomes[outcome];
    if (on < asked.from) return "no_version";
    const scope = asked.scope ? holds(asked.scope, checker, answers, on) : true;
    if (!scope) return scope === false ? "not_applicable" : null;
    let waits = false;
    for (const name of asked.rules) {
      const result = applies(name, checker, answers, on);
      if (result) return checker.rules[name].value;
      waits = waits || result === null;
    }
    return waits ? null : asked.otherwise || "no_version";
  }

  /** Return a missing fact that could settle more, where `verdict` is null. */
  function waitsFor(outcome, checker, answers, on) {
    const { scope, rules } = checker.outcomes[outcome];
    if (scope && holds(scope, checker, answers, on) === null) return openFact(scope, checker, answers, on);
    return openFactOfRule(rules.find((r) => applies(r, checker, answers, on) === null), checker, answers, on);
  }

  function openFactOfRule(name, checker, answers, on) {
    const rule = checker.rules[name];
    if (holds(rule.when, checker, answers, on) === null) return openFact(rule.when, checker, answers, on);
    const other = rule.unless.find((each) => applies(each, checker, answers, on) === null);
    return openFactOfRule(other, checker, answers, on);
  }

  function openFact(test, checker, answers, on) {
    const inside = test.all || test.any || (test.not && [test.not]);
    if (inside) {
      const part = inside.find((each) => holds(each, checker, answers, on) === null);
      return openFact(part, checker, answers, on);
    }
    return test.outcome ? waitsFor(test.outcome, checker, answers, on) : test.fact;
  }

  /** Return every value the outcome can still have, whatever the missing answers turn out to be. */
  function possible(outcome, checker, answers, on) {
    const value = verdict(outcome, checker, answers, on);
    if (value !== null) return new Set([value]);
    const fact = waitsFor(outcome, checker, answers, on);
    const values = new Set();
    for (const answer of checker.facts[fact].domain) {
      for (const each of possible(outcome, checker, { ...answers, [fact]: answer }, on)) values.add(each);
    }
    return values;
  }

  /** Return the outcome's one possible value, or "unknown". */
  function decide(outcome, checker, answers, on) {
    const values = possible(outcome, checker, answers, on);
    return values.size === 1 ? [...values][0] : "unknown";
  }

  /** Return whether two ways to complete the answers differ only in `fact` and in the outcome. */
  function matters(fact, outcome, checker, answers, on) {
    if (possible(outcome, checker, answers, on).size === 1) return false;
    const completed = checker.facts[fact].domain.map((answer) => ({ ...answers, [fact]: answer }));
    const values = completed.map((each) => verdict(outcome, checker, each, on));
    if (!values.includes(null)) return new Set(values).size > 1;
    const other = waitsFor(outcome, checker, completed[values.indexOf(null)], on);
    return checker.facts[other].domain.some((answer) =>
      matters(fact, outcome, checker, { ...answers, [other]: answer }, on),
    );
  }

  /** Return the facts without an answer that can still change the outcome. */
  function missing(outcome, checker, answers, on) {
    return checker.outcomes[outcome].facts.filter(
      (fact) => !(fact in answers) && matters(fact, outcome, checker, answers, on),
    );
  }

  /** Return facts whose answers alone are enough for this value; none can be left out. */
  function because(outcome, checker, answers, on) {
    const value = decide(outcome, checker, answers, on);
    if (value === "unknown") return [];
    let reason = Object.fromEntries(
      checker.outcomes[outcome].facts.filter((fact) => fact in answers).map((fact) => [fact, answers[fact]]),
    );
    for (const fact of Object.keys(reason).reverse()) {
      const { [fact]: _, ...fewer } = reason;
      const values = possible(outcome, checker, fewer, on);
      if (values.size === 1 && values.has(value)) reason = fewer;
    }
    return Object.keys(reason);
  }

  /** Return the rules that give the outcome its value; none where it follows from no rule at all. */
  function basis(outcome, checker, answers, on) {
    const value = decide(outcome, checker, answers, on);
    const rules = checker.outcomes[outcome].rules.filter((name) => checker.rules[name].value === value);
    const results = rules.map((name) => [name, applies(name, checker, answers, on)]);
    const certain = results.filter(([, result]) => result).map(([name]) => name);
    return certain.length ? certain : results.filter(([, result]) => result === null).map(([name]) => name);
  }

  /** Return the first fact that is neither answered nor skipped and can still change an outcome. */
  function nextQuestion(checker, answers, skipped, on) {
    for (const fact of Object.keys(checker.facts)) {
      if (fact in answers || skipped.includes(fact)) continue;
      for (const [name, outcome] of Object.entries(checker.outcomes)) {
        if (outcome.facts.includes(fact) && matters(fact, name, checker, answers, on)) return fact;
      }
    }
    return null;
  }

  /** Return each deadline whose outcomes have the values it asks for, as "YYYY-MM-DD". */
  function dates(checker, answers, on) {
    const found = {};
    for (const [name, deadline] of Object.entries(checker.deadlines)) {
      const start = answers[deadline.start] ?? "absent";
      const wanted = Object.entries(deadline.when);
      if (start === "absent" || wanted.some(([o, v]) => decide(o, checker, answers, on) !== v)) continue;
      const length = deadline.values.filter(([since]) => since <= start).map(([, value]) => value).at(-1);
      if (length !== undefined && length !== null) found[name] = add(start, length, deadline.unit);
    }
    return found;
  }

  /** Return the day `length` months or years later; the last day of a month that is too short. */
  function add(day, length, unit) {
    const [startYear, startMonth, number] = day.split("-").map(Number);
    const months = startYear * 12 + startMonth - 1 + (unit === "years" ? length * 12 : length);
    const year = Math.floor(months / 12);
    const month = (months % 12) + 1;
    return isoDay(year, month, Math.min(number, daysIn(year, month)));
  }

  function daysIn(year, month) {
    const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  }

  /** Return "YYYY-MM-DD", or null where the calendar has no such day. */
  function isoDay(year, month, day) {
    const exists = year >= 1900 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
    if (!exists) return null;
    return [String(year), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
  }

  root.mionido = { holds, verdict, possible, decide, matters, missing, because, basis, nextQuestion, dates, add, isoDay };
})(globalThis);
