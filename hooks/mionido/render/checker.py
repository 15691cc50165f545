"""The checker as pages show it: questions and answers, rules in words, ways through an outcome."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from mionido.check.freshness import OLD
from mionido.checker.compile import resolve_day
from mionido.checker.graph import Graph, Target
from mionido.model.checker import (
    ABSENT,
    TICK,
    Condition,
    Group,
    Outcome,
    Question,
    Rule,
    question_of,
)
from mionido.model.kinds import kind_of
from mionido.model.text import Text
from mionido.model.topics import Term
from mionido.render.citations import Cited, cited
from mionido.render.edition import Edition
from mionido.render.links import file_name
from mionido.render.pages import ALL_WORDS, RESULT_WORDS
from mionido.render.reading import CHECKER_RULES, Reading, questions
from mionido.render.texts import Texts
from mionido.translate import formats

# What the script says by itself.
SCRIPT_WORDS = (
    "question_number",
    "choose_answer",
    "date_invalid",
    "date_future",
    "number_invalid",
    "answers_lost",
    "link_broken",
    "copied",
    "change",
    "result_about",
    "result_of_all",
)
# The parts of a plan that do not follow from a label.
DENIED = ("must", "ask", "choose")
DOUBTED = ("must",)
NOT_SAID = {"no": DENIED, "probably_not": DENIED, "maybe": DOUBTED, "ask": DOUBTED}
MOST_LEFT = 40  # questions; the estimate goes no further
# The comparisons of a condition with a day.
BY_DAY = ("from_", "until", "before", "after")


@dataclass(frozen=True)
class InWords:
    """A condition in words.

    It is `all`, `any` or `not` of its parts, or a question (`compared`) and the answers that fit.
    """

    kind: str
    parts: tuple["InWords", ...] = ()
    subject: Text | str = ""
    answers: tuple[Markup, ...] = ()


class Shelf:
    """Pieces of HTML that stand in many places of the checker, each kept once under a name."""

    def __init__(self, prefix: str) -> None:
        """Begin with none; their names begin with a prefix."""
        self._prefix, self._names = prefix, dict[str, str]()

    def put(self, html: str) -> str:
        """Keep a piece, and return its name."""
        return self._names.setdefault(html, f"{self._prefix}{len(self._names)}")

    def items(self) -> Iterable[tuple[str, str]]:
        """Return each piece with its name."""
        return self._names.items()


class CheckerViews:
    """What the pages of the checker may call."""

    def __init__(
        self,
        edition: Edition,
        reading: Reading,
        texts: Texts,
        words_at: Callable[[Edition, str], str],
    ) -> None:
        """Read the site of one page, and write as that page does; `words_at` is where a script with words is."""
        self._edition, self._reading, self._texts = edition, reading, texts
        self._words_at = words_at

    def names(self) -> dict[str, Any]:
        """Return what the page of the checker may call."""
        return {
            "choices": self.choices,
            "groups_of": self.groups_of,
            "hard_words": self.hard_words,
            "checker_json": self.checker_json,
            "checked_long_ago": self.checked_long_ago,
            "decider_of": decider_of,
            "steps_of": steps_of,
            "pages_of": self.pages_of,
            "deciders_of": self.deciders_of,
            "new_shelf": Shelf,
            "has_original": not self._edition.catalog.is_source,
            "writes_as_letters": self._edition.catalog.code == self._letters,
        }

    @property
    def _letters(self) -> str:
        """The language of letters."""
        return self._reading.jurisdiction.official_language

    def walk_names(self) -> dict[str, Any]:
        """Return what the page of one outcome may call."""
        return {
            "graph_of": self.graph_of,
            "walk": self.walk,
            "bases": self.bases,
            "reasons": self.reasons,
            "in_words": self.in_words,
            "decider_of": decider_of,
        }

    def graph_of(self, outcome: str) -> Graph:
        """Return the questions of an outcome as a graph."""
        self._reading.read.add(questions(outcome))
        return self._edition.compiled.graphs[outcome]

    def checker_json(self) -> Markup:
        """Return what the checker's script needs: the rules, and its words in this locale."""
        self._reading.read.add(CHECKER_RULES)
        t = self._reading.interface
        rules = self._edition.compiled.checker.items()
        data = {
            "checker": {key: value for key, value in rules if key != "promises"},
            "words": {f"t_{name}": t[name] for name in SCRIPT_WORDS}
            | {"t_questions_left": self.questions_left()},
            "built": self._edition.today.isoformat(),
            "old": (self._reading.checker.checked + OLD + timedelta(days=1)).isoformat(),
            "dates": formats.for_scripts(self._edition.style) | self._foreign(),
            "official": formats.for_scripts(self._edition.official_style),
            "result": self._words_at(self._edition, RESULT_WORDS),
            "source": self._source(),
            "site": {"name": self._reading.about.name, "id": file_name(self._reading.about.name)},
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("<", "\\u003c"))

    def _foreign(self) -> dict[str, str]:
        """Return in which language the Latin letters of a day are, where they are not of this one."""
        official = self._edition.env.languages.official_language
        return {"foreign": official.lang} if self._edition.has_own_script else {}

    def _source(self) -> str:
        """Return where the words are that can stand beside these: of the language they were written in."""
        source = self._edition.source
        if self._edition.catalog.is_source or source is None:
            return ""
        return f"../{source.catalog.code}/{self._words_at(source, ALL_WORDS)}"

    def checked_long_ago(self) -> str:
        """Return what a phone says from the day on which nobody has compared the rules for long."""
        t, day = self._reading.interface, self._edition.day(self._reading.checker.checked)
        said = self._edition.plain(t["checked_on"]).replace("{date}", day)
        return f"{said}. {self._edition.plain(t['checked_long_ago'])}"

    def groups_of(self, groups: Mapping[str, Group]) -> list[tuple[str, Markup]]:
        """Return what a reader can want to know, in words."""
        return [(name, self._texts.label(group.title)) for name, group in groups.items()]

    def hard_words(self, question: str) -> list[tuple[str, Term]]:
        """Return the terms whose words stand in a question and its answers."""
        names = self._reading.words_of(f"checker/questions/{question}")
        return [(name, self._reading[Term][name]) for name in names]

    def questions_left(self) -> list[str]:
        """Return how many questions are still to come, in words, for each number of them."""
        words: list[str] = [self._reading.interface["questions_left_none"]]
        for count in range(1, MOST_LEFT + 1):
            said = self._edition.counted("questions_left", count)
            words.append(said.replace("{count}", str(count)))
        return words

    def choices(self, question: Question) -> list[tuple[str, Text]]:
        """Return the answers a reader can choose. "I do not know" is not among them."""
        return list(answers_to(question, self._reading.interface).items())

    def deciders_of(self, outcomes: Iterable[str]) -> list[str]:
        """Return whoever decides in one of these outcomes, each once."""
        records = [self._reading[Outcome][name] for name in outcomes]
        found = [decider_of(outcome, value) for outcome in records for value in outcome.values]
        return list(dict.fromkeys([*found, *(outcome.decided_by for outcome in records)]))

    def pages_of(self, outcomes: Iterable[str]) -> list[str]:
        """Return every page that a result leads to, or that names who decides."""
        found: dict[str, None] = {}
        for name in outcomes:
            outcome = self._reading[Outcome][name]
            for value in (*outcome.values, "unknown"):
                steps = (step.partition(":")[2] for step in steps_of(outcome, value))
                found.update(dict.fromkeys([*steps, decider_of(outcome, value)]))
        return list(found)

    def walk(self, outcome: str) -> dict[str, Any]:
        """Return the graph of an outcome in words: its nodes, and the results they lead to."""
        graph = self.graph_of(outcome)
        record = self._reading[Outcome][outcome]
        says = {value: self._text_for(record, value) for value in graph.values(graph.start)}
        nodes = [self._node(graph, number, says) for number in range(len(graph.nodes))]
        results = []
        for value, said in says.items():
            answer = record.values.get(value)
            results.append((value, said, answer.next if answer else ()))
        return {"nodes": nodes, "results": results, "says": says}

    def _node(self, graph: Graph, number: int, says: dict[str, Text]) -> dict[str, Any]:
        """Return a question of a graph with its choices, and what can still come out there."""
        node = graph.nodes[number]
        choices = [
            (_step(target), self._labels(graph, node.fact, group)) for group, target in node.choices
        ]
        return {
            "number": number,
            "question": self._reading[Question][question_of(node.fact)],
            "ticked": self._tick(node.fact),
            "choices": choices,
            "possible": [says[value] for value in graph.values(number)],
        }

    def bases(self, rules: Iterable[tuple[str, Rule]], value: str) -> list[list[Cited]]:
        """Return the sources of each rule that gives this value."""
        return [
            cited(self._edition, self._texts.links, rule.sources)
            for _, rule in rules
            if rule.value == value
        ]

    def reasons(self, rules: Iterable[str]) -> list[tuple[str, Text]]:
        """Return why each of these rules holds."""
        return [(name, self._reading[Rule][name].because) for name in rules]

    def in_words(self, condition: Condition) -> InWords:
        """Return a condition of a rule in words."""
        if condition.all_:
            return InWords("all", tuple(self.in_words(each) for each in condition.all_))
        if condition.any_:
            return InWords("any", tuple(self.in_words(each) for each in condition.any_))
        if condition.not_:
            return InWords("not", (self.in_words(condition.not_),))
        subject, labels = self._subject(condition)
        return InWords("compared", subject=subject, answers=tuple(self._answers(condition, labels)))

    def _text_for(self, outcome: Outcome, value: str) -> Text:
        """Return what we say for a value of an outcome."""
        if value in outcome.values:
            return outcome.values[value].says
        return outcome.not_applicable or self._reading.interface["rule_no_version"]

    def _labels(self, graph: Graph, fact: str, group: tuple[str, ...]) -> list[Markup]:
        """Return the answers of a group in words; days that follow each other as one."""
        question = self._reading[Question][question_of(fact)]
        labels = dict(self.choices(question))
        if question.type == "several":
            labels = yes_or_no(self._reading.interface)
        said = [self._texts.label(labels[value]) for value in group if value in labels]
        if question.type == "date":
            said += [self._days(first, last) for first, last in graph.days(fact, group)]
        if question.type == "number":
            said += [self._numbers(first, last) for first, last in graph.numbers(fact, group)]
        return said

    def _tick(self, fact: str) -> Text | None:
        """Return the words of one of several answers, where a fact is one."""
        question = self._reading[Question][question_of(fact)]
        return question.answers.get(fact.partition(TICK)[2])

    def _numbers(self, first: int, last: int | None) -> Markup:
        """Return the numbers from the first to the last in words; the last may be open."""
        t, marks = self._reading.interface, self._texts.marks
        if last is None:
            return marks.fill(t["rule_at_least"], what=self._texts.amount(first, "count"))
        if first == 0 and last > 0:
            return marks.fill(t["rule_less_than"], what=self._texts.amount(last + 1, "count"))
        words = [self._edition.amount(each, "count") for each in (first, last)]
        return marks.value(" – ".join(dict.fromkeys(words)))

    def _days(self, first: str | None, last: str | None) -> Markup:
        """Return the days from the first to the last in words; one of them may be open."""
        words = [self._edition.moment(day) for day in (first, last) if day]
        if len(words) == 2:
            return self._texts.marks.value(" – ".join(words))
        message = self._reading.interface["rule_from" if first else "rule_until"]
        return self._texts.marks.fill(message, date="".join(words))

    def _subject(self, condition: Condition) -> tuple[Text, dict[str, Text]]:
        """Return what a comparison looks at, in words, and its values."""
        if condition.outcome:
            outcome = self._reading[Outcome][condition.outcome]
            return outcome.title, {value: answer.says for value, answer in outcome.values.items()}
        name = condition.fact or ""  # says_one_thing has seen that there is one
        question = self._reading[Question][question_of(name)]
        return question.ask, dict(self.choices(question))

    def _answers(self, condition: Condition, labels: dict[str, Text]) -> Iterator[Markup]:
        """Yield the values that fit, in words."""
        t, fill = self._reading.interface, self._texts.marks.fill
        if values := condition.in_ or condition.has or (condition.is_ and (condition.is_,)):
            yield from (self._texts.say(labels[value]) for value in values)
        elif condition.present:
            yield fill(t["rule_present"])
        elif length := condition.ago or condition.longer_ago:
            message = t["rule_ago" if condition.ago else "rule_longer_ago"]
            yield fill(message, what=self._length(length.parameter))
        elif number := condition.at_least or condition.more_than:
            message = t["rule_at_least" if condition.at_least else "rule_more_than"]
            yield fill(message, what=self._length(number.parameter))
        else:
            comparison = next(name for name in BY_DAY if getattr(condition, name))
            day = resolve_day(getattr(condition, comparison), self._reading, self._edition.today)
            yield fill(t[f"rule_{comparison.rstrip('_')}"], date=self._edition.day(day))

    def _length(self, parameter: str) -> Markup:
        """Return a number or a length of time in words."""
        return self._texts.amount(*self._edition.value_of(parameter))


