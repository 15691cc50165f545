"""The reader's own dates: which are shown, and on which day they fall."""

from mionido.checker.compiled import Deadline
from mionido.checker.days import add, span
from mionido.checker.decide import decide, possible
from mionido.checker.engine import Answers, Engine


def dates(engine: Engine, answers: Answers) -> dict[str, str]:
    """Return the reader's deadlines: each a day, or "first/last" of what it can be."""
    found: dict[str, str] = {}
    for name, deadline in engine.checker["deadlines"].items():
        start = found.get(deadline["start"]) or answers.get(deadline["start"], "absent")
        if start == "absent" or not is_shown(engine, deadline, answers):
            continue
        days = [moved(day, deadline) for day in (start.split("/") if "/" in start else span(start))]
        ends = [day for day in days if day is not None]
        if len(ends) == len(days):
            found[name] = "/".join(dict.fromkeys(ends))
    return found


def is_certain(engine: Engine, deadline: Deadline, answers: Answers) -> bool:
    """Return whether every outcome has one of the values that this deadline belongs to."""
    wanted = deadline["when"].items()
    return all(decide(engine, outcome, answers) in values for outcome, values in wanted)


def is_shown(engine: Engine, deadline: Deadline, answers: Answers) -> bool:
    """Return whether a deadline is certain, or can be the reader's and a right would be lost."""
    if not deadline["lost"]:
        return is_certain(engine, deadline, answers)
    for outcome, values in deadline["when"].items():
        if possible(engine, outcome, answers).isdisjoint(values):
            return False
    return True


def moved(day: str, deadline: Deadline) -> str | None:
    """Return the day moved by the length in force on it, or None where none was."""
    lengths = [length for since, length in deadline["values"] if since <= day]
    if not lengths or lengths[-1] is None:
        return None
    return add(day, deadline["sign"] * lengths[-1], deadline["unit"])
