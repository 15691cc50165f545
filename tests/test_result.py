"""The result of the checker: its first screen, what to do, all days, why, the plan on paper, the calendar."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

import icalendar
import pytest
from playwright.sync_api import Browser, Page, expect

from test_browser import lay_out, violations
from test_paper import WIDTH, assert_nothing_is_cut_off, headings_at_the_foot, printed

LANGUAGES = ("nl", "ar")
TODAY = "2026-11-30T12:00:00"
FINE = {
    "stay": "asylum",
    "letter_date": "2023-05-01",
    "letters": "duo_fine",
    "duo_fine_date": "2026-11-02",
}
REFUGEE = FINE | {
    "birth_date": "1990",
    "turkish": "no",
    "pip_date": "2025-06-15",
    "route": "b1",
    "diploma": "none",
    "integrated_long": "no",
    "health": "none",
    "special": "no",
    "protection": "refugee",
    "permit_date": "2024-02-10",
    "shorter": "none",
    "proof": "none",
    "welfare": "no",
}
FAMILY = {
    "stay": "family_other",
    "letter_date": "2017-03-05",
    "birth_date": "1985",
    "turkish": "no",
    "letters": "none",
    "permit_date": "2016-05-01",
    "proof": "none",
}
NOBODY: dict[str, str] = {}
OWN = """() => { for (const [key, text] of Object.entries(sessionStorage))
    sessionStorage.setItem(key, text.replace(/\\|1$/, "|")); }"""
# What moved without the reader's doing.
SHIFTS = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 300);
})"""


