"""How many questions readers get, in the order the author pinned and in that of the checker."""

import random

from mionido.checker.ask import next_question
from mionido.checker.compiled import Checker
from mionido.checker.engine import Answers, Engine
from mionido.checker.prove.diagrams import Diagrams

READERS = 4  # of each outcome


def pinning(engine: Engine, outcome: str) -> tuple[float, float]:
    """Return how many questions a reader of one outcome gets with the pinned order, and without.

    Both are the mean of the same random situations, the same each time.
    """
    chooser, diagrams = random.Random(outcome), Diagrams(engine)
    readers = [
        diagrams.situation(diagrams.can_be, value=True, choose=chooser.choice) or {}
        for _ in range(READERS)
    ]
    free: Checker = {**engine.checker, "pinned": []}
    asking, asking_freely = Engine(engine.checker, engine.on), Engine(free, engine.on)
    # What is remembered does not depend on the order, and is most of the work.
    asking_freely.memory = asking.memory
    pinned = sum(questions(asking, outcome, reader) for reader in readers)
    unpinned = sum(questions(asking_freely, outcome, reader) for reader in readers)
    return pinned / READERS, unpinned / READERS


def questions(engine: Engine, outcome: str, situation: Answers) -> int:
    """Return how many questions are asked in a situation until the outcome is known."""
    answers: dict[str, str] = {}
    fact = next_question(engine, answers, [], [outcome])
    while fact is not None and fact in situation:
        answers[fact] = situation[fact]
        fact = next_question(engine, answers, [], [outcome])
    return len(answers)
