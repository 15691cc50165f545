"""The guide in one language as one file, to pass on from telephone to telephone: it opens without a network.

It holds the pages as they are, one below the other, and no script. What stands on other pages only is left out, or is a
link to the site, if its address is known.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from mionido.model.kinds import KINDS
from mionido.model.site import Records
from mionido.render.context import RenderContext
from mionido.render.edition import Edition
from mionido.render.links import Links, one_file_uri
from mionido.render.pages import CHAPTERS_OF_ALL, Page, ids_of, uri_of
from mionido.render.stylesheet import trim

TEMPLATE = "one-file.html"
CHAPTERS = {"doors": "doors_heading", **CHAPTERS_OF_ALL, "regimes": "the_law"}
HOME, TOP = "index", "top"
# The page of words; how the anchor of one begins that is explained on a page.
WORDS, WORD = "words", "word-"
NAMES = re.compile(r' (id|for|aria-labelledby|aria-describedby)="([^"]*)"')
HREF = re.compile(r' href="([^"]*)"')
WITH_SCHEME = re.compile(r"[a-z]+:")
HEADING = re.compile(r"(?<=[</]h)[1-4](?=[ >])")
BELOW_CHAPTERS = 2  # the title of a page is a heading of the third level here
IN_A_PAGE = "~"  # between a page and a place in it
DIGITS = 8  # of what the version is called
KEPT = ' translate="no"'
INDENTATION = re.compile(r"\s*\n\s*")
# A <bdi> that begins with a Latin letter goes from left to right by itself; there are thousands.
IDLE_DIRECTION = re.compile(r'(?<=[<]bdi)( lang="[\w-]+") dir="ltr"(?=>[A-Za-z])')
STYLE = "/* style */"  # where it comes to stand


@dataclass(frozen=True)
class Part:
    """One page in the file."""

    ident: str
    html: Markup
    address: str  # in the web, if that is known


Drawn = tuple[str, set[str]]  # HTML, and what of the site it shows: names as in render.reading
# Gives a part of the file by the id of its record: as it was drawn last, or by this work.
Keep = Callable[[str, Callable[[], Drawn]], Drawn]


def one_file(
    edition: Edition, pages: dict[str, Page], keep: Keep = lambda ident, work: work()
) -> tuple[bytes, set[str]]:
    """Return the file, and what of the site it shows."""
    base = f"{edition.site_url.rstrip('/')}/{edition.catalog.code}/" if edition.site_url else ""
    links = Links("../", "", "index.html", is_in_one_file=True)
    uri = one_file_uri(edition.site.about.name, edition.catalog.code)
    shell = RenderContext(edition, Page(uri, TEMPLATE, _name, _name), links)
    read = shell.reading.read
    chapters: list[tuple[str, list[Part]]] = []
    for folder, message in CHAPTERS.items():
        parts = []
        for ident in ids_of(shell.reading, KINDS[folder].model):
            page = _without_picture(pages[uri_of(ident)])
            html, shown = keep(ident, partial(_drawn, edition, ident, page, links, base))
            read |= shown
            parts.append(Part(ident, Markup(html), base and f"{base}{uri_of(ident)}"))
        chapters.append((message, parts))
    names = shell.names() | {
        "lang": edition.catalog.code,
        "direction": edition.catalog.locale.direction,
        "keeps_its_words": edition.keeps_its_words,
        "language": edition.catalog.locale.name,
        "chapters": [each for each in chapters if each[1]],
        "address": base,
        "style": STYLE,
        "version": _version(chapters),
        "day": edition.day(edition.today),
    }
    drawn = edition.env.get_template(TEMPLATE).render(names)
    drawn = _without_idle_anchors(HREF.sub(partial(_href, "", base), drawn))
    if edition.keeps_its_words:
        drawn = _kept_once(drawn)
    return with_style(drawn, edition.env.styles.all()).encode(), read


def _drawn(edition: Edition, ident: str, page: Page, links: Links, base: str) -> Drawn:
    """Draw one page as it stands in the file."""
    writer = RenderContext(edition, page, links)
    return _in_one_file(ident, writer.draw(), base), writer.reading.read


def _without_picture(page: Page) -> Page:
    """Return a page that does not show the picture of its kind: here that would stand above two hundred."""
    return replace(page, gets=lambda site: page.gets(site) | {"picture": ""})


def _without_idle_anchors(html: str) -> str:
    """Return a page without the anchors to which nothing leads: they are a twentieth of it."""
    used = {href.removeprefix("#") for href in HREF.findall(html)}
    names = [value.split() for name, value in NAMES.findall(html) if name != "id"]
    used.update(*names)

    def kept(attribute: re.Match[str]) -> str:
        name, value = attribute.groups()
        is_idle = name == "id" and IN_A_PAGE in value and value not in used
        return "" if is_idle else attribute[0]

    return NAMES.sub(kept, html)


def _kept_once(html: str) -> str:
    """Return a page of which no word is to be translated with that at its beginning only: each mark is 15 bytes."""
    before, kept, after = html.partition(KEPT)
    return before + kept + after.replace(KEPT, "")


def with_style(html: str, style: str) -> str:
    """Return a page with the rules for what it holds, without indentation and what browsers see by themselves."""
    words = set(re.findall(r"[\w-]+", html))
    html = IDLE_DIRECTION.sub(r"\1", INDENTATION.sub("\n", html))
    return html.replace(STYLE, trim(style, words))


def _name(site: Records) -> str:
    return site.about.name


def _version(chapters: list[tuple[str, list[Part]]]) -> str:
    """Return what tells this text from any other."""
    digest = hashlib.sha256()
    for _, parts in chapters:
        for part in parts:
            digest.update(part.html.encode())
    return digest.hexdigest()[:DIGITS]


def _in_one_file(ident: str, html: str, base: str) -> str:
    """Return a page with anchors of its own, links inside the file, and headings below those of chapters."""
    html = NAMES.sub(partial(_names, ident), html)
    html = HREF.sub(partial(_href, ident, base), html)
    return HEADING.sub(lambda level: str(int(level[0]) + BELOW_CHAPTERS), html)


def _names(ident: str, attribute: re.Match[str]) -> str:
    name, value = attribute.groups()
    return f' {name}="{" ".join(_anchor(ident, each) for each in value.split())}"'


def _href(ident: str, base: str, attribute: re.Match[str]) -> str:
    """Return where a link leads from here; nothing, where nobody knows that."""
    page, _, anchor = attribute[1].partition("#")
    if WITH_SCHEME.match(page) or (not page and not ident):
        return attribute[0]
    if not page:
        is_word = anchor.startswith(WORD)
        return _to(f"terms/{anchor.removeprefix(WORD)}" if is_word else _anchor(ident, anchor))
    target = page.removesuffix(".html")
    if target == HOME:
        return _to(TOP)
    if target == WORDS:
        return _to(f"terms/{anchor}" if anchor else WORDS)
    if target.partition("/")[0] in CHAPTERS and not target.endswith("/index"):
        return _to(_anchor(target, anchor) if anchor else target)
    return f' href="{base}{attribute[1]}"' if base else ""


def _to(place: str) -> str:
    return f' href="#{place}"'


def _anchor(ident: str, name: str) -> str:
    return f"{ident}{IN_A_PAGE}{name}"
