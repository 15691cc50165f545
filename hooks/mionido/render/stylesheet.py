"""The style of a page: for screens it comes with the page, so that the first screen waits for nothing else.

It has the rules for what the templates of the page can draw: of ours, and of the part of Material's that ours builds
on. What is for paper alone is one file for all pages, which a browser gets last.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from mionido.checker.script import imported
from mionido.problems import ExpectedError, Place, ProblemsError
from mionido.render.assets import SCRIPTS

IMPORTS = "assets/site.css"  # names our style sheets in their order
IMPORT = re.compile(r'@import "([^"]+)";')
PAPER = "@media print"
# What every page can hold, around its content too: running text.
EVERYWHERE = ("components/text/template.html",)
# What a template says to Jinja and not to a browser.
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
OURS = re.compile(r"\bmn-[\w-]+")  # a class of ours; one that ends in a dash goes on in a value
CLASSES = re.compile(r'class="([^"]*)"')
TAG = re.compile(r"<([a-z]\w*)|createElement\(\"(\w+)\"\)")
ATTRIBUTE = re.compile(r"\[([\w-]+)")
CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
TYPE = re.compile(r"(?<![\w.#:\[(=-])[a-z]\w*(?![\w(=-])")
AROUND = re.compile(r"\s*([,>])\s*")  # what needs no space around it in a selector
SPACES = re.compile(r"\s+")
# Rules of Material for what we dress alone, or have not: they end so.
LEFT_OUT = re.compile(
    r"""(?:\b(?:details|summary)(?:[:\[][^ >]*)?|\[id=__comments\]|dark"\]|\[type\]|-header\[hidden\])$"""
)
# A zero that a number needs not.
ZERO = re.compile(r"(?<![\w.])0(?=\.\d)")
INSIDE = re.compile(r"\([^()]*\)")  # of which each may be missing
QUOTED = re.compile(r'"[^"]*"')
OWN_PROPERTY = re.compile(r"var\((--[\w-]+)")
# Elements of every page, and what browsers show as elements.
ALWAYS = frozenset(("html", "body", "root"))
# The direction of a whole page, around its text.
OF_PAGE = re.compile(r"^\[dir=(?:ltr|rtl)\](?= \.md-typeset)")


@dataclass(frozen=True)
class Rule:
    """A rule within a condition such as "@media print": selectors with the names each needs, and what it says."""

    within: str
    selectors: tuple[tuple[str, frozenset[str]], ...]
    says: tuple[str, ...]

    def of(self, names: "Names") -> "Rule":
        """Return the rule with the selectors that find anything among these names."""
        return replace(
            self, selectors=tuple(each for each in self.selectors if names.hold(each[1]))
        )

    def without(self, properties: Iterable[str]) -> "Rule":
        """Return the rule without some of our or Material's own properties."""
        begun = tuple(f"{each}:" for each in properties)
        return replace(self, says=tuple(each for each in self.says if not each.startswith(begun)))

    def __str__(self) -> str:
        """Write it; nothing if it finds nothing or says nothing."""
        found = ",".join(selector for selector, _ in self.selectors)
        return f"{found}{{{';'.join(self.says)}}}" if found and self.says else ""


@dataclass(frozen=True)
class Names:
    """Classes, elements and the direction of a page; a class that ends in a dash stands for all that begin so."""

    whole: frozenset[str]

    def hold(self, needs: frozenset[str]) -> bool:
        """Whether all of these are among them."""
        return all(each in self.whole or each.startswith(self._begun) for each in needs)

    @cached_property
    def _begun(self) -> tuple[str, ...]:
        return tuple(each for each in self.whole if each.endswith("-"))


class Styles:
    """All style sheets, read once. `imports` gives the source of a template, and the templates that it names."""

    def __init__(
        self, overrides: Path, imports: Callable[[str], tuple[str, Iterable[str]]]
    ) -> None:
        """Read all of them, but no template yet."""
        self._overrides, self._imports = overrides, cache(imports)
        self._sheets = self._read()
        self._drawn_by = cache(self._drawn_by_templates)
        self._written = cache(self._write)

    def of(
        self, content: str, direction: str, templates: tuple[str, ...], scripts: tuple[str, ...]
    ) -> str:
        """Return the style for screens of a page: of its content, and of what templates and scripts draw besides."""
        names = names_in(content) | self._drawn_by(templates, scripts) | {f"[dir={direction}]"}
        return self._written(
            frozenset(name for name in names if name in self._asked or name[-1] == "-")
        )

    def _drawn_by_templates(
        self, templates: tuple[str, ...], scripts: tuple[str, ...]
    ) -> frozenset[str]:
        sources = self._sources((*templates, *EVERYWHERE))
        entries = {self._overrides / module for name in scripts for module in SCRIPTS[name]}
        modules = {file for entry in entries for file in imported(entry)}
        pictures = self._overrides.rglob("*.svg")
        files = (file.read_text("utf-8") for file in (*modules, *pictures))
        return ALWAYS | names_in(" ".join((*sources, *files)))

    @cached_property
    def _asked(self) -> frozenset[str]:
        """All names that any rule needs."""
        rules = (rule for sheet in self._sheets for rule in sheet)
        return frozenset(name for rule in rules for _, needs in rule.selectors for name in needs)

    def all(self) -> str:
        """Return the style of everything, for screens and for paper."""
        return f"{self._written(self._asked)}\n{self.for_paper()}"

    def _write(self, names: frozenset[str]) -> str:
        material, *ours = self._sheets
        for_screens = [[rule for rule in sheet if rule.within != PAPER] for sheet in ours]
        sheets = [[rule.of(Names(names)) for rule in sheet] for sheet in (material, *for_screens)]
        idle = self._idle(rule for sheet in sheets for rule in sheet)
        written = (_written(rule.without(idle) for rule in sheet) for sheet in sheets)
        return "\n".join(sheet for sheet in written if sheet)

    def _idle(self, rules: Iterable[Rule]) -> set[str]:
        """Return the properties of our own, and Material's, that nothing asks for on a page, or on paper."""
        says = [each for rule in rules if rule.selectors for each in rule.says]
        values = {each.partition(":")[0]: each for each in says if each.startswith("--")}
        asked = set(OWN_PROPERTY.findall(self.for_paper()))
        open_ = [each for each in says if not each.startswith("--")]
        while open_:
            new = set(OWN_PROPERTY.findall(" ".join(open_))) - asked
            asked |= new
            open_ = [each for each in says if each.partition(":")[0] in new]
        return values.keys() - asked

    def for_paper(self) -> str:
        """Return our rules for paper alone. Material's stay with its others, so that ours come after them."""
        return self._for_paper

    @cached_property
    def _for_paper(self) -> str:
        rules = [rule for sheet in self._sheets[1:] for rule in sheet if rule.within == PAPER]
        return f"{_written(rules)}\n"

    def _sources(self, templates: Iterable[str]) -> list[str]:
        """Return the source of these templates, and of all that they name."""
        found: dict[str, str] = {}
        open_ = [*templates]
        while open_:
            name = open_.pop()
            if name not in found:
                found[name], named = self._imports(name)
                open_ += named
        return [*found.values()]

    def _read(self) -> list[list[Rule]]:
        """Each style sheet as its rules, Material's first."""
        material = trimmed_stylesheet(self._overrides)
        ours = list(self._ours())
        used = set(OWN_PROPERTY.findall(material + "".join(ours)))
        return [list(_rules_of(css)) for css in (without_unused(material, used), *ours)]

    def _ours(self) -> Iterator[str]:
        """Yield each of our style sheets."""
        path = self._overrides / IMPORTS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            match = IMPORT.fullmatch(line)
            if match is None:
                yield line
                continue
            part = path.parent / match[1]
            if not part.is_file():
                place = Place(f"overrides/{IMPORTS}", number)
                fix = "name a file that is there, from the folder of this one."
                raise ProblemsError([place.error("style", f"{match[1]} does not exist", fix=fix)])
            yield part.read_text("utf-8")


def names_in(html: str) -> frozenset[str]:
    """Return the classes of ours and the elements that stand in a page, or may be drawn by a template or script."""
    tags = (first or second for first, second in TAG.findall(html))
    return frozenset((*OURS.findall(html), *tags))


def _written(sheet: Iterable[Rule]) -> str:
    """Return a sheet on one line."""
    parts = []
    for within, rules in groupby(sheet, lambda rule: rule.within):
        text = "".join(map(str, rules))
        parts.append(f"{within}{{{text}}}" if within and text else text)
    return "".join(parts)


def _rules_of(css: str) -> Iterator[Rule]:
    """Yield the rules of a style sheet, each in as few letters as it takes."""
    for rule in _rules(css):
        if isinstance(rule, AtRule) and rule.at_keyword in ("media", "supports"):
            within = f"@{rule.at_keyword} {tinycss2.serialize(rule.prelude).strip()}"
            inner = tinycss2.serialize(rule.content or [])
            yield from (Rule(within, each.selectors, each.says) for each in _rules_of(inner))
        elif isinstance(rule, AtRule) and rule.at_keyword == "page":
            size = tuple(map(_said, _declared(rule.content or [])))
            yield Rule("", (("@page", frozenset()),), size)
        elif isinstance(rule, QualifiedRule):
            selectors = AROUND.sub(r"\1", _on_one_line(rule.prelude))
            named = tuple((each, _needs(each)) for each in split_selectors(selectors))
            yield Rule("", named, tuple(map(_said, _declared(rule.content))))


def _on_one_line(nodes: Iterable[Node]) -> str:
    return SPACES.sub(" ", tinycss2.serialize(nodes)).strip()


def _declared(content: list[Node]) -> list[Node]:
    return list(tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True))


