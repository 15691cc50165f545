"""Putting a site in place: never stale, never half, always the same bytes. These tests really kill and fill disks."""

import gzip
import hashlib
import http.server
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import brotli
import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import commands
from conftest import ROOT, SMALL_DAY, SMALL_EPOCH, QuietServer, copy_small_site, run, serving
from mionido.check.lint import lint_texts
from mionido.commands.clock import build_day
from mionido.problems import ExpectedError, Problem, ProblemsError
from mionido.project import read_project
from mionido.publish.fingerprints import of_content
from mionido.publish.folder import MARK, MARKED, FolderError
from mionido.publish.manifest import (
    MANIFEST,
    Inputs,
    Manifest,
    ManifestError,
    manifest_in,
    sha256,
)
from mionido.publish.parts import join, manifest_at, verified
from mionido.publish.publish import Job, Published, publish
from mionido.publish.state import key_of
from mionido.read.content import load_site
from mionido.read.memory import FOLDER, SEAL, Memory

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "SOURCE_DATE_EPOCH": SMALL_EPOCH}


def build(root: Path, site: Path, jobs: int = 1) -> int:
    """Build in this process. Returns how many files were drawn. Raises ProblemsError."""
    return built(root, site, None, jobs).drawn


def built(
    root: Path, site: Path, memory: Memory | None, jobs: int = 1, codes: Sequence[str] = ()
) -> Published:
    """Build in this process, with what was worked out before or without. Raises ProblemsError."""
    source = read_project(root, SMALL_DAY, memory=memory)
    return publish(Job(source, codes or list(source.locales), jobs, site))


