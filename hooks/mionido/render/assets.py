"""What pages load besides themselves: scripts, pictures, a style for paper, each under a name that changes with it.

A browser may keep such a file for good, and no new page ever meets the script of an old one.
"""

import re
from collections.abc import Callable
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path, PurePath

from jinja2 import UndefinedError

from mionido.checker.script import joined_modules, small
from mionido.read.memory import fingerprint

FOLDER = "assets"
PAPER = "paper.css"
# The scripts, each with the module that imports all others of it.
SCRIPTS = {
    "checker.js": "components/checker/script.js",
    "find.js": "components/find/script.js",
    "page.js": "components/pass/page.js",
    "listen.js": "components/listen/reader.js",
    "search.js": "components/search/script.js",
    "keep.js": "components/keep/script.js",
}
MINIFIER = "tdewolff-minify"  # another version of it makes other bytes of a script
DIGITS = 8
VERSION = re.compile(rf"(?P<name>{FOLDER}/.+)\.[0-9a-f]{{{DIGITS}}}(?P<suffix>\.\w+)")


class Assets:
    """The files that pages load, by the names that templates know."""

    def __init__(self, overrides: Path, for_paper: str) -> None:
        """Read none of them yet; `for_paper` is what pages look like when they are printed."""
        self._overrides, self._for_paper = overrides, for_paper

    def address(self, name: str) -> str:
        """Return where a file is, from the root of the site: "page.js" is assets/page.1a2b3c4d.js."""
        if name not in self._addresses:
            raise UndefinedError(
                f"there is no {name!r} among the scripts and in overrides/{FOLDER}"
            )
        return self._addresses[name]

    @cached_property
    def files(self) -> dict[str, Callable[[], bytes]]:
        """How each file is made, by its address."""
        made = {self._addresses[name]: partial(asset, path) for name, path in self._paths.items()}
        return {**made, self._addresses[PAPER]: self._for_paper.encode}

    @cached_property
    def _addresses(self) -> dict[str, str]:
        made = {name: made_from(path) for name, path in self._paths.items()}
        made[PAPER] = fingerprint(self._for_paper)
        return {name: address_of(name, each[:DIGITS]) for name, each in made.items()}

    @cached_property
    def _paths(self) -> dict[str, Path]:
        paths = {name: self._overrides / module for name, module in SCRIPTS.items()}
        for path in sorted((self._overrides / FOLDER).rglob("*")):
            if path.is_file() and path.suffix != ".css":  # a style stands in its page
                paths[path.relative_to(self._overrides / FOLDER).as_posix()] = path
        return paths


def address_of(name: str, version_: str) -> str:
    """Return the address of a file in this version."""
    path = PurePath(FOLDER, name)
    return path.with_name(f"{path.stem}.{version_}{path.suffix}").as_posix()


def name_of(address: str) -> str:
    """Return by what name templates know a file at this address, or at that of another version: assets/page.js."""
    return VERSION.sub(r"\g<name>\g<suffix>", address)


def made_from(path: Path) -> str:
    """Return a fingerprint of what a file is made from: it is known before a script is made small."""
    if path.suffix == ".js":
        return fingerprint(joined_modules(path), version(MINIFIER))
    return fingerprint(path.read_bytes())


def asset(path: Path) -> bytes:
    """Return a file as a phone gets it: scripts with their parts, and no comments."""
    if path.suffix == ".js":
        return small(joined_modules(path)).encode()
    return path.read_bytes()
