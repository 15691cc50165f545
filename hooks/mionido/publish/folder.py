"""The folder of the site: the old one stays whole until the new one is.

Only our own files are ever replaced.
"""

import ctypes
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from mionido.problems import ExpectedError
from mionido.publish.manifest import MANIFEST, manifest_in, sha256
from mionido.publish.state import load_state
from mionido.read.inputs import FOLDERS
from mionido.render.assets import name_of

AT_FDCWD, RENAME_EXCHANGE = -100, 2
MEMORY_BEGINS = b'{"engine":'
IN_PROGRESS = ("new", "old", "memory")  # in the folder beside the site
# Stands in a folder while a build of ours fills it: what is in it is ours, though there is no
# manifest yet.
MARK, MARKED = ".mionido", "mionido: a build is going on here, or was stopped.\n"
STILL_THERE = "The old site is still in place."


class FolderError(ExpectedError):
    """The site cannot be put there; what is there is untouched."""


@contextmanager
def beside(site: Path, root: Path) -> Iterator[Path]:
    """Give an empty folder on the same disk as `site`, for one build at a time.

    It is gone afterwards. Raises FolderError when `site` is no place for a site, when another build
    has it, and for all that the disk refuses.
    """
    try:
        refuse_what_is_not_ours(site, root)
    except OSError as error:
        raise FolderError(f"{error.strerror}: {site}. Nothing was changed.") from None
    lock, memory = site.parent / f".{site.name}.lock", state_of(site)
    _refuse_neighbour(lock, b"")
    _refuse_neighbour(memory, MEMORY_BEGINS)
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=0):
            _clean_up(site)
            refuse_what_is_not_ours(site, root)
            folder = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
            try:
                mark(folder)
                yield folder
            finally:
                _remove(folder)
    except Timeout:
        raise FolderError(
            f"another build is writing {site}. Wait for it, or give another --site-dir."
        ) from None
    except OSError as error:
        raise FolderError(f"{error.strerror}: {error.filename or site}. {STILL_THERE}") from error


def state_of(site: Path) -> Path:
    """Return where the next build finds what this one made."""
    return site.parent / f".{site.name}.memory"


def refuse_what_is_not_ours(site: Path, root: Path, ours: Iterable[str] = ()) -> None:
    """Raise FolderError if a new site would replace anything but a site as its manifest has it.

    Where a build of MkDocs was stopped, the addresses `ours` are ours, too, also as they were called before a change.
    """
    _refuse_place(site, root)
    # Before the manifest: another build may put a site here at this moment.
    found = sorted(files_in(site))
    known = {MARK, *ours, *map(name_of, ours)} if is_marked(site) else set()
    if MANIFEST in found and _is_plain(site / MANIFEST):
        known |= {MANIFEST, *_as_made(site, manifest_in(site).files)}
    foreign = [
        uri
        for uri in found
        if known.isdisjoint((plain_name(uri), name_of(uri))) or (site / uri).is_symlink()
    ]
    if foreign:
        some = ", ".join(foreign[:3])
        if len(foreign) > 3:
            some += f" and {len(foreign) - 3} more"
        raise FolderError(
            f"{site} holds files that mionido did not make, or were changed since: {some}. "
            "Nothing was changed.\nMove them elsewhere, or give another folder with --site-dir."
        )


def plain_name(uri: str) -> str:
    """Return the address of a file whose compressed form this may be."""
    return uri.removesuffix(".gz").removesuffix(".br")


def mark(folder: Path) -> None:
    """Say that what will be in this folder is ours."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(MARKED, encoding="utf-8")


def is_marked(folder: Path) -> bool:
    """Whether a build of ours began to fill this folder."""
    return _is_plain(folder / MARK) and (folder / MARK).read_bytes() == MARKED.encode()


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _as_made(site: Path, files: dict[str, str]) -> Iterator[str]:
    """Yield the addresses of the files that nobody changed since.

    Those that the last build remembers are not read.
    """
    made = load_state(state_of(site)).files
    for uri, expected in files.items():
        last, path = made.get(uri), f"{site}/{uri}"
        is_remembered = last and last.sha256 == expected and last.is_at(path)
        if is_remembered or _holds(Path(path), expected):
            yield uri


def _holds(path: Path, expected: str) -> bool:
    """Whether a plain file has this hash."""
    return _is_plain(path) and sha256(path.read_bytes()) == expected


def _refuse_place(site: Path, root: Path) -> None:
    """Raise FolderError if a site here would replace something else.

    That is a file, what a link leads to, or the project.
    """
    real = site.parent.resolve() / site.name
    if site.is_symlink():
        what = f"{site} is a symbolic link. Give the folder itself with --site-dir"
    elif site.exists() and not site.is_dir():
        what = f"{site} is a file. Give a folder with --site-dir"
    elif root.resolve().is_relative_to(real):
        what = f"{site} holds the project itself. Give another folder with --site-dir"
    elif any(real.is_relative_to((root / name).resolve()) for name in FOLDERS):
        what = f"{site} belongs to what the site is made from. Give another folder with --site-dir"
    else:
        return
    raise FolderError(f"{what}. Nothing was changed.")


def _refuse_neighbour(path: Path, begins: bytes) -> None:
    """Raise FolderError if a file that we keep beside the site is there and is not ours."""
    if not path.is_symlink() and not path.exists():
        return
    if _is_plain(path) and _beginning(path, len(begins) or 1) in (begins, b""):
        return
    raise FolderError(f"{path} is not a file of mionido. Move it elsewhere. Nothing was changed.")


def _beginning(path: Path, size: int) -> bytes:
    """Return the first bytes of a file, which may be large."""
    with path.open("rb") as file:
        return file.read(size)


def files_in(site: Path) -> Iterator[str]:
    """Yield the address of everything that is not a folder."""
    for folder, folders, names in os.walk(site):
        below = folder[len(str(site)) + 1 :]
        before = f"{below}/" if below else ""
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        yield from (f"{before}{name}" for name in (*names, *links))


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
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    paths = AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other)
    return bool(renameat2(*paths, RENAME_EXCHANGE) == 0)


def _clean_up(site: Path) -> None:
    """Remove what a killed build left; bring back the site if it was killed between two renames."""
    for left in site.parent.iterdir():
        if not _is_left(left, site):
            continue
        if not site.exists() and (left / "old").exists():
            (left / "old").rename(site)
        _remove(left)


def _remove(folder: Path) -> None:
    """Remove a folder beside the site; its mark goes last, and until then it is known as ours."""
    for name in IN_PROGRESS:
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def _is_left(path: Path, site: Path) -> bool:
    """Whether a build made this folder beside the site: its name and its mark say so.

    The mark is the first thing in it.
    """
    name = re.escape(f".{site.name}-") + r"[a-z0-9_]{8}"
    if not re.fullmatch(name, path.name) or path.is_symlink() or not path.is_dir():
        return False
    return is_marked(path) or not any(path.iterdir())
