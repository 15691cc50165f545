"""Runs attacks/translations.yml and names.yml: what a con man would write there, and what his reviewer reads."""

import shutil
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml
from babel.messages.catalog import Message

from conftest import ROOT, SMALL_DAY, copy_small_site
from mionido.check.allowed import in_a_name, scripts_of
from mionido.check.draft import Draft
from mionido.check.lexicon import Lexicon, fits
from mionido.check.lint import lint_catalog
from mionido.check.names import stands
from mionido.model.wording import Wording
from mionido.problems import Place, Problem
from mionido.project import read
from mionido.translate.catalogs import Catalog
from mionido.translate.locales import Locale
from mionido.translate.pofile import PoFile

HERE = Path(__file__).parent
ATTACKS = yaml.safe_load((HERE / "attacks" / "translations.yml").read_text(encoding="utf-8"))
RIGHT = ATTACKS.pop("right")
EXPECTED = ("says", "from", "why")
NAMES = yaml.safe_load((HERE / "attacks" / "names.yml").read_text(encoding="utf-8"))
ASK = "Vraag een tolk."
PLACE = "duties/x:summary"
TERM = {"terms/examen:name": "examen"}
# Attacks that are more than one mistake: an address beside a duty that is a choice.
MORE_THAN_ONE_MISTAKE = 24


@cache
def small() -> Draft:
    """Return the small site with the words of the real one, its source in Dutch, and a link to a host in .nl."""
    with tempfile.TemporaryDirectory() as folder:
        content = copy_small_site(Path(folder) / "site") / "content"
        for path in (ROOT / "content" / "wording").glob("*.yml"):
            shutil.copy(path, content / "wording")
        shutil.copy(ROOT / "content" / "wording" / "nl.yml", content / "wording" / "de.yml")
        page = content / "publications" / "example-page.yml"
        words = page.read_text(encoding="utf-8").replace("amt.example", "amt.nl")
        page.write_text(words, encoding="utf-8")
        return read(content.parent, SMALL_DAY).draft


class OneLine(PoFile):
    """A file in which each character of a translation has a column of its own, also the end of a line."""

    def place_in(self, context: str, start: int) -> Place:
        """Return where a character is written."""
        return Place("duties.po", 2, start + 1)


def found(
    text: str,
    source: str = ASK,
    language: str = "ar",
    at: str = PLACE,
    seen: str = "",
    status: str = "draft",
) -> list[Problem]:
    """Return what the checks find in a translation at a place; somebody may have marked it as seen.

    Of the texts before it one is not translated, and one is the name of a term.
    """
    draft = Draft(small().loaded, small().locales, small().today)
    draft.__dict__["sources"] = {"duties/x:title": ASK, **TERM, at: source}
    draft.__dict__["lexicons"] = small().lexicons
    texts = {**{ctx: (name, name) for ctx, name in TERM.items()}, at: (source, text)}
    catalog = Catalog(language, Locale(name=language, status=status), texts)
    catalog.files = {"duties": OneLine("duties.po", None)}
    catalog.places = {ctx: Place("duties.po", 1 + (ctx == at)) for ctx in texts}
    catalog.written = {ctx: Message(*each) for ctx, each in texts.items()}
    catalog.written[at].user_comments.append(f"seen: {seen}")
    problems = lint_catalog(draft, catalog)
    return [each for each in problems if each.check != "outdated-catalog"]


def said(problems: list[Problem]) -> list[str]:
    """Return what is said, wherever it stands."""
    return sorted({each.headline.partition(": ")[2] for each in problems})


@pytest.mark.parametrize("case", NAMES, ids=lambda case: ascii(case["name"]))
def test_a_name_holds_no_more_than_a_name(case):
    """Each name of names.yml, which nobody translates, is refused with these words, or is right."""
    assert refused(**case) == case.get("says", [])


