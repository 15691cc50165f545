"""The facts of two versions: amounts, addresses, sources, certainty, settings, languages, code."""

import json
import re
import string
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from mionido.check.addresses import external_links, known_as
from mionido.check.texts import host_of
from mionido.commands.review.change import Change, counted, odd_characters, some
from mionido.commands.review.texts import Version
from mionido.model.checker import Deadline, Question
from mionido.model.kinds import KINDS
from mionido.model.markup import tokens
from mionido.model.parameters import Parameter
from mionido.model.text import Record, Text
from mionido.model.walk import fields_of, references
from mionido.project import Project
from mionido.read.memory import fingerprint
from mionido.read.past import NEEDED

EMPTY: tuple[object, ...] = (None, [], {})
TEXTS = ("content", "translations")  # compared by what they say
NO_CODE = (".pyc", ".md")
HOST_LETTERS = string.ascii_lowercase + string.digits + "-."
ALIKE = 0.75  # of two names of hosts, that one can be taken for the other
DOUBTS = {"contested": 1, "uncertain": 2}
# Keys of any record that have a section of their own.
SECTIONS_OF_KEYS = {
    "checked": "checked",
    "certainty": "certainty",
    "sources": "certainty",
    "sources of the values": "certainty",
    "url": "addresses",
    "contact": "addresses",
    "starts": "amounts",
    "ends": "amounts",
    "in_force_from": "amounts",
    "in_force_until": "amounts",
    "bars": "amounts",
}
SECTIONS_OF_RECORDS = {
    "site": "site",
    "hosts": "site",
    "jurisdiction": "site",
    "wording": "site",
    "handouts": "sheets",
    "parameters": "amounts",
    "translations": "languages",
}
# Words of letters, which are shown as they are, like names.
NAMES = ("official", "also", "words")
# Where a change needs another source, or somebody who looked again.
NEEDS_SOURCE = {"amounts", "addresses", "certainty", "days", "rules"}
LENGTH = ":length"  # of a day of the reader
# A fact by where it is written.
Facts = dict[str, str]


def changed_facts(before: Version, after: Version) -> Iterator[Change]:
    """Yield every fact that is not the same, was not there, or is gone."""
    was, now = facts_of(before.project), facts_of(after.project)
    changed = [
        where for where in sorted(was.keys() | now.keys()) if was.get(where) != now.get(where)
    ]
    unproven = _unproven(was, now, changed)
    known, hosts = set("".join(was.values())), hosts_of(before.project)
    for where in changed:
        old, new = was.get(where), now.get(where)
        change = Change(_section(where), where, *differing(old, new))
        is_said_again = where.endswith(LENGTH)  # of a parameter
        if change.section in NEEDS_SOURCE and _record(where) in unproven and not is_said_again:
            change = change.with_remarks("neither a source nor the day of a check changed with it")
        yield change.with_remarks(
            _surer(old, new),
            _times_as_much(where, before.project, after.project),
            odd_characters(old or "", new or "", known),
            *_used(where, before, after),
            *_new_hosts(new or "", hosts),
            _of_language(where, old, new),
        )


def facts_of(project: Project) -> Facts:
    """Return what the site rests on: all that is written in it, and is no text."""
    found = dict(_facts(project))
    for code, locale in project.locales.items():
        catalog = project.catalogs[code]
        header = catalog.header
        about = _plain(locale) | {"translated by": header.last_translator if header else ""}
        found[f"translations/locales.yml:{code}"] = as_line(about)
        if header:
            found[f"translations/{code}:plural"] = header.plural_expr
        if not catalog.is_source:
            number = sum(1 for _ in project.draft.translated(catalog))
            found[f"translations/{code}:texts"] = f"{number} translated"
    return found


