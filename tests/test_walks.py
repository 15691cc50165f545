"""Walks through the checker in a real Chromium: how one gets there, how answers last and go, what is typed."""

import functools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from conftest import ROOT, SMALL_DAY, QuietServer, serving
from mionido.checker.script import EXPORT, as_one, imported
from test_browser import (
    FIRST,
    REFUGEE,
    answer_all,
    begin,
    choose,
    press_until,
    question,
    type_date,
    violations,
    wait_for,
)

LANGUAGES = ("nl", "ar")
CHECKER = yaml.safe_load((ROOT / "content" / "checker" / "checker.yml").read_text("utf-8"))
GROUPS = CHECKER["groups"]
FIRST_GROUP = next(iter(GROUPS))
QUESTION = ROOT / "overrides" / "components" / "question" / "script.js"
MOST_SHIFT = 0.02


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Return Dutch and Arabic, one after the other."""
    return request.param


@pytest.fixture
def walk(phone: Page, language: str) -> Page:
    """Return the checker after three answers about the duty, with a question on the screen."""
    phone.goto(f"/{language}/checker.html")
    begin(phone, *FIRST)
    answer_some(phone, 3)
    assert question(phone) != "result"
    assert len(told(phone)) == 3
    return phone


def answer_some(page: Page, number: int = 40) -> None:
    """Answer so many questions as the refugee does, at most until the result; what is new is not known."""
    for _ in range(number):
        if (now := question(page)) == "result":
            break
        answer = REFUGEE.get(now, "unknown")
        type_date(page, *answer) if isinstance(answer, tuple) else choose(page, answer)


def told(page: Page) -> dict[str, str]:
    """Return the answers that the tab keeps, in the order in which they were given."""
    [text] = kept(page).values()
    form, goals, *answers = parse_qsl(text.split("|")[1])
    assert form == ("v", "2")
    assert goals[0] == "for"
    return dict(answers)


def given(page: Page) -> dict[str, str]:
    """Return the answer that is shown on the screen, and the name of its question."""
    chosen = page.locator(".mn-checker input:checked")
    if chosen.count():
        return {question(page): chosen.first.input_value()}
    parts = [
        page.locator(f".mn-checker [name={name}]").input_value()
        for name in ("year", "month", "day")
    ]
    return {question(page): "-".join(part.zfill(2) for part in parts if part)}


def kept(page: Page) -> dict[str, str]:
    """Return what the tab keeps."""
    return page.evaluate("({ ...sessionStorage })")


def link_of(page: Page) -> str:
    """Let the result show the link, and return it."""
    page.locator("[data-action=link]").click()
    return page.locator("[data-share] input").input_value()


# How one gets there


def test_from_the_home_page_one_tap_leads_to_the_first_question(phone: Page, language: str):
    """Of each group; the focus is on it, it stands at the top of the screen, and the address keeps nothing."""
    for group in (*GROUPS, "all"):
        phone.goto("about:blank")
        phone.goto(f"/{language}/index.html")
        link = phone.locator(f"main a[href='checker.html#for={group}']")
        assert link.bounding_box()["height"] >= 44
        link.click()
        expect(phone.locator(".mn-checker h2")).to_be_focused()
        first = question(phone)
        assert first in CHECKER["questions"]
        assert 56 <= phone.locator(".mn-checker").bounding_box()["y"] < 90
        assert "#" not in phone.url
    assert violations(phone) == []


def test_the_start_offers_the_groups_most_urgent_first(phone: Page, language: str):
    """One tap or the Enter key on one is the start; everything stands last."""
    phone.goto(f"/{language}/checker.html")
    links = phone.locator(".mn-checker a[href^='#for-']")
    offered = links.evaluate_all("all => all.map((each) => each.hash.slice(5))")
    assert offered == [*GROUPS, "all"]
    assert violations(phone) == []
    press_until(phone, "Tab", f".mn-checker a[href='#for-{FIRST_GROUP}']")
    phone.keyboard.press("Enter")
    expect(phone.locator(".mn-checker h2")).to_be_focused()
    assert question(phone) in CHECKER["questions"]
    assert violations(phone) == []


def test_a_door_leads_to_the_questions_of_its_group(phone: Page, language: str):
    """By a button on its first screen."""
    found = 0
    for path in sorted((ROOT / "content" / "doors").glob("*.yml")):
        group = yaml.safe_load(path.read_text("utf-8")).get("checker")
        if not group:
            continue
        found += 1
        phone.goto(f"/{language}/doors/{path.stem}.html")
        link = phone.locator(f"main a.mn-button[href$='checker.html#for={group}']")
        box = link.bounding_box()
        assert box["height"] >= 44
        assert box["y"] + box["height"] < 740
    assert found
    link.click()
    expect(phone.locator(".mn-checker h2")).to_be_focused()
    assert question(phone) in CHECKER["questions"]


def test_without_javascript_the_same_taps_lead_to_the_walks(plain_phone: Page):
    """To the list of those of the group, which has words in every answer."""
    for group, about in GROUPS.items():
        plain_phone.goto("/ar/index.html")
        plain_phone.locator(f"main a[href='checker.html#for={group}']").click()
        walks = plain_phone.locator(f"h3:has([id='for={group}']) + ul a")
        expect(walks).to_have_count(len(about["outcomes"]))
        assert [each.get_attribute("href") for each in walks.all()] == [
            f"checker/outcomes/{name}.html" for name in about["outcomes"]
        ]
        assert 0 <= walks.first.bounding_box()["y"] < 740
    plain_phone.goto("/ar/checker.html")
    assert plain_phone.locator(".mn-checker__tools a").get_attribute("href").startswith("https://")
    expect(plain_phone.locator(".mn-checker__tools button").first).to_be_hidden()
    for name in GROUPS[FIRST_GROUP]["outcomes"]:
        plain_phone.goto(f"/ar/checker/outcomes/{name}.html")
        answers = plain_phone.locator(".mn-walk ul a.mn-card").all_text_contents()
        assert answers
        assert all(words.strip() for words in answers)


# How far it is, and that nothing moves


def test_it_says_about_how_many_questions_are_still_to_come(phone: Page):
    """In the right form for one; and the estimate goes down to the last question."""
    phone.goto("/nl/checker.html")
    begin(phone, *FIRST)
    said = []
    while question(phone) != "result":
        left = phone.locator("[data-left]")
        expect(left).not_to_be_empty()
        said.append(left.inner_text())
        answer_some(phone, 1)
    assert all(re.search("vraag|vragen", words) for words in said)
    assert len(set(said)) > 1
    assert "1 vragen" not in " ".join(said)


SHIFTS = """() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
        for (const each of list.getEntries()) if (!each.hadRecentInput) window.shift += each.value;
    }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.mark.parametrize("fragment", ["", "#for=all", "kept"])
