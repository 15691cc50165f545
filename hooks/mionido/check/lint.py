"""The list of all checks: each is a function with its own reason and remedy."""

from collections.abc import Callable, Iterator

from mionido.check.addresses import (
    malformed_addresses,
    no_publisher,
    unknown_countries,
    unknown_hosts,
    unused_declarations,
)
from mionido.check.cases import cases_that_cannot_run
from mionido.check.catalogs import (
    catalogs_of_nothing,
    large_catalog,
    outdated_catalog,
    plurals_without_number,
    tiers_of_nothing,
    translated_plurals,
)
from mionido.check.checker import (
    checker_mistakes,
    names_of_answers,
    rule_cycles,
    starts_that_are_no_days,
    unknown_groups,
    unused_questions,
    values_without_rule,
)
from mionido.check.draft import Draft
from mionido.check.freshness import ends_soon, old_reviews
from mionido.check.glossary import (
    avoided_words,
    names_in_two_places,
    one_name_for_two_terms,
    wrong_glossaries,
)
from mionido.check.handouts import wrong_handouts
from mionido.check.jurisdiction import (
    undeclared_kinds,
    undeclared_places,
    unknown_currencies,
    unknown_official_language,
)
from mionido.check.law import (
    help_without_number,
    implausible_values,
    parameters_without_value,
    sources_without_place,
)
from mionido.check.locales import locale_mistakes
from mionido.check.meaning import (
    changed_meaning,
    foreign_words,
    other_language,
    unwatched_language,
)
from mionido.check.names import terms_by_other_names, terms_without_name
from mionido.check.pairs import check_pairs, check_texts, contexts
from mionido.check.paragraphs import (
    hard_pages,
    long_answers,
    repeated_sentences,
    uncounted_times,
    unsure_numbers,
)
from mionido.check.references import unknown_icons, unknown_ids, unknown_placeholders, unnamed_kinds
from mionido.check.shape import (
    half_plurals,
    inconsistent_translations,
    long_buttons,
    misshapen_translations,
    unchanged_translations,
)
from mionido.check.terms import bare_titles, poor_names, short_forms
from mionido.check.texts import (
    forbidden_in_texts,
    odd_names,
    spelled_addresses,
    translation_mistakes,
)
from mionido.check.unused import missing_messages, unused_records
from mionido.check.values import exchanged_values, misnamed_links
from mionido.check.wording import hard_texts, hard_translations, unruled_source
from mionido.problems import Problem
from mionido.read.memory import Memory
from mionido.translate.catalogs import Catalog
from mionido.translate.pseudo import is_invented


def lint(draft: Draft) -> list[Problem]:
    """Run every check of the content."""
    problems = lint_references(draft)
    if any(problem.is_error for problem in problems):
        return problems
    for check in REST:
        problems += check(draft)
    return problems


def lint_references(draft: Draft) -> list[Problem]:
    """Run the checks without which no page can be drawn."""
    problems: list[Problem] = []
    for check in REFERENCES:
        problems += check(draft)
    return problems


def lint_catalog(draft: Draft, catalog: Catalog, memory: Memory | None = None) -> list[Problem]:
    """Run every check of one catalog, on what the memory has not seen.

    Of a text whose words cannot be read, nothing more is said: it would be about the same mistake. And what is compared
    with other texts is only what is right by itself.
    """
    if catalog.is_source:
        return []
    memory = memory or Memory()
    problems = check_pairs(draft, catalog, lint_pairs, memory)
    catalog.left_out |= _unreadable(catalog, problems)
    problems += check_texts(draft, catalog, lint_texts, memory)
    catalog.left_out |= contexts(catalog, problems)
    return [*problems, *inconsistent_translations(draft, catalog)]


def lint_texts(draft: Draft, catalog: Catalog) -> list[Problem]:
    """Run the checks of all texts of a language together."""
    problems: list[Problem] = []
    for check in OF_CATALOG:
        if not (is_invented(catalog.code) and check in OF_PEOPLE):
            problems += check(draft, catalog)
    return problems


def lint_pairs(draft: Draft, catalog: Catalog) -> list[Problem]:
    """Run the checks of a text and its translation, first whether its words can be read."""
    problems: list[Problem] = []
    for check in LEGIBLE:
        problems += check(draft, catalog)
        catalog.left_out |= _unreadable(catalog, problems)
    for check in OF_PAIRS:
        problems += check(draft, catalog)
    return problems


def _unreadable(catalog: Catalog, problems: list[Problem]) -> set[str]:
    """Return the texts whose words cannot be read."""
    return contexts(catalog, [each for each in problems if each.check in ILLEGIBLE])


Check = Callable[[Draft], Iterator[Problem]]
CatalogCheck = Callable[[Draft, Catalog], Iterator[Problem]]
# If one of the first finds an error, the others would stumble over it.
REFERENCES: tuple[Check, ...] = (
    names_of_answers,
    unknown_ids,
    unknown_icons,
    unnamed_kinds,
    unknown_placeholders,
    wrong_handouts,
    unknown_official_language,
    undeclared_kinds,
    undeclared_places,
    unknown_currencies,
    unknown_countries,
    rule_cycles,
    locale_mistakes,
    catalogs_of_nothing,
    wrong_glossaries,
    tiers_of_nothing,
    missing_messages,
)
REST: tuple[Check, ...] = (
    forbidden_in_texts,
    odd_names,
    plurals_without_number,
    sources_without_place,
    old_reviews,
    ends_soon,
    malformed_addresses,
    unknown_hosts,
    unused_declarations,
    unruled_source,
    hard_texts,
    hard_pages,
    long_answers,
    repeated_sentences,
    uncounted_times,
    unsure_numbers,
    poor_names,
    short_forms,
    bare_titles,
    help_without_number,
    parameters_without_value,
    implausible_values,
    checker_mistakes,
    values_without_rule,
    unused_questions,
    unknown_groups,
    starts_that_are_no_days,
    cases_that_cannot_run,
    unused_records,
    no_publisher,
)
# These see one text and its translation at a time, and of the site what `pairs` shows them. What the first find
# under these names stands in the way of the words.
LEGIBLE: tuple[CatalogCheck, ...] = (translation_mistakes, other_language)
ILLEGIBLE = {
    "braces",
    "brackets",
    "character",
    "empty",
    "html",
    "language",
    "number",
    "stars",
    "too-long",
    "url",
}
OF_PAIRS: tuple[CatalogCheck, ...] = (
    misshapen_translations,
    exchanged_values,
    misnamed_links,
    changed_meaning,
    foreign_words,
    hard_translations,
)
OF_CATALOG: tuple[CatalogCheck, ...] = (
    spelled_addresses,
    unchanged_translations,
    long_buttons,
    half_plurals,
    translated_plurals,
    unwatched_language,
    terms_without_name,
    terms_by_other_names,
    names_in_two_places,
    one_name_for_two_terms,
    avoided_words,
    outdated_catalog,
    large_catalog,
)
# These find what people forget or call otherwise; an invented language says each word by its rule.
OF_PEOPLE: tuple[CatalogCheck, ...] = (unchanged_translations, terms_by_other_names)
