"""The proofs about readers who do not know everything.

A reader is drawn at random, the same each time: a situation that can be, answered in any order,
with some answers left out and some days known as a month or year only. After each answer, what the
engine says is held beside what the diagrams say of all situations that are still possible.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from mionido.checker.compile import comparisons
from mionido.checker.compiled import Checker, Deadline, Rule
from mionido.checker.days import is_whole, shift
from mionido.checker.deadlines import dates, moved
from mionido.checker.decide import decide, possible
from mionido.checker.engine import Answers, Engine
from mionido.checker.explain import basis, because, missing
from mionido.checker.prove.diagrams import Diagram, Diagrams
from mionido.checker.prove.law import Failure, Law

READERS = 12  # of each outcome, and of each day
MORE = 300  # together with the facts an outcome depends on
KNOWN = (0.3, 0.6, 0.9)  # of all facts, by a reader
IN_PART = 0.3  # of days: only the month or year at first
LATER = 0.5  # of those: the whole day later on
FAR = 400  # days: what is more than a year away is no different


@dataclass
class Found:
    """What is wrong, by proof and record: as the reader met it who had given the fewest answers."""

    failures: dict[tuple[str, str], Failure] = field(default_factory=dict)

    def add(self, proof: str, what: str, record: str, answers: Answers) -> None:
        """Note what is wrong, unless it was met with fewer answers before."""
        before = self.failures.get((proof, record))
        if before is None or len(answers) < len(before.situation):
            self.failures[proof, record] = Failure(what, record, dict(answers))

    def __iter__(self) -> Iterator[tuple[str, Failure]]:
        """Go through the failures, each with the name of its proof."""
        for (proof, _), failure in self.failures.items():
            yield proof, failure


def as_they_answer(
    engine: Engine, whole: Answers, facts: Iterable[str], chooser: random.Random
) -> Iterator[Answers]:
    """Yield what a reader has said after each answer, some of them given before anybody listens."""
    part = chooser.choice(KNOWN)
    known = [fact for fact in facts if chooser.random() < part]
    chooser.shuffle(known)
    unheard = chooser.randrange(len(known) + 1)
    answers: Answers = {}
    for number, fact in enumerate(known):
        answer = whole[fact]
        is_cut = fact in engine.edges and answer != "absent" and chooser.random() < IN_PART
        if is_cut:
            answers = {**answers, fact: answer[: chooser.choice([len("2023"), len("2023-06")])]}
            if number >= unheard:
                yield answers
        if not is_cut or chooser.random() < LATER:
            answers = {**answers, fact: answer}
            if number >= unheard:
                yield answers


def rules_of(checker: Checker, outcome: str) -> Checker:
    """Return the rules without all that can make no difference to one outcome.

    What is proven of these is proven of all, and stays so while these are the same.
    """
    outcomes, rules, facts = {outcome}, set[str](), set[str]()
    todo = [outcome]
    while todo:
        asked = checker["outcomes"][todo.pop()]
        facts.update(asked["facts"])
        rules |= _with_others(checker["rules"], asked["rules"])
        conditions = [checker["rules"][name]["when"] for name in rules]
        conditions += [asked["scope"]] if asked["scope"] else []
        compared = [*chain.from_iterable(map(comparisons, conditions))]
        facts |= {part["fact"] for part in compared if "fact" in part}
        read = {part["outcome"] for part in compared if "outcome" in part} - outcomes
        outcomes |= read
        todo += read
    constraints = checker["constraints"]
    while wider := [
        each["facts"]
        for each in constraints.values()
        if facts.intersection(each["facts"]) and not facts.issuperset(each["facts"])
    ]:
        facts.update(*wider)
    return {
        **checker,
        "facts": {name: each for name, each in checker["facts"].items() if name in facts},
        "rules": {name: each for name, each in checker["rules"].items() if name in rules},
        "outcomes": {name: each for name, each in checker["outcomes"].items() if name in outcomes},
        "constraints": {n: c for n, c in constraints.items() if facts.issuperset(c["facts"])},
        "pinned": [],
        "groups": {},
        "deadlines": {},
        "promises": {},
    }


def _with_others(rules: Mapping[str, Rule], names: Iterable[str]) -> set[str]:
    """Return rules with their exceptions, and those that speak before and after them."""
    found, todo = set[str](), [*names]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [*rules[name]["unless"], *rules[name].get("chain", ())]
    return found


def readers_of_outcome(diagrams: Diagrams, law: Law, name: str) -> Iterator[tuple[str, Failure]]:
    """P6, P13 and P15: what the engine says of one outcome, and why.

    Each value is that of about as many readers.
    """
    engine, chooser, found = _with_own_memory(diagrams.engine), random.Random(name), Found()
    said, facts = diagrams.real(diagrams.outcome(name)), engine.checker["outcomes"][name]["facts"]
    for answers in _readers(diagrams, engine, said, facts, chooser):
        can_be = diagrams.values(said, answers)
        _knowledge_only_adds(engine, name, answers, can_be, found)
        _not_knowing_takes_nothing(engine, law, name, answers, can_be, found)
        _reasons_are_true(diagrams, engine, name, answers, found)
    yield from found


def _readers(
    diagrams: Diagrams, engine: Engine, said: Diagram, facts: list[str], chooser: random.Random
) -> Iterator[Answers]:
    """Yield what readers have said after each answer; first of all, one who has said nothing.

    Where there are few facts there are more readers, because it costs nothing.
    """
    yield {}
    values = sorted(diagrams.values(said, {}))
    for number in range(max(READERS, MORE // max(len(facts), 1)) if values else 0):
        engine.memory.clear()
        value = values[number % len(values)]
        whole = diagrams.situation(said, value, chooser.choice) or {}
        yield from as_they_answer(engine, whole, facts, chooser)


def _knowledge_only_adds(
    engine: Engine, name: str, answers: Answers, can_be: set[str], found: Found
) -> None:
    """P6: what is possible is what the situations give that the answers leave, neither more nor less.

    So a definite value never changes when more becomes known.
    """
    says = possible(engine, name, answers)
    if too_many := says - can_be:
        what = f"{name} is said to be possible as {_words(too_many)}, which no situation gives"
        found.add("P6", what, f"outcomes/{name}", answers)
    if too_few := can_be - says:
        what = f"{name} is said to be impossible as {_words(too_few)}, which some situation gives"
        found.add("P6", what, f"outcomes/{name}", answers)


def _not_knowing_takes_nothing(
    engine: Engine, law: Law, name: str, answers: Answers, can_be: set[str], found: Found
) -> None:
    """P15: what all situations share that are left is said; who hears "not known" has a next step."""
    value = decide(engine, name, answers)
    shared = next(iter(can_be)) if len(can_be) == 1 else "unknown"
    if value != shared:
        what = f"{name} is said to be {value}, and is {shared}"
        found.add("P15", what, f"outcomes/{name}", answers)
    if value == "unknown" and name not in law.has_next and not missing(engine, name, answers):
        what = f"{name} is not known, and nobody says what to do"
        found.add("P15", what, f"outcomes/{name}", answers)


def _reasons_are_true(
    diagrams: Diagrams, engine: Engine, name: str, answers: Answers, found: Found
) -> None:
    """P13: the answers named are enough, and each rule named can hold and give this value."""
    value = decide(engine, name, answers)
    if value == "unknown":
        return
    said = diagrams.outcome(name)
    reason = because(engine, name, answers)
    told = {fact: answers[fact] for fact in reason}
    if diagrams.values(diagrams.real(said), told) != {value}:
        what = f"the answers that are named are not enough for {name} to be {value}"
        found.add("P13", what, f"outcomes/{name}", answers)
    is_said = diagrams.join(lambda each: each == value, said)
    for rule in basis(engine, name, answers):
        holds = diagrams.real(diagrams.all([diagrams.applies(rule), is_said]))
        if True not in diagrams.values(holds, answers):
            what = f"{rule} is named as the reason, and cannot hold"
            found.add("P13", what, f"rules/{rule}", answers)


def readers_of_deadline(diagrams: Diagrams, name: str) -> Iterator[tuple[str, Failure]]:
    """P14 and P15: whether one of the reader's days is shown when it must be."""
    engine, chooser, found = _with_one_deadline(diagrams.engine, name), random.Random(name), Found()
    deadline = engine.checker["deadlines"][name]
    start = _fact_it_starts_from(engine, deadline)
    mine = diagrams.real(_where_it_is_the_readers(diagrams, deadline, start))
    needed = {start, deadline.get("unsure", start)}
    for outcome in deadline["when"]:
        needed |= {*engine.checker["outcomes"][outcome]["facts"]}
    facts = [fact for fact in diagrams.facts if fact in needed]
    for _ in range(READERS):
        situation = diagrams.situation(mine, value=True, choose=chooser.choice)
        if situation is None:
            return
        whole = _on_any_day(engine, situation, chooser)
        if unsure := deadline.get("unsure"):
            whole = _about_one_letter(diagrams, mine, whole, start, unsure)
        for answers in as_they_answer(engine, whole, facts, chooser):
            shown = dates(engine, answers).get(name)
            _no_right_is_lost(engine, name, start, whole, answers, shown, found)
            if shown is None and diagrams.values(mine, answers) == {True}:
                _shared_day_is_shown(engine, name, start, answers, found)
        engine.memory.clear()
    yield from found