def result_of(
    phone: Page, language: str, goals: str, answers: dict[str, str], now: str = TODAY
) -> Page:
    """Give these answers, and say "I do not know" to what else is asked.

    They come from a link, because that is quick, and become the reader's own.
    """
    phone.clock.set_fixed_time(now)
    phone.goto(f"/{language}/checker.html#{urlencode({'v': '2', 'for': goals, **answers})}")
    phone.evaluate(OWN)
    phone.reload()
    for _ in range(60):
        phone.locator(".mn-results, .mn-checker input[value=unknown]").first.wait_for()
        if phone.locator(".mn-results").count():
            return phone
        phone.locator(".mn-checker input[value=unknown]").check()
        phone.locator(".mn-checker button[type=submit]").click()
    raise AssertionError("the questions never end")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Return each of two languages: that of letters, and one from right to left."""
    return request.param


def days_of(page: Page) -> list[str]:
    """Return the days in the line, as the engine gives them."""
    return page.locator("[data-days] .mn-timeline > li[data-days]").evaluate_all(
        "all => all.map((each) => each.dataset.days)"
    )


def test_the_first_screen_says_the_next_day_and_the_first_answer(phone: Page, language: str):
    """Six weeks after the fine, what to do on that day, and the answer in a word beside the question."""
    page = result_of(phone, language, "letter", FINE)
    card, answer = page.locator("[data-next-day]"), page.locator("section[data-result]").first

    assert "14" in card.locator("[data-when]").inner_text()
    expect(card.locator("[data-what]")).to_be_visible()
    expect(card.locator("[data-title]")).not_to_be_empty()
    for part in (card, answer.locator("h3"), answer.locator("[data-label]")):
        box = part.bounding_box()
        assert box["y"] >= 56, "below the header"
        assert box["y"] + box["height"] <= 740
    order = "each => each.querySelector('[data-label]').compareDocumentPosition(each.querySelector('[data-says] p'))"
    assert answer.evaluate(order) == 4, "the word comes before the sentence"
    assert answer.locator("[data-label]").get_attribute("data-label") == "ask"


def test_the_page_is_called_what_it_is_about(phone: Page, language: str):
    """Its title and heading name what was asked, and only while the result is on the screen."""
    page = result_of(phone, language, "letter", FINE)
    group = page.locator("template[data-group=letter]").evaluate(
        "each => each.content.textContent.trim()"
    )

    assert group in page.locator("h1").inner_text()
    assert group in page.title()
    assert page.evaluate("document.activeElement.matches('.mn-results h2')")
    page.locator("[data-action=more]").click()
    assert group not in page.locator("h1").inner_text()
    assert group not in page.title()


def test_all_days_stand_in_one_line(phone: Page, language: str):
    """What is over, today, what comes; each day once in words and once as letters write it."""
    page = result_of(phone, language, "all", REFUGEE, "2027-01-05T12:00:00")
    line = page.locator("[data-days] .mn-timeline > li")
    days = days_of(page)

    assert "2026-12-14" in days
    assert days == sorted(days)
    before = [day for day in days if day < "2027-01-05"]
    assert line.nth(len(before)).get_attribute("data-now") is not None
    assert line.first.locator("[data-flag=over]").is_visible()
    assert line.last.locator("[data-flag=over]").is_hidden()
    seen = page.locator("[data-days] [data-when]").first
    shown = seen.locator("[data-day]").all_text_contents()
    assert len({*shown}) == len(shown) == (1 if language == "nl" else 2), "also as letters write it"
    assert page.locator("[data-days] summary").first.is_visible()


def test_a_lost_right_without_a_day_is_said(phone: Page, language: str, built):
    """Who knows nothing of the letter reads on the first screen that there may be a last day, and where it stands."""
    page = result_of(phone, language, "letter", NOBODY)
    said = built.edition(language).site.interface["day_unknown"]

    card = page.locator("[data-next-day]")
    assert said in card.inner_text()
    assert card.bounding_box()["y"] + card.bounding_box()["height"] <= 740
    assert page.locator("[data-undated] li").count() >= 3
    expect(page.locator("[data-action=calendar]")).to_be_hidden()


def test_a_day_that_is_over_says_so_first(phone: Page, language: str):
    """The time to object has passed: the card says it, and the calendar has no entry for it."""
    page = result_of(phone, language, "letter", FINE, "2027-02-01T12:00:00")

    expect(page.locator("[data-next-day] [data-flag=over]")).to_be_visible()
    expect(page.locator("[data-action=calendar]")).to_be_hidden()


def test_what_to_do_names_each_page_once(phone: Page, language: str):
    """In parts, what one must first; and nothing is a must or a right that an answer denies."""
    page = result_of(phone, language, "all", REFUGEE)
    parts = page.locator("[data-part]:not([hidden])")
    links = page.locator("[data-plan] [data-part] a").evaluate_all(
        "all => all.map((a) => a.getAttribute('href'))"
    )

    assert len(links) == len(set(links)) >= 10
    assert parts.evaluate_all("all => all.map((each) => each.dataset.part)")[0] == "must"
    for part, folder in (("must", "duties"), ("ask", "rights"), ("choose", "options")):
        hrefs = page.locator(f"[data-part={part}] a").evaluate_all(
            "all => all.map((a) => a.getAttribute('href'))"
        )
        assert all(href.startswith(f"{folder}/") for href in hrefs)
    assert page.locator("[data-part=must] a[href='duties/repay-your-loan.html']").count() == 0
    no_duty = result_of(phone, language, "must-integrate", {"stay": "eu", "letter_date": "absent"})
    expect(no_duty.locator("[data-part=must]")).to_be_hidden()


@pytest.mark.parametrize("answers", [REFUGEE, FAMILY, NOBODY], ids=["refugee", "family", "nobody"])
def test_everything_takes_at_most_eight_screens(
    phone: Page, language: str, answers: dict[str, str]
):
    """Before anything is unfolded; and nothing sticks out or moves by itself."""
    page = result_of(phone, language, "all", answers)
    assert page.evaluate(SHIFTS) <= 0.02
    lay_out(page)

    assert page.locator(".mn-results").bounding_box()["height"] <= 8 * 740
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_why_is_folded_and_there_when_it_is_opened(phone: Page, language: str):
    """The reason with the answers it rests on, the article, who decides; what is missing and where it is found."""
    page = result_of(phone, language, "letter", FINE)
    why = page.locator(".mn-why[data-outcome=duo-fine]")
    expect(why.locator("[data-because]")).to_be_hidden()
    why.locator("summary").click()

    expect(why.locator("[data-because] li").first).to_be_visible()
    expect(why.locator("[data-basis] a").first).to_be_visible()
    expect(why.locator("[data-decided] p")).to_be_visible()
    page = result_of(phone, language, "letter", NOBODY)
    page.locator("[data-reasons] > summary").click()
    page.locator(".mn-why[data-outcome=duo-letter] summary").click()
    expect(
        page.locator(".mn-why[data-outcome=duo-letter] [data-missing-list] li").first
    ).to_be_visible()


@pytest.mark.parametrize("answers", [REFUGEE, NOBODY], ids=["refugee", "nobody"])
def test_the_opened_result_is_accessible(phone: Page, language: str, answers: dict[str, str]):
    """With all that is folded and the Dutch beside it; headings go down one level at a time."""
    page = result_of(phone, language, "all", answers)
    if language != "nl":
        page.locator("[data-action=original]").click()
        page.locator(".mn-results .mn-original").first.wait_for(state="attached")
    lay_out(page)
    page.evaluate(
        "document.querySelectorAll('.mn-results details').forEach((each) => (each.open = true))"
    )
    expect(page.locator("[data-answers] li").first).to_be_visible()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    levels = page.locator(".mn-results :is(h2, h3, h4)").evaluate_all(
        "all => all.map((each) => Number(each.tagName[1]))"
    )
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_dutch_stands_beside_everything(phone: Page):
    """Titles, answers, what to do, days, reasons and the reader's own answers."""
    page = result_of(phone, "ar", "letter", FINE)
    parts = [
        "[data-next-day] [data-title]",
        "section[data-result] [data-title]",
        "section[data-result] [data-says]",
        "[data-part=ask] li",
        "[data-days] [data-title]",
        "[data-days] [data-what]",
        "[data-because] [data-said]",
        "[data-basis]",
        "[data-answers] [data-ask]",
        "[data-answers] [data-said]",
    ]
    assert page.locator("[data-results] .mn-original").count() == 0, "it comes when it is wanted"
    page.locator("[data-action=original]").click()
    page.locator("section[data-result] .mn-original").first.wait_for()
    page.evaluate(
        "document.querySelectorAll('.mn-results details').forEach((each) => (each.open = true))"
    )
    for original in [page.locator(f"{part} .mn-original[lang=nl]").first for part in parts]:
        expect(original).to_be_visible()
        expect(original).not_to_be_empty()


