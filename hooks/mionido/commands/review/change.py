"""One thing that is not the same, and what can be said of any words, whatever their script."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace

from mionido.check.allowed import name_of
from mionido.problems import HARMLESS

FEW = 8  # words or characters that are listed


@dataclass(frozen=True)
class Change:
    """Something that is not the same: where it is written, what it was and is, what to know of it.

    A fact has no language. A translation has its `source`, as it was and as it is.
    """

    section: str
    where: str
    before: str | None
    after: str | None
    language: str = ""
    source: tuple[str | None, str | None] | None = None
    remarks: tuple[str, ...] = ()

    def with_remarks(self, *remarks: str) -> "Change":
        """Return this change with more to know of it; what is empty is nothing."""
        return replace(self, remarks=(*self.remarks, *filter(None, remarks)))


def some(words: Collection[str], most: int = FEW) -> str:
    """Return the first of some words in a row, and how many more there are."""
    shown = [*words][:most]
    rest = len(words) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest else "")


def counted(number: int, what: str) -> str:
    """Return how many there are of something, such as '2 texts'."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def odd_characters(before: str, after: str, known: Collection[str]) -> str:
    """Return the characters that came, by their names: those that are not seen, and those not `known`.

    What is known are the characters that the language, or the facts, had anywhere before.
    """
    came = [each for each in dict.fromkeys(after) if each not in before and each not in HARMLESS]
    hidden = [each for each in came if not each.isprintable() and each not in " \u00a0\u202f"]
    joiners = [
        each for each in dict.fromkeys(after) if each in "\u200c\u200d" and each not in before
    ]
    new = [each for each in came if each not in known and each not in hidden and known]
    parts = [
        f"cannot be seen: {some([name_of(each) for each in (*hidden, *joiners)])}"
        if hidden or joiners
        else "",
        f"stands nowhere else in this language: {some([_named(each) for each in new])}"
        if new
        else "",
    ]
    return "; ".join(filter(None, parts))


def _named(character: str) -> str:
    """Return a character that can be seen, with its name."""
    name = name_of(character)
    return name if unicodedata.combining(character) else f"{character} ({name})"
