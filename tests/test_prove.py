"""The proofs: they hold for both laws, and each is seen to fail where it must."""

import copy
import itertools
import json
import random
from datetime import date

import pytest
import yaml

from conftest import ROOT, SMALL_DAY, SMALL_EPOCH, SMALL_SITE, run
from mionido.checker.decide import possible
from mionido.checker.engine import Engine
from mionido.checker.explain import missing
from mionido.checker.graph import admissible, graphs_of
from mionido.checker.prove import readers, rules
from mionido.checker.prove.diagrams import Diagrams
from mionido.checker.prove.law import Law
from mionido.checker.rules import applies, holds, verdict
from mionido.commands.report import PROOFS, as_markdown, proof_report
from mionido.project import Project, read
from mionido.read.memory import Memory

BROKEN = yaml.safe_load((ROOT / "tests" / "proofs.yml").read_text(encoding="utf-8"))
OF_THE_PROGRAM = {"P7", "P12", "P14"}  # no law breaks these; a mistake in the program does


@pytest.mark.parametrize(
    ("root", "epoch"), [(ROOT, None), (SMALL_SITE, SMALL_EPOCH)], ids=["real", "small"]
)
def test_the_rules_are_proven_today(root, epoch):
    """All proofs go through, so nothing is published for which one does not."""
    result = run("mionido", "prove", "--json", cwd=root, epoch=epoch)
    report = json.loads(result.stdout)
    assert {
        name: proof["failures"] for name, proof in report["proofs"].items() if not proof["holds"]
    } == {}
    assert (list(report["proofs"]), report["holds"], result.returncode) == (PROOFS, True, 0)
    assert {outcome["title"] for outcome in report["outcomes"] if not outcome["articles"]} == set()


@pytest.fixture(scope="module")
def proven(built_small: Project) -> Memory:
    """Return what there is to remember of the small law, of which all was proven."""
    assert proof_report(built_small).holds
    return built_small.memory


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case['proof']}: {case['name']}")
def test_a_proof_fails_for_a_broken_law(small_site, proven, case):
    """Each finds the mistake it is there for, and says which; also where the law was proven before."""
    for name, replacements in case.get("change", {}).items():
        path = small_site / name
        text = path.read_text("utf-8")
        for old, new in replacements.items():
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")
    for name, text in case.get("add", {}).items():
        (small_site / name).parent.mkdir(parents=True, exist_ok=True)
        (small_site / name).write_text(text, "utf-8")

    project = read(small_site, SMALL_DAY, memory=proven)
    report = proof_report(project)

    lines = as_markdown(report, project.written).splitlines()
    start = next(
        n for n, line in enumerate(lines) if line.startswith(f"- **FAILS** {case['proof']}:")
    )
    failures = itertools.takewhile(lambda line: line.startswith("  - "), lines[start + 1 :])
    assert any(case["says"] in line for line in failures), report.proofs[case["proof"]]
    assert not report.holds


def test_a_word_beside_an_outcome_is_part_of_what_is_proven(small_site, proven):
    """P16 fails when a value comes to be called "ask", in the same rules."""
    case = next(case for case in BROKEN if case["proof"] == "P16")
    outcomes = [small_site / name for name in case["change"] if name.endswith("outcome.yml")]
    for name, replacements in case["change"].items():
        text = (small_site / name).read_text("utf-8")
        for old, new in replacements.items():
            text = text.replace(old, new, 1)
        (small_site / name).write_text(text, "utf-8")
    for name, text in case["add"].items():
        (small_site / name).write_text(text, "utf-8")
    asks = {path: path.read_text("utf-8") for path in outcomes}
    for path, text in asks.items():
        path.write_text(text.replace("    label: ask\n", ""), "utf-8")
    assert proof_report(read(small_site, SMALL_DAY, memory=proven)).proofs["P16"] == []

    for path, text in asks.items():
        path.write_text(text, "utf-8")
    assert proof_report(read(small_site, SMALL_DAY, memory=proven)).proofs["P16"]


def test_what_is_remembered_of_proofs_is_what_is_found(small_site, proven):
    """Of a law with mistakes too: the same report from what was found before, and without it."""
    path = small_site / "content" / "checker" / "must-pass" / "rules" / "must_pass.yml"
    path.write_text(path.read_text("utf-8").replace("unless: [exempt_at_school]\n", ""), "utf-8")

    first = proof_report(read(small_site, SMALL_DAY, memory=proven))
    again = proof_report(read(small_site, SMALL_DAY, memory=proven))

    assert not first.holds
    assert again == first == proof_report(read(small_site, SMALL_DAY))