def test_nothing_moves_while_the_page_loads(new_phone: Page, language: str, fragment: str):
    """On the start, on a first question, and where answers are restored; also when the estimate comes in."""
    phone = new_phone
    phone.add_init_script(f"({SHIFTS})()")
    phone.goto(f"/{language}/checker.html{'' if fragment == 'kept' else fragment}")
    if fragment == "kept":
        begin(phone)
        phone.reload()
    if fragment:
        expect(phone.locator("[data-left]")).not_to_be_empty()
    phone.wait_for_timeout(150)
    assert phone.evaluate("window.shift") <= MOST_SHIFT


# How answers last


def test_answers_survive_a_reload_an_explanation_and_another_language(walk: Page, language: str):
    """The reader goes on where they were; only the tab keeps it."""
    now, before = question(walk), told(walk)
    assert now not in before
    walk.reload()
    wait_for(walk, now)
    other = "ar" if language == "nl" else "nl"
    walk.locator(".mn-languages summary").click()
    walk.locator(f".mn-languages a[hreflang={other}]").click()
    expect(walk.locator("html")).to_have_attribute("lang", other)
    wait_for(walk, now)
    walk.goto(f"/{other}/steps/your-plan.html")
    walk.go_back()
    wait_for(walk, now)
    walk.goto(f"/{other}/checker.html")
    wait_for(walk, now)
    assert told(walk) == before
    assert walk.evaluate("localStorage.length") == 0
    assert walk.context.cookies() == []
    assert set(walk.evaluate("history.state")) == {"step", "depth"}


