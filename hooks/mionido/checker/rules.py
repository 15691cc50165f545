"""What conditions, rules and outcomes say of the answers there are, and which fact they wait for.

What these answers do not settle is None; decide.py goes through what they can still become.
"""

from mionido.checker.compiled import Condition
from mionido.checker.conditions import any_of, compare, inside, negate
from mionido.checker.engine import Answers, Engine, remembered


def holds(engine: Engine, condition: Condition, answers: Answers) -> bool | None:
    """Return whether a condition holds for these answers, or None if these answers cannot tell."""
    if "fact" in condition:
        answer = answers.get(condition["fact"])
        return None if answer is None else compare(engine, answer, condition)
    if "all" in condition:
        return joined(engine, condition["all"], answers, decisive=False)
    if "any" in condition:
        return joined(engine, condition["any"], answers, decisive=True)
    if "not" in condition:
        return negate(holds(engine, condition["not"], answers))
    value = verdict(engine, condition["outcome"], answers)
    return None if value is None else compare(engine, value, condition)


def joined(
    engine: Engine, parts: list[Condition], answers: Answers, *, decisive: bool
) -> bool | None:
    """Return what one part decides, else None if one is not known, else the opposite.

    Without a generator, as `any_of` takes: no line of the proofs runs as often.
    """
    found: bool | None = not decisive
    for part in parts:
        result = holds(engine, part, answers)
        if result is decisive:
            return decisive
        if result is None:
            found = None
    return found


def applies(engine: Engine, name: str, answers: Answers) -> bool | None:
    """Return whether a rule holds, and is not set aside by one of its exceptions.

    One that is not in force does not, if others speak on that day; else it is as it would be.
    """
    if name in engine.followed:
        return False
    rule = engine.checker["rules"][name]
    held = holds(engine, rule["when"], answers)
    if held is False or not rule["unless"]:
        return held
    set_aside = any_of(applies(engine, other, answers) for other in rule["unless"])
    return held if set_aside is False else negate(set_aside)


@remembered
def verdict(engine: Engine, outcome: str, answers: Answers) -> str | None:
    """Return the outcome's value where the rules settle it directly, else None.

    No version of the law is known where a rule would hold that is not in force, and no other does.
    """
    asked = engine.checker["outcomes"][outcome]
    if engine.on < asked["from"]:
        return "no_version"
    scope = holds(engine, asked["scope"], answers) if asked["scope"] else True
    if not scope:
        return "not_applicable" if scope is False else None
    results = [applies(engine, name, answers) for name in asked["rules"]]
    held = [name for name, result in zip(asked["rules"], results, strict=True) if result]
    known = next((name for name in held if name not in engine.lapsed), None)
    if known:
        return engine.checker["rules"][known]["value"]
    if None in results:
        return None
    return "no_version" if held else (asked["otherwise"] or "no_version")


def waits_for(engine: Engine, outcome: str, answers: Answers, only: str = "") -> str:
    """Return a missing fact that could settle more, or just this one if it could; else nothing."""
    asked = engine.checker["outcomes"][outcome]
    if asked["scope"] and (fact := open_fact(engine, asked["scope"], answers, only)):
        return fact
    found = (open_fact_of_rule(engine, name, answers, only) for name in asked["rules"])
    return next(filter(None, found), "")


def open_fact_of_rule(engine: Engine, name: str, answers: Answers, only: str = "") -> str:
    """Return a missing fact, or just this one, that could settle whether a rule applies."""
    if applies(engine, name, answers) is not None:
        return ""
    rule = engine.checker["rules"][name]
    if fact := open_fact(engine, rule["when"], answers, only):
        return fact
    found = (open_fact_of_rule(engine, other, answers, only) for other in rule["unless"])
    return next(filter(None, found), "")


def open_fact(engine: Engine, condition: Condition, answers: Answers, only: str) -> str:
    """Return a missing fact, or just this one, that could settle whether a condition holds."""
    if holds(engine, condition, answers) is not None:
        return ""
    if parts := inside(condition):
        found = (open_fact(engine, part, answers, only) for part in parts)
        return next(filter(None, found), "")
    if "outcome" in condition:
        return waits_for(engine, condition["outcome"], answers, only)
    return "" if only and only != condition["fact"] else condition["fact"]
