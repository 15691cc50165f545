"""The sheets of a project: which there are in which languages, and each as a file."""

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mionido.model.site import Site
from mionido.paper.beside import Whole, data_of_whole, wholes_of
from mionido.paper.book import Book, data_of_book
from mionido.paper.flow import Flow, data_of_flow
from mionido.paper.pages import long_papers
from mionido.paper.press import NoGlyph, Press, TooLong
from mionido.paper.sheet import Print, Sheet, data_of, sheets_of
from mionido.problems import Place, Problem, ProblemsError
from mionido.project import Project
from mionido.publish.fingerprints import Fingerprints, of_catalog
from mionido.publish.state import with_everything
from mionido.read.memory import fingerprint
from mionido.render.edition import Edition
from mionido.render.printed import Printed, PrintedFile
from mionido.translate.messages import context

FOLDER = "handouts"
# By how many points the letters of a translation may be smaller than those of the source, so that it fits its sheet.
SMALLER = (0, 1, 2)


@dataclass(frozen=True)
class Wanted:
    """A sheet in one language, or in two: that of the reader stands last."""

    sheet: Sheet
    codes: tuple[str, ...]
    is_large: bool = False

    @property
    def stem(self) -> str:
        """How its file is called, but for the day."""
        return "-".join([self.sheet.name, *self.codes, *(["large"] if self.is_large else [])])

    def file(self, site: Site) -> str:
        """Return the name of its file: the subject, the languages, and the day of the facts."""
        return f"{self.stem}-{self.sheet.checked(site)}.pdf"