def test_back_and_forward_go_a_question_at_a_time(walk: Page):
    """Each shows the answer that was given; one that is given again leads on without the others being asked anew."""
    now, before = question(walk), told(walk)
    for name, value in reversed(before.items()):
        walk.go_back()
        wait_for(walk, name)
        assert given(walk) == {name: value}
    walk.go_back()
    expect(walk.locator(".mn-checker a[href='#for-all']")).to_be_visible()
    for name, value in before.items():
        walk.go_forward()
        wait_for(walk, name)
        assert given(walk) == {name: value}
    walk.locator("[data-action=back]").click()
    wait_for(walk, list(before)[1])
    walk.locator(".mn-checker button[type=submit]").click()
    wait_for(walk, now)
    assert told(walk) == before


def test_another_tab_knows_nothing(walk: Page):
    """What one tab keeps is gone with it."""
    other = walk.context.new_page()
    other.goto(walk.url)
    expect(other.locator(".mn-checker a[href='#for-all']")).to_be_visible()
    assert kept(other) == {}


def test_what_is_kept_and_no_longer_exists_is_said_and_not_used(walk: Page):
    """After an update of the page: the rest stays, and what is gone is asked again."""
    [key], [text], before = kept(walk).keys(), kept(walk).values(), told(walk)
    name, value = next(iter(before.items()))
    keep = "([key, text]) => sessionStorage.setItem(key, text)"
    for gone in (f"{name}=moon", f"star={value}"):
        walk.evaluate(keep, [key, text.replace(f"{name}={value}", gone)])
        walk.reload()
        expect(walk.locator("[data-notice]")).not_to_be_empty()
        wait_for(walk, name)
        assert walk.locator(".mn-checker input:checked").count() == 0
        del before[name]
        assert told(walk) == before
        before = {name: value} | before
    choose(walk, value)
    expect(walk.locator("[data-notice]")).to_be_empty()
    assert question(walk) not in before
    walk.evaluate(keep, [key, text.replace("|v=2", "|v=1")])
    walk.reload()
    expect(walk.locator("[data-notice]")).not_to_be_empty()
    expect(walk.locator(".mn-checker a[href='#for-all']")).to_be_visible()
    assert kept(walk) == {}


def test_a_browser_that_keeps_nothing_asks_all_the_same(new_phone: Page, language: str):
    """Where it forbids storage, the answers live as long as the page."""
    phone = new_phone
    phone.add_init_script(
        """Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("no"); } })"""
    )
    phone.goto(f"/{language}/checker.html")
    begin(phone, *FIRST)
    answer_some(phone, 2)
    last = question(phone)
    answer_some(phone, 1)
    phone.go_back()
    wait_for(phone, last)


# How they go


def test_start_over_asks_first_and_wipes_everything(walk: Page):
    """Also what Back would show, and what a page that sleeps still shows."""
    walk.locator("[data-action=again]").click()
    sure = walk.locator("[data-sure]")
    expect(sure).to_be_focused()
    assert violations(walk) == []
    walk.locator("[data-action=keep]").click()
    expect(sure).to_be_hidden()
    assert kept(walk)
    walk.locator("[data-action=again]").click()
    walk.locator("[data-action=wipe]").click()
    start = walk.locator(".mn-checker a[href='#for-all']")
    expect(start).to_be_visible()
    expect(walk.locator("[data-action=again]")).to_be_hidden()
    assert kept(walk) == {}
    for _ in range(3):
        walk.go_back()
        expect(start).to_be_visible()
    begin(walk, *FIRST)
    assert question(walk) in REFUGEE
    assert walk.locator(".mn-checker input:checked").count() == 0


