"""The parts of the proofs, each by itself, on laws made for it: what must be found, and what must not."""

import copy
import itertools
import random
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

import test_laws
from conftest import SMALL_DAY
from mionido.checker.ask import next_question
from mionido.checker.conditions import compare
from mionido.checker.deadlines import dates
from mionido.checker.engine import Engine
from mionido.checker.graph import Compiled, admissible
from mionido.checker.prove import readers, rules, together
from mionido.checker.prove.changes import OfDay, OfOutcome, decided_by, differences
from mionido.checker.prove.diagrams import Diagrams
from mionido.checker.prove.law import Failure, Law, law_of
from mionido.checker.prove.questions import pinning, questions
from mionido.checker.rules import applies, verdict
from mionido.project import Project

ON = SMALL_DAY.isoformat()
YES = {"fact": "a", "is": "yes"}
NO = {"fact": "a", "is": "no"}
OTHER = {"fact": "b", "is": "yes"}


def tiny(when: dict[str, Any], values: str = "", **more: Any) -> Engine:
    """Return a law of one outcome: a rule for each condition, called like it; its value is one letter of `values`.

    A rule is in force for ever, unless `more` says otherwise of it.
    """
    named = dict(zip(when, values or when, strict=True))
    always = {"unless": [], "from": "2000-01-01", "until": None}
    made = {
        name: {"value": named[name], "when": each, **always, **more.get(name, {})}
        for name, each in when.items()
    }
    tick = {"type": "yes_no", "effort": 0, "sensitive": 0, "domain": ["yes", "no"]}
    day = {**tick, "type": "date", "domain": [], "days": [], "ago": [], "absent": 0, "past": 1}
    outcome = {
        "scope": None,
        "rules": [*made],
        "values": sorted({*named.values()}),
        "otherwise": "none",
        "from": "2000-01-01",
        "facts": ["a", "b", "day"],
    }
    checker = {
        "facts": {"a": tick, "b": tick, "day": {**day, **more.get("day", {})}},
        "pinned": more.get("pinned", []),
        "constraints": {},
        "rules": made,
        "groups": {"g": ["o"]},
        "outcomes": {"o": {**outcome, **more.get("outcome", {})}},
        "deadlines": more.get("deadlines", {}),
    }
    return Engine(Compiled(checker, ON).checker, ON)


def said(failures: Any) -> list[str]:
    """Return what was found, in words."""
    return [failure.what for failure in failures]


@pytest.fixture(scope="module")
def small(built_small: Project) -> Engine:
    """Return the rules of the small law."""
    return Engine(built_small.compiled.checker, ON)


