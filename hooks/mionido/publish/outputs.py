"""Which files a site has, and how each is made. MkDocs and `mionido build` both get them here."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import minify

from mionido.checker.script import joined_modules
from mionido.model.site import Records
from mionido.problems import ExpectedError
from mionido.project import Project
from mionido.publish.fingerprints import fingerprint
from mionido.render.edition import Edition
from mionido.render.links import Links
from mionido.render.open_data import open_data
from mionido.render.pages import Page, Read, words_of_checker
from mionido.render.stylesheet import joined_stylesheet, trimmed_stylesheet
from mionido.render.view import View, document, view_of, words_script
from mionido.translate.catalogs import Catalog
from mionido.translate.locales import Locale
from mionido.translate.states import READ, UNTRANSLATED

DATA = "data.json"
BADGE = "translation.svg"  # how far a language is, for whoever shows it elsewhere
# The scripts that pages load, each with the module that imports all others of it.
SCRIPTS = {
    "assets/checker.js": "components/checker/script.js",
    "assets/find.js": "components/find/script.js",
}
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
    return [*words_of_checker(locale, project.language), DATA, *badge]


def draw(edition: Edition, uri: str, project: Project) -> tuple[bytes, set[str]]:
    """Return one file of a locale, and what of the site it shows: names as in render.reading."""
    if uri == DATA:
        data = open_data(edition.site, edition.catalog.code, edition.compiled.checker)
        return data.encode(), {EVERYTHING}
    if uri == BADGE:
        return badge(edition).encode(), {EVERYTHING}
    page = project.pages.get(uri) or project.beside.get(uri)
    if page is None:
        words = words_of_checker(edition.catalog.code, project.language)
        script, read = words_script(edition, words[uri])
        return script.encode(), read
    view = view_of(edition, page, project.pages)
    html = document(edition, view)
    return html.encode(), view.read


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


def root_files(project: Project, site_url: str, engine: str) -> dict[str, Output]:
    """Return the files outside all locales by their address.

    `engine` is a fingerprint of code and templates. What is made in a moment is made each time:
    then it is known whether it is the same.
    """
    edition = project.edition_of(Catalog(project.language, project.locales[project.language]))
    overrides, material = project.overrides, material_folder()
    view = not_found_view(edition, project, site_url)
    not_found = edition.env.get_template("404.html").render(not_found=view)
    made = {
        "index.html": document(edition, choose_view(edition, project)).encode(),
        "404.html": not_found.encode(),
        "sitemap.xml": sitemap(project, site_url).encode(),
        **{uri: asset(path) for uri, path in assets(overrides).items()},
    }
    outputs = {uri: Output(fingerprint(data), partial(bytes, data)) for uri, data in made.items()}
    outputs["assets/material.css"] = Output(
        engine, lambda: trimmed_stylesheet(material, overrides).encode()
    )
    return outputs


def assets(overrides: Path) -> dict[str, Path]:
    """Return the files that are served much as they are, by their address."""
    found = {uri: overrides / module for uri, module in SCRIPTS.items()}
    for path in (*(overrides / "assets").rglob("*"), overrides / "_headers"):
        if path.is_file():
            found[path.relative_to(overrides).as_posix()] = path
    return found


def asset(path: Path) -> bytes:
    """Return a file as a phone gets it: style sheets and scripts with their parts, and no comments."""
    if path.suffix == ".css":
        return joined_stylesheet(path).encode()
    if path.suffix == ".js":
        return small(joined_modules(path)).encode()
    return path.read_bytes()


def small(script: str) -> str:
    """Return a script that does the same in fewer letters."""
    return str(minify.string("text/javascript", script))


def sitemap(project: Project, site_url: str) -> str:
    """Return sitemap.xml."""
    return project.env.get_template("sitemap.xml").render(sitemap=addresses(project, site_url))


def addresses(project: Project, site_url: str) -> list[str]:
    """Return the address of every page readers are sent to."""
    base = (site_url or "/").rstrip("/")
    found: list[str] = []
    for code in public_locales(project):
        found += [f"{base}/{code}/{uri}" for uri in project.pages]
    return found


def public_locales(project: Project) -> dict[str, Locale]:
    """Return the locales that readers are sent to."""
    return {code: locale for code, locale in project.locales.items() if locale.status != "draft"}


def choose_view(edition: Edition, project: Project) -> View:
    """Return the root of the site, where one chooses a language."""
    catalog, tagline = edition.catalog, edition.site.about.tagline
    line = {"lang": catalog.code, "direction": catalog.locale.direction, "texts": (tagline,)}
    return _outside(edition, project, "", [line], lambda site: site.about.name)


def not_found_view(edition: Edition, project: Project, site_url: str) -> View:
    """Return 404.html: what it says in each language that has it translated.

    A server shows it at any depth, so its addresses begin with the path of the site's own.
    """
    lines = []
    for code, locale in public_locales(project).items():
        texts = project.words(code, "not_found_title", "not_found_body")
        if not any(text.lang for text in texts):
            lines.append({"lang": code, "direction": locale.direction, "texts": texts})
    to_site = f"{urlsplit(site_url).path.rstrip('/')}/"

    def title(site: Records) -> str:
        return site.interface["not_found_title"]

    return _outside(edition, project, to_site, lines, title)


def _outside(
    edition: Edition, project: Project, to_site: str, lines: Sequence[dict[str, Any]], title: Read
) -> View:
    """Return a page outside all locales: lines in several languages, and a link to each."""

    def gets(site: Records) -> dict[str, Any]:
        return {"heading": site.about.name, "lines": lines}

    page = Page("index.html", "choose.html", title, lambda site: site.about.about, gets)
    links = Links(to_site, f"{to_site}{edition.catalog.code}/", f"{to_site}index.html")
    return view_of(edition, page, project.pages, links)


def material_folder() -> Path:
    """Return where mkdocs-material keeps its templates and style sheets."""
    spec = find_spec("material")
    if spec is None or spec.origin is None:
        raise ExpectedError("mkdocs-material is not installed: run  make site")
    return Path(spec.origin).parent / "templates"
