"""Site -> the checker's rules as plain data, which evaluate.py and evaluate.js both read.

Answers are strings: an id, 'yes' or 'no', a day as 'YYYY-MM-DD' (which sorts as text), or 'absent'.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from mionido.model.checker import ABSENT, Deadline, Outcome, ParameterRef, Question, Rule, Test
from mionido.model.parameters import Parameter
from mionido.model.site import Site

FREE_DAY = "2000-01-01"  # stands for every day where no rule compares with a date


def export_checker(site: Site, today: date) -> dict[str, Any]:
    """Return facts with their domains, rules, outcomes and deadlines, without any words.

    A `domain` holds one value for each group of answers that all rules treat alike; for dates these are the
    days around each date a rule compares with. Raises nothing: lint has seen every id.
    """
    rules = {name: _rule(rule, site, today) for name, rule in site["checker/rules"].items()}
    outcomes = {name: _outcome(site["checker/outcomes"][name], site, today) for name in site.checker.outcomes}
    for name, rule in site["checker/rules"].items():
        outcomes[rule.outcome]["rules"].append(name)
    tests = [rule["when"] for rule in rules.values()] + [o["scope"] for o in outcomes.values() if o["scope"]]
    facts = {name: _fact(site["checker/questions"][name], _days(name, tests)) for name in site.checker.questions}
    _add_support(outcomes, rules, list(facts))
    deadlines = {name: _deadline(each, site) for name, each in site["checker/deadlines"].items()}
    return {"facts": facts, "rules": rules, "outcomes": outcomes, "deadlines": deadlines}


def _fact(question: Question, days: list[str]) -> dict[str, Any]:
    values = _representatives(days) if question.type == "date" else list(question.answers) or ["yes", "no"]
    return {"type": question.type, "domain": values + ([ABSENT] if question.may_be_absent else [])}


def _rule(rule: Rule, site: Site, today: date) -> dict[str, Any]:
    return {
        "value": rule.value,
        "when": _test(rule.when, site, today),
        "unless": list(rule.unless),
        "from": rule.in_force_from.isoformat(),
        "until": rule.in_force_until.isoformat() if rule.in_force_until else None,
    }


def _outcome(outcome: Outcome, site: Site, today: date) -> dict[str, Any]:
    return {
        "scope": _test(outcome.scope, site, today) if outcome.scope else None,
        "rules": [],
        "otherwise": outcome.otherwise,
        "from": outcome.in_force_from.isoformat(),
    }


def _deadline(deadline: Deadline, site: Site) -> dict[str, Any]:
    parameter: Parameter = site["parameters"][deadline.add]
    return {
        "start": deadline.start,
        "unit": parameter.unit,
        "values": [[v.from_.isoformat(), v.value] for v in parameter.values],
        "when": deadline.when,
    }


def _test(test: Test, site: Site, today: date) -> dict[str, Any]:
    """Return a condition as data, with the dates of its parameters filled in."""
    plain = test.model_dump(by_alias=True, exclude_none=True)
    for group in ("all", "any"):
        if group in plain:
            plain[group] = [_test(part, site, today) for part in getattr(test, f"{group}_")]
    if test.not_:
        plain["not"] = _test(test.not_, site, today)
    for name in ("from_", "until", "before", "after"):
        if (day := getattr(test, name)) is not None:
            plain[name.rstrip("_")] = resolve_day(day, site, today).isoformat()
    if "in" in plain:
        plain["in"] = list(plain["in"])
    return plain


def resolve_day(day: date | ParameterRef, site: Site, today: date) -> date:
    """Return the day itself, or the one a parameter holds."""
    return site["parameters"][day.parameter].in_force(today).value if isinstance(day, ParameterRef) else day


def parts(test: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the comparisons inside a condition."""
    inside = test.get("all") or test.get("any") or ([test["not"]] if "not" in test else None)
    if inside is None:
        yield test
    else:
        for part in inside:
            yield from parts(part)


def _days(fact: str, tests: list[dict[str, Any]]) -> list[str]:
    """Return the days on which a comparison of this fact changes its mind."""
    days = set()
    for test in tests:
        for part in parts(test):
            if part.get("fact") == fact:
                days |= {part[name] for name in ("from", "before") if name in part}
                days |= {_shift(part[name], 1) for name in ("until", "after") if name in part}
    return sorted(days)


def _representatives(days: list[str]) -> list[str]:
    return [_shift(days[0], -1), *days] if days else [FREE_DAY]


def _shift(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


def _add_support(outcomes: dict[str, Any], rules: dict[str, Any], order: list[str]) -> None:
    """Give each outcome the facts it can depend on, in the order of the questions."""
    for name, outcome in outcomes.items():
        facts = _support(name, outcomes, rules)
        outcome["facts"] = [fact for fact in order if fact in facts]


def _support(name: str, outcomes: dict[str, Any], rules: dict[str, Any]) -> set[str]:
    tests = [rules[rule]["when"] for rule in outcomes[name]["rules"]]
    tests += [outcomes[name]["scope"]] if outcomes[name]["scope"] else []
    facts: set[str] = set()
    for part in (part for test in tests for part in parts(test)):
        facts |= {part["fact"]} if "fact" in part else _support(part["outcome"], outcomes, rules)
    return facts
