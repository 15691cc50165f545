"""The checker: the reference against brute force, the browser's twin against the reference, and days."""

import ast
import copy
import functools
import gzip
import itertools
import random
import re
import tempfile
import zipfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from conftest import (
    REAL_DAY,
    ROOT,
    SMALL_DAY,
    copy_small_site,
    random_situation,
    real_law,
    run,
)
from mionido.checker.ask import next_question, questions_left, together_with, walk_length
from mionido.checker.compile import _in_order, _ranges, _support, comparisons
from mionido.checker.conditions import compare
from mionido.checker.days import add, shift, span
from mionido.checker.deadlines import dates
from mionido.checker.decide import can_be, contradictions, decide, domain, possible
from mionido.checker.engine import Engine
from mionido.checker.explain import basis, because, is_known, matters, missing
from mionido.checker.graph import Compiled, Graph, Node, admissible, graph_of, graphs_of
from mionido.checker.picture import picture_of
from mionido.checker.prove.diagrams import Diagrams
from mionido.checker.rules import applies, verdict
from mionido.checker.script import imported, joined, joined_modules
from mionido.commands.report import situation
from mionido.project import read, read_project
from mionido.publish.outputs import FINDS_THE_SITE, WORKS, small
from mionido.render.assets import SCRIPTS as LOADED

SCRIPTS = ROOT / "hooks" / "mionido" / "checker"
SCREEN = ROOT / "overrides" / "components" / "checker" / "script.js"
# What a script declares at its left edge: function name, class name, or const name = a function that is remembered.
DECLARED = re.compile(
    r"^(?:export )?(?:function\*? |class |const (?=\w+ = remembered\())(\w+)", re.MULTILINE
)
LEFT_EDGE = re.compile(
    r"^(?:export )?(?:(?:async )?function\*? |class |const |let )(\w+)", re.MULTILINE
)  # whatever it declares there
IMPORTED = re.compile(r"^import \{([^}]*)\}", re.MULTILINE)
USED = re.compile(r"^from mionido\.checker\.(\w+) import", re.MULTILINE)
# Types, and what only saves work where many readers are asked: a phone has one.
WITHOUT_TWIN = {"compiled.py", "residual.py"}
SITES = {"real": REAL_DAY, "small": SMALL_DAY}
YES = {"fact": "at_school", "is": "yes"}
FEW = 20_000  # situations of an outcome that are listed one by one
TERM = "parameters/objection_term.yml"
COMPARED = 100_000  # situations in which the two engines are compared


@functools.cache
def engine_of(name: str) -> Engine:
    """Return the rules of a site on a day on which they are in force."""
    today = SITES[name]
    with tempfile.TemporaryDirectory() as folder:
        is_small = name == "small"
        built = read(copy_small_site(Path(folder) / "site"), today) if is_small else real_law()
    assert not built.failed
    return Engine(built.compiled.checker, today.isoformat())


@pytest.fixture(params=SITES)
def engine(request) -> Engine:
    """Return the rules of the small and of the real site."""
    return engine_of(request.param)


def some_answers(engine: Engine, facts: list[str], chooser: random.Random) -> dict[str, str]:
    """Return a random situation in which some answers are missing, and some days are known in part."""
    answers = random_situation(engine, facts, chooser)
    known = {}
    for fact, answer in answers.items():
        cut = (
            chooser.choice([10, 10, 7, 4]) if fact in engine.edges and answer != "absent" else None
        )
        if chooser.random() < 0.7:
            known[fact] = answer[:cut]
    return known


def test_an_answer_that_begins_like_a_year_is_no_day(small_site):
    """Its key is a word, and is said as it is."""
    edition = read_project(small_site, SMALL_DAY).written

    assert situation({"x": "9999x"}, edition).endswith(" 9999x")
    assert "2023" in situation({"x": "2023-06"}, edition)


YOUNG = ("2000-01-01",), ("2010-01-01", "absent")  # before a day, and from it on


@pytest.mark.parametrize(
    ("edges", "groups", "is_same"),
    [
        (["2005-01-01", "2010-01-01"], (("2000-01-01", "2005-01-01"), YOUNG[1]), True),
        (["2010-01-01", "2015-01-01"], (YOUNG[0], ("2010-01-01", "absent", "2015-01-01")), True),
        (["2010-01-02"], (YOUNG[0], ("2010-01-02", "absent")), False),
        (["2010-01-01"], (("2000-01-01", "absent"), ("2010-01-01",)), False),
        (["2010-01-01", "2015-01-01"], (("2000-01-01", "2015-01-01"), YOUNG[1]), False),
    ],
)
def test_a_day_that_parts_nothing_makes_no_other_graph(edges, groups, is_same):
    """Rules of other outcomes part the days too: pages of this one are drawn again where something of it is other."""

    def graph(edges: list[str], groups: tuple[tuple[str, ...], ...]) -> Graph:
        node = Node("born", tuple(zip(groups, ("yes", "no"), strict=True)))
        return Graph("o", (node,), 0, 3, {"born": edges})

    assert (graph(edges, groups).as_shown() == graph(["2010-01-01"], YOUNG).as_shown()) is is_same


