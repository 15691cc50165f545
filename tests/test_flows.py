"""The longer papers: the checker with what its answers lead to, read as a helper reads it; and the booklet."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from babel import Locale
from babel.dates import get_month_names
from pypdf import PdfReader

from conftest import ROOT
from mionido.checker.days import shift
from mionido.checker.decide import domain
from mionido.checker.engine import Engine
from mionido.checker.graph import Graph, graph_of
from mionido.checker.rules import verdict
from mionido.model.checker import ABSENT, TICK, Outcome, Question, question_of
from mionido.model.kinds import KINDS
from mionido.model.site import Site
from mionido.model.text import Text
from mionido.paper.book import CHAPTERS, book_of, data_of_book
from mionido.paper.flow import Flow, data_of_flow, days_on, flows_of
from mionido.paper.sheet import Print, Sheet
from mionido.project import Project
from mionido.publish.handouts import Handouts, Wanted
from mionido.render.pages import ids_of, title_of
from pdf import bare, marked, reader, spoken
from test_handouts import handout, pairs

pytestmark = pytest.mark.xdist_group("flows")  # one process makes the papers, for all of them
FEW = 10  # questions, for which tomorrow is worked out too
SITUATIONS = 8  # for each outcome
MANY_DAYS = 4000  # how far a day lies at most from those of the rules


def words_of(cell: dict) -> str:
    """Return the words of a cell."""
    return "".join(run["words"] for run in cell["runs"])


@pytest.fixture(scope="module")
def handouts(law: Project) -> Handouts:
    """Return the papers of a law."""
    return Handouts(law)


def on_paper(handouts: Handouts, sheet: Sheet, *codes: str) -> dict[str, Any]:
    """Return what stands on a paper."""
    print_ = Print(sheet, tuple(handouts.edition(code) for code in codes))
    if isinstance(sheet, Flow):
        return data_of_flow(print_, sheet)[0]
    return data_of_book(print_)[0]


# As a helper reads it: nothing but words, numbers and letters


@dataclass
class Asked:
    """A question on paper: its words, and behind each answer a mark."""

    words: list[str] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Leaf:
    """The part of a paper about one outcome."""

    title: str
    questions: dict[str, Asked] = field(default_factory=dict)
    results: dict[str, list[str]] = field(default_factory=dict)


def leaves(data: dict) -> Iterator[Leaf]:
    """Yield each part of a paper, read from above."""
    leaf, lines = Leaf(""), list[str]()
    for row in data["rows"]:
        words, mark = words_of(row["cells"][0]), row.get("mark")
        if row["style"] == "page":
            if leaf.title:
                yield leaf
            leaf = Leaf(words)
        elif row["style"] == "question":
            assert mark not in leaf.questions
            asked = leaf.questions[mark] = Asked([words])
            lines = asked.words
        elif row["style"] == "choice":
            asked.answers.append((words, mark))
        elif row["style"] == "result":
            assert mark not in leaf.results
            lines = leaf.results[mark] = [words]
        else:
            lines.append(words)
    yield leaf


class Helper:
    """Somebody with the paper, and a person who answers; knows the language, and no rule."""

    def __init__(self, project: Project) -> None:
        """Learn the words of the language."""
        self.edition = project.written
        self.site, self.t = self.edition.site, self.edition.site.interface

    @cached_property
    def facts(self) -> dict[str, str]:
        """Each fact by the words one asks for it with."""
        found: dict[str, str] = {}
        for name, question in self.site[Question].items():
            for fact in question.facts(name):
                ticked = question.answers[fact.partition(TICK)[2]] if TICK in fact else ""
                asked = self.said(f"{question.ask}\n{ticked}".strip())
                assert asked not in found
                found[asked] = fact
        return found

    def said(self, text: str) -> str:
        """Return a text as it stands on paper."""
        return self.edition.plain(text)

    def follow(self, leaf: Leaf, answers: dict[str, str]) -> list[str]:
        """Go from the first question to a result, and return its words."""
        mark, last = next(iter(leaf.questions), "A"), 0
        while mark in leaf.questions:
            assert int(mark) > last, "nobody turns back"
            last = int(mark)
            asked = leaf.questions[mark]
            fact = self.fact_of(asked)
            fitting = {to for words, to in asked.answers if self.fits(fact, answers[fact], words)}
            assert len(fitting) == 1, (leaf.title, mark, fact, answers[fact], asked.answers)
            (mark,) = fitting
        return leaf.results[mark]

    def fact_of(self, asked: Asked) -> str:
        """Return what a question asks for: the longest of its first lines that asks for something."""
        for count in range(len(asked.words), 0, -1):
            if fact := self.facts.get(" ".join(asked.words[:count])):
                return fact
        raise AssertionError(asked)

    def fits(self, fact: str, answer: str, words: str) -> bool:
        """Return whether somebody with this answer chooses these words."""
        question = self.site[Question][question_of(fact)]
        if answer == ABSENT:
            return words == self.said(question.may_be_absent)
        if question.may_be_absent and words == self.said(question.may_be_absent):
            return False
        match question.type:
            case "date":
                return self.is_between(answer, words, self.day)
            case "number":
                return self.is_between(int(answer), words, int)
            case "one_of":
                return words == self.said(question.answers[answer])
        return words == self.said(self.t[answer])

    def is_between(self, value: Any, words: str, read: Any) -> bool:
        """Return whether a day or number lies where the words say."""
        if words == self.t["rule_present"]:
            return True
        if found := self.filled("rule_from", words) or self.filled("rule_at_least", words):
            return value >= read(found)
        if found := self.filled("rule_until", words):
            return value <= read(found)
        if found := self.filled("rule_less_than", words):
            return value < read(found)
        first, _, last = words.partition(" – ")
        return read(first) <= value <= read(last or first)

    def filled(self, message: str, words: str) -> str:
        """Return what stands in the place of a message, if the words are that message."""
        pattern = re.sub(r"\\{\w+\\}", "(.+)", re.escape(self.t[message]))
        found = re.fullmatch(pattern, words)
        return found[1] if found else ""

    def day(self, words: str) -> str:
        """Return a day in words as "2031-02-14"."""
        number, month, year = words.replace(".", "").split()
        names = get_month_names("wide", locale=Locale(self.edition.catalog.code))
        months = {name: at for at, name in names.items()}
        return f"{year}-{months[month]:02}-{int(number):02}"


def situation(engine: Engine, graph: Graph, chance: random.Random) -> dict[str, str]:
    """Return answers that some reader can have; each second reader is one who is asked much."""
    answers: dict[str, str] = {}
    facts = engine.checker["outcomes"][graph.outcome]["facts"]
    if chance.random() < 0.5:
        at = graph.start
        while isinstance(at, int):
            node = graph.nodes[at]
            leads_to = {answer: target for group, target in node.choices for answer in group}
            some = [each for each in domain(engine, node.fact, answers) if each in leads_to]
            deeper = [each for each in some if isinstance(leads_to[each], int)]
            answers[node.fact] = chance.choice(deeper or some)
            at = leads_to[answers[node.fact]]
    for fact in facts:
        if fact not in answers:
            answers[fact] = chance.choice(domain(engine, fact, answers))
    return {fact: any_day(engine, fact, answer, chance) for fact, answer in answers.items()}


def any_day(engine: Engine, fact: str, answer: str, chance: random.Random) -> str:
    """Return a day that the rules treat like this one."""
    edges = engine.edges.get(fact)
    if not edges or answer == ABSENT:
        return answer
    first, last = answer, shift(answer, MANY_DAYS)
    if answer < edges[0]:
        first, last = shift(edges[0], -MANY_DAYS), shift(edges[0], -1)
    elif later := [edge for edge in edges if edge > answer]:
        last = shift(later[0], -1)
    length = date.fromisoformat(last) - date.fromisoformat(first)
    return shift(first, chance.randint(0, length.days))


def test_the_paper_gives_the_answers_of_the_engine(handouts: Handouts):
    """For any situation: who reads only words and boxes comes to the words of the engine's result."""
    helper, chance = Helper(handouts.project), random.Random(15)
    site, compiled = handouts.site, handouts.project.written.compiled
    engine = Engine(compiled.rules, compiled.on)
    met: dict[str, set[str]] = {}
    for flow in flows_of(site).values():
        papers = leaves(on_paper(handouts, flow, handouts.project.language))
        for name, leaf in zip(site.checker.groups[flow.group].outcomes, papers, strict=True):
            assert leaf.title == helper.said(site[Outcome][name].title)
            for _ in range(SITUATIONS):
                answers = situation(engine, compiled.graphs[name], chance)
                value = verdict(engine, name, answers)
                expected = [helper.said(line) for line in says(site, name, value).splitlines()]
                said = helper.follow(leaf, answers)
                assert said[: len(expected)] == expected, (name, answers)
                met.setdefault(name, set()).add(value)
    assert all(len(values) > 1 for values in met.values()), met