VARIANTS = {
    "as it is": lambda checker: None,
    "a rule that ended": lambda checker: checker["rules"]["fine_warned"].update(until="2031-05-31"),
    "two rules that ended": lambda checker: [
        checker["rules"][name].update(until="2031-05-31") for name in ("fine_pay", "fine_warned")
    ],
    "a rule that others follow": lambda checker: checker["rules"]["fine_warned"].update(
        until="2031-05-31", chain=["fine_pay"]
    ),
    "a rule that one of two others follows": lambda checker: [
        checker["rules"]["fine_too_high"].update(until="2031-05-31"),
        checker["rules"]["fine_warned"].update(
            until="2031-05-31", chain=["fine_too_high", "fine_pay"]
        ),
    ],
    "an outcome from today on": lambda checker: checker["outcomes"]["fee"].update({"from": ON}),
    "an outcome from tomorrow on": lambda checker: checker["outcomes"]["fee"].update(
        {"from": "2031-06-02"}
    ),
    "nothing said otherwise": lambda checker: checker["outcomes"]["fine"].update(otherwise=None),
    "one of several": lambda checker: checker["rules"]["fine_warned"].update(
        when={
            "any": [
                {"fact": "letters.warning", "is": "yes"},
                {"fact": "fine_amount", "at_least": 301},
            ]
        }
    ),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_diagram_says_what_the_rules_say_whatever_is_in_force(small, variant, calculator):
    """By listing all situations: rules that ended, outcomes that begin, what joins conditions; in both engines."""
    checker = copy.deepcopy(small.checker)
    VARIANTS[variant](checker)
    engine = Engine(checker, ON)
    diagrams = Diagrams(engine)
    every = [*admissible(engine, diagrams.facts)]
    script = """([checker, on, every]) => {
        const engine = new mionido.Engine(checker, on);
        const names = Object.keys(checker.outcomes);
        return every.map((given) => names.map((name) => mionido.verdict(engine, name, given)));
    }"""
    mine = [[verdict(engine, name, each) for name in checker["outcomes"]] for each in every]
    assert calculator.evaluate(script, [checker, ON, every]) == mine
    for answers in every:
        for name in checker["outcomes"]:
            assert diagrams.values(diagrams.outcome(name), answers) == {
                verdict(engine, name, answers)
            }
        for name in checker["rules"]:
            assert diagrams.values(diagrams.applies(name), answers) == {
                applies(engine, name, answers)
            }


def test_a_diagram_is_the_same_where_it_says_the_same(small):
    """It asks nothing that changes nothing, and is worked out once."""
    diagrams = Diagrams(small)
    always = diagrams.holds(
        {"any": [YES | {"fact": "at_school"}, {"not": YES | {"fact": "at_school"}}]}
    )

    assert always is diagrams.end(value=True)
    assert diagrams.outcome("fee") is diagrams.outcome("fee")
    assert diagrams.ask(0, [always, always, always]) is always


def test_a_diagram_knows_answers_that_stand_for_none_of_its_own(small):
    """An amount between two edges is one of its range; a day in part is what can be of it, "absent" itself."""
    diagrams = Diagrams(small)
    fine = diagrams.outcome("fine")
    fined = {"letters.fine": "yes", "letters.warning": "no"}

    assert diagrams.values(fine, {**fined, "fine_amount": "0"}) == {"pay"}
    assert diagrams.values(fine, {**fined, "fine_amount": "301"}) == {"too_high"}
    runs = diagrams.holds({"fact": "letter_date", "from": "2031-01-01"})
    assert diagrams.values(runs, {"letter_date": "2031"}) == {True}
    assert diagrams.values(runs, {"letter_date": "2030-12-31"}) == {False}
    assert diagrams.values(runs, {"letter_date": "absent"}) == {False}
    assert diagrams.values(runs, {}) == {True, False}


def test_an_answer_that_cannot_be_has_no_value(small):
    """A constraint that forbids one answer of a fact leaves nothing to say of who gives it."""
    checker = copy.deepcopy(small.checker)
    never = {"fact": "letter_date", "before": "2031-01-01"}
    checker["constraints"]["late"] = {"never": never, "facts": ["letter_date"]}
    diagrams = Diagrams(Engine(checker, ON))

    assert diagrams.values(diagrams.outcome("fee"), {"letter_date": "2030-05-05"}) == set()
    assert diagrams.values(diagrams.outcome("fee"), {"letter_date": "2031-05-05"})


@pytest.mark.parametrize(
    ("when", "values", "found"),
    [
        ({"a": YES, "b": OTHER}, "xy", ["a and b hold together and say different things"]),
        ({"a": YES, "b": OTHER}, "xx", []),
        ({"a": YES, "b": NO}, "xy", []),
        # Two that say the same stand before the pair that does not.
        ({"a": YES, "b": YES, "c": OTHER}, "xxy", ["a and c", "b and c"]),
    ],
)
def test_rules_that_hold_together_are_found(when, values, found):
    """P2: only those that say different things, and each pair of them."""
    failures = said(rules.no_conflict(Diagrams(tiny(when, values))))

    assert len(failures) == len(found)
    assert all(map(str.startswith, failures, found))


def only_in(years: int) -> dict[str, Any]:
    """Return a condition that holds for somebody on this day of one year only: so many from now, or later."""
    day = test_laws.after("2031-06-01", 0).replace("2031", str(2031 + years))
    if years > 0:
        return {"fact": "day", "from": day}
    begin = day.replace("-06-", "-05-")
    return {
        "all": [
            {"fact": "day", "from": begin},
            {"fact": "day", "until": day},
            {"not": {"fact": "day", "ago": (2, "months")}},
        ]
    }


@pytest.mark.parametrize(
    ("years", "is_found"),
    [(-16, True), (-15, False), (-1, False), (0, False), (1, False), (15, False), (16, True)],
)
def test_a_rule_that_holds_in_other_years_is_none_that_never_holds(years, is_found):
    """P3 and P5 look at fifteen years before and after; what holds for nobody in any of them is a mistake."""
    condition = only_in(years)
    parts = condition.get("all", [condition])
    days = [day for part in parts for day in (part.get("from"), part.get("until")) if day]
    day = {"days": sorted(days), "ago": [(2, "months", 0)]}
    diagrams = Diagrams(tiny({"a": condition, "b": YES}, day=day, b={"unless": ["a"]}))

    assert (
        said(rules.exceptions_matter(diagrams))
        == [
            "a never holds",
            "a never sets b aside",
        ]
        * is_found
    )
    assert said(rules.values_happen(diagrams)) == ["o is never a"] * is_found


@pytest.mark.parametrize(
    ("engine", "found"),
    [
        (tiny({"a": YES, "b": NO}, b={"unless": ["a"]}), ["a never sets b aside"]),
        (tiny({"a": YES, "b": OTHER}, b={"unless": ["a"]}), []),
        (tiny({"a": {"any": []}, "b": YES}), ["a never holds"]),
        # One that is not in force is no rule that never holds: P10 says what it is.
        (tiny({"a": YES, "b": YES}, a={"until": "2015-12-31"}), []),
        # It could hold on a day on which it is not in force any more.
        (
            tiny(
                {"a": only_in(2)},
                day={"days": ["2033-06-01"]},
                a={"until": "2032-12-31"},
            ),
            ["a never holds"],
        ),
    ],
)
def test_what_never_holds_is_found(engine, found):
    """P3: rules, and exceptions, on days on which they are in force."""
    assert said(rules.exceptions_matter(Diagrams(engine))) == found


def test_a_question_is_needed_for_an_outcome_or_a_day():
    """P4: a day can start from one question, and while nobody knows from another."""
    term = {"opens": 0, "lost": 1, "sign": 1, "unit": "days", "values": [("", 30)]}
    exam = {**term, "start": "day", "unsure": "b", "when": {"o": ["a"]}}
    unneeded = [f"the answer to {fact} changes nothing" for fact in ("b", "day")]

    assert said(rules.questions_matter(tiny({"a": YES}))) == unneeded
    assert said(rules.questions_matter(tiny({"a": YES}, deadlines={"exam": exam}))) == []


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ({}, []),
        ({"from": ON, "until": ON}, []),
        ({"from": ON, "until": "2031-05-31"}, ["a ends before it begins"]),
        ({"until": "2031-05-31"}, [f"a is not in force on {ON}, and no rule speaks in its place"]),
        ({"until": "2031-05-31", "chain": ["b"]}, []),
        ({"from": "2031-06-02"}, [f"a is not in force on {ON}, and no rule speaks in its place"]),
    ],
)
def test_a_rule_is_in_force_or_others_speak(rule, found):
    """P10: on one day it can begin and end; what is in force today can be followed by another."""
    assert said(rules.rules_in_force(tiny({"a": YES, "b": OTHER}, a=rule))) == found


