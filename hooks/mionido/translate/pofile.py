"""One PO file -> its messages, each with its line. What Babel would read over without a word is a problem here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import islice
from pathlib import Path

from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message as PoMessage
from babel.messages.pofile import PoFileError, read_po, unescape

from mionido.problems import Place, Problem
from mionido.read.yamlfile import LONGEST_TEXT, read_text
from mionido.translate.plurals import is_rule_of, is_whole, usual_rule

KEYWORD = r"msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]+\])?"
PO_LINE = re.compile(rf'^\s*$|^\s*#|^\s*(?:(?:{KEYWORD})\s+)?"(?:[^"\\]|\\.)*"\s*$')
PO_KEYWORD = re.compile(rf'\s*({KEYWORD})\s+"(.*)"\s*$')
PO_CHARACTER = re.compile(r"\\.|[^\\]")
PO_FIX = 'each text stands between quotes on one line: msgstr "..."; a quote inside is written \\".'
CHARSET = re.compile(r'"Content-Type:.*charset=([^\s"\\;]*)', re.IGNORECASE)
# The lines of the header that Babel acts upon, wherever they are broken in the file: it makes room for all the forms.
HEADER = {
    "content-type": re.compile(r"\s*text/plain;\s*charset=utf-8\s*", re.IGNORECASE),
    "plural-forms": re.compile(r"\s*nplurals\s*=\s*[1-9]\s*;\s*plural\s*=[^;]+;?\s*"),
}
MOST_LINES = 5  # of a file, before we only count the mistakes
LARGEST_FILE = 5_000_000  # bytes; ours have a quarter of a million at most


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
        return next(
            (line for word, line in self.keywords if word.startswith("msgstr")), self.keywords[0][1]
        )

    @property
    def header(self) -> list[str]:
        """The lines of the header; none for any other entry."""
        if self.quoted.get("msgid"):
            return []
        return unescape(f'"{self.quoted.get("msgstr", "")}"').split("\n")

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The lines of the header, each as its name and its value."""
        parts = (line.partition(":") for line in self.header)
        return [(name.strip(), value) for name, _, value in parts if name]


@dataclass
class PoFile:
    """A PO file as it was read."""

    path: str  # below the project
    messages: Messages
    header: dict[str, str] = field(default_factory=dict)
    header_line: int = 1
    size: int = 0  # in bytes
    lines: dict[str, int] = field(default_factory=dict)  # context -> the line of msgstr
    text: str = ""  # as it is written

    @cached_property
    def name(self) -> str:
        """What Layout calls it."""
        return Path(self.path).stem

    @cached_property
    def _written(self) -> list[str]:
        return self.text.split("\n")

    def place_in(self, context: str, start: int) -> Place:
        """Return where a character of a translation is written; `start` counts in its forms, a line each."""
        number, left = self.lines[context], start
        for line in self._written[number - 1 :]:
            quoted = PO_KEYWORD.match(line)
            written = quoted[2] if quoted else line.strip()[1:-1]
            length = len(unescape(f'"{written}"'))
            next_line = self._written[number].lstrip() if number < len(self._written) else ""
            if left < length or not next_line.startswith(('"', "msgstr[")):
                return Place(self.path, number, line.index('"') + 2 + _length(written, left))
            left -= length + next_line.startswith("msgstr[")
            number += 1
        return Place(self.path, self.lines[context])

    def texts(self) -> Iterator[tuple[str, PoMessage]]:
        """Yield every message with its context."""
        for message in self.messages:
            if message.id and message.context:
                yield message.context, message


def _length(written: str, count: int) -> int:
    """Return how many characters the first so many take in a PO file, where some have a backslash before them."""
    return sum(map(len, islice(PO_CHARACTER.findall(written), count)))


def read_po_file(path: Path, name: str, cldr: str) -> tuple[PoFile | None, list[Problem]]:
    """Read a PO file that messages call `name`; of one that is no such file, only say what is wrong."""
    text, problem = read_text(path, name, LARGEST_FILE)
    if problem:
        return None, [problem]
    if broken := list(_broken_lines(text, name)):
        return None, _shortened(broken)
    entries = list(_entries(text.split("\n")))
    if wrong := list(_wrong_header(entries, name)):
        return None, wrong
    try:
        messages = read_po(BytesIO(text.encode()), abort_invalid=True)
        if not is_whole(messages.plural_expr, messages.num_plurals):
            raise ValueError("the rule in Plural-Forms gives more forms than it says there are")
        if not is_rule_of(messages.plural_expr, cldr):
            return None, [_wrong_rule(text, name, cldr)]
    except (PoFileError, ValueError, LookupError, ArithmeticError) as error:
        line = (getattr(error, "lineno", None) or 0) + 1
        what = f"this is not a valid PO file: {str(error).split(' on ')[0]}"
        return None, [Place(name, line).error("po", what, fix=PO_FIX)]
    lines = {entry.context: entry.line for entry in entries if entry.context}
    file = PoFile(name, messages, size=path.stat().st_size, lines=lines, text=text)
    for entry in entries[:1]:
        file.header = {key: value.strip() for key, value in entry.fields}
        file.header_line = entry.line
    return file, list(_doubtful(entries, name))


