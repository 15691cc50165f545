"""Which question comes next: one that can still change what the reader wants to know."""

from collections.abc import Iterable

from mionido.checker.deadlines import is_certain, is_shown
from mionido.checker.decide import decide
from mionido.checker.engine import Answers, Engine
from mionido.checker.explain import matters


def next_question(
    engine: Engine,
    answers: Answers,
    skipped: Iterable[str],
    goals: Iterable[str],
) -> str | None:
    """Return the fact to ask: neither answered nor skipped, and able to change one of the goals.

    The author's pinned facts come first; then what matters to most goals, what the reader knows
    without looking, and what is not sensitive.
    """
    goals, asked = list(goals), {*answers, *skipped}
    for fact in engine.checker["pinned"]:
        if fact not in asked and any(matters_to(engine, fact, answers, goal) for goal in goals):
            return fact
    unasked = [fact for fact in engine.checker["facts"] if fact not in asked]
    return most_wanted(engine, unasked, answers, goals) or next_day(engine, unasked, answers, goals)


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
) -> str | None:
    """Return a day that nothing depends on but one of the reader's own dates.

    It begins a day that belongs to what was asked, or one after which a right is lost, whatever was
    asked.
    """
    for deadline in engine.checker["deadlines"].values():
        if deadline["start"] not in unasked:
            continue
        if deadline["lost"] and is_certain(engine, deadline, answers):
            return deadline["start"]
        is_wanted = all(outcome in goals for outcome in deadline["when"])
        if is_wanted and is_shown(engine, deadline, answers):
            return deadline["start"]
    return None
