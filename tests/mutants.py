"""Changes the program one small thing at a time, and says which changes no case notices: `make mutants`.

Tools that do this (mutmut, cosmic-ray) change no constant of a module, and rules of texts are mostly constants; they
also run a whole test run for each change. Here each change runs in a copy of this process, in a second. oracles.py
has the cases; of scripts for the phone, mutants.js makes the changes, and asks each what Python was asked.
"""

import ast
import copy
import importlib
import itertools
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import oracles
from conftest import ROOT
from mionido.checker import script
from mionido.problems import Place

Names = tuple[str, ...]
Tried = tuple[Place, str, bool]  # where, what was changed to what, and whether no case noticed
NODE = (Path(sys.executable).with_name("node"), Path(__file__).with_name("mutants.js"))


@dataclass(frozen=True)
class Group:
    """What is changed, and the cases that must notice it.

    Of each module, `targets` names the functions and constants; all, if it names none. The modules in
    `again` are run anew after a change, in their order: they hold what they took from those before.
    """

    cases: Callable[[], None]
    targets: dict[str, Names]
    again: Names = ()


CHECKER = (
    "mionido.checker.days",
    "mionido.checker.engine",
    "mionido.checker.conditions",
    "mionido.checker.rules",
    "mionido.checker.decide",
    "mionido.checker.explain",
    "mionido.checker.deadlines",
    "mionido.checker.ask",
    "mionido.checker.graph",
    "mionido.checker.compile",
)
PROVE = (
    "mionido.checker.prove.law",
    "mionido.checker.prove.diagrams",
    "mionido.checker.prove.rules",
    "mionido.checker.prove.together",
    "mionido.checker.prove.readers",
    "mionido.checker.prove.questions",
    "mionido.checker.prove.changes",
)
GROUPS = {
    "texts": Group(
        oracles.texts,
        {
            "mionido.check.allowed": (),
            "mionido.check.lexicon": (),
            "mionido.check.meaning": (),
            "mionido.check.values": (
                "exchanged_values",
                "_exchanged",
                "_by_kind",
                "_values",
                "_kind",
            ),
            "mionido.check.texts": (
                "translation_mistakes",
                "spelled_addresses",
                "ENDS",
                "LATIN_WORD",
            ),
            "mionido.check.addresses": ("wrong", "WRONG_WEB", "REST", "HOST"),
            "mionido.translate.seen": ("seen_by", "code_of", "MARK"),
        },
    ),
    "engine": Group(oracles.engine, dict.fromkeys(CHECKER, ()), CHECKER),
    "proofs": Group(oracles.proofs, dict.fromkeys(PROVE, ()), PROVE),
}
ENOUGH = 0.9  # of the changes of a group
EVERY = int(os.environ.get("EVERY", "1"))  # EVERY=5 tries a fifth of all changes
SECONDS = 30  # of processor time, after which a change that hangs is noticed
SWAPPED = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
}


# Names that say the opposite, or the other end.
OPPOSITE = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "ceil": "floor",
    "floor": "ceil",
}


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node can be changed to."""
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                if new := SWAPPED.get(type(operator)):
                    yield _with(node, ops=[*node.ops[:place], new(), *node.ops[place + 1 :]])
        case ast.BoolOp() | ast.BinOp() if type(node.op) in SWAPPED:
            yield _with(node, op=SWAPPED[type(node.op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield ast.Constant(node.value + 1)
        case ast.Call(func=ast.Name(id=name)) if name in OPPOSITE:
            yield _with(node, func=ast.Name(OPPOSITE[name], ast.Load()))
        case ast.Call(func=ast.Attribute(attr=name)) if name in OPPOSITE:
            yield _with(node, func=_with(node.func, attr=OPPOSITE[name]))
        case ast.If() | ast.IfExp():
            yield _with(node, test=ast.Constant(True))
            yield _with(node, test=ast.Constant(False))
        case ast.While():
            yield _with(node, test=ast.Constant(False))
        case ast.comprehension(ifs=[_, *_]):
            yield _with(node, ifs=[])
        case ast.Set() | ast.List() | ast.Tuple() if len(node.elts) > 1:
            for each in node.elts:
                yield _with(node, elts=[other for other in node.elts if other is not each])
        case ast.Continue():
            yield ast.Break()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """Return a copy of a node with other fields."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


class Change(ast.NodeTransformer):
    """Puts another node in the place of one."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        """Say which one, and which other."""
        self.old, self.new = old, ast.copy_location(new, old)

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the node, or the other."""
        return self.new if node is self.old else super().visit(node)


def looked_at(tree: ast.Module, names: tuple[str, ...]) -> Iterator[ast.AST]:
    """Yield the nodes of the functions and constants that are changed; no words, no annotations."""
    for statement in tree.body:
        named = {getattr(statement, "name", None)}
        named |= {getattr(each, "id", None) for each in getattr(statement, "targets", [])}
        if not isinstance(statement, ast.Import | ast.ImportFrom) and (
            not names or named & {*names}
        ):
            types = [part for each in ast.walk(statement) for part in _no_rules(each)]
            types += getattr(statement, "decorator_list", []) * isinstance(statement, ast.ClassDef)
            left_out = {id(inner) for part in types for inner in ast.walk(part)}
            yield from (each for each in ast.walk(statement) if id(each) not in left_out)


