"""What is seen: the colours measured, a picture for every kind, the home page, and what a wide screen adds."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import LANGUAGES, ROOT, SMALL_DAY, copy_small_site, violations
from mionido.model.kinds import KINDS, PAGES
from mionido.model.site import Site
from mionido.model.topics import Document, Door, Situation
from mionido.project import Project, read_project
from mionido.render.view import document, view_of
from test_shape import SCREEN

OVERRIDES = ROOT / "overrides"
TOUCH = 44
COLOUR = re.compile(r"(--mn-[\w-]+): (#[0-9a-f]{6})")
GROUNDS = ("paper", "ground", "sand", "teal-soft")
# Letters and what is behind them, which must differ as 7 to 1.
READ = [
    *((letters, ground) for letters in ("ink", "quiet", "teal", "alarm") for ground in GROUNDS),
    ("warm", "paper"),
    ("warm", "ground"),
    ("warm", "warm-soft"),
    ("ink", "warm-soft"),
    ("light", "teal"),
    ("light", "alarm"),
    ("light", "ink"),
    ("ink", "straw"),  # a sentence that is read aloud
]
# What is no letter, such as the frame around what has the focus: 3 to 1.
SEEN = [*(("focus", ground) for ground in GROUNDS), ("straw", "teal"), ("teal", "straw")]
# What the home page asks first: the height of the ways in, and the targets that are too low.
HOME = """() => {
    const bottom = (selector) => Math.max(...[...document.querySelectorAll(selector)].map(
        (each) => each.getBoundingClientRect().bottom + scrollY));
    const targets = [...document.querySelectorAll("main :is(a, summary)")]
        .filter((each) => each.checkVisibility() && !each.closest(".mn-note"));
    return {
        ways: bottom("main :is(a[href*='doors/'], a[href*='checker.html#'])"),
        high: document.documentElement.scrollHeight,
        low: targets.filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.outerHTML),
    };
}"""


def colours(scheme: str) -> dict[str, str]:
    """Return the colours of the design tokens, by their name; in the dark those of their own come after the others."""
    css = (OVERRIDES / "base" / "tokens.css").read_text(encoding="utf-8")
    light, dark = css.split("prefers-color-scheme: dark")
    of_all = dark.partition(".mn-header")[0]
    found = COLOUR.findall(light + (of_all if scheme == "dark" else ""))
    return {name.removeprefix("--mn-"): value for name, value in found}


def brightness(colour: str) -> float:
    """Return the relative luminance of WCAG."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(tokens: dict[str, str], pair: tuple[str, str]) -> float:
    """Return how much two tokens differ, from 1 to 21."""
    dark, bright = sorted(brightness(tokens[each]) for each in pair)
    return round((bright + 0.05) / (dark + 0.05), 2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_stand_out_from_their_ground(scheme: str):
    """As WCAG 2.2 asks at level AAA; a colour nothing names is not there."""
    tokens = colours(scheme)
    weak = {pair: found for pair in READ if (found := contrast(tokens, pair)) < 7}
    weak |= {pair: found for pair in SEEN if (found := contrast(tokens, pair)) < 3}
    assert weak == {}

    css = "".join(path.read_text(encoding="utf-8") for path in OVERRIDES.rglob("*.css"))
    assert [name for name in tokens if f"var(--mn-{name})" not in css] == []


@pytest.mark.parametrize(
    "page",
    ["index", "duties/finish-in-time-wi2021", "documents/letter-fine", "words", "guides/in-danger"],
)
def test_a_browser_measures_the_same(phone: Page, page: str):
    """The tool axe, which sees what stands on what, at levels AA and AAA; it passes over words in Arabic letters."""
    phone.goto(f"/nl/{page}.html")
    assert violations(phone, "color-contrast", "color-contrast-enhanced") == []


def test_colours_are_tokens():
    """No other style sheet names one."""
    for path in OVERRIDES.rglob("*.css"):
        css = path.read_text(encoding="utf-8")
        assert path.name == "tokens.css" or not re.findall(r": [^;{]*(?:#[0-9a-f]{3}|rgba?\()", css)


def test_every_kind_and_page_has_a_picture(law: Project):
    """And every picture is of the one family, and stands somewhere."""
    site: Site = law.loaded.site
    of_kinds = {kind.icon for kind in KINDS.values() if kind.name or kind.template}
    of_records = {each.icon for model in (Door, Situation) for each in site[model].values()}
    templates = "".join(path.read_text(encoding="utf-8") for path in OVERRIDES.rglob("*.html"))
    named = set(re.findall(r'icon\("([a-z]+)"\)', templates))
    pictures = {
        path.stem: path.read_text(encoding="utf-8") for path in (OVERRIDES / "icons").iterdir()
    }

    assert (of_kinds - {""}) | of_records | PAGES.keys() | named <= pictures.keys()
    assert [kind.folder for kind in KINDS.values() if kind.name and not kind.icon] == []
    of_letters = {name: each.icon for name, each in site[Document].items()}
    assert set(of_letters.values()) <= pictures.keys()
    assert [name for name, icon in of_letters.items() if icon == "letter"] == [], "what about?"
    family = (
        r'<svg class="mn-icon" aria-hidden="true" viewBox="0 0 48 48">'
        r'<path class="mn-icon__tint" d="[^"]+"/><path d="[^"]+"/></svg>\n'
    )
    assert [name for name, svg in pictures.items() if not re.fullmatch(family, svg)] == []


def test_the_mark_is_small_and_needs_nothing_else():
    """It is the icon of the window too: a square of few parts, without letters."""
    mark = (OVERRIDES / "assets" / "icon.svg").read_text(encoding="utf-8")

    assert 'viewBox="0 0 48 48"' in mark
    assert len(mark) < 500
    assert not re.search(r"<(?:text|image|style|script)|href", mark)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ways_in_fill_two_screens_of_the_home_page(phone: Page, language: str):
    """The letter door is seen first, all doors and questions at once; each can be hit with a thumb."""
    phone.set_viewport_size({"width": 360, "height": SCREEN})
    phone.goto(f"/{language}/index.html")
    seen = phone.evaluate(HOME)

    assert seen["low"] == []
    assert seen["ways"] <= 2 * SCREEN
    assert seen["high"] <= 3.75 * SCREEN  # Turkish has the longest words
    expect(phone.locator("main a[href='doors/i-got-a-letter.html']")).to_be_in_viewport(ratio=1)
    assert phone.locator("main a[href*='checker.html#']").count() == 6
    assert phone.title() == f"{phone.locator('h1').inner_text()} – Mio Nido"


def test_a_situation_opens_without_a_script(browser: Browser, site_url: str, built: Project):
    """Each page for a situation is on the home page once, folded below the name of its group."""
    page = browser.new_page(java_script_enabled=False, base_url=site_url)
    page.goto("/nl/index.html")
    shown = [each for group in built.loaded.site[Situation].values() for each in group.shows]
    assert len(shown) == len(set(shown))
    link = page.locator(f"a[href='{shown[0]}.html']")
    expect(link).to_be_hidden()
    page.locator("main details", has=link).locator("summary").click()

    expect(link).to_be_visible()
    page.close()


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_wide_screen_has_a_menu_and_the_contents_of_the_page(
    browser: Browser, site_url: str, language: str
):
    """The contents stand beside the text, where the script ends, and stay in sight; a phone and paper have neither."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=site_url)
    page.goto(f"/{language}/duties/finish-in-time-wi2021.html")
    menu, contents, text = (page.locator(each) for each in (".mn-menu", ".mn-contents", "article"))
    assert menu.locator("a").count() == 7
    ids = contents.locator("a").evaluate_all("all => all.map((each) => each.hash.slice(1))")
    headings = page.locator("main h2").evaluate_all("all => all.map((each) => each.id)")
    assert ids == headings
    beside = contents.bounding_box()["x"] - text.bounding_box()["x"]
    assert beside > 0 if language == "nl" else beside < 0
    page.mouse.wheel(0, 1500)
    expect(contents).to_be_in_viewport()

    page.emulate_media(media="print")
    for each in (menu, contents):
        expect(each).to_be_hidden()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 360, "height": SCREEN})
    for each in (menu, contents):
        expect(each).to_be_hidden()
    page.close()


@pytest.mark.parametrize("page", ["index", "words", "documents/letter-fine", "amounts"])
def test_nothing_sticks_out_of_a_wide_screen(browser: Browser, site_url: str, page: str):
    """Also not out of one that is just wide enough, nor in colours of the reader's own."""
    for language in ("nl", "ar"):
        for width in (1024, 1600):
            seen = browser.new_page(
                viewport={"width": width, "height": 800}, base_url=site_url, forced_colors="active"
            )
            seen.goto(f"/{language}/{page}.html")
            assert seen.evaluate("document.documentElement.scrollWidth") <= width
            seen.close()


def test_a_site_of_nobody_does_not_say_who_made_it(tmp_path: Path):
    """`mionido check` warns (see problems/no_publisher.yml), and the foot of a page leaves the sentence out."""
    root = copy_small_site(tmp_path / "root")
    drawn = {}
    for maker in ("Verein Beispiel", ""):
        about = root / "content" / "site.yml"
        lines = about.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if maker or not line.startswith("publisher:")]
        about.write_text("\n".join(kept), encoding="utf-8")
        project = read_project(root, SMALL_DAY)
        edition, pages = project.written, project.pages
        drawn[maker] = document(edition, view_of(edition, pages["index.html"], pages))
        said = project.loaded.site.interface["who_made_this"]
        assert (said in drawn[maker]) == bool(maker)
    assert "<strong></strong>" not in drawn[""]
