"""What a telephone keeps, in a real Chromium with a server that can die: whole, of one version, only when asked for."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import LANGUAGES, QuietServer, serving
from mionido.publish.offline import all_offline, offline

LANG = "ar"
LETTER, DUTY = f"{LANG}/documents/letter.html", f"{LANG}/duties/pass-exam.html"
KEEP = f"{LANG}/keep.html"
STORED = "async () => (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length"
VERSIONS = "async () => (await caches.keys()).map((name) => name.split('/ ')[1])"


@dataclass
class Host:
    """A copy of the small site below a path, on a server that can die, or break off in the middle of a file."""

    folder: Path
    address: str = ""
    is_dead: bool = False
    cut: set[str] = field(default_factory=set)  # addresses of which the end does not arrive

    def publish(self, uri: str, old: str, new: str) -> None:
        """Change a text on a page, and publish that as the next version."""
        path = self.folder / uri
        html = path.read_text(encoding="utf-8")
        assert old in html
        path.write_text(html.replace(old, new), encoding="utf-8")
        files = [each for each in self.folder.rglob("*") if each.is_file()]
        uris = [each.relative_to(self.folder).as_posix() for each in files]
        for name, data in all_offline([LANG], uris, lambda each: (self.folder / each).read_bytes()):
            (self.folder / name).write_bytes(data)

    @property
    def version(self) -> str:
        """Return what the newest version of the language is called."""
        return json.loads((self.folder / LANG / "offline-version.json").read_bytes())["version"]


@pytest.fixture
def host(built_small_site: Path, tmp_path: Path) -> Iterator[Host]:
    """Return the small site on such a server."""
    host = Host(tmp_path / "law")
    shutil.copytree(built_small_site, host.folder)

    class Server(QuietServer):
        def do_GET(self) -> None:
            if host.is_dead:
                self.close_connection = True
                return
            uri = self.path.partition("?")[0].removeprefix("/law/")
            if uri not in host.cut:
                super().do_GET()
                return
            data = (host.folder / uri).read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) * 9 // 10])
            time.sleep(0.3)  # a browser shows what came before it hears that no more comes
            self.close_connection = True

    def server(*arguments: object) -> QuietServer:
        return Server(*arguments, directory=str(tmp_path))

    with serving(server) as address:
        host.address = f"{address}/law"
        yield host


@contextmanager
def telephone(browser: Browser, host: Host, *, scripts: bool = True) -> Iterator[BrowserContext]:
    """Give a browser that knows nothing of the site yet."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        base_url=f"{host.address}/",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(browser: Browser, host: Host) -> Iterator[Page]:
    """Return a page on such a telephone."""
    with telephone(browser, host) as context:
        yield context.new_page()


def state(page: Page, name: str):
    """Return a part of the page that shows a state."""
    return page.locator(f"[data-state={name}]")


def keep(page: Page) -> None:
    """Do what a reader does."""
    page.goto(KEEP)
    page.locator("[data-action=keep]").click()
    expect(state(page, "done")).to_be_visible()
    page.wait_for_function("() => navigator.serviceWorker.controller")


def later(page: Page) -> None:
    """Let time pass: the browser stops the worker, and the next page starts it anew."""
    session = page.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    session.detach()


def is_said_to_be_old(page: Page) -> bool:
    """Whether the page says that there is a newer version."""
    return page.locator(".mn-old").count() > 0


def wait_for_version(page: Page, host: Host) -> None:
    """Wait until the newest version is here and whole."""
    is_here = """async ([name, state]) => {
        const names = (await caches.keys()).filter((each) => each.endsWith(name));
        return names.length > 0 && Boolean(await (await caches.open(names[0])).match(state));
    }"""
    for _ in range(600):
        if page.evaluate(is_here, [host.version, f"{host.address}/kept"]):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the newest version does not come")


def test_nothing_is_stored_until_somebody_asks(page: Page):
    """Neither by reading nor by looking at the page that offers it, which says what others will see."""
    for uri in (f"{LANG}/index.html", LETTER, f"{LANG}/search.html", f"{LANG}/checker.html", KEEP):
        page.goto(uri)
    expect(state(page, "start")).to_be_visible()

    expect(page.locator("[data-size]")).not_to_be_empty()
    assert page.evaluate(STORED) == 0
    assert page.evaluate("localStorage.length") == 0


def test_what_is_kept_works_without_a_network(page: Page, host: Host):
    """Every kind of page with its style and scripts; what is not kept says so; and it can be taken away."""
    keep(page)
    page.goto(f"{LANG}/checker.html")
    host.is_dead = True
    words = "async () => (await fetch('checker-result.js')).text()"  # which come while one answers
    assert page.evaluate(words).startswith("addWords(")
    for uri in (f"{LANG}/", LETTER, DUTY, f"{LANG}/words.html"):
        assert page.goto(uri).ok
        assert (
            page.locator(".mn-header").evaluate("each => getComputedStyle(each).position")
            == "sticky"
        )
        assert not is_said_to_be_old(page)
    page.goto(f"{LANG}/search.html")
    page.get_by_role("searchbox").fill("a")
    expect(page.locator("[data-pages] a").first).to_be_visible()
    page.goto(f"{LANG}/sheets/letter.html")
    expect(page.locator("#missing")).to_be_visible()
    page.goto("de/index.html")
    assert page.url.endswith(f"{LANG}/index.html"), "another language leads to the one that is here"

    page.goto(KEEP)
    page.locator("[data-action=remove]").click()
    expect(state(page, "removed")).to_be_visible()
    assert page.evaluate(STORED) == 0


