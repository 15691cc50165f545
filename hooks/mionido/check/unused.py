"""Finds what a page would ask for and not find, and what no page or rule asks for."""

from collections.abc import Iterator

from mionido.check.draft import Draft
from mionido.check.references import names_of_kinds
from mionido.model.interface import WORDS
from mionido.model.law import Publication
from mionido.model.markup import tokens
from mionido.model.parameters import Parameter
from mionido.model.text import Record
from mionido.model.topics import Figure
from mionido.model.walk import references
from mionido.problems import Problem

# Kinds without pages of their own, and what shows their records. Of the others, each record is read on its own page.
SHOWN_BY: tuple[tuple[type[Record], str], ...] = (
    (Publication, "cites it"),
    (Parameter, "uses it: no text, no rule and no day"),
    (Figure, "shows it"),
)


def missing_messages(draft: Draft) -> Iterator[Problem]:
    """The interface has no words for a button, heading or label.

    Why: the page that needs them could not be made.
    Example: `interface.yml` without `menu: ...`
    Use instead: the words that readers see there.
    """
    for name in sorted(WORDS - draft.site.interface.keys()):
        place = draft.loaded.place("interface")
        yield place.error("missing-message", f'"{name}" is missing', fix=f"add  {name}: ...  with the words to show.")


def unused_records(draft: Draft) -> Iterator[Problem]:
    """Nothing cites a publication, uses a parameter, or shows a figure or a message.

    Why: somebody checks and translates what no reader needs; or a text was meant to use it.
    Example: a parameter whose `{name}` stands in no text
    Use instead: use it, or delete it.
    """
    used = set(_used(draft))
    for kind, what in SHOWN_BY:
        for ident, _ in draft.records(kind):
            if ident not in used:
                yield draft.loaded.place(ident).warning("unused", f"nothing {what}", fix="use it, or delete the file.")
    shown = WORDS | names_of_kinds().keys()
    for name in draft.site.interface:
        if name not in shown:
            place = draft.loaded.files["interface"].keys[name,]
            yield place.warning("unused", f'nothing shows "{name}"', fix="delete it, or check how it is written.")


def _used(draft: Draft) -> Iterator[str]:
    """Yield the full id of each record that another one, a case, or a text names."""
    for value in [*(value for _, value in draft.site.files()), *draft.loaded.cases.values()]:
        for _, reference in references(value):
            yield from (f"{folder}/{reference}" for folder in reference.folders)
    for _, _, text in draft.texts:
        yield from (f"parameters/{token.name}" for token in tokens(text) if token.kind == "placeholder")
