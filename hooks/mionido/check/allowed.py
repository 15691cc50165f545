"""What may stand in a text, and what a translation must keep.

A text holds the letters and marks of its language, and our own marks. All else is a mistake.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import NamedTuple

from babel import Locale
from babel.core import get_global

from mionido.model.markup import (
    DRAWN_AS_NOTHING,
    FILLED,
    empty_marks,
    plain,
    positions,
    shows_something,
    tokens,
)
from mionido.problems import Place, Problem

# Marks of every language; each script adds its own, such as the Arabic comma.
MARKS = set(" \n\u00a0\u202f.,:;?!'\"()/-–—…&’‘‚“”„«»‹›ʼ§")
# Scripts whose letters have another name in Unicode than CLDR gives the script.
CHINESE = ("CJK", "IDEOGRAPHIC", "FULLWIDTH")
UNICODE_NAMES = {
    "Beng": ("BENGALI",),
    "Hans": CHINESE,
    "Hant": CHINESE,
    "Jpan": ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", *CHINESE),
    "Kore": ("HANGUL",),
}
# Scripts whose letters look like Latin ones.
LOOK_ALIKE = {"CYRILLIC", "GREEK"}
# They have no width. Persian and the languages of India need them between letters, nobody else.
JOINERS = re.compile("[\u200c\u200d]")
WITHOUT_JOINERS = {"LATIN", "ETHIOPIC", "HANGUL", *UNICODE_NAMES["Jpan"], *LOOK_ALIKE}
# Combining marks stand above or below a letter; one across it hides it, and a pile of them hides
# the lines beside.
ABOVE_OR_BELOW = (220, 230)
MARKS_ON_A_LETTER = 2
# Latin letters with a mark are made of a letter we know. Of the rarer ones without, these are of
# a language we may write, such as Azeri, Hausa and Fula. The others look like digits, or are for
# the signs of a laboratory.
RARE_LATIN = set("əƏɓƁɗƊƙƘƴƳ")
# Marks of a script that say how much: the Arabic sign for percent, and the small zeros above
# letters of the Koran.
LIKE_A_NUMBER = re.compile(r"\b(?:ZERO|PERCENT|PER (?:MILLE|TEN THOUSAND)|CURRENCY)\b")
# A translation may be longer than the source, but not that much.
LONGEST, LONGER = 4, 200

# Placeholders that are filled by the page itself and not by a parameter.
PAGE_FILLS = {"date", "count", "number", "total", "what"}

LETTER = r"[^\W\d_]"
WORD = re.compile(rf"{LETTER}+")
# "e.g." is no address; "d.u.o.n.l" is one.
ABBREVIATION = rf"[^\w\s]*(?:{LETTER}\.){{1,3}}{LETTER}?[^\w\s]*(?![^ \n])"
LATIN = r"[A-Za-z\u00c0-\u024f]"
# A stop, and what may stand around it that is no ordinary space: marks, brackets, quotes, spaces
# without a break.
ODD = r"[^\w \n]*"
STOP = rf"(?:{LETTER}|{FILLED}){ODD}\.{ODD}{LATIN}|{LATIN}{ODD}[…۔।።]{ODD}{LATIN}"
# The name of a host over two words: "office. com". A sentence begins with a capital.
BROKEN_OFF = rf"(?<![.\s]{LATIN})(?<=\S{LATIN})\.[ \n]+(?-i:[a-z]{{2,3}})(?=[^\w]*$)"
# "tg:me", "office,com", "t/me", "me (at) com", "www office com".
# "w w w", "d u o": letters one by one; the last of the French "il y a d'autres" is none by itself.
SPELLED = rf"{LATIN}[:/,]{LATIN}|\bwww\b|\((?:at|dot|punt)\)|\b{LATIN} {LATIN} {LATIN}\b(?!['’])"
# XII, xii, V and X; "I" and "mix" are words.
ROMAN = re.compile(
    r"(?<![^\W_])(?:[IVXLCDM]{2,}|[VX]|x{0,3}(?:ii|iii|iv|vii|viii|ix)|xx|xxx)(?![^\W_])"
)
# Levels and laws have digits in their names: A2, Act2031, B1-route.
NAME = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]+[0-9]+(?![A-Za-z0-9])")
CASE_NUMBER = re.compile(r"ECLI(?::[A-Z0-9]{1,25}){4}(?![^\s,)])")
# The number of an account, or of a telephone.
ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{2}\s?[A-Z]{4}|(?:\+|(?<![0-9./-])0)[0-9](?:[\s-]?[0-9]){6,}")


# The kind of a mark, such as a link, and what it names.
Mark = tuple[str, str]


class Found(NamedTuple):
    """Something that must not stand in a text."""

    check: str
    start: int
    what: str
    why: str
    fix: str


class Kind(NamedTuple):
    """A kind of thing that must not stand in a text, and what to say to who wrote it."""

    check: str
    pattern: re.Pattern[str]
    what: str
    why: str
    fix: str

    def at(self, start: int, written: str) -> Found:
        """Return that this was found."""
        what = f'{self.what}: "{legible(written)}"'
        return Found(self.check, start, what, self.why, self.fix)


NOTHING = Found(
    "empty", 0, "this text shows nothing", "a reader would see a gap.", "write the words."
)
HTML = Kind(
    "html",
    re.compile(r"</?[a-zA-Z!][^<>]*>|&#?\w+;"),
    "HTML does not belong in a text",
    "a text is words; looks live in overrides/.",
    "use **bold**, a list or [words](kind/id).",
)
ADDRESS = Kind(
    "url",
    re.compile(
        rf"(?<!\S)(?!{ABBREVIATION})\S*?"
        rf"(?:[@＠]|//|www\.|xn--|(?:https?|mailto|tel|sms|whatsapp|javascript|data):\S"
        rf"|\.(?:{LETTER}|{FILLED})|[A-Z0-9][．。｡][A-Z]|{STOP}|{SPELLED}|{BROKEN_OFF})\S*",
        re.IGNORECASE | re.MULTILINE,
    ),
    "an address does not belong in a text",
    "it would have to be kept right in every language.",
    "link to an organisation or cite a publication: [words](organisations/office). "
    "After a full stop or colon comes a space, and around a slash too.",
)
NUMBER = Kind(
    "number",
    re.compile(r"0[0.,]*"),
    "a number of the law does not belong in a text",
    "a translation could change it, and it ages.",
    "put it in content/parameters/ and write {its_name} here.",
)
# A value is read with what touches it: l3, -3, 33. Other scripts may join a word to it.
TOUCHED = Kind(
    "placeholder",
    re.compile(
        rf"(?:{LATIN}|[-–—+])[\u00ad\u0300-\u036f]*{FILLED}"
        rf"|{FILLED}(?:[\")”»]?{LATIN}|[^\w\s]?{FILLED})"
    ),
    "this touches a value",
    "it would be read as part of the number.",
    "put a space between them.",
)
# What is left of our marks where a text is read. A name or target that was meant is part of it.
BROKEN = re.compile(r"[{][\w :-]*[}]?|[}]|\[|\](?:\([a-z-]*(?:/[\w-]+)?\)?)?|[*]+")
NO_PLACEHOLDER = Kind(
    "braces",
    BROKEN,
    "this is not a placeholder",
    "placeholders are lower-case letters, digits and _ between braces.",
    "write {parameter_name} or {term:id}.",
)
NO_LINK = Kind(
    "brackets",
    BROKEN,
    "this is not a link",
    "a reader would see the marks.",
    "write [words](kind/id): both pairs closed, on one line, nothing between them.",
)
NOT_BOLD = Kind(
    "stars",
    BROKEN,
    "this is not bold",
    "a reader would see the marks.",
    "write **words**: two marks before and after, on one line.",
)
BROKEN_KINDS = {"{": NO_PLACEHOLDER, "}": NO_PLACEHOLDER, "[": NO_LINK, "]": NO_LINK, "*": NOT_BOLD}
BROKEN_CHECKS = {kind.check for kind in BROKEN_KINDS.values()}


def forbidden(text: str, scripts: frozenset[str], names: Collection[str]) -> list[Found]:
    """Return what must not stand in a text, each thing once. Only these `names` may hold digits.

    The text is looked at as it is read: our marks hide nothing, and what is broken is no mark.
    """
    if not shows_something(text):
        return [NOTHING]
    found = _found_as_read(text, scripts, names)
    if found:
        where = positions(text)
        found = [each._replace(start=where[each.start]) for each in found]
    for start, written in empty_marks(text):
        found.append(BROKEN_KINDS[written[0]].at(start, written))
    return found


def _found_as_read(text: str, scripts: frozenset[str], names: Collection[str]) -> list[Found]:
    """Return what must not stand in a text, with its place in the text as it is read.

    What was found is taken out of `left`, so that nothing else is found in it.
    """
    found: list[Found] = []
    own = text.replace(FILLED, "\ufffd")  # ours alone says where a value is filled in
    read = plain(own, lambda _: FILLED)
    left = read.translate({ord(each): "0" for each in set(read) if is_numeral(each)})
    left = _take_out(HTML, left, read, found)
    left = _take_out_broken(left, read, found)
    left = _take_out(ADDRESS, left, read, found)
    if FILLED in read:
        _take_out(TOUCHED, plain(own, _as_word), read, found)

    def blank_known(match: re.Match[str]) -> str:
        return _blank(match) if read[match.start() : match.end()] in names else match[0]

    left = NAME.sub(blank_known, left)
    left = _take_out(NUMBER, left, read, found)
    found += odd_characters(left, scripts)
    return found


def in_a_name(text: str, scripts: frozenset[str], hosts: Collection[str] = ()) -> Iterator[str]:
    """Yield what must not stand in a name or title that nobody translates.

    It has numbers, but none to pay or call. Only these `hosts` may be a name, and the number of
    a judgment is no address.
    """
    read = CASE_NUMBER.sub("x", text)
    for host in hosts:
        a_host = rf"(?<![^\s(]){re.escape(host)}(?![^\s),.])(?!\.\S)"
        read = re.sub(a_host, "x", read, flags=re.IGNORECASE)
    for each in forbidden(read, scripts, ()):
        if each.check in ("empty", "html", "url", "character"):
            yield each.what
    if match := ACCOUNT.search(text):
        yield f'a number to pay or to call does not belong in a name: "{legible(match[0])}"'


def _take_out(kind: Kind, left: str, read: str, found: list[Found]) -> str:
    """Add what there is of a kind to `found`, and return what is left to look at."""

    def take(match: re.Match[str]) -> str:
        written = read[match.start() : match.end()]
        found.append(kind.at(match.start(), written))
        return _blank(match)

    return kind.pattern.sub(take, left)


def _take_out_broken(left: str, read: str, found: list[Found]) -> str:
    """Add the first broken mark to `found`: what else is broken is mostly the other half of it."""
    first = BROKEN.search(left)
    if first is None:
        return left
    written, mark = first[0], first[0][0]
    if mark != "{":
        written = read[first.start() :].partition("\n")[0]
    found.append(BROKEN_KINDS[mark].at(first.start(), written))
    return BROKEN.sub(_blank, left)


def _as_word(name: str) -> str:
    """Return what is filled in as it is read: a term as a word, a value as a value."""
    return "x" if name.startswith("term:") else FILLED


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


@cache
def is_numeral(character: str) -> bool:
    """Whether this is a digit, a number in a circle, a fraction or the like, of any script.

    So are the letters that Chinese and Japanese count with; only their usual "one" is in too many
    other words.
    """
    if character == "一":
        return False
    return (
        unicodedata.category(character)[0] == "N"
        or unicodedata.numeric(character, None) is not None
    )


def odd_characters(read: str, scripts: frozenset[str]) -> Iterator[Found]:
    """Yield that a text holds characters of no word in its language.

    They cannot be seen, are drawn, look like others, or are unknown.
    """
    if odd := sorted(_odd_places(read, scripts)):
        names = list(dict.fromkeys(name_of(read[start]) for start in odd))
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        what = f"not a letter or mark of this language: {', '.join(names[:3])}{more}"
        why = "it may hide, turn around or fake what stands beside it."
        fix = (
            "type the word again on a keyboard of this language, and take out what cannot be seen."
        )
        yield Found("character", odd[0], what, why, fix)
    if not scripts & LOOK_ALIKE:
        return
    for word in WORD.finditer(read):
        if len({_script(letter) for letter in word[0]} & {"LATIN", *LOOK_ALIKE}) > 1:
            what = f'letters of two scripts in one word: "{legible(word[0])}"'
            why = "they look the same and are not."
            fix = (
                "type the word again on one keyboard; "
                "a hyphen may stand between a name and its ending."
            )
            yield Found("character", word.start(), what, why, fix)


def _odd_places(read: str, scripts: frozenset[str]) -> Iterator[int]:
    """Yield where a character stands that is of no word in these scripts."""
    for joiner in JOINERS.finditer(read):
        if not _joins(read, joiner.start(), scripts):
            yield joiner.start()
    characters = set(read)
    if strange := {each for each in characters if not may_stand(each, scripts)}:
        for start, each in enumerate(read):
            if each in strange:
                yield start
    if above := "".join(each for each in characters if unicodedata.combining(each)):
        for pile in re.finditer(rf"[{above}]{{{MARKS_ON_A_LETTER + 1},}}", read):
            yield pile.start() + MARKS_ON_A_LETTER


@cache
def may_stand(character: str, scripts: frozenset[str]) -> bool:
    """Whether a character may stand in a text that is written in these scripts."""
    category, script = unicodedata.category(character), _script(character)
    if character in MARKS or character == FILLED or JOINERS.match(character):
        return True  # a joiner depends on what stands beside it
    if character in DRAWN_AS_NOTHING or LIKE_A_NUMBER.search(unicodedata.name(character, "")):
        return False
    if script == "COMBINING":
        is_mark = category == "Mn" and "LETTER" not in unicodedata.name(character)
        return is_mark and unicodedata.combining(character) in ABOVE_OR_BELOW
    if script == "LATIN" and character >= "\u017f" and character not in RARE_LATIN:
        return unicodedata.normalize("NFD", character)[0].isascii()
    is_letter, form = category.startswith("L"), unicodedata.decomposition(character)
    if is_letter and re.match(r"<(?!compat)", form):
        return False  # a drawn form of another letter: wide, raised, in a circle
    return script in scripts and category[0] in "LMP" and category != "Me"


def _script(character: str) -> str:
    """Return the script of a character, by the name Unicode gives it: ARABIC COMMA."""
    return unicodedata.name(character, "").partition(" ")[0]


def _joins(read: str, start: int, scripts: frozenset[str]) -> bool:
    """Whether a joiner stands between two letters that need it."""
    beside = read[start - 1 : start] + read[start + 1 : start + 2]
    needing = scripts - WITHOUT_JOINERS
    return len(beside) == 2 and all(_script(each) in needing for each in beside)


@cache
def scripts_of(code: str) -> frozenset[str]:
    """Return the scripts a language is written in, as Unicode names them.

    Latin is always one of them, for names.
    """
    likely, tag = get_global("likely_subtags"), code.replace("-", "_")
    full = f"{tag}_{likely.get(tag) or likely.get(tag.partition('_')[0], '')}"
    written = re.search(r"(?<=_)[A-Z][a-z]{3}(?=_|$)", full)
    script = written[0] if written else "Latn"
    english = Locale("en").scripts.get(script, "").upper()
    return frozenset({"LATIN", *UNICODE_NAMES.get(script, (english,))})


def name_of(character: str) -> str:
    """Return the number and name of a character: U+202E RIGHT-TO-LEFT OVERRIDE."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


