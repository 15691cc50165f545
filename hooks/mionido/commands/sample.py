"""Texts of a language, drawn by lot, for a reader who has not seen the source; and the same beside it."""

from mionido.model.text import Text
from mionido.problems import ExpectedError
from mionido.render.edition import Edition
from mionido.translate.layout import ident_of
from mionido.translate.order import tiers_of
from mionido.translate.review import Pair, chosen, sheets
from mionido.translate.states import UNTRANSLATED, States


def sample_sheets(edition: Edition, seed: int, count: int, tier: str | None) -> dict[str, str]:
    """Return the two sheets by the names of their files."""
    source, states, code = edition.source, edition.states, edition.catalog.code
    if source is None or states is None:
        raise ExpectedError(f"{code} is the source: a sample is of a translation")
    contexts = chosen(_translated(states, tier), seed, count)
    pairs = [
        Pair(
            ctx, _plain(source, states.sources[ctx]), _plain(edition, edition.catalog.texts[ctx][1])
        )
        for ctx in contexts
    ]
    name = "-".join(["sample", code, *([tier] if tier else []), str(seed)])
    blind, whole = sheets(f"{edition.catalog.locale.name}, {seed}", pairs)
    return {f"{name}.md": blind, f"{name}-beside.md": whole}


def _translated(states: States, tier: str | None) -> list[str]:
    """Return the texts that are translated, of one tier or of all."""
    tiers = tiers_of(states.site)
    if tier and tier not in (known := [each.name for each in states.site.about.tiers]):
        raise ExpectedError(f'there is no tier "{tier}"; there are: {", ".join(known) or "none"}')
    return [
        ctx
        for ctx, state in states.by_context.items()
        if state not in UNTRANSLATED and tier in (None, tiers.get(ident_of(ctx)))
    ]


def _plain(edition: Edition, text: str) -> str:
    """Return a text as a reader sees it, line by line."""
    return "\n".join(edition.plain(Text(line)) for line in text.split("\n"))
