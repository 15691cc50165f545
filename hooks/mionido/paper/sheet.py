"""A handout -> what stands on its sheets, in one language or in two beside each other: plain data for the template."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import Any

from mionido.check.freshness import OLD
from mionido.model.handouts import Handout, Keys, Part, Sections
from mionido.model.law import Citation, Instrument, Publication
from mionido.model.parameters import Parameter
from mionido.model.site import Records
from mionido.model.text import Record, Text, keys_of
from mionido.paper.pieces import Piece, before, filled, heading, like, pieces, title
from mionido.paper.runs import Cell, Run, Writer
from mionido.render.citations import place_of
from mionido.render.edition import Edition
from mionido.render.pages import expand
from mionido.render.reading import Reading, part
from mionido.translate.states import note_on

# The id of a record, which of its keys, and which sections of its body.
Shown = tuple[tuple[str, Keys, Sections], ...]
Row = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """One subject: how its file is called, the handout that says so, and what it shows."""

    name: str
    handout: str  # the id; nothing where it is made from the record alone
    shows: Shown
    is_of_record: bool = False

    @property
    def first(self) -> str:
        """The record whose page has more."""
        return self.shows[0][0]

    @property
    def uri(self) -> str:
        """The address of its page below the locale's folder."""
        return f"sheets/{self.name}.html"

    def titled_by(self, site: Records) -> str:
        """Return the id of what says how it is called: its handout, or else its first record."""
        has_title = self.handout and self.described_in(site).title
        return self.handout if has_title else self.first

    def described_in(self, site: Records) -> Handout:
        """Return the handout that says what stands on it; what is made from a record alone has none."""
        return site[Handout][self.handout.rpartition("/")[2]]

    def checked(self, site: Records) -> date:
        """Return the oldest day on which somebody compared something here with its sources."""
        records = [site.find(ident) for ident, _, _ in self.shows]
        return min(getattr(record, "checked", site.about.checked) for record in records)


@dataclass(frozen=True)
class Print:
    """A sheet in one edition, or in two: the left one first where it is read from the left."""

    sheet: Sheet
    editions: tuple[Edition, ...]
    is_large: bool = False

    @property
    def reader(self) -> Edition:
        """The edition of the reader; beside it stands that of the helper."""
        return self.editions[-1]

    @property
    def pages(self) -> int:
        """How many pages it may have."""
        return 4 if self.is_large else 2


def sheets_of(site: Records) -> dict[str, Sheet]:
    """Return every sheet by its name."""
    found: dict[str, Sheet] = {}
    for name, handout in site[Handout].items():
        ident = f"handouts/{name}"
        if handout.each:
            for record in expand(site, (handout.each,)):
                sheet = record.rpartition("/")[2]
                found[sheet] = Sheet(sheet, ident, ((record, handout.keys, ()),), is_of_record=True)
        else:
            found[name] = Sheet(name, ident, tuple(_shown(site, handout.parts)))
    return found


def _shown(site: Records, parts: Iterable[Part]) -> Iterator[tuple[str, Keys, Sections]]:
    for each in parts:
        for record in expand(site, each.of):
            yield record, each.keys, each.sections


def data_of(wanted: Print) -> tuple[dict[str, Any], set[str]]:
    """Return what the template gets, and what of the site it shows: names as in render.reading."""
    return drawn(Paper, wanted, all_of_handout(wanted.sheet))


def all_of_handout(sheet: Sheet) -> set[str]:
    """Return what a sheet depends on because its handout says what it shows: names as in render.reading."""
    return {part(sheet.handout, key) for key in keys_of(Handout).values()}


def drawn(
    paper: "Callable[[Print, list[Edition]], Paper]", wanted: Print, read: set[str]
) -> tuple[dict[str, Any], set[str]]:
    """Return what stands on a paper; `read` grows with what of the site it shows."""
    editions = [replace(each, reading=Reading(each.site, read)) for each in wanted.editions]
    return paper(wanted, editions).data(), read


def version_of(sheet: Sheet, edition: Edition) -> tuple[str, set[str]]:
    """Return what changes when a sheet says something else in a language, and the parameters it shows.

    The days at its foot are no part of it: who looks again and finds all as it was makes no other sheet.
    It is worked out once for both papers and the page of a sheet.
    """
    if sheet.name not in edition.versions:
        edition.versions[sheet.name] = _version(sheet, edition)
    version, parameters, read = edition.versions[sheet.name]
    if edition.reading:
        edition.reading.read |= read
    return version, parameters


def _version(sheet: Sheet, edition: Edition) -> tuple[str, set[str], set[str]]:
    """Return that, and what of the site it shows."""
    read = all_of_handout(sheet)
    along = replace(edition, reading=Reading(edition.site, read))
    paper = Paper(Print(sheet, (along,)), [along])
    said = [paper.head(), list(paper.rows()), paper.sources()]
    version = blake2b(json.dumps(said).encode(), digest_size=4).hexdigest()
    return version, paper.writers[0].parameters, read