def _said(declared: Node) -> str:
    if not isinstance(declared, Declaration):
        return str(declared.serialize())
    important = "!important" if declared.important else ""
    return f"{declared.name}:{ZERO.sub('', _on_one_line(declared.value))}{important}"


def _needs(selector: str) -> frozenset[str]:
    """Return the classes of ours, elements and direction without which a selector finds nothing."""
    bare = INSIDE.sub("", selector)
    ours = {each for each in CLASS.findall(bare) if each.startswith("mn-")}
    elements = set(TYPE.findall(QUOTED.sub("", bare))) - ALWAYS
    return frozenset(ours | elements | set(OF_PAGE.findall(selector)))


def material_folder() -> Path:
    """Return where mkdocs-material keeps its templates and style sheets."""
    spec = find_spec("material")
    if spec is None or spec.origin is None:
        raise ExpectedError("mkdocs-material is not installed: run  make site")
    return Path(spec.origin).parent / "templates"


def trimmed_stylesheet(overrides: Path) -> str:
    """Return Material's main style sheet without rules for what no template of ours has."""
    path = next(material_folder().glob("assets/stylesheets/main.*.min.css"))
    files = [*overrides.rglob("*.html"), *overrides.rglob("*.js")]
    names = {*ALWAYS}
    for file in files:
        text = JINJA.sub(" ", file.read_text("utf-8"))
        names.update(name for found in CLASSES.findall(text) for name in found.split())
        names.update(first or second for first, second in TAG.findall(text))
        names.update(re.findall(r"([\w-]+)=", text))
    return trim(path.read_text("utf-8"), names | {"hidden"})


