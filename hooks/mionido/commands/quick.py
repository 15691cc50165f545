"""The commands `check` and `build`: where nothing changed since, they say at once what they said then.

What did change is for the rest of the program, which is imported only then: see `later`.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import click

from mionido.commands.clock import build_day, today
from mionido.commands.console import report_problems, say, say_json, stops
from mionido.commands.later import later
from mionido.problems import ExpectedError, count, from_data, on_one_line, reportable, to_data
from mionido.publish.settings import site_url
from mionido.read.inputs import of_built, of_checked, overrides_of
from mionido.read.memory import Json, Memory, fingerprint

CHECKED, FINISHED = "check", "finished"  # parts of the memory
DAY = click.DateTime(["%Y-%m-%d"])
JOBS = click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default=True,
    help="Processes.",
)


@dataclass(frozen=True)
class Order:
    """What somebody wants to have built, and where."""

    root: Path
    site: Path
    langs: tuple[str, ...] = ()  # all, if there are none
    compress: bool = False
    handouts: bool = False
    all_handouts: bool = False
    jobs: int = 1


@click.command()
@click.option(
    "--json", "as_json", is_flag=True, help="Print a list of problems for other programs."
)
@click.option("--today", "on", type=DAY, default=None, help="Check as if it were this day.")
@click.option(
    "--since",
    "base",
    default=None,
    help="Also find facts that changed since a commit or folder without a new source or day.",
)
@JOBS
@click.option(
    "--links",
    is_flag=True,
    help="List every address outside the site, with the file that leads there.",
)
@click.pass_obj
def check(
    root: Path, as_json: bool, on: datetime | None, base: str | None, jobs: int, links: bool
) -> None:
    """Find every mistake in content, translations and rules; exit 1 if there is one."""
    day, memory = on.date() if on else today(), Memory(root)

    def look() -> Json:
        return to_data(later("commands.editing:mistakes_in")(root, day, jobs, memory))

    problems = from_data(memory.recall(CHECKED, of_checked(root, day), look))
    memory.save(CHECKED)
    if links:
        for ident, url in later("commands.editing:links_of")(root, day, memory):
            say(f"{ident}\t{on_one_line(url)}")
    if base is not None:
        problems += later("commands.editing:changes_since")(root, day, memory, base)
    problems = reportable(problems)
    if as_json:
        say_json([problem.as_json() for problem in problems], indent=1)
    else:
        report_problems(problems, root)
        say(count(problems), err=bool(problems))
    sys.exit(1 if problems else 0)


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
    site = absolute(site_dir or root / "site")
    with stops(root, as_json=as_json):
        day, note = build_day(root)
        if note and not as_json:
            say(note, err=True)
        has_handouts = handouts or all_handouts or (handouts_if_fonts and _has_fonts(root))
        langs = (*langs, *more_langs)
        order = Order(root, site, langs, compress, has_handouts, all_handouts, jobs)
        made = _made(order, day, as_json=as_json)
    report_problems(from_data(made["problems"]), root, as_json=as_json)
    pages, drawn = made["pages"], made["drawn"]
    if as_json:
        say_json({"event": "done", "pages": pages, "drawn": drawn, "folder": str(site)})
    else:
        say(f"{pages} pages in {made['languages']} languages, {drawn} files drawn: {site}")


def _made(order: Order, day: date, *, as_json: bool) -> Json:
    """Build a site, unless it is there as it would be built. Returns what there is to say of it.

    What somebody saves while it is built may be in it or not, so then it is not remembered.
    """
    memory, url = Memory(order.root), site_url(order.root)
    key = _made_from(order, day, url)
    before = memory.known(FINISHED, key)
    # Other programs are told of each language, so they wait for all of it.
    if before and not as_json and before["site"] == _of_site(order.site):
        return {**before, "drawn": 0}
    build = later("commands.publishing:build_site")
    made: Json = build(order, day, url, memory, as_json=as_json)
    if key == _made_from(order, day, url) and (there := _of_site(order.site)):
        memory.keep(FINISHED, key, {**made, "site": there})
        memory.save(FINISHED)
    return made


def _made_from(order: Order, day: date, url: str) -> str:
    """Return a fingerprint of all that a site is made from."""
    fonts = [path.read_bytes() for path in _fonts(order.root)] if order.handouts else []
    wanted = repr(replace(order, jobs=1))
    return fingerprint(of_built(order.root, day, url), wanted, *fonts)


def _of_site(site: Path) -> str:
    """Return a fingerprint of what the disk knows of each file of a site: also when it was changed at last.

    That day cannot be set back, as the one of its content can. Empty where there is no site, where the system
    does not tell that day, and where a build was stopped, whose traces the next one removes.
    """
    if sys.platform == "win32" or site.is_symlink() or not site.is_dir():
        return ""
    if any(name.startswith(f".{site.name}-") for name in os.listdir(site.parent)):  # noqa: PTH208
        return ""
    return fingerprint(*sorted(_known_of_files(str(site))))


def _known_of_files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _known_of_files(entry.path)
            else:
                file = entry.stat(follow_symlinks=False)
                times = file.st_mtime_ns, file.st_ctime_ns
                yield f"{entry.path} {file.st_mode} {file.st_ino} {file.st_size} {times}"


def _fonts(root: Path) -> list[Path]:
    """Return the files of the fonts that sheets are printed with. Raises ExpectedError if there are none."""
    files: list[Path] = later("paper.press:Press")(overrides_of(root)).font_files()
    return files


def _has_fonts(root: Path) -> bool:
    """Whether the sheets can be printed; if not, say what is missing."""
    try:
        _fonts(root)
    except ExpectedError as error:
        say(f"No sheets to print were made: {error}", err=True)
        return False
    return True


def absolute(path: Path) -> Path:
    """Return a path without `..`; Path.resolve would follow a link."""
    return Path(os.path.abspath(path))  # noqa: PTH100
