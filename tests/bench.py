"""Measure the build, a rebuild and a first visit beside two peers on the same pages; and the checker.

`make bench` prints tables. The peers: stock mkdocs-material + mkdocs-static-i18n, with its own navigation and search as
its manual says, and Hugo with templates that draw the same frame. Both get every page as a Markdown file per language.
Languages we do not have yet are stand-ins: copies of the Tigrinya catalog.
"""

import argparse
import functools
import gzip
import http.server
import itertools
import json
import os
import random
import re
import shutil
import statistics
import string
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psutil
import weasyprint
import yaml
from playwright.sync_api import sync_playwright

from conftest import CHROMIUM, random_situation
from mionido.checker.ask import next_question
from mionido.checker.engine import Engine
from mionido.checker.script import joined
from mionido.paper.book import NAME as BOOKLET
from mionido.paper.sheet import Print, data_of
from mionido.project import read_project
from mionido.publish.handouts import Handouts, Wanted

ROOT = Path(__file__).parent.parent
CODES = ["".join(pair) for pair in itertools.product(string.ascii_lowercase, repeat=2)]
MATERIAL_CODES = (
    "ar en fa tr fr uk ru es hy ur de it pl pt ro sr bg cs da el "
    "et fi he hi hr hu id ja ka ko lt lv sk sl sv"
).split()
KINDS = (
    "index.html",
    "duties/finish-in-time-wi2021.html",
    "steps/your-plan.html",
    "words.html",
    "checker.html",
)
# What somebody with a letter reads, one after the other.
FIVE = (
    "index.html",
    "doors/i-got-a-letter.html",
    "documents/letter-duty.html",
    "duties/finish-in-time-wi2021.html",
    "steps/your-plan.html",
)
SLOW = {"down": 400, "latency": 400, "cpu": 4}  # kbit a second, ms, times
OURS = [sys.executable, "-m", "mionido"]
STOCK = [sys.executable, "-m", "mkdocs", "build", "-q"]
SCRIPTS = "checker.*.js"
THROTTLE = 6
RESULTS = 8  # readers
CHECKER_DAY = "2026-11-24"
Measured = tuple[float, float]  # seconds, peak megabytes of all processes together


