"""What the checks look at: the site as it was written, with the place of each text."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from mionido.check.lexicon import Lexicon
from mionido.model.kinds import folder_of
from mionido.model.site import Site
from mionido.model.text import Record, Text
from mionido.model.walk import KeyPath
from mionido.model.wording import Wording
from mionido.problems import Place
from mionido.read.content import Loaded
from mionido.translate.catalogs import Catalog
from mionido.translate.glossaries import Glossaries, Mentioned
from mionido.translate.layout import Layout
from mionido.translate.locales import Locale
from mionido.translate.messages import context

R = TypeVar("R", bound=Record)


@dataclass
class Draft:
    """What the checks look at."""

    loaded: Loaded
    locales: dict[str, Locale]
    today: date
    icons: Collection[str] = ()  # the pictures there are
    layout: Layout = field(default_factory=Layout)
    glossaries: Glossaries = field(default_factory=dict)

    @property
    def site(self) -> Site:
        """The site as it was written."""
        return self.loaded.site

    @cached_property
    def texts(self) -> list[tuple[str, KeyPath, Text]]:
        """Every text with the id of its file and the path inside it."""
        return list(self.site.texts())

    @cached_property
    def sources(self) -> dict[str, str]:
        """Every text by the context translators know it by."""
        return {context(ident, path): str(text) for ident, path, text in self.texts}

    def translated(self, catalog: Catalog) -> Iterator[tuple[str, str, str]]:
        """Yield each text that a language has translated: its context, as it was written, and translated.

        Those of which enough is said are left out.
        """
        for ctx, text in self.sources.items():
            translated = catalog.translation(ctx, text)
            if translated and ctx not in catalog.left_out:
                yield ctx, text, translated

    @cached_property
    def lexicons(self) -> dict[str, Lexicon]:
        """The words of each language that a translation must neither lose nor add."""
        return {code: Lexicon(wording) for code, wording in self.site[Wording].items()}

    @cached_property
    def mentioned(self) -> Mentioned:
        """Which terms stand in the texts as they were written."""
        return Mentioned(self.site)

    @property
    def wording(self) -> Wording | None:
        """The rules for texts in the language of the content, if there are any."""
        return self.site[Wording].get(self.site.about.source_language)

    def place_in(self, ident: str, path: KeyPath, text: str, start: int) -> Place:
        """Return the place of the character at `start` of a text that stands at `path`."""
        place = self.loaded.place(ident, path)
        if "\n" not in text:
            return Place(place.file, place.line, place.column + start)
        # A block text begins on the line below its `|`, indented two deeper than its key.
        key = self.loaded.files[ident].keys.get(path, place)
        lines = text[:start].split("\n")
        column = key.column + 2 + len(lines[-1])
        return Place(place.file, place.line + len(lines), column)

    def records(self, kind: type[R]) -> Iterator[tuple[str, R]]:
        """Yield the records of a kind with their full ids."""
        folder = folder_of(kind)
        for name, record in self.site[kind].items():
            yield f"{folder}/{name}", record
