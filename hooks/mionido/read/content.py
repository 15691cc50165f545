"""content/ -> Site and problems. Raw YAML ends here; everything after this works with typed records."""

import difflib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from mionido.model.checker import Cases
from mionido.model.glossary import Glossary
from mionido.model.kinds import CASES, KINDS, Home, home_of
from mionido.model.schema import keys_at
from mionido.model.site import CODE, ID, SINGLES, TAKEN, Site, mentions
from mionido.model.text import Record
from mionido.model.topics import Term
from mionido.problems import Place, Problem, nearest
from mionido.read.yamlfile import Path_, YamlFile, read_yaml

T = TypeVar("T")
LISTS_OF_CASES = TypeAdapter(Cases)


@dataclass
class Loaded:
    """What was read: the site if nothing was wrong, where each of its values was written, and what was wrong."""

    made: Site | None = None
    cases: dict[str, Cases] = field(default_factory=dict)
    files: dict[str, YamlFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

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
        return self.files[ident].place(path) if ident in self.files else Place("content")


def load_site(content: Path) -> Loaded:
    """Read every file below `content`; collect all mistakes before giving up."""
    loaded = Loaded()
    records = _load_records(content, loaded)
    singles = {
        single.field: _load_single(content, single.ident, TypeAdapter(single.model).validate_python, loaded)
        for single in SINGLES
    }
    about, jurisdiction = singles["about"], singles["jurisdiction"]
    if about and jurisdiction and not any(problem.is_error for problem in loaded.problems):
        is_official = jurisdiction.official_language == about.source_language
        loaded.made = Site.model_construct(
            **singles,
            records=records,
            mentioned_by=mentions(records),
            words_of=_words_of(records, is_official=is_official),
        )
    return loaded


def _words_of(records: dict[str, dict[str, Record]], *, is_official: bool) -> dict[str, tuple[str, ...]]:
    """Return the terms that stand in the texts of each record with a page of its own.

    Only texts in the language of letters can hold its words without a mark.
    """
    terms = {name: term for name, term in records["terms"].items() if isinstance(term, Term)}
    glossary = Glossary(terms if is_official else {})
    found: dict[str, tuple[str, ...]] = {}
    for folder in (kind.folder for kind in KINDS.values() if kind.template):
        found |= {f"{folder}/{name}": glossary.terms_in(record) for name, record in records[folder].items()}
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
    """Return the file of every record, in the order of their names. What lies anywhere else is a mistake."""
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
    """Report a file that no kind claims: it would silently not be on the site, or be copied to it."""
    known = [each for kind in (*KINDS.values(), CASES) for each in kind.places]
    return place.error("stray-file", "no kind of record lives here", fix=f"move it to one of: {', '.join(known)}")


def _without_outcome(content: Path, found: list[_Found]) -> Iterator[Problem]:
    """Report folders with rules or days of an outcome that is not there."""
    outcomes = {each.home.id for each in found if each.home.kind.folder == "checker/outcomes"}
    named = {each.home.folders["outcome"] for each in found if "outcome" in each.home.folders}
    for outcome in sorted(named - outcomes):
        fix = "write the outcome, or move what lies in this folder to the outcome it belongs to."
        yield Place(f"{content.name}/checker/{outcome}/outcome.yml").error(
            "missing-file", "this file is missing", fix=fix
        )


def _wrong_id(home: Home, place: Place) -> Problem | None:
    """Return what is wrong with the names of a file: they become addresses of pages and names in scripts."""
    if home.id in TAKEN:
        return place.error("id", f'"{home.id}" has a meaning of its own', fix="give the file another name.")
    form, fix = ID, "use small letters a-z, digits and hyphens only, such as  my-letter.yml"
    if home.kind.folder == "wording":
        form, fix = CODE, "use the code of a language in translations/locales.yml, such as  fa-AF.yml"
    for name in (home.id, *home.folders.values()):
        if not re.fullmatch(form, name):
            return place.error("id", f'"{name}" cannot be a name', fix=fix)
    return None


def links_in(folder: Path) -> list[Problem]:
    """Report what is not a plain file or folder: a symbolic link publishes, or overwrites, what lies elsewhere."""
    found = []
    for below, folders, names in os.walk(folder):
        for path in sorted(Path(below) / name for name in (*folders, *names)):
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                place = Place(f"{folder.name}/{path.relative_to(folder).as_posix()}")
                what = "this is a symbolic link" if path.is_symlink() else "this is not a file"
                fix = "put the file itself here."
                found.append(place.error("link", what, why="the site is made from this folder only.", fix=fix))
    return found


def _load_record(found: _Found, loaded: Loaded) -> Record | None:
    """Read one record; what its folder says about it, it does not say again."""
    file = _load_file(found.path, found.name, found.home.ident, loaded)
    if file is None:
        return None
    said = {key: found.home.folders[key] for key in found.home.kind.said_by_folder}
    if not isinstance(file.data, dict):
        said = {}
    for key in said.keys() & file.data:
        fix = "delete this line; to change what it says, move the file to another folder."
        what = f'the folder says that "{key}" is "{said[key]}"'
        loaded.problems.append(file.keys[key,].error("unknown-key", what, fix=fix))
    data = file.data if not said else said | file.data
    return _validated(file, data, found.home.kind.model.model_validate, loaded)


def _load_cases(found: _Found, loaded: Loaded) -> None:
    """Read a list of cases."""
    file = _load_file(found.path, found.name, found.home.ident, loaded)
    cases = None if file is None else _validated(file, file.data, LISTS_OF_CASES.validate_python, loaded)
    loaded.cases[found.home.ident] = cases or ()


def _load_single(content: Path, ident: str, validate: Callable[[object], T], loaded: Loaded) -> T | None:
    """Read one of the files that there is only one of."""
    path, name = content / f"{ident}.yml", f"{content.name}/{ident}.yml"
    if not path.exists():
        fix = "content/README.md says what it holds."
        loaded.problems.append(Place(name).error("missing-file", "this file is missing", fix=fix))
        return None
    file = _load_file(path, name, ident, loaded)
    return None if file is None else _validated(file, file.data, validate, loaded)


def _load_file(path: Path, name: str, ident: str, loaded: Loaded) -> YamlFile | None:
    """Read what a file says, if it can be read."""
    file = loaded.files[ident] = read_yaml(path, name)
    loaded.problems += file.problems
    return None if file.problems else file


def _validated(file: YamlFile, data: object, validate: Callable[[object], T], loaded: Loaded) -> T | None:
    """Return what a file says as a record, if it has the right form."""
    try:
        return validate(data)
    except ValidationError as error:
        loaded.problems += problems_in(file, error)
        return None


def problems_in(file: YamlFile, error: ValidationError) -> list[Problem]:
    """Return the mistakes in a file in the words of its author, each at its place and each once."""
    errors = error.errors(include_url=False)
    # A list with a wrong entry is also reported as too short, and a misspelled key as missing: say it once.
    inner = [each["loc"] for each in errors if each["type"] != "too_short"]
    errors = [
        e for e in errors if e["type"] != "too_short" or not any(loc[: len(e["loc"])] == e["loc"] for loc in inner)
    ]
    extra = [str(each["loc"][-1]) for each in errors if each["type"] == "extra_forbidden"]
    missing = [str(each["loc"][-1]) for each in errors if each["type"] == "missing"]
    misspelled = {key for word in extra for key in difflib.get_close_matches(word, missing, n=1)}
    errors = [e for e in errors if e["type"] != "missing" or str(e["loc"][-1]) not in misspelled]
    # What fits none of several kinds of value is reported for each of them: say it once.
    found: dict[tuple[Place, str], Problem] = {}
    for problem in (_problem(file, each) for each in errors):
        found.setdefault((problem.place, "" if problem.check == "type" else problem.headline), problem)
    return list(found.values())


def _problem(file: YamlFile, error: ErrorDetails) -> Problem:
    path = _path_in_file(file, error["loc"])
    place = file.place(path)
    last = str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "missing":
            return place.error("missing-key", f'"{last}" is missing', fix=f"add  {last}: ...")
        case "extra_forbidden":
            place = file.keys.get(path, place)
            fix = f"{nearest(last, _known_keys(file, path))}all keys are explained in content/README.md."
            return place.error("unknown-key", f'"{last}" is not a key here', fix=fix)
        case "string_type":
            fix = f'put it in quotes: "{error["input"]}"' if _is_scalar(error["input"]) else "write words here"
            why = "it looks like a number or date, but it is a name." if _is_scalar(error["input"]) else ""
            return place.error("type", "this must be text", why=why, fix=fix)
        case "literal_error":
            choices = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            fix = f"{nearest(str(error['input']), choices)}use one of: {', '.join(choices)}."
            return place.error("value", f'"{error["input"]}" is not possible here', fix=fix)
        case "value_error":
            # Our own validators say "what | how to mend".
            what, _, fix = str(error["ctx"]["error"]).partition(" | ")
            return place.error("value", what, fix=fix)
        case "tuple_type":
            return place.error("type", "this must be a list", fix="begin each entry on a new line with a dash.")
        case "too_short":
            return place.error("empty", f'"{last}" needs at least one entry', fix="add one below it.")
        case "string_too_short":
            return place.error("empty", "this text is empty", fix="write the text or leave the key out.")
        case "string_pattern_mismatch":
            fix = f"write it in the form {error['ctx']['pattern']}"
            return place.error("value", f'"{error["input"]}" does not have the right form', fix=fix)
    return place.error("type", error["msg"][0].lower() + error["msg"][1:])


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, (dict, list)) and value is not None


def _path_in_file(file: YamlFile, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Drop the parts pydantic adds (union members), which are nowhere in the file."""
    path: tuple[str | int, ...] = ()
    for part in loc:
        if (*path, part) in file.values or (*path, part) in file.keys:
            path = (*path, part)
    return path


def _known_keys(file: YamlFile, path: tuple[str | int, ...]) -> list[str]:
    return keys_at(file.file, path)
