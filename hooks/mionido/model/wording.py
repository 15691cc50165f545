"""How texts in one language are written, as far as a program can see it."""

from typing import Literal

from pydantic import Field

from mionido.model.text import Record

Words = tuple[str, ...]
# What a translation must neither lose nor add; the last three it must not add.
Meaning = Literal[
    "must",
    "may",
    "need_not",
    "not",
    "probably",
    "sometimes",
    "usually",
    "often",
    "at_most",
    "at_least",
    "more_than",
    "less_than",
    "only",
    "says_yes",
    "says_no",
    "authority",
    "money",
    "contact",
]


class Wording(Record):
    """The rules for texts in a language; the name of the file is its code.

    A rule that is left out is not checked. A text that breaks one of the first rules is an error,
    of the others a warning. Lengths of sentences and titles are in words, of words in letters, of
    paragraphs and answers in sentences; `most_passives` is in percent of the sentences of a file.

    `prefixes` are what is joined to the front of a word: a translation is searched for words without
    them, too.

    `says` are the words of the language that say a thing and nothing else, `can_say` those that can
    say it; a `*` stands for any letters. A translation that says it must have a source that can, and
    the other way round. `numbers` are words for numbers, under their English word: a translation has
    only those of its source. `common` are short words that nearly every sentence has one of.

    `alike` are words that people use for the same thing: who types one of them in the search finds
    what is said with another. `passed_over` are words that the search passes over, if there are others.
    """

    longest_sentence: int | None = Field(default=None, ge=5)
    avoid: dict[str, str] = Field(default_factory=dict)
    informal: Words = ()
    empty_links: Words = ()
    capitals: Words | None = None
    prefixes: Words = ()
    says: dict[Meaning, Words] = Field(default_factory=dict)
    can_say: dict[Meaning, Words] = Field(default_factory=dict)
    numbers: dict[str, Words] = Field(default_factory=dict)
    alike: tuple[Words, ...] = ()
    common: Words = ()
    passed_over: Words = ()

    long_sentence: int | None = Field(default=None, ge=5)
    mean_sentence: int | None = Field(default=None, ge=5)
    longest_title: int | None = Field(default=None, ge=3)
    longest_word: int | None = Field(default=None, ge=8)
    longest_paragraph: int | None = Field(default=None, ge=1)
    paragraphs_in_a_row: int | None = Field(default=None, ge=1)
    longest_answer: int | None = Field(default=None, ge=1)
    most_repeated: int | None = Field(default=None, ge=1)
    clauses: Words = ()
    passive: Words = ()
    participles: Words = ()
    most_passives: int = Field(default=10, ge=0)
    negations: Words = ()
    better: dict[str, str] = Field(default_factory=dict)
    within: Words = ()
    counts_from: Words = ()
    unsure: Words = ()