def trim(css: str, names: set[str]) -> str:
    """Keep the rules of which at least one selector uses only elements, classes and attributes in `names`."""
    return "".join(_trim_rule(rule, names) for rule in _rules(css))


def _rules(css: str) -> list[Node]:
    return list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _trim_rule(rule: Node, names: set[str]) -> str:
    if isinstance(rule, AtRule) and rule.at_keyword in ("media", "supports") and rule.content:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        kept = "".join(_trim_rule(each, names) for each in inner)
        condition = tinycss2.serialize(rule.prelude)
        return f"@{rule.at_keyword}{condition}{{{kept}}}" if kept else ""
    if not isinstance(rule, QualifiedRule):
        return ""
    selectors = split_selectors(tinycss2.serialize(rule.prelude))
    used = ",".join(each for each in selectors if _is_used(each, names))
    return f"{used}{{{tinycss2.serialize(rule.content)}}}" if used else ""


def split_selectors(prelude: str) -> list[str]:
    """Split a list of selectors at its commas, but not at those inside :is(...)."""
    return re.split(r",(?![^(]*\))", prelude)


def _is_used(selector: str, names: set[str]) -> bool:
    if LEFT_OUT.search(selector):
        return False
    bare = QUOTED.sub("", INSIDE.sub("", selector))
    return all(set(pattern.findall(bare)) <= names for pattern in (ATTRIBUTE, CLASS, TYPE))


def without_unused(css: str, used: set[str]) -> str:
    """Drop each property of Material's own that nothing asks for."""
    rules = (_without_unused(rule, used) for rule in _rules(css))
    return "".join(rule for rule in rules if rule)


def _without_unused(rule: Node, used: set[str]) -> str:
    if not isinstance(rule, QualifiedRule):
        return str(rule.serialize())
    declared = _declared(rule.content)
    kept = [each for each in declared if not _is_unused(each, used)]
    content = ";".join(each.serialize() for each in kept)
    return f"{tinycss2.serialize(rule.prelude)}{{{content}}}" if kept else ""


def _is_unused(declared: Node, used: set[str]) -> bool:
    name = declared.name if isinstance(declared, Declaration) else ""
    return name.startswith("--") and name not in used
