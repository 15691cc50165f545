"""The kinds of records: a line here says all there is to say about one.

Pages, lists and links follow from it.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from mionido.model.checker import Case, Constraint, Deadline, Outcome, Promise, Question, Rule
from mionido.model.handouts import Handout
from mionido.model.law import Event, Instrument, Publication, Regime
from mionido.model.parameters import Parameter
from mionido.model.text import Record
from mionido.model.topics import (
    Document,
    Door,
    Duty,
    Figure,
    Guide,
    Option,
    Ordered,
    Organisation,
    Right,
    Situation,
    Step,
    Term,
)
from mionido.model.wording import Wording


@dataclass(frozen=True)
class Kind:
    """A kind of record: where its files lie, what class they have, and how readers meet them.

    With a `template` each record has a page, with `within` all of them share one; only to these a
    link can lead.
    """

    folder: str  # of content/
    model: type[Record]
    template: str = ""  # in overrides/pages/
    within: str = ""  # the page that shows them all, each at its own anchor
    parent: str = ""  # the page one step up; a kind with a list has its list
    has_list: bool = False  # on a page of its own, called like the interface message `folder`
    name: str = ""  # the interface message that stands on a card; on those without, nothing does
    icon: str = ""  # its picture in overrides/icons/, beside its name at the head of a page
    # The part of a reader's plan in which the checker names it: must, ask, choose, whom or read.
    plan: str = "read"
    # Its place among the kinds that stand under "read also" on the pages they name; 0 is none.
    read_also: int = 0
    title: str = "title"  # the keys with what a link is called, and with the line below it
    summary: str = "summary"
    on_paper: str = ""  # the key with the words that a reader compares with a letter
    untranslated: tuple[str, ...] = ()  # keys that readers read as they are
    # Where the files are, if not folder/{id}.yml; any other {name} sorts them.
    lies_in: tuple[str, ...] = ()
    # The keys that are not in the file, because such a {name} says them.
    said_by_folder: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """Where the files lie in content/, as `checker/{outcome}/rules/{id}.yml`."""
        return self.lies_in or (f"{self.folder}/{{id}}.yml",)

    @property
    def is_linkable(self) -> bool:
        """Whether a link can lead to a record of this kind."""
        return bool(self.template or self.within)

    @property
    def is_ordered(self) -> bool:
        """Whether its records say in which order they come."""
        return issubclass(self.model, Ordered)

    def uri_of(self, name: str) -> str:
        """Return the address of a record below the locale's folder."""
        return f"{self.within}.html#{name}" if self.within else f"{self.folder}/{name}.html"

    def title_of(self, record: Record) -> str:
        """Return what a link to a record is called; it is no Text where nobody translates it."""
        title: str = getattr(record, self.title)
        return title

    def summary_of(self, record: Record) -> str:
        """Return the line below that title."""
        summary: str = getattr(record, self.summary)
        return summary

    @property
    def parent_uri(self) -> str | None:
        """The address of the page one step up, if that is not the home page."""
        if self.has_list:
            return list_uri(self.folder)
        return f"{self.parent}.html" if self.parent else None


def list_uri(folder: str) -> str:
    """Return the address of the list of a kind."""
    return f"{folder}/index.html"


