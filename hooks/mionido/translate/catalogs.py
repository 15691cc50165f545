"""translations/ -> one Catalog per locale, and locales.yml, which says what languages there are."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from gettext import c2py
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel import Locale as Numbers
from babel import UnknownLocaleError
from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message as PoMessage
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po, unescape
from pydantic import Field, TypeAdapter, ValidationError

from mionido.model.markup import shows_something
from mionido.model.site import CODE
from mionido.model.text import Plural, Record
from mionido.problems import Place, Problem
from mionido.read.content import problems_in
from mionido.read.yamlfile import LONGEST_TEXT, YamlFile, read_text, read_yaml

KEYWORD = r"msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]+\])?"
PO_LINE = re.compile(rf'^\s*$|^\s*#|^\s*(?:(?:{KEYWORD})\s+)?"(?:[^"\\]|\\.)*"\s*$')
PO_KEYWORD = re.compile(rf'\s*({KEYWORD})\s+"(.*)"\s*$')
SOME_NUMBERS = range(1001)  # enough to see all that a rule for plurals tells apart
FORMS_OF_CLDR = ("zero", "one", "two", "few", "many", "other")
PLAIN_RULES: tuple[Callable[[int], int], ...] = (
    lambda _: 0,
    lambda number: int(number != 1),
    lambda number: int(number > 1),
)
PO_FIX = 'each text stands between quotes on one line: msgstr "..."; a quote inside is written \\".'

# What mkdocs-static-i18n accepts.
BUILD_CODE = r"[a-z]{2}(?:-[A-Z]{2})?"
CHARSET = re.compile(r'"Content-Type:.*charset=([^\s"\\;]*)', re.IGNORECASE)
# The lines of the header that Babel acts upon, wherever they are broken in the file: it makes room for all the forms.
HEADER = {
    "content-type": re.compile(r"\s*text/plain;\s*charset=utf-8\s*", re.IGNORECASE),
    "plural-forms": re.compile(r"\s*nplurals\s*=\s*[1-9]\s*;\s*plural\s*=[^;]+;?\s*"),
}
MOST_LINES = 5  # of a file, before we only count the mistakes
LARGEST_FILE = 30_000_000  # bytes; ours have one million


class Locale(Record):
    """A language of the site.

    `day` is how people write a day, where that is not as in CLDR; `build` is the code mkdocs-static-i18n sees, where
    ours is not `xx` or `xx-XX`.
    """

    name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    status: Literal["source", "public", "draft"] = "draft"
    cldr: str | None = Field(default=None, pattern=r"^[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?$")
    day: str | None = Field(default=None, pattern=r"^[dMy .,/-]+$")
    build: str | None = None


def owner(context: str) -> str:
    """Return the record a message belongs to; the messages of the interface stand each for themselves."""
    return context if context.startswith("interface:") else context.partition(":")[0]


LOCALES = TypeAdapter(dict[str, Locale])


@dataclass
class Catalog:
    """All messages of one locale, by context: what they say and on which line of the PO file they stand."""

    code: str
    locale: Locale
    file: str = ""
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # context -> (msgid, msgstr)
    fuzzy: set[str] = field(default_factory=set)
    plurals: dict[str, PoMessage] = field(default_factory=dict)  # those with forms, as Babel read them
    lines: dict[str, int] = field(default_factory=dict)  # context -> the line of msgstr
    messages: Messages | None = None

    @property
    def cldr(self) -> str:
        """The locale Babel formats dates and amounts with."""
        return self.locale.cldr or self.code.replace("-", "_")

    @property
    def is_source(self) -> bool:
        """Whether this is the language the content is written in."""
        return self.locale.status == "source"

    @cached_property
    def first_lines(self) -> dict[str, int]:
        """The line on which the texts of each record, and each message of the interface, begin."""
        first: dict[str, int] = {}
        for ctx, line in self.lines.items():
            first.setdefault(owner(ctx), line)
        return first

    def translation(self, context: str, text: str) -> str | None:
        """Return the translation of exactly this source text, or None when it is missing or out of date."""
        msgid, msgstr = self.texts.get(context, ("", ""))
        is_whole = context not in self.plurals or all(forms_of(self.plurals[context]))
        return msgstr if msgid == text and context not in self.fuzzy and msgstr and is_whole else None

    @cached_property
    def plural(self) -> Callable[[int], int]:
        """The rule at the top of the PO file: which form of a text goes with a number, counted from 0."""
        return c2py(self.messages.plural_expr) if self.messages else two_forms

    def form(self, text: Plural, count: int) -> str:
        """Return the form of a text that goes with a number; what is not translated has those of its own language."""
        rule = two_forms if text.lang else self.plural
        return text.forms[rule(count)]


def stands_for_one(rule: Callable[[int], int], form: int) -> bool:
    """Whether a form of a plural goes with one number alone, and so may say it as a word."""
    return sum(rule(number) == form for number in SOME_NUMBERS) == 1


def two_forms(count: int) -> int:
    """Return which form a text of `content/` has for a number: the first for 1, the second for all others."""
    return int(count != 1)


def forms_of(message: PoMessage) -> tuple[str, ...]:
    """Return the forms of a translation; of a text without a number there is one."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def in_lines(words: str | Collection[str]) -> str:
    """Return the words of a message as one text: of a plural, the forms as lines."""
    if isinstance(words, str):
        return words
    return "\n".join(words) if any(words) else ""


