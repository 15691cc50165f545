"""A localised site with all it takes to draw its pages on one day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from mionido.checker.graph import Compiled
from mionido.model import markup
from mionido.model.glossary import Glossary
from mionido.model.parameters import Parameter
from mionido.model.site import Records, Site
from mionido.model.text import Plural, Text
from mionido.model.topics import Term
from mionido.render.environment import Templates
from mionido.render.printed import Printed
from mionido.render.reading import ONE_FILE, Reading, printed
from mionido.translate import formats
from mionido.translate.catalogs import Catalog
from mionido.translate.locales import Locale
from mionido.translate.states import States

# Not the space between a number and its unit, at which no line breaks.
SPACES = re.compile(r"[ \n]+")


@dataclass(frozen=True)
class Edition:
    """A localised site, its catalog, and what is the same in every locale."""

    site: Site
    catalog: Catalog
    locales: dict[str, Locale]
    today: date
    env: Templates
    compiled: Compiled
    source: "Edition | None" = None  # the same in the language it was written in
    others: "Mapping[str, Edition]" = field(default_factory=dict)  # the same where it falls back to
    states: States | None = None  # how far each text is
    site_url: str = ""
    reading: Reading | None = None  # through which one page looks at the site
    # By the record or handout that they are of; none where the build makes no sheets.
    printed: Mapping[str, Printed] = field(default_factory=dict)
    # The address of the page that shows the source beside this language, by the record it is of.
    beside: Mapping[str, str] = field(default_factory=dict)
    one_file: int = 0  # how large that is, in bytes
    # By the name of a sheet what it says as a fingerprint; kept here, so that it is worked out once.
    versions: dict[str, Any] = field(default_factory=dict)

    @property
    def records(self) -> Records:
        """The site, as it is read while a page is drawn."""
        return self.reading or self.site

    def on_paper(self, ident: str) -> Printed | None:
        """Return the sheet of a record or of a handout, if the build made one."""
        if self.reading:
            self.reading.read.add(printed(ident))
        return self.printed.get(ident)

    def size_of_one_file(self) -> str:
        """Return how large the file with nearly all pages is, in words of this locale."""
        if self.reading:
            self.reading.read.add(ONE_FILE)
        return self.size(-(-self.one_file // 1000))

    def beside_of(self, ident: str) -> str:
        """Return the page with the source beside this language, of a record or else of words that stand everywhere."""
        known = ident if ident in self.beside else "interface"
        if self.reading:
            self.reading.read.add(printed(known))
        return self.beside.get(known, "")

    @cached_property
    def glossary(self) -> Glossary | None:
        """The words to link in texts; only the language of letters has them."""
        has_them = self.catalog.code == self.site.jurisdiction.official_language
        return Glossary(self.site[Term]) if has_them else None

    @property
    def has_own_script(self) -> bool:
        """Whether words in Latin letters are foreign here, and those of letters."""
        return self.env.marks.has_own_script

    @cached_property
    def style(self) -> formats.Style:
        """How numbers and days are written in this locale."""
        locale = self.catalog.locale
        return formats.style_of(self.catalog.cldr, self._letters.cldr, locale.day, locale.months)

    @cached_property
    def official_style(self) -> formats.Style:
        """How they are written in letters."""
        return formats.style_of(self._letters.cldr, self._letters.cldr, self._letters.locale.day)

    def wrote(self, text: Text) -> "Edition":
        """Return the edition in whose language a text is: where it is not translated, that of another one."""
        if text.lang is None or self.source is None:
            return self
        is_source = text.lang == self.source.catalog.code
        found = self.source if is_source else self.others[text.lang]
        along = self.reading and Reading(found.site, self.reading.read)
        return replace(found, reading=along)

    @property
    def between_places(self) -> str:
        """What stands between the parts of a place in a law, with the comma of this language."""
        return self.records.jurisdiction.between_places.replace(",", self.catalog.locale.comma)

    @property
    def _letters(self) -> Catalog:
        """The locale of letters, which need not be one of the site."""
        code = self.site.jurisdiction.official_language
        return Catalog(code, self.locales.get(code) or Locale(name=code))

    def parameter(self, name: str) -> str:
        """Return the value of a parameter today, in words of this locale."""
        return self.amount(*self.value_of(name))

    def value_of(self, name: str) -> tuple[Any, str]:
        """Return the value of a parameter today, and its unit."""
        parameter = self.records[Parameter][name]
        value = parameter.in_force(self.today)
        if value is None:
            raise LookupError(f"the parameter {name} has no value on {self.today}")
        return value.value, parameter.unit

    def amount(self, value: Any, unit: str) -> str:
        """Return a number, a day or a length of time in words of this locale."""
        return formats.format_value(value, unit, self.style, self.counted)

    def counted(self, name: str, count: int) -> str:
        """Return the form of a message of the interface that goes with a number."""
        message = self.records.interface[name]
        if not isinstance(message, Plural):
            raise TypeError(f"the message {name} goes with a number and has no forms for it")
        return self.catalog.form(message, count)

    def day(self, day: date) -> str:
        """Return a day in words of this locale."""
        return formats.format_day(day, self.style)

    def size(self, kilobytes: int) -> str:
        """Return the size of a file in words of this locale."""
        return formats.format_size(kilobytes, self.style)

    def short_day(self, day: date) -> str:
        """Return a day with one name of its month, where nobody compares it with a letter."""
        return formats.format_day(day, replace(self.style, months=None))

    def moment(self, when: str | date) -> str:
        """Return a year, a month or a day in words of this locale."""
        if isinstance(when, date):
            return self.day(when)
        if len(when) == 10:
            return self.day(date.fromisoformat(when))
        return self.amount(when, "month" if len(when) == 7 else "count")

    def plain(self, text: str) -> str:
        """Return a text without markup, on one line."""
        edition = self.wrote(text) if isinstance(text, Text) else self
        return SPACES.sub(" ", markup.plain(text, edition._plain_value)).strip()

    def _plain_value(self, name: str) -> str:
        kind, _, term = name.partition(":")
        if kind == "term":
            return self.records[Term][term].official
        if self.records.find(f"parameters/{name}"):
            return self.parameter(name)
        return "{" + name + "}"
