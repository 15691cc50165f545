"""Finds what a page would ask for and not find, and what no page or rule asks for."""

from collections.abc import Iterator

from mionido.check.draft import Draft
from mionido.check.references import references
from mionido.model.interface import WORDS
from mionido.model.markup import tokens
from mionido.problems import Problem

# Kinds without pages of their own, and what shows their records. Of the others, each record is read on its own page.
SHOWN_BY = {
    "publications": "cites it",
    "parameters": "uses it: no text, no rule and no day",
    "figures": "shows it",
}


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
    for kind, what in SHOWN_BY.items():
        for ident, _ in draft.records(kind):
            if ident not in used:
                yield draft.loaded.place(ident).warning("unused", f"nothing {what}", fix="use it, or delete the file.")
    for name in draft.site.interface:
        if name not in WORDS:
            place = draft.loaded.files["interface"].keys[name,]
            yield place.warning("unused", f'nothing shows "{name}"', fix="delete it, or check how it is written.")


def _used(draft: Draft) -> Iterator[str]:
    """Yield the full id of each record that another one, or a text, names."""
    for _, record in draft.site.all():
        for _, wanted, kinds in references(record):
            yield from (f"{kind}/{wanted}" for kind in kinds)
    for _, _, text in draft.texts:
        yield from (f"parameters/{token.name}" for token in tokens(text) if token.kind == "placeholder")
