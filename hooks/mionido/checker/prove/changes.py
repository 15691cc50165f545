"""Where two versions of the rules disagree, for who reads what a change does."""

from collections.abc import Iterator
from typing import Protocol

from mionido.checker.compiled import Checker, Condition, Outcome, Rule
from mionido.checker.conditions import inside
from mionido.checker.decide import can_be, domain, possible
from mionido.checker.engine import Answers, Engine
from mionido.checker.rules import verdict, waits_for

NOT_ASKED = "not_asked"
SHOWN, HIDDEN = "shown", "hidden"


class Asked(Protocol):
    """What two versions are compared in."""

    def facts(self, engine: Engine) -> list[str]:
        """Return the facts it can depend on."""

    def decided_by(self, engine: Engine) -> object:
        """Return all that decides it: where that is the same, so is what it says."""

    def settled(self, engine: Engine, answers: Answers) -> str | None:
        """Return what the answers settle directly, else None."""

    def possible(self, engine: Engine, answers: Answers) -> frozenset[str]:
        """Return what it can still be."""

    def waits_for(self, engine: Engine, answers: Answers) -> str:
        """Return a missing fact that could settle more, where nothing is settled."""


def differences(before: Engine, after: Engine, asked: Asked) -> Iterator[tuple[Answers, str, str]]:
    """Yield each group of situations in which two versions of the rules disagree.

    Branches on what either version still waits for, so one set of answers stands for all situations
    that have them.
    """
    if asked.decided_by(before) == asked.decided_by(after):
        return

    def compared(answers: dict[str, str]) -> Iterator[tuple[Answers, str, str]]:
        old, new = asked.possible(before, answers), asked.possible(after, answers)
        if len(old) == 1 and old == new:
            return
        both = (before, after)
        waiting = next((each for each in both if asked.settled(each, answers) is None), None)
        if waiting is None:
            if old != new:
                yield answers, next(iter(old)), next(iter(new))
            return
        fact = asked.waits_for(waiting, answers)
        for answer in _answers(before, after, fact, answers):
            yield from compared({**answers, fact: answer})

    yield from compared({})


class OfOutcome:
    """The value of an outcome, which one of the versions may not have."""

    def __init__(self, name: str) -> None:
        """Ask for the outcome that is called so."""
        self.name = name

    def facts(self, engine: Engine) -> list[str]:
        """Return the facts that its rules can depend on."""
        outcome = engine.checker["outcomes"].get(self.name)
        return outcome["facts"] if outcome else []

    def decided_by(self, engine: Engine) -> object:
        """Return its rules, and all that they look at."""
        return decided_by(engine.checker, [self.name])

    def settled(self, engine: Engine, answers: Answers) -> str | None:
        """Return its value, where the rules settle it directly."""
        is_there = self.name in engine.checker["outcomes"]
        return verdict(engine, self.name, answers) if is_there else NOT_ASKED

    def possible(self, engine: Engine, answers: Answers) -> frozenset[str]:
        """Return every value it can still have."""
        is_there = self.name in engine.checker["outcomes"]
        return possible(engine, self.name, answers) if is_there else frozenset([NOT_ASKED])

    def waits_for(self, engine: Engine, answers: Answers) -> str:
        """Return the fact that its rules wait for."""
        return waits_for(engine, self.name, answers)


class OfDay:
    """Whether a day of the reader is shown: its outcomes all have the values that it belongs to."""

    def __init__(self, name: str) -> None:
        """Ask for the day that is called so."""
        self.name = name

    def facts(self, engine: Engine) -> list[str]:
        """Return the facts that its outcomes can depend on."""
        outcomes = engine.checker["outcomes"]
        wanted = {fact for name in self._when(engine) for fact in outcomes[name]["facts"]}
        return [fact for fact in engine.checker["facts"] if fact in wanted]

    def decided_by(self, engine: Engine) -> object:
        """Return when it is shown, and what decides these outcomes."""
        return self._when(engine), decided_by(engine.checker, [*self._when(engine)])

    def settled(self, engine: Engine, answers: Answers) -> str | None:
        """Return whether it is shown, where its outcomes are settled directly."""
        found: str | None = SHOWN if self._when(engine) else HIDDEN
        for name, values in self._when(engine).items():
            value = verdict(engine, name, answers)
            if value is not None and value not in values:
                return HIDDEN
            found = found if value is not None else None
        return found

    def possible(self, engine: Engine, answers: Answers) -> frozenset[str]:
        """Return whether it can be shown, and whether it can be not."""
        when = [(name, tuple(values)) for name, values in self._when(engine).items()]
        if not when or not all(can_be(engine, name, answers, each, True) for name, each in when):
            return frozenset([HIDDEN])
        if not any(can_be(engine, name, answers, each, False) for name, each in when):
            return frozenset([SHOWN])
        settled = self.settled(engine, answers)
        return frozenset([settled]) if settled else frozenset([SHOWN, HIDDEN])

    def waits_for(self, engine: Engine, answers: Answers) -> str:
        """Return the fact that the first of its outcomes waits for."""
        names = self._when(engine)
        name = next(each for each in names if verdict(engine, each, answers) is None)
        return waits_for(engine, name, answers)

    def _when(self, engine: Engine) -> dict[str, list[str]]:
        """Return its outcomes and their values; none where there is no such day."""
        deadline = engine.checker["deadlines"].get(self.name)
        return deadline["when"] if deadline else {}


def decided_by(checker: Checker, names: list[str]) -> object:
    """Return the outcomes that these rest on, their rules, and the questions and limits of these."""
    outcomes: dict[str, Outcome] = {}
    rules: dict[str, Rule] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in outcomes or name not in checker["outcomes"]:
            continue
        outcome = outcomes[name] = checker["outcomes"][name]
        conditions = [outcome["scope"]] if outcome["scope"] else []
        for rule in _with_exceptions(checker, outcome["rules"]):
            rules[rule] = checker["rules"][rule]
            conditions.append(rules[rule]["when"])
        waiting += [part["outcome"] for each in conditions for part in _outcomes_in(each)]
    asked = {fact for outcome in outcomes.values() for fact in outcome["facts"]}
    facts = {fact: checker["facts"][fact] for fact in sorted(asked)}
    limits = {
        name: each for name, each in checker["constraints"].items() if asked & {*each["facts"]}
    }
    return outcomes, rules, facts, limits


def _with_exceptions(checker: Checker, names: list[str]) -> list[str]:
    """Return rules with those that set them aside, and those that speak before or after them."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            rule = checker["rules"][name]
            waiting += [*rule["unless"], *rule.get("chain", ())]
    return list(found)


def _outcomes_in(condition: Condition) -> Iterator[Condition]:
    """Yield the comparisons of an outcome inside a condition."""
    parts = inside(condition)
    if parts is None:
        if "outcome" in condition:
            yield condition
        return
    for part in parts:
        yield from _outcomes_in(part)


def _answers(before: Engine, after: Engine, fact: str, answers: Answers) -> list[str]:
    """Return the answers that either version tells apart: of days that both treat alike, one."""
    edges = {*before.edges.get(fact, ()), *after.edges.get(fact, ())}
    found: dict[str | int, str] = {}
    for engine in (before, after):
        if fact in engine.checker["facts"]:
            for answer in domain(engine, fact, answers):
                is_day = fact in engine.edges and answer != "absent"
                alike = sum(edge <= answer for edge in edges) if is_day else answer
                found.setdefault(alike, answer)
    return list(found.values())
