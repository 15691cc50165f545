"""Writes into a PO file that a person has read a translation beside its source."""

import re
from datetime import date
from pathlib import Path

from mionido.problems import ExpectedError, nearest
from mionido.project import Project
from mionido.translate.catalogs import Catalog
from mionido.translate.pofile import PoFile
from mionido.translate.seen import MARK, NAME, code_of
from mionido.translate.states import state_of

PLACE = re.compile(r"(?P<file>[^:]+\.po):(?P<line>[0-9]{1,7})(?::[0-9]+)?")
CONTEXT = re.compile(r'msgctxt "(?P<context>.*)"')
SAYS = {"one": "one person has read it", "two": "two people have read it"}


def mark_as_seen(project: Project, code: str, text: str, who: str, day: date) -> str:
    """Write the mark of a person above a text and say what was done; of a person who has one, nothing is written.

    `text` is its msgctxt, or the file and a line of its entry.
    """
    if not re.fullmatch(NAME, who):
        raise ExpectedError(
            f'"{who}" cannot be a name here: letters, digits, dots and hyphens, as on GitHub'
        )
    if day > project.today:
        raise ExpectedError(f"{day} is a day to come; today is {project.today}")
    catalog, _ = project.catalog(code)
    if catalog.is_source:
        raise ExpectedError(f"{code} is the source: nobody reads it beside itself")
    context, source = _wanted(project, catalog, text)
    place, file = catalog.places[context], catalog.files[Path(catalog.places[context].file).stem]
    seen = {each.who.casefold(): each for each in catalog.all_who_saw(context)}
    if before := seen.get(who.casefold()):
        return f"{place.file}: {before.who} has read {context} on {before.day}; nothing is written"
    mark = f"# seen: {who}, {day}, {code_of(source, catalog.texts[context][1])}"
    _write(project.root / place.file, _with_mark(file, context, mark, who))
    state = SAYS["two" if seen else "one"]
    return f"{place.file}: {mark} stands above {context} now; {state}"


def _wanted(project: Project, catalog: Catalog, text: str) -> tuple[str, str]:
    """Return the msgctxt of a text and its source. Raises ExpectedError where there is nothing to have read."""
    place = PLACE.fullmatch(text)
    context = _context_at(catalog, place["file"], int(place["line"])) if place else text
    sources = project.draft.sources
    if context not in sources:
        raise ExpectedError(f'there is no text "{context}". {nearest(context, sources)}'.rstrip())
    source = sources[context]
    state = state_of(catalog, context, source)
    if state == "missing":
        raise ExpectedError(f"{context} is not translated, so nobody can have read it")
    if state == "outdated":
        raise ExpectedError(f"{context} has changed in the source: adapt it, and take fuzzy away")
    return context, source


def _context_at(catalog: Catalog, path: str, line: int) -> str:
    """Return the msgctxt of the entry that a line of a file belongs to."""
    for file in catalog.files.values():
        if file.path == path:
            lines = file.text.split("\n")
            start, end = _entry(lines, line) if 0 < line <= len(lines) else (0, 0)
            for each in lines[start:end]:
                if found := CONTEXT.fullmatch(each):
                    return found["context"]
            raise ExpectedError(f"no text stands at {path}:{line}")
    known = sorted(file.path for file in catalog.files.values())
    raise ExpectedError(f'"{path}" is no file of {catalog.code}. {nearest(path, known)}'.rstrip())


def _entry(lines: list[str], line: int) -> tuple[int, int]:
    """Return where the entry around a line begins and ends: there is an empty line before and behind."""
    start = end = min(line, len(lines)) - 1
    while start > 0 and lines[start - 1]:
        start -= 1
    while end < len(lines) and lines[end]:
        end += 1
    return start, end


def _with_mark(file: PoFile, context: str, mark: str, who: str) -> str:
    """Return a file with a mark behind the comments of people; an old one of this person, of another pair, goes."""
    lines = file.text.split("\n")
    start, _ = _entry(lines, file.lines[context])
    end = start
    while lines[end].startswith("# "):
        end += 1
    kept = [each for each in lines[start:end] if not _is_of(each, who)]
    return "\n".join([*lines[:start], *kept, mark, *lines[end:]])


def _is_of(comment: str, who: str) -> bool:
    mark = MARK.fullmatch(comment.removeprefix("# ").strip())
    return mark is not None and mark["who"].casefold() == who.casefold()


def _write(path: Path, text: str) -> None:
    """Write a file; half of it never replaces a whole one."""
    part = path.with_suffix(".part")
    try:
        part.write_bytes(text.encode())
        part.replace(path)
    except OSError as error:
        raise ExpectedError(f"{error.strerror}: {path}") from None