def test_a_number_that_parts_nothing_makes_no_other_graph():
    """As a day."""

    def graph(edges: list[str], *group: str) -> Graph:
        node = Node("age", ((group, "yes"), (("18",), "no")))
        return Graph("o", (node,), 0, 3, {"age": edges})

    assert graph(["0", "9", "18"], "0", "9").as_shown() == graph(["0", "18"], "0").as_shown()
    assert graph(["0", "9", "18"], "0").as_shown() != graph(["0", "18"], "0").as_shown()


def test_every_situation_has_one_value_and_the_graph_gives_it(engine):
    """By listing them one by one, where they are few: exactly one value, the same as on the page without JavaScript."""
    for name, graph in graphs_of(engine).items():
        facts = engine.checker["outcomes"][name]["facts"]
        if graph.situations > FEW:
            continue
        every = list(admissible(engine, facts))
        assert len(every) == graph.situations
        for answers in every:
            rules = engine.checker["outcomes"][name]["rules"]
            held = {
                engine.checker["rules"][rule]["value"]
                for rule in rules
                if applies(engine, rule, answers)
            }
            assert len(held) <= 1, (name, answers, held)
            assert verdict(engine, name, answers) not in (None, "no_version"), (name, answers)
            assert graph.follow(answers) == verdict(engine, name, answers), (name, answers)


def test_unknown_is_said_only_if_two_completions_disagree(engine):
    """A result is exact: what is possible is what some completion of the answers gives, by brute force."""
    chooser = random.Random(1)
    for name, outcome in engine.checker["outcomes"].items():
        for _ in range(40):
            answers = some_answers(engine, outcome["facts"], chooser)
            some = itertools.islice(completions(engine, name, answers), 4000)
            values = {verdict(engine, name, each) for each in some}
            assert values <= possible(engine, name, answers), (name, answers)
            if len(values) > 1:
                assert decide(engine, name, answers) == "unknown"


def test_what_can_be_is_among_all_that_is_possible(engine):
    """Stopping at the first way finds the same as going through all of them."""
    chooser = random.Random(2)
    for name, outcome in engine.checker["outcomes"].items():
        for _ in range(10):
            answers = some_answers(engine, outcome["facts"], chooser)
            values = possible(engine, name, answers)
            for value in {engine.checker["rules"][rule]["value"] for rule in outcome["rules"]}:
                assert can_be(engine, name, answers, (value,), True) == (value in values)
                assert can_be(engine, name, answers, (value,), False) == bool(values - {value})


def completions(engine: Engine, name: str, answers: dict[str, str]):
    """Yield the ways to complete these answers, days in part included, in a random order of the branches."""
    chooser = random.Random(2)

    def extend(known: dict[str, str], rest: list[str]):
        if not rest:
            yield known
            return
        every = domain(engine, rest[0], known)
        for answer in chooser.sample(every, len(every)):
            yield from extend({**known, rest[0]: answer}, rest[1:])

    facts = engine.checker["outcomes"][name]["facts"]
    return extend(dict(answers), [fact for fact in facts if not is_known(engine, fact, answers)])


def test_reasons_are_sufficient_and_none_of_them_can_be_left_out(engine):
    """The answers given as reason force the value, and without any one of them they do not."""
    chooser = random.Random(3)
    for name, outcome in engine.checker["outcomes"].items():
        for _ in range(40):
            answers = some_answers(engine, outcome["facts"], chooser)
            value = decide(engine, name, answers)
            reason = because(engine, name, answers)
            if value == "unknown":
                assert reason == []
                continue
            told = {fact: answers[fact] for fact in reason}
            assert possible(engine, name, told) == {value}
            for fact in reason:
                fewer = {each: answer for each, answer in told.items() if each != fact}
                assert possible(engine, name, fewer) != {value}, (name, answers, fewer)


