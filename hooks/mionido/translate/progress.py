"""How far each language is, and each of its tiers and files."""

from collections import Counter
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any, TypedDict

from mionido.model.site import Site
from mionido.problems import on_one_line
from mionido.translate.catalogs import Catalog
from mionido.translate.layout import Layout, ident_of
from mionido.translate.messages import Message, by_file
from mionido.translate.order import tiers_of
from mionido.translate.review import Sample
from mionido.translate.states import State, States, state_of


class Figures(TypedDict):
    """Messages in all, translated, fuzzy (source changed), missing, and percent translated.

    Of the translated ones, so many are read beside their source by one person, and by two.
    """

    total: int
    translated: int
    fuzzy: int
    missing: int
    percent: float
    one: int
    two: int


class Progress(Figures):
    """The figures of a language, of its tiers and files, and what readers of samples found."""

    name: str
    tiers: dict[str, Figures]
    files: dict[str, Figures]
    samples: list[dict[str, Any]]


def progress_of(
    messages: list[Message], catalogs: Iterable[Catalog], layout: Layout, site: Site
) -> dict[str, Progress]:
    """Return the progress of each locale by its code."""
    files, tiers = by_file(messages, layout), _by_tier(messages, site)
    return {
        catalog.code: {
            "name": catalog.locale.name,
            **_figures(messages, catalog),
            "tiers": {name: _figures(some, catalog) for name, some in tiers.items()},
            "files": {name: _figures(some, catalog) for name, some in files.items()},
            "samples": [each.model_dump(mode="json") for each in catalog.samples],
        }
        for catalog in catalogs
    }


def _by_tier(messages: list[Message], site: Site) -> dict[str, list[Message]]:
    """Return the messages of each tier, in the order of the tiers."""
    names = tiers_of(site)
    found: dict[str, list[Message]] = {tier.name: [] for tier in site.about.tiers}
    for message in messages:
        if name := names.get(ident_of(message.context)):
            found[name].append(message)
    return found


def _figures(messages: list[Message], catalog: Catalog) -> Figures:
    if catalog.is_source:
        counted = Counter[State]({"machine": len(messages)})
    else:
        counted = Counter(state_of(catalog, each.context, each.text) for each in messages)
    total, fuzzy, missing = counted.total(), counted["outdated"], counted["missing"]
    done = total - fuzzy - missing
    # Rounded down: 100 % means that nothing is missing.
    percent = int(1000 * done / total) / 10 if total else 100.0
    return {
        "total": total,
        "translated": done,
        "fuzzy": fuzzy,
        "missing": missing,
        "percent": percent,
        "one": counted["one"],
        "two": counted["two"],
    }


def states_of_tiers(states: States) -> dict[str, Counter[State]]:
    """Return how many texts of each tier are in which state, in the order of the tiers."""
    names = tiers_of(states.site)
    found = {tier.name: Counter[State]() for tier in states.site.about.tiers}
    for ctx, state in states.by_context.items():
        if name := names.get(ident_of(ctx)):
            found[name][state] += 1
    return found


def table(progress: dict[str, Progress]) -> str:
    """Return the figures of the languages as a table for a terminal, and of tiers that are begun or read below it."""
    whole = _table(progress, {code: row["name"] for code, row in progress.items()})
    tiers = {
        f"{code} {name}": figures
        for code, row in progress.items()
        for name, figures in row["tiers"].items()
        if figures["translated"] < figures["total"] or figures["one"] or figures["two"]
    }
    return "\n\n".join([whole, *([_table(tiers, {})] if tiers else [])])


def table_of_files(progress: Progress) -> str:
    """Return the figures of the tiers and files of a language as a table for a terminal, and its samples."""
    tables = [_table(some, {}) for some in (progress["tiers"], progress["files"]) if some]
    samples = [str(Sample.model_validate(each)) for each in progress["samples"]]
    return "\n\n".join([*tables, *samples])


def _table(rows: Mapping[str, Figures], names: dict[str, str]) -> str:
    """Draw a row for each of the figures; the second column has its name, if there are names."""
    from rich.console import Console  # imported here: it would make every other command wait
    from rich.table import Table

    columns = ("translated", "changed", "missing", "%", "read by one", "by two")
    drawn = Table("", *(["language"] if names else []), *columns)
    for key, row in rows.items():
        name = [on_one_line(names[key])] if names else []
        done = f"{row['translated']}/{row['total']}"
        figures = (row["fuzzy"], row["missing"], row["percent"], row["one"], row["two"])
        drawn.add_row(key, *name, done, *map(str, figures))
    text = StringIO()
    Console(file=text, width=100, markup=False, emoji=False).print(drawn)
    return text.getvalue().rstrip()
