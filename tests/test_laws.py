"""Random small laws of days, ticks and limits, beside every situation one by one, worked out without the engine."""

import calendar
import itertools
import math
import random
from datetime import date
from typing import Any

import pytest

from conftest import SMALL_DAY
from mionido.checker.ask import next_question, questions_left, walk_length
from mionido.checker.compile import (
    NEVER,
    _days,
    _fact,
    _lengths,
    _support,
    comparisons,
    compile_checker,
    turning,
)
from mionido.checker.compiled import Condition
from mionido.checker.deadlines import dates, is_certain, is_shown, start_of
from mionido.checker.decide import contradictions, decide, domain, possible
from mionido.checker.engine import Engine
from mionido.checker.explain import basis, because, matters, missing
from mionido.checker.graph import Compiled, Graph, Node, admissible, count_situations
from mionido.checker.rules import applies, holds
from mionido.model.checker import Condition as Written

ON = "2031-06-01"
# On which comparisons turn: in the middle of a month, of a year, not far from today, and after it.
TURNS = ["2030-02-10", "2030-02-20", "2030-09-01", "2031-05-20", ON, "2031-08-15"]
AGO = [(6, "months"), (1, "years"), (2, "weeks"), (10, "days"), (15, "months")]
ABSENT = "absent"
TICK = ["yes", "no"]
PARTS = ["2030", "2031", "2030-02", "2030-09", "2031-05", "2031-06", "2031-08"]
LAWS = 40
ASKED = 60  # sets of answers, of each law
WALKS = 30
LENGTH = 40  # days, of the reader's own day
Way = dict[str, str]


def after(day: str, number: int) -> str:
    """Return the day so many days later, by the calendar of Python."""
    ordinal = date.fromisoformat(day).toordinal() + number
    return date.fromordinal(ordinal).isoformat()


def ago(number: int, unit: str) -> str:
    """Return the day so long before today: all of these lengths end on a day that there is."""
    if unit in ("days", "weeks"):
        return after(ON, -number * (7 if unit == "weeks" else 1))
    year, month, day = map(int, ON.split("-"))
    months = year * 12 + month - 1 - number * (12 if unit == "years" else 1)
    return f"{months // 12}-{months % 12 + 1:02}-{day:02}"


LIMITS = {*TURNS, *itertools.starmap(ago, AGO), ON, *(f"{part}-01-01"[:10] for part in PARTS)}
DAYS = sorted({after(limit, step) for limit in LIMITS for step in (-1, 0, 1)})


def is_so(condition: Condition, way: Way) -> bool:
    """Whether a condition holds for whom everything is known."""
    match condition:
        case {"all": parts}:
            return all(is_so(part, way) for part in parts)
        case {"any": parts}:
            return any(is_so(part, way) for part in parts)
        case {"not": part}:
            return not is_so(part, way)
        case {"is": answer}:
            return way[condition["fact"]] == answer
        case {"present": _}:
            return way["day"] != ABSENT
    day = way["day"]
    if day == ABSENT:
        return False
    match condition:
        case {"from": limit}:
            return day >= limit
        case {"until": limit}:
            return day <= limit
        case {"before": limit}:
            return day < limit
        case {"after": limit}:
            return day > limit
        case {"ago": length}:
            return day <= ago(*length)
        case {"longer_ago": length}:
            return day < ago(*length)
    raise AssertionError(condition)


def random_condition(chooser: random.Random, depth: int) -> Condition:
    """Return a condition about the day and the ticks."""
    kind = chooser.choice(["all", "any", "not", "one", "one"]) if depth else "one"
    if kind != "one":
        parts = [random_condition(chooser, depth - 1) for _ in range(chooser.randint(1, 3))]
        return {"not": parts[0]} if kind == "not" else {kind: parts}
    if chooser.random() < 0.3:
        return {"fact": chooser.choice(["one", "two"]), "is": "yes"}
    compared = chooser.choice(["from", "until", "before", "after", "ago", "longer_ago", "present"])
    if compared in ("ago", "longer_ago"):
        return {"fact": "day", compared: chooser.choice(AGO)}
    return {"fact": "day", compared: compared == "present" or chooser.choice(TURNS)}