def contents(site: Path) -> dict[str, bytes]:
    """Return every file of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def is_whole(site: Path) -> bool:
    """Whether a folder holds exactly the files of its manifest, as they were made."""
    hashes = {
        uri: hashlib.sha256(data).hexdigest()
        for uri, data in contents(site).items()
        if uri != "manifest.json"
    }
    return hashes == manifest_in(site).files


def is_whole_of_mkdocs(site: Path) -> bool:
    """Whether a folder holds the files of its manifest, and nothing else."""
    return {*contents(site)} == {*manifest_in(site).files, "manifest.json"}


def leftovers(root: Path) -> list[str]:
    """Return what builds left beside the site."""
    return [path.name for path in root.iterdir() if path.name.startswith(".site-")]


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start `mionido build` as a process group of its own, with its events to read.

    It hears Ctrl-C, also where whoever runs the tests does not: a shell starts what runs behind it so.
    """
    command = [sys.executable, "-m", "mionido", "build", "--json", *arguments]
    return subprocess.Popen(
        command,
        cwd=root,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def never_finish(root: Path) -> None:
    """Let a page take for ever to draw, so that a build is certainly still going on."""
    path = root / "overrides" / "pages" / "home.html"
    path.write_text(
        "{% for number in range(10 ** 12) %}{% endfor %}" + path.read_text(encoding="utf-8")
    )


def change_text(root: Path, number: int) -> None:
    """Add a word to a text of a record."""
    files = sorted((root / "content").rglob("*.yml"))
    path = files[number % len(files)]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    texts = [
        at for at, line in enumerate(lines) if re.match(r"\s*-?\s*\w+: [A-Z][^\"'{}\[\]]*$", line)
    ]
    if texts:
        at = texts[number % len(texts)]
        lines[at] = f"{lines[at].rstrip()} und so\n"
        path.write_text("".join(lines), encoding="utf-8")


def change_amount(root: Path, number: int) -> None:
    """Change a value of a parameter, unless an edit before this one removed it."""
    path = root / "content" / "parameters" / "exam_term.yml"
    if not path.exists():
        return
    path.write_text(
        re.sub(r"value: \d+", f"value: {number % 9 + 4}", path.read_text(encoding="utf-8")), "utf-8"
    )


def translate(root: Path, number: int) -> None:
    """Translate a message, or change its translation."""
    path = (
        root
        / "translations"
        / ("ar", "ckb")[number % 2]
        / ("duties.po", "interface.po")[number // 2 % 2]
    )
    if not path.exists():
        return
    found = list(
        re.finditer(r'msgid "([^"{\[]+)"\nmsgstr "([^"]*)"', path.read_text(encoding="utf-8"))
    )
    match = found[number % len(found)]
    text = path.read_text(encoding="utf-8")
    path.write_text(
        f"{text[: match.start(2)]}س{match[2][:20]}{text[match.end(2) :]}", encoding="utf-8"
    )


def comment(root: Path, number: int) -> None:
    """Add a line to a catalog, so that all messages below it stand on another line."""
    path = root / "translations" / "ar" / "interface.po"
    if not path.exists():
        return
    parts = path.read_text(encoding="utf-8").split("\n\n")
    at = 1 + number % (len(parts) - 1)
    path.write_text(
        "\n\n".join([*parts[:at], f"# {number}\n{parts[at]}", *parts[at + 1 :]]), encoding="utf-8"
    )


def drop_catalog(root: Path, number: int) -> None:
    """Take a file of a language away, or bring it back: without it, its texts are in the language of the content."""
    path = root / "translations" / "ar" / ("duties.po", "interface.po")[number % 2]
    aside = root / path.name
    shutil.move(*((path, aside) if path.exists() else (aside, path)))


def add_term(root: Path, number: int) -> None:
    """Add a record."""
    path = sorted((root / "content" / "terms").glob("*.yml"))[0]
    path.with_stem(f"new-{number % 3}").write_text(
        path.read_text(encoding="utf-8"), encoding="utf-8"
    )


def remove_record(root: Path, number: int) -> None:
    """Remove a record, which may be an error if something refers to it."""
    files = sorted((root / "content").glob("*/*.yml"))
    files[number % len(files)].unlink()


def rename_language(root: Path, number: int) -> None:
    """Change the name of a language, which stands on every page."""
    path = root / "translations" / "locales.yml"
    path.write_text(
        re.sub(r"name: Romani\w*", f"name: Romani{'i' * (number % 3)}", path.read_text("utf-8")),
        "utf-8",
    )


def change_template(root: Path, number: int) -> None:
    """Change a template."""
    path = root / "overrides" / "pages" / "topic.html"
    path.write_text(
        f"{path.read_text(encoding='utf-8')}<hr>\n" * (1 + number % 2), encoding="utf-8"
    )


def change_jurisdiction(root: Path, number: int) -> None:
    """Write something else between the parts of a place in the law."""
    path = root / "content" / "jurisdiction.yml"
    between = ("' '", "' / '")[number % 2]
    path.write_text(
        re.sub("between_places: .*", f"between_places: {between}", path.read_text("utf-8")), "utf-8"
    )


def damage(root: Path, number: int) -> None:
    """Remove a file of the site that is there."""
    pages = sorted((root / "site").rglob("*.html"))
    pages[number % len(pages)].unlink()


EDITS: list[Callable[[Path, int], None]] = [
    change_text,
    change_amount,
    translate,
    comment,
    drop_catalog,
    add_term,
    remove_record,
    rename_language,
    change_template,
    change_jurisdiction,
    damage,
]


# The source, a language that is whole, and one that falls back to it.
SOME = ("de", "ar", "ckb")


@pytest.fixture(scope="module")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small site with the site that was built from it, in all languages."""
    root = copy_small_site(tmp_path_factory.mktemp("whole") / "root")
    build(root, root / "site")
    return root


@pytest.fixture
def with_site(whole_site: Path, tmp_path: Path) -> Path:
    """Return a copy of that, to change."""
    return shutil.copytree(whole_site, tmp_path / "root", symlinks=True)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small site with its own templates, and the site that was built from it."""
    root = copy_small_site(tmp_path_factory.mktemp("untouched") / "root", own_overrides=True)
    built(root, root / "site", None, codes=SOME)
    return root


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(
    edits=st.lists(
        st.tuples(st.sampled_from(EDITS), st.integers(0, 10_000)), min_size=2, max_size=6
    )
)
def test_a_build_on_top_of_another_is_the_same_as_a_clean_one(untouched, edits):
    """No page is ever stale, and no mistake forgotten, whatever was edited and is remembered of before.

    Input with errors changes nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = shutil.copytree(untouched, Path(folder) / "root")
        for edit, number in edits:
            edit(root, number)
            said, refused = builds_or_changes_nothing(root)

        if refused:
            with pytest.raises(ProblemsError) as clean:
                built(root, Path(folder) / "clean", None, codes=SOME)
            assert clean.value.problems == said
        else:
            assert said == built(root, Path(folder) / "clean", None, codes=SOME).problems
            assert contents(root / "site") == contents(Path(folder) / "clean")


def builds_or_changes_nothing(root: Path) -> tuple[list[Problem], bool]:
    """Build on top of what is there, with what is remembered of before.

    Returns what was found, and whether the input was refused: then the site is as it was.
    """
    before = contents(root / "site")
    try:
        return built(root, root / "site", Memory(root), codes=SOME).problems, False
    except ProblemsError as error:
        assert contents(root / "site") == before
        return error.problems, True


def test_what_was_found_before_is_the_same_as_what_is_found(small_site):
    """Mistakes in a text, a translation and a rule are said again and again, and are gone when they are mended."""

    def check() -> list[str]:
        result = run("mionido", "check", cwd=small_site, epoch=SMALL_EPOCH)
        assert result.stdout + result.stderr == clean(), "said without a memory"
        return result.stderr.splitlines()

    def clean() -> str:
        aside = (small_site / FOLDER).rename(small_site / "aside")
        result = run("mionido", "check", cwd=small_site, epoch=SMALL_EPOCH)
        shutil.rmtree(small_site / FOLDER)
        aside.rename(small_site / FOLDER)
        return result.stdout + result.stderr

    assert check() == []
    edits = [
        ("content/duties/pass-exam.yml", "title: Machen Sie", "title: Machen Sie 3"),
        ("translations/ar/site.po", 'msgstr "', 'msgstr "<b>'),
        ("content/wording/ar.yml", "says:", "avoid: {في: بـ}\nsays:"),
    ]
    for name, old, new in edits:
        path = small_site / name
        text = path.read_text("utf-8")
        at = text.rindex(old)
        path.write_text(text[:at] + new + text[at + len(old) :], "utf-8")
        first = check()
        assert first, name
        assert check() == first
        path.write_text(text, "utf-8")
        assert check() == []


# What is edited, and whether all texts of a language are looked at together again.
LOOKED_AT_AGAIN = (
    ("content/parameters/exam_term.yml", "value: 3", "value: 4", False),
    ("content/parameters/exam_term.yml", "2031-02-14", "2031-02-15", False),
    ("content/parameters/exam_term.yml", "title: Zeit", "title: Die Zeit", True),
    ("content/duties/pass-exam.yml", "title: Machen Sie", "title: Machen Sie 3", True),
    ("content/wording/ar.yml", "says:", "avoid: {في: بـ}\nsays:", True),
    ("translations/ar/glossary.yml", "terms:", "# Another line.\nterms:", True),
    ("translations/ar/site.po", 'msgstr "', 'msgstr "ب', True),
    ("translations/locales.yml", "status: draft", "status: public", True),
)


def test_a_value_of_the_law_is_no_reason_to_look_at_all_texts_again(small_site, monkeypatch):
    """Only what the checks of all texts of a language can see is."""
    looked = []

    def look(draft, catalog):
        looked.append(catalog.code)
        return lint_texts(draft, catalog)

    monkeypatch.setattr("mionido.check.lint.lint_texts", look)

    def again() -> bool:
        project = read_project(small_site, SMALL_DAY, memory=Memory(small_site), is_hasty=True)
        looked.clear()
        project.catalog("ar")
        return looked == ["ar"]

    assert again()
    assert not again()
    for name, old, new, is_looked_at in LOOKED_AT_AGAIN:
        path = small_site / name
        text = path.read_text("utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1), "utf-8")
        assert again() is is_looked_at, (name, new)
        path.write_text(text, "utf-8")
        assert again() is is_looked_at, name


def test_all_of_a_file_that_was_kept_is_as_it_was_read():
    """Data, days, where each value and key stands, and the notes for translators; of the real content."""
    memory = Memory()
    first = load_site(ROOT / "content", memory).files
    again = load_site(ROOT / "content", memory).files

    for name, file in first.items():
        kept = again[name]
        assert kept.located is None, "it was not read again"
        assert (kept.data, kept.keys, kept.values) == (file.data, file.keys, file.values), name
        assert kept.notes == file.notes


@pytest.mark.parametrize(
    "damage_it",
    [
        lambda data: data[:-20],
        lambda data: data.replace(b"[", b"{", 1),
        lambda data: SEAL.sub(b"0" * 32 + b"\n", data),
        lambda data: data.partition(b"\n")[2],
        lambda data: b"",
    ],
)
def test_a_memory_that_is_damaged_is_thrown_away_without_a_word(small_site, damage_it):
    """It is worked out again; a file that is not ours is left as it is."""
    said = run("mionido", "check", cwd=small_site, epoch=SMALL_EPOCH)
    kept = {path: path.read_bytes() for path in (small_site / FOLDER).iterdir()}
    assert len(kept) > 5
    for path, data in kept.items():
        path.write_bytes(damage_it(data))
    damaged = {path: path.read_bytes() for path in kept}

    again = run("mionido", "check", cwd=small_site, epoch=SMALL_EPOCH)

    assert (again.stdout, again.stderr, again.returncode) == (said.stdout, said.stderr, 0)
    for path, data in kept.items():
        assert path.read_bytes() == (data if SEAL.match(damaged[path]) else damaged[path])


def test_only_what_changed_is_drawn_again(small_site):
    """Nothing for nothing; for one translated title the pages that show it, and what says how far the language is."""
    assert build(small_site, small_site / "site") > 80
    assert build(small_site, small_site / "site") == 0

    path = small_site / "translations" / "ckb" / "duties.po"
    before = 'msgid "Machen Sie die Prüfung"\nmsgstr ""'
    path.write_text(
        path.read_text("utf-8").replace(before, before.replace('""', '"تاقیکردنەوە بدەن"')), "utf-8"
    )

    # with the status of the language, what is searched, and what a telephone keeps
    assert 0 < build(small_site, small_site / "site") <= 22


# What holds nearly all pages of a language; the page where it can be had says how large it is.
ONE_FILES = {f"kleines-beispiel-{code}.html" for code in ("de", "ar", "ckb", "rmy", "en")}
# An edit of a record -> the pages that show what was edited, below each locale. Nobody else's page is drawn again.
SHOWN = {
    "a sentence": (
        "- Das ist ein Punkt.",
        "- Das ist noch ein Punkt.",
        {"duties/pass-exam.html", "sheets/exam.html", "keep.html", "search.html", *ONE_FILES},
    ),
    "what nobody reads": ("title: Machen Sie", "# A remark.\ntitle: Machen Sie", set()),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_depends_on_what_it_shows(with_site, name):
    """A card shows a title: a sentence below it is nothing to the page with the card."""
    before, after, pages = SHOWN[name]
    made = {path: path.stat().st_ino for path in (with_site / "site").rglob("*.html")}
    edit = with_site / "content" / "duties" / "pass-exam.yml"
    edit.write_text(edit.read_text("utf-8").replace(before, after, 1), "utf-8")
    build(with_site, with_site / "site")

    drawn = {path for path, inode in made.items() if path.stat().st_ino != inode}
    shown = {path.relative_to(with_site / "site").as_posix().partition("/")[2] for path in drawn}
    assert shown == pages


def test_what_no_fingerprint_knows_stops_the_build():
    """A page that read something unseen would stay as it is when that changes."""
    with pytest.raises(KeyError, match=r"duties/pass-exam\.colour"):
        key_of("", ["duties/pass-exam.colour"], {"duties/pass-exam.title": "1"}, {})


# The points of a build at which it is killed, from its first file to its last: just before it makes the folder beside
# the site, marks that as its own, has workers, draws a page, says which there are, writes what is remembered of them,
# puts that in place, and the site; and before it removes the old site, a page of that, and the folder.
WITH_WORKERS = [
    r"open \S+/\.site-\w+/new/de/amounts\.html', 'w",
    r"open \S+/new/ar/amounts\.html', 'w",
]
POINTS = [
    r"os\.mkdir \S+/\.site-",
    r"open \S+/\.site-\w+/\.mionido', 'w",
    r"os\.fork",
    *WITH_WORKERS,
    r"open \S+/\.site-\w+/new/manifest\.json', 'w",
    r"open \S+/\.site-\w+/memory', 'w",
    r"os\.rename \S+/\.site-\w+/memory",
    r"ctypes\.dlsym .*renameat2",
    r"shutil\.rmtree \S+/\.site-\w+/new",
    r"os\.remove .*amounts\.html",
    r"shutil\.rmtree \S+/\.site-\w{8}'",
]


def test_a_killed_build_leaves_the_last_site_whole(small_site):
    """Whenever it is killed, alone or with its workers; and the next build works and cleans up."""
    site, codes = small_site / "site", ("de", "ar")
    built(small_site, site, None, codes=codes)
    kills = [(point, True) for point in POINTS] + [(point, False) for point in WITH_WORKERS]
    for number, (point, is_group_killed) in enumerate(kills):
        change_amount(small_site, number)
        ended = commands.run(
            *("mionido", "build", "--jobs", "2", "--lang", *codes),
            cwd=small_site,
            environment=ENVIRONMENT,
            killed_at=point,
            is_group_killed=is_group_killed,
        )
        assert ended.returncode == -signal.SIGKILL, point
        assert is_whole(site), point

    result = run("mionido", "build", "--lang", *codes, cwd=small_site, epoch=SMALL_EPOCH)
    assert result.returncode == 0, result.stderr
    assert is_whole(site)
    assert leftovers(small_site) == []


def test_two_builds_at_once_do_not_mix(small_site):
    """One waits its turn or says that it cannot; the site is one of the two."""
    both = [start(small_site) for _ in range(2)]
    said = [process.communicate()[0] for process in both]

    assert is_whole(small_site / "site")
    assert 0 in [process.returncode for process in both]
    for process, words in zip(both, said, strict=True):
        assert process.returncode == 0 or "another build is writing" in words


def test_a_full_or_read_only_disk_says_so_and_changes_nothing(small_site, tmp_path):
    """On a real disk with room for the site and for all that a change draws again, mounted for this test alone."""
    disk = tmp_path / "disk"
    disk.mkdir()
    script = f"""
        set -e
        mount -t tmpfs -o size=24m tmpfs {disk}
        build() {{ {sys.executable} -m mionido --root {small_site} build --site-dir {disk}/site; }}
        build
        before=$(cd {disk}/site && find . -type f | sort | xargs sha256sum)
        sed -i 's/value: [0-9]*/value: 7/' {small_site}/content/parameters/exam_term.yml
        dd if=/dev/zero of={disk}/filler bs=1k 2>/dev/null || true
        build && exit 90
        test "$before" = "$(cd {disk}/site && find . -type f | sort | xargs sha256sum)" || exit 91
        test -z "$(ls -d {disk}/.site-* 2>/dev/null)" || exit 92
        mount -o remount,ro {disk}
        build && exit 93
        mount -o remount,rw {disk} && rm {disk}/filler && build
    """

    result = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout + result.stderr
    assert "No space left on device" in result.stderr
    assert "Read-only file system" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_build_opens_no_socket(small_site, tmp_path):
    """Once all is installed, nothing is asked of a network: not even where it is there, and it is not."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "def refuse(event, arguments):\n"
        "    if event.startswith('socket.'):\n"
        "        raise OSError(f'a build opens a socket: {event}')\n"
        "sys.addaudithook(refuse)\n"
    )
    paths = os.pathsep.join([str(tmp_path), ENVIRONMENT["PYTHONPATH"]])
    alone = ["unshare", "--map-root-user", "--net", sys.executable]

    def on_its_own(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*alone, *arguments],
            cwd=small_site,
            env={**ENVIRONMENT, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=False,
        )

    for command in ("check", "build --jobs 2 --handouts"):
        result = on_its_own("-m", "mionido", *command.split())
        assert result.returncode == 0, result.stderr
    assert "opens a socket" in on_its_own("-c", "import socket; socket.socket()").stderr


def test_ctrl_c_is_clean(untouched, tmp_path):
    """The old site stays, nothing is left beside it, no worker goes on."""
    root = shutil.copytree(untouched, tmp_path / "root")
    before = contents(root / "site")
    never_finish(root)
    process = start(root, "--jobs", "2")
    process.stdout.readline()

    os.killpg(process.pid, signal.SIGINT)

    assert "Traceback" not in process.communicate()[0]
    assert process.returncode == 1
    assert contents(root / "site") == before
    assert leftovers(root) == []


def test_a_worker_that_dies_is_an_error(tmp_path):
    """As when the system runs out of memory; the build says so and leaves nothing."""
    root = copy_small_site(tmp_path / "root", own_overrides=True)
    never_finish(root)
    process = start(root, "--jobs", "2", "--site-dir", str(tmp_path / "out" / "site"))
    process.stdout.readline()
    while not (workers := psutil.Process(process.pid).children()):
        assert process.poll() is None
    workers[0].kill()

    said = process.communicate()[0]

    assert process.returncode == 1
    assert "a worker process stopped (exit code -9)" in said
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".site.lock"]
    assert not any(worker.is_running() for worker in workers)


