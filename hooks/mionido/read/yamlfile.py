"""Read YAML as plain data, and know the line and column of every value in it.

Our YAML is a strict subset: `no` and `on` are words, duplicate keys, anchors and tags are mistakes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import yaml

from mionido.model.years import YEARS
from mionido.problems import Place, Problem
from mionido.read.memory import Memory, fingerprint

MALFORMED = (yaml.MarkedYAMLError, yaml.reader.ReaderError, ValueError)
LARGEST_FILE = 1_000_000  # bytes; our largest has 10,000
LONGEST_TEXT = 5_000  # characters; our longest has 400
DEEPEST = 40  # brackets or indents inside each other; ours go 12 deep
MOST_VALUES = 5_000  # keys and values of a file; our largest has 1,800
LONGEST_NUMBER = 15  # digits that a browser can hold, too
# Control characters; of the others, those that turn the order of letters round.
HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    r"\u2028-\u202e\u2066-\u2069\ud800-\uf8ff\ufffe\uffff\U000e0000-\U000e007f]"
)
Path_ = tuple[str | int, ...]
KEPT = "content"  # the part of the memory that holds data of files
A_DAY = "\0"  # before a day in it; no text of ours can begin so


class Loader(yaml.SafeLoader):
    """YAML with fewer surprises: only true/false, plain numbers, dates and null are not text."""


if TYPE_CHECKING:
    Fastest = yaml.SafeLoader
else:
    Fastest = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FastLoader(Fastest):
    """The same in C, where PyYAML has it: ten times as fast, but its messages say less."""


Loader.yaml_implicit_resolvers = FastLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789"),
    ("timestamp", r"^\d{4}-\d{2}-\d{2}$", "0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


@dataclass
class Places:
    """Where each value and key of a file stands."""

    values: dict[Path_, Place] = field(default_factory=dict)
    keys: dict[Path_, Place] = field(default_factory=dict)


@dataclass
class YamlFile:
    """The data of one file, where each value and key stands, and the notes for translators."""

    file: str
    data: Any = None
    text: str = ""
    located: Places | None = None
    problems: list[Problem] = field(default_factory=list)
    kept: tuple[int, ...] = ()  # where all stands, of data that was kept

    @property
    def places(self) -> Places:
        """Where all stands; of data that was kept, it is only worked out for who asks."""
        if self.located is None:
            self.located = Places()
            if self.kept:
                _place_again(self.data, (), self.file, self.located, iter(self.kept))
        return self.located

    @property
    def values(self) -> dict[Path_, Place]:
        """Where each value stands."""
        return self.places.values

    @property
    def keys(self) -> dict[Path_, Place]:
        """Where each key stands."""
        return self.places.keys

    @cached_property
    def notes(self) -> dict[int, str]:
        """The notes for translators, by the line below each."""
        return _translator_notes(self.text)

    def place(self, path: Path_) -> Place:
        """Return the place of the value at `path`, or of the nearest thing around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(self.file))

    def note(self, path: Path_) -> str:
        """Return the `# For translators:` comment above the key at `path`."""
        place = self.keys.get(path) or self.values.get(path)
        if place is None:
            return ""
        return self.notes.get(place.line, "")


def read_yaml(path: Path, name: str, memory: Memory | None = None) -> YamlFile:
    """Read one file; `name` is how messages call it. Mistakes are collected, never raised."""
    file = YamlFile(name)
    text, problem = read_text(path, name, LARGEST_FILE)
    if problem:
        file.problems.append(problem)
        return file
    file.text = text
    key = fingerprint(text) if memory else ""
    kept = memory.known(KEPT, key) if memory else None
    if kept is not None:
        file.data, file.kept = _as_read(kept[0]), tuple(kept[1])
    else:
        _read_text(file)
    if memory and not file.problems:
        kept = kept or [_as_kept(file.data), [*_numbers(file.data, (), file.places)]]
        memory.keep(KEPT, key, kept)
    return file


def _numbers(data: Any, path: Path_, places: Places) -> Iterator[int]:
    """Yield line and column of a value and all inside it, in the order in which they stand in the data."""
    yield from _of_place(places.values.get(path))
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _of_place(places.keys.get((*path, key)))
            yield from _numbers(value, (*path, key), places)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _numbers(value, (*path, index), places)


