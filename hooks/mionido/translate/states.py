"""How far each text of a language is: missing, outdated, made by a machine, or read by people beside its source."""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Literal, get_args

from mionido.model.site import Site
from mionido.model.text import Text
from mionido.translate.catalogs import Catalog
from mionido.translate.glossaries import Notes
from mionido.translate.messages import context

# The last two are read by a person, or by two; without a mark of one, a text counts as made by a machine.
State = Literal["missing", "outdated", "machine", "one", "two"]
STATES: tuple[State, ...] = get_args(State)
BY_READERS: tuple[State, ...] = ("machine", "one", "two")
UNTRANSLATED: frozenset[State] = frozenset({"missing", "outdated"})
READ: frozenset[State] = frozenset({"one", "two"})


def state_of(catalog: Catalog, ctx: str, text: str) -> State:
    """Return the state of the translation of exactly this source text."""
    if catalog.translation(ctx, text) is None:
        return "outdated" if catalog.texts.get(ctx, ("", ""))[1] else "missing"
    return BY_READERS[min(len(catalog.all_who_saw(ctx)), 2)]


class States:
    """The states of all texts of a site in one language; worked out when somebody asks."""

    def __init__(self, site: Site, catalog: Catalog) -> None:
        """Begin with the site as it was written."""
        self.site, self.catalog = site, catalog

    @cached_property
    def sources(self) -> dict[str, Text]:
        """Every text as it was written, by its context."""
        return {context(ident, path): text for ident, path, text in self.site.texts()}

    @cached_property
    def by_context(self) -> dict[str, State]:
        """The state of each text."""
        return {ctx: state_of(self.catalog, ctx, text) for ctx, text in self.sources.items()}

    @cached_property
    def notes(self) -> Notes:
        """What translators read about the terms of a text."""
        return Notes(self.site, self.catalog)

    @cached_property
    def by_key(self) -> dict[str, set[State]]:
        """The states of the texts of each key of a record, such as `duties/pass-exam.title`."""
        found: dict[str, set[State]] = {}
        for ctx, state in self.by_context.items():
            found.setdefault(key_of_text(ctx), set()).add(state)
        return found

    def of_keys(self, names: Iterable[str]) -> set[State]:
        """Return the states that occur in some keys of records."""
        return set().union(*(self.by_key.get(name, ()) for name in names))


def key_of_text(ctx: str) -> str:
    """Return the record and the key of it that a text belongs to."""
    ident, _, path = ctx.partition(":")
    return f"{ident}.{path.partition('.')[0]}"


def note_on(states: Collection[State]) -> list[str]:
    """Return the messages that say of a page who has checked its translation, and whether it is whole."""
    found = []
    done = set(states) - UNTRANSLATED
    if done and done <= READ:
        found.append("translation_checked")
    elif done & READ:
        found.append("translation_partly_checked")
    elif done or not states:
        found.append("machine_translated")
    if UNTRANSLATED.intersection(states):
        found.append("translation_incomplete")
    return found
