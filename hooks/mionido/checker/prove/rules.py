"""The proofs about each rule, outcome, question and day, in every situation there is (exact)."""

import calendar
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import combinations

from mionido.checker.compiled import Condition, Rule
from mionido.checker.conditions import compare
from mionido.checker.days import add, shift
from mionido.checker.engine import Engine
from mionido.checker.graph import Graph, Target, edges_of
from mionido.checker.prove.diagrams import NOBODY, Diagram, Diagrams
from mionido.checker.prove.law import Failure

YEARS_AROUND = 15
MONTH_ENDS = (
    "2023-01-31",
    "2023-02-28",
    "2024-02-28",
    "2024-02-29",
    "2024-03-01",
    "2023-04-30",
    "2023-12-31",
)


def prove_rules(
    diagrams: Diagrams, graphs: Mapping[str, Graph], on_day: Callable[[str], Engine]
) -> Iterator[tuple[str, Failure]]:
    """Yield what fails of the proofs about rules, each with the name of its proof."""
    proofs: dict[str, Iterator[Failure]] = {
        "P1": one_value(diagrams),
        "P2": no_conflict(diagrams),
        "P3": exceptions_matter(diagrams),
        "P4": questions_matter(diagrams.engine),
        "P5": values_happen(diagrams),
        "P7": pages_agree(diagrams, graphs),
        "P10": rules_in_force(diagrams.engine),
        "P12": answers_turn_where_they_should(diagrams),
        "P18": nothing_answers_for_rules_that_ended(diagrams.engine, on_day),
    }
    for name, failures in proofs.items():
        for failure in failures:
            yield name, failure


def one_value(diagrams: Diagrams) -> Iterator[Failure]:
    """P1: every situation gives each outcome exactly one value; no situation is left without."""
    for name in diagrams.checker["outcomes"]:
        gap = diagrams.example(diagrams.real(diagrams.outcome(name)), "no_version")
        if gap is not None:
            yield Failure(f"no rule of {name} says anything", f"outcomes/{name}", gap)


def no_conflict(diagrams: Diagrams) -> Iterator[Failure]:
    """P2: two rules that give an outcome different values never hold together."""
    rules = diagrams.checker["rules"]
    for outcome in diagrams.checker["outcomes"].values():
        for first, second in combinations(outcome["rules"], 2):
            if rules[first]["value"] == rules[second]["value"]:
                continue
            both = diagrams.all([diagrams.applies(first), diagrams.applies(second)])
            situation = diagrams.example(diagrams.real(both))
            if situation is not None:
                what = f"{first} and {second} hold together and say different things"
                yield Failure(what, f"rules/{second}", situation)


def around(diagrams: Diagrams) -> Iterator[Diagrams]:
    """Yield the rules on this day, and on the same day of the years before and after.

    What is said by age, or of a term, may be true of nobody today and of many people in some years.
    """
    yield diagrams
    for number in range(1, YEARS_AROUND + 1):
        for years in (-number, number):
            day = add(diagrams.engine.on, years, "years")
            yield Diagrams(Engine(diagrams.checker, day))


def exceptions_matter(diagrams: Diagrams) -> Iterator[Failure]:
    """P3: each rule can hold, and each exception can set its rule aside, now or in other years."""
    rules = diagrams.checker["rules"]
    never: list[tuple[str, str | None]] = []
    for name, rule in rules.items():
        if name not in diagrams.engine.lapsed:  # which P10 says already
            never += [(name, None), *((name, other) for other in rule["unless"])]
    for each in around(diagrams):
        never = [(name, other) for name, other in never if not can_hold(each, name, other)]
        if not never:
            break
    for name, other in never:
        what = f"{other} never sets {name} aside" if other else f"{name} never holds"
        yield Failure(what, f"rules/{name}")


def can_hold(diagrams: Diagrams, name: str, but_for: str | None) -> bool:
    """Whether a rule can hold on a day, or can be set aside by the other one named."""
    if name in diagrams.engine.followed or name in diagrams.engine.lapsed:
        return False
    if but_for is None:
        held = diagrams.applies(name)
    else:
        when = diagrams.holds(diagrams.checker["rules"][name]["when"])
        held = diagrams.all([when, diagrams.applies(but_for)])
    return True in diagrams.values(diagrams.real(held), {})


def questions_matter(engine: Engine) -> Iterator[Failure]:
    """P4: each question changes an outcome, or begins one of the reader's dates."""
    needed = set()
    for deadline in engine.checker["deadlines"].values():
        needed |= {deadline["start"], deadline.get("unsure", "")}
    for outcome in engine.checker["outcomes"].values():
        needed.update(outcome["open"])
    for fact in engine.checker["facts"]:
        if fact not in needed:
            yield Failure(f"the answer to {fact} changes nothing", f"questions/{fact}")


def values_happen(diagrams: Diagrams) -> Iterator[Failure]:
    """P5: each value of each outcome is the result of some situation, now or in other years."""
    never = [
        (name, value)
        for name, outcome in diagrams.checker["outcomes"].items()
        for value in outcome["values"]
    ]
    for each in around(diagrams):
        happen = {name: each.values(each.real(each.outcome(name)), {}) for name, _ in never}
        never = [(name, value) for name, value in never if value not in happen[name]]
        if not never:
            break
    for name, value in never:
        yield Failure(f"{name} is never {value}", f"outcomes/{name}")


