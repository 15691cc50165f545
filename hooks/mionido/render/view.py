"""The frame (overrides/main.html) and what it needs to know about a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from mionido.check.freshness import is_old
from mionido.model.kinds import OVERVIEWS, kind_of
from mionido.model.site import Records
from mionido.model.text import Record, Text
from mionido.model.topics import Door
from mionido.render.assets import BUTTONS
from mionido.render.context import RenderContext
from mionido.render.edition import Edition
from mionido.render.links import Links
from mionido.render.mistakes import account_needed, mistake_link
from mionido.render.pages import Page, ids_of, title_of, uri_of
from mionido.render.passing import Passing, code_uri, passing
from mionido.render.reading import INTERFACE, line
from mionido.translate.catalogs import owner
from mionido.translate.states import note_on

RECORDINGS = "recordings.json"  # of a language: where that of each sentence is
FRAME = "main.html"
# So many headings are worth a list of them.
FEWEST, MOST = 3, 25


@dataclass
class View:
    """One page as the frame draws it."""

    lang: str
    direction: str
    keeps_its_words: bool  # whatever a browser offers to translate
    title: str
    description: str
    site_name: str
    about: Markup
    root: str  # the way to the root of the site
    home: str
    help: str  # the way to the page for somebody in danger
    search: str  # the way to the page that finds others
    language_name: str
    t: Mapping[str, Text]
    content: Markup
    menu: list[dict[str, Any]]  # the doors, for a wide screen
    contents: list[dict[str, Markup | str]]  # the headings of the page, for the same
    alternates: Markup
    languages: Markup
    crumbs: list[dict[str, str]]
    footer: list[dict[str, str]]
    scripts: tuple[str, ...]
    style: str  # what the page looks like on a screen
    checked: Markup
    calendar: str | None  # by which calendar the days are, for readers who have another one too
    made_by: Markup
    address: str  # where the page is in the web, for paper
    note: list[Text]  # who has checked the translation of this page, and whether it is whole
    original: str  # the same page in the language of content/
    improve: str
    mistake: str  # where a reader tells that this page is wrong
    account: Markup  # what that takes; nothing for a mail
    beside: str  # the way to the page with the source beside this language, if there is one
    is_hidden: bool  # from search engines
    is_outside: bool  # of all languages
    app: str  # the address of what a telephone needs to know that puts the site among its programs
    paper: dict[str, Any] | None  # what one can print of it
    passing: Passing | None  # how it is passed on
    leave: str  # where a reader of this page goes who must leave at once
    read: set[str]  # what of the site it shows; see mionido.render.reading
    recordings: str = ""  # where those of its sentences are listed, if people have read some aloud
    inline: str = ""  # a script that comes with the page


def view_of(
    edition: Edition, page: Page, parents: dict[str, Page], links: Links | None = None
) -> View:
    """Draw a page and say everything the frame shows around it.

    `parents` finds the page one step up by its address.
    """
    links = links or Links.below_locale(page.uri)
    writer = RenderContext(edition, page, links)
    content = writer.draw()
    note = _note(writer)  # before the frame, which every page has
    site, catalog = writer.reading, edition.catalog
    scripts = page.scripts if page.scripts or _is_outside(writer) else (BUTTONS,)
    return View(
        lang=catalog.code,
        direction=catalog.locale.direction,
        keeps_its_words=_is_outside(writer) or edition.keeps_its_words,
        title=writer.edition.plain(page.title(site)),
        description=writer.edition.plain(page.description(site)),
        site_name=site.about.name,
        about=writer.texts.explain(site.about.about),
        root=links.to_site,
        home=links.home,
        help=links.href(site.about.help) if site.about.help else "",
        search=links.href("search"),
        language_name=catalog.locale.name,
        t=site.interface,
        content=content,
        menu=_menu(writer),
        contents=_contents(writer, content),
        alternates=writer.languages("head") if edition.site_url else Markup(),
        languages=writer.languages("menu"),
        crumbs=_crumbs(writer, parents),
        footer=[{"href": links.href(name), "title": title_of(site, name)} for name in OVERVIEWS],
        scripts=scripts,
        style=edition.env.styles.of(
            content, catalog.locale.direction, (FRAME, *page.brings), scripts
        ),
        checked=_checked(writer),
        calendar=catalog.locale.calendar,
        made_by=_made_by(writer),
        address=_address(writer),
        note=note,
        original=f"{links.to_site}{site.about.source_language}/{page.stands_for or page.uri}",
        improve=_improve(writer),
        mistake=_mistake(writer),
        account=_account(writer),
        leave=_leave(writer),
        beside=_beside(writer),
        is_hidden=bool(page.stands_for),
        is_outside=_is_outside(writer),
        app=page.app,
        paper=_paper(writer),
        passing=_passing(writer),
        recordings=_recordings(writer),
        read=writer.reading.read,
    )


def document(edition: Edition, view: View) -> str:
    """Return a whole page: the frame with what is in it."""
    return edition.env.get_template(FRAME).render(view=view)


def _note(writer: RenderContext) -> list[Text]:
    """Return what readers are told of the translation of the texts that this page shows so far."""
    states, words = writer.edition.states, writer.reading.interface
    if states is None or writer.edition.catalog.is_source:
        return []
    return [words[name] for name in note_on(states.of_keys(set(writer.reading.read)))]


def _made_by(writer: RenderContext) -> Markup:
    """Return who makes the site, in a sentence; nothing where nobody says so."""
    if not writer.reading.about.publisher:
        return Markup()
    message = writer.reading.interface["who_made_this"]
    return writer.texts.marks.fill(message, what=writer.reading.about.publisher)


def _menu(writer: RenderContext) -> list[dict[str, Any]]:
    """Return the links to the doors; none on a page outside all languages."""
    if _is_outside(writer):
        return []
    return [
        {
            "href": writer.links.href(door),
            "title": writer.texts.brief(title_of(writer.reading, door)),
            "is_current": door == writer.page.ident,
        }
        for door in ids_of(writer.reading, Door)
    ]


def _contents(writer: RenderContext, content: Markup) -> list[dict[str, Markup | str]]:
    """Return what a page holds; not where it is made of links, or a script draws what it holds."""
    if writer.page.scripts or writer.page.uri == "index.html":
        return []
    headings = list(writer.edition.env.marks.headings(content))
    if not FEWEST <= len(headings) <= MOST:
        return []  # where they would not help
    return [{"id": ident, "title": words} for ident, words in headings]


def _is_outside(writer: RenderContext) -> bool:
    """Whether a page stands outside all languages."""
    return not writer.links.to_site.startswith("..")


def _crumbs(writer: RenderContext, parents: dict[str, Page]) -> list[dict[str, str]]:
    if writer.page.uri == "index.html":
        return []
    crumbs = [{"href": writer.links.home, "title": writer.reading.interface["home"]}]
    if writer.page.parent:
        title = parents[writer.page.parent].title(writer.reading)
        href = f"{writer.links.to_locale}{writer.page.parent}"
        crumbs.append({"href": href, "title": writer.texts.brief(title)})
    return crumbs


def checked_day(site: Records, page: Page) -> date:
    """Return when somebody last compared a page with its sources."""
    day: date = getattr(_record_of(site, page), "checked", site.about.checked)
    return day


def _checked(writer: RenderContext) -> Markup:
    day = checked_day(writer.reading, writer.page)
    words = writer.reading.interface
    said = writer.edition.env.marks.fill(
        words["checked_on"], date=writer.edition.wrote(words["checked_on"]).short_day(day)
    )
    if is_old(day, writer.edition.today):
        return Markup("%s. %s") % (said, words["checked_long_ago"])
    return said


def _record(writer: RenderContext) -> Record | None:
    return _record_of(writer.reading, writer.page)


def _record_of(site: Records, page: Page) -> Record | None:
    """Return the record that a page is about."""
    kind = kind_of(page.ident)
    return site.find(page.ident) if kind and kind.template else None


def _address(writer: RenderContext) -> str:
    """Return the address of this page.

    Where the site has none yet, it is that of the project, with the way to the page.
    """
    found = _found_at(writer)
    if writer.edition.site_url:
        return found
    return f"{writer.reading.about.repository} {found}".strip()


def _found_at(writer: RenderContext) -> str:
    """Return the address of this page; where the site has none yet, the way to the page there."""
    uri = f"{writer.edition.catalog.code}/{writer.page.uri}"
    if _is_outside(writer):
        uri = ""
    if base := writer.edition.site_url:
        return f"{base.rstrip('/')}/{uri}"
    return uri


def _mistake(writer: RenderContext) -> str:
    edition, page = writer.edition, writer.page
    return mistake_link(edition, edition.plain(page.title(writer.reading)), _found_at(writer))


def _account(writer: RenderContext) -> Markup:
    """Return what it takes to tell a mistake where that is no mail."""
    host = account_needed(writer.reading.about)
    message = writer.reading.interface["report_account"]
    return writer.texts.marks.fill(message, what=host) if host else Markup()


def _beside(writer: RenderContext) -> str:
    """Return the way to the page that shows the source beside this language."""
    if _is_outside(writer) or writer.page.stands_for:
        return ""
    uri = writer.edition.beside_of(writer.page.ident)
    return f"{writer.links.to_locale}{uri}" if uri else ""


def _is_of_record(writer: RenderContext) -> bool:
    """Whether this is the page of a record, and not another one that is about it."""
    return _record(writer) is not None and writer.page.uri == uri_of(writer.page.ident)


def _prints(writer: RenderContext) -> bool:
    """Whether a page has a button that prints it."""
    return writer.page.prints and not _is_outside(writer)


def _paper(writer: RenderContext) -> dict[str, Any] | None:
    """Return what one can print of a page besides itself: its files, and the sheet that shows a part of it."""
    if not _prints(writer):
        return None
    edition, page, to_locale = writer.edition, writer.page, writer.links.to_locale
    is_its_own = _is_of_record(writer) or page.stands_for
    is_of_words = page.ident.startswith(INTERFACE)
    printed = edition.on_paper(page.ident) if is_its_own and not is_of_words else None
    if printed is None:
        return {"files": [], "sheet": None}
    sheet = None
    if printed.uri and printed.titled_by != page.ident:
        title = writer.texts.brief(title_of(writer.reading, printed.titled_by))
        sheet = {"title": title, "href": f"{to_locale}{printed.uri}"}
    links = printed.links(to_locale, edition.size)
    return {"files": [each for each in links if not each["is_large"]], "sheet": sheet}


def _passing(writer: RenderContext) -> Passing | None:
    """Return how a page is passed on; not one outside all languages, where one only chooses."""
    if _is_outside(writer):
        return None
    edition, page = writer.edition, writer.page
    address = _found_at(writer) if edition.site_url else ""
    title = f"{writer.reading.about.name}: {edition.plain(page.title(writer.reading))}"
    has_code = address and not page.stands_for
    code = f"{writer.links.to_locale}{code_uri(page.uri)}" if has_code else ""
    asks = page.uri == "checker.html" or page.template == "walk.html"
    return passing(address, title, code, keeps_answers=asks)


def _recordings(writer: RenderContext) -> str:
    """Return the way to the recordings, for the page of a record of which people have read some."""
    has_some = writer.page.ident in {owner(each.text) for each in writer.edition.catalog.recordings}
    return f"{writer.links.to_locale}{RECORDINGS}" if has_some else ""


def _leave(writer: RenderContext) -> str:
    """Return where a reader of a page goes whose subject nobody else may see."""
    is_sensitive = writer.page.leaves or getattr(_record(writer), "sensitive", False)
    return (is_sensitive and writer.reading.about.leave) or ""


def _improve(writer: RenderContext) -> str:
    """Return where the texts of this page can be improved: on the page that shows each of them beside the source.

    Where the build made none, it is the line in a PO file where the first of them begins; where the language has not
    got that file, there is only how to begin.
    """
    if beside := _beside(writer):
        return beside
    catalog, ident = writer.edition.catalog, writer.page.ident
    if catalog.is_source:
        return ""
    writer.reading.read.add(line(ident))
    place = catalog.first_places.get(ident)
    where = f"{place.file}#L{place.line}" if place else "translations/README.md"
    return f"{writer.reading.about.repository}/blob/main/{where}"
