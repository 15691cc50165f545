"""Sheets that a volunteer prints: which records they show, and which keys of these."""

from collections.abc import Sequence
from itertools import accumulate

from pydantic import Field, model_validator

from mionido.model.markup import HEADING
from mionido.model.reference import Mentions
from mionido.model.text import Record, Text, keys_of
from mionido.model.topics import Block

# The keys that can stand on paper; the messages of the interface that are called so are their headings.
PRINTABLE = (
    "official",
    "summary",
    "explanation",
    "meaning",
    "more",
    "look_for",
    "for_whom",
    "body",
    "but",
    "what_to_do",
    "by_when",
    "if_you_do_not",
    "bring",
    "documents",
    "from",
    "at",
    "call_when",
    "contact",
    "you_can",
    "it_does_not",
)
Keys = tuple[str, ...]
Sections = tuple[int, ...]


def printable(model: type[Record]) -> list[str]:
    """Return which keys of a class of records can stand on paper, in the order in which they are read."""
    written = keys_of(model).values()
    return [key for key in PRINTABLE if key in written]


def section_of(body: Sequence[Block]) -> list[int]:
    """Return for each block of a body the number of its section: how many headings came so far."""
    headed = [block.text is not None and HEADING.match(block.text) is not None for block in body]
    return list(accumulate(headed, initial=0))[1:]


class Part(Record):
    """What a sheet shows of some records, or of all of a kind: these of their keys, in this order.

    `sections` are those of the body, counted from 1; 0 is what stands before its first heading. All
    of them, if nothing is said.
    """

    of: tuple[Mentions, ...] = Field(min_length=1)
    keys: Keys = Field(min_length=1)
    sections: Sections = ()


class Handout(Record):
    """One subject on paper: parts of records, on two pages at most.

    Without a `title` it is called like its first record. With `each` there is a sheet for every
    record of a kind, called like the record, with these `keys`. In the list of all sheets `order`
    says which comes first.
    """

    title: Text | None = None
    parts: tuple[Part, ...] = ()
    each: Mentions | None = None
    keys: Keys = ()
    order: int = 0

    @model_validator(mode="after")
    def is_one_sheet_or_many(self) -> "Handout":
        """Require parts, or a kind with its keys."""
        if bool(self.parts) == bool(self.each):
            raise ValueError(
                "a sheet lists its parts, or is made for each record of a kind | "
                "write  parts: ...  or  each: documents/*"
            )
        if bool(self.each) != bool(self.keys):
            raise ValueError(
                "keys say what is shown of each record | write  each: ...  and  keys: ..."
            )
        if self.each and self.title:
            raise ValueError("a sheet for each record is called like the record | remove  title:")
        return self