def _no_rules(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a node that are types, or promise that two lists are of one length."""
    for name in ("annotation", "returns"):
        if (part := getattr(node, name, None)) is not None:
            yield part
    if isinstance(node, ast.keyword) and node.arg == "strict":
        yield node
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) in (
        "tuple",
        "dict",
        "list",
        "Mapping",
    ):
        yield node


def mutants(module: ModuleType, names: tuple[str, ...]) -> Iterator[tuple[int, str, ast.Module]]:
    """Yield each changed module with the line and what was changed."""
    source = Path(module.__file__ or "").read_text(encoding="utf-8")
    count = sum(1 for node in looked_at(ast.parse(source), names) for _ in changes(node))
    for wanted in range(0, count, EVERY):
        tree = ast.parse(source)
        pairs = ((node, new) for node in looked_at(tree, names) for new in changes(node))
        node, new = next(pair for number, pair in enumerate(pairs) if number == wanted)
        line = next(each.lineno for each in ast.walk(node) if hasattr(each, "lineno"))
        yield (
            line,
            shortly(ast.unparse(node), ast.unparse(new)),
            ast.fix_missing_locations(Change(node, new).visit(tree)),
        )


def put_in(module: ModuleType, tree: ast.Module, again: Names) -> None:
    """Run a changed module, and use it wherever the first was imported."""
    code = {module.__name__: compile(tree, module.__file__ or "", "exec")}
    for name in again[again.index(module.__name__) + 1 :] if again else ():
        code[name] = compile(
            Path(importlib.import_module(name).__file__ or "").read_text(), name, "exec"
        )
    before = {name: dict(vars(importlib.import_module(name))) for name in code}
    for name, changed in code.items():
        exec(changed, vars(importlib.import_module(name)))
    for other in [*sys.modules.values()]:
        if getattr(other, "__name__", "").startswith(("mionido", "test_", "oracles")):
            for name, value in [*vars(other).items()]:
                for run, was in before.items():
                    if name in was and value is was[name]:
                        setattr(other, name, vars(importlib.import_module(run))[name])


def in_time() -> None:
    """End this process once it has worked too long; a busy machine is no reason."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def survives(module: ModuleType, tree: ast.Module, group: Group) -> bool:
    """Whether no case notices a change: it is tried in a copy of this process."""
    child = os.fork()
    if child == 0:
        in_time()
        try:
            put_in(module, tree, group.again)
            group.cases()
        except BaseException:  # whatever it breaks, it is noticed
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def tried(group: Group) -> Iterator[Tried]:
    """Yield each change of a group."""
    group.cases()  # or nothing that follows means anything
    for name, names in group.targets.items():
        module = importlib.import_module(name)
        for line, what, tree in mutants(module, names):
            yield place_of(module.__file__ or "", line), what, survives(module, tree, group)


def shortly(old: str, new: str) -> str:
    """Return what a change is, from shortly before the first difference."""
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    start = max(0, sum(1 for _ in same) - 20)
    return f"{old[start : start + 60]!r} -> {new[start : start + 60]!r}"


class Phone:
    """A page with the engine in JavaScript, which remembers what it was asked, and what it answered."""

    def __init__(self, code: Path) -> None:
        """Take the script."""
        self.asked: list[dict[str, Any]] = []
        self.node = subprocess.Popen(
            [*NODE, "answer", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def evaluate(self, script: str, given: object) -> Any:
        """Return what a function gives for an argument, as a page of the browser does."""
        asked = {"script": script, "given": given}
        print(json.dumps(asked), file=self.node.stdin, flush=True)
        answer = json.loads(self.node.stdout.readline())
        self.asked.append({**asked, "answer": answer})
        return answer


def tried_scripts() -> Iterator[Tried]:
    """Yield each change of the engine in JavaScript, which is asked again all that the tests ask it."""
    with tempfile.TemporaryDirectory() as folder:
        code, asked = Path(folder, "joined.js"), Path(folder, "asked.json")
        code.write_text(script.joined(), encoding="utf-8")
        phone = Phone(code)
        oracles.scripts(phone)
        phone.node.kill()
        asked.write_text(json.dumps(phone.asked), encoding="utf-8")
        changes = subprocess.check_output([*NODE, "changes", *script.engine()], text=True)
        script.FOLDER = Path(shutil.copytree(script.FOLDER, Path(folder, "changed")))
        for change in map(json.loads, changes.splitlines()[::EVERY]):
            file = script.FOLDER / Path(change["file"]).name
            before = file.read_text(encoding="utf-8")
            file.write_text(change["code"], encoding="utf-8")
            code.write_text(script.joined(), encoding="utf-8")
            file.write_text(before, encoding="utf-8")
            place = place_of(change["file"], change["line"])
            yield place, shortly(*change["what"]), answers_the_same(code, asked)


def answers_the_same(code: Path, asked: Path) -> bool:
    """Whether an engine answers all questions as they were answered, and in time."""
    command = [*NODE, "ask", code, asked]
    done = subprocess.run(command, preexec_fn=in_time, check=False, stderr=subprocess.DEVNULL)
    return done.returncode == 0


def place_of(path: str, line: int) -> Place:
    """Return a place below the project."""
    return Place(str(Path(path).relative_to(ROOT)), line)


def main() -> int:
    """Try all changes of the named groups, or of all; return how many groups have too few that are noticed."""
    too_few = 0
    for name in sys.argv[1:] or [*GROUPS, "scripts"]:
        began, total, alive = sum(os.times()[:4]), 0, 0
        for place, what, is_alive in tried(GROUPS[name]) if name in GROUPS else tried_scripts():
            total, alive = total + 1, alive + is_alive
            if is_alive:
                print(f"{place}: {what}", flush=True)
        share, seconds = (total - alive) / total, sum(os.times()[:4]) - began
        print(
            f"{name}: {total - alive} of {total} changes noticed: {share:.0%}, in {seconds:.0f} s"
        )
        too_few += share < ENOUGH
    return too_few


if __name__ == "__main__":
    sys.exit(main())
