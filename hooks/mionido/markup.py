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


def render(text: str, fill: Callable[[str], Markup], href: Callable[[str], str]) -> Markup:
    """Return the text as HTML; `fill` gives a placeholder's value, `href` a link target's address."""
    parts: list[Markup] = []
    end = 0
    for match in TOKEN.finditer(text):
        parts.append(_lines(text[end : match.start()]))
        if match["name"]:
            parts.append(fill(match["name"]))
        elif match["words"]:
            words = render(match["words"], fill, href)
            parts.append(Markup('<a href="%s">%s</a>') % (href(match["target"]), words))
        else:
            parts.append(Markup("<strong>%s</strong>") % render(match["bold"], fill, href))
        end = match.end()
    parts.append(_lines(text[end:]))
    return Markup("").join(parts)


def plain(text: str, fill: Callable[[str], str]) -> str:
    """Return the text without markup, for titles, descriptions and data."""
    return TOKEN.sub(lambda m: fill(m["name"]) if m["name"] else plain(m["words"] or m["bold"], fill), text)


def _lines(text: str) -> Markup:
    return escape(text).replace("\n", Markup("<br>\n"))
