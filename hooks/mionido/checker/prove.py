"""Proves what must hold of the rules on one day, and says in which situation it does not.

Each proof goes through all situations there are: not by listing them, but by branching on the fact that an undecided
rule waits for, as the engine itself does. What a lawyer reads of this is made by report.py.
"""

import calendar
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mionido.checker.evaluate import Answers, Engine, add, shift
from mionido.checker.graph import Graph

Search = Callable[[Answers], Answers | None]
WALKS = 100
READERS = 20  # of each outcome, to count questions
MONTH_ENDS = ("2023-01-31", "2023-02-28", "2024-02-28", "2024-02-29", "2024-03-01", "2023-04-30", "2023-12-31")


@dataclass(frozen=True)
class Failure:
    """Something that must hold and does not: what, the id of the record to mend, and the situation that shows it."""

    what: str
    record: str
    situation: Answers = field(default_factory=dict)


def prove(engine: Engine, graphs: Mapping[str, Graph]) -> dict[str, list[Failure]]:
    """Return the failures of each proof that needs nothing but the rules; an empty list is a proof.

    P8, P9 and P11 are about texts and sources, and stand in report.py.
    """
    proofs = {
        "P1": one_value,
        "P2": no_conflict,
        "P3": exceptions_matter,
        "P4": questions_matter,
        "P5": values_happen,
        "P6": knowledge_only_adds,
        "P10": rules_in_force,
        "P12": days_turn_where_they_should,
    }
    found = {name: list(proof(engine)) for name, proof in proofs.items()}
    return found | {"P7": list(pages_agree(engine, graphs))}


def one_value(engine: Engine) -> Iterator[Failure]:
    """P1: every situation gives each outcome exactly one value; no situation is left without."""
    for name in engine.checker["outcomes"]:
        if gap := situation_with(engine, name, "no_version", {}):
            yield Failure(f"no rule of {name} says anything", f"outcomes/{name}", gap)


def no_conflict(engine: Engine) -> Iterator[Failure]:
    """P2: two rules that give an outcome different values never hold together."""
    rules = engine.checker["rules"]
    for outcome in engine.checker["outcomes"].values():
        for number, first in enumerate(outcome["rules"]):
            for second in outcome["rules"][number + 1 :]:
                if rules[first]["value"] != rules[second]["value"] and (both := together(engine, [first, second], {})):
                    yield Failure(
                        f"{first} and {second} hold together and say different things", f"rules/{second}", both
                    )


def exceptions_matter(engine: Engine) -> Iterator[Failure]:
    """P3: each rule can hold, and each exception can set its rule aside."""
    for name, rule in engine.checker["rules"].items():
        if together(engine, [name], {}) is None:
            yield Failure(f"{name} never holds", f"rules/{name}")
        for other in rule["unless"]:
            if set_aside(engine, name, other, {}) is None:
                yield Failure(f"{other} never sets {name} aside", f"rules/{name}")


def questions_matter(engine: Engine) -> Iterator[Failure]:
    """P4: each question changes an outcome, or begins one of the reader's dates."""
    starts = {deadline["start"] for deadline in engine.checker["deadlines"].values()}
    for fact in engine.checker["facts"]:
        outcomes = engine.checker["outcomes"].items()
        if fact not in starts and not any(fact in outcome["open"] for _, outcome in outcomes):
            yield Failure(f"the answer to {fact} changes nothing", f"questions/{fact}")


def values_happen(engine: Engine) -> Iterator[Failure]:
    """P5: each value of each outcome is the result of some situation."""
    for name, outcome in engine.checker["outcomes"].items():
        for value in outcome["values"]:
            if value not in engine.possible(name, {}):
                yield Failure(f"{name} is never {value}", f"outcomes/{name}")


def knowledge_only_adds(engine: Engine) -> Iterator[Failure]:
    """P6: a definite value never changes when more becomes known (random walks, the same each time)."""
    chooser = random.Random(6)
    outcomes = engine.checker["outcomes"]
    for _ in range(WALKS):
        answers: dict[str, str] = {}
        before = {name: engine.possible(name, answers) for name in outcomes}
        for fact in chooser.sample(list(engine.checker["facts"]), len(engine.checker["facts"])):
            if not (domain := engine.domain(fact, answers)):
                break
            answers = {**answers, fact: chooser.choice(domain)}
            after = {n: engine.possible(n, answers) if fact in o["facts"] else before[n] for n, o in outcomes.items()}
            for name in outcomes:
                if not after[name] <= before[name]:
                    yield Failure(f"{name} became {sorted(after[name])} and could not be", f"outcomes/{name}", answers)
            before = after


def pages_agree(engine: Engine, graphs: Mapping[str, Graph]) -> Iterator[Failure]:
    """P7: the pages without JavaScript say what the engine says (random situations, the same each time)."""
    chooser = random.Random(7)
    for name, graph in graphs.items():
        facts = engine.checker["outcomes"][name]["facts"]
        for _ in range(WALKS):
            answers = random_situation(engine, facts, chooser)
            if graph.follow(answers) != engine.decide(name, answers):
                yield Failure(f"the page of {name} says {graph.follow(answers)}", f"outcomes/{name}", answers)


def rules_in_force(engine: Engine) -> Iterator[Failure]:
    """P10: each rule is in force on this day, and its period has an order."""
    for name, rule in engine.checker["rules"].items():
        if rule["until"] and rule["until"] < rule["from"]:
            yield Failure(f"{name} ends before it begins", f"rules/{name}")
        elif engine.on < rule["from"] or (rule["until"] and engine.on > rule["until"]):
            yield Failure(f"{name} is not in force on {engine.on}", f"rules/{name}")


