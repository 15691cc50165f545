"""What was worked out before, kept by what it was worked out from: the same again gives the same again.

Each part is a file of JSON below `.site.known/`, which only holds data, never code. It is bound to the
program that wrote it, and to itself: one that is damaged, or of another program, is as if it were not
there. Nothing has to be in it, and nobody has to look after it.
"""

import hashlib
import json
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

FOLDER = ".site.known"
# What reads files and says what is wrong with them, besides our own code.
LIBRARIES = ("babel", "phonenumberslite", "pydantic", "pyyaml")
LARGEST = 10_000_000  # bytes of a file; twice what we read of any
SEAL = re.compile(rb"[0-9a-f]{32}\n")  # the first line of a file of ours
Json = Any


def fingerprint(*parts: str | bytes) -> str:
    """Return 32 hexadecimal digits that differ when any of the parts does."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def of_tree(folder: Path, suffix: str = "") -> str:
    """Return one fingerprint for the names of all files below a folder, and what they hold."""
    parts: list[str | bytes] = []
    for path in sorted(_below(str(folder))):
        if path.endswith(suffix):
            parts += [path[len(str(folder)) :].replace(os.sep, "/"), _held(path)]
    return fingerprint(*parts)


def _below(folder: str) -> Iterator[str]:
    """Yield every file and folder below a folder; with thousands of them a Path takes longer than the disk."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            yield entry.path
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)


def _held(path: str) -> bytes:
    """Return what a file holds. No link is followed, and of what is too large to be ours its day is enough."""
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            return f"to {os.readlink(path)}".encode()  # noqa: PTH115 (see _below)
        if not stat.S_ISREG(found.st_mode):
            return b""
        if found.st_size > LARGEST:
            return f"{found.st_size} {found.st_mtime_ns}".encode()
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:  # who reads it says so
        return f"{error.strerror}".encode()


def of_file(path: Path) -> str:
    """Return a fingerprint of a file; empty if there is none."""
    return fingerprint(path.read_bytes()) if path.is_file() else ""


@cache
def of_code() -> str:
    """Return a fingerprint of this program: what another one worked out counts for nothing."""
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    return fingerprint(of_tree(Path(__file__).parent.parent, ".py"), sys.version, *libraries)


class Memory:
    """The parts that were kept, each read when somebody asks for it; without a folder, none."""

    def __init__(self, root: Path | None = None) -> None:
        """Keep what is worked out about the project below `root`, if there is one."""
        self.folder = root / FOLDER if root and (root / "content").is_dir() else None
        self._before: dict[str, dict[str, Json]] = {}
        self._now: dict[str, dict[str, Json]] = {}

    def recall(self, part: str, key: str, work: Callable[[], Json]) -> Json:
        """Return what was kept by this key, or else what `work` makes, and keep it."""
        now = self._now.setdefault(part, {})
        if key not in now:
            before = self._part(part)
            now[key] = before[key] if key in before else work()
        return now[key]

    def known(self, part: str, key: str) -> Json:
        """Return what was kept by this key, or None."""
        now = self._now.get(part, {})
        return now[key] if key in now else self._part(part).get(key)

    def keep(self, part: str, key: str, value: Json) -> None:
        """Keep what was worked out."""
        self._now.setdefault(part, {})[key] = value

    def save(self, part: str) -> None:
        """Write a part, if it is not what it was: what was used this time, and no more.

        Where that is not possible, as on a disk that is full, the next run works it out again.
        """
        now = self._now.get(part)
        if self.folder is None or now is None or now == self._part(part):
            return
        body = json.dumps(now, ensure_ascii=False, separators=(",", ":")).encode()
        self._write(self.folder / f"{part}.json", _seal(body).encode() + b"\n" + body)
        self._before[part] = dict(now)

    def _part(self, part: str) -> dict[str, Json]:
        if part not in self._before:
            self._before[part] = self._read(part)
        return self._before[part]

    def _read(self, part: str) -> dict[str, Json]:
        """Return what a file holds; nothing of one that is not as we wrote it."""
        if self.folder is None:
            return {}
        try:
            seal, _, body = (self.folder / f"{part}.json").read_bytes().partition(b"\n")
            data = json.loads(body) if seal.decode() == _seal(body) else {}
        except (OSError, ValueError, RecursionError):
            return {}
        return data if isinstance(data, dict) else {}

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file whole or not at all, also where two programs do so at once; never over one of others."""
        beside = path.with_suffix(f".{os.getpid()}")
        try:
            if path.parent.is_symlink() or (path.exists() and not SEAL.match(path.read_bytes())):
                return
            path.parent.mkdir(exist_ok=True)
            beside.write_bytes(data)
            beside.replace(path)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _seal(body: bytes) -> str:
    return fingerprint(of_code(), body)