def test_each_proof_is_seen_to_fail():
    """By a broken law, or by a broken program in this file."""
    assert {case["proof"] for case in BROKEN} | OF_THE_PROGRAM == {*PROOFS}
    assert not {case["proof"] for case in BROKEN} & OF_THE_PROGRAM


def test_the_report_names_the_file_the_situation_and_what_to_do(small_site):
    """A lawyer reads which file and which answers; the command says that it failed."""
    path = small_site / "content" / "checker" / "must-pass" / "rules" / "must_pass.yml"
    path.write_text(path.read_text("utf-8").replace("unless: [exempt_at_school]\n", ""), "utf-8")

    result = run("mionido", "prove", cwd=small_site, epoch=SMALL_EPOCH)

    assert result.returncode == 1
    assert "**FAILS** P2" in result.stdout
    where = "content/checker/must-pass/rules/must_pass.yml"
    what = "exempt_at_school and must_pass hold together and say different things"
    assert (
        f"{where}: {what}: Gehen Sie zur Schule? Ja\n"
        "  - What to do: let one rule set the other aside" in result.stdout
    )


@pytest.fixture(scope="module")
def small(built_small: Project) -> Engine:
    """Return the rules of the small law."""
    return Engine(built_small.compiled.checker, SMALL_DAY.isoformat())


def test_pages_that_say_something_else_are_found(small):
    """P7: the graphs are those of other rules."""
    checker = copy.deepcopy(small.checker)
    checker["rules"]["must_pass"]["when"] = {"fact": "permit", "is": "asylum"}

    found = [*rules.pages_agree(Diagrams(Engine(checker, small.on)), graphs_of(small))]

    assert found[0].record == "outcomes/must-pass"
    assert found[0].situation == {"permit": "family", "at_school": "no"}
    assert [*rules.pages_agree(Diagrams(small), graphs_of(small))] == []


@pytest.mark.parametrize(
    "break_it",
    [
        lambda facts: facts["letter_date"]["days"].append("2030-05-05"),
        lambda facts: facts["fine_amount"]["domain"].append("500"),
    ],
)
def test_days_and_numbers_on_which_nothing_turns_are_found(small, break_it):
    """P12: an edge too many."""
    checker = copy.deepcopy(small.checker)
    break_it(checker["facts"])

    assert [*rules.answers_turn_where_they_should(Diagrams(Engine(checker, small.on)))]
    assert [*rules.answers_turn_where_they_should(Diagrams(small))] == []


def test_terms_that_end_on_a_wrong_day_are_found(small, monkeypatch):
    """P12: months are not thirty days."""
    monkeypatch.setattr(rules, "add", lambda day, length, unit: rules.shift(day, 30 * length))
    assert [*rules.answers_turn_where_they_should(Diagrams(small))]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (
            lambda engine, answers: {},
            "fine_objection can be the reader's last day, and is not shown",
        ),
        (
            lambda engine, answers: {"fine_objection": "2099-01-01"},
            "fine_objection can be earlier than it is shown",
        ),
        (
            lambda engine, answers: {"fine_objection": ""},
            "fine_objection is shown without its day, which is known",
        ),
    ],
)
def test_a_last_day_that_is_hidden_or_too_late_is_found(small, monkeypatch, wrong, says):
    """P14: an engine that says nothing, something later, or not what it knows."""
    diagrams = Diagrams(small)
    assert [*readers.readers_of_deadline(diagrams, "fine_objection")] == []

    monkeypatch.setattr(readers, "dates", wrong)

    found = [*readers.readers_of_deadline(diagrams, "fine_objection")]
    assert says in {failure.what for proof, failure in found if proof == "P14"}


def test_a_day_that_is_the_readers_in_any_case_and_hidden_is_found(small, monkeypatch):
    """P15: also one after which no right is lost."""
    monkeypatch.setattr(readers, "dates", lambda engine, answers: {})
    found = [*readers.readers_of_deadline(Diagrams(small), "exam")]
    assert {proof for proof, _ in found} == {"P15"}


