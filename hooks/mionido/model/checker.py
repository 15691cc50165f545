"""The eligibility checker as written: questions (facts), constraints, rules, outcomes, days."""

from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from mionido.model.law import Certainty, Citations
from mionido.model.reference import (
    DeadlineId,
    FactId,
    OutcomeId,
    PageId,
    ParameterId,
    RuleId,
    StartId,
)
from mionido.model.text import Record, Text

ABSENT = "absent"
TICK = "."  # between a question with several answers and one of them: that is a fact of its own


class ParameterRef(Record):
    """The date, length of time or number a parameter holds: none of the law stands in a rule."""

    parameter: ParameterId


Day = date | ParameterRef
COMPARISONS = {
    "is_": "is",
    "in_": "in",
    "from_": "from",
    "until": "until",
    "before": "before",
    "after": "after",
    "ago": "ago",
    "longer_ago": "longer_ago",
    "at_least": "at_least",
    "more_than": "more_than",
    "has": "has",
    "present": "present",
}


class Condition(Record):
    """A condition: all, any or not of other conditions, or one comparison of a fact or an outcome.

    `ago` holds when a day lies at least so long before today, as an age does; `longer_ago` from the
    day after. `has` holds when at least one of these answers to a question with several is given.
    """

    all_: tuple["Condition", ...] | None = Field(default=None, alias="all", min_length=1)
    any_: tuple["Condition", ...] | None = Field(default=None, alias="any", min_length=1)
    not_: "Condition | None" = Field(default=None, alias="not")
    fact: FactId | None = None
    outcome: OutcomeId | None = None
    is_: str | None = Field(default=None, alias="is")
    in_: tuple[str, ...] | None = Field(default=None, alias="in", min_length=1)
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    before: Day | None = None
    after: Day | None = None
    ago: ParameterRef | None = None
    longer_ago: ParameterRef | None = None
    at_least: ParameterRef | None = None
    more_than: ParameterRef | None = None
    has: tuple[str, ...] | None = Field(default=None, min_length=1)
    present: Literal[True] | None = None

    @model_validator(mode="after")
    def says_one_thing(self) -> "Condition":
        """Require one subject, and one comparison where the subject is a fact or an outcome."""
        subjects = [self.all_, self.any_, self.not_, self.fact, self.outcome]
        if sum(subject is not None for subject in subjects) != 1:
            raise ValueError(
                "a condition is one of all, any, not, fact or outcome | "
                "write, for example, {fact: age, is: adult}"
            )
        compared = sum(getattr(self, name) is not None for name in COMPARISONS)
        if compared != (self.fact is not None or self.outcome is not None):
            known = ", ".join(COMPARISONS.values())
            raise ValueError(f"a fact or outcome is compared once | add one of: {known}")
        return self


class Question(Record):
    """A fact about the reader, and how we ask for it.

    A `number` is a whole one from 0 up, with the words of its `unit` beside the field. Of `several`
    the reader ticks each answer that fits, or `none`. It is asked only where what it is `asked_if`
    surely holds: a question about a letter, of who has the letter.
    """

    type: Literal["one_of", "yes_no", "date", "number", "several"]
    ask: Text
    help: Text | None = None
    answers: dict[str, Text] = Field(default_factory=dict)
    none: Text | None = None
    unit: Text | None = None
    may_be_absent: Text | None = None
    i_do_not_know: Text
    known_from: Literal["you", "document", "register", "authority", "expert", "your_choice"]
    document: PageId | None = None
    sensitive: bool = False
    past: bool = False
    asked_if: Condition | None = None

    @model_validator(mode="after")
    def has_fitting_answers(self) -> "Question":
        """Require answers for one_of and several, and only there; none and unit where they fit."""
        if bool(self.answers) != (self.type in ("one_of", "several")):
            raise ValueError(
                "a one_of question lists its answers, and one with several; others do not | "
                "add or remove  answers:"
            )
        if (self.none is not None) != (self.type == "several"):
            raise ValueError(
                "a question with several answers says how to answer with none | "
                "add or remove  none:"
            )
        if self.unit is not None and self.type != "number":
            raise ValueError("only a number has a unit | remove  unit:")
        if self.may_be_absent is not None and self.type == "several":
            raise ValueError("none: says that there is none | remove  may_be_absent:")
        return self

    def facts(self, name: str) -> list[str]:
        """Return what this question, which is called so, tells: each of several is a fact."""
        if self.type == "several":
            return [f"{name}{TICK}{answer}" for answer in self.answers]
        return [name]


def question_of(fact: str) -> str:
    """Return the name of the question that tells a fact."""
    return fact.partition(TICK)[0]


def as_facts(answers: Mapping[Any, object], questions: Mapping[str, Question]) -> dict[str, str]:
    """Return answers as somebody writes them as the checker takes them.

    A list holds those of several that fit; all others do not.
    """
    found: dict[str, str] = {}
    for name, answer in answers.items():
        if isinstance(answer, (list, tuple)):
            for each in questions[name].answers:
                found[f"{name}{TICK}{each}"] = "yes" if each in answer else "no"
        elif answer != "unknown":
            found[name] = str(answer)
    return found


class Constraint(Record):
    """Answers that cannot go together.

    It keeps the checker from silly questions and impossible situations.
    """

    never: Condition
    because: Text


class Promise(Record):
    """What must never be said together, over answers and outcomes, and why.

    Readers never see it: the proofs look for a situation that breaks it.
    """

    never: Condition
    because: str = Field(min_length=1)


