"""Finds sheets on paper that could not be made: keys that a record has not, two sheets of one name."""

from collections.abc import Iterator

from mionido.check.draft import Draft
from mionido.model.handouts import Handout, Keys, Part, printable, section_of
from mionido.model.kinds import kind_of
from mionido.model.reference import Mentions, every_kind
from mionido.model.site import Site
from mionido.model.walk import KeyPath
from mionido.problems import Problem, nearest


def wrong_handouts(draft: Draft) -> Iterator[Problem]:
    """A sheet shows a page that is no record, a key that a record has not, or is called like another one.

    Why: what it is for could not be printed.
    Example: `keys: [sumary]`
    Use instead: `keys: [summary]`
    """
    seen: dict[str, str] = {}
    for ident, handout in draft.records(Handout):
        if handout.each:
            yield from _wrong_keys(draft, ident, (handout.each,), handout.keys, ())
        for number, part in enumerate(handout.parts):
            yield from _wrong_records(draft, ident, part.of, number)
            yield from _wrong_keys(draft, ident, part.of, part.keys, ("parts", number))
            yield from _wrong_sections(draft, ident, part, number)
        for name in _names(draft.site, ident, handout):
            if (first := seen.setdefault(name, ident)) != ident:
                fix = "give one of the two files another name."
                what = f'{first} already makes a sheet called "{name}"'
                yield draft.loaded.place(ident).error("duplicate", what, fix=fix)


def _names(site: Site, ident: str, handout: Handout) -> list[str]:
    """Return how its sheets are called."""
    return [*site[every_kind(handout.each)]] if handout.each else [ident.rpartition("/")[2]]


def _wrong_records(
    draft: Draft, ident: str, shown: tuple[Mentions, ...], number: int
) -> Iterator[Problem]:
    """Yield pages that are not made from a record: they have no keys."""
    for at, each in enumerate(shown):
        if kind_of(each) is None:
            place = draft.loaded.place(ident, ("parts", number, "of", at))
            fix = "name a record, such as  duties/pass-exam"
            yield place.error("unknown-id", f'"{each}" is no record with keys to show', fix=fix)


def _wrong_keys(
    draft: Draft, ident: str, shown: tuple[Mentions, ...], keys: Keys, path: KeyPath
) -> Iterator[Problem]:
    """Yield keys that one of the records cannot have, or that have no form on paper."""
    for each in shown:
        kind = kind_of(each)
        if kind is None:
            continue
        known = printable(kind.model)
        for at, key in enumerate(keys):
            if key not in known:
                place = draft.loaded.place(ident, (*path, "keys", at))
                fix = (
                    f"{nearest(key, known)}Of {kind.folder}/ a sheet can show: {', '.join(known)}."
                )
                yield place.error("unknown-key", f'{each} has no "{key}" to print', fix=fix)


def _wrong_sections(draft: Draft, ident: str, part: Part, number: int) -> Iterator[Problem]:
    """Yield sections that the body of one of the records has not."""
    for each in part.of:
        numbers = section_of(getattr(draft.site.find(each), "body", ()))
        for at, section in enumerate(part.sections):
            if section not in numbers:
                place = draft.loaded.place(ident, ("parts", number, "sections", at))
                there = ", ".join(map(str, dict.fromkeys(numbers))) or "none"
                what = f"the body of {each} has no section {section}"
                yield place.error("unknown-id", what, fix=f"its sections are: {there}.")
