"""The markup inside a text: {placeholder}, [words](target) and **bold**, and nothing else.

A text is never HTML: a writer (mionido.render.texts) escapes everything that is not one of these
three. What was written as HTML is Markup and no longer a text: written a second time, its tags
would be read as words, so that is an error.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from mionido.model.text import Text

TOKEN = re.compile(
    r"\{(?P<name>[a-z][a-z0-9_]*(?::[a-z0-9-]+)?)\}"
    r"|\[(?P<words>[^\[\]\n]+)\]\((?P<target>[^()\s]*)\)"
    r"|\*\*(?P<bold>[^*\n]+)\*\*"
)
HEADING = re.compile(r"\*\*([^*\n]+)\*\*(?:\n|$)")
# Stands for the value of a placeholder where a text is looked at as it is read.
FILLED = "\ufffc"
# Letters and vowels of Korean and Khmer that are drawn as nothing.
DRAWN_AS_NOTHING = set("\u115f\u1160\u17b4\u17b5\u3164\uffa0")


@dataclass(frozen=True)
class Token:
    """One piece of markup: what it is, what it names, and where it begins in the text."""

    kind: str  # "placeholder", "link" or "bold"
    name: str
    start: int


def values_in(text: str) -> list[str]:
    """Return the placeholders of a text that show a value, in their order: all but words of letters."""
    marks = (each.name for each in tokens(text) if each.kind == "placeholder")
    return [name for name in marks if ":" not in name]


def tokens(text: str) -> Iterator[Token]:
    """Yield the markup in a text, also inside the words of links and bold."""
    for match in TOKEN.finditer(text):
        start = match.start()
        if match["name"]:
            yield Token("placeholder", match["name"], start)
        elif match["words"]:
            yield Token("link", match["target"], start)
            yield from _moved(tokens(match["words"]), match.start("words"))
        else:
            yield Token("bold", "", start)
            yield from _moved(tokens(match["bold"]), match.start("bold"))


def marked_terms(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a text marks a term, as `{term:boete}`, and its id."""
    for token in tokens(text):
        kind, _, name = token.name.partition(":")
        if token.kind == "placeholder" and kind == "term":
            yield token.start, name


def _moved(inner: Iterator[Token], by: int) -> Iterator[Token]:
    """Yield tokens where they begin in the text around theirs."""
    for token in inner:
        yield Token(token.kind, token.name, by + token.start)


class Writer(Protocol):
    """Says how each piece of a text looks."""

    def words(self, words: str, /) -> Markup:
        """Return words without markup."""

    def placeholder(self, name: str) -> Markup:
        """Return what stands for a placeholder."""

    def link(self, target: str, words: str) -> Markup:
        """Return words, which may hold markup, that link to a target."""

    def bold(self, words: Markup) -> Markup:
        """Return what is written already as words that matter most."""


def write(text: str, writer: Writer) -> Markup:
    """Return the text as HTML, each piece as the writer has it."""
    text = unwritten(text)
    parts: list[Markup] = []
    end = 0
    for match in TOKEN.finditer(text):
        parts.append(writer.words(text[end : match.start()]))
        if match["name"]:
            parts.append(writer.placeholder(match["name"]))
        elif match["words"]:
            parts.append(writer.link(match["target"], match["words"]))
        else:
            parts.append(writer.bold(write(match["bold"], writer)))
        end = match.end()
    parts.append(writer.words(text[end:]))
    return Markup("").join(parts)


def split_heading(text: str) -> tuple[str, str]:
    """Return the words of a first line that is all bold, and the rest; either may be empty."""
    match = HEADING.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def headed(text: Text) -> list[Text]:
    """Return the heading of a paragraph and its rest, in the language of the text.

    Either may be empty.
    """
    parts = [Text(part) for part in split_heading(text)]
    for part in parts:
        part.lang, part.context = text.lang, text.context
    return parts


def plain(text: str, fill: Callable[[str], str]) -> str:
    """Return the text without markup, for titles, descriptions and data."""

    def shown(match: re.Match[str]) -> str:
        if match["name"]:
            return fill(match["name"])
        return plain(match["words"] or match["bold"], fill)

    return TOKEN.sub(shown, unwritten(text))


def unwritten(text: str) -> str:
    """Return a text as it is, unless it is HTML already."""
    if isinstance(text, Markup):
        raise TypeError(f"this is HTML already and must not be written as HTML again: {text}")
    return text


def blank_markup(text: str) -> str:
    """Return the text with placeholders and link targets blanked out, positions unchanged."""
    blank = re.sub(r"\{[a-z][a-z0-9_]*(?::[a-z0-9-]+)?\}", lambda m: " " * len(m[0]), text)
    return re.sub(r"\]\([^)\s]*\)", lambda m: " " * len(m[0]), blank)


def positions(text: str, start: int = 0) -> list[int]:
    """Return where each character of the plain text stands in the text.

    The value of a placeholder is one character.
    """
    found: list[int] = []
    end = 0
    for match in TOKEN.finditer(text):
        found += range(start + end, start + match.start())
        if match["name"]:
            found.append(start + match.start())
        else:
            inner = "words" if match["words"] else "bold"
            found += positions(match[inner], start + match.start(inner))
        end = match.end()
    return [*found, *range(start + end, start + len(text))]


def shows_something(text: str) -> bool:
    """Whether a reader sees more of a text than marks and blanks: a letter, a digit or a value."""
    return any(_is_something(each) for each in plain(text, lambda _: FILLED))


def _is_something(character: str) -> bool:
    """Whether this alone says something.

    The line that makes an Arabic word longer is a letter to Unicode, but says nothing.
    """
    return character == FILLED or (
        character.isalnum()
        and character not in DRAWN_AS_NOTHING
        and unicodedata.category(character) != "Lm"
    )


def empty_marks(text: str) -> Iterator[tuple[int, str]]:
    """Yield links and bold that hold no words: where they begin, and how they are written."""
    for match in TOKEN.finditer(text):
        if not match["name"] and not shows_something(match["words"] or match["bold"]):
            yield match.start(), match[0]
