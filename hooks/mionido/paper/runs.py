"""A text -> the runs of words of a sheet, each in one language and in the order in which it is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mionido.check.allowed import PAGE_FILLS
from mionido.model.markup import TOKEN
from mionido.model.topics import Term
from mionido.render.edition import Edition
from mionido.render.marks import LATIN

# Around words whose direction is not that of the line: what stands beside them keeps its place. Without these a number
# behind a name in Latin letters would move to its other side.
ISOLATE, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class Run:
    """Words in one language."""

    words: str
    lang: str
    is_bold: bool = False

    def as_data(self) -> dict[str, Any]:
        """Return this as the template gets it."""
        return {"words": self.words, "lang": self.lang, "bold": self.is_bold}


@dataclass(frozen=True)
class Cell:
    """What stands in one column of a row."""

    lang: str
    direction: str
    runs: tuple[Run, ...]

    def as_data(self) -> dict[str, Any]:
        """Return this as the template gets it."""
        runs = [run.as_data() for run in self.runs]
        return {"lang": self.lang, "dir": self.direction, "runs": runs}


class Writer:
    """Writes the texts of one edition as cells."""

    def __init__(self, edition: Edition) -> None:
        """Begin with no parameter shown."""
        self.edition = edition
        self.parameters: set[str] = set()  # whose values were written
        self.lang, self.direction = edition.catalog.code, edition.catalog.locale.direction

    def cell(
        self,
        text: str,
        *,
        is_official: bool = False,
        is_bold: bool = False,
        is_raw: bool = False,
    ) -> Cell:
        """Return a text, or words that nobody translates, as a cell; as it is written, if it is raw."""
        if is_raw and not getattr(text, "lang", None):
            return self.line([self.own(text)])
        if is_official:
            return self._official_cell(text, is_bold=is_bold)
        if lang := getattr(text, "lang", None):
            return self._foreign_cell(text, lang, is_bold=is_bold)
        return self.line(self._runs(text, is_bold=is_bold))

    def _official_cell(self, words: str, *, is_bold: bool) -> Cell:
        official = self.edition.env.languages.official_language
        return Cell(official.lang, official.dir, (Run(words, official.lang, is_bold),))

    def _foreign_cell(self, text: str, lang: str, *, is_bold: bool) -> Cell:
        """Return a text that is not translated, in its language and direction and followed by the name of that."""
        written = self.edition.env.languages.written_in[lang]
        words = f"{self.edition.plain(text)} ({written.name})"
        return Cell(lang, written.dir, (Run(words, lang, is_bold),))

    def _runs(self, text: str, *, is_bold: bool) -> Iterator[Run]:
        end = 0
        for match in TOKEN.finditer(text):
            yield from self._words(text[end : match.start()], is_bold=is_bold)
            if match["name"]:
                yield from self._value(match["name"], is_bold=is_bold)
            elif match["words"]:
                yield from self._runs(match["words"], is_bold=is_bold)
            else:
                yield from self._runs(match["bold"], is_bold=True)
            end = match.end()
        yield from self._words(text[end:], is_bold=is_bold)

    def _words(self, words: str, *, is_bold: bool) -> Iterator[Run]:
        """Yield words; in a language with a script of its own, those in Latin letters are of letters."""
        words = words.replace("\n", " ")
        end = 0
        for match in LATIN.finditer(words) if self.edition.has_own_script else ():
            yield from self._own(words[end : match.start()], is_bold=is_bold)
            yield self.official(match[0], is_bold=is_bold)
            end = match.end()
        yield from self._own(words[end:], is_bold=is_bold)

    def line(self, runs: Iterable[Run]) -> Cell:
        """Return runs as a cell."""
        return Cell(self.lang, self.direction, tuple(runs))

    def own(self, words: str) -> Run:
        """Return words in the language of this edition."""
        return Run(words, self.lang)

    def official(self, words: str, *, is_bold: bool = False) -> Run:
        """Return words of letters and of the law."""
        lang = self.edition.env.languages.official_language.lang
        return Run(self.apart(words), lang, is_bold)

    def apart(self, words: str) -> str:
        """Return words that keep what is beside them in its place, where the line runs from the right."""
        return f"{ISOLATE}{words}{END}" if self.direction == "rtl" else words

    def _own(self, words: str, *, is_bold: bool) -> Iterator[Run]:
        if words:
            yield Run(words, self.lang, is_bold)

    def _value(self, name: str, *, is_bold: bool) -> Iterator[Run]:
        kind, _, term = name.partition(":")
        if kind == "term":
            yield self.official(self.edition.records[Term][term].official, is_bold=True)
        elif name in PAGE_FILLS:  # filled when the sheet is drawn
            yield Run("{" + name + "}", self.lang, is_bold)
        else:
            self.parameters.add(name)
            yield from self._words(self.apart(self.edition.parameter(name)), is_bold=is_bold)
