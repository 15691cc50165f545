"""Sheets to print: what stands on them, in which order and direction, as paper and as a program reads it."""

import math
import re
import shutil
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
import pytest
import yaml
import zxingcpp

from conftest import (
    BELOW_A_PATH,
    REAL_DAY,
    ROOT,
    SCRIPTS,
    SMALL_DAY,
    SMALL_EPOCH,
    copy_small_site,
    run,
)
from mionido.model.handouts import section_of
from mionido.model.text import Text
from mionido.paper.beside import data_of_whole
from mionido.paper.press import Press, TooLong
from mionido.paper.runs import Writer
from mionido.paper.sheet import Print, data_of, sheets_of, version_of
from mionido.problems import ExpectedError, ProblemsError
from mionido.project import Project, read_project
from mionido.publish.handouts import Handouts, Wanted
from mionido.publish.manifest import manifest_in, sha256
from mionido.publish.outputs import addresses, draw, public_locales
from mionido.publish.publish import Job, publish
from mionido.render.pages import summary_of, uri_of
from pdf import LABEL, Spoken, bare, marked, reader, spoken

# Sheets with all that can stand on one: steps, warnings, numbers to call, words of letters, places of the law.
READ = {"letter-fine", "danger", "who-helps", "object", "letter", "exam"}
A4 = (595.28, 841.89)


def pairs(project: Project) -> list[tuple[str, ...]]:
    """Return the languages that readers are led to beside that of letters, and those of `SCRIPTS` alone, too.

    What has room for two languages has room for one of them.
    """
    official = project.loaded.site.jurisdiction.official_language
    codes = public_locales(project)
    alone = [(code,) for code in codes if code in SCRIPTS or project.root != ROOT]
    return alone + [(official, code) for code in codes if code != official]


def pairs_of_scripts(project: Project) -> list[tuple[str, ...]]:
    """Return those of them that are in one language of each script."""
    return [pair for pair in pairs(project) if pair[-1] in SCRIPTS or project.root != ROOT]


@pytest.fixture(scope="session")
def handouts(law: Project) -> Handouts:
    """Return the sheets of a law."""
    return Handouts(law)


def cells(data: dict) -> Iterator[dict]:
    """Yield every cell of a sheet in the order in which it is read."""
    yield from data["head"]
    for row in data["rows"]:
        yield from row["cells"]
    yield from (*data["notes"], *data["stamp"], *data["online"])
    for row in data["foot"]:
        yield from row["cells"]
    yield from data["sources"].values()


def test_each_sheet_fits_in_each_language(handouts: Handouts):
    """On two pages, alone and beside the language of letters; in large print on four."""
    large = {("ar",), *(pair for pair in pairs(handouts.project) if pair[-1] == "ar")}
    for codes in pairs(handouts.project):
        for sheet in handouts.sheets.values():
            for is_large in [False, True] if codes in large else [False]:
                made, _ = handouts.make(Wanted(sheet, codes, is_large))
                assert len(reader(made).pages) <= (4 if is_large else 2)


def test_a_program_reads_the_words_in_their_order(handouts: Handouts):
    """Row by row, one language after the other, each in its own order of letters, also from the right."""
    for codes in pairs_of_scripts(handouts.project):
        editions = tuple(handouts.edition(code) for code in codes)
        for name in READ & handouts.sheets.keys():
            sheet = handouts.sheets[name]
            data, _ = data_of(Print(sheet, editions))
            made, _ = handouts.make(Wanted(sheet, codes))
            heard = bare("".join(each.words for each in read_aloud(made)))
            at = 0
            for cell in cells(data):
                found = pattern_of(cell).search(heard, at)
                assert found, (sheet.name, codes, cell, heard[at : at + 200])
                assert found.start() - at < len(data["address"]) + 50, (sheet.name, codes, cell)
                at = found.end()


# A word with marks above its letters: Typst says some of its letters twice or in the order in which they are drawn.
MARKED = re.compile(
    r"[^\W\d_]+\p".replace(r"\p", "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]")
    + r"[\w\u064b-\u065f]*"
)


def pattern_of(cell: dict) -> re.Pattern[str]:
    """Return what is heard of a cell: its letters in their order, of a word with marks just which ones."""
    words = bare("".join(run["words"] for run in cell["runs"]), blanks=" ")
    if cell["dir"] == "ltr":
        return re.compile(re.escape(bare(words)))
    parts = []
    for word in words.split():
        end = 0
        for match in MARKED.finditer(word):
            parts.append(re.escape(word[end : match.start()]))
            parts.append(f"[{re.escape(match[0])}]{{{len(match[0])},}}")
            end = match.end()
        parts.append(re.escape(word[end:]))
    return re.compile("".join(parts))


def read_aloud(made: bytes) -> list[Spoken]:
    """Return what is read, but for the numbers and points of lists."""
    return [each for each in spoken(reader(made)) if LABEL not in each.tags]


