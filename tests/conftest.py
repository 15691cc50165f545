"""What more than one test needs: a copy of the small site, the built sites, a server and a real browser."""

import functools
import http.server
import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

import hypothesis
import pytest
import yaml
from axe_playwright_python.base import AXE_SCRIPT
from babel.core import get_global
from playwright.sync_api import Browser, Page, sync_playwright

import commands
from mionido.checker.decide import domain
from mionido.checker.engine import Engine
from mionido.checker.script import joined
from mionido.project import Project, read
from mionido.read.memory import Memory, of_tree

ROOT = Path(__file__).parent.parent
SMALL_SITE = Path(__file__).parent / "small_site"
# The last day on which somebody checked something of the content: before it, it is no content yet.
REAL_DAY = max(
    date.fromisoformat(day)
    for path in (ROOT / "content").rglob("*.yml")
    for day in re.findall(r"checked: (\d{4}-\d{2}-\d{2})$", path.read_text(encoding="utf-8"), re.M)
)
NOON = f"{REAL_DAY}T12:00:00"
REAL_EPOCH = f"{datetime.combine(REAL_DAY, time(12), UTC).timestamp():.0f}"
SMALL_DAY = date(2031, 6, 1)
SMALL_EPOCH = "1938038400"  # noon of that day
BELOW_A_PATH = "https://example.org/mio-nido"
# The same engine without windows opens a page in a quarter of the time; where it is missing, any will do.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# The languages of the real site as its file has them, those of them that readers are led to, those read from the right,
# and one of each script and direction. What depends on letters and sides is tested in these: one more costs it nothing.
LOCALES = yaml.safe_load((ROOT / "translations" / "locales.yml").read_text(encoding="utf-8"))
LANGUAGES = tuple(code for code, locale in LOCALES.items() if locale.get("status") != "draft")
RTL = {code for code, locale in LOCALES.items() if locale.get("direction") == "rtl"}


def _script(code: str) -> tuple[str, bool]:
    """Return in which letters a language is written, as far as CLDR knows it, and whether from the right."""
    known = get_global("likely_subtags").get(code.partition("-")[0], f"_{code}_")
    return known.split("_")[1], code in RTL


SCRIPTS = tuple({_script(code): code for code in reversed(LANGUAGES)}.values())[::-1]
# One of each direction: of their pages, all are looked at where only what a template does is asked.
DIRECTIONS = tuple(
    next(code for code in LANGUAGES if (code in RTL) is is_rtl) for is_rtl in (False, True)
)
NO_TEXT = re.compile("<style>.*?</style>|<script.*?</script>|<[^>]*>", re.DOTALL)
# How long an example takes depends on what else the machine does; speed is for the benchmark.
hypothesis.settings.register_profile("no clock", deadline=None)
hypothesis.settings.load_profile("no clock")
PHONE = {"width": 360, "height": 740}  # of a cheap phone
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def copy_small_site(root: Path, *, own_overrides: bool = False) -> Path:
    """Copy the smallest complete site, to break at will; with templates of its own, or those of the project."""
    shutil.copytree(
        SMALL_SITE, root, symlinks=False, ignore=shutil.ignore_patterns("overrides", ".site*")
    )
    if own_overrides:
        shutil.copytree(ROOT / "overrides", root / "overrides")
    else:
        (root / "overrides").symlink_to(ROOT / "overrides")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(config.replace("../..", str(ROOT)), encoding="utf-8")
    return root


@pytest.fixture(scope="session", autouse=True)
def the_project_stays_as_it_is() -> Iterator[None]:
    """No test writes into the project itself, such as through a link from a copy to its templates."""
    folders = [ROOT / name for name in ("content", "overrides", "translations")]
    before = [of_tree(folder) for folder in folders]
    yield
    assert [of_tree(folder) for folder in folders] == before


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """Return a copy of the smallest complete site."""
    return copy_small_site(tmp_path / "site")