_KINDS = (
    Kind(
        "instruments",
        Instrument,
        "instrument.html",
        parent="law",
        name="kind_instrument",
        icon="instrument",
        title="name",
        summary="meaning",
        untranslated=("name", "short", "identifier"),
    ),
    Kind("publications", Publication, untranslated=("title", "publisher")),
    Kind(
        "regimes",
        Regime,
        "regime.html",
        parent="law",
        name="kind_regime",
        icon="regime",
        untranslated=("short",),
    ),
    Kind("parameters", Parameter, lies_in=("parameters/{id}.yml", "parameters/{family}/{id}.yml")),
    Kind(
        "duties",
        Duty,
        "topic.html",
        has_list=True,
        name="kind_duty",
        icon="duty",
        read_also=1,
        plan="must",
    ),
    Kind(
        "rights",
        Right,
        "topic.html",
        has_list=True,
        name="kind_right",
        icon="right",
        read_also=2,
        plan="ask",
    ),
    Kind(
        "options",
        Option,
        "topic.html",
        has_list=True,
        name="kind_option",
        icon="option",
        read_also=3,
        plan="choose",
    ),
    Kind("steps", Step, "step.html", parent="journey", name="journey", icon="journey", read_also=4),
    Kind(
        "organisations",
        Organisation,
        "organisation.html",
        has_list=True,
        name="kind_organisation",
        icon="organisation",
        plan="whom",
        read_also=6,
        title="name",
        untranslated=("name", "full_name"),
    ),
    Kind(
        "terms",
        Term,
        within="words",
        name="kind_term",
        icon="words",
        title="official",
        summary="explanation",
        untranslated=("official",),
    ),
    Kind(
        "documents",
        Document,
        "document.html",
        has_list=True,
        name="kind_document",
        icon="letter",
        read_also=5,
        summary="meaning",
        on_paper="official",
        untranslated=("official",),
    ),
    Kind("events", Event),
    Kind("doors", Door, "door.html"),
    Kind("situations", Situation),
    Kind("guides", Guide, "guide.html", name="kind_guide", icon="guide", read_also=7),
    Kind("figures", Figure),
    Kind("handouts", Handout),
    Kind("wording", Wording),
    Kind("checker/questions", Question),
    Kind("checker/constraints", Constraint),
    Kind("checker/promises", Promise),
    Kind(
        "checker/rules",
        Rule,
        lies_in=("checker/{outcome}/rules/{id}.yml",),
        said_by_folder=("outcome",),
    ),
    Kind("checker/outcomes", Outcome, lies_in=("checker/{id}/outcome.yml",)),
    Kind("checker/deadlines", Deadline, lies_in=("checker/{outcome}/days/{id}.yml",)),
)
# Cases of the checker: readers do not meet them, and a file holds a list of them.
CASES = Kind("checker/cases", Case, lies_in=("checker/{id}/cases.yml", "checker/cases/{id}.yml"))
# Each kind by its folder, in the order of translations and open data.
KINDS: dict[str, Kind] = {kind.folder: kind for kind in _KINDS}

# Pages that are not one record, and the interface messages they are called by; a link leads to
# them without a slash.
OVERVIEWS = {
    "journey": "journey",
    "words": "words",
    "law": "the_law",
    "timeline": "timeline",
    "changes": "changes",
    "amounts": "amounts",
}
PAGES = {
    **{"checker": "checker", "sheets": "sheets", "search": "search", "keep": "keep"},
    **{"listen": "listen_page", **OVERVIEWS},
}


@cache
def folder_of(model: type[Record]) -> str:
    """Return the folder of a kind by its class."""
    return next(kind.folder for kind in KINDS.values() if kind.model is model)


def kind_of(ident: str) -> Kind | None:
    """Return the kind of the record that is called `kind/name`, or None."""
    return KINDS.get(ident.rpartition("/")[0])


class Home(NamedTuple):
    """What the place of a file says: the kind of its record, its id, and the folders around it."""

    kind: Kind
    id: str
    folders: dict[str, str]

    @property
    def ident(self) -> str:
        """How the record is called everywhere, whatever folder it lies in."""
        return f"{self.kind.folder}/{self.id}"


def home_of(path: str) -> Home | None:
    """Return what the path of a file below content/ says; None where no kind of record lives."""
    for kind in (*KINDS.values(), CASES):
        for place in kind.places:
            if found := _pattern(place).fullmatch(path):
                folders = found.groupdict()
                return Home(kind, folders.pop("id"), folders)
    return None


@cache
def _pattern(place: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(place)))
