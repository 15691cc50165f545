"""The proofs of the rules as a report that a lawyer can read.

A situation is written in the words of the questions, in the language of the content.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from mionido.checker.days import span
from mionido.checker.engine import Answers, Engine
from mionido.checker.graph import Graph
from mionido.checker.prove import Failure, pinning, prove
from mionido.commands.answer import written
from mionido.model.checker import TICK, Outcome, Question, Rule, question_of
from mionido.model.jurisdiction import Jurisdiction
from mionido.model.law import Citation, InPlace, Instrument
from mionido.model.site import Site
from mionido.project import Project
from mionido.render.edition import Edition

# What each says is the interface message proof_p1 and so on.
PROOFS = [f"P{number}" for number in range(1, 13)]
WASTE = 0.25  # questions
# What is known of a day; not the name of an answer, such as 2023x.
DAY = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass
class Report:
    """What was proven, and what there is to read about each outcome, as plain data."""

    on: str
    proofs: dict[str, list[Failure]]
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether every proof went through."""
        return not any(self.proofs.values())


def proof_report(project: Project) -> Report:
    """Prove the rules on the day of the build."""
    graphs = project.compiled.graphs
    engine = Engine(project.compiled.checker, project.today.isoformat())
    found = prove(engine, graphs) | {
        "P8": _missing_texts(project),
        "P9": _unknown_places(project),
        "P11": _wrong_translations(project),
    }
    proofs = {name: [_with_file(each, project) for each in found[name]] for name in PROOFS}
    outcomes = [_outcome(project.written, graph) for graph in graphs.values()]
    return Report(engine.on, proofs, outcomes, list(_wasted(engine)))


def _with_file(failure: Failure, project: Project) -> Failure:
    """Return a failure with the name of the file to mend instead of the id of its record."""
    if not failure.record:
        return failure
    return replace(failure, record=project.loaded.place(f"checker/{failure.record}").file)


def _wasted(engine: Engine) -> Iterable[str]:
    """Yield where the order in `pinned` asks readers more than no pinned order would."""
    for name, (pinned, free) in pinning(engine).items():
        if pinned - free >= WASTE:
            yield (
                f"{name}: the pinned order asks {pinned:.1f} questions on average, "
                f"without it {free:.1f}"
            )


def _missing_texts(project: Project) -> list[Failure]:
    """Return which texts of the checker a public language lacks."""
    texts = {ctx: text for ctx, text in project.draft.sources.items() if ctx.startswith("checker/")}
    found: list[Failure] = []
    for catalog in project.catalogs.values():
        if catalog.locale.status == "public":
            missing = [ctx for ctx, text in texts.items() if not catalog.translation(ctx, text)]
            found += [Failure(f"{catalog.code} has no {ctx}", "") for ctx in missing]
    return found


def _wrong_translations(project: Project) -> list[Failure]:
    """Return what is wrong in the catalogs."""
    found = [each for each in project.problems if each.place.file.endswith(".po")]
    return [Failure(problem.headline, "") for problem in found]


def _unknown_places(project: Project) -> list[Failure]:
    """Return which rules cite a place that the page of the law does not show."""
    site = project.loaded.site
    found: list[Failure] = []
    for name, rule in site[Rule].items():
        for cited in rule.sources:
            if not _can_be_seen(site, cited):
                place = written(cited, site.jurisdiction)
                said = f"{name} cites {place}, which {cited.instrument} does not show"
                found.append(Failure(said, f"rules/{name}"))
    return found


def _can_be_seen(site: Site, cited: Citation) -> bool:
    """Whether the page of an instrument shows what a source names, or no provisions at all."""
    if not cited.instrument or not cited.places:
        return True
    provisions = site[Instrument][cited.instrument].provisions
    anchors = [site.jurisdiction.anchor(each) for each in provisions]
    return not anchors or _is_shown(_article(site.jurisdiction, cited), anchors)


def _article(jurisdiction: Jurisdiction, cited: Citation) -> str:
    """Return the anchor of the article, or the like, that a source is in."""
    key, number = jurisdiction.ordered(cited)[0]
    return jurisdiction.anchor(InPlace.model_validate({key: number}))


