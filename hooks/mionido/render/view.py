"""The frame (overrides/main.html) and what it needs to know about a page."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from mionido.check.freshness import is_old
from mionido.model.text import Text
from mionido.render.pages import RECORD_PAGES, Page, title_of
from mionido.render.templates import Edition, Links, RenderContext, fill, mark_language

FOOTER = ("journey", "words", "law", "timeline", "changes", "amounts")


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
    help: str  # the way to the page for somebody in danger
    language_name: str
    t: "Words"
    content: Markup
    alternates: Markup
    languages: Markup
    crumbs: list[dict[str, str]]
    footer: list[dict[str, str]]
    scripts: tuple[str, ...]
    checked: Markup
    address: str  # where the page is in the web, for paper
    is_machine_translated: bool
    dutch: str
    improve: str
    read: set[str]  # what of the site it shows; see mionido.render.reading


class Words:
    """The words of the interface, marked where they are not in the language of the page."""

    def __init__(self, texts: Any) -> None:
        """Take the interface of a localised site."""
        self._texts = texts

    def __getitem__(self, name: str) -> Text | Markup:
        """Return one message."""
        return mark_language(self._texts[name])


def view_of(edition: Edition, page: Page, parents: dict[str, Page], links: Links | None = None) -> View:
    """Draw a page and say everything the frame shows around it. `parents` finds the page one step up by its address."""
    links = links or Links.below_locale(page.uri)
    writer = RenderContext(edition, page, links)
    content = writer.draw()
    site, catalog = writer.reading, edition.catalog
    return View(
        lang=catalog.code,
        direction=catalog.locale.direction,
        title=writer.edition.plain(page.title(site)),
        description=writer.edition.plain(page.description(site)),
        site_name=site.about.name,
        about=writer.explain(site.about.about),
        root=links.to_site,
        home=links.home,
        help=writer.href(site.about.help) if site.about.help else "",
        language_name=catalog.locale.name,
        t=Words(site.interface),
        content=content,
        alternates=writer.languages("head"),
        languages=writer.languages("menu"),
        crumbs=_crumbs(writer, parents),
        footer=[{"href": writer.href(name), "title": title_of(site, name)} for name in FOOTER],
        scripts=page.scripts,
        checked=_checked(writer),
        address=_address(writer),
        is_machine_translated=not catalog.is_source,
        dutch=f"{links.to_site}{site.about.source_language}/{page.uri}",
        improve=_improve(writer),
        read=writer.reading.read,
    )


def document(edition: Edition, view: View) -> str:
    """Return a whole page: the frame with what is in it."""
    return edition.env.get_template("main.html").render(view=view)


def _crumbs(writer: RenderContext, parents: dict[str, Page]) -> list[dict[str, str]]:
    if writer.page.uri == "index.html":
        return []
    crumbs = [{"href": writer.links.home, "title": writer.reading.interface["home"]}]
    if writer.page.parent:
        title = parents[writer.page.parent].title(writer.reading)
        crumbs.append({"href": writer.links.to_locale + writer.page.parent, "title": writer.edition.plain(title)})
    return crumbs


def _checked(writer: RenderContext) -> Markup:
    is_record = writer.page.ident.rpartition("/")[0] in RECORD_PAGES
    record = writer.reading.find(writer.page.ident) if is_record else None
    day = getattr(record, "checked", writer.reading.about.checked)
    words = writer.reading.interface
    said = fill(words["checked_on"], date=writer.edition.day(day))
    return Markup("%s. %s") % (said, words["checked_long_ago"]) if is_old(day, writer.edition.today) else said


def _address(writer: RenderContext) -> str:
    """Return the address of this page; where the site has none yet, that of the project, with the way to the page."""
    base, uri = writer.edition.site_url, f"{writer.edition.catalog.code}/{writer.page.uri}"
    if not writer.links.to_site.startswith(".."):  # the pages outside all languages
        uri = ""
    return f"{base.rstrip('/')}/{uri}" if base else " ".join((writer.reading.about.repository, uri)).strip()


def _improve(writer: RenderContext) -> str:
    """Return the address of the line in a PO file where this page's first text can be improved.

    Where the language has not got that file, there is only how to begin.
    """
    catalog, ident = writer.edition.catalog, writer.page.ident
    if catalog.is_source:
        return ""
    writer.reading.read.add(ident)
    place = catalog.first_places.get(ident)
    where = f"{place.file}#L{place.line}" if place else "translations/README.md"
    return f"{writer.reading.about.repository}/blob/main/{where}"
