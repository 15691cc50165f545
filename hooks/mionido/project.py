"""From folders to everything that is published. Start reading here."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path

from mionido.check.draft import Draft
from mionido.check.lint import lint, lint_catalog, lint_references
from mionido.checker.compile import compile_checker
from mionido.checker.compiled import Checker
from mionido.checker.graph import Compiled
from mionido.model.text import Text
from mionido.paper.beside import pages_beside
from mionido.paper.pages import pages_of_sheets
from mionido.problems import Problem, from_data, has_errors, reportable, to_data
from mionido.read.content import Loaded, links_in, load_site
from mionido.read.inputs import FOLDERS, icons_of, overrides_of
from mionido.read.memory import Json, Memory, fingerprint, of_file, of_tree
from mionido.render.edition import Edition
from mionido.render.environment import Languages, Templates
from mionido.render.marks import LATIN, WrittenIn
from mionido.render.pages import Page, pages_of
from mionido.translate.catalogs import Catalog, load_catalog, load_some, unread_files
from mionido.translate.formats import language_of
from mionido.translate.glossaries import load_glossaries
from mionido.translate.layout import GLOSSARY, load_layout
from mionido.translate.locales import Locale, fallbacks, load_locales
from mionido.translate.localise import localise, translated
from mionido.translate.states import States

# Parts of the memory: what is wrong with content, and the questions of each outcome.
FINDINGS, GRAPHS = "findings", "graphs"


@dataclass
class Project:
    """content/ and locales.yml as they were read and checked.

    The catalogs of the locales are read all at once (`read`), or one by one from here (`catalog`).
    """

    root: Path
    today: date
    draft: Draft
    problems: list[Problem]
    site_url: str = ""  # where the site will be, if that is known
    catalogs: dict[str, Catalog] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)  # of what was worked out before
    seal: str = ""  # a fingerprint of all that its checks look at
    # Those to which others fall back: many to the same one, which is read once.
    _behind: dict[str, Catalog] = field(default_factory=dict)

    @property
    def loaded(self) -> Loaded:
        """The content, with the place of each value."""
        return self.draft.loaded

    @property
    def locales(self) -> dict[str, Locale]:
        """Every locale by its code."""
        return self.draft.locales

    @property
    def failed(self) -> bool:
        """Whether an error stops the build."""
        return has_errors(self.problems)

    @property
    def language(self) -> str:
        """The locale the content is written in."""
        return self.loaded.site.about.source_language

    @property
    def overrides(self) -> Path:
        """Where the templates, styles and scripts are."""
        return overrides_of(self.root)

    @cached_property
    def env(self) -> Templates:
        """The templates, compiled once."""
        about, jurisdiction = self.loaded.site.about, self.loaded.site.jurisdiction
        official, source = jurisdiction.official_language, about.source_language
        return Templates(
            self.overrides,
            Languages(language_of(official), language_of(source), self._written_in),
        )

    @cached_property
    def _env_of_own_scripts(self) -> Templates:
        return Templates(self.overrides, self.env.languages, like=self.env)

    def _has_own_script(self, locale: Locale) -> bool:
        """Whether words in Latin letters are foreign in a language, and those of letters; its name shows its script."""
        letters = language_of(self.loaded.site.jurisdiction.official_language)
        return letters.is_latin and not LATIN.search(locale.name)

    @property
    def _written_in(self) -> dict[str, WrittenIn]:
        """How words in each language are marked on a page of another one."""
        return {
            code: WrittenIn(code, locale.direction, locale.name, self._has_own_script(locale))
            for code, locale in self.locales.items()
        }

    @cached_property
    def rules(self) -> Checker:
        """The rules as plain data, as they are written."""
        return compile_checker(self.loaded.site, self.today)

    @cached_property
    def compiled(self) -> Compiled:
        """The rules for the day of this build, with their graphs."""
        return Compiled(self.rules, self.today.isoformat(), self._kept_graphs)

    def _kept_graphs(self, work: Callable[[], Json]) -> Json:
        """Return the graphs of these rules as data: as they were worked out before, or by this work."""
        key = fingerprint(json.dumps(self.rules), self.today.isoformat())
        found = self.memory.recall(GRAPHS, key, work)
        self.memory.save(GRAPHS)
        return found

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page of a locale by its address below the locale's folder, the home page first."""
        site = self.loaded.site
        return {page.uri: page for page in (*pages_of(site), *pages_of_sheets(site))}

    @cached_property
    def beside(self) -> dict[str, Page]:
        """The pages of a translated locale that show the source beside it, by their address."""
        return {page.uri: page for page in pages_beside(self.loaded.site)}

    def check_all(self) -> list[Problem]:
        """Return what is wrong with content that could be read."""
        found = self.memory.recall(FINDINGS, self.seal, lambda: to_data(lint(self.draft)))
        self.memory.save(FINDINGS)
        return from_data(found)

    def catalog(self, code: str) -> tuple[Catalog, list[Problem]]:
        """Read and check the texts of one locale, and read those to which it falls back."""
        catalog, problems = self._checked(code)
        behind = fallbacks(code, self.locales)
        for each in behind:
            if each not in self._behind:
                self._behind[each] = self._read_catalog(each)[0]
        catalog.fallbacks = tuple(self._behind[each] for each in behind)
        return catalog, problems

    def findings(self, code: str) -> list[Problem]:
        """Return what is wrong with the texts of one locale, without reading them if nothing of it changed."""
        if self.failed or not self.seal:
            return self._checked(code)[1]
        part, folder = f"language-{code}", self.root / "translations"
        key = fingerprint(self.seal, of_tree(folder / code))
        found = self.memory.recall(part, key, lambda: to_data(self._checked(code)[1]))
        self.memory.save(part)
        return from_data(found)

    def _checked(self, code: str) -> tuple[Catalog, list[Problem]]:
        """Read and check the texts of one locale alone: those to which it falls back are checked apart."""
        catalog, problems = self._read_catalog(code)
        if self.loaded.is_whole and not problems:
            problems = lint_catalog(self.draft, catalog, self.memory)
        return catalog, problems

    def _read_catalog(self, code: str) -> tuple[Catalog, list[Problem]]:
        """Read the texts of one locale."""
        folder = self.root / "translations"
        catalog, problems = load_catalog(folder, code, self.locales[code], self.draft.layout)
        if code in self.draft.glossaries:
            catalog.glossary, _ = self.draft.glossaries[code]
        return catalog, problems

    def edition(self, code: str) -> Edition:
        """Return the site in a locale whose catalog was read with the others."""
        return self.edition_of(self.catalogs[code])

    def edition_of(self, catalog: Catalog) -> Edition:
        """Return the site with the texts of a catalog."""
        others = {each.code: each for each in catalog.fallbacks}
        return Edition(
            localise(self.loaded.site, catalog),
            catalog,
            self.locales,
            self.today,
            self._env_of_own_scripts if self._has_own_script(catalog.locale) else self.env,
            self.compiled,
            source=None if catalog.is_source else self.written,
            others=Others(lambda code: self.edition_of(others[code])),
            states=States(self.loaded.site, catalog),
            site_url=self.site_url,
        )

    def words(self, code: str, *names: str) -> list[Text]:
        """Return messages of the interface in one locale, without reading the rest of its texts."""
        interface = self.loaded.site.interface
        return self.some_texts(code, {f"interface:{name}": interface[name] for name in names})

    def some_texts(self, code: str, texts: dict[str, Text]) -> list[Text]:
        """Return a few texts in one locale, by their place in a catalog; the rest of it is not read."""
        folder, locale = self.root / "translations", self.locales[code]
        catalog = load_some(folder, code, locale, texts, self.draft.layout)
        return [translated(text, ctx, catalog, self.language) for ctx, text in texts.items()]

    @cached_property
    def written(self) -> Edition:
        """The site in the language it was written in."""
        code = self.loaded.site.about.source_language
        return self.edition_of(Catalog(code, self.locales[code]))


