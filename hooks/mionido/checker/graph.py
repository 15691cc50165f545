"""Engine -> for each outcome a graph of questions: pages without JavaScript, a picture for reviewers.

A graph is made by asking, in every situation, for a fact the rules wait for; situations that go on
alike share a node.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from math import prod
from typing import Any

from mionido.checker.compiled import Checker, Outcome
from mionido.checker.days import shift
from mionido.checker.decide import domain
from mionido.checker.engine import Engine
from mionido.checker.residual import still_open
from mionido.checker.rules import verdict, waits_for

Target = int | str  # the number of the next node, or the value of the outcome
Keep = Callable[[Callable[[], Any]], Any]  # gives what the work gave last time, or does it


@dataclass(frozen=True)
class Node:
    """A question, and for each group of its answers (as in `domain`) where it leads."""

    fact: str
    choices: tuple[tuple[tuple[str, ...], Target], ...]


@dataclass(frozen=True)
class Graph:
    """The questions of an outcome; each node leads only to nodes with smaller numbers.

    `situations` is the number of ways to answer them; `edges` holds for each date, and each number,
    those from which on something changes.
    """

    outcome: str
    nodes: tuple[Node, ...]
    start: Target
    situations: int
    edges: dict[str, list[str]]

    def days(self, fact: str, group: tuple[str, ...]) -> list[tuple[str | None, str | None]]:
        """Return the days of a group as (first, last), neighbours as one; None is open."""
        edges = self.edges[fact]
        found: list[tuple[str | None, str | None]] = []
        for day in group:
            if day == "absent":
                continue
            after = next((edge for edge in edges if edge > day), None)
            first = day if day in edges else None
            last = shift(after, -1) if after else None
            if found and first and found[-1][1] == shift(first, -1):
                first = found.pop()[0]
            found.append((first, last))
        return found

    def numbers(self, fact: str, group: tuple[str, ...]) -> list[tuple[int, int | None]]:
        """Return the numbers of a group as (first, last), neighbours as one; the last may be open."""
        edges = self.edges[fact]
        found: list[tuple[int, int | None]] = []
        for number in sorted(int(each) for each in group if each != "absent"):
            after = next((int(edge) for edge in edges if int(edge) > number), None)
            first, last = number, after and after - 1
            if found and found[-1][1] == first - 1:
                first = found.pop()[0]
            found.append((first, last))
        return found

    def as_shown(self) -> object:
        """Return all that a page can show of it: of days and numbers only those that make a difference in it.

        Rules of other outcomes part the days, too, so another fact can give another graph that says the same.
        """
        nodes = [
            (node.fact, [(self._shown(node.fact, group), to) for group, to in node.choices])
            for node in self.nodes
        ]
        return self.outcome, nodes, self.start, self.situations

    def _shown(self, fact: str, group: tuple[str, ...]) -> object:
        edges = self.edges[fact]
        if not edges:
            return group
        spans = self.numbers if edges[0].isdecimal() else self.days
        return [each for each in group if not each[0].isdecimal()], spans(fact, group)

    def values(self, at: Target) -> list[str]:
        """Return the values that can still follow, in the order in which they are met."""
        if isinstance(at, str):
            return [at]
        found: dict[str, None] = {}
        for _, target in self.nodes[at].choices:
            found |= dict.fromkeys(self.values(target))
        return list(found)

    def follow(self, answers: Mapping[str, str]) -> str:
        """Return the value for answers to all facts, each one of its fact's domain."""
        at = self.start
        while not isinstance(at, str):
            node = self.nodes[at]
            at = next(target for group, target in node.choices if answers[node.fact] in group)
        return at


def graph_from(data: Sequence[Any]) -> Graph:
    """Return a graph that was kept as plain data, by `astuple` and as JSON."""
    outcome, nodes, start, situations, edges = data
    made = [
        Node(fact, tuple((tuple(group), target) for group, target in choices))
        for fact, choices in nodes
    ]
    return Graph(outcome, tuple(made), start, situations, edges)


