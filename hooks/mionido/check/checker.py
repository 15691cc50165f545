"""Finds rules that could never hold, and answers, questions and outcomes that nobody would meet."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from mionido.check.allowed import legible
from mionido.check.draft import Draft
from mionido.model.checker import (
    COMPARISONS,
    Condition,
    Deadline,
    Outcome,
    ParameterRef,
    Question,
    Rule,
    question_of,
)
from mionido.model.parameters import Parameter, is_currency
from mionido.model.site import Site
from mionido.model.walk import walk
from mionido.problems import Place, Problem, nearest
from mionido.read.yamlfile import YamlFile

# Names of answers and values that the checker itself uses, or that every object of a script has.
OF_THE_CHECKER = {"absent", "unknown", "not_applicable", "no_version", "constructor"}
NAME_OF_AN_ANSWER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
DAYS = {"date"}
LENGTHS = {"years", "months", "weeks", "days", "age"}
NUMBERS = LENGTHS | {"count", "hours", "minutes"}  # and all currencies
# How the answers to a question, or the values of an outcome, may be compared.
BY_WORD = ("is_", "in_")
BY_DAY = ("from_", "until", "before", "after", "ago", "longer_ago")
FITTING = {
    "one_of": BY_WORD,
    "yes_no": BY_WORD,
    "date": (*BY_WORD, *BY_DAY, "present"),
    "number": (*BY_WORD, "at_least", "more_than", "present"),
    "several": ("has",),
}
# The comparisons with a parameter, and the units it may have.
UNITS_OF = {
    "from_": DAYS,
    "until": DAYS,
    "before": DAYS,
    "after": DAYS,
    "ago": LENGTHS,
    "longer_ago": LENGTHS,
    "at_least": NUMBERS,
    "more_than": NUMBERS,
}


def checker_mistakes(draft: Draft) -> Iterator[Problem]:
    """A rule compares with an answer that does not exist, or gives a value without words.

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
            what = f'"{rule.value}" is not a value of "{rule.outcome}"'
            fix = f"{nearest(rule.value, outcome.values)}use one of: {', '.join(outcome.values)}."
            yield place.error("unknown-value", what, fix=fix)
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
        if not given <= outcome.values.keys():  # an unknown value has its own message
            continue
        for value in sorted(outcome.values.keys() - given - {outcome.otherwise}):
            place = draft.loaded.place(ident, ("values", value))
            fix = "write a rule that gives it, name it under otherwise, or delete it."
            yield place.error("unreachable-value", f'no rule gives the value "{value}"', fix=fix)


def comparison_mistakes(site: Site, place: Place, test: Condition) -> Iterator[Problem]:
    """Yield what is wrong with one comparison."""
    known: set[str] = set()
    fitting: tuple[str, ...] = BY_WORD
    subject = str(test.outcome or test.fact)
    if test.outcome:
        known = {*site[Outcome][test.outcome].values, "not_applicable"}
    elif test.fact:
        question = site[Question][test.fact]
        known, fitting = answers_of(question), FITTING[question.type]
    if not any(getattr(test, name) for name in fitting):
        used = next(written for name, written in COMPARISONS.items() if getattr(test, name))
        what = f'"{subject}" cannot be compared with "{used}"'
        fix = f"use one of: {', '.join(COMPARISONS[name] for name in fitting)}."
        yield place.error("comparison", what, fix=fix)
        return
    yield from unit_mistakes(site, place, test)
    compared = test.in_ or test.has or ()
    if test.is_ and not compared:
        compared = (test.is_,)
    for value in compared:
        if value not in known:
            what = f'"{value}" is not an answer to "{subject}"'
            fix = f"{nearest(value, known)}use one of: {', '.join(sorted(known))}."
            yield place.error("unknown-answer", what, fix=fix)


def unit_mistakes(site: Site, place: Place, test: Condition) -> Iterator[Problem]:
    """Yield where a comparison needs a day or a length of time, and gets another parameter."""
    for name, units in UNITS_OF.items():
        found = getattr(test, name)
        if isinstance(found, ParameterRef):
            yield from wrong_unit(site, place, found.parameter, units)


def wrong_unit(site: Site, place: Place, parameter: str, units: set[str]) -> Iterator[Problem]:
    """Yield that a parameter has none of these units."""
    unit = site[Parameter][parameter].unit
    if unit not in units and not (units is NUMBERS and is_currency(unit)):
        needed = {len(DAYS): "a day", len(LENGTHS): "a length of time"}.get(len(units), "a number")
        fix = f"name a parameter with one of these units: {', '.join(sorted(units))}."
        yield place.error("unit", f'"{parameter}" is not {needed}', fix=fix)


# How one of several answers is answered.
TICKED = Question.model_construct(type="yes_no", answers={}, may_be_absent=None)


def asked_for(questions: Mapping[str, Question], fact: str) -> Question | None:
    """Return the question that a fact answers: one of several is a question of its own."""
    question = questions.get(question_of(fact))
    if question and fact not in questions:
        return TICKED if fact in question.facts(question_of(fact)) else None
    return question


def answers_of(question: Question) -> set[str]:
    """Return the words a rule may compare a fact with."""
    answers = set(question.answers)
    if question.type == "yes_no" and not answers:
        answers = {"yes", "no"}
    if question.may_be_absent:
        answers.add("absent")
    return answers


