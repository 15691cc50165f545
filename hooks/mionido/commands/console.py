"""How commands speak: problems, progress, and the exit code that goes with them.

All that is printed goes through here, so that no character from a file ever steers a terminal.
"""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from mionido.problems import (
    ExpectedError,
    Problem,
    ProblemsError,
    count,
    explain,
    has_errors,
    visible,
)

Report = Callable[[dict[str, Any]], None]


def say(text: str, *, err: bool = False) -> None:
    """Print a text with a line end, every hidden character in it as its number."""
    click.echo(visible(text), err=err)


def say_json(data: Any, *, indent: int | None = None) -> None:
    """Print data for other programs, on one line unless it is indented.

    It is safe to look at, too.
    """
    say(json.dumps(data, ensure_ascii=False, indent=indent))


def say_error(text: str, *, as_json: bool = False) -> None:
    """Print why a command stops."""
    if as_json:
        say_json({"event": "error", "what": text})
    else:
        say(f"Error: {text}", err=True)


def report_problems(problems: Iterable[Problem], root: Path, *, as_json: bool = False) -> None:
    """Print each problem as a paragraph of its own, or as one event."""
    for problem in problems:
        if as_json:
            say_json({"event": "problem", **problem.as_json()})
        else:
            say(explain(problem, root) + "\n", err=True)


def stop_on(problems: Sequence[Problem], root: Path, *, as_json: bool = False) -> None:
    """Print the problems and leave with exit code 1 if one of them is an error."""
    if has_errors(problems):
        report_problems(problems, root, as_json=as_json)
        if not as_json:
            say(count(problems), err=True)
        sys.exit(1)


@contextmanager
def stops(root: Path, *, as_json: bool = False) -> Iterator[None]:
    """Turn what can go wrong into a message and exit code 1."""
    try:
        yield
    except ProblemsError as error:
        stop_on(error.problems, root, as_json=as_json)
    except ExpectedError as error:
        say_error(str(error), as_json=as_json)
        sys.exit(1)


@contextmanager
def progress(*, as_json: bool = False) -> Iterator[Report]:
    """Give a function that shows events: as JSON lines, as a bar on a terminal, or not at all."""
    if as_json:
        yield say_json
        return
    if not sys.stderr.isatty():
        yield lambda event: None
        return
    from rich.console import Console  # imported here: it would make every other command wait
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.fields[languages]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("pages"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False) as bar:
        task = bar.add_task("", total=None, languages="")
        yield lambda event: _show(bar, task, event)


def _show(bar: Any, task: Any, event: dict[str, Any]) -> None:
    if event["event"] == "start":
        bar.update(task, total=event["pages"], of=event["languages"], done=0)
    elif event["event"] == "pages":
        bar.advance(task, event["pages"])
    elif event["event"] == "language":
        fields = bar.tasks[0].fields
        done = fields["done"] + 1
        bar.update(task, done=done, languages=f"{done}/{fields['of']} languages")
    bar.refresh()


def known(locales: Collection[str], codes: Sequence[str]) -> list[str]:
    """Return the locales with these codes, all of them if there are no codes.

    Raises UsageError for any other.
    """
    for code in codes:
        if code not in locales:
            there = ", ".join(locales)
            raise click.UsageError(visible(f'there is no language "{code}"; there are: {there}.'))
    return list(dict.fromkeys(codes or locales))
