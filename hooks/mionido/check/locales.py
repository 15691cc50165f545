"""Finds locales that cannot write a date, and a site that has not one source."""

from collections.abc import Iterator
from unicodedata import bidirectional

from mionido.check.draft import Draft
from mionido.problems import Place, Problem, nearest
from mionido.translate.catalogs import Catalog
from mionido.translate.formats import is_known_to_cldr, language_of
from mionido.translate.locales import Locale
from mionido.translate.pseudo import is_invented

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "ltr", "rtl"
WAYS = {LEFT_TO_RIGHT: "left to right", RIGHT_TO_LEFT: "right to left"}


def locale_mistakes(draft: Draft) -> Iterator[Problem]:
    """A locale has no data in CLDR and no other for its dates, runs the wrong way, or falls back to itself.

    Or there is not one source.
    Why: dates and amounts could not be written, lines would be in disorder, or what is missing could not be shown.
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
        if locale.direction != (expected := direction_of(code, locale)):
            what = f"{code} is written from {WAYS[expected]}, and direction says {locale.direction}"
            yield place.error("locale", what, fix=f"write  direction: {expected}  for {code}.")
        if is_invented(code) and locale.status != "draft":
            what = f"{code} is an invented language, by which one finds mistakes"
            fix = "take it out: `mionido pseudo` puts it into a folder of its own."
            yield place.error("locale", what, why="no reader can read it.", fix=fix)
    yield from _wrong_fallbacks(draft, place)
    sources = [code for code, locale in draft.locales.items() if locale.status == "source"]
    language = draft.site.about.source_language
    if sources != [language]:
        what = "exactly one locale has status: source, the one in content/site.yml"
        yield place.error("locale", what, fix=f"give {language} the status source.")


def direction_of(code: str, locale: Locale) -> str:
    """Return in which direction a language is written: from right to left if CLDR or its own name says so.

    CLDR knows most languages; a name in Arabic letters tells it of the others, and of those with two scripts.
    """
    is_known = is_known_to_cldr(code.replace("-", "_"))
    by_cldr = is_known and language_of(code).dir == RIGHT_TO_LEFT
    by_name = any(bidirectional(letter) in ("R", "AL") for letter in locale.name)
    return RIGHT_TO_LEFT if by_cldr or by_name else LEFT_TO_RIGHT


def _wrong_fallbacks(draft: Draft, place: Place) -> Iterator[Problem]:
    """Yield languages to fall back to that are not there, or that lead back to where one was."""
    for code, locale in draft.locales.items():
        other = locale.falls_back_to
        if other and other not in draft.locales:
            fix = f"{nearest(other, draft.locales)}write the code of a language of this file."
            yield place.error(
                "locale", f'{code} falls back to "{other}", which is no locale', fix=fix
            )
        elif other and _leads_back(code, draft):
            what = f"{code} falls back to {other}, which falls back to it"
            fix = "let one of them fall back to nothing: then its readers see the source."
            yield place.error("locale", what, fix=fix)


def _leads_back(code: str, draft: Draft) -> bool:
    """Whether a language comes to itself again by those it falls back to."""
    seen, at = {code}, draft.locales[code].falls_back_to
    while at in draft.locales and at not in seen:
        seen.add(at)
        at = draft.locales[at].falls_back_to
    return at == code
