"""What a PDF says to a program that reads it aloud: the words in the order of its structure, with their languages."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

LABEL = "/Lbl"
HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


@dataclass
class Said:
    """Marked words: the text of each glyph as it is drawn, from the left; their language, if it is said there."""

    glyphs: list[str] = field(default_factory=list)
    lang: str = ""
    is_reversed: bool = False

    @property
    def words(self) -> str:
        """The words as they are read."""
        return "".join(reversed(self.glyphs) if self.is_reversed else self.glyphs)


@dataclass
class Spoken:
    """Words, their language, and the tags around them."""

    words: str
    lang: str
    tags: tuple[str, ...]


def reader(data: bytes) -> PdfReader:
    """Open a PDF."""
    return PdfReader(io.BytesIO(data))


def spoken(pdf: PdfReader) -> Iterator[Spoken]:
    """Yield all words in the order of the structure."""
    pages = {page.indirect_reference.idnum: marked(page, pdf) for page in pdf.pages}
    root = pdf.trailer["/Root"]
    yield from _below(root["/StructTreeRoot"], pages, None, str(root["/Lang"]), ())


def _below(
    element: Any,
    pages: dict[int, dict[int, Said]],
    page: int | None,
    lang: str,
    tags: tuple[str, ...],
) -> Iterator[Spoken]:
    element = element.get_object()
    if isinstance(element, int):
        said = pages[page][int(element)]
        yield Spoken(said.words, said.lang or lang, tags)
        return
    if "/Pg" in element:
        page = element.raw_get("/Pg").idnum
    if "/MCID" in element:
        said = pages[page][int(element["/MCID"])]
        yield Spoken(said.words, said.lang or lang, tags)
        return
    lang = str(element.get("/Lang", lang))
    tags = (*tags, str(element.get("/S", "")))
    if "/Alt" in element:
        yield Spoken(str(element["/Alt"]), lang, tags)
    inside = element.get("/K", [])
    for each in inside if isinstance(inside, list) else [inside]:
        yield from _below(each, pages, page, lang, tags)


def marked(page: Any, pdf: PdfReader) -> dict[int, Said]:
    """Return the words of each marked part of a page."""
    found: dict[int, Said] = {}
    fonts = page["/Resources"].get("/Font", {})
    open_: list[dict[str, Any]] = []
    letters: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), pdf).operations:
        if operator in (b"BDC", b"BMC"):
            props = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
            open_.append({"tag": operands[0], **props})
            if "/MCID" in props:
                found[int(props["/MCID"])] = Said(lang=str(props.get("/Lang", "")))
            if "/ActualText" in props:
                _current(open_, found).glyphs.append(str(props["/ActualText"]))
            if operands[0] == "/ReversedChars":
                _current(open_, found).is_reversed = True
        elif operator == b"EMC":
            open_.pop()
        elif operator == b"Tf":
            letters = _letters(fonts[operands[0]])
        elif operator in (b"Tj", b"TJ") and not any("/ActualText" in each for each in open_):
            shown = operands[0] if operator == b"TJ" else operands
            for part in shown:
                if isinstance(part, (bytes, str)):
                    _current(open_, found).glyphs += _decoded(part, letters)
    return found


def _current(open_: list[dict[str, Any]], found: dict[int, Said]) -> Said:
    """Return the part that is being marked; what is in none is decoration."""
    ids = [int(each["/MCID"]) for each in open_ if "/MCID" in each]
    return found[ids[-1]] if ids else Said()


def _decoded(part: Any, letters: dict[int, str]) -> list[str]:
    raw = getattr(part, "original_bytes", None) or bytes(part)
    codes = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
    return [letters[code] for code in codes]


def _letters(font: Any) -> dict[int, str]:
    return _mapped(font["/ToUnicode"].get_data())


@cache
def _mapped(table: bytes) -> dict[int, str]:
    """Return what each glyph of a font says."""
    found: dict[int, str] = {}
    for kind, body in re.findall(rb"begin(bfchar|bfrange)(.*?)endbf", table, re.S):
        values = HEX.findall(body)
        if kind == b"bfchar":
            for code, text in zip(values[::2], values[1::2], strict=True):
                found[int(code, 16)] = _text(text)
            continue
        for first, last, text in zip(values[::3], values[1::3], values[2::3], strict=True):
            start = _text(text)
            for at, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = start[:-1] + chr(ord(start[-1]) + at)
    return found


def _text(value: bytes) -> str:
    return bytes.fromhex(value.decode()).decode("utf-16-be")


def bare(text: str, blanks: str = "") -> str:
    """Return the letters, marks and signs of a text, without what only steers directions; and without blanks."""
    plain = unicodedata.normalize("NFKC", text)
    shown = [each for each in plain if unicodedata.category(each) not in ("Cf", "Cc")]
    return "".join(blanks if each.isspace() else each for each in shown)
