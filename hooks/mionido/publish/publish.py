"""Build the site beside the old one, in several processes, and put it in place when it is whole."""

import gzip
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import brotli
from jinja2 import TemplateError, TemplateSyntaxError

from mionido.problems import Place, Problem, ProblemsError, has_errors, reportable
from mionido.project import Project
from mionido.publish.fingerprints import (
    Fingerprints,
    of_all,
    of_catalog,
    of_content,
    of_engine,
    of_files,
    of_frame,
    of_locales,
)
from mionido.publish.folder import MARK, beside, state_of, swap
from mionido.publish.handouts import FOLDER, Handouts
from mionido.publish.manifest import MANIFEST, Inputs, Manifest, sha256
from mionido.publish.offline import kept_files, offline, offline_files
from mionido.publish.outputs import draw, other_files, root_files
from mionido.publish.state import (
    Artifact,
    BuildState,
    LocaleState,
    is_current,
    key_of,
    link_or_copy,
    load_state,
    save_state,
    with_everything,
)
from mionido.publish.workers import spread
from mionido.read.memory import fingerprint
from mionido.render import reading
from mionido.render.edition import Edition
from mionido.render.one_file import Drawn
from mionido.render.printed import Printed
from mionido.translate.catalogs import Catalog
from mionido.translate.locales import fallbacks
from mionido.translate.recordings import AUDIO_FOLDER, AUDIO_LIST
from mionido.translate.review import REVIEWS

Event = dict[str, Any]
# Compressed forms of a file, for hosts that do not compress by themselves.
# Brotli's best level is 14 % smaller than this one and takes fifty times as long.
COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    ".gz": partial(gzip.compress, mtime=0),
    ".br": partial(brotli.compress, quality=5),
}
WORTH_COMPRESSING = {".html", ".css", ".js", ".json", ".svg", ".xml"}


@dataclass(frozen=True)
class Job:
    """What to build, from what, and where."""

    project: Project
    codes: Sequence[str]
    jobs: int
    site: Path
    is_compressed: bool = False
    has_handouts: bool = False
    has_all_papers: bool = False  # with these: large print, the questions, the whole guide
    report: Callable[[Event], None] = lambda event: None


@dataclass
class Published:
    """What was made: the number of pages, and how many of all files had to be drawn."""

    manifest: Manifest
    pages: int = 0
    drawn: int = 0
    problems: list[Problem] = field(default_factory=list)


def publish(job: Job) -> Published:
    """Build the site. Raises ExpectedError, with the old site still there, if anything is wrong."""
    if job.project.failed:
        raise ProblemsError(reportable(job.project.problems))
    with beside(job.site, job.project.root) as folder:
        last = state_of(job.site)
        build = _Build(job, folder / "new", last)
        published = build.run()
        save_state(folder / "memory", build.now)
        (folder / "memory").replace(last)
        swap(folder / "new", job.site)
    return published


