"""The eligibility checker as it is written: questions (facts), constraints, rules, outcomes and deadlines."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from mionido.model.law import Certainty, Citations
from mionido.model.reference import DeadlineId, FactId, OutcomeId, PageId, ParameterId, RuleId, StartId
from mionido.model.text import Record, Text

ABSENT = "absent"


class ParameterRef(Record):
    """The date or length of time a parameter holds, so that no number of the law stands in a rule."""

    parameter: ParameterId


Day = date | ParameterRef
COMPARISONS = ("is_", "in_", "from_", "until", "before", "after", "ago", "longer_ago", "present")


class Condition(Record):
    """A condition: all, any or not of other tests, or one comparison of a fact or an outcome.

    `ago` holds when a day lies at least so long before today, as an age does; `longer_ago` from the day after.
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
    present: Literal[True] | None = None

    @model_validator(mode="after")
    def says_one_thing(self) -> "Condition":
        """Require one subject, and one comparison where the subject is a fact or an outcome."""
        subjects = [self.all_, self.any_, self.not_, self.fact, self.outcome]
        if sum(subject is not None for subject in subjects) != 1:
            raise ValueError(
                "a condition is one of all, any, not, fact or outcome | write, for example, {fact: age, is: adult}"
            )
        compared = sum(getattr(self, name) is not None for name in COMPARISONS)
        if compared != (self.fact is not None or self.outcome is not None):
            raise ValueError(
                "a fact or outcome is compared once | add one of: "
                "is, in, from, until, before, after, ago, longer_ago, present"
            )
        return self


class Question(Record):
    """A fact about the reader, and how we ask for it."""

    type: Literal["one_of", "yes_no", "date"]
    ask: Text
    help: Text | None = None
    answers: dict[str, Text] = Field(default_factory=dict)
    may_be_absent: Text | None = None
    i_do_not_know: Text
    known_from: Literal["you", "document", "register", "authority", "expert", "your_choice"]
    document: PageId | None = None
    sensitive: bool = False
    past: bool = False

    @model_validator(mode="after")
    def has_fitting_answers(self) -> "Question":
        """Require answers for one_of, and only there."""
        if bool(self.answers) != (self.type == "one_of"):
            raise ValueError("a one_of question lists its answers; other questions do not | add or remove  answers:")
        return self


class Constraint(Record):
    """Answers that cannot go together; it keeps the checker from silly questions and impossible situations."""

    never: Condition
    because: Text


class Rule(Record):
    """One legal statement: it gives its outcome a value when it holds and nothing sets it aside.

    The folder says which outcome.
    """

    outcome: SkipJsonSchema[OutcomeId]
    value: str
    because: Text
    when: Condition
    unless: tuple[RuleId, ...] = ()
    in_force_from: date
    in_force_until: date | None = None
    sources: Citations = Field(min_length=1)
    certainty: Certainty


# What stands in a word beside a title; the interface messages label_yes and so on say it.
Label = Literal["yes", "probably", "maybe", "probably_not", "no", "ask"]


class Answer(Record):
    """What we say for one value of an outcome, and where the reader goes next.

    `label` says the same in a word, where the outcome asks for yes or no; `decided_by` is who decides here, if that is
    not the one who decides the outcome as a rule.
    """

    says: Text
    label: Label | None = None
    next: tuple[PageId, ...] = ()
    decided_by: PageId | None = None


class Outcome(Record):
    """A question of the reader that the checker answers."""

    title: Text
    scope: Condition | None = None
    values: dict[str, Answer] = Field(min_length=1)
    otherwise: str | None = None
    unknown: Text
    not_applicable: Text | None = None
    decided_by: PageId
    sources: Citations = Field(min_length=1)
    in_force_from: date


class Deadline(Record):
    """A day computed from a fact, or from another deadline, and a parameter, shown when the outcomes have these values.

    It has the same number as the starting day; where a month is shorter, it is the last day of the month.
    One that `opens` is the first day on which something may be done; the others are last days. After one where a
    right is `lost` it is too late to ask, object or appeal: it is shown as soon as it can be the reader's.
    """

    title: Text
    says: Text
    start: StartId
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
            raise ValueError("a deadline adds or subtracts one length of time | write  add: ...  or  subtract: ...")
        if self.opens and self.lost:
            raise ValueError("a first day is no last day | write  opens: true  or  lost: true, not both")
        return self


class CheckerPage(Record):
    """The words around the questions, and the order of questions and outcomes."""

    title: Text
    intro: Text
    privacy: Text
    always: Text
    questions: tuple[FactId, ...]
    pinned: tuple[FactId, ...] = ()
    outcomes: tuple[OutcomeId, ...]
    checked: date


class Case(Record):
    """A situation, and what the checker must say in it. Readers never see it: it says what the rules are meant to do.

    What is left out may be anything. `asks: null` says that nothing more is asked for these `goals`; without goals, for
    all outcomes. `dates` are days, or the first and last possible day as `2026-12-13/2027-01-11`.
    """

    name: str
    sources: Citations = Field(min_length=1)
    on: date
    answers: dict[FactId, date | int | str]
    skipped: tuple[FactId, ...] = ()
    goals: tuple[OutcomeId, ...] = ()
    outcomes: dict[OutcomeId, str] = Field(default_factory=dict)
    reasons: dict[OutcomeId, tuple[RuleId, ...]] = Field(default_factory=dict)
    deciders: dict[OutcomeId, tuple[PageId, ...]] = Field(default_factory=dict)
    missing: dict[OutcomeId, tuple[FactId, ...]] = Field(default_factory=dict)
    dates: dict[DeadlineId, date | str] | None = None
    asks: FactId | None = None

    @property
    def given(self) -> dict[str, str]:
        """The answers as the checker takes them."""
        return {fact: str(answer) for fact, answer in self.answers.items()}

    @property
    def says_what_is_asked(self) -> bool:
        """Whether the case says what is asked next, and be it nothing."""
        return "asks" in self.model_fields_set


Cases = tuple[Case, ...]
