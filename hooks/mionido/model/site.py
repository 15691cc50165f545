"""Site: everything in content/, found by id. The fields are the folders and files of content/."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pydantic import BaseModel, Field

from mionido.model.checker import CheckerPage, Constraint, Deadline, Outcome, Question, Rule
from mionido.model.law import Event, Instrument, Publication, Regime
from mionido.model.parameters import Parameter
from mionido.model.text import Record, Text
from mionido.model.topics import Document, Door, Duty, Figure, Guide, Option, Organisation, Right, Step, Term
from mionido.model.wording import Wording


class About(Record):
    """site.yml: what the whole site is called and says about itself; `help` is the page that every page leads to."""

    name: str
    tagline: Text
    about: Text
    source_language: str
    repository: str = Field(pattern=r"^https://")
    help: str | None = None
    checked: date


# The name of a file in content/, without .yml: part of an address, the same on disks that know no capitals.
ID = r"[a-z0-9]{1,60}(?:[-_][a-z0-9]{1,60}){0,20}"
TAKEN = ("index", "constructor")  # the page of a folder, and what every list in a script already has
# A code of BCP 47, written in one way only, so that two codes never share a folder.
CODE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"

# Each folder of content/ and the kind of record its files hold.
KINDS: dict[str, type[Record]] = {
    "instruments": Instrument,
    "publications": Publication,
    "regimes": Regime,
    "parameters": Parameter,
    "duties": Duty,
    "rights": Right,
    "options": Option,
    "steps": Step,
    "organisations": Organisation,
    "terms": Term,
    "documents": Document,
    "events": Event,
    "doors": Door,
    "guides": Guide,
    "figures": Figure,
    "wording": Wording,
    "checker/questions": Question,
    "checker/constraints": Constraint,
    "checker/rules": Rule,
    "checker/outcomes": Outcome,
    "checker/deadlines": Deadline,
}
# Cases of the checker: no records, because readers do not see them, but lists in files.
CASES = "checker/cases"
# Where the files of a kind lie in content/, where that is not kind/id.yml. What belongs to one outcome of the checker
# lies in its folder; a `{family}` only sorts the files of a kind for those who edit them.
PLACES: dict[str, tuple[str, ...]] = {
    "parameters": ("parameters/{id}.yml", "parameters/{family}/{id}.yml"),
    "checker/outcomes": ("checker/{id}/outcome.yml",),
    "checker/rules": ("checker/{outcome}/rules/{id}.yml",),
    "checker/deadlines": ("checker/{outcome}/days/{id}.yml",),
    CASES: ("checker/{outcome}/cases.yml", "checker/cases/{id}.yml"),
}
# Folders of the checker that are not those of an outcome.
SHARED = ("questions", "constraints", "cases")
# The keys of a record that are not written in its file, because the folder says them.
SAID_BY_FOLDER: dict[str, tuple[str, ...]] = {"checker/rules": ("outcome",)}
# Kinds whose records have a page of their own, so that a link may point to them.
LINKABLE = (
    "duties",
    "rights",
    "options",
    "steps",
    "organisations",
    "terms",
    "documents",
    "doors",
    "guides",
    "regimes",
    "instruments",
)
# Pages that are not one record: link targets without a slash.
PAGES = ("checker", "journey", "words", "law", "timeline", "changes", "amounts")


# Kinds whose records stand under "read also" on the pages of what they name, and the keys that name it.
MENTIONING = ("duties", "rights", "options", "steps", "documents", "organisations", "guides")
NAMING = ("see", "at", "documents", "shows")


def places(kind: str) -> tuple[str, ...]:
    """Return where the files of a kind lie, as `checker/{outcome}/rules/{id}.yml`."""
    return PLACES.get(kind, (f"{kind}/{{id}}.yml",))


class Home(NamedTuple):
    """What the place of a file says: the kind of its record, its id, and the folder that groups it with others."""

    kind: str
    id: str
    folders: dict[str, str]

    @property
    def ident(self) -> str:
        """How the record is called everywhere, whatever folder it lies in."""
        return f"{self.kind}/{self.id}"


def home_of(path: str) -> Home | None:
    """Return what the path of a file below content/ says; None where no kind of record lives."""
    for kind, pattern in _PLACES:
        if found := pattern.fullmatch(path):
            folders = found.groupdict()
            return Home(kind, folders.pop("id", None) or folders["outcome"], folders)
    return None


def _pattern(place: str) -> re.Pattern[str]:
    """Return what the paths at a place look like."""
    pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(place))
    return re.compile(pattern.replace("checker/(", f"checker/(?!(?:{'|'.join(SHARED)})/)(", 1))


_PLACES = [(kind, _pattern(place)) for kind in (*KINDS, CASES) for place in places(kind)]


class Site(BaseModel):
    """All records by kind and id, plus the single files site.yml, interface.yml and checker/checker.yml.

    `mentioned_by` gives for each id the records that name it and that it does not name itself; `words_of` gives the
    terms whose Dutch words stand in its texts.
    """

    about: About
    interface: dict[str, Text]
    checker: CheckerPage
    records: dict[str, dict[str, Record]]
    mentioned_by: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    words_of: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def __getitem__(self, kind: str) -> dict[str, Record]:
        """Return the records of one kind (a folder name) by id."""
        return self.records.get(kind, {})

    def find(self, ident: str) -> Record | None:
        """Return the record called `kind/id`, or None."""
        kind, _, name = ident.rpartition("/")
        return self[kind].get(name)

    def all(self) -> Iterator[tuple[str, Record]]:
        """Yield every record of the folders with its full id."""
        for kind, records in self.records.items():
            for name, record in records.items():
                yield f"{kind}/{name}", record


def mentions(records: dict[str, dict[str, Record]]) -> dict[str, tuple[str, ...]]:
    """Return for each id the records that name it, without those it names itself: links go both ways."""
    named = {
        f"{kind}/{name}": [each for key in NAMING for each in getattr(record, key, ())]
        for kind in (*MENTIONING, "terms")
        for name, record in records.get(kind, {}).items()
    }
    found: dict[str, dict[str, None]] = {}
    for ident, others in named.items():
        for other in others if ident.partition("/")[0] in MENTIONING else ():
            if ident not in named.get(other, ()):
                found.setdefault(other, {})[ident] = None
    return {ident: tuple(mentioning) for ident, mentioning in found.items()}
