"""Which files a site has, and how each is made. MkDocs and `mionido build` both get them here."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from mionido.build import Source
from mionido.catalogs import Catalog
from mionido.data import open_data
from mionido.fingerprint import fingerprint
from mionido.pages import Page
from mionido.stylesheet import trimmed_stylesheet
from mionido.templates import Edition, Way
from mionido.view import View, document, view_of

DATA = "data.json"
# Everything a locale says; no page reads this much, but its open data does.
EVERYTHING = "*"
# What a line of a script begins with and a browser skips; our scripts have no text that goes on over a line.
ASIDE = re.compile(rb"^[ \t]*(?://.*\n|/\*\*.*\*/\n|\n)?", re.MULTILINE)


@dataclass(frozen=True)
class Output:
    """A file at the root of the site: a fingerprint of what it is made from, and how."""

    made_from: str
    make: Callable[[], bytes]


def draw(edition: Edition, uri: str, source: Source) -> tuple[bytes, set[str]]:
    """Return one file of a locale, and what of the site it shows (names as in mionido.reading)."""
    if uri == DATA:
        return open_data(edition.site, edition.catalog.code, edition.compiled.checker).encode(), {EVERYTHING}
    view = view_of(edition, source.pages[uri], source.pages)
    html = document(edition, view)
    return html.encode(), view.read


def root_files(source: Source, site_url: str, everything: str) -> dict[str, Output]:
    """Return the files outside all locales by their address; `everything` is a fingerprint of the content."""
    edition = source.edition(Catalog(source.language, source.locales[source.language]))
    overrides = source.root / "overrides"
    material = material_folder()
    return {
        "index.html": Output(everything, lambda: document(edition, choose_view(edition, source)).encode()),
        "404.html": Output(everything, lambda: not_found(edition, source).encode()),
        "sitemap.xml": Output(fingerprint(everything, site_url), lambda: sitemap(source, site_url).encode()),
        "assets/material.css": Output(everything, lambda: trimmed_stylesheet(material, overrides).encode()),
        **{
            path.relative_to(overrides).as_posix(): Output(fingerprint(path.read_bytes()), partial(asset, path))
            for path in [*(overrides / "assets").rglob("*"), overrides / "_headers"]
            if path.is_file()
        },
    }


def asset(path: Path) -> bytes:
    """Return a file as a phone gets it: of a script, the lines without their indentation and those with words only."""
    return ASIDE.sub(b"", path.read_bytes()) if path.suffix == ".js" else path.read_bytes()


def not_found(edition: Edition, source: Source) -> str:
    """Return 404.html."""
    view = choose_view(edition, source, is_not_found=True)
    return edition.env.get_template("404.html").render(not_found=view)


def sitemap(source: Source, site_url: str) -> str:
    """Return sitemap.xml."""
    return source.env.get_template("sitemap.xml").render(sitemap=addresses(source, site_url))


def addresses(source: Source, site_url: str) -> list[str]:
    """Return the address of every page readers are sent to."""
    base = (site_url or "/").rstrip("/")
    public = (code for code, locale in source.locales.items() if locale.status != "draft")
    return [f"{base}/{code}/{uri}" for code in public for uri in source.pages]


def choose_view(edition: Edition, source: Source, *, is_not_found: bool = False) -> View:
    """Return the page outside all locales, where one chooses a language: the root of the site, or 404.html."""
    code = edition.catalog.code
    # A 404 page is shown at any depth, so its addresses start at the root of the host.
    to_site = "/" if is_not_found else ""

    def gets(site) -> dict:
        text = edition.plain(site.about.tagline)
        lines = [] if is_not_found else [{"lang": code, "direction": "ltr", "text": text}]
        return {"heading": site.interface["not_found_title"] if is_not_found else site.about.name, "lines": lines}

    def title(site) -> str:
        return gets(site)["heading"]

    page = Page("index.html", "choose.html", title, lambda site: site.about.about, gets)
    return view_of(edition, page, source.pages, Way(to_site, f"{to_site}{code}/", f"{to_site}index.html"))


def material_folder() -> Path:
    """Return where mkdocs-material keeps its templates and style sheets."""
    return Path(find_spec("material").submodule_search_locations[0]) / "templates"