def says(site: Site, name: str, value: str) -> Text:
    """Return what is said for a value of an outcome."""
    outcome = site[Outcome][name]
    if value in outcome.values:
        return outcome.values[value].says
    return outcome.not_applicable or site.interface["rule_no_version"]


def test_nobody_is_left_without_a_step(handouts: Handouts):
    """Each question has two answers or more, each box leads somewhere, and who does not know has a box."""
    for flow in flows_of(handouts.site).values():
        for leaf in leaves(on_paper(handouts, flow, handouts.project.language)):
            marks = {to for asked in leaf.questions.values() for _, to in asked.answers}
            assert marks <= {*leaf.questions, *leaf.results}
            assert {*leaf.questions, *leaf.results} - marks <= {"1", "A", "?"}
            assert all(len({to for _, to in each.answers}) > 1 for each in leaf.questions.values())
            assert list(leaf.results)[-1] == "?"


def test_each_language_has_the_same_boxes_and_no_open_place(handouts: Handouts):
    """A helper and a reader point at the same row; a day that only a phone works out is not on paper."""
    official, *others = pairs(handouts.project)
    for sheet in (*flows_of(handouts.site).values(), book_of(handouts.site)):
        first = marks_on(on_paper(handouts, sheet, *official))
        for codes in others if isinstance(sheet, Flow) else others[-1:]:
            data = on_paper(handouts, sheet, *codes)
            assert marks_on(data) == first, codes
            for row in (*data["opening"], *data["rows"], *data["foot"]):
                assert not [cell for cell in row["cells"] if "{" in words_of(cell)], (codes, row)


