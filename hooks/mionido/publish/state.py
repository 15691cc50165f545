"""What the last build made, and of what: kept beside the site, so that the next build draws only what has changed.

A page is kept when everything it read then is the same now. That is enough: drawing reads nothing else, so it would
read the same things again and come to the same page.
"""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mionido.problems import Problem, from_data, to_data
from mionido.publish.fingerprints import Fingerprints
from mionido.publish.manifest import below, sha256
from mionido.publish.outputs import EVERYTHING
from mionido.read.memory import fingerprint


@dataclass
class Artifact:
    """One file as it was made: the fingerprint of what it read, what that was, and the file as the disk knows it."""

    key: str
    read: tuple[str, ...]
    sha256: str
    size: int
    changed: int  # nanoseconds

    def is_at(self, path: str) -> bool:
        """Whether nobody touched the file since."""
        try:
            found = os.stat(path)  # noqa: PTH116 (with thousands of files a Path takes longer than the disk)
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (self.size, self.changed)

    def is_whole_at(self, path: str) -> bool:
        """Whether it still holds what it held, also where a disk, or somebody, kept its size and time."""
        return self.is_at(path) and sha256(Path(path).read_bytes()) == self.sha256


@dataclass
class LocaleState:
    """All files of one locale, and the warnings about it. `inputs` is a fingerprint of all that they came from."""

    inputs: str = ""
    files: dict[str, Artifact] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class BuildState:
    """The last build. The files outside all locales are under the code ''."""

    engine: str
    locales: dict[str, LocaleState] = field(default_factory=dict)

    def locale(self, code: str) -> LocaleState:
        """Return what was made for a locale; nothing if it is new."""
        return self.locales.get(code, LocaleState())

    @property
    def files(self) -> dict[str, Artifact]:
        """Every file by its address."""
        return {uri: made for locale in self.locales.values() for uri, made in locale.files.items()}


def key_of(base: str, read: Sequence[str], content: Fingerprints, catalog: Fingerprints) -> str:
    """Return the fingerprint of what a page read, in order: the same again means the same page again.

    Raises KeyError for a name that `content` does not know: its change would go unseen.
    """
    return fingerprint(
        base, " ".join([f"{name} {content[name]} {catalog.get(name)}" for name in read])
    )


def is_current(
    key: str, read: Sequence[str], base: str, content: Fingerprints, catalog: Fingerprints
) -> bool:
    """Whether everything that something was made from is still there and the same."""
    return all(name in content for name in read) and key == key_of(base, read, content, catalog)


def with_everything(prints: Fingerprints) -> Fingerprints:
    """Return the prints with one for all of them together."""
    return prints | {EVERYTHING: key_of("", sorted(prints), prints, {})}


def save_state(path: Path, memory: BuildState) -> None:
    """Write the memory; names, and sets of them that many pages share, stand there once."""
    sets: dict[tuple[str, ...], int] = {}
    names: dict[str, int] = {}
    locales = {
        code: {
            "inputs": locale.inputs,
            "problems": to_data(locale.problems),
            "files": {
                uri: [
                    made.key,
                    sets.setdefault(made.read, len(sets)),
                    made.sha256,
                    made.size,
                    made.changed,
                ]
                for uri, made in locale.files.items()
            },
        }
        for code, locale in memory.locales.items()
    }
    read = [[names.setdefault(name, len(names)) for name in each] for each in sets]
    state = {"engine": memory.engine, "names": list(names), "read": read, "locales": locales}
    path.write_text(json.dumps(state), encoding="utf-8")


def load_state(path: Path, engine: str | None = None) -> BuildState:
    """Read the memory; it is empty when there is none, when it is damaged, or when it is of another engine."""
    try:
        data = json.loads(path.read_bytes())
        if engine is not None and data["engine"] != engine:
            return BuildState(engine)
        names = data["names"]
        sets = [tuple(names[number] for number in each) for each in data["read"]]
        locales = {
            code: LocaleState(
                locale["inputs"],
                {
                    below(uri): Artifact(key, sets[read], sha256, size, changed)
                    for uri, (key, read, sha256, size, changed) in locale["files"].items()
                },
                from_data(locale["problems"]),
            )
            for code, locale in data["locales"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return BuildState(engine or "")
    return BuildState(data["engine"], locales)


def link_or_copy(old: str, new: str) -> None:
    """Put a file that did not change into the new site, without copying where the disk can."""
    try:
        os.link(old, new)
    except FileNotFoundError:
        Path(new).parent.mkdir(parents=True)
        link_or_copy(old, new)
    except OSError:
        shutil.copy2(old, new)
