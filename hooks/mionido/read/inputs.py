"""What a site is made from, and one fingerprint of it: to see that nothing changed without reading what it says."""

from datetime import date
from importlib.metadata import version
from pathlib import Path

from mionido.read.memory import fingerprint, of_code, of_tree
from mionido.read.packaged import PACKAGE, packaged

FOLDERS = ("content", "translations", "overrides")  # below the project
# What turns the same data into other bytes when its version changes.
DRAWN_WITH = (
    *("babel", "brotli", "jinja2", "markupsafe", "mkdocs-material", "pikepdf", "segno"),
    *("tdewolff-minify", "tinycss2", "typst"),
)


def overrides_of(root: Path) -> Path:
    """Return the folder of templates, styles and scripts: of the project, or else of mionido."""
    own = root / "overrides"
    return own if own.is_dir() else packaged("overrides")


def icons_of(root: Path) -> list[str]:
    """Return the names of the pictures there are."""
    return [path.stem for path in sorted((overrides_of(root) / "icons").glob("*.svg"))]


def of_checked(root: Path, today: date) -> str:
    """Return a fingerprint of all that the checks of a project look at."""
    icons = " ".join(icons_of(root))
    return fingerprint(*(of_tree(root / name) for name in FOLDERS[:2]), icons, today.isoformat())


def of_built(root: Path, today: date, site_url: str) -> str:
    """Return a fingerprint of all that a site is made from, but for fonts; of the program, too."""
    folders = (root / "content", root / "translations", overrides_of(root))
    links = [str(folder) for folder in folders if folder.is_symlink()]
    program = [of_code(), of_tree(PACKAGE, ".js"), *map(version, DRAWN_WITH)]
    return fingerprint(*map(of_tree, folders), *links, *program, today.isoformat(), site_url)
