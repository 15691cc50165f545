"""Finds locales that cannot write a date, and a site that has not one source."""

from collections.abc import Iterator

from mionido.check.draft import Draft
from mionido.problems import Place, Problem
from mionido.translate.catalogs import Catalog
from mionido.translate.formats import is_known_to_cldr


def locale_mistakes(draft: Draft) -> Iterator[Problem]:
    """A locale has no data in CLDR and names no other for its dates, or there is not one source.

    Why: dates and amounts could not be written.
    Example: `rmy: {name: Romani}`
    Use instead: `rmy: {name: Romani, cldr: ro}`
    """
    place = Place("translations/locales.yml")
    for code, locale in draft.locales.items():
        if not is_known_to_cldr(Catalog(code, locale).cldr):
            what = f'CLDR does not know "{locale.cldr or code}"'
            fix = f"add to {code}:  cldr: the closest language it knows."
            yield place.error("locale", what, fix=fix)
        if locale.months and not is_known_to_cldr(locale.months):
            fix = f"give  months  of {code} a language it knows, or leave it out."
            yield place.error("locale", f'CLDR does not know "{locale.months}"', fix=fix)
    sources = [code for code, locale in draft.locales.items() if locale.status == "source"]
    language = draft.site.about.source_language
    if sources != [language]:
        what = "exactly one locale has status: source, the one in content/site.yml"
        yield place.error("locale", what, fix=f"give {language} the status source.")
