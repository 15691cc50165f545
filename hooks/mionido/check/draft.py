"""What the checks look at: the site as it was written, with the place of each text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from mionido.model.site import Site
from mionido.model.text import Text, map_texts
from mionido.problems import Place
from mionido.read.content import Loaded
from mionido.translate.layout import Layout
from mionido.translate.locales import Locale
from mionido.translate.messages import address

KeyPath = tuple[str | int, ...]


@dataclass
class Draft:
    """What the checks look at."""

    loaded: Loaded
    locales: dict[str, Locale]
    today: date
    layout: Layout = field(default_factory=Layout)

    @property
    def site(self) -> Site:
        """The site as it was written."""
        return self.loaded.site

    @cached_property
    def texts(self) -> list[tuple[str, KeyPath, Text]]:
        """Every text with the id of its file and the path inside it."""
        found: list[tuple[str, KeyPath, Text]] = []

        def note(path: tuple[str, ...], text: Text) -> Text:
            ident, inside = address(path)
            found.append((ident, key_path(inside), text))
            return text

        map_texts(self.site, note)
        return found

    @cached_property
    def sources(self) -> dict[str, str]:
        """Every text by the context translators know it by."""
        return {f"{ident}:{'.'.join(map(str, path))}": str(text) for ident, path, text in self.texts}

    def place_in(self, ident: str, path: KeyPath, text: str, start: int) -> Place:
        """Return the place of the character at `start` of a text that stands at `path`."""
        place = self.loaded.place(ident, path)
        lines = text[:start].split("\n")
        if len(lines) > 1 or "\n" in text:
            # A block text begins on the line below its `|`, indented two deeper than its key.
            key = self.loaded.files[ident].keys.get(path, place)
            return Place(place.file, place.line + len(lines), key.column + 2 + len(lines[-1]))
        return Place(place.file, place.line, place.column + start)

    def records(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Yield the records of a kind with their full ids."""
        for name, record in self.site[kind].items():
            yield f"{kind}/{name}", record


def key_path(inside: tuple[str, ...]) -> KeyPath:
    """Return a path with its list positions as numbers, as yamlfile knows them."""
    return tuple(int(part) if part.isdigit() else part for part in inside)
