"""Modules in JavaScript as one script for the phone: the engine, and what shows it.

A browser refuses modules from a page that was opened as a file, so what it gets is a classic script.
All modules of a script share one scope: no two of them may declare the same name. What a component
imports from "mionido" is the engine.
"""

import re
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent
IMPORT = re.compile(r"""^import [^;]*?"(.*?)";\n""", re.MULTILINE | re.DOTALL)
ENGINE = "mionido"
EXPORT = re.compile(r"^export (?=(?:(?:async )?function\*?|class|const) (\w+))", re.MULTILINE)


def joined() -> str:
    """Return the engine alone: the files beside this one, with all that they export in `mionido`."""
    code = as_one(engine())
    names = ", ".join(EXPORT.findall(code))
    return _alone(f"{EXPORT.sub('', code)}globalThis.mionido = {{ {names} }};\n")


def joined_modules(entry: Path) -> str:
    """Return a module and all that it imports, the engine too."""
    return _alone(EXPORT.sub("", as_one(imported(entry))))


def small(script: str) -> str:
    """Return a script that does the same in fewer letters."""
    import minify  # imported here: what it has begun would stand still in a process that is split off after

    return str(minify.string("text/javascript", script))


def engine() -> list[Path]:
    """Return the modules of the engine."""
    return sorted(FOLDER.glob("*.js"))


def imported(entry: Path) -> list[Path]:
    """Return a module and all that it imports, each after those that it imports itself."""
    found: list[Path] = []

    def visit(path: Path, above: tuple[Path, ...]) -> None:
        if path in (*found, *above):
            return
        for name in IMPORT.findall(path.read_text(encoding="utf-8")):
            if name == ENGINE:
                found.extend(each for each in engine() if each not in found)
            else:
                visit((path.parent / name).resolve(), (*above, path))
        found.append(path)

    visit(entry.resolve(), ())
    return found


def as_one(files: Iterable[Path]) -> str:
    """Return modules one after the other, without what they import."""
    return "\n".join(IMPORT.sub("", path.read_text(encoding="utf-8")) for path in files)


def _alone(code: str) -> str:
    return f'(function () {{\n"use strict";\n{code}}})();\n'
