"""Site -> open data: the same facts as the pages, as JSON that others may use."""

import json
from typing import Any

from mionido.checker.compiled import Checker
from mionido.model.site import Site


def open_data(site: Site, locale: str, checker: Checker) -> str:
    """Return the records of a locale and the rules as JSON text, keys in the order of the files."""
    records: dict[str, dict[str, Any]] = {kind: {} for kind in site.records}
    for kind, some in site.records.items():
        for name, record in some.items():
            records[kind][name] = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    about = site.about.model_dump(mode="json", exclude_none=True)
    data = {"locale": locale, "site": about, "records": records, "checker": checker}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
