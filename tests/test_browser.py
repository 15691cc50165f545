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
    "walk": "checker/outcomes/must-integrate.html",
    "proof": "checker/proof.html",
    "guide": "guides/i-am-ill.html",
    "danger": "guides/in-danger.html",
    "changes": "changes.html",
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
    assert phone.locator(".mn-danger").bounding_box()["height"] >= 44


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


def begin(page: Page, *goals: str) -> None:
    """Say what one wants to know, with the keyboard alone; nothing stands for everything."""
    for goal in goals:
        press_until(page, "Tab", f".mn-checker input[value={goal}]")
        page.keyboard.press("Space")
    press_until(page, "Tab", ".mn-checker button[type=submit]")
    page.keyboard.press("Enter")


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
    for number in (day, month, year):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
        page.keyboard.type(number)
        page.keyboard.press("Tab")
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


def answer_all(page: Page, answers: dict) -> list[str]:
    """Answer each question that is asked, until the result; return which were asked."""
    asked = []
    while (now := question(page)) != "result":
        assert now not in asked
        asked.append(now)
        answer = answers[now]
        type_date(page, *answer) if isinstance(answer, tuple) else choose(page, answer)
        assert page.evaluate("document.activeElement.tagName") == "H2", "the new question has the focus"
    return asked


REFUGEE = {
    "stay": "asylum",
    "letter_date": ("1", "5", "2023"),
    "birth_date": ("", "", "1990"),
    "pension_age": "no",
    "turkish": "no",
    "wrong_letter_2022": "no",
    "pip_date": ("15", "6", "2023"),
    "route": "b1",
    "school_years": "no",
    "diploma": "none",
    "integrated_long": "no",
    "health": "unknown",
    "special": "unknown",
    "delay": "unknown",
}
FIRST = ("must-integrate", "regime", "deadline", "exemption", "dispensation")