def test_a_changed_law_is_told_and_comes_quietly(page: Page, host: Host):
    """The first page that knows of a newer version says so; the next one is of it, and the old one is gone."""
    keep(page)
    old = page.goto(DUTY).text()
    title = page.locator("h1").inner_text()
    host.publish(DUTY, title, "NEW LAW")
    later(page)

    assert page.goto(LETTER).ok
    assert is_said_to_be_old(page)
    wait_for_version(page, host)
    page.goto(DUTY)
    assert page.locator("h1").inner_text() == "NEW LAW"
    assert not is_said_to_be_old(page)
    assert "NEW LAW" not in old
    assert page.evaluate(VERSIONS) == [host.version]


def test_two_windows_never_show_two_versions(page: Page, host: Host):
    """While one shows the old version, the other does too, and says so."""
    keep(page)
    page.goto(DUTY)
    title = page.locator("h1").inner_text()
    other = page.context.new_page()
    other.goto(LETTER)
    host.publish(DUTY, title, "NEW LAW")
    later(page)
    other.goto(LETTER)
    wait_for_version(other, host)

    other.goto(DUTY)
    assert (other.locator("h1").inner_text(), is_said_to_be_old(other)) == (title, True)
    page.close()
    other.goto(LETTER)
    other.goto(DUTY)
    assert (other.locator("h1").inner_text(), is_said_to_be_old(other)) == ("NEW LAW", False)


def test_an_update_that_breaks_off_leaves_the_old_version_and_says_so(page: Page, host: Host):
    """Also later without a network, because the newer version was seen; it comes when the network is back."""
    keep(page)
    before = host.version
    page.goto(DUTY)
    title = page.locator("h1").inner_text()
    host.publish(DUTY, title, "NEW LAW")
    host.cut = {f"{LANG}/offline.json"}
    later(page)
    page.goto(DUTY)
    assert (page.locator("h1").inner_text(), is_said_to_be_old(page)) == (title, True)

    host.is_dead = True
    later(page)
    page.goto(DUTY)
    assert (page.locator("h1").inner_text(), is_said_to_be_old(page)) == (title, True)
    assert page.evaluate(VERSIONS) == [before]

    host.is_dead, host.cut = False, set()
    later(page)
    page.goto(LETTER)
    wait_for_version(page, host)
    page.goto(DUTY)
    assert page.locator("h1").inner_text() == "NEW LAW"


def test_a_page_whose_rest_never_comes_is_read_and_leads_on(page: Page, host: Host):
    """As far as it came, with its style; where the script of the checker is missing, a tap leads to what needs none."""
    host.cut = {LETTER}
    page.goto(LETTER, wait_until="commit")
    expect(page.locator("h1")).to_be_visible()
    assert (
        page.locator(".mn-header").evaluate("each => getComputedStyle(each).position") == "sticky"
    )

    page.route("**/assets/**", lambda route: route.abort())
    page.goto(f"{LANG}/checker.html")
    page.locator(".mn-groups a").first.click()
    walk = page.locator(".mn-rules li a").first
    expect(walk).to_be_in_viewport()
    walk.click()
    expect(page.locator(".mn-walk > section:visible")).to_have_count(1)


@pytest.mark.parametrize("trouble", ["cut", "dead", "full"])
def test_nothing_half_is_kept(page: Page, host: Host, trouble: str):
    """A download that breaks off, a dead network and a full disk: the page says which it is, and offers it again."""
    page.goto(KEEP)
    expect(state(page, "start")).to_be_visible()
    host.is_dead = trouble == "dead"
    host.cut = {f"{LANG}/offline.json"} if trouble == "cut" else set()
    session = page.context.new_cdp_session(page)
    if trouble == "full":
        origin = host.address.removesuffix("/law")
        session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    page.locator("[data-action=keep]").click()

    expect(state(page, "full" if trouble == "full" else "broken")).to_be_visible()
    expect(state(page, "start")).to_be_visible()
    assert page.evaluate(STORED) == 0


def test_without_scripts_nothing_is_promised(browser: Browser, host: Host):
    """The page says that this browser cannot, and shows no button."""
    with telephone(browser, host, scripts=False) as context:
        page = context.new_page()
        page.goto(KEEP)
        expect(state(page, "impossible")).to_be_visible()
        assert page.locator("main button:visible").count() == 0


def test_a_telephone_can_put_the_site_among_its_programs(page: Page, host: Host):
    """Chromium finds nothing wrong with the description, in a language from right to left."""
    page.goto(KEEP)
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")

    assert found["errors"] == []
    says = json.loads(found["data"])
    assert (says["lang"], says["dir"], says["start_url"]) == (LANG, "rtl", "index.html")
    icon = (host.folder / LANG / says["icons"][0]["src"]).resolve()
    assert icon.is_file()


def test_the_file_of_a_language_gives_its_pages_back():
    """Each file piece by piece as it was, and another version for the smallest change."""
    files = {
        "ar/a.html": "<p>one</p><p>two</p>\n</p>",
        "assets/b.js": "<p>two</p>\n\ntwo\n",
        "empty.html": "",
    }
    whole, version = offline(files)
    data = json.loads(whole)

    pieces = data["pieces"]
    assert {
        uri: "".join(pieces[at] for at in accumulate(steps)) for uri, steps in data["files"].items()
    } == files
    assert len({*pieces}) == len(pieces)
    assert json.loads(version)["length"] == len(whole)
    assert offline(files) == (whole, version)
    assert offline({**files, "empty.html": " "})[1] != version


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_small_enough_to_keep(built_site: Path, language: str):
    """In kilobytes over the wire, as the button says."""
    about = json.loads((built_site / language / "offline-version.json").read_bytes())

    assert about["packed"] <= 700
