"""What answers leave open of an outcome. Two readers for whom the same is open go on alike.

Most answers settle some conditions, and how they did is of no more use: a rule that is ruled out by the
permit is ruled out, whichever permit it was. So what is worked out for one reader holds for all of whom
the same is left, and millions of ways to answer become a few thousand.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from mionido.checker.compiled import Condition
from mionido.checker.conditions import compare
from mionido.checker.days import is_whole
from mionido.checker.engine import NEW, Answers, Engine, Found, More, remembered
from mionido.checker.rules import verdict

# True or False where it is settled; else what is left of the parts, and None for a missing answer.
Residual = Any


def by_residual(
    work: Callable[Concatenate[Engine, str, Answers, More], Found],
) -> Callable[Concatenate[Engine, str, Answers, More], Found]:
    """Work out what a function says of an outcome once for all answers that leave the same open."""

    @wraps(work)
    def recall(
        engine: Engine,
        outcome: str,
        answers: Answers,
        /,
        *more: More.args,
        **named: More.kwargs,
    ) -> Found:
        if verdict(engine, outcome, answers) is not None:
            return work(engine, outcome, answers, *more, **named)
        key = (work, outcome, *more, not answers, still_open(engine, outcome, answers))
        found: Found = engine.memory.get(key, NEW)
        if found is NEW:
            found = engine.memory[key] = work(engine, outcome, answers, *more, **named)
        return found

    return remembered(recall)


def still_open(engine: Engine, outcome: str, answers: Answers) -> tuple[Residual, ...]:
    """Return all that can make a difference to an outcome: rules, what cannot be, days known in part."""
    facts = engine.checker["outcomes"][outcome]["facts"]
    constraints = engine.checker["constraints"].values()
    nevers = [each["never"] for each in constraints if not {*each["facts"]}.isdisjoint(facts)]
    in_part = [
        (fact, answers[fact])
        for fact in facts
        if fact in engine.edges and fact in answers and not is_whole(answers[fact])
    ]
    return (
        of_outcome(engine, outcome, answers),
        *(of_condition(engine, never, answers) for never in nevers),
        *in_part,
    )


@remembered
def of_outcome(engine: Engine, outcome: str, answers: Answers) -> tuple[Residual, ...]:
    """Return what is left of an outcome: of its scope, and of each of its rules."""
    asked = engine.checker["outcomes"][outcome]
    scope = of_condition(engine, asked["scope"], answers) if asked["scope"] else True
    return (scope, *(of_rule(engine, name, answers) for name in asked["rules"]))


def of_rule(engine: Engine, name: str, answers: Answers) -> Residual:
    """Return whether a rule applies, as `applies` does, or what is left of it and its exceptions."""
    if name in engine.followed:
        return False
    rule = engine.checker["rules"][name]
    when = of_condition(engine, rule["when"], answers)
    if when is False:
        return False
    others = [of_rule(engine, other, answers) for other in rule["unless"]]
    if True in others:
        return False
    is_settled = when is True and not any(each is not False for each in others)
    return is_settled or (when, *others)


def of_condition(engine: Engine, condition: Condition, answers: Answers) -> Residual:
    """Return whether a condition holds, as `holds` does, or what is left of it."""
    if "fact" in condition:
        answer = answers.get(condition["fact"])
        return None if answer is None else compare(engine, answer, condition)
    if "all" in condition:
        return _joined(engine, condition["all"], answers, decisive=False)
    if "any" in condition:
        return _joined(engine, condition["any"], answers, decisive=True)
    if "not" in condition:
        left = of_condition(engine, condition["not"], answers)
        return not left if isinstance(left, bool) else left
    value = verdict(engine, condition["outcome"], answers)
    if value is None:
        return of_outcome(engine, condition["outcome"], answers)
    return compare(engine, value, condition)


def _joined(
    engine: Engine, parts: list[Condition], answers: Answers, *, decisive: bool
) -> Residual:
    """Return what one part decides, else what is left of the parts, each at its place."""
    left: list[Residual] = []
    is_settled = True
    for part in parts:
        found = of_condition(engine, part, answers)
        if found is decisive:
            return decisive
        is_settled = is_settled and isinstance(found, bool)
        left.append(found)
    return not decisive if is_settled else tuple(left)
