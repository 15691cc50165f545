"""The site as its readers meet it: a small phone, a real Chromium, four languages, with and without JavaScript."""

import itertools
import json
import re
from collections import defaultdict
from datetime import date
from urllib.parse import urlencode

import icalendar
import pytest
import yaml
from playwright.sync_api import Browser, Page, Route, expect

from conftest import LANGUAGES, LOCALES, ROOT, RTL, SCRIPTS, cheap_phone, violations
from test_access import LARGE, OPEN_ALL, VIEWS, faults_in

KINDS = {
    "home": "index.html",
    "duty": "duties/finish-in-time-wi2021.html",
    "step": "steps/your-plan.html",
    "organisation": "organisations/duo.html",
    "document": "documents/letter-duty.html",
    "door": "doors/what-does-it-cost.html",
    "letters": "doors/i-got-a-letter.html",
    "list": "duties/index.html",
    "journey": "journey.html",
    "words": "words.html",
    "search": "search.html",
    "keep": "keep.html",
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
    "sensitive": "guides/not-safe-at-home.html",
}
MOST_REQUESTS = 3  # the page, what its scripts do, and what it looks like on paper
# What one looks things up in is larger: each word is there three times, by word, by name and by letter from an office.
MOST_BYTES = defaultdict(lambda: 15_300, words=35_300, search=52_300)
MOST_SCREENS_OF_WORDS = 14  # folded; open they are four times as many


# Each kind in both directions; the scripts that share one take turns.
BOTH_WAYS = [
    (kind, language)
    for scripts in (
        [code for code in SCRIPTS if (code in RTL) is is_rtl] for is_rtl in (False, True)
    )
    for kind, language in zip(KINDS, itertools.cycle(scripts), strict=False)
]