ENDS = {"until": "2031-12-31"}
NEW = {"from": "2032-01-01"}
SILENT = ["from 2032-01-01 on nothing speaks in the place of a"]


@pytest.mark.parametrize(
    ("engine", "found"),
    [
        # Without another rule no version of the law is known, which is an answer.
        (tiny({"a": YES}, a=ENDS), []),
        (
            tiny({"a": YES, "c": YES}, "xx", a={**ENDS, "chain": ["c"]}, c={**NEW, "chain": ["a"]}),
            [],
        ),
        (tiny({"a": YES, "c": NO}, a={**ENDS, "chain": ["c"]}, c={**NEW, "chain": ["a"]}), SILENT),
        # Whom an exception sets aside, nobody has forgotten.
        (
            tiny(
                {"a": YES, "b": YES, "c": NO},
                a={**ENDS, "chain": ["c"], "unless": ["b"]},
                c={**NEW, "chain": ["a"]},
            ),
            [],
        ),
        # What is said otherwise may be said by a rule, too.
        (
            tiny(
                {"a": YES, "b": YES, "c": NO},
                ["a", "none", "c"],
                a={**ENDS, "chain": ["c"]},
                c={**NEW, "chain": ["a"]},
            ),
            [],
        ),
        # Another rule without a successor does not speak for this one.
        (
            tiny(
                {"a": YES, "b": YES, "c": NO},
                ["a", "none", "c"],
                a={**ENDS, "chain": ["c"]},
                b={"until": "2031-12-31"},
                c={**NEW, "chain": ["a"]},
            ),
            [],
        ),
        # It ends with another one, and on another day than that.
        (
            tiny(
                {"a": YES, "b": OTHER, "c": {"any": []}},
                a={**ENDS, "chain": ["c"]},
                b={"until": "2032-05-31", "chain": ["c"]},
                c={**NEW, "chain": ["a", "b"]},
            ),
            [*SILENT, "from 2032-06-01 on nothing speaks in the place of b"],
        ),
    ],
)
def test_nobody_is_answered_as_if_a_rule_never_was(engine, found):
    """P18: where it would hold, another rule says something, or no version of the law is known."""
    later = rules.nothing_answers_for_rules_that_ended(
        engine, lambda day: Engine(engine.checker, day)
    )
    assert said(later) == found


