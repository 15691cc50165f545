"""translations/<locale>/glossary.yml -> what translators are told about the words of a text.

A language may have a glossary before it has texts: it is none of the site before it stands in locales.yml.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from mionido.model.glossary import Glossary
from mionido.model.markup import blank_markup, marked_terms
from mionido.model.site import Site
from mionido.model.termbase import Termbase, TermNotes
from mionido.model.topics import Term
from mionido.problems import Problem
from mionido.read.content import read_as
from mionido.read.yamlfile import YamlFile
from mionido.translate.catalogs import Catalog
from mionido.translate.layout import GLOSSARY

Glossaries = dict[str, tuple[Termbase, YamlFile]]


def load_glossaries(folder: Path) -> tuple[Glossaries, list[Problem]]:
    """Read the glossary of each language that has one, by its code."""
    found: Glossaries = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"*/{GLOSSARY}")):
        name = f"{folder.name}/{path.parent.name}/{GLOSSARY}"
        termbase, file, mistakes = read_as(path, name, Termbase.model_validate)
        problems += mistakes
        if termbase is not None:
            found[path.parent.name] = termbase, file
    return found, problems


class Mentioned:
    """Finds the terms in the texts of a site, marked or plain; each text is looked at once."""

    def __init__(self, site: Site) -> None:
        """Begin with the site as it was written.

        Only texts in the language of letters hold its words without a mark.
        """
        self._glossary = Glossary(site[Term] if site.is_in_language_of_letters else {})
        self._found: dict[str, tuple[str, ...]] = {}

    def in_text(self, text: str) -> tuple[str, ...]:
        """Return the ids of the terms in a text, in their order."""
        if text not in self._found:
            found = [(at, name) for at, _, name in self._glossary.spans(blank_markup(text))]
            found += marked_terms(text)
            self._found[text] = tuple(dict.fromkeys(name for _, name in sorted(found)))
        return self._found[text]


class OtherWords:
    """Finds the words of letters that are no terms, as the glossary of a language lists them, in texts as written."""

    def __init__(self, site: Site, termbase: Termbase) -> None:
        """Take the words; a `*` in one stands for any letters, so that it is found in other forms, too."""
        self._words = [*termbase.words] if site.is_in_language_of_letters else []
        forms = (re.escape(word).replace(r"\*", r"\w*") for word in self._words)
        self._any = re.compile(
            rf"(?i)(?<![\w-])(?:{'|'.join(f'({form})' for form in forms)})(?![\w-])"
        )

    def in_text(self, text: str) -> tuple[str, ...]:
        """Return those in a text, in their order."""
        found = self._any.finditer(blank_markup(text)) if self._words else ()
        return tuple(dict.fromkeys(self._words[(each.lastindex or 1) - 1] for each in found))


def names_of_terms(site: Site, catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return what each term is called in a language, by its id: its name, and other words for it.

    A name that is the word of the letter itself is left out, for that is on the page already.
    """
    names: dict[str, tuple[str, ...]] = {}
    notes: Mapping[str, TermNotes] = catalog.glossary.terms
    for ident, term in site[Term].items():
        name = catalog.translation(f"terms/{ident}:name", term.name) if term.name else None
        if name and name.casefold() != term.official.casefold():
            names[ident] = (name, *(notes[ident].also if ident in notes else ()))
    return names


class Notes:
    """What translators read about the terms of a text, a line for each."""

    def __init__(self, site: Site, catalog: Catalog) -> None:
        """Take the names and the glossary of a language, and the site as it was written."""
        self._site, self._catalog, self._mentioned = site, catalog, Mentioned(site)
        self._names = names_of_terms(site, catalog)
        self._others = OtherWords(site, catalog.glossary)

    def on(self, text: str) -> list[str]:
        """Return a line for each term and each other word in a text of which there is something to say."""
        lines = [self.line(term) for term in self.terms_in(text)]
        lines += [self._line_of_other(word) for word in self.others_in(text)]
        return [line for line in lines if line]

    def terms_in(self, text: str) -> tuple[str, ...]:
        """Return the ids of the terms in a text as it was written."""
        return self._mentioned.in_text(text)

    def others_in(self, text: str) -> tuple[str, ...]:
        """Return the other words of letters in a text, as the glossary has them."""
        return self._others.in_text(text)

    def line(self, term: str) -> str:
        """Return what there is to say of a term: `fine = name; note; not: word (why)`, or nothing."""
        notes = self._catalog.glossary.terms.get(term) or TermNotes()
        name = (*self._names.get(term, ()), notes.name or "")[0]
        return _line(self._site[Term][term].official, name, notes)

    def _line_of_other(self, word: str) -> str:
        notes = self._catalog.glossary.words[word]
        return _line(word.replace("*", ""), notes.name or "", notes)


def _line(word: str, name: str, notes: TermNotes) -> str:
    said = [notes.note] if notes.note else []
    said += [f"not: {each.word} ({each.because})" for each in notes.avoid]
    if not name and not said:
        return ""
    return "; ".join([f"{word} = {name}" if name else word, *said])
