"""What a change does to readers: outcomes, days, amounts, addresses, and every word that changes.

The report is read on pull requests, and what it quotes comes from them: it must never act as
Markdown.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import accumulate
from math import prod
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from mionido.checker.decide import domain
from mionido.checker.engine import Answers, Engine
from mionido.checker.prove.changes import differences
from mionido.commands.answer import says
from mionido.commands.report import situation
from mionido.model.checker import Deadline, Outcome
from mionido.model.parameters import Parameter
from mionido.model.text import Record, Text
from mionido.model.walk import fields_of
from mionido.problems import visible
from mionido.project import Project
from mionido.publish.fingerprints import fingerprint
from mionido.render.edition import Edition
from mionido.translate.catalogs import load_catalog

EXAMPLES = 5  # situations of an outcome
LONGEST_REPORT = 60_000  # characters; a comment on GitHub holds 65,536
# Keys that change whenever somebody reads the sources again.
ASIDE = {"checked"}
EMPTY: tuple[object, ...] = (None, [], {})
CODE = ("overrides", "hooks")
NO_CODE = (".pyc", ".md")
ADDRESSES = {"url", "contact", "repository"}
SECTIONS = {
    "outcomes": "Outcomes",
    "days": "Days",
    "amounts": "Amounts, terms and dates of the law",
    "addresses": "Addresses and telephone numbers",
    "rules": "Rules as they are written",
    "checker": "Words of the checker and of buttons",
    "languages": "Languages",
    "pages": "Other pages",
    "code": "Code, templates and settings: look at the pages themselves",
}
NO_CHANGE = (
    "Nothing changes for readers: "
    "the same outcomes, days, amounts, addresses and words in all languages.\n"
)
Changes = dict[str, list[dict[str, Any]]]
# What the site says or rests on: (language, where it is written) -> in words. A fact has an empty
# language.
Statements = dict[tuple[str, str], str]


def impact(before: Project, after: Project) -> Changes:
    """Return by section everything that is not the same for readers.

    All sections are empty if nothing is.
    """
    changes: Changes = {name: [] for name in SECTIONS}
    changes["outcomes"] = changed_outcomes(before, after)
    for change in _changed(statements(before), statements(after)):
        changes[_section(change["language"], change["where"])].append(change)
    changes["code"] += _changed(code_of(before.root), code_of(after.root))
    return changes


def _changed(before: Statements, after: Statements) -> Iterator[dict[str, Any]]:
    """Yield each statement that is not the same, was not there, or is gone."""
    for language, where in sorted(before.keys() | after.keys()):
        was, now = before.get((language, where)), after.get((language, where))
        if was != now:
            yield {"language": language, "where": where, "before": was, "after": now}


def code_of(root: Path) -> Statements:
    """Return a fingerprint of each file that decides how the statements are shown."""
    paths = [root / "mkdocs.yml"]
    for name in CODE:
        paths += (path for path in (root / name).rglob("*") if path.suffix not in NO_CODE)
    return {
        ("", path.relative_to(root).as_posix()): fingerprint(path.read_bytes())
        for path in paths
        if path.is_file()
    }


def _section(language: str, where: str) -> str:
    """Return the section of a change. A statement without a language is a fact."""
    record, _, key = where.partition(":")
    if record.startswith("translations/"):
        return "languages"
    if record.startswith("checker/") or record == "interface":
        if language:
            return "checker"
        return "days" if "/deadlines/" in record else "rules"
    if key in ADDRESSES:
        return "addresses"
    return "amounts" if record.startswith("parameters/") else "pages"


def statements(project: Project) -> Statements:
    """Return everything that the site says in any language, and the facts it rests on."""
    found: Statements = {("", where): words for where, words in _facts(project)}
    for code, locale in project.locales.items():
        catalog, _ = load_catalog(project.root / "translations", code, locale, project.draft.layout)
        translator = catalog.header.last_translator if catalog.header else ""
        about = _plain(locale) | {"translated by": translator}
        found["", f"translations/locales.yml:{code}"] = _as_line(about)
        if catalog.header:
            found["", f"translations/{code}:plural"] = catalog.header.plural_expr
        for context, text in project.draft.sources.items():
            words = text if catalog.is_source else catalog.translation(context, text)
            if words:
                found[code, context] = words
    return found


def _facts(project: Project) -> Iterator[tuple[str, str]]:
    """Yield where each fact is written, and what it is."""
    site = project.loaded.site
    records: list[tuple[str, Record]] = [
        *site.all(),
        ("site", site.about),
        ("checker/checker", site.checker),
    ]
    for ident, record in records:
        for key, value in fields_of(record):
            if isinstance(record, Parameter) and key == "values":
                yield f"{ident}:values", _values(record)
                sources = [_plain(each.sources) for each in record.values]
                yield f"{ident}:sources of the values", _as_line(sources)
            elif key not in ASIDE and (plain := _plain(value)) not in EMPTY:
                yield f"{ident}:{key}", _as_line(plain)
        if isinstance(record, Deadline):
            direction = "add" if record.add else "subtract"
            length = _values(site[Parameter][record.length])
            yield f"{ident}:length", f"{direction} {length}"


def _values(parameter: Parameter) -> str:
    """Return the history of a parameter on one line.

    Such as '6 weeks from 2024-01-01; 8 weeks from 2030-01-01'.
    """
    seen = {"start": "from", "seen": "seen on"}
    return "; ".join(
        f"{each.value} {parameter.unit} {seen[each.from_is]} {each.from_}"
        for each in parameter.values
    )


def _as_line(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Return a value without what is empty, and without texts: they are compared by language."""
    match value:
        case Text():
            return None
        case BaseModel():
            return _plain(dict(fields_of(value)))
        case dict():
            items = {key: _plain(each) for key, each in value.items()}
            return {key: each for key, each in items.items() if each not in EMPTY}
        case tuple():
            return [each for each in map(_plain, value) if each not in EMPTY]
        case date():
            return value.isoformat()
    return value


