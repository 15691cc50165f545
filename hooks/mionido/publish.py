"""Build the site beside the old one, languages divided over processes, and put it in place when it is whole."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class PublishError(Exception):
    """The site could not be built or put in place; the old one is untouched."""


@dataclass
class Published:
    """What was made."""

    folder: Path
    pages: int
    languages: int


def publish(root: Path, codes: Sequence[str], jobs: int, site: Path, pages_each: int) -> Published:
    """Build `codes` into `site`. Raises PublishError, with the old site still there, if anything fails."""
    groups = [list(codes[start::jobs]) for start in range(min(jobs, len(codes)))]
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{site.name}-", dir=site.parent) as beside:
            parts = [Path(beside) / f"part-{index}" for index in range(len(groups))]
            _run(
                [_worker(root, group, part) for group, part in zip(groups, parts, strict=True)],
                parts,
                len(codes) * pages_each,
            )
            _join(parts)
            pages = sum(1 for _ in parts[0].rglob("*.html"))
            _swap(parts[0], site, Path(beside) / "old")
    except OSError as error:
        raise PublishError(f"{error.strerror}: {error.filename or site}. The old site is still in place.") from error
    return Published(site, pages, len(codes))


def _worker(root: Path, codes: Sequence[str], part: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(part)]
    environment = {**os.environ, "MIONIDO_LANG": " ".join(codes)}
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def _run(workers: list[subprocess.Popen[str]], parts: list[Path], total: int) -> None:
    """Wait for all workers, showing the pages that are there; stop all of them when one fails."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, disable=not sys.stderr.isatty()) as progress:
            task = progress.add_task("pages", total=total)
            while any(worker.poll() is None for worker in workers):
                progress.update(task, completed=sum(1 for part in parts for _ in part.rglob("*.html")))
                if any(worker.poll() for worker in workers):
                    break
                time.sleep(0.1)
            progress.update(task, completed=total)
        for worker in workers:
            if worker.poll():
                raise PublishError(f"the build stopped:\n{worker.stdout.read()}The old site is still in place.")
    finally:
        for worker in workers:
            if worker.poll() is None:
                worker.kill()
            worker.communicate()


def _join(parts: list[Path]) -> None:
    """Move the language folders of all parts into the first one, which keeps its own root pages."""
    whole, *rest = parts
    for part in rest:
        for folder in part.iterdir():
            if folder.is_dir() and not (whole / folder.name).exists():
                folder.rename(whole / folder.name)


def _swap(new: Path, site: Path, old: Path) -> None:
    """Put `new` where `site` is; if that fails, put the old one back."""
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    if old.exists():
        shutil.rmtree(old)
