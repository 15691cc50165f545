"""Every address outside the site that a page leads to, and who stands behind the site."""

import re
from collections.abc import Iterator

from mionido.check.allowed import legible
from mionido.check.draft import Draft
from mionido.model.jurisdiction import Phone
from mionido.model.law import Instrument, Publication
from mionido.model.topics import Contact, Organisation
from mionido.model.walk import KeyPath
from mionido.problems import Problem

# A name of a host in small Latin letters: no number address, no port, no letters of other scripts,
# also not encoded.
HOST = r"(?:(?!xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
# What may follow it. A backslash is a slash to a browser, and a space or a control character
# ends an address.
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
    "phone": "look it up again, and write digits and spaces only; "
    "content/jurisdiction.yml says which forms there are.",
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
    """Yield (id, path, address) for every web address that readers can follow.

    The id is that of the file, and the path is inside it.
    """
    for ident, instrument in draft.records(Instrument):
        if instrument.url:
            yield ident, ("url",), instrument.url
    for ident, publication in draft.records(Publication):
        if publication.url:
            yield ident, ("url",), publication.url
    for ident, path, contact in contacts(draft):
        if contact.kind == "web":
            yield ident, path, contact.value
    for key in ("repository", "report", "security", "leave"):
        if url := getattr(draft.site.about, key):
            yield "site", (key,), url


def addresses(draft: Draft) -> Iterator[tuple[str, KeyPath, str, str]]:
    """Yield (id, path, kind, address) for everything outside the site that readers can follow."""
    for ident, path, url in external_links(draft):
        yield ident, path, "web", url
    for ident, path, contact in contacts(draft):
        if contact.kind in ("email", "phone"):
            yield ident, path, contact.kind, contact.value
    if mail := draft.site.about.mail:
        yield "site", ("mail",), "email", mail


def contacts(draft: Draft) -> Iterator[tuple[str, KeyPath, Contact]]:
    """Yield each way to reach an organisation, with the id and path of its value."""
    for ident, organisation in draft.records(Organisation):
        for index, contact in enumerate(organisation.contact):
            yield ident, ("contact", index, "value"), contact


def malformed_addresses(draft: Draft) -> Iterator[Problem]:
    """A web address, e-mail address or telephone number is not one.

    Why: a reader who needs help would tap on it, and nothing would happen, or it would lead
    elsewhere than it seems.
    Example: `{kind: web, value: www.example.org}`
    Use instead: `{kind: web, value: "https://www.example.org"}`
    """
    for ident, path, kind, address in addresses(draft):
        if reason := wrong(kind, address, draft.site.jurisdiction.phone):
            what = f'"{legible(address)}" {reason}'
            yield draft.loaded.place(ident, path).error("address", what, fix=FIXES[kind])


def wrong(kind: str, address: str, phone: Phone | None) -> str:
    """Return what is wrong with an address, or nothing.

    `phone` says what numbers look like in this country.
    """
    is_right = FORMS[kind].fullmatch(address) is not None
    if kind == "phone" and phone:
        digits = re.sub(r"[ -]", "", address)
        if phone.is_paid(digits):
            return "is a number that costs extra"
        is_right = is_right and phone.is_number(digits)
    if is_right:
        return ""
    if kind == "web":
        for pattern, what in WRONG_WEB:
            if pattern.match(address):
                return what
    return f"is not {NAMES[kind]}"


def no_publisher(draft: Draft) -> Iterator[Problem]:
    """Nobody says that they make the site.

    Why: a reader trusts it with a fine or a permit, and must know whom to hold to it.
    Example: `publisher: ""`
    Use instead: the name of the organisation or person that answers for the texts.
    """
    if not draft.site.about.publisher.strip():
        place = draft.loaded.place("site", ("publisher",))
        fix = "add  publisher: ...  with who answers for it; until then pages do not name anybody."
        yield place.warning("publisher", "this site does not say who makes it", fix=fix)
