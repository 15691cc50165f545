"""All that a record says in two languages, row by row: a page, where each text is mended, and as PDF.

For who reads together with a helper, and for who sees a mistake: below each text stands how far its translation is, and
the way to its line in the file.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from mionido.model.checker import Deadline, Rule
from mionido.model.kinds import KINDS, Kind
from mionido.model.site import Records
from mionido.model.text import Record, Text, keys_of
from mionido.paper.pieces import Piece, lines, title
from mionido.paper.runs import Writer
from mionido.paper.sheet import Paper, Print, Row, Sheet, aligned, drawn, sheets_of
from mionido.render.edition import Edition
from mionido.render.mistakes import text_link
from mionido.render.pages import Names, Page, Read, summary_of, title_of, uri_of
from mionido.render.reading import INTERFACE, Reading, elsewhere, line, name_of, other_word, part
from mionido.translate.catalogs import owner
from mionido.translate.layout import ident_of
from mionido.translate.localise import translated
from mionido.translate.order import reading_order
from mionido.translate.progress import states_of_tiers
from mionido.translate.seen import mark_for
from mionido.translate.states import BY_READERS, STATES, UNTRANSLATED, State, States

# Words that stand on many pages: buttons, headings, and what the site says of itself.
EVERYWHERE = ("interface", "site", "jurisdiction")
STATUS = "translation.html"
MOST_TO_DO = 30  # records that are listed as next
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
    wholes = {f"{kind.folder}/{name}": _whole(kind, name) for kind, name in _read_as_text(site)}
    return {ident: whole for ident, whole in wholes.items() if ident not in has_sheet}


def _whole(kind: Kind, name: str) -> Whole:
    blocks = ((f"{kind.folder}/{name}", _keys(kind.model), ()),)
    return Whole(f"{kind.folder}-{name}", "", blocks)


def _read_as_text(site: Records) -> Iterator[tuple[Kind, str]]:
    for kind in KINDS.values():
        if kind.template and kind.read_also:
            for name in site[kind.folder]:
                yield kind, name


def data_of_whole(wanted: Print) -> tuple[dict[str, Any], set[str]]:
    """Return what the template gets, and what of the site it shows: names as in render.reading."""
    return drawn(_WholePaper, wanted, set())


def pages_beside(site: Records) -> Iterator[Page]:
    """Yield them, for languages other than the source's: of each record that is read as a text, and of the rest."""
    for kind, name in _read_as_text(site):
        yield _of_record(kind, name)
    for name in site.checker.outcomes:
        days = [
            f"checker/deadlines/{each}" for each, day in site[Deadline].items() if name in day.when
        ]
        rules = [
            f"checker/rules/{each}" for each, rule in site[Rule].items() if rule.outcome == name
        ]
        yield _of_texts(f"checker/outcomes/{name}", [*rules, *days])
    yield _of_texts(
        "checker/checker", [f"checker/questions/{name}" for name in site.checker.questions]
    )
    yield _of_texts("interface", EVERYWHERE, of_all_pages=True)
    yield _status()


def _of_record(kind: Kind, name: str) -> Page:
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


def _of_texts(ident: str, more: Iterable[str], *, of_all_pages: bool = False) -> Page:
    """Return the page of some records, text by text."""
    uri = "index.html" if of_all_pages else uri_of(ident).replace("checker/checker", "checker")

    def heading(site: Records) -> str:
        if of_all_pages:
            return site.interface["texts_everywhere"]
        return site.checker.title if ident == "checker/checker" else title_of(site, ident)

    return Page(
        f"beside/{uri}",
        "beside.html",
        title=heading,
        description=heading,
        ident=ident,
        parent=uri,
        leaves=not of_all_pages,
        adds=partial(_texts, heading, (ident, *more)),
        stands_for=uri,
    )


def _keys(model: type[Record]) -> tuple[str, ...]:
    written = set(keys_of(model).values())
    return tuple(key for key in KEYS if key in written)


class _Beside(Paper):
    """Writes the rows of a record; each knows which text it is of."""

    def __init__(self, sheet: Sheet, editions: tuple[Edition, Edition]) -> None:
        super().__init__(Print(sheet, editions), [*editions])

    def _row(self, pieces_in: Callable[[Edition], list[Piece]]) -> Iterator[Row]:
        in_each = [pieces_in(edition) for edition in self.editions]
        for some, row in aligned(self.writers, in_each):
            yield {**row, "context": getattr(some[-1].text, "context", "")}

    def all(self) -> Iterator[Row]:
        """Yield the title, and then the rows."""
        yield from self._row(lambda edition: [title(edition, self.sheet.first, "title")])
        yield from self.rows()


def _rows(ident: str, keys: tuple[str, ...], edition: Edition) -> Names:
    """Return the texts of a record: the rows of the source and of the reader's language, and where each is mended."""
    editions = _both(edition)
    rows = list(_Beside(Sheet(ident, "", ((ident, keys, ()),)), editions).all())
    shown = {row["context"] for row in rows}
    rest = [ctx for ctx in _contexts(edition, (ident,)) if ctx not in shown]
    rows += [row for ctx in rest for row in _row_of(editions, ctx)]
    return _drawn(edition, rows)


def _texts(heading: Read, idents: tuple[str, ...], edition: Edition) -> Names:
    """Return the texts of some records in their order."""
    editions = _both(edition)
    titles = [[Piece("title", heading(each.records))] for each in editions]
    rows = [{**row, "context": ""} for _, row in aligned([*map(Writer, editions)], titles)]
    rows += [row for ctx in _contexts(edition, idents) for row in _row_of(editions, ctx)]
    return _drawn(edition, rows, mends_interface=True)


