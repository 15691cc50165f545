"""The cases by which mutants.py notices a change, group by group; each raises where one comes out otherwise.

They are tests of this folder, called without pytest: the cheapest of those that hold the code of a group.
"""

import copy
import inspect
import itertools
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

import test_attacks
import test_cases
import test_checker as checker
import test_comparisons
import test_laws
import test_problems
import test_prove as prove
import test_prove_parts
import test_texts
import test_translations
from conftest import SMALL_DAY, copy_small_site
from mionido.check import glossary, lint, shape, since
from mionido.check.draft import Draft
from mionido.checker.engine import Engine
from mionido.commands import report
from mionido.problems import Problem
from mionido.project import Project, read, read_project
from mionido.read.content import Loaded, load_site
from mionido.read.yamlfile import Loader
from mionido.translate.catalogs import Catalog

SMALL = test_cases.LAWS["the small site"].project
DAYS = [date(2023, 12, 30) + timedelta(days=number) for number in range(430)]
OF_READERS = {"P6", "P13", "P14", "P15"}  # proofs about who does not know everything
# The checks, by the names of what they find, whose sites are read again.
OF_WORDS = (
    "avoided-word",
    "duplicate",
    "inconsistent",
    "max-length",
    "one-name",
    "plurals",
    "same",
)
OF_WORDS += ("sentences", "term-name", "term-without-name", "two-places")
OF_A_FACT = (
    "address",
    "currency",
    "help",
    "host",
    "locale",
    "missing-place",
    "no-value",
    "plausible",
)
OF_A_FACT += ("publisher", "region", "unknown-key", "unused", "value")
OF_WORD_CHECKS = {"mionido.check.shape", "mionido.check.names", "mionido.check.glossary"}
OF_FACTS = {"mionido.check.addresses", "mionido.check.law", "mionido.check.jurisdiction"}
FOLDER = tempfile.TemporaryDirectory(prefix="mionido-mutants-")
NOT_OF_RULES = {"P8", "P9", "P11", "P19"}  # proofs about texts, sources and cases


def texts() -> None:
    """Check translations, names and addresses."""
    renew_lists()
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
    each_row(test_translations.test_a_star_stands_for_any_letters_or_none)
    test_translations.test_what_is_right_is_left_in_peace()


def words() -> None:
    """Look again at the shape of translations, and at the catalogs of each site with a mistake in its words."""
    renew_lists()
    test_texts.test_a_translation_has_the_shape_of_its_source()
    for kind in test_translations.ATTACKS:
        test_translations.test_a_reviewer_reads_what_an_attack_does(kind)
    test_translations.test_what_is_right_is_left_in_peace()
    each_row(test_translations.test_most_of_a_word_is_the_same_in_another_form)
    for draft, catalogs, said in sites_with_words():
        found = said_of_words(draft, catalogs)
        assert [(each, each.fix) for each in found] == [(each, each.fix) for each in said]


def facts() -> None:
    """Ask the checks of facts again what they said of each broken site, and of each change."""
    for kind in test_texts.ADDRESSES:
        test_texts.test_an_address_leads_where_it_says_it_leads(kind)
    each_row(test_attacks.test_a_host_is_known_by_its_whole_name)
    test_attacks.test_a_number_of_no_country_is_none()
    each_row(test_attacks.test_who_is_in_danger_is_sent_to_a_sure_number_only)
    for project, said in sites_with_facts():
        assert said_of_facts(project) == said
    for before, after, said in changed_sites():
        assert [*since.changed_without_source(before, after)] == said


def renew_lists() -> None:
    """Let the checks of translations be those that their modules have now."""
    for name in ("LEGIBLE", "OF_PAIRS", "OF_CATALOG"):
        setattr(lint, name, tuple(map(as_it_is, getattr(lint, name))))


def as_it_is(check: Any) -> Any:
    """Return a function as its module has it now."""
    return vars(inspect.getmodule(check))[check.__name__]


def said_of_words(draft: Draft, catalogs: list[Catalog]) -> list[Problem]:
    """Return what is said of the glossaries of a site, or else of its languages."""
    if problems := [*as_it_is(glossary.wrong_glossaries)(draft)]:
        return problems
    every = (*lint.OF_PAIRS, *lint.OF_CATALOG, shape.inconsistent_translations)
    checks = [as_it_is(each) for each in every if each.__module__ in OF_WORD_CHECKS]
    fresh = [replace(each, left_out=set()) for each in catalogs]  # also what was found before
    return [problem for each in fresh for check in checks for problem in check(draft, each)]


def said_of_facts(project: Project) -> list[Problem]:
    """Return what the checks of facts say of a site."""
    for checks in (lint.REFERENCES, lint.REST):
        mine = (as_it_is(each) for each in checks if each.__module__ in OF_FACTS)
        if problems := [problem for check in mine for problem in check(project.draft)]:
            return problems
    return []


@cache
def sites_with_words() -> list[tuple[Draft, list[Catalog], list[Problem]]]:
    """Return the small site, and each of problems/ with words that a catalog can lose, with what is said of it."""
    cases: list[dict[str, Any]] = [{}]
    for path in test_problems.CASES:
        text = path.read_text(encoding="utf-8")
        if any(f"[{name}]" in text for name in OF_WORDS):
            cases.append(yaml.load(text, Loader))
    found = []
    for project in (read_project(broken_site(case), SMALL_DAY) for case in cases):
        if project.draft.loaded.made:
            catalogs = [project.catalog(code)[0] for code in project.locales]
            found.append((project.draft, catalogs, said_of_words(project.draft, catalogs)))
    return found


