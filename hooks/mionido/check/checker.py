"""Finds rules that could never hold, and answers, questions and outcomes that nobody would meet."""

import re
from collections.abc import Iterator
from datetime import date

from mionido.check.allowed import legible
from mionido.check.draft import Draft
from mionido.model.checker import Condition, Deadline, Outcome, ParameterRef, Question, Rule
from mionido.model.parameters import Parameter
from mionido.model.site import Site
from mionido.model.walk import walk
from mionido.problems import Place, Problem, nearest

# Names of answers and values that the checker itself uses, or that every object of a script has.
OF_THE_CHECKER = {"absent", "unknown", "not_applicable", "no_version", "constructor"}
NAME_OF_AN_ANSWER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
DAYS = {"date"}
LENGTHS = {"years", "months", "weeks", "days", "age"}


def checker_mistakes(draft: Draft) -> Iterator[Problem]:
    """A rule compares with an answer that does not exist, gives a value without words, or never matters.

    Why: the rule would silently never hold.
    Example: `{fact: stay, is: asylm}`
    Use instead: `{fact: stay, is: asylum}`
    """
    site = draft.site
    for ident, record in site.all():
        for path, value in walk(record):
            if isinstance(value, Condition) and (value.fact or value.outcome):
                yield from comparison_mistakes(site, draft.loaded.place(ident, path), value)
    for ident, rule in draft.records(Rule):
        outcome = site[Outcome][rule.outcome]
        if rule.value not in outcome.values:
            place = draft.loaded.place(ident, ("value",))
            fix = f"{nearest(rule.value, outcome.values)}use one of: {', '.join(outcome.values)}."
            yield place.error("unknown-value", f'"{rule.value}" is not a value of "{rule.outcome}"', fix=fix)
    for ident, deadline in draft.records(Deadline):
        place = draft.loaded.place(ident, ("add" if deadline.add else "subtract",))
        yield from wrong_unit(site, place, deadline.length, LENGTHS)


def values_without_rule(draft: Draft) -> Iterator[Problem]:
    """An outcome has a value that no rule gives.

    Why: a reader could never get this answer, so a rule is missing or a word is.
    Example: `values:` with `maybe`, and no rule with `value: maybe`
    Use instead: write the rule, or delete the value.
    """
    for ident, outcome in draft.records(Outcome):
        name = ident.rpartition("/")[2]
        given = {rule.value for rule in draft.site[Rule].values() if rule.outcome == name}
        is_known = given <= outcome.values.keys()  # an unknown value has its own message
        for value in sorted(outcome.values.keys() - given - {outcome.otherwise}) if is_known else ():
            place = draft.loaded.place(ident, ("values", value))
            fix = "write a rule that gives it, name it under otherwise, or delete it."
            yield place.error("unreachable-value", f'no rule gives the value "{value}"', fix=fix)


def comparison_mistakes(site: Site, place: Place, test: Condition) -> Iterator[Problem]:
    """Yield what is wrong with one comparison."""
    known: set[str] = set()
    subject = str(test.outcome or test.fact)
    if test.outcome:
        known = {*site[Outcome][test.outcome].values, "not_applicable"}
    elif test.fact:
        question = site[Question][test.fact]
        known = answers_of(question)
        if question.type != "date" and not (test.is_ or test.in_):
            yield place.error("comparison", f'"{subject}" has no dates to compare', fix="use is or in.")
    yield from unit_mistakes(site, place, test)
    for value in test.in_ or ((test.is_,) if test.is_ else ()):
        if value not in known:
            fix = f"{nearest(value, known)}use one of: {', '.join(sorted(known))}."
            yield place.error("unknown-answer", f'"{value}" is not an answer to "{subject}"', fix=fix)


def unit_mistakes(site: Site, place: Place, test: Condition) -> Iterator[Problem]:
    """Yield where a comparison needs a day and gets a parameter of another kind, or needs a length of time."""
    for names, units in ((("from_", "until", "before", "after"), DAYS), (("ago", "longer_ago"), LENGTHS)):
        for name in names:
            found = getattr(test, name)
            if isinstance(found, ParameterRef):
                yield from wrong_unit(site, place, found.parameter, units)


def wrong_unit(site: Site, place: Place, parameter: str, units: set[str]) -> Iterator[Problem]:
    """Yield that a parameter has none of these units."""
    if site[Parameter][parameter].unit not in units:
        needed = "a day" if units == DAYS else "a length of time"
        fix = f"name a parameter with one of these units: {', '.join(sorted(units))}."
        yield place.error("unit", f'"{parameter}" is not {needed}', fix=fix)


