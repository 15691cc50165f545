"""What compiled rules look like: plain data without any words, in Python, in JSON and on a phone.

compile.py makes it. True and false are 1 and 0 there, and days are text: "2023-06-15".
"""

from typing import NotRequired, TypedDict

Length = tuple[int, str]  # a number, and its unit: days, weeks, months, years or age

# One of all, any, not, fact or outcome; a fact or outcome comes with exactly one comparison.
Condition = TypedDict(
    "Condition",
    {
        "all": list["Condition"],
        "any": list["Condition"],
        "not": "Condition",
        "fact": str,
        "outcome": str,
        "is": str,
        "in": list[str],
        "from": str,
        "until": str,
        "before": str,
        "after": str,
        "ago": Length,
        "longer_ago": Length,
        "at_least": int,
        "present": bool,
    },
    total=False,
)


class Fact(TypedDict):
    """A question, as far as the rules care.

    Its `domain` holds the answers it can have. That of a date is empty: it has the `days` and the
    lengths of time before today (`ago`: a number, a unit, and 1 for "longer ago") on which a
    comparison changes its mind, whether it may be `absent`, and whether it lies in the `past`. That of
    a number holds the first of each range that all comparisons treat alike.
    A fact with `asked_if` is asked only where that surely holds.
    """

    type: str
    effort: int
    sensitive: int
    domain: list[str]
    days: NotRequired[list[str]]
    ago: NotRequired[list[tuple[int, str, int]]]
    absent: NotRequired[int]
    past: NotRequired[int]
    asked_if: NotRequired[Condition]


class Constraint(TypedDict):
    """Answers to these facts that never go together."""

    never: Condition
    facts: list[str]


# `unless` names the rules that set this one aside, `chain` those that speak before and after it.
Rule = TypedDict(
    "Rule",
    {
        "value": str,
        "when": Condition,
        "unless": list[str],
        "from": str,
        "until": str | None,
        "chain": NotRequired[list[str]],
    },
)

# `facts` are those it can depend on at all, in the order of the questions; `open` are those that really
# matter to who has not answered anything, and are worked out with the graphs.
Outcome = TypedDict(
    "Outcome",
    {
        "scope": Condition | None,
        "rules": list[str],
        "values": list[str],
        "otherwise": str | None,
        "from": str,
        "facts": list[str],
        "open": NotRequired[list[str]],
    },
)


class Deadline(TypedDict):
    """A day so long after (`sign` 1) or before (-1) a fact or another deadline.

    Its length is that of the last of `values` whose day has come, None where there is none; it is shown
    `when` the outcomes have one of these values. It is the first day of something (`opens`), or the
    last before a right is `lost`. While it is not certain that it is the reader's, it can start at the
    fact `unsure`.
    """

    start: str
    unsure: NotRequired[str]
    opens: int
    lost: int
    sign: int
    unit: str
    values: list[tuple[str, int | None]]
    when: dict[str, list[str]]


class Checker(TypedDict):
    """All of it; facts and outcomes as in checker.yml, each deadline after the one it starts from.

    The `promises` are for who proves them, and not for a phone.
    """

    facts: dict[str, Fact]
    pinned: list[str]
    constraints: dict[str, Constraint]
    rules: dict[str, Rule]
    groups: dict[str, list[str]]
    outcomes: dict[str, Outcome]
    deadlines: dict[str, Deadline]
    promises: NotRequired[dict[str, Condition]]
