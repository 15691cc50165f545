"""Lengths of time, ages and amounts, in the words of each language."""

from datetime import date

import pytest
import yaml

from conftest import ROOT, SMALL_DAY
from mionido.project import read
from mionido.render.edition import Edition
from mionido.translate.formats import (
    LENGTHS,
    NO_BREAK,
    for_scripts,
    format_amount,
    format_day,
    format_month,
    is_known_currency,
    is_payable,
    language_of,
    style_of,
)

TABLE = yaml.safe_load((ROOT / "tests" / "lengths.yml").read_text(encoding="utf-8"))


def written(edition: Edition, value: int, unit: str) -> str:
    """Return a length as a page shows it, with a plain space for the one at which no line breaks."""
    shown = edition.amount(value, unit)
    assert " " not in shown, "number and unit stand on one line"
    return shown.replace(NO_BREAK, " ")


def test_each_length_is_written_as_a_speaker_reads_it(built):
    """lengths.yml holds every language that is no draft and every unit, and what it says is what a page shows."""
    shown = {code for code, locale in built.locales.items() if locale.status != "draft"}
    assert shown <= TABLE.keys() <= built.catalogs.keys()
    for code, units in TABLE.items():
        edition = built.edition(code)
        assert list(units) == list(LENGTHS)
        shown = {
            unit: {n: written(edition, n, unit) for n in numbers} for unit, numbers in units.items()
        }
        assert shown == units


def test_every_length_of_the_content_is_in_the_table(built):
    """A new number needs its line in each language, so that somebody looks at it."""
    for name, parameter in built.loaded.site["parameters"].items():
        unit = "years" if parameter.unit == "age" else parameter.unit
        for value in parameter.values if unit in LENGTHS else ():
            for code, units in TABLE.items():
                assert value.value is None or value.value in units[unit], (
                    f"{name} in {code}: add it to lengths.yml"
                )


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


# The locale of the reader, that of letters, currency, amount: what a reader sees.
AMOUNTS = [
    ("nl", "nl", "EUR", 1250, "€ 1.250"),
    ("en_GB", "nl", "EUR", 999.5, "€ 999.50"),
    ("en_GB", "nl", "EUR", 1250.5, "€ 1,250.50 (€ 1.250,50)"),
    ("ar", "nl", "EUR", 1000, "€ 1,000 (€ 1.000)"),
    ("uk", "nl", "EUR", 250, "€ 250"),
    ("de", "de", "CHF", 120, "120 CHF"),
    ("de_CH", "de_CH", "CHF", 1250.05, "CHF 1’250.05"),
    ("ar", "de", "EUR", 9.9, "9.90 €"),
    ("en_GB", "en_GB", "GBP", 90, "£90"),
    ("ja", "ja", "JPY", 1250, "￥1,250"),
    ("fr", "fr", "EUR", 0, "0 €"),
]


@pytest.mark.parametrize(("locale", "official", "currency", "amount", "shown"), AMOUNTS)
def test_an_amount_is_written_as_in_letters_with_the_separators_of_the_reader(
    locale, official, currency, amount, shown
):
    """The sign stands where letters have it, on the same line; cents only where there are some."""
    written = format_amount(amount, currency, style_of(locale, official))
    assert all(" " not in each for each in written.split(" ("))
    assert written.replace(NO_BREAK, " ") == shown


# A day and a month in CLDR's way, or in the way that people write.
DAYS = [
    ("nl", None, None, "5 juni 2026", "juni 2026"),
    ("de", None, None, "5. Juni 2026", "Juni 2026"),
    ("en", None, None, "June 5, 2026", "June 2026"),
    ("en_GB", None, None, "5 June 2026", "June 2026"),
    ("ti", "d MMMM y", None, "5 ሰነ 2026", "ሰነ 2026"),
    ("ti", "d MMMM y", "nl", "5 ሰነ (juni) 2026", "ሰነ (juni) 2026"),
    ("uk", None, None, "5 червня 2026\u202fр.", "червень 2026\u202fр."),
    ("ja", None, None, "2026年6月5日", "2026年6月"),
    ("ar", None, None, "5 يونيو 2026", "يونيو 2026"),
    ("ar", None, "ar_SY", "5 يونيو (حزيران) 2026", "يونيو (حزيران) 2026"),
]


@pytest.mark.parametrize(("locale", "pattern", "months", "day", "month"), DAYS)
def test_a_day_is_written_as_people_do_by_pages_and_by_scripts(locale, pattern, months, day, month):
    """What a script puts together from the parts is what a page says."""
    style = style_of(locale, locale, pattern, months)
    assert (format_day(date(2026, 6, 5), style), format_month(date(2026, 6, 1), style)) == (
        day,
        month,
    )

    parts = for_scripts(style)
    alone = parts.get("alone", parts["months"])
    values = {"day": "5", "month": parts["months"][5], "year": "2026"}
    assert parts["day"].format(**values) == day
    assert parts["month"].format(**values | {"month": alone[5]}) == month


def test_a_currency_and_its_coins_are_known():
    """Old ones too: a fine of long ago was in guilders."""
    assert all(map(is_known_currency, ("EUR", "CHF", "NLG")))
    assert not is_known_currency("FRA")
    assert is_payable(12.5, "EUR")
    assert not is_payable(12.125, "EUR")
    assert not is_payable(12.5, "JPY")


def test_a_language_is_marked_with_its_direction():
    """Words of letters in Arabic stand in a German text from right to left."""
    assert [(each.dir, each.is_latin) for each in map(language_of, ("nl", "ar", "de-CH"))] == [
        ("ltr", True),
        ("rtl", False),
        ("ltr", True),
    ]


def test_an_amount_in_a_file_may_have_cents(small_site):
    """As the guide for editors says; it is shown with them."""
    fee = small_site / "content" / "parameters" / "exam_fee.yml"
    fee.write_text(
        fee.read_text(encoding="utf-8").replace("value: 120\n", "value: 120.50\n"), encoding="utf-8"
    )

    project = read(small_site, SMALL_DAY)

    assert project.problems == []
    assert project.loaded.site["parameters"]["exam_fee"].values[-1].value == 120.5
