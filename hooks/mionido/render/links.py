"""Addresses, seen from a page."""

from dataclasses import dataclass

from mionido.render.pages import uri_of


@dataclass(frozen=True)
class Links:
    """How to get somewhere from a page: ways to the folder of the site and that of the locale."""

    to_site: str
    to_locale: str
    home: str

    @classmethod
    def below_locale(cls, uri: str) -> "Links":
        """Return the ways from a page at this address below its locale's folder."""
        up = "../" * uri.count("/")
        return cls(f"../{up}", up, f"{up}index.html")

    def href(self, target: str) -> str:
        """Return the address of a record or page."""
        return f"{self.to_locale}{uri_of(target)}"
