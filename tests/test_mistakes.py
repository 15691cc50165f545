"""How a reader tells a mistake: what a mail program or a form for issues makes of the link on every page."""

import html
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment

from conftest import one_files
from mionido.render.mistakes import issue_link, mail_link

LINK = re.compile(r'class="mn-footer__mistake">.*?<a href="([^"]+)"', re.DOTALL)
FORMS = {
    "mail": (lambda title, lines: mail_link("a.b+c@example.org", title, lines), "subject"),
    "issue": (
        lambda title, lines: issue_link("https://example.org/p/issues", title, lines),
        "title",
    ),
}
# What each site has instead of an address of its own, and where its link leads.
TOLD = {"built_site": "https://github.com/", "built_small_site": "mailto:fehler@example.org?"}
HARD = "Fine & fee? #1 100% \"a\" 'b' +c <i>\r\nBcc: x@example.org\u2028غرامة = ቅጽዓት"


def opened(link: str) -> tuple[str, dict[str, str]]:
    """Return what a program reads that follows the address: to whom, and each field (RFC 6068: a plus is a plus)."""
    to, _, query = link.partition("?")
    fields = [each.split("=") for each in query.split("&")]
    return unquote(to), {name: unquote(value, errors="strict") for name, value in fields}


@pytest.mark.parametrize("form", FORMS)
@given(title=st.text(), lines=st.lists(st.text(), max_size=4))
@example(title=HARD, lines=[HARD, "", HARD])
def test_what_is_read_is_what_was_meant(form: str, title: str, lines: list[str]):
    """Also out of an attribute of HTML; a line stays one line and a title begins no other header."""
    begin, name = FORMS[form]
    written = (
        Environment(autoescape=True)
        .from_string('<a href="{{ link }}">')
        .render(link=begin(title, lines))
    )
    link = html.unescape(re.fullmatch(r'<a href="([^"<>]*)">', written)[1])

    assert re.fullmatch(r"[!\"$-~]+", link)
    to, fields = opened(link)
    assert to in ("mailto:a.b+c@example.org", "https://example.org/p/issues/new")
    assert fields == {
        name: " ".join(title.split()),
        "body": "\r\n".join(" ".join(line.split()) for line in lines),
    }


@pytest.mark.parametrize("name", TOLD)
def test_every_page_says_where_to_tell_a_mistake(name: str, request: pytest.FixtureRequest):
    """The message names the page and its language, in every language and outside them; a file to pass on is no page."""
    site: Path = request.getfixturevalue(name)
    wrong = []
    for path in {*site.rglob("*.html")} - one_files(site):
        text = path.read_text(encoding="utf-8")
        links = LINK.findall(text)
        body = opened(html.unescape(links[0]))[1]["body"].split("\r\n") if links else []
        uri = path.relative_to(site).as_posix()
        title = re.search(r"<title>(.*) – [^–]*</title>", text, re.DOTALL)
        is_outside = path.parent == site
        meant = [
            len(links) == 1 and links[0].startswith(TOLD[name]),
            body[0:1] == [html.unescape(title[1])],
            body[1:2] == ["" if is_outside else uri],
            is_outside or f"({uri.split('/')[0]})" in body[2],
        ]
        if not all(meant):
            wrong.append((uri, meant))

    assert wrong == []


def test_only_where_a_mistake_is_told_in_public_a_reader_is_told_so(
    built_site: Path, built_small_site: Path
):
    """Before the tap, with the name of the place; whoever writes a mail needs no account."""
    told = [
        re.search(r'class="mn-footer__mistake">(.*?)<a href', text, re.DOTALL)[1]
        for text in (
            (built_site / "nl" / "index.html").read_text(encoding="utf-8"),
            (built_small_site / "de" / "index.html").read_text(encoding="utf-8"),
        )
    ]

    assert "github.com" in told[0]
    assert told[1] == ""
