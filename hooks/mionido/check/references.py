"""Finds what refers to nothing: ids, kinds, placeholders, terms and links."""

from collections.abc import Iterator
from itertools import chain

from mionido.check.allowed import PAGE_FILLS
from mionido.check.draft import Draft
from mionido.model.kinds import KINDS, PAGES
from mionido.model.markup import Token, tokens
from mionido.model.parameters import Parameter
from mionido.model.reference import Reference, every_kind
from mionido.model.site import Site, is_link_target
from mionido.model.topics import Document, Pictured, Term
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
    """Yield that `folder/*` names no pages.

    There is no such kind, it has no pages, or none of it was written.
    """
    linkable = [kind.folder for kind in KINDS.values() if kind.is_linkable]
    if folder not in linkable:
        fix = f"{nearest(folder, linkable)}use one of: {', '.join(linkable)}."
        yield place.error("unknown-id", f'there is no kind of page "{folder}"', fix=fix)
    elif not site[folder]:
        fix = f"write one, in content/{folder}/, or take this out."
        yield place.error("unknown-id", f'there is nothing in "{folder}" to show', fix=fix)


def unknown(site: Site, place: Place, wanted: str, kinds: tuple[str, ...]) -> Problem:
    """Return the problem that nothing is called `wanted`."""
    if kinds:
        names = list(chain.from_iterable(site[kind] for kind in kinds))
        folders = [f"content/{each}" for each in KINDS[kinds[0]].places]
    else:
        names, folders = list(link_targets(site)), ["content/"]
    fix = f"{nearest(wanted, names)}Ids are the names of the files in {' or '.join(folders)}."
    return place.error("unknown-id", f'there is no "{wanted}"', fix=fix)


def link_targets(site: Site) -> Iterator[str]:
    """Yield everything a text may link to."""
    yield from PAGES
    for ident, _ in site.all():
        if is_link_target(site, ident):
            yield ident


def unnamed_kinds(draft: Draft) -> Iterator[Problem]:
    """A kind of record, or a page, has no name in the words of the interface.

    Why: links, cards and headings would have nothing to say.
    Example: a kind with `name="kind_tool"` in model/kinds.py, and no `kind_tool:` in
    content/interface.yml
    Use instead: write it there.
    """
    wanted = names_of_kinds()
    for message in sorted(wanted.keys() - draft.site.interface.keys()):
        what = f'"{message}" is missing: nothing says what {wanted[message]}'
        yield draft.loaded.place(INTERFACE).error("missing-text", what, fix=f"add  {message}: ...")


def names_of_kinds() -> dict[str, str]:
    """Return the messages by which kinds and pages are called, and what each names."""
    wanted = {message: f"the page {page} is called" for page, message in PAGES.items()}
    for kind in KINDS.values():
        if kind.name:
            wanted[kind.name] = f"one of {kind.folder}/ is"
        if kind.has_list:
            wanted[kind.folder] = f"the list of {kind.folder}/ is called"
    return wanted


def unknown_icons(draft: Draft) -> Iterator[Problem]:
    """A door, a situation or a letter shows a picture that does not exist.

    Why: no page with it could be drawn.
    Example: `icon: skales`
    Use instead: `icon: scales`, or put a picture of that name into overrides/icons/
    """
    for ident, record in draft.site.all():
        if isinstance(record, (Pictured, Document)) and record.icon not in draft.icons:
            place = draft.loaded.place(ident, ("icon",))
            fix = f"{nearest(record.icon, draft.icons)}there are: {', '.join(draft.icons)}."
            yield place.error("unknown-id", f'there is no picture "{record.icon}"', fix=fix)


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
                fix = "take it out, or write the name of a parameter."
                yield place.error("unknown-id", what, fix=fix)


def is_filled(ident: str, name: str) -> bool:
    """Whether a page fills this placeholder in the texts of a file."""
    if ident == INTERFACE:
        return True
    if name == "number":
        return ident == "jurisdiction"
    return name == "date" and ident.startswith("checker/deadlines/")


def unknown_token(site: Site, token: Token, place: Place) -> Problem | None:
    """Return what is wrong with one piece of markup."""
    name, parameters = token.name, site[Parameter]
    if token.kind == "link" and not is_link_target(site, name):
        return unknown(site, place, name, ())
    if token.kind != "placeholder" or name in PAGE_FILLS or name in parameters:
        return None
    kind, _, term = name.partition(":")
    if kind == "term":
        return None if term in site[Term] else unknown(site, place, term, ("terms",))
    fix = f"{nearest(name, parameters)}Parameters are the files in content/parameters/."
    return place.error("unknown-id", f'there is no parameter "{name}"', fix=fix)
