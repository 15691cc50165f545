"""What the frame (overrides/main.html) needs to know about a page."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from mionido.model.text import Text
from mionido.pages import Page, title_of
from mionido.templates import Edition, Writer, fill, languages, mark_language

FOOTER = ("journey", "words", "law", "timeline", "amounts")


@dataclass
class View:
    """One page as the frame draws it."""

    lang: str
    direction: str
    title: str
    description: str
    site_name: str
    about: Markup
    root: str  # the way to the root of the site
    home: str
    language_name: str
    t: dict[str, Text]
    content: Markup
    alternates: list[dict[str, Any]]
    crumbs: list[dict[str, str]]
    footer: list[dict[str, str]]
    scripts: tuple[str, ...]
    checked: str
    is_machine_translated: bool
    dutch: str
    improve: str


def view_of(edition: Edition, page: Page) -> View:
    """Draw a page and say everything the frame shows around it."""
    writer = Writer(edition, page)
    content = writer.draw()
    site, catalog = edition.site, edition.catalog
    to_root = "../" + writer.root
    return View(
        lang=catalog.code.replace("_", "-"),
        direction=catalog.locale.direction,
        title=edition.plain(page.title),
        description=edition.plain(page.description),
        site_name=site.about.name,
        about=writer.explain(site.about.about),
        root=to_root,
        home=f"{writer.root}index.html",
        language_name=catalog.locale.name,
        t={name: mark_language(text) for name, text in site.interface.items()},
        content=content,
        alternates=languages(edition, page.uri, to_root),
        crumbs=_crumbs(edition, page, writer),
        footer=[{"href": writer.href(name), "title": title_of(site, name)} for name in FOOTER],
        scripts=page.scripts,
        checked=_checked(edition, page),
        is_machine_translated=not catalog.is_source,
        dutch=f"{to_root}{site.about.source_language}/{page.uri}",
        improve=_improve(edition, page),
    )


def _crumbs(edition: Edition, page: Page, writer: Writer) -> list[dict[str, str]]:
    if page.uri == "index.html":
        return []
    crumbs = [{"href": f"{writer.root}index.html", "title": edition.site.interface["home"]}]
    if page.parent:
        parent = next(each for each in edition.pages if each.uri == page.parent)
        crumbs.append({"href": writer.root + parent.uri, "title": edition.plain(parent.title)})
    return crumbs


def _checked(edition: Edition, page: Page) -> str:
    record = page.gets.get("record")
    day = getattr(record, "checked", edition.site.about.checked)
    return fill(edition.site.interface["checked_on"], date=edition.day(day))


def _improve(edition: Edition, page: Page) -> str:
    """Return the address of the line in the PO file where this page's first text can be improved."""
    catalog = edition.catalog
    prefix = page.ident if page.ident and ":" in page.ident else f"{page.ident}:"
    line = next((number for ctx, number in catalog.lines.items() if ctx.startswith(prefix)), 1)
    return f"{edition.site.about.repository}/blob/main/{catalog.file}#L{line}" if catalog.file else ""
