"""Decide what the rules say about a set of answers: the reference.

overrides/assets/evaluate.js does the same, function by function and in the same order. Both read the
data of export.py. An answer that is not there is not known; a result is then worked out over all its
possible values, so "unknown" is said only if two completions really disagree.
"""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Any

Answers = Mapping[str, str]
Checker = Mapping[str, Any]


def holds(test: Mapping[str, Any], checker: Checker, answers: Answers, on: str) -> bool | None:
    """Return whether `test` holds for these answers, or None if these steps cannot tell."""
    if "all" in test:
        return both(holds(part, checker, answers, on) for part in test["all"])
    if "any" in test:
        return negate(both(negate(holds(part, checker, answers, on)) for part in test["any"]))
    if "not" in test:
        return negate(holds(test["not"], checker, answers, on))
    if "outcome" in test:
        return compare(verdict(test["outcome"], checker, answers, on), test)
    return compare(answers.get(test["fact"]), test)


def compare(value: str | None, test: Mapping[str, Any]) -> bool | None:
    """Apply the one comparison in `test` to a value; nothing is before or after an absent date."""
    if value is None:
        return None
    if "is" in test:
        return value == test["is"]
    if "in" in test:
        return value in test["in"]
    if value == "absent":
        return False
    if "from" in test:
        return value >= test["from"]
    if "until" in test:
        return value <= test["until"]
    if "before" in test:
        return value < test["before"]
    if "after" in test:
        return value > test["after"]
    return True  # present


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


def applies(name: str, checker: Checker, answers: Answers, on: str) -> bool | None:
    """Return whether a rule is in force, holds, and is not set aside by one of its exceptions."""
    rule = checker["rules"][name]
    if on < rule["from"] or (rule["until"] and on > rule["until"]):
        return False
    exceptions = (negate(applies(other, checker, answers, on)) for other in rule["unless"])
    return both(chain([holds(rule["when"], checker, answers, on)], exceptions))


def verdict(outcome: str, checker: Checker, answers: Answers, on: str) -> str | None:
    """Return the outcome's value where the rules settle it directly, else None."""
    asked = checker["outcomes"][outcome]
    if on < asked["from"]:
        return "no_version"
    scope = holds(asked["scope"], checker, answers, on) if asked["scope"] else True
    if not scope:
        return "not_applicable" if scope is False else None
    results = {name: applies(name, checker, answers, on) for name in asked["rules"]}
    for name, result in results.items():
        if result:
            return checker["rules"][name]["value"]
    return None if None in results.values() else (asked["otherwise"] or "no_version")


def waits_for(outcome: str, checker: Checker, answers: Answers, on: str) -> str:
    """Return a missing fact that could settle more, where `verdict` is None."""
    asked = checker["outcomes"][outcome]
    scope = asked["scope"]
    if scope and holds(scope, checker, answers, on) is None:
        return _open_fact(scope, checker, answers, on)
    rule = next(name for name in asked["rules"] if applies(name, checker, answers, on) is None)
    return _open_fact_of_rule(rule, checker, answers, on)


def _open_fact_of_rule(name: str, checker: Checker, answers: Answers, on: str) -> str:
    rule = checker["rules"][name]
    if holds(rule["when"], checker, answers, on) is None:
        return _open_fact(rule["when"], checker, answers, on)
    other = next(each for each in rule["unless"] if applies(each, checker, answers, on) is None)
    return _open_fact_of_rule(other, checker, answers, on)


def _open_fact(test: Mapping[str, Any], checker: Checker, answers: Answers, on: str) -> str:
    inside = test.get("all") or test.get("any") or ([test["not"]] if "not" in test else None)
    if inside:
        part = next(each for each in inside if holds(each, checker, answers, on) is None)
        return _open_fact(part, checker, answers, on)
    return waits_for(test["outcome"], checker, answers, on) if "outcome" in test else test["fact"]


