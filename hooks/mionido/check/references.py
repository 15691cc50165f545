"""Finds what refers to nothing: ids, placeholders, terms and links."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from mionido.check.allowed import PAGE_FILLS
from mionido.check.draft import Draft, KeyPath
from mionido.model.checker import Condition, Deadline, ParameterRef, Rule
from mionido.model.law import Citation
from mionido.model.markup import Token, tokens
from mionido.model.site import LINKABLE, PAGES, Site, places
from mionido.model.text import Text, fields_of
from mionido.problems import Place, Problem, nearest

INTERFACE = "interface"


def unknown_ids(draft: Draft) -> Iterator[Problem]:
    """Something refers to a file that does not exist.

    Why: the page would have a dead link, or the checker an empty answer.
    Example: `see: [rights/lone]`
    Use instead: `see: [rights/loan]`
    """
    for ident, record in draft.site.all():
        for path, wanted, kinds in references(record):
            if not exists(draft.site, wanted, kinds):
                yield unknown(draft.site, draft.loaded.place(ident, path), wanted, kinds)
    for name, kind in (("questions", "questions"), ("pinned", "questions"), ("outcomes", "outcomes")):
        for index, wanted in enumerate(getattr(draft.site.checker, name)):
            if wanted not in draft.site[f"checker/{kind}"]:
                place = draft.loaded.place("checker/checker", (name, index))
                yield unknown(draft.site, place, wanted, (f"checker/{kind}",))
    if (wanted := draft.site.about.help) and not is_link_target(draft.site, wanted):
        yield unknown(draft.site, draft.loaded.place("site", ("help",)), wanted, ())


def references(record: BaseModel) -> Iterator[tuple[KeyPath, str, tuple[str, ...]]]:
    """Yield (path, id, kinds it may be of) for everything a record points to outside its texts."""
    for path, value in walk(record):
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        if isinstance(value, Citation):
            if value.instrument:
                yield (*path, "instrument"), value.instrument, ("instruments",)
            else:
                yield (*path, "publication"), value.publication, ("publications",)
        elif isinstance(value, Condition):
            yield from (
                ((*path, kind), getattr(value, kind), (f"checker/{kind_of}",))
                for kind, kind_of in (("fact", "questions"), ("outcome", "outcomes"))
                if getattr(value, kind)
            )
        elif isinstance(value, ParameterRef):
            yield (*path, "parameter"), value.parameter, ("parameters",)
        elif isinstance(value, str) and not isinstance(value, Text) and name in REFERENCE_KEYS:
            kinds = REFERENCE_KEYS[name]
            if not (name == "outcome" and not isinstance(record, Rule)):
                yield path, value, kinds
    if isinstance(record, Deadline):
        yield from ((("when", outcome), outcome, ("checker/outcomes",)) for outcome in record.when)


# Keys whose value names a record, and the kinds it may be of; () stands for a full id such as duties/x.
REFERENCE_KEYS: dict[str, tuple[str, ...]] = {
    "see": (),
    "at": (),
    "help": (),
    "documents": (),
    "document": (),
    "shows": (),
    "view_of": (),
    "figures": ("figures",),
    "next": (),
    "decided_by": (),
    "from": (),
    "regimes": ("regimes",),
    "instruments": ("instruments",),
    "unless": ("checker/rules",),
    "start": ("checker/questions", "checker/deadlines"),
    "add": ("parameters",),
    "subtract": ("parameters",),
}


def walk(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every value inside a record with the path it has in its file."""
    yield path, value
    if isinstance(value, BaseModel):
        for name, item in fields_of(value):
            yield from walk(item, (*path, name))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from walk(item, (*path, name))
    elif isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


def exists(site: Site, ident: str, kinds: tuple[str, ...]) -> bool:
    """Whether an id names a record; without kinds it is a full id or `kind/*`."""
    if kinds:
        return any(ident in site[kind] for kind in kinds)
    kind, _, name = ident.rpartition("/")
    return (name == "*" and bool(site[kind])) or is_link_target(site, ident)


def is_link_target(site: Site, ident: str) -> bool:
    """Whether a link in a text may point to this."""
    return ident in PAGES or (ident.rpartition("/")[0] in LINKABLE and site.find(ident) is not None)


def unknown(site: Site, place: Place, wanted: str, kinds: tuple[str, ...]) -> Problem:
    """Return the problem that nothing is called `wanted`."""
    names = [name for kind in kinds for name in site[kind]] if kinds else list(link_targets(site))
    known = [place for kind in kinds for place in places(kind)]
    where = f"An id is what stands at {{id}} in content/{' or '.join(known)}."
    fix = f"{nearest(wanted, names)}{where if kinds else 'Ids are the names of the files in content/.'}"
    return place.error("unknown-id", f'there is no "{wanted}"', fix=fix)


def link_targets(site: Site) -> Iterator[str]:
    """Yield everything a text may link to."""
    yield from PAGES
    yield from (ident for ident, _ in site.all() if ident.rpartition("/")[0] in LINKABLE)


def unknown_placeholders(draft: Draft) -> Iterator[Problem]:
    """A text has a placeholder, term or link that names nothing.

    Why: the reader would see braces where the number belongs.
    Example: `summary: Pass the exam within {exam_trem}.`
    Use instead: `summary: Pass the exam within {exam_term}.`
    """
    for ident, path, text in draft.texts:
        for token in tokens(text):
            place = draft.place_in(ident, path, text, token.start)
            if problem := unknown_token(draft.site, token, place):
                yield problem
            elif token.name in PAGE_FILLS and not is_filled(ident, token.name):
                what = f"nothing fills {{{token.name}}} here"
                yield place.error("unknown-id", what, fix="take it out, or write the name of a parameter.")


def is_filled(ident: str, name: str) -> bool:
    """Whether a page fills this placeholder in the texts of a file."""
    return ident == INTERFACE or (name == "date" and ident.startswith("checker/deadlines/"))


def unknown_token(site: Site, token: Token, place: Place) -> Problem | None:
    """Return what is wrong with one piece of markup."""
    kind, _, term = token.name.partition(":")
    if token.kind == "link" and not is_link_target(site, token.name):
        return unknown(site, place, token.name, ())
    if token.kind != "placeholder" or token.name in PAGE_FILLS or token.name in site["parameters"]:
        return None
    if kind == "term" and term in site["terms"]:
        return None
    if kind == "term":
        return unknown(site, place, term, ("terms",))
    fix = f"{nearest(token.name, site['parameters'])}Parameters are the files in content/parameters/."
    return place.error("unknown-id", f'there is no parameter "{token.name}"', fix=fix)