def main() -> None:
    """Run every measurement and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", type=int, nargs="+", default=[4, 10, 35, 100])
    parser.add_argument(
        "--runs", type=int, default=5, help="of ours and of Hugo; the median counts"
    )
    parser.add_argument("--stock-runs", type=int, default=1)
    parser.add_argument(
        "--stock-until", type=int, default=35, help="languages; with more it takes hours"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print_builds(folder, options)
        print_rebuilds(
            folder / f"ours-{options.languages[-1 if len(options.languages) < 3 else 2]}",
            options.runs,
        )
        print_visits(folder, options.languages[0])
        print_paints(folder, options.languages[0])
        print_checker(folder / f"ours-{options.languages[0]}")
        print_handouts(folder / f"ours-{options.languages[0]}", options.runs)


def print_builds(folder: Path, options: argparse.Namespace) -> None:
    """Print a row per number of languages: a clean build of the whole site by each of the three."""
    heads = (
        "languages",
        "pages",
        "ours s",
        "MB",
        "Hugo s",
        "MB",
        "stock s",
        "MB",
        "ours/Hugo",
        "stock/ours",
    )
    print("".join(f"{head:>11}" for head in heads), flush=True)
    seconds: dict[int, float] = {}
    for number in options.languages:
        ours, hugo, stock = (folder / f"{name}-{number}" for name in ("ours", "hugo", "stock"))
        make_ours(ours, number)
        mine = median(measure([*OURS, "build"], ours, clean=True) for _ in range(options.runs))
        make_hugo(ours / "site", hugo)
        its = median(
            measure([hugo_path(), "--quiet"], hugo, clean=True) for _ in range(options.runs)
        )
        theirs = None
        if number <= options.stock_until:
            make_stock(ours / "site", stock, number)
            theirs = median(measure(STOCK, stock, clean=True) for _ in range(options.stock_runs))
        pages = sum(1 for _ in (ours / "site").rglob("*.html"))
        seconds[number] = mine[0]
        figures = [f"{value:.1f}" for value in (*mine, *its, *(theirs or ()))] + [""] * (
            0 if theirs else 2
        )
        ratios = f"{mine[0] / its[0]:.2f}", f"{theirs[0] / mine[0]:.1f}" if theirs else ""
        print("".join(f"{value:>11}" for value in (number, pages, *figures, *ratios)), flush=True)
    for few, many in itertools.pairwise(sorted(seconds)):
        print(
            f"from {few} to {many} languages: {seconds[many] / seconds[few]:.2f} times as long ({many / few:g} times)"
        )


def print_rebuilds(project: Path, runs: int) -> None:
    """Print how long an editor or translator waits, with everything else as it was."""
    sentence = project / "translations" / "en" / "duties.po"
    fact = project / "content" / "parameters" / "term" / "w21_term.yml"

    def translate(run: int) -> None:
        old, new = ("Go to", "Please go to") if run % 2 else ("Please go to", "Go to")
        replace(sentence, f'msgstr "{old} the intake talks', f'msgstr "{new} the intake talks')

    def correct(run: int) -> None:
        replace(fact, "value: 3" if run % 2 else "value: 4", "value: 4" if run % 2 else "value: 3")

    tasks: dict[str, tuple[list[str], Callable[[int], None]]] = {
        "one sentence in a PO file changed, build": (["build"], translate),
        "one fact in content/ changed, build": (["build"], correct),
        "nothing changed, build": (["build"], lambda run: None),
        "check": (["check"], lambda run: None),
    }
    languages = sum(1 for _ in (project / "translations").glob("*/site.po")) + 1
    print(f"\n{f'again, with {languages} languages':<44}{'s':>8}{'MB':>8}")
    measure([*OURS, "build"], project)
    for name, (command, prepare) in tasks.items():
        times = []
        for run in range(1, runs + 1):
            prepare(run)
            times.append(measure([*OURS, *command], project))
        print("{:<44}{:>8.2f}{:>8.0f}".format(name, *median(times)), flush=True)


def replace(path: Path, old: str, new: str) -> None:
    """Change a file, which must hold the old text."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} does not say {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def print_visits(folder: Path, number: int) -> None:
    """Print what a first visit to each kind of page costs."""
    print(
        f"\n{'first visit':<36} {'ours: requests, bytes':>22} {'stock: requests, bytes':>23}",
        flush=True,
    )
    for line in visits(folder / f"ours-{number}" / "site", folder / f"stock-{number}" / "site"):
        print(line, flush=True)


def print_paints(folder: Path, number: int) -> None:
    """Print when a first visit shows its largest piece and what moves, on a slow phone and network; and five visits.

    A row a page: ours, and the stock theme's. Last what five pages in a row cost, and when the fifth is there.
    """
    ours, stock = (folder / f"{name}-{number}" / "site" for name in ("ours", "stock"))
    print_paints_of({"ours": ours, "stock": stock})


