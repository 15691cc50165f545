"""What an outcome is, or can still be, over everything that the missing answers can turn out to be.

So "unknown" is said only if two ways to complete the answers really disagree.
"""

from mionido.checker.days import days_between
from mionido.checker.engine import Answers, Engine
from mionido.checker.residual import by_residual
from mionido.checker.rules import holds, verdict, waits_for


def domain(engine: Engine, fact: str, answers: Answers) -> list[str]:
    """Return one answer for each group that all rules treat alike, of those that can be."""
    known = engine.checker["facts"][fact]
    values = known["domain"]
    if fact in engine.edges:
        values = days_between(engine.edges[fact], answers.get(fact))
        if known["past"]:
            values = [day for day in values if day <= engine.on] or values[:1]
        if known["absent"] and fact not in answers:
            values.append("absent")
    return [value for value in values if not contradicts(engine, fact, {**answers, fact: value})]


def contradicts(engine: Engine, fact: str, answers: Answers) -> bool:
    """Return whether the answer to a fact breaks a constraint."""
    for constraint in engine.checker["constraints"].values():
        if fact in constraint["facts"] and holds(engine, constraint["never"], answers) is True:
            return True
    return False


def contradictions(engine: Engine, answers: Answers) -> list[str]:
    """Return the constraints that these answers break."""
    constraints = engine.checker["constraints"].items()
    return [name for name, each in constraints if holds(engine, each["never"], answers) is True]


@by_residual
def possible(engine: Engine, outcome: str, answers: Answers) -> frozenset[str]:
    """Return every value the outcome can still have."""
    value = verdict(engine, outcome, answers)
    if value is not None:
        return frozenset([value])
    fact = waits_for(engine, outcome, answers)
    found: set[str] = set()
    for answer in domain(engine, fact, answers):
        found |= possible(engine, outcome, {**answers, fact: answer})
    return frozenset(found)


@by_residual
def decide(engine: Engine, outcome: str, answers: Answers) -> str:
    """Return the outcome's one possible value, or "unknown".

    Goes through the missing answers until two values differ, which is mostly soon.
    """
    value = verdict(engine, outcome, answers)
    if value is not None:
        return value
    fact = waits_for(engine, outcome, answers)
    found = None
    for answer in domain(engine, fact, answers):
        value = decide(engine, outcome, {**answers, fact: answer})
        if value == "unknown" or (found and value != found):
            return "unknown"
        found = value
    return found or "unknown"


@by_residual
def can_be(
    engine: Engine, outcome: str, answers: Answers, values: tuple[str, ...], wanted: bool
) -> bool:
    """Return whether the outcome can still have one of these values, or else another one.

    Goes through the missing answers until one way is found, which is mostly soon.
    """
    value = verdict(engine, outcome, answers)
    if value is not None:
        return (value in values) == wanted
    fact = waits_for(engine, outcome, answers)
    for answer in domain(engine, fact, answers):
        if can_be(engine, outcome, {**answers, fact: answer}, values, wanted):
            return True
    return False
