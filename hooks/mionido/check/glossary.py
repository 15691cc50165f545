"""Finds words that the glossary of a language says to avoid, and names of terms that stand in two places or for two."""

from collections.abc import Iterator
from typing import NamedTuple

from mionido.check.draft import Draft
from mionido.check.lexicon import as_compared, fits, without_prefix
from mionido.check.names import WORD
from mionido.model.markup import blank_markup
from mionido.model.termbase import Avoided, Termbase
from mionido.model.topics import Term
from mionido.model.wording import Wording
from mionido.problems import Place, Problem, nearest
from mionido.read.yamlfile import YamlFile
from mionido.translate.catalogs import Catalog
from mionido.translate.glossaries import OtherWords, names_of_terms
from mionido.translate.layout import GLOSSARY, ident_of
from mionido.translate.order import tiers_of


def wrong_glossaries(draft: Draft) -> Iterator[Problem]:
    """A glossary names a term or a text that is not there, or a term among the other words.

    Why: nobody is told what it says.
    Example: `terms: {gone: {note: a fine}}`
    Use instead: the id of a file in content/terms/.
    """
    terms = draft.site[Term]
    ids = {term.official: ident for ident, term in terms.items()}
    for glossary, file in draft.glossaries.values():
        for ident in glossary.terms.keys() - terms.keys():
            place = file.keys["terms", ident]
            fix = f"{nearest(ident, terms)}words that are no terms belong under  words."
            yield place.error("reference", f'there is no term "{ident}"', fix=fix)
        for word in glossary.words:
            official = word.replace("*", "")
            if official not in ids:
                continue
            what = f'"{word}" is a term'
            fix = f"move it under  terms , as  {ids[official]}"
            yield file.keys["words", word].error("duplicate", what, fix=fix)
        for place, ctx in _exceptions(glossary, file):
            if ctx not in draft.sources:
                fix = "write the msgctxt of the text, as the files of the language have it."
                yield place.error("reference", f'there is no text "{ctx}"', fix=fix)


def _exceptions(glossary: Termbase, file: YamlFile) -> Iterator[tuple[Place, str]]:
    """Yield where it is said that a word is right in a text."""
    lists: dict[tuple[str, ...], tuple[Avoided, ...]] = {("avoid",): glossary.avoid}
    for key in ("terms", "words"):
        for name, notes in getattr(glossary, key).items():
            lists[key, name, "avoid"] = notes.avoid
    for path, avoided in lists.items():
        for number, each in enumerate(avoided):
            for at, ctx in enumerate(each.except_in):
                yield file.place((*path, number, "except_in", at)), ctx


def names_in_two_places(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """The glossary has a name for a term that the files of the language have, too.

    Why: one of the two would be changed, and the other not.
    Example: `fine: {name: a fine}` where terms.po says it
    Use instead: the name in terms.po; in the glossary notes about it.
    """
    for ident, notes in catalog.glossary.terms.items():
        ctx = f"terms/{ident}:name"
        if notes.name and catalog.texts.get(ctx, ("", ""))[1]:
            place = draft.glossaries[catalog.code][1].place(("terms", ident, "name"))
            what = f"{catalog.places[ctx].file} has this name, too"
            yield place.warning("two-places", what, fix="take it out here.")


def one_name_for_two_terms(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """Two terms have one name in a language.

    Why: who knows one of them takes the other for it, such as the appeal for the objection.
    Example: msgid "bezwaar" and msgid "beroep", both with msgstr "objection"
    Use instead: a name for each, as the source has it.
    """
    terms = draft.site[Term]
    first: dict[str, str] = {}
    for ident, names in names_of_terms(draft.site, catalog).items():
        other = first.setdefault(as_compared(names[0]), ident)
        if terms[ident].name != terms[other].name:
            what = f'"{names[0]}" is the name of {terms[other].official}, too'
            fix = f"call {terms[ident].official} something else."
            yield catalog.places[f"terms/{ident}:name"].warning("one-name", what, fix=fix)


class Wanted(NamedTuple):
    """A word to avoid as it is looked for, and what is said of it."""

    words: tuple[str, ...]
    avoided: Avoided
    instead: str
    about: str  # only in texts of which the source has this term, or this other word of letters


def avoided_words(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A translation holds a word that the glossary of its language says to avoid.

    Why: it frightens, says something else, or another word is used everywhere.
    Example: msgstr "You get a summons for the exam."
    Use instead: what the glossary says. If it is right here, name the text under `except_in`.
    """
    wanted, texts = list(_wanted(draft, catalog)), list(draft.translated(catalog))
    if not wanted or not texts:
        return
    wording = draft.site[Wording].get(catalog.code) or Wording()
    others = OtherWords(draft.site, catalog.glossary)
    stems = [(each.words[0].rstrip("*"), each) for each in wanted]
    for (ctx, text, _), read in zip(texts, _as_read(texts), strict=True):
        near = [each for stem, each in stems if stem in read]
        if not near or catalog.seen(ctx):
            continue
        found = list(WORD.finditer(read))
        for each in near:
            if each.about and each.about not in (
                *draft.mentioned.in_text(text),
                *others.in_text(text),
            ):
                continue
            at = _find(each.words, [word[0] for word in found], wording.prefixes)
            if at is not None and ctx not in each.avoided.except_in:
                line = read.count("\n", 0, found[at].start())
                yield _avoided(each, catalog.place_of_line(ctx, line), ctx, draft)


def _as_read(texts: list[tuple[str, str, str]]) -> list[str]:
    """Return translations as one compares their words; all at once, which takes a fraction of the time."""
    return as_compared("\0".join(blank_markup(text) for _, _, text in texts)).split("\0")


def _wanted(draft: Draft, catalog: Catalog) -> Iterator[Wanted]:
    """Yield all that is to be avoided in a language."""
    glossary, names = catalog.glossary, names_of_terms(draft.site, catalog)
    for each in glossary.avoid:
        yield _as_wanted(each, "", "")
    for ident, notes in glossary.terms.items():
        for each in notes.avoid:
            yield _as_wanted(each, (*names.get(ident, ()), notes.name or "")[0], ident)
    for word, notes in glossary.words.items():
        for each in notes.avoid:
            yield _as_wanted(each, notes.name or "", word)


def _as_wanted(avoided: Avoided, name: str, about: str) -> Wanted:
    words = tuple(as_compared(avoided.word).split())
    return Wanted(words, avoided, avoided.instead or name, about)


def _find(wanted: tuple[str, ...], words: list[str], prefixes: tuple[str, ...]) -> int | None:
    """Return which of these words begins what is looked for, whatever is joined to its front."""
    for at in range(len(words) - len(wanted) + 1):
        rest = words[at + 1 : at + len(wanted)]
        begins = any(fits(wanted[0], form) for form in without_prefix(words[at], prefixes))
        if begins and all(map(fits, wanted[1:], rest)):
            return at
    return None


def _avoided(each: Wanted, place: Place, ctx: str, draft: Draft) -> Problem:
    """Return what is said of an avoided word: an error in what is translated first."""
    what = f'"{each.avoided.word}" is a word to avoid'
    fix = f"write  {each.instead}" if each.instead else "write another word"
    fix = f"{fix} ; if it is right here, name  {ctx}  under  except_in  in {GLOSSARY}"
    tiers = draft.site.about.tiers
    is_first = tiers and tiers_of(draft.site).get(ident_of(ctx)) == tiers[0].name
    say = place.error if is_first else place.warning
    return say("avoided-word", what, why=f"{each.avoided.because}.", fix=fix)