def legible(written: str) -> str:
    """Return words for a message: not too many, and what cannot be seen by its number."""
    words = written[:60].replace(FILLED, "{}")
    if len(written) > 60:
        words += "…"
    return "".join(each if each.isprintable() else f"<U+{ord(each):04X}>" for each in words)


def mistakes_in(
    source: str,
    translation: str,
    scripts: frozenset[str],
    names: Collection[str],
    place_in: Callable[[int], Place],
) -> Iterator[Problem]:
    """Yield what is wrong with a translation. Only these `names` may hold digits.

    `place_in` says where one of its characters is written.
    """
    place = place_in(0)
    if len(translation) > LONGEST * len(source) + LONGER:
        what = f"{len(translation)} characters for the {len(source)} of the source"
        yield place.error("too-long", what, fix="translate what the source says, and no more.")
        return
    found = forbidden(translation, scripts, names)
    for each in found:
        what = f"in the translation: {each.what}"
        yield place_in(each.start).error(each.check, what, why=each.why, fix=each.fix)
    if not any(each.check in BROKEN_CHECKS for each in found):  # what is broken is not lost
        is_touched = any(each.check == TOUCHED.check for each in found)
        kinds = ("link",) if is_touched else ("link", "placeholder")
        yield from differences(source, translation, place_in, kinds)