def _facts(project: Project) -> Iterator[tuple[str, str]]:
    """Yield where each fact is written, and what it is."""
    site = project.loaded.site
    for ident, record in site.files():
        if isinstance(record, Parameter):
            yield from _of_parameter(ident, record)
        if isinstance(record, Deadline):
            direction = "add" if record.add else "subtract"
            length = "; ".join(_history(site[Parameter][record.length]))
            yield f"{ident}{LENGTH}", f"{direction} {length}"
        if isinstance(record, Question) and record.answers:
            yield f"{ident}:answers", as_line([*record.answers])
        for key, value in fields_of(record) if isinstance(record, Record) else ():
            is_shown = not (isinstance(record, Parameter) and key == "values")
            if is_shown and (plain := _plain(value)) not in EMPTY:
                yield f"{ident}:{key}", as_line(plain)
    for ident, cases in project.loaded.cases.items():
        yield f"{ident}:cases", as_line([_plain(case) for case in cases])


def _of_parameter(ident: str, parameter: Parameter) -> Iterator[tuple[str, str]]:
    yield f"{ident}:values", "; ".join(_history(parameter))
    sources = [_plain(each.sources) for each in parameter.values]
    yield f"{ident}:sources of the values", as_line(sources)


def _history(parameter: Parameter) -> Iterator[str]:
    """Yield the values of a parameter, such as '6 weeks from 2024-01-01'."""
    seen = {"start": "from", "seen": "seen on"}
    for each in parameter.values:
        yield f"{each.value} {parameter.unit} {seen[each.from_is]} {each.from_}"


def as_line(value: Any) -> str:
    """Return plain data on one line."""
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


