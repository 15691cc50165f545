"""A site that remembers what was shown of it: a page is drawn again when some of that has changed.

What was read is a set of names, and this is all there are. The fingerprints have one for each; a
name that has none stops the build, because nobody would see it change.

    duties/pass-exam          that there is such a record
    duties/pass-exam.title    one of its keys, in the words of each language; also site.name
    duties/*                  which duties there are
    parameters/term.in_force  the value of today
    interface:menu            one message of the interface; interface:* is which there are
    mentions:duties/pass-exam which records name it
    words:duties/pass-exam    which terms stand in its texts
    line:duties/pass-exam     where its texts stand in the catalog
    elsewhere:duties/pass-exam  its texts in the languages to which this one falls back
    printed:duties/pass-exam  its sheet as PDF, if the build made one
    checker.json              all rules at once, on this day
    questions:must-pass       the questions of one outcome, on this day
    one-file                  how large the file with nearly all pages is
    site.css                  our style, where it stands in a file
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast, overload

from mionido.model.checker import CheckerPage
from mionido.model.jurisdiction import Jurisdiction
from mionido.model.kinds import KINDS, folder_of
from mionido.model.site import About, R, Site
from mionido.model.text import Record, Text, keys_of
from mionido.translate.states import key_of_text

CHECKER_RULES = "checker.json"
ONE_FILE = "one-file"
INTERFACE = "interface:"
# What a record is asked that is not one of its keys, and yet depends on less than all of them.
IN_FORCE = "in_force"


def part(ident: str, key: str) -> str:
    """Return the name of one key of a record."""
    return f"{ident}.{key}"


def mentions(ident: str) -> str:
    """Return the name of the records that name this one."""
    return f"mentions:{ident}"


def words(ident: str) -> str:
    """Return the name of the terms in the texts of a record."""
    return f"words:{ident}"


def line(ident: str) -> str:
    """Return the name of the places in a catalog where the texts of a record stand."""
    return f"line:{ident}"


def elsewhere(ident: str) -> str:
    """Return the name of the texts of a record in the languages to which this one falls back."""
    return f"elsewhere:{ident}"


def other_word(word: str) -> str:
    """Return the name of what the glossary of a language says of a word of letters that is no term."""
    return f"word:{word}"


def printed(ident: str) -> str:
    """Return the name of the sheet of a record or of a handout."""
    return f"printed:{ident}"


def questions(outcome: str) -> str:
    """Return the name of the questions of an outcome."""
    return f"questions:{outcome}"


def name_of(context: str) -> str:
    """Return the name under which a page reads a message: of a record, its first key."""
    return context if context.startswith(INTERFACE) else key_of_text(context)


class Reading:
    """Reads like a Site. `read` grows with each thing that is shown."""

    def __init__(self, site: Site, read: set[str] | None = None) -> None:
        """Begin with nothing read, or with what was read of the same site in another language."""
        self._site = site
        self.read: set[str] = set() if read is None else read
        self.interface: Mapping[str, Text] = _Messages(site.interface, self.read)

    @property
    def about(self) -> About:
        """site.yml."""
        return _shown(self._site.about, "site", self.read)

    @property
    def jurisdiction(self) -> Jurisdiction:
        """jurisdiction.yml."""
        return _shown(self._site.jurisdiction, "jurisdiction", self.read)

    @property
    def checker(self) -> CheckerPage:
        """checker/checker.yml."""
        return _shown(self._site.checker, "checker/checker", self.read)

    @overload
    def __getitem__(self, kind: type[R]) -> Mapping[str, R]: ...

    @overload
    def __getitem__(self, kind: str) -> Mapping[str, Record]: ...

    def __getitem__(self, kind: type[R] | str) -> Mapping[str, R] | Mapping[str, Record]:
        """Return the records of one kind (a class, or the name of its folder) by id."""
        if isinstance(kind, str):
            return _Records(self._site[kind], f"{kind}/", self.read)
        return _Records(self._site[kind], f"{folder_of(kind)}/", self.read)

    def mentions(self, ident: str) -> tuple[str, ...]:
        """Return the records that name this one, and that it does not name itself."""
        if self.find(ident) is None:
            return ()
        self.read.add(mentions(ident))
        return self._site.mentioned_by.get(ident, ())

    def words_of(self, ident: str) -> tuple[str, ...]:
        """Return the terms whose official words stand in the texts of a record."""
        if self.find(ident) is None:
            return ()
        self.read.add(words(ident))
        return self._site.words_of.get(ident, ())

    def find(self, ident: str) -> Record | None:
        """Return the record called `kind/id`, or None."""
        kind, _, name = ident.rpartition("/")
        return self[kind].get(name) if kind in KINDS else None


@cache
def _names_in(model: type[Record], ident: str) -> dict[str, str]:
    """Return the name of what each attribute of a record shows."""
    names = {name: part(ident, key) for name, key in keys_of(model).items()}
    return {**names, IN_FORCE: part(ident, IN_FORCE)}


class _Shown:
    """A record that notes which of its keys are shown. To everybody who asks, it is the record."""

    __slots__ = ("_names", "_read", "_record")

    def __init__(self, record: Record, ident: str, read: set[str]) -> None:
        self._record, self._read = record, read
        self._names = _names_in(type(record), ident)

    @property
    def __class__(self) -> type:
        """The class of the record, for isinstance."""
        return type(self._record)

    @__class__.setter
    def __class__(self, value: type) -> None:
        raise TypeError("a record that is shown keeps its class")

    def __getattr__(self, name: str) -> Any:
        if name in self._names:
            self._read.add(self._names[name])
        else:  # something that may look at all of it
            self._read.update(self._names[key] for key in keys_of(type(self._record)))
        return getattr(self._record, name)


def _shown(record: R, ident: str, read: set[str]) -> R:
    """Return a record that notes what is shown of it."""
    return cast(R, _Shown(record, ident, read))


class _Records(Mapping[str, R]):
    """Records of a kind that note what is shown of each.

    They note `*` when the answer depends on which there are.
    """

    def __init__(self, records: Mapping[str, R], prefix: str, read: set[str]) -> None:
        self._records, self._prefix, self._read = records, prefix, read

    def __getitem__(self, name: str) -> R:
        ident = self._prefix + name
        if name not in self._records:
            self._read.add(f"{self._prefix}*")
            raise KeyError(name)
        self._read.add(ident)
        return _shown(self._records[name], ident, self._read)

    def __iter__(self) -> Iterator[str]:
        self._read.add(f"{self._prefix}*")
        return iter(self._records)

    def __len__(self) -> int:
        self._read.add(f"{self._prefix}*")
        return len(self._records)


class _Messages(Mapping[str, Text]):
    """The messages of the interface, which note which of them are shown."""

    def __init__(self, messages: Mapping[str, Text], read: set[str]) -> None:
        self._messages, self._read = messages, read

    def __getitem__(self, name: str) -> Text:
        shown = name if name in self._messages else "*"
        self._read.add(f"{INTERFACE}{shown}")
        return self._messages[name]

    def __iter__(self) -> Iterator[str]:
        self._read.add(f"{INTERFACE}*")
        return iter(self._messages)

    def __len__(self) -> int:
        self._read.add(f"{INTERFACE}*")
        return len(self._messages)
