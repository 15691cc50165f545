"""Runs cases/: situations as sentences, with what the checker must say."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from mionido.checker.evaluate import Engine
from mionido.project import Project, read
from mionido.read.yamlfile import Loader
from mionido.render.templates import decider_of

FILES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in FILES
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader)
]


@pytest.fixture(scope="module")
def source() -> Project:
    """Return the real site."""
    return read(ROOT, date(2026, 11, 26))


@pytest.fixture(scope="module")
def checker(source) -> dict:
    """Return its rules."""
    return source.compiled.checker


@pytest.mark.parametrize("case", CASES)
def test_the_checker_says_what_the_case_says(case, checker, source):
    """Outcomes, dates and missing answers are those of the case; what it does not mention is free."""
    engine = Engine(checker, case["on"].isoformat())
    answers = {fact: str(answer) for fact, answer in case["answers"].items()}

    assert engine.contradictions(answers) == [], "a case is a situation that can be"
    for name, value in case.get("outcomes", {}).items():
        assert engine.decide(name, answers) == value, name
    for name, rules in case.get("reasons", {}).items():
        assert engine.basis(name, answers) == rules, name
    for name, who in case.get("deciders", {}).items():
        outcome = source.loaded.site["checker/outcomes"][name]
        assert {decider_of(outcome, value) for value in engine.possible(name, answers)} == set(who), name
    for name, facts in case.get("missing", {}).items():
        assert engine.missing(name, answers) == facts, name
    if "dates" in case:
        assert engine.dates(answers) == {n: str(d) for n, d in case["dates"].items()}
    if "asks" in case:
        goals = case.get("goals", engine.checker["outcomes"])
        assert engine.next_question(answers, case.get("skipped", []), goals) == (case["asks"] or None)


def test_every_rule_has_a_yes_a_no_and_a_not_known_case(checker):
    """For each rule some case in which it applies, one in which it does not, and one in which that is open."""
    seen: dict[str, set] = {name: set() for name in checker["rules"]}
    for case in (param.values[0] for param in CASES):
        engine = Engine(checker, case["on"].isoformat())
        answers = {fact: str(answer) for fact, answer in case["answers"].items()}
        for name in seen:
            seen[name].add(engine.applies(name, answers))

    assert {name: sorted(map(str, found)) for name, found in seen.items() if found != {True, False, None}} == {}


def test_every_case_names_the_facts_it_rests_on():
    """Ids of the dossier of the law, such as W21-TRM-02, so that a lawyer can look them up."""
    for case in (param.values[0] for param in CASES):
        assert case["facts"], case["name"]
        assert all(re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)?-\d\d", each) for each in case["facts"]), case["name"]


def test_there_are_enough_cases():
    """The situations we thought of are written down."""
    assert len(CASES) >= 120
