"""The checker on the command line: a file of answers in, outcomes with reasons out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from mionido.check.checker import wrong_answer
from mionido.checker.ask import next_question
from mionido.checker.deadlines import dates
from mionido.checker.decide import contradictions as broken
from mionido.checker.decide import decide, possible
from mionido.checker.engine import Engine
from mionido.checker.explain import basis, because, missing
from mionido.model.checker import Constraint, Deadline, Outcome, Question, Rule
from mionido.model.jurisdiction import Jurisdiction
from mionido.model.law import Citation
from mionido.problems import Place, Problem, nearest
from mionido.read.yamlfile import YamlFile, read_yaml
from mionido.render.edition import Edition


@dataclass
class Answered:
    """The result, or what was wrong with the answers."""

    result: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def answer_facts(path: Path, edition: Edition, on: date) -> Answered:
    """Return the outcomes for the answers in a YAML file of `question: answer`.

    The result is {"outcomes": {id: {"value", "possible": [value], "because": [fact], "basis": [source],
    "missing": [fact]}}, "dates": {deadline: "YYYY-MM-DD" or "first/last"}, "next": fact or None}.
    """
    file = read_yaml(path, str(path))
    if file.problems:
        return Answered(problems=file.problems)
    if not isinstance(file.data, dict):
        problem = Place(str(path)).error(
            "answers", "this is not a list of answers", fix="write one  question: answer  per line."
        )
        return Answered(problems=[problem])
    answers: dict[str, str] = {}
    problems: list[Problem] = []
    for fact, value in file.data.items():
        question = edition.site[Question].get(fact)
        if question is None:
            guess = nearest(fact, edition.site[Question])
            fix = f"{guess}Questions are the files in content/checker/questions/."
            problems.append(file.keys[fact,].error("unknown-fact", f'there is no question "{fact}"', fix=fix))
        elif wrong := wrong_answer(question, value, file.place((fact,))):
            problems.append(wrong)
        elif value != "unknown":
            answers[fact] = value.isoformat() if isinstance(value, date) else str(value)
    engine = Engine(edition.compiled.checker, on.isoformat())
    problems = problems or contradictions(engine, answers, edition, file)
    return Answered(problems=problems) if problems else Answered(outcomes(edition, engine, answers))


def contradictions(engine: Engine, answers: dict[str, str], edition: Edition, file: YamlFile) -> list[Problem]:
    """Return what is wrong with answers that cannot go together, at the last of them."""
    found = []
    for name in broken(engine, answers):
        last = max(file.place((fact,)) for fact in engine.checker["constraints"][name]["facts"] if fact in answers)
        why = edition.plain(edition.site[Constraint][name].because)
        found.append(
            last.error("contradiction", "these answers cannot all be true", why=why, fix="change one of them.")
        )
    return found


def outcomes(edition: Edition, engine: Engine, answers: dict[str, str]) -> dict[str, Any]:
    """Return every outcome of the checker with its reason, and the reader's dates."""
    names, jurisdiction = list(engine.checker["outcomes"]), edition.site.jurisdiction
    return {
        "outcomes": {
            name: {
                "value": decide(engine, name, answers),
                "possible": sorted(possible(engine, name, answers)),
                "because": because(engine, name, answers),
                "basis": [written(source, jurisdiction) for source in _sources(name, edition, engine, answers)],
                "missing": missing(engine, name, answers),
            }
            for name in names
        },
        "dates": dates(engine, answers),
        "next": next_question(engine, answers, [], names),
    }


def _sources(name: str, edition: Edition, engine: Engine, answers: dict[str, str]) -> list[Citation]:
    """Return the sources of the rules that decide, or of the outcome itself where no rule does."""
    rules = basis(engine, name, answers)
    found = [source for rule in rules for source in edition.site[Rule][rule].sources]
    return list(dict.fromkeys(found or edition.site[Outcome][name].sources))


def written(source: Citation, jurisdiction: Jurisdiction) -> str:
    """Return a source as one line, such as 'road-act section 11(1)'."""
    if source.publication:
        return source.publication
    parts = jurisdiction.ordered(source)
    largest = f" {parts[0][0]} {parts[0][1]}" if parts else ""
    return f"{source.instrument}{largest}" + "".join(f"({number})" for _, number in parts[1:])


def describe(result: dict[str, Any], edition: Edition) -> str:
    """Return the result as text in the edition's language."""
    site, t = edition.site, edition.site.interface
    lines = []
    for name, found in result["outcomes"].items():
        outcome = site[Outcome][name]
        lines += [edition.plain(outcome.title), f"  {edition.plain(says(outcome, found['value'], t))}"]
        asked = [edition.plain(site[Question][fact].ask) for fact in found["missing"]]
        lines += [f"  {t['missing']} {'; '.join(asked)}"] if asked else []
        lines += [f"  {t['legal_basis']}: {'; '.join(found['basis'])}", ""]
    for name, day in result["dates"].items():
        deadline = site[Deadline][name]
        days = [edition.day(date.fromisoformat(each)) for each in day.split("/")]
        words = edition.plain(deadline.says).replace("{date}", " / ".join(days))
        lines += [edition.plain(deadline.title), f"  {words}", ""]
    return "\n".join([*lines, edition.plain(site.checker.always)])


def says(outcome: Outcome, value: str, t: Mapping[str, str]) -> str:
    """Return what we say for a value of an outcome."""
    if value in outcome.values:
        return outcome.values[value].says
    special = {"unknown": outcome.unknown, "not_applicable": outcome.not_applicable}
    return special.get(value) or t["rule_no_version"]
