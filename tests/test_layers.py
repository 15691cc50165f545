"""The code keeps its shape, and the guide shows it: imports point one way, templates hold no words."""

import ast
import re
import subprocess

from conftest import ROOT

PACKAGE = ROOT / "hooks" / "mionido"
GUIDE = ROOT / "hooks" / "README.md"
NL = r"(?<![a-z])nl(?![a-z])"
TEXTS = {".py", ".js", ".html", ".css", ".xml", ".svg", ".md", ".json", ".yml"}
# From the lowest up. START reading at project.py.
ROOMS = [
    "problems",
    "model",
    "read",
    "checker",
    "translate",
    "check",
    "render",
    "paper",
    "project",
    "publish",
    "commands",
]


def imports(path):
    """Yield the top module names of our package that a file imports, and all other modules."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names]
                if node.module == "mionido"
                else [node.module]
            )
            yield from names
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_each_room_imports_lower_rooms_only():
    """So the code can be read from the bottom up, and a room understood without those above it."""
    found = {
        path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")
    }
    assert found == {*ROOMS, "__init__", "__main__"}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for name in imports(path) if room in ROOMS else ():
            if name.startswith("mionido."):
                other = name.split(".")[1]
                assert ROOMS.index(other) <= ROOMS.index(room), (
                    f"{path.relative_to(PACKAGE)} imports {name}"
                )


def trees() -> list[list[str]]:
    """Return the paths that each tree in the guide shows."""
    text = GUIDE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, flags=re.M | re.S)
    return [paths_of(tree) for language, tree in blocks if not language]


def paths_of(tree: str) -> list[str]:
    """Return the paths of a tree: a line has its depth, names, two blanks, and what they are."""
    paths: list[str] = []
    above = [""]
    for line in tree.splitlines():
        blanks, names, what = re.fullmatch(
            r"((?:  )*)(\S+(?:, \S+)*)(?: {2,}(\S.*))?", line
        ).groups()
        assert what or names == "mionido/", f"{names} has no line that says what it is"
        del above[len(blanks) // 2 + 1 :]
        paths += [above[-1] + name for name in names.split(", ")]
        above.append(paths[-1])
    return paths


def test_the_guide_shows_every_folder_of_the_project_and_every_file_of_the_code():
    """A newcomer finds the place for a change in it; what is gone or new changes it, too."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    files = [path for path in listed.splitlines() if (ROOT / path).is_file()]
    tops = {f"{path.partition('/')[0]}/" for path in files if "/" in path}
    code = {
        path.relative_to(ROOT / "hooks").as_posix()
        for path in (ROOT / "hooks").rglob("*")
        if path.suffix in {".py", ".js"} and path.name != "__init__.py"
    }
    folders = {f"{path.rpartition('/')[0]}/" for path in code if "/" in path}

    project, program = trees()
    assert project == sorted(tops)
    assert sorted(program) == sorted(code | folders)
    rooms = [path.removeprefix("mionido/").removesuffix(".py").rstrip("/") for path in program]
    assert [room for room in rooms if room in ROOMS] == ROOMS


def test_no_import_hides_in_a_function():
    """An import of ours inside a function is a look upward that nobody sees."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            inside = ast.walk(node) if isinstance(node, ast.FunctionDef) else ()
            found = [each for each in inside if isinstance(each, ast.ImportFrom)]
            hidden = [each.lineno for each in found if (each.module or "").startswith("mionido")]
            assert not hidden, f"{path.relative_to(PACKAGE)}:{hidden}"


def test_only_the_hook_knows_mkdocs():
    """The core outlives MkDocs."""
    assert not any(
        name.startswith("mkdocs") for path in PACKAGE.rglob("*.py") for name in imports(path)
    )


def test_all_that_is_printed_goes_through_one_function():
    """So that no character of a file steers a terminal; `say` writes those as numbers."""
    for path in [*PACKAGE.rglob("*.py"), ROOT / "hooks" / "mkdocs_hooks.py"]:
        code = path.read_text(encoding="utf-8")
        prints = re.findall(
            r"(?:click\.s?echo\w*|click\.ClickException|(?<![.\w])print|sys\.std(?:out|err)\.write)\(",
            code,
        )
        assert prints == (["click.echo("] if path.name == "console.py" else []), path.name


def test_no_code_and_no_template_knows_a_country():
    """Its language, its money and the name of this site come from content/, so that another law is content alone."""
    country = re.compile(
        rf"dutch|nederland|netherlands|\beuros?\b|\bEUR\b|€|mio[ _-]nido|inburger|{NL}",
        re.IGNORECASE,
    )
    files = [
        path
        for room in ("hooks", "overrides")
        for path in (ROOT / room).rglob("*")
        if path.suffix in TEXTS
    ]
    assert len(files) > 100
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [
            f"{number}: {line}" for number, line in enumerate(lines, 1) if country.search(line)
        ]
        assert found == [], path


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
    for path in (ROOT / "overrides").rglob("*.css"):
        css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert not re.search(r"\b(left|right|margin-(top|bottom)|padding-(top|bottom))\b", css), (
            path
        )


def test_html_is_written_in_templates_only():
    """So that a designer finds all of it in overrides/."""
    for path in (ROOT / "hooks").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = [
            node
            for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        ]
        words = {ast.get_docstring(node, clean=False) for node in nodes}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node.value not in words
            ):
                assert not re.search(r"(?<!\(\?P)</?[a-z]", node.value), (
                    f"{path.name}:{node.lineno}"
                )
