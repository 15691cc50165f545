"""The checker on paper: for a group of outcomes their questions, and behind each answer where it leads.

Questions have numbers, results have letters. An answer never leads back, so nobody turns a page twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from string import ascii_uppercase
from typing import Any

from mionido.checker.days import shift
from mionido.checker.engine import Engine
from mionido.checker.graph import Graph, Target
from mionido.model.checker import TICK, Group, Outcome, Question, Rule, question_of
from mionido.model.law import Citation
from mionido.model.site import Records
from mionido.model.text import Text
from mionido.paper.pieces import Piece, filled, heading, like, lines, title
from mionido.paper.sheet import Paper, Print, Row, Sheet, drawn
from mionido.render.checker import answers_to, decider_of, yes_or_no
from mionido.render.edition import Edition
from mionido.render.pages import uri_of
from mionido.render.reading import CHECKER_RULES

RULES = "checker/checker"
NOT_KNOWN = "?"  # the mark of what follows for who cannot answer a question

Answer = tuple[Text, Target]


@dataclass(frozen=True)
class Flow(Sheet):
    """The questions of a group of outcomes."""

    group: str = ""

    @property
    def first(self) -> str:
        """The page where a phone asks the same."""
        return "checker"

    @property
    def page(self) -> str:
        """The address of the page where a phone begins with this group."""
        return f"{uri_of(self.first)}#for={self.group}"

    def checked(self, site: Records) -> date:
        """Return the day on which somebody compared the rules with their sources."""
        return site.checker.checked


def flows_of(site: Records) -> dict[str, Flow]:
    """Return the flow of each group by its name."""
    names = {group: f"questions-{group}" for group in site.checker.groups}
    return {name: Flow(name, RULES, (), group=group) for group, name in names.items()}


def data_of_flow(wanted: Print, flow: Flow) -> tuple[dict[str, Any], set[str]]:
    """Return what the template gets, and what of the site it shows: names as in render.reading."""
    return drawn(partial(_FlowPaper, flow=flow), wanted, {CHECKER_RULES})


class Marks:
    """What stands in the boxes of one outcome: in reading order 1, 2, 3, and A, B, C for results."""

    def __init__(self, graph: Graph) -> None:
        """Number the questions from the first one on."""
        self.questions = range(len(graph.nodes) - 1, -1, -1)  # none leads to a later one of these
        self.results = graph.values(graph.start)
        self._count = len(graph.nodes)

    def of(self, target: Target) -> str:
        """Return the mark of a question or a result."""
        if isinstance(target, int):
            return str(self._count - target)
        return ascii_uppercase[self.results.index(target)]


class _FlowPaper(Paper):
    """Writes the flow of one group."""

    def __init__(self, wanted: Print, editions: list[Edition], flow: Flow) -> None:
        super().__init__(wanted, editions)
        self.flow = flow
        self.group: Group = self.site.checker.groups[flow.group]
        self.is_of_one_day = (
            False  # whether some outcome here is right on the day of the print only
        )

    def data(self) -> dict[str, Any]:
        """Return all of it; it may have as many pages as it takes."""
        return {**super().data(), "pages": None, "contents": 2}

    def _title(self, edition: Edition) -> Piece:
        return Piece("title", edition.records.checker.groups[self.flow.group].title)

    def _page(self) -> str:
        return self.flow.page

    def _opening(self) -> Iterator[Row]:
        yield from self._row(lambda edition: list(_opening(edition)))

    def rows(self) -> Iterator[Row]:
        for name in self.group.outcomes:
            yield from self._outcome(name)

    def _outcome(self, name: str) -> Iterator[Row]:
        """Yield the title of an outcome, its questions with their answers, and its results."""
        graph = self.editions[-1].compiled.graphs[name]
        marks = Marks(graph)
        yield from self._row(lambda edition: [Piece("page", _outcome(edition, name).title)])
        if self._moves(graph):
            self.is_of_one_day = True
            yield from self._row(lambda edition: list(_of_one_day(edition)))
        explained: set[str] = set()
        for at in marks.questions:
            yield from self._question(graph, at, marks, explained)
        for value in marks.results:
            says = self._row(partial(_result, name=name, value=value))
            yield from _marked(says, "result", marks.of(value))
        yield from _marked(self._row(partial(_not_known, name=name)), "result", NOT_KNOWN)

    def _question(self, graph: Graph, at: int, marks: Marks, explained: set[str]) -> Iterator[Row]:
        """Yield a question; what helps to answer it, the first time; and each answer with its target."""
        fact = graph.nodes[at].fact
        has_help = question_of(fact) not in explained
        explained.add(question_of(fact))
        asked = self._row(partial(_question, fact=fact, has_help=has_help))
        yield from _marked(asked, "question", marks.of(at))
        in_each = [list(answers_of(edition, graph, at)) for edition in self.editions]
        for some in zip(*in_each, strict=True):
            target = some[0][1]
            cells = self._cells([Piece("choice", text) for text, _ in some])
            yield {
                "style": "choice",
                "number": 0,
                "goes_on": True,
                "mark": marks.of(target),
                "cells": [cell.as_data() for cell in cells],
            }

    def _moves(self, graph: Graph) -> bool:
        """Return whether tomorrow other days stand here: some are counted back from today."""
        compiled = self.editions[-1].compiled
        tomorrow = Engine(compiled.rules, shift(compiled.on, 1))
        return any(day not in tomorrow.edges[fact] for fact, day in days_on(graph))

    def _look_again(self) -> date:
        return self.editions[-1].today if self.is_of_one_day else super()._look_again()

    def _cited(self) -> Iterator[Citation]:
        """Yield the sources of the outcomes and of the rules under them."""
        for name in self.group.outcomes:
            yield from self.site[Outcome][name].sources
            for rule in self.site[Rule].values():
                if rule.outcome == name:
                    yield from rule.sources


def days_on(graph: Graph) -> Iterator[tuple[str, str]]:
    """Yield each day from which on another answer fits, with its fact."""
    for node in graph.nodes:
        is_date = any("-" in edge for edge in graph.edges[node.fact])
        for group, _ in node.choices if is_date else ():
            for first, _ in graph.days(node.fact, group):
                if first:
                    yield node.fact, first


def _marked(rows: Iterator[Row], style: str, mark: str) -> Iterator[Row]:
    """Yield rows, the first one with its mark."""
    for at, row in enumerate(rows):
        yield row if at else {**row, "style": style, "mark": mark}


def _outcome(edition: Edition, name: str) -> Outcome:
    return edition.records[Outcome][name]


def _of_one_day(edition: Edition) -> Iterator[Piece]:
    """Yield that these questions are right on one day only."""
    message = edition.records.interface["flow_only_today"]
    said = filled(message, date=edition.wrote(message).day(edition.today))
    for piece in lines(said, "warning"):
        yield replace(piece, is_bold=True)


def _opening(edition: Edition) -> Iterator[Piece]:
    """Yield how one reads the sheet, and what it cannot do."""
    t = edition.records.interface
    yield from lines(edition.records.checker.always, "warning")
    yield from lines(t["flow_intro"], "text")
    yield from lines(t["flow_days"], "text")


def _question(edition: Edition, fact: str, *, has_help: bool) -> list[Piece]:
    """Return a question: of several answers, one to say yes or no to."""
    question = edition.records[Question][question_of(fact)]
    asked = [*lines(question.ask, "question")]
    if TICK in fact:
        asked += lines(question.answers[fact.partition(TICK)[2]], "tick")
    if question.help and has_help:
        asked += lines(question.help, "text")
    return asked


def answers_of(edition: Edition, graph: Graph, at: int) -> Iterator[Answer]:
    """Yield each answer to a question in words, and where it leads."""
    node = graph.nodes[at]
    question = edition.records[Question][question_of(node.fact)]
    labels = _labels(edition, question)
    leads_to = {value: target for group, target in node.choices for value in group}
    for value, label in labels.items():
        if value in leads_to:
            yield label, leads_to[value]
    if question.type == "date":
        days = [(*span, to) for group, to in node.choices for span in graph.days(node.fact, group)]
        for first, last, target in sorted(days, key=lambda each: each[0] or ""):
            yield _days(edition, first, last), target
    if question.type == "number":
        spans = [
            (*span, to) for group, to in node.choices for span in graph.numbers(node.fact, group)
        ]
        for low, high, target in sorted(spans, key=lambda each: each[0]):
            yield _numbers(edition, low, high), target


def _labels(edition: Edition, question: Question) -> dict[str, Text]:
    """Return the answers that are words, as the page of the checker has them."""
    t = edition.records.interface
    return yes_or_no(t) if question.type == "several" else answers_to(question, t)


def _days(edition: Edition, first: str | None, last: str | None) -> Text:
    """Return the days from the first to the last in words; either may be open."""
    t = edition.records.interface
    if first and last:
        days = dict.fromkeys(edition.moment(day) for day in (first, last))
        return Text(" – ".join(days))
    if first is None and last is None:
        return t["rule_present"]
    message = t["rule_from" if first else "rule_until"]
    return filled(message, date=edition.wrote(message).moment(first or last or ""))


def _numbers(edition: Edition, low: int, high: int | None) -> Text:
    """Return the numbers from the lowest to the highest in words; the highest may be open."""
    t = edition.records.interface
    if high is None:
        return filled(t["rule_at_least"], what=edition.amount(low, "count"))
    if low == 0 and high > 0:
        return filled(t["rule_less_than"], what=edition.amount(high + 1, "count"))
    numbers = dict.fromkeys(edition.amount(each, "count") for each in (low, high))
    return Text(" – ".join(numbers))


def _result(edition: Edition, name: str, value: str) -> list[Piece]:
    """Return what a result says, what to do next, and who decides."""
    outcome = _outcome(edition, name)
    answer = outcome.values.get(value)
    says = outcome.not_applicable or edition.records.interface["rule_no_version"]
    says = answer.says if answer else says
    after = answer.next if answer else ()
    return _told(edition, says, after, decider_of(outcome, value))


def _not_known(edition: Edition, name: str) -> list[Piece]:
    """Return what who cannot answer a question does."""
    outcome = _outcome(edition, name)
    said = _told(edition, outcome.unknown, outcome.unknown_next, outcome.decided_by)
    return [heading(edition, "do_not_know", "result"), *said]


def _told(edition: Edition, says: Text, after: Sequence[str], decider: str) -> list[Piece]:
    first, *rest = lines(says, "text")
    told = [replace(first, is_bold=True), *rest]
    told += [title(edition, ident, "item") for ident in after]
    t = edition.records.interface
    who = filled(t["decided_by"], what=str(title(edition, decider, "text").text))
    return [*told, Piece("text", like(t["decided_by"], who))]