def print_paints_of(sites: dict[str, Path]) -> None:
    """Print the same of sites that are there: `ours` has a folder for the language, `stock` none."""
    slow = f"{SLOW['down']} kbit/s, {SLOW['latency']} ms, {SLOW['cpu']} times slower"
    print(f"\nfirst visit, {slow}: site, page, requests, bytes, LCP ms, CLS", flush=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, site in sites.items():
            prefix = "nl/" if name == "ours" else ""
            with served(site) as address:
                for page in KINDS:
                    [each] = paints(browser, address, [f"{prefix}{page}"])
                    print(f"{name:<6} {page:<36} {each}", flush=True)
                *_, fifth = visits = paints(browser, address, [f"{prefix}{each}" for each in FIVE])
                total = sum(each.size for each in visits)
                print(f"{name:<6} five pages: {total} bytes, the fifth after {fifth.lcp:.0f} ms")
        browser.close()


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site compressed; gives the address."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Compressed, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@dataclass(frozen=True)
class Paint:
    """What one visit cost, when its largest piece was there, and how much moved."""

    requests: int
    size: int
    lcp: float
    cls: float

    def __str__(self) -> str:
        """Return it as a row."""
        return f"{self.requests:>3} {self.size:>8} {self.lcp:>7.0f} {self.cls:>7.3f}"


def paints(browser, address: str, pages: list[str]) -> list[Paint]:
    """Return what each of these pages costs a phone that opens them one after the other."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    rate = SLOW["down"] * 1000 / 8
    limits = {"latency": SLOW["latency"], "downloadThroughput": rate, "uploadThroughput": rate}
    session.send("Network.emulateNetworkConditions", {"offline": False, **limits})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW["cpu"]})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tab.add_init_script(OBSERVE)
    found = []
    for page in pages:
        sizes.clear()
        tab.goto(f"{address}/{page}", wait_until="networkidle")
        lcp, cls = tab.evaluate("[seen.lcp, seen.cls]")
        sent = [each for each in sizes if each]
        found.append(Paint(len(sent), int(sum(sent)), lcp, cls))
    context.close()
    return found


# Notes in `seen` when the largest piece was drawn, and how much of what was drawn moved.
OBSERVE = """
    globalThis.seen = { lcp: 0, cls: 0 };
    const observe = (type, note) =>
        new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    observe("largest-contentful-paint", (each) => (seen.lcp = each.startTime));
    observe("layout-shift", (each) => each.hadRecentInput || (seen.cls += each.value));
"""


def print_checker(project: Path) -> None:
    """Print what the checker weighs, how long the next question takes, and how long the proofs take."""
    page = (project / "site" / "nl" / "checker.html").read_text(encoding="utf-8")
    rules = re.search(r"<script[^>]* data-checker>(.*?)</script>", page, re.S)[1]
    scripts = [path.read_bytes() for path in (project / "site" / "assets").glob(SCRIPTS)]
    print(
        f"\nchecker: scripts {sum(len(gzip.compress(each)) for each in scripts)} bytes compressed (at most 10240)"
    )
    words = "".join(re.findall(r"<template.*?</template>", page, re.S))
    result = (project / "site" / "nl" / "checker-result.js").read_text(encoding="utf-8")
    parts = [len(gzip.compress(each.encode())) for each in (rules, words, result)]
    print(
        f"checker: rules and days {parts[0]} bytes, words that ask {parts[1]} (together at most 28672),"
        f" words of the result {parts[2]} (at most 28672)"
    )
    print(f"checker: the whole page {len(gzip.compress(page.encode()))} bytes", flush=True)
    data = json.loads(rules)
    engine = Engine(data["checker"], CHECKER_DAY)
    chooser = random.Random(1)
    readers = [random_situation(engine, list(engine.checker["facts"]), chooser) for _ in range(30)]
    theirs = [seconds for reader in readers for seconds in python_questions(engine, reader)]
    mine = browser_questions(data["checker"], readers)
    for name, times in (("Python", theirs), (f"Chromium, {THROTTLE} times slower", mine)):
        ranked = sorted(times)
        figures = [statistics.median(ranked), ranked[int(0.9 * len(ranked))], ranked[-1]]
        said = ", ".join(f"{1000 * value:.1f}" for value in figures)
        print(
            f"next question of everything, {name}: median, 90 %, most: {said} ms ({len(times)} questions)",
            flush=True,
        )
    print(f"Chromium / Python: {statistics.mean(mine) / statistics.mean(theirs):.2f}")
    print_result(project / "site")
    print(f"prove: {measure([*OURS, 'prove'], project)[0]:.1f} s (at most 30)", flush=True)


def print_handouts(root: Path, runs: int) -> None:
    """Print what sheets cost, each alone and beside the language of letters, and one by WeasyPrint."""
    idle, both = [], []
    for _ in range(runs):  # the pages are there already: what is left is the sheets
        measure([*OURS, "build"], root, clean=True)
        idle.append(measure([*OURS, "build"], root))
        both.append(measure([*OURS, "build", "--handouts"], root))
    seconds, memory_ = median(both)[0] - median(idle)[0], median(both)[1]
    sizes = [path.stat().st_size for path in (root / "site").glob("*/handouts/*.pdf")]
    print(
        f"{len(sizes)} sheets: {1000 * seconds / len(sizes):.1f} ms each in a build with {os.cpu_count()} processes, "
        f"{memory_:.0f} MB; median {statistics.median(sizes) / 1024:.0f} KB, largest {max(sizes) / 1024:.0f} KB"
    )
    handouts = Handouts(read_project(root, date.fromisoformat(CHECKER_DAY)))
    wanted = Wanted(handouts.sheets["letter-fine"], ("nl", "ar"))
    editions = tuple(handouts.edition(code) for code in wanted.codes)
    html = as_table(data_of(Print(wanted.sheet, editions))[0])
    ours = statistics.median(timed(lambda: handouts.make(wanted)) for _ in range(10))
    theirs = statistics.median(timed(weasyprint.HTML(string=html).write_pdf) for _ in range(10))
    print(f"letter-fine, nl beside ar: {ours:.1f} ms by Typst, {theirs:.1f} ms by WeasyPrint")
    flows = [name for name in handouts.long if name != BOOKLET]
    for what, names in (("booklet", [BOOKLET]), (f"{len(flows)} papers of questions", flows)):
        print_long(root, what, names)


def print_long(root: Path, what: str, names: list[str]) -> None:
    """Print what longer papers cost, in one language and in two: time, memory, and how large they are."""
    out = root / "build" / "long"
    for beside in ((), ("--with", "nl")):
        shutil.rmtree(out, ignore_errors=True)
        command = [*OURS, "handout", *names, "--lang", "ar", *beside, "--out", str(out)]
        seconds, peak = measure(command, root)
        size = sum(path.stat().st_size for path in out.glob("*.pdf"))
        print(
            f"{what}, {'nl beside ' if beside else ''}ar: {seconds:.1f} s, {peak:.0f} MB; {size / 1e6:.1f} MB of PDF",
            flush=True,
        )


def as_table(data: dict[str, Any]) -> str:
    """Return the rows of a sheet as HTML, for WeasyPrint."""
    rows = [[*data["head"]], *(row["cells"] for row in (*data["rows"], *data["foot"]))]
    return "<table>" + "".join(f"<tr>{''.join(map(as_cell, row))}" for row in rows) + "</table>"


def as_cell(cell: dict[str, Any]) -> str:
    """Return one side of a row as HTML."""
    words = "".join(f'<bdi lang="{run["lang"]}">{run["words"]}</bdi>' for run in cell["runs"])
    return f'<td lang="{cell["lang"]}" dir="{cell["dir"]}">{words}</td>'


def timed(work: Callable[[], Any]) -> float:
    """Return how many milliseconds something takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def print_result(site: Path) -> None:
    """Print how long a slow phone takes to draw the result of everything, from the last answer to the first screen."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Compressed, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    times = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for number in range(RESULTS):
            tab = browser.new_page(viewport={"width": 360, "height": 740})
            tab.goto(f"http://127.0.0.1:{server.server_port}/nl/checker.html#for=all")
            tab.context.new_cdp_session(tab).send(
                "Emulation.setCPUThrottlingRate", {"rate": THROTTLE}
            )
            tab.evaluate(ANSWER_ANYTHING, number)
            times.append(tab.evaluate("drawn"))
            tab.close()
        browser.close()
    server.shutdown()
    figures = ", ".join(f"{value:.0f}" for value in (statistics.median(times), max(times)))
    print(
        f"result of everything, Chromium, {THROTTLE} times slower: median, most: {figures} ms (at most 100)",
        flush=True,
    )


# Answers each question with one of its answers, another one for each number; leaves in `drawn` what the last took.
ANSWER_ANYTHING = """async (number) => {
    for (let step = 0; !document.querySelector(".mn-results"); step += 1) {
        const boxes = [...document.querySelectorAll(".mn-checker input:is([type=radio], [type=checkbox])")];
        boxes[(number * 7 + step * 3) % boxes.length].click();
        await new Promise((done) => setTimeout(done, 500));
        const start = performance.now();
        document.querySelector(".mn-checker form").requestSubmit();
        document.body.getBoundingClientRect();
        globalThis.drawn = performance.now() - start;
    }
}"""


def python_questions(engine: Engine, reader: dict[str, str]) -> Iterator[float]:
    """Yield the seconds the reference takes to find each next question, for a reader who wants to know everything."""
    goals, answers = list(engine.checker["outcomes"]), {}
    while True:
        start = time.perf_counter()
        fact = next_question(engine, answers, [], goals)
        yield time.perf_counter() - start
        if fact is None:
            return
        answers[fact] = reader[fact]


def browser_questions(checker: dict[str, Any], readers: list[dict[str, str]]) -> list[float]:
    """Return the same for the script in a slowed down browser."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        tab = browser.new_page()
        tab.add_script_tag(content=joined())
        tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
        found = tab.evaluate(NEXT_QUESTIONS, [checker, CHECKER_DAY, readers])
        browser.close()
    return [milliseconds / 1000 for milliseconds in found]


NEXT_QUESTIONS = """([checker, on, readers]) => readers.flatMap((reader) => {
  const engine = new mionido.Engine(checker, on), goals = Object.keys(checker.outcomes), times = [];
  for (let answers = {}; ; ) {
    const start = performance.now();
    const fact = mionido.nextQuestion(engine, answers, [], goals);
    times.push(performance.now() - start);
    if (!fact) return times;
    // As checker.js does while the reader reads.
    for (const value of mionido.domain(engine, fact, answers))
      mionido.nextQuestion(engine, { ...answers, [fact]: value }, [], goals);
    answers = { ...answers, [fact]: reader[fact] };
  }
})"""


def launch(playwright):
    """Start the real Chromium."""
    path = next(found for name in CHROMIUM if (found := shutil.which(name)))
    return playwright.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
    )


