"""The project as it was at a commit, in a folder that is gone afterwards."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mionido.problems import ExpectedError

NEEDED = ("content", "translations", "overrides", "hooks", "mkdocs.yml")


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
            why = (
                error.stderr.decode(errors="replace")
                if isinstance(error, subprocess.CalledProcessError)
                else error
            )
            raise ExpectedError(
                f'"{base}" is neither a folder nor a commit of this project: {why}'
            ) from None
        yield Path(folder)


def _unpack(root: Path, base: str, folder: str) -> None:
    """Put what a commit holds into a folder; `base` is never an option of git."""
    name = ["git", "rev-parse", "--verify", "--end-of-options", f"{base}^{{commit}}"]
    commit = subprocess.run(name, cwd=root, capture_output=True, check=True).stdout.decode().strip()
    listed = subprocess.run(
        ["git", "ls-tree", "--name-only", commit], cwd=root, capture_output=True, check=True
    )
    there = [name for name in NEEDED if name in listed.stdout.decode().splitlines()]
    packed = subprocess.run(
        ["git", "archive", commit, *there], cwd=root, capture_output=True, check=True
    )
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
