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
from mionido.check.lint import lint_catalog
from mionido.problems import Place
from mionido.project import read
from mionido.translate.catalogs import Catalog
from mionido.translate.locales import Locale

HERE = Path(__file__).parent
ATTACKS = yaml.safe_load((HERE / "attacks" / "translations.yml").read_text(encoding="utf-8"))
RIGHT = ATTACKS.pop("right")
NAMES = yaml.safe_load((HERE / "attacks" / "names.yml").read_text(encoding="utf-8"))
ASK = "Vraag een tolk."
PLACE = "duties/x:summary"
MORE_THAN_ONE_MISTAKE = (
    20  # attacks that are more than one: an address beside a duty that is a choice
)


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


def said(
    text: str,
    source: str = ASK,
    language: str = "ar",
    at: str = PLACE,
    seen: str = "",
    status: str = "draft",
) -> list[str]:
    """Return what the checks say of a translation at a place; somebody may have marked it as seen.

    Another text before it is not translated.
    """
    draft = Draft(small().loaded, small().locales, small().today)
    draft.__dict__["sources"] = {"duties/x:title": ASK, at: source}
    draft.__dict__["lexicons"] = small().lexicons
    locale = Locale(name=language, status=status)
    catalog = Catalog(language, locale, {at: (source, text)})
    catalog.places = {at: Place(f"{language}/duties.po")}
    catalog.written = {at: Message(source, text, user_comments=[f"seen: {seen}"])}
    headlines = {problem.headline for problem in lint_catalog(draft, catalog)}
    said = {headline.partition(": ")[2] for headline in headlines}
    return sorted(each for each in said if "outdated-catalog" not in each)


@pytest.mark.parametrize("case", NAMES, ids=lambda case: ascii(case["name"]))
def test_a_name_holds_no_more_than_a_name(case):
    """Each name of names.yml, which nobody translates, is refused with these words, or is right."""
    assert refused(**case) == case.get("says", [])


def refused(name: str, language: str = "nl", hosts: tuple = (), says: tuple = ()) -> list[str]:
    """Return what must not stand in a name; these hosts may."""
    return [*in_a_name(name, scripts_of(language), hosts)]


def answered(case: dict) -> dict:
    """Return a case with what is said of it now."""
    return {**case, "says": said(**{key: case[key] for key in case if key != "says"})}


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


def test_each_kind_has_enough_attacks():
    """Of every kind there are several, and in all more than a con man has patience for."""
    assert min(map(len, ATTACKS.values())) >= 5
    assert sum(map(len, ATTACKS.values())) >= 220