def test_a_rule_named_as_a_reason_can_hold(engine):
    """Every rule that is named applies to some completion of the answers, and to each completion one of them."""
    chooser, diagrams = random.Random(9), Diagrams(engine)
    for name, outcome in engine.checker["outcomes"].items():
        for _ in range(40):
            answers = some_answers(engine, outcome["facts"], chooser)
            value, named = decide(engine, name, answers), basis(engine, name, answers)
            if value in ("unknown", "not_applicable"):
                assert named == []
                continue
            holds = [diagrams.real(diagrams.applies(rule)) for rule in named]
            assert all(True in diagrams.values(each, answers) for each in holds), (name, answers)
            for each in itertools.islice(completions(engine, name, answers), 50):
                held = [rule for rule in outcome["rules"] if applies(engine, rule, each)]
                assert {*held} <= {*named} or any(rule in named for rule in held), (
                    name,
                    each,
                    held,
                    named,
                )


def test_knowing_less_never_hides_a_last_day():
    """A day after which a right is lost is shown to who has not said everything too, as soon as its start is known."""
    chooser, engine = random.Random(10), engine_of("real")
    facts, deadlines = engine.checker["facts"], engine.checker["deadlines"]
    lost = [name for name, deadline in deadlines.items() if deadline["lost"]]
    assert lost
    for _ in range(150):
        whole = random_situation(engine, list(facts), chooser)
        shown = {name: day for name, day in dates(engine, whole).items() if name in lost}
        kept = {fact for fact in facts if chooser.random() < 0.3} | {
            deadlines[name]["start"] for name in shown
        }
        assert (
            shown.items() <= dates(engine, {f: a for f, a in whole.items() if f in kept}).items()
        ), whole


def test_a_letter_with_a_date_has_a_last_day_whatever_else_is_not_known():
    """Who knows nothing but the date of a decision hears the earliest day on which it can be too late."""
    engine = engine_of("real")
    lengths = {
        name: d["values"][-1][1]
        for name, d in engine.checker["deadlines"].items()
        if "decision_date" in (d["start"], d.get("unsure"))
    }
    shown = dates(engine, {"decision_date": "2026-11-02"})
    found = {name: day for name, day in shown.items() if day}

    assert found.keys() == lengths.keys()
    assert min(found.values()) == add("2026-11-02", 5, "days")


def test_a_missing_fact_is_one_that_can_change_the_outcome(engine):
    """Nothing is open if nothing is missing, and the other way round."""
    chooser = random.Random(4)
    for name, outcome in engine.checker["outcomes"].items():
        for _ in range(40):
            answers = some_answers(engine, outcome["facts"], chooser)
            assert bool(missing(engine, name, answers)) == (
                decide(engine, name, answers) == "unknown"
            ), (name, answers)


def test_answering_questions_always_ends_with_every_outcome_known(engine):
    """A reader who knows everything is never left without a result, and is asked nothing that does not matter."""
    chooser = random.Random(5)
    goals = list(engine.checker["outcomes"])
    starts = {deadline["start"] for deadline in engine.checker["deadlines"].values()}
    for number in range(60):
        wanted = goals if number % 3 == 0 else chooser.sample(goals, min(len(goals), 2))
        answers: dict[str, str] = {}
        while fact := next_question(engine, answers, [], wanted):
            can_change = any(matters(engine, goal, answers, fact) for goal in wanted)
            assert can_change or fact in starts, (fact, answers)
            answers[fact] = chooser.choice(domain(engine, fact, answers))
        assert all(decide(engine, name, answers) != "unknown" for name in wanted)


LARGEST = 4  # of the numbers in a law of numbers and ticks
NUMBERS_AND_TICKS = {
    "number": [str(number) for number in range(LARGEST + 1)],
    "ticks.one": ["yes", "no"],
    "ticks.two": ["yes", "no"],
}


def law_of_numbers_and_ticks(chooser: random.Random) -> Engine:
    """Return a random small law: an outcome with three rules, which compare a number and two ticks."""

    def comparison() -> dict:
        fact = chooser.choice([*NUMBERS_AND_TICKS])
        if fact == "number":
            return {"fact": fact, "at_least": chooser.randint(1, LARGEST)}
        return {"fact": fact, "is": "yes"}

    def condition(depth: int) -> dict:
        kind = chooser.choice(["all", "any", "not", "one"]) if depth else "one"
        if kind == "one":
            return comparison()
        parts = [condition(depth - 1) for _ in range(2)]
        return {"not": parts[0]} if kind == "not" else {kind: parts}

    names = ["a", "b", "c"]
    rules = {
        name: {
            "value": name,
            "when": condition(2),
            "unless": names[:place],
            "from": "",
            "until": None,
        }
        for place, name in enumerate(names)
    }
    compared = [part for rule in rules.values() for part in comparisons(rule["when"])]
    domains = NUMBERS_AND_TICKS | {"number": _ranges(compared)}
    facts = {
        name: {"type": "x", "effort": 0, "sensitive": 0, "domain": domain}
        for name, domain in domains.items()
    }
    outcome = {
        "scope": None,
        "rules": names,
        "values": names,
        "otherwise": "d",
        "from": "",
        "facts": [*facts],
    }
    rest = {"pinned": [], "constraints": {}, "deadlines": {}, "groups": {"g": ["o"]}}
    whole = {"facts": facts, "rules": rules, "outcomes": {"o": outcome}, **rest}
    return Engine(Compiled(whole, "2031-06-01").checker, "2031-06-01")


