"""Finds translations that say something else than their source, as far as single words show it.

`lexicon` says what they show. A person who has read both texts can say so in the PO file;
`mionido.translate.seen` says how.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from mionido.check.allowed import legible, scripts_of
from mionido.check.draft import Draft
from mionido.check.lexicon import ANSWERS, BESIDE, IMPLIED, Lexicon, words_of
from mionido.check.names import SHORT, are_alike, is_a_name
from mionido.check.wording import known_words
from mionido.model.markup import values_in
from mionido.problems import Place, Problem
from mionido.translate.catalogs import Catalog
from mionido.translate.seen import mark_for

# What a translation may leave out, but not add, whoever has read it.
ONLY_IF_SAID = {
    "authority": "who speaks or has checked it",
    "money": "an amount of money",
    "contact": "how to reach somebody",
}
# What a message calls them, where that is not their name.
SPOKEN = {"says_yes": '"yes"', "says_no": '"no"', BESIDE: "a word for a number beside a value"}
# What the lists of words are too short for: below, a text may well have no common word.
SHORTEST = 6
LONG = 10
# Of a longer one every seventh word at least is common; of most texts it is every third.
FEWEST = 7
# A text in another script than Latin has at most this part of Latin words: names, words of letters.
MOST_LATIN = 2 / 3


class Change(NamedTuple):
    """A meaning that a line of a translation lost or added; the number of the line, counted from 0."""

    line: int
    meaning: str
    is_lost: bool
    source: str
    translation: str


def changed_meaning(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A translation lost or added must, not, probably or the like, a number, or who speaks.

    Why: a reader of that language alone would think that a duty is a choice, or the other way
    round.
    Example: msgid "U moet betalen." with msgstr "You may pay."
    Use instead: "You must pay."; if the words are only not known, content/wording/ takes them.
    """
    lexicons = lexicons_of(draft, catalog)
    if not lexicons:
        return
    for ctx, text, translated in draft.translated(catalog):
        if is_a_name(ctx) or ctx in catalog.plurals:
            continue
        found = changes(text, translated, *lexicons)
        if catalog.seen(ctx):
            found = (change for change in found if change.meaning in ONLY_IF_SAID)
        for _, of_a_line in groupby(found, key=lambda change: change.line):
            yield _problem([*of_a_line], catalog, ctx, text)


def lexicons_of(draft: Draft, catalog: Catalog) -> tuple[Lexicon, Lexicon] | None:
    """Return the words of the source and of a translation that are watched, if there are any."""
    source, code = draft.site.about.source_language, catalog.code
    known = draft.lexicons
    return (known[source], known[code]) if {source, code} <= known.keys() else None


def changes(source: str, translation: str, ours: Lexicon, theirs: Lexicon) -> Iterator[Change]:
    """Yield what a translation lost or added, line by line where it has as many as its source."""
    lines, translated = source.split("\n"), translation.split("\n")
    if len(lines) != len(translated):
        lines, translated = [source], [translation]
    for number, (line, other) in enumerate(zip(lines, translated, strict=True)):
        here, there = ours.said(line), theirs.said(other)
        lost = here.surely & theirs.watched - there.perhaps - ours.numbers - ONLY_IF_SAID.keys()
        added = there.surely & (ours.watched | ONLY_IF_SAID.keys()) - here.perhaps
        for meaning in sorted(lost - {*ANSWERS}):
            yield Change(number, meaning, True, line, other)
        for meaning in sorted(added - {*ANSWERS}):
            yield Change(number, meaning, False, line, other)
        answer, answered = ours.answer(line), theirs.answer(other)
        is_label = len(words_of(line)) == 1
        if answer and answered != answer and (answered or (is_label and answer in theirs.watched)):
            yield Change(number, answer, True, line, other)


def _problem(found: list[Change], catalog: Catalog, ctx: str, text: str) -> Problem:
    """Return the changes of a line as what its author sees: an error where it can cost a reader most."""
    first = found[0]
    why = f"source: {_quoted(first.source)}  translation: {_quoted(first.translation)}"
    fix = (
        f"say what the source says. Other words for it belong in content/wording/{catalog.code}.yml"
    )
    place = catalog.place_of_line(ctx, first.line)
    meanings = {change.meaning for change in found}
    if meanings & ONLY_IF_SAID.keys():
        return place.error("meaning", _what(found), why=why, fix=f"{fix}.")
    _, translated = catalog.texts[ctx]
    fix = f"{fix}; if a person read both and they agree:  {mark_for(text, translated)}"
    is_error = not meanings.isdisjoint(ANSWERS) or _is_grave(ctx, text)
    say = place.error if is_error else place.warning
    return say("meaning", _what(found), why=why, fix=fix)