def violations(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds."""
    return [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refugee_finds_law_duty_and_deadline_with_the_keyboard(phone: Page, language: str):
    """Asylum, born in 1990, letter of 1 May 2023, plan of 15 June 2023: the new law, and 15 June 2026."""
    phone.goto(f"/{language}/checker.html")
    assert violations(phone) == []
    begin(phone, *FIRST)
    assert violations(phone) == []
    answer_all(phone, REFUGEE)

    results = phone.locator("section[data-result]").evaluate_all("all => all.map((each) => each.dataset.result)")
    assert results == ["yes", "wi2021", "running", "no", "unknown"]
    assert phone.locator("[data-dutch]").all_inner_texts() == ["15 december 2025", "15 juni 2026"]
    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_only_what_the_reader_wants_to_know_is_asked(phone: Page):
    """Somebody who asks about the permit answers one question; somebody who asks everything gets all results."""
    phone.goto("/en/checker.html")
    begin(phone, "permit")
    assert answer_all(phone, REFUGEE) == ["stay"]
    assert phone.locator("section[data-result=kept]").count() == 1

    phone.locator("[data-action=more]").click()
    begin(phone)
    while question(phone) != "result":
        choose(phone, "unknown")
    outcomes = len(list((ROOT / "content" / "checker" / "outcomes").glob("*.yml")))
    assert phone.locator("section[data-result]").count() == outcomes


def test_back_change_and_start_over(phone: Page):
    """A reader can take back the last answer, change an earlier one, and leave no trace."""
    phone.goto("/en/checker.html")
    begin(phone, *FIRST)
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
    expect(phone.locator(".mn-checker input[type=checkbox]").first).to_be_visible()
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0
    assert phone.context.cookies() == []


def test_mistakes_in_answers_are_said(phone: Page):
    """No answer, a day that does not exist or has not come, and answers that contradict: a message, and no guess."""
    phone.goto("/nl/checker.html")
    begin(phone, *FIRST)
    phone.locator(".mn-checker button[type=submit]").click()
    expect(phone.locator("[data-error]")).not_to_be_empty()
    choose(phone, "asylum")
    type_date(phone, "31", "2", "2023")
    expect(phone.locator("[data-error]")).not_to_be_empty()
    assert question(phone) == "letter_date"
    type_date(phone, "1", "2", "2023")
    type_date(phone, "1", "1", "2990")
    expect(phone.locator("[data-error]")).not_to_be_empty()
    assert question(phone) == "birth_date"
    type_date(phone, "1", "1", "2010")
    phone.locator("[data-action=back]").click()
    type_date(phone, "1", "1", "1950")
    choose(phone, "yes")
    while question(phone) != "result":
        choose(phone, "unknown")
    phone.locator("[data-fact=birth_date]").click()
    type_date(phone, "1", "1", "1990")
    expect(phone.locator("[data-error]")).to_contain_text("AOW")
    assert question(phone) == "birth_date"


def test_i_do_not_know_is_on_every_question_and_gives_what_is_missing(phone: Page):
    """Somebody who knows nothing is told where each answer can be found."""
    phone.goto("/ti/checker.html")
    begin(phone)
    for _ in range(40):
        if question(phone) == "result":
            break
        choose(phone, "unknown")

    assert question(phone) == "result"
    assert phone.locator("[data-result=unknown]").count() >= 10
    assert phone.locator("[data-missing-list] li").count() >= 10


def test_a_link_keeps_answers_but_none_that_are_sensitive(phone: Page):
    """The link opens the same result; it is a fragment, so that no server sees it, and the page does not keep it."""
    phone.goto("/nl/checker.html")
    begin(phone, "must-integrate")
    answer_all(phone, REFUGEE)
    phone.locator("[data-action=link]").click()
    link = phone.locator("[data-link] input").input_value()
    assert "#v=1&" in link
    assert "letter_date=2023-05-01" in link
    assert not {"asylum", "1990", "turkish"} & {part for word in link.split("&") for part in (word, word.split("=")[0])}
    assert "stay=" not in link

    phone.goto("about:blank")
    phone.goto(link)
    assert question(phone) == "stay", "what is sensitive is asked again"
    answer_all(phone, REFUGEE)
    assert phone.locator("section[data-result=yes]").count() == 1
    phone.locator("[data-action=again]").click()
    assert "#" not in phone.url


@pytest.mark.parametrize(
    "fragment",
    [
        "v=0&for=regime&letter_date=2023-05-01",
        "v=1&for=regime&letter_date=2023-02-31",
        "v=1&for=regime&letter_date=yesterday",
        "v=1&for=regime&colour=blue",
        "v=1&for=everything",
        "v=1&letter_date=2023-05-01",
        "v=1&for=regime&pip_date=2020-01-01",
        "v=1&for=regime&route=absent&pip_date=2023-06-15",
    ],
)
def test_a_link_that_is_old_or_was_edited_is_not_used(phone: Page, fragment: str):
    """A clear message, and the start; never a wrong outcome."""
    phone.goto(f"/nl/checker.html#{fragment}")
    expect(phone.locator("[data-error]")).not_to_be_empty()
    expect(phone.locator(".mn-checker input[type=checkbox]").first).to_be_visible()


def test_the_calendar_file_holds_the_readers_days(phone: Page):
    """Made in the browser: an entry of a whole day for each date."""
    phone.goto("/nl/checker.html")
    begin(phone, "deadline")
    answer_all(phone, REFUGEE)
    with phone.expect_download() as found:
        phone.locator("[data-action=calendar]").click()
    lines = found.value.path().read_bytes().decode().split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20260615" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2


@pytest.mark.parametrize(
    ("goal", "permit", "dutch", "which", "calendar"),
    [
        ("nationality-time", ("", "", "2023"), "1 januari 2028 – 31 december 2028", "laatste", "20281231"),
        ("family", ("", "10", "2026"), "1 januari 2027 – 31 januari 2027", "eerste", "20270101"),
    ],
)
def test_the_safe_one_of_two_days_is_named(
    phone: Page, goal: str, permit: tuple, dutch: str, which: str, calendar: str
):
    """Of a date known in part: the last day where something may begin, the first where it must be done."""
    phone.clock.set_fixed_time("2026-11-24T12:00:00")
    phone.goto("/nl/checker.html")
    begin(phone, goal)
    answer_all(phone, {"stay": "asylum", "shorter": "none", "protection": "refugee", "permit_date": permit})

    assert phone.locator("[data-dutch]").all_inner_texts() == [dutch]
    expect(phone.get_by_text(f"Reken met de {which} dag.")).to_be_visible()
    with phone.expect_download() as found:
        phone.locator("[data-action=calendar]").click()
    assert f"DTSTART;VALUE=DATE:{calendar}" in found.value.path().read_text()


def test_the_calendar_holds_the_days_on_the_screen_and_no_others(phone: Page):
    """Who asks about the family next gets the day for that, and not again the one for becoming Dutch."""
    phone.clock.set_fixed_time("2026-11-24T12:00:00")
    phone.goto("/nl/checker.html")
    begin(phone, "nationality-time")
    answers = {"stay": "asylum", "shorter": "none", "protection": "refugee", "permit_date": ("1", "10", "2026")}
    answer_all(phone, answers)
    phone.locator("[data-action=more]").click()
    begin(phone, "family")
    answer_all(phone, answers)

    assert phone.locator("[data-dutch]").all_inner_texts() == ["1 januari 2027"]
    with phone.expect_download() as found:
        phone.locator("[data-action=calendar]").click()
    assert found.value.path().read_text().count("BEGIN:VEVENT") == 1


def test_only_a_last_day_that_is_over_is_an_alarm(phone: Page):
    """From 15 December 2025 one may ask for more time: that this day has been is no reason to be afraid."""
    phone.clock.set_fixed_time("2026-01-15T12:00:00")
    phone.goto("/nl/checker.html")
    begin(phone, "deadline")
    answer_all(phone, REFUGEE)

    assert phone.locator("[data-dutch]").all_inner_texts() == ["15 december 2025", "15 juni 2026"]
    expect(phone.get_by_text("Deze dag is al geweest.")).to_be_visible()
    assert [each.is_visible() for each in phone.get_by_text("Deze dag is voorbij.").all()] == [False]


def test_dutch_can_be_shown_beside(phone: Page):
    """A helper or official reads along: the Dutch of each result, marked as Dutch."""
    phone.goto("/ar/checker.html")
    begin(phone, "permit")
    choose(phone, "asylum")
    dutch = phone.locator("section[data-result] .mn-dutch").first
    expect(dutch).to_be_hidden()
    phone.locator("[data-action=dutch]").click()
    expect(dutch).to_be_visible()
    assert dutch.get_attribute("lang") == "nl"
    assert violations(phone) == []


def test_a_result_prints_on_one_sheet(phone: Page):
    """The answer about one outcome, with its reason and dates, is one side of A4."""
    import re

    phone.goto("/nl/checker.html")
    begin(phone, "deadline")
    answer_all(phone, REFUGEE)
    pdf = phone.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_one_question_leads_to_the_next(browser, site_url, language: str):
    """The same rules as linked steps: one at a time, no empty tool, and every rule to read."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, base_url=site_url)
    page = context.new_page()
    page.goto(f"/{language}/checker.html")
    expect(page.locator(".mn-checker")).to_be_hidden()
    page.locator(".mn-rules ul a").first.click()

    for _ in range(12):
        shown = page.locator(".mn-walk > section:visible")
        expect(shown).to_have_count(1)
        if shown.locator("a[href^='#n'], a[href^='#yes'], a[href^='#no'], a[href^='#decided']").count() == 0:
            break
        shown.locator("ul a").first.click()
    assert page.url.rpartition("#")[2] in ("yes", "no", "decided")
    assert page.locator(".mn-rule[id]").count() >= 5
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
