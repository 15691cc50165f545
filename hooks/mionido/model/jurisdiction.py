"""Where the law of a site holds: its letters, its parts and the telephone numbers there."""

from typing import Annotated

from pydantic import Field, StringConstraints, field_validator, model_validator

from mionido.model.law import InPlace
from mionido.model.parameters import Range, Unit
from mionido.model.text import Record, Text

# A telephone number as one dials it at home.
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]+(?:[ -][0-9]+)*$")]
Reason = Annotated[str, StringConstraints(min_length=1)]
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
    """The telephone numbers of a country: `region` says of which, by its two letters.

    Its plan knows what numbers there are and which cost more than a call. `also` are numbers to
    name all the same, such as short ones for emergencies, each with the reason.
    """

    region: str = Field(pattern=r"^[A-Z]{2}$")
    also: dict[Number, Reason] = Field(default_factory=dict)


class Jurisdiction(Record):
    """jurisdiction.yml: what is peculiar to the law and the country that the site is about.

    `official_language` is that of the law and of letters. `levels` and `kinds` are those of
    instruments, the levels in the order in which the page of the law shows them; a source in one of
    the kinds under `cited_by_place` names a place. `places` are the parts of an instrument, the
    largest first, with `between_places` between them in running words. `subject` is the word that
    letters write before what they are about. `plausible` is for each unit the least and the most
    that an amount, a term or a day of this law can be.
    """

    official_language: str
    levels: tuple[Key, ...] = Field(min_length=1)
    kinds: tuple[str, ...] = Field(min_length=1)
    cited_by_place: tuple[str, ...] = ()
    places: dict[Key, PlaceName] = Field(min_length=1)
    between_places: str = ", "
    subject: str = ""
    phone: Phone | None = None
    plausible: dict[Unit, Range] = Field(default_factory=dict)

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
