"""The guide as one file, opened in a real Chromium from a telephone's storage: no request, all links lead on."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from conftest import LANGUAGES, SCRIPTS, SMALL_DAY, copy_small_site
from mionido.model.kinds import KINDS
from mionido.project import Project, read_project
from mionido.publish.offline import kept_files
from mionido.render.links import one_file_uri
from mionido.render.one_file import CHAPTERS, one_file
from mionido.render.pages import ids_of
from mionido.render.reading import Reading

MOST_BYTES = 1_000_000  # what a chat program passes on without a second thought
FAR = "https://far.example/guide"
# Links that lead nowhere in the file, and out of it to another one.
DEAD = """() => [...document.querySelectorAll('a[href^="#"]')].map((each) => each.getAttribute('href'))
    .filter((href) => !document.getElementById(href.slice(1)))"""
AWAY = """() => [...document.querySelectorAll('a[href]:not([href^="#"])')].map((each) => each.href)
    .filter((href) => !/^(https:|tel:|mailto:)/.test(href))"""
ARROW = "each => getComputedStyle(each, '::after').content"


def file_of(project: Project, site: Path, code: str) -> Path:
    """Return the file of a language in a site."""
    return site / code / one_file_uri(project.loaded.site.about.name, code)


@pytest.mark.parametrize("language", SCRIPTS)
def test_the_file_opens_without_a_network(
    browser: Browser, built: Project, built_site: Path, tmp_path: Path, language: str
):
    """Alone in a folder, on a narrow screen: no request, error or dead link, nothing sticks out, all of it is there."""
    alone = tmp_path / "received.html"
    alone.write_bytes(file_of(built, built_site, language).read_bytes())
    wrong: list[str] = []
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url))
    page.goto(f"file://{alone}")

    assert wrong == [f"file://{alone}"]
    assert page.evaluate(DEAD) == []
    assert page.evaluate(AWAY) == []
    assert page.locator(".mn-button:not([href])").count() == 0  # to the checker, which is not here
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shown = set(page.locator(".mn-part").evaluate_all("all => all.map((each) => each.id)"))
    site = Reading(built.edition(language).site)
    assert shown == {ident for folder in CHAPTERS for ident in ids_of(site, KINDS[folder].model)}
    page.close()


def test_a_page_in_the_file_says_what_it_says_on_the_site(
    browser: Browser, built, built_site, site_url
):
    """The lead, what to do and whom to call of a page, word for word; a tap in the contents leads to it."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{site_url}/ar/duties/come-to-the-intake.html")
    parts = (".mn-lead", ".mn-action", ".mn-warning > p", ".mn-help")
    wanted = [page.locator(f"article {part}").all_text_contents() for part in parts]
    page.goto(f"file://{file_of(built, built_site, 'ar')}")
    part = page.locator("[id='duties/come-to-the-intake']")

    assert [[*map(letters, part.locator(each).all_text_contents())] for each in parts] == [
        [*map(letters, each)] for each in wanted
    ]
    page.locator("nav summary").nth(3).click()
    page.locator("nav a[href='#duties/come-to-the-intake']").click()
    assert part.locator("h3").evaluate("each => each.getBoundingClientRect().top") < 740
    page.close()


def letters(text: str) -> str:
    """Return what is written, however it is set apart."""
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_small_and_offered_with_its_size(
    built: Project, built_site: Path, language: str
):
    """In bytes as they lie on a telephone; the page that offers it says so."""
    file = file_of(built, built_site, language)
    kilobytes = -(-file.stat().st_size // 1000)
    offer = (built_site / language / "keep.html").read_text(encoding="utf-8")

    assert file.stat().st_size <= MOST_BYTES
    link = offer.partition(f'href="{file.name}" download>')[2].partition("</a>")[0]
    assert built.edition(language).size(kilobytes) in link
    assert f"{language}/{file.name}" not in kept_files([f"{language}/{file.name}"], language)


@pytest.fixture
def near(browser: Browser, built_small: Project, built_small_site: Path) -> Page:
    """Return the file of the small law, which knows no address."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"file://{file_of(built_small, built_small_site, 'ar')}")
    yield page
    page.close()


def test_what_is_elsewhere_is_marked_or_no_link(
    browser: Browser, built_small: Project, near: Page, tmp_path: Path
):
    """With an address of the site an arrow stands behind what needs a network; without it there is no link."""
    assert near.locator("a[href^='https://far']").count() == 0
    assert near.locator("a:not([href])").count() > 0
    edition = replace(built_small.edition("ar"), site_url=FAR)
    (tmp_path / "far.html").write_bytes(one_file(edition, built_small.pages)[0])
    near.goto(f"file://{tmp_path}/far.html")
    away = near.locator(f"a[href^='{FAR}/ar/']")

    assert near.locator("a:not([href])").count() == 0
    assert away.first.evaluate(ARROW) == '" ↗" / ""'
    assert near.locator("a[href^='#']").first.evaluate(ARROW) == "none"
    assert (
        f"{FAR}/ar/" in near.locator("main > p", has=near.locator("a", has_text=FAR)).inner_text()
    )
    assert near.evaluate(DEAD) == near.evaluate(AWAY) == []


def test_everybody_can_use_the_file(near: Page):
    """Axe finds nothing, with all of it open."""
    near.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    found = Axe().run(near).response["violations"]

    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_another_text_is_another_version_and_the_same_is_the_same(
    built_small: Project, tmp_path: Path
):
    """Byte for byte; and what the file shows is known, so that it is made anew when that changes."""
    root = copy_small_site(tmp_path / "site")
    duty = root / "content" / "duties" / "pass-exam.yml"
    text = duty.read_text(encoding="utf-8")
    title = built_small.written.site["duties"]["pass-exam"].title
    duty.write_text(text.replace(f"title: {title}", "title: Etwas anderes"), encoding="utf-8")
    made, again, changed = (
        one_file(project.written, project.pages)
        for project in (built_small, built_small, read_project(root, SMALL_DAY))
    )

    assert made == again
    assert version_of(changed[0]) != version_of(made[0])
    assert {"duties/pass-exam.title", "interface:whole_of"} <= made[1]


def version_of(file: bytes) -> str:
    """Return what a file says of itself."""
    return re.search(r"\(<bdi lang=\"?zxx[^>]*>(\w+)", file.decode())[1]
