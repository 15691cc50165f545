"""Finds kinds, levels and places of the law that jurisdiction.yml does not declare.

It also finds what is no language and no currency.
"""

from collections.abc import Iterable, Iterator

from mionido.check.draft import Draft
from mionido.model.law import Citation, InPlace, Instrument
from mionido.model.parameters import Parameter, is_currency
from mionido.model.walk import KeyPath, walk
from mionido.problems import Problem, nearest
from mionido.translate.formats import is_known_currency, is_known_to_cldr

FILE = "content/jurisdiction.yml"


def unknown_official_language(draft: Draft) -> Iterator[Problem]:
    """The language of the law is none that CLDR knows.

    Why: pages mark its words for readers aloud, and write amounts and months as letters do.
    Example: `official_language: Deutsch`
    Use instead: `official_language: de`
    """
    code = draft.site.jurisdiction.official_language
    if not is_known_to_cldr(code.replace("-", "_")):
        place = draft.loaded.place("jurisdiction", ("official_language",))
        fix = "write the code of a language, such as: de, fr-CH."
        yield place.error("locale", f'CLDR does not know "{code}"', fix=fix)


def undeclared_kinds(draft: Draft) -> Iterator[Problem]:
    """An instrument is of a kind or level that jurisdiction.yml does not declare.

    Why: the page of the law lists the levels in their order, and some kinds must be cited by
    a place.
    Example: `kind: bylaw`
    Use instead: one of the kinds there, or declare a new one.
    """
    jurisdiction = draft.site.jurisdiction
    for ident, instrument in draft.records(Instrument):
        for key, declared in (("kind", jurisdiction.kinds), ("level", jurisdiction.levels)):
            written = getattr(instrument, key)
            if written not in declared:
                place = draft.loaded.place(ident, (key,))
                fix = use_or_declare(written, declared)
                yield place.error("value", f'"{written}" is no {key} here', fix=fix)


def use_or_declare(written: str, declared: Iterable[str]) -> str:
    """Return how to mend a word that jurisdiction.yml does not declare."""
    words = list(declared)
    return f"{nearest(written, words)}use one of: {', '.join(words)}; or declare it in {FILE}."


def undeclared_places(draft: Draft) -> Iterator[Problem]:
    """A source or provision names a place that jurisdiction.yml does not declare, none, or a half.

    Why: nobody could find it, and no page would know how to write it.
    Example: `{instrument: road-act, clause: "7"}`
    Use instead: `{instrument: road-act, section: "7"}`
    """
    for ident, record in draft.site.all():
        for path, value in walk(record):
            if isinstance(value, InPlace):
                yield from _wrong_place(draft, ident, path, value)


def _wrong_place(draft: Draft, ident: str, path: KeyPath, place: InPlace) -> Iterator[Problem]:
    declared = draft.site.jurisdiction.places
    for key in place.places:
        if key not in declared:
            at = draft.loaded.files[ident].keys[*path, key]
            fix = use_or_declare(key, declared)
            yield at.error("unknown-key", f'"{key}" is no place in a law here', fix=fix)
            continue
        within = declared[key].within
        if within and not any(each in place.places for each in within):
            at = draft.loaded.place(ident, (*path, key))
            what = f"the {key} is not said to be in any {' or '.join(within)}"
            yield at.error("missing-place", what, fix=f'add  {within[0]}: "..."')
    at = draft.loaded.place(ident, path)
    if place.places and getattr(place, "publication", None):
        fix = "cite the instrument, or leave the place out."
        yield at.error("value", "a publication has no such places", fix=fix)
    if not place.places and not isinstance(place, Citation):
        fix = f'add one, such as  {next(iter(declared))}: "12"'
        yield at.error("missing-place", "this names no place", fix=fix)


def unknown_currencies(draft: Draft) -> Iterator[Problem]:
    """The unit of a parameter is no currency that exists or existed.

    Why: no page would know its sign.
    Example: `unit: FRA`
    Use instead: `unit: CHF`
    """
    for ident, parameter in draft.records(Parameter):
        if is_currency(parameter.unit) and not is_known_currency(parameter.unit):
            place = draft.loaded.place(ident, ("unit",))
            fix = "write its three letters as in ISO 4217, such as CHF or USD."
            yield place.error("currency", f'there is no currency "{parameter.unit}"', fix=fix)