def test_the_outcome_of_a_rule_that_ends_is_the_one_it_is_of(small):
    """P18, where there are several outcomes: what is otherwise said of a fee answers for a rule about fees."""
    checker = copy.deepcopy(small.checker)
    checker["rules"]["fee_free"] |= {**ENDS, "chain": ["fee_new"]}
    new = {"value": "free", "when": {"any": []}, "unless": [], "until": None, "chain": ["fee_free"]}
    checker["rules"]["fee_new"] = {**new, "from": "2032-01-01"}
    checker["outcomes"]["fee"]["rules"].append("fee_new")

    found = rules.nothing_answers_for_rules_that_ended(
        Engine(checker, ON), lambda day: Engine(checker, day)
    )

    assert said(found) == ["from 2032-01-01 on nothing speaks in the place of fee_free"]


MONTH_ENDS = "2023-01-31 2023-02-28 2024-02-28 2024-02-29 2024-03-01 2023-04-30 2023-12-31".split()


@pytest.mark.parametrize("start", MONTH_ENDS)
@pytest.mark.parametrize("name", ["exam", "exam_2021"])
@pytest.mark.parametrize("by", [31, -1])
def test_a_term_that_ends_badly_from_one_day_only_is_found(small, monkeypatch, start, name, by):
    """P12: each way a month can end is tried, with years and with months; in another month, or a day off."""
    checker = copy.deepcopy(small.checker)
    for other in ("fine_objection", "objection"):  # in days, which cannot end badly
        checker["deadlines"] = {other: checker["deadlines"].pop(other), **checker["deadlines"]}
    unit = checker["deadlines"][name]["unit"]
    right = rules.add
    monkeypatch.setattr(
        rules,
        "add",
        lambda day, length, of: rules.shift(
            right(day, length, of), by * ((day, of) == (start, unit))
        ),
    )

    found = said(rules.answers_turn_where_they_should(Diagrams(Engine(checker, ON))))

    assert found == [f"{name} does not end well from {start}"]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_term_before_a_day_ends_well_too(sign):
    """P12: months and years are counted back as they are counted on; what has no length has no end."""
    term = {"start": "day", "opens": 0, "lost": 0, "sign": sign, "when": {"o": ["a"]}}
    deadlines = {
        "none": {**term, "unit": "months", "values": [("", 3), ("2030-01-01", None)]},
        "some": {**term, "unit": "months", "values": [("", 5)]},
        "more": {**term, "unit": "years", "values": [("", 2)]},
    }
    assert (
        said(rules.answers_turn_where_they_should(Diagrams(tiny({"a": YES}, deadlines=deadlines))))
        == []
    )


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["2030-05-05"], []),
        (["2030-05-05", "2030-05-06"], []),
        (["2030-05-05", "2030-05-07"], ["the rules do not turn on 2030-05-07"]),
        (["2030-05-04", "2030-05-05"], ["the rules do not turn on 2030-05-04"]),
    ],
)
def test_a_day_between_two_on_which_nothing_turns_is_found(days, found):
    """P12: on the day itself, not on the one before or after; two may follow each other."""
    from_day = {"fact": "day", "from": "2030-05-05"}
    both = {"any": [from_day, {"fact": "day", "is": "2030-05-05"}]}
    next_day = {"fact": "day", "after": "2030-05-05"}
    when = {"a": both, "b": next_day} if days[1:] == ["2030-05-06"] else {"a": from_day}
    engine = tiny(when, day={"days": days})

    assert said(rules.answers_turn_where_they_should(Diagrams(engine))) == found


def test_the_first_failure_with_the_fewest_answers_is_kept():
    """Of what a proof finds about a record a lawyer reads the smallest situation."""
    found = readers.Found()
    for proof, record, answers in (
        ("P6", "outcomes/x", {"a": "1", "b": "1"}),
        ("P6", "outcomes/x", {"a": "2"}),
        ("P6", "outcomes/x", {"b": "2"}),
        ("P6", "outcomes/x", {"a": "3", "b": "3"}),
        ("P6", "outcomes/y", {"a": "4", "b": "4"}),
        ("P13", "outcomes/x", {"a": "5", "b": "5"}),
    ):
        found.add(proof, "wrong", record, answers)

    assert [*found] == [
        ("P6", Failure("wrong", "outcomes/x", {"a": "2"})),
        ("P6", Failure("wrong", "outcomes/y", {"a": "4", "b": "4"})),
        ("P13", Failure("wrong", "outcomes/x", {"a": "5", "b": "5"})),
    ]


