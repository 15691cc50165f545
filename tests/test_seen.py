"""`mionido seen`: the mark of a person at the right entry, once, and only of what can have been read."""

from datetime import date
from pathlib import Path

import pytest

from conftest import SMALL_DAY, run
from mionido.commands.seen import mark_as_seen
from mionido.problems import ExpectedError
from mionido.project import read_project
from mionido.translate.states import state_of

TITLE = "duties/pay-fee:title"
FILE = "translations/ar/duties.po"


def text_of(root: Path) -> str:
    """Return the file in which the text stands."""
    return (root / FILE).read_text(encoding="utf-8")


def mark(root: Path, who: str, text: str = TITLE, day: date = SMALL_DAY, code: str = "ar") -> str:
    """Mark a text as somebody would, and return what is said."""
    return mark_as_seen(read_project(root, SMALL_DAY), code, text, who, day)


def state(root: Path) -> str:
    """Return how far the text is."""
    project = read_project(root, SMALL_DAY)
    return state_of(project.catalog("ar")[0], TITLE, project.draft.sources[TITLE])


def line_of(root: Path, words: str) -> int:
    """Return the first line of the file that holds these words."""
    return next(n for n, line in enumerate(text_of(root).split("\n"), 1) if words in line)


def test_a_second_person_makes_it_two_and_the_same_one_changes_nothing(small_site):
    """The rest of the file stays as it is, byte for byte; the file and a line of the entry are as good as its name."""
    before = text_of(small_site)
    assert "one person has read it" in mark(small_site, "Amal")
    once = text_of(small_site)
    added = [line for line in once.split("\n") if line not in before.split("\n")]
    assert len(added) == 1
    assert added[0].startswith(f"# seen: Amal, {SMALL_DAY}, ")
    assert once.replace(f"{added[0]}\n", "") == before
    assert state(small_site) == "one"
    assert "nothing is written" in mark(small_site, "amal")
    assert text_of(small_site) == once
    line = line_of(small_site, f'msgctxt "{TITLE}"')
    said = mark(small_site, "jan", f"{FILE}:{line}", date(2031, 2, 3))
    assert "two people have read it" in said
    assert "# seen: jan, 2031-02-03, " in said
    assert state(small_site) == "two"
    assert line_of(small_site, "seen: Amal") < line_of(small_site, "seen: jan") < line


def test_a_mark_of_what_was_there_before_makes_room(small_site):
    """Who reads a text again after it changed has one mark, not two; that of another person stays."""
    mark(small_site, "amal")
    mark(small_site, "jan")
    path = small_site / FILE
    path.write_text(
        text_of(small_site).replace('msgstr "ادفعوا رسوم', 'msgstr "سدّدوا رسوم'), encoding="utf-8"
    )
    assert state(small_site) == "machine"
    mark(small_site, "amal")
    assert text_of(small_site).count("seen: amal") == text_of(small_site).count("seen: jan") == 1
    assert state(small_site) == "one"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "duties/pay-fee:titel"}, 'did you mean "duties/pay-fee:title"?'),
        ({"text": "translations/ar/dutys.po:3"}, 'did you mean "translations/ar/duties.po"?'),
        ({"text": f"{FILE}:3"}, "no text stands at"),
        ({"text": f"{FILE}:999999"}, "no text stands at"),
        ({"who": "Amal, 2031-01-01"}, "cannot be a name"),
        ({"who": "a\nb"}, "cannot be a name"),
        ({"day": date(2031, 12, 31)}, "a day to come"),
        ({"code": "de"}, "the source"),
        ({"code": "rmy"}, "is not translated"),
    ],
)
def test_what_nobody_can_have_read_is_refused(small_site, change, said):
    """It says why, and nothing is written."""
    before = text_of(small_site)
    with pytest.raises(ExpectedError, match=said.replace("?", r"\?")):
        mark(small_site, **{"who": "amal", **change})
    assert text_of(small_site) == before


def test_an_outdated_text_is_refused_by_the_command(small_site):
    """And the name of a language that is none."""
    path = small_site / FILE
    path.write_text(
        text_of(small_site).replace(f'msgctxt "{TITLE}"', f'#, fuzzy\nmsgctxt "{TITLE}"'),
        encoding="utf-8",
    )
    result = run("mionido", "seen", "ar", TITLE, "--by", "amal", cwd=small_site, epoch="1938038400")
    assert (result.returncode, result.stderr.strip()) == (
        1,
        f"Error: {TITLE} has changed in the source: adapt it, and take fuzzy away",
    )