def run(
    *arguments: str, cwd: Path, epoch: str | None = None, site_url: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command of this environment's Python as a module, such as run('mkdocs', 'build')."""
    ours = {"PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "1", "SITE_URL": site_url}
    environment = {**os.environ, **ours}
    if epoch:
        environment["SOURCE_DATE_EPOCH"] = epoch
    if arguments[0] in commands.COMMANDS:
        return commands.run(*arguments, cwd=cwd, environment=environment)
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def once(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    *arguments: str,
    cwd: Path,
    epoch: str | None = None,
    site_url: str = "",
) -> Path:
    """Build a site once for all workers of a parallel test run."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    target, lock = shared / name, shared / f"{name}.lock"
    try:
        lock.mkdir()
    except FileExistsError:
        while not (lock / "done").exists():
            threading.Event().wait(0.2)
        return target
    result = run(*arguments, str(target), cwd=cwd, epoch=epoch, site_url=site_url)
    (lock / "done").touch()
    assert result.returncode == 0, result.stdout + result.stderr
    return target


def random_situation(
    engine: Engine, facts: Iterable[str], chooser: random.Random
) -> dict[str, str]:
    """Return one way to answer all these facts."""
    answers: dict[str, str] = {}
    for fact in facts:
        answers[fact] = chooser.choice(domain(engine, fact, answers))
    return answers


def with_editions(project: Project) -> Project:
    """Let a project make its editions once, for all tests: a build wants each of them in one place only."""
    vars(project)["edition"] = functools.cache(project.edition)
    return project


@functools.cache
def real_law() -> Project:
    """Read all that content/ and translations/ hold, once in each process; what a build found wrong is known."""
    return with_editions(read(ROOT, REAL_DAY, memory=Memory(ROOT)))


@pytest.fixture(scope="session")
def built() -> Project:
    """Return all that content/ and translations/ hold."""
    return real_law()


@pytest.fixture(scope="session")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return all that the small site holds."""
    return with_editions(read(copy_small_site(tmp_path_factory.mktemp("read") / "site"), SMALL_DAY))


@pytest.fixture(scope="session", params=["built", "built_small"])
def law(request: pytest.FixtureRequest) -> Project:
    """Return the real law and the small one: what must hold for any law is tested on both."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def built_small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small site as MkDocs builds it."""
    root = copy_small_site(tmp_path_factory.mktemp("root") / "site")
    return once(
        tmp_path_factory,
        "small",
        "mkdocs",
        "build",
        "--strict",
        "--site-dir",
        cwd=root,
        epoch=SMALL_EPOCH,
    )


@pytest.fixture(scope="session")
def built_below_a_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small site as MkDocs builds it for an address with a path; the folder is called like the path."""
    root = copy_small_site(tmp_path_factory.mktemp("root") / "site")
    command = ("mkdocs", "build", "--strict", "--site-dir")
    return once(
        tmp_path_factory, "mio-nido", *command, cwd=root, epoch=SMALL_EPOCH, site_url=BELOW_A_PATH
    )


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real site in the languages that readers are led to.

    That MkDocs builds the same, and what becomes of a draft, is asked of the small site.
    """
    languages = [part for code in LANGUAGES for part in ("--lang", code)]
    command = ("mionido", "build", *languages, "--site-dir")
    return once(tmp_path_factory, "real", *command, cwd=ROOT, epoch=REAL_EPOCH)


@pytest.fixture(scope="session", params=["built_site", "built_small_site"])
def site(request: pytest.FixtureRequest) -> Path:
    """Return both sites as MkDocs builds them."""
    return request.getfixturevalue(request.param)


def html_files(site: Path) -> list[Path]:
    """Return every file of a site that holds HTML: pages, and the words that the checker gets later."""
    return [*site.rglob("*.html"), *site.rglob("checker-*.js")]


def kind_of(path: Path) -> str:
    """Return what kind of page it is, by its path below a language: its folder, or a page at the top by itself."""
    if path.parent == Path() or path.name == "proof.html":
        return path.stem
    return "lists" if path.name == "index.html" else path.parent.name


@functools.cache
def samples(folder: Path) -> list[Path]:
    """Return pages that stand for all of a language: of each kind that with most text, and with the longest word."""
    most: dict[tuple[str, str], tuple[int, Path]] = {}
    for path in sorted({*html_files(folder)} - one_files(folder.parent)):
        text = NO_TEXT.sub(" ", html_of(path))
        kind = kind_of(path.relative_to(folder))
        for what, size in (("text", len(text)), ("word", max(map(len, text.split())))):
            most[kind, what] = max(most.get((kind, what), (0, path)), (size, path))
    return sorted({path for _, path in most.values()})


def pages_to_look_at(site: Path, whole: Iterable[str]) -> list[Path]:
    """Return the files with HTML of a site: of the real one those of these languages, and samples of each other one."""
    is_real = (site / LANGUAGES[0]).exists()
    others = {*LANGUAGES} - {*whole} if is_real else set()
    left_out = {
        path for code in others for path in {*html_files(site / code)} - {*samples(site / code)}
    }
    return [path for path in html_files(site) if path not in left_out]


def one_files(site: Path) -> set[Path]:
    """Return the file of each language that holds all its pages, to pass on: it is none of them."""
    return {path for path in site.glob("*/*.html") if path.stem.endswith(f"-{path.parent.name}")}


def html_of(path: Path) -> str:
    """Return what stands in such a file, as a page."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return text
    lang, direction, words = json.loads(text.removeprefix("addWords(...").removesuffix(");\n"))
    head = f'<html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>Words</title></head>'
    return f"<!doctype html>{head}<body><main>{words}</main></body></html>"


NOWHERE = "/nowhere"  # an empty page of each server, without style or script


class QuietServer(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line on the screen for each of them."""

    def do_GET(self) -> None:
        """Serve a file, or the empty page."""
        if self.path != NOWHERE:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve on this machine; gives the address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """Return the address at which the real site is served."""
    with serving(functools.partial(QuietServer, directory=str(built_site))) as address:
        yield address


@contextmanager
def hosting(site: Path) -> Iterator[str]:
    """Serve a site below the name of its folder, with its 404.html for what does not exist; gives the address."""

    class Host(QuietServer):
        def send_error(
            self, code: int, message: str | None = None, explain: str | None = None
        ) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write((site / "404.html").read_bytes())

    with serving(functools.partial(Host, directory=str(site.parent))) as address:
        yield f"{address}/{site.name}"


@pytest.fixture(scope="session")
def below_a_path(built_below_a_path: Path) -> Iterator[str]:
    """Return the address, with a path, for which the small site was built."""
    with hosting(built_below_a_path) as address:
        yield address


@pytest.fixture(scope="session")
def below_no_known_path(built_small_site: Path) -> Iterator[str]:
    """Return an address with a path, of which the small site was not told."""
    with hosting(built_small_site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a real Chromium. Where there is none, the tests that need it fail; they are never skipped."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    assert path, (
        f"no Chromium found: run `make test`, which installs the Debian package {CHROMIUM[0]}"
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def calculator(browser: Browser) -> Iterator[Page]:
    """Return a page with the engine of the phone and nothing else, the same for all examples."""
    page = browser.new_page()
    page.add_script_tag(content=joined())
    yield page
    page.close()


@contextmanager
def cheap_phone(browser: Browser, site_url: str, *, scripts: bool = True) -> Iterator[Page]:
    """Open a page as small as a cheap phone."""
    context = browser.new_context(viewport=PHONE, base_url=site_url, java_script_enabled=scripts)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def lasting_plain_phone(browser: Browser, site_url: str) -> Iterator[Page]:
    """Return a page on a cheap phone without JavaScript, for all tests that leave it as it was."""
    with cheap_phone(browser, site_url, scripts=False) as page:
        yield page


@pytest.fixture
def plain_phone(lasting_plain_phone: Page) -> Iterator[Page]:
    """Return a page on a cheap phone without JavaScript."""
    yield lasting_plain_phone
    forget(lasting_plain_phone)


@contextmanager
def watched(browser: Browser, site_url: str) -> Iterator[tuple[Page, list[str]]]:
    """Open a page on a cheap phone, on the day of the site; gives with it what went wrong so far."""
    wrong: list[str] = []
    with cheap_phone(browser, site_url) as page:
        page.clock.set_fixed_time(NOON)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda message: wrong.append(message.text) if message.type == "error" else None,
        )
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((site_url, "data:")) else wrong.append(request.url)
            ),
        )
        yield page, wrong