def test_numbers_and_several_answers_are_exact_whatever_is_not_known(calculator):
    """Random laws by brute force: every number and every tick, in each partial situation, in both engines."""
    chooser = random.Random(11)
    ways = [
        dict(zip(NUMBERS_AND_TICKS, each, strict=True))
        for each in itertools.product(*NUMBERS_AND_TICKS.values())
    ]
    partial = [
        {fact: answer for fact, answer in zip(NUMBERS_AND_TICKS, each, strict=True) if answer}
        for each in itertools.product(*([None, *some] for some in NUMBERS_AND_TICKS.values()))
    ]
    script = """([checker, some]) => {
        const engine = new mionido.Engine(checker, "2031-06-01");
        return some.map((a) => [mionido.decide(engine, "o", a), mionido.missing(engine, "o", a)]);
    }"""
    for _ in range(30):
        engine, mine = law_of_numbers_and_ticks(chooser), []
        said = [(way, verdict(engine, "o", way)) for way in ways]
        for answers in partial:
            values = {value for way, value in said if answers.items() <= way.items()}
            assert possible(engine, "o", answers) == values, (engine.checker, answers)
            decided = next(iter(values)) if len(values) == 1 else "unknown"
            assert decide(engine, "o", answers) == decided
            changing = [fact for fact in NUMBERS_AND_TICKS if can_change(fact, answers, said)]
            assert missing(engine, "o", answers) == changing, (engine.checker, answers)
            mine.append([decided, changing])
        assert calculator.evaluate(script, [engine.checker, partial]) == mine


def can_change(fact: str, answers: dict[str, str], said: list[tuple[dict[str, str], str]]) -> bool:
    """Return whether two situations that these answers allow differ only in one fact and in what is said."""
    if fact in answers:
        return False
    values: dict[tuple[str, ...], set[str]] = {}
    for way, value in said:
        if answers.items() <= way.items():
            rest = tuple(answer for name, answer in way.items() if name != fact)
            values.setdefault(rest, set()).add(value)
    return any(len(some) > 1 for some in values.values())


def test_a_year_that_is_not_over_ends_today_where_days_are_past():
    """A fine of "this year" was not written after today: its last day lies before that of a fine of today."""
    engine = engine_of("small")
    assert engine.checker["facts"]["fine_date"]["past"]

    found = dates(engine, {"letters.fine": "yes", "fine_date": "2031"})

    assert found["fine_objection"] == "2031-01-31/" + add(engine.on, 30, "days")


def test_a_length_that_changes_inside_a_year_gives_the_days_there_are():
    """Of a day known in part the first and last end that exist are shown: a later start can end earlier."""
    checker = copy.deepcopy(engine_of("small").checker)
    deadline = checker["deadlines"]["fine_objection"]
    deadline["values"] = [("2030-06-01", 200), ("2030-12-01", 10)]
    engine = Engine(checker, SMALL_DAY.isoformat())

    found = dates(engine, {"letters.fine": "yes", "fine_date": "2030"})

    assert found["fine_objection"] == "2030-12-11/2031-06-18"


@pytest.mark.parametrize(
    ("fine", "file", "old", "new", "last_day"),
    [
        ("2030-05-01", TERM, "", "", ""),
        ("2030-05-01", TERM, "from: 2031-01-01", "from: 2030-05-01", "2030-05-31"),
        ("2030-05-01", TERM, "value:", "from_is: seen\n    value:", "2030-05-31"),
        ("2031-03-31", TERM, "", "", "2031-04-30"),
        ("2031-03-31", TERM, "value: 30", "value: null", ""),
        ("2031-03-31", "checker/fine/days/fine_objection.yml", "add", "subtract", "2031-03-01"),
    ],
)
def test_a_last_day_is_counted_as_it_is_written(small_site, fine, file, old, new, last_day):
    """A source that was read says from when its number holds; one that was only seen holds for earlier days too."""
    path = small_site / "content" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    rules = read(small_site, SMALL_DAY).compiled.checker
    answers = {"letters.fine": "yes", "fine_date": fine}

    assert dates(Engine(rules, SMALL_DAY.isoformat()), answers)["fine_objection"] == last_day


