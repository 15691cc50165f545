"""Lengths of time, ages and amounts, in the words of each language."""

import pytest
import yaml

from conftest import ROOT
from mionido.translate.formats import LENGTHS, NO_BREAK

TABLE = yaml.safe_load((ROOT / "tests" / "lengths.yml").read_text(encoding="utf-8"))


def written(built, code: str, value: int, unit: str) -> str:
    """Return a length as a page shows it, with a plain space for the one at which no line breaks."""
    shown = built.edition(code).amount(value, unit)
    assert " " not in shown, "number and unit stand on one line"
    return shown.replace(NO_BREAK, " ")


def test_each_length_is_written_as_a_speaker_reads_it(built):
    """lengths.yml holds every language of the site and every unit, and what it says is what a page shows."""
    assert TABLE.keys() == built.catalogs.keys()
    for code, units in TABLE.items():
        assert list(units) == list(LENGTHS)
        shown = {unit: {n: written(built, code, n, unit) for n in numbers} for unit, numbers in units.items()}
        assert shown == units


def test_every_length_of_the_content_is_in_the_table(built):
    """A new number needs its line in each language, so that somebody looks at it."""
    for name, parameter in built.loaded.site["parameters"].items():
        unit = "years" if parameter.unit == "age" else parameter.unit
        for value in parameter.values if unit in LENGTHS else ():
            for code, units in TABLE.items():
                assert value.value is None or value.value in units[unit], f"{name} in {code}: add it to lengths.yml"


@pytest.mark.parametrize("unit", LENGTHS)
def test_no_number_shows_a_pattern_or_lacks_its_form(law, unit: str):
    """Babel gave "3/ኣዋርሕ" and the names of its own keys; one or two may be a word, every other number is a number."""
    for code in law.catalogs:
        edition = law.edition(code)
        for count in range(1, 1001):
            number, _, noun = edition.amount(count, unit).partition(NO_BREAK)
            assert number == str(count) or count < 3, code
            assert noun or count == 2, code
            assert not set(number + noun) & set("/{}_"), "no pattern, no placeholder, no key"
            assert "duration" not in number + noun, code


def test_an_amount_stays_on_one_line(built):
    """The sign of the euro never stands alone at the end of a line."""
    for code in TABLE:
        assert built.edition(code).amount(250, "EUR").split(NO_BREAK) == ["€", "250"]
