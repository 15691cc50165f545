"""Throws broken files, answers and links at what reads them: never a traceback, a hang or much memory.

Some seconds here. For longer, say thirty times as long:  FUZZ=30 .venv/bin/pytest tests/test_fuzz.py
With eyes for which lines were reached: fuzz.py. What was found once is in attacks/ and problems/.
"""

import functools
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT, SMALL_DAY, copy_small_site
from mionido.checker.compile import compile_checker
from mionido.checker.decide import decide
from mionido.checker.engine import Engine
from mionido.checker.script import as_one, imported
from mionido.commands.answer import answer_facts
from mionido.problems import Problem, explain, visible
from mionido.project import Project, read, read_project
from mionido.read.yamlfile import read_yaml
from mionido.translate.pofile import read_po_file

LONGER = int(os.environ.get("FUZZ", "1"))
SECONDS = 5  # of processor time for one example, at the very most
MEGABYTES = 400  # that all of this may need more than the tests before
FOLDER = tempfile.TemporaryDirectory(prefix="mionido-fuzz-")  # gone at the end
HERE = Path(FOLDER.name)
SMALL = ROOT / "tests" / "small_site"
SOURCES = [*sorted((SMALL / "content").rglob("*.yml")), SMALL / "translations" / "locales.yml"]
CATALOGS = sorted((SMALL / "translations").rglob("*.po"))
RULE = "content/checker/must-pass/rules/must_pass.yml"
KEYS = "all any not fact outcome is in has present at_least more_than from until before after ago".split()
NAMES = "permit at_school letter_date fine_amount letters letters.fine must-pass fee asylum yes no absent".split()
NAMES += [
    "unknown",
    "__proto__",
    "constructor",
    "exam_term",
    "act_start",
    "highest_fine",
    "none",
    "",
]
# What breaks files: marks of YAML and PO, things that are almost numbers or days, odd characters.
PIECES = [
    *"[]{}&*!|>%@`'\"\\#,:?-\n\t \x00\x1b\u202e\ufeff\ud7ff\U0001f600",
    *("---", "...", "<<: ", "!!bool ", "&a ", "*a", ": ", "- ", "\r\n", "\\x1b", "\\U0010ffff"),
    *("2031-02-30", "0001-01-01", "9" * 40, "1e999", "-0", "0x7f", ".inf", "~", "true", "no", "="),
    *(
        "msgid ",
        "msgstr ",
        "msgctxt ",
        "msgstr[9] ",
        '"\n"',
        "#~ ",
        "#, fuzzy\n",
        "#| ",
        "nplurals=9",
    ),
    *("{x}", "{term:x}", "[a](b)", "**", "<script>", "https://a[", "a@b", "../..", "%s", "{0}"),
]
TEXT = st.text(max_size=8) | st.sampled_from(PIECES)
VALUES = (
    st.sampled_from([*NAMES, *KEYS]) | st.integers() | st.booleans() | st.none() | st.dates() | TEXT
)
NESTED = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | TEXT, inner, max_size=3)
    ),
    max_leaves=8,
)


def fuzz(times: int, strategy: st.SearchStrategy[Any]) -> Callable[..., Any]:
    """Run a test with so many examples, each within its time."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def timed(example: Any) -> None:
            before = time.process_time()
            test(example)
            assert time.process_time() - before < SECONDS

        del timed.__wrapped__  # given() would look there for arguments
        calm = settings(
            max_examples=times * LONGER, deadline=None, suppress_health_check=[*HealthCheck]
        )
        return calm(given(strategy)(timed))

    return decorate


@pytest.fixture(autouse=True, scope="module")
def memory() -> Iterator[None]:
    """Fail if all of this together takes much memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < MEGABYTES * 1024


@functools.cache
def small() -> Project:
    """Return the small site in a folder of its own, without templates."""
    root = copy_small_site(HERE / "site")
    (root / "overrides").unlink()
    return read(root, SMALL_DAY)


@st.composite
def mutated(draw: st.DrawFn, texts: list[str]) -> tuple[int, str]:
    """Return a file with a few places cut out, doubled or written over, and which it was."""
    number = draw(st.integers(0, len(texts) - 1))
    text = texts[number]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 30)))
        put = draw(
            TEXT | st.just(text[start:end] * 2) | st.sampled_from(PIECES).map(lambda p: p * 9)
        )
        text = text[:start] + put + text[end:]
    return number, text


def is_plain(problems: list[Problem], root: Path) -> bool:
    """Whether each problem is one message that steers no terminal and says where it is."""
    said = [explain(problem, root) for problem in problems]
    return all(visible(each) == each and re.match(r"[^\n]+:\d+:\d+: ", each) for each in said)