def possible(outcome: str, checker: Checker, answers: Answers, on: str) -> set[str]:
    """Return every value the outcome can still have, whatever the missing answers turn out to be."""
    value = verdict(outcome, checker, answers, on)
    if value is not None:
        return {value}
    fact = waits_for(outcome, checker, answers, on)
    values: set[str] = set()
    for answer in checker["facts"][fact]["domain"]:
        values |= possible(outcome, checker, {**answers, fact: answer}, on)
    return values


def decide(outcome: str, checker: Checker, answers: Answers, on: str) -> str:
    """Return the outcome's one possible value, or 'unknown'."""
    values = possible(outcome, checker, answers, on)
    return values.pop() if len(values) == 1 else "unknown"


def matters(fact: str, outcome: str, checker: Checker, answers: Answers, on: str) -> bool:
    """Return whether two ways to complete the answers differ only in `fact` and in the outcome."""
    if len(possible(outcome, checker, answers, on)) == 1:
        return False
    completed = [{**answers, fact: answer} for answer in checker["facts"][fact]["domain"]]
    values = [verdict(outcome, checker, each, on) for each in completed]
    if None not in values:
        return len(set(values)) > 1
    other = waits_for(outcome, checker, completed[values.index(None)], on)
    return any(
        matters(fact, outcome, checker, {**answers, other: answer}, on) for answer in checker["facts"][other]["domain"]
    )


def missing(outcome: str, checker: Checker, answers: Answers, on: str) -> list[str]:
    """Return the facts without an answer that can still change the outcome."""
    facts = checker["outcomes"][outcome]["facts"]
    return [f for f in facts if f not in answers and matters(f, outcome, checker, answers, on)]


def because(outcome: str, checker: Checker, answers: Answers, on: str) -> list[str]:
    """Return facts whose answers alone are enough for this value; none can be left out."""
    value = decide(outcome, checker, answers, on)
    if value == "unknown":
        return []
    reason = {f: answers[f] for f in checker["outcomes"][outcome]["facts"] if f in answers}
    for fact in reversed(list(reason)):
        fewer = {name: answer for name, answer in reason.items() if name != fact}
        if possible(outcome, checker, fewer, on) == {value}:
            reason = fewer
    return list(reason)


def basis(outcome: str, checker: Checker, answers: Answers, on: str) -> list[str]:
    """Return the rules that give the outcome its value; none where it follows from no rule at all."""
    value = decide(outcome, checker, answers, on)
    rules = [name for name in checker["outcomes"][outcome]["rules"] if checker["rules"][name]["value"] == value]
    results = {name: applies(name, checker, answers, on) for name in rules}
    certain = [name for name, result in results.items() if result]
    return certain or [name for name, result in results.items() if result is None]


def next_question(checker: Checker, answers: Answers, skipped: Iterable[str], on: str) -> str | None:
    """Return the first fact that is neither answered nor skipped and can still change an outcome."""
    skipped = set(skipped)
    for fact in checker["facts"]:
        if fact in answers or fact in skipped:
            continue
        for name, outcome in checker["outcomes"].items():
            if fact in outcome["facts"] and matters(fact, name, checker, answers, on):
                return fact
    return None


def dates(checker: Checker, answers: Answers, on: str) -> dict[str, str]:
    """Return each deadline whose outcomes have the values it asks for, as 'YYYY-MM-DD'."""
    found = {}
    for name, deadline in checker["deadlines"].items():
        start = answers.get(deadline["start"], "absent")
        wanted = deadline["when"].items()
        if start == "absent" or any(decide(o, checker, answers, on) != v for o, v in wanted):
            continue
        length = [value for since, value in deadline["values"] if since <= start]
        if length and length[-1] is not None:
            found[name] = add(start, length[-1], deadline["unit"])
    return found


def add(day: str, length: int, unit: str) -> str:
    """Return the day `length` months or years later; the last day of a month that is too short."""
    year, month, number = (int(part) for part in day.split("-"))
    months = year * 12 + month - 1 + (length * 12 if unit == "years" else length)
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(number, last)).isoformat()
