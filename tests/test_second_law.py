"""A second law, in another language and with another currency, comes out right from content alone."""

import functools
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from conftest import ROOT, SMALL_SITE, QuietServer, serving, violations
from mionido.model.site import KINDS

TEXT = {".html", ".json", ".js", ".css", ".svg", ".xml", ""}
# What would come from the first law, or from its country: name -> what no file of the small site holds.
FOREIGN = {
    "its country": r"Nederland|Netherlands|هولندا|هولندي",
    "its texts of the law": r"inburger|BWBR|\bDUO\b",
    "its file names": r"wi20[12][13]|\bnl/",
    "its language": r'lang="?nl\b|locale": ?"nl"|dutch',
    "its currency": r"EUR|€",
    "its name": r"Mio ?Nido|mio-nido",
    "its months": r"\b(januari|februari|maart|augustus)\b",
}
# What its own country has instead: file of the site -> text.
OWN = {
    "de/amounts.html": r"120\sCHF",
    "de/checker/proof.html": r"§ <bdi>7</bdi>",
    "de/instruments/example-act.html": r"1\. Januar 2031",  # German has a stop after the day
    "ar/duties/pass-exam.html": r'<bdi lang="de" dir="ltr">Prüfung</bdi>',
}
# Words of the interface that are the same in Dutch and in German or English.
SAME = {"Alles", "Begin", "Beginnen", "Contact", "Ja", "Menu", "Post", "Recht", "Stop", "Website"}
# One page of most kinds, with which the tool axe looks for what keeps people out.
LOOKED_AT = (
    "index.html",
    "duties/pay-fee.html",
    "guides/does-it-work.html",
    "checker.html",
    "checker/proof.html",
)


class Words(HTMLParser):
    """Collects what a reader sees or hears of a page: its texts, and the attributes that are read aloud."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what a screen reader says of a tag."""
        spoken = ("aria-label", "alt", "title", "content")
        self.found |= {value.strip() for name, value in attrs if name in spoken and value}

    def handle_data(self, data: str) -> None:
        """Remember a text; that of a script is data in JSON, or code."""
        self.found |= {line.strip() for line in data.split("\n")}


def files_of(site: Path) -> dict[str, str]:
    """Return what each file of a site that is text says."""
    files = (path for path in site.rglob("*") if path.is_file() and path.suffix in TEXT)
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in files}


def strings_in(value: object) -> set[str]:
    """Return every string of a value of JSON or YAML, line by line."""
    match value:
        case str():
            return {line.strip() for line in value.split("\n")}
        case dict():
            return strings_in(list(value.values()))
        case list():
            return {each for item in value for each in strings_in(item)}
    return set()