def median(measured) -> Measured:
    """Return the median seconds and the highest peak."""
    seconds, megabytes = zip(*measured, strict=True)
    return statistics.median(seconds), max(megabytes)


def make_ours(target: Path, number: int) -> None:
    """Copy the project, with stand-ins until there are `number` languages."""
    shutil.copytree(
        ROOT,
        target,
        ignore=shutil.ignore_patterns(
            ".git", ".venv", "node_modules", "site", ".site*", "tests", ".*_cache", ".hypothesis"
        ),
    )
    path = target / "translations" / "locales.yml"
    locales = yaml.safe_load(path.read_text(encoding="utf-8"))
    for code in [code for code in CODES if code not in locales][: max(0, number - len(locales))]:
        locales[code] = {"name": code, "status": "public", "cldr": "ti"}
        shutil.copytree(target / "translations" / "ti", target / "translations" / code)
    path.write_text(
        yaml.safe_dump(dict(list(locales.items())[:number]), allow_unicode=True), encoding="utf-8"
    )


def make_stock(site: Path, target: Path, number: int) -> None:
    """Write the pages for the stock theme and plugin, which know only some languages."""
    codes = ["nl", *MATERIAL_CODES][:number]
    languages = [{"locale": code, "name": code, "default": code == "nl"} for code in codes]
    plugins = ["search", {"i18n": {"docs_structure": "folder", "languages": languages}}]
    theme = {"name": "material", "font": False}
    config = {"site_name": "Stock", "theme": theme, "plugins": plugins, "use_directory_urls": False}
    target.mkdir()
    (target / "mkdocs.yml").write_text(yaml.safe_dump(config))
    for code, folder in zip(codes, locale_folders(site), strict=False):
        write_pages(folder, target / "docs" / code, "index.md")


