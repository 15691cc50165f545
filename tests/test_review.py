"""What `mionido review` tells who must decide on a change, also of a script that they cannot read."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from conftest import ROOT, SMALL_DAY, SMALL_EPOCH, copy_small_site, run
from mionido.checker.deadlines import dates
from mionido.checker.decide import decide
from mionido.checker.engine import Engine
from mionido.checker.prove.changes import OfDay, OfOutcome
from mionido.commands.review.change import Change
from mionido.commands.review.comment import quoted
from mionido.commands.review.report import (
    LONGEST_REPORT,
    Review,
    as_data,
    as_markdown,
    review,
)
from mionido.commands.review.rules import turned_days, turned_outcomes
from mionido.problems import visible
from mionido.project import read
from test_checker import admissible

KINDS = yaml.safe_load((ROOT / "tests" / "review.yml").read_text(encoding="utf-8"))
AR = "translations/ar/checker.po"


def changed(folder: Path, changes: dict[str, dict[str, str]]) -> None:
    """Replace text in files; each must hold it."""
    for name, replacements in changes.items():
        paths = sorted(folder.glob(name))
        assert paths, name
        for path in paths:
            text = path.read_text("utf-8")
            for old, new in replacements.items():
                assert old in text, (name, old)
                text = text.replace(old, new, 1)
            path.write_text(text, "utf-8")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["kind"])
def test_a_review_tells_of_ten_changes_of_each_kind(tmp_path, built_small, kind):
    """Whoever reads it learns of each, though nine others were made beside it."""
    has_code = "code" in kind["kind"]
    after = copy_small_site(tmp_path / "after", own_overrides=has_code)
    before = (
        read(copy_small_site(tmp_path / "was", own_overrides=True), SMALL_DAY)
        if has_code
        else built_small
    )
    assert len(kind["changes"]) == 10
    for each in kind["changes"]:
        changed(after, each.get("change", {}))
        for name, text in each.get("add", {}).items():
            (after / name).parent.mkdir(parents=True, exist_ok=True)
            (after / name).write_text(text, "utf-8")

    report = as_markdown(review(before, read(after, SMALL_DAY)))

    lines = {re.sub(r"^[ -]+", "", line).replace("\xa0", " ") for line in report.splitlines()}
    missing = [line for each in kind["changes"] for line in each["says"] if line not in lines]
    assert missing == []


def compared(small_site: Path, changes: dict[str, dict[str, str]]) -> Review:
    """Return what a change to the small site does."""
    before = small_site.parent / "before"
    shutil.copytree(small_site, before, symlinks=True)
    changed(small_site, changes)
    return review(read(before, SMALL_DAY), read(small_site, SMALL_DAY))


def test_what_moves_in_a_file_is_no_change(small_site):
    """Neither other line numbers, nor another order, nor a text that now stands below a new one."""
    path = small_site / AR
    head, *messages = path.read_text("utf-8").split("\n\n")
    before = small_site.parent / "before"
    shutil.copytree(small_site, before, symlinks=True)
    path.write_text("\n\n".join([head, *(m.strip() for m in reversed(messages))]) + "\n", "utf-8")

    assert not review(read(before, SMALL_DAY), read(small_site, SMALL_DAY))

    two = {"  - Fragen": "  - Anrufen.\n  - Fragen"}
    changed(small_site, {"content/organisations/office.yml": two})
    changed(small_site, {"translations/*/organisations.po": {"you_can.0": "you_can.1"}})
    found = review(read(before, SMALL_DAY), read(small_site, SMALL_DAY))
    assert [(each.where, each.language, each.after) for each in found.of("pages")] == [
        ("organisations/office:you_can.0", "de", "Anrufen.")
    ]


def test_steps_in_another_order_are_a_change(small_site):
    """Each text is the same; what one does first is not."""
    two = {"  - Ihren Ausweis": "  - Ihren Ausweis\n  - den Brief"}
    changed(small_site, {"content/steps/first.yml": two})
    found = compared(
        small_site,
        {
            "content/steps/first.yml": {
                "  - Ihren Ausweis\n  - den Brief": "  - den Brief\n  - Ihren Ausweis"
            }
        },
    )

    (change,) = found.of("pages")
    assert (change.where, change.before, change.after) == (
        "steps/first:bring.",
        "Ihren Ausweis / den Brief",
        "den Brief / Ihren Ausweis",
    )


RULE = "content/checker/must-pass/rules/must_pass.yml"


def test_what_turns_is_counted_in_all_situations(small_site, built_small):
    """Beside all situations one by one: those in which an outcome is another one, or a day comes or goes."""
    changed(small_site, {RULE: {"in: [asylum, family]": "in: [asylum, work]"}})
    after = read(small_site, SMALL_DAY)
    then, now = (
        Engine(project.compiled.checker, SMALL_DAY.isoformat()) for project in (built_small, after)
    )

    for turned, kind, said in (
        (turned_outcomes(built_small, after), OfOutcome, decide),
        (
            turned_days(built_small, after),
            OfDay,
            lambda engine, name, given: name in dates(engine, given),
        ),
    ):
        names = now.checker["outcomes" if kind is OfOutcome else "deadlines"]
        counted = dict.fromkeys(names, 0)
        for name in names:
            facts = kind(name).facts(now)
            for answers in admissible(now, facts):
                counted[name] += said(then, name, answers) != said(now, name, answers)
        assert {each.name: each.situations for each in turned} == {
            name: number for name, number in counted.items() if number
        }
        assert turned


def test_a_review_begins_at_a_commit(tmp_path):
    """What git holds is the base, whatever its name begins with; what is not committed is the change."""
    root = copy_small_site(tmp_path / "site", own_overrides=True)

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "one")
    changed(root, {RULE: {"because: Mit": "because: Ohne"}})

    said = run("mionido", "review", "HEAD", cwd=root, epoch=SMALL_EPOCH)
    assert "`de` now: `Ohne Ihrer Bewilligung gilt die Pflicht.`" in said.stdout, said.stderr
    assert run("mionido", "review", "--", "--all", cwd=root, epoch=SMALL_EPOCH).returncode == 1


def test_the_same_is_said_only_if_everything_is(small_site):
    """As text and as data, by the command."""
    same = run("mionido", "review", str(small_site), cwd=small_site, epoch=SMALL_EPOCH)
    data = run("mionido", "review", str(small_site), "--json", cwd=small_site, epoch=SMALL_EPOCH)

    assert same.stdout.startswith("Nothing changes for readers")
    assert set(map(tuple, json.loads(data.stdout).values())) == {()}


def test_a_review_says_what_the_checks_found_in_the_change(small_site):
    """Also where a translation is wrong, which stops a build: the report is still there, and says it."""
    found = compared(small_site, {AR: {"مهلتكم جارية.": "مهلتكم جارية www.example.org"}})

    assert {problem.check for problem in found.mistakes} == {"url"}
    report = as_markdown(found)
    assert "## What `mionido check` finds now" in report
    assert report.count("an address does not belong in a text") == 2
    assert "url" in {mistake["check"] for mistake in as_data(found)["mistakes"]}


@settings(max_examples=300)
@given(
    text=st.text(st.characters(codec="utf-8"), max_size=40)
    | st.text("`@<>[]()*_#\n\r\t\x1b \u202e.hw:/", max_size=40)
)
def test_what_a_report_quotes_is_never_markdown(text):
    """Whatever a file says: one code span, nothing before it and nothing after it, and no hidden character."""
    tokens = MarkdownIt("commonmark").parse(f"- before: {quoted(text)}\n- after: x\n")

    first, second = (token for token in tokens if token.type == "inline")
    assert [token.type for token in first.children] == ["text", "code_inline"]
    assert (first.children[0].content, second.content) == ("before: ", "after: x")
    assert visible(first.content) == first.content


def test_a_long_review_says_what_it_leaves_out():
    """A summary holds a megabyte, in bytes; how much there is always stands first, and facts before words."""
    changes = [Change("pages", f"terms/{n}:name", "ሀ" * 1500, None, "ti") for n in range(300)]
    changes += [Change("addresses", "organisations/x:url", "https://a.example", None)]
    report = as_markdown(Review(changes=changes))

    assert LONGEST_REPORT * 0.95 < len(report.encode()) < LONGEST_REPORT + 1000 < 1024 * 1024
    assert report.splitlines()[2:5] == [
        "- Addresses and telephone numbers: 1",
        "- Words of other pages: 300",
        "- Texts that change, by language: `ti` 300",
    ]
    assert re.search(r"\nand \d+ more, for which there is no room here", report)
    assert "https://a.example" in report


def test_a_text_of_a_megabyte_is_cut():
    """And the report says how much of it there is."""
    shown = quoted("x" * 1_000_000)
    assert len(shown) < 2_100
    assert shown.endswith("… and 998000 more characters`")
