"""What pages load besides themselves: scripts, pictures, a style for paper, each under a name that changes with it.

A browser may keep such a file for good, and no new page ever meets the script of an old one.
"""

import re
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path, PurePath

from jinja2 import UndefinedError

from mionido.checker.script import joined_modules, small
from mionido.read.memory import fingerprint

FOLDER = "assets"
PAPER = "paper.css"
# What the buttons of every page do. Other scripts bring it along, so that no page loads two.
BUTTONS = "page.js"
EVERYWHERE = "components/pass/page.js"
# The scripts, each with the modules that import all others of it.
SCRIPTS = {
    BUTTONS: (EVERYWHERE,),
    "checker.js": (EVERYWHERE, "components/checker/script.js"),
    "find.js": (EVERYWHERE, "components/find/script.js"),
    "search.js": (EVERYWHERE, "components/search/script.js"),
    "keep.js": (EVERYWHERE, "components/keep/script.js"),
    "listen.js": ("components/listen/reader.js",),
}
# Another version of it makes other bytes of a script, which then has another name.
MINIFIER = version("tdewolff-minify")
DIGITS = 8
VERSION = re.compile(rf"({FOLDER}/.+)\.[0-9a-f]{{{DIGITS}}}(\.\w+)")


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
        made: dict[str, Callable[[], bytes]] = {PAPER: self._for_paper.encode}
        made |= {name: path.read_bytes for name, path in self._others.items()}
        made |= {name: partial(made_small, self._modules(name)) for name in SCRIPTS}
        return {self._addresses[name]: make for name, make in made.items()}

    @cached_property
    def _addresses(self) -> dict[str, str]:
        made: dict[str, str | bytes] = {PAPER: self._for_paper}
        made |= {name: path.read_bytes() for name, path in self._others.items()}
        made |= {name: joined_all(self._modules(name)) + MINIFIER for name in SCRIPTS}
        return {name: address_of(name, fingerprint(each)[:DIGITS]) for name, each in made.items()}

    def _modules(self, name: str) -> list[Path]:
        return [self._overrides / module for module in SCRIPTS[name]]

    @property
    def _others(self) -> dict[str, Path]:
        """What lies in the folder of such files; not a style, which stands in its page."""
        folder = self._overrides / FOLDER
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        return {
            path.relative_to(folder).as_posix(): path for path in files if path.suffix != ".css"
        }


def address_of(name: str, version_: str) -> str:
    """Return the address of a file in this version."""
    path = PurePath(FOLDER, name)
    return path.with_name(f"{path.stem}.{version_}{path.suffix}").as_posix()


def name_of(address: str) -> str:
    """Return by what name templates know a file at this address, or at that of another version: assets/page.js."""
    return VERSION.sub(r"\1\2", address)


def made_small(modules: Iterable[Path]) -> bytes:
    """Return a script as a phone gets it: modules with all that they import, and no comments."""
    return small(joined_all(modules)).encode()


def joined_all(modules: Iterable[Path]) -> str:
    """Return some modules, each with all that it imports, which know nothing of each other."""
    return "".join(map(joined_modules, modules))