def marks_on(data: dict) -> list[tuple[str, str]]:
    """Return the boxes of a paper."""
    return [(row["style"], row["mark"]) for row in data["rows"] if "mark" in row]


def test_what_is_right_on_one_day_only_says_so(built: Project):
    """Some days are counted back from today; where nothing says so, all days are the same tomorrow."""
    handouts = Handouts(built)
    site, compiled = built.loaded.site, built.written.compiled
    tomorrow = Engine(compiled.rules, shift(compiled.on, 1))
    warning = built.written.plain(site.interface["flow_only_today"].splitlines()[1])
    found = set()
    for flow in flows_of(site).values():
        has_warning = list(warned(on_paper(handouts, flow, built.language), warning))
        for name, is_warned in zip(
            site.checker.groups[flow.group].outcomes, has_warning, strict=True
        ):
            graph = compiled.graphs[name]
            if len(graph.nodes) < FEW:
                same = [*days_on(graph)] == [*days_on(graph_of(tomorrow, name))]
                assert is_warned != same, name
                found.add(same)
    assert found == {True, False}


def warned(data: dict, warning: str) -> Iterator[bool]:
    """Yield for each outcome of a paper whether it has a warning."""
    rows = [(row["style"], words_of(row["cells"][0])) for row in data["rows"]]
    starts = [at for at, (style, _) in enumerate(rows) if style == "page"]
    for start, end in pairwise([*starts, len(rows)]):
        yield ("warning", warning) in rows[start:end]


# As a file


@dataclass
class Paper:
    """A paper as a file, what stands on it, and its languages."""

    made: bytes
    data: dict[str, Any]
    codes: tuple[str, ...]

    @cached_property
    def pdf(self) -> PdfReader:
        """The file as a program reads it."""
        return reader(self.made)

    @cached_property
    def pages(self) -> list[str]:
        """The words of each page."""
        if len(self.codes) > 1:  # of which pdfium mixes both sides
            said = [marked(page, self.pdf).values() for page in self.pdf.pages]
            return [bare("".join(each.words for each in page)) for page in said]
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(self.made)]
        return [bare(page) for page in pages]

    def foot(self, at: int) -> str:
        """Return what stands at the foot of a page."""
        count = bare(words_of(self.data["count"][0]))
        return count.replace("{number}", str(at)).replace("{total}", str(len(self.pages)))

    def contents(self, end: int) -> str:
        """Return the words before the page of the first heading, in two languages of its list only."""
        if len(self.codes) > 1:
            return bare("".join(each.words for each in spoken(self.pdf) if "/TOCI" in each.tags))
        pages = [self.pages[at - 1].replace(self.foot(at), "") for at in range(1, end)]
        return "".join(pages)


@pytest.fixture(scope="module")
def papers(handouts: Handouts) -> list[Paper]:
    """Return a flow alone and beside another language; of the small law the booklet, too, which is short."""
    language = handouts.project.language
    flow = list(flows_of(handouts.site).values())[-1]
    wanted = [(flow, (language,)), (flow, (language, "ar"))]
    if handouts.project.root != ROOT:
        wanted.append((book_of(handouts.site), (language,)))
    return [
        Paper(handouts.make(Wanted(sheet, codes))[0], on_paper(handouts, sheet, *codes), codes)
        for sheet, codes in wanted
    ]


