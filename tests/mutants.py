"""Changes the checks of translations one small thing at a time, and says which changes no case notices: `make mutants`.

Tools that do this (mutmut, cosmic-ray) change no constant of a module, and rules of texts are mostly constants. The
cases are those of texts.yml, addresses.yml and attacks/: each runs in a copy of this process, in a second.
"""

import ast
import copy
import importlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import test_attacks
import test_texts
from mionido.check import lint
from mionido.problems import Place

# Which modules, and which of their functions and constants; all, if none is named.
TARGETS = {
    "mionido.check.allowed": (),
    "mionido.check.lexicon": (),
    "mionido.check.meaning": (),
    "mionido.check.values": ("exchanged_values", "_exchanged", "_by_kind", "_values", "_kind"),
    "mionido.check.texts": ("translation_mistakes", "spelled_addresses", "ENDS", "LATIN_WORD"),
    "mionido.check.addresses": ("wrong", "WRONG_WEB", "REST", "HOST"),
    "mionido.translate.seen": ("seen_by", "code_of", "MARK"),
}
SECONDS = 30  # after which a change that hangs is noticed
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


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node can be changed to."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in SWAPPED:
            yield _with(node, ops=[SWAPPED[type(operator)]()])
        case ast.BoolOp() | ast.BinOp() if type(node.op) in SWAPPED:
            yield _with(node, op=SWAPPED[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield ast.Constant(node.value + 1)
        case ast.If() | ast.IfExp():
            yield _with(node, test=ast.Constant(True))
            yield _with(node, test=ast.Constant(False))
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
            left_out = {id(inner) for part in types for inner in ast.walk(part)}
            yield from (each for each in ast.walk(statement) if id(each) not in left_out)


def _no_rules(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a node that are types, or promise that two lists are of one length."""
    for name in ("annotation", "returns"):
        if (part := getattr(node, name, None)) is not None:
            yield part
    if isinstance(node, ast.keyword) and node.arg == "strict":
        yield node
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) in ("tuple", "dict", "list"):
        yield node


def mutants(module: ModuleType, names: tuple[str, ...]) -> Iterator[tuple[int, str, ast.Module]]:
    """Yield each changed module with the line and what was changed."""
    source = Path(module.__file__ or "").read_text(encoding="utf-8")
    count = sum(1 for node in looked_at(ast.parse(source), names) for _ in changes(node))
    for wanted in range(count):
        tree = ast.parse(source)
        pairs = ((node, new) for node in looked_at(tree, names) for new in changes(node))
        node, new = next(pair for number, pair in enumerate(pairs) if number == wanted)
        what = f"{ast.unparse(node)[:60]!r} -> {ast.unparse(new)[:60]!r}"
        line = getattr(node, "lineno", 0)
        yield line, what, ast.fix_missing_locations(Change(node, new).visit(tree))


def put_in(module: ModuleType, tree: ast.Module) -> None:
    """Run a changed module, and use it wherever the first was imported."""
    before = dict(module.__dict__)
    exec(compile(tree, module.__file__ or "", "exec"), module.__dict__)
    for other in [*sys.modules.values()]:
        if getattr(other, "__name__", "").partition(".")[0] in (
            "mionido",
            "test_texts",
            "test_attacks",
        ):
            for name, value in [*vars(other).items()]:
                if name in before and value is before[name]:
                    setattr(other, name, module.__dict__[name])
    lint.OF_CATALOG = tuple(getattr(module, f.__name__, f) for f in lint.OF_CATALOG)
    test_attacks.small().__dict__.pop("lexicons", None)


def is_noticed() -> bool:
    """Whether a case comes out otherwise."""
    for case in test_texts.CASES:
        words = {key: value for key, value in case.items() if key != "problems"}
        if test_texts.checks(**words) != case.get("problems", []):
            return True
    for kind, groups in test_texts.ADDRESSES.items():
        for reason, group in groups.items():
            if any(
                (test_texts.wrong(kind, each, test_texts.PHONE) or "right") != reason
                for each in group
            ):
                return True
    for attack in (each for group in test_attacks.ATTACKS.values() for each in group):
        if test_attacks.answered(attack) != attack:
            return True
    names = test_attacks.NAMES
    if any(test_attacks.refused(**each) != each.get("says", []) for each in names):
        return True
    return any(test_attacks.answered(case)["says"] for case in test_attacks.RIGHT)


def survives(module: ModuleType, tree: ast.Module) -> bool:
    """Whether no case notices a change: it is tried in a copy of this process."""
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        try:
            put_in(module, tree)
            noticed = is_noticed()
        except BaseException:  # whatever it breaks, it is noticed
            noticed = True
        os._exit(1 if noticed else 0)
    return os.waitpid(child, 0)[1] == 0


def main() -> None:
    """Try all changes of the named modules, or of all."""
    test_texts.small()
    assert not is_noticed(), "the cases do not come out as they should, without any change"
    total = alive = 0
    for name in sys.argv[1:] or TARGETS:
        module = importlib.import_module(name)
        for line, what, tree in mutants(module, TARGETS[name]):
            total += 1
            if survives(module, tree):
                alive += 1
                print(f"{Place(module.__file__ or '', line)}: {what}", flush=True)
    print(f"{total - alive} of {total} changes noticed: {(total - alive) / total:.0%}")


if __name__ == "__main__":
    main()
