"""The cases by which mutants.py notices a change, group by group; each raises where one comes out otherwise.

They are tests of this folder, called without pytest: the cheapest of those that hold the code of a group.
"""

import copy
import inspect
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import test_cases
import test_checker as checker
import test_comparisons
import test_laws
import test_problems
import test_prove as prove
import test_texts
import test_translations
from conftest import SMALL_DAY, copy_small_site
from mionido.check import lint
from mionido.checker.engine import Engine
from mionido.commands import report
from mionido.project import Project, read

REAL, SMALL = (each.project for each in test_cases.LAWS.values())
DAYS = [date(2023, 12, 30) + timedelta(days=number) for number in range(430)]
OF_READERS = {"P6", "P13", "P14", "P15"}  # proofs about who does not know everything
NOT_OF_RULES = {"P8", "P9", "P11", "P19"}  # proofs about texts, sources and cases


def texts() -> None:
    """Check translations, names and addresses."""
    lint.OF_CATALOG = tuple(
        vars(inspect.getmodule(each))[each.__name__] for each in lint.OF_CATALOG
    )
    test_translations.small().__dict__.pop("lexicons", None)
    for case in test_texts.CASES:
        words = {key: value for key, value in case.items() if key != "problems"}
        assert test_texts.checks(**words) == case.get("problems", [])
    for kind in test_texts.ADDRESSES:
        test_texts.test_an_address_leads_where_it_says_it_leads(kind)
    for kind in test_translations.ATTACKS:
        test_translations.test_a_reviewer_reads_what_an_attack_does(kind)
    for case in test_translations.NAMES:
        test_translations.test_a_name_holds_no_more_than_a_name(case)
    test_translations.test_what_is_right_is_left_in_peace()


def engine() -> None:
    """Compile the small law anew; ask it, random laws, and single conditions."""
    for name in ("rules", "compiled"):
        vars(SMALL).pop(name, None)
    for (example,) in rows(test_comparisons.EXAMPLES):
        test_comparisons.test_both_engines_compare_as_the_example_says(example, Twin())
    for name, case in rows(test_cases.CASES):
        if name == "the small site":
            test_cases.test_the_checker_says_what_the_case_says(name, case)
    checker.engine_of = engine_of
    ask_with(Twin())
    for test in (
        checker.test_every_situation_has_one_value_and_the_graph_gives_it,
        checker.test_unknown_is_said_only_if_two_completions_disagree,
        checker.test_what_can_be_is_among_all_that_is_possible,
        checker.test_reasons_are_sufficient_and_none_of_them_can_be_left_out,
        checker.test_a_rule_named_as_a_reason_can_hold,
        checker.test_a_missing_fact_is_one_that_can_change_the_outcome,
        checker.test_answering_questions_always_ends_with_every_outcome_known,
        checker.test_the_most_urgent_group_is_asked_first,
        checker.test_about_how_many_questions_are_left_is_counted_to_nothing,
        checker.test_a_domain_holds_a_day_on_each_side_of_every_date_in_the_rules,
        checker.test_part_of_a_date_is_every_day_in_it,
        checker.test_before_the_law_there_is_no_answer,
        prove.test_a_diagram_says_what_the_rules_say_in_every_situation,
    ):
        test(engine_of("small"))
    checker.test_all_ticks_of_a_question_count_as_one()
    checker.test_a_year_that_is_not_over_ends_today_where_days_are_past()
    checker.test_a_length_that_changes_inside_a_year_gives_the_days_there_are()
    checker.test_what_counts_from_a_day_of_another_is_shown_without_a_day()
    checker.test_an_outcome_may_have_more_values_than_the_alphabet_has_letters()
    checker.test_a_letter_with_a_date_has_a_last_day_whatever_else_is_not_known()


def ask_with(page: Any) -> None:
    """Ask both engines the same; the page has the one in JavaScript."""
    for number in range(test_laws.WALKS):
        test_laws.test_what_is_asked_next_is_what_matters_most_in_both_engines(number, page)
    for number in range(test_laws.LAWS):
        test_laws.test_days_known_in_part_are_exact_in_both_engines(number, page)
    checker.test_numbers_and_several_answers_are_exact_whatever_is_not_known(page)
    for rules, value in rows_of(checker.test_a_rule_that_ended_is_never_silently_left_out):
        checker.test_a_rule_that_ended_is_never_silently_left_out(rules, value, page)
    for day, end in rows_of(checker.test_three_years_around_a_leap_day):
        checker.test_three_years_around_a_leap_day(day, end)


