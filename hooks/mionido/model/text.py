"""Text: the strings a reader sees and a translator gets. Record: what is written in YAML."""

import re
from datetime import date
from functools import cache
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    ValidationInfo,
    field_validator,
)
from pydantic_core import CoreSchema, core_schema

from mionido.model.years import YEARS

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAYS = (date, date | None)


class Text(str):
    """Words a reader sees. Only Text goes to translators; every other string stays as it is.

    `lang` is set when the words are in another language than the page (a missing translation).
    `context` is where translators find them; the source has none.
    """

    lang: str | None = None
    context: str = ""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        checked = core_schema.str_schema(min_length=1, strip_whitespace=True)
        return core_schema.no_info_after_validator_function(cls, checked)


class Plural(Text):
    """Words that go with a number, a form a line: in `content/` for 1 and for every other number.

    A translation has as many forms as its language needs; the top of the PO file says which number
    takes which.
    """

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        form = core_schema.str_schema(min_length=1, strip_whitespace=True, pattern=r"^[^\n]+$")
        forms = {name: core_schema.typed_dict_field(form) for name in ("one", "other")}
        checked = core_schema.typed_dict_schema(forms, extra_behavior="forbid")
        return core_schema.no_info_after_validator_function(
            lambda found: cls("\n".join(found.values())), checked
        )

    @property
    def forms(self) -> list[str]:
        """The forms, in the order of the PO file."""
        return self.split("\n")


class Record(BaseModel):
    """Anything written in YAML. Unknown keys are mistakes; records never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    @field_validator("*", mode="before")
    @classmethod
    def writes_days_as_days(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse a moment, or seconds since 1970, where a day belongs: nobody could read which."""
        is_day = cls.model_fields[info.field_name or ""].annotation in DAYS
        if not is_day or value is None or type(value) is date:
            return value
        if isinstance(value, str) and DAY.fullmatch(value):
            return value
        raise ValueError("this is no day | write year, month and day: 2031-01-31")

    @field_validator("*")
    @classmethod
    def has_possible_years(cls, value: Any) -> Any:
        """Refuse a day that cannot be meant, also where it was written in quotes."""
        if isinstance(value, date) and value.year not in YEARS:
            raise ValueError(f"the year of {value} cannot be meant | check the year")
        return value


@cache
def keys_of(model: type[Record]) -> dict[str, str]:
    """Return each attribute of a class of records and the key it has in its file."""
    return {name: info.alias or name for name, info in model.model_fields.items()}