@pytest.mark.parametrize(
    ("template", "headline"),
    [
        (
            "<p>\n{{ no_such_name }}",
            "overrides/pages/topic.html:2:1: error: 'no_such_name' is undefined [template]",
        ),
        ("{% if %}", "overrides/pages/topic.html:1:1: error: Expected an expression"),
    ],
)
def test_a_mistake_in_a_template_has_a_place(untouched, tmp_path, template, headline):
    """The designer sees file and line, and the old site stays."""
    root = shutil.copytree(untouched, tmp_path / "root")
    before = contents(root / "site")
    (root / "overrides" / "pages" / "topic.html").write_text(template)

    result = run("mionido", "build", cwd=root, epoch=SMALL_EPOCH)

    assert result.returncode == 1
    assert headline in result.stderr
    assert "Traceback" not in result.stderr
    assert contents(root / "site") == before
    assert leftovers(root) == []


def test_foreign_files_are_never_deleted(small_site):
    """A folder that holds anything else is refused."""
    (small_site / "site").mkdir()
    (small_site / "site" / "thesis.odt").write_text("three years of work")

    result = run("mionido", "build", cwd=small_site, epoch=SMALL_EPOCH)

    assert result.returncode == 1
    assert "files that mionido did not make, or were changed since: thesis.odt" in result.stderr
    assert [path.name for path in (small_site / "site").iterdir()] == ["thesis.odt"]


