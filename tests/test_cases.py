"""Runs cases/: situations as sentences, with what the checker must say."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from mionido.build import read
from mionido.checker import evaluate
from mionido.yamlfile import Loader

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader)
]


@pytest.fixture(scope="module")
def checker() -> dict:
    """Return the rules of the real site."""
    return read(ROOT, date(2026, 11, 23)).source.checker


@pytest.mark.parametrize("case", CASES)
def test_the_checker_says_what_the_case_says(case, checker):
    """Outcomes, dates and missing answers are those of the case; what it does not mention is free."""
    on = case["on"].isoformat()
    answers = {fact: str(answer) for fact, answer in case["answers"].items()}

    for name, value in case.get("outcomes", {}).items():
        assert evaluate.decide(name, checker, answers, on) == value, name
    for name, facts in case.get("missing", {}).items():
        assert evaluate.missing(name, checker, answers, on) == facts, name
    if "dates" in case:
        assert evaluate.dates(checker, answers, on) == {n: str(d) for n, d in case["dates"].items()}
    if "asks" in case:
        assert evaluate.next_question(checker, answers, [], on) == (case["asks"] or None)
