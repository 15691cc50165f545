"""Finds cases that could not be run: they name what is not there, or cite what the site does not show."""

from collections.abc import Iterator

from mionido.check.checker import wrong_answer
from mionido.check.draft import Draft, KeyPath
from mionido.check.law import CITED_BY_ARTICLE, without_article
from mionido.check.references import exists, unknown
from mionido.model.checker import Case
from mionido.model.law import Citation
from mionido.problems import Place, Problem, nearest

QUESTIONS, OUTCOMES = ("checker/questions",), ("checker/outcomes",)
# What each list, or each key, of a case names.
NAMES = {"skipped": QUESTIONS, "goals": OUTCOMES, "outcomes": OUTCOMES, "dates": ("checker/deadlines",)}
# And what the lists under the keys name, which are outcomes; () stands for full ids.
LISTS = {"reasons": ("checker/rules",), "deciders": (), "missing": QUESTIONS}
OF_THE_CHECKER = {"unknown", "not_applicable", "no_version"}


def cases_that_cannot_run(draft: Draft) -> Iterator[Problem]:
    """A case names a question, outcome, rule or day that is not there, or an answer or value that cannot be.

    Why: it would say what the rules are meant to do, and hold for nothing.
    Example: `outcomes: {must-integrat: "yes"}`
    Use instead: `outcomes: {must-integrate: "yes"}`
    """
    for ident, cases in draft.loaded.cases.items():
        for index, case in enumerate(cases):
            for path, wanted, kinds in _names(case):
                if not exists(draft.site, wanted, kinds):
                    yield unknown(draft.site, draft.loaded.place(ident, (index, *path)), wanted, kinds)
            yield from _impossible(draft, ident, index, case)


def _names(case: Case) -> Iterator[tuple[KeyPath, str, tuple[str, ...]]]:
    """Yield (path, id, kinds it may be of) for everything a case names."""
    for fact in case.answers:
        yield ("answers", fact), fact, QUESTIONS
    if case.asks:
        yield ("asks",), case.asks, QUESTIONS
    for key, kinds in NAMES.items():
        named = getattr(case, key) or ()
        for index, name in enumerate(named):
            yield (key, name if isinstance(named, dict) else index), name, kinds
    for key, kinds in LISTS.items():
        for outcome, names in getattr(case, key).items():
            yield (key, outcome), outcome, OUTCOMES
            for index, name in enumerate(names):
                yield (key, outcome, index), name, kinds
    for index, cited in enumerate(case.sources):
        kind = "instrument" if cited.instrument else "publication"
        yield ("sources", index, kind), getattr(cited, kind), (f"{kind}s",)


def _impossible(draft: Draft, ident: str, index: int, case: Case) -> Iterator[Problem]:
    """Yield answers and values that cannot be, and places in the law that the site does not show."""
    site = draft.site
    for fact, answer in case.answers.items():
        question = site["checker/questions"].get(fact)
        place = draft.loaded.place(ident, (index, "answers", fact))
        if question and (problem := wrong_answer(question, answer, place)):
            yield problem
    for name, value in case.outcomes.items():
        outcome = site["checker/outcomes"].get(name)
        known = {*outcome.values, *OF_THE_CHECKER} if outcome else {value}
        if value not in known:
            place = draft.loaded.place(ident, (index, "outcomes", name))
            fix = f"{nearest(value, known)}use one of: {', '.join(sorted(known))}."
            yield place.error("unknown-value", f'"{value}" is not a value of "{name}"', fix=fix)
    for number, cited in enumerate(case.sources):
        if cited.instrument in site["instruments"]:
            yield from _not_shown(draft, draft.loaded.place(ident, (index, "sources", number)), cited)


def _not_shown(draft: Draft, place: Place, cited: Citation) -> Iterator[Problem]:
    """Yield that nobody can look up on the site what a case rests on."""
    instrument = draft.site["instruments"][cited.instrument]
    shown = list(dict.fromkeys(provision.article for provision in instrument.provisions))
    if not cited.article and instrument.kind in CITED_BY_ARTICLE:
        yield without_article(place)
    elif cited.article and cited.article not in shown:
        fix = f"{nearest(cited.article, shown)}add it to the provisions in content/instruments/{cited.instrument}.yml."
        what = f'"{cited.instrument}" shows no article {cited.article}'
        yield place.error("unknown-article", what, fix=fix)
