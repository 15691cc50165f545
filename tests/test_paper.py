"""What comes out of a printer: each kind of page as a PDF that a real Chromium prints, read letter by letter."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import pypdfium2
import pytest
from playwright.sync_api import Page

from conftest import REAL_DAY
from test_browser import KINDS, REFUGEE, answer_all, begin

LANGUAGES = ("nl", "ar", "ti")
# In points: what site.css leaves white around the text, and how far the foot of a letter may reach into it.
WIDTH, HEIGHT, MARGIN, FOOT = 595.92, 842.88, 14 / 25.4 * 72, 1.5


@dataclass(frozen=True)
class Paper:
    """What is on the sheets, and what the browser says it printed. A box is left, bottom, right, top."""

    sheets: int
    words: str
    boxes: list[tuple[float, float, float, float]]
    shown: str


def printed(page: Page) -> Paper:
    """Print what is on the screen on A4."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    texts = [sheet.get_textpage() for sheet in document]
    boxes = [text.get_charbox(number) for text in texts for number in range(text.count_chars())]
    page.emulate_media(media="print")
    shown = page.evaluate("document.body.innerText")
    page.emulate_media(media="null")
    words = "\n".join(text.get_text_range() for text in texts)
    return Paper(len(texts), words, [box for box in boxes if box[2] > box[0]], shown)


def letters(text: str) -> Counter[str]:
    """Return how often each letter stands in a text.

    A PDF has no spaces: what reads it guesses them. It holds Arabic as drawn, some of it from the left. So words and
    their order do not compare, nor do digits, because they also number lists.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    return Counter(each for each in plain if unicodedata.category(each).startswith("L"))


def assert_nothing_is_cut_off(paper: Paper) -> None:
    """Every letter of the page lies inside the margins, the text is as wide as the sheet, and none is missing."""
    left, bottom = min(box[0] for box in paper.boxes), min(box[1] for box in paper.boxes)
    right, top = max(box[2] for box in paper.boxes), max(box[3] for box in paper.boxes)
    assert left >= MARGIN - FOOT
    assert right <= WIDTH - MARGIN + FOOT
    assert bottom >= MARGIN - FOOT
    assert top <= HEIGHT - MARGIN + FOOT
    assert right - left >= 0.85 * (WIDTH - 2 * MARGIN)
    assert letters(paper.shown) - letters(paper.words) == Counter()
    # What reads a PDF takes some joined letters of Arabic for two.
    assert (letters(paper.words) - letters(paper.shown)).total() <= 4


def assert_it_says_what_it_is(paper: Paper, built, language: str, address: str) -> None:
    """Who made it, that it decides nothing, when it was checked, whether a computer translated it, and where it is."""
    t = built.edition(language).site.interface
    names = ["who_made_this", "not_the_government", "not_legal_advice"]
    names += ["machine_translated"] if language != "nl" else []
    shown = " ".join(paper.shown.split())
    for name in names:
        said = t[name].replace("{what}", built.loaded.site.about.publisher)
        assert " ".join(said.split()) in shown
    assert re.search(
        re.escape(t["checked_on"]).replace(r"\{date\}", r"\d{1,2} \S+( \(.+?\))? 20\d\d"), shown
    )
    assert shown.startswith(built.loaded.site.about.name), (
        "the name of the site stands above the page"
    )
    assert (
        f"{built.loaded.site.about.name}: {built.loaded.site.about.repository} {address}" in shown
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_whole_on_paper(phone: Page, built, kind: str, language: str):
    """In both directions, and with what a reader needs to trust it or not."""
    phone.goto(f"/{language}/{KINDS[kind]}")
    paper = printed(phone)

    assert_nothing_is_cut_off(paper)
    assert_it_says_what_it_is(paper, built, language, f"{language}/{KINDS[kind]}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_is_whole_on_two_sheets(phone: Page, built, language: str):
    """The answer about one outcome, with its reason and dates, the day, and the warning that it decides nothing."""
    phone.goto(f"/{language}/checker.html")
    begin(phone, "deadline")
    answer_all(phone, REFUGEE)
    paper = printed(phone)

    edition, shown = built.edition(language), " ".join(paper.shown.split())
    assert paper.sheets <= 2
    assert_nothing_is_cut_off(paper)
    assert_it_says_what_it_is(paper, built, language, f"{language}/checker.html")
    assert edition.plain(edition.site.checker.always) in shown
    assert edition.day(REAL_DAY) in shown
    assert "15 juni 2028" in shown


def test_what_is_folded_on_a_screen_is_open_on_paper(phone: Page):
    """The legend of a drawing cannot be tapped on a sheet."""
    phone.goto("/nl/checker/outcomes/must-integrate.html")
    legend = phone.locator(".mn-picture details:not([open])")
    folded, whole = legend.text_content(), printed(phone).words
    legend.evaluate("each => each.remove()")

    assert letters(whole) - letters(printed(phone).words) == letters(folded)