def test_a_page_that_slept_shows_nothing_that_was_wiped_meanwhile(walk: Page):
    """Browsers keep whole pages to go back to; when one wakes it looks at what the tab keeps."""
    walk.evaluate(
        """() => {
            sessionStorage.clear();
            dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )
    expect(walk.locator(".mn-checker a[href='#for-all']")).to_be_visible()


def test_leave_wipes_and_goes_elsewhere(browser: Browser, site_url: str, language: str):
    """The page is no longer in the history, and the next one is not told where the reader was."""
    away = yaml.safe_load((ROOT / "content" / "site.yml").read_text("utf-8"))["leave"]
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site_url)
    page = context.new_page()
    told = []

    def weather(route, request):
        told.append(request.headers.get("referer"))
        route.fulfill(body="<p>sun", content_type="text/html")

    page.route(f"{away}**", weather)
    page.goto(f"/{language}/checker.html")
    begin(page, *FIRST)
    answer_some(page, 3)
    link = page.locator("[data-action=leave]")
    assert link.bounding_box()["height"] >= 44
    length = page.evaluate("history.length")
    link.click()
    page.wait_for_url(f"{away}**")
    assert told == [None]
    assert page.evaluate("history.length") == length
    page.go_back()
    expect(page.locator(".mn-checker a[href='#for-all']")).to_be_visible()
    assert kept(page) == {}
    context.close()


# A link


def test_a_link_holds_all_answers_after_a_warning(phone: Page, language: str):
    """Also what is sensitive or not known; in the fragment only, which no server sees and the page takes away."""
    phone.goto(f"/{language}/checker.html")
    begin(phone, *FIRST)
    answer_some(phone)
    before = told(phone)
    link = link_of(phone)
    expect(phone.locator("[data-share]")).to_be_focused()
    expect(phone.locator("[data-share] .mn-warning")).to_be_visible()
    address, _, fragment = link.partition("#")
    assert address == phone.url
    form, goals, *answers = parse_qsl(fragment)
    assert form == ("v", "2")
    assert set(goals[1].split()) == {*FIRST}
    assert dict(answers) == before
    assert {"asylum", "unknown"} <= {*before.values()}
    assert violations(phone) == []
    phone.locator("[data-share]").evaluate("each => { each.hidden = true; }")
    results = phone.locator("[data-results]").text_content()

    phone.evaluate("sessionStorage.clear()")
    phone.goto("about:blank")
    phone.goto(link)
    expect(phone.locator(".mn-results")).to_be_visible()
    assert told(phone) == before
    assert "#" not in phone.url
    assert phone.locator("[data-results]").text_content().split() == results.split()


def test_a_link_can_be_opened_while_the_checker_is_open(walk: Page):
    """Its answers take the place of those on the screen, and Back returns nothing else than they allow."""
    walk.evaluate("location.hash = 'v=2&for=permit&stay=eu'")
    expect(walk.locator(".mn-results")).to_be_visible()
    assert "#" not in walk.url
    assert told(walk) == {"stay": "eu"}
    walk.go_back()
    expect(walk.locator(".mn-checker h2").first).to_be_focused()
    assert told(walk) == {"stay": "eu"}


def test_a_result_says_that_its_answers_came_from_a_link(walk: Page):
    """Somebody else may have made it: the answers stand above what follows from them, until they are wiped."""
    linked, answers = walk.locator("[data-linked]"), walk.locator("[data-linked] [data-answers] li")
    walk.evaluate("location.hash = 'v=2&for=permit&stay=eu'")
    for again in (walk.reload, walk.reload, None):
        expect(linked.locator("p").first).to_be_visible()
        expect(answers).to_have_count(1)
        expect(answers.first).to_be_visible()
        first = linked.bounding_box()
        assert first["y"] + first["height"] <= walk.locator("[data-results]").bounding_box()["y"]
        if again:
            again()

    walk.locator("[data-action=again]").click()
    walk.locator("[data-action=wipe]").click()
    begin(walk, "permit")
    choose(walk, "eu")
    answer_some(walk)
    expect(walk.locator(".mn-results")).to_be_visible()
    expect(linked).to_be_hidden()
    expect(walk.locator("[data-told]")).not_to_have_attribute("open", "")


def test_copying_is_said_and_sharing_is_offered_where_the_phone_can(
    browser: Browser, site_url: str, language: str
):
    """A screen reader hears that the link was copied."""
    context = browser.new_context(base_url=site_url, viewport={"width": 360, "height": 740})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page.goto(f"/{language}/checker.html#v=2&for=permit&stay=eu")
    link = link_of(page)
    page.locator("[data-action=copy]").click()
    expect(page.locator("[role=status][data-copied]")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.locator("[data-action=share]").click()
    assert page.evaluate("window.shared") == {"url": link}
    page.evaluate("delete navigator.share; navigator.share = undefined")
    page.locator("[data-action=link]").click()
    expect(page.locator("[data-action=share]")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(
    "fragment",
    [
        "v=1&for=regime&letter_date=2023-05-01",
        "v=0&for=regime&letter_date=2023-05-01",
        "v=2&for=regime&letter_date=2023-02-31",
        "v=2&for=regime&letter_date=yesterday",
        "v=2&for=regime&birth_date=2990-01-01",
        "v=2&for=regime&letter_date=2023-05-01&letter_date=2024-05-01",
        "v=2&for=regime&colour=blue",
        "v=2&for=regime&constructor=unknown",
        "v=2&for=regime&__proto__=unknown",
        "v=2&for=__proto__",
        "for=constructor",
        "v=3&for=regime&stay=eu",
        f"v=2&for=permit{'&stay=eu' * 1300}",
        f"v=2&for=permit&stay=eu&{'x' * 1_000_000}=1",
        "v=2&for=regime&stay=asylum+eu",
        "v=2&for=everything",
        "v=2&for=constructor",
        "v=2&for=",
        "v=2&letter_date=2023-05-01",
        "v=2&for=regime&pip_date=2020-01-01",
        "v=2&for=regime&route=absent&pip_date=2023-06-15",
        "v=2",
        "v=",
        "v=%zz",
    ],
)
def test_a_link_that_is_old_or_was_edited_is_not_used(phone: Page, fragment: str):
    """A clear message, and the start; never a wrong outcome. Nothing of it is kept."""
    phone.goto(f"/nl/checker.html#{fragment}")
    expect(phone.locator("[data-notice]")).not_to_be_empty()
    expect(phone.locator(".mn-checker a[href='#for-all']")).to_be_visible()
    assert kept(phone) == {}


# What is tapped and typed

LINKS_INSIDE = """() => [...document.querySelectorAll("template[data-question]")].flatMap((each) =>
    [...each.content.querySelectorAll(":is(label, legend, h1, h2, h3) a")].map((link) => link.outerHTML))"""


def test_no_link_stands_in_an_answer_and_hard_words_are_explained_below(phone: Page, language: str):
    """A tap on any word of an answer chooses it. The explanation is on the spot, and a link leads to more."""
    phone.goto(f"/{language}/checker.html")
    assert phone.evaluate(LINKS_INSIDE) == []
    begin(phone, "regime")
    hard = phone.locator(".mn-hard")
    hard.locator("summary").click()
    expect(hard.locator("dd").first).to_be_visible()
    assert hard.locator("summary").bounding_box()["height"] >= 44
    fieldset = phone.locator(".mn-checker fieldset").bounding_box()
    assert hard.bounding_box()["y"] >= fieldset["y"] + fieldset["height"]
    assert violations(phone) == []
    now = question(phone)
    hard.locator("dt a").first.click()
    expect(phone.locator(".mn-checker")).to_have_count(0)
    phone.go_back()
    wait_for(phone, now)


def test_a_screen_reader_hears_what_is_wrong(phone: Page, language: str):
    """The message has the focus, and it describes the group and what must be filled in anew."""
    phone.goto(f"/{language}/checker.html")
    begin(phone, "must-integrate")
    answer_all(phone, REFUGEE, until="birth_date")
    phone.locator(".mn-checker button[type=submit]").click()
    error = phone.locator("[data-error]")
    expect(error).to_be_focused()
    expect(error).to_have_role("alert")
    name = error.get_attribute("id")
    assert name in phone.locator(".mn-checker fieldset").get_attribute("aria-describedby").split()
    day = phone.locator(".mn-checker [name=day]")
    assert day.get_attribute("aria-describedby") == name
    assert day.get_attribute("aria-invalid") == "true"
    assert violations(phone) == []


@pytest.fixture
def form(calculator: Page) -> Callable[[str, list[str]], object]:
    """Return what reads a number that is typed, where some numbers lead to something else."""
    code = EXPORT.sub("", as_one(imported(QUESTION)))
    calculator.evaluate(f"() => {{ {code}\nwindow.read = read; }}")
    calculator.set_content("<form><input name=number></form>")

    def read(text: str, domain: list[str]) -> object:
        return calculator.evaluate(
            """([text, domain]) => {
                const form = document.querySelector("form");
                form.elements.number.value = text;
                return read(form, { type: "number", domain }, "2026-11-24");
            }""",
            [text, domain],
        )

    return read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("600", "600"),
        (" 600 ", "600"),
        ("0", "0"),
        ("007", "7"),
        ("٦٠٠", "600"),
        ("۶۰۰", "600"),
        ("1.250", "1250"),
        ("1,250", "1250"),
        ("1 250", "1250"),
        ("1\u00a0250", "1250"),
        ("1\u202f250", "1250"),
        ("1'250", "1250"),
        ("1’250", "1250"),
        ("١٬٢٥٠", "1250"),
        ("1.250.000", "1250000"),
        ("1.250,50", "1250"),
        ("1,250.50", "1250"),
        ("12,50", "12"),
        ("12.5", "12"),
        ("١٢٫٥", "12"),
        ("599,00", "599"),
        ("599,5", None),
        ("600,5", "600"),
        ("0.500", None),
        ("1.25.000", None),
        ("1 25", None),
        ("-5", None),
        ("1e3", None),
        ("0x10", None),
        ("600 uur", None),
        ("veel", None),
        ("12,345,6", None),
        ("1234567890", None),
        ("½", None),
    ],
)
def test_numbers_are_read_as_people_type_them(form, typed: str, meant: str | None):
    """Digits of other scripts, points and commas; anything else is said, and so is a part of one that could matter."""
    expected = {"error": "number_invalid"} if meant is None else {"value": meant}
    assert form(typed, ["0", "600"]) == expected


def test_the_words_are_there_for_every_number_of_questions(phone: Page):
    """The script puts none together."""
    phone.goto("/ar/checker.html")
    words = json.loads(phone.locator("script[data-checker]").text_content())["words"]
    assert len(words["t_questions_left"]) == 41
    assert all(words["t_questions_left"])


@pytest.fixture
def small(browser: Browser, built_small_site: Path) -> Iterator[Page]:
    """Return the checker of the small law, which asks for a number and for several answers at once."""
    with serving(functools.partial(QuietServer, directory=str(built_small_site))) as address:
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.clock.set_fixed_time(f"{SMALL_DAY}T12:00:00")
        page.goto(f"{address}/de/checker.html")
        yield page
        page.close()


def test_several_answers_and_a_number_are_given_kept_and_said(small: Page):
    """Ticks exclude "none" and "I do not know" and the other way round; what is no number is said."""
    begin(small, "fine")
    assert question(small) == "letters"
    boxes = small.locator(".mn-checker input[type=checkbox]")
    names = boxes.evaluate_all("all => all.map((each) => each.value)")
    assert names[-2:] == ["none", "unknown"]
    for name in ("none", names[0], names[1], "unknown", names[0], names[1]):
        small.locator(f".mn-checker input[value={name}]").click()
    assert (
        boxes.evaluate_all("all => all.filter((each) => each.checked).map((each) => each.value)")
        == names[:2]
    )
    assert violations(small) == []
    small.locator(".mn-checker button[type=submit]").click()
    assert question(small) == "fine_amount"
    field = small.get_by_role("textbox")
    field.fill("viel")
    small.keyboard.press("Enter")
    expect(small.locator("[data-error]")).to_be_focused()
    assert violations(small) == []
    field.fill("١٬٢٥٠")
    small.keyboard.press("Enter")
    assert question(small) == "fine_date"
    choose(small, "unknown")
    assert question(small) == "result"
    assert told(small) == {
        "letters": " ".join(names[:2]),
        "fine_amount": "1250",
        "fine_date": "unknown",
    }
    small.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    said = small.locator("[data-answers] [data-said]")
    expect(said).to_have_count(3)
    for words in ("Eine Busse", "Eine Warnung"):
        expect(said.nth(0)).to_contain_text(words)
    expect(said.nth(1)).to_have_text(re.compile(r"^\s*1250\s+Franken\s*$"))
    small.go_back()
    wait_for(small, "fine_date")
    small.go_back()
    wait_for(small, "fine_amount")
    assert field.input_value() == "1250"
    small.go_back()
    wait_for(small, "letters")
    assert (
        boxes.evaluate_all("all => all.filter((each) => each.checked).map((each) => each.value)")
        == names[:2]
    )