def state(folder: Path) -> dict[str, object]:
    """Return everything below a folder: what files hold, where links lead, which folders there are.

    But for what was remembered of reading the content, which has nothing to do with a site.
    """
    return {
        path.relative_to(folder).as_posix(): path.readlink()
        if path.is_symlink()
        else path.is_file() and path.read_bytes()
        for path in folder.rglob("*")
        if FOLDER not in path.relative_to(folder).parts
    }


def with_a_file(place: Path) -> None:
    """Write a file of the user."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("three years of work")


def with_a_manifest(site: Path) -> None:
    """Write a manifest that names taxes.txt, and was made for another file."""
    with_a_file(site / "taxes.txt")
    inputs = {"engine": "", "content": "", "translations": {}, "day": "2031-06-01", "site_url": ""}
    (site / "manifest.json").write_text(
        json.dumps({"inputs": inputs, "files": {"taxes.txt": "0" * 64}})
    )


def with_a_link(site: Path) -> None:
    """Let the first page of a site of ours be a link to a file of the user."""
    with_a_file(site.parent / "e" / "n")
    site.mkdir()
    (site / "index.html").symlink_to("../e/n")


def as_a_link(place: Path) -> None:
    """Let a link lead to a folder of the user."""
    with_a_file(place.parent / "elsewhere" / "index.html")
    place.symlink_to(place.parent / "elsewhere")


NOTHING = "Nothing was changed"
# What stands where, the site that is asked for, and what is said about it.
NO_PLACES = {
    "a file": (
        lambda root: with_a_file(root / "notes.txt"),
        "notes.txt",
        f"is a file. .*{NOTHING}",
    ),
    "a link": (lambda root: as_a_link(root / "site"), "site", f"is a symbolic link. .*{NOTHING}"),
    "a dead link": (
        lambda root: (root / "site").symlink_to("nowhere"),
        "site",
        f"is a symbolic link. .*{NOTHING}",
    ),
    "foreign files": (
        lambda root: with_a_file(root / "out" / "b.txt"),
        "out",
        f"did not make.*: b.txt. {NOTHING}",
    ),
    **{
        f"only {name}": (
            lambda root, name=name: with_a_file(root / "d" / name),
            "d",
            f"did not make.*: {name}. {NOTHING}",
        )
        for name in (
            *("index.html", "404.html", "de/index.html", ".mionido", "manifest.json.gz"),
            *("sitemap.xml", "sitemap.xml.gz", "sitemap.xml.br"),
        )
    },
    "a made-up manifest": (
        lambda root: with_a_manifest(root / "d"),
        "d",
        f"did not make.*: taxes.txt. {NOTHING}",
    ),
    "a link in it": (
        lambda root: with_a_link(root / "d"),
        "d",
        f"did not make.*: index.html. {NOTHING}",
    ),
    "the project": (
        lambda root: None,
        ".",
        f"holds the project itself. .*{NOTHING}|within the 'site_dir'",
    ),
    "its parent": (
        lambda root: None,
        "..",
        f"holds the project itself. .*{NOTHING}|within the 'site_dir'",
    ),
    "content": (lambda root: None, "content", f"belongs to what .*{NOTHING}|within the"),
    "below content": (lambda root: None, "content/new", f"belongs to what .*{NOTHING}|within the"),
    "below translations": (
        lambda root: None,
        "translations/new/site",
        f"belongs to what .*{NOTHING}",
    ),
}


@pytest.mark.parametrize("command", ["mionido build", "mkdocs build", "mkdocs build --dirty"])
@pytest.mark.parametrize("where", NO_PLACES)
def test_nothing_but_a_site_of_ours_is_replaced(small_site, where, command):
    """Not by `mionido build`, and not by MkDocs, which empties the folder before it builds."""
    prepare, site, message = NO_PLACES[where]
    prepare(small_site)
    before = state(small_site.parent)

    result = run(*command.split(), "--site-dir", site, cwd=small_site, epoch=SMALL_EPOCH)

    said = " ".join((result.stdout + result.stderr).split())
    assert result.returncode == 1
    assert re.search(message, said), said
    assert "Traceback" not in said
    assert state(small_site.parent) == before


@pytest.mark.parametrize("name", [".site.lock", ".site.memory"])
@pytest.mark.parametrize("prepare", [with_a_file, as_a_link])
def test_what_lies_beside_the_site_is_never_overwritten(small_site, name, prepare):
    """A build keeps two files there; where others have these names, it says so."""
    prepare(small_site / name)
    before = state(small_site)

    with pytest.raises(FolderError, match=f"{name} is not a file of mionido"):
        build(small_site, small_site / "site")

    assert state(small_site) == before


@pytest.mark.parametrize("site", ["site", "*", "[s]ite", "s?te"])
def test_only_what_a_killed_build_left_is_cleaned_up(small_site, site):
    """By its name and by what is in it, whatever the folder of the site is called."""
    ours = small_site / f".{site}-abcd_123"
    (ours / "new").mkdir(parents=True)
    (ours / MARK).write_text(MARKED)
    names = (f".{site}-backup", f".{site}-mybackup", f".{site}-x-abcd_12", ".anything-12345678")
    others = [small_site / name / "notes.txt" for name in names]
    others += [
        small_site / f".{site}-abcdefgh" / name
        for name in ("old/notes.txt", "new/diary.txt", "memory")
    ]
    for other in others:
        with_a_file(other)

    built(small_site, small_site / site, None, codes=["de"])

    assert not ours.exists()
    assert all(other.exists() for other in others)


def test_mkdocs_builds_over_a_site_of_ours_whole_or_half(with_site):
    """One of `mionido build`, and one of its own that was stopped: in the first language, or by a mistake."""
    site = with_site / "site"
    hook = with_site / "hook.py"
    hook.write_text("import os\ndef on_post_build(config):\n    os._exit(9)\n")
    config = (with_site / "mkdocs.yml").read_text(encoding="utf-8")
    for half in (False, True, False):
        (with_site / "mkdocs.yml").write_text(
            config.replace("hooks: [", "hooks: [hook.py, ") if half else config
        )
        result = run("mkdocs", "build", cwd=with_site, epoch=SMALL_EPOCH)
        assert result.returncode == (9 if half else 0), result.stderr
        assert (site / "manifest.json").exists() is not half
        assert (site / MARK).exists() is half
    assert is_whole_of_mkdocs(site)


def test_a_page_that_somebody_changed_is_not_lost(with_site):
    """It may be the only copy of what he wrote; and a page that is missing is made again."""
    site = with_site / "site"
    (site / "de" / "index.html").unlink()
    build(with_site, site)
    for uri in ("de/index.html", "_headers"):
        as_it_was = (site / uri).read_bytes()
        (site / uri).write_text("three years of work")
        for command in ("mionido", "mkdocs"):
            result = run(command, "build", cwd=with_site, epoch=SMALL_EPOCH)
            assert result.returncode == 1
            assert f"or were changed since: {uri}" in " ".join(
                (result.stdout + result.stderr).split()
            )
            assert (site / uri).read_text() == "three years of work"
        (site / uri).write_bytes(as_it_was)
    build(with_site, site)


def test_a_page_that_a_disk_changed_is_made_again(with_site):
    """Also where its size and time are as they were, so that nothing but its bytes tells."""
    site = with_site / "site"
    before = contents(site)
    for page in (site / "de" / "index.html", site / "404.html"):
        times = page.stat()
        page.write_bytes(page.read_bytes().replace(b"e", b"o", 1))
        os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert contents(site) != before

    build(with_site, site)

    assert contents(site) == before


def test_the_day_is_never_a_surprise(small_site, monkeypatch):
    """A moment that is none is a plain message; without git the day is said."""
    for moment in ("soon", "-99999999999999", "1e9", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
        with pytest.raises(ExpectedError, match="SOURCE_DATE_EPOCH is "):
            build_day(small_site)
    for command in ("mionido", "mkdocs"):
        result = run(command, "build", cwd=small_site, epoch="soon")
        assert (result.returncode, "Traceback" in result.stderr) == (1, False), result.stderr
        assert "SOURCE_DATE_EPOCH is soon" in result.stderr
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert build_day(small_site)[1].startswith("git names no commit of ")


def test_the_same_input_gives_the_same_bytes_anywhere(small_site, tmp_path):
    """On another path, in another locale and time zone, with another umask, hash seed and number of processes."""
    build(small_site, tmp_path / "here" / "site")
    elsewhere = tmp_path / "another place" / "root"
    shutil.copytree(small_site, elsewhere, symlinks=True)
    settings = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "ar",
        "PYTHONHASHSEED": "7",
    }

    subprocess.run(
        [sys.executable, "-m", "mionido", "build", "--jobs", "3"],
        cwd=elsewhere,
        env=ENVIRONMENT | settings,
        umask=0o077,
        check=True,
    )

    assert contents(elsewhere / "site") == contents(tmp_path / "here" / "site")
    here, there = (read_project(root, SMALL_DAY) for root in (small_site, elsewhere))
    assert here.seal == there.seal, "what was remembered in one place counts in the other"


def test_a_build_is_for_the_day_of_its_commit(small_site, monkeypatch):
    """So that the same commit gives the same site tomorrow; with open changes it is for today."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    settings = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    when = os.environ | {"GIT_COMMITTER_DATE": "2031-05-05T23:30:00-02:00"}
    for command in (["init", "-q"], ["add", "."], [*settings, "commit", "-q", "-m", "content"]):
        subprocess.run(["git", *command], cwd=small_site, env=when, check=True)

    assert build_day(small_site) == (date(2031, 5, 6), "")
    change_amount(small_site, 3)
    day, note = build_day(small_site)
    assert day == datetime.now(tz=UTC).date()
    assert note == f"Files changed since the commit: the site is built for today, {day}."
    monkeypatch.setenv("SOURCE_DATE_EPOCH", SMALL_EPOCH)
    assert build_day(small_site) == (SMALL_DAY, "")