def wrong_answer(question: Question, value: object, place: Place) -> Problem | None:
    """Return what is wrong with an answer, or None."""
    allowed = sorted(answers_of(question) | {"unknown"})
    if _is_answer(question, value):
        return None
    words = ", ".join(allowed)
    expected = f"one of: {words}"
    if question.type == "date":
        expected = (
            f'a day such as 2023-06-15, or what is known of it: "2023-06" or 2023, or {words}'
        )
    elif question.type == "number":
        expected = f"a whole number from 0 up, or {words}"
    elif question.type == "several":
        expected = f"a list with those that fit, [] for none, or unknown; there are: {words}"
    said = str(value)
    if question.type == "several" and isinstance(value, (list, tuple)):
        said = ", ".join(map(str, value))
    what = f'"{said}" is not an answer to this question'
    fix = f"{nearest(said, allowed)}write {expected}."
    return place.error("wrong-answer", what, fix=fix)


def _is_answer(question: Question, value: object) -> bool:
    """Whether a question can be answered so."""
    if question.type == "several":
        if not isinstance(value, (list, tuple)):
            return value == "unknown"
        return all(isinstance(each, str) and each in question.answers for each in value)
    if question.type == "date" and is_day(value):
        return True
    if question.type == "number" and re.fullmatch("0|[1-9][0-9]{0,8}", str(value)):
        return True
    return isinstance(value, str) and value in answers_of(question) | {"unknown"}


def is_day(value: object) -> bool:
    """Whether this is a day, month or year that the calendar has."""
    if isinstance(value, date):
        return True
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?", str(value))
    if match is None:
        return False
    year, month = int(match[1]), int(match[2] or 1)
    return 1900 <= year < 3000 and 1 <= month <= 12


def rule_cycles(draft: Draft) -> Iterator[Problem]:
    """Outcomes, rules or deadlines depend on each other in a circle.

    Why: neither could ever be answered.
    Example: two rules that each name the other under `unless`.
    Use instead: let one of them be the exception.
    """
    edges = dependences(draft.site)
    for node in sorted(edges):
        if node in reachable(node, edges):
            kind, name = node.split(" ", 1)
            place = draft.loaded.place(f"checker/{kind}s/{name}")
            fix = "follow unless and outcome from here and cut the circle."
            yield place.error("cycle", f'"{name}" depends on itself', fix=fix)


def dependences(site: Site) -> dict[str, set[str]]:
    """Return for each outcome, rule and deadline, such as `rule x`, those it depends on."""
    edges: dict[str, set[str]] = {}
    for name, rule in site[Rule].items():
        edges[f"rule {name}"] = {f"rule {other}" for other in rule.unless}
    for name, outcome in site[Outcome].items():
        used = outcomes_in(outcome.scope)
        for rule in site[Rule].values():
            if rule.outcome == name:
                used |= outcomes_in(rule.when)
        edges[f"outcome {name}"] = {f"outcome {other}" for other in used}
    for name, deadline in site[Deadline].items():
        starts = {deadline.start} & site[Deadline].keys()
        edges[f"deadline {name}"] = {f"deadline {other}" for other in starts}
    return edges


def outcomes_in(condition: Condition | None) -> set[str]:
    """Return the outcomes that a condition asks for."""
    parts = [value for _, value in walk(condition) if isinstance(value, Condition)]
    return {part.outcome for part in parts if part.outcome}


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
    """An answer to a question, or a value of an outcome, has a name that cannot be one.

    Why: "unknown" is what the checker says when nobody answered, and a name with signs could
    break a page.
    Example: `answers: {unknown: I do not know}`
    Use instead: `i_do_not_know:`, and names such as `asylum` or `with_exam`
    """
    for ident, question in draft.records(Question):
        yield from wrong_names(draft.loaded.files[ident], "answers", question.answers)
    for ident, outcome in draft.records(Outcome):
        yield from wrong_names(draft.loaded.files[ident], "values", outcome.values)


def wrong_names(file: YamlFile, key: str, names: Iterable[str]) -> Iterator[Problem]:
    """Yield which of the names under a key mean something else, or are none."""
    for name in names:
        if name in OF_THE_CHECKER or not NAME_OF_AN_ANSWER.fullmatch(name):
            what = f'"{legible(name)}" cannot be the name of one of the {key}'
            taken = ", ".join(sorted(OF_THE_CHECKER))
            fix = f"use small letters, digits and _, and none of: {taken}."
            yield file.keys[key, name].error("name", what, fix=fix)


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
    in_groups = Counter(map(str, draft.site.checker.outcomes))
    for ident, _ in draft.records(Outcome):
        if in_groups[ident.rpartition("/")[2]] != 1:
            yield draft.loaded.place(ident).error(
                "unlisted-outcome",
                "this outcome does not stand in one of the groups",
                fix='list it once under "groups" in content/checker/checker.yml.',
            )


def unknown_groups(draft: Draft) -> Iterator[Problem]:
    """A page leads to a group of outcomes that does not exist.

    Why: the checker would begin with all questions, and the reader would not find his own.
    Example: `checker: leters`
    Use instead: `checker: letter`, as in `groups:` of checker.yml
    """
    groups = draft.site.checker.groups
    for ident, record in draft.site.all():
        group = getattr(record, "checker", None)
        if group is not None and group not in groups:
            place = draft.loaded.place(ident, ("checker",))
            fix = f"{nearest(group, groups)}there are: {', '.join(groups)}."
            yield place.error("unknown-group", f'there is no group "{group}"', fix=fix)


def starts_that_are_no_days(draft: Draft) -> Iterator[Problem]:
    """A day is counted from a question that does not ask for a date.

    Why: there would be nothing to count from.
    Example: `start: permit`
    Use instead: `start: letter_date`
    """
    questions = draft.site[Question]
    for ident, deadline in draft.records(Deadline):
        for key, start in (
            ("start", deadline.start),
            ("start_if_unsure", deadline.start_if_unsure),
        ):
            question = questions.get(start) if start else None
            if question and question.type != "date":
                place = draft.loaded.place(ident, (key,))
                what = f'"{start}" does not ask for a date'
                yield place.error("start", what, fix="name a question with  type: date.")
