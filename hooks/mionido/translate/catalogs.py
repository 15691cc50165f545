"""translations/<locale>/*.po -> one Catalog per locale: all its texts, whichever file they stand in."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message as PoMessage

from mionido.model.markup import shows_something
from mionido.model.site import CODE
from mionido.model.termbase import Termbase
from mionido.model.text import Plural
from mionido.problems import Place, Problem, nearest
from mionido.translate.layout import FILE, GLOSSARY, TEMPLATES, Layout, ident_of
from mionido.translate.locales import Locale
from mionido.translate.plurals import two_forms
from mionido.translate.pofile import PoFile, read_po_file, read_some
from mionido.translate.recordings import AUDIO_FOLDER, AUDIO_LIST, Recorded, load_recordings
from mionido.translate.review import REVIEWS, Sample, load_samples
from mionido.translate.seen import Seen, all_who_saw, seen_by

# What the header of each file of a language says alike.
SAME_HEADER = ("Language", "Plural-Forms", "Last-Translator")
NOBODY_READS = "unread-file"
PLAIN_FILES = {"README.md", "locales.yml", FILE}


def owner(context: str) -> str:
    """Return the record a message belongs to; the messages of the interface stand each for themselves."""
    return context if context.startswith("interface:") else ident_of(context)


def forms_of(message: PoMessage) -> tuple[str, ...]:
    """Return the forms of a translation; of a text without a number there is one."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def in_lines(words: str | Collection[str]) -> str:
    """Return the words of a message as one text: of a plural, the forms as lines."""
    if isinstance(words, str):
        return words
    return "\n".join(words) if any(words) else ""


