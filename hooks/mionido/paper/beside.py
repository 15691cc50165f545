"""All that a record says in two languages, row by row, for who reads it together with a helper: a page, and as PDF."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from mionido.model.kinds import KINDS, Kind
from mionido.model.site import Records
from mionido.model.text import Record, keys_of
from mionido.paper.sheet import Paper, Print, Sheet, drawn, rows_of, sheets_of
from mionido.render.edition import Edition
from mionido.render.pages import Names, Page, summary_of, title_of, uri_of
from mionido.render.reading import Reading

# In the order of the pages: first the answer, then what to do.
KEYS = (
    "official",
    "summary",
    "meaning",
    "but",
    "what_to_do",
    "by_when",
    "if_you_do_not",
    "more",
    "bring",
    "documents",
    "look_for",
    "from",
    "for_whom",
    "you_can",
    "contact",
    "it_does_not",
    "body",
)


@dataclass(frozen=True)
class Whole(Sheet):
    """All of a record that has no sheet called like it: made beside another language only."""


class _WholePaper(Paper):
    """Writes it. Its code leads to the page of the record."""

    def data(self) -> dict[str, Any]:
        """Return all of it; it may have as many pages as it takes."""
        return {**super().data(), "pages": None}

    def _page(self) -> str:
        return uri_of(self.sheet.first)


def wholes_of(site: Records) -> dict[str, Whole]:
    """Return them by the id of their record."""
    has_sheet = {sheet.titled_by(site) for sheet in sheets_of(site).values()}
    return {
        page.ident: _whole(page.ident) for page in pages_beside(site) if page.ident not in has_sheet
    }


def _whole(ident: str) -> Whole:
    folder, _, name = ident.rpartition("/")
    return Whole(f"{folder}-{name}", "", ((ident, _keys(KINDS[folder].model), ()),))


def data_of_whole(wanted: Print) -> tuple[dict[str, Any], set[str]]:
    """Return what the template gets, and what of the site it shows: names as in render.reading."""
    return drawn(_WholePaper, wanted, set())


def pages_beside(site: Records) -> Iterator[Page]:
    """Yield them, for each kind of record that is read as a text; for languages other than the source's."""
    for kind in KINDS.values():
        if kind.template and kind.read_also:
            for name in site[kind.folder]:
                yield _page(kind, name)


def _page(kind: Kind, name: str) -> Page:
    ident, uri = f"{kind.folder}/{name}", kind.uri_of(name)
    return Page(
        f"beside/{uri}",
        "beside.html",
        title=lambda site: title_of(site, ident),
        description=lambda site: summary_of(site, ident),
        ident=ident,
        parent=uri,
        adds=partial(_rows, ident, _keys(kind.model)),
        stands_for=uri,
    )


def _keys(model: type[Record]) -> tuple[str, ...]:
    written = set(keys_of(model).values())
    return tuple(key for key in KEYS if key in written)


def _rows(ident: str, keys: tuple[str, ...], edition: Edition) -> Names:
    """Return the title and the rows, of the source and of the reader's language."""
    source, reading = edition.source, edition.reading
    if source is None or reading is None:
        raise TypeError("beside the source stands another language")
    along = replace(source, reading=Reading(source.site, reading.read))
    head, rows = rows_of(Sheet(ident, "", ((ident, keys, ()),)), (along, edition))
    return {"head": head, "rows": rows}
