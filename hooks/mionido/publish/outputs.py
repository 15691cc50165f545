"""Which files a site has, and how each is made. MkDocs and `mionido build` both get them here."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from mionido.checker.script import joined_modules, small
from mionido.model.site import About, Records
from mionido.model.text import Text
from mionido.project import Project
from mionido.publish.hosts import HOSTS, settings
from mionido.read.memory import fingerprint
from mionido.render.app import app
from mionido.render.assets import made_small
from mionido.render.context import words_script
from mionido.render.edition import Edition
from mionido.render.links import Links, one_file_uri
from mionido.render.one_file import Keep, one_file
from mionido.render.open_data import open_data
from mionido.render.pages import Page, Read, uri_of, words_of_checker
from mionido.render.passing import code_of, code_uri, is_code, page_of
from mionido.render.search import SEARCH_WORDS
from mionido.render.view import RECORDINGS, View, checked_day, document, view_of
from mionido.translate.catalogs import Catalog
from mionido.translate.locales import Locale
from mionido.translate.recordings import AUDIO_FOLDER, recorded_files
from mionido.translate.states import READ, UNTRANSLATED

DATA, APP = "data.json", "app.webmanifest"
SECURITY = ".well-known/security.txt"
SECURITY_HOLDS = timedelta(days=180)  # from the day of the build
BADGE = "translation.svg"  # how far a language is, for whoever shows it elsewhere
# A browser asks for the service worker again under the name it knows.
WORKER, WORKS = "sw.js", "components/keep/worker.js"
# What the page for wrong addresses is called in every language, and what mends its links.
NOT_FOUND, FINDS_THE_SITE = "404", "components/choice/script.js"
# Everything a locale says; no page reads this much, but its open data does.
EVERYTHING = "*"


@dataclass(frozen=True)
class Output:
    """A file at the root of the site: a fingerprint of what it is made from, and how."""

    made_from: str
    make: Callable[[], bytes]


def other_files(project: Project, locale: str) -> list[str]:
    """Return the addresses of the files of a locale that are no pages, below its folder."""
    badge = [] if locale == project.language else [BADGE]
    codes = map(code_uri, project.pages) if project.site_url else ()
    words = words_of_checker(locale, project.language)
    whole = one_file_uri(project.loaded.site.about.name, locale)  # first: a page says its size
    audio = recorded_files(project.root / "translations" / locale)
    recordings = [RECORDINGS, *audio] if audio else []
    return [whole, *words, SEARCH_WORDS, APP, DATA, *badge, *recordings, *codes]


def draw(
    edition: Edition, uri: str, project: Project, keep: Keep = lambda ident, work: work()
) -> tuple[bytes, set[str]]:
    """Return one file of a locale, and what of the site it shows: names as in render.reading.

    `keep` knows parts of the file with nearly all pages.
    """
    if uri == DATA:
        data = open_data(edition.site, edition.catalog.code, edition.compiled.checker)
        return data.encode(), {EVERYTHING}
    if uri == BADGE:
        return badge(edition).encode(), {EVERYTHING}
    if uri == RECORDINGS:
        return recordings_of(edition).encode(), {EVERYTHING}
    if uri.startswith(f"{AUDIO_FOLDER}/"):
        audio = project.root / "translations" / edition.catalog.code / uri
        return audio.read_bytes(), {EVERYTHING}
    if uri == one_file_uri(edition.site.about.name, edition.catalog.code):
        return one_file(edition, project.pages, keep)
    if is_code(uri):
        base = f"{project.site_url.rstrip('/')}/{edition.catalog.code}"
        return code_of(f"{base}/{page_of(uri)}"), set()
    if uri == APP:
        return app(edition)
    page = project.pages.get(uri) or project.beside.get(uri)
    if page is None:
        script, read = words_script(edition, uri)
        return script.encode(), read
    view = view_of(edition, page, project.pages)
    html = document(edition, view)
    return html.encode(), view.read


def recordings_of(edition: Edition) -> str:
    """Return where the recording of each sentence is, by the sentence as a page shows it."""
    found = {
        " ".join(edition.plain(each.sentence).split()): f"{AUDIO_FOLDER}/{each.file}"
        for each in edition.catalog.recordings
    }
    return json.dumps(found, ensure_ascii=False)


def badge(edition: Edition) -> str:
    """Return how far a language is as a picture: how much of it is translated, and how much people have read."""
    counted = Counter(edition.states.by_context.values() if edition.states else ())
    total, locale = max(counted.total(), 1), edition.catalog.locale
    read = sum(counted[state] for state in READ)
    left = sum(counted[state] for state in UNTRANSLATED)
    return edition.env.get_template(BADGE).render(
        name=locale.name,
        direction=locale.direction,
        translated=100 * (total - left) // total,
        read=100 * read // total,
    )


def root_files(project: Project, site_url: str) -> dict[str, Output]:
    """Return the files outside all locales by their address.

    They are made in a moment, and so each time: then it is known whether they are the same.
    """
    made = {uri: make() for uri, make in root_makers(project, site_url).items()}
    return {uri: Output(fingerprint(data), partial(bytes, data)) for uri, data in made.items()}


def root_makers(project: Project, site_url: str) -> dict[str, Callable[[], bytes]]:
    """Return how each file outside all locales is made, by its address."""
    edition = project.edition_of(Catalog(project.language, project.locales[project.language]))
    overrides, about = project.overrides, project.loaded.site.about

    def not_found() -> str:
        view = not_found_view(edition, project, site_url)
        return edition.env.get_template("404.html").render(not_found=view)

    makers: dict[str, Callable[[], bytes]] = {
        "index.html": lambda: document(edition, choose_view(edition, project)).encode(),
        "404.html": lambda: not_found().encode(),
        SECURITY: lambda: security(about, project.today, site_url).encode(),
        **project.env.assets.files,
        WORKER: partial(made_small, [overrides / WORKS]),
        **{uri: partial(settings, project.env, uri, site_url) for uri in HOSTS},
    }
    if site_url:  # a sitemap with any but whole addresses is none
        makers["sitemap.xml"] = lambda: sitemap(project, site_url).encode()
    return makers


def sitemap(project: Project, site_url: str) -> str:
    """Return sitemap.xml."""
    return project.env.get_template("sitemap.xml").render(sitemap=addresses(project, site_url))


def security(about: About, today: date, site_url: str) -> str:
    """Return security.txt (RFC 9116): whom to tell of a hole, in private first, and until when that holds."""
    contacts = [about.security, f"mailto:{about.mail}" if about.mail else None]
    lines = [f"Contact: {each}" for each in contacts if each] or [f"Contact: {about.report}"]
    lines.append(f"Expires: {today + SECURITY_HOLDS}T00:00:00Z")
    if site_url:
        lines.append(f"Canonical: {site_url.rstrip('/')}/{SECURITY}")
    return "\n".join(lines) + "\n"


def addresses(project: Project, site_url: str) -> list[tuple[str, date]]:
    """Return the address of every page readers are sent to, and when somebody last checked it.

    There are none while nobody knows the address of the site.
    """
    base = site_url.rstrip("/")
    days = {uri: checked_day(project.loaded.site, page) for uri, page in project.pages.items()}
    return [
        (f"{base}/{code}/{uri}", day)
        for code in (public_locales(project) if base else ())
        for uri, day in days.items()
    ]


def public_locales(project: Project) -> dict[str, Locale]:
    """Return the locales that readers are sent to."""
    return {code: locale for code, locale in project.locales.items() if locale.status != "draft"}


def choose_view(edition: Edition, project: Project) -> View:
    """Return the root of the site, where one chooses a language."""
    says = {"site:tagline": edition.site.about.tagline}
    return _outside(edition, project, "", says, lambda site: site.about.name)


def not_found_view(edition: Edition, project: Project, site_url: str) -> View:
    """Return 404.html, for addresses where nothing is.

    A server shows it at any depth, so its addresses begin with the path of the site's own. Where
    nobody knows that path, a script finds it.
    """
    messages = ("not_found_title", "not_found_body")
    says = {f"interface:{each}": edition.site.interface[each] for each in messages}
    to_site = f"{urlsplit(site_url).path.rstrip('/')}/"
    view = _outside(edition, project, to_site, says, lambda site: NOT_FOUND)
    script = "" if site_url else small(joined_modules(project.overrides / FINDS_THE_SITE))
    return replace(view, alternates=Markup(), inline=script)


def _outside(
    edition: Edition, project: Project, to_site: str, says: dict[str, Text], title: Read
) -> View:
    """Return a page outside all locales: in each language what it says, and where to begin."""
    says["interface:help_now"] = edition.site.interface["help_now"]
    languages = []
    for code, locale in public_locales(project).items():
        *texts, help_now = project.some_texts(code, says)
        languages.append(
            {
                "lang": code,
                "direction": locale.direction,
                "name": locale.name,
                "texts": [text for text in texts if not text.lang],
                "help_now": help_now,
                "home": f"{to_site}{code}/index.html",
                "help": f"{to_site}{code}/{uri_of(edition.site.about.help or '')}",
            }
        )

    def gets(site: Records) -> dict[str, Any]:
        return {"has_help": bool(site.about.help), "languages": languages}

    page = Page("index.html", "choose.html", title, lambda site: site.about.about, gets)
    links = Links(to_site, f"{to_site}{edition.catalog.code}/", f"{to_site}index.html")
    return view_of(edition, page, project.pages, links)