def test_what_a_reader_has_said_only_grows(small):
    """After each answer, one more or one that is more exact; the first ones before anybody listens, or none."""
    chooser, diagrams = random.Random(3), Diagrams(small)
    shares, begins, lengths, later = [], [], [], []
    for _ in range(300):
        whole = diagrams.situation(diagrams.can_be, value=True, choose=chooser.choice)
        steps = [{}, *readers.as_they_answer(small, whole, diagrams.facts, chooser)]
        for before, step in itertools.pairwise(steps):
            assert all(whole[fact].startswith(answer) for fact, answer in step.items())
            assert before.keys() <= step.keys()
            changed = [fact for fact in step if step[fact] != before.get(fact)]
            if before:
                assert len(changed) == 1
            lengths += [len(step[fact]) for fact in changed if fact == "letter_date"]
        if len(steps) > 1:
            begins.append(len(steps[1]))
            shares.append(len(steps[-1]) / len(whole))
            day = steps[-1].get("fine_date", "")
            later += [len(day) == 10] * ("fine_date" in steps[-1])

    assert 0.55 < sum(shares) / len(shares) < 0.7
    assert {*begins} == {*range(1, len(diagrams.facts) + 1)}
    assert {*lengths} >= {4, 7, 10}
    assert 0.75 < sum(later) / len(later) < 0.95


@pytest.mark.parametrize("number", range(12))
def test_any_day_is_treated_like_the_one_in_its_place(number):
    """The situations of readers have other days than the few that stand for all: before, between and after them."""
    law = test_laws.random_law(random.Random(number))
    engine, chooser = Engine(law, test_laws.ON), random.Random(number)
    compared = Diagrams(engine).compared["day"]
    fact, edges = law["facts"]["day"], engine.edges["day"]
    for day in [edge for edge in [*edges, test_laws.after(edges[0], -1)] if edges]:
        if fact["past"] and day > engine.on:
            continue
        whole = {"one": "yes", "day": day, "two": "no"}
        drawn = [readers._on_any_day(engine, whole, chooser) for _ in range(60)]
        assert all({**each, "day": day} == whole for each in drawn)
        for each in drawn:
            said = [compare(engine, each["day"], part) for part in compared]
            assert said == [compare(engine, day, part) for part in compared], each
            assert not fact["past"] or each["day"] <= engine.on
            assert (each["day"] >= day) == (day in edges) or each["day"] == day
        later = [edge for edge in edges if edge > day]
        free = later[:1] != [test_laws.after(day, 1)] and (day < engine.on or not fact["past"])
        assert ({each["day"] for each in drawn} != {day}) == (free or day not in edges)
    absent = {"one": "yes", "day": "absent", "two": "no"}
    assert readers._on_any_day(engine, absent, chooser) == absent


def test_a_day_on_which_nothing_turns_is_any_day_up_to_today():
    """Where no rule compares with a day, readers were told so within about a year."""
    engine = tiny({"a": YES})
    drawn = {
        readers._on_any_day(engine, {"a": "no", "b": "no", "day": "2000-01-01"}, random.Random(n))[
            "day"
        ]
        for n in range(60)
    }
    assert max(drawn) <= ON
    assert min(drawn) > "2030-04-01"
    assert len(drawn) > 40


TERM = {"opens": 0, "lost": 1, "sign": 1, "unit": "days", "values": [("2000-01-01", 30)]}
CHAIN = {
    "first": {**TERM, "start": "day", "when": {"o": ["a"]}},
    "second": {**TERM, "start": "first", "when": {"o": ["a"]}},
    "third": {**TERM, "start": "second", "lost": 0, "when": {"o": ["a"]}},
}


@pytest.mark.parametrize("name", CHAIN)
def test_a_day_that_is_counted_from_others_is_proven_too(monkeypatch, name):
    """P14 and P15: from the fact at which the first one starts; an engine that is a day late is found."""
    diagrams = Diagrams(tiny({"a": YES}, deadlines=CHAIN))
    assert [*readers.readers_of_deadline(diagrams, name)] == []
    assert [*readers._with_one_deadline(diagrams.engine, name).checker["deadlines"]] == [
        *itertools.islice(CHAIN, [*CHAIN].index(name) + 1)
    ]

    def late(engine: Engine, answers: dict[str, str]) -> dict[str, str]:
        every = dates(engine, answers)
        return {each: day and test_laws.after(day[:10], 1) for each, day in every.items()}

    monkeypatch.setattr(readers, "dates", late)
    found = said(failure for _, failure in readers.readers_of_deadline(diagrams, name))
    assert found == [f"{name} can be earlier than it is shown"] * CHAIN[name]["lost"]


