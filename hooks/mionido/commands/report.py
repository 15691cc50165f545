"""The proofs of the rules as a report that a lawyer can read.

A situation is written in the words of the questions, in the language of the content.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

from mionido.checker.compile import compile_checker
from mionido.checker.days import span
from mionido.checker.engine import Answers, Engine
from mionido.checker.graph import Graph
from mionido.checker.prove.diagrams import Diagrams
from mionido.checker.prove.law import Failure, Law, law_of
from mionido.checker.prove.questions import pinning
from mionido.checker.prove.readers import readers_of_deadline, readers_of_outcome, rules_of
from mionido.checker.prove.rules import prove_rules
from mionido.checker.prove.together import law_of_another_regime, prove_together
from mionido.commands.answer import written
from mionido.model.checker import TICK, Outcome, Question, Rule, question_of
from mionido.model.jurisdiction import Jurisdiction
from mionido.model.law import Citation, InPlace, Instrument
from mionido.model.site import Site
from mionido.project import Project
from mionido.publish.workers import spread
from mionido.read.memory import fingerprint, of_code
from mionido.render.checker import decider_of
from mionido.render.edition import Edition
from mionido.translate.layout import ident_of
from mionido.translate.order import tiers_of

# What each says is the interface message proof_p1 and so on; here is what to do where it fails.
REPAIRS = {
    "P1": "write a rule for this situation, or the value that is given otherwise",
    "P2": "let one rule set the other aside (`unless`), or narrow the condition of one",
    "P3": "correct the condition, or remove the rule or exception",
    "P4": "remove the question, or use its answer in a rule",
    "P5": "write a rule that gives the value, or remove it",
    "P6": "look for constraints that together leave no answer to a question, and write what they mean as one",
    "P7": "this is a mistake in the program; report it",
    "P8": "translate these texts, or make the language a draft",
    "P9": "add the place to the provisions of the instrument, or correct the source",
    "P10": "name the rules that speak in its place (`followed_by`), or remove the rule",
    "P11": "correct the translation",
    "P12": "this is a mistake in the program; report it",
    "P13": "look for constraints that leave no answer, and write what they mean as one",
    "P14": "let the day start from what the reader knows, and add constraints for what cannot be",
    "P15": "look for constraints that leave no answer; write `unknown_next`",
    "P16": "write the rule without the outcome that makes no difference",
    "P17": "correct the rules; or the promise, if the law says so",
    "P18": "let the rules under `followed_by` cover this situation",
    "P19": "add `deciders` to a case with this value",
}
PROOFS = list(REPAIRS)
WASTE = 0.25  # questions
# The parts of the work, each with the name of an outcome or deadline behind it.
RULES, OUTCOME, DEADLINE, ORDER = "rules", "outcome", "deadline", "order"
WARNING = "warning"
KEPT = "proofs"  # the part of the memory that holds what they find
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


def proof_report(project: Project, jobs: int = 1) -> Report:
    """Prove the rules on the day of the build, in several processes."""
    graphs = project.compiled.graphs
    engine = Engine(project.compiled.checker, project.today.isoformat())
    found: dict[str, list[Failure]] = {name: [] for name in PROOFS} | {
        "P8": _missing_texts(project),
        "P9": _unknown_places(project),
        "P11": _wrong_translations(project),
        "P19": _deciders_in_no_case(project),
    }
    warnings = []
    for name, said in _proven(project, engine, jobs):
        if name == WARNING:
            warnings.append(said)
        else:
            found[name].append(Failure(**said))
    proofs = {name: [_with_file(each, project) for each in found[name]] for name in PROOFS}
    for failures in proofs.values():
        failures.sort(key=lambda failure: (failure.record, failure.what))
    outcomes = [_outcome(project.written, graph) for graph in graphs.values()]
    return Report(engine.on, proofs, outcomes, sorted(warnings))


def _parts(engine: Engine) -> list[str]:
    """Return what can be worked out apart."""
    outcomes, deadlines = engine.checker["outcomes"], engine.checker["deadlines"]
    return [
        *(f"{OUTCOME}/{name}" for name in outcomes),
        *(f"{DEADLINE}/{name}" for name in deadlines),
        *(f"{ORDER}/{name}" for name in outcomes),
        RULES,
    ]


def _proven(project: Project, engine: Engine, jobs: int) -> Iterator[tuple[str, Any]]:
    """Yield what all parts of the work find, as data; those that were worked out before are not again."""
    keys = {part: _rests_on(project, engine, part) for part in _parts(engine)}
    known = {part: project.memory.known(KEPT, key) for part, key in keys.items()}
    missing = [part for part, found in known.items() if found is None]
    known |= {part: [] for part in missing}
    for part, *said in spread(partial(_named, project, engine), missing, jobs):
        known[part].append(said)
    for part, key in keys.items():
        project.memory.keep(KEPT, key, known[part])
        yield from known[part]
    project.memory.save(KEPT)


def _rests_on(project: Project, engine: Engine, part: str) -> str:
    """Return a fingerprint of all that can make a difference to a part."""
    kind, _, name = part.partition("/")
    rules, more = engine.checker, ""
    if kind == OUTCOME:
        rules, more = rules_of(rules, name), str(name in law_of(project.loaded.site).has_next)
    elif kind == RULES:  # words, sources, and the numbers of other days
        more = project.seal
    return fingerprint(of_code(), part, engine.on, more, json.dumps(rules))


def _named(project: Project, engine: Engine, part: str) -> Iterator[tuple[str, str, Any]]:
    """Yield what one part finds, with its name, as data."""
    for name, said in _part(project, engine, part):
        yield part, name, said if isinstance(said, str) else asdict(said)


def _part(project: Project, engine: Engine, part: str) -> Iterator[tuple[str, Any]]:
    """Yield what one part of the work finds: the name of a proof and a failure, or a warning."""
    kind, _, name = part.partition("/")
    diagrams, law = Diagrams(engine), law_of(project.loaded.site)
    if kind == OUTCOME:
        mine = Diagrams(Engine(rules_of(engine.checker, name), engine.on))
        yield from readers_of_outcome(mine, Law(has_next=law.has_next & {name}), name)
    elif kind == DEADLINE:
        yield from readers_of_deadline(diagrams, name)
    elif kind == ORDER:
        yield from ((WARNING, each) for each in _wasted(engine, name))
    else:
        yield from prove_rules(diagrams, project.compiled.graphs, partial(_engine_on, project))
        yield from prove_together(diagrams, law)
        yield from ((WARNING, each.what) for each in law_of_another_regime(diagrams, law))


def _engine_on(project: Project, day: str) -> Engine:
    """Return the rules with the numbers of another day."""
    return Engine(compile_checker(project.loaded.site, date.fromisoformat(day)), day)


def _with_file(failure: Failure, project: Project) -> Failure:
    """Return a failure with the name of the file to mend instead of the id of its record."""
    if not failure.record:
        return failure
    record = question_of(failure.record)
    return replace(failure, record=project.loaded.place(f"checker/{record}").file)


def _wasted(engine: Engine, outcome: str) -> Iterator[str]:
    """Yield that the order in `pinned` asks readers more than no pinned order would."""
    pinned, free = pinning(engine, outcome)
    if pinned - free >= WASTE:
        yield (
            f"{outcome}: the pinned order asks {pinned:.1f} questions on average, "
            f"without it {free:.1f}"
        )


def _deciders_in_no_case(project: Project) -> list[Failure]:
    """Return for which value of an outcome no case says who decides."""
    said = set()
    for case in chain.from_iterable(project.loaded.cases.values()):
        for outcome, deciders in case.deciders.items():
            said |= {(outcome, case.outcomes.get(outcome), decider) for decider in deciders}
    found = []
    for name, record in project.loaded.site[Outcome].items():
        for value in record.values:
            decider = decider_of(record, value)
            if (name, value, decider) not in said:
                what = f"no case says that {decider} decides where {name} is {value}"
                found.append(Failure(what, f"outcomes/{name}"))
    return found


def _missing_texts(project: Project) -> list[Failure]:
    """Return which texts of the first tier a public language lacks; without tiers, of all texts."""
    site = project.loaded.site
    first, tiers = next((tier.name for tier in site.about.tiers), None), tiers_of(site)
    texts = {
        ctx: text
        for ctx, text in project.draft.sources.items()
        if tiers.get(ident_of(ctx)) == first
    }
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
            "repair": REPAIRS[name],
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
        if found:
            lines.append(f"  - What to do: {REPAIRS[name]}.")
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