class _Build:
    """One build: what is known of the last one, and what this one makes."""

    def __init__(self, job: Job, folder: Path, last: Path) -> None:
        self.job, self.project, self.folder = job, job.project, folder
        self.content = with_everything(of_content(job.project))
        self.inputs = inputs_of(job.project, job.project.site_url, self.content)
        self.base = of_frame(job.project, self.inputs.engine)
        self.handouts = None
        if job.has_handouts:
            self.handouts = Handouts(self.project, has_all=job.has_all_papers)
        self.last = load_state(last, self.base)
        self.now = BuildState(self.base)

    def run(self) -> Published:
        """Make everything in the folder."""
        codes = self.job.codes
        pages = sum(self._number_of_pages(code) for code in codes)
        self.job.report({"event": "start", "languages": len(codes), "pages": pages})
        problems = list(self.project.problems)
        drawn = self._root()
        for event in spread(self._locale, codes, self.job.jobs):
            if event["event"] == "language":
                made = self.now.locales[event["language"]] = event.pop("made")
                problems += made.problems
                drawn += event["drawn"]
            self.job.report(event)
        if has_errors(problems):
            raise ProblemsError(reportable(problems))
        files = {uri: made.sha256 for uri, made in self.now.files.items()}
        manifest = Manifest(self.inputs, files)
        self._write(MANIFEST, manifest.text().encode())
        all_pages = sum(uri.endswith(".html") for uri in files)
        return Published(manifest, all_pages, drawn, reportable(problems))

    def _locale(self, code: str) -> Iterator[Event]:
        """Make the files of one locale; without reading it, if none of its inputs has changed."""
        read = (code, *fallbacks(code, self.project.locales))
        translated = fingerprint(*(self.inputs.translations[each] for each in read))
        papers = "all" if self.job.has_all_papers else ""
        root = (made.sha256 for made in self.now.locales[""].files.values())
        inputs = fingerprint(self._base_of_sheets, papers, of_all(self.content), translated, *root)
        last = self.last.locale(code)
        event: Event = {"event": "language", "language": code, "drawn": 0}
        if last.inputs == inputs and self._keep_all(last):
            yield {"event": "pages", "language": code, "pages": self._number_of_pages(code)}
            yield {**event, "made": last}
            return
        catalog, problems = self.project.catalog(code)
        if has_errors(problems):
            yield {**event, "made": LocaleState(problems=problems)}
            return
        made, pages = LocaleState(inputs, problems=problems), 0
        for uri, one, is_drawn in self._files(code, catalog, last):
            made.files[uri] = one
            event["drawn"] += is_drawn
            pages += uri.endswith(".html")
            if pages == 20:
                yield {"event": "pages", "language": code, "pages": pages}
                pages = 0
        for uri, one, is_drawn in self._offline(code, made.files, last):
            made.files[uri] = one
            event["drawn"] += is_drawn
        yield {"event": "pages", "language": code, "pages": pages}
        yield {**event, "made": made}

    def _files(
        self, code: str, catalog: Catalog, last: LocaleState
    ) -> Iterator[tuple[str, Artifact, bool]]:
        """Make each file of a locale, or keep it.

        Yields its address, what it is, and whether it was drawn.
        """
        prints = with_everything(of_catalog(catalog))
        edition, printed, size = None, dict[str, Printed](), 0
        beside = {
            page.ident: uri
            for uri in self._beside(code)
            if (page := self.project.beside[uri]).template == "beside.html"
        }
        if self.handouts:  # first: pages say how large they are
            sizes: dict[str, int] = {}
            for uri, made, is_drawn in self._sheets(code, catalog, self.handouts, last):
                sizes[uri] = made.size
                yield uri, made, is_drawn
            printed = self.handouts.printed(sizes, code)
            prints |= {
                reading.printed(key): fingerprint(repr(printed.get(key)), beside.get(key, ""))
                for key in {*printed, *beside}
            }
        whole, *others = other_files(self.project, code)
        for below in (whole, *self._pages(code), *others):
            uri = f"{code}/{below}"
            before, is_drawn = last.files.get(uri), False
            if before and self._keep_current(uri, before, prints):
                made = before
            else:
                edition = edition or replace(
                    self._edition(code, catalog), printed=printed, beside=beside, one_file=size
                )
                data, read = self._draw(edition, below, prints)
                names = tuple(sorted(read))
                key = key_of(self.base, names, self.content, prints)
                made, is_drawn = self._write(uri, data, key, names), True
            if below == whole:
                self.project.memory.save(_part_of(code))
                size = made.size
                edition = edition and replace(edition, one_file=size)
                prints[reading.ONE_FILE] = fingerprint(f"{size}")
            yield uri, made, is_drawn

    def _edition(self, code: str, catalog: Catalog) -> Edition:
        """Return the site in a locale; that of its sheets, if there are any."""
        return self.handouts.edition(code) if self.handouts else self.project.edition_of(catalog)

    def _pages(self, code: str) -> list[str]:
        """Return the addresses of the pages of a locale."""
        return [*self.project.pages, *self._beside(code)]

    def _number_of_pages(self, code: str) -> int:
        """Return how many there are, with the one file that holds most of them."""
        return len(self._pages(code)) + 1

    def _beside(self, code: str) -> list[str]:
        """Return those that show the source beside it; they come with the sheets."""
        return [*self.project.beside] if self.handouts and code != self.project.language else []

    @property
    def _base_of_sheets(self) -> str:
        """What sheets depend on besides; without sheets, what pages do."""
        return fingerprint(self.base, self.handouts.fonts) if self.handouts else self.base

    def _sheets(
        self, code: str, catalog: Catalog, handouts: Handouts, last: LocaleState
    ) -> Iterator[tuple[str, Artifact, bool]]:
        """Make each sheet of a locale, or keep it."""
        base = self._base_of_sheets
        handouts.take(self.project.edition_of(catalog))
        prints: dict[tuple[str, ...], Fingerprints] = {}
        for wanted in handouts.of_locale(code):
            uri = f"{code}/{FOLDER}/{wanted.file(self.project.loaded.site)}"
            if wanted.codes not in prints:
                prints[wanted.codes] = handouts.prints(wanted.codes)
            before = last.files.get(uri)
            if (
                before
                and is_current(before.key, before.read, base, self.content, prints[wanted.codes])
                and self._keep(uri, before)
            ):
                yield uri, before, False
                continue
            data, read = handouts.make(wanted)
            names = tuple(sorted(read))
            key = key_of(base, names, self.content, prints[wanted.codes])
            yield uri, self._write(uri, data, key, names), True

    def _draw(self, edition: Edition, uri: str, prints: Fingerprints) -> tuple[bytes, set[str]]:
        part = _part_of(edition.catalog.code)
        try:
            return draw(edition, uri, self.project, partial(self._kept_part, part, prints))
        except TemplateError as error:
            raise ProblemsError([template_problem(error, self.project.root)]) from None

    def _kept_part(
        self, part: str, prints: Fingerprints, ident: str, work: Callable[[], Drawn]
    ) -> Drawn:
        """Return a part of the one file as it was drawn before, if all that it showed is the same."""
        memory = self.project.memory
        key, names, html = memory.known(part, ident) or ("", (), "")
        if not key or not is_current(key, names, self.base, self.content, prints):
            html, read = work()
            names = sorted(read)
            key = key_of(self.base, names, self.content, prints)
        memory.keep(part, ident, [key, names, html])
        return html, set(names)

    def _root(self) -> int:
        """Make the files outside all locales. Returns how many were not kept."""
        last, made, drawn = self.last.locale(""), LocaleState(), 0
        try:
            outputs = root_files(self.project, self.project.site_url)
            for uri, output in outputs.items():
                before = last.files.get(uri)
                if before and before.key == output.made_from and self._keep(uri, before):
                    made.files[uri] = before
                else:
                    made.files[uri] = self._write(uri, output.make(), output.made_from)
                    drawn += 1
        except TemplateError as error:
            raise ProblemsError([template_problem(error, self.project.root)]) from None
        self.now.locales[""] = made
        return drawn

    def _offline(
        self, code: str, made: dict[str, Artifact], last: LocaleState
    ) -> Iterator[tuple[str, Artifact, bool]]:
        """Make of a locale one file for telephones, and one that says its version, or keep both."""
        files = {**made, **self.now.locales[""].files}
        kept = kept_files(files, code)
        key = fingerprint(*(f"{uri} {files[uri].sha256}" for uri in kept))
        uris = offline_files(code)
        before = [last.files.get(uri) for uri in uris]
        if all(
            one and one.key == key and self._is_there(uri, one)
            for uri, one in zip(uris, before, strict=True)
        ):
            for uri in uris:
                self._take(uri)
                yield uri, last.files[uri], False
            return
        texts = {uri: (self.folder / uri).read_bytes().decode() for uri in kept}
        for uri, data in zip(uris, offline(texts), strict=True):
            yield uri, self._write(uri, data, key), True

    def _keep_all(self, locale: LocaleState) -> bool:
        """Take over all files of a locale, or none."""
        if not all(self._is_there(uri, made) for uri, made in locale.files.items()):
            return False
        for uri in locale.files:
            self._take(uri)
        return True

    def _keep_current(self, uri: str, made: Artifact, catalog: Fingerprints) -> bool:
        """Take a file over if what it was made from is the same, in this catalog too."""
        if not is_current(made.key, made.read, self.base, self.content, catalog):
            return False
        return self._keep(uri, made)

    def _keep(self, uri: str, made: Artifact) -> bool:
        """Take a file over from the old site, unless somebody touched it there."""
        if not self._is_there(uri, made):
            return False
        self._take(uri)
        return True

    def _is_there(self, uri: str, made: Artifact) -> bool:
        return made.is_whole_at(f"{self.job.site}/{uri}")

    def _take(self, uri: str) -> None:
        link_or_copy(f"{self.job.site}/{uri}", f"{self.folder}/{uri}")
        if self.job.is_compressed:
            self._keep_compressed(uri)

    def _keep_compressed(self, uri: str) -> None:
        path = self.folder / uri
        if path.suffix not in WORTH_COMPRESSING:
            return
        for suffix, compress in COMPRESSED.items():
            old, new = self.job.site / f"{uri}{suffix}", self.folder / f"{uri}{suffix}"
            if old.exists():
                link_or_copy(str(old), str(new))
            else:
                new.write_bytes(compress(path.read_bytes()))

    def _write(self, uri: str, data: bytes, key: str = "", read: tuple[str, ...] = ()) -> Artifact:
        path = self.folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if self.job.is_compressed and path.suffix in WORTH_COMPRESSING:
            for suffix, compress in COMPRESSED.items():
                (self.folder / f"{uri}{suffix}").write_bytes(compress(data))
        stat = path.stat()
        return Artifact(key, read, sha256(data), stat.st_size, stat.st_mtime_ns)


