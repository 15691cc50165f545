"""Days as text, "2023-06-15", or parts, "2023-06" and "2023"; and the few that stand for all others."""

import calendar
from datetime import date, timedelta

from mionido.checker.compiled import Fact

FREE_DAY = "2000-01-01"  # stands for every day where no rule compares with a date


def is_whole(answer: str | None) -> bool:
    """Whether nothing about a day is open: it is there, and not a year or month only."""
    return answer is not None and not (answer[:4].isdigit() and len(answer) < len("2023-06-15"))


def span(day: str) -> tuple[str, str]:
    """Return the first and last day of a day, month or year."""
    if len(day) == len("2023"):
        return f"{day}-01-01", f"{day}-12-31"
    if len(day) == len("2023-06"):
        year, month = map(int, day.split("-"))
        return f"{day}-01", f"{day}-{calendar.monthrange(year, month)[1]:02}"
    return day, day


def shift(day: str, days: int) -> str:
    """Return the day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def add(day: str, length: int, unit: str) -> str:
    """Return the day so much later; the last day of a month that is too short."""
    if unit == "days":
        return shift(day, length)
    if unit == "weeks":
        return shift(day, length * 7)
    year, month, number = map(int, day.split("-"))
    months = length if unit == "months" else length * 12
    year, month = divmod(year * 12 + month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(number, last)).isoformat()


def edges_of(fact: Fact, on: str) -> list[str]:
    """Return the days from which on a comparison says something else than on the day before."""
    ago = [first_not_ago(on, length, unit, longer) for length, unit, longer in fact["ago"]]
    return sorted({*fact["days"], *ago})


def first_not_ago(on: str, length: int, unit: str, longer: int) -> str:
    """Return the first day that is not yet so long ago, or not yet longer ago."""
    today = shift(on, -longer)
    day = add(today, -length, unit)
    while add(day, length, unit) <= today:  # so it is at first: a short month only makes it earlier
        day = shift(day, 1)
    return day


def days_between(edges: list[str], part: str | None) -> list[str]:
    """Return the first day before, between and after the edges; of part of a day those in it."""
    if part:
        first, last = span(part)
    elif edges:
        first, last = shift(edges[0], -1), edges[-1]
    else:
        return [FREE_DAY]
    return [first, *(edge for edge in edges if first < edge <= last)]
