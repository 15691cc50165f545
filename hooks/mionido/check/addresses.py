"""Every address outside the site that a page leads to, and who stands behind the site."""

import re
from collections.abc import Iterator, Mapping

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

from mionido.check.allowed import legible
from mionido.check.draft import Draft
from mionido.model.jurisdiction import Phone
from mionido.model.law import Instrument, Publication
from mionido.model.topics import Contact, Organisation
from mionido.model.walk import KeyPath
from mionido.problems import Problem, nearest

# A name of a host in small Latin letters: no number address, no port, no letters of other scripts,
# also not encoded.
HOST = r"(?:(?!xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
# What may follow it. A backslash is a slash to a browser, and a space or a control character
# ends an address.
REST = r"A-Za-z0-9._~!$&'()*+,;=:@%/\-"
LONGEST = 300  # characters of a web address; our longest has 170
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
    "phone": "look it up again, and write digits and spaces only; one that is right all the same "
    "stands with the reason under phone, also in content/jurisdiction.yml.",
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
    (re.compile(rf".{{{LONGEST + 1}}}"), f"has more than {LONGEST} characters"),
    # What a browser reads otherwise than a person, and where a page may send on to.
    (
        re.compile(r"https://[^/]*/(?:.*/)?(?:\.|%2e){1,2}(?:[/?#]|$)", re.I),
        "has dots for a folder",
    ),
    (re.compile(r"https://.*(?:/|%2f){2}", re.I), "has another address inside"),
    (re.compile(r"https://.*%(?:[01][0-9a-f]|7f|25)", re.I), "has a hidden character inside"),
)
# Kinds of numbers that cost what a call costs, or nothing.
PLAIN_NUMBERS = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.MOBILE,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.UAN,
    PhoneNumberType.VOIP,
}
PAID_NUMBERS = {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}


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
    if kind == "web":
        for pattern, what in WRONG_WEB:
            if pattern.match(address):
                return what
    if not FORMS[kind].fullmatch(address):
        return f"is not {NAMES[kind]}"
    return wrong_number(address, phone) if kind == "phone" else ""


def wrong_number(number: str, phone: Phone | None) -> str:
    """Return what is wrong with a telephone number, or nothing.

    The plan of a country knows which numbers there are, and what sort; short ones, and those that
    cost more and are right all the same, a site declares.
    """
    if phone is None:
        return "is a number of no country: content/jurisdiction.yml does not say of which"
    digits = digits_of(number)
    if digits in {digits_of(each) for each in phone.also}:
        return ""
    read = _read_number(number, phone.region)
    if read is None or phonenumbers.region_code_for_number(read) != phone.region:
        return f"is not {NAMES['phone']}"
    kind = phonenumbers.number_type(read)
    if kind in PAID_NUMBERS:
        return "is a number that costs extra"
    return "" if kind in PLAIN_NUMBERS else f"is not {NAMES['phone']}"


def digits_of(number: str) -> str:
    """Return what one dials."""
    return re.sub(r"[ -]", "", number)


def _read_number(number: str, region: str) -> PhoneNumber | None:
    """Return a number as the plan of a country reads it; None if it has none like it."""
    try:
        read = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    return read if phonenumbers.is_valid_number(read) else None


def unknown_hosts(draft: Draft) -> Iterator[Problem]:
    """An address leads to a host of which content/hosts.yml does not say whose it is.

    Why: a name that looks like that of an office can belong to anybody.
    Example: `https://www.exarnple.org`
    Use instead: the address on a letter; or, after a look at who holds it, a line in hosts.yml.
    """
    for ident, path, kind, address in addresses(draft):
        if kind == "phone" or wrong(kind, address, None):
            continue
        if not known_as(address, draft.site.hosts):
            where = host_of(address)
            what = f'nobody has said whose "{legible(where)}" is'
            fix = f"{nearest(where, draft.site.hosts)}If it is right, say in content/hosts.yml who holds it."
            yield draft.loaded.place(ident, path).error("host", what, fix=fix)


def unused_declarations(draft: Draft) -> Iterator[Problem]:
    """No record has an address at a host, or a telephone number, that is declared to be right.

    Why: one that leads there would pass without anybody looking at it again.
    Use instead: take the line out.
    """
    hosts, phone = draft.site.hosts, draft.site.jurisdiction.phone
    used = set()
    for _, _, kind, address in addresses(draft):
        what = digits_of(address) if kind == "phone" else known_as(address, hosts)
        if wrong(kind, address, phone) or not what:
            return  # it may be the one that was meant
        used.add(what)
    declared: dict[str, tuple[str, KeyPath]] = {host: ("hosts", (host,)) for host in hosts}
    for number in phone.also if phone else ():
        declared[digits_of(number)] = "jurisdiction", ("phone", "also", number)
    for file, path in (where for what, where in declared.items() if what not in used):
        place = draft.loaded.files[file].keys[path]
        yield place.warning("unused", f'no record has "{path[-1]}"', fix="delete this line.")


def host_of(address: str) -> str:
    """Return the name of the host in a web or mail address."""
    if "//" in address:
        return re.split("[/?#]", address.partition("//")[2])[0]
    return address.rpartition("@")[2]


def known_as(address: str, hosts: Mapping[str, str]) -> str:
    """Return the line of hosts.yml that an address falls under, or nothing.

    That is the longest: `example.org/ours` before `example.org`.
    """
    host = host_of(address)
    if "//" not in address:
        return host if host in hosts else ""
    path = address.partition("//")[2].split("?")[0].split("#")[0]
    parts = path.split("/")
    for length in range(len(parts), 0, -1):
        if (above := "/".join(parts[:length])) in hosts:
            return above
    return ""


def unknown_countries(draft: Draft) -> Iterator[Problem]:
    """The country whose telephone numbers count is none.

    Why: no number could be compared with its plan.
    Example: `region: Schweiz`
    Use instead: `region: CH`
    """
    phone = draft.site.jurisdiction.phone
    if phone and phone.region not in phonenumbers.SUPPORTED_REGIONS:
        place = draft.loaded.place("jurisdiction", ("phone", "region"))
        fix = "write the two letters of a country as in ISO 3166, such as CH."
        yield place.error("region", f'no plan of numbers is known for "{phone.region}"', fix=fix)


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