def answers_of(question: Question) -> set[str]:
    """Return the answers a rule may compare a fact with."""
    answers = set(question.answers) or ({"yes", "no"} if question.type == "yes_no" else set())
    return answers | ({"absent"} if question.may_be_absent else set())


def wrong_answer(question: Question, value: object, place: Place) -> Problem | None:
    """Return what is wrong with an answer, or None."""
    allowed = sorted(answers_of(question) | {"unknown"})
    if value in allowed or (question.type == "date" and is_day(value)):
        return None
    expected = (
        'a day such as 2023-06-15, or what is known of it: "2023-06" or 2023'
        if question.type == "date"
        else f"one of: {', '.join(allowed)}"
    )
    others = f", or {', '.join(allowed)}" if question.type == "date" else ""
    return place.error(
        "wrong-answer",
        f'"{value}" is not an answer to this question',
        fix=f"{nearest(str(value), allowed)}write {expected}{others}.",
    )


def is_day(value: object) -> bool:
    """Whether this is a day, month or year that the calendar has."""
    if isinstance(value, date):
        return True
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?", str(value))
    return match is not None and 1900 <= int(match[1]) < 3000 and 1 <= int(match[2] or 1) <= 12


def rule_cycles(draft: Draft) -> Iterator[Problem]:
    """Outcomes, rules or deadlines depend on each other in a circle.

    Why: neither could ever be answered.
    Example: two rules that each name the other under `unless`.
    Use instead: let one of them be the exception.
    """
    rules, outcomes = draft.site[Rule], draft.site[Outcome]
    edges: dict[str, set[str]] = {
        f"rule {name}": {f"rule {other}" for other in rule.unless} for name, rule in rules.items()
    }
    for name, outcome in outcomes.items():
        tests = [outcome.scope] + [rule.when for rule in rules.values() if rule.outcome == name]
        used = {
            value.outcome for test in tests for _, value in walk(test) if isinstance(value, Condition) and value.outcome
        }
        edges[f"outcome {name}"] = {f"outcome {other}" for other in used}
    deadlines = draft.site[Deadline]
    edges |= {
        f"deadline {name}": {f"deadline {each.start}"} & {f"deadline {d}" for d in deadlines}
        for name, each in deadlines.items()
    }
    for node in sorted(edges):
        if node in reachable(node, edges):
            kind, name = node.split(" ", 1)
            place = draft.loaded.place(f"checker/{kind}s/{name}")
            yield place.error(
                "cycle", f'"{name}" depends on itself', fix="follow unless and outcome from here and cut the circle."
            )


def reachable(start: str, edges: dict[str, set[str]]) -> set[str]:
    """Return every node one can reach from `start` in one step or more."""
    seen: set[str] = set()
    todo = list(edges.get(start, ()))
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += edges.get(node, ())
    return seen


def names_of_answers(draft: Draft) -> Iterator[Problem]:
    """An answer to a question, or a value of an outcome, has a name that means something else, or is none.

    Why: "unknown" is what the checker says when nobody answered, and a name with signs could break a page.
    Example: `answers: {unknown: I do not know}`
    Use instead: `i_do_not_know:`, and names such as `asylum` or `with_exam`
    """
    named = [(ident, "answers", name) for ident, each in draft.records(Question) for name in each.answers]
    named += [(ident, "values", name) for ident, each in draft.records(Outcome) for name in each.values]
    for ident, key, name in named:
        if name in OF_THE_CHECKER or not NAME_OF_AN_ANSWER.fullmatch(name):
            place = draft.loaded.files[ident].keys[key, name]
            what = f'"{legible(name)}" cannot be the name of one of the {key}'
            fix = f"use small letters, digits and _, and none of: {', '.join(sorted(OF_THE_CHECKER))}."
            yield place.error("name", what, fix=fix)


def unused_questions(draft: Draft) -> Iterator[Problem]:
    """The checker lists a question that no rule uses, or leaves one out that a rule needs.

    Why: a reader would be asked for nothing, or a rule could never be decided.
    Example: a question that is not in `questions:` of checker.yml
    Use instead: list it, or delete its file.
    """
    listed = set(draft.site.checker.questions)
    for ident, _ in draft.records(Question):
        if ident.rpartition("/")[2] not in listed:
            yield draft.loaded.place(ident).error(
                "unlisted-question",
                "this question is never asked",
                fix='list it under "questions" in content/checker/checker.yml.',
            )
    for ident, _ in draft.records(Outcome):
        if ident.rpartition("/")[2] not in draft.site.checker.outcomes:
            yield draft.loaded.place(ident).error(
                "unlisted-outcome",
                "this outcome is never shown",
                fix='list it under "outcomes" in content/checker/checker.yml.',
            )
