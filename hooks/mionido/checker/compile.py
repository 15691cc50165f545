"""Site -> compiled rules (see compiled.py), with the numbers that are in force on one day filled in."""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from mionido.checker import compiled
from mionido.checker.compiled import Condition
from mionido.checker.conditions import inside
from mionido.checker.days import shift
from mionido.model.checker import (
    ABSENT,
    TICK,
    Constraint,
    Deadline,
    Outcome,
    ParameterRef,
    Promise,
    Question,
    Rule,
    question_of,
)
from mionido.model.checker import Condition as WrittenCondition
from mionido.model.parameters import Parameter
from mionido.model.site import Records, Site
from mionido.model.walk import walk

EVER = "0001-01-01"
NEVER = "9999-12-31"  # from when a rule holds of which no number is known on the day
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
        "pinned": list(_facts_of(site.checker.pinned, questions)),
        "constraints": {name: _constraint(each, site, today) for name, each in constraints.items()},
        "rules": {name: _rule(name, rule, site, today) for name, rule in rules.items()},
        "groups": {name: list(each.outcomes) for name, each in site.checker.groups.items()},
        "outcomes": {name: _outcome(outcomes[name], site, today) for name in site.checker.outcomes},
        "deadlines": _in_order({name: _deadline(each, site) for name, each in deadlines.items()}),
    }
    for name, rule in rules.items():
        made["outcomes"][rule.outcome]["rules"].append(name)
    compared: list[Condition] = []
    for whole in conditions_of(made):
        compared.extend(comparisons(whole))
    for fact in _facts_of(site.checker.questions, questions):
        question = questions[question_of(fact)]
        made["facts"][fact] = _fact(fact, question, compared)
        if question.asked_if:
            made["facts"][fact]["asked_if"] = compile_condition(question.asked_if, site, today)
    for name, outcome in made["outcomes"].items():
        support = _support(made, name)
        outcome["facts"] = [fact for fact in made["facts"] if fact in support]
    if promises := site[Promise]:
        nevers = {
            name: compile_condition(each.never, site, today) for name, each in promises.items()
        }
        made["promises"] = nevers
    return made


def _facts_of(names: Iterable[str], questions: Mapping[str, Question]) -> Iterator[str]:
    """Yield the facts that these questions tell: one each, or one for each of several answers."""
    for name in names:
        yield from questions[name].facts(name)


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
    """Return a constraint; where a number is not known on the day, it forbids nothing by it."""
    never = compile_condition(constraint.never, site, today, unknown=False)
    return {"never": never, "facts": sorted({part["fact"] for part in comparisons(never)})}


def _rule(name: str, rule: Rule, site: Site, today: date) -> compiled.Rule:
    """Return a rule; one that needs a number that is not known on the day is not in force on it."""
    from_, until = rule.in_force_from.isoformat(), rule.in_force_until
    made: compiled.Rule = {
        "value": rule.value,
        "when": compile_condition(rule.when, site, today),
        "unless": list(rule.unless),
        "from": from_ if is_known(rule.when, site, today) else NEVER,
        "until": until.isoformat() if until else None,
    }
    if chain := _chain(name, site[Rule]):
        made["chain"] = chain
    return made


def _chain(name: str, rules: Mapping[str, Rule]) -> list[str]:
    """Return the rules that speak before and after one, near or far."""
    found, todo = {name: None}, [name]
    while todo:
        each = todo.pop()
        before = [other for other, rule in rules.items() if each in rule.followed_by]
        more = [other for other in (*before, *rules[each].followed_by) if other not in found]
        found |= dict.fromkeys(more)
        todo += more
    return [other for other in found if other != name]