def test_nobody_without_a_next_step_is_missed(small, monkeypatch):
    """P15: an outcome that is not known, and neither asks for an answer nor leads anywhere."""
    monkeypatch.setattr(readers, "missing", lambda engine, name, answers: [])

    left = [*readers.readers_of_outcome(Diagrams(small), Law(), "fee")]
    led = [*readers.readers_of_outcome(Diagrams(small), Law(has_next=frozenset(["fee"])), "fee")]

    assert [failure.what for _, failure in left] == ["fee is not known, and nobody says what to do"]
    assert led == []


def test_reasons_that_are_not_enough_are_found(small, monkeypatch):
    """P13: an engine that names one answer too few."""
    monkeypatch.setattr(readers, "because", lambda engine, name, answers: [])
    found = [*readers.readers_of_outcome(Diagrams(small), Law(has_next=frozenset(["fee"])), "fee")]
    assert {proof for proof, _ in found} == {"P13"}


def test_a_diagram_says_what_the_rules_say_in_every_situation(small):
    """By listing them one by one: rules, conditions, outcomes, and what can be."""
    diagrams = Diagrams(small)
    every = [*admissible(small, diagrams.facts)]
    assert len(every) == 120
    for answers in every:
        for name in small.checker["outcomes"]:
            said = diagrams.values(diagrams.real(diagrams.outcome(name)), answers)
            assert said == {verdict(small, name, answers)}
        for name, rule in small.checker["rules"].items():
            assert diagrams.values(diagrams.applies(name), answers) == {
                applies(small, name, answers)
            }
            assert diagrams.values(diagrams.holds(rule["when"]), answers) == {
                holds(small, rule["when"], answers)
            }


def test_a_diagram_knows_who_cannot_be(small):
    """A pupil with a permit to work, which a constraint excludes."""
    diagrams = Diagrams(small)
    pupil = {"permit": "work", "at_school": "yes"}

    assert diagrams.values(diagrams.real(diagrams.outcome("fee")), pupil) == set()
    assert diagrams.values(diagrams.outcome("fee"), pupil) == {"not_applicable"}


def test_readers_know_little_or_much_and_a_day_in_part(small):
    """The situations of the random proofs: an empty one, years and months, and answers left out."""
    chooser = random.Random(1)
    diagrams = Diagrams(small)
    seen = []
    for _ in range(60):
        whole = diagrams.situation(diagrams.can_be, value=True, choose=chooser.choice)
        for answers in readers.as_they_answer(small, whole, diagrams.facts, chooser):
            seen.append(answers)
            for name in small.checker["outcomes"]:
                assert verdict(small, name, whole) in possible(small, name, answers)

    assert {len(answers.get("letter_date", "")) for answers in seen} >= {0, 4, 7, 10}
    assert {fact for answers in seen for fact in answers} == {*diagrams.facts}
    assert min(map(len, seen)) <= 1


def test_what_was_worked_out_for_one_reader_is_right_for_all_who_leave_the_same_open(small):
    """The engine keeps it by what is open, also of days known in part, and of what cannot be."""
    chooser = random.Random(2)
    diagrams = Diagrams(small)
    said = {name: diagrams.real(diagrams.outcome(name)) for name in small.checker["outcomes"]}
    engine = Engine(small.checker, small.on)
    for _ in range(60):
        whole = diagrams.situation(diagrams.can_be, value=True, choose=chooser.choice)
        for answers in readers.as_they_answer(small, whole, diagrams.facts, chooser):
            for name in said:
                assert possible(engine, name, answers) == diagrams.values(said[name], answers)
                missing_of_one = missing(Engine(small.checker, small.on), name, answers)
                assert missing(engine, name, answers) == missing_of_one


def test_an_example_is_small_and_enough(small):
    """What a lawyer reads of a situation: no answer that could be left out."""
    diagrams = Diagrams(small)
    said = diagrams.real(diagrams.outcome("fee"))

    example = diagrams.example(said, "paid")

    assert example == {"permit": "family", "at_school": "no"}
    assert diagrams.values(said, example) == {"paid"}
    assert diagrams.example(said, "never") is None


def test_the_day_of_a_law_that_ends_is_looked_at_with_its_own_numbers(small_site):
    """P18 compiles the rules anew for the day after: here the law is in order, so it holds."""
    path = small_site / "content" / "checker" / "must-pass" / "rules" / "must_pass.yml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("in_force_from:", "in_force_until: 2031-12-31\nin_force_from:"), "utf-8"
    )

    report = proof_report(read(small_site, date(2031, 6, 1)))

    assert report.proofs["P18"] == []
