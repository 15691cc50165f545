"""Where the law of a site holds: its letters, its parts and the telephone numbers there."""

import re
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator, model_validator

from mionido.model.law import InPlace
from mionido.model.text import Record, Text

# A telephone number: digits, `x` for any digit, and [1-8] for one of some.
Mask = Annotated[str, StringConstraints(pattern=r"^(?:[0-9x]|\[[0-9]-[0-9]\])+$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]
# What a citation says besides the place: no place can be called so.
TAKEN = {"instrument", "publication", "because", "gist"}


class PlaceName(Record):
    """A kind of place in a law, such as an article: how it is written, and in what it may stand."""

    written: Text
    within: tuple[str, ...] = ()

    @field_validator("written")
    @classmethod
    def says_its_number(cls, written: Text) -> Text:
        """Require the number of the place."""
        if "{number}" not in written:
            raise ValueError(
                f'"{written}" does not say the number of the place | '
                "put {number} where it belongs"
            )
        return written


class Phone(Record):
    """The telephone numbers of a country, as one dials them there, without blanks.

    `paid` are the beginnings of those that cost more than a call. A number that begins with the
    `trunk` may have the code of the country instead of it.
    """

    country_code: str = Field(pattern=r"^[1-9][0-9]{0,3}$")
    trunk: str = Field(default="0", pattern=r"^[0-9]{0,3}$")
    numbers: tuple[Mask, ...] = Field(min_length=1)
    paid: tuple[Mask, ...] = ()

    def is_number(self, digits: str) -> bool:
        """Whether these digits are a number of the country; a plus may stand before them."""
        return self._numbers.fullmatch(digits) is not None

    def is_paid(self, digits: str) -> bool:
        """Whether a call costs more than a call."""
        return self._paid.match(digits) is not None

    @cached_property
    def _numbers(self) -> re.Pattern[str]:
        return self._pattern(self.numbers, rf"\+{self.country_code}")

    @cached_property
    def _paid(self) -> re.Pattern[str]:
        """Also matches as people write it who are not sure how."""
        return self._pattern(self.paid, rf"(?:\+|00){self.country_code}(?:{self.trunk})?")

    def _pattern(self, masks: tuple[Mask, ...], abroad: str) -> re.Pattern[str]:
        forms = []
        for mask in masks:
            digits = mask.replace("x", "[0-9]")
            if mask.startswith(self.trunk):  # it is reached from abroad
                digits = f"(?:{abroad}|{self.trunk}){digits.removeprefix(self.trunk)}"
            forms.append(digits)
        return re.compile("|".join(forms) or r"(?!)")


class Jurisdiction(Record):
    """jurisdiction.yml: what is peculiar to the law and the country that the site is about.

    `official_language` is that of the law and of letters. `levels` and `kinds` are those of
    instruments, the levels in the order in which the page of the law shows them; a source in one of
    the kinds under `cited_by_place` names a place. `places` are the parts of an instrument, the
    largest first, with `between_places` between them in running words. `subject` is the word that
    letters write before what they are about.
    """

    official_language: str
    levels: tuple[Key, ...] = Field(min_length=1)
    kinds: tuple[str, ...] = Field(min_length=1)
    cited_by_place: tuple[str, ...] = ()
    places: dict[Key, PlaceName] = Field(min_length=1)
    between_places: str = ", "
    subject: str = ""
    phone: Phone | None = None

    @model_validator(mode="after")
    def names_what_there_is(self) -> "Jurisdiction":
        """Require that named kinds and places exist, and that no place takes another key."""
        for kind in self.cited_by_place:
            if kind not in self.kinds:
                raise ValueError(
                    f'"{kind}" under cited_by_place is none of the kinds | write it under kinds too'
                )
        for key, place in self.places.items():
            self._require_place(key, place)
        return self

    def _require_place(self, key: str, place: PlaceName) -> None:
        if key in TAKEN:
            raise ValueError(
                f'no place can be called "{key}" | a source has a key of that name; choose another'
            )
        for other in place.within:
            if other not in self.places:
                raise ValueError(
                    f'{key} stands within "{other}", which is no place | write it under places too'
                )

    def ordered(self, place: InPlace) -> list[tuple[str, str]]:
        """Return the parts of a place that are declared, the largest first."""
        return [(key, place.places[key]) for key in self.places if key in place.places]

    def anchor(self, place: InPlace) -> str:
        """Return the anchor of a place on the page of its instrument; empty for the whole of it."""
        parts = self.ordered(place)
        if not parts:
            return ""
        first_key, _ = parts[0]
        largest = next(iter(self.places))
        begins = "a" if first_key == largest else first_key
        numbers = [number.replace(" ", "") for _, number in parts]
        return "-".join((begins, *numbers))
