"""Every address outside the site that a page leads to."""

import re
from collections.abc import Iterator

from mionido.check.allowed import legible
from mionido.check.draft import Draft
from mionido.model.jurisdiction import Phone
from mionido.model.law import Instrument, Publication
from mionido.model.topics import Organisation
from mionido.model.walk import KeyPath
from mionido.problems import Problem

# A name of a host in small Latin letters: no number address, no port, no letters of other scripts, also not encoded.
HOST = r"(?:(?!xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
# What may follow it. A backslash is a slash to a browser, and a space or a control character ends an address.
REST = r"A-Za-z0-9._~!$&'()*+,;=:@%/\-"
# A web address, an e-mail address and a telephone number, as a phone can follow them.
FORMS = {
    "web": re.compile(rf"https://{HOST}(?:/[{REST}]*(?:\?[{REST}?]*)?(?:#[{REST}]*)?)?"),
    "email": re.compile(rf"[a-z0-9][a-z0-9._+-]*@{HOST}"),
    "phone": re.compile(r"\+?[0-9]+(?:[ -][0-9]+)*"),
}
NAMES = {
    "web": "a web address",
    "email": "an e-mail address",
    "phone": "a phone number of this country",
}
FIXES = {
    "web": "write it whole and in small letters: https://www.example.org",
    "email": "look it up again, and write it in small letters: info@example.org",
    "phone": "look it up again, and write digits and spaces only; content/jurisdiction.yml says which forms there are.",
}
# What is most often wrong with a web address, said in words; the rest is only no web address.
WRONG_WEB = (
    (re.compile(r"(?!https://)"), "does not begin with https://"),
    (
        re.compile(r"[^/]*//[^/?#]*@"),
        "has a user before its host, so it leads elsewhere than it seems",
    ),
    (re.compile(r"[^/]*//(?:[0-9.]+|0x[^/]*|\[[^/]*)(?:[:/?#]|$)"), "has a number as its host"),
    (re.compile(r"[^/]*//[^/?#]*:"), "has a port"),
    (
        re.compile(r".*(?:[^\x00-\x7f]|xn--)", re.DOTALL),
        "has letters that are not plain Latin ones",
    ),
)


def external_links(draft: Draft) -> Iterator[tuple[str, KeyPath, str]]:
    """Yield (id of the file, path inside it, address) for every web address that readers can follow."""
    records: list[tuple[str, Instrument | Publication]] = [
        *draft.records(Instrument),
        *draft.records(Publication),
    ]
    for ident, record in records:
        if record.url:
            yield ident, ("url",), record.url
    for ident, organisation in draft.records(Organisation):
        for index, contact in enumerate(organisation.contact):
            if contact.kind == "web":
                yield ident, ("contact", index, "value"), contact.value
    for key in ("repository", "report"):
        yield "site", (key,), getattr(draft.site.about, key)


def addresses(draft: Draft) -> Iterator[tuple[str, KeyPath, str, str]]:
    """Yield (id of the file, path inside it, kind, address) for everything outside the site that readers can follow."""
    yield from ((ident, path, "web", url) for ident, path, url in external_links(draft))
    for ident, organisation in draft.records(Organisation):
        for index, contact in enumerate(organisation.contact):
            if contact.kind in ("email", "phone"):
                yield ident, ("contact", index, "value"), contact.kind, contact.value


def malformed_addresses(draft: Draft) -> Iterator[Problem]:
    """A web address, e-mail address or telephone number is not one.

    Why: a reader who needs help would tap on it, and nothing would happen, or it would lead elsewhere than it seems.
    Example: `{kind: web, value: www.example.org}`
    Use instead: `{kind: web, value: "https://www.example.org"}`
    """
    for ident, path, kind, address in addresses(draft):
        if what := wrong(kind, address, draft.site.jurisdiction.phone):
            yield draft.loaded.place(ident, path).error(
                "address", f'"{legible(address)}" {what}', fix=FIXES[kind]
            )


def wrong(kind: str, address: str, phone: Phone | None) -> str:
    """Return what is wrong with an address, or nothing; `phone` says what numbers look like here."""
    digits = re.sub(r"[ -]", "", address) if kind == "phone" else ""
    if phone and phone.is_paid(digits):
        return "is a number that costs extra"
    if FORMS[kind].fullmatch(address) and (not (digits and phone) or phone.is_number(digits)):
        return ""
    said = (what for pattern, what in WRONG_WEB if kind == "web" and pattern.match(address))
    return next(said, f"is not {NAMES[kind]}")
