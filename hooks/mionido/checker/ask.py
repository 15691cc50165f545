"""Which question comes next: one that can still change what the reader wants to know."""

import math
from collections.abc import Iterable

from mionido.checker.deadlines import is_certain, is_shown, start_of
from mionido.checker.decide import decide, domain
from mionido.checker.engine import Answers, Engine
from mionido.checker.explain import matters
from mionido.checker.rules import holds
from mionido.model.checker import question_of

MOST = 40  # questions to look ahead


def next_question(
    engine: Engine,
    answers: Answers,
    skipped: Iterable[str],
    goals: Iterable[str],
) -> str | None:
    """Return the fact to ask: neither answered nor skipped, and able to change one of the goals.

    The first group with something open is asked first, its days included. Last comes a day after
    which a right is surely lost, whatever was asked.
    """
    goals, asked = list(goals), {*answers, *skipped}
    facts = engine.checker["facts"]
    unasked = [fact for fact in facts if fact not in asked and may_ask(engine, fact, answers)]
    for group in engine.checker["groups"].values():
        wanted = [goal for goal in goals if goal in group]
        if fact := (
            pinned(engine, unasked, answers, wanted)
            or most_wanted(engine, unasked, answers, wanted)
            or next_day(engine, unasked, answers, goals, wanted)
        ):
            return fact
    return lost_day(engine, unasked, answers)


def may_ask(engine: Engine, fact: str, answers: Answers) -> bool:
    """Return whether it makes sense to ask a fact: what it is `asked_if` surely holds."""
    test = engine.checker["facts"][fact].get("asked_if")
    return test is None or holds(engine, test, answers) is True


def pinned(engine: Engine, unasked: list[str], answers: Answers, goals: list[str]) -> str | None:
    """Return the first fact that the author wants to be asked early, while it matters."""
    for fact in engine.checker["pinned"]:
        if fact in unasked and any(matters_to(engine, fact, answers, goal) for goal in goals):
            return fact
    return None


def matters_to(engine: Engine, fact: str, answers: Answers, goal: str) -> bool:
    """Return whether a fact can still change a goal."""
    facts = engine.checker["outcomes"][goal]["facts"]
    return fact in facts and matters(engine, goal, answers, fact)


def most_wanted(
    engine: Engine,
    unasked: list[str],
    answers: Answers,
    goals: list[str],
) -> str | None:
    """Return the fact that matters to most goals; works out only those that could still be it."""
    facts, outcomes = engine.checker["facts"], engine.checker["outcomes"]
    undecided = [goal for goal in goals if decide(engine, goal, answers) == "unknown"]
    could = [sum(fact in outcomes[goal]["open"] for goal in undecided) for fact in unasked]
    best: tuple[int, int, int, int] | None = None
    for number in sorted(range(len(unasked)), key=lambda each: -could[each]):
        fact = unasked[number]
        if could[number] == 0 or (best and could[number] < -best[0]):
            break
        weight = sum(matters_to(engine, fact, answers, goal) for goal in undecided)
        rank = (-weight, facts[fact]["effort"], facts[fact]["sensitive"], number)
        if weight and (best is None or rank < best):
            best = rank
    return unasked[best[-1]] if best else None


def next_day(
    engine: Engine,
    unasked: list[str],
    answers: Answers,
    goals: list[str],
    group: list[str],
) -> str | None:
    """Return a day that nothing depends on but a date of the reader that belongs to a group."""
    for deadline in engine.checker["deadlines"].values():
        outcomes = deadline["when"]
        is_wanted = all(goal in goals for goal in outcomes)
        if not is_wanted or not any(goal in group for goal in outcomes):
            continue
        start = start_of(engine, deadline, answers)
        if start in unasked and is_shown(engine, deadline, answers):
            return start
    return None


def lost_day(engine: Engine, unasked: list[str], answers: Answers) -> str | None:
    """Return the start of a deadline that is surely the reader's, and after which a right is lost."""
    for deadline in engine.checker["deadlines"].values():
        start = deadline["start"]
        if deadline["lost"] and start in unasked and is_certain(engine, deadline, answers):
            return start
    return None


def questions_left(
    engine: Engine,
    answers: Answers,
    skipped: Iterable[str],
    goals: Iterable[str],
) -> int:
    """Return about how many questions are still to come: the mean of three readers.

    One gives the first answer to each question, one the middle and one the last.
    """
    asked, wanted = list(skipped), list(goals)
    walks = [walk_length(engine, answers, asked, wanted, place) for place in (0, 1, 2)]
    return math.ceil(sum(walks) / len(walks))


def walk_length(
    engine: Engine,
    answers: Answers,
    skipped: list[str],
    goals: list[str],
    place: int,
) -> int:
    """Return how many questions come for who gives the first (0), middle (1) or last (2) answer.

    Of several answers nobody ticks more than the first.
    """
    known, passed, count = dict(answers), list(skipped), 0
    while count < MOST and (fact := next_question(engine, known, passed, goals)):
        count += 1
        for number, each in enumerate(together_with(engine, fact)):
            if each in known:
                continue
            if given := domain(engine, each, known):
                at = len(given) * (2 if number else place) // 2
                known[each] = given[min(at, len(given) - 1)]
            else:
                passed.append(each)
    return count


def together_with(engine: Engine, fact: str) -> list[str]:
    """Return the facts that one question tells, as a question with several answers does."""
    question = question_of(fact)
    return [each for each in engine.checker["facts"] if question_of(each) == question]
