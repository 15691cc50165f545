"""Finds cases that could not be run.

They name what is not there, or cite what the site does not show.
"""

from collections.abc import Iterator
from itertools import chain

from mionido.check.checker import asked_for, wrong_answer
from mionido.check.draft import Draft
from mionido.check.law import lacks_place, without_place
from mionido.check.references import exists, unknown
from mionido.model.checker import Case, Outcome, Question
from mionido.model.law import Citation, Instrument
from mionido.model.site import Site
from mionido.model.walk import KeyPath, references
from mionido.problems import Place, Problem, nearest

OF_THE_CHECKER = {"unknown", "not_applicable", "no_version"}


def cases_that_cannot_run(draft: Draft) -> Iterator[Problem]:
    """A case names what is not there, or an answer or value that cannot be.

    Why: it would say what the rules are meant to do, and hold for nothing.
    Example: `outcomes: {must-pas: "yes"}`
    Use instead: `outcomes: {must-pass: "yes"}`
    """
    questions = draft.site[Question]
    for ident, cases in draft.loaded.cases.items():
        for index, case in enumerate(cases):
            for path, reference in references(case):
                if not (exists(draft.site, reference) or asked_for(questions, reference)):
                    place = draft.loaded.place(ident, (index, *path))
                    yield unknown(draft.site, place, reference, reference.folders)
            yield from _impossible(draft, ident, index, case)


def _impossible(draft: Draft, ident: str, index: int, case: Case) -> Iterator[Problem]:
    """Yield answers and values that cannot be, and places in the law that nobody is shown."""

    def place(*path: str | int) -> Place:
        where: KeyPath = (index, *path)
        return draft.loaded.place(ident, where)

    for fact, answer in case.answers.items():
        question = asked_for(draft.site[Question], fact)
        if question and (problem := wrong_answer(question, answer, place("answers", fact))):
            yield problem
    for name, value in case.outcomes.items():
        outcome = draft.site[Outcome].get(name)
        known = {*outcome.values, *OF_THE_CHECKER} if outcome else {value}
        if value not in known:
            fix = f"{nearest(value, known)}use one of: {', '.join(sorted(known))}."
            what = f'"{value}" is not a value of "{name}"'
            yield place("outcomes", name).error("unknown-value", what, fix=fix)
    for number, cited in enumerate(case.sources):
        yield from _not_shown(draft.site, place("sources", number), cited)


def _not_shown(site: Site, place: Place, cited: Citation) -> Iterator[Problem]:
    """Yield that nobody can look up on the site what a case rests on."""
    if not cited.instrument or cited.instrument not in site[Instrument]:
        return
    if lacks_place(site, cited):
        yield without_place(place, site)
        return
    largest = site.jurisdiction.ordered(cited)[:1]
    provisions = site[Instrument][cited.instrument].provisions
    shown = list(chain.from_iterable(site.jurisdiction.ordered(each)[:1] for each in provisions))
    for key, number in largest:
        if (key, number) not in shown:
            numbers = dict.fromkeys(each for _, each in shown)
            file = f"content/instruments/{cited.instrument}.yml"
            fix = f"{nearest(number, numbers)}add it to the provisions in {file}."
            what = f'"{cited.instrument}" shows no {key} {number}'
            yield place.error("unknown-place", what, fix=fix)
