"""A page of all components in their examples, for who designs them; no part of the site."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mionido.problems import ProblemsError
from mionido.read.yamlfile import YamlFile, read_yaml
from mionido.render.context import RenderContext
from mionido.render.edition import Edition
from mionido.render.links import Links
from mionido.render.pages import Page

TEMPLATE = "components/gallery.html"
EXAMPLES = "examples.yml"
DIRECTIONS = ("ltr", "rtl")
# A value of an example that is a message of the interface, so that its words are in the language of the page.
MESSAGE = re.compile(r"t\.([a-z0-9_]+)")
HOW = "an example names a macro of template.html under  macro:  and what it takes under  with:"


@dataclass(frozen=True)
class Example:
    """A macro with what it takes; `inside` is a text for its caller, `list` the class of a list around it."""

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
    """Return the page in one direction, in the language of the edition. Raises ProblemsError for a wrong example."""
    site = edition.site
    page = Page(f"{direction}.html", TEMPLATE, lambda _: site.about.name, lambda _: site.about.name)
    context = RenderContext(edition, page, Links("", "", page.uri))
    shown = [
        (name, _examples(context, overrides / "components" / name))
        for name in components(overrides)
    ]
    names = {
        "components": shown,
        "lang": edition.catalog.code,
        "direction": direction,
        "other": next(each for each in DIRECTIONS if each != direction),
    }
    return edition.env.get_template(TEMPLATE).render(context.names() | context.own_names() | names)


def _examples(context: RenderContext, folder: Path) -> list[Example]:
    """Return the examples of one component."""
    file = read_yaml(folder / EXAMPLES, f"overrides/components/{folder.name}/{EXAMPLES}")
    if file.problems:
        raise ProblemsError(file.problems)
    if not isinstance(file.data, list):
        raise ProblemsError(
            [file.place(()).error("example", "this is no list of examples", fix=HOW)]
        )
    macros = vars(
        context.edition.env.get_template(f"components/{folder.name}/template.html").module
    )
    return [_example(context, file, number, macros) for number in range(len(file.data))]


def _example(
    context: RenderContext, file: YamlFile, number: int, macros: Mapping[str, Any]
) -> Example:
    data = file.data[number]
    place = file.place((str(number),))
    if not isinstance(data, dict) or not {"macro", "with"} <= data.keys() <= {
        "macro",
        "with",
        "inside",
        "list",
    }:
        raise ProblemsError([place.error("example", "this is no example", fix=HOW)])
    if data["macro"] not in macros:
        raise ProblemsError(
            [place.error("example", f"there is no macro {data['macro']} in template.html", fix=HOW)]
        )
    unknown = [name for name in data["with"] or {} if name not in macros[data["macro"]].arguments]
    if unknown:
        what = f"the macro {data['macro']} takes no {unknown[0]}"
        raise ProblemsError([place.error("example", what, fix=HOW)])

    def message(name: str) -> Any:
        try:
            return context.reading.interface[name]
        except KeyError:
            raise ProblemsError(
                [place.error("example", f"there is no message {name} in interface.yml")]
            ) from None

    given = {name: _value(value, message, context) for name, value in (data["with"] or {}).items()}
    inside = _value(data.get("inside"), message, context)
    return Example(data["macro"], given, inside, data.get("list"))


def _value(value: Any, message: Callable[[str], Any], context: RenderContext) -> Any:
    """Return a value of an example as a page would give it."""
    match value:
        case dict():
            return _Given(
                {str(name): _value(each, message, context) for name, each in value.items()}
            )
        case list():
            return [_value(each, message, context) for each in value]
        case "t":
            return context.reading.interface
        case "languages":
            return context.languages("menu")
        case str() if found := MESSAGE.fullmatch(value):
            return message(found[1])
    return value
