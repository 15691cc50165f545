"""Money, dates and lengths of time in the words of a locale: Gregorian calendar, Latin digits, month as a word."""

from collections.abc import Callable
from datetime import date
from typing import Any

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.dates import format_date, get_month_names
from babel.numbers import format_currency, format_decimal, format_percent

DAY = "d MMMM y"
MONTH = "MMMM y"
LENGTHS = ("years", "months", "weeks", "days", "hours", "minutes")
NO_BREAK = "\N{NO-BREAK SPACE}"


def is_known_to_cldr(locale: str) -> bool:
    """Whether Babel has data for this locale."""
    try:
        BabelLocale.parse(locale)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def format_value(value: Any, unit: str, locale: str, counted: Callable[[str, int], str]) -> str:
    """Return a parameter's value as readers see it, such as '3 jaar', '€ 250' or '1 januari 2022'.

    `counted` gives our own words for a number of years or hours. Babel has not got them in every language: it then
    prints its own key, as for Arabic weeks, or a pattern of CLDR that nobody writes, such as '3/ኣዋርሕ'.
    """
    if unit == "date":
        return format_day(value, locale)
    if unit == "month":
        year, month = str(value).split("-")
        return _format_date(date(int(year), int(month), 1), MONTH, locale)
    if unit == "EUR":
        return format_currency(value, "EUR", f"¤{NO_BREAK}#,##0", locale=locale, currency_digits=False)
    if unit == "percent":
        return format_percent(value / 100, locale=locale)
    if isinstance(value, float):
        return format_decimal(value, locale=locale)
    if unit in LENGTHS:
        return counted(f"unit_{unit}", value).replace("{count}", str(value)).replace(" ", NO_BREAK)
    return str(value)


def format_day(day: date, locale: str) -> str:
    """Return a day with its month as a word, such as '15 juni 2026'."""
    return _format_date(day, DAY, locale)


def month_names(locale: str) -> list[str]:
    """Return the twelve month names as they stand in a date."""
    return [get_month_names("wide", "format", locale)[month] for month in range(1, 13)]


def _format_date(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)
