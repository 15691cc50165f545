"""Addresses, seen from a page."""

import re
from dataclasses import dataclass

from mionido.render.pages import uri_of


def file_name(site: str) -> str:
    """Return the name of a site as part of the name of a file: "My Law" is my-law."""
    return re.sub(r"[^a-z0-9]+", "-", site.lower()).strip("-") or "law"


def one_file_uri(site: str, code: str) -> str:
    """Return where the file with nearly all pages of a language is; who gets it sees by its name what it is."""
    return f"{file_name(site)}-{code}.html"


@dataclass(frozen=True)
class Links:
    """How to get somewhere from a page: ways to the folder of the site and that of the locale."""

    to_site: str
    to_locale: str
    home: str
    is_in_one_file: bool = False  # whether this page stands in one file with others

    @classmethod
    def below_locale(cls, uri: str) -> "Links":
        """Return the ways from a page at this address below its locale's folder."""
        up = "../" * uri.count("/")
        return cls(f"../{up}", up, f"{up}index.html")

    def href(self, target: str) -> str:
        """Return the address of a record or page."""
        return f"{self.to_locale}{uri_of(target)}"
