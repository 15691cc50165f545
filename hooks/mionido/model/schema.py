"""JSON Schema of every kind of record, for editors and for hints about misspelled keys."""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from mionido.model.checker import Cases
from mionido.model.jurisdiction import Jurisdiction
from mionido.model.kinds import CASES, KINDS, home_of
from mionido.model.site import SINGLES
from mionido.model.termbase import Avoided, Termbase, TermNotes
from mionido.model.text import Record, keys_of
from mionido.problems import ExpectedError

SCHEMAS = ".schemas"
SETTINGS = ".vscode/settings.json"
GLOSSARY = "glossary"  # of a language, in its folder


def models() -> dict[str, type[Record]]:
    """Return the class of every file in content/ by its folder (`duties`) or its id (`site`)."""
    singles = {each.ident: each.model for each in SINGLES if isinstance(each.model, type)}
    return {folder: kind.model for folder, kind in KINDS.items()} | singles


def schemas(jurisdiction: Jurisdiction) -> dict[str, dict[str, Any]]:
    """Return the JSON Schema per kind, keyed by folder (`duties`) or file (`site`)."""
    made = {name: model.model_json_schema(by_alias=True) for name, model in models().items()}
    made[CASES.folder] = TypeAdapter(Cases).json_schema(by_alias=True)
    made[GLOSSARY] = Termbase.model_json_schema(by_alias=True)
    for schema in made.values():
        _declare(schema, jurisdiction)
    return made


def _declare(schema: dict[str, Any], jurisdiction: Jurisdiction) -> None:
    """Name what jurisdiction.yml declares: places of a law, kinds and levels of instruments."""
    definitions = schema.get("$defs", {})
    places = {key: {"type": "string"} for key in jurisdiction.places}
    for name in ("Citation", "Provision"):
        if name in definitions:
            definitions[name]["properties"] |= places
            definitions[name]["additionalProperties"] = False
    if schema.get("title") == "Instrument":
        schema["properties"]["kind"]["enum"] = [*jurisdiction.kinds]
        schema["properties"]["level"]["enum"] = [*jurisdiction.levels]


def editor_settings() -> dict[str, list[str]]:
    """Return for each schema the files it is for, as the YAML extension of VS Code wants it."""
    kinds = (*KINDS.values(), CASES)
    files = {kind.folder: [_glob(place) for place in kind.places] for kind in kinds}
    files |= {name: [f"{name}.yml"] for name in models() if name not in KINDS}
    settings = {
        f"{SCHEMAS}/{_file_of(name)}": [f"content/{each}" for each in found]
        for name, found in files.items()
    }
    return settings | {f"{SCHEMAS}/{_file_of(GLOSSARY)}": [f"translations/*/{GLOSSARY}.yml"]}


def _glob(place: str) -> str:
    return re.sub(r"{\w+}", "*", place)


def write_schemas(root: Path, jurisdiction: Jurisdiction) -> list[Path]:
    """Write one `<kind>.json` per kind, and tell VS Code of them; return the paths."""
    written = [
        _write(root / SCHEMAS / _file_of(name), schema)
        for name, schema in schemas(jurisdiction).items()
    ]
    settings = root / SETTINGS
    return [*written, _write(settings, _read(settings) | {"yaml.schemas": editor_settings()})]


def _read(path: Path) -> dict[str, Any]:
    """Return what the settings of an editor say. Raises ExpectedError if they cannot be read."""
    if not path.exists():
        return {}
    _refuse_links(path)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ExpectedError(f"{path} is not JSON: {error}. Mend or delete it.") from None
    if not isinstance(found, dict):
        raise ExpectedError(f"{path} is not an object of JSON. Mend or delete it.")
    return found


def _file_of(name: str) -> str:
    return f"{name.replace('/', '-')}.json"


def _write(path: Path, data: dict[str, Any]) -> Path:
    _refuse_links(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _refuse_links(path: Path) -> None:
    """Raise ExpectedError where we would write into something elsewhere."""
    for each in (path, path.parent):
        if each.is_symlink():
            raise ExpectedError(f"{each} is a symbolic link. Put the file itself there.")


def keys_at(file: str, path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that exist next to `path` in a content file."""
    if file.endswith(f"/{GLOSSARY}.yml"):
        return [
            *keys_of(Termbase).values(),
            *keys_of(TermNotes).values(),
            *keys_of(Avoided).values(),
        ]
    place = file.split("/", 1)[1]
    home = home_of(place)
    model = home.kind.model if home else models().get(place.removesuffix(".yml"))
    if home and home.kind is CASES:
        path = path[1:]  # after the number of the case
    if model is None:
        return []
    if len(path) <= 1:
        return [*keys_of(model).values()]
    keys: list[str] = []
    for definition in model.model_json_schema(by_alias=True).get("$defs", {}).values():
        keys += definition.get("properties", {})
    return keys
