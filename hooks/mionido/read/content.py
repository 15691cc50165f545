"""content/ -> Site and problems.

Raw YAML ends here; everything after this works with typed records.
"""

import difflib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from mionido.model.checker import Cases, Question
from mionido.model.glossary import Glossary
from mionido.model.kinds import CASES, KINDS, Home, home_of
from mionido.model.schema import keys_at
from mionido.model.site import CODE, ID, SINGLES, TAKEN, Site, mentions
from mionido.model.text import Record
from mionido.model.topics import Term
from mionido.problems import Place, Problem, nearest
from mionido.read.memory import Memory
from mionido.read.yamlfile import KEPT, Path_, YamlFile, read_yaml

T = TypeVar("T")
MOST_FILES = 10_000  # below a folder; our largest has 1,200
LISTS_OF_CASES = TypeAdapter(Cases)


@dataclass
class Loaded:
    """What was read: the site if nothing was wrong, and what was wrong.

    `files` know where each of its values was written.
    """

    made: Site | None = None
    cases: dict[str, Cases] = field(default_factory=dict)
    files: dict[str, YamlFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    memory: Memory | None = None  # of the data of files

    @property
    def is_whole(self) -> bool:
        """Whether there is a site; an error stops it from being made."""
        return self.made is not None

    @property
    def site(self) -> Site:
        """The site, for who comes after the check."""
        if self.made is None:
            raise ValueError("an error in content/ stopped the site from being made")
        return self.made

    def place(self, ident: str, path: Path_ = ()) -> Place:
        """Return where the value at `path` of record `ident` stands."""
        if ident not in self.files:
            return Place("content")
        return self.files[ident].place(path)


def load_site(content: Path, memory: Memory | None = None) -> Loaded:
    """Read every file below `content`; collect all mistakes before giving up."""
    loaded = Loaded(memory=memory)
    records = _load_records(content, loaded)
    singles = {}
    for single in SINGLES:
        validate = TypeAdapter(single.model).validate_python
        singles[single.field] = _load_single(content, single.ident, validate, loaded)
    about, jurisdiction = singles["about"], singles["jurisdiction"]
    if about and jurisdiction and not any(problem.is_error for problem in loaded.problems):
        is_official = jurisdiction.official_language == about.source_language
        loaded.made = Site.model_construct(
            **singles,
            records=records,
            mentioned_by=mentions(records),
            words_of=_words_of(records, is_official=is_official),
        )
    if memory:
        memory.save(KEPT)
    return loaded


def _words_of(
    records: dict[str, dict[str, Record]], *, is_official: bool
) -> dict[str, tuple[str, ...]]:
    """Return the terms that stand in the texts of each record with a page of its own, or a screen.

    Only texts in the language of letters can hold its words without a mark.
    """
    terms = {name: term for name, term in records["terms"].items() if isinstance(term, Term)}
    glossary = Glossary(terms if is_official else {})
    found: dict[str, tuple[str, ...]] = {}
    for kind in KINDS.values():
        if kind.template or kind.model is Question:
            for name, record in records[kind.folder].items():
                found[f"{kind.folder}/{name}"] = glossary.terms_in(record)
    return found


@dataclass(frozen=True)
class _Found:
    """A file with a record: where it lies, how messages call it, and what its place says."""

    path: Path
    name: str
    home: Home


def _load_records(content: Path, loaded: Loaded) -> dict[str, dict[str, Record]]:
    """Read the file of every record."""
    records: dict[str, dict[str, Record]] = {folder: {} for folder in KINDS}
    found = _find(content, loaded)
    for each in found:
        if each.home.kind is CASES:
            _load_cases(each, loaded)
        elif record := _load_record(each, loaded):
            records[each.home.kind.folder][each.home.id] = record
    loaded.problems += _without_outcome(content, found)
    return records


def _find(content: Path, loaded: Loaded) -> list[_Found]:
    """Return the file of every record, in the order of their names.

    What lies anywhere else is a mistake.
    """
    expected = {"README.md", *(f"{single.ident}.yml" for single in SINGLES)}
    found: dict[str, _Found] = {}
    for path in sorted(path for path in content.rglob("*") if path.is_file()):
        relative = path.relative_to(content).as_posix()
        if relative in expected:
            continue
        place = Place(f"{content.name}/{relative}")
        home = home_of(relative)
        if home is None:
            loaded.problems.append(_stray(place))
        elif problem := _wrong_id(home, place):
            loaded.problems.append(problem)
        elif first := found.get(home.ident):
            what = f'"{home.id}" is already the name of {first.name}'
            loaded.problems.append(place.error("id", what, fix="give one of the two another name."))
        else:
            found[home.ident] = _Found(path, place.file, home)
    return sorted(found.values(), key=lambda each: f"{each.home.id}.yml")


def _stray(place: Place) -> Problem:
    """Report a file that no kind claims: it would silently not be on the site."""
    known = chain.from_iterable(kind.places for kind in (*KINDS.values(), CASES))
    fix = f"move it to one of: {', '.join(known)}"
    return place.error("stray-file", "no kind of record lives here", fix=fix)


def _without_outcome(content: Path, found: list[_Found]) -> Iterator[Problem]:
    """Report folders with rules or days of an outcome that is not there."""
    outcomes = {each.home.id for each in found if each.home.kind.folder == "checker/outcomes"}
    named = {each.home.folders["outcome"] for each in found if "outcome" in each.home.folders}
    for outcome in sorted(named - outcomes):
        place = Place(f"{content.name}/checker/{outcome}/outcome.yml")
        fix = "write the outcome, or move what lies in this folder to the outcome it belongs to."
        yield place.error("missing-file", "this file is missing", fix=fix)


def _wrong_id(home: Home, place: Place) -> Problem | None:
    """Return what is wrong with the names of a file.

    They become addresses of pages and names in scripts.
    """
    for name in (home.id, *home.folders.values()):
        if TAKEN.fullmatch(name):
            what = f'"{name}" has a meaning of its own'
            return place.error("id", what, fix="give the file another name.")
    form, fix = ID, "use small letters a-z, digits and hyphens only, such as  my-letter.yml"
    if home.kind.folder == "wording":
        form = CODE
        fix = "use the code of a language in translations/locales.yml, such as  fa-AF.yml"
    for name in (home.id, *home.folders.values()):
        if not re.fullmatch(form, name):
            return place.error("id", f'"{name}" cannot be a name', fix=fix)
    return None


def links_in(folder: Path) -> list[Problem]:
    """Report what is not a plain file or folder, and a folder with more than we would ever read.

    A symbolic link publishes, or overwrites, what lies elsewhere.
    """
    found: list[Problem] = []
    number = 0
    why, fix = "the site is made from this folder only.", "put the file itself here."
    for below, folders, names in os.walk(folder):
        number += len(names)
        if number > MOST_FILES:
            what = f"there are more than {MOST_FILES} files here"
            fix = "look what came in, and move it elsewhere."
            return [Place(folder.name).error("size", what, fix=fix)]
        for path in sorted(Path(below) / name for name in (*folders, *names)):
            if path.is_symlink():
                what = "this is a symbolic link"
            elif path.is_dir() or path.is_file():
                continue
            else:
                what = "this is not a file"
            place = Place(f"{folder.name}/{path.relative_to(folder).as_posix()}")
            found.append(place.error("link", what, why=why, fix=fix))
    return found


def _load_record(found: _Found, loaded: Loaded) -> Record | None:
    """Read one record; what its folder says about it, it does not say again."""
    file = _load_file(found.path, found.name, found.home.ident, loaded)
    if file is None:
        return None
    data = file.data
    if isinstance(data, dict):
        said = {key: found.home.folders[key] for key in found.home.kind.said_by_folder}
        for key in said.keys() & data:
            fix = "delete this line; to change what it says, move the file to another folder."
            what = f'the folder says that "{key}" is "{said[key]}"'
            loaded.problems.append(file.keys[key,].error("unknown-key", what, fix=fix))
        data = said | data
    return _validated(file, data, found.home.kind.model.model_validate, loaded)


def _load_cases(found: _Found, loaded: Loaded) -> None:
    """Read a list of cases."""
    loaded.cases[found.home.ident] = ()
    if file := _load_file(found.path, found.name, found.home.ident, loaded):
        cases = _validated(file, file.data, LISTS_OF_CASES.validate_python, loaded)
        loaded.cases[found.home.ident] = cases or ()


def _load_single(
    content: Path, ident: str, validate: Callable[[object], T], loaded: Loaded
) -> T | None:
    """Read one of the files that there is only one of."""
    path, name = content / f"{ident}.yml", f"{content.name}/{ident}.yml"
    if not path.exists():
        fix = "content/README.md says what it holds."
        loaded.problems.append(Place(name).error("missing-file", "this file is missing", fix=fix))
        return None
    file = _load_file(path, name, ident, loaded)
    if file is None:
        return None
    return _validated(file, file.data, validate, loaded)


def _load_file(path: Path, name: str, ident: str, loaded: Loaded) -> YamlFile | None:
    """Read what a file says, if it can be read."""
    file = loaded.files[ident] = read_yaml(path, name, loaded.memory)
    loaded.problems += file.problems
    return None if file.problems else file


def _validated(
    file: YamlFile, data: object, validate: Callable[[object], T], loaded: Loaded
) -> T | None:
    """Return what a file says as a record, if it has the right form."""
    try:
        return validate(data)
    except ValidationError as error:
        loaded.problems += problems_in(file, error)
        return None


def read_as(
    path: Path, name: str, validate: Callable[[object], T]
) -> tuple[T | None, YamlFile, list[Problem]]:
    """Return what a file by itself says, if it has the right form; the file; and what is wrong with it."""
    file = read_yaml(path, name)
    if file.problems:
        return None, file, file.problems
    try:
        return validate(file.data), file, []
    except ValidationError as error:
        return None, file, problems_in(file, error)


def problems_in(file: YamlFile, error: ValidationError) -> list[Problem]:
    """Return the mistakes in a file in the words of its author, each at its place and each once."""
    errors = _without_misspelled(_without_short(error.errors(include_url=False)))
    # What fits none of several kinds of value is reported for each of them: say it once.
    found: dict[tuple[Place, str], Problem] = {}
    for each in errors:
        problem = _problem(file, each)
        said = "" if problem.check == "type" else problem.headline
        found.setdefault((problem.place, said), problem)
    return list(found.values())


def _without_short(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out that a list is too short where one of its entries is wrong."""
    inner = [each["loc"] for each in errors if each["type"] != "too_short"]

    def has_inner(loc: tuple[str | int, ...]) -> bool:
        return any(each[: len(loc)] == loc for each in inner)

    return [each for each in errors if each["type"] != "too_short" or not has_inner(each["loc"])]


def _without_misspelled(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out that a key is missing where one that is written almost so is unknown."""
    extra = [str(each["loc"][-1]) for each in errors if each["type"] == "extra_forbidden"]
    missing = [str(each["loc"][-1]) for each in errors if each["type"] == "missing"]
    misspelled: set[str] = set()
    for word in extra:
        misspelled.update(difflib.get_close_matches(word, missing, n=1))
    return [
        each
        for each in errors
        if each["type"] != "missing" or str(each["loc"][-1]) not in misspelled
    ]


def _problem(file: YamlFile, error: ErrorDetails) -> Problem:
    """Return a mistake in the words of the author of a file."""
    path, written = _path_in_file(file, error["loc"]), error["input"]
    place = file.place(path)
    last = str(error["loc"][-1]) if error["loc"] else ""
    if last == "[key]":
        place = file.keys.get(path, place)
    match error["type"]:
        case "missing" if last.isdecimal():
            return place.error("missing-key", "this list is too short", fix="add what is missing.")
        case "missing":
            return place.error("missing-key", f'"{last}" is missing', fix=f"add  {last}: ...")
        case "extra_forbidden":
            place = file.keys.get(path, place)
            guess = nearest(last, keys_at(file.file, path))
            fix = f"{guess}all keys are explained in content/README.md."
            return place.error("unknown-key", f'"{last}" is not a key here', fix=fix)
        case "string_type" if _is_scalar(written):
            why = "it looks like a number or date, but it is a name."
            fix = f'put it in quotes: "{written}"'
            return place.error("type", "this must be text", why=why, fix=fix)
        case "string_type":
            return place.error("type", "this must be text", fix="write words here")
        case "literal_error":
            choices = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            fix = f"{nearest(str(written), choices)}use one of: {', '.join(choices)}."
            return place.error("value", f'"{written}" is not possible here', fix=fix)
        case "value_error":
            # Our own validators say "what | how to mend".
            what, _, fix = str(error["ctx"]["error"]).partition(" | ")
            return place.error("value", what, fix=fix)
        case "date_type":
            return place.error("type", "this must be a day", fix="write it like 2031-01-31")
        case "model_type" | "dict_type":
            fix = "write  key: value  on lines of their own."
            return place.error("type", "this must be keys with values", fix=fix)
        case "tuple_type":
            fix = "begin each entry on a new line with a dash."
            return place.error("type", "this must be a list", fix=fix)
        case "too_short":
            what = f'"{last}" needs at least one entry'
            return place.error("empty", what, fix="add one below it.")
        case "string_too_short":
            fix = "write the text or leave the key out."
            return place.error("empty", "this text is empty", fix=fix)
        case "string_pattern_mismatch":
            fix = f"write it in the form {error['ctx']['pattern']}"
            return place.error("value", f'"{written}" does not have the right form', fix=fix)
    return place.error("type", error["msg"][0].lower() + error["msg"][1:])


def _is_scalar(value: object) -> bool:
    return not isinstance(value, (dict, list)) and value is not None


def _path_in_file(file: YamlFile, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Drop the parts pydantic adds (union members), which are nowhere in the file."""
    path: tuple[str | int, ...] = ()
    for part in loc:
        longer = (*path, part)
        if longer in file.values or longer in file.keys:
            path = longer
    return path
