"""Read YAML as plain data, and know the line and column of every value in it.

Our YAML is a strict subset: `no` and `on` are words, duplicate keys, anchors and tags are mistakes.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from mionido.problems import Place, Problem

MALFORMED = (yaml.MarkedYAMLError, yaml.reader.ReaderError, ValueError)
Path_ = tuple[str | int, ...]


class Loader(yaml.SafeLoader):
    """YAML with fewer surprises: only true/false, whole numbers, dates and null are not text."""


class FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """The same in C, where PyYAML has it: ten times as fast, but its messages say less."""


Loader.yaml_implicit_resolvers = FastLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("timestamp", r"^\d{4}-\d{2}-\d{2}$", "0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


@dataclass
class YamlFile:
    """The data of one file, where each value and key stands, and the notes for translators above it."""

    file: str
    data: Any = None
    text: str = ""
    values: dict[Path_, Place] = field(default_factory=dict)
    keys: dict[Path_, Place] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path_) -> Place:
        """Return the place of the value at `path`, or of the nearest thing around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(self.file))

    def note(self, path: Path_) -> str:
        """Return the `# For translators:` comment above the key at `path`."""
        place = self.keys.get(path) or self.values.get(path)
        return self.notes.get(place.line, "") if place else ""


def read_yaml(path: Path, name: str) -> YamlFile:
    """Read one file; `name` is how messages call it. Mistakes are collected, never raised."""
    file = YamlFile(name)
    try:
        text = file.text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        fix = "save the file as UTF-8"
        file.problems.append(Place(name).error("encoding", "this file is not UTF-8", fix=fix))
        return file
    try:
        _parse(FastLoader, text, file)
    except MALFORMED:
        try:
            _parse(Loader, text, file)
        except MALFORMED as error:
            file.problems.append(_syntax_problem(name, error))
    file.notes = _translator_notes(text)
    return file


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
    mark = node.start_mark
    file.values[path] = place = Place(file.file, mark.line + 1, mark.column + 1)
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
    place = Place(file.file, key.start_mark.line + 1, key.start_mark.column + 1)
    if not isinstance(key, yaml.ScalarNode):
        file.problems.append(place.error("yaml", "a key must be one word", fix="write  name: value"))
        key.value = str(key.value)
    elif (*path, key.value) in file.keys:
        first = file.keys[*path, key.value].line
        file.problems.append(
            place.error(
                "duplicate-key",
                f'"{key.value}" stands here twice',
                why="only one of the two would count.",
                fix=f"keep this one or the one on line {first}.",
            )
        )
    file.keys[*path, key.value] = place
    key.tag = "tag:yaml.org,2002:str"


def _check_date(value: str, place: Place, file: YamlFile) -> None:
    try:
        date.fromisoformat(value)
    except ValueError:
        file.problems.append(place.error("date", f"{value} is not a day of the calendar", fix="check month and day."))


def _syntax_problem(name: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    return place.error(
        "yaml",
        f"this is not valid YAML: {what}",
        fix='look here and one line up: is a colon missing, the indentation two spaces, a text with ": " in quotes?',
    )


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