def graph_of(engine: Engine, outcome: str) -> Graph:
    """Return the graph of an outcome on the engine's day."""
    facts = engine.checker["outcomes"][outcome]["facts"]
    nodes: dict[Node, int] = {}
    known: dict[object, Target] = {}

    def target(answers: dict[str, str]) -> Target:
        value = verdict(engine, outcome, answers)
        if value is not None:
            return value
        left = still_open(engine, outcome, answers)
        if left not in known:
            known[left] = ask(answers)
        return known[left]

    def ask(answers: dict[str, str]) -> Target:
        fact = waits_for(engine, outcome, answers)
        groups: dict[Target, list[str]] = {}
        for answer in domain(engine, fact, answers):
            leads_to = target({**answers, fact: answer})
            groups.setdefault(leads_to, []).append(answer)
        if len(groups) == 1:
            return next(iter(groups))
        node = Node(fact, tuple((tuple(group), each) for each, group in groups.items()))
        return nodes.setdefault(node, len(nodes))

    start = target({})
    edges = {fact: edges_of(engine, fact) for fact in facts}
    return Graph(outcome, tuple(nodes), start, count_situations(engine, facts), edges)


def edges_of(engine: Engine, fact: str) -> list[str]:
    """Return the days, or the numbers, from which on a comparison says something else."""
    known = engine.checker["facts"][fact]
    if known["type"] == "number":
        return [number for number in known["domain"] if number != "absent"]
    return engine.edges.get(fact, [])


def graphs_of(engine: Engine) -> dict[str, Graph]:
    """Return the graph of each outcome."""
    return {name: graph_of(engine, name) for name in engine.checker["outcomes"]}


class Compiled:
    """Rules with what takes a second to work out, and is only worked out for who looks at it."""

    def __init__(self, rules: Checker, on: str, keep: Keep = lambda work: work()) -> None:
        """Take the rules as they are written, the day, and what knows the graphs of last time, as data."""
        self.rules = rules
        self.on = on
        self._keep = keep

    @cached_property
    def graphs(self) -> dict[str, Graph]:
        """The questions of each outcome as a graph."""
        kept = self._keep(lambda: [astuple(each) for each in graphs_of(self._engine).values()])
        return {graph.outcome: graph for graph in map(graph_from, kept)}

    @property
    def _engine(self) -> Engine:
        return Engine(self.rules, self.on)

    @cached_property
    def checker(self) -> Checker:
        """The rules with what a phone need not work out: which facts are `open` in each outcome."""
        outcomes: dict[str, Outcome] = {}
        for name, outcome in self.rules["outcomes"].items():
            asked = {node.fact for node in self.graphs[name].nodes}
            open_facts = [fact for fact in outcome["facts"] if fact in asked]
            outcomes[name] = {**outcome, "open": open_facts}
        return {**self.rules, "outcomes": outcomes}


def admissible(engine: Engine, facts: list[str]) -> Iterator[dict[str, str]]:
    """Yield every way to answer these facts that breaks no constraint among them."""

    def extend(answers: dict[str, str], rest: list[str]) -> Iterator[dict[str, str]]:
        if not rest:
            yield answers
            return
        for answer in domain(engine, rest[0], answers):
            yield from extend({**answers, rest[0]: answer}, rest[1:])

    return extend({}, facts)


def count_situations(engine: Engine, facts: list[str]) -> int:
    """Return how many ways there are to answer these facts.

    Facts that no constraint joins are counted apart.
    """
    groups = {fact: {fact} for fact in facts}
    for constraint in engine.checker["constraints"].values():
        joined: set[str] = set()
        for fact in constraint["facts"]:
            joined |= groups.get(fact, set())
        groups |= dict.fromkeys(joined, joined)
    apart = {id(group): sorted(group) for group in groups.values()}
    return prod(sum(1 for _ in admissible(engine, group)) for group in apart.values())
