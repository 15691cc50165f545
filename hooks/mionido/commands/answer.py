"""The checker on the command line: a file of answers in, outcomes with reasons out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from mionido.check.checker import asked_for, wrong_answer
from mionido.checker.ask import next_question
from mionido.checker.deadlines import dates
from mionido.checker.decide import contradictions as broken
from mionido.checker.decide import decide, possible
from mionido.checker.engine import Engine
from mionido.checker.explain import basis, because, missing
from mionido.model.checker import (
    Constraint,
    Deadline,
    Outcome,
    Question,
    Rule,
    as_facts,
    question_of,
)
from mionido.model.jurisdiction import Jurisdiction
from mionido.model.law import Citation
from mionido.problems import Place, Problem, nearest
from mionido.read.yamlfile import YamlFile, read_yaml
from mionido.render.edition import Edition

NO_VERSION = "no_version"


@dataclass
class Answered:
    """The result, or what was wrong with the answers."""

    result: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def answer_facts(path: Path, edition: Edition, on: date) -> Answered:
    """Return the outcomes for the answers in a YAML file of `question: answer`.

    The result is {"outcomes": {id: {"value", "possible": [value], "because": [fact],
    "basis": [source], "missing": [fact]}}, "dates": {deadline: "YYYY-MM-DD", "first/last", or "" for
    a day that is not known}, "next": fact or None}.
    """
    file = read_yaml(path, str(path))
    if file.problems:
        return Answered(problems=file.problems)
    if not isinstance(file.data, dict):
        what, fix = "this is not a list of answers", "write one  question: answer  per line."
        return Answered(problems=[Place(str(path)).error("answers", what, fix=fix)])
    if problems := list(wrong_answers(file, edition)):
        return Answered(problems=problems)
    answers = as_facts(file.data, edition.site[Question])
    engine = Engine(edition.compiled.checker, on.isoformat())
    if problems := contradictions(engine, answers, edition, file):
        return Answered(problems=problems)
    return Answered(outcomes(edition, engine, answers))


def wrong_answers(file: YamlFile, edition: Edition) -> Iterator[Problem]:
    """Yield which lines of a file of answers answer no question, or say what is no answer to it."""
    questions = edition.site[Question]
    for fact, value in file.data.items():
        question = asked_for(questions, fact)
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
        last = max(_place(file, fact) for fact in facts if fact in answers)
        what = "these answers cannot all be true"
        why = _plain(edition, edition.site[Constraint][name].because)
        found.append(last.error("contradiction", what, why=why, fix="change one of them."))
    return found


def _place(file: YamlFile, fact: str) -> Place:
    """Return where a fact was answered: by its own name, or with others of one question."""
    return file.place((fact if fact in file.data else question_of(fact),))


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
    lines, without = [], []
    for name, found in result["outcomes"].items():
        outcome = site[Outcome][name]
        if found["value"] == NO_VERSION:
            without.append(_plain(edition, outcome.title))
            continue
        said = _plain(edition, says(outcome, found["value"], t))
        lines += [_plain(edition, outcome.title), f"  {said}"]
        asked = {question_of(fact): None for fact in found["missing"]}
        if asked:
            questions = [_plain(edition, site[Question][name].ask) for name in asked]
            lines.append(f"  {t['missing']} {'; '.join(questions)}")
        lines += [f"  {t['legal_basis']}: {'; '.join(found['basis'])}", ""]
    for name, day in result["dates"].items():
        lines += [_plain(edition, site[Deadline][name].title), f"  {_on(day, name, edition)}", ""]
    if without:
        day = edition.day(edition.today)
        lines += [f"{day}: {_plain(edition, t['rule_no_version'])} {'; '.join(without)}", ""]
    return "\n".join([*lines, _plain(edition, site.checker.always)])


def _on(day: str, name: str, edition: Edition) -> str:
    """Return what we say of one of the reader's dates."""
    if not day:
        return _plain(edition, edition.site.interface["day_unknown"])
    days = [edition.day(date.fromisoformat(each)) for each in day.split("/")]
    says = _plain(edition, edition.site[Deadline][name].says)
    return says.replace("{date}", " / ".join(days))


def _plain(edition: Edition, text: str) -> str:
    """Return a text without markup; that its day is not known, if one of its numbers is not."""
    try:
        return edition.plain(text)
    except LookupError:
        return edition.plain(edition.site.interface["rule_no_version"])


def says(outcome: Outcome, value: str, t: Mapping[str, str]) -> str:
    """Return what we say for a value of an outcome."""
    if value in outcome.values:
        return outcome.values[value].says
    special = {"unknown": outcome.unknown, "not_applicable": outcome.not_applicable}
    return special.get(value) or t["rule_no_version"]
