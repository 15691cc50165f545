"""Place and Problem: the one way to say that something is wrong, in words its author can act on."""

import difflib
import json
import logging
import unicodedata
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

# Not printable to Python, and harmless: they begin a line or a column, or join letters of Persian and Kurdish.
HARMLESS = "\n\t\u200c\u200d"
WIDEST_QUOTE = 160  # characters of a line that is quoted
OUTDATED = "outdated-catalog"  # follows from most changes of content


class ExpectedError(Exception):
    """An error in words for the person who runs the command."""


@dataclass(frozen=True, order=True)
class Place:
    """Where something is written: a file relative to the project, a line and a column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def error(self, check: str, what: str, *, why: str = "", fix: str = "") -> "Problem":
        """Return a problem at this place that stops the build."""
        return Problem(self, logging.ERROR, check, what, why, fix)

    def warning(self, check: str, what: str, *, why: str = "", fix: str = "") -> "Problem":
        """Return a problem at this place that is shown but lets the build go on."""
        return Problem(self, logging.WARNING, check, what, why, fix)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake at one place."""

    place: Place
    level: int
    check: str
    what: str
    why: str = field(default="", compare=False)
    fix: str = field(default="", compare=False)

    @property
    def is_error(self) -> bool:
        """Whether this stops the build."""
        return self.level >= logging.ERROR

    @property
    def headline(self) -> str:
        """The first line of the message: place, level, what, check."""
        level = "error" if self.is_error else "warning"
        return on_one_line(f"{self.place}: {level}: {self.what} [{self.check}]")

    def as_json(self) -> dict[str, str | int]:
        """Return this problem as plain data for `--json`."""
        level = "error" if self.is_error else "warning"
        texts = {"check": self.check, "what": self.what, "why": self.why, "fix": self.fix}
        where: dict[str, str | int] = {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
        }
        return {**where, "level": level, **texts}


def to_data(problems: Iterable[Problem]) -> list[list[Any]]:
    """Return problems as data that can be kept."""
    return [[*astuple(each.place), *astuple(each)[1:]] for each in problems]


def from_data(data: Iterable[list[Any]]) -> list[Problem]:
    """Return problems that were kept."""
    return [Problem(Place(*each[:3]), *each[3:]) for each in data]


def visible(text: str) -> str:
    """Return a text with every character that steers a terminal or hides written as its number, such as \\u001b.

    What a file says must never clear the screen, move the cursor or turn the order of letters round.
    """
    if text.isprintable():
        return text
    return "".join(each if _is_seen(each) else json.dumps(each)[1:-1] for each in text)


def _is_seen(character: str) -> bool:
    return (
        character.isprintable() or character in HARMLESS or unicodedata.category(character) == "Zs"
    )


def explain(problem: Problem, root: Path) -> str:
    """Return the whole message, safe to print: headline, the line as written with a marker, why and fix."""
    parts = [problem.headline, *_quote(problem.place, root)]
    parts += [f"    why: {on_one_line(problem.why)}"] if problem.why else []
    parts += [f"    fix: {on_one_line(problem.fix)}"] if problem.fix else []
    return visible("\n".join(parts))


def on_one_line(text: str) -> str:
    """Return words of a file so that they cannot look like a message of ours."""
    return " ".join(text.splitlines())


def _quote(place: Place, root: Path) -> list[str]:
    path = root / place.file
    if path.is_symlink() or not path.is_file():
        return []
    try:
        line = path.read_text(encoding="utf-8").splitlines()[place.line - 1]
    except (OSError, IndexError, UnicodeDecodeError):
        return []
    column = place.column - 1
    indent = len(line) - len(line.lstrip())
    start = max(indent, column - WIDEST_QUOTE // 2)
    before = visible(line[start:column])
    marker = " " * max(0, len(before), column - start) + "^"
    return [
        f"    {before}{line[max(start, column) : start + WIDEST_QUOTE].rstrip()}",
        f"    {marker}",
    ]


def nearest(word: str, words: Iterable[str]) -> str:
    """Return 'did you mean "x"? ' for the closest of `words`, or nothing."""
    close = difflib.get_close_matches(str(word), [str(each) for each in words], n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"? ' if close else ""


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems stops the build."""
    return any(problem.is_error for problem in problems)


def reportable(problems: Iterable[Problem]) -> list[Problem]:
    """Return all problems in the order of the files, without what is no news beside an error."""
    problems = sorted(problems)
    if not has_errors(problems):
        return problems
    return [each for each in problems if each.check != OUTDATED]


def count(problems: Iterable[Problem]) -> str:
    """Return the closing line, such as '2 errors, 1 warning'."""
    problems = list(problems)
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    return ", ".join(
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((errors, "error"), (warnings, "warning"))
    )


class ProblemsError(ExpectedError):
    """The site was not built because of mistakes in content/, translations/ or overrides/."""

    def __init__(self, problems: list[Problem]) -> None:
        """Take the mistakes, each with its place."""
        super().__init__(problems)
        self.problems = problems
