"""What readers read: duties, rights, options, steps, organisations, terms, documents, doors.

Where a record is `sensitive`, its page has a link to leave at once.
"""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from mionido.model.law import Certainty, Citations, Statement
from mionido.model.reference import FigureId, Mention, Mentions, PageId, RegimeId
from mionido.model.text import Record, Text


class Block(Record):
    """One piece of a body: a paragraph, a list, numbered steps, a warning, or whom to call."""

    text: Text | None = None
    list_: tuple[Text, ...] | None = Field(default=None, alias="list")
    steps: tuple[Text, ...] | None = None
    warning: Text | None = None
    help: tuple[PageId, ...] | None = None

    @model_validator(mode="after")
    def is_one_thing(self) -> "Block":
        """Require exactly one kind of block."""
        kinds = (self.text, self.list_, self.steps, self.warning, self.help)
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError(
                "a block is one of text, list, steps, warning or help | "
                "begin a new block with a dash"
            )
        return self


class Topic(Record):
    """A duty, a right or an option: the folder says which."""

    title: Text
    summary: Text
    regimes: tuple[RegimeId, ...] = Field(min_length=1)
    for_whom: Text
    body: tuple[Block, ...] = ()
    what_to_do: tuple[Text, ...] = Field(min_length=1)
    by_when: Text | None = None
    at: tuple[Mention, ...] = ()
    if_you_do_not: Text | None = None
    but: tuple[Statement, ...] = ()
    see: tuple[Mention, ...] = ()
    checker: str | None = None  # a group of the checker, as in Door
    sensitive: bool = False
    sources: Citations = Field(min_length=1)
    certainty: Certainty
    checked: date


class Duty(Topic):
    """Something the reader must do."""


class Right(Topic):
    """Something the reader may claim."""


class Option(Topic):
    """A choice the reader has."""


class Ordered(Record):
    """A record with a place among those of its kind."""

    order: int


class Step(Ordered):
    """One step of the journey, in the order of `order`."""

    title: Text
    summary: Text
    regimes: tuple[RegimeId, ...] = Field(min_length=1)
    body: tuple[Block, ...] = ()
    documents: tuple[Mention, ...] = ()
    bring: tuple[Text, ...] = ()
    at: tuple[Mention, ...] = ()
    see: tuple[Mention, ...] = ()
    sensitive: bool = False
    sources: Citations = Field(min_length=1)
    certainty: Certainty
    checked: date


class Contact(Record):
    """One way to reach an organisation."""

    kind: Literal["phone", "web", "email", "post", "place"]
    value: str
    certainty: Certainty
    sources: Citations = Field(min_length=1)


class Organisation(Record):
    """An organisation the reader meets: what one does with it, and how to reach it.

    `call_when` stands beside its number where a page names it under `help`.
    """

    name: str
    full_name: str | None = None
    summary: Text
    call_when: Text | None = None
    you_can: tuple[Text, ...] = Field(min_length=1)
    it_does_not: tuple[Text, ...] = ()
    contact: tuple[Contact, ...] = ()
    see: tuple[Mention, ...] = ()
    sensitive: bool = False
    sources: Citations = Field(min_length=1)
    certainty: Certainty
    checked: date


class Term(Record):
    """A word as it stands in letters, what that is called in plain words, and its explanation.

    An `ambiguous` word has another meaning as well: pages explain it only where it is marked.
    """

    official: str
    also: tuple[str, ...] = ()
    ambiguous: bool = False
    name: Text | None = None
    explanation: Text
    see: tuple[Mention, ...] = ()
    sources: Citations = Field(min_length=1)
    certainty: Certainty
    checked: date


# What a drawing of a letter or card shows at its place, besides who sends it and its words.
Mark = Literal[
    "date",
    "number",
    "appointment",
    "amount",
    "last_day",
    "name",
    "birth_date",
    "permit",
    "valid_until",
    "signature",
]


ICON = r"^[a-z][a-z0-9-]*$"  # in overrides/icons/


class Document(Record):
    """A letter or card the reader holds; `official` are the words that stand on it.

    By `words`, which may stand on it too, it is found. It is drawn in its `form`, with what is
    `drawn`, and with the picture of what it is about: money, time, a permit. Below what to do
    stands `more` of what it means.
    """

    official: str = Field(min_length=1)
    words: tuple[str, ...] = ()
    title: Text
    icon: str = Field(default="letter", pattern=ICON)
    from_: tuple[PageId, ...] = Field(alias="from", min_length=1)
    form: Literal["letter", "card", "certificate"] = "letter"
    drawn: tuple[Mark, ...] = ("date",)
    meaning: Text
    more: Text | None = None
    look_for: tuple[Text, ...] = Field(min_length=1)
    what_to_do: tuple[Text, ...] = Field(min_length=1)
    by_when: Text | None = None
    see: tuple[Mention, ...] = ()
    checker: str | None = None  # a group of the checker, as in Door
    sources: Citations = Field(min_length=1)
    certainty: Certainty
    checked: date


class Section(Record):
    """Part of a door: what it leads to under a heading of its own."""

    title: Text
    shows: tuple[Mentions, ...] = Field(min_length=1)


class Pictured(Ordered):
    """Something with a picture on the home page."""

    icon: str = Field(pattern=ICON)
    title: Text


class Door(Pictured):
    """One of the few questions on the home page; `shows` lists ids, or a whole kind: `duties/*`.

    `checker` is the group of outcomes with which the checker starts from here. With `find` it is
    a page of letters, which one finds by a word on them.
    """

    summary: Text
    body: tuple[Block, ...] = ()
    shows: tuple[Mentions, ...] = ()
    sections: tuple[Section, ...] = ()
    checker: str | None = None
    find: bool = False
    checked: date

    @model_validator(mode="after")
    def leads_somewhere(self) -> "Door":
        """Require something behind it."""
        if not self.shows and not self.sections:
            raise ValueError("a door leads somewhere | name pages under shows or in sections")
        return self


class Situation(Pictured):
    """A group of pages on the home page, such as all about money; readers open it there."""

    shows: tuple[Mention, ...] = Field(min_length=1)


class Guide(Ordered):
    """A page for one situation ("I am ill"), or one about the law itself.

    The home page shows it in a Situation, or else below these by its `group`. `view_of` says whose
    opinion it tells.
    """

    group: Literal["situation", "background"]
    title: Text
    summary: Text
    view_of: PageId | None = None
    body: tuple[Block, ...] = ()
    figures: tuple[FigureId, ...] = ()
    shows: tuple[Mentions, ...] = ()
    checker: str | None = None  # a group of the checker, as in Door
    sensitive: bool = False
    sources: Citations = Field(min_length=1)
    certainty: Certainty
    checked: date


class Bar(Record):
    """One value of a figure, in its unit."""

    label: Text
    value: float


class Figure(Record):
    """What research counted or measured, as a small chart and table."""

    title: Text
    unit: Literal["percent", "count"]
    bars: tuple[Bar, ...] = Field(min_length=2)
    note: Text | None = None
    sources: Citations = Field(min_length=1)
    certainty: Certainty
    checked: date
