"""Runs comparisons/: what each thing that a condition can say gives for an answer, in both engines."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mionido.checker.compile import compile_condition
from mionido.checker.compiled import Checker, Condition
from mionido.checker.engine import Engine
from mionido.checker.rules import holds
from mionido.model.checker import Condition as Written
from mionido.model.parameters import LONGEST, DatedValue, Parameter
from mionido.model.site import Site
from mionido.read.yamlfile import Loader

FOLDER = Path(__file__).parent / "comparisons"
COUNTED = {*LONGEST, "hours", "count"}
SOME_DAY = date(2026, 11, 30)
RESULTS = {"holds": True, "fails": False, "open": None}
EVER = {"from": "1900-01-01", "until": None}
CHECKER: Checker = {
    "facts": {},
    "pinned": [],
    "groups": {},
    "constraints": {},
    "rules": {
        "must_come": {"value": "yes", "when": {"fact": "a", "is": "yes"}, "unless": [], **EVER}
    },
    "outcomes": {
        "must-come": {
            "scope": {"fact": "here", "is": "yes"},
            "rules": ["must_come"],
            "values": ["yes", "no"],
            "otherwise": "no",
            "from": "1900-01-01",
            "facts": ["here", "a"],
        }
    },
    "deadlines": {},
}


def examples_of(path: Path) -> list[dict[str, Any]]:
    """Return what one file says."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


EXAMPLES = [
    pytest.param(each, id=f"{path.stem}: {each['name']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for each in examples_of(path)
]


def parameter(name: str) -> Parameter:
    """Return a parameter that holds what it is called after: 3_years, 600_hours, 1250_cents or 2024_02_29."""
    number, unit = name.split("_", 1)
    counted = unit in {*COUNTED, "cents"}
    value = int(number) if counted else date(*map(int, name.split("_")))
    if unit == "cents":
        value /= 100
    dated = DatedValue.model_construct(from_=date(1900, 1, 1), from_is="start", value=value)
    return Parameter.model_construct(unit=unit if counted else "date", values=(dated,))


def compiled(example: dict[str, Any], today: date) -> Condition:
    """Return the condition of an example, read and compiled as those of content/ are."""
    named = re.findall(r"'parameter': '(\w+)'", str(example["when"]))
    site = Site.model_construct(records={"parameters": {name: parameter(name) for name in named}})
    return compile_condition(Written.model_validate(example["when"]), site, today)


@pytest.mark.parametrize("example", EXAMPLES)
def test_both_engines_compare_as_the_example_says(example, calculator):
    """What holds, what does not, and what these answers leave open."""
    today = example.get("on", SOME_DAY)
    condition = compiled(example, today)
    answers, expected = [], []
    for group, result in RESULTS.items():
        for each in example.get(group, ()):
            answers.append({fact: str(answer) for fact, answer in each.items()})
            expected.append(result)
    engine = Engine(CHECKER, today.isoformat())

    mine = [holds(engine, condition, each) for each in answers]
    theirs = calculator.evaluate(
        """([checker, on, condition, answers]) => {
            const engine = new mionido.Engine(checker, on);
            return answers.map((each) => mionido.holds(engine, condition, each));
        }""",
        [CHECKER, today.isoformat(), condition, answers],
    )

    assert answers
    assert list(zip(answers, mine, strict=True)) == list(zip(answers, expected, strict=True))
    assert theirs == mine


LATER = {"fact": "a", "at_least": {"parameter": "later"}}
YES = {"fact": "a", "is": "yes"}
HOLDS, FAILS = {"all": []}, {"any": []}


@pytest.mark.parametrize(
    ("when", "of_a_rule", "against_it"),
    [
        (LATER, HOLDS, FAILS),
        ({"not": LATER}, {"not": FAILS}, {"not": HOLDS}),
        ({"not": {"not": LATER}}, {"not": {"not": HOLDS}}, {"not": {"not": FAILS}}),
        ({"all": [YES, LATER]}, {"all": [YES, HOLDS]}, {"all": [YES, FAILS]}),
        ({"any": [LATER, YES]}, {"any": [HOLDS, YES]}, {"any": [FAILS, YES]}),
    ],
)
def test_a_number_that_nobody_knows_on_the_day_decides_nothing(when, of_a_rule, against_it):
    """A rule with it is not in force, and nobody's answers break a constraint with it."""
    values = (DatedValue.model_construct(from_=date(2027, 1, 1), from_is="start", value=3),)
    later = Parameter.model_construct(unit="count", values=values)
    site = Site.model_construct(records={"parameters": {"later": later}})
    written = Written.model_validate(when)

    assert compile_condition(written, site, SOME_DAY) == of_a_rule
    assert compile_condition(written, site, SOME_DAY, unknown=False) == against_it


def test_everything_a_condition_can_say_has_its_examples():
    """A new comparison comes with a file; each file has answers with which it holds, fails and is open."""
    can_say = {field.alias or name for name, field in Written.model_fields.items()} - {"fact"}

    assert {path.stem for path in FOLDER.glob("*.yml")} == can_say
    for path in FOLDER.glob("*.yml"):
        seen = {group for each in examples_of(path) for group in RESULTS if each.get(group)}
        assert seen == {*RESULTS}, path.name
        assert all(f"'{path.stem}': " in str(each["when"]) for each in examples_of(path)), path.name