def test_an_outcome_can_depend_on_who_it_is_for_and_on_what_cannot_go_together():
    """Also by way of one constraint after the other: what one answer rules out says something of the next."""
    checker = copy.deepcopy(engine_of("small").checker)
    fine = checker["outcomes"]["fine"]
    mine = {"letters.fine", "letters.warning", "fine_amount"}
    assert _support(checker, "fine") == mine

    fine["scope"] = {"fact": "letter_date", "present": True}
    assert _support(checker, "fine") == {*mine, "letter_date"}

    checker["constraints"]["letter"] = {"facts": ["letter_date", "at_school"], "never": YES}
    assert _support(checker, "fine") == {*mine, "letter_date", "at_school", "permit"}


def test_a_number_may_be_absent(small_site):
    """Where a question says so, it is one of the answers that there are: rules go on as if there was none."""
    path = small_site / "content" / "checker" / "questions" / "fine_amount.yml"
    path.write_text(path.read_text(encoding="utf-8") + "may_be_absent: Ohne\n", encoding="utf-8")
    rules = read(small_site, SMALL_DAY).compiled.checker

    assert [rules["facts"][fact]["domain"][-1] for fact in ("fine_amount", "permit")] == [
        "absent",
        "work",
    ]


def test_a_day_stands_behind_the_one_it_is_counted_from():
    """In whatever order they are written: each is worked out when the one before it is."""
    written = {
        "last": {"start": "second"},
        "second": {"start": "first"},
        "first": {"start": "fact"},
    }

    assert [*_in_order(written)] == ["first", "second", "last"]


def test_what_counts_from_a_day_of_another_is_shown_without_a_day():
    """A last day that is counted from another day is never left out because that one is not shown."""
    checker = copy.deepcopy(engine_of("small").checker)
    checker["deadlines"]["appeal"] = {**checker["deadlines"]["fine_objection"], "start": "exam"}
    del checker["deadlines"]["appeal"]["unsure"]
    engine = Engine(checker, SMALL_DAY.isoformat())

    assert dates(engine, {"letters.fine": "yes"})["appeal"] == ""
    shown = dates(engine, {"letters.fine": "yes", "letter_date": "2031-01-01"})
    assert shown["appeal"] == "2034-01-31"


@pytest.mark.parametrize(
    ("rules", "value"),
    [
        ({"until": "2031-05-31"}, "no_version"),
        ({"from": "2031-06-02"}, "no_version"),
        ({"until": "2031-06-01"}, "warned"),
        ({"until": "2031-05-31", "chain": ["new"]}, "none"),
        ({"until": "2031-05-31", "chain": ["fine_old"]}, "no_version"),
    ],
)
def test_a_rule_that_ended_is_never_silently_left_out(rules, value, calculator):
    """Where it would hold nobody knows the answer; where it would not, and where others follow, all is as before."""
    checker = copy.deepcopy(engine_of("small").checker)
    checker["rules"]["fine_warned"].update(rules)
    rule = {"value": "warned", "when": {"any": []}, "unless": []}
    checker["rules"]["new"] = {**rule, "from": "2031-06-01", "until": None}
    checker["rules"]["fine_old"] = {**rule, "from": "2021-01-01", "until": "2031-05-31"}
    engine = Engine(checker, SMALL_DAY.isoformat())
    warned = {"letters.fine": "no", "letters.warning": "yes"}
    some = [warned, {**warned, "letters.warning": "no"}, {"letters.fine": "no"}]

    found = [decide(engine, "fine", answers) for answers in some]

    assert found == [value, "none", "none" if value == "none" else "unknown"]
    script = """([checker, on, some]) => {
        const engine = new mionido.Engine(checker, on);
        return some.map((answers) => mionido.decide(engine, "fine", answers));
    }"""
    assert calculator.evaluate(script, [checker, engine.on, some]) == found


def test_the_most_urgent_group_is_asked_first(engine):
    """What is asked can change something in the first group that is open, or is a day of one before it."""
    chooser, groups = random.Random(12), list(engine.checker["groups"].values())
    goals = list(engine.checker["outcomes"])
    for _ in range(15):
        answers: dict[str, str] = {}
        while fact := next_question(engine, answers, [], goals):
            undecided = {goal for goal in goals if decide(engine, goal, answers) == "unknown"}
            place = next((n for n, each in enumerate(groups) if undecided & {*each}), len(groups))
            days = starts_of(engine, groups[: place + 1])
            wanted = groups[place] if place < len(groups) else []
            assert fact in days or any(matters(engine, goal, answers, fact) for goal in wanted)
            answers[fact] = chooser.choice(domain(engine, fact, answers))


