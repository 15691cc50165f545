"""Facts that changed since a commit although nobody says to have looked at a source again."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from mionido.check.allowed import legible
from mionido.model.markup import tokens
from mionido.model.walk import KeyPath, walk
from mionido.problems import Problem
from mionido.read.content import Loaded
from mionido.read.yamlfile import YamlFile

# Keys whose words are a fact: a number, an address, how sure we are. Days and numbers always are.
FACTS = {"certainty", "dated", "from_is", "identifier", "unit", "url", "value", "when"}
FACTS |= {"leave", "mail", "report", "repository"}  # of site.yml
FACTS |= {"add", "label", "parameter"}  # of the checker
# Keys whose numbers and days are none: where a record stands among others, what says that it was
# looked at, and what a value is compared with.
NO_FACTS = {"order", "checked", "sources", "plausible"}

# A key and what it says; what a text says through a placeholder has the key of the text.
Fact = tuple[str, str]


def changed_without_source(before: Loaded, after: Loaded) -> Iterator[Problem]:
    """A number, date, telephone number, address or certainty changed, and its source did not.

    Why: whoever changes what a reader pays or when, has looked somewhere.
    Example: `value: 80` instead of `value: 800`, and nothing else
    Use instead: the new value, its source, and the day on which you looked under `checked`; in the
    checker, where nothing has such a day, the source or a case of this outcome.
    """
    for ident, file in after.files.items():
        old = before.files.get(ident)
        if old is None or old.data == file.data or not _has_sources(file):
            continue
        if not _was_looked_at(old, file) and not _has_other_cases(file, before, after):
            yield from _changed_facts(old, file)


def _changed_facts(old: YamlFile, new: YamlFile) -> Iterator[Problem]:
    """Yield each fact of a file that was not there, and each that is gone."""
    was, now = _facts(old), _facts(new)
    lost, added = was - now, now - was
    for path, fact in _places(new):
        if added[fact] > 0:
            added[fact] -= 1
            yield _unsourced(new, path, _said_of(fact, lost))
    for key, value in lost.elements():
        yield _unsourced(new, (), f'"{legible(value)}" under {key} is gone')


def _said_of(fact: Fact, lost: Counter[Fact]) -> str:
    """Say what a new fact stands for; one under the same key that is gone is taken out of `lost`."""
    key, value = fact
    before = next((each for each in lost.elements() if each[0] == key), None)
    if before is None:
        return f'"{legible(value)}" is new here'
    lost[before] -= 1
    return f'this was "{legible(before[1])}" and is "{legible(value)}"'


def _unsourced(file: YamlFile, path: KeyPath, what: str) -> Problem:
    why = "whoever changes what a reader pays, or when, has looked somewhere."
    fix = "compare it with its source, and write the new source, or today under  checked."
    if "/checker/" in file.file:
        fix = (
            "compare it with its source, and write the new source, or a case in  cases.yml  for it."
        )
    what += ", but no source is new and nobody checked it"
    return file.place(path).error("unsourced", what, why=why, fix=fix)


def _has_sources(file: YamlFile) -> bool:
    """Whether this says where it comes from, or when somebody compared it with that."""
    return isinstance(file.data, dict) and not {"checked", "sources"}.isdisjoint(file.data)


def _has_other_cases(file: YamlFile, before: Loaded, after: Loaded) -> bool:
    """Whether this is of an outcome of the checker, and its cases changed with it."""
    folder = "/".join(file.file.split("/")[:3])
    return any(
        cases.file == f"{folder}/cases.yml"
        and (ident not in before.files or before.files[ident].data != cases.data)
        for ident, cases in after.files.items()
    )


def _was_looked_at(old: YamlFile, new: YamlFile) -> bool:
    """Whether there is a new source, or somebody looked on a later day."""
    if _sources(new) - _sources(old):
        return True
    days = old.data.get("checked"), new.data.get("checked")
    return all(isinstance(day, date) for day in days) and days[1] > days[0]


def _sources(file: YamlFile) -> Counter[str]:
    """Count the sources of a file."""
    return Counter(
        repr(each) for path, each in walk(file.data) if len(path) > 1 and path[-2] == "sources"
    )


def _facts(file: YamlFile) -> Counter[Fact]:
    return Counter(fact for _, fact in _places(file))


def _places(file: YamlFile) -> Iterator[tuple[KeyPath, Fact]]:
    """Yield each fact of a file with its place."""
    for path, value in walk(file.data):
        keys = [key for key in path if isinstance(key, str)]
        if not keys or NO_FACTS.intersection(keys) or isinstance(value, bool):
            continue
        if isinstance(value, (int, float, date)) or (isinstance(value, str) and keys[-1] in FACTS):
            yield path, (keys[-1], str(value))
        elif isinstance(value, str):
            for token in tokens(value):
                if token.kind == "placeholder" and not token.name.startswith("term:"):
                    yield path, (keys[-1], f"{{{token.name}}}")