def test_a_sheet_is_a_tagged_pdf_with_a_language_for_every_word(handouts: Handouts):
    """What PDF/UA-1 asks for and a program can see: tags, a title that is shown, headings, languages."""
    wanted = some(handouts, "ar")
    pdf = reader(handouts.make(wanted)[0])
    root = pdf.trailer["/Root"]
    said = list(spoken(pdf))

    assert root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert root["/Lang"] == wanted.codes[0]
    assert "pdfuaid:part>1<" in pdf.xmp_metadata.rdf_root.toxml()
    edition = handouts.edition("ar")
    assert pdf.metadata.title.endswith(edition.plain(edition.site.find(wanted.sheet.first).title))
    assert {"/H1", "/H2"} <= {tag for each in said for tag in each.tags}
    assert {each.lang for each in said} == {*wanted.codes, "zxx"}
    for each in said:
        if re.search("[\u0621-\u064a]", each.words):
            assert each.lang == "ar", each
        if re.search("[A-Za-z]{2}", each.words):  # of letters, or the address
            assert each.lang in (wanted.codes[0], "zxx"), each
    assert [str(each.title) for each in pdf.outline if not isinstance(each, list)]


def some(handouts: Handouts, code: str) -> Wanted:
    """Return the sheet of a letter beside the language of letters."""
    official = handouts.site.jurisdiction.official_language
    name = "letter-fine" if "letter-fine" in handouts.sheets else "letter"
    return Wanted(handouts.sheets[name], (official, code))


def test_all_is_large_enough_to_read(handouts: Handouts):
    """12 points or more, 16 in large print, in the fonts that are named, a part of each in the file."""
    for is_large, least in ((False, 12), (True, 16)):
        wanted = some(handouts, "ar")
        made, _ = handouts.make(Wanted(wanted.sheet, wanted.codes, is_large))
        pdf = reader(made)
        sizes = {size for page in pdf.pages for size in sizes_on(page)}
        assert min(sizes) >= 12
        assert least in sizes
        assert all(page.mediabox.width == pytest.approx(A4[0], abs=1) for page in pdf.pages)
        assert all(page.mediabox.height == pytest.approx(A4[1], abs=1) for page in pdf.pages)
        for page in pdf.pages:
            for font in page["/Resources"]["/Font"].values():
                assert re.match(r"/[A-Z]{6}\+NotoSans", font["/BaseFont"])
    assert len(made) < 150_000


