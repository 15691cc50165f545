"""A site that remembers what was read of it, so that a page is drawn again only when some of that has changed.

What was read is a set of names: "duties/pass-exam" (a record), "duties/*" (which duties there are), "interface:menu"
(one message of the interface), "mentions:duties/pass-exam" (which records name it), "words:duties/pass-exam" (which
terms stand in its texts), "site", "jurisdiction" and "checker/checker" (those files).
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar, overload

from mionido.model.checker import CheckerPage
from mionido.model.jurisdiction import Jurisdiction
from mionido.model.kinds import folder_of
from mionido.model.site import About, R, Site
from mionido.model.text import Record, Text

# The name of all rules at once: the checker's script gets them, and the values of parameters in them.
CHECKER_RULES = "checker.json"

V = TypeVar("V")


class Reading:
    """Reads like a Site. `read` grows with each thing that is looked at."""

    def __init__(self, site: Site) -> None:
        """Begin with nothing read."""
        self._site = site
        self.read: set[str] = set()
        self.interface: Mapping[str, Text] = _Remembering(site.interface, "interface:", self.read)

    @property
    def about(self) -> About:
        """site.yml."""
        self.read.add("site")
        return self._site.about

    @property
    def jurisdiction(self) -> Jurisdiction:
        """jurisdiction.yml."""
        self.read.add("jurisdiction")
        return self._site.jurisdiction

    @property
    def checker(self) -> CheckerPage:
        """checker/checker.yml."""
        self.read.add("checker/checker")
        return self._site.checker

    @overload
    def __getitem__(self, kind: type[R]) -> Mapping[str, R]: ...

    @overload
    def __getitem__(self, kind: str) -> Mapping[str, Record]: ...

    def __getitem__(self, kind: type[R] | str) -> Mapping[str, R] | Mapping[str, Record]:
        """Return the records of one kind (a class, or the name of its folder) by id."""
        if isinstance(kind, str):
            return _Remembering(self._site[kind], f"{kind}/", self.read)
        return _Remembering(self._site[kind], f"{folder_of(kind)}/", self.read)

    def mentions(self, ident: str) -> tuple[str, ...]:
        """Return the records that name this one, and that it does not name itself."""
        self.read.add(f"mentions:{ident}")
        return self._site.mentioned_by.get(ident, ())

    def words_of(self, ident: str) -> tuple[str, ...]:
        """Return the terms whose words stand in the texts of a record."""
        self.read.add(f"words:{ident}")
        return self._site.words_of.get(ident, ())

    def find(self, ident: str) -> Record | None:
        """Return the record called `kind/id`, or None."""
        kind, _, name = ident.rpartition("/")
        return self[kind].get(name)


class _Remembering(Mapping[str, V]):
    """A mapping that notes which keys are read, and `*` when the answer depends on which keys there are."""

    def __init__(self, values: Mapping[str, V], prefix: str, read: set[str]) -> None:
        self._values, self._prefix, self._read = values, prefix, read

    def __getitem__(self, key: str) -> V:
        self._read.add(self._prefix + key if key in self._values else f"{self._prefix}*")
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        self._read.add(f"{self._prefix}*")
        return iter(self._values)

    def __len__(self) -> int:
        self._read.add(f"{self._prefix}*")
        return len(self._values)