@contextmanager
def watched_phone(browser: Browser, site_url: str) -> Iterator[Page]:
    """Open a page on a cheap phone, on the day of the site; errors and requests elsewhere are failures."""
    with watched(browser, site_url) as (page, wrong):
        yield page
    assert wrong == []


@pytest.fixture
def new_phone(browser: Browser, site_url: str) -> Iterator[Page]:
    """Return a cheap phone that has seen nothing of the site, for a first visit, another clock or scripts of a test."""
    with watched_phone(browser, site_url) as page:
        yield page


@pytest.fixture(scope="session")
def lasting_phone(browser: Browser, site_url: str) -> Iterator[tuple[Page, list[str]]]:
    """Return a cheap phone for all tests, and what went wrong on it: another page takes a process of the system."""
    with watched(browser, site_url) as both:
        yield both


@pytest.fixture
def phone(lasting_phone: tuple[Page, list[str]]) -> Iterator[Page]:
    """Return a cheap phone that remembers nothing; errors and requests elsewhere are failures."""
    page, wrong = lasting_phone
    yield page
    if not page.evaluate("new Date().toISOString()").startswith(NOON):
        page.clock.set_fixed_time(NOON)
    forget(page)
    found = [*wrong]
    wrong.clear()
    assert found == []


def forget(page: Page) -> None:
    """Leave a page as it was before a test: no way, size or medium of its own, and nothing stored."""
    page.unroute_all(behavior="wait")
    page.goto(NOWHERE)  # where no script stores anything again
    page.evaluate("sessionStorage.clear(), localStorage.clear()")
    page.set_viewport_size(PHONE)
    page.emulate_media(
        media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
    )


def violations(page: Page, *rules: str) -> list[list[str]]:
    """Return what the tool axe finds by all its rules or by these: the rule, and the first place.

    It looks once every colour has become what it is to be. What it does not find, it need not write down.
    """
    page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")
    page.evaluate(AXE_SCRIPT)
    return page.evaluate(
        """async (runOnly) => {
            const only = runOnly.length ? { runOnly } : {};
            const found = await axe.run({ resultTypes: ["violations"], ...only });
            return found.violations.map(({ id, nodes }) => [id, nodes[0].html]);
        }""",
        rules,
    )
