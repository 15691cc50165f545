"""The style sheets: ours, put together from its parts, and Material's, cut down to what we use.

Whole, Material's is 138 KB, of which a page of ours uses a tenth; a phone on a slow network loads
the tenth.
"""

import re
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

from mionido.problems import Place, ProblemsError

STYLES = "assets/site.css"  # names all of ours
IMPORT = re.compile(r'@import "([^"]+)";')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)  # no text of ours holds what begins one
INDENTATION = re.compile(r"^\s+", re.MULTILINE)  # and empty lines
# What a template says to Jinja and not to a browser.
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
NAME = re.compile(r"[.#]([A-Za-z_][\w-]*)|\[([\w-]+)")


def joined_stylesheet(path: Path) -> str:
    """Return a style sheet with those it imports, without comments and indentation."""
    lines = path.read_text("utf-8").splitlines()
    return "".join(_imported(path, number, line) for number, line in enumerate(lines, 1))


def _imported(path: Path, number: int, line: str) -> str:
    match = IMPORT.fullmatch(line)
    if match is None:
        return _for_phones(f"{line}\n")
    part = path.parent / match[1]
    if not part.is_file():
        place = Place(path.relative_to(path.parents[2]).as_posix(), number)
        fix = "name a file that is there, from the folder of this one."
        raise ProblemsError([place.error("style", f"{match[1]} does not exist", fix=fix)])
    return _for_phones(part.read_text("utf-8"))


def _for_phones(css: str) -> str:
    return INDENTATION.sub("", COMMENT.sub("", css))


def trimmed_stylesheet(material: Path, overrides: Path) -> str:
    """Return Material's main style sheet without rules for classes that no template of ours has."""
    path = next(material.glob("assets/stylesheets/main.*.min.css"))
    words: set[str] = set()
    for template in overrides.rglob("*.html"):
        words.update(re.findall(r"[\w-]+", JINJA.sub(" ", template.read_text("utf-8"))))
    return trim(path.read_text("utf-8"), words)


def trim(css: str, words: set[str]) -> str:
    """Keep the rules of which at least one selector uses only names in `words`."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_trim_rule(rule, words) for rule in rules)


def _trim_rule(rule: Node, words: set[str]) -> str:
    if isinstance(rule, AtRule) and rule.at_keyword in ("media", "supports") and rule.content:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        kept = "".join(_trim_rule(each, words) for each in inner)
        condition = tinycss2.serialize(rule.prelude)
        return f"@{rule.at_keyword}{condition}{{{kept}}}" if kept else ""
    if not isinstance(rule, QualifiedRule):
        return ""
    selectors = _split(tinycss2.serialize(rule.prelude))
    used = ",".join(each for each in selectors if _is_used(each, words))
    return f"{used}{{{tinycss2.serialize(rule.content)}}}" if used else ""


def _split(prelude: str) -> list[str]:
    """Split a list of selectors at its commas, but not at those inside :is(...)."""
    return re.split(r",(?![^(]*\))", prelude)


def _is_used(selector: str, words: set[str]) -> bool:
    names = [first or second for first, second in NAME.findall(selector)]
    return all(name in words for name in names)
