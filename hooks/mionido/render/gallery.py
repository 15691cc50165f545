"""A page of all components in their examples, for who designs them; no part of the site."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mionido.model.site import Records
from mionido.model.text import Text
from mionido.problems import Place, ProblemsError
from mionido.read.yamlfile import read_yaml
from mionido.render.context import RenderContext
from mionido.render.edition import Edition
from mionido.render.links import Links
from mionido.render.pages import Page

TEMPLATE = "components/gallery.html"
EXAMPLES = "examples.yml"
DIRECTIONS = ("ltr", "rtl")
# A value of an example that is a message of the interface: words in the language of the page.
MESSAGE = re.compile(r"t\.([a-z0-9_]+)")
# The keys of an example.
NEEDED = {"macro", "with"}
ALLOWED = {*NEEDED, "inside", "list"}
HOW = "an example names a macro of template.html under  macro:  and what it takes under  with:"


@dataclass(frozen=True)
class Example:
    """A macro with what it takes.

    `inside` is a text for its caller, `list` the class of a list around it, or `dl`.
    """

    macro: str
    given: Mapping[str, Any]
    inside: Any = None
    list: str | None = None


class _Given(dict[str, Any]):
    """Values of an example. What it does not give is nothing."""

    def __missing__(self, name: str) -> None:
        return None


def components(overrides: Path) -> list[str]:
    """Return the names of all components."""
    return sorted(path.parent.name for path in overrides.glob("components/*/template.html"))


def gallery(edition: Edition, overrides: Path, direction: str) -> str:
    """Return the page in one direction, in the language of the edition.

    Raises ProblemsError for a wrong example.
    """

    def name_of_the_site(site: Records) -> str:
        return site.about.name

    page = Page(f"{direction}.html", TEMPLATE, name_of_the_site, name_of_the_site)
    context = RenderContext(edition, page, Links("", "", page.uri))
    folders = {name: overrides / "components" / name for name in components(overrides)}
    shown = [(name, _Component(context, folder).examples()) for name, folder in folders.items()]
    names = context.names() | context.own_names()
    names |= {
        "style": edition.env.styles.all(),
        "components": shown,
        "lang": edition.catalog.code,
        "direction": direction,
        "other": next(each for each in DIRECTIONS if each != direction),
    }
    return edition.env.get_template(TEMPLATE).render(names)


class _Component:
    """The examples of one component, as a page would show them."""

    def __init__(self, context: RenderContext, folder: Path) -> None:
        self._context = context
        self._file = read_yaml(folder / EXAMPLES, f"overrides/components/{folder.name}/{EXAMPLES}")
        if self._file.problems:
            raise ProblemsError(self._file.problems)
        template = context.edition.env.get_template(f"components/{folder.name}/template.html")
        self._macros = vars(template.module)

    def examples(self) -> list[Example]:
        """Return all examples. Raises ProblemsError for the first that is wrong."""
        data = self._file.data
        if not isinstance(data, list):
            raise self._wrong(self._file.place(()), "this is no list of examples")
        return [self._example(number, each) for number, each in enumerate(data)]

    def _example(self, number: int, data: Any) -> Example:
        place = self._file.place((str(number),))
        if not isinstance(data, dict) or not NEEDED <= data.keys() <= ALLOWED:
            raise self._wrong(place, "this is no example")
        macro, given = data["macro"], data["with"] or {}
        if macro not in self._macros:
            raise self._wrong(place, f"there is no macro {macro} in template.html")
        for name in given:
            if name not in self._macros[macro].arguments:
                raise self._wrong(place, f"the macro {macro} takes no {name}")
        values = {name: self._value(value, place) for name, value in given.items()}
        return Example(macro, values, self._value(data.get("inside"), place), data.get("list"))

    def _value(self, value: Any, place: Place) -> Any:
        """Return a value of an example as a page would give it."""
        match value:
            case dict():
                return _Given({str(key): self._value(each, place) for key, each in value.items()})
            case list():
                return [self._value(each, place) for each in value]
            case "t":
                return self._context.reading.interface
            case "languages":
                return self._context.languages("menu")
            case str() if found := MESSAGE.fullmatch(value):
                return self._message(found[1], place)
        return value

    def _message(self, name: str, place: Place) -> Text:
        try:
            return self._context.reading.interface[name]
        except KeyError:
            what = f"there is no message {name} in interface.yml"
            raise ProblemsError([place.error("example", what)]) from None

    def _wrong(self, place: Place, what: str) -> ProblemsError:
        return ProblemsError([place.error("example", what, fix=HOW)])