def load_catalog(folder: Path, code: str, locale: Locale) -> tuple[Catalog, list[Problem]]:
    """Read the PO file of a locale; the source has none."""
    catalog = Catalog(code, locale)
    return catalog, [] if catalog.is_source else _read_messages(folder / f"{code}.po", catalog)


def load_some(folder: Path, code: str, locale: Locale, contexts: Collection[str]) -> Catalog:
    """Read a few messages of a locale, and quickly: the rest of its PO file is neither read nor checked."""
    catalog = Catalog(code, locale)
    if catalog.is_source or not (path := folder / f"{code}.po").exists():
        return catalog
    begins = tuple(f'msgctxt "{context}"' for context in contexts)
    entries = path.read_text(encoding="utf-8", errors="replace").split("\n\n")
    wanted = [entry for entry in entries if any(line in begins for line in entry.split("\n"))]
    _take(read_po(BytesIO("\n\n".join(wanted).encode())), catalog)
    return catalog


def load_locales(folder: Path) -> tuple[dict[str, Locale], list[Problem]]:
    """Read locales.yml."""
    name = f"{folder.name}/locales.yml"
    if not (folder / "locales.yml").exists():
        fix = "translations/README.md says what it holds."
        return {}, [Place(name).error("missing-file", "this file is missing", fix=fix)]
    file = read_yaml(folder / "locales.yml", name)
    if problems := file.problems or list(_wrong_codes(file)):
        return {}, problems
    try:
        return LOCALES.validate_python(file.data), []
    except ValidationError as error:
        return {}, problems_in(file, error)


def _wrong_codes(file: YamlFile) -> Iterator[Problem]:
    """Yield codes that are none, or that stand for two locales: they name files and folders."""
    seen: dict[str, str] = {}
    for code, locale in file.data.items() if isinstance(file.data, dict) else ():
        if not re.fullmatch(CODE, code):
            fix = "write a language, and a script or a country if it needs them, such as: fa, fa-AF, ku-Latn-TR"
            yield file.keys[code,].error("code", f'"{code}" is not the code of a language', fix=fix)
            continue
        build = locale.get("build") if isinstance(locale, dict) else None
        if build is None:
            place, build = file.keys[code,], code
        else:
            place = file.place((code, "build"))
        if not re.fullmatch(BUILD_CODE, str(build)):
            fix = "give  build  a code of two small letters, and a country if you like, such as: ku-IQ"
            yield place.error("code", f'MkDocs cannot build a language called "{build}"', fix=fix)
        elif (first := seen.setdefault(str(build), code)) != code:
            fix = "give one of them another code to  build."
            yield place.error("code", f'"{build}" already stands for {first}', fix=fix)


