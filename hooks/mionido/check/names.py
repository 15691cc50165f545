"""Finds words of letters that stand in a translation without what they are called there."""

import re
from collections.abc import Collection, Iterator, Sequence
from fnmatch import fnmatchcase

from mionido.check.draft import Draft
from mionido.check.lexicon import as_compared, without_prefix
from mionido.model.markup import blank_markup, marked_terms
from mionido.model.topics import Term
from mionido.model.wording import Wording
from mionido.problems import Problem
from mionido.translate.catalogs import Catalog
from mionido.translate.glossaries import names_of_terms
from mionido.translate.layout import GLOSSARY

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
    names = names_of_terms(draft.site, catalog)
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
                    f"for it under  also  in translations/{catalog.code}/{GLOSSARY}"
                )
                place = catalog.place_of(ctx, f"{{term:{term}}}")
                yield place.error("term-without-name", what, why=why, fix=fix)


def terms_by_other_names(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """The source has a term without a mark, and the translation neither its name nor the word itself.

    Why: a reader meets one thing under two names, and does not find the second among the words.
    Example: msgid "U krijgt een boete." with msgstr "You get a penalty."
    Use instead: "You get a fine."; if it is right, list the word under `also` in the glossary.
    """
    if catalog.code == draft.site.jurisdiction.official_language:
        return
    wording = draft.site[Wording].get(catalog.code) or Wording()
    names, terms = names_of_terms(draft.site, catalog), draft.site[Term]
    own = {term: (terms[term].official, *terms[term].also, *names[term]) for term in names}
    known = {term: tuple(word.casefold() for word in words) for term, words in own.items()}
    for ctx, text, translated in draft.translated(catalog):
        read = translated.casefold()
        unsaid = [
            term
            for term in draft.mentioned.in_text(text)
            if term in known and not any(word in read for word in known[term])
        ]
        if not unsaid or is_a_name(ctx) or catalog.seen(ctx):
            continue
        marked, words = {term for _, term in marked_terms(translated)}, words_in(translated)
        for term in unsaid:
            is_said = any(stands(each, words, wording.prefixes) for each in names[term])
            if term not in marked and not is_said:
                name = names[term][0]
                what = f'the source says "{terms[term].official}", the translation has no "{name}"'
                why = "one thing has one name, so that readers find it among the words."
                fix = (
                    f"write  {name} ; if another word is right, list it under  also  in "
                    f"translations/{catalog.code}/{GLOSSARY}"
                )
                yield catalog.places[ctx].warning("term-name", what, why=why, fix=fix)


def is_a_name(ctx: str) -> bool:
    """Whether this is what a term is called: in other words, in each language."""
    return ctx.startswith("terms/") and ctx.endswith(":name")


def stands(name: str, words: Collection[str], prefixes: Sequence[str]) -> bool:
    """Whether each word of a name, in whatever form, is one of these words."""
    said = {form for word in words for form in without_prefix(word, prefixes)}
    return all(
        any(_is_form_of(word, form) for form in without_prefix(wanted, prefixes) for word in said)
        for wanted in as_compared(name).split()
    )


def _is_form_of(word: str, wanted: str) -> bool:
    """Whether a word is another, in whatever form; a `*` stands for any letters."""
    return fnmatchcase(word, wanted) if "*" in wanted else are_alike(wanted, word)


def words_in(text: str) -> set[str]:
    """Return the words of a text as one compares them: small, and without signs on letters."""
    return set(WORD.findall(as_compared(blank_markup(text))))


def are_alike(one: str, other: str) -> bool:
    """Whether two words begin alike, so that they can be forms of one word."""
    shorter = min(len(one), len(other))
    same = shorter if shorter <= SHORT else max(SHORT, round(shorter * SAME + 0.49))
    return one[:same] == other[:same] and abs(len(one) - len(other)) <= LONGEST_ENDING
