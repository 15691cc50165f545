"""The links from a page to the same page in every language."""

from functools import cache

from markupsafe import Markup, escape

from mionido.render.edition import Edition
from mionido.render.environment import Templates
from mionido.render.links import Links
from mionido.translate.locales import Locale

# Stand where the way to the site and the address of the page go.
TO_SITE, TO_PAGE = "\0site\0", "\0page\0"


def languages(edition: Edition, links: Links, uri: str, place: str) -> Markup:
    """Return the links from this page to itself in every public language; `place` says how."""
    code, locales = edition.catalog.code, edition.locales
    public = (each for each, locale in locales.items() if locale.status != "draft")
    drawn = "".join(
        _language(edition.env, place, each, locales[each], each == code) for each in public
    )
    # Search engines, for whom those in the head are, want whole addresses.
    to_site = f"{edition.site_url.rstrip('/')}/" if place == "head" else links.to_site
    return Markup(drawn.replace(TO_SITE, escape(to_site)).replace(TO_PAGE, escape(uri)))


@cache
def _language(env: Templates, place: str, code: str, locale: Locale, is_current: bool) -> str:
    """Draw the link to a page in another language; all pages of all locales share it.

    Marks stand where the page goes.
    """
    link = {
        "lang": code,
        "name": locale.name,
        "direction": locale.direction,
        "href": f"{TO_SITE}{code}/{TO_PAGE}",
        "is_current": is_current,
    }
    macros = env.get_template("components/languages/template.html").module
    return str(getattr(macros, place)(link))
