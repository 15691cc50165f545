"""Which sheets a build made as PDF, for the pages that lead to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PrintedFile:
    """A PDF: its address below the locale's folder, its size, and what form it has."""

    uri: str
    kilobytes: int
    is_beside: bool  # another language stands beside
    is_large: bool = False  # in large print


@dataclass(frozen=True)
class Printed:
    """The files of a record or handout in a locale; and the sheet that shows it, if one does."""

    uri: str  # of the page of that sheet
    titled_by: str  # the id of what that sheet is called like
    files: tuple[PrintedFile, ...]

    def links(self, to_locale: str, size: Callable[[int], str]) -> Sequence[dict[str, Any]]:
        """Return its files as a page links to them; `to_locale` is the way to the locale's folder."""
        return [
            {
                "href": f"{to_locale}{each.uri}",
                "size": size(each.kilobytes),
                "is_beside": each.is_beside,
                "is_large": each.is_large,
            }
            for each in self.files
        ]