def random_law(chooser: random.Random) -> dict[str, Any]:
    """Return a law with an outcome of three rules, a limit, and a day of the reader."""
    names = ["a", "b", "c"]
    rules = {
        name: {
            "value": name,
            "when": random_condition(chooser, 2),
            "unless": names[:place],
            "from": "",
            "until": None,
        }
        for place, name in enumerate(names)
    }
    scope = random_condition(chooser, 1) if chooser.random() < 0.3 else None
    never = {"all": [{"fact": "one", "is": "yes"}, random_condition(chooser, 0)]}
    limits = {"limit": {"never": never, "facts": ["one", "two", "day"]}}
    whole = [*(rule["when"] for rule in rules.values()), never, *([scope] if scope else [])]
    compared = [part for each in whole for part in comparisons(each) if part["fact"] == "day"]
    about = {"effort": 0, "sensitive": 0}
    day = {"days": _days(compared), "ago": _lengths(compared), "absent": 1}
    tick = {"type": "yes_no", **about, "domain": TICK}
    facts = {
        "one": tick,
        "day": {"type": "date", **about, "domain": [], **day, "past": chooser.randint(0, 1)},
        "two": tick,
    }
    outcome = {"scope": scope, "rules": names, "values": names, "otherwise": "d", "from": ""}
    term = {"start": "day", "opens": 0, "sign": 1, "unit": "days", "values": [("", LENGTH)]}
    return {
        "facts": facts,
        "pinned": [],
        "constraints": limits if chooser.random() < 0.5 else {},
        "rules": rules,
        "groups": {"g": ["o"]},
        "outcomes": {"o": {**outcome, "facts": [*facts]}},
        "deadlines": {
            name: {**term, "lost": lost, "when": {"o": chooser.sample([*names, "d"], 2)}}
            for name, lost in (("lost", 1), ("kept", 0))
        },
    }


class Situations:
    """All ways to answer the questions of a random law that can be, each with its value."""

    def __init__(self, law: dict[str, Any]) -> None:
        """Go through them."""
        self.law, is_past = law, law["facts"]["day"]["past"]
        days = [ABSENT, *(day for day in DAYS if not is_past or day <= ON)]
        ways = (
            {"one": one, "day": day, "two": two} for one in TICK for day in days for two in TICK
        )
        limits = [each["never"] for each in law["constraints"].values()]
        admitted = [way for way in ways if not any(is_so(never, way) for never in limits)]
        self.said = [(way, self._value(way)) for way in admitted]

    def _value(self, way: Way) -> str:
        outcome, rules = self.law["outcomes"]["o"], self.law["rules"]
        if outcome["scope"] and not is_so(outcome["scope"], way):
            return "not_applicable"
        held: set[str] = set()
        for name in outcome["rules"]:  # each is set aside by those before it that hold
            if is_so(rules[name]["when"], way) and not held & {*rules[name]["unless"]}:
                held.add(name)
        return next(iter(sorted(held)), "d")

    def left(self, answers: Way) -> list[tuple[Way, str]]:
        """Return those that these answers leave; a day may be known in part."""
        return [
            (way, value)
            for way, value in self.said
            if all(way[fact].startswith(answer) for fact, answer in answers.items())
        ]

    def changing(self, answers: Way) -> list[str]:
        """Return the facts in which two of these differ, and in the value, and in nothing else."""
        found = []
        for fact in ("one", "day", "two"):
            values: dict[tuple[str, ...], set[str]] = {}
            for way, value in self.left(answers):
                rest = tuple(answer for name, answer in way.items() if name != fact)
                values.setdefault(rest, set()).add(value)
            if any(len(some) > 1 for some in values.values()):
                found.append(fact)
        return found

    def days(self, answers: Way) -> Way:
        """Return the reader's days: of a right that can be lost, also one that only can be theirs."""
        left, found = self.left(answers), {}
        for name, term in self.law["deadlines"].items():
            mine = [value in term["when"]["o"] for _, value in left]
            if answers.get("day") == ABSENT or not (any(mine) if term["lost"] else all(mine)):
                continue
            if ends := dict.fromkeys(after(day, LENGTH) for day in self._ends(answers)):
                found[name] = "/".join(ends)
            elif term["lost"]:
                found[name] = ""
        return found

    def _ends(self, answers: Way) -> list[str]:
        """Return the first and last day that an answer can mean."""
        answer = answers.get("day", "")
        if not answer:
            return []
        year, month = int(answer[:4]), int(answer[5:7] or 12)
        last = f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"
        first, last = f"{answer}-01-01"[:10], last if len(answer) < len(ON) else answer
        return [first, min(last, ON) if self.law["facts"]["day"]["past"] and first <= ON else last]


