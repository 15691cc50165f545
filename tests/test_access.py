"""Nobody is left out: by a browser that translates, large letters, colours of one's own, an old phone."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from conftest import SMALL_DAY, violations
from test_shape import UNFOLD

# Page -> whether a browser may translate it, its text, and any of: words of letters, addresses, names of languages.
TRANSLATES = """() => {
    const some = (selector) => [...document.querySelectorAll(selector)].some((each) => each.translate);
    const kept = "main bdi[lang][dir]:not(.mn-paper), .mn-letter strong, main a[href^='tel:'] bdi, a[hreflang][lang]";
    return [document.documentElement.translate, some(".mn-lead"), some(kept)];
}"""

# How a telephone or a browser is set: the screen in pixels of a page, the size of letters, colours.
SCREEN = (360, 740)
LARGE = {
    "four times as large": {"screen": (320, 256)},  # a window of 1280 by 1024
    "letters twice as large": {"letters": 32},
}
VIEWS = {
    **LARGE,
    "dark": {"color_scheme": "dark"},
    "own colours": {"forced_colors": "active"},
    "own dark colours": {"forced_colors": "active", "color_scheme": "dark"},
    "nothing moves": {"reduced_motion": "reduce"},
}
AS_DRAWN = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}
# What waited in a page comes to stand where it is shown.
INTO_THE_TEXT = """() => {
    const waited = document.querySelectorAll("main > div:not([class])");
    document.querySelector("article")?.append(...waited);
}"""
# Page -> what cannot be read of it: letters too like their ground (7 to 1, large ones 4.5 to 1), words that are cut off
# or stick out, what lies over the text, what moves.
UNREADABLE = r"""async () => {
    await Promise.allSettled(document.getAnimations().map((each) => each.finished));
    const rgba = (colour) => {
        const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
        return [r, g, b, a];
    };
    const over = ([r, g, b, a], ground) => [r, g, b].map((part, at) => part * a + ground[at] * (1 - a));
    const part = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const bright = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    const contrastOf = (letters, ground) => {
        const [dark, light] = [bright(over(letters, ground)), bright(ground)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    };
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".probe { background-color: Canvas }");
    document.adoptedStyleSheets = [sheet];
    const probe = Object.assign(document.createElement("i"), { className: "probe" });
    document.body.append(probe);
    const canvas = rgba(getComputedStyle(probe).backgroundColor);
    probe.remove();
    const grounds = new Map([[null, canvas]]);
    const groundOf = (element) => {
        if (!grounds.has(element)) {
            const own = rgba(getComputedStyle(element).backgroundColor);
            grounds.set(element, over(own, groundOf(element.parentElement)));
        }
        return grounds.get(element);
    };
    const around = function* (element) {
        for (let each = element; each; each = each.parentElement) yield [each, getComputedStyle(each)];
    };

    const faults = new Set();
    for (const field of document.querySelectorAll("input")) {
        const contrast = contrastOf(rgba(getComputedStyle(field).color), groundOf(field));
        if (contrast < 7) faults.add(`contrast ${contrast.toFixed(1)}: what is typed`);
    }
    const lookAt = (node, element, style) => {
        const fault = (what) => faults.add(`${what}: ${node.data.trim().slice(0, 40)}`);
        const letters = rgba(element instanceof SVGElement ? style.fill : style.color);
        for (const [, { opacity }] of around(element)) letters[3] *= opacity;
        const contrast = contrastOf(letters, groundOf(element));
        const size = parseFloat(style.fontSize);
        const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        if (contrast < (isLarge ? 4.5 : 7)) fault(`contrast ${contrast.toFixed(1)}`);
        const words = new Range();
        words.selectNodeContents(node);
        const box = words.getBoundingClientRect();
        const goesBeyond = ({ left, right }) => box.left < left - 1 || box.right > right + 1;
        if (goesBeyond({ left: 0, right: innerWidth })) fault("sticks out");
        for (const [each, { overflowX }] of around(element)) {
            if (overflowX !== "visible" && goesBeyond(each.getBoundingClientRect())) fault("cut off");
        }
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode;
        const element = node.parentElement;
        const isSeen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        if (!node.data.trim() || !isSeen) continue;
        const style = getComputedStyle(element);
        const isForReadersAloud = style.clipPath !== "none";
        if (!isForReadersAloud) lookAt(node, element, style);
    }
    if (document.documentElement.scrollWidth > innerWidth) faults.add("scrolls sideways");

    const doesMove = matchMedia("(prefers-reduced-motion: no-preference)").matches;
    let covered = 0;
    for (const each of document.querySelectorAll("body *")) {
        const style = getComputedStyle(each);
        if (/sticky|fixed/.test(style.position)) covered += each.getBoundingClientRect().height;
        const moves = style.animationName !== "none" || style.scrollBehavior === "smooth";
        if (!doesMove && (moves || parseFloat(style.transitionDuration) > 0)) faults.add(`moves: ${each.localName}`);
    }
    if (covered > innerHeight / 2) faults.add(`${Math.round(covered)} of ${innerHeight} are covered`);
    return [...faults];
}"""


def faults_in(page: Page, views: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return what cannot be read of the page that is open, with all that is folded in it, in each of these views."""
    session = page.context.new_cdp_session(page)
    found = {}
    page.evaluate(UNFOLD)
    page.evaluate(INTO_THE_TEXT)
    for name, view in views.items():
        media = {each: view.get(each, usual) for each, usual in AS_DRAWN.items()}
        width, height = view.get("screen", SCREEN)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**media)
        sizes = {"standard": view.get("letters", 16), "fixed": view.get("letters", 16)}
        session.send("Page.setFontSizes", {"fontSizes": sizes})
        found[name] = page.evaluate(UNREADABLE)
    session.detach()
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize(
    ("view", "html", "said"),
    [
        ("dark", "<p style='color: #777; background: #fff'>grey", ["contrast 4.5: grey"]),
        ("dark", "<h1 style='color: #666; background: #fff; font-size: 24px'>large", []),
        ("dark", "<p style='opacity: 0.9; color: #595959; background: #fff'>pale", ["contrast 5.4: pale"]),
        ("dark", "<div style='background: #222'><p style='color: #333; background: #fff8'>ا", ["contrast 4.4: ا"]),
        ("dark", "<input style='color: #777; background: #fff'>", ["contrast 4.5: what is typed"]),
        ("own dark colours", "<svg><text style='fill: #222'>ሀ</text></svg>", ["contrast 1.3: ሀ"]),
        ("letters twice as large", "<div style='inline-size: 5rem; overflow: hidden'>Donaudampfschiff", ["cut off"]),
        ("four times as large", "<p style='white-space: nowrap'>" + "long " * 20, ["sticks out", "scrolls"]),
        ("four times as large", "<p style='position: sticky; block-size: 130px'>head", ["130 of 256 are covered"]),
        ("nothing moves", "<p style='transition: color 1s'>slow", ["moves"]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_found(browser: Browser, view: str, html: str, said: list[str]):
    """Each thing that `faults_in` looks for, where it is; and nothing where it is not."""
    page = browser.new_page()
    page.set_content(
        f"<style>:root {{ color-scheme: light dark }} body {{ margin: 0 }}</style><main>{html}"
    )

    found = faults_in(page, {view: VIEWS[view]}).get(view, [])
    assert len(found) == len(said)
    assert all(each.startswith(begins) for each, begins in zip(found, said, strict=True))
    page.close()


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("de/documents/letter.html", [True, True, False]),  # the language of the content
        ("ar/documents/letter.html", [True, True, False]),  # another one falls back to it
        ("ar/organisations/office.html", [True, True, False]),
        ("ckb/documents/letter.html", [False, False, False]),
        ("index.html", [False, False, False]),
        ("404.html", [False, False, False]),
    ],
)
def test_a_browser_is_told_what_not_to_translate(
    browser: Browser, built_small_site: Path, uri: str, said: list[bool]
):
    """Pages that are the end of a chain; words of letters, addresses and the names of languages everywhere."""
    page = browser.new_page(java_script_enabled=False)
    page.goto((built_small_site / uri).as_uri())

    assert page.evaluate(TRANSLATES) == said
    page.close()


# What a page becomes when a reader does something: a page of the small site, what is done, what is there then.
TYPED = """const field = document.querySelector("input[type=search]");
    field.value = "%s";
    field.dispatchEvent(new Event("input", { bubbles: true }));"""
RESULT = "checker.html#v=2&for=letter&letters=fine&fine_amount=300&fine_date=2031-05-15"
STATES = {
    "question": ("checker.html#for=letter", "", ".mn-question"),
    "mistake": (
        "checker.html#for=letter",
        "document.querySelector('.mn-checker [type=submit]').click()",
        ".mn-question__error:not(:empty)",
    ),
    "result": (RESULT, "", ".mn-results"),
    "beside": (
        RESULT,
        "document.querySelector('[data-action=original]').click()",
        ".mn-results .mn-original:visible",
    ),
    "link": (RESULT, "document.querySelector('[data-action=link]').click()", "[data-action=copy]"),
    "found": ("search.html", TYPED % "Prüfung", "[data-pages] li"),
    "nothing": ("search.html", TYPED % "qqqqqq", "[data-nothing]:not([hidden])"),
    "keep": ("keep.html", "", "[data-state=start]"),
}
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


def states(browser: Browser, address: str, language: str) -> Iterator[tuple[str, Page]]:
    """Give a page in each of these states, with all that is folded open."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.clock.set_fixed_time(f"{SMALL_DAY}T12:00:00")
    for name, (uri, do, shows) in STATES.items():
        page.goto("about:blank")
        page.goto(f"{address}/{language}/{uri}")
        page.evaluate(f"() => {{ {do} }}")
        page.locator(shows).first.wait_for()
        page.evaluate(OPEN_ALL)
        yield name, page
    page.close()


def test_what_a_page_becomes_is_accessible(browser: Browser, below_no_known_path: str):
    """The tool axe finds nothing in what scripts show, with everything open, and it can be read in the dark too."""
    found = {}
    for name, page in states(browser, below_no_known_path, "ar"):
        found[name] = violations(page), faults_in(page, {"dark": VIEWS["dark"]})

    assert {name: wrong for name, wrong in found.items() if any(wrong)} == {}


TREES = Path(__file__).parent / "aria"
# What a reader aloud gets, as kept in aria/: a page of the small site, and which part of it.
TREE_OF = {
    "home": ("index.html", "body"),
    "letter": ("documents/letter.html", "main"),
    "duty": ("duties/pass-exam.html", "main"),
    "words": ("words.html", "main"),
    "question": ("checker.html#for=letter", "main .mn-checker"),
    "result": ("checker.html#v=2&for=letter&letters=none", "main .mn-checker"),
}
# Where links lead is for other tests.
ONLY_AN_ADDRESS = re.compile(r"^( *)(- .*):\n\1  - /url: .*\n(?!\1  )", re.MULTILINE)
ADDRESS = re.compile(r"^ *- /url: .*\n", re.MULTILINE)
DRAWN = {"question": "[data-left]:not(:empty)", "result": ".mn-results"}


@pytest.mark.parametrize("language", ["de", "ar"])
def test_what_a_reader_aloud_gets(browser: Browser, below_no_known_path: str, language: str):
    """The tree of names and roles is the one in aria/; ARIA=new writes what it has become: look at the difference."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.clock.set_fixed_time(f"{SMALL_DAY}T12:00:00")
    found, kept = {}, {}
    for name, (uri, part) in TREE_OF.items():
        page.goto("about:blank")
        page.goto(f"{below_no_known_path}/{language}/{uri}")
        page.locator(DRAWN.get(name, "h1")).first.wait_for()
        tree = page.locator(part).aria_snapshot() + "\n"
        found[name] = ADDRESS.sub("", ONLY_AN_ADDRESS.sub(r"\1\2\n", tree))
        path = TREES / f"{language}-{name}.yml"
        if os.environ.get("ARIA") == "new":
            path.write_text(found[name], encoding="utf-8")
        kept[name] = path.read_text(encoding="utf-8")
    page.close()

    assert found == kept


# What a browser of ten years ago does not know, and passes over: properties, whole rules, queries.
UNKNOWN = (
    re.compile(r"@media[^{]*\((?:scripting|prefers|forced)[^{]*\{(?:[^{}]*\{[^{}]*\})*\}"),
    re.compile(r"[^{}]*:(?:is|has|where|focus-visible)\b[^{}]*\{[^{}]*\}"),
    re.compile(r"(?<=[{;])(?:[\w-]*(?:inline|block)[\w-]*|inset[\w-]*|grid[\w-]*|gap):[^;}]*;?"),
    re.compile(r"(?<=[{;])display:(?:inline-)?grid;?|(?<=[{;])[\w-]+:[^;}]*\b(?:min|max|clamp)\([^;}]*;?"),
)  # fmt: skip
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')  # has a hash of the style
# Page -> what is out of order: a heading or a paragraph above the one before it, a link that something lies over.
DISORDER = """() => {
    const found = [];
    let above = -Infinity;
    for (const each of document.querySelectorAll("main :is(h1, h2, h3, p, li, summary)")) {
        if (!each.checkVisibility()) continue;
        const { top } = each.getBoundingClientRect();
        if (top < above - 30) found.push(`above what it follows: ${each.textContent.trim().slice(0, 40)}`);
        above = Math.max(above, top);
    }
    for (const link of document.querySelectorAll("main a[href]")) {
        const [box] = link.getClientRects();
        if (!link.checkVisibility({ visibilityProperty: true }) || !box) continue;
        link.scrollIntoView({ block: "center" });
        const [{ left, top, width, height }] = link.getClientRects();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        const isThere = link.contains(there) || there?.contains(link);
        if (!isThere) found.push(`covered: ${link.textContent.trim().slice(0, 40)}`);
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push("scrolls sideways");
    return found;
}"""


def as_an_old_browser(route: Route) -> None:
    """Give a page without what such a browser passes over; its scripts end at the first word that it does not know."""
    if route.request.resource_type == "script":
        route.fulfill(body="const of = ?.;", content_type="text/javascript")
        return
    html = POLICY.sub("", route.fetch().text())
    before, begins, style, ends, after = re.split(
        r"(<style>)(.*?)(</style>)", html, maxsplit=1, flags=re.DOTALL
    )
    for each in UNKNOWN:
        style = each.sub("", style)
    route.fulfill(body=f"{before}{begins}{style}{ends}{after}", content_type="text/html")


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_an_old_browser_shows_every_page_in_order(browser: Browser, site_url: str, language: str):
    """Without grid, logical properties, newer selectors and service workers, and with scripts that it cannot read."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=site_url, service_workers="block"
    )
    page = context.new_page()
    page.route(re.compile(r"\.(?:html|js)$"), as_an_old_browser)
    found = {}
    for name in (
        "index",
        "documents/letter-fine",
        "duties/finish-in-time-wi2021",
        "doors/i-got-a-letter",
        "words",
        "search",
        "checker",
    ):
        page.goto(f"/{language}/{name}.html")
        found[name] = page.evaluate(DISORDER)
    page.locator(".mn-groups a").first.click()
    page.locator(".mn-rules li a").first.click()
    expect(page.locator(".mn-walk > section:visible")).to_have_count(1)
    page.locator(".mn-walk > section:visible ul a").first.click()
    expect(page.locator(".mn-walk > section:visible")).to_have_count(1)
    found["walk"] = page.evaluate(DISORDER)
    context.close()

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