def days_turn_where_they_should(engine: Engine) -> Iterator[Failure]:
    """P12: each comparison of days turns between the day before and the day itself; terms end on a day that exists."""
    for fact, edges in engine.edges.items():
        tests = engine.tests_of_days(fact)
        for edge in edges:
            around = [shift(edge, -1), edge, shift(edge, 1)]
            turns = [tuple(engine.compare(day, test) for test in tests) for day in around]
            if turns[0] == turns[1] or turns[1] != turns[2]:
                yield Failure(f"the rules do not turn on {edge}", f"questions/{fact}", {fact: edge})
    for name, deadline in engine.checker["deadlines"].items():
        for start in MONTH_ENDS:
            length = deadline["sign"] * deadline["values"][-1][1]
            if deadline["unit"] in ("months", "years") and not _ends_well(start, length, deadline["unit"]):
                yield Failure(f"{name} does not end well from {start}", f"deadlines/{name}")


def _ends_well(start: str, length: int, unit: str) -> bool:
    begin, end = date.fromisoformat(start), date.fromisoformat(add(start, length, unit))
    months = (end.year - begin.year) * 12 + end.month - begin.month
    last = calendar.monthrange(end.year, end.month)[1]
    return months == length * (12 if unit == "years" else 1) and end.day == min(begin.day, last)


def situation_with(engine: Engine, outcome: str, value: str, answers: Answers) -> Answers | None:
    """Return a situation in which the outcome has this value, or None."""
    if value not in engine.possible(outcome, answers):
        return None
    if engine.verdict(outcome, answers) is not None:
        return answers
    fact = engine.waits_for(outcome, answers)
    return first(engine, fact, answers, lambda more: situation_with(engine, outcome, value, more))


def together(engine: Engine, rules: list[str], answers: Answers) -> Answers | None:
    """Return a situation in which all these rules hold, or None."""
    results = [engine.applies(name, answers) for name in rules]
    if None not in results or False in results:
        return None if False in results else answers
    fact = engine.open_fact_of_rule(rules[results.index(None)], answers)
    return first(engine, fact, answers, lambda more: together(engine, rules, more))


def set_aside(engine: Engine, name: str, other: str, answers: Answers) -> Answers | None:
    """Return a situation in which a rule would hold, but for the other, or None."""
    when = engine.checker["rules"][name]["when"]
    results = [engine.holds(when, answers), engine.applies(other, answers)]
    if None not in results or False in results:
        return None if False in results else answers
    is_first = results[0] is None
    fact = engine.open_fact(when, answers) if is_first else engine.open_fact_of_rule(other, answers)
    return first(engine, fact, answers, lambda more: set_aside(engine, name, other, more))


def first(engine: Engine, fact: str, answers: Answers, search: Search) -> Answers | None:
    """Return what the search finds first when it goes through the answers to a fact, or None."""
    found = (search({**answers, fact: answer}) for answer in engine.domain(fact, answers))
    return next((each for each in found if each is not None), None)


def random_situation(engine: Engine, facts: list[str], chooser: random.Random) -> dict[str, str]:
    """Return one way to answer all these facts."""
    answers: dict[str, str] = {}
    for fact in facts:
        answers[fact] = chooser.choice(engine.domain(fact, answers))
    return answers


def pinning(engine: Engine) -> dict[str, tuple[float, float]]:
    """Return for each outcome how many questions a reader gets who wants only that: with the pinned order, and without.

    Both are the mean of the same random situations, the same each time.
    """
    chooser = random.Random(8)
    free = Engine({**engine.checker, "pinned": []}, engine.on)
    counted = {}
    for name, outcome in engine.checker["outcomes"].items():
        readers = [random_situation(engine, outcome["facts"], chooser) for _ in range(READERS)]
        counted[name] = tuple(
            sum(questions(each, name, reader) for reader in readers) / READERS for each in (engine, free)
        )
    return counted


def questions(engine: Engine, outcome: str, situation: Answers) -> int:
    """Return how many questions are asked in a situation until the outcome is known."""
    answers: dict[str, str] = {}
    while (fact := engine.next_question(answers, [], [outcome])) in situation:
        answers[fact] = situation[fact]
    return len(answers)


def differences(before: Engine, after: Engine, outcome: str) -> Iterator[tuple[Answers, Any, Any]]:
    """Yield each group of situations in which two versions of the rules give an outcome different values.

    Branches on what either version still waits for, so one set of answers stands for all situations that have them.
    """

    def compare(answers: dict[str, str]) -> Iterator[tuple[Answers, Any, Any]]:
        old, new = (_possible(engine, outcome, answers) for engine in (before, after))
        if len(old) == 1 and old == new:
            return
        waiting = next((e for e in (before, after) if _verdict(e, outcome, answers) is None), None)
        if waiting is None:
            yield answers, next(iter(old)), next(iter(new))
            return
        fact = waiting.waits_for(outcome, answers)
        for answer in _answers(before, after, fact, answers):
            yield from compare({**answers, fact: answer})

    yield from compare({})


def _verdict(engine: Engine, outcome: str, answers: Answers) -> str | None:
    return engine.verdict(outcome, answers) if outcome in engine.checker["outcomes"] else "not_asked"


def _possible(engine: Engine, outcome: str, answers: Answers) -> frozenset[str]:
    return engine.possible(outcome, answers) if outcome in engine.checker["outcomes"] else frozenset(["not_asked"])


def _answers(before: Engine, after: Engine, fact: str, answers: Answers) -> list[str]:
    """Return the answers that either version tells apart."""
    engines = [engine for engine in (before, after) if fact in engine.checker["facts"]]
    return list(dict.fromkeys(answer for engine in engines for answer in engine.domain(fact, answers)))