def answers_to(question: Question, interface: Mapping[str, Text]) -> dict[str, Text]:
    """Return the answers to a question that are words, but for "I do not know"."""
    answers = {**question.answers}
    if question.type == "yes_no":
        answers = yes_or_no(interface)
    if question.may_be_absent:
        answers[ABSENT] = question.may_be_absent
    return answers


def yes_or_no(interface: Mapping[str, Text]) -> dict[str, Text]:
    """Return how a question that lists no answers is answered, and each of several."""
    return {"yes": interface["yes"], "no": interface["no"]}


def decider_of(outcome: Outcome, value: str) -> str:
    """Return who decides when an outcome has this value, which may have no answer of its own."""
    answer = outcome.values.get(value)
    if answer and answer.decided_by:
        return answer.decided_by
    return outcome.decided_by


def steps_of(outcome: Outcome, value: str) -> list[str]:
    """Return the pages after a value, each with the part of a plan it belongs to: ask:rights/loan.

    Nobody is told that they must where we do not say so, nor that they may where we say no.
    """
    answer = outcome.values.get(value)
    if answer is None:
        return [_planned(page, DOUBTED) for page in outcome.unknown_next]
    return [_planned(page, NOT_SAID.get(answer.label or "", ())) for page in answer.next]


def _planned(page: str, not_said: tuple[str, ...]) -> str:
    """Return a page with its part of a plan; parts that are not said become reading."""
    kind = kind_of(page)
    part = kind.plan if kind else "read"
    return f"{'read' if part in not_said else part}:{page}"


def _step(target: Target) -> str:
    """Return the anchor of a node or result on a page through a graph; no heading is called so."""
    return f"n{target}" if isinstance(target, int) else f"is-{target}"
