"""The words of two versions, in each language, and what a program can say about those that change.

Who reads this may not know the script: what counts is how much changed, and where to look.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from mionido.commands.review.change import Change, counted, odd_characters, some
from mionido.model.markup import tokens
from mionido.problems import Problem
from mionido.project import Project
from mionido.render.edition import Edition

PLACE_IN_LIST = re.compile(r"\.\d+(?=\.|$)")
# What stands in a box of danger, or tells whom to call.
WARNINGS = re.compile(r"\.warning$|:call_when$")
FORMER = "|"  # begins the former source of a text
MANY = 100  # places that are listed
MUCH = 1.5  # so many times as long, or as short, is worth a look


@dataclass
class Version:
    """What one version says: by language and place, as it is written and as readers see it."""

    project: Project
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note what each language says; what is missing or out of date it does not say."""
        for code, catalog in self.project.catalogs.items():
            found: dict[str, str] = {}
            for where, text in self.sources.items():
                words = text if catalog.is_source else catalog.translation(where, text)
                if words:
                    found[where] = words
            self.said[code] = found

    @property
    def sources(self) -> dict[str, str]:
        """Every text as it was written, by its place."""
        return self.project.draft.sources

    def get(self, language: str, where: str | None) -> str | None:
        """Return what a language says at a place."""
        return self.said.get(language, {}).get(where or "")

    def notes(self, language: str, where: str | None) -> list[str]:
        """Return what translators wrote above a text in its file."""
        catalog = self.project.catalogs.get(language)
        message = catalog.written.get(where or "") if catalog else None
        notes: list[str] = message.user_comments if message else []
        return [note for note in notes if not note.startswith(FORMER)]

    def shown(self, language: str, words: str | None) -> str | None:
        """Return words as readers see them: with their values and without marks."""
        if words is None or language not in self.project.catalogs:
            return words
        if language not in self.editions:
            self.editions[language] = self.project.edition(language)
        try:
            return self.editions[language].plain(words)
        except LookupError:  # a value that is not known on this day
            return words

    @cached_property
    def characters(self) -> dict[str, set[str]]:
        """All characters that each language uses anywhere."""
        return {code: set("".join(said.values())) for code, said in self.said.items()}

    @cached_property
    def problems(self) -> dict[tuple[str, str], list[Problem]]:
        """What the checks say of each text, by its language and place."""
        found: dict[tuple[str, str], list[Problem]] = defaultdict(list)
        for code, catalog in self.project.catalogs.items():
            for problem in self.project.problems:
                if context := catalog.context_at(problem.place):
                    found[code, context].append(problem)
        return found

    def problems_at(self, language: str, where: str) -> list[Problem]:
        """Return what the checks say of a place in a language."""
        return self.problems.get((language, where), [])


def changed_texts(before: Version, after: Version) -> Iterator[Change]:
    """Yield each text that says something else in some language; of a language that is gone, none."""
    for old, new in pairs(before.sources, after.sources):
        where = new or old or ""
        sources = before.sources.get(old or ""), after.sources.get(new or "")
        for language in after.said:
            was, now = before.get(language, old), after.get(language, new)
            is_source = language == after.project.language
            is_same = was == now and (is_source or now is None or sources[0] == sources[1])
            notes = _changed_notes(before.notes(language, old), after.notes(language, new))
            if (is_same and not notes) or _is_only_lost(now, sources):
                continue
            change = Change(section_of(where), where, was, now, language)
            yield _described(change, sources, is_source, before, after).with_remarks(*notes)


def _changed_notes(before: list[str], after: list[str]) -> list[str]:
    """Return which notes of translators came and went: one may say that a person has seen it."""
    came = [f"a note came: {note}" for note in after if note not in before]
    return came + [f"a note is gone: {note}" for note in before if note not in after]


def _is_only_lost(now: str | None, sources: tuple[str | None, str | None]) -> bool:
    """Return whether a translation is gone, and its source is the same: `lost` lists those."""
    return now is None and sources[0] == sources[1]


def lost(before: Version, after: Version) -> Iterator[Change]:
    """Yield for each language which texts are translated no more, though their source is the same."""
    for language in before.said.keys() & after.said.keys():
        texts = [
            new
            for old, new in pairs(before.sources, after.sources)
            if old
            and new
            and before.sources[old] == after.sources[new]
            and before.get(language, old)
            and not after.get(language, new)
        ]
        if texts:
            where = f"translations/{language}"
            gone = f"{counted(len(texts), 'text')}: {some(texts, MANY)}"
            remark = "readers get the source instead"
            yield Change("languages", where, gone, None, remarks=(remark,))


def _described(
    change: Change,
    sources: tuple[str | None, str | None],
    is_source: bool,
    before: Version,
    after: Version,
) -> Change:
    """Return a change as readers see it, with all that a program can say of it."""
    was, now, language = change.before, change.after, change.language
    remarks = list(_remarks(change, sources, is_source, before, after)) if now else []
    origin = after.project.language
    seen_before, seen_now = before.shown(language, was), after.shown(language, now)
    if seen_before == seen_now and was != now:  # only its marks are others
        seen_before, seen_now = was, now
    source = before.shown(origin, sources[0]), after.shown(origin, sources[1])
    return Change(
        change.section,
        change.where,
        seen_before,
        seen_now,
        language,
        None if is_source else source,
        tuple(filter(None, remarks)),
    )


