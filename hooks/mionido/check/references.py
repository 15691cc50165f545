"""Finds what refers to nothing: ids, kinds, placeholders, terms and links."""

from collections.abc import Iterator

from mionido.check.allowed import PAGE_FILLS
from mionido.check.draft import Draft
from mionido.model.kinds import KINDS, PAGES
from mionido.model.markup import Token, tokens
from mionido.model.parameters import Parameter
from mionido.model.reference import Reference, every_kind
from mionido.model.site import Site, is_link_target
from mionido.model.topics import Door, Term
from mionido.model.walk import references
from mionido.problems import Place, Problem, nearest

INTERFACE = "interface"


def unknown_ids(draft: Draft) -> Iterator[Problem]:
    """Something refers to a file that does not exist.

    Why: the page would have a dead link, or the checker an empty answer.
    Example: `see: [rights/lone]`
    Use instead: `see: [rights/loan]`
    """
    for ident, value in draft.site.files():
        for path, reference in references(value):
            place = draft.loaded.place(ident, path)
            if folder := every_kind(reference):
                yield from unknown_kind(draft.site, place, folder)
            elif not exists(draft.site, reference):
                yield unknown(draft.site, place, reference, reference.folders)


def exists(site: Site, reference: Reference) -> bool:
    """Whether there is a record of this name, or, without folders, a page."""
    if not reference.folders:
        return is_link_target(site, reference)
    return any(reference in site[folder] for folder in reference.folders)


def unknown_kind(site: Site, place: Place, folder: str) -> Iterator[Problem]:
    """Yield that `folder/*` names no pages: there is no such kind, it has no pages, or none of it was written."""
    linkable = [kind.folder for kind in KINDS.values() if kind.is_linkable]
    if folder not in linkable:
        fix = f"{nearest(folder, linkable)}use one of: {', '.join(linkable)}."
        yield place.error("unknown-id", f'there is no kind of page "{folder}"', fix=fix)
    elif not site[folder]:
        fix = f"write one, in content/{folder}/, or take this out."
        yield place.error("unknown-id", f'there is nothing in "{folder}" to show', fix=fix)


def unknown(site: Site, place: Place, wanted: str, kinds: tuple[str, ...]) -> Problem:
    """Return the problem that nothing is called `wanted`."""
    names = [name for kind in kinds for name in site[kind]] if kinds else list(link_targets(site))
    known = [f"content/{each}" for each in KINDS[kinds[0]].places] if kinds else ["content/"]
    fix = f"{nearest(wanted, names)}Ids are the names of the files in {' or '.join(known)}."
    return place.error("unknown-id", f'there is no "{wanted}"', fix=fix)


def link_targets(site: Site) -> Iterator[str]:
    """Yield everything a text may link to."""
    yield from PAGES
    yield from (ident for ident, _ in site.all() if is_link_target(site, ident))


def unnamed_kinds(draft: Draft) -> Iterator[Problem]:
    """A kind of record, or a page, has no name in the words of the interface.

    Why: links, cards and headings would have nothing to say.
    Example: a kind with `name="kind_tool"` in model/kinds.py, and no `kind_tool:` in content/interface.yml
    Use instead: write it there.
    """
    wanted = names_of_kinds()
    for message in sorted(wanted.keys() - draft.site.interface.keys()):
        what = f'"{message}" is missing: nothing says what {wanted[message]}'
        yield draft.loaded.place(INTERFACE).error("missing-text", what, fix=f"add  {message}: ...")


def names_of_kinds() -> dict[str, str]:
    """Return the messages of the interface by which kinds and pages are called, and what they name."""
    wanted = {message: f"the page {page} is called" for page, message in PAGES.items()}
    for kind in KINDS.values():
        wanted |= {kind.name: f"one of {kind.folder}/ is"} if kind.name else {}
        wanted |= {kind.folder: f"the list of {kind.folder}/ is called"} if kind.has_list else {}
    return wanted


def unknown_icons(draft: Draft) -> Iterator[Problem]:
    """A door shows a picture that does not exist.

    Why: no page with this door could be drawn.
    Example: `icon: skales`
    Use instead: `icon: scales`, or put a picture of that name into overrides/icons/
    """
    for ident, door in draft.records(Door):
        if door.icon not in draft.icons:
            place = draft.loaded.place(ident, ("icon",))
            fix = f"{nearest(door.icon, draft.icons)}there are: {', '.join(draft.icons)}."
            yield place.error("unknown-id", f'there is no picture "{door.icon}"', fix=fix)


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
    fills = {"jurisdiction": "number"}
    return ident == INTERFACE or fills.get(ident) == name or (name == "date" and ident.startswith("checker/deadlines/"))


def unknown_token(site: Site, token: Token, place: Place) -> Problem | None:
    """Return what is wrong with one piece of markup."""
    kind, _, term = token.name.partition(":")
    if token.kind == "link" and not is_link_target(site, token.name):
        return unknown(site, place, token.name, ())
    if token.kind != "placeholder" or token.name in PAGE_FILLS or token.name in site[Parameter]:
        return None
    if kind == "term" and term in site[Term]:
        return None
    if kind == "term":
        return unknown(site, place, term, ("terms",))
    fix = f"{nearest(token.name, site[Parameter])}Parameters are the files in content/parameters/."
    return place.error("unknown-id", f'there is no parameter "{token.name}"', fix=fix)