def _read_messages(path: Path, catalog: Catalog) -> list[Problem]:
    catalog.file = f"{path.parent.name}/{path.name}"
    if not path.exists():
        fix = "run  mionido extract  to make it."
        return [Place(catalog.file).error("missing-file", "this catalog is missing", fix=fix)]
    text, problem = read_text(path, catalog.file, LARGEST_FILE)
    if broken := [problem] if problem else list(_broken_lines(text, catalog.file)):
        if rest := broken[MOST_LINES:]:
            what = f"{len(rest)} more lines are not valid from here on"
            return [*broken[:MOST_LINES], rest[0].place.error("po", what, fix="mend those above first.")]
        return broken
    entries = list(_entries(text.split("\n")))
    if wrong := list(_wrong_header(entries, catalog.file)):
        return wrong
    try:
        messages = read_po(BytesIO(text.encode()), abort_invalid=True)
        _take(messages, catalog)
        if max(map(catalog.plural, SOME_NUMBERS)) >= messages.num_plurals:
            raise ValueError("the rule in Plural-Forms gives more forms than it says there are")
        if [*map(catalog.plural, SOME_NUMBERS)] not in _rules(catalog):
            line = next((number for number, line in enumerate(text.split("\n"), 1) if "Plural-Forms" in line), 1)
            what = "the rule in Plural-Forms is not the one of this language"
            why = "a page would say another number than the law, such as one year for three."
            fix = f"write  plural={get_plural(_known(catalog) or 'en').plural_expr};  and count the forms again."
            return [Place(catalog.file, line).error("plural", what, why=why, fix=fix)]
    except (PoFileError, ValueError, LookupError, ArithmeticError) as error:
        line = (getattr(error, "lineno", None) or 0) + 1
        what = f"this is not a valid PO file: {str(error).split(' on ')[0]}"
        return [Place(catalog.file, line).error("po", what, fix=PO_FIX)]
    catalog.lines = {entry.context: entry.line for entry in entries if entry.context in catalog.texts}
    return [*_doubtful(entries, catalog.file), *_blank(catalog)]


def _known(catalog: Catalog) -> str | None:
    """Return the locale Babel knows the language by, if it does."""
    try:
        return str(Numbers.parse(catalog.cldr))
    except (UnknownLocaleError, ValueError):
        return None


def _rules(catalog: Catalog) -> Iterator[list[int]]:
    """Yield, for each rule a language may have, the form of every number.

    They are the ones Babel writes at the top of a file and the forms of CLDR in their order, also without those that no
    whole number takes. The plain rules are safe in all languages: a form that says "one" stands for one alone.
    """
    yield from ([rule(number) for number in SOME_NUMBERS] for rule in PLAIN_RULES)
    if known := _known(catalog):
        yield [*map(c2py(get_plural(known).plural_expr), SOME_NUMBERS)]
        locale = Numbers.parse(known)
        forms = [locale.plural_form(number) for number in SOME_NUMBERS]
        for names in ({*locale.plural_form.tags, "other"}, set(forms)):
            order = sorted(names, key=FORMS_OF_CLDR.index)
            yield [order.index(form) for form in forms]


def _take(messages: Messages, catalog: Catalog) -> None:
    catalog.messages = messages
    for message in messages:
        if message.id and message.context:
            catalog.texts[message.context] = (in_lines(message.id), in_lines(message.string or ""))
            if message.pluralizable:
                catalog.plurals[message.context] = message
            if message.fuzzy:
                catalog.fuzzy.add(message.context)


@dataclass
class Entry:
    """One entry of a PO file as it is written: its keywords, each with its line, and what stands between the quotes."""

    keywords: list[tuple[str, int]] = field(default_factory=list)
    quoted: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """The keywords in their order."""
        return [word for word, _ in self.keywords]

    @cached_property
    def context(self) -> str:
        """The msgctxt; empty for the header of the file. Ask for it when the whole entry is read."""
        return unescape(f'"{self.quoted.get("msgctxt", "")}"')

    @property
    def line(self) -> int:
        """The line of the translation."""
        return next((line for word, line in self.keywords if word.startswith("msgstr")), self.keywords[0][1])


