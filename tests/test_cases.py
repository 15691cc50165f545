"""Runs the cases of content/checker/: situations as sentences, with what the checker must say."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from conftest import REAL_DAY, ROOT, SMALL_DAY, SMALL_SITE
from mionido.checker.ask import next_question
from mionido.checker.deadlines import dates
from mionido.checker.decide import contradictions, decide, possible
from mionido.checker.engine import Engine
from mionido.checker.explain import basis, missing
from mionido.checker.rules import applies
from mionido.model.checker import Case, question_of
from mionido.project import Project, read_project
from mionido.render.checker import decider_of


@dataclass
class Law:
    """A law, with the cases that say what its rules are meant to do."""

    project: Project
    cases: list[tuple[str, Case]]
    engines: dict[date, Engine] = field(default_factory=dict)

    def engine(self, case: Case) -> Engine:
        """Return the checker on the day of a case, which knows what it worked out for others of that day."""
        if case.on not in self.engines:
            self.engines[case.on] = Engine(self.project.compiled.checker, case.on.isoformat())
        return self.engines[case.on]


def law(root: Path, today: date) -> Law:
    """Read a law and its cases."""
    project = read_project(root, today)
    found = project.loaded.cases.items()
    return Law(
        project, [(ident.rpartition("/")[2], case) for ident, cases in found for case in cases]
    )


LAWS = {"inburgering": law(ROOT, REAL_DAY), "the small site": law(SMALL_SITE, SMALL_DAY)}
CASES = [
    pytest.param(each, case, id=f"{each}: {where}: {case.name}")
    for each in LAWS
    for where, case in LAWS[each].cases
]


def with_a_day(days: dict[str, str]) -> dict[str, str]:
    """Return those dates of which the day is known."""
    return {name: day for name, day in days.items() if day}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_the_checker_says_what_the_case_says(name, case):
    """Outcomes, dates and missing answers are those of the case; what it does not mention is free."""
    questions = LAWS[name].project.loaded.site["checker/questions"]
    engine, answers = LAWS[name].engine(case), case.given(questions)

    assert contradictions(engine, answers) == [], "a case is a situation that can be"
    for outcome, value in case.outcomes.items():
        assert decide(engine, outcome, answers) == value, outcome
    for outcome, rules in case.reasons.items():
        assert basis(engine, outcome, answers) == list(rules), outcome
    for outcome, who in case.deciders.items():
        record = LAWS[name].project.loaded.site["checker/outcomes"][outcome]
        assert {decider_of(record, value) for value in possible(engine, outcome, answers)} == set(
            who
        ), outcome
    for outcome, facts in case.missing.items():
        open_facts = map(question_of, missing(engine, outcome, answers))
        assert list(dict.fromkeys(open_facts)) == list(facts), outcome
    if case.dates is not None:
        found = dates(engine, answers)
        expected = {deadline: str(day) for deadline, day in case.dates.items()}
        assert with_a_day(found) == with_a_day(expected)
        assert {name for name, day in expected.items() if not day} <= found.keys()
    if case.says_what_is_asked:
        goals = list(case.goals) or engine.checker["outcomes"]
        asked = next_question(engine, answers, case.passed(questions), goals)
        assert (asked and question_of(asked)) == case.asks


@pytest.mark.parametrize("name", LAWS)
def test_every_rule_has_a_yes_a_no_and_a_not_known_case(name):
    """For each rule some case in which it applies, one in which it does not, and one in which that is open."""
    seen: dict[str, set] = {rule: set() for rule in LAWS[name].project.loaded.site["checker/rules"]}
    questions = LAWS[name].project.loaded.site["checker/questions"]
    for _, case in LAWS[name].cases:
        engine, answers = LAWS[name].engine(case), case.given(questions)
        for rule in seen:
            seen[rule].add(applies(engine, rule, answers))

    assert {
        rule: sorted(map(str, found))
        for rule, found in seen.items()
        if found != {True, False, None}
    } == {}


def test_there_are_enough_cases():
    """The situations we thought of are written down, and each outcome has some in its folder."""
    law = LAWS["inburgering"]
    assert len(law.cases) >= 120
    assert set(law.project.loaded.site["checker/outcomes"]) <= {where for where, _ in law.cases}