def sizes_on(page: Any) -> set[float]:
    """Return the sizes of all letters of a page."""
    sizes: set[float] = set()

    def note(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip():
            sizes.add(size)

    page.extract_text(visitor_text=note)
    return sizes


# Words as a translation writes them, and letters of them in the order in which they stand on the line from the left.
DIRECTIONS = [
    ("ar", "rtl", ["من ", "DUO", " 6 أسابيع"], ["6", "D"]),
    ("ar", "rtl", ["رسالة (", "boete", ") اليوم"], ["b", "ر"]),
    ("nl", "ltr", ["van ", "DUO", " 6 weken"], ["D", "6"]),
]


@pytest.mark.parametrize(("lang", "direction", "words", "order"), DIRECTIONS)
def test_a_number_stands_on_the_side_where_it_is_read(built, lang, direction, words, order):
    """A name in Latin letters does not pull the number behind it to its other side."""
    writer = Writer(built.edition(lang))
    text = Text("".join(words))
    boxes = places_of(Press(built.overrides), writer.cell(text).as_data())
    left = [next(at for letter, at in boxes if letter == each) for each in order]
    assert left == sorted(left)


def places_of(press: Press, cell: dict) -> list[tuple[str, float]]:
    """Return each letter of a sheet with one row, and how far from the left it stands."""
    made = press.pdf(SHEET | {"rows": [row_of(cell)], "languages": [language_of(cell)]}, NAMES)
    text = pypdfium2.PdfDocument(made)[0].get_textpage()
    letters = [text.get_text_range(at, 1) for at in range(text.count_chars())]
    return [(each, text.get_charbox(at)[0]) for at, each in enumerate(letters)]


def row_of(cell: dict) -> dict:
    """Return a row of plain text."""
    return {"style": "text", "number": 0, "goes_on": False, "cells": [cell]}


NAMES = {"nl": "Nederlands", "ar": "العربية", "ti": "ትግርኛ"}
EMPTY = {"lang": "nl", "dir": "ltr", "runs": [{"words": ".", "lang": "nl", "bold": False}]}
SHEET = {
    "title": ".",
    "author": ".",
    "checked": ["2031", "02", "14"],
    "size": 12,
    "pages": 2,
    "head": [EMPTY],
    "opening": [],
    "contents": 0,
    "foot": [row_of(EMPTY), row_of(EMPTY)],
    "sources": {"label": EMPTY, "said": EMPTY},
    "address": ".",
    "count": [EMPTY],
    "notes": [EMPTY],
    "stamp": [EMPTY],
    "online": [EMPTY],
}


def language_of(cell: dict) -> dict:
    """Return the column of a cell."""
    return {"lang": cell["lang"], "dir": cell["dir"], "name": NAMES[cell["lang"]]}


# Words of letters that stand on both sides.
TWICE = re.compile("boete|Besluit|Juridisch|Vluchtelingen|asiel")


def test_each_side_begins_where_its_language_begins(built):
    """The left half from its left, the right half from its right; no side reaches into the other."""
    made, _ = Handouts(built).make(some(Handouts(built), "ar"))
    pdf = reader(made)
    said = marked(pdf.pages[0], pdf)
    arabic, dutch = [], []
    for drawn in pypdfium2.PdfDocument(made)[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        words = said.get(raw.FPDFPageObj_GetMarkedContentID(drawn))
        if words and re.search("[a-z]{4}", words.words) and not TWICE.search(words.words):
            dutch.append(drawn.get_bounds())
        elif words and re.search("[\u0621-\u064a]", words.words):
            arabic.append(drawn.get_bounds())
    middle, margin = A4[0] / 2, 14 / 25.4 * 72
    assert min(box[0] for box in arabic) > middle
    assert max(box[2] for box in arabic) == pytest.approx(A4[0] - margin, abs=3)
    assert max(box[2] for box in dutch) < middle
    assert min(box[0] for box in dutch) == pytest.approx(margin, abs=3)


def test_a_place_in_the_law_has_the_comma_of_the_reader(built: Project):
    """As on the page: a Latin comma between Arabic words stands on the wrong foot."""
    handouts = Handouts(built)
    data, _ = data_of(Print(handouts.sheets["object"], (handouts.edition("ar"),)))
    said = "".join(run["words"] for run in data["sources"]["said"]["runs"])

    assert "، " in said
    assert ", " not in said


def test_a_phone_reads_the_code():
    """It leads to the page in the language of the reader; without an address of the site there is none."""
    with_address = Handouts(read_project(ROOT, REAL_DAY, "https://example.org/a/"))
    made, _ = with_address.make(some(with_address, "ti"))
    pictures = [page.render(scale=2, grayscale=True) for page in pypdfium2.PdfDocument(made)]
    pixels = [memoryview(each.buffer).cast("B", (each.height, each.stride)) for each in pictures]
    version, _ = version_of(with_address.sheets["letter-fine"], with_address.edition("ti"))
    found = [each.text for page in pixels for each in zxingcpp.read_barcodes(page)]
    assert found == [f"https://example.org/a/ti/sheets/letter-fine.html#{version}"]


def test_without_an_address_only_the_way_to_the_page_is_named(built):
    """A code that leads nowhere is worse than none."""
    handouts = Handouts(built)
    pdf = reader(handouts.make(some(handouts, "ti"))[0])
    assert not any("/Figure" in each.tags for each in spoken(pdf))
    assert "ti/sheets/letter-fine.html#" in bare("".join(each.words for each in spoken(pdf)))


MANY = ", ".join(["explanation"] * 60)


def broken(root: Path, name: str, old: str, new: str) -> Handouts:
    """Change a file of the small site, and return its sheets."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return Handouts(read_project(root, SMALL_DAY))


def test_a_letter_without_a_font_is_a_mistake_at_its_place(tmp_path):
    """Never a box on paper: the character and the text are named."""
    root = copy_small_site(tmp_path / "root", own_overrides=True)
    fonts = {"package": "fonts-of-nowhere", "families": {"ARABIC": "Noto Sans Arabic"}}
    (root / "overrides" / "paper" / "fonts.yml").write_text(yaml.safe_dump(fonts), encoding="utf-8")
    handouts = Handouts(read_project(root, SMALL_DAY))
    with pytest.raises(ProblemsError) as error:
        handouts.make(Wanted(handouts.sheets["letter"], ("de",)))
    (problem,) = error.value.problems
    assert problem.place.file == "content/documents/letter.yml"
    assert re.match(
        r'no font has ".", LATIN \w+ LETTER .*, for the sheet "letter-de"', problem.what
    )
    assert "fonts-of-nowhere" in problem.fix


def test_a_sheet_that_is_too_long_is_a_mistake_at_its_place(small_site):
    """No third page comes out of a printer that nobody wanted."""
    keys = "keys: [explanation]"
    handouts = broken(small_site, "content/handouts/exam.yml", keys, f"keys: [{MANY}]")
    with pytest.raises(ProblemsError) as error:
        handouts.make(Wanted(handouts.sheets["exam"], ("de", "ar")))
    (problem,) = error.value.problems
    assert str(problem.place) == "content/handouts/exam.yml:1:1"
    assert re.search(r'"exam-de-ar" has \d+ pages, and may have 2', problem.what)


@pytest.mark.parametrize(
    ("codes", "largest", "sizes"),
    [
        (("ar",), 12, [12]),
        (("de", "ar"), 11, [12, 11]),
        (("ar",), 10, [12, 11, 10]),
        (("ar",), 9, [12, 11, 10]),
        (("de",), 11, [12]),
    ],
)
def test_a_translation_with_longer_words_fits_its_sheet(built_small, codes, largest, sizes):
    """Its letters are smaller by two points at most; of the source a sheet that is too long is a mistake."""
    tried = []

    class Paper:
        package = "none"

        def pdf(self, data, names):
            tried.append(data["size"])
            if data["size"] > largest:
                raise TooLong("3")
            return b"whole"

    handouts = Handouts(built_small)
    vars(handouts)["press"] = Paper()
    wanted = Wanted(handouts.sheets["exam"], codes)
    if sizes[-1] > largest:
        with pytest.raises(ProblemsError, match="too-long"):
            handouts.make(wanted)
    else:
        assert handouts.make(wanted)[0] == b"whole"
    assert tried == sizes


def test_fonts_that_are_missing_are_named_with_their_package(built, tmp_path):
    """In one line, before anything is written."""
    shutil.copytree(built.overrides / "paper", tmp_path / "paper")
    fonts = {"package": "fonts-of-nowhere", "families": {"LATIN": "Noto Sans", "ARABIC": "Nowhere"}}
    (tmp_path / "paper" / "fonts.yml").write_text(yaml.safe_dump(fonts), encoding="utf-8")
    with pytest.raises(
        ExpectedError, match=r"^the fonts Nowhere are missing: .* fonts-of-nowhere$"
    ):
        Press(tmp_path).font_files()


ALONE = [(code, name) for code in ("ar", "de") for name in ("exam", "letter")]
LONG = ["booklet", "questions-duty", "questions-letter", "questions-money"]
# Records of the small site without a sheet that is called like them.
WHOLES = """
    duties-pass-exam duties-pay-fee guides-does-it-work guides-i-am-ill options-other-level organisations-office
    rights-interpreter rights-objection steps-first steps-second
""".split()


def test_a_build_makes_sheets_if_it_is_asked_to(small_site):
    """They stand in the manifest; what has not changed is kept, and a build without them has none."""
    site = small_site / "site"

    def built_with(has_handouts: bool) -> tuple[int, dict[str, str]]:
        project = read_project(small_site, SMALL_DAY)
        made = publish(Job(project, ["de", "ar"], 1, site, has_handouts=has_handouts))
        files = manifest_in(site).files
        return made.drawn, {uri: each for uri, each in files.items() if uri.endswith(".pdf")}

    _, first = built_with(True)
    assert first.keys() == {
        *(f"ar/handouts/{name}-de-ar-2031-02-14.pdf" for name in ("exam", "letter", *WHOLES)),
        *(f"{code}/handouts/{name}-{code}-2031-02-14.pdf" for code, name in ALONE),
    }
    assert all(sha256((site / uri).read_bytes()) == each for uri, each in first.items())
    assert built_with(True) == (0, first)
    assert built_with(False)[1] == {}
    assert built_with(True)[1] == first, "the same bytes again"

    handout = small_site / "content" / "handouts" / "letters.yml"
    handout.write_text(
        handout.read_text(encoding="utf-8").replace(", from]", "]"), encoding="utf-8"
    )
    _, changed = built_with(True)
    assert {uri for uri in first if first[uri] != changed[uri]} == {
        uri for uri in first if "/letter-" in uri
    }


def test_a_build_makes_all_papers_if_it_is_asked_to(small_site):
    """Large print on the page of a sheet, the questions and the guide in the list; another build leaves them out."""

    def built_with(has_all: bool) -> int:
        project, site = read_project(small_site, SMALL_DAY), small_site / "site"
        job = Job(project, ["ar"], 1, site, has_handouts=True, has_all_papers=has_all)
        return publish(job).drawn

    built_with(False)
    folder = small_site / "site" / "ar"
    few = {path.name for path in (folder / "handouts").iterdir()}
    drawn = built_with(True)
    more = {path.name for path in (folder / "handouts").iterdir()} - few
    large = {name for name in more if "-large-" in name}
    assert len(large) == len(few - {f"{name}-de-ar-2031-02-14.pdf" for name in WHOLES}) == 4
    assert {re.sub(r"(-de)?-ar-2031-02-14\.pdf", "", name) for name in more - large} == {*LONG}
    listed = {*pdfs_in(folder / "sheets.html")}
    assert {f"handouts/{name}" for name in more - large} <= listed
    assert not {f"handouts/{name}" for name in large} & listed
    on_pages = {href for page in folder.glob("sheets/*.html") for href in pdfs_in(page)}
    assert {f"../handouts/{name}" for name in large} <= on_pages
    assert "large" not in "".join(pdfs_in(folder / "documents" / "letter.html"))
    assert drawn < len(more) + 10, "what was there is kept"
    assert built_with(True) == 0
    built_with(False)
    assert {path.name for path in (folder / "handouts").iterdir()} == few
    assert {*pdfs_in(folder / "sheets.html")} < listed


def handout(root: Path, *arguments: str):
    """Run the command in a copy of the small site."""
    return run("mionido", "handout", *arguments, cwd=root, epoch=SMALL_EPOCH)


def test_the_command_makes_all_sheets_or_none(small_site):
    """Those asked for, only what has changed, under a name that says what they are; a mistake leaves the old ones."""
    folder = small_site / "build" / "handouts"
    made = handout(small_site, "--all", "--lang", "ar", "--with", "de", "--jobs", "2")
    assert made.stdout.splitlines()[-1] == f"2 sheets, 2 drawn: {folder}", made.stderr
    names = ["exam-de-ar-2031-02-14.pdf", "letter-de-ar-2031-02-14.pdf"]
    before = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
    assert sorted(before) == names
    again = handout(small_site, "letter", "--lang", "ar", "--with", "de")
    assert again.stdout.splitlines()[-1] == f"1 sheets, 0 drawn: {folder}"

    exam = small_site / "content" / "handouts" / "exam.yml"
    written = exam.read_text(encoding="utf-8")
    exam.write_text(f"{written}  - {{of: [terms/*], keys: [{MANY}]}}\n", encoding="utf-8")
    letter = small_site / "content" / "documents" / "letter.yml"
    dated = letter.read_text(encoding="utf-8")
    letter.write_text(dated.replace("checked: 2031-02-14", "checked: 2031-02-15"), encoding="utf-8")
    failed = handout(small_site, "--all", "--lang", "ar", "--with", "de")
    assert failed.returncode == 1
    assert "content/handouts/exam.yml:1:1: error: the sheet" in failed.stderr
    assert {path.name: path.read_bytes() for path in folder.glob("*.pdf")} == before

    exam.write_text(written, encoding="utf-8")
    handout(small_site, "--all", "--lang", "ar", "--with", "de")
    newer = sorted(path.name for path in folder.glob("*.pdf"))
    assert newer == [names[0], "letter-de-ar-2031-02-15.pdf"], "the older one is gone"


def test_the_command_writes_nothing_where_the_site_is_made_from(small_site):
    """A sheet among the facts would be a file that no kind of record claims."""
    refused = handout(small_site, "letter", "--lang", "de", "--out", "content/handouts")
    assert refused.returncode == 1
    assert "belongs to what the site is made from" in refused.stderr
    assert not list((small_site / "content").rglob("*.pdf"))


def test_the_command_says_which_sheets_there_are(small_site):
    """A misspelled name, or none, is no reason to read a guide."""
    missing, wrong = (
        handout(small_site, "--lang", "ar"),
        handout(small_site, "leter", "--lang", "ar"),
    )
    assert "There are: booklet, exam, letter, questions-duty, " in missing.stderr
    assert 'there is no sheet "leter". did you mean "letter"?' in wrong.stderr
    assert (missing.returncode, wrong.returncode) == (2, 2)


def test_the_name_says_what_a_sheet_is(built):
    """The subject, the languages, whether it is large, and the day of its facts."""
    handouts = Handouts(built)
    sheet = handouts.sheets["letter-fine"]
    name = Wanted(sheet, ("nl", "ar"), is_large=True).file(handouts.site)
    assert re.fullmatch(r"letter-fine-nl-ar-large-20\d\d-\d\d-\d\d\.pdf", name)


def said_on(handouts: Handouts, name: str, *codes: str) -> list[str]:
    """Return the words of each cell of a sheet."""
    editions = tuple(handouts.edition(code) for code in codes)
    data, _ = data_of(Print(handouts.sheets[name], editions))
    return ["".join(run["words"] for run in cell["runs"]) for cell in cells(data)]


def test_a_sheet_says_what_a_reader_must_know_before_the_rest(handouts: Handouts):
    """For which version of the law a part is, where it is not for all, and what is in doubt."""
    t, regimes = handouts.site.interface, handouts.site["regimes"]
    code = handouts.project.language
    for name, sheet in handouts.sheets.items():
        said = said_on(handouts, name, code)
        for ident, _, _ in sheet.shows:
            record = handouts.site.find(ident)
            some = getattr(record, "regimes", ())
            if some and len(some) < len(regimes):
                titles = ", ".join(regimes[each].title for each in some)
                assert f"{t['applies_to']}: {titles}" in said, (name, ident)
            if record.certainty != "settled":
                assert t[f"certainty_{record.certainty}"] in said, (name, ident)


def test_a_sheet_says_that_a_computer_translated_it(handouts: Handouts):
    """Also where the reader's language is the one it was written in, and the other was translated."""
    said = handouts.site.interface["machine_translated"]
    name = next(iter(handouts.sheets))
    code = handouts.project.language
    assert said not in said_on(handouts, name, code)
    assert said in said_on(handouts, name, "ar", code)


def test_a_part_of_a_body_is_the_same_one_in_each_language(built):
    """Sections are counted as they were written."""
    handouts = Handouts(built)
    sheet = handouts.sheets["helping"]
    for code in built.locales:
        body = handouts.edition(code).site.find(sheet.first).body
        said = "".join(said_on(handouts, "helping", code))
        numbers = section_of(handouts.site.find(sheet.first).body)
        for block, number in zip(body, numbers, strict=True):
            for text in (*(block.list_ or ()), *(block.steps or ())):
                line = handouts.edition(code).plain(text.splitlines()[0])
                assert (bare(line) in bare(said)) == (number in sheet.shows[0][2]), line


def built_pages(root: Path, *codes: str, day: date = SMALL_DAY, has_handouts: bool = True) -> Path:
    """Build languages of a copy of the small site."""
    site = root / "site"
    publish(Job(read_project(root, day), codes, 1, site, has_handouts=has_handouts))
    return site


@pytest.fixture(scope="session")
def with_sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small site, two languages of which are built with their sheets, to look at."""
    root = copy_small_site(tmp_path_factory.mktemp("with_sheets") / "root")
    built_pages(root, "de", "ar")
    return root


@pytest.fixture
def with_own_sheets(with_sheets: Path, tmp_path: Path) -> Path:
    """Return a copy of that, to change."""
    return shutil.copytree(with_sheets, tmp_path / "root", symlinks=True)


LINK = re.compile(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


def links_in(page: Path) -> dict[str, str]:
    """Return the words of each link of a page by where it leads."""
    return dict(LINK.findall(page.read_text(encoding="utf-8")))


def pdfs_in(page: Path) -> dict[str, str]:
    """Return the links of a page to sheets."""
    return {href: words for href, words in links_in(page).items() if href.endswith(".pdf")}


def test_a_page_leads_to_its_pdf_with_its_size(with_sheets):
    """Beside the language of letters, as large as it is; in that language alone. So does the page with both."""
    site = with_sheets / "site"
    letter = Path("documents") / "letter.html"
    pages = [site / "de" / letter, site / "ar" / letter, site / "ar" / "beside" / letter]
    german, arabic, beside = (pdfs_in(page) for page in pages)
    assert [*german] == ["../handouts/letter-de-2031-02-14.pdf"]
    assert [*arabic] == ["../handouts/letter-de-ar-2031-02-14.pdf"]
    assert beside.keys() == {f"../{href}" for href in arabic}
    for href, words in (german | arabic).items():
        (path,) = site.glob(f"*/{href.removeprefix('../')}")
        assert str(math.ceil(path.stat().st_size / 1000)) in re.findall(r"\d+", words)


def test_each_record_has_a_pdf_with_two_languages(with_sheets):
    """Called like the record; beside it the page names the sheet that shows a part. Alone it is its page, printed."""
    site = with_sheets / "site"
    for page in site.glob("ar/beside/*/*.html"):
        below = page.relative_to(site / "ar" / "beside")
        (href,) = pdfs_in(site / "ar" / below)
        assert (site / "ar" / below).parent.joinpath(href).is_file()
        name = f"{below.parent}-{below.stem}"
        assert re.match(rf"\.\./handouts/({name}|{below.stem})-de-ar-", href)
    duty = "duties/pass-exam.html"
    assert "../sheets/exam.html" in links_in(site / "ar" / duty)
    assert not pdfs_in(site / "de" / duty)
    assert "../sheets/exam.html" in links_in(site / "de" / duty)


def test_all_of_a_record_stands_on_its_pdf(handouts: Handouts):
    """Row by row in two languages, and its code leads to its page."""
    official = handouts.site.jurisdiction.official_language
    editions = tuple(handouts.edition(code) for code in (official, "ar"))
    for ident, sheet in handouts.wholes.items():
        data, _ = data_of_whole(Print(sheet, editions))
        assert data["address"].endswith(f"ar/{uri_of(ident)}")
        said = ["".join(run["words"] for run in cell["runs"]) for cell in cells(data)]
        summary = summary_of(handouts.edition("ar").site, ident)
        for line in summary.splitlines():
            assert bare(handouts.edition("ar").plain(line)) in bare("".join(said)), ident


def test_a_pdf_is_packed(handouts: Handouts):
    """What Typst leaves as it is, the tags, is a third of a sheet: no phone should load that."""
    made, _ = handouts.make(some(handouts, "ar"))
    assert b"/ObjStm" in made
    assert b"/StructElem" not in made
    assert len(made) < 80_000


def test_a_page_without_sheets_leads_to_none(with_own_sheets):
    """A build without them says nothing of files that are not there, and one with them afterwards does."""
    page = Path("ar") / "documents" / "letter.html"
    site = with_own_sheets / "site"
    assert pdfs_in(site / page)
    built_pages(with_own_sheets, "de", "ar", has_handouts=False)
    assert not pdfs_in(site / page)
    assert not [each for each in site.rglob("*.html") if pdfs_in(each)]
    assert pdfs_in(built_pages(with_own_sheets, "de", "ar") / page)


def test_a_page_lists_all_sheets(with_sheets):
    """Each with its files, which are there, and the same list in every language."""
    site = with_sheets / "site"
    for code in ("de", "ar"):
        listed = links_in(site / code / "sheets.html")
        there = {f"handouts/{path.name}" for path in (site / code / "handouts").iterdir()}
        wholes = {f"handouts/{name}-de-ar-2031-02-14.pdf" for name in WHOLES}
        assert there - wholes == {*pdfs_in(site / code / "sheets.html")}
        assert {"sheets/exam.html", "sheets/letter.html"} <= listed.keys()
        assert {"../de/sheets.html", "../ar/sheets.html"} <= listed.keys()
        assert "sheets.html" in links_in(site / code / "index.html")


def version_in(site: Path, code: str, name: str) -> str:
    """Return what the page of a sheet says that its paper must end with."""
    html = (site / code / "sheets" / f"{name}.html").read_text(encoding="utf-8")
    (version,) = re.findall(r'mn-still-true" id="([0-9a-f]{8})"', html)
    return version


def test_the_page_of_a_sheet_knows_the_paper_that_still_says_the_same(with_own_sheets):
    """Another text makes another version; a later look at the sources does not, nor does an address."""
    site = with_own_sheets / "site"
    first = {code: version_in(site, code, "letter") for code in ("de", "ar")}
    exam = {code: version_in(site, code, "exam") for code in first}
    handouts = Handouts(read_project(with_own_sheets, SMALL_DAY, "https://example.org/"))
    for codes in (("de",), ("ar",), ("de", "ar")):
        pdf = reader(handouts.make(Wanted(handouts.sheets["letter"], codes))[0])
        heard = bare("".join(each.words for each in spoken(pdf)))
        assert f"{codes[-1]}/sheets/letter.html#{first[codes[-1]]}" in heard

    letter = with_own_sheets / "content" / "documents" / "letter.yml"
    text = letter.read_text(encoding="utf-8")
    letter.write_text(text.replace("checked: 2031-02-14", "checked: 2031-03-15"), encoding="utf-8")
    again = built_pages(with_own_sheets, "de", "ar")
    assert {code: version_in(again, code, "letter") for code in first} == first

    letter.write_text(text.replace("official: ", "official: X"), encoding="utf-8")
    changed = built_pages(with_own_sheets, "de", "ar")
    for code, version in first.items():
        assert version_in(changed, code, "letter") != version
        assert version_in(changed, code, "exam") == exam[code]


def test_a_phone_sees_whether_an_old_paper_is_right(with_sheets, browser):
    """Without a script: the version of today says that it is right, any other one that it changed."""
    site = with_sheets / "site"
    address = (site / "ar" / "sheets" / "letter.html").as_uri()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for ending, is_right in ((version_in(site, "ar", "letter"), True), ("0a1b2c3d", False)):
        page.goto("about:blank")
        page.goto(f"{address}#{ending}")
        assert page.locator(".mn-still-true").is_visible() == is_right
        assert page.locator(".mn-changed").is_visible() != is_right
    context.close()


def test_an_old_paper_can_be_compared_with_what_holds_today(built):
    """Who comes with another ending sees each number of the sheet as it is; who has the right paper needs none."""
    edition = built.edition("ar")
    for name, sheet in sheets_of(built.loaded.site).items():
        html = draw(edition, sheet.uri, built)[0].decode()
        compared = re.findall('mn-changed">(.*?)</div>', html, re.DOTALL)[0]
        for each in version_of(sheet, edition)[1]:
            assert edition.parameter(each) in unescape(compared), (name, each)


def test_a_site_without_fonts_for_sheets_is_built_all_the_same(tmp_path):
    """In one line the package is named; who asks for sheets and nothing less gets an error."""
    root = copy_small_site(tmp_path / "root", own_overrides=True)
    fonts = {"package": "fonts-of-nowhere", "families": {"LATIN": "Nowhere"}}
    (root / "overrides" / "paper" / "fonts.yml").write_text(yaml.safe_dump(fonts), encoding="utf-8")
    built = run("mionido", "build", "--handouts-if-fonts", cwd=root, epoch=SMALL_EPOCH)
    assert built.returncode == 0, built.stderr
    assert re.search(
        r"^No sheets .* fonts Nowhere .* fonts-of-nowhere$", built.stderr, re.MULTILINE
    )
    assert not list((root / "site").rglob("*.pdf"))
    asked = run("mionido", "build", "--handouts", cwd=root, epoch=SMALL_EPOCH)
    assert asked.returncode == 1


ROW = re.compile(
    r'<(?:h1|h2|h3|div) class="mn-pair[^>]*><span lang="(\w+)" dir="(\w+)">(.*?)</span>'
    r'<span lang="(\w+)" dir="(\w+)">(.*?)</span></'
)


def test_a_page_shows_the_source_beside_a_language(with_sheets):
    """Each record as rows of the same sentence in both, found from its page; nothing of it is for search engines."""
    site = with_sheets / "site"
    page = site / "ar" / "beside" / "documents" / "letter.html"
    html = page.read_text(encoding="utf-8")
    rows = ROW.findall(html)
    assert len(rows) == html.count('class="mn-pair')
    assert {(row[0], row[1]) for row in rows} == {("de", "ltr")}
    assert ("ar", "rtl") in {(row[3], row[4]) for row in rows}
    project = read_project(with_sheets, SMALL_DAY)
    written = project.written
    assert rows[0][2] == written.plain(written.site["documents"]["letter"].title)
    assert 'name="robots" content="noindex"' in html
    assert "../beside/documents/letter.html" in links_in(site / "ar" / "documents" / "letter.html")
    assert "../../documents/letter.html" in links_in(page)
    assert "../../../de/documents/letter.html" in links_in(page)
    assert [each for each, _ in addresses(project, BELOW_A_PATH) if "beside/" in each] == []
    assert "ar/beside/documents/letter.html" in manifest_in(site).files
    assert not (site / "de" / "beside").exists()
    for each in site.glob("*/**/*.html"):
        for href in links_in(each):
            if "beside/" in href:
                assert (each.parent / href).is_file(), (each, href)


def test_a_page_beside_comes_and_goes_with_the_sheets(with_own_sheets):
    """A build without sheets leads to none, and has none; a change in the source changes it."""
    page = Path("ar") / "documents" / "letter.html"
    site = with_own_sheets / "site"
    before = (site / "ar" / "beside" / "documents" / "letter.html").read_text(encoding="utf-8")
    letter = with_own_sheets / "content" / "documents" / "letter.yml"
    text = letter.read_text(encoding="utf-8")
    letter.write_text(text.replace("official: ", "official: X"), encoding="utf-8")
    built_pages(with_own_sheets, "de", "ar")
    after = (site / "ar" / "beside" / "documents" / "letter.html").read_text(encoding="utf-8")
    assert after != before
    built_pages(with_own_sheets, "de", "ar", has_handouts=False)
    assert not (site / "ar" / "beside").exists()
    assert not [href for href in links_in(site / page) if "beside" in href]


def test_both_languages_stand_beside_each_other_where_there_is_room(with_sheets, browser):
    """On a phone one below the other, with nothing to scroll sideways for; the source on the left otherwise."""
    site = with_sheets / "site"
    address = (site / "ar" / "beside" / "documents" / "letter.html").as_uri()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for width, is_wide in ((360, False), (1000, True)):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(address)
        cells = page.locator(".mn-pair").nth(3).locator("> span")
        source, own = (cells.nth(at).bounding_box() for at in (0, 1))
        assert (source["x"] + source["width"] <= own["x"]) == is_wide
        assert (source["y"] + source["height"] <= own["y"]) != is_wide
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


# Two and two that no sheet shows both: what one of them changes, the other hides nothing of.
EDITS = [
    ("documents/letter.yml", "official: ", "official: X"),
    ("handouts/exam.yml", "title: ", "title: Y"),
    ("handouts/letters.yml", ", from]", "]"),
    ("duties/pass-exam.yml", "title: ", "title: Z"),
]


def test_a_build_on_top_of_another_has_the_same_sheets_and_links_as_a_clean_one(with_own_sheets):
    """Pages say how large a sheet is: another sheet makes other pages, and nothing else does."""
    for edits in (EDITS[:2], EDITS[2:]):
        for name, old, new in edits:
            path = with_own_sheets / "content" / name
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        on_top = manifest_in(built_pages(with_own_sheets, "de", "ar"))
        project, clean = read_project(with_own_sheets, SMALL_DAY), with_own_sheets / "clean"
        publish(Job(project, ["de", "ar"], 1, clean, has_handouts=True))
        assert on_top == manifest_in(clean), edits
        shutil.rmtree(clean)
        (with_own_sheets / ".clean.memory").unlink()
