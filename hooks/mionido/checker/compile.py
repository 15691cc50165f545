"""Site -> compiled rules (see compiled.py), with the numbers that are in force on one day filled in."""

from collections.abc import Iterable, Iterator
from datetime import date

from mionido.checker import compiled
from mionido.checker.compiled import Condition
from mionido.checker.conditions import inside
from mionido.checker.days import shift
from mionido.model.checker import (
    ABSENT,
    Constraint,
    Deadline,
    Outcome,
    ParameterRef,
    Question,
    Rule,
)
from mionido.model.checker import Condition as WrittenCondition
from mionido.model.parameters import Parameter
from mionido.model.site import Records, Site

EVER = "0001-01-01"
# What a reader must do to answer, from nothing to asking somebody.
EFFORT = {"you": 0, "your_choice": 0, "document": 1, "register": 2, "authority": 3, "expert": 3}


def compile_checker(site: Site, today: date) -> compiled.Checker:
    """Return facts, constraints, rules, outcomes and deadlines, without any words.

    Raises nothing: lint has seen every id.
    """
    questions = site[Question]
    rules = site[Rule]
    outcomes = site[Outcome]
    constraints = site[Constraint]
    deadlines = site[Deadline]
    made: compiled.Checker = {
        "facts": {},
        "pinned": list(site.checker.pinned),
        "constraints": {name: _constraint(each, site, today) for name, each in constraints.items()},
        "rules": {name: _rule(rule, site, today) for name, rule in rules.items()},
        "outcomes": {name: _outcome(outcomes[name], site, today) for name in site.checker.outcomes},
        "deadlines": _in_order({name: _deadline(each, site) for name, each in deadlines.items()}),
    }
    for name, rule in rules.items():
        made["outcomes"][rule.outcome]["rules"].append(name)
    compared: list[Condition] = []
    for whole in conditions_of(made):
        compared.extend(comparisons(whole))
    made["facts"] = {
        name: _fact(name, questions[name], compared) for name in site.checker.questions
    }
    for name, outcome in made["outcomes"].items():
        support = _support(made, name)
        outcome["facts"] = [fact for fact in made["facts"] if fact in support]
    return made


def conditions_of(checker: compiled.Checker) -> list[Condition]:
    """Return every condition of rules, scopes and constraints, whole."""
    whens = [rule["when"] for rule in checker["rules"].values()]
    scopes = [outcome["scope"] for outcome in checker["outcomes"].values() if outcome["scope"]]
    nevers = [constraint["never"] for constraint in checker["constraints"].values()]
    return [*whens, *scopes, *nevers]


def comparisons(condition: Condition) -> Iterator[Condition]:
    """Yield the comparisons inside a condition."""
    parts = inside(condition)
    if parts is None:
        yield condition
        return
    for part in parts:
        yield from comparisons(part)


def _constraint(constraint: Constraint, site: Site, today: date) -> compiled.Constraint:
    never = compile_condition(constraint.never, site, today)
    return {"never": never, "facts": sorted({part["fact"] for part in comparisons(never)})}


def _rule(rule: Rule, site: Site, today: date) -> compiled.Rule:
    return {
        "value": rule.value,
        "when": compile_condition(rule.when, site, today),
        "unless": list(rule.unless),
        "from": rule.in_force_from.isoformat(),
        "until": rule.in_force_until.isoformat() if rule.in_force_until else None,
    }


def _outcome(outcome: Outcome, site: Site, today: date) -> compiled.Outcome:
    """Return an outcome still without its rules and facts."""
    return {
        "scope": compile_condition(outcome.scope, site, today) if outcome.scope else None,
        "rules": [],
        "values": list(outcome.values),
        "otherwise": outcome.otherwise,
        "from": outcome.in_force_from.isoformat(),
        "facts": [],
    }


def _deadline(deadline: Deadline, site: Site) -> compiled.Deadline:
    parameter = site[Parameter][deadline.length]
    values: list[tuple[str, int | None]] = []
    for dated in parameter.values:
        assert dated.value is None or isinstance(dated.value, int)
        # A value whose start was only seen, not read, also answers for earlier days.
        since = EVER if dated.from_is == "seen" else dated.from_.isoformat()
        values.append((since, dated.value))
    return {
        "start": deadline.start,
        "opens": int(deadline.opens),
        "lost": int(deadline.lost),
        "sign": 1 if deadline.add else -1,
        "unit": parameter.unit,
        "values": values,
        "when": {outcome: list(wanted) for outcome, wanted in deadline.when.items()},
    }