class Rule(Record):
    """One legal statement: it gives its outcome a value when it holds and nothing sets it aside.

    The folder says which outcome. `followed_by` names the rules that speak when it is no longer in
    force.
    """

    outcome: SkipJsonSchema[OutcomeId]
    value: str
    because: Text
    when: Condition
    unless: tuple[RuleId, ...] = ()
    in_force_from: date
    in_force_until: date | None = None
    followed_by: tuple[RuleId, ...] = ()
    sources: Citations = Field(min_length=1)
    certainty: Certainty


# What stands in a word beside a title; the interface messages label_yes and so on say it.
Label = Literal["yes", "probably", "maybe", "probably_not", "no", "ask"]


class Answer(Record):
    """What we say for one value of an outcome, and where the reader goes next.

    `label` says the same in a word, where the outcome asks for yes or no; `decided_by` is who
    decides here, if that is not the one who decides the outcome as a rule.
    """

    says: Text
    label: Label | None = None
    next: tuple[PageId, ...] = ()
    decided_by: PageId | None = None


class Outcome(Record):
    """A question of the reader that the checker answers.

    `unknown_next` is where a reader goes whom it cannot answer: nobody is left without a step.
    """

    title: Text
    scope: Condition | None = None
    values: dict[str, Answer] = Field(min_length=1)
    otherwise: str | None = None
    unknown: Text
    unknown_next: tuple[PageId, ...] = Field(min_length=1)
    not_applicable: Text | None = None
    decided_by: PageId
    sources: Citations = Field(min_length=1)
    in_force_from: date


class Deadline(Record):
    """A day computed from a fact, or from another deadline, and a parameter.

    It is shown when the outcomes have the values under `when`. It has the same number as the
    starting day; where a month is shorter, it is the last day of the month. One that `opens` is the
    first day on which something may be done; the others are last days. After one where a right is
    `lost` it is too late to ask, object or appeal: it is shown as soon as it can be the reader's.
    While that is not certain, it is counted from `start_if_unsure`, if the real start is not known.
    """

    title: Text
    says: Text
    start: StartId
    start_if_unsure: FactId | None = None
    add: ParameterId | None = None
    subtract: ParameterId | None = None
    opens: bool = False
    lost: bool = False
    when: dict[OutcomeId, tuple[str, ...]] = Field(min_length=1)
    sources: Citations = Field(min_length=1)

    @property
    def length(self) -> ParameterId:
        """The length of time, whether it is added or subtracted."""
        return self.add or self.subtract or ParameterId()

    @model_validator(mode="after")
    def moves_once(self) -> "Deadline":
        """Require one length of time, added or subtracted."""
        if (self.add is None) == (self.subtract is None):
            raise ValueError(
                "a deadline adds or subtracts one length of time | "
                "write  add: ...  or  subtract: ..."
            )
        if self.opens and self.lost:
            raise ValueError(
                "a first day is no last day | write  opens: true  or  lost: true, not both"
            )
        return self


class Group(Record):
    """Outcomes about one part of life, in the order in which they are asked for and shown."""

    title: Text
    outcomes: tuple[OutcomeId, ...] = Field(min_length=1)


class CheckerPage(Record):
    """The words around the questions, and the order of questions and outcomes.

    The first of the `groups` is the most urgent: what it needs is asked first.
    """

    title: Text
    intro: Text
    privacy: Text
    always: Text
    questions: tuple[FactId, ...]
    pinned: tuple[FactId, ...] = ()
    groups: dict[str, Group] = Field(min_length=1)
    checked: date

    @property
    def outcomes(self) -> tuple[OutcomeId, ...]:
        """The outcomes of all groups."""
        return tuple(chain.from_iterable(group.outcomes for group in self.groups.values()))


class Case(Record):
    """A situation, and what the checker must say in it.

    Readers never see it: it says what the rules are meant to do. What is left out may be anything.
    `asks: null` says that nothing more is asked for these `goals`; without goals, for all outcomes.
    `dates` are days, or the first and last possible day as `2026-12-13/2027-01-11`, or "" for a day
    that is not known. An answer to a question with several is the list of those that fit.
    """

    name: str
    sources: Citations = Field(min_length=1)
    on: date
    answers: dict[FactId, date | int | str | tuple[str, ...]]
    skipped: tuple[FactId, ...] = ()
    goals: tuple[OutcomeId, ...] = ()
    outcomes: dict[OutcomeId, str] = Field(default_factory=dict)
    reasons: dict[OutcomeId, tuple[RuleId, ...]] = Field(default_factory=dict)
    deciders: dict[OutcomeId, tuple[PageId, ...]] = Field(default_factory=dict)
    missing: dict[OutcomeId, tuple[FactId, ...]] = Field(default_factory=dict)
    dates: dict[DeadlineId, date | str] | None = None
    asks: FactId | None = None

    def given(self, questions: Mapping[str, Question]) -> dict[str, str]:
        """Return the answers as the checker takes them."""
        return as_facts(self.answers, questions)

    def passed(self, questions: Mapping[str, Question]) -> list[str]:
        """Return the facts of the questions that were skipped."""
        facts = (questions[question_of(name)].facts(name) for name in self.skipped)
        return list(chain.from_iterable(facts))

    @property
    def says_what_is_asked(self) -> bool:
        """Whether the case says what is asked next, and be it nothing."""
        return "asks" in self.model_fields_set


Cases = tuple[Case, ...]
