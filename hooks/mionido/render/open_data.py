"""Site -> open data: the same facts as the pages, as JSON that others may use."""

import json

from mionido.checker.compiled import Checker
from mionido.model.site import Site


def open_data(site: Site, locale: str, checker: Checker) -> str:
    """Return one locale's records and the checker's rules as JSON text, keys in the order of the files."""
    records = {
        kind: {
            name: record.model_dump(mode="json", by_alias=True, exclude_none=True)
            for name, record in records.items()
        }
        for kind, records in site.records.items()
    }
    about = site.about.model_dump(mode="json", exclude_none=True)
    data = {"locale": locale, "site": about, "records": records, "checker": checker}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