def starts_of(engine: Engine, groups: list[list[str]]) -> set[str]:
    """Return the facts at which the days of these groups start."""
    outcomes = set(itertools.chain.from_iterable(groups))
    found: set[str] = set()
    for deadline in engine.checker["deadlines"].values():
        if outcomes & deadline["when"].keys():
            found |= {deadline["start"], deadline.get("unsure", "")}
    return found


def test_about_how_many_questions_are_left_is_counted_to_nothing(engine):
    """It is none when nothing is asked, and else at least one; a question with several answers counts once."""
    chooser = random.Random(13)
    goals = list(engine.checker["outcomes"])
    for _ in range(5):
        answers: dict[str, str] = {}
        while fact := next_question(engine, answers, [], goals):
            assert 1 <= questions_left(engine, answers, [], goals) <= 40
            answers[fact] = chooser.choice(domain(engine, fact, answers))
        assert questions_left(engine, answers, [], goals) == 0


def test_all_ticks_of_a_question_count_as_one():
    """A fine: the letters in one question, then its sum and its date; who has none hears no more."""
    engine = engine_of("small")
    fined = {"letters.fine": "yes", "letters.warning": "no"}

    assert together_with(engine, "letters.warning") == ["letters.fine", "letters.warning"]
    assert [walk_length(engine, {}, [], ["fine"], place) for place in (0, 1, 2)] == [3, 1, 1]
    assert questions_left(engine, {}, [], ["fine"]) == 2
    assert questions_left(engine, fined, [], ["fine"]) == 2


@pytest.fixture
def twin(engine, browser):
    """Return a page of the real browser with evaluate.js and these rules in it."""
    page = browser.new_page()
    page.add_script_tag(content=joined())
    yield with_rules(page, engine)
    page.close()


def with_rules(page: Page, engine: Engine) -> Page:
    """Give a page the rules it will be asked about."""
    page.evaluate(
        "([c, on]) => { globalThis.engine = new mionido.Engine(c, on); }",
        [engine.checker, engine.on],
    )
    return page


def test_the_browser_decides_as_python_does(engine, twin):
    """evaluate.js gives the same values in a hundred thousand situations, with answers missing and days in part."""
    chooser = random.Random(6)
    names = list(engine.checker["outcomes"])
    for name in names:
        facts = engine.checker["outcomes"][name]["facts"]
        cases = [some_answers(engine, facts, chooser) for _ in range(COMPARED // len(names) + 1)]
        script = "([o, cases]) => cases.map((a) => mionido.decide(engine, o, a))"
        theirs = twin.evaluate(script, [name, cases])
        for value, answers in zip(theirs, cases, strict=True):
            assert value == decide(engine, name, answers), (name, answers)


def test_the_browser_gives_the_same_reasons_gaps_questions_and_dates(engine, twin):
    """What stands beside a value is the same in both engines too."""
    chooser = random.Random(7)
    goals = list(engine.checker["outcomes"])
    cases = [some_answers(engine, list(engine.checker["facts"]), chooser) for _ in range(25)]
    script = """([cases, goals]) => cases.map((a) => [
        goals.map((o) => ["because", "basis", "missing"].map((name) => mionido[name](engine, o, a))),
        mionido.nextQuestion(engine, a, [], goals), mionido.questionsLeft(engine, a, [], goals),
        mionido.dates(engine, a), mionido.contradictions(engine, a)])"""
    assert twin.evaluate(script, [cases, goals]) == [
        [
            [[because(engine, o, a), basis(engine, o, a), missing(engine, o, a)] for o in goals],
            next_question(engine, a, [], goals),
            questions_left(engine, a, [], goals),
            dates(engine, a),
            contradictions(engine, a),
        ]
        for a in cases
    ]


@pytest.mark.parametrize("engine", ["real"], indirect=True)
def test_a_phone_works_out_little_for_who_does_not_know(engine, twin):
    """Nearly every way to answer is still open, and few of them can make a difference to what is asked."""
    script = """(answers) => {
        for (const goal in engine.checker.outcomes) mionido.missing(engine, goal, answers);
        return [...engine.memory.values()].reduce((sum, each) => sum + each.size, 0);
    }"""
    assert 1000 < twin.evaluate(script, {"permit_date": "2026-10-01"}) < 250_000


def test_a_domain_holds_a_day_on_each_side_of_every_date_in_the_rules(engine):
    """What is enumerated stands for every day there is: all rules treat a day as they treat one in the domain."""
    for fact in engine.edges:
        tests = Diagrams(engine).compared[fact]
        days = [each for each in domain(engine, fact, {}) if each != "absent"]
        alike = {tuple(compare(engine, day, test) for test in tests) for day in days}
        for offset in range(0, 40_000, 13):
            day = shift("1920-01-01", offset)
            if (engine.checker["facts"][fact]["past"] and day > engine.on) or contradictions(
                engine, {fact: day}
            ):
                continue
            assert tuple(compare(engine, day, test) for test in tests) in alike, (fact, day)


def test_part_of_a_date_is_every_day_in_it(engine):
    """A month or year is decided as all its days together, never as its first."""
    chooser = random.Random(8)
    for name, outcome in engine.checker["outcomes"].items():
        dated = [fact for fact in outcome["facts"] if fact in engine.edges]
        for _ in range(10 if dated else 0):
            answers = random_situation(engine, outcome["facts"], chooser)
            fact = chooser.choice(dated)
            if answers[fact] == "absent":
                continue
            month = answers[fact][:7]
            first, last = span(month)
            days = [day for day in (shift(first, n) for n in range(31)) if day <= last]
            if engine.checker["facts"][fact]["past"]:
                days = [day for day in days if day <= engine.on]
            admitted = [day for day in days if not contradictions(engine, {**answers, fact: day})]
            values = {verdict(engine, name, {**answers, fact: day}) for day in admitted}
            if values:
                assert possible(engine, name, {**answers, fact: month}) == values, (
                    name,
                    answers,
                    fact,
                )


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-60, 60))
def test_adding_months_keeps_the_day_or_takes_the_last_one(day, months):
    """A term ends on the same day of the month, or on the last day of a month that is too short."""
    end = date.fromisoformat(add(day.isoformat(), months, "months"))

    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end.day < day.day and (end + timedelta(days=1)).day == 1)