@dataclass
class Catalog:
    """All messages of one locale, by context: what they say, and where in which PO file they stand."""

    code: str
    locale: Locale
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # context -> (msgid, msgstr)
    fuzzy: set[str] = field(default_factory=set)
    written: dict[str, PoMessage] = field(default_factory=dict)  # as Babel read them
    plurals: dict[str, PoMessage] = field(default_factory=dict)  # those of them with forms
    places: dict[str, Place] = field(default_factory=dict)  # context -> its msgstr
    files: dict[str, PoFile] = field(default_factory=dict)  # by name, in the order of the names
    clashes: set[str] = field(
        default_factory=set
    )  # contexts that stand in two files, translated in two ways
    left_out: set[str] = field(default_factory=set)  # contexts of which enough is said
    samples: list[Sample] = field(default_factory=list)  # what readers of samples found
    recordings: list[Recorded] = field(
        default_factory=list
    )  # sentences that people have read aloud
    glossary: Termbase = field(default_factory=Termbase)
    fallbacks: "tuple[Catalog, ...]" = ()  # where readers find what is missing here, first to last

    @property
    def cldr(self) -> str:
        """The locale Babel formats dates and amounts with."""
        return self.locale.cldr or self.code.replace("-", "_")

    @property
    def is_source(self) -> bool:
        """Whether this is the language the content is written in."""
        return self.locale.status == "source"

    @cached_property
    def header(self) -> Messages | None:
        """What stands at the top of the files of this language, as most of them say it."""
        files = [file for file in self.files.values() if "Language" in file.header] or [
            *self.files.values()
        ]
        usual = {name: _usual(name, files) for name in SAME_HEADER}
        alike = [
            file
            for file in files
            if all(file.header.get(name, "") == value for name, value in usual.items())
        ]
        return next((file.messages for file in (*alike, *files)), None)

    @cached_property
    def first_places(self) -> dict[str, Place]:
        """Where the texts of each record, and each message of the interface, begin."""
        first: dict[str, Place] = {}
        for ctx, place in self.places.items():
            first.setdefault(owner(ctx), place)
        return first

    def place_in(self, context: str, start: int = 0) -> Place:
        """Return where a character of a translation is written; without one, where the translation begins."""
        place = self.places[context]
        file = self.files.get(Path(place.file).stem)
        return file.place_in(context, start) if file and start else place

    def place_of(self, context: str, words: str) -> Place:
        """Return where words of a translation are written; the translation, if it has not got them."""
        return self.place_in(context, max(self.texts[context][1].find(words), 0))

    def place_of_line(self, context: str, number: int) -> Place:
        """Return where a line of a translation is written, counted from 0; if there are fewer, the last."""
        lines = self.texts[context][1].split("\n")[:number]
        return self.place_in(context, sum(len(line) + 1 for line in lines))

    def context_at(self, place: Place) -> str | None:
        """Return the text whose translation is written at a place, if there is one."""
        starts = self._starts.get(place.file, [])
        at = bisect_right(starts, (place.line, "\U0010ffff")) - 1
        return starts[at][1] if at >= 0 else None

    @cached_property
    def _starts(self) -> dict[str, list[tuple[int, str]]]:
        """Where the translations of each file begin, in their order."""
        found: dict[str, list[tuple[int, str]]] = {}
        for context, place in self.places.items():
            found.setdefault(place.file, []).append((place.line, context))
        return {file: sorted(starts) for file, starts in found.items()}

    def translation(self, context: str, text: str) -> str | None:
        """Return the translation of exactly this source text, or None when it is missing or out of date."""
        msgid, msgstr = self.texts.get(context, ("", ""))
        is_whole = context not in self.plurals or all(forms_of(self.plurals[context]))
        return (
            msgstr if msgid == text and context not in self.fuzzy and msgstr and is_whole else None
        )

    def seen(self, context: str) -> Seen | None:
        """Return which person has read this translation beside its source, if one says so."""
        written = self.written.get(context)
        return seen_by(written.user_comments, *self.texts[context]) if written else None

    def all_who_saw(self, context: str) -> list[Seen]:
        """Return everybody who has read this translation beside its source."""
        written = self.written.get(context)
        return all_who_saw(written.user_comments, *self.texts[context]) if written else []

    @cached_property
    def plural(self) -> Callable[[int], int]:
        """The rule at the top of the PO files: which form of a text goes with a number, counted from 0."""
        return c2py(self.header.plural_expr) if self.header else two_forms

    def form(self, text: Plural, count: int) -> str:
        """Return the form of a text that goes with a number; what is in another language has those of that one."""
        return text.forms[self._rule_of(text.lang)(count)]

    def _rule_of(self, lang: str | None) -> Callable[[int], int]:
        """Return the rule of the language that a text is in; none stands for this one."""
        if lang is None:
            return self.plural
        return next((each.plural for each in self.fallbacks if each.code == lang), two_forms)

    def elsewhere(self, context: str, text: str) -> "tuple[Catalog, str] | None":
        """Return the first language to fall back to that has this text, and how it says it."""
        for other in self.fallbacks:
            if found := other.translation(context, text):
                return other, found
        return None

    def take(self, file: PoFile) -> list[Problem]:
        """Add the texts of a file. Of a text that stands in two, the translated one counts; two are a mistake."""
        self.files[file.name] = file
        problems = []
        for ctx, message in file.texts():
            text = in_lines(message.id), in_lines(forms_of(message))
            place = Place(file.path, file.lines.get(ctx, 1))
            first = self.places.get(ctx, place)
            if ctx not in self.texts or (text[1] and not self.texts[ctx][1]):
                self._add(ctx, message, text, place)
            elif (
                text[1] and text != self.texts[ctx] and first.file != file.path
            ):  # two in a file: see read_po_file
                self.clashes.add(ctx)
                what = f'"{ctx}" stands here and in {first.file} on line {first.line}'
                problems.append(
                    place.error(
                        "duplicate", what, fix="keep the right one, and take the other out."
                    )
                )
        return problems

    def _add(self, ctx: str, message: PoMessage, text: tuple[str, str], place: Place) -> None:
        self.texts[ctx], self.places[ctx], self.written[ctx] = text, place, message
        if message.pluralizable:
            self.plurals[ctx] = message
        if message.fuzzy:
            self.fuzzy.add(ctx)


def load_catalog(
    folder: Path, code: str, locale: Locale, layout: Layout | None = None
) -> tuple[Catalog, list[Problem]]:
    """Read the PO files of a locale, as many as there are; the source has none."""
    catalog, problems = Catalog(code, locale), []
    for path in [] if catalog.is_source else sorted((folder / code).glob("*.po")):
        file, found = read_po_file(path, f"{folder.name}/{code}/{path.name}", catalog.cldr)
        problems += found
        if file:
            problems += catalog.take(file)
    if not catalog.is_source:
        catalog.samples, found = load_samples(folder / code, f"{folder.name}/{code}")
        problems += found
        shown = {ctx: text for ctx, text in catalog.texts.items() if ctx not in catalog.fuzzy}
        name = f"{folder.name}/{code}"
        catalog.recordings, found = load_recordings(folder / code, name, shown)
        problems += found
    problems += [*_odd_headers(catalog), *_misplaced(catalog, layout or Layout()), *_blank(catalog)]
    return catalog, problems


