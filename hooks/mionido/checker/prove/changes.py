"""Where two versions of the rules disagree, for who reads what a change does."""

from collections.abc import Iterator

from mionido.checker.decide import domain, possible
from mionido.checker.engine import Answers, Engine
from mionido.checker.rules import verdict, waits_for


def differences(before: Engine, after: Engine, outcome: str) -> Iterator[tuple[Answers, str, str]]:
    """Yield each group of situations in which two versions of the rules disagree on an outcome.

    Branches on what either version still waits for, so one set of answers stands for all situations
    that have them.
    """

    def compared(answers: dict[str, str]) -> Iterator[tuple[Answers, str, str]]:
        old, new = (_possible(engine, outcome, answers) for engine in (before, after))
        if len(old) == 1 and old == new:
            return
        waiting = next((e for e in (before, after) if _verdict(e, outcome, answers) is None), None)
        if waiting is None:
            yield answers, next(iter(old)), next(iter(new))
            return
        fact = waits_for(waiting, outcome, answers)
        for answer in _answers(before, after, fact, answers):
            yield from compared({**answers, fact: answer})

    yield from compared({})


def _verdict(engine: Engine, outcome: str, answers: Answers) -> str | None:
    if outcome not in engine.checker["outcomes"]:
        return "not_asked"
    return verdict(engine, outcome, answers)


def _possible(engine: Engine, outcome: str, answers: Answers) -> frozenset[str]:
    if outcome not in engine.checker["outcomes"]:
        return frozenset(["not_asked"])
    return possible(engine, outcome, answers)


def _answers(before: Engine, after: Engine, fact: str, answers: Answers) -> list[str]:
    """Return the answers that either version tells apart."""
    found: dict[str, None] = {}
    for engine in (before, after):
        if fact in engine.checker["facts"]:
            found |= dict.fromkeys(domain(engine, fact, answers))
    return list(found)
