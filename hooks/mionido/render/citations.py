"""What a reader sees of a source: an instrument and its article, or a publication and its date."""

from collections.abc import Iterable
from dataclasses import dataclass

from mionido.model.jurisdiction import Jurisdiction
from mionido.model.law import Citation, InPlace, Instrument, Publication
from mionido.model.text import Text
from mionido.render.edition import Edition
from mionido.render.links import Links

# How each part is written, as jurisdiction.yml has it, and its number.
Place = tuple[tuple[Text, str], ...]


@dataclass(frozen=True)
class Cited:
    """A source as a link; `place` is where in an instrument, `dated` when it was published."""

    words: str
    href: str
    is_publication: bool = False
    place: Place = ()
    dated: str = ""


def cited(edition: Edition, links: Links, sources: Iterable[Citation]) -> list[Cited]:
    """Return what a page shows of sources."""
    return [_cited(edition, links, each) for each in sources]


def place_of(place: InPlace, jurisdiction: Jurisdiction) -> Place:
    """Return the parts of an instrument that lead to a place, from the largest to the smallest."""
    return tuple(
        (jurisdiction.places[key].written, number) for key, number in jurisdiction.ordered(place)
    )


def _cited(edition: Edition, links: Links, source: Citation) -> Cited:
    if source.publication:
        return _publication(edition, edition.records[Publication][source.publication])
    if source.instrument:
        return _place(edition, links, source, source.instrument)
    raise LookupError("a source names neither an instrument nor a publication")


def _publication(edition: Edition, publication: Publication) -> Cited:
    words = f"{publication.publisher}: {publication.title}"
    dated = edition.moment(publication.dated) if publication.dated else ""
    return Cited(words, publication.url or "", is_publication=True, dated=dated)


def _place(edition: Edition, links: Links, source: Citation, name: str) -> Cited:
    instrument = edition.records[Instrument][name]
    jurisdiction = edition.records.jurisdiction
    href = links.href(f"instruments/{name}")
    if source.places and any(source.places == each.places for each in instrument.provisions):
        href += f"#{jurisdiction.anchor(source)}"
    return Cited(instrument.short, href, place=place_of(source, jurisdiction))