def load_some(
    folder: Path, code: str, locale: Locale, contexts: Collection[str], layout: Layout
) -> Catalog:
    """Read a few messages of a locale, and quickly: the rest of its PO files is neither read nor checked."""
    catalog = Catalog(code, locale)
    for name in (
        [] if catalog.is_source else sorted({layout.file_of(context) for context in contexts})
    ):
        path = folder / code / f"{name}.po"
        if path.exists():
            catalog.take(read_some(path, f"{folder.name}/{code}/{path.name}", set(contexts)))
    return catalog


def unread_files(folder: Path, locales: Collection[str], layout: Layout) -> Iterator[Problem]:
    """Yield what lies in translations/ and no language reads: a translator would work on it for nothing."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = f"{folder.name}/{path.name}"
        if path.is_dir() and (path.name in locales or path.name == TEMPLATES):
            yield from _unread_in(path, name, ".pot" if path.name == TEMPLATES else ".po", layout)
        elif path.is_dir() and not _has_only_a_glossary(path):
            fix = f"{nearest(path.name, locales)}each language is a line in {folder.name}/locales.yml."
            yield Place(name).error(
                NOBODY_READS, f'no language has the code "{path.name}"', fix=fix
            )
        elif not path.is_dir() and path.name not in PLAIN_FILES and path.suffix != ".mo":
            fix = "take it out, or put it into the folder of its language and call it like a folder of content/"
            yield Place(name).error(NOBODY_READS, "nobody reads this file", fix=fix)


def _has_only_a_glossary(folder: Path) -> bool:
    """Whether this is the folder of a language that has words, and no texts yet."""
    is_code = re.fullmatch(CODE, folder.name) is not None
    return is_code and [path.name for path in folder.iterdir()] == [GLOSSARY]


def _unread_in(folder: Path, name: str, suffix: str, layout: Layout) -> Iterator[Problem]:
    for path in sorted(folder.iterdir()):
        is_ours = path.suffix == suffix and path.stem in layout.names
        if (
            is_ours
            or path.suffix == ".mo"
            or (suffix == ".po" and path.name in (REVIEWS, GLOSSARY, AUDIO_LIST, AUDIO_FOLDER))
        ):
            continue
        fix = f"{nearest(path.stem, layout.names)}a file is called like a folder of content/ and ends in {suffix}"
        yield Place(f"{name}/{path.name}").error(
            "stray-file", "no texts of content/ have this file", fix=fix
        )


def _odd_headers(catalog: Catalog) -> Iterator[Problem]:
    """Report a header that says something else than the other files of its language."""
    files = [*catalog.files.values()]
    for name in SAME_HEADER:
        usual = _usual(name, files)
        for file in files:
            if (here := file.header.get(name, "")) != usual:
                other = next(each for each in files if each.header.get(name, "") == usual)
                what = f'{name} is "{here}" here and "{usual}" in {other.path}'
                why = "the files of a language share its rules, and who stands for them."
                fix = "write the same in all files of this language."
                check = "header" if here else "no-header"
                yield Place(file.path, file.header_line).error(check, what, why=why, fix=fix)


def _usual(name: str, files: Collection[PoFile]) -> str:
    """Return what most files say in a line of their header."""
    said = Counter(file.header.get(name, "") for file in files)
    return said.most_common(1)[0][0] if said else ""


def _misplaced(catalog: Catalog, layout: Layout) -> Iterator[Problem]:
    """Report texts in another file than the one in which they are looked for, once for each two files.

    Those that clash are left out: `extract` moves none of them before somebody has chosen.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for file in catalog.files.values():
        for ctx in file.lines if file.name in layout.names else ():
            right = layout.file_of(ctx)
            is_known = ctx in catalog.texts and ctx not in catalog.clashes
            if is_known and right != file.name and right in layout.names:
                found.setdefault((file.path, right), []).append(ctx)
    for (path, right), contexts in found.items():
        rest = f" and {len(contexts) - 1} more" if len(contexts) > 1 else ""
        what = f'"{contexts[0]}"{rest} belong{"" if rest else "s"} in {Path(path).with_name(right).as_posix()}.po'
        fix = "run  mionido extract : it moves them."
        yield Place(path, catalog.files[Path(path).stem].lines[contexts[0]]).error(
            "wrong-file", what, fix=fix
        )


def _blank(catalog: Catalog) -> Iterator[Problem]:
    """Report translations that show nothing, and forget them: a reader gets the source instead of a gap."""
    for context, (msgid, msgstr) in catalog.texts.items():
        forms = forms_of(catalog.plurals[context]) if context in catalog.plurals else (msgstr,)
        if any(form and not shows_something(form) for form in forms):
            catalog.texts[context] = (msgid, "")
            fix = "translate it, or leave msgstr empty: then readers see the source."
            yield catalog.places[context].error("empty", "this translation shows nothing", fix=fix)
