"""Which question comes next: one that can still change what the reader wants to know."""

from collections.abc import Iterable

from mionido.checker.deadlines import is_certain, is_shown, start_of
from mionido.checker.decide import decide, domain
from mionido.checker.engine import Answers, Engine
from mionido.checker.explain import matters
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
    unasked = [fact for fact in engine.checker["facts"] if fact not in asked]
    for group in engine.checker["groups"].values():
        wanted = [goal for goal in goals if goal in group]
        if fact := (
            pinned(engine, unasked, answers, wanted)
            or most_wanted(engine, unasked, answers, wanted)
            or next_day(engine, unasked, answers, goals, wanted)
        ):
            return fact
    return lost_day(engine, unasked, answers)


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
    """Return about how many questions are still to come: for who gives the last answer to each."""
    known, passed, count = dict(answers), list(skipped), 0
    while count < MOST and (fact := next_question(engine, known, passed, goals)):
        count += 1
        for each in together_with(engine, fact):
            if each in known:
                continue
            if given := domain(engine, each, known):
                known[each] = given[-1]
            else:
                passed.append(each)
    return count


def together_with(engine: Engine, fact: str) -> list[str]:
    """Return the facts that one question tells, as a question with several answers does."""
    question = question_of(fact)
    return [each for each in engine.checker["facts"] if question_of(each) == question]
