"""All that a change does to readers, as data and as Markdown for the summary of a pull request.

What it quotes comes from strangers: it must never act as Markdown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from mionido.commands.review.change import Change, counted
from mionido.commands.review.comment import quoted
from mionido.commands.review.facts import changed_code, changed_facts, new_hosts
from mionido.commands.review.rules import Turned, turned_days, turned_outcomes
from mionido.commands.review.texts import Version, changed_texts, lost, other_order
from mionido.problems import Problem
from mionido.project import Project

LONGEST_REPORT = 900_000  # bytes; a summary on GitHub holds 1,048,576
# What harms most stands first: a fact is wrong in all languages at once.
SECTIONS = {
    "hosts": "Hosts that the site leads to, new or gone",
    "addresses": "Addresses and telephone numbers",
    "site": "Who makes the site, where it leads, and the country it is about",
    "amounts": "Amounts, terms and dates of the law",
    "certainty": "How certain it is, and by which sources",
    "names": "Names, and words of letters, which stand in all languages",
    "outcomes": "Outcomes of the checker",
    "days": "Days of the reader",
    "rules": "Rules, questions and cases as they are written",
    "mistakes": "What `mionido check` finds now and did not find before",
    "languages": "Languages",
    "checker": "Words of the checker, of warnings and of buttons",
    "pages": "Words of other pages",
    "facts": "What belongs together: links, places and order",
    "sheets": "Sheets to print",
    "checked": "Days on which somebody looked at the sources again",
    "code": "Code, templates, tests and settings: look at these files themselves",
}
OUR_CODE = "hooks/"
NO_CHANGE = (
    "Nothing changes for readers: "
    "the same outcomes, days, amounts, addresses and words in all languages.\n"
)


@dataclass
class Review:
    """What is not the same between two versions."""

    outcomes: list[Turned] = field(default_factory=list)
    days: list[Turned] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    mistakes: list[Problem] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything is not the same."""
        return bool(self.outcomes or self.days or self.changes or self.mistakes)

    def of(self, section: str) -> list[Change]:
        """Return the changes of a section."""
        return [each for each in self.changes if each.section == section]


def review(before: Project, after: Project) -> Review:
    """Return all that a change does; both versions are read with all their languages."""
    known = {(each.place.file, each.check, each.what) for each in before.problems}
    mistakes = [
        each for each in after.problems if (each.place.file, each.check, each.what) not in known
    ]
    old, new = Version(before), Version(after)
    changes = [
        *new_hosts(before, after),
        *changed_facts(old, new),
        *lost(old, new),
        *changed_texts(old, new),
        *other_order(old, new),
        *changed_code(before, after),
    ]
    return Review(turned_outcomes(before, after), turned_days(before, after), changes, mistakes)


def as_data(found: Review) -> dict[str, list[dict[str, object]]]:
    """Return a review for other programs, by section."""
    data: dict[str, list[dict[str, object]]] = {name: [] for name in SECTIONS}
    for change in found.changes:
        about = {name: getattr(change, name) for name in Change.__dataclass_fields__}
        data[about.pop("section")].append(about)
    for name, some in (("outcomes", found.outcomes), ("days", found.days)):
        for each in some:
            data[name].append({**each._asdict(), "turns": [turn._asdict() for turn in each.turns]})
    data["mistakes"] += [dict(problem.as_json()) for problem in found.mistakes]
    return data


def as_markdown(found: Review) -> str:
    """Return a review to read.

    First it says how much there is of what, so that nothing hides behind the rest.
    """
    if not found:
        return NO_CHANGE
    blocks = {name: list(_blocks(name, found)) for name in SECTIONS}
    counts = {name: len(some) for name, some in blocks.items()}
    lines = ["# What this changes for readers", "", *_about_the_program(found)]
    lines += [f"- {title}: {counts[name]}" for name, title in SECTIONS.items() if counts[name]]
    lines += _languages(found)
    room = LONGEST_REPORT - _size(lines)
    for name, some in blocks.items():
        if not some:
            continue
        title = f"\n## {SECTIONS[name]}\n"
        shown = _that_fit(some, room - _size([title]))
        room -= _size([title, *shown])
        lines += [title, *shown]
        if rest := len(some) - len(shown):
            lines.append(f"\nand {rest} more, for which there is no room here: see `--json`.")
    return "\n".join(lines) + "\n"


