"""The checker on the command line: a file of answers in, outcomes with reasons out."""

from collections.abc import Iterator, Mapping
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

    The result is {"outcomes": {id: {"value", "possible": [value], "because": [fact],
    "basis": [source], "missing": [fact]}}, "dates": {deadline: "YYYY-MM-DD" or "first/last"},
    "next": fact or None}.
    """
    file = read_yaml(path, str(path))
    if file.problems:
        return Answered(problems=file.problems)
    if not isinstance(file.data, dict):
        what, fix = "this is not a list of answers", "write one  question: answer  per line."
        return Answered(problems=[Place(str(path)).error("answers", what, fix=fix)])
    if problems := list(wrong_answers(file, edition)):
        return Answered(problems=problems)
    answers = {
        fact: value.isoformat() if isinstance(value, date) else str(value)
        for fact, value in file.data.items()
        if value != "unknown"
    }
    engine = Engine(edition.compiled.checker, on.isoformat())
    if problems := contradictions(engine, answers, edition, file):
        return Answered(problems=problems)
    return Answered(outcomes(edition, engine, answers))


def wrong_answers(file: YamlFile, edition: Edition) -> Iterator[Problem]:
    """Yield which lines of a file of answers answer no question, or say what is no answer to it."""
    questions = edition.site[Question]
    for fact, value in file.data.items():
        question = questions.get(fact)
        if question is None:
            what = f'there is no question "{fact}"'
            fix = (
                f"{nearest(fact, questions)}Questions are the files in content/checker/questions/."
            )
            yield file.keys[fact,].error("unknown-fact", what, fix=fix)
        elif problem := wrong_answer(question, value, file.place((fact,))):
            yield problem


def contradictions(
    engine: Engine, answers: dict[str, str], edition: Edition, file: YamlFile
) -> list[Problem]:
    """Return what is wrong with answers that cannot go together, at the last of them."""
    found = []
    for name in broken(engine, answers):
        facts = engine.checker["constraints"][name]["facts"]
        last = max(file.place((fact,)) for fact in facts if fact in answers)
        what = "these answers cannot all be true"
        why = edition.plain(edition.site[Constraint][name].because)
        found.append(last.error("contradiction", what, why=why, fix="change one of them."))
    return found


def outcomes(edition: Edition, engine: Engine, answers: dict[str, str]) -> dict[str, Any]:
    """Return every outcome of the checker with its reason, and the reader's dates."""
    names = list(engine.checker["outcomes"])
    return {
        "outcomes": {name: _outcome(name, edition, engine, answers) for name in names},
        "dates": dates(engine, answers),
        "next": next_question(engine, answers, [], names),
    }


def _outcome(
    name: str, edition: Edition, engine: Engine, answers: dict[str, str]
) -> dict[str, Any]:
    """Return what an outcome is for these answers, why, and what is not known yet."""
    sources = _sources(name, edition, engine, answers)
    return {
        "value": decide(engine, name, answers),
        "possible": sorted(possible(engine, name, answers)),
        "because": because(engine, name, answers),
        "basis": [written(source, edition.site.jurisdiction) for source in sources],
        "missing": missing(engine, name, answers),
    }


def _sources(
    name: str, edition: Edition, engine: Engine, answers: dict[str, str]
) -> list[Citation]:
    """Return the sources of the rules that decide, or of the outcome itself where no rule does."""
    found: list[Citation] = []
    for rule in basis(engine, name, answers):
        found += edition.site[Rule][rule].sources
    return list(dict.fromkeys(found or edition.site[Outcome][name].sources))


def written(source: Citation, jurisdiction: Jurisdiction) -> str:
    """Return a source as one line, such as 'road-act section 11(1)'."""
    if source.publication:
        return source.publication
    parts = jurisdiction.ordered(source)
    if not parts:
        return source.instrument or ""
    key, number = parts[0]
    smaller = "".join(f"({number})" for _, number in parts[1:])
    return f"{source.instrument} {key} {number}{smaller}"


def describe(result: dict[str, Any], edition: Edition) -> str:
    """Return the result as text in the edition's language."""
    site, t = edition.site, edition.site.interface
    lines = []
    for name, found in result["outcomes"].items():
        outcome = site[Outcome][name]
        said = edition.plain(says(outcome, found["value"], t))
        lines += [edition.plain(outcome.title), f"  {said}"]
        asked = [edition.plain(site[Question][fact].ask) for fact in found["missing"]]
        if asked:
            lines.append(f"  {t['missing']} {'; '.join(asked)}")
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
