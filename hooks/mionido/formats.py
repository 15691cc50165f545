"""Money, dates and lengths of time in the words of a locale: Gregorian calendar, Latin digits, month as a word."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.dates import format_date, get_month_names
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

DAY = "d MMMM y"
MONTH = "MMMM y"
DURATIONS = {
    "years": "duration-year",
    "months": "duration-month",
    "weeks": "duration-week",
    "days": "duration-day",
    "hours": "duration-hour",
    "minutes": "duration-minute",
}


def is_known_to_cldr(locale: str) -> bool:
    """Whether Babel has data for this locale."""
    try:
        BabelLocale.parse(locale)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def format_value(value: Any, unit: str, locale: str, words: Mapping[str, str]) -> str:
    """Return a parameter's value as readers see it, such as '3 jaar', '€ 250' or '1 januari 2022'.

    `words` holds our own `unit_hours` and the like, for durations that CLDR has no words for
    (Babel then prints its own key; in 2.18 it does so for Dutch hours and most of Persian).
    """
    if unit == "date":
        return format_day(value, locale)
    if unit == "month":
        year, month = str(value).split("-")
        return _format_date(date(int(year), int(month), 1), MONTH, locale)
    if unit == "EUR":
        return format_currency(value, "EUR", "¤ #,##0", locale=locale, currency_digits=False)
    if unit == "percent":
        return format_percent(value / 100, locale=locale)
    if isinstance(value, float):
        return format_decimal(value, locale=locale)
    if unit in DURATIONS:
        written = format_unit(value, DURATIONS[unit], length="long", locale=locale)
        return words[f"unit_{unit}"].replace("{count}", str(value)) if "duration" in written else written
    return str(value)


def format_day(day: date, locale: str) -> str:
    """Return a day with its month as a word, such as '15 juni 2026'."""
    return _format_date(day, DAY, locale)


def month_names(locale: str) -> list[str]:
    """Return the twelve month names as they stand in a date."""
    return [get_month_names("wide", "format", locale)[month] for month in range(1, 13)]


def _format_date(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)
