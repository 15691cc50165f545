"""JSON Schema of every kind of record, for editors and for hints about misspelled keys."""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from mionido.model.checker import Case, Cases, CheckerPage
from mionido.model.site import CASES, KINDS, About, home_of, places
from mionido.model.text import Record

FILES: dict[str, type[Record]] = {"site": About, "checker/checker": CheckerPage}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema per kind, keyed by folder (`duties`) or file (`site`)."""
    found = {kind: model.model_json_schema(by_alias=True) for kind, model in (KINDS | FILES).items()}
    return found | {CASES: TypeAdapter(Cases).json_schema(by_alias=True)}


def editor_settings(folder: str) -> dict[str, list[str]]:
    """Return for each schema in `folder` the files it is for, as the YAML extension of VS Code wants to know it."""
    kinds = (*KINDS, CASES)
    files = {kind: [_glob(place) for place in places(kind)] for kind in kinds} | {
        name: [f"{name}.yml"] for name in FILES
    }
    return {f"{folder}/{_name(kind)}": [f"content/{each}" for each in found] for kind, found in files.items()}


def _glob(place: str) -> str:
    return re.sub(r"{\w+}", "*", place)


def _name(kind: str) -> str:
    return f"{kind.replace('/', '-')}.json"


def write_schemas(folder: Path) -> list[Path]:
    """Write one `<kind>.json` per kind and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind, schema in schemas().items():
        path = folder / _name(kind)
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path)
    return written


def keys_at(file: str, path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that exist next to `path` in a content file."""
    path_in_content = file.split("/", 1)[1]
    home = home_of(path_in_content)
    if home and home.kind == CASES:
        model: type[Record] | None = Case
        path = path[1:]  # after the number of the case
    else:
        model = KINDS[home.kind] if home else FILES.get(path_in_content.removesuffix(".yml"))
    if model is None:
        return []
    if len(path) <= 1:
        return [info.alias or name for name, info in model.model_fields.items()]
    definitions = model.model_json_schema(by_alias=True).get("$defs", {}).values()
    return [key for each in definitions for key in each.get("properties", {})]