def test_the_result_waits_for_its_words(browser: Browser, site_url: str, language: str, built):
    """Without a network the reader hears so and loses nothing; with it again the result comes."""
    page = browser.new_page(base_url=site_url, viewport={"width": 360, "height": 740})
    words = re.compile(rf"/{language}/checker-result\.js")
    page.route(words, lambda route: route.abort())
    answers = urlencode({"v": "2", "for": "duo-fine-time", **FINE})
    page.goto(f"/{language}/checker.html#{answers}")

    said = page.locator("[data-failed]")
    expect(said).to_contain_text(built.edition(language).site.interface["result_missing"])
    assert violations(page) == []
    said.locator("button").click()
    expect(page.locator("[data-failed]")).to_be_visible()
    page.unroute(words)
    page.locator("[data-failed] button").click()
    expect(page.locator("[data-results] section")).to_have_count(1)
    assert page.evaluate("document.activeElement.matches('.mn-results h2')")
    page.locator("[data-told] summary").click()
    expect(page.locator("[data-answers] li")).to_have_count(len(FINE))
    page.close()


def test_the_words_that_come_later_come_without_a_server(browser: Browser, built_site: Path):
    """From a file on the phone too: the result, and the Dutch beside it."""
    page = browser.new_page()
    answers = urlencode({"v": "2", "for": "duo-fine-time", **FINE})
    page.goto(f"{(built_site / 'ar' / 'checker.html').as_uri()}#{answers}")

    expect(page.locator("[data-results] section")).to_have_count(1)
    page.locator("[data-action=original]").click()
    expect(page.locator("[data-results] .mn-original").first).to_be_visible()
    page.close()


@pytest.mark.parametrize(("language", "most"), [("nl", 8), ("ar", 11), ("ti", 12)])
def test_everything_on_paper_is_whole(phone: Page, language: str, most: int):
    """All outcomes for who knows much: nothing is cut off, no heading alone at the foot, Dutch beside."""
    page = result_of(phone, language, "all", REFUGEE)
    page.evaluate("() => { window.print = () => { document.body.dataset.printed = ''; }; }")
    page.locator("[data-action=print]").click()
    page.locator("body[data-printed]").wait_for()
    paper = printed(page)

    assert paper.sheets <= most
    assert_nothing_is_cut_off(paper)
    assert headings_at_the_foot(paper) == []


