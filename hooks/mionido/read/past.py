"""The project as it was at a commit, in a folder that is gone afterwards."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mionido.problems import ExpectedError

# All that decides what readers get, and who is stopped from changing it.
NEEDED = (
    "content",
    "translations",
    "overrides",
    "hooks",
    "tests",
    ".ci",
    ".github",
    ".npmrc",
    "Makefile",
    "mkdocs.yml",
    "pyproject.toml",
    "requirements.txt",
    "requirements-audit.txt",
    "requirements-dev.txt",
    "package.json",
    "package-lock.json",
)


@contextmanager
def as_it_was(root: Path, base: str) -> Iterator[Path]:
    """Yield a folder with the project at the commit `base`, or the folder `base` itself."""
    # No name at all is the project itself to Path: it would never differ.
    if base and Path(base).is_dir():
        yield Path(base).resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            if not base:
                raise OSError("it is empty")
            _unpack(root, base, folder)
        except (OSError, subprocess.SubprocessError, tarfile.TarError) as error:
            what = f'"{base}" is neither a folder nor a commit of this project'
            raise ExpectedError(f"{what}: {_said_by(error)}") from None
        yield Path(folder)


def _said_by(error: Exception) -> str:
    """Return what went wrong, in the words of git where it was git."""
    if isinstance(error, subprocess.CalledProcessError):
        return str(error.stderr.decode(errors="replace"))
    return str(error)


def _unpack(root: Path, base: str, folder: str) -> None:
    """Put what a commit holds into a folder; `base` is never an option of git."""
    named = _git(root, "rev-parse", "--verify", "--end-of-options", f"{base}^{{commit}}")
    commit = named.decode().strip()
    listed = _git(root, "ls-tree", "--name-only", commit).decode().splitlines()
    there = [name for name in NEEDED if name in listed]
    packed = _git(root, "archive", commit, *there)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git says. Raises CalledProcessError if it fails."""
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True).stdout