def _is_shown(article: str, anchors: list[str]) -> bool:
    """Whether an article or the like, or a part of it, stands on the page of its instrument."""
    return any(each == article or each.startswith(f"{article}-") for each in anchors)


def _outcome(edition: Edition, graph: Graph) -> dict[str, Any]:
    """Return what there is to read about an outcome."""
    site = edition.site
    outcome = site[Outcome][graph.outcome]
    asked = dict.fromkeys(question_of(node.fact) for node in graph.nodes)
    questions = [site[Question][name].ask for name in asked]
    rules, articles = [], set()
    for rule in site[Rule].values():
        if rule.outcome == graph.outcome:
            sources = [written(each, site.jurisdiction) for each in rule.sources]
            articles.update(sources)
            about = {
                "says": edition.plain(outcome.values[rule.value].says),
                "because": edition.plain(rule.because),
                "sources": sources,
                "certainty": rule.certainty,
            }
            rules.append(about)
    return {
        "title": edition.plain(outcome.title),
        "situations": graph.situations,
        "questions": [edition.plain(ask) for ask in questions],
        "rules": rules,
        "articles": sorted(articles),
    }


def as_data(report: Report, edition: Edition) -> dict[str, Any]:
    """Return a report for other programs."""
    proofs = {
        name: {
            "says": edition.site.interface[f"proof_{name.lower()}"],
            "holds": not found,
            "failures": [in_words(each, edition) for each in found],
        }
        for name, found in report.proofs.items()
    }
    return {
        "on": report.on,
        "holds": report.holds,
        "warnings": report.warnings,
        "proofs": proofs,
        "outcomes": report.outcomes,
    }


def as_markdown(report: Report, edition: Edition) -> str:
    """Return a report to read."""
    lines = [f"# Proof of the rules on {report.on}", ""]
    for name, found in report.proofs.items():
        said = edition.site.interface[f"proof_{name.lower()}"].replace("\n", " ")
        verdict = "**FAILS**" if found else "holds"
        lines.append(f"- {verdict} {name}: {said}")
        lines += [f"  - {in_words(each, edition)}" for each in found]
    lines += [f"- warning: {each}." for each in report.warnings]
    for outcome in report.outcomes:
        lines += ["", f"## {outcome['title']}", ""]
        situations, questions = outcome["situations"], len(outcome["questions"])
        lines += [f"{situations} situations, told apart by {questions} questions.", ""]
        for rule in outcome["rules"]:
            sources = "; ".join(rule["sources"])
            lines.append(f"- {rule['says']} — {rule['because']} ({sources}; {rule['certainty']})")
    return "\n".join(lines) + "\n"


def in_words(failure: Failure, edition: Edition) -> str:
    """Return a failure with the file to mend and its situation in the words of the questions."""
    place = f"{failure.record}: " if failure.record else ""
    example = f": {situation(failure.situation, edition)}" if failure.situation else ""
    return f"{place}{failure.what}{example}"


def situation(answers: Answers, edition: Edition) -> str:
    """Return answers in the words of the questions."""
    said = []
    for fact, answer in answers.items():
        question = edition.site[Question].get(question_of(fact))
        asked = edition.plain(question.ask) if question else fact
        if question and (tick := fact.partition(TICK)[2]):
            asked += f" {edition.plain(question.answers.get(tick, tick))}"
        said.append(f"{asked} {edition.plain(_answer(question, answer, edition))}")
    return " ".join(said)


def _answer(question: Question | None, answer: str, edition: Edition) -> str:
    """Return an answer as readers see it; nobody may ask the question any more."""
    if question and answer == "absent" and question.may_be_absent:
        return question.may_be_absent
    is_number = question is not None and question.type == "number"
    if DAY.fullmatch(answer) and not is_number:
        first, _ = span(answer)
        return edition.day(date.fromisoformat(first))
    if question and answer in question.answers:
        return question.answers[answer]
    if answer in ("yes", "no"):
        return edition.site.interface[answer]
    return answer
