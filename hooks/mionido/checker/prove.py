"""Proves what must hold of the rules on one day, and says in which situation it does not.

Each proof goes through all situations there are: not by listing them, but by branching on the fact
that an undecided rule waits for, as the engine itself does. What a lawyer reads of this is made by
report.py.
"""

import calendar
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from mionido.checker.ask import next_question
from mionido.checker.compile import comparisons, conditions_of
from mionido.checker.compiled import Condition
from mionido.checker.conditions import compare
from mionido.checker.days import add, shift
from mionido.checker.decide import decide, domain, possible
from mionido.checker.engine import Answers, Engine
from mionido.checker.graph import Graph
from mionido.checker.rules import applies, holds, open_fact, open_fact_of_rule, verdict, waits_for

Search = Callable[[Answers], Answers | None]
WALKS = 100
READERS = 20  # of each outcome, to count questions
MONTH_ENDS = (
    "2023-01-31",
    "2023-02-28",
    "2024-02-28",
    "2024-02-29",
    "2024-03-01",
    "2023-04-30",
    "2023-12-31",
)


@dataclass(frozen=True)
class Failure:
    """Something that must hold and does not: what, which record to mend, and a situation."""

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
        for first_rule, second in combinations(outcome["rules"], 2):
            if rules[first_rule]["value"] == rules[second]["value"]:
                continue
            if both := together(engine, [first_rule, second], {}):
                what = f"{first_rule} and {second} hold together and say different things"
                yield Failure(what, f"rules/{second}", both)


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
    needed = {deadline["start"] for deadline in engine.checker["deadlines"].values()}
    for outcome in engine.checker["outcomes"].values():
        needed.update(outcome["open"])
    for fact in engine.checker["facts"]:
        if fact not in needed:
            yield Failure(f"the answer to {fact} changes nothing", f"questions/{fact}")


def values_happen(engine: Engine) -> Iterator[Failure]:
    """P5: each value of each outcome is the result of some situation."""
    for name, outcome in engine.checker["outcomes"].items():
        for value in outcome["values"]:
            if value not in possible(engine, name, {}):
                yield Failure(f"{name} is never {value}", f"outcomes/{name}")


def knowledge_only_adds(engine: Engine) -> Iterator[Failure]:
    """P6: a definite value never changes when more becomes known (the same random walks)."""
    chooser = random.Random(6)
    outcomes, facts = engine.checker["outcomes"], list(engine.checker["facts"])
    for _ in range(WALKS):
        answers: dict[str, str] = {}
        before = {name: possible(engine, name, answers) for name in outcomes}
        for fact in chooser.sample(facts, len(facts)):
            if not (answers_to_fact := domain(engine, fact, answers)):
                break
            answers = {**answers, fact: chooser.choice(answers_to_fact)}
            for name, outcome in outcomes.items():
                if fact not in outcome["facts"]:
                    continue
                after = possible(engine, name, answers)
                if not after <= before[name]:
                    what = f"{name} became {sorted(after)} and could not be"
                    yield Failure(what, f"outcomes/{name}", answers)
                before[name] = after


def pages_agree(engine: Engine, graphs: Mapping[str, Graph]) -> Iterator[Failure]:
    """P7: the pages without JavaScript say what the engine says (the same random situations)."""
    chooser = random.Random(7)
    for name, graph in graphs.items():
        facts = engine.checker["outcomes"][name]["facts"]
        for _ in range(WALKS):
            answers = random_situation(engine, facts, chooser)
            said = graph.follow(answers)
            if said != decide(engine, name, answers):
                yield Failure(f"the page of {name} says {said}", f"outcomes/{name}", answers)


def rules_in_force(engine: Engine) -> Iterator[Failure]:
    """P10: each rule is in force on this day, and its period has an order."""
    for name, rule in engine.checker["rules"].items():
        if rule["until"] and rule["until"] < rule["from"]:
            yield Failure(f"{name} ends before it begins", f"rules/{name}")
        elif engine.on < rule["from"] or (rule["until"] and engine.on > rule["until"]):
            yield Failure(f"{name} is not in force on {engine.on}", f"rules/{name}")


def days_turn_where_they_should(engine: Engine) -> Iterator[Failure]:
    """P12: comparisons of days turn on the day they name; terms end on a day that exists."""
    for fact, edges in engine.edges.items():
        conditions = comparisons_of_days(engine, fact)
        for edge in edges:
            before, at, after = (
                [compare(engine, day, condition) for condition in conditions]
                for day in (shift(edge, -1), edge, shift(edge, 1))
            )
            if before == at or at != after:
                what = f"the rules do not turn on {edge}"
                yield Failure(what, f"questions/{fact}", {fact: edge})
    for name, deadline in engine.checker["deadlines"].items():
        length, unit = deadline["values"][-1][1], deadline["unit"]
        if length is None or unit not in ("months", "years"):
            continue
        for start in MONTH_ENDS:
            if not _ends_well(start, deadline["sign"] * length, unit):
                yield Failure(f"{name} does not end well from {start}", f"deadlines/{name}")


