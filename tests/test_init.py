"""Another law, begun by somebody who has the package and not this project."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, run
from mionido.commands.clock import today
from mionido.project import read
from mionido.read.rewrite import with_words

SITE_PACKAGES = next(path for path in map(Path, sys.path) if (path / "pydantic").is_dir())
LANGUAGES = ("ar", "de", "en")
# What only the project's own law may say.
OURS = re.compile(r'lang="nl"|Nederland|Dutch|inburger|Mio Nido|mio-nido|€', re.IGNORECASE)


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """Return the Python of an environment that holds the package as others install it, and its dependencies."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    venv.create(tmp_path / "venv")
    own = next((tmp_path / "venv").glob("lib/python*/site-packages"))
    found = tmp_path / "venv" / "bin" / "python"
    install = [
        "pip",
        "--python",
        str(found),
        "install",
        "--no-deps",
        "--no-index",
        *map(str, tmp_path.glob("*.whl")),
    ]
    subprocess.run([sys.executable, "-m", *install], check=True, capture_output=True)
    (own / "dependencies.pth").write_text(f"{SITE_PACKAGES}\n")  # instead of a download
    return found


def test_the_package_alone_makes_a_site_of_another_law(python, tmp_path):
    """No clone, no Makefile: install, `mionido init`, `mionido check`, `mionido build`."""

    def mionido(*arguments: str, cwd: Path) -> str:
        nothing_of_ours = {
            name: value for name, value in os.environ.items() if name != "PYTHONPATH"
        }
        command = [python, "-m", "mionido", *arguments]
        result = subprocess.run(
            command, cwd=cwd, env=nothing_of_ours, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    mionido("init", "--lang", "en", "law", cwd=tmp_path)
    law = tmp_path / "law"
    assert mionido("check", cwd=law) == "0 errors, 0 warnings\n"
    mionido("build", cwd=law)

    pages = sorted((law / "site").rglob("*.html"))
    assert {path.relative_to(law / "site").parts[0] for path in pages} == {
        *LANGUAGES,
        "index.html",
        "404.html",
    }
    assert len(pages) > 90
    assert [path for path in pages if OURS.search(path.read_text(encoding="utf-8"))] == []
    guide = ("content/README.md", "translations/README.md", ".schemas/jurisdiction.json")
    assert [name for name in guide if not (law / name).exists()] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_is_whole_in_each_language(tmp_path, lang):
    """Every text is written in that language, the others are translations of it, and nothing is wrong or missing."""
    assert run("mionido", "init", "--lang", lang, "law", cwd=tmp_path).returncode == 0

    project = read(tmp_path / "law", today())

    assert [problem.headline for problem in project.problems] == []
    assert project.language == lang
    assert sorted(project.locales) == [*LANGUAGES]
    for code, catalog in project.catalogs.items():
        missing = [
            ctx for ctx, text in project.draft.sources.items() if not catalog.translation(ctx, text)
        ]
        assert code == lang or missing == []


def test_a_language_without_an_example_is_refused(tmp_path):
    """With the list of those there are; a folder with something in it stays as it is."""
    refused = run("mionido", "init", "--lang", "ckb", "law", cwd=tmp_path)
    assert (refused.returncode, "begin with one of these: ar, de, en." in refused.stderr) == (
        2,
        True,
    )
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "mine").touch()
    refused = run("mionido", "init", "law", cwd=tmp_path)
    assert (refused.returncode, refused.stderr) == (
        1,
        "Error: law is not empty. Nothing was changed.\n",
    )
    assert [path.name for path in (tmp_path / "law").iterdir()] == ["mine"]


YAML = """\
# A comment stays.
title: Old words # and this one
list: [a, "b, c"]
body:
  - text: |
      One line.
      Another line.
  - warning: Old
"""


@pytest.mark.parametrize(
    "words", ["New words", "a: b", "yes", "3", "- x", "# x", 'say "so"', "{number}", "كلمات"]
)
def test_other_words_are_read_as_they_were_written(words):
    """Whatever they look like to YAML; all else in the file stays."""
    changed = with_words(
        YAML, {("title",): words, ("list", 1): words, ("body", 0, "text"): f"{words}\nand more"}
    )

    data = yaml.safe_load(changed)
    assert (data["title"], data["list"], data["body"][0]["text"]) == (
        words,
        ["a", words],
        f"{words}\nand more\n",
    )
    assert data["body"][1] == {"warning": "Old"}
    assert changed.startswith("# A comment stays.\ntitle: ")
    assert "# and this one" in changed
