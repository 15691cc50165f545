"""Site + Catalog -> the same Site in that locale. What is missing or out of date stays Dutch, marked as Dutch."""

from mionido.catalogs import Catalog
from mionido.messages import context
from mionido.model.site import Site
from mionido.model.text import Text, map_texts


def localise(site: Site, catalog: Catalog) -> Site:
    """Return the same site with every text in the catalog's locale."""
    if catalog.is_source:
        return site
    source = site.about.source_language

    def change(path: tuple[str, ...], text: Text) -> Text:
        translated = catalog.translation(context(path), text)
        return type(text)(translated) if translated else type(text).in_language(text, source)

    return map_texts(site, change)