def comparisons_of_days(engine: Engine, fact: str) -> list[Condition]:
    """Return every comparison of a date with a day or a length of time, in rules, scopes and constraints."""
    found = []
    for condition in conditions_of(engine.checker):
        for part in comparisons(condition):
            if part.get("fact") == fact and not {"is", "in", "present"} & part.keys():
                found.append(part)
    return found


def _ends_well(start: str, length: int, unit: str) -> bool:
    begin, end = date.fromisoformat(start), date.fromisoformat(add(start, length, unit))
    months = (end.year - begin.year) * 12 + end.month - begin.month
    last = calendar.monthrange(end.year, end.month)[1]
    return months == length * (12 if unit == "years" else 1) and end.day == min(begin.day, last)


def situation_with(engine: Engine, outcome: str, value: str, answers: Answers) -> Answers | None:
    """Return a situation in which the outcome has this value, or None."""
    if value not in possible(engine, outcome, answers):
        return None
    if verdict(engine, outcome, answers) is not None:
        return answers
    fact = waits_for(engine, outcome, answers)
    return first(engine, fact, answers, lambda more: situation_with(engine, outcome, value, more))


def together(engine: Engine, rules: list[str], answers: Answers) -> Answers | None:
    """Return a situation in which all these rules hold, or None."""
    results = [applies(engine, name, answers) for name in rules]
    if False in results:
        return None
    if None not in results:
        return answers
    fact = open_fact_of_rule(engine, rules[results.index(None)], answers)
    return first(engine, fact, answers, lambda more: together(engine, rules, more))


def set_aside(engine: Engine, name: str, other: str, answers: Answers) -> Answers | None:
    """Return a situation in which a rule would hold, but for the other, or None."""
    when = engine.checker["rules"][name]["when"]
    held, excepted = holds(engine, when, answers), applies(engine, other, answers)
    if held is False or excepted is False:
        return None
    if held and excepted:
        return answers

    def search(more: Answers) -> Answers | None:
        return set_aside(engine, name, other, more)

    if held is None:
        return first(engine, open_fact(engine, when, answers), answers, search)
    return first(engine, open_fact_of_rule(engine, other, answers), answers, search)


def first(engine: Engine, fact: str, answers: Answers, search: Search) -> Answers | None:
    """Return what the search finds first when it goes through the answers to a fact, or None."""
    for answer in domain(engine, fact, answers):
        found = search({**answers, fact: answer})
        if found is not None:
            return found
    return None


def random_situation(
    engine: Engine, facts: Iterable[str], chooser: random.Random
) -> dict[str, str]:
    """Return one way to answer all these facts."""
    answers: dict[str, str] = {}
    for fact in facts:
        answers[fact] = chooser.choice(domain(engine, fact, answers))
    return answers


def pinning(engine: Engine) -> dict[str, tuple[float, float]]:
    """Return how many questions a reader of one outcome gets with the pinned order, and without.

    Both are the mean of the same random situations, the same each time.
    """
    chooser = random.Random(8)
    free = Engine({**engine.checker, "pinned": []}, engine.on)
    counted = {}
    for name, outcome in engine.checker["outcomes"].items():
        readers = [random_situation(engine, outcome["facts"], chooser) for _ in range(READERS)]
        pinned = sum(questions(engine, name, reader) for reader in readers)
        unpinned = sum(questions(free, name, reader) for reader in readers)
        counted[name] = pinned / READERS, unpinned / READERS
    return counted


def questions(engine: Engine, outcome: str, situation: Answers) -> int:
    """Return how many questions are asked in a situation until the outcome is known."""
    answers: dict[str, str] = {}
    fact = next_question(engine, answers, [], [outcome])
    while fact is not None and fact in situation:
        answers[fact] = situation[fact]
        fact = next_question(engine, answers, [], [outcome])
    return len(answers)


def differences(before: Engine, after: Engine, outcome: str) -> Iterator[tuple[Answers, str, str]]:
    """Yield each group of situations in which two versions of the rules disagree on an outcome.

    Branches on what either version still waits for, so one set of answers stands for all situations
    that have them.
    """

    def compared(answers: dict[str, str]) -> Iterator[tuple[Answers, str, str]]:
        old, new = (_possible(engine, outcome, answers) for engine in (before, after))
        if len(old) == 1 and old == new:
            return
        waiting = next((e for e in (before, after) if _verdict(e, outcome, answers) is None), None)
        if waiting is None:
            yield answers, next(iter(old)), next(iter(new))
            return
        fact = waits_for(waiting, outcome, answers)
        for answer in _answers(before, after, fact, answers):
            yield from compared({**answers, fact: answer})

    yield from compared({})


def _verdict(engine: Engine, outcome: str, answers: Answers) -> str | None:
    if outcome not in engine.checker["outcomes"]:
        return "not_asked"
    return verdict(engine, outcome, answers)


def _possible(engine: Engine, outcome: str, answers: Answers) -> frozenset[str]:
    if outcome not in engine.checker["outcomes"]:
        return frozenset(["not_asked"])
    return possible(engine, outcome, answers)


def _answers(before: Engine, after: Engine, fact: str, answers: Answers) -> list[str]:
    """Return the answers that either version tells apart."""
    found: dict[str, None] = {}
    for engine in (before, after):
        if fact in engine.checker["facts"]:
            found |= dict.fromkeys(domain(engine, fact, answers))
    return list(found)
