"""Amounts, terms and dates set by an instrument, with their history.

No number of the law stands elsewhere.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, WithJsonSchema, field_validator

from mionido.model.law import Certainty, Citations
from mionido.model.text import Record, Text

MONTH = re.compile(r"(1[89]|2[01])[0-9]{2}-(0[1-9]|1[0-2])")
# The longest times a law can mean: beyond, days of the reader would fall outside the calendar.
LONGEST = {"years": 200, "age": 150, "months": 2_400, "weeks": 10_000, "days": 70_000}
Counted = Literal[
    "years", "months", "weeks", "days", "hours", "minutes", "age", "count", "date", "month"
]
CURRENCY = re.compile(r"[A-Z]{3}")


def is_currency(unit: str) -> bool:
    """Whether a unit has the form of a currency: three capitals, as in ISO 4217."""
    return CURRENCY.fullmatch(unit) is not None


def known_unit(unit: str) -> str:
    """Return a unit that a parameter may have; whether such a currency exists is a check."""
    if unit not in get_args(Counted) and not is_currency(unit):
        known = ", ".join(get_args(Counted))
        raise ValueError(
            f'"{unit}" is no unit | '
            f"use one of: {known}, or the three capitals of a currency, such as CHF"
        )
    return unit


Unit = Annotated[
    str,
    AfterValidator(known_unit),
    WithJsonSchema(
        {"anyOf": [{"enum": [*get_args(Counted)]}, {"type": "string", "pattern": "^[A-Z]{3}$"}]}
    ),
]


class DatedValue(Record):
    """A value from a day on, until the next value begins. `from_is: seen`: it may be older."""

    from_: date = Field(alias="from")
    from_is: Literal["start", "seen"] = "start"
    value: date | int | float | str | None
    sources: Citations = Field(min_length=1)

    @field_validator("value", mode="before")
    @classmethod
    def is_one_value(cls, value: Any) -> Any:
        """Refuse lists; and true and false, which Python takes for one and nothing."""
        if isinstance(value, (bool, list, dict)):
            raise ValueError("this is no value | write a number, a day or a month")
        return value


def least_first(bounds: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the least and the most that a value can be, if they are that."""
    if not is_within(bounds[0], bounds):
        raise ValueError(
            f"{bounds[0]} and {bounds[1]} are no least and most | write two like  [1, 10]"
        )
    return bounds


def is_within(value: Any, bounds: tuple[Any, Any]) -> bool:
    """Whether a value lies between two others; one of another sort does not."""
    low, high = bounds
    try:
        return bool(low <= value <= high)
    except TypeError:
        return False


Bound = date | int | float | str
Range = Annotated[tuple[Bound, Bound], AfterValidator(least_first)]


class Parameter(Record):
    """One number or date of the law.

    `plausible` is the least and the most that it can be, where that is not what jurisdiction.yml
    says of its unit.
    """

    title: Text
    unit: Unit
    plausible: Range | None = None
    values: tuple[DatedValue, ...] = Field(min_length=1)
    certainty: Certainty
    checked: date

    @field_validator("values")
    @classmethod
    def stand_oldest_first(cls, values: tuple[DatedValue, ...]) -> tuple[DatedValue, ...]:
        """Require dated values in order, because each one ends where the next begins."""
        days = [value.from_ for value in values]
        if days != sorted(set(days)):
            raise ValueError(
                "values stand oldest first, each with its own date | "
                "put them in the order of their from dates"
            )
        return values

    def fits(self, value: date | float | str) -> bool:
        """Whether this can be a value in the unit of the parameter."""
        match self.unit:
            case "date":
                return isinstance(value, date)
            case "month":
                return isinstance(value, str) and MONTH.fullmatch(value) is not None
        if is_currency(self.unit) and isinstance(value, float):
            return value >= 0
        return isinstance(value, int) and 0 <= value <= LONGEST.get(self.unit, value)

    def in_force(self, on: date) -> DatedValue | None:
        """Return the value in force on a day; None before the first one and after an explicit end.

        A value whose start was only seen, not read, also answers for earlier days.
        """
        past = [value for value in self.values if value.from_ <= on]
        if past:
            last = past[-1]
        elif self.values[0].from_is == "seen":
            last = self.values[0]
        else:
            return None
        return None if last.value is None else last
