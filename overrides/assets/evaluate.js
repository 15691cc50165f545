// Decides what the rules say about a set of answers. No DOM, no words, no clock.
// The twin of hooks/mionido/checker/evaluate.py, method by method and in the same order; what they mean is said there.
// A classic script, because browsers refuse modules from a page that was opened as a file.

(function (root) {
  "use strict";

  const FREE_DAY = "2000-01-01";

  class Engine {
    constructor(checker, on) {
      this.checker = checker;
      this.on = on;
      this.edges = {};
      for (const [name, fact] of Object.entries(checker.facts)) {
        if (fact.type === "date") this.edges[name] = this.edgesOf(fact);
      }
      this.known = new Map();
      this.compared = new Map();
    }

    holds(test, answers) {
      if (test.all) return both(test.all, (part) => this.holds(part, answers));
      if (test.any) return negate(both(test.any, (part) => negate(this.holds(part, answers))));
      if (test.not) return negate(this.holds(test.not, answers));
      const value = test.outcome ? this.verdict(test.outcome, answers) : (answers[test.fact] ?? null);
      return value === null ? null : this.compare(value, test);
    }

    compare(value, test) {
      if ("is" in test) return value === test.is;
      if (test.in) return test.in.includes(value);
      if (test.present || value === "absent") return value !== "absent";
      const seen = this.compared.get(test) ?? this.compared.set(test, new Map()).get(test);
      if (!seen.has(value)) {
        const [low, high] = span(value).map((day) => this.isOnSide(day, test));
        seen.set(value, low === high ? low : null);
      }
      return seen.get(value);
    }

    isOnSide(day, test) {
      if (test.from) return day >= test.from;
      if (test.until) return day <= test.until;
      if (test.before) return day < test.before;
      if (test.after) return day > test.after;
      return test.ago ? add(day, ...test.ago) <= this.on : add(day, ...test.longer_ago) < this.on;
    }

    applies(name, answers) {
      const rule = this.checker.rules[name];
      if (this.on < rule.from || (rule.until && this.on > rule.until)) return false;
      const parts = [() => this.holds(rule.when, answers)];
      for (const other of rule.unless) parts.push(() => negate(this.applies(other, answers)));
      return both(parts, (part) => part());
    }

    verdict(outcome, answers) {
      return this.remember("verdict", outcome, answers, () => this.findVerdict(outcome, answers));
    }

    findVerdict(outcome, answers) {
      const asked = this.checker.outcomes[outcome];
      if (this.on < asked.from) return "no_version";
      const scope = asked.scope ? this.holds(asked.scope, answers) : true;
      if (!scope) return scope === false ? "not_applicable" : null;
      const results = asked.rules.map((name) => this.applies(name, answers));
      const first = results.indexOf(true);
      if (first >= 0) return this.checker.rules[asked.rules[first]].value;
      return results.includes(null) ? null : (asked.otherwise ?? "no_version");
    }

    waitsFor(outcome, answers) {
      const { scope, rules } = this.checker.outcomes[outcome];
      if (scope && this.holds(scope, answers) === null) return this.openFact(scope, answers);
      return this.openFactOfRule(rules.find((name) => this.applies(name, answers) === null), answers);
    }

    openFactOfRule(name, answers) {
      const rule = this.checker.rules[name];
      if (this.holds(rule.when, answers) === null) return this.openFact(rule.when, answers);
      return this.openFactOfRule(rule.unless.find((each) => this.applies(each, answers) === null), answers);
    }

    openFact(test, answers) {
      const inside = test.all || test.any || (test.not && [test.not]);
      if (inside) return this.openFact(inside.find((each) => this.holds(each, answers) === null), answers);
      return test.outcome ? this.waitsFor(test.outcome, answers) : test.fact;
    }

    domain(fact, answers) {
      const known = this.checker.facts[fact];
      let values = known.domain;
      if (this.edges[fact]) {
        values = this.days(fact, answers[fact]);
        if (known.absent && !(fact in answers)) values.push("absent");
      }
      return values.filter((value) => !this.contradicts(fact, { ...answers, [fact]: value }));
    }

    days(fact, part) {
      const edges = this.edges[fact];
      const whole = [edges.length ? shift(edges[0], -1) : FREE_DAY, edges.at(-1) ?? ""];
      const [first, last] = part ? span(part) : whole;
      const days = [first, ...edges.filter((edge) => first < edge && edge <= last)];
      if (!this.checker.facts[fact].past) return days;
      const past = days.filter((day) => day <= this.on);
      return past.length ? past : [first];
    }

    contradicts(fact, answers) {
      return Object.values(this.checker.constraints).some(
        ({ facts, never }) => facts.includes(fact) && this.holds(never, answers) === true,
      );
    }

    contradictions(answers) {
      const { constraints } = this.checker;
      return Object.keys(constraints).filter((name) => this.holds(constraints[name].never, answers) === true);
    }

    possible(outcome, answers) {
      return this.remember("possible", outcome, answers, () => this.findPossible(outcome, answers));
    }

    findPossible(outcome, answers) {
      const value = this.verdict(outcome, answers);
      if (value !== null) return new Set([value]);
      const fact = this.waitsFor(outcome, answers);
      const each = this.domain(fact, answers).map((answer) => this.possible(outcome, { ...answers, [fact]: answer }));
      return new Set(each.flatMap((values) => [...values]));
    }

    decide(outcome, answers) {
      return this.remember("decide", outcome, answers, () => this.findDecided(outcome, answers));
    }

    findDecided(outcome, answers) {
      const value = this.verdict(outcome, answers);
      if (value !== null) return value;
      const fact = this.waitsFor(outcome, answers);
      let found = null;
      for (const answer of this.domain(fact, answers)) {
        const each = this.decide(outcome, { ...answers, [fact]: answer });
        if (each === "unknown" || each !== (found ?? each)) return "unknown";
        found = each;
      }
      return found ?? "unknown";
    }

    matters(fact, outcome, answers) {
      return this.remember(`matters ${fact}`, outcome, answers, () => this.findMatters(fact, outcome, answers));
    }

    findMatters(fact, outcome, answers) {
      if (!Object.keys(answers).length) return this.checker.outcomes[outcome].open.includes(fact);
      if (this.decide(outcome, answers) !== "unknown") return false;
      const completed = this.domain(fact, answers).map((answer) => ({ ...answers, [fact]: answer }));
      const values = completed.map((each) => this.verdict(outcome, each));
      if (!values.includes(null)) return new Set(values).size > 1;
      const other = this.waitsFor(outcome, completed[values.indexOf(null)]);
      return this.domain(other, answers).some((answer) => this.matters(fact, outcome, { ...answers, [other]: answer }));
    }

    missing(outcome, answers) {
      const { facts } = this.checker.outcomes[outcome];
      return facts.filter((fact) => !isWhole(answers[fact]) && this.matters(fact, outcome, answers));
    }

    because(outcome, answers) {
      const value = this.decide(outcome, answers);
      if (value === "unknown") return [];
      const facts = this.checker.outcomes[outcome].facts.filter((fact) => fact in answers);
      for (let number = 0; number < facts.length; number++) {
        for (const some of combinations(facts, number)) {
          if (this.decide(outcome, Object.fromEntries(some.map((fact) => [fact, answers[fact]]))) === value) return some;
        }
      }
      return facts;
    }

    basis(outcome, answers) {
      const value = this.decide(outcome, answers);
      const rules = this.checker.outcomes[outcome].rules.filter((name) => this.checker.rules[name].value === value);
      const results = rules.map((name) => [name, this.applies(name, answers)]);
      const certain = results.filter(([, result]) => result).map(([name]) => name);
      return certain.length ? certain : rules.filter((name) => this.canApply(name, outcome, answers));
    }

    canApply(rule, outcome, answers) {
      return this.remember(`can apply ${rule}`, outcome, answers, () => this.findCanApply(rule, outcome, answers));
    }

    findCanApply(rule, outcome, answers) {
      const result = this.applies(rule, answers);
      if (result !== null) return result;
      const fact = this.openFactOfRule(rule, answers);
      return this.domain(fact, answers).some((each) => this.canApply(rule, outcome, { ...answers, [fact]: each }));
    }

    nextQuestion(answers, skipped, goals) {
      const { facts, pinned } = this.checker;
      const isOpen = (fact) => !(fact in answers || skipped.includes(fact));
      const matterTo = (fact) => (goal) =>
        this.checker.outcomes[goal].facts.includes(fact) && this.matters(fact, goal, answers);
      const early = pinned.find((fact) => isOpen(fact) && goals.some(matterTo(fact)));
      if (early) return early;
      return this.mostWanted(Object.keys(facts).filter(isOpen), answers, goals) ?? this.nextDay(answers, skipped, goals);
    }

    mostWanted(open, answers, goals) {
      const { facts, outcomes } = this.checker;
      const undecided = goals.filter((goal) => this.decide(goal, answers) === "unknown");
      const could = open.map((fact) => undecided.filter((goal) => outcomes[goal].open.includes(fact)).length);
      let best = null;
      for (const number of open.map((_, each) => each).sort((a, b) => could[b] - could[a] || a - b)) {
        const fact = open[number];
        if (!could[number] || (best && could[number] < -best[0])) break;
        const weight = undecided.filter((goal) => outcomes[goal].facts.includes(fact) && this.matters(fact, goal, answers));
        const rank = [-weight.length, facts[fact].effort, facts[fact].sensitive, number];
        if (weight.length && (!best || isLess(rank, best))) best = rank;
      }
      return best && open[best[3]];
    }

    nextDay(answers, skipped, goals) {
      const { deadlines, facts } = this.checker;
      for (const deadline of Object.values(deadlines)) {
        const { start, when, lost } = deadline;
        if (!(start in facts) || start in answers || skipped.includes(start)) continue;
        const isWanted = Object.keys(when).every((outcome) => goals.includes(outcome));
        const isAtStake = lost && this.isCertain(deadline, answers);
        if (isAtStake || (isWanted && this.isShown(deadline, answers))) return start;
      }
      return null;
    }

    dates(answers) {
      const found = {};
      for (const [name, deadline] of Object.entries(this.checker.deadlines)) {
        const start = found[deadline.start] ?? answers[deadline.start] ?? "absent";
        if (start === "absent" || !this.isShown(deadline, answers)) continue;
        const days = (start.includes("/") ? start.split("/") : span(start)).map((day) => moved(day, deadline));
        if (!days.includes(null)) found[name] = [...new Set(days)].join("/");
      }
      return found;
    }

    isCertain({ when }, answers) {
      return Object.entries(when).every(([outcome, values]) => values.includes(this.decide(outcome, answers)));
    }

    isShown(deadline, answers) {
      if (!deadline.lost) return this.isCertain(deadline, answers);
      const can = ([outcome, values]) => values.some((value) => this.possible(outcome, answers).has(value));
      return Object.entries(deadline.when).every(can);
    }

    edgesOf(fact) {
      const ago = fact.ago.map((length) => this.firstNotAgo(...length));
      return [...new Set([...fact.days, ...ago])].sort();
    }

    firstNotAgo(length, unit, longer) {
      const today = shift(this.on, -longer);
      let day = add(today, -length, unit);
      while (add(day, length, unit) <= today) day = shift(day, 1);
      while (add(shift(day, -1), length, unit) > today) day = shift(day, -1);
      return day;
    }

    // Days between which no rule turns are remembered as one.
    group(fact, answer) {
      const isDay = answer.length === 10 && this.edges[fact];
      return isDay ? this.edges[fact].filter((edge) => edge <= answer).length : answer;
    }

    remember(what, outcome, answers, work) {
      let key = `${what}|${outcome}`;
      for (const fact of this.checker.outcomes[outcome].facts) key += `|${this.group(fact, answers[fact] ?? "")}`;
      if (!this.known.has(key)) this.known.set(key, work());
      return this.known.get(key);
    }
  }

  function both(parts, result) {
    let unknown = false;
    for (const part of parts) {
      const value = result(part);
      if (value === false) return false;
      unknown ||= value === null;
    }
    return unknown ? null : true;
  }

  function negate(result) {
    return result === null ? null : !result;
  }

  function isLess(one, other) {
    const at = one.findIndex((value, place) => value !== other[place]);
    return at >= 0 && one[at] < other[at];
  }

  function isWhole(answer) {
    return answer !== undefined && !(/^\d{4}/.test(answer) && answer.length < 10);
  }

  function span(day) {
    if (day.length === 4) return [`${day}-01-01`, `${day}-12-31`];
    if (day.length === 7) return [`${day}-01`, `${day}-${pad(daysIn(...day.split("-").map(Number)))}`];
    return [day, day];
  }

  function moved(day, { values, sign, unit }) {
    const length = values.filter(([since]) => since <= day).map(([, value]) => value).at(-1);
    return length === undefined || length === null ? null : add(day, sign * length, unit);
  }

  function add(day, length, unit) {
    if (unit === "days" || unit === "weeks") return shift(day, length * (unit === "weeks" ? 7 : 1));
    const [startYear, startMonth, number] = day.split("-").map(Number);
    const months = startYear * 12 + startMonth - 1 + (unit === "years" || unit === "age" ? length * 12 : length);
    const year = Math.floor(months / 12);
    const month = months - year * 12 + 1;
    return isoDay(year, month, Math.min(number, daysIn(year, month)));
  }

  function shift(day, days) {
    const moved = new Date(`${day}T00:00:00Z`);
    moved.setUTCDate(moved.getUTCDate() + days);
    return moved.toISOString().slice(0, 10);
  }

  function daysIn(year, month) {
    return new Date(Date.UTC(year, month, 0)).getUTCDate();
  }

  function pad(number) {
    return String(number).padStart(2, "0");
  }

  /** Return "YYYY-MM-DD", "YYYY-MM" or "YYYY" for what is known of a day, or null where the calendar has no such day. */
  function isoDay(year, month, day) {
    if (!(year >= 1900 && year <= 2999) || (day && !month)) return null;
    if (!month) return String(year);
    if (!(month >= 1 && month <= 12)) return null;
    if (!day) return `${year}-${pad(month)}`;
    return day >= 1 && day <= daysIn(year, month) ? `${year}-${pad(month)}-${pad(day)}` : null;
  }

  function* combinations(list, number, from = 0) {
    if (number === 0) yield [];
    else for (let i = from; i <= list.length - number; i++)
      for (const rest of combinations(list, number - 1, i + 1)) yield [list[i], ...rest];
  }

  root.mionido = { Engine, add, isoDay, span, isWhole };
})(globalThis);