def differences(
    source: str,
    translation: str,
    place_in: Callable[[int], Place],
    kinds: Collection[str],
) -> Iterator[Problem]:
    """Yield which placeholders, links and names a translation lost, added or exchanged."""

    def place_of(mark: Mark) -> Place:
        return place_in(max(translation.rfind(_sign(mark)), 0))

    def place_of_lost(mark: Mark) -> Place:
        number = source.count("\n", 0, max(source.find(_sign(mark)), 0))
        return place_in(start_of_line(translation, number, source))

    why = f"source: {source.partition(chr(10))[0]}"
    wanted, given = _marks(source), _marks(translation)
    all_lost, all_added = wanted - given, given - wanted
    for kind in kinds:
        lost, added = _of_kind(kind, all_lost), _of_kind(kind, all_added)
        if len(lost) == len(added) == 1:
            a = "a " if kind == "link" else ""
            what = f"the translation has {a}{_written(added[0])}, the source {a}{_written(lost[0])}"
            fix = "use the one from the source. It may move, not change."
            yield place_of(added[0]).error(kind, what, why=why, fix=fix)
            continue
        for mark in lost:
            what = f"the translation has {_how_often(mark, given, wanted)}"
            fix = f"put the {kind} where it belongs, spelled as in the source."
            yield place_of_lost(mark).error(
                kind, what, why=why, fix=f"{fix} It may move, not change."
            )
        for mark in added:
            what = f"the source has {_how_often(mark, wanted, given)}"
            fix = "take it out, or use the one from the source."
            yield place_of(mark).error(kind, what, why=why, fix=fix)
    for name in sorted(names_in(source) - names_in(translation)):
        what = f'the translation has no "{name}"'
        yield place_in(0).error("name", what, why=why, fix="write it as in the source.")
    for roman in sorted(_romans_in(translation) - _romans_in(source)):
        place = place_in(max(translation.find(roman), 0))
        yield place.error("number", f'the source has no number "{roman}"', why=why, fix=NUMBER.fix)