def scripts(page: Any) -> None:
    """Ask the engine in JavaScript what the one in Python is asked; few situations of the real law."""
    for (example,) in rows(test_comparisons.EXAMPLES):
        test_comparisons.test_both_engines_compare_as_the_example_says(example, page)
    ask_with(page)
    checker.test_the_browser_moves_days_as_python_does.hypothesis.inner_test(page, DAYS)
    for name, checker.COMPARED in (("small", 400), ("real", 400)):
        for test in (
            checker.test_the_browser_gives_the_same_reasons_gaps_questions_and_dates,
            checker.test_the_browser_decides_as_python_does,
        ):
            rules = engine_of(name)
            test(rules, checker.with_rules(page, rules))


def proofs() -> None:
    """Prove what holds, and see each proof fail for the law that breaks it."""
    prove.test_pages_that_say_something_else_are_found(engine_of("small"))
    for (break_it,) in rows_of(prove.test_days_and_numbers_on_which_nothing_turns_are_found):
        prove.test_days_and_numbers_on_which_nothing_turns_are_found(engine_of("small"), break_it)
    for wrong, says in rows_of(prove.test_a_last_day_that_is_hidden_or_too_late_is_found):
        with pytest.MonkeyPatch.context() as patch:
            prove.test_a_last_day_that_is_hidden_or_too_late_is_found(
                engine_of("small"), patch, wrong, says
            )
    for test in (
        prove.test_terms_that_end_on_a_wrong_day_are_found,
        prove.test_a_day_that_is_the_readers_in_any_case_and_hidden_is_found,
        prove.test_nobody_without_a_next_step_is_missed,
        prove.test_reasons_that_are_not_enough_are_found,
    ):
        with pytest.MonkeyPatch.context() as patch:
            test(engine_of("small"), patch)
    for test in (
        prove.test_a_diagram_says_what_the_rules_say_in_every_situation,
        prove.test_a_diagram_knows_who_cannot_be,
        prove.test_readers_know_little_or_much_and_a_day_in_part,
        prove.test_an_example_is_small_and_enough,
        checker.test_a_rule_named_as_a_reason_can_hold,
        checker.test_a_domain_holds_a_day_on_each_side_of_every_date_in_the_rules,
    ):
        test(engine_of("small"))
    assert [*failures(SMALL)] == []
    for case, project in broken_laws():
        said = failures(project, case["proof"])
        assert any(proof == case["proof"] and case["says"] in line for proof, line in said), case


def failures(project: Project, proof: str = "") -> Iterator[tuple[str, str]]:
    """Yield what fails of the proofs about rules, or of the part of them to which one belongs."""
    rules = Engine(project.compiled.checker, project.today.isoformat())
    for part in report._parts(rules):
        is_of_readers = part.startswith((report.OUTCOME, report.DEADLINE))
        if part.startswith(report.ORDER) or (proof and is_of_readers != (proof in OF_READERS)):
            continue
        for name, failure in report._part(project, rules, part):
            if name != report.WARNING:
                line = report.in_words(report._with_file(failure, project), project.written)
                yield name, line


@cache
def broken_laws() -> list[tuple[dict[str, Any], Project]]:
    """Return each law of proofs.yml that breaks a proof about rules, read and compiled."""
    found = []
    for case in prove.BROKEN:
        if case["proof"] not in NOT_OF_RULES:
            with tempfile.TemporaryDirectory() as folder:
                root = test_problems.broken(case, copy_small_site(Path(folder) / "site"))
                project = read(root, SMALL_DAY)
                assert project.compiled.checker
                assert project.written
            found.append((case, project))
    return found


def engine_of(name: str) -> Engine:
    """Return the rules of a law as test_checker asks for them, without a memory."""
    rules = (SMALL if name == "small" else REAL).compiled.checker
    return Engine(copy.deepcopy(rules), checker.SITES[name].isoformat())


def rows_of(test: Any) -> list[tuple[Any, ...]]:
    """Return what a test is run with."""
    return rows(test.pytestmark[0].args[1])


def rows(values: list[Any]) -> list[tuple[Any, ...]]:
    """Return each of the rows as a tuple."""
    return [
        each
        if isinstance(each, tuple) and not hasattr(each, "values")
        else getattr(each, "values", (each,))
        for each in values
    ]


class Twin:
    """Stands in for a page with the engine in JavaScript where only that in Python is looked at."""

    def evaluate(self, script: str, given: Any) -> Any:
        """Return what is equal to whatever it is compared with."""
        return Anything()


class Anything:
    """Is equal to everything."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True
