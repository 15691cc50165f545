"""The link by which a reader tells a mistake: a mail, or an issue, that is begun already.

It says which page is meant and in which language, and nothing about the reader.
"""

from collections.abc import Iterable
from urllib.parse import quote, urlencode, urlsplit

from mionido.model.site import About
from mionido.render.edition import Edition

# How the address of a list of issues ends, at hosts that begin one by `/new?title=...&body=...`.
ISSUES = "/issues"
QUESTIONS = ("report_wrong", "report_better")


def mistake_link(edition: Edition, title: str, address: str) -> str:
    """Return where a mistake on a page is told: begun as a mail, as an issue, or only a place."""
    about = edition.records.about
    subject = f"{about.name}: {title} ({edition.catalog.code})"
    lines = list(_lines(edition, title, address))
    if about.mail:
        return mail_link(about.mail, subject, lines)
    if about.report.endswith(ISSUES):
        return issue_link(about.report, subject, lines)
    return about.report


def text_link(edition: Edition, context: str) -> str:
    """Return where one tells that a translation is wrong, for who has no account: the text is named already."""
    about, code = edition.records.about, edition.catalog.code
    subject = f"{about.name}: {context} ({code})"
    if about.mail:
        return mail_link(about.mail, subject, ["", ""])
    if about.report.endswith(ISSUES):
        return issue_link(about.report, subject, ["", ""])
    return about.report


def account_needed(about: About) -> str:
    """Return the host at which one needs an account to tell a mistake; none for a mail."""
    return "" if about.mail else urlsplit(about.report).netloc


def mail_link(to: str, subject: str, lines: Iterable[str]) -> str:
    """Return a mail that is begun, as RFC 6068 writes it: a space is %20, a new line %0D%0A."""
    return f"mailto:{quote(to, safe='@')}?{_written(subject=[subject], body=lines)}"


def issue_link(report: str, title: str, lines: Iterable[str]) -> str:
    """Return an issue that is begun."""
    return f"{report}/new?{_written(title=[title], body=lines)}"


def _written(**fields: Iterable[str]) -> str:
    """Return the fields of an address; a title of several lines is one, so it begins no header."""
    written = {name: "\r\n".join(map(_on_one_line, lines)) for name, lines in fields.items()}
    return urlencode(written, quote_via=quote, safe="")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _lines(edition: Edition, title: str, address: str) -> Iterable[str]:
    """Yield what is written already: each thing on a line of its own, whatever its direction."""
    words, catalog = edition.records.interface, edition.catalog
    yield from (title, address, f"{catalog.locale.name} ({catalog.code})", "")
    yield from (edition.plain(words["report_no_names"]), "")
    for name in QUESTIONS:
        yield from (edition.plain(words[name]), "", "")
