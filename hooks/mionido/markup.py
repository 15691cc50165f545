"""The markup inside a text: {placeholder}, [words](target) and **bold**, and nothing else.

A text is never HTML: everything that is not one of these three is escaped.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

TOKEN = re.compile(
    r"\{(?P<name>[a-z][a-z0-9_]*(?::[a-z0-9-]+)?)\}"
    r"|\[(?P<words>[^\]\n]+)\]\((?P<target>[^)\s]*)\)"
    r"|\*\*(?P<bold>[^*\n]+)\*\*"
)
Write = Callable[[str], Markup]
HEADING = re.compile(r"\*\*([^*\n]+)\*\*(?:\n|$)")
# One or more words in Latin letters, such as "Mijn Inburgering".
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9'’-]*(?: [A-Za-z][A-Za-z0-9'’-]*)*")
# A word with a hyphen, such as "Z-route", that is short enough for one line of a phone.
HYPHENED = re.compile(r"(?<![\w-])(?=[\w-]{3,20}(?![\w-]))\w+(?:-\w+)+")
WHOLE = r'<span class="mn-whole">\g<0></span>'
DUTCH = Markup('<bdi lang="nl" dir="ltr">%s</bdi>')


@dataclass(frozen=True)
class Token:
    """One piece of markup: what it is, what it names, and where it begins in the text."""

    kind: str  # "placeholder", "link" or "bold"
    name: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the markup in a text, also inside the words of links and bold."""
    for match in TOKEN.finditer(text):
        start = match.start()
        if match["name"]:
            yield Token("placeholder", match["name"], start)
        elif match["words"]:
            yield Token("link", match["target"], start)
            yield from (Token(t.kind, t.name, start + 1 + t.start) for t in tokens(match["words"]))
        else:
            yield Token("bold", "", start)
            yield from (Token(t.kind, t.name, start + 2 + t.start) for t in tokens(match["bold"]))


def lines(text: str) -> Markup:
    """Return words without markup as HTML, with their line breaks."""
    return whole(text).replace("\n", Markup("<br>\n"))


def whole(words: str) -> Markup:
    """Return words as HTML in which no line breaks at a hyphen: "Z-" on a line of its own means nothing."""
    return Markup(HYPHENED.sub(WHOLE, str(escape(words))))


def dutch(words: str) -> Markup:
    """Return words of the letters, marked as Dutch."""
    return DUTCH % whole(words)


def render(text: str, fill: Write, href: Callable[[str], str], write: Write = lines, inside: Write = lines) -> Markup:
    """Return the text as HTML.

    `fill` gives a placeholder's value and `href` a link target's address; `write` writes words outside links, `inside`
    those of a link.
    """
    parts: list[Markup] = []
    end = 0
    for match in TOKEN.finditer(text):
        parts.append(write(text[end : match.start()]))
        if match["name"]:
            parts.append(fill(match["name"]))
        elif match["words"]:
            words = render(match["words"], fill, href, inside, inside)
            parts.append(Markup('<a href="%s">%s</a>') % (href(match["target"]), words))
        else:
            parts.append(Markup("<strong>%s</strong>") % render(match["bold"], fill, href, write, inside))
        end = match.end()
    parts.append(write(text[end:]))
    return Markup("").join(parts)


def mark_latin(text: str) -> Markup:
    """Return words as HTML in which those in Latin letters are Dutch: for languages with a script of their own."""
    parts: list[Markup] = []
    end = 0
    for match in LATIN.finditer(text):
        parts += lines(text[end : match.start()]), dutch(match[0])
        end = match.end()
    return Markup("").join((*parts, lines(text[end:])))


def split_heading(text: str) -> tuple[str, str]:
    """Return the words of a first line that is bold as a whole, and the rest; either may be empty."""
    match = HEADING.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def plain(text: str, fill: Callable[[str], str]) -> str:
    """Return the text without markup, for titles, descriptions and data."""
    return TOKEN.sub(lambda m: fill(m["name"]) if m["name"] else plain(m["words"] or m["bold"], fill), text)


def blank_markup(text: str) -> str:
    """Return the text with placeholders and link targets blanked out, positions unchanged."""
    blank = re.sub(r"\{[a-z][a-z0-9_]*(?::[a-z0-9-]+)?\}", lambda m: " " * len(m[0]), text)
    return re.sub(r"\]\([^)\s]*\)", lambda m: " " * len(m[0]), blank)
