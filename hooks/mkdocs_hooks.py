"""The only file MkDocs loads, and the only one that knows MkDocs.

MkDocs loads it by path with hooks/ on sys.path for this moment only: keep all imports at the top.
What was read hangs on `config`, which is new for every rebuild of `mkdocs serve`.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast

from jinja2 import Environment, TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs_static_i18n.config import I18nPluginLanguage

from mionido.commands.clock import build_day
from mionido.problems import ExpectedError, count, explain, visible
from mionido.project import Project, read
from mionido.publish.folder import MARK, mark, refuse_what_is_not_ours
from mionido.publish.manifest import MANIFEST
from mionido.publish.offline import all_offline, offline_files
from mionido.publish.outputs import (
    addresses,
    choose_view,
    draw,
    not_found_view,
    other_files,
    root_files,
)
from mionido.publish.preview import Preview
from mionido.publish.publish import manifest_of, template_problem
from mionido.publish.settings import checked_url
from mionido.read.memory import Memory
from mionido.render.edition import Edition
from mionido.render.links import one_file_uri
from mionido.render.passing import code_uri
from mionido.render.view import view_of
from mionido.translate.locales import Locale

Context = dict[str, Any]
# Files at the root that MkDocs makes of a page or a template.
DRAWN_BY_MKDOCS = {"index.html", "404.html", "sitemap.xml"}
COMMAND: list[str] = []  # what MkDocs was started for; it tells this once
log = logging.getLogger("mkdocs.hooks.mionido")  # below "mkdocs", so --strict counts our warnings


class I18n(Protocol):
    """What we use of mkdocs-static-i18n, which has no types."""

    config: Any
    building: bool
    current_language: str
    is_default_language_build: bool


def i18n(config: MkDocsConfig) -> I18n:
    """Return the plugin that builds one language after another."""
    return cast(I18n, config.plugins["i18n"])


def project_of(config: MkDocsConfig) -> Project:
    """Return what was read for this build."""
    project: Project = config.extra["mionido"]
    return project


def on_startup(command: str, dirty: bool) -> None:
    """Let no character of a file steer the terminal, whoever logs it."""
    for handler in logging.getLogger("mkdocs").handlers:
        handler.addFilter(seen)
    COMMAND[:] = [command]


def is_serving() -> bool:
    """Whether `mkdocs serve` runs: then MkDocs builds nothing, and `on_serve` draws what is asked for."""
    return COMMAND == ["serve"]


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything once per build.

    Then tell mkdocs-static-i18n which languages there are.
    """
    if is_serving():
        config.theme.static_templates = set()
    if "mionido" in config.extra or is_serving():
        return config
    root, site = Path(config.config_file_path).parent, Path(config.site_dir)
    with plainly():
        checked_url(config.site_url or "")
    project = _read(root, config.site_url or "")
    for problem in project.problems:
        log.log(problem.level, explain(problem, root))
    if project.failed:
        raise PluginError(f"{count(project.problems)} in content/ or translations/, listed above")
    _begin(site, root, project)
    editions, languages = {}, []
    for code, locale in project.locales.items():
        editions[build_code(code, locale)] = project.edition(code)
        languages.append(language(code, locale, is_default=code == project.language))
    config.extra["mionido"] = project
    config.extra["mionido_editions"] = editions
    i18n(config).config.languages = languages
    return config


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Hand MkDocs the pages of the language being built.

    By then mkdocs-static-i18n has seen the other files.
    """
    if is_serving():
        return Files([])
    project, edition = project_of(config), edition_of(config)
    code = edition.catalog.code
    for page in project.pages.values():
        file = add(files, config, f"{code}/{page.uri.removesuffix('.html')}.md", "")
        file.dest_uri = f"{code}/{page.uri}"
    for uri in other_files(project, code):
        data = draw(edition, uri, project)[0]
        add(files, config, f"{code}/{uri}", data)
        if uri == one_file_uri(project.loaded.site.about.name, code):
            editions = config.extra["mionido_editions"]
            editions[build_code(code, edition.catalog.locale)] = replace(
                edition, one_file=len(data)
            )
    if i18n(config).is_default_language_build:
        add(files, config, "index.md", "").dest_uri = "index.html"
        for uri, made in root_files(project, config.site_url or "").items():
            if uri not in DRAWN_BY_MKDOCS:
                add(files, config, uri, made.make())
    return our_files(files, config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Name the home page.

    mkdocs-static-i18n warns without one, and looks for it under its own language code.
    """
    if is_serving():
        return nav
    home = files.get_file_from_path(f"{edition_of(config).catalog.code}/index.md")
    nav.homepage = home.page if home else None
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Use our own environment for templates: MkDocs draws the same pages as `mionido build`."""
    return env if is_serving() else edition_of(config).env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Draw the page. Its Markdown was empty, so nothing is lost."""
    project, edition = project_of(config), edition_of(config)
    ours = project.pages.get(page.file.dest_uri.removeprefix(f"{edition.catalog.code}/"))
    if page.file.dest_uri == "index.html" or ours is None:
        view = choose_view(edition, project)
    else:
        view = view_of(edition, ours, project.pages)
    page.title, page.meta["view"] = view.title, view
    return str(view.content)


