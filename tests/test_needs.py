"""What people come for is at most two taps from the home page, on the first screen of a small phone."""

import functools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from conftest import LANGUAGES, ROOT
from mionido.project import Project
from mionido.translate.localise import localise

MOST_TAPS = 2
SCREEN = 740
NEEDS = yaml.safe_load((ROOT / "tests" / "needs.yml").read_text(encoding="utf-8"))
MARKS = re.compile(r"\{[^}]*\}|\]\([^)\s]*\)|\[|\*\*|\n")
SHORTEST = 3  # letters; shorter pieces between marks, such as "(", say nothing of their own

# Returns which words are missing on the first screen: folded, below it or not there at all.
MISSING = """([words, screen]) => {
    const said = (element) => element.textContent.replace(/\\s+/g, " ");
    const all = [...document.querySelectorAll("main *")];
    const isFirst = (element) => {
        const { height, bottom } = element.getBoundingClientRect();
        return height > 0 && bottom <= screen;
    };
    const isSmallest = (element, word) => ![...element.children].some((child) => said(child).includes(word));
    const holds = (word) => (element) => said(element).includes(word) && isSmallest(element, word) && isFirst(element);
    return words.filter((word) => !all.some(holds(word)));
}"""


class Taps(HTMLParser):
    """The links of a page, and how many taps each takes: one, and one more for every fold around it."""

    def __init__(self) -> None:
        """Begin outside of all folds."""
        super().__init__()
        self.to: dict[str, int] = {}
        self.closed: list[bool] = []  # of the folds around what is read
        self.is_in_summary = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, or what folds those that follow."""
        given = dict(attrs)
        if tag == "details":
            self.closed.append("open" not in given)
        elif tag == "summary":
            self.is_in_summary = True
        elif tag == "a" and (href := given.get("href")):
            around = self.closed[:-1] if self.is_in_summary else self.closed
            taps = 1 + sum(around)
            self.to[href] = min(taps, self.to.get(href, taps))

    def handle_endtag(self, tag: str) -> None:
        """Leave a fold."""
        if tag == "details":
            self.closed.pop()
        elif tag == "summary":
            self.is_in_summary = False


@functools.cache
def taps_from(page: Path) -> dict[Path, int]:
    """Return the pages of the site that a page leads to, and the taps to each."""
    reader = Taps()
    reader.feed(page.read_text(encoding="utf-8"))
    found: dict[Path, int] = {}
    for href, taps in reader.to.items():
        path = href.partition("#")[0]
        if path.endswith(".html") and "://" not in path:
            to = (page.parent / path).resolve()
            found[to] = min(taps, found.get(to, taps))
    return found


def taps_between(home: Path, page: Path) -> int:
    """Return the fewest taps from one page to another, directly or by one in between."""
    first = taps_from(home)
    ways = [first[page]] if page in first else []
    for between, taps in first.items():
        if taps < MOST_TAPS and between.exists() and page in (then := taps_from(between)):
            ways.append(taps + then[page])
    return min(ways, default=MOST_TAPS + 1)


def words_of(texts: dict[str, str], shown: str) -> list[str]:
    """Return what must be read of a text: all between its marks; of a number, itself."""
    if ":" not in shown:
        return [shown]
    pieces = (" ".join(piece.split()) for piece in MARKS.split(texts[shown]))
    return [piece for piece in pieces if len(piece) >= SHORTEST]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_need_is_two_taps_away(built_site: Path, language: str):
    """Without a script; what is folded takes a tap more."""
    home = (built_site / language / "index.html").resolve()
    pages = {need: (home.parent / f"{NEEDS[need]['page']}.html").resolve() for need in NEEDS}

    taps = {need: taps_between(home, page) for need, page in pages.items()}
    assert {need: number for need, number in taps.items() if number > MOST_TAPS} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_to_a_need_is_on_the_first_screen(
    built: Project, plain_phone: Page, language: str
):
    """Each of its words, in every language, before one scrolls or opens anything."""
    site = localise(built.loaded.site, built.catalogs[language])
    texts = {f"{ident}:{'.'.join(map(str, key))}": text for ident, key, text in site.texts()}
    late = {}
    for need, answer in NEEDS.items():
        words = [word for shown in answer["shows"] for word in words_of(texts, shown)]
        assert words
        plain_phone.goto(f"/{language}/{answer['page']}.html")
        if missing := plain_phone.evaluate(MISSING, [words, SCREEN]):
            late[need] = missing

    assert late == {}
