"""Finds words of letters that stand in a translation without what they are called there."""

import re
from collections.abc import Collection, Iterator, Sequence

from mionido.check.draft import Draft
from mionido.check.lexicon import as_compared, without_prefix
from mionido.model.markup import blank_markup, marked_terms
from mionido.model.reference import TermId
from mionido.model.topics import Term
from mionido.model.wording import Wording
from mionido.problems import Problem
from mionido.translate.catalogs import Catalog

TERM = "term:"
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Two words of which this much is the same from the front are forms of one word.
SHORT, SAME = 3, 2 / 3  # letters that are all the same, the part that is in longer words
LONGEST_ENDING = 4  # letters


def terms_without_name(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A translation shows the word of a letter, and not what it is called in that language.

    Why: it is a word of another language, and a reader who does not know it understands nothing.
    Example: msgstr "For the {term:examen} you have {exam_term}."
    Use instead: "For the test ({term:examen}) you have {exam_term}.", once in each text; if the
    language has other words for it, list them under `names` in content/wording/.
    """
    if catalog.code == draft.site.jurisdiction.official_language:
        return
    wording = draft.site[Wording].get(catalog.code) or Wording()
    names = names_of_terms(draft, catalog, wording)
    for ctx, _, translated in draft.translated(catalog):
        if TERM not in translated:  # most texts have none
            continue
        words = words_in(translated)
        for term in dict.fromkeys(term for _, term in marked_terms(translated)):
            either = names.get(term, ())
            if either and not any(stands(name, words, wording.prefixes) for name in either):
                what = f'{{term:{term}}} stands without "{either[0]}"'
                why = "who cannot read the language of the letters does not know what it is."
                fix = (
                    f"write  {either[0]} ({{term:{term}}})  once in this text, or list other words "
                    f"for it under  names  in content/wording/{catalog.code}.yml."
                )
                yield catalog.places[ctx].error("term-without-name", what, why=why, fix=fix)


def names_of_terms(draft: Draft, catalog: Catalog, wording: Wording) -> dict[str, tuple[str, ...]]:
    """Return what each term is called in a language, by its id: its name, and other words for it.

    A name that is the word of the letter itself is left out, for that is on the page already.
    """
    names: dict[str, tuple[str, ...]] = {}
    for ident, term in draft.records(Term):
        name = catalog.translation(f"{ident}:name", term.name) if term.name else None
        if name and name.casefold() != term.official.casefold():
            short = TermId(ident.rpartition("/")[2])
            names[short] = (name, *wording.names.get(short, ()))
    return names


def stands(name: str, words: Collection[str], prefixes: Sequence[str]) -> bool:
    """Whether each word of a name, in whatever form, is one of these words."""
    said = {form for word in words for form in without_prefix(word, prefixes)}
    return all(
        any(are_alike(form, word) for form in without_prefix(wanted, prefixes) for word in said)
        for wanted in words_in(name)
    )


def words_in(text: str) -> set[str]:
    """Return the words of a text as one compares them: small, and without signs on letters."""
    return set(WORD.findall(as_compared(blank_markup(text))))


def are_alike(one: str, other: str) -> bool:
    """Whether two words begin alike, so that they can be forms of one word."""
    shorter = min(len(one), len(other))
    same = shorter if shorter <= SHORT else max(SHORT, round(shorter * SAME + 0.49))
    return one[:same] == other[:same] and abs(len(one) - len(other)) <= LONGEST_ENDING