def part(root: Path, site: Path, *codes: str) -> Path:
    """Build some languages."""
    result = run(
        "mionido", "build", "--site-dir", str(site), "--lang", *codes, cwd=root, epoch=SMALL_EPOCH
    )
    assert result.returncode == 0, result.stderr
    return site


def test_parts_join_to_the_same_site(small_site, tmp_path):
    """Whoever built which language."""
    parts = [
        part(small_site, tmp_path / "a", "de", "ar", "en"),
        part(small_site, tmp_path / "b", "ckb", "rmy"),
    ]
    build(small_site, tmp_path / "whole")

    result = run("mionido", "merge", *map(str, parts), cwd=small_site)

    assert result.returncode == 0, result.stderr
    assert contents(small_site / "site") == contents(tmp_path / "whole")


def test_parts_that_do_not_fit_are_refused(small_site, tmp_path):
    """A language twice or not at all, other inputs, a changed file: nothing is put in place."""
    first = part(small_site, tmp_path / "a", "de", "ar", "en")
    overlap = part(small_site, tmp_path / "b", "ar", "ckb", "rmy")
    rest = part(small_site, tmp_path / "c", "ckb", "rmy")
    change_amount(small_site, 6)
    other = part(small_site, tmp_path / "d", "ckb", "rmy")
    wrong = {
        (first, overlap): "ar is in",
        (first,): "no part holds ckb, rmy",
        (first, other): "was made from other content than",
    }
    for parts, message in wrong.items():
        result = run("mionido", "merge", *map(str, parts), cwd=small_site)
        assert (result.returncode, message in result.stderr) == (1, True), result.stderr

    (rest / "ckb" / "index.html").write_text("changed")
    result = run("mionido", "merge", str(first), str(rest), cwd=small_site)

    assert "was changed after it was built" in result.stderr
    assert not (small_site / "site").exists()
    assert leftovers(small_site) == []


