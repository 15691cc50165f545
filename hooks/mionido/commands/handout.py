"""The command that makes sheets to print, apart from a site."""

import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from mionido.commands.clock import build_day
from mionido.commands.console import known, progress, say, stop_on, stops
from mionido.commands.quick import JOBS, absolute
from mionido.problems import ExpectedError, Problem, ProblemsError, nearest, reportable, visible
from mionido.project import Project, read_project
from mionido.publish.fingerprints import (
    of_content,
    of_engine,
    of_frame,
)
from mionido.publish.handouts import Handouts, Wanted
from mionido.publish.manifest import sha256
from mionido.publish.settings import site_url
from mionido.publish.state import (
    Artifact,
    BuildState,
    LocaleState,
    is_current,
    key_of,
    load_state,
    save_state,
    with_everything,
)
from mionido.publish.workers import spread
from mionido.read.inputs import FOLDERS
from mionido.read.memory import fingerprint

MEMORY = ".handouts.memory"


@click.command("handout")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option("--lang", required=True, help="The language of the reader.")
@click.option("--with", "beside", default=None, help="The language beside it: --with fr.")
@click.option("--large", is_flag=True, help="In large print.")
@click.option(
    "--all", "everything", is_flag=True, help="Every sheet; not the questions and the booklet."
)
@JOBS
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where the sheets go [default: build/handouts].",
)
@click.pass_obj
def handout(
    root: Path,
    topics: tuple[str, ...],
    lang: str,
    beside: str | None,
    large: bool,
    everything: bool,
    jobs: int,
    out: Path | None,
) -> None:
    """Make sheets to print, as PDF: all of those asked for, or none."""
    folder = absolute(out or root / "build" / "handouts")
    with stops(root):
        _refuse_place(folder, root)
        day, _ = build_day(root)
        project = read_project(root, day, site_url(root))
        stop_on(reportable(project.problems), root)
        codes = tuple(known(project.locales, [beside, lang] if beside else [lang]))
        sheets = Handouts(project)
        names = list(sheets.sheets) if everything else list(sheets.papers)
        names = _chosen(topics, names, everything=everything)
        wanted = [Wanted(sheets.papers[name], codes, large) for name in names]
        with progress(as_json=False) as report:
            report({"event": "start", "languages": len(codes), "pages": len(wanted)})
            run = _Run(project, sheets, folder, codes)
            drawn = run.make(wanted, jobs, report)
    for each in wanted:
        say(str(folder / each.file(project.loaded.site)))
    say(f"{len(wanted)} sheets, {drawn} drawn: {folder}")


def _refuse_place(folder: Path, root: Path) -> None:
    """Raise ExpectedError if sheets there would stand among what the site is made from."""
    if any(folder.resolve().is_relative_to((root / name).resolve()) for name in FOLDERS):
        raise ExpectedError(
            f"{folder} belongs to what the site is made from. Give another folder with --out."
        )


def _chosen(topics: Sequence[str], names: Sequence[str], *, everything: bool) -> list[str]:
    """Return the names of the sheets that were asked for. Raises UsageError."""
    if everything == bool(topics):
        raise click.UsageError(
            f"say which sheets, or  --all. There are: {', '.join(sorted(names))}."
        )
    for topic in topics:
        if topic not in names:
            guess = nearest(topic, names)
            there = ", ".join(sorted(names))
            raise click.UsageError(
                visible(f'there is no sheet "{topic}". {guess}There are: {there}.')
            )
    return sorted(names) if everything else [*dict.fromkeys(topics)]


@dataclass
class _Run:
    """What is made now, and what is known of the last time."""

    project: Project
    sheets: Handouts
    folder: Path
    codes: tuple[str, ...]
    made: dict[str, Artifact] = field(default_factory=dict)

    def make(self, wanted: Sequence[Wanted], jobs: int, report: Any) -> int:
        """Make what has changed, and put it in place when all of it is there.

        Returns how many sheets that were. Raises ProblemsError with every mistake.
        """
        self.content = with_everything(of_content(self.project))
        self.prints = self.sheets.prints(self.codes)
        frame = of_frame(self.project, of_engine(self.project.overrides))
        self.base = fingerprint(frame, self.sheets.fonts)
        memory = self.folder / MEMORY
        self.last = load_state(memory, self.base).files
        by_file = {each.file(self.project.loaded.site): each for each in wanted}
        todo = [name for name in by_file if not self._is_there(name)]
        report({"event": "pages", "pages": len(by_file) - len(todo)})
        self.sheets.prepare([by_file[name] for name in todo])
        made: dict[str, tuple[bytes, tuple[str, ...]]] = {}
        problems: list[Problem] = []
        for name, data, read, wrong in spread(
            lambda name: self._one(name, by_file[name]), todo, jobs
        ):
            problems += wrong
            made[name] = data, read
            report({"event": "pages", "pages": 1})
        if problems:
            raise ProblemsError(reportable(problems))
        self._put(made)
        kept = self._without_older({each.stem for each in wanted}, by_file)
        state = BuildState(self.base, {"": LocaleState(files=kept | self.made)})
        save_state(memory, state)
        return len(todo)

    def _is_there(self, name: str) -> bool:
        last = self.last.get(name)
        return (
            last is not None
            and is_current(last.key, last.read, self.base, self.content, self.prints)
            and last.is_at(str(self.folder / name))
        )

    def _one(
        self, name: str, wanted: Wanted
    ) -> Iterator[tuple[str, bytes, tuple[str, ...], list[Problem]]]:
        try:
            data, read = self.sheets.make(wanted)
        except ProblemsError as error:
            yield name, b"", (), error.problems
        else:
            yield name, data, tuple(sorted(read)), []

    def _put(self, made: dict[str, tuple[bytes, tuple[str, ...]]]) -> None:
        """Write all files beside their places, and only then put them there."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".handouts-", dir=self.folder) as new:
                for name, (data, _) in made.items():
                    (Path(new) / name).write_bytes(data)
                for name, (data, read) in made.items():
                    (Path(new) / name).replace(self.folder / name)
                    self.made[name] = self._artifact(name, data, read)
        except OSError as error:
            raise ExpectedError(f"{error.strerror}: {error.filename or self.folder}.") from error

    def _without_older(self, stems: Collection[str], names: Collection[str]) -> dict[str, Artifact]:
        """Return what was there already; the same sheets of another day are gone now."""
        kept: dict[str, Artifact] = {}
        for name, last in self.last.items():
            path = self.folder / name
            is_older = name not in names and name[: -len("-2000-01-01.pdf")] in stems
            if is_older and last.is_at(str(path)):
                path.unlink()
            elif path.exists():
                kept[name] = last
        return kept

    def _artifact(self, name: str, data: bytes, read: tuple[str, ...]) -> Artifact:
        stat = (self.folder / name).stat()
        key = key_of(self.base, read, self.content, self.prints)
        return Artifact(key, read, sha256(data), stat.st_size, stat.st_mtime_ns)
