"""Nobody is left out: by a browser that translates, large letters, colours of one's own, an old phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

# Page -> whether a browser may translate it, its text, and any of: words of letters, addresses, names of languages.
TRANSLATES = """() => {
    const some = (selector) => [...document.querySelectorAll(selector)].some((each) => each.translate);
    const kept = "main bdi[lang][dir]:not(.mn-paper), .mn-letter strong, main a[href^='tel:'] bdi, a[hreflang][lang]";
    return [document.documentElement.translate, some(".mn-lead"), some(kept)];
}"""


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
