"""Site: everything in content/, found by kind and id.

The fields are the folders and files of content/.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Protocol, TypeVar, cast, overload

from pydantic import BaseModel, Discriminator, Field, StringConstraints, Tag

from mionido.model.checker import CheckerPage
from mionido.model.jurisdiction import Jurisdiction
from mionido.model.kinds import KINDS, PAGES, folder_of, kind_of
from mionido.model.reference import Mention, PageId
from mionido.model.text import Plural, Record, Text
from mionido.model.walk import KeyPath, map_texts, references, texts

R = TypeVar("R", bound=Record)
Words = Annotated[Text, Tag("text")] | Annotated[Plural, Tag("plural")]
WORDS = Discriminator(lambda value: "plural" if isinstance(value, dict) else "text")


class Tier(Record):
    """Texts that are translated together, the most needed first.

    `of` lists ids, files such as `interface`, or all of a folder: `documents/*`; without it, these
    are all the rest.
    """

    name: str = Field(pattern=r"^[A-Z]$")
    title: Text
    of: tuple[str, ...] = ()


class About(Record):
    """site.yml: what the whole site is called and says about itself.

    `publisher` is who makes it, which no site should leave out, `repository` where its files are,
    `report` where mistakes are reported, `mail` an address for those who have no account there,
    `security` where a hole in the site is told in private, so that nobody can use it before it is
    mended, `help` the page that every page leads to, and `leave` an address that says nothing about whoever
    is seen there, for a reader who must leave the checker or a `sensitive` page at once. `tiers` say
    what translators begin with: a language is of use when the first is whole. Terms that the texts of
    a tier mark belong to it.
    """

    name: str
    tagline: Text
    about: Text
    source_language: str
    publisher: str = ""
    repository: str = Field(pattern=r"^https://")
    report: str = Field(pattern=r"^https://")
    mail: str | None = None
    security: str | None = Field(default=None, pattern=r"^https://")
    help: PageId | None = None
    leave: str | None = Field(default=None, pattern=r"^https://")
    tiers: tuple[Tier, ...] = ()
    checked: date


# The name of a file in content/, without .yml: part of an address, the same on disks that know no
# capitals.
ID = r"[a-z0-9]{1,60}(?:[-_][a-z0-9]{1,60}){0,20}"
# No name of a file: the page of a folder, what every list in a script already has, and what is a
# device to Windows, where nobody could get the files.
TAKEN = re.compile(r"index|constructor|con|prn|aux|nul|(?:com|lpt)[0-9]")
# Whose a web or mail address is: the name of a host, or a folder of it where anybody can have one.
HostName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w.~-]+)*$")]
Owner = Annotated[str, StringConstraints(min_length=2)]
# A code of BCP 47, written in one way only, so that two codes never share a folder.
CODE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"


@dataclass(frozen=True)
class Single:
    """A file of which there is one: the field of Site with it, its id, and what it must be."""

    field: str
    ident: str
    model: Any  # a class or a type such as dict[str, Text]: Python 3.11 has no name for both


SINGLES = (
    Single("about", "site", About),
    Single("jurisdiction", "jurisdiction", Jurisdiction),
    Single("hosts", "hosts", dict[HostName, Owner]),
    Single("interface", "interface", dict[str, Annotated[Words, WORDS]]),
    Single("checker", "checker/checker", CheckerPage),
)


class Records(Protocol):
    """What a Site and a Reading of it have in common: records, found by kind and id."""

    @property
    def about(self) -> About: ...

    @property
    def jurisdiction(self) -> Jurisdiction: ...

    @property
    def interface(self) -> Mapping[str, Text]: ...

    @property
    def checker(self) -> CheckerPage: ...

    @overload
    def __getitem__(self, kind: type[R]) -> Mapping[str, R]: ...

    @overload
    def __getitem__(self, kind: str) -> Mapping[str, Record]: ...

    def find(self, ident: str) -> Record | None: ...


class Site(BaseModel):
    """All records by kind and id, and the files of which there is one.

    `mentioned_by` gives for each id the records that name it and that it does not name itself;
    `words_of` gives the terms whose words stand in its texts.
    """

    about: About
    jurisdiction: Jurisdiction
    hosts: dict[str, str]
    interface: dict[str, Text]
    checker: CheckerPage
    records: dict[str, dict[str, Record]]
    mentioned_by: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    words_of: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @overload
    def __getitem__(self, kind: type[R]) -> Mapping[str, R]: ...

    @overload
    def __getitem__(self, kind: str) -> Mapping[str, Record]: ...

    def __getitem__(self, kind: type[R] | str) -> Mapping[str, R] | Mapping[str, Record]:
        """Return the records of one kind (a class, or the name of its folder) by id."""
        if isinstance(kind, str):
            return self.records.get(kind, {})
        return cast(Mapping[str, R], self.records.get(folder_of(kind), {}))

    @property
    def is_in_language_of_letters(self) -> bool:
        """Whether its texts can hold words of letters without a mark."""
        return self.jurisdiction.official_language == self.about.source_language

    def find(self, ident: str) -> Record | None:
        """Return the record called `kind/id`, or None."""
        kind, _, name = ident.rpartition("/")
        return self[kind].get(name)

    def all(self) -> Iterator[tuple[str, Record]]:
        """Yield every record of the folders with its full id."""
        for kind, records in self.records.items():
            for name, record in records.items():
                yield f"{kind}/{name}", record

    def files(self) -> Iterator[tuple[str, object]]:
        """Yield what each file holds with the id of the file: single files first, then records."""
        for single in SINGLES:
            yield single.ident, getattr(self, single.field)
        yield from self.all()

    def texts(self) -> Iterator[tuple[str, KeyPath, Text]]:
        """Yield every text with the id of its file and its path there, file by file."""
        for ident, value in self.files():
            for path, text in texts(value):
                yield ident, path, text

    def with_texts(self, change: Callable[[str, KeyPath, Text], Text]) -> "Site":
        """Return a copy in which every text is replaced by change(id of the file, path, text)."""

        def changed(ident: str, value: object) -> object:
            return map_texts(value, lambda path, text: change(ident, path, text))

        records: dict[str, dict[str, object]] = {kind: {} for kind in self.records}
        for kind, some in self.records.items():
            for name, record in some.items():
                records[kind][name] = changed(f"{kind}/{name}", record)
        update: dict[str, object] = {"records": records}
        for single in SINGLES:
            update[single.field] = changed(single.ident, getattr(self, single.field))
        return self.model_copy(update=update)


def is_link_target(site: Records, ident: str) -> bool:
    """Whether a link can lead to this: a page, or a record with one."""
    if ident in PAGES:
        return True
    kind = kind_of(ident)
    return kind is not None and kind.is_linkable and site.find(ident) is not None


def mentions(records: Mapping[str, Mapping[str, Record]]) -> dict[str, tuple[str, ...]]:
    """Return for each id the records that name it, without those that it names itself.

    From these there is a link already, and so links go both ways.
    """
    named: dict[str, list[str]] = {}
    for folder, some in records.items():
        for name, record in some.items():
            named[f"{folder}/{name}"] = _mentioned_in(record)
    found: dict[str, dict[str, None]] = {}
    for ident in _read_also(records):
        for other in named[ident]:
            if ident not in named.get(other, ()):
                found.setdefault(other, {})[ident] = None
    return {ident: tuple(mentioning) for ident, mentioning in found.items()}


def _read_also(records: Mapping[str, Mapping[str, Record]]) -> Iterator[str]:
    """Yield the records that can stand under "read also", in the order of the kinds there."""
    for kind in sorted(KINDS.values(), key=lambda kind: kind.read_also):
        if kind.read_also:
            yield from (f"{kind.folder}/{name}" for name in records[kind.folder])


def _mentioned_in(record: Record) -> list[str]:
    """Return the ids that a record names and that lead back to it."""
    return [each for _, each in references(record) if isinstance(each, Mention)]
