"""Runs cases/ of both laws: situations as sentences, with what the checker must say."""

import re
from datetime import date
from functools import cache

import pytest
import yaml

from conftest import ROOT, SMALL_DAY, SMALL_SITE
from mionido.checker.ask import next_question
from mionido.checker.deadlines import dates
from mionido.checker.decide import contradictions, decide, possible
from mionido.checker.engine import Engine
from mionido.checker.explain import basis, missing
from mionido.checker.rules import applies
from mionido.project import Project, read
from mionido.read.yamlfile import Loader
from mionido.render.checker import decider_of

# Each law, the day on which its content is read, and its cases.
LAWS = {"real": (ROOT, date(2026, 11, 26), ROOT / "tests"), "small": (SMALL_SITE, SMALL_DAY, SMALL_SITE)}


def cases_of(law: str) -> list[dict]:
    """Return the cases of a law, each with a name that says where it stands."""
    found = []
    for path in sorted((LAWS[law][2] / "cases").glob("*.yml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), Loader):
            found.append(case | {"id": f"{path.stem}: {case['name']}"})
    return found


CASES = {law: cases_of(law) for law in LAWS}
EVERY = [pytest.param(law, case, id=case["id"]) for law, cases in CASES.items() for case in cases]


@cache
def project_of(law: str) -> Project:
    """Return a law as it is read on its day."""
    root, day, _ = LAWS[law]
    return read(root, day)


@pytest.mark.parametrize(("law", "case"), EVERY)
def test_the_checker_says_what_the_case_says(law, case):
    """Outcomes, dates and missing answers are those of the case; what it does not mention is free."""
    source = project_of(law)
    engine = Engine(source.compiled.checker, case["on"].isoformat())
    answers = {fact: str(answer) for fact, answer in case["answers"].items()}

    assert contradictions(engine, answers) == [], "a case is a situation that can be"
    for name, value in case.get("outcomes", {}).items():
        assert decide(engine, name, answers) == value, name
    for name, rules in case.get("reasons", {}).items():
        assert basis(engine, name, answers) == rules, name
    for name, who in case.get("deciders", {}).items():
        outcome = source.loaded.site["checker/outcomes"][name]
        assert {decider_of(outcome, value) for value in possible(engine, name, answers)} == set(who), name
    for name, facts in case.get("missing", {}).items():
        assert missing(engine, name, answers) == facts, name
    if "dates" in case:
        assert dates(engine, answers) == {n: str(d) for n, d in case["dates"].items()}
    if "asks" in case:
        goals = case.get("goals", engine.checker["outcomes"])
        assert next_question(engine, answers, case.get("skipped", []), goals) == (case["asks"] or None)


@pytest.mark.parametrize("law", LAWS)
def test_every_rule_has_a_yes_a_no_and_a_not_known_case(law):
    """For each rule some case in which it applies, one in which it does not, and one in which that is open."""
    checker = project_of(law).compiled.checker
    seen: dict[str, set] = {name: set() for name in checker["rules"]}
    for case in CASES[law]:
        engine = Engine(checker, case["on"].isoformat())
        answers = {fact: str(answer) for fact, answer in case["answers"].items()}
        for name in seen:
            seen[name].add(applies(engine, name, answers))

    assert {name: sorted(map(str, found)) for name, found in seen.items() if found != {True, False, None}} == {}


def test_every_case_names_the_facts_it_rests_on():
    """Ids of the dossier of the law, such as W21-TRM-02, so that a lawyer can look them up."""
    for case in [case for cases in CASES.values() for case in cases]:
        assert case["facts"], case["name"]
        assert all(re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)?-\d\d", each) for each in case["facts"]), case["name"]


def test_there_are_enough_cases():
    """The situations we thought of are written down."""
    assert len(CASES["real"]) >= 120
