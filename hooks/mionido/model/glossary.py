"""Finds the words of the glossary in texts: a page explains each where it is first used."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from mionido.model.markup import blank_markup, marked_terms
from mionido.model.topics import Term
from mionido.model.walk import texts

# A form begins with it, and stands alone: no letter or hyphen before or behind.
FIRST_WORD = re.compile(r"(?<![\w-])\w+")


class Glossary:
    """The terms of a site, as they stand in texts in the language of the letters."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        """Take the terms by id; a word with more meanings than one counts only where marked."""
        self._terms: dict[str, str] = {}
        for name, term in terms.items():
            if not term.ambiguous:
                self._terms |= dict.fromkeys((term.official, *term.also), name)

    @cached_property
    def _beginning(self) -> dict[str, list[re.Pattern[str]]]:
        """The forms by their first word in small letters, the longest first, each as a pattern."""
        found: dict[str, list[re.Pattern[str]]] = {}
        for form in sorted(self._terms, key=len, reverse=True):
            first = FIRST_WORD.search(form)
            if first:
                pattern = re.compile(rf"{_pattern_of(form)}(?![\w-])")
                found.setdefault(first[0].lower(), []).append(pattern)
        return found

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, id of the term) for each word of the glossary in a plain text."""
        end = 0
        for word in FIRST_WORD.finditer(text):
            start = word.start()
            for pattern in self._beginning.get(word[0].lower(), ()):
                if start >= end and (match := pattern.match(text, start)):
                    end = match.end()
                    form = match[0]
                    yield start, end, self._terms.get(form) or self._terms[form.lower()]
                    break

    def terms_in(self, record: object) -> tuple[str, ...]:
        """Return the ids of the terms in the texts of a record, marked or plain, in their order."""
        found: dict[str, None] = {}
        for _, text in texts(record):
            found.update((name, None) for _, name in sorted(self._in_text(text)))
        return tuple(found)

    def _in_text(self, text: str) -> Iterator[tuple[int, str]]:
        yield from ((start, name) for start, _, name in self.spans(blank_markup(text)))
        yield from marked_terms(text)


def _pattern_of(form: str) -> str:
    """Return a pattern for a word; only what has capitals, such as a name, must keep them."""
    pattern = re.escape(form)
    return f"(?i:{pattern})" if form.lower() == form else pattern