class Handouts:
    """Makes the sheets of a project. What it read once, it keeps."""

    def __init__(self, project: Project, *, has_all: bool = False) -> None:
        """Begin with what is written in the language of the content.

        With `has_all` a site has large print and the longer papers too.
        """
        self.project, self.site, self.has_all = project, project.loaded.site, has_all
        self._editions = {project.language: project.written}

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Every sheet by its name."""
        return sheets_of(self.site)

    @cached_property
    def wholes(self) -> dict[str, Whole]:
        """All of each record that has no sheet called like it, by its id."""
        return wholes_of(self.site)

    @cached_property
    def long(self) -> dict[str, Sheet]:
        """The longer papers: the questions of each group, and the whole guide."""
        return long_papers(self.site)

    @cached_property
    def papers(self) -> dict[str, Sheet]:
        """The sheets and the longer papers."""
        return {**self.long, **self.sheets}

    @cached_property
    def press(self) -> Press:
        """What makes PDF."""
        return Press(self.project.overrides)

    @cached_property
    def fonts(self) -> str:
        """Return a fingerprint of the fonts: other ones make other files."""
        return fingerprint(*(path.read_bytes() for path in self.press.font_files()))

    def prepare(self, wanted: Sequence[Wanted]) -> None:
        """Work out once what several processes would each work out for flows of questions."""
        if any(isinstance(each.sheet, Flow) for each in wanted):
            _ = self.project.written.compiled.graphs

    def take(self, edition: Edition) -> None:
        """Remember an edition that was read already."""
        self._editions[edition.catalog.code] = edition

    def edition(self, code: str) -> Edition:
        """Return the site in a locale. Raises ProblemsError where its catalog is wrong."""
        if code not in self._editions:
            catalog, problems = self.project.catalog(code)
            if any(problem.is_error for problem in problems):
                raise ProblemsError(problems)
            self._editions[code] = self.project.edition_of(catalog)
        return self._editions[code]

    def prints(self, codes: Sequence[str]) -> Fingerprints:
        """Return the fingerprints of the translations in these locales together."""
        each = [with_everything(of_catalog(self.edition(code).catalog)) for code in codes]
        names = dict.fromkeys(name for prints in each for name in prints)
        return {name: fingerprint(*(prints.get(name, "") for prints in each)) for name in names}

    def of_locale(self, code: str) -> Iterator[Wanted]:
        """Yield the sheets that the site has in a locale: alone, and beside the language of letters.

        Of a record without a sheet there is only what stands beside it: alone it is its page, printed.
        """
        official = self.site.jurisdiction.official_language
        alone, beside = (code,), (official, code)
        has_beside = official != code and official in self.project.locales
        pairs = [alone, beside] if has_beside else [alone]
        for codes in pairs:
            yield from (Wanted(sheet, codes) for sheet in self.sheets.values())
        for sheet in self.wholes.values() if has_beside else ():
            yield Wanted(sheet, beside)
        for codes in pairs if self.has_all else ():
            yield from (Wanted(sheet, codes, is_large=True) for sheet in self.sheets.values())
            yield from (Wanted(paper, codes) for paper in self.long.values())

    def printed(self, sizes: Mapping[str, int], code: str) -> dict[str, Printed]:
        """Return what there is on paper in a locale, by the id of a record or handout; long papers by name.

        `sizes` are those of the files by address.
        """
        files = self._files(sizes, code)
        long = {name: Printed("", "", tuple(files[name])) for name in self.long if name in files}
        records = {
            ident: self._printed(ident, files) for ident in {**self._shown_on, **self.wholes}
        }
        return long | records

    def _files(self, sizes: Mapping[str, int], code: str) -> dict[str, list[PrintedFile]]:
        """Return the files of each sheet by its name."""
        files: dict[str, list[PrintedFile]] = {}
        for wanted in self.of_locale(code):
            uri = f"{FOLDER}/{wanted.file(self.site)}"
            size = math.ceil(sizes[f"{code}/{uri}"] / 1000)
            file = PrintedFile(uri, size, len(wanted.codes) > 1, wanted.is_large)
            files.setdefault(wanted.sheet.name, []).append(file)
        return files

    def _printed(self, ident: str, files: Mapping[str, Sequence[PrintedFile]]) -> Printed:
        """Return the files that are called like a record or handout, and the sheet that shows it."""
        sheet = self._shown_on.get(ident)
        own = self.wholes.get(ident, sheet)
        is_own = own is not None and own.titled_by(self.site) == ident
        found = files.get(own.name, ()) if own and is_own else ()
        if sheet is None:
            return Printed("", "", tuple(found))
        return Printed(sheet.uri, sheet.titled_by(self.site), tuple(found))

    @cached_property
    def _shown_on(self) -> dict[str, Sheet]:
        """The sheet that shows a record: called like it, or beginning with it, or else the first one."""
        sheets = self.sheets.values()
        found = {sheet.titled_by(self.site): sheet for sheet in sheets}
        for sheet in sheets:
            found.setdefault(sheet.first, sheet)
        for sheet in sheets:
            for ident, _, _ in sheet.shows:
                found.setdefault(ident, sheet)
        return found

    def make(self, wanted: Wanted) -> tuple[bytes, set[str]]:
        """Return a sheet as PDF, and what of the site it shows. Raises ProblemsError."""
        editions = tuple(self.edition(code) for code in wanted.codes)
        print_ = Print(wanted.sheet, editions, wanted.is_large)
        data, read = _data_of(print_)
        try:
            return self._pressed(data, is_translated=wanted.codes != (self.project.language,)), read
        except TooLong as error:
            problem = self._too_long(wanted, print_, str(error))
        except NoGlyph as error:
            problem = self._no_glyph(wanted, str(error))
        raise ProblemsError([problem])

    def _pressed(self, data: dict[str, Any], *, is_translated: bool) -> bytes:
        """Return a sheet; of a language with longer words than the source in smaller letters, if it has to be.

        Raises TooLong and NoGlyph.
        """
        names = {code: locale.name for code, locale in self.project.locales.items()}
        *larger, last = SMALLER if is_translated else SMALLER[:1]
        for smaller in larger:
            try:
                return self.press.pdf({**data, "size": data["size"] - smaller}, names)
            except TooLong:
                continue
        return self.press.pdf({**data, "size": data["size"] - last}, names)

    def _too_long(self, wanted: Wanted, print_: Print, pages: str) -> Problem:
        sheet = wanted.sheet
        is_for_each = sheet.described_in(self.site).each
        place = self.project.loaded.place(sheet.first if is_for_each else sheet.handout)
        return place.error(
            "too-long",
            f'the sheet "{wanted.stem}" has {pages} pages, and may have {print_.pages}',
            why="a volunteer hands over one sheet, printed on both sides.",
            fix="take out a key or a record, or make two sheets of it.",
        )

    def _no_glyph(self, wanted: Wanted, words: str) -> Problem:
        character = words[0]
        name = unicodedata.name(character, "without a name")
        return self._place_of(wanted, character).error(
            "no-glyph",
            f'no font has "{character}", {name}, for the sheet "{wanted.stem}"',
            why="a reader would see an empty box.",
            fix="write another character, or name a font that has it in overrides/paper/fonts.yml; "
            f"the Debian package with ours is {self.press.package}.",
        )

    def _place_of(self, wanted: Wanted, character: str) -> Place:
        """Return where a character stands: in a translation or in the content, on this sheet if we can."""
        loaded = self.project.loaded
        shown = {ident for ident, _, _ in wanted.sheet.shows}
        for code in reversed(wanted.codes):
            edition = self.edition(code)
            found = [each for each in edition.site.texts() if character in each[2]]
            found.sort(key=lambda each: each[0] not in shown)
            for ident, path, _ in found:
                return edition.catalog.places.get(context(ident, path)) or loaded.place(ident, path)
        return loaded.place(wanted.sheet.handout)


def _data_of(print_: Print) -> tuple[dict[str, Any], set[str]]:
    """Return what stands on a paper of any kind, and what of the site it shows."""
    if isinstance(print_.sheet, Flow):
        return data_of_flow(print_, print_.sheet)
    if isinstance(print_.sheet, Book):
        return data_of_book(print_)
    if isinstance(print_.sheet, Whole):
        return data_of_whole(print_)
    return data_of(print_)