@given(st.lists(st.dates(date(1990, 1, 1), date(2090, 1, 1)), min_size=1, max_size=20))
def test_the_browser_moves_days_as_python_does(calculator, days):
    """Both engines find the same day, whatever the unit."""
    written = [day.isoformat() for day in days]

    for length, unit in ((3, "years"), (-6, "months"), (6, "weeks"), (16, "age"), (-40, "days")):
        assert calculator.evaluate(
            f"days => days.map((day) => mionido.add(day, {length}, '{unit}'))", written
        ) == [add(day, length, unit) for day in written]


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2024-02-28", "2027-02-28"),
        ("2024-02-29", "2027-02-28"),
        ("2024-03-01", "2027-03-01"),
        ("2023-06-15", "2026-06-15"),
    ],
)
def test_three_years_around_a_leap_day(day, end):
    """A term that begins on 29 February ends on 28 February."""
    assert add(day, 3, "years") == end


def test_before_the_law_there_is_no_answer(engine):
    """On a day for which no version of the rules is known the checker says so, and never uses another version."""
    early = Engine(engine.checker, "1999-01-01")
    assert all(decide(early, name, {}) == "no_version" for name in engine.checker["outcomes"])


def engine_of_rules(facts: dict, rules: dict, asked: list[str]) -> Engine:
    """Return a law of one outcome, which has the rules asked of those that there are."""
    always = {"unless": [], "from": "2031-01-01", "until": None}
    outcome = {"scope": None, "rules": asked, "values": asked, "otherwise": "none"}
    checker = {
        "facts": {name: {"effort": 0, "sensitive": 0, **fact} for name, fact in facts.items()},
        "pinned": [],
        "groups": {},
        "constraints": {},
        "rules": {name: {"value": name, **always, **rule} for name, rule in rules.items()},
        "outcomes": {"o": {**outcome, "from": "2031-01-01", "facts": [*facts], "open": [*facts]}},
        "deadlines": {},
    }
    return Engine(checker, "2031-06-01")


def test_an_outcome_may_have_more_values_than_the_alphabet_has_letters():
    """Thirty answers that each give a value of their own: every result has a name in the drawing."""
    answers = [f"answer{number}" for number in range(30)]
    rules = {answer: {"when": {"fact": "x", "is": answer}} for answer in answers}
    facts = {"x": {"type": "one_of", "domain": answers}}

    picture = picture_of(graph_of(engine_of_rules(facts, rules, answers), "o"))

    names = [dot.name for dot in picture.dots if dot.is_result]
    assert names == [*ascii_uppercase, "AA", "AB", "AC", "AD"]


