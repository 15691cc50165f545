"""What a reader sees of a source: an instrument with its article, or a publication with its date."""

from collections.abc import Iterable
from dataclasses import dataclass

from mionido.model.law import Citation, Provision
from mionido.render.edition import Edition
from mionido.render.links import Links, anchor

# The name of a part, as the interface calls it, and its number.
Place = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cited:
    """A source as a link; `place` is where in an instrument, `dated` when a publication appeared."""

    words: str
    href: str
    is_publication: bool = False
    place: Place = ()
    dated: str = ""


def cited(edition: Edition, links: Links, sources: Iterable[Citation]) -> list[Cited]:
    """Return what a page shows of sources."""
    return [_publication(edition, each) if each.publication else _place(edition, links, each) for each in sources]


def place_of(place: Citation | Provision) -> Place:
    """Return the parts of an instrument that lead to a provision, from the largest to the smallest."""
    parts = (("article", place.article), ("paragraph", place.paragraph), ("letter", place.letter))
    return tuple((name, number) for name, number in parts if number)


def _publication(edition: Edition, source: Citation) -> Cited:
    publication = edition.site["publications"][source.publication]
    dated = edition.moment(publication.dated) if publication.dated else ""
    return Cited(f"{publication.publisher}: {publication.title}", publication.url or "", True, dated=dated)


def _place(edition: Edition, links: Links, source: Citation) -> Cited:
    instrument = edition.site["instruments"][source.instrument]
    is_shown = any(anchor(provision) == anchor(source) for provision in instrument.provisions)
    at = f"#{anchor(source)}" if is_shown else ""
    return Cited(instrument.short, links.href(f"instruments/{source.instrument}") + at, place=place_of(source))
