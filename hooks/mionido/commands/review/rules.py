"""Outcomes and days that are another one for some reader, whatever they answer."""

from collections import Counter
from math import prod
from typing import NamedTuple

from mionido.checker.decide import domain
from mionido.checker.engine import Answers, Engine
from mionido.checker.prove.changes import SHOWN, Asked, OfDay, OfOutcome, differences
from mionido.commands.answer import says
from mionido.commands.report import situation
from mionido.model.checker import Deadline, Outcome
from mionido.project import Project
from mionido.render.edition import Edition


class Turn(NamedTuple):
    """What is said before and after, in how many situations, and the answers of one of them."""

    before: str
    after: str
    situations: int
    example: str


class Turned(NamedTuple):
    """An outcome or a day that is another one: in how many situations, and every way it turns.

    One line for each way, because a thousand harmless turns would hide the one that harms.
    """

    name: str
    title: str
    situations: int
    turns: list[Turn]


def turned_outcomes(before: Project, after: Project) -> list[Turned]:
    """Return each outcome whose value changes somewhere."""
    if _are_alike(before, after):
        return []
    names = dict.fromkeys([*before.rules["outcomes"], *after.rules["outcomes"]])
    found = [_turned(OfOutcome(name), before, after) for name in names]
    return [each for each in found if each.situations]


def turned_days(before: Project, after: Project) -> list[Turned]:
    """Return each day of the reader that is shown to others than before."""
    if _are_alike(before, after):
        return []
    names = dict.fromkeys([*before.rules["deadlines"], *after.rules["deadlines"]])
    found = [_turned(OfDay(name), before, after) for name in names]
    return [each for each in found if each.situations]


def _are_alike(before: Project, after: Project) -> bool:
    """Whether both have the same rules with the same numbers on the same day; then nothing turns, in any situation."""
    return before.today == after.today and before.rules == after.rules


def _turned(asked: OfOutcome | OfDay, before: Project, after: Project) -> Turned:
    """Return what changes, in the words of the version that has it."""
    on = after.today.isoformat()
    then, now = Engine(before.compiled.checker, on), Engine(after.compiled.checker, on)
    is_there = asked.name in _titles(after, asked)
    engine, project = (now, after) if is_there else (then, before)
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], Answers] = {}
    for answers, was, is_now in differences(then, now, asked):
        counts[was, is_now] += _size(engine, asked, answers)
        examples.setdefault((was, is_now), answers)
    turns = [
        Turn(
            _said(before.written, asked, was),
            _said(after.written, asked, is_now),
            count,
            situation(examples[was, is_now], project.written),
        )
        for (was, is_now), count in counts.most_common()
    ]
    title = project.written.plain(_titles(project, asked)[asked.name])
    return Turned(asked.name, title, counts.total(), turns)


def _titles(project: Project, asked: OfOutcome | OfDay) -> dict[str, str]:
    """Return what the outcomes, or the days, of a version are called."""
    site = project.loaded.site
    if isinstance(asked, OfOutcome):
        return {name: each.title for name, each in site[Outcome].items()}
    return {name: each.title for name, each in site[Deadline].items()}


def _size(engine: Engine, asked: Asked, answers: Answers) -> int:
    """Return how many situations share these answers."""
    open_facts = [
        fact
        for fact in asked.facts(engine)
        if fact not in answers and fact in engine.checker["facts"]
    ]
    return prod(len(domain(engine, fact, answers)) for fact in open_facts)


def _said(edition: Edition, asked: OfOutcome | OfDay, value: str) -> str:
    """Return what readers are told: the sentence of an outcome, or that of a day."""
    if isinstance(asked, OfDay):
        day = edition.site[Deadline].get(asked.name)
        return edition.plain(day.says) if day and value == SHOWN else "this day is not shown"
    outcome = edition.site[Outcome].get(asked.name)
    if outcome is None:
        return "this was not asked"
    return edition.plain(says(outcome, value, edition.site.interface))
