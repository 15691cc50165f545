"""What the proofs know of a law beside its compiled rules, and what they find."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mionido.checker.engine import Answers
from mionido.model.checker import Answer, Outcome, Rule
from mionido.model.law import Regime
from mionido.model.site import Site

ASK = "ask"  # the label of a value that says: it depends, ask somebody


@dataclass(frozen=True)
class Failure:
    """Something that must hold and does not: what, which record to mend, and a situation."""

    what: str
    record: str
    situation: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class Law:
    """What stands in words and sources.

    Of each outcome's values `labels` has the word beside the title, and `leads_to` the regimes whose
    pages come next; `cites` has the regimes whose law a rule cites. The outcomes in `has_next` give
    readers a next step when they are not known.
    """

    labels: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    leads_to: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    cites: Mapping[str, frozenset[str]] = field(default_factory=dict)
    has_next: frozenset[str] = frozenset()


def law_of(site: Site) -> Law:
    """Return what proofs need to know of the words and sources of a law."""
    regimes_of: dict[str, set[str]] = {}
    for name, regime in site[Regime].items():
        for instrument in regime.instruments:
            regimes_of.setdefault(instrument, set()).add(name)
    cites: dict[str, frozenset[str]] = {}
    for name, rule in site[Rule].items():
        regimes = [regimes_of.get(cited.instrument or "", set()) for cited in rule.sources]
        cites[name] = frozenset().union(*regimes)
    labels, leads_to = {}, {}
    for name, outcome in site[Outcome].items():
        labels[name] = {value: answer.label for value, answer in outcome.values.items()}
        leads_to[name] = {value: _regimes(answer) for value, answer in outcome.values.items()}
    has_next = [name for name, outcome in site[Outcome].items() if outcome.unknown_next]
    return Law(labels, leads_to, cites, frozenset(has_next))


def _regimes(answer: Answer) -> frozenset[str]:
    """Return the regimes to whose pages an answer leads."""
    pages = [page.partition("/") for page in answer.next]
    return frozenset(name for folder, _, name in pages if folder == "regimes")