def make_hugo(site: Path, target: Path) -> None:
    """Write the pages for Hugo, with templates that draw the frame of ours: languages, header, footer."""
    folders = locale_folders(site)
    for folder in folders:
        write_pages(folder, target / "content" / folder.name, "_index.md")
    languages = {
        folder.name: {
            "languageName": folder.name,
            "weight": place,
            "contentDir": f"content/{folder.name}",
        }
        for place, folder in enumerate(folders, start=1)
    }
    config = {
        "baseURL": "/",
        "title": "Hugo",
        "uglyURLs": True,
        "defaultContentLanguageInSubdir": True,
        "defaultContentLanguage": folders[0].name,
        "disableKinds": ["taxonomy", "term", "rss"],
        "languages": languages,
    }
    (target / "hugo.yaml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    layouts = target / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "baseof.html").write_text(HUGO_FRAME, encoding="utf-8")
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(
            '{{ define "main" }}{{ .Content }}{{ end }}', encoding="utf-8"
        )


HUGO_FRAME = """<!doctype html>
<html lang="{{ .Language.Lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }} – {{ .Site.Title }}</title>
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .RelPermalink }}">
{{ end }}<link rel="stylesheet" href="/assets/site.css">
</head>
<body>
<header><a href="/">{{ .Site.Title }}</a>
<details><summary>{{ .Language.LanguageName }}</summary><nav><ul>
{{ range .AllTranslations }}<li>
<a href="{{ .RelPermalink }}" hreflang="{{ .Language.Lang }}">{{ .Language.LanguageName }}</a></li>
{{ end }}</ul></nav></details></header>
<main><article>{{ block "main" . }}{{ end }}</article></main>
<footer><p>{{ .Site.Title }}</p><nav><ul>
{{ range .Site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></nav></footer>
</body>
</html>
"""


def hugo_path() -> str:
    """Return Hugo, which its package puts beside Python."""
    return str(Path(sys.executable).with_name("hugo"))


def locale_folders(site: Path) -> list[Path]:
    """Return the folders of a site that hold a language."""
    return [path for path in sorted(site.iterdir()) if (path / "index.html").exists()]


def write_pages(folder: Path, target: Path, index: str) -> None:
    """Write the article of every page of a language as Markdown; `index` is what the peer calls a folder's own page."""
    for page in folder.rglob("*.html"):
        file = target / page.relative_to(folder).with_suffix(".md")
        file = file.with_name(index) if file.name == "index.md" else file
        file.parent.mkdir(parents=True, exist_ok=True)
        html = page.read_text(encoding="utf-8")
        title = re.search(r"<title>(.*?)</title>", html)[1].replace('"', "")
        file.write_text(f'---\ntitle: "{title}"\n---\n{as_markdown(html)}', encoding="utf-8")


def as_markdown(html: str) -> str:
    """Return the words of an article as Markdown: headings, paragraphs, list items."""
    article = re.search(r"<article.*?>(.*)</article>", html, re.S)[1]
    article = re.sub(r"<(template|script|nav)\b.*?</\1>", "", article, flags=re.S)
    for level in range(1, 5):
        article = re.sub(
            rf"<h{level}[^>]*>(.*?)</h{level}>", rf"\n\n{'#' * level} \1\n\n", article, flags=re.S
        )
    article = re.sub(r"<li[^>]*>", "\n- ", article)
    article = re.sub(r"</p>|</dd>|</dt>|</ul>", "\n\n", article)
    return re.sub(r"[ \t]+", " ", re.sub(r"<[^>]+>", " ", article))


def measure(command: list[str], cwd: Path, *, clean: bool = False) -> Measured:
    """Return the seconds a command took and the peak memory of all its processes; `clean` removes what it made."""
    if clean:
        for path in (cwd / "site", cwd / ".site.known", cwd / "public", cwd / "resources"):
            shutil.rmtree(path, ignore_errors=True)
        (cwd / ".site.memory").unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(0.01)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{process.stderr.read()[-2000:]}")
    return seconds, peak / 1e6


def memory(pid: int) -> int:
    """Return the resident bytes of a process and its children."""
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        return sum(each.memory_info().rss for each in family)
    except psutil.NoSuchProcess:
        return 0


def visits(ours: Path, stock: Path) -> list[str]:
    """Return a line per kind of page: requests and compressed bytes of a first visit, ours and the stock theme's."""
    lines = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for page in KINDS:
            mine, theirs = visit(browser, ours, f"nl/{page}"), visit(browser, stock, page)
            lines.append(f"{page:<36} {mine[0]:>8} {mine[1]:>13} {theirs[0]:>9} {theirs[1]:>13}")
        browser.close()
    return lines


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves files with gzip, and lets what is no page be kept for a while, as any host does."""

    def do_GET(self) -> None:
        """Send a file, compressed."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        if path.suffix != ".html":
            self.send_header("Cache-Control", "public, max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def visit(browser, site: Path, page: str) -> tuple[int, int]:
    """Return the number of requests of a first visit and the bytes over the wire, headers included."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Compressed, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tab.goto(f"http://127.0.0.1:{server.server_port}/{page}", wait_until="networkidle")
    context.close()
    server.shutdown()
    return len(sizes), int(sum(sizes))


if __name__ == "__main__":
    main()