def refused(name: str, language: str = "nl", hosts: tuple = (), says: tuple = ()) -> list[str]:
    """Return what must not stand in a name; these hosts may."""
    return [*in_a_name(name, scripts_of(language), hosts)]


def answered(case: dict) -> dict:
    """Return a case with what is said of it now, where in the text the first begins, and why."""
    problems = found(**{key: case[key] for key in case if key not in EXPECTED})
    first = min(problems, default=Place("").error("", ""))
    now = {"says": said(problems), "from": case["text"][first.place.column - 1 :], "why": first.why}
    return {
        **case,
        "says": now["says"],
        **{key: now[key] for key in ("from", "why") if key in case},
    }


@pytest.mark.parametrize("kind", ATTACKS)
def test_a_reviewer_reads_what_an_attack_does(kind):
    """Each attack gives exactly these words, and none gives no words."""
    assert [answered(attack) for attack in ATTACKS[kind]] == ATTACKS[kind]
    assert all(attack["says"] for attack in ATTACKS[kind])


def test_one_mistake_is_one_message():
    """Of a few attacks more is said: they are more mistakes than one."""
    counted = Counter(len(attack["says"]) for kind in ATTACKS.values() for attack in kind)
    assert counted.total() - counted[1] <= MORE_THAN_ONE_MISTAKE


def test_what_is_right_is_left_in_peace():
    """Nothing is said of these: other words for the same, and what a person has seen."""
    assert [answered(case) for case in RIGHT] == [{**case, "says": []} for case in RIGHT]


HALF = "\u200c"


@pytest.mark.parametrize("written", [f"نمی{HALF}توانید بیایید", "نمیتوانید بیایید"])
@pytest.mark.parametrize("listed", [f"نمی{HALF}توانید", "نمیتوانید", f"نمی{HALF}توان*", "نمی*"])
def test_half_a_space_hides_no_word(written, listed):
    """A word is found with its half-spaces and without, whichever of the two the list has."""
    assert Lexicon(Wording(says={"not": (listed,)})).said(written).surely == {"not"}


def test_half_a_space_makes_no_word():
    """What stands before half a space is not a word of its own."""
    lexicon = Lexicon(Wording(says={"must": ("باید",), "not": ("نه",)}))
    assert not lexicon.said(f"خانه{HALF}ها و نه{HALF}تا").perhaps
    assert lexicon.said("خانه نه باید").surely == {"not", "must"}


def test_each_kind_has_enough_attacks():
    """Of every kind there are several, and in all more than a con man has patience for."""
    assert min(map(len, ATTACKS.values())) >= 5
    assert sum(map(len, ATTACKS.values())) >= 220


@pytest.mark.parametrize(
    ("pattern", "word", "is_it"),
    [
        ("ab", "ab", True),
        ("ab", "abc", False),
        ("ab*", "ab", True),
        ("a*b", "ab", True),
        ("a*a", "a", False),
        ("a*a", "aba", True),
        ("a*b", "abc", False),
    ],
)
def test_a_star_stands_for_any_letters_or_none(pattern, word, is_it):
    """The two ends of a pattern are two, also where they are alike."""
    assert fits(pattern, word) is is_it


@pytest.mark.parametrize(
    ("name", "word", "is_it"),
    [
        ("boete", "boetes", True),
        ("abc", "abd", False),
        ("ab", "abcdef", True),  # an ending of four letters
        ("ab", "abcdefg", False),
        ("abcd", "abce", True),  # three letters of four
        ("abcde", "abcxe", False),  # four of five, and of six
        ("abcdef", "abcdxx", True),
        ("abcdefg", "abcdexx", True),  # five of seven
        ("abcdefg", "abcdxxx", False),
        ("obj*", "objection", True),
        ("late letter", "late", False),
        ("letter", "aletter", True),  # "a" can be joined to its front
    ],
)
def test_most_of_a_word_is_the_same_in_another_form(name, word, is_it):
    """Each word of a name must stand there, in whatever form."""
    assert stands(name, {word}, ["a"]) is is_it