@pytest.mark.parametrize("length", [30, None])
def test_a_day_without_a_length_is_nobodys(monkeypatch, length):
    """P14 and P15: what has no length on the day it starts is not missed."""
    monkeypatch.setattr(readers, "dates", lambda engine, answers: {})
    term = {**TERM, "start": "day", "when": {"o": ["a"]}, "values": [("2000-01-01", length)]}
    for lost, proof in ((1, "P14"), (0, "P15")):
        engine = tiny({"a": YES}, deadlines={"x": {**term, "lost": lost}})
        found = {proof for proof, _ in readers.readers_of_deadline(Diagrams(engine), "x")}
        assert found >= ({proof} if length else set())
        assert bool(found) == bool(length)


def test_who_has_no_such_day_is_not_looked_for():
    """A day that can be nobody's, and an outcome that says nothing of anybody."""
    nobody = {**TERM, "start": "day", "when": {"o": ["b"]}}
    engine = tiny({"a": YES, "b": {"any": []}}, deadlines={"x": nobody})
    assert [*readers.readers_of_deadline(Diagrams(engine), "x")] == []


def test_two_questions_about_one_letter_are_answered_alike(small):
    """Where a day starts from another question while nobody knows, both are about the same letter if they can be."""
    diagrams = Diagrams(small)
    whole = {"letter_date": "2030-05-05", "fine_date": "2031-05-05"}
    same = {"letter_date": "2031-05-05", "fine_date": "2031-05-05"}
    anybody = diagrams.end(value=True)
    nobody = diagrams.holds({"fact": "letter_date", "before": "2031-01-01"})

    for mine, expected in ((anybody, same), (nobody, whole)):
        said = readers._about_one_letter(diagrams, mine, whole, "fine_date", "letter_date")
        assert said == expected


def test_a_day_told_of_another_letter_is_not_the_readers():
    """P14 speaks of the letter that a day starts from, or of the other question about the same one."""
    term = {**TERM, "start": "day", "unsure": "b", "when": {"o": ["a"]}}
    whole = {"day": "2031-01-01", "b": "2030-01-01"}
    for answers, same, told in (
        ({"day": "2031-01-01"}, {}, True),
        ({}, {}, False),
        ({}, {"b": "2031-01-01"}, True),
    ):
        assert readers._tells_the_day(term, "day", {**whole, **same}, answers) is told


ASKING = {
    "a": {"all": [YES, {"any": [OTHER, {"fact": "day", "from": "2030-01-01"}]}]},
}


def test_a_pinned_order_costs_questions_or_none():
    """Both means are of the same readers, in quarters of a question; without a pinned order they are the same."""
    day = {"days": ["2030-01-01"], "effort": 0}
    free = tiny(ASKING, day=day)
    pinned = tiny(ASKING, day=day, pinned=["day"])
    asked, unpinned = pinning(pinned, "o")

    assert pinning(free, "o") == (unpinned, unpinned)
    assert asked > unpinned >= 1
    assert asked <= 3
    assert (asked * 4) % 1 == 0


def test_questions_are_counted_as_far_as_a_situation_goes(small):
    """Who has not said all that is asked is asked no more than was said."""
    first = next_question(small, {}, [], ["fee"])
    assert questions(small, "fee", {}) == 0
    assert questions(small, "fee", {first: small.checker["facts"][first]["domain"][0]}) == 1


def test_the_law_that_proofs_know_is_that_of_the_small_site(built_small):
    """Labels, pages of regimes that values lead to, regimes whose law a rule cites, and next steps."""
    law = law_of(built_small.loaded.site)

    assert law.labels["fine"] == {
        "pay": "probably",
        "too_high": "ask",
        "warned": "no",
        "none": "no",
    }
    assert law.leads_to["deadline"] == {
        "running": {"act-2031"},
        "running_2021": {"act-2021"},
        "not_started": set(),
    }
    assert law.leads_to["must-pass"] == {"yes": set(), "no": set()}
    assert (law.cites["clock_runs"], law.cites["fee_free"]) == (
        {"act-2031"},
        {"act-2021", "act-2031"},
    )
    assert law.has_next == {"must-pass", "fee", "fine", "deadline"}


def test_an_outcome_without_a_next_step_is_none_that_has_one(built_small):
    """Only `unknown_next` is a next step, and a rule without an instrument cites no regime."""
    site = built_small.loaded.site
    outcome, rule = site["checker/outcomes"]["fee"], site["checker/rules"]["fee_free"]
    records = {
        **site.records,
        "checker/outcomes": {"fee": outcome.model_copy(update={"unknown_next": ()})},
        "checker/rules": {
            "fee_free": rule.model_copy(
                update={"sources": (rule.sources[0].model_copy(update={"instrument": None}),)}
            )
        },
    }
    law = law_of(site.model_copy(update={"records": records}))

    assert law.has_next == set()
    assert law.cites == {"fee_free": set()}


