"""Decide what the rules say about a set of answers: the reference.

overrides/assets/evaluate.js does the same, method by method and in the same order. Both read the data of export.py.

An answer is an id, "yes" or "no", "absent", or a day: "2023-06-15". Of a day only the month or year may be known,
"2023-06" or "2023"; it is then any day in it. An answer that is not there is not known. A result is worked out over
everything the answers can still be, so "unknown" is said only if two completions really disagree.
"""

import calendar
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain, combinations
from typing import Any

Answers = Mapping[str, str]
Test = Mapping[str, Any]
FREE_DAY = "2000-01-01"  # stands for every day where no rule compares with a date


class Engine:
    """The rules as they are in force on one day, with a memory of what has been worked out."""

    def __init__(self, checker: Mapping[str, Any], on: str) -> None:
        """Take the data of export.py and a day as "YYYY-MM-DD"."""
        self.checker = checker
        self.on = on
        self.edges = {name: self._edges_of(fact) for name, fact in checker["facts"].items() if fact["type"] == "date"}
        self._known: dict[tuple, Any] = {}
        self._compared: dict[tuple[str, int], bool | None] = {}

    def holds(self, test: Test, answers: Answers) -> bool | None:
        """Return whether a condition holds for these answers, or None if these steps cannot tell."""
        if "all" in test:
            return both(self.holds(part, answers) for part in test["all"])
        if "any" in test:
            return negate(both(negate(self.holds(part, answers)) for part in test["any"]))
        if "not" in test:
            return negate(self.holds(test["not"], answers))
        value = self.verdict(test["outcome"], answers) if "outcome" in test else answers.get(test["fact"])
        return None if value is None else self.compare(value, test)

    def compare(self, value: str, test: Test) -> bool | None:
        """Apply one comparison; nothing is before or after an absent date, and part of a date may leave it open."""
        if "is" in test:
            return value == test["is"]
        if "in" in test:
            return value in test["in"]
        if "present" in test or value == "absent":
            return value != "absent"
        key = (value, id(test))
        if key not in self._compared:
            low, high = (self._is_on_side(day, test) for day in span(value))
            self._compared[key] = low if low == high else None
        return self._compared[key]

    def _is_on_side(self, day: str, test: Test) -> bool:
        if "from" in test:
            return day >= test["from"]
        if "until" in test:
            return day <= test["until"]
        if "before" in test:
            return day < test["before"]
        if "after" in test:
            return day > test["after"]
        if "ago" in test:
            return add(day, *test["ago"]) <= self.on
        return add(day, *test["longer_ago"]) < self.on

    def applies(self, name: str, answers: Answers) -> bool | None:
        """Return whether a rule is in force, holds, and is not set aside by one of its exceptions."""
        rule = self.checker["rules"][name]
        if self.on < rule["from"] or (rule["until"] and self.on > rule["until"]):
            return False
        exceptions = (negate(self.applies(other, answers)) for other in rule["unless"])
        return both(chain([self.holds(rule["when"], answers)], exceptions))

    def verdict(self, outcome: str, answers: Answers) -> str | None:
        """Return the outcome's value where the rules settle it directly, else None."""
        return self._remember("verdict", outcome, answers, self._verdict)

    def _verdict(self, outcome: str, answers: Answers) -> str | None:
        asked = self.checker["outcomes"][outcome]
        if self.on < asked["from"]:
            return "no_version"
        scope = self.holds(asked["scope"], answers) if asked["scope"] else True
        if not scope:
            return "not_applicable" if scope is False else None
        results = {name: self.applies(name, answers) for name in asked["rules"]}
        for name, result in results.items():
            if result:
                return self.checker["rules"][name]["value"]
        return None if None in results.values() else (asked["otherwise"] or "no_version")

    def waits_for(self, outcome: str, answers: Answers) -> str:
        """Return a missing fact that could settle more, where `verdict` is None."""
        asked = self.checker["outcomes"][outcome]
        scope = asked["scope"]
        if scope and self.holds(scope, answers) is None:
            return self.open_fact(scope, answers)
        rule = next(name for name in asked["rules"] if self.applies(name, answers) is None)
        return self.open_fact_of_rule(rule, answers)

    def open_fact_of_rule(self, name: str, answers: Answers) -> str:
        """Return a missing fact that could settle whether a rule applies."""
        rule = self.checker["rules"][name]
        if self.holds(rule["when"], answers) is None:
            return self.open_fact(rule["when"], answers)
        other = next(each for each in rule["unless"] if self.applies(each, answers) is None)
        return self.open_fact_of_rule(other, answers)

    def open_fact(self, test: Test, answers: Answers) -> str:
        """Return a missing fact that could settle whether a condition holds."""
        inside = test.get("all") or test.get("any") or ([test["not"]] if "not" in test else None)
        if inside:
            return self.open_fact(next(each for each in inside if self.holds(each, answers) is None), answers)
        return self.waits_for(test["outcome"], answers) if "outcome" in test else test["fact"]

    def domain(self, fact: str, answers: Answers) -> list[str]:
        """Return one answer for each group of answers to this fact that all rules treat alike and that can be."""
        known = self.checker["facts"][fact]
        values = known["domain"]
        if fact in self.edges:
            values = self._days(fact, answers.get(fact))
            values += ["absent"] if known["absent"] and fact not in answers else []
        return [value for value in values if not self._contradicts(fact, {**answers, fact: value})]

    def _days(self, fact: str, part: str | None) -> list[str]:
        """Return the first of the days between each two on which a comparison changes its mind."""
        edges = self.edges[fact]
        first, last = span(part) if part else (shift(edges[0], -1) if edges else FREE_DAY, edges[-1] if edges else "")
        days = [first, *(edge for edge in edges if first < edge <= last)]
        return [day for day in days if day <= self.on] or days[:1] if self.checker["facts"][fact]["past"] else days

    def _contradicts(self, fact: str, answers: Answers) -> bool:
        never = (each["never"] for each in self.checker["constraints"].values() if fact in each["facts"])
        return any(self.holds(test, answers) is True for test in never)

    def contradictions(self, answers: Answers) -> list[str]:
        """Return the constraints that these answers break."""
        found = self.checker["constraints"].items()
        return [name for name, each in found if self.holds(each["never"], answers) is True]

    def possible(self, outcome: str, answers: Answers) -> frozenset[str]:
        """Return every value the outcome can still have, whatever the missing answers turn out to be."""
        return self._remember("possible", outcome, answers, self._possible)

    def _possible(self, outcome: str, answers: Answers) -> frozenset[str]:
        value = self.verdict(outcome, answers)
        if value is not None:
            return frozenset([value])
        fact = self.waits_for(outcome, answers)
        each = (self.possible(outcome, {**answers, fact: answer}) for answer in self.domain(fact, answers))
        return frozenset(chain.from_iterable(each))

    def decide(self, outcome: str, answers: Answers) -> str:
        """Return the outcome's one possible value, or 'unknown'."""
        return self._remember("decide", outcome, answers, self._decide)

    def _decide(self, outcome: str, answers: Answers) -> str:
        """Go through the missing answers until two values differ, which is mostly soon."""
        value = self.verdict(outcome, answers)
        if value is not None:
            return value
        fact = self.waits_for(outcome, answers)
        found = None
        for answer in self.domain(fact, answers):
            each = self.decide(outcome, {**answers, fact: answer})
            if each == "unknown" or each != (found or each):
                return "unknown"
            found = each
        return found or "unknown"

    def matters(self, fact: str, outcome: str, answers: Answers) -> bool:
        """Return whether two ways to complete the answers differ only in `fact` and in the outcome."""
        return self._remember(f"matters {fact}", outcome, answers, lambda o, a: self._matters(fact, o, a))

    def _matters(self, fact: str, outcome: str, answers: Answers) -> bool:
        if not answers:
            return fact in self.checker["outcomes"][outcome]["open"]
        if self.decide(outcome, answers) != "unknown":
            return False
        completed = [{**answers, fact: answer} for answer in self.domain(fact, answers)]
        values = [self.verdict(outcome, each) for each in completed]
        if None not in values:
            return len(set(values)) > 1
        other = self.waits_for(outcome, completed[values.index(None)])
        return any(self.matters(fact, outcome, {**answers, other: answer}) for answer in self.domain(other, answers))

    def missing(self, outcome: str, answers: Answers) -> list[str]:
        """Return the facts without a whole answer that can still change the outcome."""
        facts = self.checker["outcomes"][outcome]["facts"]
        return [fact for fact in facts if not is_whole(answers.get(fact)) and self.matters(fact, outcome, answers)]

    def because(self, outcome: str, answers: Answers) -> list[str]:
        """Return the fewest facts whose answers alone are enough for this value."""
        value = self.decide(outcome, answers)
        if value == "unknown":
            return []
        facts = [fact for fact in self.checker["outcomes"][outcome]["facts"] if fact in answers]
        for number in range(len(facts) + 1):
            for some in combinations(facts, number):
                if self.decide(outcome, {fact: answers[fact] for fact in some}) == value:
                    return list(some)
        return facts

    def basis(self, outcome: str, answers: Answers) -> list[str]:
        """Return the rules that give the outcome its value, or that still can; none where it follows from no rule."""
        value = self.decide(outcome, answers)
        rules = self.checker["rules"]
        results = {
            name: self.applies(name, answers)
            for name in self.checker["outcomes"][outcome]["rules"]
            if rules[name]["value"] == value
        }
        certain = [name for name, result in results.items() if result]
        return certain or [name for name in results if self.can_apply(name, outcome, answers)]

    def can_apply(self, rule: str, outcome: str, answers: Answers) -> bool:
        """Return whether some completion of the answers makes a rule of this outcome apply."""
        return self._remember(f"can apply {rule}", outcome, answers, lambda o, a: self._can_apply(rule, o, a))

    def _can_apply(self, rule: str, outcome: str, answers: Answers) -> bool:
        result = self.applies(rule, answers)
        if result is not None:
            return result
        fact = self.open_fact_of_rule(rule, answers)
        return any(self.can_apply(rule, outcome, {**answers, fact: each}) for each in self.domain(fact, answers))

    def next_question(self, answers: Answers, skipped: Iterable[str], goals: Iterable[str]) -> str | None:
        """Return the fact to ask: neither answered nor skipped, and able to change one of the goals.

        The author's pinned facts come first; then what matters to most goals, what the reader knows without looking,
        and what is not sensitive.
        """
        asked, goals = {*answers, *skipped}, list(goals)
        for fact in self.checker["pinned"]:
            if fact not in asked and any(self._matter_to(fact, answers, goals)):
                return fact
        return self._most_wanted(answers, asked, goals) or self._next_day(answers, asked, goals)

    def _most_wanted(self, answers: Answers, asked: set[str], goals: list[str]) -> str | None:
        """Return the fact that matters to most goals; works out only those that could still be it."""
        facts, outcomes = self.checker["facts"], self.checker["outcomes"]
        undecided = [goal for goal in goals if self.decide(goal, answers) == "unknown"]
        could = {fact: sum(fact in outcomes[goal]["open"] for goal in undecided) for fact in facts if fact not in asked}
        best: tuple[int, int, int, int] | None = None
        for number, fact in sorted(enumerate(could), key=lambda each: (-could[each[1]], each[0])):
            if could[fact] == 0 or (best and could[fact] < -best[0]):
                break
            if weight := sum(self._matter_to(fact, answers, undecided)):
                rank = (-weight, facts[fact]["effort"], facts[fact]["sensitive"], number)
                best = min(best, rank) if best else rank
        return list(could)[best[3]] if best else None

    def _matter_to(self, fact: str, answers: Answers, goals: list[str]) -> Iterator[bool]:
        """Yield for each goal whether the fact matters to it."""
        outcomes = self.checker["outcomes"]
        return (fact in outcomes[goal]["facts"] and self.matters(fact, goal, answers) for goal in goals)

    def _next_day(self, answers: Answers, asked: set[str], goals: Iterable[str]) -> str | None:
        """Return a day that nothing depends on but one of the reader's own dates.

        It begins a day that belongs to what was asked, or one after which a right is lost, whatever was asked.
        """
        for deadline in self.checker["deadlines"].values():
            if deadline["start"] in self.checker["facts"] and deadline["start"] not in asked:
                is_wanted = all(outcome in goals for outcome in deadline["when"])
                is_at_stake = deadline["lost"] and self.is_certain(deadline, answers)
                if is_at_stake or (is_wanted and self.is_shown(deadline, answers)):
                    return deadline["start"]
        return None

    def dates(self, answers: Answers) -> dict[str, str]:
        """Return the reader's deadlines: each a day, or "first/last" of what it can be."""
        found: dict[str, str] = {}
        for name, deadline in self.checker["deadlines"].items():
            start = found.get(deadline["start"]) or answers.get(deadline["start"], "absent")
            if start != "absent" and self.is_shown(deadline, answers):
                days = [self._moved(day, deadline) for day in (start.split("/") if "/" in start else span(start))]
                if None not in days:
                    found[name] = "/".join(dict.fromkeys(days))
        return found

    def is_certain(self, deadline: Mapping[str, Any], answers: Answers) -> bool:
        """Return whether every outcome has one of the values that this deadline belongs to."""
        return all(self.decide(outcome, answers) in values for outcome, values in deadline["when"].items())

    def is_shown(self, deadline: Mapping[str, Any], answers: Answers) -> bool:
        """Return whether a deadline is certain, or a right would be lost if it turned out to be the reader's."""
        if not deadline["lost"]:
            return self.is_certain(deadline, answers)
        wanted = deadline["when"].items()
        return all(not self.possible(outcome, answers).isdisjoint(values) for outcome, values in wanted)

    def _moved(self, day: str, deadline: Mapping[str, Any]) -> str | None:
        """Return the day moved by the length in force on it, or None where none was."""
        lengths = [value for since, value in deadline["values"] if since <= day]
        if not lengths or lengths[-1] is None:
            return None
        return add(day, deadline["sign"] * lengths[-1], deadline["unit"])

    def tests_of_days(self, fact: str) -> list[Test]:
        """Return every comparison of a date with a day or a length of time, in rules, scopes and constraints."""
        whole = [rule["when"] for rule in self.checker["rules"].values()]
        whole += [outcome["scope"] for outcome in self.checker["outcomes"].values() if outcome["scope"]]
        whole += [constraint["never"] for constraint in self.checker["constraints"].values()]
        of_fact = (part for test in whole for part in parts(test) if part.get("fact") == fact)
        return [part for part in of_fact if not {"is", "in", "present"} & part.keys()]

    def _edges_of(self, fact: Mapping[str, Any]) -> list[str]:
        return sorted({*fact["days"], *(self._first_not_ago(*length) for length in fact["ago"])})

    def _first_not_ago(self, length: int, unit: str, longer: int) -> str:
        """Return the first day that is not yet so long ago, or not yet longer ago."""
        today = shift(self.on, -longer)
        day = add(today, -length, unit)
        while add(day, length, unit) <= today:
            day = shift(day, 1)
        while add(shift(day, -1), length, unit) > today:
            day = shift(day, -1)
        return day

    def _remember(self, what: str, outcome: str, answers: Answers, work: Any) -> Any:
        facts = self.checker["outcomes"][outcome]["facts"]
        key = (what, outcome, *map(answers.get, facts))
        if key not in self._known:
            self._known[key] = work(outcome, answers)
        return self._known[key]


