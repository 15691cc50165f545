"""A page is passed on with its address and nothing else: no answer, and nobody else's host hears of it."""

import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from conftest import BELOW_A_PATH, ROOT
from mionido.checker.script import joined_modules
from mionido.publish.outputs import small

DUTY = "ar/duties/pass-exam.html"
SHEET = "navigator.share = async (data) => { window.passed = data; }"
NO_SHEET = "delete Navigator.prototype.share"
SCRIPT = ROOT / "overrides" / "components" / "pass" / "page.js"


@contextmanager
def telephone(browser: Browser, *, scripts: bool = True, does: str = SHEET) -> Iterator[Page]:
    """Give a page that may read what was copied; `does` is what its browser does when a page is shared."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        java_script_enabled=scripts,
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(10_000)
    if scripts:
        context.add_init_script(does)
    yield context.new_page()
    context.close()


def open_ways(page: Page, uri: str) -> None:
    """Go to a page and open what passes it on."""
    page.goto(uri)
    page.locator(".mn-pass summary").click()


def test_a_page_is_passed_on_with_its_address(browser: Browser, below_a_path: str):
    """By the telephone's own sheet, as a copy, in a message, in a mail, and as a code that another telephone reads."""
    address = f"{BELOW_A_PATH}/{DUTY}"
    with telephone(browser) as page:
        open_ways(page, f"{below_a_path}/{DUTY}#what-to-do")
        page.locator("[data-pass-share]").click()
        assert page.evaluate("window.passed") == {"title": page.title(), "url": address}
        page.locator("[data-pass-copy]").click()
        expect(page.locator("[data-pass-copied]")).not_to_be_empty()
        assert page.evaluate("navigator.clipboard.readText()") == address
        sms, mail = (
            unquote(page.locator(f".mn-pass a[href^='{way}:?']").get_attribute("href"))
            for way in ("sms", "mailto")
        )
        assert sms.endswith(f"{page.locator('h1').inner_text()} {address}")
        assert mail.endswith(address)
        page.locator(".mn-pass img").scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('.mn-pass img').naturalWidth > 0")
        seen = Image.open(io.BytesIO(page.screenshot()))
        assert [each.text for each in zxingcpp.read_barcodes(seen)] == [address]
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_a_telephone_cannot_do_is_not_offered(browser: Browser, below_a_path: str):
    """No button without a sheet to share; no code without a network for it; no button at all without scripts."""
    with telephone(browser, does=NO_SHEET) as page:
        page.route("**/code/**", lambda route: route.abort())
        open_ways(page, f"{below_a_path}/{DUTY}")
        expect(page.locator("[data-pass-copy]")).to_be_visible()
        expect(page.locator("[data-pass-share]")).to_be_hidden()
        expect(page.locator(".mn-pass__code")).to_have_count(0)
    with telephone(browser, scripts=False) as page:
        open_ways(page, f"{below_a_path}/{DUTY}")
        expect(page.locator(".mn-pass img")).to_be_visible()
        assert page.locator(".mn-pass button:visible").count() == 0


@pytest.mark.parametrize("uri", ["checker.html", "checker/outcomes/must-pass.html"])
def test_answers_are_not_passed_on(browser: Browser, below_no_known_path: str, uri: str):
    """Neither those behind the # of an address nor those a reader gave; the page says so."""
    with telephone(browser) as page:
        open_ways(page, f"{below_no_known_path}/ar/{uri}#v=2&for=all")
        page.locator("[data-pass-share]").click()
        assert page.evaluate("window.passed.url") == f"{below_no_known_path}/ar/{uri}"
        said = page.locator(".mn-pass > p").first.inner_html()
        page.goto(f"{below_no_known_path}/{DUTY}")
        assert said.startswith(page.locator(".mn-pass > p").first.inner_html())
        assert len(said) > len(page.locator(".mn-pass > p").first.inner_html())


def test_a_file_or_a_page_without_a_script_offers_no_address_that_leads_nowhere(
    browser: Browser, built_small_site, below_no_known_path: str
):
    """While nobody knows the address of the site, only the script sees that of the page."""
    with telephone(browser) as page:
        page.goto(f"file://{built_small_site}/{DUTY}")
        expect(page.locator(".mn-pass")).to_be_hidden()
    with telephone(browser, scripts=False) as page:
        page.goto(f"{below_no_known_path}/{DUTY}")
        expect(page.locator(".mn-pass")).to_be_hidden()


def test_no_other_site_hears_of_it(below_a_path: str, built_below_a_path):
    """A chat program is reached by the telephone's own sheet: no page holds the address of one."""
    html = (built_below_a_path / DUTY).read_text(encoding="utf-8")
    box = html.partition('class="mn-pass"')[2].partition("</details>")[0]

    assert box.count("href=") == 2
    assert box.count("https%3A%2F%2F") == box.count("https%3A%2F%2Fexample.org%2Fmio-nido%2F") == 2


def test_the_script_of_every_page_is_small():
    """It comes with each first visit."""
    assert len(gzip.compress(small(joined_modules(SCRIPT)).encode())) <= 1_200