@pytest.mark.parametrize(("kind", "language"), BOTH_WAYS)
def test_a_page_is_accessible(phone: Page, kind: str, language: str):
    """No wider than 360 px; opened, the tool axe finds nothing, and it can be read however a telephone is set."""
    phone.goto(f"/{language}/{KINDS[kind]}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.evaluate(OPEN_ALL)

    assert violations(phone) == []
    assert faults_in(phone, VIEWS if language == "ar" else LARGE) == {}


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("where", ["guides/not-safe-at-home", "checker/outcomes/must-integrate"])
def test_a_sensitive_page_is_left_with_one_tap(
    browser: Browser, site_url: str, where: str, language: str, scripts: bool
):
    """The way out stays at the lower edge, hides nothing at the end, and the next page is not told of this one."""
    away = yaml.safe_load((ROOT / "content" / "site.yml").read_text("utf-8"))["leave"]
    told: list[str | None] = []

    def weather(route: Route) -> None:
        told.append(route.request.headers.get("referer"))
        route.fulfill(body="<p>sun", content_type="text/html")

    with cheap_phone(browser, site_url, scripts=scripts) as page:
        page.route(f"{away}**", weather)
        page.goto(f"/{language}/{where}.html")
        link, footer = page.locator(".mn-leave a"), page.locator(".mn-footer__more")
        at_first = link.bounding_box()
        page.mouse.wheel(0, 900)
        expect(page.locator("h1")).not_to_be_in_viewport()
        assert link.bounding_box() == pytest.approx(at_first, abs=1)
        assert 44 <= at_first["height"] < 740 - at_first["y"] < 90
        expect(page.locator(".mn-leave p")).to_be_in_viewport()
        page.mouse.wheel(0, 100_000)
        expect(footer).to_be_in_viewport(ratio=1)
        last = footer.bounding_box()
        assert last["y"] + last["height"] <= page.locator(".mn-leave").bounding_box()["y"]
        link.click()
        page.wait_for_url(f"{away}**")
        assert told == [None]


def test_the_root_offers_every_language_by_its_own_name(phone: Page):
    """Whoever opens the site sees their language first."""
    phone.goto("/index.html")

    for language in LANGUAGES:
        name = re.compile(f"^{LOCALES[language]['name']}")
        expect(phone.locator("main").get_by_role("link", name=name)).to_be_visible()
    assert violations(phone) == []


def test_changing_language_stays_on_the_page(phone: Page):
    """A volunteer and a reader look at the same page in two languages."""
    phone.goto("/nl/duties/come-to-the-intake.html")
    phone.locator(".mn-languages summary").click()
    phone.locator(".mn-languages a[hreflang=ti]").click()

    expect(phone).to_have_url(re.compile("/ti/duties/come-to-the-intake.html$"))


def press_until(page: Page, key: str, is_focused: str) -> None:
    """Press a key until the focused element matches a selector."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", is_focused):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} never reached {is_focused}")


def begin(page: Page, *goals: str) -> None:
    """Say in the address what one wants to know; nothing stands for everything."""
    page.evaluate("goals => { location.hash = `for=${goals}`; }", "+".join(goals) or "all")
    expect(page).to_have_url(re.compile(r"\.html$"))


def wait_for(page: Page, name: str) -> None:
    """Wait until a question is on the screen: the browser goes back in its own time."""
    heading = page.evaluate(
        "name => document.querySelector(`template[data-question=${name}]`).content.querySelector('h2').textContent",
        name,
    )
    page.wait_for_function(
        "words => document.querySelector('.mn-checker h2').textContent === words", arg=heading
    )


def choose(page: Page, value: str) -> None:
    """Answer the question on the screen with the keyboard alone."""
    if page.locator(".mn-checker input[type=checkbox]").count():
        press_until(page, "Tab", f".mn-checker input[value='{value}']")
        page.keyboard.press("Space")
        press_until(page, "Tab", ".mn-checker button[type=submit]")
        page.keyboard.press("Enter")
        return
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


def answer_all(page: Page, answers: dict, until: str = "result") -> list[str]:
    """Answer each question that is asked, until the result or another question; return which were asked."""
    asked = []
    while (now := question(page)) != until:
        assert now not in asked
        asked.append(now)
        answer = answers[now]
        type_date(page, *answer) if isinstance(answer, tuple) else choose(page, answer)
        assert page.evaluate("document.activeElement.tagName") == "H2", (
            "the new question has the focus"
        )
    if until == "result":
        page.locator(".mn-results").wait_for()
    return asked


REFUGEE = {
    "stay": "asylum",
    "letter_date": ("1", "5", "2023"),
    "birth_date": ("", "", "1990"),
    "turkish": "no",
    "integrated_elsewhere": "no",
    "pip_date": ("15", "6", "2025"),
    "route": "b1",
    "school_years": "no",
    "diploma": "none",
    "integrated_long": "no",
    "health": "unknown",
    "special": "unknown",
    "delay": "unknown",
}
NOT_KNOWN = defaultdict(lambda: "unknown")
FIRST = ("must-integrate", "regime", "deadline", "exemption", "dispensation")


def days_of(page: Page) -> list[str]:
    """Return the days of the result in their order, as the engine gives them."""
    return page.locator("li[data-days]").evaluate_all("all => all.map((each) => each.dataset.days)")


def lay_out(page: Page) -> None:
    """Lay out what is below the screen too: a browser reads no text from what it has left for later."""
    page.evaluate(
        """() => {
            const style = new CSSStyleSheet();
            style.replaceSync(".mn-results * { content-visibility: visible !important }");
            document.adoptedStyleSheets = [style];
        }"""
    )


def unfold(page: Page) -> None:
    """Open what is folded below a result."""
    lay_out(page)
    page.locator(".mn-results details").evaluate_all(
        "all => all.forEach((each) => (each.open = true))"
    )
    expect(page.locator("[data-answers] li").first).to_be_visible()


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_refugee_finds_law_duty_and_deadline_with_the_keyboard(phone: Page, language: str):
    """Asylum, born in 1990, letter of 1 May 2023, plan of 15 June 2025: the new law, and 15 June 2028."""
    phone.goto(f"/{language}/checker.html")
    assert violations(phone) == []
    begin(phone, *FIRST)
    assert violations(phone) == []
    answer_all(phone, REFUGEE)

    results = phone.locator("section[data-result]").evaluate_all(
        "all => all.map((each) => each.dataset.result)"
    )
    assert results == ["yes", "wi2021", "running", "unknown", "no"]
    assert days_of(phone) == ["2026-12-15", "2027-12-15", "2028-06-15", "2028-06-15"]
    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("language", SCRIPTS)
def test_the_last_day_to_object_stands_first_whatever_is_not_known(phone: Page, language: str):
    """A fine of 1 November 2026 and nothing else: 13 December above all results, and DUO decides alone."""
    phone.goto(f"/{language}/checker.html")
    begin(phone, "duo-fine", "duo-fine-time")
    answer_all(phone, NOT_KNOWN | {"letters": "duo_fine", "duo_fine_date": ("1", "11", "2026")})

    assert days_of(phone) == ["2026-12-13"]
    card, results = (
        phone.locator(f"[data-{each}]").bounding_box() for each in ("next-day", "results")
    )
    assert card["y"] + card["height"] <= results["y"]
    assert card["y"] - phone.locator(".mn-checker").bounding_box()["y"] < 740, "on the first screen"
    why = phone.locator(".mn-why[data-outcome=duo-fine-time]")
    why.locator("summary").click()
    assert why.locator("[data-decides]").count() == 1


@pytest.mark.parametrize("language", SCRIPTS)
def test_no_label_says_yes_to_a_no(phone: Page, language: str):
    """What stands in a word beside a question is one of the labels; open questions have none."""
    phone.goto(f"/{language}/checker.html")
    begin(phone, "regime")
    says = phone.locator("template[data-says]")
    says.first.wait_for(state="attached")
    found = says.evaluate_all(
        """all => all.map((each) => [
            each.dataset.says, each.content.querySelector("[data-label]")?.dataset.label ?? ""])"""
    )
    labels = {
        "yes",
        "probably",
        "maybe",
        "probably_not",
        "no",
        "ask",
        "unknown",
        "not_applicable",
        "",
    }
    assert {label for _, label in found} == labels
    assert {label for says, label in found if says.endswith("=unknown")} == {"unknown"}


def test_only_what_the_reader_wants_to_know_is_asked(phone: Page):
    """Somebody who asks about the permit answers one question; somebody who asks everything gets all results."""
    phone.goto("/en/checker.html")
    begin(phone, "permit")
    assert answer_all(phone, REFUGEE) == ["stay"]
    assert phone.locator("section[data-result=kept]").count() == 1

    phone.locator("[data-action=more]").click()
    begin(phone)
    answer_all(phone, NOT_KNOWN)
    outcomes = len(list((ROOT / "content" / "checker").glob("*/outcome.yml")))
    unfold(phone)
    answers = phone.locator("section[data-result], [data-open] li, [data-apart] li")
    expect(answers).to_have_count(outcomes)


def test_back_and_change(phone: Page):
    """A reader can take back the last answer, and change an earlier one; no cookie is set."""
    phone.goto("/en/checker.html")
    begin(phone, *FIRST)
    choose(phone, "eu")
    assert question(phone) == "letter_date"
    phone.locator("[data-action=back]").click()
    wait_for(phone, "stay")
    choose(phone, "eu")
    choose(phone, "absent")
    assert question(phone) == "result"
    unfold(phone)
    phone.locator("[data-fact=stay]").click()
    assert question(phone) == "stay"
    choose(phone, "asylum")
    assert question(phone) != "result"
    assert phone.context.cookies() == []


def test_mistakes_in_answers_are_said(phone: Page):
    """No answer, a day that does not exist or has not come, and answers that contradict: a message, and no guess."""
    phone.goto("/nl/checker.html")
    begin(phone, *FIRST)
    phone.locator(".mn-checker button[type=submit]").click()
    error = phone.locator("[data-error]")
    expect(error).to_be_focused()
    expect(error).not_to_be_empty()
    choose(phone, "asylum")
    for day in (("31", "2", "2023"), ("x", "2", "2023"), ("1", "", "2023"), ("0", "2", "2023")):
        type_date(phone, *day)
        expect(error).to_be_focused()
        expect(error).not_to_be_empty()
        assert question(phone) == "letter_date"
    type_date(phone, "1", "2", "2023")
    type_date(phone, "1", "1", "2990")
    expect(error).not_to_be_empty()
    assert question(phone) == "birth_date"


def test_answers_that_contradict_are_not_taken(phone: Page):
    """One that does not fit an earlier one is said; a later one that no longer fits is asked again."""
    phone.goto("/en/checker.html")
    begin(phone, "deadline", "must-pass")
    asked = answer_all(phone, REFUGEE)
    assert {"pip_date", "route"} <= {*asked}
    unfold(phone)
    phone.locator("[data-fact=route]").click()
    choose(phone, "absent")
    expect(phone.locator("[data-error]")).not_to_be_empty()
    assert question(phone) == "route"
    phone.go_back()
    expect(phone.locator(".mn-results")).to_be_visible()
    unfold(phone)
    phone.locator("[data-fact=pip_date]").click()
    choose(phone, "absent")
    assert question(phone) == "result"
    unfold(phone)
    told = phone.locator("[data-fact]").evaluate_all("all => all.map((each) => each.dataset.fact)")
    assert told == [each for each in asked if each != "route"]


def test_i_do_not_know_is_on_every_question_and_gives_what_is_missing(phone: Page):
    """Somebody who knows nothing is told where each answer can be found."""
    phone.goto("/ti/checker.html")
    begin(phone)
    answer_all(phone, NOT_KNOWN)

    unfold(phone)
    expect(phone.locator("[data-result=unknown], [data-open] > ul > li").nth(10)).to_be_attached()
    expect(phone.locator("[data-missing-list] li").nth(10)).to_be_visible()


def calendar_of(page: Page) -> list[tuple[str, date]]:
    """Save the calendar file and return its entries as a calendar reads them; no line is longer than it may be."""
    with page.expect_download() as found:
        page.locator("[data-action=calendar]").click()
    data = found.value.path().read_bytes()
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    return [(str(event["SUMMARY"]), event["DTSTART"].dt) for event in events]


def test_the_calendar_file_holds_the_readers_days(phone: Page):
    """Made in the browser: an entry of a whole day for each date."""
    phone.goto("/nl/checker.html")
    begin(phone, "deadline")
    answer_all(phone, REFUGEE)

    assert [day for _, day in calendar_of(phone)] == [
        date(2026, 12, 15),
        date(2027, 12, 15),
        date(2028, 6, 15),
        date(2028, 6, 15),
    ]


def with_every_day(route: Route) -> None:
    """Serve the checker with rules in which every day is nine years after the permit, whoever asks."""
    page = route.fetch().text()
    found = re.search(r"<script[^>]* data-checker>(.*?)</script>", page, re.DOTALL)
    data = json.loads(found[1])
    later = {"start": "permit_date", "sign": 1, "unit": "years", "values": [["1900-01-01", 9]]}
    values = {
        name: [*each["values"], "unknown", "not_applicable"]
        for name, each in data["checker"]["outcomes"].items()
    }
    for day in data["checker"]["deadlines"].values():
        when = {name: values[name] for name in day["when"]}
        day.pop("unsure", None)
        day.update(later, opens=0, lost=0, when=when)
    route.fulfill(body=page.replace(found[1], json.dumps(data)), content_type="text/html")


@pytest.mark.parametrize("language", SCRIPTS)
def test_the_calendar_file_says_what_the_page_says(phone: Page, language: str):
    """The title of each date there is, whole and without the Dutch beside it."""
    phone.route("**/checker.html", with_every_day)
    asked = [path.stem for path in (ROOT / "content" / "checker" / "questions").glob("*.yml")]
    answers = dict.fromkeys(asked, "unknown") | {"permit_date": "2026-10-01"}
    phone.goto(f"/{language}/checker.html#{urlencode({'v': '2', 'for': 'all', **answers})}")
    phone.locator(".mn-results").wait_for()
    lay_out(phone)
    titles = phone.locator(".mn-results .mn-timeline [data-title]").all_inner_texts()

    assert len(titles) == len(list((ROOT / "content" / "checker").glob("*/days/*.yml")))
    assert sorted(calendar_of(phone)) == sorted((title, date(2035, 10, 1)) for title in titles)


@pytest.mark.parametrize("language", SCRIPTS)
def test_tapping_the_words_of_an_answer_chooses_it(phone: Page, language: str):
    """Also where a word of the glossary stands in it; and the result repeats question and answer as they stood."""
    phone.goto(f"/{language}/checker.html")
    begin(phone, "must-pass")
    answer_all(phone, REFUGEE, until="route")
    asked, answer = (
        phone.locator(".mn-checker h2"),
        phone.locator(".mn-checker label:has([value=b1])"),
    )
    told = [asked.inner_text(), answer.inner_text()]
    answer.get_by_text("B1-route").first.click()
    expect(answer.locator("input")).to_be_checked()
    assert "#" not in phone.url
    phone.locator(".mn-checker button[type=submit]").click()

    unfold(phone)
    row = phone.locator("[data-answers] li").last
    assert [row.locator(part).inner_text() for part in ("[data-ask]", "[data-said]")] == told


@pytest.mark.parametrize("language", SCRIPTS)
@pytest.mark.parametrize("where", ["doors/i-got-a-letter.html", "documents/index.html"])
def test_a_reader_finds_the_words_that_stand_on_the_letter(phone: Page, where: str, language: str):
    """They are on the card of each letter, in Dutch in every language, to compare with the paper."""
    phone.goto(f"/{language}/{where}")
    cards = phone.locator("a.mn-card[href*='documents/']").all()

    assert len(cards) >= 18
    for card in cards:
        expect(card.locator("bdi[lang=nl][dir=ltr]").first).to_be_visible()


def test_an_address_that_does_not_exist_is_said_in_every_language(phone: Page):
    """A reader who followed an old link reads that in their language, and finds the way back."""
    phone.goto("/404.html")

    for language in LANGUAGES:
        direction = "rtl" if language in RTL else "ltr"
        own = phone.locator(f"main li[lang={language}][dir={direction}]")
        home, help_now = own.locator("a").all()
        expect(home).to_be_visible()
        assert home.inner_text().count("\n") == 2, "its name, and what is wrong"
        assert home.get_attribute("href") == f"/{language}/index.html"
        assert help_now.get_attribute("href") == f"/{language}/guides/in-danger.html"
    assert violations(phone) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_the_root_greets_everybody_in_their_language(
    browser: Browser, site_url: str, scripts: bool
):
    """Each language says by itself what the site is about and where help is; nothing above it is in another one."""
    with cheap_phone(browser, site_url, scripts=scripts) as phone:
        phone.goto("/index.html")
        said = phone.locator("main li a:first-child").all_inner_texts()
        above = phone.locator(".mn-header").inner_text()
        links = phone.locator("main li a").evaluate_all("all => all.map((each) => each.href)")

    assert above == "Mio Nido"
    assert [each.count("\n") for each in said] == [1] * len(LANGUAGES)
    assert links == [
        f"{site_url}/{language}/{page}.html"
        for language in LANGUAGES
        for page in ("index", "guides/in-danger")
    ]


@pytest.mark.parametrize(
    ("host", "scripts"),
    [("below_a_path", True), ("below_a_path", False), ("below_no_known_path", True)],
)
def test_the_not_found_page_works_below_a_path(
    browser: Browser, request: pytest.FixtureRequest, host: str, scripts: bool
):
    """On a project site, for an address deep inside: the styles are there, and each link leads somewhere.

    Where nobody told the build the address, a script finds the site; what it asks may be missing.
    """
    below_a_path = request.getfixturevalue(host)
    page = browser.new_page(java_script_enabled=scripts)
    answers = []
    page.on("response", lambda response: answers.append((response.url, response.status)))
    page.goto(f"{below_a_path}/ar/duties/old/page.html", wait_until="networkidle")
    if host == "below_no_known_path":
        answers[1:] = [each for each in answers[1:] if each[0].startswith(f"{below_a_path}/assets")]
        assert len(answers) > 1, "the style for paper was found"
    links = page.locator("a[href]").evaluate_all(
        "all => [...new Set(all.map((link) => link.href.split('#')[0]))].filter((each) => each.startsWith('http'))"
    )
    styled = page.locator(".mn-header").evaluate(
        "header => getComputedStyle(header).backgroundColor"
    )
    statuses = {url: page.request.get(url).status for url in links if url != page.url}
    page.close()

    assert answers[0][1] == 404
    assert {url: status for url, status in answers[1:] if status != 200} == {}
    assert styled == "rgb(12, 79, 82)"
    assert {url: status for url, status in statuses.items() if status != 200} == {}
    assert f"{below_a_path}/ar/index.html" in statuses


@pytest.mark.parametrize(
    ("goal", "permit", "dutch", "which", "calendar"),
    [
        (
            "nationality-time",
            ("", "", "2024"),
            "1 januari 2028 – 31 december 2028",
            "laatste",
            "20281231",
        ),
        ("family", ("", "10", "2026"), "1 januari 2027 – 31 januari 2027", "eerste", "20270101"),
    ],
)
def test_the_safe_one_of_two_days_is_named(
    phone: Page, goal: str, permit: tuple, dutch: str, which: str, calendar: str
):
    """Of a date known in part: the last day where something may begin, the first where it must be done."""
    phone.goto("/nl/checker.html")
    begin(phone, goal)
    answers = {"stay": "asylum", "shorter": "none", "protection": "refugee", "permit_date": permit}
    answer_all(phone, {**answers, "request_date": ("", "", "2023")})

    assert phone.locator(".mn-timeline [data-when] [data-day]").all_inner_texts() == [dutch]
    expect(phone.get_by_text(f"Reken met de {which} dag.").first).to_be_visible()
    with phone.expect_download() as found:
        phone.locator("[data-action=calendar]").click()
    assert f"DTSTART;VALUE=DATE:{calendar}" in found.value.path().read_text()


def test_the_calendar_holds_the_days_on_the_screen_and_no_others(phone: Page):
    """Who asks about the family next gets the day for that, and not again the one for becoming Dutch."""
    phone.goto("/nl/checker.html")
    begin(phone, "nationality-time")
    answers = {
        "stay": "asylum",
        "shorter": "none",
        "protection": "refugee",
        "permit_date": ("1", "10", "2026"),
    }
    answer_all(phone, answers)
    phone.locator("[data-action=more]").click()
    begin(phone, "family")
    answer_all(phone, answers)

    assert days_of(phone) == ["2027-01-01"]
    with phone.expect_download() as found:
        phone.locator("[data-action=calendar]").click()
    assert found.value.path().read_text().count("BEGIN:VEVENT") == 1


def test_only_a_last_day_that_is_over_is_an_alarm(phone: Page):
    """From 15 December 2027 one may ask for more time: that this day has been is no reason to be afraid."""
    phone.clock.set_fixed_time("2028-01-15T12:00:00")
    phone.goto("/nl/checker.html")
    begin(phone, "deadline")
    answer_all(phone, REFUGEE)

    assert days_of(phone) == ["2027-12-15", "2028-06-15", "2028-06-15"]
    expect(phone.get_by_text("Deze dag is al geweest.")).to_be_visible()
    assert not any(each.is_visible() for each in phone.get_by_text("Deze dag is voorbij.").all())


def test_dutch_can_be_shown_beside(phone: Page):
    """A helper or official reads along: the Dutch of each result, marked as Dutch."""
    phone.goto("/ar/checker.html")
    begin(phone, "permit")
    choose(phone, "asylum")
    dutch = phone.locator("section[data-result] .mn-original").first
    expect(dutch).to_be_hidden()
    phone.locator("[data-action=original]").click()
    expect(dutch).to_be_visible()
    assert dutch.get_attribute("lang") == "nl"
    assert violations(phone) == []


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_first_tab_shows_the_way_to_the_text(phone: Page, language: str):
    """Who uses a keyboard skips the header; nobody else sees that link, and it makes no page wider."""
    phone.goto(f"/{language}/index.html")
    link = phone.locator(".mn-skip")
    assert link.evaluate("each => each.getBoundingClientRect().bottom") <= 0
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360

    phone.keyboard.press("Tab")
    box = link.bounding_box()
    assert box["y"] >= 0
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(re.compile("#content$"))


@pytest.mark.parametrize("language", SCRIPTS)
def test_without_javascript_one_question_leads_to_the_next(plain_phone: Page, language: str):
    """The same rules as linked steps: one at a time, no button that does nothing, and every rule to read."""
    plain_phone.goto(f"/{language}/checker.html")
    assert plain_phone.locator(".mn-checker button:visible").count() == 0
    plain_phone.locator(".mn-rules ul a[href*=must-integrate]").first.click()

    for _ in range(12):
        shown = plain_phone.locator(".mn-walk > section:visible")
        expect(shown).to_have_count(1)
        if shown.locator("a[href^='#n'], a[href^='#is-']").count() == 0:
            break
        shown.locator("ul a").first.click()
    assert plain_phone.url.rpartition("#")[2].startswith("is-")
    assert plain_phone.locator(".mn-rule[id]").count() >= 5


@pytest.mark.parametrize("kind", ["home", "duty", "step", "organisation", "document", "words"])
def test_a_first_visit_is_small(new_phone: Page, site_url: str, kind: str):
    """A page with all it loads stays within what a phone on a bad network can bear (compressed as any host does)."""
    import gzip

    sizes = []
    new_phone.on(
        "response",
        lambda response: (
            sizes.append(len(gzip.compress(response.body())))
            if response.url.startswith(site_url)
            else None
        ),
    )
    new_phone.goto(f"/{SCRIPTS[-1]}/{KINDS[kind]}")
    new_phone.wait_for_load_state(
        "networkidle"
    )  # styles for paper may come after the page is there

    assert len(sizes) <= MOST_REQUESTS
    assert sum(sizes) <= MOST_BYTES[kind]


@pytest.mark.parametrize("language", SCRIPTS)
def test_the_page_of_words_is_short_and_a_link_opens_its_word(plain_phone: Page, language: str):
    """Without JavaScript: a tap on a letter goes to it, a link to a word opens it, the others stay folded."""
    plain_phone.goto(f"/{language}/words.html")
    assert (
        plain_phone.evaluate("document.documentElement.scrollHeight") <= MOST_SCREENS_OF_WORDS * 740
    )
    plain_phone.locator(".mn-initials a", has_text="P").click()
    expect(plain_phone.locator(".mn-initial", has_text="P")).to_be_in_viewport()

    plain_phone.goto(f"/{language}/words.html#pip")
    expect(plain_phone.locator("#pip > p").last).to_be_in_viewport()
    assert plain_phone.locator(".mn-word > p:visible").evaluate_all(
        "shown => shown.every((each) => each.checkVisibility() === each.matches('#pip > p'))"
    )


@pytest.mark.parametrize(
    ("clock", "day", "is_old"),
    [
        ("2020-01-01", "2031-06-01", False),
        ("2031-08-13", "2031-08-13", False),
        ("2031-08-14", "2031-08-14", True),
        ("2040-01-01", "2040-01-01", True),
    ],
)
def test_a_clock_that_is_behind_is_wrong_and_an_old_page_says_so(
    browser, built_small, built_small_site, clock, day, is_old
):
    """The later of the two days chooses the rules; half a year after they were checked there is a warning."""
    page = browser.new_page()
    page.clock.set_fixed_time(f"{clock}T12:00:00Z")
    page.goto(f"{(built_small_site / 'de' / 'checker.html').as_uri()}#for=fee")
    answer_all(page, NOT_KNOWN)

    assert page.locator("[data-today]").first.text_content() == built_small.edition("de").day(
        date.fromisoformat(day)
    )
    assert page.get_by_text("14. Februar 2031. Das ist lange her").is_visible() == is_old
    page.close()