@cache
def sites_with_facts() -> list[tuple[Project, list[Problem]]]:
    """Return each site of problems/ and attacks/facts.yml that can be read, with what the checks of facts say of it."""
    cases = [yaml.load(path.read_text(encoding="utf-8"), Loader) for path in test_problems.CASES]
    cases = [each for each in cases if any(f"[{name}]" in str(each) for name in OF_A_FACT)]
    for attack in (each.values[0] for each in test_attacks.FACTS):
        for value, said in attack["by"].items():
            if any(
                f"[{name}]" in str(said) for name in OF_A_FACT[1:]
            ):  # addresses are looked at above
                cases.append({"change": {attack["file"]: {attack["replace"]: value}}})
    sites = [read_project(broken_site(case), SMALL_DAY) for case in cases]
    return [(each, said_of_facts(each)) for each in sites if each.draft.loaded.made]


@cache
def changed_sites() -> list[tuple[Loaded, Loaded, list[Problem]]]:
    """Return the small site, and it with each change of attacks/since.yml, and what is said of that."""
    before, found = load_site(broken_site({}) / "content"), []
    for attack in (each.values[0] for each in test_attacks.SINCE):
        for value in attack["by"]:
            change = {"change": {attack["file"]: {attack["replace"]: value}}}
            after = load_site(broken_site(change) / "content")
            found.append((before, after, [*since.changed_without_source(before, after)]))
    return found


def broken_site(case: dict[str, Any]) -> Path:
    """Return the small site, without templates, changed as a case of problems/ says."""
    root = copy_small_site(Path(tempfile.mkdtemp(dir=FOLDER.name)) / "site")
    (root / "overrides").unlink()
    return test_problems.broken(case, root)


def engine() -> None:
    """Compile the small law anew; ask it, random laws, and single conditions."""
    for name in ("rules", "compiled"):
        vars(SMALL).pop(name, None)
    checker.engine_of = engine_of
    for given in rows_of(test_cases.test_the_checker_says_what_the_case_says):
        if given["name"] == "the small site":
            test_cases.test_the_checker_says_what_the_case_says(**given)
    for given in rows_of(checker.test_a_last_day_is_counted_as_it_is_written):
        checker.test_a_last_day_is_counted_as_it_is_written(broken_site({}), **given)
    checker.test_a_number_may_be_absent(broken_site({}))
    for module in (test_comparisons, test_laws, checker, prove, test_prove_parts):
        run(module, Twin())


def scripts(page: Any) -> None:
    """Ask the engine in JavaScript what the one in Python is asked."""
    for module in (test_comparisons, test_laws, test_prove_parts):
        run(module, page)
    checker.test_numbers_and_several_answers_are_exact_whatever_is_not_known(page)
    checker.test_the_browser_moves_days_as_python_does.hypothesis.inner_test(page, DAYS)
    for given in rows_of(checker.test_a_rule_that_ended_is_never_silently_left_out):
        checker.test_a_rule_that_ended_is_never_silently_left_out(**given, calculator=page)
    checker.COMPARED = 2000
    for test in (
        checker.test_the_browser_gives_the_same_reasons_gaps_questions_and_dates,
        checker.test_the_browser_decides_as_python_does,
    ):
        test(engine_of("small"), checker.with_rules(page, engine_of("small")))


def proofs() -> None:
    """Prove what holds, and see each proof fail for the law that breaks it."""
    for module in (test_prove_parts, prove):
        run(module, Twin())
    assert [*failures(SMALL)] == []
    for case, project in broken_laws():
        said = failures(project, case["proof"])
        assert any(proof == case["proof"] and case["says"] in line for proof, line in said), case


def run(module: ModuleType, page: Any) -> None:
    """Run the tests of a module that need rules, a page with an engine, or nothing."""
    offered = {
        "engine": lambda: engine_of("small"),
        "small": lambda: engine_of("small"),
        "built_small": lambda: SMALL,
        "calculator": lambda: page,
    }
    for name, test in vars(module).items():
        if (
            not name.startswith("test_")
            or not inspect.isfunction(test)
            or hasattr(test, "hypothesis")
        ):
            continue
        for given in rows_of(test):
            with pytest.MonkeyPatch.context() as patch:
                more = {**offered, "monkeypatch": lambda patch=patch: patch}
                asked = inspect.signature(test).parameters.keys() - given.keys()
                is_of_real_law = "root" in given or "real" in test.__code__.co_consts  # takes long
                if asked <= more.keys() and not is_of_real_law:
                    test(**given, **{each: more[each]() for each in asked})


def each_row(test: Any) -> None:
    """Run a test with each of its rows."""
    for given in rows_of(test):
        test(**given)


def rows_of(test: Any) -> Iterator[dict[str, Any]]:
    """Yield what a test is run with: a value for each of its parameters."""
    marks = [mark.args for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    for chosen in itertools.product(*(rows for _, rows in marks)):
        given: dict[str, Any] = {}
        for (names, _), row in zip(marks, chosen, strict=True):
            values = getattr(row, "values", row)
            alone = isinstance(names, str)
            given |= (
                {names: values[0] if hasattr(row, "marks") else row}
                if alone
                else dict(zip(names, values, strict=True))
            )
        yield given


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
    """Return the rules of the small law as test_checker asks for them, without a memory."""
    assert name == "small", "the real law takes too long"
    return Engine(copy.deepcopy(SMALL.compiled.checker), SMALL_DAY.isoformat())


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
