"""Finds terms whose name says no more than the letter, and abbreviations alone, in titles too."""

from collections.abc import Iterator

from mionido.check.draft import Draft
from mionido.check.wording import CAPITALS, WORD
from mionido.model.site import is_link_target
from mionido.model.topics import Organisation, Term
from mionido.problems import Problem

LONGEST_NAME = 4  # words
# What a title must say besides an abbreviation; "do", "the" and the like are shorter.
PLAIN_WORDS = 2
SHORTEST_PLAIN = 4  # letters


def poor_names(draft: Draft) -> Iterator[Problem]:
    """A term has a name that repeats the word in the letter, or is longer than four words.

    Why: the name is how somebody who cannot read the letter looks for its words.
    Example: `official: IT` and `name: IT`
    Use instead: `name: computers`, or no name where no other word is plainer.
    """
    for ident, term in draft.records(Term):
        if term.name is None:
            continue
        place = draft.loaded.place(ident, ("name",))
        if term.name.casefold() in {form.casefold() for form in (term.official, *term.also)}:
            fix = "say it in plain words, or leave the name out."
            yield place.error("name-repeats", f'"{term.name}" is what the letter says', fix=fix)
        length = len(term.name.split())
        if length > LONGEST_NAME:
            fix = f"use at most {LONGEST_NAME}; the rest belongs in the explanation."
            yield place.error("long-name", f"a name of {length} words", fix=fix)


def short_forms(draft: Draft) -> Iterator[Problem]:
    """A term is an abbreviation and has no long form.

    Why: a letter may use either, and only the long form can be looked up or translated.
    Example: `official: IT` without `also`
    Use instead: `also: [information technology]`, or name it under `capitals` in content/wording/
    if nobody writes it in full.
    """
    known = (draft.wording and draft.wording.capitals) or ()
    for ident, term in draft.records(Term):
        short = term.official
        if not is_short(short) or short in known:
            continue
        if not any(is_long(form, short) for form in term.also):
            place = draft.loaded.place(ident, ("official",))
            fix = "write what it stands for under `also`."
            yield place.error("short-form", f'"{short}" has no long form', fix=fix)


def bare_titles(draft: Draft) -> Iterator[Problem]:
    """A title is an abbreviation, not the name of an organisation, and hardly anything else.

    Why: a newcomer looks for a word they know, and finds the official one beside it.
    Example: `title: Learn IT`
    Use instead: `title: "Learn to use computers (IT)"`
    """
    known = {*((draft.wording and draft.wording.capitals) or ())}
    known |= {each.name for each in draft.site[Organisation].values()}
    for ident, path, text in draft.texts:
        if path != ("title",) or not is_link_target(draft.site, ident):
            continue
        short = set(CAPITALS.findall(text)) - known
        plain = [word for word in WORD.findall(text) if len(word) >= SHORTEST_PLAIN]
        if short and len(plain) < PLAIN_WORDS:
            place = draft.loaded.place(ident, path)
            fix = "say it in a word that newcomers know, with the official one beside it."
            yield place.error("bare-title", f'"{text}" says nothing to a newcomer', fix=fix)


def is_short(words: str) -> bool:
    """Whether a word is an abbreviation: two capitals or more, and nothing else."""
    return len(words) > 1 and words.isalpha() and words.isupper()


def is_long(form: str, short: str) -> bool:
    """Whether a form of a term says it in full: the abbreviation itself is no part of it."""
    return len(form) > len(short) and short not in form
