"""Runs attacks/: values that somebody would like to slip in, and what is said of each."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import SMALL_DAY, SMALL_EPOCH, copy_small_site, run
from mionido.check.addresses import known_as, wrong
from mionido.check.law import can_help
from mionido.check.since import changed_without_source
from mionido.model.topics import Contact, Organisation
from mionido.problems import Problem
from mionido.project import Project, read_project
from mionido.read.content import load_site

HERE = Path(__file__).parent / "attacks"


def attacks(name: str) -> list[Any]:
    """Return a list of attacks: a file, what is replaced in it, by what, and what is said."""
    return [
        pytest.param(each, id=f"{each['file']}: {each['replace'][:30]}")
        for each in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    ]


FACTS, SINCE = attacks("facts.yml"), attacks("since.yml")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small site, to break one file at a time; it needs no templates."""
    root = copy_small_site(tmp_path_factory.mktemp("attacks") / "site")
    (root / "overrides").unlink()
    return read_project(root, SMALL_DAY)


def said(project: Project, file: str) -> list[Problem]:
    """Return what is said of the site as it is now; of a catalog, only what is said of its language."""
    if file.endswith(".po"):
        return project.catalog(file.split("/")[1])[1]
    return read_project(project.root, SMALL_DAY, memory=project.memory).problems


def said_since(project: Project, file: str) -> list[Problem]:
    """Return what is said of what changed since the site was whole."""
    return [*changed_without_source(project.loaded, load_site(project.root / "content"))]


def run_attacks(project: Project, attack: dict, ask: Callable) -> None:
    """Write each value into the file, compare the messages, and leave the file as it was."""
    file = attack["file"]
    path = project.root / file
    text = path.read_text(encoding="utf-8")
    assert attack["replace"] in text
    try:
        for value, expected in attack["by"].items():
            path.write_text(text.replace(attack["replace"], value, 1), encoding="utf-8")
            messages = [each.headline.removeprefix(f"{file}:") for each in ask(project, file)]
            assert messages == (expected if isinstance(expected, list) else [expected]), value
    finally:
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("attack", FACTS)
def test_no_fact_is_slipped_in(whole, attack):
    """Each gives its message and no other, at once, and no traceback."""
    run_attacks(whole, attack, said)


@pytest.mark.parametrize("attack", SINCE)
def test_no_fact_changes_without_a_source(whole, attack):
    """Nor goes away; words may, and so may a fact with a new source or a later day."""
    run_attacks(whole, attack, said_since)


def test_a_changed_case_says_that_somebody_looked(small_site):
    """Nothing in the checker says when it was compared with the law, but cases do."""
    before = load_site(small_site / "content")
    folder = small_site / "content" / "checker" / "deadline"
    rule, cases = folder / "rules" / "clock_runs.yml", folder / "cases.yml"
    rule.write_text(rule.read_text("utf-8").replace("2031-01-01", "2030-01-01"), "utf-8")
    assert [*changed_without_source(before, load_site(small_site / "content"))]

    cases.write_text(cases.read_text("utf-8").replace("2031-01-31", "2031-01-30"), "utf-8")

    assert [*changed_without_source(before, load_site(small_site / "content"))] == []


@pytest.mark.parametrize(
    ("address", "line"),
    {
        "https://host.example": "",
        "https://host.example/ours": "host.example/ours",
        "https://host.example/ours/page?x=/theirs#y": "host.example/ours",
        "https://host.example/ours-too": "",
        "https://host.example/theirs/ours": "",
        "https://host.example/OURS": "",
        "https://host.example?/ours": "",
        "https://sub.host.example/ours": "",
        "https://office.example/any/page": "office.example",
        "https://www.office.example": "",
        "https://office.example.evil.example": "",
        "me@office.example": "office.example",
        "me@host.example": "",
        "office.example@evil.example": "",
    }.items(),
)
def test_a_host_is_known_by_its_whole_name(address, line):
    """Where anybody can have a page, only our folder is."""
    hosts = {"host.example/ours": "we", "office.example": "the office"}

    assert known_as(address, hosts) == line


def test_a_number_of_no_country_is_none():
    """A site that names no country has no telephone numbers."""
    assert "of no country" in wrong("phone", "112", None)


@pytest.mark.parametrize(
    ("contacts", "call_when", "is_help"),
    [
        (["phone settled"], "Als u bang bent.", True),
        (["web settled", "phone settled"], "Als u bang bent.", True),
        (["phone settled"], None, False),
        (["phone uncertain"], "Als u bang bent.", False),
        (["web settled"], "Als u bang bent.", False),
        (["web settled", "phone uncertain"], "Als u bang bent.", False),
        ([], "Als u bang bent.", False),
    ],
)
def test_who_is_in_danger_is_sent_to_a_sure_number_only(contacts, call_when, is_help):
    """And only to an organisation that says when to call it."""
    made = [
        Contact.model_construct(kind=each.split()[0], certainty=each.split()[1])
        for each in contacts
    ]
    office = Organisation.model_construct(contact=tuple(made), call_when=call_when)

    assert can_help(office) is is_help
    assert not can_help(None)


def test_there_are_enough_attacks():
    """The ways to slip something in that we know of are written down."""
    assert sum(len(attack.values[0]["by"]) for attack in FACTS) >= 300
    assert sum(len(attack.values[0]["by"]) for attack in SINCE) >= 30


def test_check_since_a_commit_says_so_on_the_command_line(small_site):
    """With the exit code that stops a pull request; a name that is no commit is a plain message."""
    before = small_site.parent / "before"
    shutil.copytree(small_site, before, symlinks=True)
    parameter = small_site / "content" / "parameters" / "highest_fine.yml"
    parameter.write_text(parameter.read_text("utf-8").replace("value: 300", "value: 80"), "utf-8")

    changed = run("mionido", "check", "--since", str(before), cwd=small_site, epoch=SMALL_EPOCH)
    nobody = run("mionido", "check", "--since", "--x", cwd=small_site, epoch=SMALL_EPOCH)

    assert changed.returncode == nobody.returncode == 1
    assert 'highest_fine.yml:5:12: error: this was "300" and is "80"' in changed.stderr
    assert nobody.stderr.startswith('Error: "--x" is neither a folder nor a commit')