class Others(dict[str, Edition]):
    """Editions by their locale, each made when somebody asks for it: few pages fall back to another one."""

    def __init__(self, make: Callable[[str], Edition]) -> None:
        """Begin with none."""
        super().__init__()
        self._make = make

    def __missing__(self, code: str) -> Edition:
        """Make one and keep it."""
        self[code] = made = self._make(code)
        return made


def read_project(
    root: Path,
    today: date,
    site_url: str = "",
    memory: Memory | None = None,
    *,
    is_hasty: bool = False,
) -> Project:
    """Read and check content/ and locales.yml below `root`; nothing of them if they lead elsewhere.

    `site_url` is where the site will be. Who is in haste only learns what stops a page from being
    drawn, unless all has been looked at before; `check_all` tells the rest.
    """
    memory = memory or Memory()
    links = [*chain.from_iterable(links_in(root / name) for name in FOLDERS)]
    if links:
        return Project(root, today, Draft(Loaded(), {}, today), links, site_url)
    loaded = load_site(root / "content", memory)
    locales, wrong_locales = load_locales(root / "translations")
    layout, wrong_layout = load_layout(root / "translations")
    icons = icons_of(root)
    glossaries, wrong_glossaries = load_glossaries(root / "translations")
    draft = Draft(loaded, locales, today, icons, layout, glossaries)
    problems = [*loaded.problems, *wrong_locales, *wrong_layout, *wrong_glossaries]
    key = ""
    if not has_errors(problems):
        problems += unread_files(root / "translations", locales, layout)
    if not has_errors(problems):
        key = fingerprint(_of_content(root), " ".join(icons), today.isoformat())
    project = Project(root, today, draft, problems, site_url, memory=memory, seal=key)
    if key and is_hasty and memory.known(FINDINGS, key) is None:
        project.problems += lint_references(draft)
    elif key:
        project.problems += project.check_all()
    return project


def _of_content(root: Path) -> str:
    """Return a fingerprint of all that the checks of content look at."""
    folder = root / "translations"
    files = [folder / "locales.yml", folder / "catalogs.yml", *sorted(folder.glob(f"*/{GLOSSARY}"))]
    return fingerprint(
        of_tree(root / "content", ".yml"),
        *(f"{path.relative_to(folder)} {of_file(path)}" for path in files),
    )


def read(root: Path, today: date, site_url: str = "", memory: Memory | None = None) -> Project:
    """Read content/ and translations/ below `root` and collect every problem."""
    project = read_project(root, today, site_url, memory)
    problems = list(project.problems)
    for code in project.locales:
        project.catalogs[code], found = project.catalog(code)
        problems += found
    project.problems = reportable(problems)
    return project
