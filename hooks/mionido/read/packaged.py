"""What comes with the package and is no code: the looks, an example of a law, and its guide."""

from pathlib import Path

PACKAGE = Path(__file__).parent.parent
CHECKOUT = PACKAGE.parent.parent
# Where each lies in a checkout; pyproject.toml puts them into the wheel under these names.
EDITED_AT = {
    "overrides": "overrides",
    "starter": "tests/small_site",
    "handbook/content.md": "content/README.md",
    "handbook/translations.md": "translations/README.md",
}


def packaged(name: str) -> Path:
    """Return the path of something that comes with the package.

    It lies inside it, or in a checkout where it is edited.
    """
    inside = PACKAGE / name
    return inside if inside.exists() else CHECKOUT / EDITED_AT[name]