def pages_agree(diagrams: Diagrams, graphs: Mapping[str, Graph]) -> Iterator[Failure]:
    """P7: the pages without JavaScript say what the rules say."""
    for name, graph in graphs.items():
        page, said = diagram_of(graph, diagrams), diagrams.outcome(name)
        differs = diagrams.join(lambda one, other: one != other, page, said)
        situation = diagrams.example(diagrams.real(differs))
        if situation is not None:
            what = f"the page of {name} says something else"
            yield Failure(what, f"outcomes/{name}", situation)


def diagram_of(graph: Graph, diagrams: Diagrams) -> Diagram:
    """Return what a page without JavaScript says; an answer that it does not offer leads nowhere."""
    made: list[Diagram] = []

    def at(target: Target) -> Diagram:
        return diagrams.end(target) if isinstance(target, str) else made[target]

    for node in graph.nodes:
        level = diagrams.facts.index(node.fact)
        choices = {answer: target for group, target in node.choices for answer in group}
        asked = diagrams.answers[level]
        found = diagrams.end(NOBODY)
        for answer in asked:
            if answer in choices:
                chosen = diagrams.ask(level, (diagrams.end(answer == each) for each in asked))
                found = diagrams.choose(chosen, at(choices[answer]), found)
        made.append(found)
    return at(graph.start)


def rules_in_force(engine: Engine) -> Iterator[Failure]:
    """P10: each rule is in force on this day, or others speak in its place; its period has an order."""
    for name, rule in engine.checker["rules"].items():
        if rule["until"] and rule["until"] < rule["from"]:
            yield Failure(f"{name} ends before it begins", f"rules/{name}")
        elif name in engine.lapsed:
            what = f"{name} is not in force on {engine.on}, and no rule speaks in its place"
            yield Failure(what, f"rules/{name}")


def nothing_answers_for_rules_that_ended(
    engine: Engine, on_day: Callable[[str], Engine]
) -> Iterator[Failure]:
    """P18: after a rule has ended, nobody for whom it would hold is answered as if it never was.

    On the day after, another rule says something, or no version of the law is known: `otherwise`
    does not answer, which is for those whom no rule ever was about.
    """
    ends: dict[str, list[str]] = {}
    for name, rule in engine.checker["rules"].items():
        if rule["until"]:
            ends.setdefault(shift(rule["until"], 1), []).append(name)
    for day, names in ends.items():
        later = Diagrams(on_day(day))
        for name in names:
            silent = later.example(later.real(answers_silently(later, name)))
            if silent is not None:
                what = f"from {day} on nothing speaks in the place of {name}"
                yield Failure(what, f"rules/{name}", silent)


def answers_silently(diagrams: Diagrams, name: str) -> Diagram:
    """Return where a rule would hold, were it in force, and its outcome says what is otherwise said."""
    rules = diagrams.checker["rules"]
    outcome = next(n for n, each in diagrams.checker["outcomes"].items() if name in each["rules"])
    otherwise = diagrams.checker["outcomes"][outcome]["otherwise"]
    held = would_apply(diagrams, rules[name])
    says = diagrams.join(lambda value: value == otherwise, diagrams.outcome(outcome))
    others = diagrams.checker["outcomes"][outcome]["rules"]
    speaking = [diagrams.applies(each) for each in others if each not in diagrams.engine.lapsed]
    no_rule = diagrams.all(map(diagrams.negate, speaking))
    return diagrams.all([held, says, no_rule])


def would_apply(diagrams: Diagrams, rule: Rule) -> Diagram:
    """Return where a rule would hold, and no exception set it aside, if it were in force."""
    others = [diagrams.negate(diagrams.applies(other)) for other in rule["unless"]]
    return diagrams.all([diagrams.holds(rule["when"]), *others])


def answers_turn_where_they_should(diagrams: Diagrams) -> Iterator[Failure]:
    """P12: comparisons turn on the day or number they name; terms end on a day that exists."""
    engine = diagrams.engine
    for fact in engine.checker["facts"]:
        edges = [edge for edge in edges_of(engine, fact) if edge != "0"]
        for edge in edges:
            if not turns(engine, diagrams.compared[fact], edge, edges):
                what = f"the rules do not turn on {edge}"
                yield Failure(what, f"questions/{fact}", {fact: edge})
    for name, deadline in engine.checker["deadlines"].items():
        length, unit = deadline["values"][-1][1], deadline["unit"]
        if length is None or unit not in ("months", "years"):
            continue
        for start in MONTH_ENDS:
            if not ends_well(start, deadline["sign"] * length, unit):
                yield Failure(f"{name} does not end well from {start}", f"deadlines/{name}")


def turns(engine: Engine, conditions: list[Condition], edge: str, edges: list[str]) -> bool:
    """Whether comparisons say something else than just before an edge, and no more up to the next."""
    around = [beside(edge, step) for step in (-1, 0, 1)]
    before, at, after = ([compare(engine, each, test) for test in conditions] for each in around)
    return before != at and (at == after or around[-1] in edges)


def beside(edge: str, step: int) -> str:
    """Return the next day or number, or the one before."""
    return str(int(edge) + step) if edge.isdigit() else shift(edge, step)


def ends_well(start: str, length: int, unit: str) -> bool:
    """Whether a term ends in the right month, on the same day or the last of a month too short."""
    begin, end = date.fromisoformat(start), date.fromisoformat(add(start, length, unit))
    months = (end.year - begin.year) * 12 + end.month - begin.month
    last = calendar.monthrange(end.year, end.month)[1]
    return months == length * (12 if unit == "years" else 1) and end.day == min(begin.day, last)
