"""A page is read aloud by the telephone's own voice, in a real Chromium with voices of ours: also one that stops."""

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import ROOT
from mionido.checker.script import joined_modules
from mionido.publish.outputs import small

DUTY = "ar/duties/pass-exam.html"
# Voices that say each text in a moment and note it; a text that `hangs` matches is begun and never ended, once.
VOICES = """({ langs, local, hangs }) => {
  window.said = [];
  const voices = langs.map((lang) => ({ lang, localService: local, name: lang }));
  class Utterance { constructor(text) { this.text = text; } }
  let now = null;
  const synth = {
    getVoices: () => voices,
    addEventListener() {},
    cancel() { clearTimeout(now); now = null; },
    speak(words) {
      said.push({ text: words.text.trim(), voice: words.voice?.lang ?? null, lang: words.lang });
      const times = said.filter((each) => each.text === words.text.trim()).length;
      const isStuck = hangs && words.text.includes(hangs) && times < 2;
      if (!isStuck && !window.isSlow) now = setTimeout(() => words.onend(), 5);
    },
  };
  Object.defineProperty(window, 'speechSynthesis', { value: synth });
  window.SpeechSynthesisUtterance = Utterance;
}"""
MARKED = "() => [...(CSS.highlights.get('mn-spoken') ?? [])].map((each) => each.toString().trim())"


@contextmanager
def telephone(
    browser: Browser, *langs: str, local: bool = True, hangs: str = "", slow: bool = False
) -> Iterator[Page]:
    """Give a page on a telephone with voices for these languages; slow ones end when the test says so."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.set_default_timeout(15_000)
    given = f"{{langs: {[*langs]}, local: {str(local).lower()}, hangs: '{hangs}'}}"
    page.add_init_script(f"window.isSlow = {str(slow).lower()}; ({VOICES})({given})")
    yield page
    page.close()


def texts(page: Page) -> list[str]:
    """Return what was said, without a text that was begun again."""
    return [each["text"] for each in page.evaluate("said")]


def letters(text: str) -> str:
    """Return what is written, however it is set apart."""
    return re.sub(r"\s", "", text)


def test_a_page_is_read_whole_and_in_order(browser: Browser, below_no_known_path: str):
    """Its title, its lead, what to do; words of letters by a voice of their language; then all is as it was."""
    with telephone(browser, "ar-SA", "de_DE") as page:
        page.goto(f"{below_no_known_path}/{DUTY}")
        shown = page.locator("article").evaluate(
            "each => [...each.querySelectorAll('h1, .mn-lead, .mn-action li')].map((one) => one.innerText)"
        )
        page.locator(".mn-listen").click()
        expect(page.locator(".mn-player")).to_be_visible()
        expect(page.locator(".mn-player")).to_have_count(0)
        said = page.evaluate("said")
        voices = {(each["voice"], each["lang"]) for each in said}
        read = letters("".join(texts(page)))
        places = [read.find(letters(each)) for each in shown]

        assert -1 not in places
        assert places == sorted(places)
        assert voices == {("ar-SA", "ar-SA"), ("de_DE", "de_DE")}
        assert all(
            re.search("[؀-ۿ]", each["text"]) is None for each in said if each["voice"] == "de_DE"
        )
        assert page.evaluate(MARKED) == []
        expect(page.locator(".mn-listen")).to_be_focused()


def test_a_sentence_is_marked_and_the_voice_obeys(browser: Browser, below_no_known_path: str):
    """Pause keeps the sentence and reads it again; next goes on; stop leaves nothing and gives the focus back."""
    with telephone(browser, "ar", slow=True) as page:
        page.goto(f"{below_no_known_path}/{DUTY}")
        page.locator(".mn-listen").click()
        player = page.locator(".mn-player")
        expect(player).to_be_visible()
        first = page.evaluate(MARKED)
        player.locator("[data-voice=skip]").click()
        second = page.evaluate(MARKED)
        assert len(first) == len(second) == 1
        assert first != second
        said = len(texts(page))
        player.locator("[data-voice=pause]").click()
        assert page.evaluate(MARKED) == second
        player.locator("[data-voice=go]").click()
        assert texts(page)[said:] == texts(page)[said - 1 : said]
        buttons = player.locator("button:visible")
        assert [
            box["height"] >= 43.9 for box in (each.bounding_box() for each in buttons.all())
        ] == [True] * 3
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        player.locator("[data-voice=stop]").click()
        expect(player).to_have_count(0)
        assert page.evaluate(MARKED) == []
        expect(page.locator(".mn-listen")).to_be_focused()


def test_a_voice_that_stops_in_the_middle_begins_again(browser: Browser, below_no_known_path: str):
    """It says nothing of that: after a while the text is read again, and the rest follows."""
    with telephone(browser, "ar") as page:
        page.goto(f"{below_no_known_path}/{DUTY}")
        title = page.locator("h1").inner_text()
    with telephone(browser, "ar", hangs=title) as page:
        page.clock.install()
        page.goto(f"{below_no_known_path}/{DUTY}")
        page.locator(".mn-listen").click()
        page.wait_for_function("window.said.length > 0")
        page.clock.run_for(60_000)
        expect(page.locator(".mn-player")).to_have_count(0)

        assert texts(page).count(title) == 2
        assert len(texts(page)) > 5


@pytest.mark.parametrize(
    ("langs", "local"),
    [((), True), (("de", "en"), True), (("ar",), False)],
    ids=["none", "other", "of a server"],
)
def test_without_a_voice_of_its_own_there_is_no_button(
    browser: Browser, below_no_known_path: str, langs: tuple[str, ...], local: bool
):
    """And nothing moves for that: its place is kept. A voice of a server would hear what somebody reads."""
    with telephone(browser, *langs, local=local) as page:
        page.goto(f"{below_no_known_path}/{DUTY}")
        expect(page.locator(".mn-listen")).to_be_hidden()
        top = page.locator("h1").bounding_box()["y"]
    with telephone(browser, "ar") as page:
        page.goto(f"{below_no_known_path}/{DUTY}")
        expect(page.locator(".mn-listen")).to_be_visible()
        assert page.locator("h1").bounding_box()["y"] == top


def test_a_question_is_read_and_the_next_one_silences_it(
    browser: Browser, below_no_known_path: str
):
    """What is no longer on the screen is not read."""
    with telephone(browser, "ar", slow=True) as page:
        page.goto(f"{below_no_known_path}/ar/checker.html#for=all")
        question = page.locator("[data-stage] h2").inner_text()
        page.locator(".mn-listen").click()
        for _ in range(3):  # behind its number, and how many are left
            page.locator(".mn-player [data-voice=skip]").click()
        assert letters(question) in letters("".join(texts(page)))
        page.locator("[data-stage] input").last.check()
        page.locator("[data-stage] button[type=submit]").click()
        page.locator(".mn-player [data-voice=skip]").click()
        expect(page.locator(".mn-player")).to_have_count(0)


def test_what_reads_comes_when_somebody_wants_it():
    """So it costs no first visit."""
    script = joined_modules(ROOT / "overrides" / "components" / "listen" / "reader.js")

    assert len(gzip.compress(small(script).encode())) <= 2_048
