"""JSON Schema of every kind of record, for editors and for hints about misspelled keys."""

import json
from pathlib import Path
from typing import Any

from mionido.model.checker import CheckerPage
from mionido.model.site import KINDS, About
from mionido.model.text import Record

FILES: dict[str, type[Record]] = {"site": About, "checker/checker": CheckerPage}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema per kind, keyed by folder (`duties`) or file (`site`)."""
    return {kind: model.model_json_schema(by_alias=True) for kind, model in (KINDS | FILES).items()}


def write_schemas(folder: Path) -> list[Path]:
    """Write one `<kind>.json` per kind and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind, schema in schemas().items():
        path = folder / f"{kind.replace('/', '-')}.json"
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path)
    return written


def keys_at(file: str, path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that exist next to `path` in a content file."""
    kind = file.split("/", 1)[1].rpartition("/")[0]
    model = KINDS.get(kind) or FILES.get(file.split("/", 1)[1].removesuffix(".yml"))
    if model is None:
        return []
    if len(path) <= 1:
        return [info.alias or name for name, info in model.model_fields.items()]
    definitions = model.model_json_schema(by_alias=True).get("$defs", {}).values()
    return [key for each in definitions for key in each.get("properties", {})]