REGIMES = {"o": {"a": frozenset(["new"]), "b": frozenset(["old"]), "none": frozenset()}}


SECOND = {"x": OTHER, "y": YES}


@pytest.mark.parametrize(
    ("second", "cites", "found"),
    [
        (SECOND, {"x": {"old"}, "y": {"new"}}, ["x rests on old only"]),
        (SECOND, {"x": {"new"}, "y": {"old"}}, ["x rests on new only", "y rests on old only"]),
        (SECOND, {"x": {"old", "new"}, "y": set()}, []),
        (SECOND, {"y": {"new"}, "x": {"elsewhere"}}, ["x rests on elsewhere only"]),
        # Under which regime people are, the outcome says that decides it.
        (SECOND, {"a": {"old"}, "x": {"old"}}, ["x rests on old only"]),
        # It holds, and another one gives the value.
        ({"y": YES, "x": YES, "z": NO}, {"x": {"old"}, "y": {"new"}}, []),
    ],
)
def test_a_rule_of_one_regime_that_is_named_under_another_is_told(second, cites, found):
    """Somebody should look: who is under the new law is answered by a rule of the old one alone."""
    other = tiny(second, y={"unless": ["x"] * ("z" not in second)})
    assert of_another_regime(other, cites) == found


def test_a_rule_is_named_where_it_holds_and_not_where_another_says_the_same():
    """Only the other one holds for people under the new law."""
    other = tiny({"x": NO, "y": YES}, "ss")
    assert of_another_regime(other, {"x": {"old"}}) == []
    assert of_another_regime(other, {"y": {"old"}}) == ["y rests on old only"]


def of_another_regime(other: Engine, cites: dict[str, set[str]]) -> list[str]:
    """Return what is told of the rules of a second outcome, where the first one says who is under which law."""
    engine = tiny({"a": YES, "b": NO})
    checker = {
        **engine.checker,
        "rules": engine.checker["rules"] | other.checker["rules"],
        "outcomes": {"o": engine.checker["outcomes"]["o"], "p": other.checker["outcomes"]["o"]},
    }
    law = Law(leads_to=REGIMES, cites={name: frozenset(each) for name, each in cites.items()})
    told = said(together.law_of_another_regime(Diagrams(Engine(checker, ON)), law))
    return [each.partition(", and")[0] for each in told]


def alike(before: Engine, after: Engine, one: str, other: str) -> bool:
    """Whether no comparison of two laws turns between two days."""
    edges = {*before.edges["day"], *after.edges["day"]}
    first, last = sorted((one, other))
    return one == other or (
        "absent" not in (one, other) and not any(first < e <= last for e in edges)
    )


@pytest.mark.parametrize("number", range(6))
def test_where_two_laws_disagree_is_found_exactly(number):
    """Each situation in which an outcome is another one, or a day comes or goes, is in one group, and no other is."""
    chooser = random.Random(number)
    laws = [test_laws.random_law(chooser) for _ in range(2)]
    for law in laws:
        law["facts"]["day"]["past"], law["constraints"] = 0, {}
        law["deadlines"] = {"kept": law["deadlines"]["kept"]}
    before, after = (Engine(Compiled(law, test_laws.ON).checker, test_laws.ON) for law in laws)
    were, are = (dict_of(test_laws.Situations(law)) for law in laws)
    terms = [{*law["deadlines"]["kept"]["when"]["o"]} for law in laws]
    shown = {True: "shown", False: "hidden"}
    for asked, says in (
        (OfOutcome("o"), lambda value, law: value),
        (OfDay("kept"), lambda value, law: shown[value in terms[law]]),
    ):
        groups = [*differences(before, after, asked)]
        for way, was in were.items():
            expected = (says(was, 0), says(are[way], 1))
            given = dict(way)
            mine = [
                (old, new)
                for answers, old, new in groups
                if all(
                    given[fact] == answer
                    or (fact == "day" and alike(before, after, given[fact], answer))
                    for fact, answer in answers.items()
                )
            ]
            assert mine == [expected] * (expected[0] != expected[1]), (way, groups)


def dict_of(every: test_laws.Situations) -> dict[tuple[tuple[str, str], ...], str]:
    """Return each situation with its value."""
    return {tuple(way.items()): value for way, value in every.said}