@pytest.mark.parametrize(
    "uri",
    [
        "../stolen",
        "/tmp/stolen",
        "de/../../stolen",
        "de\\..\\stolen",
        "c:stolen",
        "de//x",
        ".",
        "",
        "\x1b[2J",
    ],
)
def test_a_manifest_names_only_files_below_its_folder(untouched, small_site, tmp_path, uri):
    """A part comes from elsewhere, so its manifest is not believed."""
    whole = shutil.copytree(untouched / "site", tmp_path / "whole")
    manifest = json.loads((whole / "manifest.json").read_text())
    manifest["files"][uri] = hashlib.sha256(b"three years of work").hexdigest()
    (whole / "manifest.json").write_text(json.dumps(manifest))
    with_a_file(tmp_path / "stolen")

    with pytest.raises(ManifestError, match="is not a manifest of mionido"):
        join([whole], small_site / "site", small_site)

    assert not (small_site / "site").exists()


def test_a_part_holds_no_links_and_no_other_compressed_files(small_site, tmp_path):
    """What a browser gets is what was hashed, also when it asks for the compressed form."""
    whole = part(small_site, tmp_path / "whole", "de", "ar", "ckb", "rmy", "en", "--compress")
    for suffix, pack in ((".gz", gzip.compress), (".br", brotli.compress)):
        page = whole / "de" / f"index.html{suffix}"
        good = page.read_bytes()
        for bad in (pack(b"another page"), b"not packed"):
            page.write_bytes(bad)
            with pytest.raises(ManifestError, match="was changed after it was built"):
                join([whole], small_site / "site", small_site)
        page.write_bytes(good)
    (whole / "de" / "index.html").rename(tmp_path / "page")
    (whole / "de" / "index.html").symlink_to(tmp_path / "page")
    with pytest.raises(ManifestError, match="is a symbolic link"):
        join([whole], small_site / "site", small_site)

    assert not (small_site / "site").exists()