def _sign(mark: Mark) -> str:
    """Return what a mark is found by in a text."""
    kind, name = mark
    return f"{{{name}}}" if kind == "placeholder" else f"]({name})"


def start_of_line(translation: str, number: int, source: str) -> int:
    """Return where a line of a translation begins; 0 where it has not as many lines as its source."""
    lines = translation.split("\n")
    if len(lines) != source.count("\n") + 1:
        return 0
    return sum(len(line) + 1 for line in lines[:number])


def names_in(text: str, fill: Callable[[str], str] = lambda _: FILLED) -> set[str]:
    """Return the names with digits in a text, such as A2."""
    return set(NAME.findall(plain(text, fill)))


def _romans_in(text: str) -> set[str]:
    """Return the words in capitals that are numbers to a Roman: XII."""
    return set(ROMAN.findall(plain(text, lambda _: FILLED)))


def _marks(text: str) -> Counter[Mark]:
    """Count the marks of a text.

    A language may say a term more often than the source, and has a line with a count for each
    of its forms of a plural.
    """
    counted = Counter((each.kind, each.name) for each in tokens(text))
    for kind, name in counted:
        if name.startswith("term:"):
            counted[kind, name] = 1
        elif name in PAGE_FILLS:
            counted[kind, name] = max(line.count(f"{{{name}}}") for line in text.split("\n"))
    return counted


def _of_kind(kind: str, marks: Counter[Mark]) -> list[Mark]:
    return sorted(mark for mark in marks if mark[0] == kind)


def _written(mark: Mark) -> str:
    kind, name = mark
    return f"{{{name}}}" if kind == "placeholder" else f"link to {legible(name)}"


def _how_often(mark: Mark, here: Counter[Mark], there: Counter[Mark]) -> str:
    if here[mark]:
        return f"{here[mark]} times {_written(mark)}, not {there[mark]}"
    return f"no {_written(mark)}"
