"""The project as it was at a commit, in a folder that is gone afterwards."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

NEEDED = ("content", "translations", "overrides", "mkdocs.yml")


@contextmanager
def as_it_was(root: Path, base: str) -> Iterator[Path]:
    """Yield a folder with the project at the commit `base`, or the folder `base` itself."""
    if Path(base).is_dir():
        yield Path(base).resolve()
        return
    packed = subprocess.run(["git", "archive", base, *NEEDED], cwd=root, capture_output=True, check=False)
    if packed.returncode:
        raise click.UsageError(f'"{base}" is neither a folder nor a commit of this project: {packed.stderr.decode()}')
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)