def differing(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """Return what was and is; of lists and of keys only what is not in both."""
    old, new = _as_data(before), _as_data(after)
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        return _line_of(old, keys), _line_of(new, keys)
    if not isinstance(old, list) or not isinstance(new, list):
        return before, after
    gone = [each for each in old if each not in new]
    came = [each for each in new if each not in old]
    if not gone and not came:
        return before, after  # another order, or more often
    return as_line(gone) if gone else None, as_line(came) if came else None


def _as_data(text: str | None) -> Any:
    """Return data that was written on one line, or nothing if it is words."""
    return json.loads(text) if text and text[0] in "[{" else None


def _line_of(data: dict[str, Any], keys: list[str]) -> str:
    """Return these keys of some data on one line."""
    return as_line({key: data[key] for key in keys if key in data})


def _section(where: str) -> str:
    """Return the section of a fact."""
    ident, _, key = where.partition(":")
    folder = ident.partition("/")[0]
    if folder == "checker":
        if key == "checked":
            return "checked"
        return "days" if "/deadlines/" in ident else "rules"
    if folder in ("site", "jurisdiction", "hosts") and key != "checked":
        return "site"
    if folder in KINDS and key in (*KINDS[folder].untranslated, *NAMES):
        return "names"
    return SECTIONS_OF_KEYS.get(key) or SECTIONS_OF_RECORDS.get(folder, "facts")


def _record(where: str) -> str:
    return where.partition(":")[0]


def _unproven(was: Facts, now: Facts, changed: list[str]) -> set[str]:
    """Return the records that changed, though nobody says to have looked at their sources again."""
    looked_at = {_record(where) for where in changed if where.endswith(":checked")}
    looked_at |= {_record(where) for where in changed if ":sources" in where}
    sourced = {_record(where) for where in now if ":sources" in where}
    return (sourced & {_record(where) for where in was}) - looked_at


def _surer(before: str | None, after: str | None) -> str:
    """Return that something is said to be more certain than it was."""
    if before is None or after is None or _doubts(after) >= _doubts(before):
        return ""
    return "it is said to be more certain than before"


def _doubts(text: str) -> int:
    """Return how uncertain it is what a fact says, as far as it says so."""
    return sum(weight * len(re.findall(rf"\b{word}\b", text)) for word, weight in DOUBTS.items())


def _times_as_much(where: str, before: Project, after: Project) -> str:
    """Return how many times as much an amount is now."""
    was, now = (_amount_today(each, where) for each in (before, after))
    if not was or not now or was == now:
        return ""
    return f"{now / was:.3g} times what it was"


def _amount_today(project: Project, where: str) -> float | None:
    ident, _, key = where.partition(":")
    parameter = project.loaded.site.find(ident)
    if key != "values" or not isinstance(parameter, Parameter):
        return None
    dated = parameter.in_force(project.today)
    return dated.value if dated and isinstance(dated.value, int | float) else None


def _used(where: str, before: Version, after: Version) -> Iterator[str]:
    """Yield which sentence shows an amount, as it was and is, and which rules and days rest on it."""
    folder, _, name = _record(where).partition("/")
    if folder != "parameters" or not where.endswith((":values", ":unit")):
        return
    for language in after.said:
        value = f"{{{name}}}"
        was, now = before.shown(language, value), after.shown(language, value)
        yield f"readers of {language} see: {was} before, {now} now"
    texts = [at for at, text in after.sources.items() if name in {e.name for e in tokens(text)}]
    if texts:
        said = after.shown(after.project.language, after.sources[texts[0]])
        yield f"it stands in {counted(len(texts), 'text')}, such as {texts[0]}: {said}"
    resting = [ident for ident, record in after.project.loaded.site.all() if _names(record, name)]
    if resting:
        yield f"it decides in: {some(resting)}"


def _names(record: Record, parameter: str) -> bool:
    return any(str(each) == parameter for _, each in references(record))


def hosts_of(project: Project) -> set[str]:
    """Return the hosts to which the site leads."""
    return {host_of(url) for _, _, url in external_links(project.draft)}


def _new_hosts(words: str, hosts: set[str]) -> Iterator[str]:
    for piece in words.split("https://")[1:]:
        host = host_of(f"https://{piece.partition(chr(34))[0]}")
        if host not in hosts:
            yield f"the site did not lead to {host} before"


def new_hosts(before: Project, after: Project) -> Iterator[Change]:
    """Yield each host to which the site did not lead before, or leads no more, with one address."""
    was, now = hosts_of(before), hosts_of(after)
    for project, hosts in ((after, now - was), (before, was - now)):
        for host in sorted(hosts):
            places = [
                (f"{ident}:{'.'.join(map(str, path))}", url)
                for ident, path, url in external_links(project.draft)
                if host_of(url) == host
            ]
            where, url = places[0]
            old, new = (None, url) if project is after else (url, None)
            change = Change("hosts", host, old, new)
            remarks = [f"in {where}", odd_characters("", host, HOST_LETTERS)]
            if project is after:
                remarks += [_said_owner(url, before, after), _looks_like(host, was)]
            yield change.with_remarks(*remarks)


def _said_owner(url: str, before: Project, after: Project) -> str:
    """Return whose an address is said to be, if nobody said so before this change."""
    site = after.loaded.site
    line = known_as(url, site.hosts)
    if not line or line in before.loaded.site.hosts:
        return ""
    return f"only this change says in content/hosts.yml whose it is: {site.hosts[line]}"


def _looks_like(host: str, known: set[str]) -> str:
    """Return which host of before a new one could be taken for."""
    alike = get_close_matches(host, sorted(known), 1, ALIKE)
    return f"it is nearly {alike[0]}" if alike else ""


def _of_language(where: str, before: str | None, after: str | None) -> str:
    """Return what readers notice of a change in the list of languages."""
    if not where.startswith("translations/locales.yml:"):
        return ""
    code = where.rpartition(":")[2]
    was, now = (json.loads(each)["status"] if each else "gone" for each in (before, after))
    if was == now:
        return ""
    if now == "public":
        return f"{code} comes into the menu of all pages"
    return f"{code} leaves the menu of all pages" if was == "public" else ""


def changed_code(before: Project, after: Project) -> Iterator[Change]:
    """Yield each file that decides how all this is shown, tested and published, and is another one."""
    was, now = _files(before.root), _files(after.root)
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            yield Change("code", name, was.get(name), now.get(name))


def _files(root: Path) -> Facts:
    """Return a fingerprint of each file that is neither content nor a translation."""
    paths: list[Path] = []
    for name in NEEDED:
        if name not in TEXTS:
            paths += (root / name).rglob("*") if (root / name).is_dir() else [root / name]
    return {
        path.relative_to(root).as_posix(): fingerprint(path.read_bytes())
        for path in paths
        if path.is_file() and path.suffix not in NO_CODE
    }
