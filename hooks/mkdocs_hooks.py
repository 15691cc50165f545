"""The only file MkDocs loads, and the only one that knows MkDocs.

MkDocs loads it by path with hooks/ on sys.path for this moment only: keep all imports at the top.
What was read hangs on `config`, which is new for every rebuild of `mkdocs serve`.
"""

import logging
import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs_static_i18n.config import I18nPluginLanguage

from mionido.build import Build, build, choose_view
from mionido.clock import today
from mionido.data import open_data
from mionido.problems import count, explain
from mionido.stylesheet import trimmed_stylesheet
from mionido.templates import Edition
from mionido.view import view_of

log = logging.getLogger("mkdocs.hooks.mionido")  # below "mkdocs", so --strict counts our warnings


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything once per build, and tell mkdocs-static-i18n which languages there are."""
    if "mionido" not in config.extra:
        root = Path(config.config_file_path).parent
        built = build(root, today(), locales=wanted(os.environ))
        for problem in built.problems:
            log.log(problem.level, explain(problem, root))
        if built.failed:
            raise PluginError(f"{count(built.problems)} in content/ or translations/, listed above")
        config.extra["mionido"] = built
        config.plugins["i18n"].config.languages = [
            language(each, is_default=number == 0) for number, each in enumerate(built.editions.values())
        ]
    return config


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Hand MkDocs the pages of the language being built, after mkdocs-static-i18n has seen the other files."""
    i18n = config.plugins["i18n"]
    edition = edition_of(i18n.current_language, config.extra["mionido"])
    code = edition.catalog.code
    for page in edition.pages:
        file = add(files, config, f"{code}/{page.uri.removesuffix('.html')}.md", "")
        file.dest_uri, file.mionido_page = f"{code}/{page.uri}", page
    add(files, config, f"{code}/data.json", open_data(edition.site, code, edition.checker))
    if i18n.is_default_language_build:
        root_page = add(files, config, "index.md", "")
        root_page.dest_uri, root_page.mionido_page = "index.html", None
        add(files, config, "assets/material.css", trimmed_stylesheet(config.theme.dirs, Path(config.theme.custom_dir)))
    return without_unused_theme_files(files, config)


def on_nav(nav, config: MkDocsConfig, files: Files):
    """Name the home page: mkdocs-static-i18n warns without one, and looks for it under its own language code."""
    edition = edition_of(config.plugins["i18n"].current_language, config.extra["mionido"])
    nav.homepage = files.get_file_from_path(f"{edition.catalog.code}/index.md").page
    return nav


def on_page_content(html: str, page, config: MkDocsConfig, files: Files) -> str:
    """Draw the page. Its Markdown was empty, so nothing is lost."""
    edition = edition_of(config.plugins["i18n"].current_language, config.extra["mionido"])
    ours = page.file.mionido_page
    page.mionido_view = view_of(edition, ours) if ours else choose_view(edition, not_found=False)
    page.title = page.mionido_view.title
    return str(page.mionido_view.content)


def on_page_context(context, page, config: MkDocsConfig, nav):
    """Give the frame its view."""
    context["view"] = page.mionido_view
    return context


def on_template_context(context, template_name: str, config: MkDocsConfig):
    """Give 404.html and sitemap.xml what they show."""
    built: Build = config.extra["mionido"]
    first = next(iter(built.editions.values()))
    context["not_found"] = choose_view(first, not_found=True)
    site_url = (config.site_url or "/").rstrip("/")
    context["sitemap"] = [
        f"{site_url}/{catalog.code}/{page.uri}"
        for catalog in built.catalogs
        if catalog.locale.status != "draft"
        for page in first.pages
    ]
    return context


def wanted(environ: os._Environ[str]) -> list[str]:
    """Return the locales to build, all if MIONIDO_LANG is not set."""
    return environ.get("MIONIDO_LANG", "").split()


def language(edition: Edition, *, is_default: bool) -> I18nPluginLanguage:
    """Return a language as mkdocs-static-i18n wants it: one of those being built must be its default."""
    catalog = edition.catalog
    made = I18nPluginLanguage()
    made.load_dict(
        {
            "locale": build_code(edition),
            "name": catalog.locale.name,
            "default": is_default,
            "build": True,
        }
    )
    made.validate()
    return made


def build_code(edition: Edition) -> str:
    """Return the code mkdocs-static-i18n knows a locale by: it accepts `xx` and `xx-XX` only."""
    return edition.catalog.locale.build or edition.catalog.code


def edition_of(code: str, built: Build) -> Edition:
    """Return the edition that mkdocs-static-i18n calls `code`."""
    return next(edition for edition in built.editions.values() if build_code(edition) == code)


def add(files: Files, config: MkDocsConfig, uri: str, content: str) -> File:
    """Append a file that exists in memory only; not part of MkDocs' navigation."""
    file = File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
    files.append(file)
    return file


def without_unused_theme_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what Material ships and no page of ours loads."""
    custom = config.theme.custom_dir
    for file in list(files):
        if file.src_dir and file.src_dir != config.docs_dir and file.src_dir != custom:
            files.remove(file)
    return files