def test_what_only_one_version_has_differs_from_nothing():
    """An outcome or a day that is new or gone, and a version in which nothing that decides is another."""
    term = {**TERM, "start": "day", "when": {"o": ["a"]}}
    one, more = tiny({"a": YES}), tiny({"a": YES}, deadlines={"x": term})
    none = Engine({**one.checker, "outcomes": {}}, ON)

    assert [*differences(one, none, OfOutcome("o"))] == [
        ({"a": "yes"}, "a", "not_asked"),
        ({"a": "no"}, "none", "not_asked"),
    ]
    assert [*differences(none, one, OfOutcome("o"))] == [
        ({"a": "yes"}, "not_asked", "a"),
        ({"a": "no"}, "not_asked", "none"),
    ]
    assert [*differences(one, more, OfDay("x"))] == [({"a": "yes"}, "hidden", "shown")]
    assert [*differences(more, one, OfDay("x"))] == [({"a": "yes"}, "shown", "hidden")]
    assert [*differences(one, more, OfOutcome("o"))] == []
    assert OfOutcome("o").facts(one) == one.checker["outcomes"]["o"]["facts"]
    assert OfOutcome("o").facts(none) == []
    assert OfDay("x").facts(more) == ["a", "b", "day"]
    assert OfDay("x").facts(one) == []


def test_all_that_decides_an_outcome_is_compared(small):
    """Its rules and those that set them aside or follow, the outcomes it reads, their questions and limits."""
    checker = copy.deepcopy(small.checker)
    outcomes, rules_, facts, limits = decided_by(checker, ["fee"])
    assert [*outcomes] == ["fee", "must-pass"]
    assert [*rules_] == ["fee_free", "must_pass", "exempt_at_school"]
    assert [*facts] == ["at_school", "permit"]
    assert [*limits] == ["pupil"]

    checker["outcomes"]["must-pass"]["rules"] = ["must_pass"]
    checker["rules"]["exempt_at_school"]["chain"] = ["fine_pay"]
    outcomes, rules_, facts, limits = decided_by(checker, ["must-pass", "fee"])
    assert {*rules_} == {"fee_free", "must_pass", "exempt_at_school", "fine_pay", "fine_too_high"}
    assert decided_by(checker, ["gone"]) == ({}, {}, {}, {})
    outcomes, rules_, facts, limits = decided_by(checker, ["fine"])
    assert ([*outcomes], [*limits]) == (["fine"], [])


IN_VAIN = Failure(
    "next asks because o does, and is done whatever that is", "outcomes/next", {"a": "yes"}
)


@pytest.mark.parametrize(
    ("of_y", "of_none", "label", "named", "found"),
    [
        ("done", "done", "ask", ["y", "none"], [IN_VAIN]),
        ("done", "other", "ask", ["y"], [IN_VAIN]),  # o is y wherever it does not ask
        ("done", "other", "ask", ["y", "none"], []),  # it depends on it
        ("done", "done", "no", ["y", "none"], []),  # it does not ask
        ("open", "open", "ask", ["y", "none"], []),  # it asks whatever that is
    ],
)
def test_an_outcome_asks_in_vain_only_if_all_else_says_the_same(of_y, of_none, label, named, found):
    """It asks with the other, and says one other thing with each other value of it."""
    values = {"with_x": "open", "with_y": of_y, "with_none": of_none}
    rules_ = {name: (value, {"outcome": "o", "is": name[5:]}) for name, value in values.items()}
    assert asked_in_vain(rules_, None, label, named) == found


def test_an_outcome_asks_in_vain_also_by_way_of_those_it_is_for():
    """It asks all those about whom the other asks, and has nothing to say to anybody else."""
    rules_ = {"always": ("open", {"any": [YES, NO]})}
    found = asked_in_vain(rules_, {"outcome": "o", "is": "x"}, "ask", ["y", "none"])
    what = "next asks because o does, and is not_applicable whatever that is"
    assert found == [replace(IN_VAIN, what=what)]


def asked_in_vain(
    rules_: dict[str, tuple[str, Any]], scope: Any, label: str, named: list[str]
) -> list[Failure]:
    """Return what is said of an outcome with these rules: it is called next, and reads o, which asks where it is x."""
    checker = copy.deepcopy(tiny({"x": YES, "y": {"all": [NO, OTHER]}}).checker)
    always = {"unless": [], "from": "2000-01-01", "until": None}
    for name, (value, when) in rules_.items():
        checker["rules"][name] = {"value": value, "when": when, **always}
    checker["outcomes"]["next"] = {
        **checker["outcomes"]["o"],
        "scope": scope,
        "rules": [*rules_],
        "values": sorted({value for value, _ in rules_.values()}),
        "otherwise": None,
    }
    labels = {"o": {"x": "ask", **dict.fromkeys(named, "no")}, "next": {"open": label}}
    diagrams = Diagrams(Engine(Compiled(checker, ON).checker, ON))
    return [*together.it_depends_only_where_it_does(diagrams, SimpleNamespace(labels=labels))]
