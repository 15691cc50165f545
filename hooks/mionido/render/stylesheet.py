"""Material's style sheet, cut down to the rules that our templates can use.

Whole, it is 138 KB, of which a page of ours uses a tenth; a phone on a slow network loads the tenth.
"""

import re
from pathlib import Path

import tinycss2

NAME = re.compile(r"[.#]([A-Za-z_][\w-]*)|\[([\w-]+)")


def trimmed_stylesheet(material: Path, overrides: Path) -> str:
    """Return Material's main style sheet without the rules for classes that stand in none of our templates."""
    path = next(material.glob("assets/stylesheets/main.*.min.css"))
    words = {word for path in overrides.rglob("*.html") for word in re.findall(r"[\w-]+", path.read_text("utf-8"))}
    return trim(path.read_text("utf-8"), words)


def trim(css: str, words: set[str]) -> str:
    """Keep the rules of which at least one selector uses only names in `words`."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_trim_rule(rule, words) for rule in rules)


def _trim_rule(rule: tinycss2.ast.Node, words: set[str]) -> str:
    if rule.type == "at-rule" and rule.at_keyword in ("media", "supports") and rule.content:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        kept = "".join(_trim_rule(each, words) for each in inner)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}" if kept else ""
    if rule.type != "qualified-rule":
        return ""
    selectors = [each for each in _split(tinycss2.serialize(rule.prelude)) if _is_used(each, words)]
    return f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}" if selectors else ""


def _split(prelude: str) -> list[str]:
    """Split a list of selectors at its commas, but not at those inside :is(...)."""
    return re.split(r",(?![^(]*\))", prelude)


def _is_used(selector: str, words: set[str]) -> bool:
    names = [first or second for first, second in NAME.findall(selector)]
    return all(name in words for name in names)
