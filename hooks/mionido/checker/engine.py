"""The compiled rules as they are in force on one day, with a memory. Other files ask them."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from mionido.checker.compiled import Checker, Rule
from mionido.checker.days import edges_of

Answers = Mapping[str, str]
More = ParamSpec("More")
Found = TypeVar("Found")
NEW = object()  # what was not worked out before; None is a result too


class Engine:
    """Rules, a day, and what was worked out about them so far."""

    def __init__(self, checker: Checker, on: str) -> None:
        """Take compiled rules and a day as "YYYY-MM-DD"."""
        self.checker = checker
        self.on = on
        self.edges: dict[str, list[str]] = {}
        for name, fact in checker["facts"].items():
            if fact["type"] == "date":
                self.edges[name] = edges_of(fact, on)
        self.followed, self.lapsed = out_of_force(checker["rules"], on)
        self.compared: dict[tuple[str, int], bool | None] = {}
        self.memory: dict[tuple[object, ...], Any] = {}


def out_of_force(rules: dict[str, Rule], on: str) -> tuple[set[str], set[str]]:
    """Return the rules not in force for which others speak on that day, and those without such."""

    def speaks(name: str) -> bool:
        rule = rules[name]
        return rule["from"] <= on and not (rule["until"] and on > rule["until"])

    silent = {name for name in rules if not speaks(name)}
    followed = {name for name in silent if any(map(speaks, rules[name].get("chain", ())))}
    return followed, silent - followed


def remembered(
    work: Callable[Concatenate[Engine, str, Answers, More], Found],
) -> Callable[Concatenate[Engine, str, Answers, More], Found]:
    """Work out what a function says of an outcome once for all answers that are the same to it."""

    @wraps(work)
    def recall(
        engine: Engine,
        outcome: str,
        answers: Answers,
        /,
        *more: More.args,
        **named: More.kwargs,
    ) -> Found:
        facts = engine.checker["outcomes"][outcome]["facts"]
        key = (work, outcome, *more, *map(answers.get, facts))
        found: Found = engine.memory.get(key, NEW)
        if found is NEW:
            found = engine.memory[key] = work(engine, outcome, answers, *more, **named)
        return found

    return recall
