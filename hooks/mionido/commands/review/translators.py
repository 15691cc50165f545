"""What a change does to each language, as its translators are told: as data, from which a comment is made."""

from collections import Counter
from collections.abc import Iterator

from mionido.commands.review.change import Change
from mionido.commands.review.comment import Data
from mionido.commands.review.report import Review
from mionido.problems import Problem, on_one_line
from mionido.project import Project
from mionido.translate.catalogs import Catalog
from mionido.translate.layout import ident_of
from mionido.translate.states import STATES, state_of

MOST_TEXTS = 150
CHECKED = "mionido check: "  # begins what stands among the mistakes, too
# Records without a page of their own stand on that of the checker; what is on every page, on the first.
CHECKER, HOME = "checker/checker", "site"


def for_translators(before: Project, after: Project, found: Review) -> dict[str, Data]:
    """Return what to tell the translators of each language in which something changes, by its code."""
    told: dict[str, Data] = {}
    for code, catalog in after.catalogs.items():
        if catalog.is_source:
            continue
        texts = [each for each in found.changes if each.language == code]
        broken = [each for each in found.mistakes if _is_of(each, code)]
        if texts or broken or code not in before.catalogs:
            old = before.catalogs.get(code)
            told[code] = {
                "name": f"{catalog.locale.name} ({code})",
                "states": _states(before, old, after, catalog),
                "broken": [_problem(each) for each in sorted(broken, key=_errors_first)],
                "texts": [_text(each, after, catalog) for each in texts[:MOST_TEXTS]],
                "pages": list(dict.fromkeys(_pages(texts, after, code))),
            }
    return told


def _is_of(problem: Problem, code: str) -> bool:
    """Whether a mistake stands in a file of a language."""
    return problem.place.file.startswith(f"translations/{code}/")


def _errors_first(problem: Problem) -> tuple[bool, Problem]:
    return not problem.is_error, problem


def _problem(problem: Problem) -> Data:
    """Return a mistake with its reason and how to mend it."""
    return {
        "level": "error" if problem.is_error else "warning",
        "place": str(problem.place),
        "what": problem.what,
        "why": on_one_line(problem.why),
        "fix": on_one_line(problem.fix),
    }


def _states(
    before: Project, old: Catalog | None, after: Project, new: Catalog
) -> dict[str, list[int]]:
    """Return how many texts are how far, before and after."""
    was, now = _counted(before, old), _counted(after, new)
    return {state: [was[state], now[state]] for state in STATES}


def _counted(project: Project, catalog: Catalog | None) -> Counter[str]:
    sources = project.draft.sources.items() if catalog else ()
    return Counter(state_of(catalog, ctx, text) for ctx, text in sources if catalog)


def _text(change: Change, after: Project, catalog: Catalog) -> Data:
    """Return a text as readers see it, with the line where it stands and how far it is."""
    where = change.where
    place, source = catalog.places.get(where), after.draft.sources.get(where)
    return {
        "where": where,
        "place": f"{place.file}:{place.line}" if place else "",
        "state": state_of(catalog, where, source) if source else "",
        "source": (change.source or (None, None))[1] or "",
        "before": change.before or "",
        "now": change.after or "",
        "remarks": [each for each in change.remarks if not each.startswith(CHECKED)],
    }


def _pages(texts: list[Change], after: Project, code: str) -> Iterator[str]:
    """Yield the pages on which the texts stand."""
    uris: dict[str, str] = {}
    for uri, page in after.pages.items():
        uris.setdefault(page.ident or "", uri)
    for each in texts:
        ident = ident_of(each.where)
        instead = CHECKER if ident.startswith("checker/") else HOME
        if shown := uris.get(ident) or uris.get(instead):
            yield f"{code}/{shown}"
