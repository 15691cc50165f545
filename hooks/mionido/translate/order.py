"""The order in which a reader meets the records of a site; in it their texts stand before translators."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from mionido.model.checker import Deadline, Rule
from mionido.model.markup import marked_terms
from mionido.model.reference import Mentions, every_kind
from mionido.model.site import SINGLES, Site, Tier
from mionido.model.topics import Door, Ordered


def reading_order(site: Site) -> dict[str, int]:
    """Return for each record, and for each file that is no record, its place in that order."""
    met = dict.fromkeys([*_first(site), *_behind_doors(site), *_of_checker(site)])
    rest = sorted(ident for ident, _ in site.all() if ident not in met)
    tiers = {tier.name: number for number, tier in enumerate(site.about.tiers)}
    needed = {ident: tiers[name] for ident, name in tiers_of(site).items()}
    inner = sorted([*met, *rest], key=lambda ident: needed.get(ident, 0))
    return {ident: place for place, ident in enumerate(inner)}


def tiers_of(site: Site) -> dict[str, str]:
    """Return the name of the tier of each record, and of each file that is no record; none where there are no tiers."""
    texts: dict[str, list[str]] = {}
    for ident, _, text in site.texts():
        texts.setdefault(ident, []).append(text)
    found: dict[str, str] = {}
    for tier in site.about.tiers:
        listed = [ident for ident in texts if is_in(tier, ident)]
        marked = (
            term for ident in listed for text in texts[ident] for _, term in marked_terms(text)
        )
        for ident in (*listed, *(f"terms/{term}" for term in marked)):
            found.setdefault(ident, tier.name)
    return found


def is_in(tier: Tier, ident: str) -> bool:
    """Whether a tier names a file; without a list it names all."""
    return not tier.of or any(fnmatchcase(ident, name) for name in tier.of)


def _first(site: Site) -> Iterator[str]:
    """Yield the files that are no records, and the records that say which is first."""
    yield from (single.ident for single in SINGLES)
    ordered = [(record.order, ident) for ident, record in site.all() if isinstance(record, Ordered)]
    yield from (ident for _, ident in sorted(ordered))


def _behind_doors(site: Site) -> Iterator[str]:
    """Yield what the doors lead to, door by door."""
    for door in sorted(site[Door].values(), key=lambda door: door.order):
        yield from _each(site, door.shows)
        for section in door.sections:
            yield from _each(site, section.shows)


def _each(site: Site, shows: Iterable[Mentions]) -> Iterator[str]:
    """Yield what is shown, with all duties in the place of `duties/*`."""
    for each in shows:
        if folder := every_kind(each):
            yield from (f"{folder}/{name}" for name in site[folder])
        else:
            yield each


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
