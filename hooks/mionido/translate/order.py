"""The order in which a reader meets the records of a site; in it their texts stand before translators."""

from collections.abc import Iterator

from mionido.model.checker import Deadline, Rule
from mionido.model.site import Site
from mionido.model.topics import Door


def reading_order(site: Site) -> dict[str, int]:
    """Return for each record, and for each file that is no record, its place in that order."""
    met = dict.fromkeys([*_first(site), *_behind_doors(site), *_of_checker(site)])
    rest = sorted(ident for ident, _ in site.all() if ident not in met)
    return {ident: place for place, ident in enumerate([*met, *rest])}


def _first(site: Site) -> Iterator[str]:
    """Yield the files that are no records, and the records that say which is first."""
    yield from ("site", "interface", "checker/checker")
    ordered = [(record.order, ident) for ident, record in site.all() if hasattr(record, "order")]
    yield from (ident for _, ident in sorted(ordered))


def _behind_doors(site: Site) -> Iterator[str]:
    """Yield what the doors lead to, door by door."""
    doors = [door for door in site["doors"].values() if isinstance(door, Door)]
    for door in sorted(doors, key=lambda door: door.order):
        yield from door.shows
        for section in door.sections:
            yield from section.shows


def _of_checker(site: Site) -> Iterator[str]:
    """Yield questions as they are asked, and each outcome with the rules and days that belong to it."""
    yield from (f"checker/questions/{name}" for name in site.checker.questions)
    belonging: dict[str, list[str]] = {}
    for ident, record in site.all():
        if isinstance(record, Rule):
            belonging.setdefault(record.outcome, []).append(ident)
        elif isinstance(record, Deadline):
            belonging.setdefault(next(iter(record.when)), []).append(ident)
    for name in site.checker.outcomes:
        yield f"checker/outcomes/{name}"
        yield from belonging.get(name, ())