ANSWERS = [
    {fact: answer for fact, answer in zip(("one", "day", "two"), each, strict=True) if answer}
    for each in itertools.product([None, *TICK], [None, ABSENT, *PARTS, *DAYS[::2]], [None, *TICK])
]
ASK = """([checker, on, some]) => {
    const engine = new mionido.Engine(checker, on);
    return some.map((answers) => [
        mionido.decide(engine, "o", answers), mionido.missing(engine, "o", answers),
        mionido.dates(engine, answers), mionido.contradictions(engine, answers),
        [...mionido.possible(engine, "o", answers)].sort()]);
}"""


@pytest.mark.parametrize("number", range(LAWS))
def test_days_known_in_part_are_exact_in_both_engines(number, calculator):
    """What is said, what is missing, and the reader's days: as all situations have it that are left."""
    law = random_law(random.Random(number))
    every = Situations(law)
    engine = Engine(Compiled(law, ON).checker, ON)
    possible_answers = [each for each in ANSWERS if every.left(each)]
    asked, mine = random.Random(number).sample(possible_answers, ASKED), []
    for answers in asked:
        values = {value for _, value in every.left(answers)}
        decided = next(iter(values)) if len(values) == 1 else "unknown"
        expected = [decided, every.changing(answers), every.days(answers), []]
        mine.append([*expected, sorted(values)])
        assert possible(engine, "o", answers) == values, (law, answers)
        assert [
            decide(engine, "o", answers),
            missing(engine, "o", answers),
            dates(engine, answers),
            contradictions(engine, answers),
        ] == expected, (law, answers)
        reason = {fact: answers[fact] for fact in because(engine, "o", answers)}
        assert not reason or {value for _, value in every.left(reason)} == values
        assert decided != "unknown" or not reason
        named = basis(engine, "o", answers)
        assert {*named} == ({decided} if decided in law["rules"] else set())
    assert calculator.evaluate(ASK, [engine.checker, ON, asked]) == mine


APPLIES = """([checker, on, name, some]) => {
    const engine = new mionido.Engine(checker, on);
    return some.map((answers) => mionido.applies(engine, name, answers));
}"""


def test_a_rule_is_open_only_while_its_own_condition_is(calculator):
    """One that fails is not, whatever its exceptions are; one that holds is as open as these."""
    law = random_law(random.Random(1))
    law["rules"]["b"] |= {"when": {"fact": "two", "is": "yes"}, "unless": ["a"]}
    law["rules"]["a"] |= {"when": {"fact": "one", "is": "yes"}}
    said = {("no", None): False, ("yes", None): None, ("yes", "yes"): False, ("yes", "no"): True}
    some = [{"two": two, **({"one": one} if one else {})} for two, one in said]
    engine = Engine(law, ON)

    assert [applies(engine, "b", answers) for answers in some] == [*said.values()]
    assert calculator.evaluate(APPLIES, [law, ON, "b", some]) == [*said.values()]


FACTS = ["a", "b", "c", "d", "ticks.x", "ticks.y", "day", "later"]
GROUPS = {"first": ["o1", "o2"], "second": ["o3"], "third": ["o4"]}


