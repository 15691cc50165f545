"""The commands that build, join and compare sites."""

import os
import sys
from pathlib import Path

import click

from mionido.commands.clock import build_day, today
from mionido.commands.console import (
    known,
    progress,
    report_problems,
    say,
    say_error,
    say_json,
    stop_on,
    stops,
)
from mionido.paper.press import Press
from mionido.problems import ExpectedError
from mionido.project import Project, read_project
from mionido.publish.gallery import publish_components
from mionido.publish.manifest import difference, manifest_in
from mionido.publish.parts import join, manifest_at, verified
from mionido.publish.publish import Job, publish
from mionido.publish.settings import site_url
from mionido.read.memory import Memory


def _site(root: Path, site_dir: Path | None) -> Path:
    """Return where the site goes, without `..` in it."""
    return _absolute(site_dir or root / "site")


def _absolute(path: Path) -> Path:
    """Return a path without `..`; Path.resolve would follow a link."""
    return Path(os.path.abspath(path))  # noqa: PTH100


JOBS = click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default=True,
    help="Processes.",
)


@click.command("build")
@click.option("--lang", "langs", multiple=True, help="Build only these languages: --lang ar fa ti.")
@click.argument("more_langs", nargs=-1, metavar="")
@JOBS
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=None,
    help="Where the site goes [default: site].",
)
@click.option(
    "--compress",
    is_flag=True,
    help="Also write .gz and .br, for a host that does not compress by itself.",
)
@click.option(
    "--handouts",
    is_flag=True,
    help="Also make the sheets to print, in each language and beside that of letters.",
)
@click.option(
    "--handouts-if-fonts",
    is_flag=True,
    help="The same; but on a machine without their fonts, say so and leave the sheets out.",
)
@click.option(
    "--all-handouts",
    is_flag=True,
    help="The same, in large print too, and the questions and the whole guide on paper: takes longer.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print what happens for other programs, one JSON object a line.",
)
@click.pass_obj
def build(
    root: Path,
    langs: tuple[str, ...],
    more_langs: tuple[str, ...],
    jobs: int,
    site_dir: Path | None,
    compress: bool,
    handouts: bool,
    handouts_if_fonts: bool,
    all_handouts: bool,
    as_json: bool,
) -> None:
    """Build the whole site; the old one stays until the new one is complete."""
    if more_langs and not langs:
        raise click.UsageError(
            f"what is {more_langs[0]}? To build one language:  mionido build --lang {more_langs[0]}"
        )
    site = _site(root, site_dir)
    with stops(root, as_json=as_json):
        day, note = build_day(root)
        if note and not as_json:
            say(note, err=True)
        project = read_project(root, day, site_url(root), Memory(root))
        codes = known(project, (*langs, *more_langs)) if project.loaded.is_whole else []
        handouts = handouts or all_handouts or (handouts_if_fonts and _has_fonts(project))
        with progress(as_json=as_json) as report:
            job = Job(project, codes, jobs, site, compress, handouts, all_handouts, report)
            made = publish(job)
    report_problems(made.problems, root, as_json=as_json)
    if as_json:
        say_json({"event": "done", "pages": made.pages, "drawn": made.drawn, "folder": str(site)})
    else:
        say(f"{made.pages} pages in {len(codes)} languages, {made.drawn} files drawn: {site}")


def _has_fonts(project: Project) -> bool:
    """Whether the sheets can be printed; if not, say what is missing."""
    try:
        Press(project.overrides).font_files()
    except ExpectedError as error:
        say(f"No sheets to print were made: {error}", err=True)
        return False
    return True


@click.command()
@click.argument(
    "parts", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=None,
    help="Where the site goes [default: site].",
)
@click.pass_obj
def merge(root: Path, parts: tuple[Path, ...], site_dir: Path | None) -> None:
    """Join parts that were built with `build --lang` into one site."""
    with stops(root):
        whole = join(parts, _site(root, site_dir), root)
    say(f"{len(whole.files)} files in {len(whole.locales)} languages")


@click.command()
@click.argument("published")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=None,
    help="The build to compare with [default: site].",
)
@click.pass_obj
def verify(root: Path, published: str, site_dir: Path | None) -> None:
    """Compare a site, at an address or in a folder, with a build by file; exit 1 if they differ."""
    with stops(root):
        found = verified(published, site_dir or root / "site")
    named = {"missing": found.removed, "different": found.changed, "not ours": found.added}
    for word, uris in named.items():
        for uri in uris:
            say(f"{word}: {uri}")
    if found:
        say_error(f"{published} is not this build.")
        sys.exit(1)
    say(f"{published} is this build.")


@click.command()
@click.argument("old")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=None,
    help="The new build [default: site].",
)
@click.pass_obj
def changed(root: Path, old: str, site_dir: Path | None) -> None:
    """List what a build changes or removes in the site at OLD: the addresses a CDN must forget."""
    with stops(root):
        before = manifest_at(old)
        after = manifest_in(site_dir or root / "site")
        since = difference(before.files, after.files)
    for uri in sorted(since.changed + since.removed):
        say(uri)


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="Where the pages go [default: build/components].",
)
@click.pass_obj
def components(root: Path, out: Path | None) -> None:
    """Draw every component of overrides/ in its examples, in both directions of writing."""
    folder = _absolute(out or root / "build" / "components")
    with stops(root):
        project = read_project(root, today())
        stop_on(project.problems, root)
        pages = publish_components(project, folder)
    for page in pages:
        say(str(folder / page))


PUBLISHING = (build, merge, verify, changed, components)
