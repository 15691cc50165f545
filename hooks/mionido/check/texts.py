"""Finds what must not stand in a text, a name or a translation; `allowed` says what may."""

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import chain

from mionido.check.addresses import contacts, external_links
from mionido.check.allowed import (
    ADDRESS,
    forbidden,
    in_a_name,
    mistakes_in,
    names_in,
    scripts_of,
)
from mionido.check.draft import Draft
from mionido.model.kinds import KINDS
from mionido.model.law import Citation, Instrument, Regime
from mionido.model.markup import plain
from mionido.model.site import Site
from mionido.model.topics import Term
from mionido.model.walk import KeyPath, walk
from mionido.problems import Place, Problem
from mionido.translate.catalogs import Catalog

# Whole words in small letters, as addresses have them.
LATIN_WORD = re.compile(r"(?<![^\W_])[a-z]+(?![^\W_])")
# What addresses begin and end with anywhere, besides the ends of those that the site leads to.
LONGEST_END = 3  # letters; longer ones are words, too
ENDS = {"com", "org", "http", "https", "gmail", "dot"}


def forbidden_in_texts(draft: Draft) -> Iterator[Problem]:
    """A text holds a number, an address, HTML, broken marks, or characters of no word.

    Why: a number in a sentence cannot be checked or updated, and a translation could change
    the law.
    Example: `summary: You have 3 years.`
    Use instead: `summary: You have {exam_term}.`
    """
    source = draft.site.about.source_language
    scripts = scripts_of(Catalog(source, draft.locales[source]).cldr)
    names = names_on_site(draft.site)
    for ident, path, text in draft.texts:
        for each in forbidden(text, scripts, names):
            place = draft.place_in(ident, path, text, each.start)
            yield place.error(each.check, each.what, why=each.why, fix=each.fix)


def names_on_site(site: Site) -> set[str]:
    """Return the names with digits that the glossary and the pages of the law explain.

    Such are A2 and Act2031.
    """
    words: list[str] = []
    for term in site[Term].values():
        words += [term.official, *term.also]
    words += [instrument.short for instrument in site[Instrument].values()]
    words += [regime.short for regime in site[Regime].values()]
    return set(chain.from_iterable(names_in(each) for each in words))


def odd_names(draft: Draft) -> Iterator[Problem]:
    """A name or title shows nothing, or holds an address, an account or letters that look right.

    Why: nobody translates it, so it stands in every language, and readers trust it. Only a host
    that the site leads to may be a name: Practice.example.
    Example: `name: office.example`
    Use instead: `name: Office`, with the address under `contact`
    """
    source, official = draft.site.about.source_language, draft.site.jurisdiction.official_language
    scripts = scripts_of(source) | scripts_of(official)
    hosts = {host_of(url) for _, _, url in external_links(draft)} - {""}

    @cache
    def odd(name: str) -> list[str]:
        return [*in_a_name(name, scripts, hosts)]  # the number of an article stands in many places

    for ident, path, text in shown_names(draft):
        for what in odd(text):
            fix = "write it as the letters do, and addresses under contact or url."
            yield draft.loaded.place(ident, path).error("name", what, fix=fix)
    for code, locale in draft.locales.items():
        own = scripts_of(Catalog(code, locale).cldr) | scripts_of(code)
        for what in in_a_name(locale.name, scripts | own):
            place = Place("translations/locales.yml")
            yield place.error("name", f"{code}: {what}", fix="write it in its own letters.")
        for each in forbidden(locale.calendar, own, ()) if locale.calendar else ():
            place = Place("translations/locales.yml")
            yield place.error(each.check, f"{code}: {each.what}", why=each.why, fix=each.fix)


def host_of(url: str) -> str:
    """Return the host of a web address as readers call it: without www."""
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")


def shown_names(draft: Draft) -> Iterator[tuple[str, KeyPath, str]]:
    """Yield (id, path, words) for what is read and not translated: names, titles, reasons.

    The id is that of the file, and the path is inside it.
    """
    yield "site", ("name",), draft.site.about.name
    for kind in KINDS.values():
        for ident, record in draft.records(kind.model):
            for key in kind.untranslated:
                words = getattr(record, key)
                if words is not None:
                    yield ident, (key,), words
    for ident, path, contact in contacts(draft):
        if contact.kind in ("post", "place"):
            yield ident, path, contact.value
    for ident, record in draft.site.all():
        for path, value in walk(record):
            if isinstance(value, Citation):
                for key, number in value.places.items():
                    yield ident, (*path, key), number
                if value.because is not None:
                    yield ident, (*path, "because"), value.because


def translation_mistakes(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A translation lost or added a placeholder or link, or holds what must not stand in a text.

    Why: the fact would be missing or changed for readers of that language only.
    Example: msgid "within {exam_term}" with msgstr "in three years"
    Use instead: keep {exam_term}; it may move, not change.
    """
    scripts = scripts_of(catalog.cldr)
    terms = {f"term:{name}": term.official for name, term in draft.site[Term].items()}

    def official(name: str) -> str:
        return terms.get(name, "")

    for ctx, text, translated in draft.translated(catalog):
        names = names_in(text, official)
        yield from mistakes_in(text, translated, scripts, names, partial(catalog.place_in, ctx))


def spelled_addresses(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A translation says the end of a web address as a word.

    Why: "office dot com" leads a reader elsewhere as well as an address does.
    Example: msgstr "Look at office com."
    Use instead: a link to an organisation.
    """
    hosts = {host_of(url) for _, _, url in external_links(draft)}
    ends = ENDS | {end for host in hosts if len(end := host.rpartition(".")[2]) <= LONGEST_END}
    said = {word for text in draft.sources.values() for word in LATIN_WORD.findall(text)}
    for ctx, _, translated in draft.translated(catalog):
        words = LATIN_WORD.findall(plain(translated, _nothing))
        found = [word for word in dict.fromkeys(words) if word in ends - said]
        if found:
            either = ", ".join(f'"{word}"' for word in found)
            what = f"in the translation: this is the end of a web address: {either}"
            place = catalog.place_of(ctx, found[0])
            yield place.error("url", what, why=ADDRESS.why, fix=ADDRESS.fix)


def _nothing(_: str) -> str:
    return " "