def parts(test: Test) -> Iterator[Test]:
    """Yield the comparisons inside a condition."""
    inside = test.get("all") or test.get("any") or ([test["not"]] if "not" in test else None)
    if inside is None:
        yield test
    else:
        for part in inside:
            yield from parts(part)


def both(results: Iterable[bool | None]) -> bool | None:
    """Return False if one is False, else None if one is not known, else True."""
    unknown = False
    for result in results:
        if result is False:
            return False
        unknown = unknown or result is None
    return None if unknown else True


def negate(result: bool | None) -> bool | None:
    """Return the opposite; not known stays not known."""
    return None if result is None else not result


def is_whole(answer: str | None) -> bool:
    """Whether nothing about an answer is open: it is there, and not a year or month only."""
    return answer is not None and not (answer[:4].isdigit() and len(answer) < len("2023-06-15"))


def span(day: str) -> tuple[str, str]:
    """Return the first and last day of a day, month or year."""
    if len(day) == len("2023"):
        return f"{day}-01-01", f"{day}-12-31"
    if len(day) == len("2023-06"):
        year, month = map(int, day.split("-"))
        return f"{day}-01", f"{day}-{calendar.monthrange(year, month)[1]:02}"
    return day, day


def add(day: str, length: int, unit: str) -> str:
    """Return the day so many days, weeks, months or years later; the last day of a month that is too short."""
    if unit in ("days", "weeks"):
        return shift(day, length * (7 if unit == "weeks" else 1))
    year, month, number = map(int, day.split("-"))
    months = year * 12 + month - 1 + (length * 12 if unit in ("years", "age") else length)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(number, calendar.monthrange(year, month + 1)[1])).isoformat()


def shift(day: str, days: int) -> str:
    """Return the day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
