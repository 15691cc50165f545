"""All situations at once: a condition, rule or outcome as a decision diagram.

A diagram asks one fact after another, in the order of the questions, and ends with what holds for
those who answer so. It asks no fact that changes nothing, and what is the same in two of its places
is there once; so a few dozen diagrams stand for millions of situations. It is made from the rules
alone, without asking the engine what it makes of answers that are missing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from mionido.checker.compile import comparisons, conditions_of
from mionido.checker.compiled import Condition
from mionido.checker.conditions import compare
from mionido.checker.decide import domain
from mionido.checker.engine import Answers, Engine

NOBODY = None  # the value in situations that cannot be


@dataclass(frozen=True, eq=False, slots=True)
class Diagram:
    """The number of a fact and what follows each answer to it; or, at an end, a value."""

    level: int
    next: tuple["Diagram", ...] = ()
    value: Any = None


class Diagrams:
    """The rules on one day, as diagrams."""

    def __init__(self, engine: Engine, forced: Mapping[str, str] | None = None) -> None:
        """Take the rules; each outcome in `forced` has that value, whatever its rules say."""
        self.engine, self.checker = engine, engine.checker
        self.facts = list(self.checker["facts"])
        self.answers = [domain(engine, fact, {}) for fact in self.facts]
        self.compared: dict[str, list[Condition]] = {fact: [] for fact in self.facts}
        for condition in conditions_of(self.checker):
            for part in comparisons(condition):
                if "fact" in part:
                    self.compared[part["fact"]].append(part)
        self.known: dict[object, Diagram] = {}
        self.outcomes = {name: self.end(value) for name, value in (forced or {}).items()}
        self.rules: dict[str, Diagram] = {}

    def end(self, value: object) -> Diagram:
        """Return the diagram that has one value in every situation."""
        return self.known.setdefault((value,), Diagram(len(self.facts), (), value))

    def ask(self, level: int, then: Iterable[Diagram]) -> Diagram:
        """Return the diagram that goes on as the answer to a fact says."""
        after = tuple(then)
        if all(each is after[0] for each in after):
            return after[0]
        return self.known.setdefault((level, after), Diagram(level, after))

    def join(self, work: Callable[..., object], *diagrams: Diagram) -> Diagram:
        """Return the diagram of what `work` makes of the values of these."""

        @cache
        def joined(*parts: Diagram) -> Diagram:
            level = min(part.level for part in parts)
            if level == len(self.facts):
                return self.end(work(*(part.value for part in parts)))
            after = []
            for index in range(len(self.answers[level])):
                chosen = (p.next[index] if p.level == level else p for p in parts)
                after.append(joined(*chosen))
            return self.ask(level, after)

        return joined(*diagrams)

    def all(self, diagrams: Iterable[Diagram]) -> Diagram:
        """Return where all of these are true."""
        found = self.end(value=True)
        for each in diagrams:
            found = self.join(lambda one, other: one and other, found, each)
        return found

    def negate(self, diagram: Diagram) -> Diagram:
        """Return where this is false."""
        return self.join(lambda value: not value, diagram)

    def holds(self, condition: Condition) -> Diagram:
        """Return where a condition holds."""
        if "fact" in condition:
            level = self.facts.index(condition["fact"])
            said = [compare(self.engine, each, condition) for each in self.answers[level]]
            return self.ask(level, map(self.end, said))
        if "all" in condition:
            return self.all(map(self.holds, condition["all"]))
        if "any" in condition:
            no_part = self.all(self.negate(self.holds(part)) for part in condition["any"])
            return self.negate(no_part)
        if "not" in condition:
            return self.negate(self.holds(condition["not"]))
        outcome = self.outcome(condition["outcome"])
        return self.join(lambda value: compare(self.engine, value, condition), outcome)

    def applies(self, name: str) -> Diagram:
        """Return where a rule holds and none of its exceptions sets it aside."""
        if name not in self.rules:
            rule = self.checker["rules"][name]
            others = [self.negate(self.applies(other)) for other in rule["unless"]]
            held = self.all([self.holds(rule["when"]), *others])
            self.rules[name] = self.end(value=False) if name in self.engine.followed else held
        return self.rules[name]

    def outcome(self, name: str) -> Diagram:
        """Return the value of an outcome, as rules.verdict gives it where everything is answered."""
        if name not in self.outcomes:
            self.outcomes[name] = self._outcome(name)
        return self.outcomes[name]

    def _outcome(self, name: str) -> Diagram:
        outcome = self.checker["outcomes"][name]
        if self.engine.on < outcome["from"]:
            return self.end("no_version")
        value = self.end(outcome["otherwise"] or "no_version")
        lapsed = [rule for rule in outcome["rules"] if rule in self.engine.lapsed]
        speaking = [rule for rule in outcome["rules"] if rule not in self.engine.lapsed]
        for rule in (*lapsed, *reversed(speaking)):
            said = "no_version" if rule in lapsed else self.checker["rules"][rule]["value"]
            value = self.choose(self.applies(rule), self.end(said), value)
        if outcome["scope"]:
            value = self.choose(self.holds(outcome["scope"]), value, self.end("not_applicable"))
        return value

    def choose(self, test: Diagram, one: Diagram, other: Diagram) -> Diagram:
        """Return one diagram where the test is true, the other elsewhere."""
        return self.join(lambda is_so, yes, no: yes if is_so else no, test, one, other)

    @cached_property
    def can_be(self) -> Diagram:
        """Where no constraint is broken."""
        constraints = self.checker["constraints"].values()
        return self.all(self.negate(self.holds(each["never"])) for each in constraints)

    def real(self, diagram: Diagram) -> Diagram:
        """Return a diagram with the value NOBODY in situations that cannot be."""
        return self.choose(self.can_be, diagram, self.end(NOBODY))

    def values(self, diagram: Diagram, answers: Answers) -> set[Any]:
        """Return every value that a diagram still can have for these answers, but for NOBODY."""
        meant = {self.facts.index(fact): self.meant(fact, answers[fact]) for fact in answers}
        if not all(meant.values()):
            return set()
        found, todo, seen = set(), [diagram], {diagram}
        while todo:
            at = todo.pop()
            if not at.next:
                found.add(at.value)
                continue
            after = {at.next[index] for index in meant.get(at.level, range(len(at.next)))}
            todo += after - seen
            seen |= after
        return found - {NOBODY}

    def meant(self, fact: str, answer: str) -> set[int]:
        """Return which answers of a fact this one is, or can be if it is a day known in part."""
        mine = self.answers[self.facts.index(fact)]
        if answer in mine and fact not in self.engine.edges:
            return {mine.index(answer)}
        days = domain(self.engine, fact, {fact: answer}) if answer != "absent" else ["absent"]
        alike = {self._said(fact, each) for each in days}
        return {index for index, each in enumerate(mine) if self._said(fact, each) in alike}

    def _said(self, fact: str, answer: str) -> tuple[bool | None, ...]:
        """Return what all comparisons of a fact say of an answer."""
        return tuple(compare(self.engine, answer, each) for each in self.compared[fact])

    def example(self, diagram: Diagram, value: object = True) -> dict[str, str] | None:
        """Return few answers with which a diagram always has this value, or None if it never has."""
        answers = self.situation(diagram, value, lambda indexes: indexes[0])
        if answers is None:
            return None
        for fact in reversed(self.facts):
            fewer = {each: answers[each] for each in answers if each != fact}
            if self.values(diagram, fewer) == {value}:
                answers = fewer
        return answers

    def situation(
        self,
        diagram: Diagram,
        value: object,
        choose: Callable[[Sequence[int]], int],
    ) -> dict[str, str] | None:
        """Return answers to all facts with which a diagram has this value, or None."""

        @cache
        def leads_there(part: Diagram) -> bool:
            return any(map(leads_there, part.next)) if part.next else part.value == value

        if not leads_there(diagram):
            return None
        answers, at = {}, diagram
        for level, fact in enumerate(self.facts):
            indexes = range(len(self.answers[level]))
            if at.level == level:
                index = choose([each for each in indexes if leads_there(at.next[each])])
                at = at.next[index]
            else:
                index = choose(indexes)
            answers[fact] = self.answers[level][index]
        return answers
