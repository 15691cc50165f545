"""content/ -> Site and problems. Raw YAML ends here; everything after this works with typed records."""

import difflib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import Discriminator, Tag, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from mionido.model.checker import CheckerPage
from mionido.model.glossary import Glossary
from mionido.model.schema import keys_at
from mionido.model.site import CODE, ID, KINDS, LINKABLE, TAKEN, About, Site, mentions
from mionido.model.text import Plural, Record, Text
from mionido.problems import Place, Problem, nearest
from mionido.read.yamlfile import YamlFile, read_yaml

Words = Annotated[Text, Tag("text")] | Annotated[Plural, Tag("plural")]
INTERFACE = TypeAdapter(
    dict[str, Annotated[Words, Discriminator(lambda value: "plural" if isinstance(value, dict) else "text")]]
)


@dataclass
class Loaded:
    """A site, where each of its values was written, and what was wrong. `site` is None after an error."""

    site: Site | None
    files: dict[str, YamlFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, ident: str, path: tuple[str | int, ...] = ()) -> Place:
        """Return where the value at `path` of record `ident` stands."""
        return self.files[ident].place(path) if ident in self.files else Place("content")


def load_site(content: Path) -> Loaded:
    """Read every file below `content`; collect all mistakes before giving up."""
    loaded = Loaded(site=None)
    records: dict[str, dict[str, Record]] = {
        kind: dict(_load_folder(content, kind, model, loaded)) for kind, model in KINDS.items()
    }
    singles = {
        name: _load_one(content, name, validate, loaded)
        for name, validate in (
            ("site", About.model_validate),
            ("interface", INTERFACE.validate_python),
            ("checker/checker", CheckerPage.model_validate),
        )
    }
    loaded.problems += _stray_files(content)
    if not any(problem.is_error for problem in loaded.problems):
        about, interface, checker = singles.values()
        loaded.site = Site.model_construct(
            about=about,
            interface=interface,
            checker=checker,
            records=records,
            mentioned_by=mentions(records),
            words_of=_words_of(records),
        )
    return loaded


def _words_of(records: dict[str, dict[str, Record]]) -> dict[str, tuple[str, ...]]:
    """Return the terms that stand in the texts of each record with a page of its own."""
    glossary = Glossary(records["terms"])
    return {
        f"{kind}/{name}": glossary.terms_in(record)
        for kind in LINKABLE
        if kind != "terms"
        for name, record in records[kind].items()
    }


def _load_folder(content: Path, kind: str, model: type[Record], loaded: Loaded):
    for path in sorted(path for path in (content / kind).glob("*.yml") if path.is_file()):
        if problem := _wrong_id(kind, path):
            loaded.problems.append(problem)
            continue
        record = _load_one(content, f"{kind}/{path.stem}", model.model_validate, loaded)
        if record is not None:
            yield path.stem, record


def _wrong_id(kind: str, path: Path) -> Problem | None:
    """Return what is wrong with the name of a file: it becomes the address of a page and a name in scripts."""
    place = Place(f"{path.parents[kind.count('/') + 1].name}/{kind}/{path.name}")
    if path.stem in TAKEN:
        return place.error("id", f'"{path.stem}" has a meaning of its own', fix="give the file another name.")
    form, fix = ID, "use small letters a-z, digits and hyphens only, such as  my-letter.yml"
    if kind == "wording":
        form, fix = CODE, "use the code of a language in translations/locales.yml, such as  fa-AF.yml"
    return None if re.fullmatch(form, path.stem) else place.error("id", f'"{path.stem}" cannot be a name', fix=fix)


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


def _load_one(content: Path, ident: str, validate: Any, loaded: Loaded) -> Any:
    path = content / f"{ident}.yml"
    name = f"{content.name}/{ident}.yml"
    if not path.exists():
        loaded.problems.append(
            Place(name).error("missing-file", "this file is missing", fix="content/README.md says what it holds.")
        )
        return None
    file = loaded.files[ident] = read_yaml(path, name)
    loaded.problems += file.problems
    if file.problems:
        return None
    try:
        return validate(file.data)
    except ValidationError as error:
        loaded.problems += problems_in(file, error)
        return None


def _stray_files(content: Path) -> list[Problem]:
    """Report files that no kind claims: they would silently not be on the site, or be copied to it."""
    singles = {"site.yml", "interface.yml", "checker/checker.yml", "README.md"}
    known = {f"{kind}/": ".yml" for kind in KINDS}
    stray = []
    for path in sorted(path for path in content.rglob("*") if path.is_file()):
        relative = path.relative_to(content).as_posix()
        folder = relative.rpartition("/")[0] + "/"
        if relative in singles or path.suffix == (known | {"schema/": ".json"}).get(folder):
            continue
        fix = f"move it to one of: {', '.join(sorted(known))} and end its name in .yml"
        place = Place(f"{content.name}/{relative}")
        stray.append(place.error("stray-file", "no kind of record lives here", fix=fix))
    return stray


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
