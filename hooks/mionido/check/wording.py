"""Finds sentences that are hard to read, by the rules in content/wording/."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from mionido.check.draft import Draft
from mionido.model.law import Instrument
from mionido.model.site import Site
from mionido.model.topics import Organisation, Term
from mionido.model.wording import Wording
from mionido.problems import Place, Problem
from mionido.translate.catalogs import Catalog, owner

# A sentence ends at a mark that is followed by a capital letter, or at the end of a line.
END = re.compile(r"(?<=[.!?:])\s+(?=[^\sa-z])")
NEXT = re.compile(r"[.!?]\s+(?=[^\sa-z])")
PLACEHOLDER = re.compile(r"\{[^}]*\}")
# The word of the letter, beside what the thing is called: who reads a sentence skips it.
BESIDE_ITS_NAME = re.compile(r" \(\{term:[^}]*\}\)")
TARGET = re.compile(r"\]\([^)\s]*\)")
LINK = re.compile(r"\[([^\]\n]+)\]\(")
WORD = re.compile(r"[^\W\d_]+")
CAPITALS = re.compile(r"(?<![\w-])[A-Z]{2,}(?![\w-])")
LABELS = ("interface", "jurisdiction")
Found = tuple[str, str, str]  # the check, what is wrong, how to mend it


def unruled_source(draft: Draft) -> Iterator[Problem]:
    """The language of the content has no rules for its texts, or no words that translations must keep.

    Why: then no text is read for hard words, and nobody hears that a translation turned "must" into "may".
    Example: content/wording/ without the file of the source language, or with one that sets nothing
    Use instead: `longest_sentence`, `avoid` and `says`, as the file of another language has them.
    """
    code = draft.site.about.source_language
    place, wording = Place(f"content/wording/{code}.yml"), draft.wording
    if wording is None or wording == Wording():
        what = f"there are no rules for texts in {code}, the language of the content"
        fix = "bring the file back, or write one: content/README.md says what it holds."
        yield place.error("wording", what, why="no text is checked without them.", fix=fix)
    elif not wording.says:
        what = f"no word of {code} is watched in translations"
        why = "a translation that turns must into may is not noticed."
        yield place.warning("unwatched", what, why=why, fix="write the words under  says.")


def hard_texts(draft: Draft) -> Iterator[Problem]:
    """A text in the language of the content is hard to read.

    Why: many readers are learning the language.
    Example: `summary: Indien u bezwaar wilt maken, dient u dit tijdig te doen.`
    Use instead: `summary: Wilt u bezwaar maken? Doe dat op tijd.`
    """
    wording = draft.wording
    if wording is None:
        return
    known = known_words(draft.site)
    for ident, path, text in draft.texts:
        start = 0
        for line in text.split("\n"):
            place = draft.place_in(ident, path, text, start)
            yield from problems_in(line, wording, known, place, is_label=ident in LABELS)
            start += len(line) + 1


def hard_translations(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A translation is hard to read, by the rules of its own language.

    Why: volunteers and translators lean on it.
    Example: msgstr "Click here for more information."
    Use instead: msgstr "Read about [objection](rights/objection)."
    """
    wording = draft.site[Wording].get(catalog.code)
    if wording is None:
        return
    known = known_words(draft.site)
    for ctx, _, translated in draft.translated(catalog):
        is_label = owner(ctx).startswith(LABELS)
        for number, line in enumerate(translated.split("\n")):
            for found in problems_in(line, wording, known, catalog.places[ctx], is_label=is_label):
                yield replace(found, place=catalog.place_of_line(ctx, number))


def problems_in(
    line: str, wording: Wording, known: set[str], place: Place, *, is_label: bool
) -> Iterator[Problem]:
    """Yield what makes a line of a text hard to read.

    Labels are short, and may hold two sentences.
    """
    bare = without_markup(line)
    if not is_label:
        for check, what, fix in two_sentences(bare):
            yield place.error(check, what, fix=fix)
    for check, what, fix in forbidden_words(line, bare, wording, known):
        yield place.error(check, what, fix=fix)
    for sentence in sentences(bare):
        length = len(sentence.split())
        if wording.longest_sentence and length > wording.longest_sentence:
            fix = f"say it in sentences of at most {wording.longest_sentence} words."
            yield place.error("long-sentence", f"{length} words in one sentence", fix=fix)
            continue
        for check, what, fix in awkward(sentence, wording, known):
            yield place.warning(check, what, fix=fix)