def _of_place(place: Place | None) -> tuple[int, int]:
    return (place.line, place.column) if place else (1, 1)


def _place_again(data: Any, path: Path_, name: str, places: Places, numbers: Iterator[int]) -> None:
    """Fill in where a value of a file and all inside it stand."""
    places.values[path] = Place(name, next(numbers), next(numbers))
    if isinstance(data, dict):
        for key, value in data.items():
            inside = (*path, key)
            places.keys[inside] = Place(name, next(numbers), next(numbers))
            _place_again(value, inside, name, places, numbers)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            _place_again(value, (*path, index), name, places, numbers)


def _as_kept(data: Any) -> Any:
    """Return data of YAML as data of JSON, which has no days."""
    if isinstance(data, dict):
        return {key: _as_kept(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_kept(value) for value in data]
    return f"{A_DAY}{data.isoformat()}" if isinstance(data, date) else data


def _as_read(data: Any) -> Any:
    """Return data that was kept as it was read."""
    if isinstance(data, dict):
        return {key: _as_read(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_read(value) for value in data]
    is_day = isinstance(data, str) and data.startswith(A_DAY)
    return date.fromisoformat(data.removeprefix(A_DAY)) if is_day else data


def _read_text(file: YamlFile) -> None:
    """Fill in what the text of a file says, and what is wrong with it."""
    file.located = Places()
    text, name = file.text, file.file
    try:
        _read(FastLoader, text, file)
    except MALFORMED:
        try:
            _read(Loader, text, file)
        except MALFORMED as error:
            file.problems.append(_syntax_problem(name, error))


def read_text(path: Path, name: str, largest: int) -> tuple[str, Problem | None]:
    """Return what a file says, and what is wrong with it as a file.

    It may be too large, not UTF-8, or hold hidden characters.
    """
    if not path.is_file():
        what, fix = "this is a folder, and should be a file", "give the folder another name."
        return "", Place(name).error("encoding", what, fix=fix)
    if (size := path.stat().st_size) > largest:
        what = f"this file has {size} bytes; {largest} is the most"
        return "", Place(name).error("size", what, fix="divide it over several files.")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        what, fix = "this file is not UTF-8", "save the file as UTF-8"
        return "", Place(name).error("encoding", what, fix=fix)
    if hidden := HIDDEN.search(text):
        before = text[: hidden.start()]
        place = Place(name, before.count("\n") + 1, hidden.start() - before.rfind("\n"))
        return "", hidden_character(place, hidden[0])
    return text, None


def hidden_character(place: Place, character: str) -> Problem:
    """Return the problem of a character that nobody sees and that changes how others are shown."""
    what = f"the hidden character U+{ord(character):04X} stands here"
    why = "nobody sees it, and it can hide or turn round what stands beside it."
    fix = "delete it, and type the words beside it again."
    return place.error("hidden-character", what, why=why, fix=fix)


def _read(loader_class: type[yaml.SafeLoader], text: str, file: YamlFile) -> None:
    """Look whether we want to read this at all, then fill in what it says.

    Raises one of MALFORMED.
    """
    if problem := _unwanted(loader_class, text, file.file):
        file.problems.append(problem)
    else:
        _parse(loader_class, text, file)


def _unwanted(loader_class: type[yaml.SafeLoader], text: str, name: str) -> Problem | None:
    """Return the first thing that is YAML and not ours.

    It could hang or end a program that builds it up.
    """
    depth = number = 0
    for event in yaml.parse(text, loader_class):
        place = _place(name, event.start_mark)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if getattr(event, "anchor", None):
            what = "* and & (aliases and anchors) have no meaning here"
            fix = "write out what it stands for, or put the text in quotes."
            return place.error("yaml", what, fix=fix)
        if getattr(event, "tag", None):
            fix = "leave it out, or put the text in quotes."
            return place.error("yaml", "! (a tag) has no meaning here", fix=fix)
        if depth > DEEPEST:
            what = f"more than {DEEPEST} things inside each other"
            return place.error("yaml", what, fix="close some brackets.")
        if not isinstance(event, yaml.ScalarEvent):
            continue
        if problem := _unwanted_text(event, place):
            return problem
        number += 1
        if number > MOST_VALUES:
            what = f"more than {MOST_VALUES} keys and values in one file"
            return place.error("size", what, fix="divide it over several files.")
    return None


class Mark(Protocol):
    """Where PyYAML, in Python or in C, saw something; it counts from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def _place(name: str, mark: Mark | None) -> Place:
    """Return where a mark of PyYAML is, or the file as a whole."""
    if mark is None:
        return Place(name)
    return Place(name, mark.line + 1, mark.column + 1)


def _unwanted_text(event: yaml.ScalarEvent, place: Place) -> Problem | None:
    value = event.value
    if hidden := HIDDEN.search(value):  # written as an escape, such as "\e"
        return hidden_character(place, hidden[0])
    if len(value) > LONGEST_TEXT:
        what = f"this text has {len(value)} characters; {LONGEST_TEXT} is the most"
        return place.error("size", what, fix="divide it over several blocks.")
    is_bare = event.implicit[0]
    if is_bare and len(value) > LONGEST_NUMBER and value.removeprefix("-").isdecimal():
        what = f"this number has more than {LONGEST_NUMBER} digits"
        fix = "count the zeros, or put it in quotes if it is a name."
        return place.error("value", what, fix=fix)
    return None


def _parse(loader_class: type[yaml.SafeLoader], text: str, file: YamlFile) -> None:
    """Fill in what a file says. Raises one of MALFORMED."""
    loader = loader_class(text)
    try:
        node = loader.get_single_node()
        if node is None:
            fix = "write the record, or delete the file."
            file.problems.append(Place(file.file).error("yaml", "this file is empty", fix=fix))
            return
        _locate(node, (), file)
        if not file.problems:
            file.data = loader.construct_document(node)
    finally:
        loader.dispose()


def _locate(node: yaml.Node, path: Path_, file: YamlFile) -> None:
    place = _place(file.file, node.start_mark)
    file.values[path] = place
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:timestamp":
        _check_date(node.value, place, file)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _locate(item, (*path, index), file)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _locate_key(key, path, file)
            _locate(value, (*path, key.value), file)


def _locate_key(key: yaml.Node, path: Path_, file: YamlFile) -> None:
    place = _place(file.file, key.start_mark)
    if not isinstance(key, yaml.ScalarNode):
        problem = place.error("yaml", "a key must be one word", fix="write  name: value")
        file.problems.append(problem)
        key.value = str(key.value)
    elif first := file.keys.get((*path, key.value)):
        what = f'"{key.value}" stands here twice'
        why = "only one of the two would count."
        fix = f"keep this one or the one on line {first.line}."
        file.problems.append(place.error("duplicate-key", what, why=why, fix=fix))
    file.keys[*path, key.value] = place
    key.tag = "tag:yaml.org,2002:str"


def _check_date(value: str, place: Place, file: YamlFile) -> None:
    try:
        year = date.fromisoformat(value).year
    except ValueError:
        what = f"{value} is not a day of the calendar"
        file.problems.append(place.error("date", what, fix="check month and day."))
        return
    if year not in YEARS:
        what = f"the year of {value} cannot be meant"
        file.problems.append(place.error("date", what, fix="check the year."))


def _syntax_problem(name: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    fix = (
        "look here and one line up: "
        'is a colon missing, the indentation two spaces, a text with ": " in quotes?'
    )
    return _place(name, mark).error("yaml", f"this is not valid YAML: {what}", fix=fix)


NOTE = re.compile(r"^\s*#\s*For translators:\s*(.*)$")


def _translator_notes(text: str) -> dict[int, str]:
    """Map the line number below a run of note lines to the note."""
    notes: dict[int, str] = {}
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := NOTE.match(line):
            current = match[1].strip()
        elif current and line.lstrip().startswith("#"):
            current += " " + line.lstrip().lstrip("#").strip()
        elif current:
            notes[number] = current
            current = ""
    return notes