def test_verify_compares_what_is_published_with_a_build(with_site, tmp_path):
    """Every file is fetched and compared, also when the published manifest says that all is well."""
    published = tmp_path / "published"
    shutil.copytree(with_site / "site", published)
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(QuietServer, directory=str(published))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"

    assert run("mionido", "verify", address, cwd=with_site).returncode == 0
    (published / "de" / "index.html").write_text("changed by somebody")
    (published / "ar" / "index.html").unlink()
    for where in (address, str(published)):
        result = run("mionido", "verify", where, cwd=with_site)
        assert result.returncode == 1
        assert result.stdout.splitlines() == ["missing: ar/index.html", "different: de/index.html"]
    for uri in ("x.html", "de/x.js.br", ".well-known/x"):  # nobody finds them at an address
        with_a_file(published / uri)
    (published / "en" / "index.html.gz").write_bytes(gzip.compress(b"changed by somebody"))
    index = (published / "de" / "words.html").read_bytes()
    (published / "de" / "words.html.gz").write_bytes(gzip.compress(index))
    assert run("mionido", "verify", str(published), cwd=with_site).stdout.splitlines() == [
        "missing: ar/index.html",
        "different: de/index.html",
        "different: en/index.html.gz",
        *(f"not ours: {uri}" for uri in (".well-known/x", "de/x.js.br", "x.html")),
    ]
    server.shutdown()
    server.server_close()
    assert "has no manifest.json" in run("mionido", "verify", str(tmp_path), cwd=with_site).stderr
    assert run("mionido", "verify", address, cwd=with_site).stderr.startswith(
        "Error: http://127.0.0.1"
    )