def _what(found: list[Change]) -> str:
    """Say what a line lost and added, in one sentence."""
    lost = {change.meaning for change in found if change.is_lost}
    added = {change.meaning for change in found if not change.is_lost}
    if IMPLIED.keys() & lost or not lost.isdisjoint(ANSWERS):
        added, lost = added - {"not"}, lost - {"not"}
    if IMPLIED.keys() & added:
        added = added - {"not"}
    if adds := [ONLY_IF_SAID[each] for each in sorted(added & ONLY_IF_SAID.keys())]:
        return f"the translation adds {' and '.join(adds)}"
    if lost and added:
        return f"the source says {_spoken(lost)}, the translation says {_spoken(added)}"
    if lost:
        return f"the source says {_spoken(lost)}, the translation does not"
    return f"the translation says {_spoken(added)}, the source does not"


def _spoken(meanings: set[str]) -> str:
    """Return meanings as a message calls them."""
    return " and ".join(
        SPOKEN.get(each, f'"{each.replace("_", " ")}"') for each in sorted(meanings)
    )


def _quoted(text: str) -> str:
    """Return the beginning of a text, on one line."""
    return legible(text.replace("\n", " "))


def _is_grave(ctx: str, text: str) -> bool:
    """Whether a text is one of the checker, a warning, or shows a value."""
    if ctx.startswith("checker/") or ctx.endswith(".warning"):
        return True
    return bool(values_in(text))


def unwatched_language(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A language that readers see has no words for must, not and the like in content/wording/.

    Why: nobody is told when a translation turns a duty into a choice.
    Example: a language that is public, and no `says` in its file
    Use instead: write `says`, as the file of another language has it.
    """
    source = draft.lexicons.get(draft.site.about.source_language)
    if source is None or not source.watched or catalog.locale.status != "public":
        return
    own = draft.lexicons.get(catalog.code)
    if missing := sorted(source.watched - source.numbers - (own.watched if own else set())):
        what = f"content/wording/ has no words of {catalog.code} for: {', '.join(missing)}"
        why = "a translation that loses one of them is not noticed."
        fix = f"write them under  says  in content/wording/{catalog.code}.yml"
        yield Place("translations/locales.yml").warning("unwatched", what, why=why, fix=fix)


def other_language(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A translation is not in its language.

    Why: readers of that language cannot read it, and nothing on the page says why.
    Example: msgstr "Vraag hulp bij het bureau in uw gemeente." in en/duties.po
    Use instead: a translation, or an empty msgstr: then readers see the source, marked so.
    """
    is_latin = scripts_of(catalog.cldr) == {"LATIN"}
    own = draft.lexicons.get(catalog.code)
    others = [each for code, each in draft.lexicons.items() if code != catalog.code]
    for ctx, text, translated in draft.translated(catalog):
        if ctx in catalog.plurals or catalog.seen(ctx):
            continue
        words = words_of(translated)
        if len(words) < SHORTEST:
            continue
        native = words if is_latin else [each for each in words if not each.isascii()]
        few = not is_latin and len(native) < len(words) * (1 - MOST_LATIN)
        if few or _is_foreign(native, own, others):
            what = f'this is not in {catalog.locale.name}: "{_quoted(translated)}"'
            why = "it has no common words of that language, or more of another."
            fix = f"translate it, or leave msgstr empty; if it is right:  {mark_for(text, translated)}"
            yield catalog.places[ctx].error("language", what, why=why, fix=fix)


def _is_foreign(words: list[str], own: Lexicon | None, others: list[Lexicon]) -> bool:
    """Whether words have too few of those that nearly every text has, or more of another language.

    Of a language whose common words nobody has listed, a third are allowed to be another's.
    """
    if len(words) < SHORTEST:
        return False
    most = max((each.count_common(words) for each in others), default=0)
    if own is None or not own.has_common:
        return most > len(words) / 3
    counted = own.count_common(words)
    least = len(words) / FEWEST if len(words) >= LONG else 1
    return counted < least or most > counted


def foreign_words(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A translation in another script holds a Latin word that its source has not.

    Why: it may be a name of somebody who wants to be found, or a number in another language.
    Example: msgstr "ابحثوا عن duohelp"
    Use instead: a word of the language. Words of letters and names of offices may stand anywhere.
    """
    if scripts_of(catalog.cldr) == {"LATIN"}:
        return
    known = known_words(draft.site)
    for ctx, text, translated in draft.translated(catalog):
        wanted = {each for each in words_of(text) if each.isascii()}
        latin = (each for each in words_of(translated) if each.isascii() and not each.isdigit())
        strange = [each for each in latin if each not in known and not _is_form(each, wanted)]
        if strange:
            first, more = strange[0], len(strange) - 1
            rest = f" and {more} more" if more else ""
            what = f'the source has no word "{legible(first)}"{rest}'
            why = "who cannot read Latin letters cannot tell what it is."
            fix = "write it in the letters of this language, or take it out."
            place = catalog.place_in(ctx, max(translated.lower().find(first), 0))
            yield place.error("foreign-word", what, why=why, fix=fix)


def _is_form(word: str, wanted: set[str]) -> bool:
    """Whether a word is one of these, or one of them in another form."""
    return word in wanted or (len(word) > SHORT and any(are_alike(word, each) for each in wanted))