def _outcome(outcome: Outcome, site: Site, today: date) -> compiled.Outcome:
    """Return an outcome still without its rules and facts; it says nothing if its scope cannot."""
    is_clear = outcome.scope is None or is_known(outcome.scope, site, today)
    return {
        "scope": compile_condition(outcome.scope, site, today) if outcome.scope else None,
        "rules": [],
        "values": list(outcome.values),
        "otherwise": outcome.otherwise,
        "from": outcome.in_force_from.isoformat() if is_clear else NEVER,
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
    made: compiled.Deadline = {
        "start": deadline.start,
        "opens": int(deadline.opens),
        "lost": int(deadline.lost),
        "sign": 1 if deadline.add else -1,
        "unit": parameter.unit,
        "values": values,
        "when": {outcome: list(wanted) for outcome, wanted in deadline.when.items()},
    }
    if deadline.start_if_unsure:
        made["unsure"] = deadline.start_if_unsure
    return made


def _in_order(deadlines: dict[str, compiled.Deadline]) -> dict[str, compiled.Deadline]:
    """Return deadlines so that each stands after the one it starts from."""
    ordered: dict[str, compiled.Deadline] = {}
    while rest := {name: each for name, each in deadlines.items() if name not in ordered}:
        ordered |= {name: each for name, each in rest.items() if each["start"] not in rest}
    return ordered


def compile_condition(
    test: WrittenCondition, site: Site, today: date, *, unknown: bool = True
) -> Condition:
    """Return a condition as data, with the numbers of its parameters filled in.

    A comparison with a parameter that has no value on the day is taken for what is `unknown`: as it
    is in a rule that is not in force, or against a constraint.
    """
    if test.all_:
        return {"all": [compile_condition(p, site, today, unknown=unknown) for p in test.all_]}
    if test.any_:
        return {"any": [compile_condition(p, site, today, unknown=unknown) for p in test.any_]}
    if test.not_:
        return {"not": compile_condition(test.not_, site, today, unknown=not unknown)}
    if test.has:
        ticked: list[Condition] = [
            {"fact": f"{test.fact}{TICK}{answer}", "is": "yes"} for answer in test.has
        ]
        return ticked[0] if len(ticked) == 1 else {"any": ticked}
    if not is_known(test, site, today):
        return {"all": []} if unknown else {"any": []}
    return _comparison(test, site, today)


def _comparison(test: WrittenCondition, site: Site, today: date) -> Condition:
    """Return one comparison; "more than" becomes "at least" the next whole number."""
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
    if test.at_least:
        made["at_least"] = math.ceil(_number(test.at_least, site, today))
    if test.more_than:
        made["at_least"] = math.floor(_number(test.more_than, site, today)) + 1
    if test.present:
        made["present"] = True
    return made


def is_known(condition: WrittenCondition, site: Site, today: date) -> bool:
    """Whether each parameter in a condition has a value on the day."""
    named = [value.parameter for _, value in walk(condition) if isinstance(value, ParameterRef)]
    return all(site[Parameter][name].in_force(today) for name in named)


def resolve_day(day: date | ParameterRef, site: Records, today: date) -> date:
    """Return the day itself, or the one a parameter holds."""
    if isinstance(day, date):
        return day
    value = _value(day, site, today)
    assert isinstance(value, date)
    return value


def _length(length: ParameterRef, site: Site, today: date) -> compiled.Length:
    value = _value(length, site, today)
    assert isinstance(value, int)
    return value, site[Parameter][length.parameter].unit


def _number(number: ParameterRef, site: Site, today: date) -> int | float:
    value = _value(number, site, today)
    assert isinstance(value, int | float)
    return value


def _value(named: ParameterRef, site: Records, today: date) -> date | int | float | str | None:
    dated = site[Parameter][named.parameter].in_force(today)
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
        return fact
    if question.type == "number":
        fact["domain"] = _ranges(part for part in compared if part.get("fact") == name)
    elif question.type == "one_of":
        fact["domain"] = list(question.answers)
    else:
        fact["domain"] = ["yes", "no"]
    if question.may_be_absent:
        fact["domain"].append(ABSENT)
    return fact


def turning(fact: compiled.Fact, compared: list[Condition]) -> compiled.Fact:
    """Return a fact that is told apart where these comparisons of it change their mind, too."""
    if fact["type"] == "date":
        days, lengths = {*fact["days"], *_days(compared)}, {*fact["ago"], *_lengths(compared)}
        return {**fact, "days": sorted(days), "ago": sorted(lengths)}
    if fact["type"] == "number":
        more = [number for number in _ranges(compared) if number not in fact["domain"]]
        return {**fact, "domain": fact["domain"] + more}
    return fact


def _ranges(compared: Iterable[Condition]) -> list[str]:
    """Return the first number of each range that these comparisons treat alike."""
    edges = {part["at_least"] for part in compared if "at_least" in part}
    return [str(number) for number in sorted({0, *edges})]


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
