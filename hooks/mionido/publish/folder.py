"""The folder of the site: the old one stays whole until the new one is, and only our own files are ever replaced."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from mionido.publish.workers import ExpectedError

AT_FDCWD, RENAME_EXCHANGE = -100, 2
STILL_THERE = "The old site is still in place."


class FolderError(ExpectedError):
    """The site cannot be put there; what is there is untouched."""


@contextmanager
def beside(site: Path) -> Iterator[Path]:
    """Give an empty folder on the same disk as `site`, for one build at a time; it is gone afterwards.

    Raises FolderError when another build has the folder, and for everything the disk refuses meanwhile.
    """
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(site.parent / f".{site.name}.lock", timeout=0):
            _clean_up(site)
            with tempfile.TemporaryDirectory(prefix=f".{site.name}-", dir=site.parent) as folder:
                yield Path(folder)
    except Timeout:
        raise FolderError(f"another build is writing {site}. Wait for it, or give another --site-dir.") from None
    except OSError as error:
        raise FolderError(f"{error.strerror}: {error.filename or site}. {STILL_THERE}") from error


def refuse_foreign(site: Path, ours: Iterable[str]) -> None:
    """Raise FolderError if the folder holds files that are not `ours` (addresses), nor compressed forms of them."""
    known = set(ours)
    foreign = sorted(
        uri for uri in _files(site) if uri not in known and uri.removesuffix(".gz").removesuffix(".br") not in known
    )
    if foreign:
        some = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")
        raise FolderError(
            f"{site} holds files that mionido did not make: {some}. Nothing was changed.\n"
            "Move them elsewhere, or give another folder with --site-dir."
        )


def _files(site: Path) -> Iterator[str]:
    """Yield the address of everything that is not a folder."""
    for folder, folders, names in os.walk(site):
        below = folder[len(str(site)) + 1 :]
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        yield from (f"{below}/{name}" if below else name for name in (*names, *links))


def swap(new: Path, site: Path) -> None:
    """Put `new` where `site` is, in one step where the system can: there is always a whole site."""
    if not site.exists():
        new.rename(site)
    elif not _exchange(new, site):
        aside = new.with_name("old")
        site.rename(aside)
        try:
            new.rename(site)
        except OSError:
            aside.rename(site)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step. Returns False where Linux or its file system cannot."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    return renameat2 is not None and not renameat2(
        AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE
    )


def _clean_up(site: Path) -> None:
    """Remove what a killed build left, and bring back the site if it was killed between two renames."""
    for left in site.parent.glob(f".{site.name}-*"):
        if not site.exists() and (left / "old").exists():
            (left / "old").rename(site)
        shutil.rmtree(left, ignore_errors=True)
