"""The glossary of one language: what a translator is told about its words, and which of them to avoid."""

from pydantic import Field

from mionido.model.text import Record

Words = tuple[str, ...]


class Avoided(Record):
    """A word to avoid, and why; `instead` is what to write, the name of its term if nothing is said.

    Several words in a row are one; a `*` stands for any letters. `except_in` are the entries of texts, such as
    `duties/pay-fee:title`, in which somebody has looked and found that it is right.
    """

    word: str = Field(min_length=1)
    because: str = Field(min_length=1)
    instead: str | None = None
    except_in: Words = ()


class TermNotes(Record):
    """What a translator is told about one word of the letters.

    `name` is what it is called, as long as no file of the language says so; `found_at` is who writes it so. `also` are
    other words or forms that may stand for the name, and `avoid` words that are wrong for this one.
    """

    name: str | None = Field(default=None, min_length=1)
    found_at: str | None = None
    also: Words = ()
    note: str | None = None
    avoid: tuple[Avoided, ...] = ()


class Termbase(Record):
    """The glossary of a language: translations/<locale>/glossary.yml.

    The first keys say how texts are written: the form of address, digits, days and months, script and spelling, and
    what else there is to know. `avoid` are words to avoid in any text, `terms` those of content/terms/ by their id, and
    `words` others of the letters. A language may have a glossary before it has texts.
    """

    address: str | None = None
    digits: str | None = None
    days: str | None = None
    script: str | None = None
    more: Words = ()
    avoid: tuple[Avoided, ...] = ()
    terms: dict[str, TermNotes] = Field(default_factory=dict)
    words: dict[str, TermNotes] = Field(default_factory=dict)
