"""The law: instruments with their provisions, publications about it, regimes, what cites them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator

from mionido.model.reference import InstrumentId, PublicationId
from mionido.model.text import Record, Text
from mionido.model.years import YEARS


def in_the_calendar(when: str) -> str:
    """Return a year, a month or a day if the calendar has it."""
    try:
        year = date.fromisoformat(when + "0000-01-01"[len(when) :]).year
    except ValueError:
        raise ValueError(f"{when} is not in the calendar | check month and day") from None
    if year not in YEARS:
        raise ValueError(f"the year of {when} cannot be meant | check the year")
    return when


# A year, a month or a day.
When = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(in_the_calendar),
]

Certainty = Literal["settled", "contested", "uncertain"]


NonEmpty = Annotated[str, StringConstraints(min_length=1)]


class InPlace(Record):
    """Names a place in an instrument, by keys of jurisdiction.yml such as article and paragraph."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, NonEmpty] = Field(init=False)

    @property
    def places(self) -> dict[str, str]:
        """The number or name of each part of the place, by its key."""
        return self.__pydantic_extra__


class Citation(InPlace):
    """Where a statement comes from: a place in an instrument, or a publication."""

    instrument: InstrumentId | None = None
    publication: PublicationId | None = None
    because: str | None = None

    @model_validator(mode="after")
    def names_one_origin(self) -> "Citation":
        """Require exactly one of instrument and publication."""
        if (self.instrument is None) == (self.publication is None):
            raise ValueError(
                "a source names one instrument or one publication | "
                "add  instrument: ...  or  publication: ..."
            )
        return self


Citations = tuple[Citation, ...]


class Provision(InPlace):
    """One place in the law that we rest on, and what it says in plain words."""

    gist: Text


class Instrument(Record):
    """A treaty, directive, act, decree, regulation or judgment."""

    name: str
    short: str
    kind: str
    level: str
    identifier: str | None = None
    url: str | None = Field(default=None, pattern=r"^https://")
    in_force_from: date | None = None
    in_force_until: date | None = None
    meaning: Text
    provisions: tuple[Provision, ...] = ()
    sources: Citations = ()
    checked: date


class Publication(Record):
    """A web page, news item or report that tells of the law or of practice.

    `dated` stands only where it bears a date.
    """

    title: str
    publisher: str
    url: str | None = Field(default=None, pattern=r"^https?://")
    dated: When | None = None
    checked: date


class Statement(Record):
    """A sentence with its own source, such as a transitional rule or what a court decided."""

    says: Text
    sources: Citations = Field(min_length=1)
    certainty: Certainty = "settled"


class Regime(Record):
    """A version of the law that applies to people by the date their duty began."""

    short: str
    title: Text
    summary: Text
    starts: date
    ends: date | None = None
    instruments: tuple[InstrumentId, ...]
    transition: tuple[Statement, ...] = ()
    sources: Citations = Field(min_length=1)
    certainty: Certainty
    checked: date


class Event(Record):
    """One moment in the history of the law; `when` is a year, a month or a day."""

    when: When
    title: Text
    body: Text
    sources: Citations = Field(min_length=1)
    certainty: Certainty
    checked: date
