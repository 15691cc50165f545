"""Logic in which something may be not known (None), and what one comparison says of one answer."""

from collections.abc import Iterable

from mionido.checker.compiled import Condition
from mionido.checker.days import add, span
from mionido.checker.engine import Engine


def any_of(results: Iterable[bool | None]) -> bool | None:
    """Return True if one is True, else None if one is not known, else False."""
    found: bool | None = False
    for result in results:
        if result is True:
            return True
        if result is None:
            found = None
    return found


def negate(result: bool | None) -> bool | None:
    """Return the opposite; not known stays not known."""
    return None if result is None else not result


def inside(condition: Condition) -> list[Condition] | None:
    """Return the conditions that this one joins, or None if it is a comparison."""
    if "not" in condition:
        return [condition["not"]]
    return condition["all"] if "all" in condition else condition.get("any")


def compare(engine: Engine, value: str, condition: Condition) -> bool | None:
    """Apply one comparison; nothing is before or after an absent date, part of one may leave it open."""
    if "is" in condition:
        return value == condition["is"]
    if "in" in condition:
        return value in condition["in"]
    if "present" in condition or value == "absent":
        return value != "absent"
    if "at_least" in condition:
        return int(value) >= condition["at_least"]
    key = (value, id(condition))
    if key not in engine.compared:
        first, last = span_of(engine, condition["fact"], value)
        result = is_on_side(engine, first, condition)
        is_same = result == is_on_side(engine, last, condition)
        engine.compared[key] = result if is_same else None
    return engine.compared[key]


def span_of(engine: Engine, fact: str, answer: str) -> tuple[str, str]:
    """Return the first and last day that an answer can mean; what is past does not lie after today."""
    first, last = span(answer)
    known = engine.checker["facts"].get(fact)
    is_cut = known and known.get("past") and first <= engine.on < last
    return first, engine.on if is_cut else last


def is_on_side(engine: Engine, day: str, condition: Condition) -> bool:
    """Return whether a whole day lies on the side of another, or of today, that is wanted."""
    if "from" in condition:
        return day >= condition["from"]
    if "until" in condition:
        return day <= condition["until"]
    if "before" in condition:
        return day < condition["before"]
    if "after" in condition:
        return day > condition["after"]
    if "ago" in condition:
        return add(day, *condition["ago"]) <= engine.on
    return add(day, *condition["longer_ago"]) < engine.on