def law_to_ask(chooser: random.Random) -> dict[str, Any]:
    """Return a law of several outcomes, groups and days, some of its questions harder than others."""
    always = {"from": "", "until": None}
    rules, outcomes = {}, {}
    for number, name in enumerate(("o1", "o2", "o3", "o4")):
        for value in ("yes", "no"):
            parts = [
                {"fact": chooser.choice(FACTS[:6]), "is": chooser.choice(TICK)} for _ in range(3)
            ]
            parts += [{"outcome": f"o{number}", "is": "yes"}] * (number > 1)
            some = chooser.sample(parts, 2)
            when = {chooser.choice(["all", "any"]): [some[0], {"not": some[1]}]}
            unless = [f"{name}_yes"] if value == "no" else []
            rules[f"{name}_{value}"] = {"value": value, "when": when, "unless": unless, **always}
        mine = [f"{name}_yes", f"{name}_no"]
        values = {"values": ["yes", "no"], "otherwise": "other"}
        outcomes[name] = {"scope": None, "rules": mine, **values, "from": "", "facts": []}
    facts = {
        name: {
            "type": "yes_no",
            "effort": chooser.randint(0, 2),
            "sensitive": chooser.randint(0, 1),
            "domain": [*TICK, "maybe"] if chooser.random() < 0.5 and "." not in name else TICK,
        }
        for name in FACTS
    }
    if chooser.random() < 0.5:
        facts["d"]["asked_if"] = {"fact": "a", "is": "yes"}
    for name in ("day", "later"):
        facts[name] |= {"type": "date", "domain": [], "days": [], "ago": [], "absent": 1, "past": 0}
    term = {"opens": 0, "sign": 1, "unit": "days", "values": [("", 30)]}
    deadlines = {
        name: {
            **term,
            "start": start,
            "lost": lost,
            "when": dict.fromkeys(when, chooser.choice(["yes", "no"])),
        }
        for name, start, lost, when in (
            ("kept", "day", 0, chooser.sample([*outcomes], 2)),
            ("lost", "later", 1, chooser.sample([*outcomes], 1)),
            ("both", chooser.choice(["day", "later"]), 1, chooser.sample([*outcomes], 2)),
        )
    }
    for each in deadlines.values():
        each["when"] = {outcome: [value] for outcome, value in each["when"].items()}
    if deadlines["both"]["start"] == "later" and chooser.random() < 0.5:
        deadlines["both"]["unsure"] = "day"
    law = {
        "facts": facts,
        "pinned": chooser.sample(FACTS[:6], chooser.randint(0, 2)),
        "constraints": {},
        "rules": rules,
        "groups": GROUPS,
        "outcomes": outcomes,
        "deadlines": deadlines,
    }
    for name, outcome in outcomes.items():
        support = _support(law, name)
        outcome["facts"] = [fact for fact in facts if fact in support]
    return law


def to_ask(engine: Engine, answers: Way, skipped: list[str], goals: list[str]) -> str | None:
    """Return what is to be asked next, without any of the shortcuts by which the engine finds it."""
    facts, deadlines = engine.checker["facts"], engine.checker["deadlines"].values()
    free = [
        name
        for name, fact in facts.items()
        if name not in answers
        and name not in skipped
        and ("asked_if" not in fact or holds(engine, fact["asked_if"], answers) is True)
    ]
    starts = [(each, start_of(engine, each, answers)) for each in deadlines]
    for group in GROUPS.values():
        mine = [goal for goal in goals if goal in group]
        wanted = {fact: sum(matters(engine, goal, answers, fact) for goal in mine) for fact in free}
        open_ = [fact for fact in free if wanted[fact]]
        open_.sort(key=lambda f: (-wanted[f], facts[f]["effort"], facts[f]["sensitive"]))
        days = [
            start
            for each, start in starts
            if {*each["when"]} <= {*goals} and {*each["when"]} & {*group}
            if start in free and is_shown(engine, each, answers)
        ]
        pinned = [fact for fact in engine.checker["pinned"] if fact in open_]
        if first := [*pinned, *open_, *days]:
            return first[0]
    sure = [each for each in deadlines if each["lost"] and is_certain(engine, each, answers)]
    return next((each["start"] for each in sure if each["start"] in free), None)


