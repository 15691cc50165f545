"""The mark of a person who has read a translation beside its source: a comment in the PO file.

It holds for exactly this pair: whoever changes one of the two takes it away.
"""

import re
from hashlib import sha256
from typing import NamedTuple

NAME = r"[\w.-]+"
MARK = re.compile(rf"seen: (?P<who>{NAME}), (?P<day>\d{{4}}-\d\d-\d\d), (?P<code>[0-9a-f]{{12}})")


class Seen(NamedTuple):
    """Who read a pair of source and translation, and on which day."""

    who: str
    day: str


def seen_by(comments: list[str], source: str, translation: str) -> Seen | None:
    """Return who has read this pair, by the comments above it; None if nobody, or another pair."""
    return next(iter(all_who_saw(comments, source, translation)), None)


def all_who_saw(comments: list[str], source: str, translation: str) -> list[Seen]:
    """Return everybody who has read this pair, each once."""
    code, found = code_of(source, translation), dict[str, Seen]()
    for comment in comments:
        mark = MARK.fullmatch(comment.strip())
        if mark and mark["code"] == code:
            found.setdefault(mark["who"].casefold(), Seen(mark["who"], mark["day"]))
    return [*found.values()]


def mark_for(source: str, translation: str) -> str:
    """Return the comment to write, with the name and the day left open."""
    return f"# seen: YOUR-NAME, YEAR-MONTH-DAY, {code_of(source, translation)}"


def code_of(source: str, translation: str) -> str:
    """Return what stands for a pair of texts."""
    return sha256(f"{source}\0{translation}".encode()).hexdigest()[:12]
