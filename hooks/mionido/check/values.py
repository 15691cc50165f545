"""Finds values and links that a translation shows in another order or place than its source."""

from collections.abc import Iterator

from mionido.check.allowed import PAGE_FILLS, legible
from mionido.check.draft import Draft
from mionido.model.markup import TOKEN, plain, values_in
from mionido.model.parameters import Parameter, is_currency
from mionido.model.site import Site
from mionido.model.topics import Organisation
from mionido.problems import Problem
from mionido.translate.catalogs import Catalog
from mionido.translate.seen import mark_for

# Lengths of time can stand for each other, whatever their unit.
TIMES = {"years", "months", "weeks", "days", "hours", "minutes"}
DAYS = {"date", "month"}


def exchanged_values(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A translation shows two values of a kind in another order, or a value on another line.

    Why: the reader would take the fine for the fee, or the last day for the first.
    Example: msgid "{fine_low} or {fine_high}" with msgstr "{fine_high} or {fine_low}"
    Use instead: the order of the source; if the language cannot, a person says that they agree.
    """
    for ctx, text, translated in draft.translated(catalog):
        if text.count("{") < 2 or ctx in catalog.plurals or catalog.seen(ctx):
            continue
        if found := _exchanged(text, translated, draft.site):
            what = f"the translation exchanges {found}"
            why = "source: " + legible(text.replace("\n", " "))
            fix = (
                f"keep the order of the source; if it says the same:  {mark_for(text, translated)}"
            )
            yield catalog.places[ctx].error("order", what, why=why, fix=fix)


def _exchanged(text: str, translated: str, site: Site) -> str:
    """Return which values stand in another order or on another line, or nothing."""
    here, there = _by_kind(text, site), _by_kind(translated, site)
    for kind, names in here.items():
        given = there.get(kind, [])
        if sorted(names) == sorted(given) and names != given:
            one, other = next(pair for pair in zip(names, given, strict=True) if pair[0] != pair[1])
            return f"{{{one}}} and {{{other}}}"
    lines, others = text.split("\n"), translated.split("\n")
    if len(lines) == len(others):
        for line, other in zip(lines, others, strict=True):
            wanted, given = sorted(values_in(line)), sorted(values_in(other))
            moved = [one for one, two in zip(wanted, given, strict=False) if one != two]
            if moved and len(wanted) == len(given):
                return f"the lines of {{{moved[0]}}}"
    return ""


def _by_kind(text: str, site: Site) -> dict[str, list[str]]:
    """Return the values of a text in their order, those of a kind together."""
    found: dict[str, list[str]] = {}
    for name in values_in(text):
        found.setdefault(_kind(name, site), []).append(name)
    return found


def _kind(name: str, site: Site) -> str:
    """Return what a value is: two of a kind can be taken for each other."""
    if name in PAGE_FILLS:
        return "filled by the page"
    parameter = site[Parameter].get(name)
    unit = parameter.unit if parameter else ""
    if unit in TIMES:
        return "time"
    if unit in DAYS:
        return "day"
    return "money" if is_currency(unit) else unit


def misnamed_links(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """The words of a link name another office than the one it leads to.

    Why: a reader in need would call or visit the wrong one.
    Example: msgstr "[DUO](organisations/ind)"
    Use instead: "[IND](organisations/ind)"
    """
    names = {f"organisations/{id_}": each.name for id_, each in draft.site[Organisation].items()}
    for ctx, text, translated in draft.translated(catalog):
        if "](organisations/" not in text:
            continue
        for match in TOKEN.finditer(translated):
            target, own = match["target"], names.get(match["target"] or "")
            if own is None:
                continue
            words = plain(match["words"], lambda _: "")
            others = [name for ident, name in names.items() if ident != target and name in words]
            if others and own not in words:
                what = f'the link to {target} is called "{legible(words)}"'
                fix = f'let it say "{own}", or what its source says.'
                yield catalog.place_in(ctx, match.start()).error("link", what, fix=fix)
