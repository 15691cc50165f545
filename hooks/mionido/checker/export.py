"""Site -> the checker's rules as plain data, which evaluate.py and evaluate.js both read.

What an answer is, evaluate.py says.
"""

from datetime import date
from typing import Any

from mionido.checker.evaluate import parts, shift
from mionido.model.checker import ABSENT, Condition, Deadline, Outcome, ParameterRef, Question, Rule
from mionido.model.parameters import Parameter
from mionido.model.site import Records, Site

EVER = "0001-01-01"
# What a reader must do to answer, from nothing to asking somebody.
EFFORT = {"you": 0, "your_choice": 0, "document": 1, "register": 2, "authority": 3, "expert": 3}


def export_checker(site: Site, today: date) -> dict[str, Any]:
    """Return facts, constraints, rules, outcomes and deadlines, without any words.

    The `domain` of a fact holds its answers; of a date the `days` and lengths of time (`ago`) its comparisons name.
    Raises nothing: lint has seen every id.
    """
    rules = {name: _rule(rule, site, today) for name, rule in site["checker/rules"].items()}
    outcomes = {name: _outcome(site["checker/outcomes"][name], site, today) for name in site.checker.outcomes}
    for name, rule in site["checker/rules"].items():
        outcomes[rule.outcome]["rules"].append(name)
    constraints = {n: {"never": _test(each.never, site, today)} for n, each in site["checker/constraints"].items()}
    for each in constraints.values():
        each["facts"] = sorted({part["fact"] for part in parts(each["never"])})
    tests = [rule["when"] for rule in rules.values()] + [o["scope"] for o in outcomes.values() if o["scope"]]
    compared = [part for test in (*tests, *(c["never"] for c in constraints.values())) for part in parts(test)]
    facts = {name: _fact(name, site["checker/questions"][name], compared) for name in site.checker.questions}
    _add_support(outcomes, rules, constraints, list(facts))
    return {
        "facts": facts,
        "pinned": list(site.checker.pinned),
        "constraints": constraints,
        "rules": rules,
        "outcomes": outcomes,
        "deadlines": _in_order({name: _deadline(each, site) for name, each in site["checker/deadlines"].items()}),
    }


def _fact(name: str, question: Question, compared: list[dict[str, Any]]) -> dict[str, Any]:
    fact = {"type": question.type, "effort": EFFORT[question.known_from], "sensitive": int(question.sensitive)}
    if question.type != "date":
        values = list(question.answers) or ["yes", "no"]
        return fact | {"domain": values + ([ABSENT] if question.may_be_absent else [])}
    mine = [part for part in compared if part.get("fact") == name]
    ago = sorted({(*part[n], int(n == "longer_ago")) for part in mine for n in ("ago", "longer_ago") if n in part})
    return fact | {
        "domain": [],
        "days": _days(mine),
        "ago": [list(each) for each in ago],
        "absent": int(question.may_be_absent is not None),
        "past": int(question.past),
    }


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
        "values": list(outcome.values),
        "otherwise": outcome.otherwise,
        "from": outcome.in_force_from.isoformat(),
    }


def _deadline(deadline: Deadline, site: Site) -> dict[str, Any]:
    parameter: Parameter = site["parameters"][deadline.add or deadline.subtract]
    return {
        "start": deadline.start,
        "opens": int(deadline.opens),
        "lost": int(deadline.lost),
        "sign": 1 if deadline.add else -1,
        "unit": parameter.unit,
        # A value whose start was only seen, not read, also answers for earlier days.
        "values": [[EVER if v.from_is == "seen" else v.from_.isoformat(), v.value] for v in parameter.values],
        "when": {outcome: list(values) for outcome, values in deadline.when.items()},
    }


def _in_order(deadlines: dict[str, Any]) -> dict[str, Any]:
    """Return deadlines so that each stands after the one it starts from."""
    ordered: dict[str, Any] = {}
    while rest := {name: each for name, each in deadlines.items() if name not in ordered}:
        ordered |= {name: each for name, each in rest.items() if each["start"] not in rest}
    return ordered


def _test(test: Condition, site: Site, today: date) -> dict[str, Any]:
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
    for name in ("ago", "longer_ago"):
        if length := getattr(test, name):
            parameter = site["parameters"][length.parameter]
            plain[name] = [parameter.in_force(today).value, parameter.unit]
    if "in" in plain:
        plain["in"] = list(plain["in"])
    return plain


def resolve_day(day: date | ParameterRef, site: Records, today: date) -> date:
    """Return the day itself, or the one a parameter holds."""
    return site["parameters"][day.parameter].in_force(today).value if isinstance(day, ParameterRef) else day


def _days(compared: list[dict[str, Any]]) -> list[str]:
    """Return the days on which these comparisons of a fact change their mind."""
    days = set()
    for part in compared:
        days |= {part[name] for name in ("from", "before") if name in part}
        days |= {shift(part[name], 1) for name in ("until", "after") if name in part}
    return sorted(days)


def _add_support(
    outcomes: dict[str, Any], rules: dict[str, Any], constraints: dict[str, Any], order: list[str]
) -> None:
    """Give each outcome the facts it can depend on, also by what cannot go together, in the order of the questions."""
    for name, outcome in outcomes.items():
        facts = _support(name, outcomes, rules)
        while wider := [c for c in constraints.values() if facts & {*c["facts"]} and not facts >= {*c["facts"]}]:
            facts |= {fact for constraint in wider for fact in constraint["facts"]}
        outcome["facts"] = [fact for fact in order if fact in facts]


def _support(name: str, outcomes: dict[str, Any], rules: dict[str, Any]) -> set[str]:
    tests = [rules[rule]["when"] for rule in outcomes[name]["rules"]]
    tests += [outcomes[name]["scope"]] if outcomes[name]["scope"] else []
    facts: set[str] = set()
    for part in (part for test in tests for part in parts(test)):
        facts |= {part["fact"]} if "fact" in part else _support(part["outcome"], outcomes, rules)
    return facts
