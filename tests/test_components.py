"""The components of overrides/: each is whole, used, and right in both directions; mistakes are said at their place."""

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, nodes
from playwright.sync_api import Browser, Page

from conftest import (
    ROOT,
    SMALL_DAY,
    QuietServer,
    copy_small_site,
    one_files,
    serving,
    violations,
)
from mionido.problems import ProblemsError
from mionido.project import Project, read_project
from mionido.publish.gallery import publish_components
from mionido.render.context import RenderContext
from mionido.render.gallery import DIRECTIONS, TEMPLATE, components
from mionido.render.links import Links
from mionido.render.stylesheet import Styles, split_selectors
from test_html import FAULTS, html_messages, of_html

OVERRIDES = ROOT / "overrides"
STYLES = OVERRIDES / "assets" / "site.css"
COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.DOTALL)
CLASS = re.compile(r"(?<![\w-])mn-[\w-]+")
ENV = Environment(loader=FileSystemLoader([OVERRIDES / "pages", OVERRIDES]))
PAGES = ["main.html", *(path.name for path in sorted((OVERRIDES / "pages").glob("*.html")))]


def parsed(template: str) -> nodes.Template:
    """Return what a template says."""
    return ENV.parse(ENV.loader.get_source(ENV, template)[0])


def reached(template: str) -> Iterator[str]:
    """Yield a template and all that it imports."""
    yield template
    for each in parsed(template).find_all((nodes.Import, nodes.FromImport)):
        if isinstance(each.template, nodes.Const):
            yield from reached(each.template.value)


def words_of(*suffixes: str) -> set[str]:
    """Return every class of ours that stands in files of these kinds; one that ends in a dash goes on in a value."""
    files = [path for suffix in suffixes for path in OVERRIDES.rglob(f"*{suffix}")]
    return {
        name
        for path in files
        for name in CLASS.findall(COMMENT.sub("", path.read_text(encoding="utf-8")))
    }


@pytest.mark.parametrize("name", components(OVERRIDES))
def test_a_component_is_whole_and_used(name: str):
    """It has a template, a style and examples, and a page or the frame draws it."""
    folder = OVERRIDES / "components" / name

    assert {"template.html", "style.css", "examples.yml"} <= {
        path.name for path in folder.iterdir()
    }
    assert f'@import "../components/{name}/style.css";' in STYLES.read_text(encoding="utf-8")
    in_text = name in (
        "text",
        "languages",
    )  # drawn once for all pages: see marks.py and languages.py
    assert in_text or any(f"components/{name}/template.html" in reached(page) for page in PAGES)


def test_no_class_is_without_a_rule_and_no_rule_without_a_class():
    """What has no effect is not there."""
    drawn, ruled = words_of(".html", ".svg", ".js"), words_of(".css")
    begun = tuple(name for name in drawn if name.endswith("-"))

    assert {name for name in drawn - ruled if name not in begun} == set()
    assert {name for name in ruled - drawn if not name.startswith(begun)} == set()
    assert [name for name in begun if not any(each.startswith(name) for each in ruled)] == []


def test_every_style_is_served_once():
    """Each style sheet below overrides/ is part of what readers get, which holds no comment and no indentation."""
    css = Styles(OVERRIDES, lambda template: ("", ())).all()
    parts = re.findall(r'@import "\.\./(.*)";', STYLES.read_text(encoding="utf-8"))

    assert sorted(parts) == sorted(
        path.relative_to(OVERRIDES).as_posix()
        for path in OVERRIDES.rglob("*.css")
        if path != STYLES
    )
    assert not re.search(r"/\*|^\s|@import", css, re.MULTILINE)
    assert (
        css.index("--mn-ink:")
        < css.index(".mn-header")
        < css.index(".mn-footer")
        < css.index("@page")
    )


def test_a_page_has_the_style_of_what_is_on_it(built_site: Path):
    """Whatever class is on a page has the rules on it that it has anywhere; and no page carries those of all."""
    styles = Styles(OVERRIDES, lambda template: ("", ()))
    everything = style_rules(styles.all().removesuffix(styles.for_paper()))
    sizes, missing = {}, {}
    pages = {*built_site.glob("nl/**/*.html")} - one_files(built_site)
    for path in [*pages, built_site / "index.html", built_site / "404.html"]:
        html = path.read_text(encoding="utf-8")
        own = style_rules(re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1])
        here = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
        wanted = {rule for rule in everything if set(CLASS.findall(rule)) <= here}
        missing[path.name] = {rule for rule in wanted if CLASS.search(rule)} - own
        sizes[path.name] = len(own) / len(everything)
    assert {name: rules for name, rules in missing.items() if rules} == {}
    assert max(sizes.values()) < 0.85
    assert sizes["search.html"] < 0.6