class Paper:
    """Writes one sheet, row by row, in all its editions at once."""

    def __init__(self, wanted: Print, editions: list[Edition]) -> None:
        """Begin a sheet. Each edition notes what of its site is read."""
        self.wanted, self.sheet, self.editions = wanted, wanted.sheet, editions
        self.writers = [Writer(edition) for edition in editions]
        self.site = editions[-1].records
        self.records = [self._record(ident) for ident, _, _ in self.sheet.shows]
        self.checked = self.sheet.checked(self.site)

    def data(self) -> dict[str, Any]:
        """Return all of it."""
        reader, about = self.editions[-1], self.site.about
        return {
            "title": " – ".join(dict.fromkeys(reader.plain(each) for each in self._titles())),
            "author": about.publisher,
            "checked": self.checked.isoformat().split("-"),
            "size": 16 if self.wanted.is_large else 12,
            "pages": self.wanted.pages,  # or None: as many as it takes
            "contents": 0,  # the level of headings down to which there is a list of them, with their pages
            "languages": [self._language(writer) for writer in self.writers],
            "head": self.head(),
            "opening": list(self._opening()),
            "rows": list(self.rows()),
            "foot": list(self._foot()),
            "sources": self.sources(),
            "address": self._address(),
            "count": self._messages("paper_count"),
            "notes": self._messages("paper_notes"),
            "stamp": self._messages("paper_stamp"),
            "online": self._messages("paper_online"),
        }

    def head(self) -> list[dict[str, Any]]:
        """Return its title."""
        return [cell.as_data() for cell in self._cells([*map(self._title, self.editions)])]

    def _titles(self) -> list[str]:
        return [self._title(edition).text for edition in self.editions]

    def _record(self, ident: str) -> Record:
        record = self.site.find(ident)
        if record is None:
            raise KeyError(ident)
        return record

    def _title(self, edition: Edition) -> Piece:
        written = self._given_title(edition)
        return Piece("title", written) if written else title(edition, self.sheet.first, "title")

    def _given_title(self, edition: Edition) -> Text | None:
        """Return what the handout calls the sheet, if it does."""
        return self.sheet.described_in(edition.records).title if self.sheet.handout else None

    def _language(self, writer: Writer) -> dict[str, str]:
        name = writer.edition.catalog.locale.name
        return {"lang": writer.lang, "dir": writer.direction, "name": name}

    def _opening(self) -> Iterator[Row]:
        """Yield what stands above the list of headings."""
        yield from ()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of each record; what it is called stands above, if the title does not say it."""
        has_title = self._given_title(self.editions[-1]) is not None
        for ident, keys, sections in self.sheet.shows:
            is_named = len(self.sheet.shows) > 1 and (has_title or ident != self.sheet.first)
            if is_named:
                yield from self._row(partial(_one, title, ident=ident, style="section"))
            yield from self._row(partial(before_of, ident=ident))
            for key in keys:
                rows = self._row(partial(pieces, ident=ident, key=key, sections=sections))
                yield from self._headed(key, "heading" if is_named else "section", list(rows))

    def _headed(self, key: str, style: str, rows: list[Row]) -> Iterator[Row]:
        if rows and (message := HEADINGS.get(key, key)) and message in self.site.interface:
            yield from self._row(partial(_one, heading, message=message, style=style))
        yield from rows

    def _row(self, pieces_in: Callable[[Edition], list[Piece]]) -> Iterator[Row]:
        """Yield rows of the same pieces in every edition."""
        for _, row in aligned(self.writers, [pieces_in(edition) for edition in self.editions]):
            yield row

    def _cells(self, some: Sequence[Piece]) -> list[Cell]:
        return _cells(self.writers, some)

    def _messages(self, name: str) -> list[dict[str, Any]]:
        some = [heading(edition, name, "text") for edition in self.editions]
        return [cell.as_data() for cell in self._cells(some)]

    def _foot(self) -> Iterator[Row]:
        """Yield what a reader needs to trust a sheet or not; the two days first."""
        until = self._look_again()
        yield from self._row(lambda edition: list(self._said(edition, until)))

    def _said(self, edition: Edition, until: date) -> Iterator[Piece]:
        t = edition.records.interface
        yield _with_day(edition, t["checked_on"], self.checked)
        yield _with_day(edition, t["paper_look_again"], until)
        for name in self._notes():
            yield Piece("foot", t[name])
        yield Piece("foot", filled(t["who_made_this"], what=edition.records.about.publisher))
        yield Piece("foot", t["not_the_government"])
        yield Piece("foot", t["not_legal_advice"])

    def _notes(self) -> list[str]:
        """Return the messages that say who has checked the translation of what stands on this sheet."""
        found: dict[str, None] = {}
        for each in self.editions:
            if each.states and each.reading and not each.catalog.is_source:
                found |= dict.fromkeys(note_on(each.states.of_keys(set(each.reading.read))))
        return [*found]

    def _look_again(self) -> date:
        """Return the day from which nobody should trust this: it is old, or a value changes."""
        days = [self.checked + OLD]
        for name in sorted(set().union(*(writer.parameters for writer in self.writers))):
            parameter = self.site[Parameter][name]
            parameter.in_force(self.editions[-1].today)  # its end is that of the value
            days += [
                each.from_ for each in parameter.values if each.from_ > self.editions[-1].today
            ]
        return min(days)

    def sources(self) -> dict[str, Any]:
        """Return the sources of all records, once: the law by place, other pages by who made them."""
        writer = self.writers[0]
        label = writer.cell(writer.edition.records.interface["sources"], is_bold=True)
        said = writer.line(cited_runs(writer, self._cited()))
        return {"label": label.as_data(), "said": said.as_data()}

    def _cited(self) -> Iterator[Citation]:
        """Yield all sources."""
        yield from chain.from_iterable(getattr(record, "sources", ()) for record in self.records)

    def _address(self) -> str:
        """Return the address of a page with more; without that of the site, the way there."""
        reader = self.editions[-1]
        return f"{reader.site_url}{reader.catalog.code}/{self._page()}"

    def _page(self) -> str:
        """Return the page of this sheet, which says whether a paper is still right.

        It ends with what the sheet said when it was made.
        """
        version, _ = version_of(self.sheet, self.editions[-1])
        return f"{self.sheet.uri}#{version}"


# What stands above a key, where the message is not called so.
HEADINGS = {
    "official": "",
    "more": "more_explained",
    "documents": "papers",
    "summary": "",
    "body": "",
    "explanation": "",
}


def before_of(edition: Edition, ident: str) -> list[Piece]:
    """Return what stands before a record, in the words of one edition."""
    record = edition.records.find(ident)
    return before(edition, record) if record else []


def aligned(
    writers: list[Writer], in_each: list[list[Piece]]
) -> Iterator[tuple[Sequence[Piece], Row]]:
    """Yield pieces that say the same in each language, and the row that they are."""
    if len({len(some) for some in in_each}) > 1:
        # Translators may join two sentences: then the whole text stands in one row.
        in_each = _in_step(in_each)
    for some in zip(*in_each, strict=True):
        first = some[0]
        yield (
            some,
            {
                "style": first.style,
                "number": first.number,
                "goes_on": first.goes_on,
                "cells": [cell.as_data() for cell in _cells(writers, some)],
            },
        )


def _cells(writers: list[Writer], some: Sequence[Piece]) -> list[Cell]:
    return [
        writer.cell(
            piece.text, is_official=piece.is_official, is_bold=piece.is_bold, is_raw=piece.is_raw
        )
        for writer, piece in zip(writers, some, strict=True)
    ]


def _one(make: Callable[..., Piece], edition: Edition, **names: str) -> list[Piece]:
    return [make(edition, **names)]


def _in_step(in_each: list[list[Piece]]) -> list[list[Piece]]:
    """Return pieces with all lines of a text in one, so that each language has the same number."""
    return [list(_joined(some)) for some in in_each]


def _joined(some: Iterable[Piece]) -> Iterator[Piece]:
    whole: Piece | None = None
    for piece in some:
        if whole and piece.goes_on:
            whole = replace(whole, text=like(whole.text, f"{whole.text} {piece.text}"))
            continue
        if whole:
            yield whole
        whole = piece
    if whole:
        yield whole


def _with_day(edition: Edition, text: Text, day: date) -> Piece:
    """Return a message with a day in its language: what is not translated has that of the content."""
    return Piece("foot", filled(text, date=edition.wrote(text).day(day)))


def cited_runs(writer: Writer, sources: Iterable[Citation]) -> Iterator[Run]:
    """Yield where it all stands: of an instrument all places together, of others who made them."""
    site = writer.edition.records
    places, makers = dict[str, dict[str, None]](), dict[str, None]()
    for source in sources:
        if source.publication:
            makers[site[Publication][source.publication].publisher] = None
        elif source.instrument:
            known = places.setdefault(site[Instrument][source.instrument].short, {})
            known[_place(writer, source)] = None
    for short, known in places.items():
        yield writer.official(short)
        yield writer.own(f" {'; '.join(filter(None, known))}".rstrip() + ". ")
    for maker in makers:
        yield writer.official(maker)
        yield writer.own(". ")


def _place(writer: Writer, source: Citation) -> str:
    jurisdiction = writer.edition.records.jurisdiction
    written = [
        filled(words, number=writer.apart(number))
        for words, number in place_of(source, jurisdiction)
    ]
    return writer.edition.between_places.join(written)