def on_page_context(context: Context, page: Page, config: MkDocsConfig, nav: Navigation) -> Context:
    """Give the frame its view."""
    context["view"] = page.meta["view"]
    return context


def on_template_context(context: Context, template_name: str, config: MkDocsConfig) -> Context:
    """Give 404.html and sitemap.xml what they show."""
    project = project_of(config)
    site_url = config.site_url or ""
    context["not_found"] = not_found_view(project.edition(project.language), project, site_url)
    context["sitemap"] = addresses(project, site_url)
    return context


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write what needs all other files, once mkdocs-static-i18n has built the last language."""
    if i18n(config).building or is_serving():
        return
    site, project = Path(config.site_dir), project_of(config)
    uris = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    for uri, data in all_offline(project.locales, uris, lambda uri: (site / uri).read_bytes()):
        (site / uri).write_bytes(data)
    manifest = manifest_of(project, config.site_url or "", site)
    (site / MANIFEST).write_text(manifest.text(), encoding="utf-8")
    (site / MARK).unlink()


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Draw what a browser asks for when it asks, from what is saved then; MkDocs serves it and reloads."""
    if not is_serving():
        return server
    root = Path(config.config_file_path).parent
    preview = Preview(root, Path(config.site_dir), config.site_url or "", partial(_day, root))

    def renew() -> None:
        with plainly():
            for problem in preview.renew():
                log.log(problem.level, explain(problem, root))

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(server.mount_path):
            uri = path.removeprefix(server.mount_path)
            with plainly():
                preview.make(f"{uri}index.html" if uri.endswith("/") or not uri else uri)
        return server.serve_request(environ, start_response)

    renew()
    server.builder = renew
    server.set_app(answer)
    return server


def on_build_error(error: Exception) -> None:
    """Say where a template is wrong."""
    if isinstance(error, TemplateError):
        raise PluginError(explain(template_problem(error, Path.cwd()), Path.cwd())) from None


@contextmanager
def plainly() -> Iterator[None]:
    """Let MkDocs print a message, and no traceback."""
    try:
        yield
    except ExpectedError as error:
        raise PluginError(visible(str(error))) from None
    except OSError as error:
        raise PluginError(visible(f"{error.strerror}: {error.filename}")) from None


def seen(record: logging.LogRecord) -> bool:
    """Write the hidden characters of a line of the log as their numbers.

    MkDocs gives it a colour only afterwards.
    """
    record.msg, record.args = visible(record.getMessage()), ()
    return True


def _read(root: Path, site_url: str) -> Project:
    """Read everything for the day of this build."""
    return read(root, _day(root), site_url, Memory(root))


def _day(root: Path) -> date:
    """Return the day of this build, and say which if that is news."""
    with plainly():
        day, note = build_day(root)
    if note:
        log.info(note)
    return day


def _begin(site: Path, root: Path, project: Project) -> None:
    """Mark the folder as ours.

    Stop before MkDocs empties one that holds anything but a site of ours.
    """
    ours = {MANIFEST, "sitemap.xml", *root_files(project, "")}
    for code in project.locales:
        ours.update(f"{code}/{uri}" for uri in (*project.pages, *other_files(project, code)))
        ours.update(f"{code}/{code_uri(uri)}" for uri in project.pages)
        ours.update(offline_files(code))
    with plainly():
        refuse_what_is_not_ours(site, root, ours)
        mark(site)


def language(code: str, locale: Locale, *, is_default: bool) -> I18nPluginLanguage:
    """Return a language as mkdocs-static-i18n wants it."""
    settings = {
        "locale": build_code(code, locale),
        "name": locale.name,
        "default": is_default,
        "build": True,
    }
    made = I18nPluginLanguage()
    made.load_dict(settings)
    made.validate()
    return made


def build_code(code: str, locale: Locale) -> str:
    """Return the code mkdocs-static-i18n knows a locale by: it accepts `xx` and `xx-XX` only."""
    return locale.build or code


def edition_of(config: MkDocsConfig) -> Edition:
    """Return the edition that mkdocs-static-i18n is building."""
    editions: dict[str, Edition] = config.extra["mionido_editions"]
    return editions[i18n(config).current_language]


def add(files: Files, config: MkDocsConfig, uri: str, content: str | bytes) -> File:
    """Append a file that exists in memory only; not part of MkDocs' navigation."""
    file = File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
    files.append(file)
    return file


def our_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what lies in the folders of themes.

    No page loads those of Material, and ours are made from it.
    """
    for file in list(files):
        if file.src_dir and file.src_dir != config.docs_dir:
            files.remove(file)
    return files