@pytest.mark.parametrize("language", ["ar", "ti"])
def test_dutch_stands_beside_on_paper(phone: Page, language: str):
    """On two sheets each language keeps to its half: the reader's where their lines begin, the Dutch in the other."""
    page = result_of(phone, language, "letter", FINE)
    page.evaluate("() => { window.print = () => { document.body.dataset.printed = ''; }; }")
    page.locator("[data-action=print]").click()
    page.locator("body[data-printed]").wait_for()
    paper = printed(page)
    in_reader_s_half = {True: 0, False: 0}  # of the letters of Dutch, and of the others
    letters = [each for each in paper.glyphs if each.letter.isalpha()]
    for each in letters:
        is_left = each.left < WIDTH / 2
        in_reader_s_half[each.letter.isascii()] += is_left == (language == "ti")
    dutch = sum(each.letter.isascii() for each in letters)

    assert paper.sheets <= 2
    assert in_reader_s_half[True] < 0.3 * dutch
    assert in_reader_s_half[False] > 0.85 * (len(letters) - dutch)


def test_the_plan_on_paper_is_whole(phone: Page, language: str, built):
    """Two sheets for a letter, also with Dutch beside; what to do, days, whom to ask and answers, all whole."""
    page = result_of(phone, language, "letter", FINE)
    page.evaluate("() => { window.print = () => { document.body.dataset.printed = ''; }; }")
    page.locator("[data-action=print]").click()
    page.locator("body[data-printed]").wait_for()
    paper = printed(page)
    edition, shown = built.edition(language), " ".join(paper.shown.split())

    assert paper.sheets <= 2
    assert_nothing_is_cut_off(paper)
    for name in ("my_plan", "what_next", "plan_ask", "your_dates", "plan_ask_what", "your_answers"):
        assert edition.site.interface[name] in shown
    assert edition.day(date(2026, 11, 30)) in shown
    assert edition.plain(edition.site.checker.always) in shown
    assert edition.plain(edition.site["checker/questions"]["letters"].ask) in shown
    dutch = "Kreeg u een brief met een besluit?"
    assert shown.count(dutch) >= (1 if language == "nl" else 2), (
        "also folded parts, drawn for paper"
    )
    assert ("Rechters zeggen dat een boete" in shown) is True


# The words of an element, without the source's beside them.
TITLE = """each => {
    const words = each.cloneNode(true);
    for (const original of words.querySelectorAll(".mn-original")) original.remove();
    return words.textContent;
}"""


def calendar_of(page: Page) -> list[icalendar.Event]:
    """Save the calendar file and return its entries as a calendar reads them."""
    with page.expect_download() as found:
        page.locator("[data-action=calendar]").click()
    data = found.value.path().read_bytes()
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    return events


def test_the_calendar_has_titles_words_and_alarms(new_phone: Page, language: str):
    """Whole titles, what to do, the Dutch title, and a week and a day to be warned; a first day only on the day."""
    page = result_of(new_phone, language, "all", REFUGEE)
    line = page.locator("[data-days] .mn-timeline > li[data-days]")
    titles = {
        each.get_attribute("data-days"): " ".join(
            each.locator("[data-title]").evaluate(TITLE).split()
        )
        for each in line.all()
    }
    events = {event["DTSTART"].dt.isoformat(): event for event in calendar_of(page)}

    assert {day: str(event["SUMMARY"]) for day, event in events.items()} == titles
    last, first = events["2026-12-14"], events["2027-12-15"]
    assert [alarm["TRIGGER"].dt for alarm in last.walk("VALARM")] == [
        timedelta(hours=9) - timedelta(days=7),
        timedelta(hours=9) - timedelta(days=1),
    ]
    assert [alarm["TRIGGER"].dt for alarm in first.walk("VALARM")] == [timedelta(hours=9)]
    assert all(str(alarm["DESCRIPTION"]) for alarm in last.walk("VALARM"))
    assert ("Bezwaar tegen de boete van DUO" in str(last["DESCRIPTION"])) == (language == "ar")
    assert page.locator("[data-next-day] bdi").first.inner_text() in str(last["DESCRIPTION"])
