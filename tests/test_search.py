"""What people type, in their language and script or in the words of a letter, leads to the page they mean."""

import gzip
import json
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from conftest import LANGUAGES, ROOT, cheap_phone, one_files
from mionido.checker.script import joined_modules, small

QUERIES = yaml.safe_load((ROOT / "tests" / "queries.yml").read_text(encoding="utf-8"))
FEWEST_RIGHT = 0.95
MOST_BYTES = 45_000  # compressed: what the page of the search loads and others do not
SCRIPT = ROOT / "overrides" / "components" / "search" / "script.js"
# What is typed -> the addresses of the first three pages, as a tap would open them.
FIRST = """typed => {
    const input = document.querySelector(".mn-search input");
    input.value = typed;
    input.dispatchEvent(new Event("input"));
    return [...document.querySelectorAll("[data-pages] a")].slice(0, 3).map((each) => each.getAttribute("href"));
}"""
# A site of one page -> whether what is typed finds it.
FINDS = """([title, typed]) => {
    document.body.innerHTML = '<div data-module="search"><template><input><p data-count></p><p data-found></p>'
        + '<p data-nothing></p><ol data-pages></ol></template><template data-page><li><a><i data-kind></i>'
        + '<i data-official></i><i data-title></i><i data-line></i></a></li></template></div>';
    showPages({ kinds: [""], pages: [["a.html", "", title, 0, "", ""]] });
    document.querySelector("input").value = typed;
    document.querySelector("input").dispatchEvent(new Event("input"));
    return document.querySelectorAll("[data-pages] a").length === 1;
}"""


def address(page: str) -> str:
    """Return the address of a page as queries.yml names it."""
    name, _, anchor = page.partition("#")
    return f"{name}.html#{anchor}" if anchor else f"{name}.html"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_page_is_among_the_first_three(phone: Page, language: str):
    """For at least 60 queries as people type them; nothing of them is sent or stands in the address."""
    phone.goto(f"/{language}/search.html", wait_until="networkidle")
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url))
    typed = [
        (each.get("all") or each[language], [*map(address, each["finds"])]) for each in QUERIES
    ]

    found = [(words, phone.evaluate(FIRST, words), right) for words, right in typed]
    wrong = [(words, first) for words, first, right in found if not {*first} & {*right}]

    assert len(typed) >= 60
    assert len(wrong) <= len(typed) * (1 - FEWEST_RIGHT), wrong
    assert sent == []
    assert phone.url.endswith(f"/{language}/search.html")
    assert phone.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize(
    ("title", "typed", "found"),
    [
        ("İkamet izni kaybı", "ikamet kaybi", True),  # Turkish: i with and without a dot
        ("Sınav ve iş", "SINAV İŞ", True),
        ("گواهی‌نامهٔ زبان", "گواهي نامه", True),  # Persian: letters of an Arabic keyboard, no joiner
        ("Ogolaanshaha deggenaanshaha", "degenaanshaha", True),  # Somali: one letter less
        ("Обов’язок інтеграції", "обовʼязок интеграції", True),  # Ukrainian: another apostrophe
        ("الغرامة", "غرامه", True),
        ("إعفاء", "اعفاء", True),
        ("غرامة", "غـــرامة", True),
        ("قَرار", "قرار", True),
        ("ሥራሕ ፀሓይ", "ስራሕ ጸሓይ", True),  # letters of Ge'ez that sound the same
        ("inburgeringsexamen", "examen", True),
        ("examen", "exmaen", True),  # two letters changed places
        ("boete", "bote", False),  # four letters: too short for a mistake
        ("lening", "examen", False),
    ],
)
def test_words_are_found_however_they_are_written(
    calculator: Page, title: str, typed: str, found: bool
):
    """In any script: without marks, with the letters of another keyboard, with one mistake in a longer word."""
    calculator.evaluate(small(joined_modules(SCRIPT)))

    assert calculator.evaluate(FINDS, [title, typed]) is found


def test_a_result_names_what_it_is_and_marks_other_languages(phone: Page):
    """The words of the letter stand first, as Dutch; then what that is in the reader's language."""
    phone.goto("/ar/search.html")
    phone.get_by_role("searchbox").fill("boete")
    first = phone.locator("[data-pages] li").first

    assert first.locator("bdi[lang=nl][dir=ltr]").inner_text()
    assert phone.locator("[data-pages] [data-title]").first.get_attribute("dir") == "auto"
    expect(phone.locator("[data-found]")).to_be_visible()
    phone.get_by_role("searchbox").fill("qqqqqq")
    expect(phone.locator("[data-nothing]")).to_be_visible()
    expect(phone.locator("[data-found]")).to_be_hidden()


def test_without_a_script_there_are_lists(browser: Browser, site_url: str):
    """The words by letter, and every list of pages; no field that does nothing."""
    with cheap_phone(browser, site_url, scripts=False) as page:
        page.goto("/ti/search.html")
        links = page.locator("main li a").evaluate_all(
            "all => all.map((each) => each.getAttribute('href'))"
        )
        assert page.locator("main input").count() == 0
    assert "words.html" in links
    assert "documents/index.html" in links


def test_search_leaves_every_page_one_tap_away(built_site: Path):
    """Each page of each language leads to it, and only its own page loads what it needs. One file has no other."""
    for path in {*built_site.glob("*/**/*.html")} - one_files(built_site):
        html = path.read_text(encoding="utf-8")
        up = "../" * (len(path.relative_to(built_site).parts) - 2)
        assert f'class="mn-to-search" href="{up}search.html"' in html, path
        assert ("search-words.js" in html) == (path.name == "search.html"), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_search_loads_stays_light(built_site: Path, language: str):
    """The script and what pages are found by, together; every page that is found is there."""
    [script] = [path.read_bytes() for path in (built_site / "assets").glob("search.*.js")]
    words = (built_site / language / "search-words.js").read_bytes()
    data = json.loads(words.decode().removeprefix("showPages(").removesuffix(");\n"))

    assert len(gzip.compress(script)) + len(gzip.compress(words)) <= MOST_BYTES
    missing = [
        uri
        for uri, *_ in data["pages"]
        if not (built_site / language / uri.partition("#")[0]).is_file()
    ]
    assert missing == []