def _part_of(code: str) -> str:
    """Return the part of the memory that holds the parts of the one file of a language."""
    return f"one-file-{code}"


def inputs_of(project: Project, site_url: str, content: Fingerprints) -> Inputs:
    """Return what a site is made from."""
    folder = project.root / "translations"
    return Inputs(
        engine=of_engine(project.overrides),
        content=fingerprint(of_all(content), of_locales(project.locales)),
        translations={
            code: of_files(folder / code, "*.po", REVIEWS, AUDIO_LIST, f"{AUDIO_FOLDER}/*")
            for code in project.locales
        },
        day=project.today.isoformat(),
        site_url=site_url,
    )


def manifest_of(project: Project, site_url: str, site: Path) -> Manifest:
    """Return the manifest of a site that MkDocs built."""
    files: dict[str, str] = {}
    for path in site.rglob("*"):
        is_listed = path.name not in (MANIFEST, MARK) and path.suffix != ".gz"
        if is_listed and path.is_file():
            files[path.relative_to(site).as_posix()] = sha256(path.read_bytes())
    content = with_everything(of_content(project))
    return Manifest(inputs_of(project, site_url, content), files)


def template_problem(error: TemplateError, root: Path) -> Problem:
    """Return a mistake in a template with its file and line."""
    file, line = _where(error)
    path = Path(file or root / "overrides")
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    fix = "the comment at the top of each template says what it gets."
    return Place(name, line or 1).error("template", str(error), fix=fix)


def _where(error: TemplateError) -> tuple[str | None, int | None]:
    """Return the file and line of a mistake in a template, as far as Jinja knows them."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name, error.lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(".html"):
            return frame.filename, frame.lineno
    return None, None
