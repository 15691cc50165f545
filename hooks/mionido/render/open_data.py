"""Site -> open data: the same facts as the pages, as JSON that others may use."""

import json
from typing import Any

from mionido.checker.compiled import Checker
from mionido.model.site import Site
from mionido.translate.messages import context


def open_data(site: Site, locale: str, checker: Checker) -> str:
    """Return the records of a locale and the rules as JSON text, keys in the order of the files."""
    records: dict[str, dict[str, Any]] = {kind: {} for kind in site.records}
    for kind, some in site.records.items():
        for name, record in some.items():
            records[kind][name] = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    about = site.about.model_dump(mode="json", exclude_none=True)
    data = {"locale": locale, "site": about, "records": records, "checker": checker}
    others = {context(ident, path): text.lang for ident, path, text in site.texts() if text.lang}
    if others:  # what is not in this language, and in which it is
        data["in_other_languages"] = others
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