def test_verify_reads_no_more_than_a_file_of_a_site_can_be(tmp_path, monkeypatch):
    """An answer that is far too large is another file, or no manifest, and fills no memory."""
    monkeypatch.setattr("mionido.publish.parts.MOST", 1000)
    names = {"whole.html": b"w" * 1000, "endless.html": b"e"}
    hashes = {uri: sha256(data) for uri, data in names.items()}
    for folder in ("built", "published"):
        (tmp_path / folder).mkdir()
        for uri, data in names.items():
            (tmp_path / folder / uri).write_bytes(data)
        manifest = Manifest(Inputs("", "", {}, "", ""), hashes)
        (tmp_path / folder / MANIFEST).write_text(manifest.text(), encoding="utf-8")
    (tmp_path / "published" / "endless.html").write_bytes(b"e" * 10**7)

    with serving(partial(QuietServer, directory=str(tmp_path / "published"))) as address:
        assert verified(address, tmp_path / "built").changed == ["endless.html"]
        (tmp_path / "published" / MANIFEST).write_bytes(b" " * 10**7)
        with pytest.raises(ManifestError, match="larger than any file"):
            manifest_at(address)


def test_changed_lists_what_a_cache_must_forget(with_site, tmp_path):
    """The pages that are not what they were, and those that are gone."""
    shutil.copytree(with_site / "site", tmp_path / "old")
    assert run("mionido", "changed", str(tmp_path / "old"), cwd=with_site).stdout == ""

    change_amount(with_site, 4)
    build(with_site, with_site / "site")

    listed = run("mionido", "changed", str(tmp_path / "old"), cwd=with_site).stdout.splitlines()
    assert "de/amounts.html" in listed
    assert "de/words.html" not in listed


def test_compressed_files_say_the_same(with_site):
    """Also when a page is kept from an earlier build that did not compress."""
    run("mionido", "build", "--compress", cwd=with_site, epoch=SMALL_EPOCH)
    change_amount(with_site, 4)
    assert run("mionido", "build", "--compress", cwd=with_site, epoch=SMALL_EPOCH).returncode == 0

    pages = list((with_site / "site").rglob("*.html"))
    for page in pages:
        assert gzip.decompress(page.with_name(f"{page.name}.gz").read_bytes()) == page.read_bytes()
        assert (
            brotli.decompress(page.with_name(f"{page.name}.br").read_bytes()) == page.read_bytes()
        )


def test_events_tell_how_far_a_build_is(small_site):
    """For other programs: one JSON object a line, from start to done; also where nothing has to be drawn."""
    for is_first in (True, False):
        said = start(small_site, "--jobs", "2").communicate()[0]

        events = [json.loads(line) for line in said.splitlines()]
        pages = len(list((small_site / "site").glob("*/**/*.html")))
        assert events[0] == {"event": "start", "languages": 5, "pages": pages}
        assert sum(event["pages"] for event in events if event["event"] == "pages") == pages
        languages = {event["language"] for event in events if event["event"] == "language"}
        assert languages == {"de", "ar", "ckb", "rmy", "en"}
        assert events[-1]["event"] == "done"
        assert events[-1]["pages"] == pages + 2  # with the choice of languages and 404.html
        assert bool(events[-1]["drawn"]) is is_first


def test_where_a_file_lies_is_part_of_what_it_says(small_site):
    """A rule that moves to the folder of another outcome says something else, in the same words."""
    rules = small_site / "content" / "checker"
    before = of_content(read_project(small_site, SMALL_DAY))
    (rules / "must-pass" / "rules" / "exempt_at_school.yml").rename(
        rules / "deadline" / "rules" / "exempt_at_school.yml"
    )
    after = of_content(read_project(small_site, SMALL_DAY))

    moved, left = "checker/rules/exempt_at_school.outcome", "checker/rules/must_pass.outcome"
    assert before[moved] != after[moved]
    assert before[left] == after[left]
