"""JSON Schema of every kind of record, for editors and for hints about misspelled keys."""

import json
from pathlib import Path
from typing import Any

from mionido.model.checker import CheckerPage
from mionido.model.jurisdiction import Jurisdiction
from mionido.model.site import KINDS, About
from mionido.model.text import Record

FILES: dict[str, type[Record]] = {"site": About, "jurisdiction": Jurisdiction, "checker/checker": CheckerPage}


def schemas(jurisdiction: Jurisdiction) -> dict[str, dict[str, Any]]:
    """Return the JSON Schema per kind, keyed by folder (`duties`) or file (`site`)."""
    made = {kind: model.model_json_schema(by_alias=True) for kind, model in (KINDS | FILES).items()}
    for schema in made.values():
        _declare(schema, jurisdiction)
    return made


def _declare(schema: dict[str, Any], jurisdiction: Jurisdiction) -> None:
    """Name what jurisdiction.yml declares: the places of a law, and the kinds and levels of instruments."""
    definitions = schema.get("$defs", {})
    for name in ("Citation", "Provision"):
        if name in definitions:
            definitions[name]["properties"] |= {key: {"type": "string"} for key in jurisdiction.places}
            definitions[name]["additionalProperties"] = False
    if schema["title"] == "Instrument":
        schema["properties"]["kind"]["enum"] = [*jurisdiction.kinds]
        schema["properties"]["level"]["enum"] = [*jurisdiction.levels]


def write_schemas(folder: Path, jurisdiction: Jurisdiction) -> list[Path]:
    """Write one `<kind>.json` per kind and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind, schema in schemas(jurisdiction).items():
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