def walked(engine: Engine, answers: Way, skipped: list[str], goals: list[str], place: int) -> int:
    """Return how many questions come for who always gives the first, middle or last answer."""
    known, count = dict(answers), 0
    while fact := to_ask(engine, known, skipped, goals):
        count += 1
        for tick in ("x", "y") if fact.startswith("ticks") else ("",):
            name = f"ticks.{tick}" if tick else fact
            if name not in known:
                given = domain(engine, name, known)
                at = -1 if tick == "y" else [0, len(given) // 2, -1][place]
                known[name] = given[at]
    return count


NEXT = """([checker, on, goals, some]) => {
    const engine = new mionido.Engine(checker, on);
    return some.map(([answers, skipped]) => [
        mionido.nextQuestion(engine, answers, skipped, goals) ?? null,
        mionido.questionsLeft(engine, answers, skipped, goals),
        [0, 1, 2].map((place) => mionido.walkLength(engine, answers, skipped, goals, place))]);
}"""


@pytest.mark.parametrize("number", range(WALKS))
def test_what_is_asked_next_is_what_matters_most_in_both_engines(number, calculator):
    """The most urgent group first; there what is pinned, what most goals need, what is easy; then days."""
    chooser = random.Random(number)
    engine = Engine(Compiled(law_to_ask(chooser), ON).checker, ON)
    goals = sorted(chooser.sample([*engine.checker["outcomes"]], chooser.randint(1, 4)))
    asked, mine = [], []
    for _ in range(4):
        answers, skipped = {}, []
        while True:
            fact = next_question(engine, answers, skipped, goals)
            assert fact == to_ask(engine, answers, skipped, goals), (engine.checker, answers)
            walks = [walk_length(engine, answers, skipped, goals, place) for place in (0, 1, 2)]
            assert walks == [walked(engine, answers, skipped, goals, each) for each in (0, 1, 2)]
            left = questions_left(engine, answers, skipped, goals)
            assert left == math.ceil(sum(walks) / 3)
            asked.append([dict(answers), [*skipped]])
            mine.append([fact, left, walks])
            if fact is None:
                break
            if chooser.random() < 0.2:
                skipped.append(fact)
            else:
                answers[fact] = chooser.choice(domain(engine, fact, answers))
    assert calculator.evaluate(NEXT, [engine.checker, ON, goals, asked]) == mine


# Days and numbers on which a graph turns, which of them go one way, and how these are written: first and last, or open.
SPANS = [
    (["2030-01-01"], ["2029-12-31"], [(None, "2029-12-31")]),
    (["2030-01-01"], ["2030-01-01"], [("2030-01-01", None)]),
    (["2030-01-01"], ["2029-12-31", "2030-01-01", "absent"], [(None, None)]),
    (["2030-01-01"], ["absent"], []),
    (["2030-01-01"], ["absent", "2030-01-01"], [("2030-01-01", None)]),
    (
        ["2030-01-01", "2030-02-01"],
        ["2029-12-31", "2030-02-01"],
        [(None, "2029-12-31"), ("2030-02-01", None)],
    ),
    (["2030-01-01", "2030-02-01"], ["2030-01-01", "2030-02-01"], [("2030-01-01", None)]),
    (["2030-01-01", "2030-02-01"], ["2029-12-31", "2030-01-01"], [(None, "2030-01-31")]),
]
RANGES = [
    (["0", "10", "20"], ["0"], [(0, 9)]),
    (["0", "10", "20"], ["20", "10"], [(10, None)]),
    (["0", "10", "20"], ["absent", "0", "20"], [(0, 9), (20, None)]),
    (["0", "10", "20"], ["0", "10"], [(0, 19)]),
    (["0", "9", "10"], ["9", "10"], [(9, None)]),
    (["0", "9", "10"], ["9"], [(9, 9)]),
]


def graph_with(edges: list[str]) -> Graph:
    """Return a graph of a question and a second one behind its first answer."""
    nodes = (Node("y", ((("1",), "a"), (("2",), "b"))), Node("x", ((("1",), 0), (("2",), "b"))))
    return Graph("o", nodes, 1, 4, {"x": edges})


@pytest.mark.parametrize(("edges", "group", "spans"), SPANS)
def test_days_that_go_one_way_are_written_as_few_spans(edges, group, spans):
    """Neighbours are one; before the first day, and after the last, it is open."""
    assert graph_with(edges).days("x", tuple(group)) == spans


@pytest.mark.parametrize(("edges", "group", "ranges"), RANGES)
def test_numbers_that_go_one_way_are_written_as_few_ranges(edges, group, ranges):
    """In their order, neighbours as one; the last one is open."""
    assert graph_with(edges).numbers("x", tuple(group)) == ranges


def test_what_can_follow_is_met_in_the_order_of_the_answers():
    """Each value once, behind all questions."""
    graph = graph_with([])
    assert [graph.values(at) for at in (1, 0, "b")] == [["a", "b"], ["a", "b"], ["b"]]


def test_situations_of_facts_that_no_limit_joins_are_counted_apart():
    """As many as there are one by one, also where two limits join three facts."""
    law = law_to_ask(random.Random(1))
    yes = [{"fact": fact, "is": "yes"} for fact in ("a", "b", "c", "d")]
    law["facts"] = {name: {**fact, "domain": TICK} for name, fact in law["facts"].items()}
    for limits in ((), (yes[:2],), (yes[:2], yes[1:3]), (yes[:2], yes[2:])):
        law["constraints"] = {
            str(number): {"never": {"all": parts}, "facts": [part["fact"] for part in parts]}
            for number, parts in enumerate(limits)
        }
        engine = Engine(law, ON)
        for facts in (["a", "b", "c", "d"], ["a", "c"], ["b"], ["ticks.x", "a", "b"]):
            every = itertools.product(TICK, repeat=len(facts))
            ways = [dict(zip(facts, each, strict=True)) for each in every]
            right = [
                way
                for way in ways
                if not any(all(way.get(p["fact"]) == "yes" for p in parts) for parts in limits)
            ]
            assert count_situations(engine, facts) == len(right)
            assert [*admissible(engine, facts)] == right


@pytest.mark.parametrize(
    ("values", "answer", "days"),
    [
        ([("", 10)], "2030-05", "2030-05-11/2030-06-10"),
        # From the first day on the length is another: that day, and not the one before, has it.
        ([("", 10), ("2030-05-01", 20)], "2030-05", "2030-05-21/2030-06-20"),
        ([("", 10), ("2030-05-31", 1)], "2030-05", "2030-05-11/2030-06-09"),
        ([("", 10), ("2030-05-31", 100)], "2030-05", "2030-05-11/2030-09-08"),
        ([("", 90), ("2030-05-15", 1)], "2030-05", "2030-05-16/2030-08-12"),
        ([("", 10), ("2030-06-01", 90)], "2030-05", "2030-05-11/2030-06-10"),
        ([("", 10), ("2030-05-15", None)], "2030-05", "2030-05-11/2030-05-24"),
        ([("2030-05-20", 10)], "2030-05", "2030-05-30/2030-06-10"),
        ([("", 10), ("2030-05-15", 90)], "2030-05-14", "2030-05-24"),
        ([("", 10), ("2030-05-15", 90)], "2030-05-15", "2030-08-13"),
        ([("", None)], "2030-05", None),
    ],
)
def test_the_ends_of_a_term_whose_length_changes_in_both_engines(values, answer, days, calculator):
    """The first and last end that there are, whichever day of the part it starts on."""
    law = law_to_ask(random.Random(1))
    law["deadlines"]["kept"] |= {"when": {}, "values": values}
    kept = law["deadlines"]["kept"]
    law["deadlines"] = {"kept": kept, "next": {**kept, "start": "kept", "values": [("", 0)]}}
    engine = Engine(law, ON)
    expected = dict.fromkeys(("kept", "next"), days) if days else {}

    assert dates(engine, {"day": answer}) == expected
    asked = [engine.checker, ON, {"day": answer}]
    script = "([checker, on, given]) => mionido.dates(new mionido.Engine(checker, on), given)"
    assert calculator.evaluate(script, asked) == expected


@pytest.mark.parametrize("lost", [0, 1])
def test_a_day_of_two_outcomes_is_the_readers_if_both_are(lost, calculator):
    """Surely, if both surely are; possibly, if both can be. Each of them alone is not enough."""
    law = law_to_ask(random.Random(1))
    rule = {"value": "yes", "unless": [], "from": "", "until": None}
    law["rules"] = {
        name: {**rule, "when": {"fact": fact, "is": "yes"}}
        for name, fact in (("p", "a"), ("q", "b"))
    }
    for name, outcome in (("p", "o1"), ("q", "o2")):
        law["outcomes"][outcome] |= {"rules": [name], "facts": ["a" if name == "p" else "b"]}
    law["outcomes"] = {name: law["outcomes"][name] for name in ("o1", "o2")}
    term = {
        "start": "day",
        "opens": 0,
        "lost": lost,
        "sign": 1,
        "unit": "days",
        "values": [("", 1)],
    }
    law["deadlines"] = {"both": {**term, "when": {"o1": ["yes"], "o2": ["yes"]}}}
    engine, day = Engine(law, ON), {"day": "2030-01-01"}
    some = [
        {**day, **{fact: answer for fact, answer in zip("ab", each, strict=True) if answer}}
        for each in itertools.product([None, "yes", "no"], repeat=2)
    ]
    expected = [
        {"both": "2030-01-02"} if "no" not in each.values() and (lost or len(each) == 3) else {}
        for each in some
    ]

    assert [dates(engine, each) for each in some] == expected
    script = """([checker, on, some]) => {
        const engine = new mionido.Engine(checker, on);
        return some.map((given) => mionido.dates(engine, given));
    }"""
    assert calculator.evaluate(script, [law, ON, some]) == expected


BASES = [  # rules (name, value, condition), answers, and the rules that are named
    ("one of two that can be", [("p", "x", "a"), ("q", "x", "not a")], {}, ["p", "q"]),
    ("the one that holds", [("p", "x", "a"), ("q", "x", "not a")], {"a": "yes"}, ["p"]),
    (
        "the one that holds, not one that can",
        [("p", "x", "a"), ("q", "x", "b")],
        {"a": "yes"},
        ["p"],
    ),
    ("both that hold", [("p", "x", "a"), ("q", "x", "a")], {"a": "yes"}, ["p", "q"]),
    ("one that cannot be is not", [("p", "x", "b"), ("q", "x", "any")], {"b": "no"}, ["q"]),
    ("not if it is not known", [("p", "x", "a"), ("q", "y", "not a")], {}, []),
    (
        "not one that cannot be, of two that are open",
        [("p", "x", "a"), ("q", "x", "not a"), ("r", "x", "a and b")],
        {"b": "no"},
        ["p", "q"],
    ),
]
CONDITIONS = {
    "a": {"fact": "a", "is": "yes"},
    "b": {"fact": "b", "is": "yes"},
    "not a": {"not": {"fact": "a", "is": "yes"}},
    "any": {"all": []},
    "a and b": {"all": [{"fact": "a", "is": "yes"}, {"fact": "b", "is": "yes"}]},
}


@pytest.mark.parametrize(
    ("rules", "answers", "named"), [each[1:] for each in BASES], ids=[each[0] for each in BASES]
)
def test_the_rules_that_a_value_rests_on_are_named_in_both_engines(
    rules, answers, named, calculator
):
    """Those that hold; else those that still can."""
    law = law_to_ask(random.Random(1))
    always = {"unless": [], "from": "", "until": None}
    law["rules"] = {
        name: {"value": value, "when": CONDITIONS[when], **always} for name, value, when in rules
    }
    lapsed = {"value": "x", "when": CONDITIONS["any"], **always, "until": "2000-01-01"}
    law["rules"]["lapsed"] = lapsed
    mine = {"rules": [*law["rules"]], "facts": ["a", "b"], "otherwise": "x"}
    law["outcomes"] = {"o": {**law["outcomes"]["o1"], **mine}}
    law["deadlines"] = {}
    script = """([checker, on, given]) => {
        const engine = new mionido.Engine(checker, on);
        return [mionido.basis(engine, "o", given), mionido.because(engine, "o", given)];
    }"""
    engine = Engine(law, ON)
    reason = because(engine, "o", answers)

    assert basis(engine, "o", answers) == named
    assert calculator.evaluate(script, [law, ON, answers]) == [named, reason]


def test_a_day_to_come_of_what_is_past_is_taken_for_its_first(calculator):
    """Who says of a letter that it came in a month that has not begun is not left without any answer."""
    law = law_to_ask(random.Random(1))
    law["facts"]["day"] |= {"past": 1, "days": ["2031-08-15"]}
    script = """([checker, on, part]) =>
        mionido.domain(new mionido.Engine(checker, on), "day", part ? { day: part } : {})"""
    for part, expected in (
        ("2031-08", ["2031-08-01"]),
        ("2031", ["2031-01-01"]),
        ("2031-06", ["2031-06-01"]),
        ("", ["2031-08-14", "absent"]),
    ):
        assert domain(Engine(law, ON), "day", {"day": part} if part else {}) == expected
        assert calculator.evaluate(script, [law, ON, part]) == expected


def test_what_is_typed_as_a_day_is_one_of_the_calendar_or_nothing(calculator):
    """A year alone, a month, or a day that there is; from 1900 to 2999."""
    typed = [
        (year, month, day)
        for year in (1899, 1900, 2023, 2024, 2999, 3000)
        for month in range(14)
        for day in (0, 1, 28, 29, 30, 31, 32)
    ]

    def said(year: int, month: int, day: int) -> str | None:
        if not 1900 <= year <= 2999 or (day and not month):
            return None
        try:
            whole = date(year, month or 1, day or 1).isoformat()
        except ValueError:
            return None
        return whole[: 10 if day else 7 if month else 4]

    script = "typed => typed.map(([year, month, day]) => mionido.isoDay(year, month, day))"
    assert calculator.evaluate(script, typed) == [said(*each) for each in typed]


BEFORE_ALL = date(2020, 1, 1)  # of no number of the small law a value is known


def test_what_needs_a_number_that_nobody_knows_says_nothing(built_small):
    """An outcome whose scope compares with it has no version; a limit forbids nothing by it."""
    site = built_small.loaded.site
    since = Written.model_validate({"fact": "letter_date", "ago": {"parameter": "exam_term"}})
    early = {"in_force_from": date(2000, 1, 1)}
    outcomes = {
        name: outcome.model_copy(update={**early, "scope": since if name == "fine" else None})
        for name, outcome in site["checker/outcomes"].items()
    }
    limits = {
        name: limit.model_copy(update={"never": since})
        for name, limit in site["checker/constraints"].items()
    }
    records = {**site.records, "checker/outcomes": outcomes, "checker/constraints": limits}
    law = compile_checker(site.model_copy(update={"records": records}), BEFORE_ALL)

    assert {name: each["from"] for name, each in law["outcomes"].items()} == {
        **dict.fromkeys(outcomes, "2000-01-01"),
        "fine": NEVER,
    }
    assert [each["never"] for each in law["constraints"].values()] == [{"any": []}]
    assert decide(Engine(law, BEFORE_ALL.isoformat()), "fine", {}) == "no_version"


def test_all_that_is_written_of_a_rule_and_a_question_is_compiled(built_small):
    """Its time, the rules before and after it, when it is asked, how hard that is, and each day compared with."""
    site = built_small.loaded.site
    rules, questions = site["checker/rules"], {**site["checker/questions"]}
    first, second, third, *_ = rules
    written = {
        first: {"followed_by": (second,), "in_force_until": date(2031, 6, 30)},
        second: {"followed_by": (third,)},
    }
    rules = {name: each.model_copy(update=written.get(name, {})) for name, each in rules.items()}
    only_fined = Written.model_validate({"fact": "at_school", "is": "yes"})
    asked = questions["permit"].model_copy(update={"asked_if": only_fined})
    questions["permit"] = asked
    in_scope = Written.model_validate({"fact": "letter_date", "from": date(1999, 1, 1)})
    never = Written.model_validate({"fact": "letter_date", "before": date(1998, 1, 1)})
    outcomes = {**site["checker/outcomes"]}
    outcomes["fine"] = outcomes["fine"].model_copy(update={"scope": in_scope})
    limits = {
        name: each.model_copy(update={"never": never})
        for name, each in site["checker/constraints"].items()
    }
    records = {
        **site.records,
        "checker/rules": rules,
        "checker/questions": questions,
        "checker/outcomes": outcomes,
        "checker/constraints": limits,
    }
    site = site.model_copy(update={"records": records})
    law, early = (compile_checker(site, day) for day in (SMALL_DAY, BEFORE_ALL))

    assert law["rules"][first]["until"] == "2031-06-30"
    chains = [{*law["rules"][name].get("chain", ())} for name in (first, second, third)]
    assert chains == [{second, third}, {first, third}, {first, second}]
    assert early["rules"]["fine_too_high"]["from"] == NEVER != law["rules"]["fine_too_high"]["from"]
    assert law["facts"]["permit"]["asked_if"] == {"fact": "at_school", "is": "yes"}
    assert {"1998-01-01", "1999-01-01"} <= {*law["facts"]["letter_date"]["days"]}
    assert law["promises"].keys() == site["checker/promises"].keys()
    efforts = {
        "you": 0,
        "your_choice": 0,
        "document": 1,
        "register": 2,
        "authority": 3,
        "expert": 3,
    }
    for level, effort in efforts.items():
        question = asked.model_copy(update={"known_from": level})
        assert _fact("permit", question, [])["effort"] == effort


def test_a_fact_is_told_apart_where_its_own_comparisons_turn(built_small):
    """Numbers of another question are no limit of it, and each list of days is joined with what there is."""
    question = built_small.loaded.site["checker/questions"]["fine_amount"]
    compared = [{"fact": "fine_amount", "at_least": 300}, {"fact": "other", "at_least": 7}]
    assert _fact("fine_amount", question, compared)["domain"][:2] == ["0", "300"]

    day = {"type": "date", "days": ["2031-02-01"], "ago": [(1, "years", 0)]}
    more = [
        {"fact": "day", "from": "2031-01-01"},
        {"fact": "day", "ago": (2, "weeks")},
        {"fact": "day", "longer_ago": (2, "weeks")},
    ]
    assert turning(day, more) == {
        "type": "date",
        "days": ["2031-01-01", "2031-02-01"],
        "ago": [(1, "years", 0), (2, "weeks", 0), (2, "weeks", 1)],
    }
    number = {"type": "number", "domain": ["0", "9"]}
    assert turning(number, [{"at_least": 4}, {"at_least": 9}])["domain"] == ["0", "9", "4"]
    assert turning({"type": "yes_no", "domain": TICK}, more) == {"type": "yes_no", "domain": TICK}