def _in_order(deadlines: dict[str, compiled.Deadline]) -> dict[str, compiled.Deadline]:
    """Return deadlines so that each stands after the one it starts from."""
    ordered: dict[str, compiled.Deadline] = {}
    while rest := {name: each for name, each in deadlines.items() if name not in ordered}:
        ordered |= {name: each for name, each in rest.items() if each["start"] not in rest}
    return ordered


def compile_condition(test: WrittenCondition, site: Site, today: date) -> Condition:
    """Return a condition as data, with the days and lengths of its parameters filled in."""
    if test.all_:
        return {"all": [compile_condition(part, site, today) for part in test.all_]}
    if test.any_:
        return {"any": [compile_condition(part, site, today) for part in test.any_]}
    if test.not_:
        return {"not": compile_condition(test.not_, site, today)}
    made: Condition = {"fact": test.fact} if test.fact else {"outcome": test.outcome or ""}
    if test.is_ is not None:
        made["is"] = test.is_
    if test.in_:
        made["in"] = list(test.in_)
    if test.from_:
        made["from"] = resolve_day(test.from_, site, today).isoformat()
    if test.until:
        made["until"] = resolve_day(test.until, site, today).isoformat()
    if test.before:
        made["before"] = resolve_day(test.before, site, today).isoformat()
    if test.after:
        made["after"] = resolve_day(test.after, site, today).isoformat()
    if test.ago:
        made["ago"] = _length(test.ago, site, today)
    if test.longer_ago:
        made["longer_ago"] = _length(test.longer_ago, site, today)
    if test.present:
        made["present"] = True
    return made


def resolve_day(day: date | ParameterRef, site: Records, today: date) -> date:
    """Return the day itself, or the one a parameter holds."""
    if isinstance(day, date):
        return day
    value = _value(site[Parameter][day.parameter], today)
    assert isinstance(value, date)
    return value


def _length(length: ParameterRef, site: Site, today: date) -> compiled.Length:
    parameter = site[Parameter][length.parameter]
    value = _value(parameter, today)
    assert isinstance(value, int)
    return value, parameter.unit


def _value(parameter: Parameter, today: date) -> date | int | float | str | None:
    dated = parameter.in_force(today)
    return dated.value if dated else None


def _fact(name: str, question: Question, compared: Iterable[Condition]) -> compiled.Fact:
    fact: compiled.Fact = {
        "type": question.type,
        "effort": EFFORT[question.known_from],
        "sensitive": int(question.sensitive),
        "domain": [],
    }
    if question.type == "date":
        mine = [part for part in compared if part.get("fact") == name]
        fact["days"] = _days(mine)
        fact["ago"] = _lengths(mine)
        fact["absent"] = int(question.may_be_absent is not None)
        fact["past"] = int(question.past)
    else:
        fact["domain"] = list(question.answers) or ["yes", "no"]
        if question.may_be_absent:
            fact["domain"].append(ABSENT)
    return fact


def _days(compared: Iterable[Condition]) -> list[str]:
    """Return the days on which these comparisons of a fact change their mind."""
    days = set()
    for part in compared:
        if "from" in part:
            days.add(part["from"])
        if "before" in part:
            days.add(part["before"])
        if "until" in part:
            days.add(shift(part["until"], 1))
        if "after" in part:
            days.add(shift(part["after"], 1))
    return sorted(days)


def _lengths(compared: Iterable[Condition]) -> list[tuple[int, str, int]]:
    """Return the lengths of time before today on which these comparisons change their mind."""
    lengths = set()
    for part in compared:
        if "ago" in part:
            lengths.add((*part["ago"], 0))
        if "longer_ago" in part:
            lengths.add((*part["longer_ago"], 1))
    return sorted(lengths)


def _support(checker: compiled.Checker, outcome: str) -> set[str]:
    """Return the facts an outcome can depend on, also by what cannot go together."""
    facts = _compared_by(checker, outcome)
    constraints = [{*constraint["facts"]} for constraint in checker["constraints"].values()]
    while wider := [joined for joined in constraints if joined & facts and not joined <= facts]:
        facts = facts.union(*wider)
    return facts


def _compared_by(checker: compiled.Checker, outcome: str) -> set[str]:
    """Return the facts that the conditions of an outcome compare, also by way of other outcomes."""
    asked = checker["outcomes"][outcome]
    conditions = [checker["rules"][rule]["when"] for rule in asked["rules"]]
    if asked["scope"]:
        conditions.append(asked["scope"])
    facts: set[str] = set()
    for condition in conditions:
        for part in comparisons(condition):
            if "fact" in part:
                facts.add(part["fact"])
            else:
                facts |= _compared_by(checker, part["outcome"])
    return facts