def _entries(lines: list[str]) -> Iterator[Entry]:
    """Yield the entries as they are written: Babel keeps the first of two without a word."""
    entry = Entry()
    for number, line in enumerate(lines, start=1):
        if match := PO_KEYWORD.match(line):
            is_next = match[1] == "msgctxt" or (match[1] == "msgid" and entry.words != ["msgctxt"])
            if entry.keywords and is_next:
                yield entry
                entry = Entry()
            entry.keywords.append((match[1], number))
            entry.quoted[match[1]] = match[2]
        elif entry.keywords and line.lstrip().startswith('"'):
            entry.quoted[entry.keywords[-1][0]] += line.strip()[1:-1]
    if entry.keywords:
        yield entry


def _wrong_header(entries: list[Entry], file: str) -> Iterator[Problem]:
    """Report lines of the header that Babel would not read, or read as something else."""
    for entry in entries:
        words = "" if entry.quoted.get("msgid") else unescape(f'"{entry.quoted.get("msgstr", "")}"')
        for name, _, value in (line.partition(":") for line in words.split("\n")):
            form = HEADER.get(name.strip().lower())
            if form and not form.fullmatch(value):
                what = f'"{name.strip()}" is not what it says in this header'
                yield Place(file, entry.line).error("po", what, fix="copy the head of messages.pot.")


def _doubtful(entries: list[Entry], file: str) -> Iterator[Problem]:
    """Report entries of which one would win without a word: two of a text, and two translations in one."""
    seen: dict[str, int] = {}
    for entry in entries:
        place, words = Place(file, entry.line), entry.words
        if not entry.context and entry.quoted.get("msgid"):
            fix = "write the msgctxt of messages.pot above it, or take it out."
            yield place.error("po", "this entry has no msgctxt, so no page shows it", fix=fix)
        elif entry.context in seen:
            what = f'"{entry.context or "the header"}" stands here and on line {seen[entry.context]}'
            yield place.error("duplicate", what, fix="keep the right one, and take the other out.")
        elif len(words) != len(set(words)) or not {"msgid", "msgstr"} <= {word.partition("[")[0] for word in words}:
            fix = "an entry is one msgctxt, one msgid and one msgstr."
            yield place.error("po", "this entry is not whole, or holds something twice", fix=fix)
        seen.setdefault(entry.context, entry.line)


def _blank(catalog: Catalog) -> Iterator[Problem]:
    """Report translations that show nothing, and forget them: a reader gets the source instead of a gap."""
    for context, (msgid, msgstr) in catalog.texts.items():
        forms = forms_of(catalog.plurals[context]) if context in catalog.plurals else (msgstr,)
        if any(form and not shows_something(form) for form in forms):
            catalog.texts[context] = (msgid, "")
            fix = "translate it, or leave msgstr empty: then readers see the source."
            yield Place(catalog.file, catalog.lines.get(context, 1)).error(
                "empty", "this translation shows nothing", fix=fix
            )


def _broken_lines(text: str, file: str) -> Iterator[Problem]:
    """Yield lines no PO file has: Babel reads over an unclosed quote and loses text without a word."""
    for number, line in enumerate(text.split("\n"), start=1):
        if wrong := _wrong_line(line):
            check, what, fix = wrong
            yield Place(file, number, len(line) - len(line.lstrip()) + 1).error(check, what, fix=fix)


def _wrong_line(line: str) -> tuple[str, str, str] | None:
    """Return (check, what, fix) for a line that no PO file has."""
    if not PO_LINE.match(line):
        return "po", "this line is not valid in a PO file", PO_FIX
    if len(line) > LONGEST_TEXT:
        what = f"this line has {len(line)} characters; {LONGEST_TEXT} is the most"
        return "size", what, "no text of ours is so long: look what came in."
    if (charset := CHARSET.match(line)) and charset[1].lower() != "utf-8":
        fix = 'write  "Content-Type: text/plain; charset=utf-8\\n"'
        return "encoding", f'this file is UTF-8, not "{charset[1]}"', fix
    return None
