"""What a page may do, as a host that sends `_headers` lets it: all that the site does itself, and nothing else."""

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from conftest import QuietServer, serving

HEADER = re.compile(r"^  ([\w-]+): (.*)$", re.MULTILINE)
PAGES = (
    "index.html",
    "nl/index.html",
    "ar/duties/finish-in-time-wi2021.html",
    "ti/guides/not-safe-at-home.html",
    "nl/checker/proof.html",
    "404.html",
)


@pytest.fixture(scope="module")
def strict_url(built_site: Path) -> Iterator[str]:
    """Return the address of the real site with the headers that it asks of its host."""
    text = (built_site / "_headers").read_text(encoding="utf-8").partition("/assets/*")[0]
    headers = HEADER.findall(text)

    class Strict(QuietServer):
        def end_headers(self) -> None:
            for name, value in headers:
                self.send_header(name, value)
            super().end_headers()

    with serving(functools.partial(Strict, directory=str(built_site))) as address:
        yield address


@pytest.fixture
def strict_page(browser: Browser, strict_url: str) -> Iterator[Page]:
    """Return a page of that site, which fails on errors in the console."""
    wrong: list[str] = []
    page = browser.new_page(base_url=strict_url)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    page.close()
    assert wrong == []


def test_every_kind_of_script_runs_under_the_policy(strict_page: Page):
    """The checker up to its result, with Dutch beside; search, letters by a word, print, and what keeps a language."""
    for each in PAGES:
        strict_page.goto(f"/{each}")
    expect(strict_page.locator("main li").first).to_be_visible()

    strict_page.goto("/ar/checker.html#v=2&for=permit&stay=asylum")
    strict_page.locator(".mn-results").wait_for()
    strict_page.locator("[data-action=original]").click()
    expect(strict_page.locator("section[data-result] .mn-original").first).to_be_visible()

    strict_page.goto("/ar/search.html")
    strict_page.locator("input[type=search]").fill("boete")
    expect(strict_page.locator("[data-pages] li").first).to_be_visible()
    strict_page.goto("/nl/doors/i-got-a-letter.html")
    strict_page.locator("input[type=search]").fill("boete")
    expect(strict_page.locator("[data-found]")).to_be_visible()
    expect(strict_page.locator("[data-print]")).to_be_visible()

    strict_page.goto("/ti/keep.html")
    strict_page.locator("[data-action=keep]").click()
    expect(strict_page.locator("[data-state=done]")).to_be_visible(timeout=20_000)
    strict_page.locator("[data-action=remove]").click()
    expect(strict_page.locator("[data-state=removed]")).to_be_visible()


@pytest.mark.parametrize(
    "attack",
    [
        "document.body.innerHTML = '<b>other words</b>'",
        "document.body.append(Object.assign(document.createElement('script'), { src: '/x.js' }))",
        "trustedTypes.createPolicy('other', {})",
        "setTimeout('document.title = 1')",
    ],
)
def test_nothing_else_becomes_html_or_a_script(browser: Browser, strict_url: str, attack: str):
    """Also not by a script of ours that made a mistake."""
    page = browser.new_page(base_url=strict_url)
    page.goto("/nl/duties/index.html")
    title = page.title()
    with pytest.raises(Error, match=r"Trusted|[Pp]olicy"):
        page.evaluate(f"() => {{ {attack} }}")
    assert page.title() == title
    page.close()
