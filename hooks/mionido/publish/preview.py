"""A site of which each file is made when somebody asks for it, from what is saved at that moment."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateError

from mionido.problems import Problem, ProblemsError, count, explain, has_errors
from mionido.project import Project, read_project
from mionido.publish.manifest import below
from mionido.publish.outputs import draw, other_files, root_makers
from mionido.publish.publish import template_problem
from mionido.read.inputs import FOLDERS
from mionido.read.memory import Memory
from mionido.render.edition import Edition
from mionido.render.reading import ONE_FILE

MISTAKES = "pages/mistakes.html"
# Where it lies, when it was saved, and its size: what one can know of a file without reading it.
Saved = dict[str, tuple[int, int]]


class Preview:
    """What was read last, and what was made of it; asked by several threads."""

    def __init__(self, root: Path, site: Path, site_url: str, day: Callable[[], date]) -> None:
        """Make files of the project below `root` in the folder `site`."""
        self.root, self.site, self.site_url, self.day = root, site, site_url, day
        self._memory, self._lock = Memory(root), threading.Lock()
        self._saved: Saved | None = None
        self._project: Project | None = None
        self._editions: dict[str, Edition] = {}
        self._made: set[str] = set()

    def renew(self) -> list[Problem]:
        """Read again what was saved since, and check all of it, while pages are drawn. Returns what is wrong."""
        with self._lock:
            project = self._read()
        if not project.failed and project.seal:
            found = project.check_all()
            with self._lock:
                if found != project.problems:
                    project.problems = found
                    self._made.clear()
        return project.problems

    def make(self, uri: str) -> None:
        """Bring one file of the site up to date; one that the site does not have is taken away."""
        try:
            path = self.site / below(uri)
        except ValueError:
            return
        with self._lock:
            project = self._read()
            if uri in self._made:
                return
            data = self._data(project, uri)
            if data is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            else:
                path.unlink(missing_ok=True)
            self._made.add(uri)

    def _read(self) -> Project:
        """Return the project as it is saved now; of what did not change, nothing is read again."""
        saved = _saved(self.root)
        before, project = self._saved or {}, self._project
        if project is not None and saved == before:
            return project
        changed = {name for name, _ in {*saved.items()} ^ {*before.items()}}
        if project is None or any(map(_is_content, changed)):
            project = read_project(
                self.root, self.day(), self.site_url, self._memory, is_hasty=True
            )
        else:
            rules = vars(project).get("compiled")
            project = replace(project, catalogs={}, _behind={})
            if rules:
                vars(project)["compiled"] = rules
        self._saved, self._project = saved, project
        self._editions.clear()
        self._made.clear()
        return project

    def _data(self, project: Project, uri: str) -> bytes | None:
        """Return what a file holds; of a page that cannot be made, what is wrong."""
        try:
            if project.failed:
                raise ProblemsError(project.problems)
            return self._drawn(project, uri)
        except ProblemsError as error:
            problems = error.problems
        except Exception as error:
            project.problems = project.check_all()  # what was not done in haste may be the reason
            if project.failed:
                problems = project.problems
            elif isinstance(error, TemplateError):
                problems = [template_problem(error, self.root)]
            else:
                raise
        return self._mistakes(project, problems) if uri.endswith(".html") else None

    def _mistakes(self, project: Project, problems: list[Problem]) -> bytes:
        """Return a page that says what is wrong, also where no other template can be drawn."""
        env = Environment(loader=FileSystemLoader(project.overrides), autoescape=True)
        said = [explain(problem, self.root) for problem in problems]
        return env.get_template(MISTAKES).render(title=count(problems), said=said).encode()

    def _drawn(self, project: Project, uri: str) -> bytes | None:
        code, _, below_it = uri.partition("/")
        if code not in project.locales:
            make = root_makers(project, self.site_url).get(uri)
            return make() if make else None
        if below_it not in project.pages and below_it not in other_files(project, code):
            return None
        if code not in self._editions:
            catalog, problems = project.catalog(code)
            if has_errors(problems):
                raise ProblemsError(problems)
            self._editions[code] = project.edition_of(catalog)
        data, read = draw(self._editions[code], below_it, project)
        if ONE_FILE in read and not self._editions[code].one_file:
            self._editions[code] = _with_size(self._editions[code], project)
            data, _ = draw(self._editions[code], below_it, project)
        return data


def _with_size(edition: Edition, project: Project) -> Edition:
    """Return an edition that knows how large its one file is; to find that out, it is made."""
    whole, *_ = other_files(project, edition.catalog.code)
    return replace(edition, one_file=len(draw(edition, whole, project)[0]))


def _is_content(name: str) -> bool:
    """Whether all languages depend on a file: what it says, or which languages and pictures there are."""
    is_translation = name.startswith("translations/") and name.count("/") > 1
    return not is_translation and not (name.startswith("overrides/") and "/icons/" not in name)


def _saved(root: Path) -> Saved:
    """Return all files that a site is made from."""
    found: Saved = {}
    for name in FOLDERS:
        for folder, _, files in os.walk(root / name):
            for file in files:
                path = os.path.join(folder, file)  # noqa: PTH118 (a thousand files, at each request)
                try:
                    stat = os.stat(path)  # noqa: PTH116
                except OSError:
                    continue  # it was taken away meanwhile
                found[os.path.relpath(path, root)] = (stat.st_mtime_ns, stat.st_size)
    return found