def changed_outcomes(before: Project, after: Project) -> list[dict[str, Any]]:
    """Return each outcome whose value changes somewhere.

    It says in how many situations, and some of them in words.
    """
    on = after.today.isoformat()
    then, now = Engine(before.compiled.checker, on), Engine(after.compiled.checker, on)
    names = dict.fromkeys([*before.rules["outcomes"], *after.rules["outcomes"]])
    found = [_change(name, then, now, before.written, after.written) for name in names]
    return [change for change in found if change["situations"]]


def _change(name: str, before: Engine, after: Engine, old: Edition, new: Edition) -> dict[str, Any]:
    """Return what changes about an outcome, in the words of the edition that has it."""
    is_there = name in after.checker["outcomes"]
    engine, edition = (after, new) if is_there else (before, old)
    facts = engine.checker["outcomes"][name]["facts"]
    groups = list(differences(before, after, name))
    examples = [
        {
            "situation": situation(answers, edition),
            "before": _value(old, name, was),
            "after": _value(new, name, now),
        }
        for answers, was, now in groups[:EXAMPLES]
    ]
    counted = sum(_size(after, facts, answers) for answers, _, _ in groups)
    title = edition.plain(edition.site[Outcome][name].title)
    return {"outcome": name, "title": title, "situations": counted, "examples": examples}


def _size(engine: Engine, facts: Iterable[str], answers: Answers) -> int:
    """Return how many situations share these answers."""
    open_facts = [fact for fact in facts if fact not in answers and fact in engine.checker["facts"]]
    return prod(len(domain(engine, fact, answers)) for fact in open_facts)


def _value(edition: Edition, name: str, value: str) -> str:
    outcome = edition.site[Outcome].get(name)
    if outcome is None:
        return "this was not asked"
    return edition.plain(says(outcome, value, edition.site.interface))


def impact_as_markdown(changes: Changes) -> str:
    """Return the effect of a change to read.

    First it says how much there is, so that nothing hides behind the rest.
    """
    if not any(changes.values()):
        return NO_CHANGE
    lines = ["# What this changes for readers", ""]
    blocks: list[str] = []
    for name, found in changes.items():
        if found:
            lines.append(f"- {SECTIONS[name]}: {len(found)}")
            blocks += _blocks(name, found)
    room = LONGEST_REPORT - sum(map(len, lines))
    ends = accumulate(len(block) + 1 for block in blocks)
    shown = sum(end < room for end in ends)
    if rest := len(blocks) - shown:
        more = f"There is no room for {rest} more lines of this list."
        blocks = [*blocks[:shown], f"\n{more} `mionido impact --json` shows them."]
    return "\n".join([*lines, *blocks]) + "\n"


def _blocks(name: str, changes: list[dict[str, Any]]) -> Iterator[str]:
    yield f"\n## {SECTIONS[name]}\n"
    for change in changes:
        if name == "outcomes":
            title, count = quoted(change["title"]), change["situations"]
            yield f"- {title}: another outcome in {count} situations, such as:"
            for each in change["examples"]:
                before, after = quoted(each["before"]), quoted(each["after"])
                yield (
                    f"  - {quoted(each['situation'])}\n    - before: {before}\n    - after: {after}"
                )
        else:
            language = f" ({quoted(change['language'])})" if change["language"] else ""
            before, after = _or_nothing(change["before"]), _or_nothing(change["after"])
            yield f"- {quoted(change['where'])}{language}\n  - before: {before}\n  - after: {after}"


def _or_nothing(text: str | None) -> str:
    return "nothing" if text is None else quoted(text)


def quoted(text: str) -> str:
    """Return a text as Markdown that shows it and does nothing.

    In it are no link, no name that gets a message, and no HTML.
    """
    shown = visible(" ⏎ ".join(text.splitlines()))
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    room = " " if not shown.strip() or "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{room}{shown}{room}{fence}"
