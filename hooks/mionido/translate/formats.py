"""Money, dates and lengths of time in the words of a locale, as CLDR has them.

Dates are of the Gregorian calendar, in Latin digits, with the month as a word: as a reader compares them with a letter.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.dates import format_date, get_date_format, parse_pattern
from babel.numbers import (
    format_decimal,
    format_percent,
    get_currency_precision,
    get_currency_symbol,
    list_currencies,
)
from babel.units import format_unit

from mionido.model.parameters import is_currency

MONTH = "yMMMM"
LATIN = re.compile("[A-Za-z]")
LENGTHS = ("years", "months", "weeks", "days", "hours", "minutes")
NO_BREAK = "\N{NO-BREAK SPACE}"
A_THOUSAND = 1000  # from here on numbers have groups


def is_known_to_cldr(locale: str) -> bool:
    """Whether Babel has data for this locale."""
    try:
        BabelLocale.parse(locale)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def is_known_currency(code: str) -> bool:
    """Whether there is, or was, a currency with this code."""
    return code in list_currencies()


class Language(NamedTuple):
    """A language as HTML marks its words, and whether it is written in Latin letters."""

    lang: str
    dir: str
    is_latin: bool


def language_of(code: str) -> Language:
    """Return what CLDR knows of a language."""
    locale = BabelLocale.parse(code, sep="-")
    name = locale.get_language_name(locale) or code
    return Language(code, locale.text_direction, LATIN.search(name) is not None)


def own_name_of(locale: str) -> str | None:
    """Return what the speakers of a language call it, as CLDR says, for a list of languages."""
    known = BabelLocale.parse(locale)
    name = known.languages.get(str(known)) or known.get_language_name()
    return name[:1].upper() + name[1:] if name else None


@dataclass(frozen=True)
class Style:
    """How a locale writes numbers and days: its own CLDR locale, that of the letters, and the pattern of a day.

    `months` is the locale of other names of the months, which stand behind them in brackets.
    """

    locale: str
    official: str
    day: str
    months: str | None = None


def style_of(
    locale: str, official: str, day: str | None = None, months: str | None = None
) -> Style:
    """Return the style of a locale; `day` is a pattern where that of CLDR is not the one people use."""
    pattern = day or get_date_format("long", locale).pattern
    # As people write it: without a zero before it.
    return Style(locale, official, re.sub("d+", "d", pattern), months)


def format_value(value: Any, unit: str, style: Style, counted: Callable[[str, int], str]) -> str:
    """Return a parameter's value as readers see it, such as '3 years', '250 CHF' or '1 January 2022'.

    `counted` gives our own words for a number of years or hours. Babel has not got them in every language: it then
    prints its own key, as for Arabic weeks, or a pattern of CLDR that nobody writes, such as '3/ኣዋርሕ'.
    """
    if unit == "date":
        return format_day(value, style)
    if unit == "month":
        year, month = str(value).split("-")
        return format_month(date(int(year), int(month), 1), style)
    if is_currency(unit):
        return format_amount(value, unit, style)
    if unit == "percent":
        return format_percent(value / 100, locale=style.locale)
    if isinstance(value, float):
        return format_decimal(value, locale=style.locale)
    if unit in LENGTHS:
        return counted(f"unit_{unit}", value).replace("{count}", str(value)).replace(" ", NO_BREAK)
    return str(value)


def is_payable(value: float, currency: str) -> bool:
    """Whether there are coins for an amount: not a tenth of a cent."""
    return round(value, get_currency_precision(currency)) == value


def format_amount(value: float, currency: str, style: Style) -> str:
    """Return an amount of money on one line, with cents where it has them.

    The sign and its side are those of letters, in every language. Beside a thousand stands how letters write it, where
    that is something else: 1.000 is one to many readers.
    """
    digits = 0 if value == int(value) else get_currency_precision(currency)
    number = f"#,##0.{'0' * digits}".rstrip(".")
    letters = BabelLocale.parse(style.official).currency_formats["standard"].pattern
    letters = letters.partition(";")[0].strip("\u200e\u200f")
    sign = get_currency_symbol(currency, style.official)
    gap = NO_BREAK if NO_BREAK in letters or sign[-1].isalpha() else ""
    pattern = f"'{sign}'{gap}{number}" if letters.startswith("¤") else f"{number}{gap}'{sign}'"
    ours, theirs = (
        format_decimal(value, pattern, locale=locale) for locale in (style.locale, style.official)
    )
    is_clear = value < A_THOUSAND or ours == theirs
    return ours if is_clear else f"{ours} ({theirs})"


def format_size(kilobytes: int, style: Style) -> str:
    """Return the size of a file, such as '48 kB'."""
    said = format_unit(kilobytes, "digital-kilobyte", "short", locale=style.locale)
    return said.replace(" ", NO_BREAK)


def format_day(day: date, style: Style) -> str:
    """Return a day with its month as a word, such as '15 June 2026'."""
    return _written(day, style.day, style)


def format_month(first: date, style: Style) -> str:
    """Return a month with its year, such as 'June 2026'."""
    return _written(first, month_pattern(style), style)


def _written(day: date, pattern: str, style: Style) -> str:
    """Return a day as a pattern of CLDR says, with both names of its month where there are two.

    The other one as it stands beside a day: of a month alone Babel gives that of the language, once it has been asked.
    """
    if style.months:
        other = format_date(day, "MMMM", locale=style.months)
        pattern = re.sub("[ML]{4}", rf"\g<0> '({other})'", pattern)
    return format_date(day, pattern, locale=style.locale)


def month_pattern(style: Style) -> str:
    """Return how a month is written, such as "MMMM y"."""
    skeletons = BabelLocale.parse(style.locale).datetime_skeletons
    return skeletons[MONTH].pattern if MONTH in skeletons else "MMMM y"


def for_scripts(style: Style) -> dict[str, Any]:
    """Return how a script writes days and months: the places of day, month and year, and the names of months.

    `alone` are the names where no day stands beside them, in languages where that makes a difference.
    """
    day, months = _template(style.day, style)
    month, alone = _template(month_pattern(style), style)
    return {"day": day, "month": month, "months": months} | (
        {"alone": alone} if alone != months else {}
    )


def _template(pattern: str, style: Style) -> tuple[str, list[str]]:
    """Return a pattern of CLDR with our places in it, and the months in the form that it asks for."""
    fields = {"d": "{day}", "M": "{month}", "L": "{month}", "y": "{year}"}
    parsed = str(parse_pattern(pattern).format)
    names = re.findall(r"%\((\w+)\)s", parsed)
    template = parsed % {name: fields[name[0]] for name in names}
    form = next(name for name in names if name[0] in "ML")
    return template, [_written(date(2000, month, 1), form, style) for month in range(1, 13)]
