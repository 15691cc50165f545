"""Sheets to print: what stands on them, in which order and direction, as paper and as a program reads it."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import yaml
import zxingcpp

from conftest import ROOT, SMALL_DAY, SMALL_EPOCH, run
from mionido.paper.press import Press
from mionido.paper.sheet import Print, data_of
from mionido.problems import ExpectedError, ProblemsError
from mionido.project import Project, read, read_project
from mionido.publish.handouts import Handouts, Wanted
from mionido.publish.manifest import manifest_in, sha256
from mionido.publish.publish import Job, publish
from pdf import LABEL, Spoken, bare, reader, spoken

TAGS = {"/H1", "/H2", "/Figure"}
# Sheets with all that can stand on one: steps, warnings, numbers to call, words of letters, places of the law.
READ = {"letter-fine", "danger", "who-helps", "object", "letter", "exam"}
A4 = (595.28, 841.89)


def pairs(project: Project) -> list[tuple[str, ...]]:
    """Return each language alone, and beside the language of letters."""
    official = project.loaded.site.jurisdiction.official_language
    alone = [(code,) for code in project.locales]
    return alone + [(official, code) for code in project.locales if code != official]


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
    for codes in pairs(handouts.project):
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
MARKED = re.compile(r"[^\W\d_]+\p".replace(r"\p", "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]") + r"[\w\u064b-\u065f]*")


def pattern_of(cell: dict) -> re.Pattern[str]:
    """Return what is heard of a cell: its letters in their order, of a word with marks only that they are its letters."""
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
