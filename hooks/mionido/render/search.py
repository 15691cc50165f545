"""What pages are found by, in one language: what stands on them, as plain data for the script that searches."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from mionido.model.kinds import KINDS, OVERVIEWS, folder_of
from mionido.model.law import Instrument
from mionido.model.text import Record, Text
from mionido.model.topics import (
    Document,
    Door,
    Duty,
    Guide,
    Option,
    Organisation,
    Right,
    Step,
    Term,
)
from mionido.model.walk import texts
from mionido.model.wording import Wording
from mionido.render.edition import Edition
from mionido.render.pages import kind_name, summary_of, title_of, uri_of
from mionido.render.reading import Reading

SEARCH_WORDS = "search-words.js"
BOLD = re.compile(r"\*\*(.+?)\*\*")
# Pages that somebody looks for by name, besides those of records.
BY_NAME = ("checker", *OVERVIEWS)
# What most readers look for stands first, the law itself last: of two that fit alike, the first is shown.
FIRST = (Door, Guide, Duty, Right, Option, Document, Step, Organisation, Term)


class Entry(NamedTuple):
    """A page as it is found and shown, in the order in which the script takes it."""

    uri: str
    official: str  # what is not translated: the words on a letter, a name
    title: str
    kind: str | int  # its name; in the data, the number of that
    summary: str
    words: str  # that it is found by, besides
    lang: str = ""  # of title and summary, where they are not translated


def search_words(edition: Edition) -> tuple[str, set[str]]:
    """Return a script that brings what pages are found by, and what of the site that shows.

    It is a script because a page that was opened as a file may fetch nothing else.
    """
    reading = Reading(edition.site)
    entries = list(_Entries(replace(edition, reading=reading), reading))
    kinds = list(dict.fromkeys(each.kind for each in entries))
    pages = [each._replace(kind=kinds.index(each.kind)) for each in entries]
    wording = reading[Wording].get(edition.catalog.code)
    said = {"alike": wording.alike, "common": wording.passed_over} if wording else {}
    data = {"kinds": kinds, "pages": pages, **said}
    return (
        f"showPages({json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n",
        reading.read,
    )


class _Entries:
    """Everything in one language that can be found."""

    def __init__(self, edition: Edition, site: Reading) -> None:
        self.edition, self.site = edition, site

    def __iter__(self) -> Iterator[Entry]:
        for ident in BY_NAME:
            written = self._source_title(ident)
            yield Entry(uri_of(ident), "", title_of(self.site, ident), "", "", written)
        first = [KINDS[folder_of(each)] for each in FIRST]
        for kind in (*first, *(each for each in KINDS.values() if each not in first)):
            if kind.is_linkable:
                for name, record in self.site[kind.folder].items():
                    yield self._of_record(f"{kind.folder}/{name}", record)

    def _of_record(self, ident: str, record: Record) -> Entry:
        title, summary = title_of(self.site, ident), summary_of(self.site, ident)
        official, shown = ("", title) if isinstance(title, Text) else (title, "")
        match record:
            case Term():
                shown = record.name or ""
            case Document():
                official = record.official
        others = [self._plain(each) for each in self._words(ident, record) if each]
        return Entry(
            uri_of(ident),
            official,
            self._plain(shown),
            kind_name(self.site, ident),
            self._plain(summary),
            " ".join(dict.fromkeys(others)),
            getattr(shown or summary, "lang", None) or "",
        )

    def _words(self, ident: str, record: Record) -> Iterator[str]:
        """Yield what a page is found by besides its title and summary."""
        yield self._source_title(ident)
        for term in self.site.words_of(ident):
            yield self.site[Term][term].official
        match record:
            case Document():
                yield from record.words
                yield from (title_of(self.site, each) for each in record.from_)
            case Term():
                yield from record.also
                notes = self.edition.catalog.glossary.terms
                if (term := ident.rpartition("/")[2]) in notes:
                    yield from (word for word in notes[term].also if "*" not in word)
            case Instrument():
                yield f"{record.short} {record.identifier or ''}"
        for _, text in texts(record):
            yield from BOLD.findall(text)

    def _source_title(self, ident: str) -> str:
        """Return what a page is called in the language that somebody who helps speaks."""
        source = self.edition.source
        return source.plain(title_of(source.site, ident)) if source else ""

    def _plain(self, text: str) -> str:
        return self.edition.plain(text)
