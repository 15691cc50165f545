"""Finds the words of the glossary in texts, so that a page explains each of them where it is first used."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from mionido.model.markup import blank_markup, tokens
from mionido.model.topics import Term
from mionido.model.walk import texts


class Glossary:
    """The terms of a site, as they stand in texts in the language of the letters."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        """Take the terms by id; a word with more than one meaning counts only where it is marked."""
        self._terms = {
            form: name
            for name, term in terms.items()
            if not term.ambiguous
            for form in (term.official, *term.also)
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """Matches any of the forms as a whole word, the longest first; names keep their capitals."""
        forms = sorted(self._terms, key=len, reverse=True)
        either = (
            re.escape(form) if form.lower() != form else f"(?i:{re.escape(form)})" for form in forms
        )
        return re.compile(rf"(?<![\w-])(?:{'|'.join(either)})(?![\w-])") if forms else None

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, id of the term) for each word of the glossary in a text without markup."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            yield *match.span(), self._terms.get(match[0]) or self._terms[match[0].lower()]

    def terms_in(self, record: object) -> tuple[str, ...]:
        """Return the ids of the terms that stand in the texts of a record, marked or plain, in their order."""
        found: dict[str, None] = {}
        for _, text in texts(record):
            found.update((name, None) for _, name in sorted(self._in_text(text)))
        return tuple(found)

    def _in_text(self, text: str) -> Iterator[tuple[int, str]]:
        yield from ((start, name) for start, _, name in self.spans(blank_markup(text)))
        for token in tokens(text):
            kind, _, name = token.name.partition(":")
            if token.kind == "placeholder" and kind == "term":
                yield token.start, name
