"""Where nothing changed, `build` and `check` say so at once; where anything did, they never do."""

import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT, SMALL_DAY, SMALL_EPOCH, copy_small_site
from mionido.commands import quick
from mionido.commands.quick import Order
from mionido.read.memory import FOLDER
from test_publish import EDITS

PAGE = "de/index.html"


@pytest.fixture
def builds(tmp_path, monkeypatch):
    """Return a site that was built, with a builder that only notes for what it is asked, and its order."""
    root = copy_small_site(tmp_path / "root", own_overrides=True)
    asked = []

    def build(order, day, url, memory, *, as_json):
        asked.append((order, day, url))
        page = order.site / PAGE
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"{len(asked)}\n")
        return {"pages": 1, "drawn": 1, "languages": 1, "problems": []}

    real = quick.later
    monkeypatch.setattr(quick, "later", lambda name: build if "build_site" in name else real(name))
    order = Order(root, root / "site")
    is_drawn = made(order)
    assert (is_drawn, made(order), len(asked)) == (1, 0, 1)
    return order


def made(order, day=SMALL_DAY):
    """Return how many files were drawn."""
    return quick._made(order, day, as_json=False)["drawn"]


def as_it_was(path: Path, old: bytes, new: bytes) -> None:
    """Change a file, and set its size and its day back."""
    times, data = path.stat(), path.read_bytes()
    assert old in data
    assert len(old) == len(new)
    path.write_bytes(data.replace(old, new, 1))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


CHANGES = {
    "a page, with its size and day as they were": lambda root: as_it_was(
        root / "site" / PAGE, b"1", b"2"
    ),
    "a text, with its size and day as they were": lambda root: as_it_was(
        root / "content" / "duties" / "pass-exam.yml", b"title: M", b"title: N"
    ),
    "a page that is gone": lambda root: (root / "site" / PAGE).unlink(),
    "the site is gone": lambda root: shutil.rmtree(root / "site"),
    "a file of somebody in the site": lambda root: (root / "site" / "mine.txt").write_text("mine"),
    "a page that is a link": lambda root: (
        (root / "site" / PAGE).rename(root / "page"),
        (root / "site" / PAGE).symlink_to(root / "page"),
    ),
    "what a killed build left": lambda root: (root / ".site-abcdefgh").mkdir(),
    "an empty language": lambda root: (root / "translations" / "xx").mkdir(),
    "a memory that is damaged": lambda root: (root / FOLDER / "finished.json").write_text("{"),
    "the address of the site": lambda root: (root / "mkdocs.yml").write_text(
        "site_url: https://example.org/"
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_site_is_made_again_after_any_change(builds, what):
    """Whatever changed, in it or in what it is made from."""
    CHANGES[what](builds.root)

    assert made(builds) == 1


def test_a_site_is_made_again_for_another_wish(builds):
    """Another day, other languages, other files, a program that changed."""
    assert made(builds, date(2031, 6, 2)) == 1
    for other in ({"langs": ("de",)}, {"compress": True}, {"all_handouts": True}):
        assert made(replace(builds, **other)) == 1, other
    assert made(replace(builds, site=builds.root / "elsewhere")) == 1
    assert made(replace(builds, site=builds.root / "elsewhere", jobs=7)) == 0, (
        "as fast as one likes"
    )


def test_a_site_is_made_again_by_another_program(builds, monkeypatch):
    """Also where no more than the version of a library changed."""
    monkeypatch.setattr("mionido.read.inputs.version", lambda name: f"another {name}")

    assert made(builds) == 1


def test_random_edits_are_always_seen(builds):
    """Each byte that somebody saves counts, and none twice."""
    rnd = random.Random(1)
    for _ in range(40):
        before = saved(builds.root)
        rnd.choice(EDITS)(builds.root, rnd.randrange(10_000))
        is_changed = saved(builds.root) != before
        assert made(builds) or not is_changed
        assert made(builds) == 0


def saved(root: Path) -> dict[str, bytes]:
    """Return a site and what it is made from."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b""
        for name in ("content", "translations", "overrides", "site")
        for path in (root / name).rglob("*")
    }


def test_what_is_saved_while_a_site_is_made_is_not_forgotten(builds, monkeypatch):
    """Not even where somebody takes it back afterwards: the site may hold it."""
    text = builds.root / "content" / "duties" / "pass-exam.yml"
    written, build = text.read_text("utf-8"), quick.later("commands.publishing:build_site")

    def slow(*arguments, **more):
        text.write_text(written, "utf-8")
        return build(*arguments, **more)

    monkeypatch.setattr(quick, "later", lambda name: slow)
    text.write_text(f"{written}# Another.\n", "utf-8")
    assert made(builds) == 1
    text.write_text(f"{written}# Another.\n", "utf-8")

    assert made(builds) == 1


@pytest.mark.parametrize("command", ["build", "check"])
def test_who_changed_nothing_does_not_wait_for_the_rest_of_the_program(small_site, command):
    """What would make them wait is not imported; and all that was said is said again."""
    text = small_site / "content" / "duties" / "pass-exam.yml"
    text.write_text(text.read_text("utf-8").replace("title: M", "title: N"), "utf-8")
    environment = {"PYTHONPATH": str(ROOT / "hooks"), "SOURCE_DATE_EPOCH": SMALL_EPOCH}
    arguments = [sys.executable, "-X", "importtime", "-m", "mionido", command]
    first, again = (
        subprocess.run(
            arguments, cwd=small_site, env=environment, capture_output=True, text=True, check=False
        )
        for _ in range(2)
    )

    def said(result: subprocess.CompletedProcess[str]) -> list[str]:
        return [line for line in result.stderr.splitlines() if not line.startswith("import time")]

    assert "[outdated-catalog]" in first.stderr
    assert (said(again), again.returncode) == (said(first), first.returncode)
    heavy = ("pydantic", "jinja2", "babel", "mionido.project")
    assert all(name in first.stderr for name in heavy)
    assert not [name for name in heavy if name in again.stderr]