def written(path: Path, text: str) -> Path:
    """Write a text as it is, also where it is no text."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


CONTENT = [path.read_text(encoding="utf-8") for path in SOURCES]
PO = [path.read_text(encoding="utf-8") for path in CATALOGS]


@fuzz(300, mutated(CONTENT).map(lambda each: each[1]) | st.lists(TEXT, max_size=40).map("".join))
def test_yaml(text):
    """Any text is data or problems."""
    file = read_yaml(written(HERE / "any.yml", text), "any.yml")

    assert is_plain(file.problems, HERE)
    assert file.data is None or not file.problems


@fuzz(60, mutated(CONTENT))
def test_a_site_with_a_broken_file(each):
    """All checks run, or say why not."""
    number, text = each
    root = small().root
    path = root / SOURCES[number].relative_to(SMALL)
    try:
        written(path, text)
        assert is_plain(read_project(root, SMALL_DAY).problems, root)
    finally:
        path.write_text(CONTENT[number], encoding="utf-8")


@fuzz(150, mutated(PO))
def test_po(each):
    """Any catalog is messages or problems."""
    number, text = each
    language = CATALOGS[number].parent.name
    name = "translations/any.po"
    _, problems = read_po_file(
        written(HERE / "any.po", text), name, small().locales[language].cldr or language
    )

    assert is_plain(problems, HERE)


@fuzz(60, mutated(PO))
def test_a_language_with_a_broken_catalog(each):
    """All checks of a language run, or say why not."""
    number, text = each
    project = small()
    path = project.root / CATALOGS[number].relative_to(SMALL)
    try:
        written(path, text)
        assert is_plain(project.catalog(path.parent.name)[1], project.root)
    finally:
        path.write_text(PO[number], encoding="utf-8")


@fuzz(60, NESTED)
def test_conditions(condition):
    """A rule that is right can be asked about anything; any other has its place."""
    root = small().root
    path = root / RULE
    text = path.read_text(encoding="utf-8")
    when = json.dumps(condition, default=str, ensure_ascii=False)
    try:
        written(path, re.sub(r"when: .*", lambda _: f"when: {when}", text))
        project = read_project(root, SMALL_DAY)
        assert is_plain(project.problems, root)
        if not project.failed:
            engine = Engine(compile_checker(project.loaded.site, SMALL_DAY), str(SMALL_DAY))
            assert all(decide(engine, name, {}) for name in engine.checker["outcomes"])
    finally:
        path.write_text(text, encoding="utf-8")


@fuzz(150, st.dictionaries(st.sampled_from(NAMES) | TEXT, NESTED, max_size=5))
def test_answers(answers):
    """A file of answers is outcomes or problems."""
    path = written(HERE / "answers.yml", yaml.safe_dump(answers, allow_unicode=True))

    answered = answer_facts(path, small().written, SMALL_DAY)

    assert is_plain(answered.problems, HERE)
    assert bool(answered.problems) != bool(answered.result)


@functools.cache
def reader() -> subprocess.Popen[str]:
    """Return the checker's own reader of links, in Node."""
    state = ROOT / "overrides" / "components" / "checker" / "state.js"
    code = re.sub(r"^export ", "", as_one(imported(state)), flags=re.MULTILINE)
    rules = {"checker": small().compiled.checker, "on": str(SMALL_DAY)}
    return subprocess.Popen(
        [
            Path(sys.executable).with_name("node"),
            Path(__file__).with_name("fragment.js"),
            written(HERE / "state.js", code),
            written(HERE / "rules.json", json.dumps(rules)),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


ANSWERS = st.lists(
    st.tuples(st.sampled_from(NAMES) | TEXT, st.sampled_from(NAMES) | TEXT), max_size=6
)
GOALS = (
    st.sampled_from(["", "all", "fee", "fine deadline", "__proto__", "must-pass must-pass"]) | TEXT
)


@fuzz(
    400,
    st.text(max_size=40)
    | st.builds(
        lambda goals, all_: urlencode([("v", "2"), ("for", goals), *all_], errors="replace"),
        GOALS,
        ANSWERS,
    ),
)
def test_links(fragment):
    """A link is read as far as it fits: known questions only, and what is written then is read again."""
    node = reader()
    node.stdin.write(json.dumps(fragment) + "\n")
    node.stdin.flush()
    found = json.loads(node.stdout.readline())

    facts = small().compiled.checker["facts"]
    assert found["isWhole"] in (True, False)
    assert found["isStable"] or not found["isWhole"]
    assert all(
        name in facts or any(fact.startswith(f"{name}.") for fact in facts)
        for name in found["given"]
    )
    assert found["goals"] is None or set(found["goals"]) <= {
        *small().compiled.checker["outcomes"],
        "all",
    }
