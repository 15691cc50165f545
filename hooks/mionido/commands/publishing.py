"""The commands that build, join and compare sites."""

import sys
from datetime import date
from pathlib import Path

import click

from mionido.commands.clock import today
from mionido.commands.console import known, progress, say, say_error, stop_on, stops
from mionido.commands.quick import Order, absolute
from mionido.problems import to_data
from mionido.project import read_project
from mionido.publish.gallery import publish_components
from mionido.publish.manifest import difference, manifest_in
from mionido.publish.parts import join, manifest_at, verified
from mionido.publish.publish import Job, publish
from mionido.read.memory import Json, Memory


def build_site(order: Order, day: date, site_url: str, memory: Memory, *, as_json: bool) -> Json:
    """Build a site, and return what there is to say of it, as data."""
    project = read_project(order.root, day, site_url, memory)
    codes = known(project.locales, order.langs) if project.loaded.is_whole else []
    with progress(as_json=as_json) as report:
        made = publish(
            Job(
                project,
                codes,
                order.jobs,
                order.site,
                order.compress,
                order.handouts,
                order.all_handouts,
                report,
            )
        )
    said = {"pages": made.pages, "drawn": made.drawn, "languages": len(codes)}
    return {**said, "problems": to_data(made.problems)}


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
        whole = join(parts, absolute(site_dir or root / "site"), root)
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
    folder = absolute(out or root / "build" / "components")
    with stops(root):
        project = read_project(root, today())
        stop_on(project.problems, root)
        pages = publish_components(project, folder)
    for page in pages:
        say(str(folder / page))
