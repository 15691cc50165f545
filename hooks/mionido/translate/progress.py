"""How far each language is."""

from collections.abc import Iterable
from io import StringIO
from typing import Any

from mionido.problems import on_one_line
from mionido.translate.catalogs import Catalog
from mionido.translate.messages import Message


def progress_of(messages: list[Message], catalogs: Iterable[Catalog]) -> dict[str, dict[str, Any]]:
    """Return per locale: messages in all, translated, fuzzy (source changed), missing, and percent translated."""
    return {catalog.code: _progress(messages, catalog) for catalog in catalogs}


def _progress(messages: list[Message], catalog: Catalog) -> dict[str, Any]:
    total = len(messages)
    if catalog.is_source:
        return {
            "name": catalog.locale.name,
            "total": total,
            "translated": total,
            "fuzzy": 0,
            "missing": 0,
            "percent": 100.0,
        }
    done = sum(catalog.translation(message.context, message.text) is not None for message in messages)
    fuzzy = sum(
        bool(msgstr) and (message.context in catalog.fuzzy or msgid != message.text)
        for message in messages
        for msgid, msgstr in [catalog.texts.get(message.context, ("", ""))]
    )
    # Rounded down: 100 % means that nothing is missing.
    percent = int(1000 * done / total) / 10 if total else 100.0
    return {
        "name": catalog.locale.name,
        "total": total,
        "translated": done,
        "fuzzy": fuzzy,
        "missing": total - done - fuzzy,
        "percent": percent,
    }


def table(progress: dict[str, dict[str, Any]]) -> str:
    """Return the figures as a table for a terminal."""
    from rich.console import Console  # imported here: it would make every other command wait
    from rich.table import Table

    drawn = Table("", "language", "translated", "changed", "missing", "%")
    for code, row in progress.items():
        figures = (f"{row['translated']}/{row['total']}", str(row["fuzzy"]), str(row["missing"]), str(row["percent"]))
        drawn.add_row(code, on_one_line(row["name"]), *figures)
    shown = StringIO()
    console = Console(file=shown, width=100, markup=False, emoji=False)
    console.print(drawn)
    return shown.getvalue().rstrip()
