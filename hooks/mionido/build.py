"""From folders to everything we publish. Start reading here."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from markupsafe import Markup

from mionido.catalogs import Catalog, load_catalogs
from mionido.checker.export import export_checker
from mionido.lint import lint
from mionido.load import Loaded, load_site
from mionido.localise import localise
from mionido.pages import Page
from mionido.problems import Problem
from mionido.templates import Edition, environment, languages
from mionido.view import View, view_of


@dataclass
class Build:
    """All that was read, and the editions made from it. Without a site there were errors."""

    loaded: Loaded
    catalogs: list[Catalog]
    problems: list[Problem]
    editions: dict[str, Edition] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether an error stops the build."""
        return any(problem.is_error for problem in self.problems)


def read(root: Path, today: date) -> Build:
    """Read content/ and translations/ below `root` and collect every problem."""
    loaded = load_site(root / "content")
    catalogs, problems = load_catalogs(root / "translations")
    problems = loaded.problems + problems
    if loaded.site and not any(problem.is_error for problem in problems):
        problems += lint(loaded, catalogs, today)
    return Build(loaded, catalogs, sorted(problems))


def build(root: Path, today: date, locales: Collection[str] = ()) -> Build:
    """Read everything and make an edition for each locale (all, unless `locales` names some)."""
    built = read(root, today)
    if built.failed:
        return built
    env = environment(root / "overrides")
    checker = export_checker(built.loaded.site, today)
    for catalog in built.catalogs:
        if not locales or catalog.code in locales:
            site = localise(built.loaded.site, catalog)
            built.editions[catalog.code] = Edition(site, catalog, built.catalogs, today, env, checker)
    return built


def choose_view(edition: Edition, *, not_found: bool) -> View:
    """Return the page that stands outside all languages: the root of the site, or 404.html."""
    site, t = edition.site, edition.site.interface
    heading = t["not_found_title"] if not_found else site.about.name
    lines = (
        []
        if not_found
        else [{"lang": edition.catalog.code, "direction": "ltr", "text": edition.plain(site.about.tagline)}]
    )
    # A 404 page is shown at any depth, so its addresses start at the root of the host.
    to_root = "/" if not_found else ""
    page = Page("index.html", "choose.html", heading, site.about.about, "site")
    view = view_of(edition, Page("index.html", "home.html", heading, site.about.about, "site", None, {"doors": []}))
    gets = {"heading": heading, "lines": lines, "t": t, "languages": languages(edition, page.uri, to_root)}
    view.content = Markup(edition.env.get_template("choose.html").render(**gets))
    view.root, view.home = to_root, f"{to_root}index.html"
    view.alternates = gets["languages"]
    view.footer = [{**each, "href": f"{to_root}{edition.catalog.code}/{each['href']}"} for each in view.footer]
    return view
