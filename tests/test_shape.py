"""The shape of a page on a small phone: what stands on its first screen, how long it is, and what is folded."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from conftest import (
    LANGUAGES,
    ROOT,
    RTL,
    SCRIPTS,
    html_files,
    html_of,
    kind_of,
    one_files,
    samples,
    watched_phone,
)
from mionido.model.text import Text
from mionido.model.topics import Block
from mionido.render.sections import sectioned

pytestmark = pytest.mark.xdist_group("shape")  # one process draws every page, for all of them
SCREEN = 740
BUDGETS = yaml.safe_load((ROOT / "tests" / "budgets.yml").read_text(encoding="utf-8"))
TO_DO = ("duties", "rights", "options", "documents")

# Puts a page with its style in the frame of another: nothing is loaded. The policy of a page allows its own style only;
# a sheet that a script makes is none that it forbids.
PUT = """(html, style) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const name of ["lang", "dir"]) document.documentElement[name] = page.documentElement[name];
    document.head.querySelector("style")?.remove();
    globalThis.sheets ??= new Map();
    if (!sheets.has(style)) sheets.set(style, new CSSStyleSheet()).get(style).replaceSync(style);
    document.adoptedStyleSheets = [sheets.get(style)];
    document.body.replaceWith(page.body);
}"""
STYLE = re.compile("<style>(.*?)</style>", re.DOTALL)

# Returns the height of a page, that of what is no content, and what is wrong: what the first screen misses, and
# danger that is folded.
SHAPE = """(asks) => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const high = (selector) => all(selector).reduce((sum, each) => sum + each.getBoundingClientRect().height, 0);
    const isSeen = (selector) => all(selector).some((each) => each.getBoundingClientRect().top < 700);
    const toDo = ":is(#what-to-do, [href='#what-to-do'])";
    const first = ["h1", "main section.mn-warning", "h1 ~ .mn-certainty", toDo];
    const late = first.filter((each) => (all(each).length || (asks && each === toDo)) && !isSeen(each));
    if (all("#by-when").some((each) => each.getBoundingClientRect().bottom > 740)) late.push("its last day");
    const folded = all("main details :is(.mn-help, .mn-warning, .mn-action)").map((each) => each.className);
    const around = ".mn-header, .mn-crumbs, .mn-steps, .mn-note, .mn-footer";
    const more = ".mn-fold:has(> summary > :is(#see, #sources, #words))";
    return [document.documentElement.scrollHeight, high(around) + high(more), [...late, ...folded]];
}"""

# Returns the direction of a page, how many titles it has, and how high the way to help is.
FRAME = """() => {
    const danger = document.querySelector(".mn-danger")?.getBoundingClientRect().height ?? 0;
    return [document.documentElement.dir, document.querySelectorAll("h1").length, danger];
}"""

# Shows all that waits in a page: its steps, what is in a <template>, what is folded. A bar that would lie over
# other words takes its place between them.
UNFOLD = """() => {
    for (const step of document.querySelectorAll(".mn-walk > section")) step.style.display = "block";
    for (const waiting of document.querySelectorAll("template")) {
        const part = document.createElement("div");
        part.append(waiting.content);
        document.querySelector("main").append(part);
    }
    for (const bar of document.querySelectorAll(".mn-player")) bar.style.position = "static";
    for (const folded of document.querySelectorAll("details")) folded.open = true;
}"""

# Returns where a space was written between two pieces of text that touch.
GLUED = """() => {
    const boxes = (node) => {
        const words = new Range();
        words.setStart(node, node.data.length - node.data.trimStart().length);
        words.setEnd(node, node.data.trimEnd().length);
        return [...words.getClientRects()];
    };
    const middle = (box) => (box.top + box.bottom) / 2;
    const isOneLine = (a, b) => Math.abs(middle(a) - middle(b)) < Math.min(a.height, b.height) / 3;
    const touch = (a, b) => isOneLine(a, b) && Math.max(a.left - b.right, b.left - a.right) < 1;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const glued = [];
    for (let before = null, isApart = false; texts.nextNode(); ) {
        const node = texts.currentNode;
        if (!node.data.trim()) { isApart = true; continue; }
        isApart ||= /\\s$/.test(before?.data) || /^\\s/.test(node.data);
        const here = before && isApart ? boxes(node) : [];
        if (here.length && boxes(before).some((a) => here.some((b) => touch(a, b)))) {
            glued.push(`${before.data}|${node.data}`);
        }
        [before, isApart] = [node, false];
    }
    for (const each of document.querySelectorAll(".mn-whole")) {
        const around = each.parentElement;
        const isGlued = getComputedStyle(around).display.endsWith("flex") && around.childNodes.length > 1;
        if (isGlued) glued.push(each.textContent);
    }
    return glued;
}"""

# Returns the words with a hyphen, and the amounts, that stand on more than one line.
BROKEN = """() => {
    const broken = [];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node; node = words.nextNode()) {
        if (node.parentElement.matches("script, style")) continue; // not drawn, and one word as long as all rules
        for (const found of node.data.matchAll(/[\\p{L}\\p{N}]+(-[\\p{L}\\p{N}]+)+|[^ \\n]+\\u00a0[^ \\n]+/gu)) {
            const range = document.createRange();
            range.setStart(node, found.index);
            range.setEnd(node, found.index + found[0].length);
            const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.bottom / 4)));
            if (lines.size > 1) broken.push(found[0]);
        }
    }
    return broken;
}"""

# Draws a page once, measures it as it opens, and then with all that waits in it.
DRAW = f"""([html, style, asks]) => {{
    ({PUT})(html, style);
    const shape = [...({SHAPE})(asks), ...({FRAME})()];
    ({UNFOLD})();
    return [...shape, document.documentElement.scrollWidth, ({GLUED})(), ({BROKEN})()];
}}"""


@dataclass(frozen=True)
class Shape:
    """How a page is drawn."""

    path: str
    kind: str
    height: int
    around: int
    wrong: list[str]
    direction: str
    titles: int
    danger: float
    width: int
    glued: list[str]
    broken: list[str]

    @property
    def screens(self) -> float:
        """Return how many screens it fills."""
        return self.height / SCREEN


def budget(kind: str, name: str) -> float:
    """Return what pages of a kind may be, or what all may be."""
    return BUDGETS["kinds"][kind].get(name, BUDGETS[name])


def by_kind(shapes: list[Shape]) -> dict[str, list[Shape]]:
    """Return the pages of each kind."""
    kinds = defaultdict(list)
    for each in shapes:
        kinds[each.kind].append(each)
    return kinds


def share(shapes: list[Shape]) -> float:
    """Return how much of what is drawn is content."""
    return 1 - sum(each.around for each in shapes) / sum(each.height for each in shapes)


@pytest.fixture(scope="module")
def drawn(browser: Browser, site_url: str, built_site: Path) -> dict[str, list[Shape]]:
    """Return how pages are drawn, and the words that the checker gets later, in each language.

    All of them in one language of each script; in another one those with the most text and the longest words.
    """
    found = {}
    with watched_phone(browser, site_url) as page:
        for language in LANGUAGES:
            page.goto(f"/{language}/journey.html")
            found[language] = list(draw(page, built_site, language))
    return found


def draw(page: Page, site: Path, language: str) -> Iterator[Shape]:
    """Draw the pages of a language in the frame of the one that is open; not all of them below each other."""
    folder = site / language
    is_whole = language in SCRIPTS
    pages = sorted({*html_files(folder)} - one_files(site)) if is_whole else samples(folder)
    for path in pages:
        kind = kind_of(path.relative_to(folder))
        measured = page.evaluate(DRAW, [*html_and_style(path), kind in TO_DO])
        yield Shape(path.relative_to(site).as_posix(), kind, *measured)


def html_and_style(path: Path) -> tuple[str, str]:
    """Return a page without its style, and that; words that the checker gets later have the style of its page."""
    around = path if path.suffix == ".html" else path.with_name("checker.html")
    (style,) = STYLE.findall(around.read_text(encoding="utf-8"))
    return STYLE.sub("", html_of(path)), style


@pytest.fixture(scope="module")
def shapes(drawn: dict[str, list[Shape]]) -> dict[str, list[Shape]]:
    """Return how pages are drawn, in each language."""
    return {
        language: [each for each in found if each.path.endswith(".html")]
        for language, found in drawn.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_drawn_as_it_is_written(drawn: dict[str, list[Shape]], language: str):
    """Nothing is wider than the phone, and where a space was written beside a Dutch word one is drawn."""
    wrong = {each.path: (each.width, each.glued) for each in drawn[language]}

    assert len(wrong) > (200 if language in SCRIPTS else 30)
    assert {path: it for path, it in wrong.items() if it[0] > 360 or it[1]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_a_title_a_direction_and_the_way_to_help(
    shapes: dict[str, list[Shape]], language: str
):
    """One title, the direction of the script, and a way to help that a thumb cannot miss."""
    direction = "rtl" if language in RTL else "ltr"

    found = {
        each.path: (each.direction, each.titles, each.danger >= 44) for each in shapes[language]
    }
    assert {path: it for path, it in found.items() if it != (direction, 1, True)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_with_a_hyphen_and_no_amount_is_broken(
    drawn: dict[str, list[Shape]], language: str
):
    """At 360 px "Z-route" and "3 jaar" each stand on one line, on every page, also where it was folded."""
    assert {each.path: each.broken for each in drawn[language] if each.broken} == {}


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_page_is_as_short_as_its_kind_may_be(shapes: dict[str, list[Shape]], language: str):
    """Before anything is unfolded."""
    pages = by_kind(shapes[language])
    assert pages.keys() == BUDGETS["kinds"].keys()
    most = {kind: budget["most"] for kind, budget in BUDGETS["kinds"].items()}
    too_long = [each for each in shapes[language] if each.screens > most[each.kind]]
    assert [(each.path, round(each.screens, 2)) for each in too_long] == []

    short = [kind for kind in pages if "median" in BUDGETS["kinds"][kind]]
    medians = {kind: median(each.screens for each in pages[kind]) for kind in short}
    assert {kind: long for kind, long in medians.items() if long > budget(kind, "median")} == {}
    assert median(each.screens for each in shapes[language]) <= BUDGETS["median"]


@pytest.mark.parametrize("language", SCRIPTS)
def test_most_of_what_is_drawn_is_content(shapes: dict[str, list[Shape]], language: str):
    """And not the header, ways to other pages, sources, words or the foot."""
    pages = by_kind(shapes[language])
    shares = {kind: round(share(pages[kind]), 2) for kind in pages}
    assert {kind: part for kind, part in shares.items() if part < budget(kind, "share")} == {}

    short = [each for each in shapes[language] if "median" in BUDGETS["kinds"][each.kind]]
    assert share(short) >= BUDGETS["share"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_on_the_first_screen(shapes: dict[str, list[Shape]], language: str):
    """Title, doubt, what changed and the way to what to do; whom to call, warnings and what to do are never folded."""
    wrong = {each.path: each.wrong for each in shapes[language] if each.wrong}

    assert wrong == {}


def test_a_difficult_word_opens_where_it_is_explained(phone: Page):
    """The words of a page are folded; the link of one leads to its line, also without JavaScript."""
    phone.goto("/nl/duties/finish-in-time-wi2021.html")
    word = phone.locator(".mn-lead .mn-term").first
    line = phone.locator(word.get_attribute("href"))
    expect(line).not_to_be_visible()
    word.click()

    expect(line).to_be_in_viewport()


def sections(*body: Block, room: int) -> list[tuple[str | None, bool]]:
    """Return the headings of a body, and whether what is below them is open."""
    return [(each.heading, each.is_open) for each in sectioned(body, room)]


def test_the_first_sections_steps_and_danger_are_open():
    """As many pieces as there is room for; a page that begins with whom to call folds nothing."""
    text, more = Block(text=Text("One.")), Block(list=(Text("a"), Text("b"), Text("c")))
    steps, help_ = Block(steps=(Text("a"),)), Block(help=("organisations/one",))
    titles = [Block(text=Text(f"**{name}**")) for name in "ABCDE"]
    a, b, c, d, e = titles

    assert sections(text, a, more, b, text, room=0) == [(None, True), ("A", False), ("B", False)]
    assert sections(a, text, b, more, c, text, room=4) == [("A", True), ("B", True), ("C", False)]
    pages = (a, more, b, more, c, steps, d, steps, e, help_)
    assert sections(*pages, room=0) == [
        ("A", True),
        ("B", False),
        ("C", True),
        ("D", False),
        ("E", True),
    ]
    assert sections(help_, a, more, b, more, room=0) == [(None, True), ("A", True), ("B", True)]


def test_a_heading_keeps_what_stands_in_its_paragraph():
    """A bold first line is a heading; the rest of the paragraph is its first block."""
    found = sectioned((Block(text=Text("**A**\nOne.\nTwo.")),), 0)

    assert [(each.heading, [block.text for block in each.blocks]) for each in found] == [
        ("A", ["One.\nTwo."])
    ]