def _no_right_is_lost(
    engine: Engine,
    name: str,
    start: str,
    whole: Answers,
    answers: Answers,
    shown: str | None,
    found: Found,
) -> None:
    """P14: a last day that can be the reader's is shown as the earliest it can be, or without a day."""
    deadline, record = engine.checker["deadlines"][name], f"deadlines/{name}"
    if not deadline["lost"]:
        return
    day = _day(engine, deadline, whole[start])
    if day is None:
        return
    if shown is None:
        found.add("P14", f"{name} can be the reader's last day, and is not shown", record, answers)
    elif shown.partition("/")[0] > day and _tells_the_day(deadline, start, whole, answers):
        found.add("P14", f"{name} can be earlier than it is shown", record, answers)
    elif not shown and is_whole(answers.get(start)):
        found.add("P14", f"{name} is shown without its day, which is known", record, answers)


def _tells_the_day(deadline: Deadline, start: str, whole: Answers, answers: Answers) -> bool:
    """Whether the reader's day follows from these answers, and not from those about another letter."""
    return start in answers or whole.get(deadline.get("unsure", start)) == whole[start]


def _shared_day_is_shown(
    engine: Engine, name: str, start: str, answers: Answers, found: Found
) -> None:
    """P15: a day that is the reader's in all situations left is shown, if it is known."""
    if not is_whole(answers.get(start)) or answers[start] == "absent":
        return
    if _day(engine, engine.checker["deadlines"][name], answers[start]):
        what = f"{name} is the reader's in any case, and is not shown"
        found.add("P15", what, f"deadlines/{name}", answers)