def style_rules(css: str) -> set[str]:
    """Return the selectors of a style sheet for screens."""
    return {
        selector.strip()
        for prelude in re.findall(r"([^{}]+)\{", css)
        for selector in split_selectors(prelude)
        if not prelude.startswith("@")
    }


def test_a_name_for_every_template_is_used_on_several_pages(built: Project):
    """What one page alone needs is told to that page, in RenderContext.own_names."""
    names = RenderContext(
        built.written, built.pages["index.html"], Links.below_locale("index.html")
    ).names()
    used = {
        page: {each.name for name in reached(page) for each in parsed(name).find_all(nodes.Name)}
        for page in PAGES
    }

    assert {name for name in names if sum(name in found for found in used.values()) < 2} == set()


@pytest.fixture(scope="module", params=["the project", "the small site"])
def gallery(
    request: pytest.FixtureRequest, built: Project, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder with all components in their examples, in the words of a law."""
    folder = tmp_path_factory.mktemp("gallery")
    small = request.param == "the small site"
    project = read_project(copy_small_site(folder / "small"), SMALL_DAY) if small else built
    assert publish_components(project, folder / "made") == [f"{each}.html" for each in DIRECTIONS]
    return folder / "made"


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """Return a page that fails on errors in the console."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" else None
    )
    yield page
    page.close()
    assert wrong == []


def test_the_examples_are_right_in_both_directions(gallery: Path, desk: Page):
    """Axe and the Nu HTML checker find nothing, nothing sticks out, no markup shows, and the script runs."""
    assert html_messages(gallery) == []
    with serving(functools.partial(QuietServer, directory=str(gallery))) as address:
        for direction in DIRECTIONS:
            desk.goto(f"{address}/{direction}.html")
            assert violations(desk) == [], direction
            assert desk.evaluate("document.documentElement.scrollWidth") <= 360
            html = (gallery / f"{direction}.html").read_text(encoding="utf-8")
            assert desk.evaluate(of_html(FAULTS), html) == []
            assert desk.locator("html").get_attribute("dir") == direction
            assert desk.locator("main > section").count() == len(components(OVERRIDES))
            desk.locator("#component-checker a[href='#for-all']").click()
            assert desk.locator("#component-checker .mn-results").is_visible()


CARD = "overrides/components/card/examples.yml"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (
            CARD,
            "- {macro: picture, with: {}}\n",
            f"{CARD}:1:1: there is no macro picture in template.html",
        ),
        (CARD, "- {macro: cards}\n", f"{CARD}:1:1: this is no example"),
        (CARD, "macro: cards\n", f"{CARD}:1:1: this is no list of examples"),
        (
            CARD,
            "- {macro: links, with: {cards: t.nothing}}\n",
            f"{CARD}:1:1: there is no message nothing",
        ),
        (CARD, "- {macro: links, with: [}\n", f"{CARD}:1:"),
        (CARD, "- {macro: links, with: {size: 3}}\n", f"{CARD}:1:1: the macro links takes no size"),
        (
            "overrides/assets/site.css",
            '\n@import "x.css";\n',
            "overrides/assets/site.css:2:1: x.css does not",
        ),
    ],
)
def test_what_a_designer_gets_wrong_is_said_at_its_place(
    tmp_path: Path, file: str, text: str, said: str
):
    """With the file and the line, and nothing is written."""
    root = copy_small_site(tmp_path / "root", own_overrides=True)
    (root / file).write_text(text, encoding="utf-8")

    with pytest.raises(ProblemsError) as found:
        publish_components(read_project(root, SMALL_DAY), root / "build")
    problem = found.value.problems[0]
    assert f"{problem.place}: {problem.what}".startswith(said)
    assert not (root / "build").exists()


def test_the_gallery_is_no_page_of_the_site(built: Project):
    """It is for designers, and no reader meets it."""
    assert all(page.template != TEMPLATE for page in built.pages.values())
