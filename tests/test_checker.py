"""The checker: the reference against brute force, the browser's twin against the reference, and dates."""

import functools
import itertools
import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, SMALL_DAY, SMALL_SITE
from mionido.build import read
from mionido.checker import evaluate
from mionido.checker.export import parts

EVALUATE_JS = ROOT / "overrides" / "assets" / "evaluate.js"
SITES = {"small": (SMALL_SITE, SMALL_DAY), "real": (ROOT, date(2026, 11, 23))}
MOST_SITUATIONS = 30_000  # of an outcome; beyond this a fixed random sample of as many, where not all are needed


@functools.cache
def checker_of(name: str) -> dict:
    """Return the compiled checker of a site."""
    root, today = SITES[name]
    built = read(root, today)
    assert not built.failed
    return built.source.checker


@pytest.fixture(params=SITES)
def checker(request) -> dict:
    """Return the rules of the small and of the real site."""
    return checker_of(request.param)


@pytest.fixture
def on(request) -> str:
    """Return a day on which these rules are in force."""
    return SITES[request.node.callspec.params["checker"]][1].isoformat()


@pytest.fixture(autouse=True)
def remembered(monkeypatch):
    """Let the reference remember what it worked out, so that every situation can be compared in reasonable time."""
    for name in ("verdict", "possible"):
        monkeypatch.setattr(evaluate, name, remember(getattr(evaluate, name)))


def remember(function):
    """Return `function` with a memory of its results for the answers that matter to the outcome."""
    seen: dict = {}

    def with_memory(outcome, checker, answers, on):
        facts = checker["outcomes"][outcome]["facts"]
        key = (id(checker), outcome, on, *map(answers.get, facts))
        if key not in seen:
            seen[key] = function(outcome, checker, answers, on)
        return set(seen[key]) if isinstance(seen[key], set) else seen[key]

    return with_memory


def every_situation(checker: dict, outcome: str, *, with_unknown: bool) -> Iterator[dict[str, str]]:
    """Yield every set of answers that this outcome tells apart; `evaluate.js` is given them in the same order."""
    facts = checker["outcomes"][outcome]["facts"]
    domains = [checker["facts"][fact]["domain"] + ([None] if with_unknown else []) for fact in facts]
    for answers in itertools.product(*domains):
        yield {fact: answer for fact, answer in zip(facts, answers, strict=True) if answer is not None}


def situations(checker: dict, outcome: str, *, with_unknown: bool) -> list[dict[str, str]]:
    """Return every situation of an outcome, or a fixed random sample where they are too many."""
    every = list(every_situation(checker, outcome, with_unknown=with_unknown))
    return every if len(every) <= MOST_SITUATIONS else random.Random(len(every)).sample(every, MOST_SITUATIONS)


def test_every_full_situation_has_exactly_one_value(checker, on):
    """Rules never leave a gap, and two rules that hold at once always agree (or one sets the other aside)."""
    for name, outcome in checker["outcomes"].items():
        rules = outcome["rules"]
        for answers in situations(checker, name, with_unknown=False):
            value = evaluate.verdict(name, checker, answers, on)
            holding = {checker["rules"][r]["value"] for r in rules if evaluate.applies(r, checker, answers, on)}
            assert len(holding) <= 1, (name, answers, holding)
            assert value not in (None, "no_version"), (name, answers)
            assert holding or outcome["otherwise"] or value == "not_applicable", (name, answers)


def test_every_rule_and_value_can_happen(checker, on):
    """No rule is dead: each one decides some situation."""
    for name, outcome in checker["outcomes"].items():
        cases = situations(checker, name, with_unknown=False)
        for rule in outcome["rules"]:
            assert any(evaluate.applies(rule, checker, answers, on) for answers in cases), rule


def test_unknown_is_said_only_if_two_completions_disagree(checker, on):
    """A result is exact: it is definite exactly if all completions of the missing answers give it."""
    chooser = random.Random(1)
    for name, outcome in checker["outcomes"].items():
        cases = situations(checker, name, with_unknown=True)
        for answers in chooser.sample(cases, min(len(cases), 60)):
            open_facts = [fact for fact in outcome["facts"] if fact not in answers]
            domains = [checker["facts"][fact]["domain"] for fact in open_facts]
            completions = itertools.product(*domains)
            values = {
                evaluate.verdict(name, checker, {**answers, **dict(zip(open_facts, each, strict=True))}, on)
                for each in itertools.islice(completions, 20_000)
            }

            assert values <= evaluate.possible(name, checker, answers, on), (name, answers)
            if len(values) > 1:
                assert evaluate.decide(name, checker, answers, on) == "unknown"


def test_reasons_are_sufficient_and_shortest(checker, on):
    """The answers given as reason force the value, and no smaller part of them does."""
    chooser = random.Random(2)
    for name in checker["outcomes"]:
        cases = situations(checker, name, with_unknown=True)
        for answers in chooser.sample(cases, min(len(cases), 150)):
            value = evaluate.decide(name, checker, answers, on)
            reason = {fact: answers[fact] for fact in evaluate.because(name, checker, answers, on)}
            if value == "unknown":
                assert reason == {}
                continue
            assert evaluate.possible(name, checker, reason, on) == {value}
            for fact in reason:
                fewer = {f: a for f, a in reason.items() if f != fact}
                assert evaluate.possible(name, checker, fewer, on) != {value}, (name, answers, fact)