def _about_the_program(found: Review) -> Iterator[str]:
    """Yield a warning where the program is part of the change: it made this report."""
    if any(each.where.startswith(OUR_CODE) for each in found.of("code")):
        yield "**The program that made this report is part of the change.** Read its code first."
        yield ""


def _languages(found: Review) -> Iterator[str]:
    """Yield how many words change in each language."""
    counted = Counter(each.language for each in found.changes if each.language)
    if counted:
        said = ", ".join(f"{quoted(code)} {number}" for code, number in sorted(counted.items()))
        yield f"- Texts that change, by language: {said}"


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _that_fit(blocks: list[str], room: int) -> list[str]:
    """Return the first blocks, as many as there is room for."""
    shown: list[str] = []
    for block in blocks:
        room -= _size([block])
        if room < 0:
            break
        shown.append(block)
    return shown


def _blocks(name: str, found: Review) -> Iterator[str]:
    """Yield what a section says, a block for each record or text."""
    if name == "mistakes":
        yield from (f"- {quoted(problem.headline)}" for problem in found.mistakes)
    for turned in {"outcomes": found.outcomes, "days": found.days}.get(name, []):
        yield "\n".join(_of_turned(turned))
    changes = sorted(found.of(name), key=attrgetter("where"))
    for where, some in groupby(changes, key=attrgetter("where")):
        yield "\n".join(_of_place(where, list(some)))


def _of_turned(turned: Turned) -> Iterator[str]:
    count = counted(turned.situations, "situation")
    yield f"- {quoted(turned.title)} ({quoted(turned.name)}): something else in {count}"
    for turn in turned.turns:
        yield f"  - before: {quoted(turn.before)}"
        yield f"  - now: {quoted(turn.after)}"
        count = counted(turn.situations, "situation")
        yield f"    - in {count}, such as: {quoted(turn.example)}"


def _of_place(where: str, changes: list[Change]) -> Iterator[str]:
    """Yield what changed at one place: a fact, or a text and its translations."""
    yield f"- {quoted(where)}"
    yield from _source_of(changes)
    fallen = [each for each in changes if each.source and each.after is None]
    for change in changes:
        if change not in fallen:
            yield from _of_change(change)
    if fallen:
        codes = ", ".join(quoted(each.language) for each in fallen)
        what = "readers get the source" if fallen[0].source and fallen[0].source[1] else "gone"
        yield f"  - {codes}: no translation any more: {what}"


def _source_of(changes: list[Change]) -> Iterator[str]:
    """Yield what translations were made from, unless the source stands among the changes."""
    sources = next((each.source for each in changes if each.source), None)
    if sources is None or any(each.language and each.source is None for each in changes):
        return
    was, now = sources
    if was != now:
        yield f"  - the source said: {_or_nothing(was)}"
    yield f"  - the source says: {_or_nothing(now)}"


def _of_change(change: Change) -> Iterator[str]:
    mark = f"{quoted(change.language)} " if change.language else ""
    if change.section == "code":
        yield f"  - {_of_file(change)}"
        return
    yield f"  - {mark}before: {_or_nothing(change.before)}"
    yield f"  - {mark}now: {_or_nothing(change.after)}"
    yield from (f"    - {quoted(remark)}" for remark in change.remarks)


def _of_file(change: Change) -> str:
    if change.before is None:
        return "is new"
    return "is gone" if change.after is None else "is another one"


def _or_nothing(text: str | None) -> str:
    return "nothing" if text is None else quoted(text)
