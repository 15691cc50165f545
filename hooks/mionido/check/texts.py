"""Finds what must not stand in a text, a name or a translation; `allowed` says what may."""

from collections.abc import Iterator

from mionido.check.addresses import external_links
from mionido.check.allowed import forbidden, in_a_name, mistakes_in, names_in, scripts_of
from mionido.check.draft import Draft
from mionido.model.kinds import KINDS
from mionido.model.law import Citation, Instrument, Regime
from mionido.model.site import Site
from mionido.model.topics import Organisation, Term
from mionido.model.walk import KeyPath, walk
from mionido.problems import Place, Problem
from mionido.translate.catalogs import Catalog


def forbidden_in_texts(draft: Draft) -> Iterator[Problem]:
    """A text holds a number, an address, HTML, broken marks, or characters of no word.

    Why: a number in a sentence cannot be checked or updated, and a translation could change the law.
    Example: `summary: You have 3 years.`
    Use instead: `summary: You have {exam_term}.`
    """
    source = draft.site.about.source_language
    scripts = scripts_of(Catalog(source, draft.locales[source]).cldr)
    names = names_on_site(draft.site)
    for ident, path, text in draft.texts:
        for check, start, what, why, fix in forbidden(text, scripts, names):
            yield draft.place_in(ident, path, text, start).error(check, what, why=why, fix=fix)


def names_on_site(site: Site) -> set[str]:
    """Return the names with digits that the glossary and the pages of the law explain: A2, Act2031."""
    words = [form for term in site[Term].values() for form in (term.official, *term.also)]
    words += [instrument.short for instrument in site[Instrument].values()]
    words += [regime.short for regime in site[Regime].values()]
    return {name for each in words for name in names_in(each)}


def odd_names(draft: Draft) -> Iterator[Problem]:
    """A name or title shows nothing, or holds an address, a number of an account or letters that only look right.

    Why: nobody translates it, so it stands in every language, and readers trust it. Only a host that the site
    leads to may be a name: Practice.example.
    Example: `name: office.example`
    Use instead: `name: Office`, with the address under `contact`
    """
    scripts = scripts_of(draft.site.about.source_language) | scripts_of(
        draft.site.jurisdiction.official_language
    )
    hosts = {
        url.partition("://")[2].partition("/")[0].removeprefix("www.")
        for _, _, url in external_links(draft)
    }
    for ident, path, text in shown_names(draft):
        for what in in_a_name(text, scripts, hosts - {""}):
            fix = "write it as the letters do, and addresses under contact or url."
            yield draft.loaded.place(ident, path).error("name", what, fix=fix)
    for code, locale in draft.locales.items():
        for what in in_a_name(
            locale.name, scripts | scripts_of(Catalog(code, locale).cldr) | scripts_of(code)
        ):
            yield Place("translations/locales.yml").error(
                "name", f"{code}: {what}", fix="write it in its own letters."
            )


def shown_names(draft: Draft) -> Iterator[tuple[str, KeyPath, str]]:
    """Yield (id of the file, path inside it, words) for what is read and not translated: names, titles, reasons."""
    yield "site", ("name",), draft.site.about.name
    for kind in KINDS.values():
        for ident, record in draft.records(kind.model):
            found = ((key, getattr(record, key)) for key in kind.untranslated)
            yield from ((ident, (key,), text) for key, text in found if text is not None)
    for ident, organisation in draft.records(Organisation):
        for index, contact in enumerate(organisation.contact):
            if contact.kind in ("post", "place"):
                yield ident, ("contact", index, "value"), contact.value
    for ident, record in draft.site.all():
        for path, value in walk(record):
            if isinstance(value, Citation):
                yield from ((ident, (*path, key), number) for key, number in value.places.items())
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
    for ctx, text in draft.sources.items():
        if msgstr := catalog.translation(ctx, text):
            names = names_in(text, lambda name: terms.get(name, ""))
            yield from mistakes_in(text, msgstr, scripts, names, catalog.places[ctx])
