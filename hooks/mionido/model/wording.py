"""How texts in one language are written, as far as a program can see it."""

from pydantic import Field

from mionido.model.text import Record


class Wording(Record):
    """The rules for texts in a language; the name of the file is its code."""

    longest_sentence: int = Field(ge=5)
    avoid: dict[str, str] = Field(default_factory=dict)
    informal: tuple[str, ...] = ()
    empty_links: tuple[str, ...] = ()
