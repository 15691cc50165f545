"""Writes the texts of one page as HTML, and knows afterwards which terms the page explains."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from mionido.model.glossary import Glossary
from mionido.model.markup import write
from mionido.model.text import Text
from mionido.model.topics import Term
from mionido.render.edition import Edition
from mionido.render.links import Links
from mionido.render.reading import Reading

Words = Callable[[str], Markup]


class Texts:
    """What templates call to show a text."""

    def __init__(
        self,
        edition: Edition,
        reading: Reading,
        links: Links,
        ident: str,
        glossary: Glossary | None,
    ) -> None:
        """Begin the page that shows the record `ident` first.

        `glossary` finds the words to link in its texts.
        """
        self.edition, self.reading, self.links = edition, reading, links
        self.marks = edition.env.marks
        self._wrote = edition  # in whose language a text is, with its amounts
        self.linked: list[str] = []  # the terms linked so far
        self._ident, self._glossary = ident, glossary
        self._inside = _Unlinked(self, self._lines)
        self._said = _Linked(self, self._with_terms, self._inside)
        self._elsewhere = _Elsewhere(self, self._lines, self._inside)

    def say(self, text: str) -> Markup:
        """Return a text as HTML; what is not translated is marked with its own language."""
        return self._written(text, self._said)

    def label(self, text: str) -> Markup:
        """Return a text as HTML without links, for inside a link or a label.

        Its terms are explained on this page.
        """
        return self._written(text, self._inside)

    def explain(self, text: str) -> Markup:
        """Return a text whose terms link to the glossary; this page does not explain them."""
        return self._written(text, self._elsewhere)

    def brief(self, text: str) -> Markup:
        """Return a text on one line without links, for inside a link.

        Its terms are not explained here.
        """
        shown = self.edition.plain(text)
        if lang := getattr(text, "lang", None):
            return self.marks.as_written(self.marks.whole(shown, lang), lang)
        return self.marks.lines(shown)

    def _written(self, text: str, writer: "_Unlinked") -> Markup:
        """Return a text as HTML; what is not translated is marked with its own language."""
        if isinstance(text, Text) and text.lang:
            self._wrote = self.edition.wrote(text)
            words = write(text, writer)
            self._wrote = self.edition
            return self.marks.as_written(words, text.lang)
        return write(text, writer)

    def explained(self) -> list[tuple[str, Term]]:
        """Return the terms to explain on this page.

        First come those linked so far, then those that only stand in its texts.
        """
        names = dict.fromkeys([*self.linked, *self.reading.words_of(self._ident)])
        return [(name, self.reading[Term][name]) for name in names]

    def note(self, term: str) -> None:
        """Explain a term on this page."""
        if term not in self.linked:
            self.linked.append(term)

    def value(self, name: str) -> Markup:
        """Return the value of a parameter, or the place of a day that the checker computes."""
        if name == "date":
            return self.marks.computed_day()
        return self._wrote.env.marks.value(self._wrote.parameter(name))

    def amount(self, value: Any, unit: str) -> Markup:
        """Return the value of a parameter or figure in words; an age alone is one of years."""
        unit = "years" if unit == "age" else unit
        return self.marks.value(self.edition.amount(value, unit))

    def word(self, term: str) -> Markup:
        """Return the word of a term as it stands in letters."""
        return self.marks.official(self.reading[Term][term].official)

    def _lines(self, words: str) -> Markup:
        return self._wrote.env.marks.lines(words)

    def _with_terms(self, words: str) -> Markup:
        """Return words as HTML; the first of each term links to its explanation on this page."""
        if self._glossary is None or self._wrote is not self.edition:
            return self._lines(words)
        parts: list[Markup] = []
        end = 0
        for start, stop, term in self._glossary.spans(words):
            if term not in self.linked:
                parts.append(self.marks.lines(words[end:start]))
                parts.append(self.marks.term(term, self.marks.whole(words[start:stop])))
                self.note(term)
                end = stop
        parts.append(self.marks.lines(words[end:]))
        return Markup("").join(parts)


@dataclass(frozen=True)
class _Unlinked:
    """Words inside a link or a label, without links; their terms are explained on the page."""

    texts: Texts
    words: Words

    def placeholder(self, name: str) -> Markup:
        kind, _, term = name.partition(":")
        if kind != "term":
            return self.texts.value(name)
        self.texts.note(term)
        return self.texts.word(term)

    def link(self, target: str, words: str) -> Markup:
        return write(words, self)

    def bold(self, words: Markup) -> Markup:
        return self.texts.marks.bold(words)


@dataclass(frozen=True)
class _Linked(_Unlinked):
    """Words in which a term links to its explanation on the page."""

    inside: _Unlinked

    def placeholder(self, name: str) -> Markup:
        kind, _, term = name.partition(":")
        if kind != "term":
            return self.texts.value(name)
        return self.texts.marks.term(term, self.inside.placeholder(name))

    def link(self, target: str, words: str) -> Markup:
        return self.texts.marks.link(self.texts.links.href(target), write(words, self.inside))


@dataclass(frozen=True)
class _Elsewhere(_Linked):
    """Words in which a term links to its explanation in the glossary."""

    def placeholder(self, name: str) -> Markup:
        kind, _, term = name.partition(":")
        if kind != "term":
            return self.texts.value(name)
        return self.texts.marks.link(self.texts.links.href(f"terms/{term}"), self.texts.word(term))
