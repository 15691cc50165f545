"""Site + Catalog -> the same Site in that locale.

What is missing is that of the languages it falls back to, or as it was written, and is marked so.
"""

from mionido.model.site import Site
from mionido.model.text import Text
from mionido.translate.catalogs import Catalog
from mionido.translate.messages import context


def localise(site: Site, catalog: Catalog) -> Site:
    """Return the same site with every text in the catalog's locale."""
    if catalog.is_source:
        return site
    source = site.about.source_language
    return site.with_texts(
        lambda ident, path, text: translated(text, context(ident, path), catalog, source)
    )


def translated(text: Text, ctx: str, catalog: Catalog, source: str) -> Text:
    """Return one text in the catalog's locale; `source` is the language it was written in."""
    if catalog.is_source:
        return text
    if found := catalog.translation(ctx, text):
        return _like(text, found, ctx)
    if elsewhere := catalog.elsewhere(ctx, text):
        other, words = elsewhere
        return _like(text, words, ctx, other.code)
    return _like(text, text, ctx, source)


def _like(text: Text, words: str, ctx: str, lang: str | None = None) -> Text:
    """Return words as a text of the same kind, which knows its language and its entry."""
    made = type(text)(words)
    made.lang, made.context = lang, ctx
    return made
