"""The whole guide as one paper: chapters with all records of a kind, each with its sources and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from mionido.model.handouts import Keys, printable
from mionido.model.kinds import KINDS, Kind
from mionido.model.site import Records
from mionido.model.text import Record
from mionido.paper.pieces import Piece, filled, heading, lines, pieces, title
from mionido.paper.runs import Writer
from mionido.paper.sheet import Paper, Print, Row, Sheet, before_of, cited_runs, drawn
from mionido.render.edition import Edition
from mionido.render.pages import CHAPTERS_OF_ALL, ids_of, uri_of

NAME = "booklet"
CHAPTERS = {**CHAPTERS_OF_ALL, "terms": "words"}


@dataclass(frozen=True)
class Book(Sheet):
    """All of it."""

    @property
    def first(self) -> str:
        """The home page."""
        return "index"


def book_of(site: Records) -> Book:
    """Return the booklet: every record of these kinds, with all that can stand on paper."""
    shows = [
        (ident, keys_on_paper(KINDS[folder]), ())
        for folder in CHAPTERS
        for ident in ids_of(site, KINDS[folder].model)
    ]
    return Book(NAME, "site", tuple(shows))


def keys_on_paper(kind: Kind) -> Keys:
    """Return which keys of a kind stand below the title of a record."""
    return tuple(key for key in printable(kind.model) if key != kind.title)


def data_of_book(wanted: Print) -> tuple[dict[str, Any], set[str]]:
    """Return what the template gets, and what of the site it shows: names as in render.reading."""
    return drawn(_BookPaper, wanted, set())


class _BookPaper(Paper):
    """Writes the booklet."""

    def data(self) -> dict[str, Any]:
        """Return all of it; it may have as many pages as it takes."""
        data = super().data()
        # The days stand on the first page too: nobody looks for them at the end of a book.
        opening = [*data["opening"], *data["foot"]]
        return {**data, "opening": opening, "pages": None, "contents": 3}

    def _title(self, edition: Edition) -> Piece:
        return heading(edition, "book", "title")

    def _opening(self) -> Iterator[Row]:
        yield from self._row(lambda edition: [Piece("lead", edition.records.about.name)])
        yield from self._row(lambda edition: list(lines(edition.records.about.about, "text")))

    def _page(self) -> str:
        return uri_of(self.sheet.first)

    def rows(self) -> Iterator[Row]:
        """Yield chapter by chapter, and what each record has."""
        chapter = ""
        for (ident, keys, _), record in zip(self.sheet.shows, self.records, strict=True):
            folder = ident.rpartition("/")[0]
            if folder != chapter:
                chapter = folder
                yield from self._row(partial(_chapter, folder=folder))
            yield from self._record_rows(ident, keys)
            yield self._trust(record)

    def _record_rows(self, ident: str, keys: Keys) -> Iterator[Row]:
        yield from self._row(lambda edition: [title(edition, ident, "record")])
        yield from self._row(partial(before_of, ident=ident))
        for key in keys:
            rows = self._row(partial(pieces, ident=ident, key=key))
            yield from self._headed(key, "part", list(rows))

    def _trust(self, record: Record) -> Row:
        """Return one line with the sources of a record and its day, in the first of the languages."""
        writer = self.writers[0]
        t = writer.edition.records.interface
        runs = [*writer.cell(t["sources"], is_bold=True).runs, writer.own(" ")]
        runs += cited_runs(writer, getattr(record, "sources", ()))
        runs += writer.cell(self._day(writer, getattr(record, "checked", self.checked))).runs
        cells = [writer.line(runs).as_data()]
        return {"style": "wide", "number": 0, "goes_on": False, "cells": cells}

    def _day(self, writer: Writer, day: date) -> str:
        message = writer.edition.records.interface["checked_on"]
        return filled(message, date=writer.edition.day(day))

    def sources(self) -> dict[str, Any]:
        """Return none: each record has its own."""
        return {}


def _chapter(edition: Edition, folder: str) -> list[Piece]:
    return [heading(edition, CHAPTERS[folder], "chapter")]
