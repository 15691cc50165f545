"""How many questions readers get, in the order the author pinned and in that of the checker."""

import random
from collections.abc import Iterable

from mionido.checker.ask import next_question
from mionido.checker.decide import domain
from mionido.checker.engine import Answers, Engine

READERS = 20  # of each outcome


def random_situation(
    engine: Engine, facts: Iterable[str], chooser: random.Random
) -> dict[str, str]:
    """Return one way to answer all these facts."""
    answers: dict[str, str] = {}
    for fact in facts:
        answers[fact] = chooser.choice(domain(engine, fact, answers))
    return answers


def pinning(engine: Engine, outcome: str) -> tuple[float, float]:
    """Return how many questions a reader of one outcome gets with the pinned order, and without.

    Both are the mean of the same random situations, the same each time.
    """
    chooser = random.Random(outcome)
    facts = engine.checker["outcomes"][outcome]["facts"]
    readers = [random_situation(engine, facts, chooser) for _ in range(READERS)]
    counted = []
    for pinned in (engine.checker["pinned"], []):
        asking = Engine({**engine.checker, "pinned": pinned}, engine.on)
        counted.append(sum(questions(asking, outcome, reader) for reader in readers) / READERS)
    return counted[0], counted[1]


def questions(engine: Engine, outcome: str, situation: Answers) -> int:
    """Return how many questions are asked in a situation until the outcome is known."""
    answers: dict[str, str] = {}
    fact = next_question(engine, answers, [], [outcome])
    while fact is not None and fact in situation:
        answers[fact] = situation[fact]
        fact = next_question(engine, answers, [], [outcome])
    return len(answers)
