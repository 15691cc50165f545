"""What a change does to readers: outcomes, days, amounts, addresses, and every word that is not the same any more.

The report is read on pull requests, and what it quotes comes from them: it must never act as Markdown.
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
from mionido.checker.prove import differences
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
Changes = dict[str, list[dict[str, Any]]]
# What the site says or rests on: (language, or nothing for a fact; where it is written) -> in words.
Statements = dict[tuple[str, str], str]


def impact(before: Project, after: Project) -> Changes:
    """Return by section everything that is not the same for readers; all sections are empty if nothing is."""
    changes: Changes = {name: [] for name in SECTIONS}
    changes["outcomes"] = changed_outcomes(before, after)
    old, new = statements(before), statements(after)
    for language, where in sorted(old.keys() | new.keys()):
        was, now = old.get((language, where)), new.get((language, where))
        if was != now:
            change = {"language": language, "where": where, "before": was, "after": now}
            changes[_section(language, where)].append(change)
    before_code, code = code_of(before.root), code_of(after.root)
    for name in sorted(before_code.keys() | code.keys()):
        was, now = before_code.get(name), code.get(name)
        if was != now:
            changes["code"].append({"language": "", "where": name, "before": was, "after": now})
    return changes


def code_of(root: Path) -> dict[str, str]:
    """Return a fingerprint of each file that decides how the statements are shown."""
    paths = [path for name in CODE for path in (root / name).rglob("*") if path.suffix not in (".pyc", ".md")]
    files = {path.relative_to(root).as_posix(): path for path in (*paths, root / "mkdocs.yml") if path.is_file()}
    return {name: fingerprint(path.read_bytes()) for name, path in files.items()}


def _section(language: str, where: str) -> str:
    """Return the section of a change. A statement without a language is a fact."""
    record, _, key = where.partition(":")
    if record.startswith("translations/"):
        return "languages"
    if record.startswith("checker/") or record == "interface":
        return "checker" if language else "days" if "/deadlines/" in record else "rules"
    if key in ADDRESSES:
        return "addresses"
    return "amounts" if record.startswith("parameters/") else "pages"


def statements(project: Project) -> Statements:
    """Return everything that the site says in any language, and the facts it rests on."""
    found: Statements = {("", where): words for where, words in _facts(project)}
    for code, locale in project.locales.items():
        catalog, _ = load_catalog(project.root / "translations", code, locale)
        translator = catalog.messages.last_translator if catalog.messages else ""
        found["", f"translations/locales.yml:{code}"] = _as_line(_plain(locale) | {"translated by": translator})
        if catalog.messages:
            found["", f"translations/{code}.po:plural"] = catalog.messages.plural_expr
        for context, text in project.draft.sources.items():
            if words := text if catalog.is_source else catalog.translation(context, text):
                found[code, context] = words
    return found


def _facts(project: Project) -> Iterator[tuple[str, str]]:
    """Yield where each fact is written, and what it is."""
    site = project.loaded.site
    records: list[tuple[str, Record]] = [*site.all(), ("site", site.about), ("checker/checker", site.checker)]
    for ident, record in records:
        for key, value in fields_of(record):
            if isinstance(record, Parameter) and key == "values":
                yield f"{ident}:values", _values(record)
                yield f"{ident}:sources of the values", _as_line([_plain(each.sources) for each in record.values])
            elif key not in ASIDE and (plain := _plain(value)) not in EMPTY:
                yield f"{ident}:{key}", _as_line(plain)
        if isinstance(record, Deadline):
            length = site[Parameter][record.length]
            yield f"{ident}:length", f"{'add' if record.add else 'subtract'} {_values(length)}"


def _values(parameter: Parameter) -> str:
    """Return the history of a parameter on one line, such as '6 weeks from 2024-01-01; 8 weeks from 2030-01-01'."""
    seen = {"start": "from", "seen": "seen on"}
    return "; ".join(f"{each.value} {parameter.unit} {seen[each.from_is]} {each.from_}" for each in parameter.values)


def _as_line(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Return a value without its texts, which are compared by language, and without what is empty."""
    match value:
        case Text():
            return None
        case BaseModel():
            return _plain(dict(fields_of(value)))
        case dict():
            return {key: plain for key, each in value.items() if (plain := _plain(each)) not in EMPTY}
        case tuple():
            return [plain for each in value if (plain := _plain(each)) not in EMPTY]
        case date():
            return value.isoformat()
    return value


def changed_outcomes(before: Project, after: Project) -> list[dict[str, Any]]:
    """Return each outcome whose value changes somewhere: in how many situations, and some of them in words."""
    on = after.today.isoformat()
    engines = Engine(before.compiled.checker, on), Engine(after.compiled.checker, on)
    names = dict.fromkeys([*before.rules["outcomes"], *after.rules["outcomes"]])
    found = (_change(name, *engines, before.written, after.written) for name in names)
    return [change for change in found if change["situations"]]


def _change(name: str, before: Engine, after: Engine, old: Edition, new: Edition) -> dict[str, Any]:
    groups = list(differences(before, after, name))
    facts = (after if name in after.checker["outcomes"] else before).checker["outcomes"][name]["facts"]
    edition = new if name in after.checker["outcomes"] else old
    examples = [
        {"situation": situation(answers, edition), "before": _value(old, name, was), "after": _value(new, name, now)}
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
    return edition.plain(says(outcome, value, edition.site.interface)) if outcome else "this was not asked"


def impact_as_markdown(changes: Changes) -> str:
    """Return the effect of a change to read; first how much there is, so that nothing hides behind the rest."""
    if not any(changes.values()):
        return "Nothing changes for readers: the same outcomes, days, amounts, addresses and words in all languages.\n"
    lines = ["# What this changes for readers", ""]
    lines += [f"- {SECTIONS[name]}: {len(found)}" for name, found in changes.items() if found]
    blocks = [block for name, found in changes.items() if found for block in _blocks(name, found)]
    room = LONGEST_REPORT - sum(map(len, lines))
    shown = sum(total < room for total in accumulate(len(block) + 1 for block in blocks))
    if rest := len(blocks) - shown:
        more = f"\nThere is no room for {rest} more lines of this list. `mionido impact --json` shows them."
        blocks = [*blocks[:shown], more]
    return "\n".join([*lines, *blocks]) + "\n"


def _blocks(name: str, changes: list[dict[str, Any]]) -> Iterator[str]:
    yield f"\n## {SECTIONS[name]}\n"
    for change in changes:
        if name == "outcomes":
            yield f"- {quoted(change['title'])}: another outcome in {change['situations']} situations, such as:"
            yield from (
                f"  - {quoted(each['situation'])}\n    - before: {quoted(each['before'])}\n"
                f"    - after: {quoted(each['after'])}"
                for each in change["examples"]
            )
        else:
            language = f" ({quoted(change['language'])})" if change["language"] else ""
            before, after = _or_nothing(change["before"]), _or_nothing(change["after"])
            yield f"- {quoted(change['where'])}{language}\n  - before: {before}\n  - after: {after}"


def _or_nothing(text: str | None) -> str:
    return "nothing" if text is None else quoted(text)


def quoted(text: str) -> str:
    """Return a text as Markdown that shows it and does nothing: no link, no name that gets a message, no HTML."""
    shown = visible(" ⏎ ".join(text.splitlines()))
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    room = " " if not shown.strip() or "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{room}{shown}{room}{fence}"
