"""Which answers an outcome still misses, which are its reason, and on which rules it rests."""

from mionido.checker.days import is_whole
from mionido.checker.decide import decide, domain
from mionido.checker.engine import Answers, Engine, remembered
from mionido.checker.residual import by_residual
from mionido.checker.rules import applies, open_fact_of_rule, verdict, waits_for


def missing(engine: Engine, outcome: str, answers: Answers) -> list[str]:
    """Return the facts without a whole answer that can still change the outcome."""
    facts = engine.checker["outcomes"][outcome]["facts"]
    without = [fact for fact in facts if not is_known(engine, fact, answers)]
    return [fact for fact in without if matters(engine, outcome, answers, fact)]


def is_known(engine: Engine, fact: str, answers: Answers) -> bool:
    """Whether a fact has an answer, and of a day not only the month or year."""
    return fact in answers and (fact not in engine.edges or is_whole(answers[fact]))


@by_residual
def matters(engine: Engine, outcome: str, answers: Answers, fact: str) -> bool:
    """Return whether two ways to complete the answers differ only in `fact` and in the outcome."""
    if not answers:
        return fact in engine.checker["outcomes"][outcome]["open"]
    if not waits_for(engine, outcome, answers, fact):
        return False  # what cannot matter is soon seen
    completed = [{**answers, fact: answer} for answer in domain(engine, fact, answers)]
    values = [verdict(engine, outcome, each) for each in completed]
    if None not in values:
        return len(set(values)) > 1
    other = waits_for(engine, outcome, completed[values.index(None)])
    more = ({**answers, other: answer} for answer in domain(engine, other, answers))
    return any(matters(engine, outcome, each, fact) for each in more)


def because(engine: Engine, outcome: str, answers: Answers) -> list[str]:
    """Return facts whose answers alone are enough for this value, and none of which can be left out.

    There may be fewer others: the last of the questions is left out first, whenever it can be.
    """
    value = decide(engine, outcome, answers)
    if value == "unknown":
        return []
    facts = engine.checker["outcomes"][outcome]["facts"]
    needed = {fact: answers[fact] for fact in facts if fact in answers}
    for fact in reversed(list(needed)):
        fewer = {each: answer for each, answer in needed.items() if each != fact}
        if decide(engine, outcome, fewer) == value:
            needed = fewer
    return list(needed)


def basis(engine: Engine, outcome: str, answers: Answers) -> list[str]:
    """Return the rules that give the outcome its value, or still can; none if no rule does."""
    value = decide(engine, outcome, answers)
    names = [
        name for name in engine.checker["outcomes"][outcome]["rules"] if name not in engine.lapsed
    ]
    rules = [name for name in names if engine.checker["rules"][name]["value"] == value]
    certain = [name for name in rules if applies(engine, name, answers)]
    return certain or [name for name in rules if can_apply(engine, outcome, answers, name)]


@remembered
def can_apply(engine: Engine, outcome: str, answers: Answers, rule: str) -> bool:
    """Return whether some completion of the answers makes a rule of this outcome apply."""
    result = applies(engine, rule, answers)
    if result is not None:
        return result
    fact = open_fact_of_rule(engine, rule, answers)
    more = ({**answers, fact: answer} for answer in domain(engine, fact, answers))
    return any(can_apply(engine, outcome, each, rule) for each in more)