HEADINGS = {"page": 0, "chapter": 0, "record": 1, "part": 2}


def bookmarks(pdf: Any) -> list[tuple[int, str, int]]:
    """Return the depth, the words and the page of each bookmark below that of the title."""

    def below(some: list[Any], depth: int) -> Iterator[tuple[int, str, int]]:
        for each in some:
            if isinstance(each, list):
                yield from below(each, depth + 1)
            else:
                yield depth, str(each.title), pdf.get_destination_page_number(each) + 1

    return [each for each in below(pdf.outline, -1) if each[0] >= 0]


def test_the_contents_name_the_pages_of_the_headings(papers: list[Paper]):
    """Each title with the number of its page, in the order of the paper; bookmarks lead to the same."""
    for paper in papers:
        marks = bookmarks(paper.pdf)
        headed = [row for row in paper.data["rows"] if row["style"] in HEADINGS]
        assert [depth for depth, _, _ in marks] == [HEADINGS[row["style"]] for row in headed]
        shown = [(words, at) for depth, words, at in marks if depth < paper.data["contents"] - 1]
        assert bare("".join(f"{words}{at}" for words, at in shown)) in paper.contents(marks[0][2])
        for row, (_, words, at) in zip(headed, marks, strict=True):
            title = bare(words_of(row["cells"][0]))
            assert bare(words).startswith(title)
            assert title in paper.pages[at - 1], (title, at)


def test_an_outcome_begins_on_a_page_of_its_own(papers: list[Paper]):
    """Nobody has to look where one ends; so does a chapter of the booklet, after the contents."""
    for paper in papers:
        starts = [at for depth, _, at in bookmarks(paper.pdf) if depth == 0]
        assert all(one < other for one, other in pairwise([1, *starts]))
        for row in paper.data["rows"]:
            if row["style"] in ("page", "chapter"):
                page = paper.pages[starts.pop(0) - 1]
                assert page.startswith(bare(words_of(row["cells"][0])))


def test_a_long_paper_is_tagged_and_numbered(papers: list[Paper]):
    """PDF/UA-1 like a sheet; each page says which one it is, and of how many."""
    for paper in papers:
        root = paper.pdf.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"].value
        assert root["/Lang"] == paper.codes[0]
        assert "pdfuaid:part>1<" in paper.pdf.xmp_metadata.rdf_root.toxml()
        for at, page in enumerate(paper.pages, 1):
            assert len(paper.codes) > 1 or paper.foot(at) in page, at


def test_the_booklet_has_all_of_the_guide_in_its_order(handouts: Handouts):
    """Chapter by chapter every record, called as on its page, below each its sources and its day."""
    site = handouts.site
    for code in (handouts.project.language, "ar"):
        edition = handouts.edition(code)
        expected = []
        for folder, message in CHAPTERS.items():
            if idents := ids_of(site, KINDS[folder].model):
                expected.append(("chapter", edition.site.interface[message]))
            expected += [("record", title_of(edition.site, each)) for each in idents]
        rows = on_paper(handouts, book_of(site), code)["rows"]
        said = [(row["style"], bare(words_of(row["cells"][0]))) for row in rows]
        shown = [each for each in said if each[0] in ("chapter", "record")]
        assert shown == [(style, bare(edition.plain(words))) for style, words in expected], code
        trust = [style for style, _ in said if style in ("record", "wide")]
        assert trust == ["record", "wide"] * (len(trust) // 2)


def test_the_command_makes_them_when_they_are_named(small_site):
    """Not with all sheets; and again only when something in them has changed."""
    folder = small_site / "build" / "handouts"
    names = ["questions-duty", "booklet", "--lang", "ar", "--with", "de"]
    made = handout(small_site, *names, "--jobs", "2")
    assert made.stdout.splitlines()[-1] == f"2 sheets, 2 drawn: {folder}", made.stderr
    assert handout(small_site, *names).stdout.splitlines()[-1] == f"2 sheets, 0 drawn: {folder}"
    day = small_site / "content" / "parameters" / "act_start.yml"
    written = day.read_text(encoding="utf-8")
    day.write_text(written.replace("value: 2031-01-01", "value: 2031-01-02"), encoding="utf-8")
    again = handout(small_site, *names)
    assert again.stdout.splitlines()[-1] == f"2 sheets, 1 drawn: {folder}", again.stderr
    assert "booklet" not in handout(small_site, "--all", "--lang", "ar").stdout
