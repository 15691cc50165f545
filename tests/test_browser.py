"""The site as its readers meet it: a small phone, a real Chromium, four languages, with and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from conftest import ROOT

LANGUAGES = ("nl", "en", "ar", "ti")
KINDS = {
    "home": "index.html",
    "duty": "duties/finish-in-time-wi2021.html",
    "step": "steps/your-plan.html",
    "organisation": "organisations/duo.html",
    "document": "documents/letter-duty.html",
    "door": "doors/what-does-it-cost.html",
    "list": "duties/index.html",
    "journey": "journey.html",
    "words": "words.html",
    "law": "law.html",
    "instrument": "instruments/wi2021.html",
    "regime": "regimes/wi2021.html",
    "timeline": "timeline.html",
    "amounts": "amounts.html",
    "checker": "checker.html",
}
MOST_BYTES, MOST_REQUESTS = 35_000, 6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_and_fits_a_phone(phone: Page, kind: str, language: str):
    """The tool axe finds nothing, nothing sticks out at 360 px, and the direction is that of the script."""
    phone.goto(f"/{language}/{KINDS[kind]}")

    found = Axe().run(phone)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert phone.locator("h1").count() == 1


def test_the_root_offers_every_language_by_its_own_name(phone: Page):
    """Whoever opens the site sees their language first."""
    phone.goto("/index.html")

    for name in ("Nederlands", "English", "العربية", "ትግርኛ"):
        expect(phone.locator("main").get_by_role("link", name=name, exact=True)).to_be_visible()
    assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(phone).response["violations"]] == []


def test_changing_language_stays_on_the_page(phone: Page):
    """A volunteer and a reader look at the same page in two languages."""
    phone.goto("/nl/duties/come-to-the-intake.html")
    phone.locator(".mn-languages summary").click()
    phone.locator(".mn-languages a[hreflang=ti]").click()

    assert phone.url.endswith("/ti/duties/come-to-the-intake.html")


def press_until(page: Page, key: str, is_focused: str) -> None:
    """Press a key until the focused element matches a selector."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", is_focused):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} never reached {is_focused}")


def choose(page: Page, value: str) -> None:
    """Answer the question on the screen with the keyboard alone."""
    press_until(page, "Tab", ".mn-checker input[type=radio]")
    for _ in range(20):
        if page.evaluate("document.activeElement.value") == value:
            break
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == value
    page.keyboard.press("Space")
    press_until(page, "Tab", ".mn-checker button[type=submit]")
    page.keyboard.press("Enter")


def type_date(page: Page, day: str, month: str, year: str) -> None:
    """Fill in the date on the screen with the keyboard alone."""
    press_until(page, "Tab", ".mn-checker input[name=day]")
    page.keyboard.type(day)
    page.keyboard.press("Tab")
    page.keyboard.type(month)
    page.keyboard.press("Tab")
    page.keyboard.type(year)
    press_until(page, "Tab", ".mn-checker button[type=submit]")
    page.keyboard.press("Enter")


def question(page: Page) -> str:
    """Return which question is on the screen."""
    return page.evaluate(
        """() => {
            const heading = document.querySelector('.mn-checker h2').textContent;
            const all = [...document.querySelectorAll('template[data-question]')];
            return all.find((t) => t.content.querySelector('h2').textContent === heading)?.dataset.question ?? 'result';
        }"""
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refugee_finds_law_duty_and_deadline_with_the_keyboard(phone: Page, language: str):
    """Asylum, letter of 1 May 2023, plan of 15 June 2023: the new law, and 15 June 2026."""
    phone.goto(f"/{language}/checker.html")
    script = {
        "stay": lambda: choose(phone, "asylum"),
        "age": lambda: choose(phone, "adult"),
        "letter_date": lambda: type_date(phone, "1", "5", "2023"),
        "wrong_letter_2022": lambda: choose(phone, "no"),
        "pip_date": lambda: type_date(phone, "15", "6", "2023"),
        "turkish": lambda: choose(phone, "no"),
        "school_years": lambda: choose(phone, "no"),
        "diploma": lambda: choose(phone, "none"),
        "integrated_long": lambda: choose(phone, "no"),
        "health": lambda: choose(phone, "unknown"),
    }
    asked = []
    while (now := question(phone)) != "result":
        assert now not in asked
        asked.append(now)
        script[now]()
        assert phone.evaluate("document.activeElement.tagName") == "H2", "the new question has the focus"

    results = phone.locator("section[data-result]").evaluate_all("all => all.map((each) => each.dataset.result)")
    assert results == ["yes", "wi2021", "running", "no", "unknown"]
    assert phone.locator("[data-dutch]").inner_text() == "15 juni 2026"
    assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(phone).response["violations"]] == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_back_change_and_start_over(phone: Page):
    """A reader can take back the last answer, change an earlier one, and leave no trace."""
    phone.goto("/en/checker.html")
    choose(phone, "eu")
    assert question(phone) == "letter_date"
    phone.locator("[data-action=back]").click()
    assert question(phone) == "stay"
    choose(phone, "eu")
    choose(phone, "absent")
    assert question(phone) == "result"
    phone.locator("[data-fact=stay]").click()
    assert question(phone) == "stay"
    choose(phone, "asylum")
    assert question(phone) != "result"
    phone.reload()
    assert question(phone) == "stay"
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0
    assert phone.context.cookies() == []


def test_mistakes_in_answers_are_said(phone: Page):
    """No answer, and a day that does not exist, each get a message; nothing is guessed."""
    phone.goto("/nl/checker.html")
    phone.locator(".mn-checker button[type=submit]").click()
    expect(phone.locator("[data-error]")).not_to_be_empty()
    choose(phone, "eu")
    type_date(phone, "31", "2", "2023")
    expect(phone.locator("[data-error]")).not_to_be_empty()
    assert question(phone) == "letter_date"


def test_i_do_not_know_is_on_every_question_and_gives_what_is_missing(phone: Page):
    """Somebody who knows nothing is told where each answer can be found."""
    phone.goto("/ti/checker.html")
    for _ in range(20):
        if question(phone) == "result":
            break
        choose(phone, "unknown")

    assert question(phone) == "result"
    assert phone.locator("[data-result=unknown]").count() >= 3
    assert phone.locator("[data-missing-list] li").count() >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_the_rules_can_be_read(browser, site_url, language: str):
    """The same page shows every question and rule as text, and no empty tool."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site_url}/{language}/checker.html")

    expect(page.locator(".mn-checker")).to_be_hidden()
    rules = len(list((ROOT / "content" / "checker" / "rules").glob("*.yml")))
    assert page.locator(".mn-rule[id]").count() == rules
    assert page.locator(".mn-rule").first.is_visible()
    context.close()


@pytest.mark.parametrize("kind", ["home", "duty", "step", "organisation", "document", "words"])
def test_a_first_visit_is_small(phone: Page, site_url: str, kind: str):
    """A page with all it loads stays within what a phone on a bad network can bear (compressed as any host does)."""
    import gzip

    sizes = []
    phone.on("response", lambda response: sizes.append(len(gzip.compress(response.body()))))
    phone.goto(f"/ti/{KINDS[kind]}")

    assert len(sizes) <= MOST_REQUESTS
    assert sum(sizes) <= MOST_BYTES
