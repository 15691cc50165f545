"""Somebody with a letter finds it by a word on it, sees it drawn, and reads its last day first."""

import gzip
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import LANGUAGES, ROOT
from mionido.checker.script import joined_modules
from mionido.model.topics import Document, Door
from mionido.project import Project
from mionido.publish.outputs import small

DOOR = "i-got-a-letter"
SCRIPT = ROOT / "overrides" / "components" / "find" / "script.js"


def test_a_letter_says_what_it_means_in_three_sentences(built: Project):
    """The rest stands below what to do."""
    letters = built.written.site[Document]

    assert {
        name for name, letter in letters.items() if len(letter.meaning.split("\n")) > 3
    } == set()


def test_every_letter_is_behind_the_door_once_and_below_its_senders(built: Project):
    """Papers to keep stand together, whoever gives them."""
    site = built.written.site
    shown = [each.removeprefix("documents/") for each in _shown(site[Door][DOOR])]
    assert {name: count for name, count in Counter(shown).items() if count > 1} == {}
    assert set(shown) == set(site[Document])

    senders = []
    for section in site[Door][DOOR].sections:
        letters = [site[Document][each.removeprefix("documents/")] for each in _letters(section)]
        sent = [each for each in letters if each.form == "letter"]
        assert len(sent) in (0, len(letters)), section.title
        senders += {letter.from_ for letter in sent}
        assert len({letter.from_ for letter in sent}) <= 1, section.title
    assert len(senders) == len(set(senders))


def _letters(section) -> list[str]:
    return [each for each in section.shows if each.startswith("documents/")]


def _shown(door: Door) -> list[str]:
    return [each for section in door.sections for each in _letters(section)]


def door(phone: Page, language: str) -> Page:
    """Open the page of all letters."""
    phone.goto(f"/{language}/doors/{DOOR}.html")
    return phone


def found(phone: Page, typed: str) -> list[str]:
    """Type into the field; return the letters that are still there."""
    phone.locator(".mn-find input").fill(typed)
    links = phone.locator("[data-find]:visible a").all()
    return [Path(link.get_attribute("href")).stem for link in links]


# What somebody types, in a language, and a letter that must be found by it; the first is the only one.
TYPED = [
    ("nl", "dwangbevel", ["letter-writ"]),
    ("nl", "  DwangBEVEL. ", ["letter-writ"]),
    ("nl", "ontheffing besluit", ["letter-dispensation"]),
    ("nl", "beschikking ind", ["letter-ind-decision", "letter-permit-withdrawn"]),
    ("nl", "Voornemen", ["letter-intended-fine", "letter-withdrawal"]),
    ("nl", "kénnisgeving", ["letter-duty"]),
    ("en", "KENNISGEVING", ["letter-duty"]),
    ("ar", "dwangbevel", ["letter-writ"]),
    ("ar", "فاتوره", ["letter-bill"]),
    ("ar", "غَرامة", ["letter-fine", "letter-intended-fine", "letter-new-term"]),
    ("ti", "verblijfsdocument", ["residence-card"]),
]


@pytest.mark.parametrize(("language", "typed", "letters"), TYPED)
def test_a_letter_is_found_by_a_word_on_it(
    phone: Page, language: str, typed: str, letters: list[str]
):
    """Whatever its case, marks and signs; also by words in the language of the reader."""
    door(phone, language)

    assert found(phone, typed) == letters
    expect(phone.locator("[data-count]")).to_have_text(str(len(letters)))
    expect(phone.locator("[role=status] [data-found]")).to_be_visible()
    groups = phone.locator(".mn-group:visible h2")
    assert groups.count() < phone.locator(".mn-group h2").count()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_letters_are_on_four_screens(phone: Page, language: str):
    """Who cannot type looks through them."""
    height = door(phone, language).evaluate("document.documentElement.scrollHeight")

    assert height <= 4 * 740


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_nothing_found_says_whom_to_ask(phone: Page, language: str):
    """And what is typed can be wiped: then all letters are there again."""
    everything = door(phone, language).locator("[data-find]").count()
    expect(phone.locator("[data-found], [data-nothing]").first).to_be_hidden()

    assert found(phone, "xyzzy") == []
    nothing = phone.locator("[role=status] [data-nothing]")
    expect(nothing).to_be_visible()
    assert nothing.locator("a[href*='organisations/']").count() >= 1
    expect(phone.locator(".mn-group:visible")).to_have_count(1)  # what to do who does not agree
    assert len(found(phone, "")) == everything
    expect(nothing).to_be_hidden()
    expect(phone.locator("[data-found]")).to_be_hidden()


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_without_javascript_all_letters_are_there_and_no_field(plain_phone: Page, language: str):
    """And no gap where the field would be."""
    door(plain_phone, language)

    assert plain_phone.locator("input").count() == 0
    assert plain_phone.locator(".mn-find").bounding_box()["height"] == 0
    letters = plain_phone.locator("[data-find]")
    assert letters.count() == plain_phone.locator("[data-find]:visible").count() >= 20


def test_the_field_moves_nothing(phone: Page):
    """Its place is kept, so that nobody taps on what slips away."""
    door(phone, "nl")
    high = phone.locator(".mn-find").bounding_box()["height"]
    kept = phone.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.mn-find')).minHeight)"
    )

    assert high == pytest.approx(kept, abs=1)


def test_the_way_to_a_sender_leads_to_its_letters(phone: Page):
    """Each stands at the top."""
    door(phone, "nl")
    jumps = phone.locator(".mn-jumps a:not(.mn-button)")
    assert jumps.count() == phone.locator(".mn-group").count()
    for jump in jumps.all():
        assert jump.bounding_box()["height"] >= 44
        expect(phone.locator(jump.get_attribute("href"))).to_have_text(jump.inner_text())
    jumps.nth(2).click()

    expect(phone.locator("#from-3")).to_be_in_viewport()


def test_the_script_is_small():
    """As it is sent."""
    assert len(gzip.compress(small(joined_modules(SCRIPT)).encode())) < 1024


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_letter_is_drawn_from_left_to_right(phone: Page, language: str):
    """Who sends it at the left, the date at the right, its words marked, in every language; labels are the reader's."""
    phone.goto(f"/{language}/documents/letter-duty.html")
    sheet = phone.locator(".mn-letter__sheet")
    sender, day, number = sheet.locator(".mn-letter__mark").all()

    assert sender.bounding_box()["x"] < day.bounding_box()["x"]
    words = sheet.locator("mark bdi[lang=nl][dir=ltr]")
    expect(words).to_have_text("Kennisgeving inburgeringsplicht")
    assert words.bounding_box()["y"] > sender.bounding_box()["y"]
    expect(sender.locator("strong bdi[lang=nl]")).to_have_text("DUO")
    assert number.inner_text().strip()
    expect(phone.locator(".mn-letter figcaption")).to_be_visible()


def test_a_drawn_letter_can_be_seen_on_paper_without_colours(phone: Page):
    """Printers leave backgrounds out: what marks the words is a line."""
    phone.goto("/nl/documents/letter-fine.html")
    phone.emulate_media(media="print")
    mark = phone.locator(".mn-letter mark")

    line = mark.evaluate("each => getComputedStyle(each).borderBlockEndWidth")
    assert float(line.removesuffix("px")) >= 2
    for bars in (".mn-letter__mark--empty", ".mn-letter__sheet"):
        style = phone.locator(bars).first.evaluate(
            "each => getComputedStyle(each, '::after').borderTopWidth"
        )
        assert float(style.removesuffix("px")) >= 3
