"""Sentences that a person has read: bound to their exact words, played where there is no voice, lost with a change."""

import functools
import wave
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import SMALL_DAY, SMALL_EPOCH, QuietServer, copy_small_site, run, serving
from mionido.project import read
from mionido.translate.recordings import LARGEST
from test_listening import MARKED, telephone, texts

DUTY = "ar/duties/pass-exam.html"
TITLE, SECOND = "تقدّموا للامتحان", "وهذه جملة أخرى."
LIST = f"""\
- {{text: "duties/pass-exam:title", sentence: {TITLE}, file: title.wav}}
- {{text: "duties/pass-exam:body.0.text", sentence: {SECOND}, file: second.wav}}
"""
# Notes which files are played, and to the end.
PLAYED = """() => {
    window.played = [];
    const { play } = Audio.prototype;
    HTMLMediaElement.prototype.play = function () {
        this.addEventListener("ended", () => played.push(this.src.split("/").pop()));
        return play.call(this);
    };
}"""


def recorded(root: Path) -> Path:
    """Add two recordings, of a tenth of a second, to a copy of the small site."""
    folder = root / "translations" / "ar"
    (folder / "audio").mkdir()
    (folder / "audio.yml").write_text(LIST, encoding="utf-8")
    for name in ("title", "second"):
        with wave.open(str(folder / "audio" / f"{name}.wav"), "wb") as sound:
            sound.setparams((1, 2, 8000, 0, "NONE", ""))
            sound.writeframes(bytes(1600))
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Arabic pages of the small site, with these recordings."""
    root = recorded(copy_small_site(tmp_path_factory.mktemp("recorded") / "site"))
    result = run("mionido", "build", "--lang", "ar", cwd=root, epoch=SMALL_EPOCH)
    assert result.returncode == 0, result.stderr
    return root / "site"


def listen(page: Page, address: str) -> None:
    """Tap the button of the page."""
    page.add_init_script(f"({PLAYED})()")
    page.goto(f"{address}/{DUTY}")
    page.locator(".mn-listen").click()


def test_a_recording_is_heard_instead_of_the_voice(browser: Browser, site: Path):
    """In its place among the sentences; where its file does not come, the voice says it."""
    with serving(functools.partial(QuietServer, directory=str(site))) as address:
        with telephone(browser, "ar") as page:
            listen(page, address)
            expect(page.locator(".mn-player")).to_be_visible()
            expect(page.locator(".mn-player")).to_have_count(0)
            assert page.evaluate("played") == ["title.wav", "second.wav"]
            assert not {TITLE, SECOND} & set(texts(page))
            assert len(texts(page)) > 5
        with telephone(browser, "ar") as page:
            page.route("**/title.wav", lambda route: route.abort())
            listen(page, address)
            expect(page.locator(".mn-player")).to_be_visible()
            expect(page.locator(".mn-player")).to_have_count(0)
            assert TITLE in texts(page)


def test_without_a_voice_what_is_recorded_is_heard(browser: Browser, site: Path):
    """The rest is marked and waits for a tap; a page of which nobody read anything has no button."""
    with (
        serving(functools.partial(QuietServer, directory=str(site))) as address,
        telephone(browser) as page,
    ):
        page.goto(f"{address}/ar/documents/letter.html")
        expect(page.locator(".mn-listen")).to_be_hidden()
        listen(page, address)
        player = page.locator(".mn-player")
        expect(player.locator("[data-voice=go]")).to_be_visible()
        while page.evaluate(MARKED) != [TITLE]:
            player.locator("[data-voice=skip]").click()
        expect(player.locator("[data-voice=pause]")).to_be_visible()
        expect(player.locator("[data-voice=go]")).to_be_visible()
        assert page.evaluate("played") == ["title.wav"]
        assert page.evaluate(MARKED) != [TITLE]
        assert texts(page) == []


def test_a_recording_is_lost_with_its_sentence_and_may_not_be_large(small_site: Path):
    """A warning names the sentence, and the page falls back to the voice; the other one stays."""
    recorded(small_site)
    assert read(small_site, SMALL_DAY).problems == []
    texts_ = small_site / "translations" / "ar" / "duties.po"
    texts_.write_text(texts_.read_text("utf-8").replace(TITLE, f"{TITLE} اليوم"), "utf-8")
    project = read(small_site, SMALL_DAY)
    assert [(each.check, each.is_error) for each in project.problems] == [
        ("recording-outdated", False)
    ]
    assert [each.sentence for each in project.catalogs["ar"].recordings] == [SECOND]

    with (small_site / "translations" / "ar" / "audio" / "second.wav").open("ab") as sound:
        sound.write(bytes(LARGEST))
    assert "bytes; 300000 are the most" in read(small_site, SMALL_DAY).problems[-1].what