def _both(edition: Edition) -> tuple[Edition, Edition]:
    """Return the edition of the source, which notes what is read in the same place, and the reader's."""
    source, reading = edition.source, edition.reading
    if source is None or reading is None:
        raise TypeError("beside the source stands another language")
    return replace(source, reading=Reading(source.site, reading.read)), edition


def _contexts(edition: Edition, idents: tuple[str, ...]) -> list[str]:
    """Return the texts of some records; each of them is read."""
    if edition.states is None or edition.reading is None:
        return []
    wanted = set(idents)
    found = [ctx for ctx in edition.states.sources if ident_of(ctx) in wanted]
    edition.reading.read.update(map(name_of, found))
    return found


def _row_of(editions: tuple[Edition, Edition], ctx: str) -> Iterator[Row]:
    """Yield the rows of one text. Of words that stand everywhere, places are shown as translators see them."""
    is_raw = ident_of(ctx) in EVERYWHERE
    source, edition = editions
    written = edition.states.sources[ctx] if edition.states else Text()
    said = translated(written, ctx, edition.catalog, source.catalog.code)
    in_each = [list(lines(text, "text")) for text in (written, said)]
    if is_raw:
        in_each = [[replace(piece, is_raw=True) for piece in some] for some in in_each]
    for _, row in aligned([*map(Writer, editions)], in_each):
        yield {**row, "context": ctx}


def _drawn(edition: Edition, rows: list[Row], *, mends_interface: bool = False) -> Names:
    """Return rows by their text, and of each text where it is mended."""
    blocks = []
    for ctx, some in groupby(rows, key=lambda row: str(row["context"])):
        is_mended = ctx and (mends_interface or not ctx.startswith(INTERFACE))
        blocks.append({"rows": list(some), "entry": _entry(edition, ctx) if is_mended else None})
    return {"blocks": blocks}


def _entry(edition: Edition, ctx: str) -> dict[str, Any]:
    """Return how far the translation of a text is, and where one mends it."""
    catalog, states = edition.catalog, edition.states
    if states is None or edition.reading is None:
        raise TypeError("no states of texts")
    edition.reading.read |= {line(owner(ctx)), elsewhere(owner(ctx))}
    source, state = states.sources[ctx], states.by_context[ctx]
    edition.reading.read |= {
        part(f"terms/{term}", key)
        for term in states.notes.terms_in(source)
        for key in ("official", "name")
    }
    edition.reading.read |= {other_word(word) for word in states.notes.others_in(source)}
    said = catalog.translation(ctx, source)
    other = catalog.elsewhere(ctx, source)
    return {
        "context": ctx,
        # Who has read words that stand everywhere is told nowhere: else all pages would be drawn anew.
        "state": "" if ctx.startswith(INTERFACE) and state in BY_READERS else state,
        "mend": f"{edition.records.about.repository}/{_where(edition, ctx)}",
        "report": text_link(edition, ctx),
        "notes": states.notes.on(source),
        "mark": mark_for(source, said) if said else "",
        "other": _other(*other) if other else None,
    }


def _other(catalog: Any, words: str) -> dict[str, str]:
    locale = catalog.locale
    return {"lang": catalog.code, "dir": locale.direction, "name": locale.name, "words": words}


def _status() -> Page:
    """Return the page that says how far a language is, tier by tier."""

    def heading(site: Records) -> Text:
        return site.interface["translation_status"]

    return Page(
        STATUS,
        "translation.html",
        title=heading,
        description=lambda site: site.interface["translation_status_intro"],
        ident="interface:translation_status",
        adds=_figures,
        stands_for="index.html",
    )


def _figures(edition: Edition) -> Names:
    """Return of each tier how many texts are in which state, and what is to do next."""
    states, reading = edition.states, edition.reading
    if states is None or reading is None:
        raise TypeError("no states of texts")
    reading.read.add("*")
    titles = {tier.name: tier.title for tier in edition.site.about.tiers}
    tiers = [
        {"name": name, "title": titles[name], "figures": counted}
        for name, counted in states_of_tiers(states).items()
    ]
    return {"tiers": tiers, "states": STATES, "to_do": _to_do(edition, states)}


def _to_do(edition: Edition, states: States) -> list[tuple[State, list[Names]]]:
    """Return what to translate next and what to look at again: records in the order of the files, and the way there."""
    order = reading_order(states.site)
    contexts = sorted(states.by_context, key=lambda ctx: order[ident_of(ctx)])
    found = []
    for state in STATES:
        left = [ctx for ctx in contexts if states.by_context[ctx] == state]
        if left and state in UNTRANSLATED:
            records = groupby(left, key=ident_of)
            listed = [_left(edition, ident, [*some]) for ident, some in records]
            found.append((state, listed[:MOST_TO_DO]))
    return found


def _left(edition: Edition, ident: str, contexts: list[str]) -> Names:
    """Return a record of which some texts are left: to the page of its texts, or else to the line of the first."""
    uri = edition.beside.get(ident)
    href = uri or f"{edition.records.about.repository}/{_where(edition, contexts[0])}"
    return {"ident": ident, "href": href, "count": len(contexts)}


def _where(edition: Edition, ctx: str) -> str:
    """Return the line where a text is mended; where the language has not got its file, how to begin."""
    place = edition.catalog.places.get(ctx)
    return f"edit/main/{place.file}#L{place.line}" if place else "blob/main/translations/README.md"
