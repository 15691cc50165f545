"""Commands for who writes: extract, status, sample, seen, answer, prove, review and schema; and what `check` finds."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from mionido.check.addresses import external_links
from mionido.check.since import changed_without_source
from mionido.commands.answer import answer_facts, describe
from mionido.commands.clock import today
from mionido.commands.console import known, say, say_json, stop_on
from mionido.commands.quick import DAY, JOBS
from mionido.commands.report import as_data, as_markdown, proof_report
from mionido.commands.review import report as reviews
from mionido.commands.review.comment import as_comment
from mionido.commands.review.translators import for_translators
from mionido.commands.sample import sample_sheets
from mionido.commands.seen import mark_as_seen
from mionido.model.schema import write_schemas
from mionido.problems import Problem
from mionido.project import read, read_project
from mionido.publish.workers import spread
from mionido.read.content import load_site
from mionido.read.memory import Memory
from mionido.read.past import as_it_was
from mionido.translate.catalogs import NOBODY_READS
from mionido.translate.layout import TEMPLATES
from mionido.translate.messages import merge, messages_of, templates, write_folder
from mionido.translate.progress import progress_of, table, table_of_files

# What is wrong with a catalog as a file, so that something might be lost; its texts may be wrong, and stay as they are.
UNREADABLE = {
    "po",
    "encoding",
    "size",
    "hidden-character",
    "link",
    "duplicate",
    "header",
    NOBODY_READS,
}
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def mistakes_in(root: Path, day: date, jobs: int, memory: Memory) -> list[Problem]:
    """Return every mistake in a project, found in several processes."""
    project = read_project(root, day, memory=memory)
    found = spread(lambda code: [project.findings(code)], list(project.locales), jobs)
    return [*project.problems, *(problem for some in found for problem in some)]


def links_of(root: Path, day: date, memory: Memory) -> Iterator[tuple[str, str]]:
    """Yield every address outside the site, after the file that leads there."""
    project = read_project(root, day, memory=memory)
    if project.loaded.is_whole:
        yield from ((ident, url) for ident, _, url in external_links(project.draft))


def changes_since(root: Path, day: date, memory: Memory, base: str) -> list[Problem]:
    """Return which facts changed since a commit or folder without a new source or day."""
    loaded = read_project(root, day, memory=memory).loaded
    with as_it_was(root, base) as folder:
        return [*changed_without_source(load_site(folder / "content"), loaded)]


@click.command()
@click.pass_obj
def extract(root: Path) -> None:
    """Bring translations/ up to date with content/; no translation is lost."""
    project = read(root, today(), memory=Memory(root))
    in_the_way = [
        p
        for p in project.problems
        if p.check in UNREADABLE or not p.place.file.endswith((".po", ".pot"))
    ]
    stop_on(in_the_way, root)
    messages, layout, about = (
        messages_of(project.loaded),
        project.draft.layout,
        project.loaded.site.about,
    )
    folders = {TEMPLATES: templates(messages, layout, about)}
    for catalog in project.catalogs.values():
        if not catalog.is_source:
            folders[catalog.code] = merge(messages, catalog, layout, project.loaded.site)
    for name, files in folders.items():
        for path in write_folder(files, root / "translations" / name):
            say(path.relative_to(root).as_posix())
    say(f"{len(messages)} messages")


@click.command()
@click.option(
    "--lang",
    default=None,
    help="Show each file of this language, and what readers found in samples.",
)
@click.option("--json", "as_json", is_flag=True, help="Print figures for other programs.")
@click.pass_obj
def status(root: Path, lang: str | None, as_json: bool) -> None:
    """Show how far each language and each of its tiers is, and how many of its texts people have read."""
    project = read(root, today(), memory=Memory(root))
    if not project.loaded.is_whole:
        stop_on(project.problems, root)
    messages = messages_of(project.loaded)
    catalogs = [project.catalogs[code] for code in known(project.locales, [lang] if lang else [])]
    progress = progress_of(messages, catalogs, project.draft.layout, project.loaded.site)
    if as_json:
        say_json(progress, indent=1)
    else:
        say(table_of_files(progress[lang]) if lang else table(progress))


@click.command()
@click.option("--lang", required=True, help="The language whose texts somebody is to read.")
@click.option(
    "--seed", type=int, required=True, help="A number; the same one gives the same texts."
)
@click.option("--count", "most", type=click.IntRange(1), default=150, show_default=True)
@click.option("--tier", default=None, help="Only texts of this tier.")
@click.option(
    "--to",
    type=FOLDER,
    default=".",
    help="The folder for the two sheets.",
)
@click.pass_obj
def sample(root: Path, lang: str, seed: int, most: int, tier: str | None, to: Path) -> None:
    """Write texts of a language, drawn by lot, on two sheets: without the source, and with it."""
    project = read_project(root, today())
    stop_on(project.problems, root)
    catalog, problems = project.catalog(known(project.locales, [lang])[0])
    stop_on(problems, root)
    for name, text in sample_sheets(project.edition_of(catalog), seed, most, tier).items():
        (to / name).write_text(text, encoding="utf-8")
        say(name)


@click.command()
@click.argument("locale")
@click.argument("text")
@click.option("--by", "who", required=True, help="Who has read it: a name on GitHub.")
@click.option("--day", type=DAY, default=None, help="When that was [default: today].")
@click.pass_obj
def seen(root: Path, locale: str, text: str, who: str, day: datetime | None) -> None:
    """Write that somebody has read TEXT of LOCALE beside its source: a msgctxt, or FILE:LINE."""
    project = read_project(root, today())
    stop_on(project.problems, root)
    code = known(project.locales, [locale])[0]
    say(mark_as_seen(project, code, text, who, day.date() if day else project.today))


@click.command()
@click.argument("facts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--on", type=DAY, default=None, help="Apply the rules as they are on this day [default: today]."
)
@click.option(
    "--lang", default=None, help="Explain in this language [default: the source language]."
)
@click.option("--json", "as_json", is_flag=True, help="Print the outcomes for other programs.")
@click.pass_obj
def answer(root: Path, facts: Path, on: datetime | None, lang: str | None, as_json: bool) -> None:
    """Say what the checker says about the answers in FACTS (YAML: `question: answer`)."""
    day = on.date() if on else today()
    project = replace(read_project(root, today()), today=day)  # of old rules no text is checked
    stop_on(project.problems, root)
    code = known(project.locales, [lang or project.language])[0]
    catalog, problems = project.catalog(code)
    stop_on(problems, root)
    edition = project.edition_of(catalog)
    answered = answer_facts(facts, edition, day)
    stop_on(answered.problems, Path())
    if as_json:
        say_json(answered.result, indent=1)
    else:
        say(describe(answered.result, edition))


@click.command()
@click.option(
    "--on", type=DAY, default=None, help="Prove the rules as they are on this day [default: today]."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report for other programs.")
@JOBS
@click.pass_obj
def prove(root: Path, on: datetime | None, as_json: bool, jobs: int) -> None:
    """Prove that the checker leaves no gap, contradicts nothing and hides no day; exit 1 if it does."""
    project = read(root, today(), memory=Memory(root))
    if on:
        project = replace(project, today=on.date())
    stop_on(
        [problem for problem in project.problems if not problem.place.file.endswith(".po")], root
    )
    report, edition = proof_report(project, jobs), project.written
    if as_json:
        say_json(as_data(report, edition), indent=1)
    else:
        say(as_markdown(report, edition).rstrip())
    sys.exit(0 if report.holds else 1)


@click.command()
@click.argument("base")
@click.option("--lang", default=None, help="Say what its translators want to know, and no more.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes for other programs.")
@click.option(
    "--translators",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Also write into this file what translators want to know, by language.",
)
@click.pass_obj
def review(
    root: Path, base: str, lang: str | None, as_json: bool, translators: Path | None
) -> None:
    """Say what changes for readers since BASE, a commit or a folder: facts, outcomes, days, words."""
    after = read(root, today(), memory=Memory(root))
    stop_on([each for each in after.problems if not each.place.file.endswith(".po")], root)
    if lang:
        known(after.locales, [lang])
    with as_it_was(root, base) as folder:
        before = read(folder, today())
        if not before.loaded.is_whole:
            stop_on(before.problems, folder)
        found = reviews.review(before, after)
        told = for_translators(before, after, found) if lang or translators else {}
    if translators:
        written = json.dumps({"source": after.language, **told}, ensure_ascii=False, indent=1)
        translators.write_text(f"{written}\n", encoding="utf-8")
    if as_json:
        say_json(told.get(lang, {}) if lang else reviews.as_data(found), indent=1)
    elif lang:
        say(
            as_comment(lang, told[lang]).rstrip() if lang in told else f"Nothing changes in {lang}."
        )
    else:
        say(reviews.as_markdown(found).rstrip())


@click.command()
@click.pass_obj
def schema(root: Path) -> None:
    """Write the JSON Schemas that give editors completion and inline errors."""
    loaded = load_site(root / "content")
    stop_on(loaded.problems, root)
    for path in write_schemas(root, loaded.site.jurisdiction):
        say(str(path.relative_to(root)))
