"""The code keeps its shape: imports point one way, one file knows MkDocs, templates hold no words."""

import ast
import re

from conftest import ROOT

PACKAGE = ROOT / "hooks" / "mionido"
LAYERS = [
    {"problems", "yamlfile", "clock", "past", "markup", "stylesheet"},
    {"model"},
    {"schema", "glossary", "load", "catalogs", "formats", "reading"},
    {"messages", "status", "data", "checker"},
    {"localise", "pages", "review", "freshness", "links", "wording", "paragraphs", "texts", "lint"},
    {"templates"},
    {"view", "answer"},
    {"build", "fingerprint", "report", "impact"},
    {"publish", "console"},
    {"cli"},
    {"__main__"},
]


def imports(path):
    """Yield the top module names of our package that a file imports, and all other modules."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "mionido" else [node.module]
            )
            yield from names
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def layer_of(module: str) -> int:
    """Return how high a module stands."""
    return next(number for number, names in enumerate(LAYERS) if module in names)


def test_imports_point_downwards():
    """A module imports from its own layer or a lower one, so the code can be read bottom-up."""
    for path in PACKAGE.rglob("*.py"):
        own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if own == "__init__":
            continue
        for name in imports(path):
            if name.startswith("mionido."):
                other = name.split(".")[1]
                assert layer_of(other) <= layer_of(own), f"{path.name} imports {name}"


def test_only_the_hook_knows_mkdocs():
    """The core outlives MkDocs."""
    assert not any(name.startswith("mkdocs") for path in PACKAGE.rglob("*.py") for name in imports(path))


def test_all_that_is_printed_goes_through_one_function():
    """So that no character of a file steers a terminal; `say` writes those as numbers."""
    for path in [*PACKAGE.rglob("*.py"), ROOT / "hooks" / "mkdocs_hooks.py"]:
        code = path.read_text(encoding="utf-8")
        prints = re.findall(
            r"(?:click\.s?echo\w*|click\.ClickException|(?<![.\w])print|sys\.std(?:out|err)\.write)\(", code
        )
        assert prints == (["click.echo("] if path.name == "console.py" else []), path.name


def test_templates_hold_no_words():
    """Every word a reader sees comes from content/, so that it can be translated."""
    for path in (ROOT / "overrides").rglob("*.html"):
        bare = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!doctype html>|<[^>]+>",
            " ",
            path.read_text(encoding="utf-8"),
            flags=re.S,
        )
        assert not re.search(r"[A-Za-z]{2,}", bare), f"{path.name}: {bare.split()}"


def test_style_sheets_know_no_left_and_right():
    """Right-to-left needs no second style sheet."""
    css = (ROOT / "overrides" / "assets" / "site.css").read_text(encoding="utf-8")
    assert not re.search(
        r"\b(left|right|margin-(top|bottom)|padding-(top|bottom))\b", re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    )