def read_some(path: Path, name: str, contexts: set[str]) -> PoFile:
    """Read a few messages, and quickly: the rest of the file is neither read nor checked."""
    begins = {f'msgctxt "{context}"' for context in contexts}
    entries = path.read_text(encoding="utf-8", errors="replace").split("\n\n")
    wanted = [entry for entry in entries if not begins.isdisjoint(entry.split("\n"))]
    return PoFile(name, read_po(BytesIO("\n\n".join(wanted).encode())))


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


def _shortened(problems: list[Problem]) -> list[Problem]:
    rest = problems[MOST_LINES:]
    if not rest:
        return problems
    what = f"{len(rest)} more lines are not valid from here on"
    return [*problems[:MOST_LINES], rest[0].place.error("po", what, fix="mend those above first.")]


def _wrong_rule(text: str, file: str, cldr: str) -> Problem:
    line = next(
        (number for number, line in enumerate(text.split("\n"), 1) if "Plural-Forms" in line), 1
    )
    what = "the rule in Plural-Forms is not the one of this language"
    why = "a page would say another number than the law, such as one year for three."
    fix = f"write  plural={usual_rule(cldr)};  and count the forms again."
    return Place(file, line).error("plural", what, why=why, fix=fix)


def _wrong_header(entries: list[Entry], file: str) -> Iterator[Problem]:
    """Report lines of the header that Babel would not read, or read as something else."""
    for entry in entries:
        if any(line[:1].isspace() for line in entry.header):
            what = "a line of this header begins with a space, and would belong to the one above"
            yield Place(file, entry.line).error(
                "po", what, fix="copy the head of another file of this language."
            )
        for name, value in entry.fields:
            form = HEADER.get(name.lower())
            if form and not form.fullmatch(value):
                what = f'"{name}" is not what it says in this header'
                yield Place(file, entry.line).error(
                    "po", what, fix="copy the head of another file of this language."
                )


def _doubtful(entries: list[Entry], file: str) -> Iterator[Problem]:
    """Report entries of which one would win without a word: two of a text, and two translations in one."""
    seen: dict[str, int] = {}
    for entry in entries:
        place, words = Place(file, entry.line), entry.words
        if not entry.context and entry.quoted.get("msgid"):
            fix = "write the msgctxt above it that the file in translations/templates/ has, or take it out."
            yield place.error("po", "this entry has no msgctxt, so no page shows it", fix=fix)
        elif entry.context in seen:
            what = (
                f'"{entry.context or "the header"}" stands here and on line {seen[entry.context]}'
            )
            yield place.error("duplicate", what, fix="keep the right one, and take the other out.")
        elif len(words) != len(set(words)) or not {"msgid", "msgstr"} <= {
            word.partition("[")[0] for word in words
        }:
            fix = "an entry is one msgctxt, one msgid and one msgstr."
            yield place.error("po", "this entry is not whole, or holds something twice", fix=fix)
        seen.setdefault(entry.context, entry.line)


def _broken_lines(text: str, file: str) -> Iterator[Problem]:
    """Yield lines no PO file has: Babel reads over an unclosed quote and loses text without a word."""
    for number, line in enumerate(text.split("\n"), start=1):
        if wrong := _wrong_line(line):
            check, what, fix = wrong
            yield Place(file, number, len(line) - len(line.lstrip()) + 1).error(
                check, what, fix=fix
            )


def _wrong_line(line: str) -> tuple[str, str, str] | None:
    """Return (check, what, fix) for a line that no PO file has."""
    if not PO_LINE.match(line):
        return "po", "this line is not valid in a PO file", PO_FIX
    if len(line) > LONGEST_TEXT:
        what = f"this line has {len(line)} characters; {LONGEST_TEXT} is the most"
        return "size", what, "no text of ours is so long: look what came in."
    if (charset := CHARSET.match(line)) and charset[1].lower() != "utf-8":
        fix = 'write  "Content-Type: text/plain; charset=UTF-8\\n"'
        return "encoding", f'this file is UTF-8, not "{charset[1]}"', fix
    return None
