"""translations/locales.yml: what languages there are."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter, ValidationError

from mionido.model.site import CODE
from mionido.model.text import Record
from mionido.problems import Place, Problem
from mionido.read.content import problems_in
from mionido.read.yamlfile import YamlFile, read_yaml

CLDR = r"^[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?$"
LOCALES_FILE = "translations/locales.yml"
# What mkdocs-static-i18n accepts.
BUILD_CODE = r"[a-z]{2}(?:-[A-Z]{2})?"


class Locale(Record):
    """A language of the site.

    `day` is how people write a day, where that is not as in CLDR; `months` is another language of CLDR whose names of
    the months stand behind ours, in brackets; `comma` is what is written for one; `calendar` tells readers who also
    count by another calendar which one is meant; `build` is the code mkdocs-static-i18n sees, where ours is not `xx` or
    `xx-XX`. `files` are the catalogs that `mionido extract` makes for it; all, if nothing is said. `falls_back_to` is
    the language in which its readers see what is not translated, and then the one that this falls back to; the source
    is the last of all.
    """

    name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    status: Literal["source", "public", "draft"] = "draft"
    cldr: str | None = Field(default=None, pattern=CLDR)
    day: str | None = Field(default=None, pattern=r"^[dMy .,/-]+$")
    months: str | None = Field(default=None, pattern=CLDR)
    comma: str = Field(default=",", min_length=1, max_length=1)
    calendar: str | None = None
    build: str | None = None
    files: tuple[str, ...] | None = None
    falls_back_to: str | None = None

    def wanted(self, names: Collection[str]) -> set[str]:
        """Return which of these files the language is to have."""
        return set(names) if self.files is None else {*self.files} & {*names}


def as_entry(code: str, locale: Locale) -> str:
    """Return the line of locales.yml that says all this of a language."""
    said = locale.model_dump(exclude_defaults=True) | {"status": locale.status}
    keys = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items())
    return f"{code}: {{{', '.join(keys)}}}"


LOCALES = TypeAdapter(dict[str, Locale])


def fallbacks(code: str, locales: Mapping[str, Locale]) -> list[str]:
    """Return the translated languages to which one falls back, first to last; each once, even in a circle."""
    found: list[str] = []
    locale = locales.get(code)
    while locale and locale.falls_back_to and locale.falls_back_to not in (code, *found):
        found.append(locale.falls_back_to)
        locale = locales.get(locale.falls_back_to)
    return [each for each in found if each in locales and locales[each].status != "source"]


def load_locales(folder: Path) -> tuple[dict[str, Locale], list[Problem]]:
    """Read locales.yml."""
    name = f"{folder.name}/locales.yml"
    if not (folder / "locales.yml").exists():
        fix = "translations/README.md says what it holds."
        return {}, [Place(name).error("missing-file", "this file is missing", fix=fix)]
    file = read_yaml(folder / "locales.yml", name)
    if problems := file.problems or list(_wrong_codes(file)):
        return {}, problems
    try:
        return LOCALES.validate_python(file.data), []
    except ValidationError as error:
        return {}, problems_in(file, error)


def _wrong_codes(file: YamlFile) -> Iterator[Problem]:
    """Yield codes that are none, or that stand for two locales: they name files and folders."""
    seen: dict[str, str] = {}
    for code, locale in file.data.items() if isinstance(file.data, dict) else ():
        if not re.fullmatch(CODE, code):
            fix = "write a language, and a script or a country if it needs them, such as: fa, fa-AF, ku-Latn-TR"
            yield file.keys[code,].error("code", f'"{code}" is not the code of a language', fix=fix)
            continue
        build = locale.get("build") if isinstance(locale, dict) else None
        if build is None:
            place, build = file.keys[code,], code
        else:
            place = file.place((code, "build"))
        if not re.fullmatch(BUILD_CODE, str(build)):
            fix = "give  build  a code of two small letters, and a country if you like, such as: ku-IQ"
            yield place.error("code", f'MkDocs cannot build a language called "{build}"', fix=fix)
        elif (first := seen.setdefault(str(build), code)) != code:
            fix = "give one of them another code to  build."
            yield place.error("code", f'"{build}" already stands for {first}', fix=fix)