def _remarks(
    change: Change,
    sources: tuple[str | None, str | None],
    is_source: bool,
    before: Version,
    after: Version,
) -> Iterator[str]:
    """Yield what a program can say of words that changed."""
    was, now, language = change.before, change.after or "", change.language
    if not is_source and was == now:
        yield "the source says something else now, and this is the same"
    if not is_source and was and was != now and sources[0] == sources[1]:
        yield "the source is the same"
    if was:
        yield marks(was, now)
        yield words(was, now)
        yield length(was, now)
    elif not is_source and sources[1]:
        yield marks(sources[1], now, "than the source")
    if not is_source and sources[1]:
        yield order(sources[1], now)
    yield odd_characters(was or "", now, before.characters.get(language, set()))
    for problem in after.problems_at(language, change.where) if not is_source else ():
        yield f"mionido check: {problem.what}"


def marks(before: str, after: str, than: str = "than before") -> str:
    """Return which placeholders and links a text has more or fewer of."""
    was, now = (
        Counter(
            f"{{{each.name}}}" if each.kind == "placeholder" else f"a link to {each.name}"
            for each in tokens(text)
            if each.kind != "bold"
        )
        for text in (before, after)
    )
    more, fewer = now - was, was - now
    parts = [f"more {than}: {some(sorted(more.elements()))}"] if more else []
    parts += [f"fewer {than}: {some(sorted(fewer.elements()))}"] if fewer else []
    return "; ".join(parts)


def order(source: str, translation: str) -> str:
    """Return that values stand in another order than in the source, where there are several."""
    wanted, given = (
        [each.name for each in tokens(text) if each.kind == "placeholder"]
        for text in (source, translation)
    )
    if wanted == given or sorted(wanted) != sorted(given):
        return ""
    return f"its values stand in another order than in the source: {some(given)}"


def words(before: str, after: str) -> str:
    """Return which words came and which are gone, so that one sees them in any script."""
    old, new = before.split(), after.split()
    gone: list[str] = []
    came: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += old[a:b]
            came += new[c:d]
    if len(gone) == len(old) or len(came) == len(new):
        return "all words are others" if gone and came else ""
    parts = [f"{len(gone)} of {len(old)} words gone: {' '.join(gone[:20])}"] if gone else []
    parts += [f"{len(came)} came: {' '.join(came[:20])}"] if came else []
    return "; ".join(parts)


def length(before: str, after: str) -> str:
    """Return that a text is much longer or shorter."""
    was, now = len(before), len(after)
    is_like = was < now * MUCH and now < was * MUCH
    return "" if is_like else f"{was} characters before, {now} now"


def section_of(where: str) -> str:
    """Return the section of a text."""
    if where.startswith(("checker/", "interface:")) or WARNINGS.search(where):
        return "checker"
    return "site" if where.startswith(("site:", "jurisdiction:")) else "pages"


def pairs(before: dict[str, str], after: dict[str, str]) -> Iterator[tuple[str | None, str | None]]:
    """Yield the places of each text before and after: None where there is none.

    In a list a text may move, because another came before it. Elsewhere each has its place: who
    exchanges the words of yes and no has changed both.
    """
    taken = {where for where, text in after.items() if before.get(where) == text}
    left = [where for where in before if where not in taken]
    homes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for where in left:
        homes[_in_list(where), before[where]].append(where)
    moved: dict[str, str] = {}
    for where, text in after.items():
        if where not in taken and (found := homes.get((_in_list(where), text))):
            moved[where] = found.pop(0)
    gone = {where for where in left if where not in moved.values()}
    for where in after:
        if where in taken:
            yield where, where
        elif where in moved:
            yield moved[where], where
        else:
            yield (where if where in gone else None), where
            gone.discard(where)
    yield from ((where, None) for where in before if where in gone)


def _in_list(where: str) -> str:
    """Return a place without its number in a list."""
    return PLACE_IN_LIST.sub(".", where)


def other_order(before: Version, after: Version) -> Iterator[Change]:
    """Yield each list whose texts are the same in another order, such as steps to take."""
    lists: dict[str, list[list[str]]] = defaultdict(lambda: [[], []])
    for index, version in enumerate((before, after)):
        for where, text in version.sources.items():
            if _in_list(where) != where:
                lists[_in_list(where)][index].append(text)
    for where, (old, new) in lists.items():
        kept_old = [text for text in old if text in new]
        kept_new = [text for text in new if text in old]
        if kept_old != kept_new and sorted(kept_old) == sorted(kept_new):
            was, now = (_in_a_row(after, kept) for kept in (kept_old, kept_new))
            remark = "the same texts stand in another order"
            language = after.project.language
            yield Change(section_of(where), where, was, now, language, None, (remark,))


def _in_a_row(version: Version, texts: list[str]) -> str:
    shown = [version.shown(version.project.language, text) or text for text in texts]
    return " / ".join(shown)
