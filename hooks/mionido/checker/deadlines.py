"""The reader's own dates: which are shown, and on which day they fall."""

from mionido.checker.compiled import Deadline
from mionido.checker.conditions import span_of
from mionido.checker.days import add, shift
from mionido.checker.decide import can_be
from mionido.checker.engine import Answers, Engine


def dates(engine: Engine, answers: Answers) -> dict[str, str]:
    """Return the reader's deadlines: each a day, or "first/last" of what it can be.

    One after which a right is lost is "" if the day is not known.
    """
    found: dict[str, str] = {}
    for name, deadline in engine.checker["deadlines"].items():
        days = days_of(engine, deadline, answers)
        if days is None or (not days and not deadline["lost"]):
            continue
        if is_shown(engine, deadline, answers):
            found[name] = "/".join(dict.fromkeys(days))
    return found


def days_of(engine: Engine, deadline: Deadline, answers: Answers) -> list[str] | None:
    """Return the first and last day it can be; none if that is not known, None if it has no start."""
    start = start_of(engine, deadline, answers)
    other = engine.checker["deadlines"].get(start)
    starts = days_of(engine, other, answers) if other else answered(engine, start, answers)
    return ends(starts, deadline) if starts else starts


def ends(starts: list[str], deadline: Deadline) -> list[str]:
    """Return the first and last of the days to which those from the first to the last start lead.

    The length may change between them: then a later start can end earlier, or only some end at all.
    """
    first, last = starts
    turns = [since for since, _ in deadline["values"] if first < since <= last]
    days = [first, last, *turns, *(shift(since, -1) for since in turns)]
    found = sorted(end for day in days if (end := moved(day, deadline)))
    return [found[0], found[-1]] if found else []


def answered(engine: Engine, fact: str, answers: Answers) -> list[str] | None:
    """Return the first and last day that was answered; none for no answer, None for "absent"."""
    answer = answers.get(fact)
    if answer == "absent":
        return None
    return [*span_of(engine, fact, answer)] if answer else []


def start_of(engine: Engine, deadline: Deadline, answers: Answers) -> str:
    """Return what a deadline is counted from: another fact while nobody knows if it is the reader's."""
    start, other = deadline["start"], deadline.get("unsure")
    if other is None or start in answers or answers.get(other) == "absent":
        return start
    return start if is_certain(engine, deadline, answers) else other


def is_certain(engine: Engine, deadline: Deadline, answers: Answers) -> bool:
    """Return whether every outcome has one of the values that this deadline belongs to."""
    wanted = deadline["when"].items()
    return not any(can_be(engine, outcome, answers, tuple(v), False) for outcome, v in wanted)


def is_shown(engine: Engine, deadline: Deadline, answers: Answers) -> bool:
    """Return whether a deadline is certain, or can be the reader's and a right would be lost."""
    if not deadline["lost"]:
        return is_certain(engine, deadline, answers)
    wanted = deadline["when"].items()
    return all(can_be(engine, outcome, answers, tuple(values), True) for outcome, values in wanted)


def moved(day: str, deadline: Deadline) -> str | None:
    """Return the day moved by the length in force on it, or None where none was."""
    lengths = [length for since, length in deadline["values"] if since <= day]
    if not lengths or lengths[-1] is None:
        return None
    return add(day, deadline["sign"] * lengths[-1], deadline["unit"])
