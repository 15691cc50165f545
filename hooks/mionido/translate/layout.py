"""Which file of a language holds which texts: one for each folder of content/, and more where catalogs.yml says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter

from mionido.model.kinds import KINDS
from mionido.model.site import ID, SINGLES
from mionido.problems import Place, Problem
from mionido.read.content import read_as
from mionido.read.yamlfile import YamlFile

FILE = "catalogs.yml"
GLOSSARY = "glossary.yml"  # in the folder of a language
TEMPLATES = "templates"  # the folder of the empty forms
# A file for each folder of content/, and for each file that stands in none.
FOLDERS = frozenset(
    ident.partition("/")[0] for ident in (*KINDS, *(single.ident for single in SINGLES))
)
SPLITS = TypeAdapter(dict[str, tuple[str, ...]])


@dataclass(frozen=True)
class Layout:
    """The names of the files, without .po; `splits` says what stands in another one than that of its folder."""

    splits: dict[str, str] = field(default_factory=dict)  # kind/id or kind/* -> name of the file
    places: dict[str, Place] = field(default_factory=dict)  # where each of these is said

    @cached_property
    def names(self) -> frozenset[str]:
        """The name of every file a language may have."""
        return FOLDERS.union(self.splits.values())

    def file_of(self, context: str) -> str:
        """Return the name of the file that holds the text with this msgctxt."""
        ident = ident_of(context)
        everything = f"{ident.rpartition('/')[0]}/*"
        return self.splits.get(ident) or self.splits.get(everything) or ident.partition("/")[0]


def ident_of(context: str) -> str:
    """Return the file of content/ that the text with this msgctxt stands in."""
    return context.partition(":")[0]


def load_layout(folder: Path) -> tuple[Layout, list[Problem]]:
    """Read catalogs.yml; without one, each folder of content/ has one file."""
    if not (folder / FILE).exists():
        return Layout(), []
    lists, file, wrong = read_as(folder / FILE, f"{folder.name}/{FILE}", SPLITS.validate_python)
    if lists is None:
        return Layout(), wrong
    problems = list(_mistakes(lists, file))
    splits = {ident: name for name, idents in lists.items() for ident in idents}
    places = {
        ident: file.place((name, at))
        for name, idents in lists.items()
        for at, ident in enumerate(idents)
    }
    return (Layout(), problems) if problems else (Layout(splits, places), [])


def _mistakes(lists: dict[str, tuple[str, ...]], file: YamlFile) -> Iterator[Problem]:
    """Yield names that could be those of other files, texts of another folder, and texts that stand in two files."""
    seen: dict[str, str] = {}
    for name, idents in lists.items():
        folder = name.partition("-")[0]
        if not re.fullmatch(ID, name) or folder not in FOLDERS or name == folder:
            fix = "begin with the name of a folder in content/ and say which part of it this is: rights-to-stay"
            yield file.keys[name,].error(
                "name", f'"{name}" cannot be the name of a catalog', fix=fix
            )
            continue
        for at, ident in enumerate(idents):
            place = file.place((name, at))
            if ident.partition("/")[0] != folder:
                what = f"{ident} does not stand in the folder {folder}"
                yield place.error(
                    "reference", what, fix=f"write ids that begin with {folder}/ here."
                )
            elif (first := seen.setdefault(ident, name)) != name:
                fix = "a text stands in one file: take it out of the other."
                yield place.error("duplicate", f"{ident} already stands in {first}", fix=fix)
