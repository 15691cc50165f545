"""`mkdocs serve`: what is asked for is drawn from what is saved at that moment, and is what a build makes."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from conftest import ROOT, SMALL_DAY, SMALL_EPOCH, copy_small_site
from mionido.publish.manifest import manifest_in
from mionido.publish.offline import offline_files
from mionido.publish.preview import Preview

MOST = 60  # seconds until a page is there, however much else the machine does


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    """Return the small site, of which nothing was asked for yet."""
    root = copy_small_site(tmp_path / "root", own_overrides=True)
    return Preview(root, tmp_path / "site", "", lambda: SMALL_DAY)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, Callable[[str], str]]]:
    """Serve the small site as `make serve` does; gives its folder, and what gets a page."""
    root = copy_small_site(tmp_path / "root", own_overrides=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{free.getsockname()[1]}"
    ours = {"PYTHONPATH": str(ROOT / "hooks"), "SOURCE_DATE_EPOCH": SMALL_EPOCH, "SITE_URL": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-a", where],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **ours},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )

    def get(uri: str) -> str:
        try:
            with urlopen(f"http://{where}/{uri}", timeout=MOST) as answer:
                return answer.read().decode()
        except HTTPError as error:
            return f"{error.code} {error.read().decode()}"
        except URLError:
            return ""

    yield root, get
    process.send_signal(signal.SIGINT)
    assert "Traceback" not in process.communicate()[1]


def until(says: str, get: Callable[[str], str], uri: str) -> str:
    """Return a page as soon as it says this."""
    end = time.monotonic() + MOST
    while says not in (page := get(uri)):
        assert time.monotonic() < end, page[-2000:]
        time.sleep(0.05)
    return page


def replace(path: Path, old: str, new: str) -> None:
    """Save a file with other words."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_page_shows_what_was_saved_last(served):
    """A sentence, a fact, a template; a mistake in its own words, and the page again when that is mended."""
    root, get = served
    duty, page = root / "content" / "duties" / "pass-exam.yml", "ar/duties/pass-exam.html"
    until("livereload(", get, page)
    arabic = root / "translations" / "ar" / "duties.po"
    title = re.search(r'msgid "Machen Sie die Prüfung"\nmsgstr "(.+)"', arabic.read_text("utf-8"))[
        1
    ]

    replace(arabic, f'msgstr "{title}"', 'msgstr "زرافة"')
    assert "زرافة" in get(page)
    replace(root / "overrides" / "main.html", "<main", "<hr><main")
    assert "<hr>" in get("de/duties/pass-exam.html")
    replace(duty, "title: Machen Sie", "titel: Machen Sie")
    said = get("de/duties/pass-exam.html")
    assert "content/duties/pass-exam.yml:" in said
    assert "did you mean &#34;title&#34;?" in said
    replace(duty, "titel: Machen Sie", "title: Zebra")
    assert "Zebra" in get("de/duties/pass-exam.html")
    replace(duty, "title: Zebra", "title: Zebra 3")  # which only stops a build
    until("a number", get, "de/duties/pass-exam.html")
    replace(duty, "title: Zebra 3", "title: Zebra")
    assert until("404 ", get, "de/no-such-page.html").startswith("404 ")


def test_what_is_asked_for_is_what_a_build_makes(preview, built_small_site):
    """Each file, letter for letter; nothing of a site is only in one of the two."""
    built = manifest_in(built_small_site).files
    codes = {path.parent.name for path in built_small_site.glob("*/index.html")}
    kept = {uri for code in codes for uri in offline_files(code)}
    for uri in built.keys() - kept:
        preview.make(uri)
        assert (preview.site / uri).read_bytes() == (built_small_site / uri).read_bytes(), uri


def test_a_mistake_that_no_page_can_be_drawn_with_is_said(preview):
    """It is found by a check that nobody waits for where a page can be drawn."""
    rule = preview.root / "content" / "checker" / "must-pass" / "rules" / "must_pass.yml"
    preview.make("de/checker.html")
    replace(rule, 'value: "yes"', "value: gone")

    preview.make("de/checker/outcomes/must-pass.html")

    assert "&#34;gone&#34; is not a value" in (
        preview.site / "de" / "checker" / "outcomes" / "must-pass.html"
    ).read_text("utf-8")


@pytest.mark.parametrize(
    "uri", ["../outside.html", "de/../../outside.html", "/etc/passwd", "de/no.html"]
)
def test_only_files_of_the_site_are_made(preview, uri):
    """Whatever somebody asks for; and what the site has no more is taken away."""
    outside = preview.site.parent / "outside.html"
    outside.write_text("mine")
    left = preview.site / "de" / "no.html"
    left.parent.mkdir(parents=True)
    left.write_text("old")

    preview.make(uri)

    assert outside.read_text() == "mine"
    assert [path for path in preview.site.rglob("*") if path.is_file()] == [left] * (
        uri != "de/no.html"
    )