def test_a_missing_fact_is_one_that_can_change_the_outcome(checker, on):
    """Nothing is open if nothing is missing, and the other way round."""
    chooser = random.Random(3)
    for name in checker["outcomes"]:
        cases = situations(checker, name, with_unknown=True)
        for answers in chooser.sample(cases, min(len(cases), 100)):
            is_open = evaluate.decide(name, checker, answers, on) == "unknown"
            assert bool(evaluate.missing(name, checker, answers, on)) == is_open, (name, answers)


def test_answering_questions_always_ends_with_every_outcome_known(checker, on):
    """A reader who knows everything is never left without a result, whatever the answers."""
    chooser = random.Random(4)
    for _ in range(200):
        answers: dict[str, str] = {}
        while fact := evaluate.next_question(checker, answers, [], on):
            answers[fact] = chooser.choice(checker["facts"][fact]["domain"])
        assert all(evaluate.decide(name, checker, answers, on) != "unknown" for name in checker["outcomes"])


@pytest.fixture
def engine(checker, browser):
    """Return a page of the real browser with evaluate.js and these rules in it."""
    page = browser.new_page()
    page.add_script_tag(path=str(EVALUATE_JS))
    page.evaluate("checker => { globalThis.checker = checker; }", checker)
    yield page
    page.close()


EVERY_VALUE = """([outcome, facts, domains, on]) => {
    const values = [];
    const walk = (depth, answers) => {
        if (depth === facts.length) { values.push(mionido.decide(outcome, checker, answers, on)); return; }
        for (const answer of domains[depth]) {
            walk(depth + 1, answer === null ? answers : { ...answers, [facts[depth]]: answer });
        }
    };
    walk(0, {});
    return values.join(" ");
}"""


def test_the_browser_decides_every_situation_as_python_does(checker, on, engine):
    """evaluate.js gives the same value in every situation there is, also with answers missing."""
    for name, outcome in checker["outcomes"].items():
        domains = [[*checker["facts"][fact]["domain"], None] for fact in outcome["facts"]]
        theirs = engine.evaluate(EVERY_VALUE, [name, outcome["facts"], domains, on]).split(" ")
        every = every_situation(checker, name, with_unknown=True)
        for value, answers in zip(theirs, every, strict=True):
            assert value == evaluate.decide(name, checker, answers, on), (name, answers)


def test_the_browser_gives_the_same_reasons_gaps_and_dates(checker, on, engine):
    """What stands beside a value is the same in both engines too."""
    chooser = random.Random(5)
    for name in checker["outcomes"]:
        some = chooser.sample(every := situations(checker, name, with_unknown=True), min(len(every), 100))
        script = """([o, cases, on]) => cases.map((a) => [
            mionido.because(o, checker, a, on), mionido.basis(o, checker, a, on), mionido.missing(o, checker, a, on),
            mionido.nextQuestion(checker, a, [], on), mionido.dates(checker, a, on)])"""
        assert engine.evaluate(script, [name, some, on]) == [
            [
                evaluate.because(name, checker, a, on),
                evaluate.basis(name, checker, a, on),
                evaluate.missing(name, checker, a, on),
                evaluate.next_question(checker, a, [], on),
                evaluate.dates(checker, a, on),
            ]
            for a in some
        ]


def test_a_domain_holds_a_day_on_each_side_of_every_date_in_the_rules(checker):
    """What is enumerated stands for every day there is."""
    tests = [rule["when"] for rule in checker["rules"].values()]
    compared = [
        part
        for test in tests
        for part in parts(test)
        if checker["facts"].get(part.get("fact"), {}).get("type") == "date"
    ]
    for fact in {part["fact"] for part in compared}:
        domain = [value for value in checker["facts"][fact]["domain"] if value != "absent"]
        for offset in range(-800, 8000, 7):
            day = (date(2012, 1, 1) + timedelta(days=offset)).isoformat()
            alike = [part for part in compared if part["fact"] == fact]
            signature = [evaluate.compare(day, part) for part in alike]
            assert any(signature == [evaluate.compare(value, part) for part in alike] for value in domain), (fact, day)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_adding_months_keeps_the_day_or_takes_the_last_one(day, months):
    """A term ends on the same day of the month, or on the last day of a month that is too short."""
    end = date.fromisoformat(evaluate.add(day.isoformat(), months, "months"))

    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end.day < day.day and (end + timedelta(days=1)).day == 1)


@given(st.lists(st.dates(date(1990, 1, 1), date(2090, 1, 1)), min_size=1, max_size=20))
def test_the_browser_adds_years_as_python_does(browser, days):
    """Both engines find the same last day."""
    page = browser.contexts[0].pages[0] if browser.contexts else browser.new_page()
    page.add_script_tag(path=str(EVALUATE_JS))
    written = [day.isoformat() for day in days]

    assert page.evaluate("days => days.map((day) => mionido.add(day, 3, 'years'))", written) == [
        evaluate.add(day, 3, "years") for day in written
    ]


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
    assert evaluate.add(day, 3, "years") == end


def test_before_the_law_there_is_no_answer(checker):
    """On a day for which no version of the rules is known the checker says so, and never uses another version."""
    assert all(evaluate.decide(name, checker, {}, "1999-01-01") == "no_version" for name in checker["outcomes"])
