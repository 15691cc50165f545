"""The proofs about what outcomes say beside each other, in every situation there is (exact)."""

from collections.abc import Iterator
from itertools import chain

from mionido.checker.compile import comparisons, turning
from mionido.checker.compiled import Checker, Condition
from mionido.checker.engine import Engine
from mionido.checker.prove.diagrams import Diagram, Diagrams
from mionido.checker.prove.law import ASK, Failure, Law


def prove_together(diagrams: Diagrams, law: Law) -> Iterator[tuple[str, Failure]]:
    """Yield what fails of the proofs about several outcomes, each with the name of its proof."""
    for failure in it_depends_only_where_it_does(diagrams, law):
        yield "P16", failure
    for failure in promises_are_kept(diagrams.engine):
        yield "P17", failure


def law_of_another_regime(diagrams: Diagrams, law: Law) -> Iterator[Failure]:
    """Yield which rules cite the law of one regime only, and are named to people under another.

    Somebody should look at them, but each may be right: a debt of the old law stays one of the old
    law. Under which regime people are, an outcome says whose values lead to the pages of regimes.
    """
    of_rule = _outcome_of_rule(diagrams.checker)
    for decides, leads_to in law.leads_to.items():
        for name, cited in law.cites.items():
            others = {
                value for value, regimes in leads_to.items() if regimes and not regimes & cited
            }
            if len(cited) != 1 or not others or of_rule[name] == decides:
                continue
            named = diagrams.all(
                [
                    diagrams.applies(name),
                    _is_one_of(diagrams, decides, others),
                    _is_one_of(diagrams, of_rule[name], {diagrams.checker["rules"][name]["value"]}),
                ]
            )
            situation = diagrams.example(diagrams.real(named))
            if situation is not None:
                what = (
                    f"{name} rests on {', '.join(cited)} only, and is named to people under another"
                )
                yield Failure(what, f"rules/{name}", situation)


def it_depends_only_where_it_does(diagrams: Diagrams, law: Law) -> Iterator[Failure]:
    """P16: an outcome does not say "ask" because another one does, if that makes no difference.

    Each other value of the outcome it reads is put in its place. If the answer would be the same with
    all of them, it is the answer.
    """
    for name in diagrams.checker["outcomes"]:
        for read in sorted(_reads(diagrams.checker, name)):
            labels = law.labels.get(read, {})
            asked = {value for value, label in labels.items() if label == ASK}
            others = [value for value in labels if value not in asked]
            if asked and others:
                yield from _depends_in_vain(diagrams, law, name, read, asked, others)


def _depends_in_vain(
    diagrams: Diagrams, law: Law, name: str, read: str, asked: set[str], others: list[str]
) -> Iterator[Failure]:
    """Yield where an outcome says "ask" with another, and the same with each other value of that."""

    def in_vain(is_asked: bool, said: str, *instead: str) -> str:
        is_open = law.labels.get(name, {}).get(said) == ASK
        is_same = len({*instead}) == 1 and instead[0] != said
        return instead[0] if is_asked and is_open and is_same else ""

    instead = [Diagrams(diagrams.engine, {read: value}).outcome(name) for value in others]
    is_asked = _is_one_of(diagrams, read, asked)
    found = diagrams.real(diagrams.join(in_vain, is_asked, diagrams.outcome(name), *instead))
    for value in sorted(diagrams.values(found, {}) - {""}):
        what = f"{name} asks because {read} does, and is {value} whatever that is"
        situation = diagrams.example(found, value) or {}
        yield Failure(what, f"outcomes/{name}", situation)


def promises_are_kept(engine: Engine) -> Iterator[Failure]:
    """P17: what the promises say is never said together, is not."""
    promises = engine.checker.get("promises", {})
    if not promises:
        return
    diagrams = Diagrams(Engine(_turning_on(engine.checker, [*promises.values()]), engine.on))
    for name, never in promises.items():
        situation = diagrams.example(diagrams.real(diagrams.holds(never)))
        if situation is not None:
            yield Failure("this promise is broken", f"promises/{name}", situation)


def _turning_on(checker: Checker, conditions: list[Condition]) -> Checker:
    """Return rules whose facts are told apart wherever these conditions change their mind, too."""
    compared = list(chain.from_iterable(map(comparisons, conditions)))
    facts = {
        name: turning(fact, [part for part in compared if part.get("fact") == name])
        for name, fact in checker["facts"].items()
    }
    return {**checker, "facts": facts}


def _is_one_of(diagrams: Diagrams, outcome: str, values: set[str]) -> Diagram:
    """Return where an outcome has one of these values."""
    return diagrams.join(lambda value: value in values, diagrams.outcome(outcome))


def _outcome_of_rule(checker: Checker) -> dict[str, str]:
    """Return of which outcome each rule is."""
    return {rule: name for name, each in checker["outcomes"].items() for rule in each["rules"]}


def _reads(checker: Checker, name: str) -> set[str]:
    """Return the outcomes that an outcome asks for, also by way of others."""
    outcome = checker["outcomes"][name]
    conditions = [checker["rules"][rule]["when"] for rule in outcome["rules"]]
    if outcome["scope"]:
        conditions.append(outcome["scope"])
    found: set[str] = set()
    for part in chain.from_iterable(map(comparisons, conditions)):
        if "outcome" in part:
            found |= {part["outcome"]} | _reads(checker, part["outcome"])
    return found