def test_who_knows_a_year_is_not_taken_for_who_may_have_no_day():
    """Both leave the same comparison open; what was worked out for one is not said to the other."""
    day = {"days": ["2031-03-01"], "ago": [], "absent": 1, "past": 0, "domain": []}
    facts = {"y": {"type": "yes_no", "domain": ["yes", "no"]}, "x": {"type": "date", **day}}
    rules = {
        "early": {"when": {"fact": "x", "before": "2031-03-01"}},
        "late": {"when": {"fact": "x", "from": "2031-03-01"}},
    }
    engine = engine_of_rules(facts, rules, [*rules])

    assert possible(engine, "o", {"y": "yes"}) == {"early", "late", "none"}
    assert possible(engine, "o", {"y": "yes", "x": "2031"}) == {"early", "late"}


def test_what_is_open_of_an_exception_counts_too():
    """Two rules wait for exceptions of another outcome, and what is known of these joins them."""
    facts = {name: {"type": "yes_no", "domain": ["yes", "no"]} for name in "vwyz"}
    w, y, z = ({"fact": name, "is": "yes"} for name in "wyz")
    rules = {
        "second": {"when": w, "unless": ["some"]},
        "first": {"when": w, "unless": ["both"]},
        "both": {"when": {"all": [y, z]}},
        "some": {"when": {"any": [{"not": y}, z]}},
    }
    engine = engine_of_rules(facts, rules, ["second", "first"])

    assert possible(engine, "o", {"w": "yes"}) == {"second", "first", "none"}
    other = {"v": "no", "w": "yes", "y": "yes"}
    assert possible(engine, "o", other) == {"second", "none"}


def functions_of(path: Path) -> list[str]:
    """Return the functions and classes of a module of the engine in their order, as Python would call them."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return [
            node.name
            for node in ast.parse(text).body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        ]
    names = DECLARED.findall(text)
    return [
        name if name[0].isupper() else re.sub("[A-Z]", lambda big: f"_{big[0].lower()}", name)
        for name in names
    ]


def test_the_twins_have_the_same_functions_in_the_same_order():
    """File for file, so that who changes one engine finds the place in the other."""
    scripts = [path for path in SCRIPTS.glob("*.js") if path.name != "library.js"]
    reached = {"ask.py"}
    for _ in scripts:
        codes = [(SCRIPTS / name).read_text("utf-8") for name in reached]
        reached |= {f"{name}.py" for code in codes for name in USED.findall(code)} - WITHOUT_TWIN

    assert {path.with_suffix(".py").name for path in scripts} == reached, (
        "all that asking a question needs"
    )
    for path in scripts:
        twin = path.with_suffix(".py")
        assert path.read_text("utf-8").startswith(f"// The twin of {twin.name}")
        assert functions_of(path) == functions_of(twin), path.name


def test_modules_that_are_joined_declare_each_name_once_and_import_what_is_there():
    """They share one scope, in which a second function of the same name would silently replace the first."""
    for files in (sorted(SCRIPTS.glob("*.js")), imported(SCREEN)):
        names = [name for path in files for name in LEFT_EDGE.findall(path.read_text("utf-8"))]
        assert [name for name, number in Counter(names).items() if number > 1] == []
        taken = {
            name.strip()
            for path in files
            for names in IMPORTED.findall(path.read_text("utf-8"))
            for name in names.split(",")
        }
        assert taken <= {*names}
    assert {*imported(SCREEN)} >= {*SCRIPTS.glob("*.js")}


def test_no_script_is_left_that_no_page_loads():
    """Each belongs to one that a page asks for by its address, or that comes with the page."""
    overrides = ROOT / "overrides"
    entries = {path for paths in LOADED.values() for path in paths}
    loaded = [overrides / path for path in (*entries, WORKS, FINDS_THE_SITE)]
    reached = {path for entry in loaded for path in imported(entry)}
    assert {*(overrides / "components").rglob("*.js")} <= reached


def test_the_script_of_the_checker_is_small():
    """As it is sent: engine and screen in one, with short names and no comments."""
    assert len(gzip.compress(small(joined_modules(SCREEN)).encode())) <= 10_400


def test_a_phone_gets_the_words_of_the_checker_in_small_parts(built_site):
    """What asks, and what the result says, each at most 28 KB as it is sent, in every language."""
    for page in built_site.glob("*/checker.html"):
        html = page.read_text(encoding="utf-8")
        asks = re.findall(
            r"<template.*?</template>|<script[^>]* data-checker>.*?</script>", html, re.S
        )
        says = page.with_name("checker-result.js").read_bytes()
        assert len(gzip.compress("".join(asks).encode())) <= 28 * 1024
        assert len(gzip.compress(says)) <= 28 * 1024


def test_the_package_brings_its_scripts_along(tmp_path):
    """Who installs the wheel gets the twin too."""
    built = run("hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=ROOT)

    assert built.returncode == 0, built.stderr
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    assert {f"mionido/checker/{path.name}" for path in SCRIPTS.glob("*.js")} <= {*names}