def two_sentences(bare: str) -> Iterator[Found]:
    """Yield a second sentence on a line.

    Each has its own, for the reader and for whoever compares versions.
    """
    if NEXT.search(bare):
        fix = "begin a new line for each; use a block that begins with |."
        yield "two-sentences", "two sentences on one line", fix


def forbidden_words(line: str, bare: str, wording: Wording, known: set[str]) -> Iterator[Found]:
    """Yield words that must not stand in a text.

    They are hard or familiar, links that say nothing, or abbreviations nobody explains.
    """
    for word, instead in wording.avoid.items():
        if holds(bare, word):
            yield "hard-word", f'"{word}" is a hard word', f"write: {instead}."
    for word in wording.informal:
        if holds(bare, word):
            yield "informal", f'"{word}" is not how we speak to readers', "use the formal form."
    for words in LINK.findall(line):
        if words.lower() in wording.empty_links:
            fix = "let the words of the link say where it leads."
            yield "empty-link", f'the link "{words}" says nothing', fix
    if wording.capitals is None:
        return
    for word in CAPITALS.findall(bare):
        if word.lower() not in known and word not in wording.capitals:
            fix = "write the words, or add the abbreviation to content/terms/."
            yield "abbreviation", f'nothing on this site explains "{word}"', fix


def awkward(sentence: str, wording: Wording, known: set[str]) -> Iterator[Found]:
    """Yield what makes a sentence harder than it has to be."""
    length = len(sentence.split())
    if wording.long_sentence and length > wording.long_sentence:
        fix = f"aim at {wording.long_sentence} words: one message, one sentence."
        yield "long-sentence", f"{length} words in one sentence", fix
    if count_words(sentence, wording.clauses) > 1:
        yield "clauses", "one sentence with more than one clause", "make two sentences of it."
    if count_words(sentence, wording.negations) > 1:
        fix = "say what is true, or make two sentences."
        yield "double-negation", "two negations in one sentence", fix
    for word, instead in wording.better.items():
        if holds(sentence, word):
            yield "better-word", f'"{word}" may hurt or confuse', f"write: {instead}."
    if wording.longest_word is None:
        return
    for word in WORD.findall(sentence):
        if len(word) > wording.longest_word and word.lower() not in known:
            fix = "use a shorter word, or add it to content/terms/."
            yield "long-word", f'"{word}" has {len(word)} letters', fix


def known_words(site: Site) -> set[str]:
    """Return the words, in small letters, that the glossary or the pages of the site explain."""
    names = [instrument.short for instrument in site[Instrument].values()]
    for term in site[Term].values():
        names += [term.official, *term.also]
    for organisation in site[Organisation].values():
        names += [organisation.name, organisation.full_name or ""]
    return {word.lower() for word in WORD.findall(" ".join(names))}


def without_markup(text: str) -> str:
    """Return a text without its marks; a placeholder counts as one word, beside a name as none."""
    return PLACEHOLDER.sub("X", BESIDE_ITS_NAME.sub("", TARGET.sub("]", text)))


def sentences(bare: str) -> list[str]:
    """Return the sentences of one or more lines without markup."""
    parts = chain.from_iterable(END.split(line) for line in bare.split("\n"))
    return [sentence for sentence in parts if sentence.strip()]


def count_words(sentence: str, words: tuple[str, ...]) -> int:
    """Return how often any of these words stands in a sentence."""
    if not words:
        return 0
    any_word = "|".join(map(re.escape, words))
    found = re.findall(rf"(?<!\w)(?:{any_word})(?!\w)", sentence, re.IGNORECASE)
    return len(found)


def holds(sentence: str, word: str) -> bool:
    """Whether a word or phrase stands in a sentence."""
    if word.lower() not in sentence.lower():  # mostly so, and quickly known
        return False
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", sentence, re.IGNORECASE) is not None
