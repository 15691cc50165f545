"""The proofs of the rules as a report that a lawyer can read.

A situation is written in the words of the questions, in the language of the content.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from mionido.checker.days import span
from mionido.checker.engine import Answers, Engine
from mionido.checker.graph import Graph
from mionido.checker.prove import Failure, pinning, prove
from mionido.commands.answer import written
from mionido.model.checker import Outcome, Question, Rule
from mionido.model.jurisdiction import Jurisdiction
from mionido.model.law import Citation, InPlace, Instrument
from mionido.project import Project
from mionido.render.edition import Edition

# What each says is the interface message proof_p1 and so on.
PROOFS = [f"P{number}" for number in range(1, 13)]
WASTE = 0.25  # questions


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
    source, edition = project, project.written
    engine = Engine(source.compiled.checker, source.today.isoformat())
    found = prove(engine, source.compiled.graphs) | {
        "P8": _missing_texts(project),
        "P9": _unknown_places(source),
        "P11": [
            Failure(problem.headline, "")
            for problem in project.problems
            if problem.place.file.endswith(".po")
        ],
    }
    proofs = {name: [_with_file(each, project) for each in found[name]] for name in PROOFS}
    outcomes = [_outcome(edition, graph) for graph in source.compiled.graphs.values()]
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
            yield f"{name}: the pinned order asks {pinned:.1f} questions on average, without it {free:.1f}"


def _missing_texts(project: Project) -> list[Failure]:
    public = [catalog for catalog in project.catalogs.values() if catalog.locale.status == "public"]
    texts = {ctx: text for ctx, text in project.draft.sources.items() if ctx.startswith("checker/")}
    return [
        Failure(f"{catalog.code} has no {ctx}", "")
        for catalog in public
        for ctx, text in texts.items()
        if not catalog.translation(ctx, text)
    ]


def _unknown_places(source: Project) -> list[Failure]:
    site = source.loaded.site
    jurisdiction = site.jurisdiction
    found: list[Failure] = []
    for name, rule in site[Rule].items():
        for cited in rule.sources:
            provisions = site[Instrument][cited.instrument].provisions if cited.instrument else ()
            anchors = [jurisdiction.anchor(each) for each in provisions]
            if (
                provisions
                and cited.places
                and not _is_shown(_article(jurisdiction, cited), anchors)
            ):
                said = f"{name} cites {written(cited, jurisdiction)}, which {cited.instrument} does not show"
                found.append(Failure(said, f"rules/{name}"))
    return found


def _article(jurisdiction: Jurisdiction, cited: Citation) -> str:
    """Return the anchor of the article, or the like, that a source is in."""
    key, number = jurisdiction.ordered(cited)[0]
    return jurisdiction.anchor(InPlace.model_validate({key: number}))


def _is_shown(article: str, anchors: list[str]) -> bool:
    """Whether an article or the like, or a part of it, stands on the page of its instrument."""
    return any(each == article or each.startswith(f"{article}-") for each in anchors)


def _outcome(edition: Edition, graph: Graph) -> dict[str, Any]:
    outcome = edition.site[Outcome][graph.outcome]
    jurisdiction = edition.site.jurisdiction
    rules = [rule for rule in edition.site[Rule].values() if rule.outcome == graph.outcome]
    return {
        "title": edition.plain(outcome.title),
        "situations": graph.situations,
        "questions": [edition.plain(edition.site[Question][node.fact].ask) for node in graph.nodes],
        "rules": [
            {
                "says": edition.plain(outcome.values[rule.value].says),
                "because": edition.plain(rule.because),
                "sources": [written(each, jurisdiction) for each in rule.sources],
                "certainty": rule.certainty,
            }
            for rule in rules
        ],
        "articles": sorted(
            {written(each, jurisdiction) for rule in rules for each in rule.sources}
        ),
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
        lines.append(f"- {'holds' if not found else '**FAILS**'} {name}: {said}")
        lines += [f"  - {in_words(each, edition)}" for each in found]
    lines += [f"- warning: {each}." for each in report.warnings]
    for outcome in report.outcomes:
        lines += ["", f"## {outcome['title']}", ""]
        lines += [
            f"{outcome['situations']} situations, told apart by {len(outcome['questions'])} questions.",
            "",
        ]
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
    questions, t = edition.site[Question], edition.site.interface
    said = []
    for fact, answer in answers.items():
        question = questions.get(fact)
        labels: Mapping[str, str] = {
            "yes": t["yes"],
            "no": t["no"],
            **(question.answers if question else {}),
        }
        absent = question.may_be_absent if question and answer == "absent" else None
        # Not the key of an answer, such as 2023x.
        is_day = re.fullmatch(r"\d{4}(-\d\d){0,2}", answer)
        words = (
            edition.day(date.fromisoformat(span(answer)[0]))
            if is_day
            else labels.get(answer, answer)
        )
        said.append(
            f"{edition.plain(question.ask) if question else fact} {edition.plain(absent or words)}"
        )
    return " ".join(said)