def _with_own_memory(engine: Engine) -> Engine:
    """Return the same rules, so that what is remembered of readers can be forgotten."""
    return Engine(engine.checker, engine.on)


def _with_one_deadline(engine: Engine, name: str) -> Engine:
    """Return the rules with one deadline, and those it starts from."""
    every, kept = engine.checker["deadlines"], {}
    while name in every:
        kept[name] = every[name]
        name = every[name]["start"]
    return Engine({**engine.checker, "deadlines": dict(reversed(kept.items()))}, engine.on)


def _fact_it_starts_from(engine: Engine, deadline: Deadline) -> str:
    """Return the fact from which a deadline is counted, also by way of others."""
    other = engine.checker["deadlines"].get(deadline["start"])
    return _fact_it_starts_from(engine, other) if other else deadline["start"]


def _where_it_is_the_readers(diagrams: Diagrams, deadline: Deadline, start: str) -> Diagram:
    """Return where all outcomes have the values of a deadline, and the day it starts from is there."""
    parts = [diagrams.holds({"fact": start, "present": True})]
    for outcome, values in deadline["when"].items():
        parts.append(diagrams.holds({"outcome": outcome, "in": values}))
    return diagrams.all(parts)


def _day(engine: Engine, deadline: Deadline, start: str) -> str | None:
    """Return the day a deadline falls on, counted from this one, also by way of others."""
    other = engine.checker["deadlines"].get(deadline["start"])
    begins = _day(engine, other, start) if other else start
    return moved(begins, deadline) if begins else None


def _on_any_day(engine: Engine, whole: Answers, chooser: random.Random) -> Answers:
    """Return a situation with other days, which all rules treat like those in it."""
    moved_days = dict(whole)
    for fact, edges in engine.edges.items():
        day = whole[fact]
        if day == "absent":
            continue
        if day not in edges:
            latest = day if edges else engine.on
            moved_days[fact] = shift(latest, -chooser.randrange(FAR))
            continue
        later = [edge for edge in edges if edge > day]
        last = min([shift(day, FAR), *(shift(edge, -1) for edge in later)])
        if engine.checker["facts"][fact].get("past"):
            last = max(day, min(last, engine.on))
        number = chooser.randrange(FAR)
        moved_days[fact] = min(shift(day, number), last)
    return moved_days


def _about_one_letter(
    diagrams: Diagrams, mine: Diagram, whole: Answers, start: str, unsure: str
) -> Answers:
    """Return the situation in which both questions ask for the date of the same letter, if it can be."""
    same = {**whole, unsure: whole[start]}
    return same if diagrams.values(mine, same) == {True} else whole


def _words(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))