def interface_of(root: Path) -> set[str]:
    """Return every line of the interface of a law, as it is written."""
    return strings_in(
        yaml.safe_load((root / "content" / "interface.yml").read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize("what", FOREIGN)
def test_nothing_of_the_first_law_is_in_any_file(built_small_site, what):
    """No page, script, style or data file holds it."""
    found = {
        name: re.findall(FOREIGN[what], text)[:3]
        for name, text in files_of(built_small_site).items()
    }

    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("name", OWN)
def test_the_law_speaks_as_its_own_country_does(built_small_site, name):
    """Its money, its places in the law, its way to write a day, and the language of its letters."""
    assert re.search(OWN[name], files_of(built_small_site)[name])


def test_a_place_that_is_not_translated_is_marked_as_the_language_it_is_in(built_small_site):
    """A reader aloud must not say "sentence" as if it were Romani."""
    html = (built_small_site / "rmy" / "instruments" / "cantonal-act.html").read_text(
        encoding="utf-8"
    )

    assert (
        '<span lang="en" dir="ltr">section <bdi>3</bdi> <small class="mn-language">(English)</small></span> '
        '<span lang="en" dir="ltr">sentence <bdi>2</bdi> <small' in html
    )


def test_readers_with_two_calendars_are_told_which_one_is_meant(built_small_site):
    """A year of another calendar can be a year of ours: nothing else tells them apart."""
    told = "هەموو ڕۆژەکان بە ساڵی زایینین."
    pages = {name: html for name, html in files_of(built_small_site).items() if ".html" in name}
    checker = pages["ckb/checker.html"]

    assert {name for name, html in pages.items() if told in html} == {
        name for name, html in pages.items() if name.startswith("ckb/")
    }
    dates = checker.count('name="year"')
    assert dates
    assert checker.count(told) == dates + 1, "beside each field, and at the foot"
    assert files_of(built_small_site)["ckb/checker-result.js"].count(told) == 1, "below the days"


def test_a_phone_writes_a_day_as_letters_and_readers_do(browser: Browser, built_small_site):
    """German has a stop after the day, American English the month before it."""
    page = browser.new_page()
    with serving(functools.partial(QuietServer, directory=str(built_small_site))) as address:
        page.goto(f"{address}/en/checker.html")
        data = json.loads(page.locator("script[data-checker]").text_content())
    page.close()

    assert data["dates"]["day"] == "{month} {day}, {year}"
    assert data["official"]["day"] == "{day}. {month} {year}"
    assert data["official"]["month"] == "{month} {year}"
    assert data["official"]["months"][0] == "Januar"


def test_no_button_or_label_is_in_the_first_language(built_small_site):
    """No page shows, and no file of data holds, a text of the first law's interface."""
    foreign = interface_of(ROOT) - SAME
    assert len(foreign) > 150
    found = {}
    for name, text in files_of(built_small_site).items():
        shown = Words(text).found if name.endswith(".html") else set()
        shown |= strings_in(json.loads(text)) if name.endswith(".json") else set()
        if shown & foreign:
            found[name] = shown & foreign

    assert found == {}


def test_it_shares_nothing_with_the_first_law():
    """No link leads out of it, and no file of content is the same."""
    ours = {path.read_bytes() for path in (ROOT / "content").rglob("*.yml")}
    for folder in ("content", "translations", "cases"):
        for path in (SMALL_SITE / folder).rglob("*"):
            assert not path.is_symlink(), path
            assert path.is_dir() or path.read_bytes() not in ours, path


def test_it_has_one_of_each_kind(built_small):
    """It is the smallest complete site, from which another law begins."""
    site = built_small.loaded.site

    assert [kind for kind in KINDS if not site[kind]] == []
    assert (
        site.interface.keys()
        == yaml.load((ROOT / "content" / "interface.yml").read_bytes(), yaml.BaseLoader).keys()
    )


def test_laws_stand_side_by_side_and_one_after_another(built_small, built_small_site):
    """One act replaces another from a day on, and a third applies beside both of them."""
    old, new = (
        built_small.loaded.site["regimes"]["act-2021"],
        built_small.loaded.site["regimes"]["act-2031"],
    )
    beside = set(old.instruments) & set(new.instruments)

    assert (new.starts - old.ends).days == 1
    assert len(beside) == 1
    assert set(old.instruments) - beside
    assert set(new.instruments) - beside
    for regime in ("act-2021", "act-2031"):
        page = (built_small_site / "de" / "regimes" / f"{regime}.html").read_text(encoding="utf-8")
        assert all(f"instruments/{name}.html" in page for name in beside)


@pytest.mark.parametrize(
    ("language", "place"),
    [
        ("de", "§ 3 Satz 2 Bst. a"),
        ("en", "section 3 sentence 2 letter a"),
        ("ar", "القسم 3 الجملة 2 الحرف a"),
    ],
)
def test_a_place_in_the_law_is_called_as_its_lawyers_call_it(built_small_site, language, place):
    """It has sections and sentences, and no articles."""
    html = (built_small_site / language / "instruments" / "cantonal-act.html").read_text(
        encoding="utf-8"
    )

    assert place in re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_its_pages_fit_a_phone_and_are_accessible(
    browser: Browser, built_small_site, language, direction
):
    """No page is wider than 360 px, also with the long words of German; axe finds nothing on those of each kind."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    wrong = {}
    with serving(functools.partial(QuietServer, directory=str(built_small_site))) as address:
        for path in sorted((built_small_site / language).rglob("*.html")):
            uri = path.relative_to(built_small_site).as_posix()
            page.goto(f"{address}/{uri}")
            faults = (
                [] if page.evaluate("document.documentElement.scrollWidth") <= 360 else ["too wide"]
            )
            if page.locator("html").get_attribute("dir") != direction:
                faults.append("another direction")
            if uri.removeprefix(f"{language}/") in LOOKED_AT:
                faults += [rule for rule, _ in violations(page)]
            if faults:
                wrong[uri] = faults
    context.close()

    assert wrong == {}
