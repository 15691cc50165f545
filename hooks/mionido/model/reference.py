"""Reference: the strings that name a record.

As Text says what is translated, its type says what a value refers to.
"""

from typing import Any, ClassVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Reference(str):
    """The name of a record in one of these folders: of its file, without .yml."""

    folders: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())


class RegimeId(Reference):
    """A version of the law."""

    folders = ("regimes",)


class InstrumentId(Reference):
    """An instrument of the law."""

    folders = ("instruments",)


class PublicationId(Reference):
    """A publication that tells of the law."""

    folders = ("publications",)


class ParameterId(Reference):
    """An amount, a date or a length of time."""

    folders = ("parameters",)


class FigureId(Reference):
    """A chart."""

    folders = ("figures",)


class TermId(Reference):
    """A word as it stands in letters."""

    folders = ("terms",)


class FactId(Reference):
    """A fact about the reader: a question of the checker."""

    folders = ("checker/questions",)


class RuleId(Reference):
    """A rule of the checker."""

    folders = ("checker/rules",)


class OutcomeId(Reference):
    """A question of the reader that the checker answers."""

    folders = ("checker/outcomes",)


class DeadlineId(Reference):
    """A day of the checker."""

    folders = ("checker/deadlines",)


class StartId(Reference):
    """What a day is counted from: the answer to a question, or another day."""

    folders = ("checker/questions", "checker/deadlines")


class PageId(Reference):
    """What a link may lead to: `kind/name` of a record with a page, or a page such as `journey`."""


class Mention(PageId):
    """A page that leads back: it lists the record that names it under "read also"."""


class Mentions(Mention):
    """The same, or all of a kind: `duties/*`."""


def every_kind(reference: Reference) -> str:
    """Return the folder of which `reference` names all records, as `duties/*` does, or nothing."""
    folder, _, name = reference.rpartition("/")
    return folder if isinstance(reference, Mentions) and name == "*" else ""
