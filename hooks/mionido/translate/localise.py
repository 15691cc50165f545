"""Site + Catalog -> the same Site in that locale. What is missing stays as it was written, and is marked so."""

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
    found = catalog.translation(ctx, text)
    return type(text)(found) if found else type(text).in_language(text, source)
