"""Every address outside the site that a page leads to."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from mionido.problems import Problem
from mionido.review import KeyPath, Review

# A web address, an e-mail address and a telephone number, as a phone can follow them.
FORMS = {
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}"),
    "phone": re.compile(r"\+?[\d ()-]{3,}"),
}


def external_links(review: Review) -> Iterator[tuple[str, KeyPath, str]]:
    """Yield (id of the file, path inside it, address) for every web address that readers can follow."""
    for kind in ("instruments", "publications"):
        for ident, record in review.records(kind):
            if record.url:
                yield ident, ("url",), record.url
    for ident, organisation in review.records("organisations"):
        for index, contact in enumerate(organisation.contact):
            if contact.kind == "web":
                yield ident, ("contact", index, "value"), contact.value


def malformed_addresses(review: Review) -> Iterator[Problem]:
    """A web address, e-mail address or telephone number is not one.

    Why: a reader who needs help would tap on it, and nothing would happen.
    Example: `{kind: web, value: www.duo.nl}`
    Use instead: `{kind: web, value: "https://www.duo.nl"}`
    """
    for ident, path, url in external_links(review):
        parts = urlsplit(url)
        if parts.scheme not in ("https", "http") or "." not in parts.netloc or re.search(r"\s|…", url):
            place = review.loaded.place(ident, path)
            yield place.error("address", f'"{url}" is not a web address', fix="write it whole: https://www.example.nl")
    for ident, organisation in review.records("organisations"):
        for index, contact in enumerate(organisation.contact):
            form = FORMS.get(contact.kind)
            if form and not form.fullmatch(contact.value):
                place = review.loaded.place(ident, ("contact", index, "value"))
                yield place.error(
                    "address", f'"{contact.value}" is not a {contact.kind} address', fix="look it up again."
                )
