"""JSON Schema of every kind of record, for editors and for hints about misspelled keys."""

import json
from pathlib import Path
from typing import Any

from mionido.model.kinds import KINDS
from mionido.model.site import SINGLES
from mionido.model.text import Record

SCHEMAS = "content/schema"
SETTINGS = ".vscode/settings.json"


def models() -> dict[str, type[Record]]:
    """Return the class of every file in content/, by its folder (`duties`) or, of a single one, its id (`site`)."""
    singles = {each.ident: each.model for each in SINGLES if isinstance(each.model, type)}
    return {folder: kind.model for folder, kind in KINDS.items()} | singles


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema per kind, keyed by folder (`duties`) or file (`site`)."""
    return {name: model.model_json_schema(by_alias=True) for name, model in models().items()}


def editor_settings() -> dict[str, str]:
    """Return for each schema which files it is for, as VS Code wants it under `yaml.schemas`."""
    return {f"{SCHEMAS}/{_file_of(name)}": f"content/{name}{'/*' if name in KINDS else ''}.yml" for name in models()}


def write_schemas(root: Path) -> list[Path]:
    """Write one `<kind>.json` per kind, and tell VS Code of them; return the paths."""
    written = [_write(root / SCHEMAS / _file_of(name), schema) for name, schema in schemas().items()]
    settings = root / SETTINGS
    others = json.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {}
    return [*written, _write(settings, others | {"yaml.schemas": editor_settings()})]


def _file_of(name: str) -> str:
    return f"{name.replace('/', '-')}.json"


def _write(path: Path, data: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def keys_at(file: str, path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that exist next to `path` in a content file."""
    name = file.split("/", 1)[1].removesuffix(".yml")
    model = models().get(name.rpartition("/")[0]) or models().get(name)
    if model is None:
        return []
    if len(path) <= 1:
        return [info.alias or name for name, info in model.model_fields.items()]
    definitions = model.model_json_schema(by_alias=True).get("$defs", {}).values()
    return [key for each in definitions for key in each.get("properties", {})]
