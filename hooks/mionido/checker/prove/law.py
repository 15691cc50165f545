"""What the proofs know of a law beside its compiled rules, and what they find."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mionido.checker.engine import Answers

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
