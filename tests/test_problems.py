"""Runs problems/: each file there breaks the small site and says what its author should see."""

import re
from pathlib import Path

import pytest
import yaml

from conftest import SMALL_DAY
from mionido.build import read
from mionido.problems import explain
from mionido.yamlfile import Loader

CASES = sorted((Path(__file__).parent / "problems").glob("*.yml"))


def broken(case: dict, root: Path) -> Path:
    """Apply `change` (old text to new), `add` (whole files) and `remove` to a copy of the small site."""
    for name, replacements in case.get("change", {}).items():
        path = root / name
        text = path.read_text(encoding="utf-8")
        for old, new in replacements.items():
            assert old in text, f"{name} does not contain {old!r}"
            text = text.replace(old, new, 1)
        path.unlink()
        path.write_text(text, encoding="utf-8")
    for name, text in case.get("add", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    for name in case.get("remove", []):
        (root / name).unlink()
    return root


def with_lines(expected: list[str], root: Path) -> list[str]:
    """Replace `file:{text}` by the file and the number of the line that holds the text."""

    def line_of(match: re.Match) -> str:
        lines = (root / match[1]).read_text(encoding="utf-8").splitlines()
        return f"{match[1]}:{next(number for number, line in enumerate(lines, start=1) if match[2] in line)}"

    return [re.sub(r"^([^:]+):\{(.+?)\}(?=:\d+: )", line_of, each) for each in expected]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_author_sees_the_right_problem(path, small_site):
    """Each mistake gives its message, at its place, and nothing else."""
    case = yaml.load(path.read_text(encoding="utf-8"), Loader)
    root = broken(case, small_site)

    problems = read(root, SMALL_DAY).problems

    assert [problem.headline for problem in problems] == with_lines(case["problems"], root)
    assert all(problem.fix for problem in problems if problem.check != "type"), "each message says how to mend it"
    assert all(explain(problem, root).startswith(problem.headline) for problem in problems)


def test_there_are_enough_broken_sites():
    """The ways to go wrong that we know of are written down."""
    assert len(CASES) >= 25


def test_the_small_site_itself_has_no_problems(small_site):
    """The site that the others break is whole."""
    assert read(small_site, SMALL_DAY).problems == []
