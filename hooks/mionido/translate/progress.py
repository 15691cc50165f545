"""How far each language is, and each of its files."""

from collections.abc import Iterable, Mapping
from io import StringIO
from typing import TypedDict

from mionido.problems import on_one_line
from mionido.translate.catalogs import Catalog
from mionido.translate.layout import Layout
from mionido.translate.messages import Message, by_file


class Figures(TypedDict):
    """Messages in all, translated, fuzzy (source changed), missing, and percent translated."""

    total: int
    translated: int
    fuzzy: int
    missing: int
    percent: float


class Progress(Figures):
    """The figures of a language, and of each of its files."""

    name: str
    files: dict[str, Figures]


def progress_of(
    messages: list[Message], catalogs: Iterable[Catalog], layout: Layout
) -> dict[str, Progress]:
    """Return the progress of each locale by its code."""
    files = by_file(messages, layout)
    return {
        catalog.code: {
            "name": catalog.locale.name,
            **_figures(messages, catalog),
            "files": {name: _figures(some, catalog) for name, some in files.items()},
        }
        for catalog in catalogs
    }


def _figures(messages: list[Message], catalog: Catalog) -> Figures:
    total = len(messages)
    done = fuzzy = 0
    for message in messages:
        msgid, msgstr = catalog.texts.get(message.context, ("", ""))
        if catalog.is_source or catalog.translation(message.context, message.text) is not None:
            done += 1
        elif msgstr and (message.context in catalog.fuzzy or msgid != message.text):
            fuzzy += 1
    # Rounded down: 100 % means that nothing is missing.
    percent = int(1000 * done / total) / 10 if total else 100.0
    missing = total - done - fuzzy
    return {
        "total": total,
        "translated": done,
        "fuzzy": fuzzy,
        "missing": missing,
        "percent": percent,
    }


def table(progress: dict[str, Progress]) -> str:
    """Return the figures of the languages as a table for a terminal."""
    return _table(progress, {code: row["name"] for code, row in progress.items()})


def table_of_files(progress: Progress) -> str:
    """Return the figures of the files of a language as a table for a terminal."""
    return _table(progress["files"], {})


def _table(rows: Mapping[str, Figures], names: dict[str, str]) -> str:
    """Draw a row for each of the figures; the second column has its name, if there are names."""
    from rich.console import Console  # imported here: it would make every other command wait
    from rich.table import Table

    drawn = Table("", *(["language"] if names else []), "translated", "changed", "missing", "%")
    for key, row in rows.items():
        name = [on_one_line(names[key])] if names else []
        done = f"{row['translated']}/{row['total']}"
        drawn.add_row(key, *name, done, str(row["fuzzy"]), str(row["missing"]), str(row["percent"]))
    text = StringIO()
    Console(file=text, width=100, markup=False, emoji=False).print(drawn)
    return text.getvalue().rstrip()
