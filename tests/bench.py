"""Measure the build and a first visit beside stock mkdocs-material + mkdocs-static-i18n on the same pages.

`make bench` prints a table. Languages we do not have yet are stand-ins: copies of the Tigrinya catalog.
The stock site gets every page as a Markdown file per language, with its own navigation and search, as its manual says.
"""

import argparse
import functools
import gzip
import http.server
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import yaml
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
CODES = "aa ab af ak am an as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de".split()
MATERIAL_CODES = (
    "ar en fa tr fr uk ru es hy ur de it pl pt ro sr bg cs da el et fi he hi hr hu id ja ka ko lt lv sk sl sv".split()
)
KINDS = ("index.html", "duties/finish-in-time-wi2021.html", "steps/your-plan.html", "words.html", "checker.html")


def main() -> None:
    """Run every measurement and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", type=int, nargs="+", default=[4, 10, 35])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--stock-runs", type=int, default=1)
    options = parser.parse_args()
    print(
        f"{'languages':>9} {'pages':>6} {'ours s':>7} {'MB':>5} {'stock s':>8} {'MB':>5} {'stock/ours':>10}", flush=True
    )
    with tempfile.TemporaryDirectory() as folder:
        for number in options.languages:
            row = compare(Path(folder), number, options.runs, options.stock_runs)
            print("{:>9} {:>6} {:>7.1f} {:>5.0f} {:>8.1f} {:>5.0f} {:>10.1f}".format(*row), flush=True)
        print(f"\n{'first visit':<36} {'ours: requests, bytes':>22} {'stock: requests, bytes':>23}", flush=True)
        for line in visits(
            Path(folder) / f"ours-{options.languages[0]}" / "site",
            Path(folder) / f"stock-{options.languages[0]}" / "site",
        ):
            print(line, flush=True)


def compare(folder: Path, number: int, runs: int, stock_runs: int) -> tuple[float, ...]:
    """Build both sites with this many languages; return pages, median seconds and peak MB of each."""
    ours, stock = folder / f"ours-{number}", folder / f"stock-{number}"
    make_ours(ours, number)
    mine = [measure([sys.executable, "-m", "mionido", "build"], ours) for _ in range(runs)]
    make_stock(ours / "site", stock, number)
    theirs = [measure([sys.executable, "-m", "mkdocs", "build", "-q"], stock) for _ in range(stock_runs)]
    seconds, other = statistics.median(s for s, _ in mine), statistics.median(s for s, _ in theirs)
    pages = sum(1 for _ in (ours / "site").rglob("*.html"))
    return number, pages, seconds, max(m for _, m in mine), other, max(m for _, m in theirs), other / seconds


def make_ours(target: Path, number: int) -> None:
    """Copy the project, with stand-ins until there are `number` languages."""
    shutil.copytree(
        ROOT, target, ignore=shutil.ignore_patterns(".git", ".venv", "site", "tests", ".pytest_cache", ".hypothesis")
    )
    path = target / "translations" / "locales.yml"
    locales = yaml.safe_load(path.read_text(encoding="utf-8"))
    for code in [code for code in CODES if code not in locales][: max(0, number - len(locales))]:
        locales[code] = {"name": code, "status": "public", "cldr": "en"}
        shutil.copy(target / "translations" / "ti.po", target / "translations" / f"{code}.po")
    path.write_text(yaml.safe_dump(dict(list(locales.items())[:number]), allow_unicode=True), encoding="utf-8")


def make_stock(site: Path, target: Path, number: int) -> None:
    """Write the article of every page as a Markdown file per language, for the stock theme and plugin."""
    codes = ["nl", *MATERIAL_CODES][:number]
    languages = [{"locale": code, "name": code, "default": code == "nl"} for code in codes]
    plugins = ["search", {"i18n": {"docs_structure": "folder", "languages": languages}}]
    target.mkdir()
    config = {
        "site_name": "Stock",
        "theme": {"name": "material", "font": False},
        "plugins": plugins,
        "use_directory_urls": False,
    }
    (target / "mkdocs.yml").write_text(yaml.safe_dump(config))
    folders = [
        folder for folder in sorted(site.iterdir()) if (folder / "index.html").exists() and folder.name != "assets"
    ]
    for code, folder in zip(codes, folders, strict=False):
        for page in folder.rglob("*.html"):
            file = target / "docs" / code / page.relative_to(folder).with_suffix(".md")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(as_markdown(page.read_text(encoding="utf-8")), encoding="utf-8")


def as_markdown(html: str) -> str:
    """Return the words of an article as Markdown: headings, paragraphs, list items."""
    article = re.search(r"<article.*?>(.*)</article>", html, re.S)[1]
    article = re.sub(r"<(template|script|nav)\b.*?</\1>", "", article, flags=re.S)
    for level in range(1, 5):
        article = re.sub(rf"<h{level}[^>]*>(.*?)</h{level}>", rf"\n\n{'#' * level} \1\n\n", article, flags=re.S)
    article = re.sub(r"<li[^>]*>", "\n- ", article)
    article = re.sub(r"</p>|</dd>|</dt>|</ul>", "\n\n", article)
    return re.sub(r"[ \t]+", " ", re.sub(r"<[^>]+>", " ", article))


def measure(command: list[str], cwd: Path) -> tuple[float, float]:
    """Return the seconds a command took and the peak memory of all its processes together, in MB."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(0.02)
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
        path = next(found for name in ("chromium", "chromium-browser") if (found := shutil.which(name)))
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        for page in KINDS:
            mine, theirs = visit(browser, ours, f"nl/{page}"), visit(browser, stock, page)
            lines.append(f"{page:<36} {mine[0]:>8} {mine[1]:>13} {theirs[0]:>9} {theirs[1]:>13}")
        browser.close()
    return lines


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves files with gzip, as any host does."""

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
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def visit(browser, site: Path, page: str) -> tuple[int, int]:
    """Return the number of requests of a first visit and the bytes over the wire, headers included."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=str(site)))
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
