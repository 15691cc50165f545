"""Fingerprints of everything a page can depend on, so that one can see what has changed since it was drawn."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from mionido.check.freshness import is_old
from mionido.model.kinds import kind_of
from mionido.model.parameters import Parameter
from mionido.model.text import Record, keys_of
from mionido.paper.pages import long_papers
from mionido.project import Project
from mionido.read.inputs import DRAWN_WITH
from mionido.read.memory import fingerprint
from mionido.render import reading
from mionido.render.reading import CHECKER_RULES, IN_FORCE, INTERFACE, ONE_FILE
from mionido.translate.catalogs import Catalog, owner
from mionido.translate.locales import Locale

# No page reads these; what says everything about a language does.
SEEN_OF_INTERFACE, SAMPLES, RECORDED = "seen:interface", "samples", "recordings"
UNITS = f"{INTERFACE}unit_"
Fingerprints = dict[str, str]


def of_frame(project: Project, engine: str) -> str:
    """Return a fingerprint of what everything depends on: code and templates, the locales, the address of the site."""
    languages = repr(project.env.languages)
    return fingerprint(engine, of_locales(project.locales), languages, project.site_url)


def of_content(project: Project) -> Fingerprints:
    """Return a fingerprint for every name that `Reading.read` can hold."""
    site = project.loaded.site
    prints: Fingerprints = {
        ONE_FILE: "",  # each locale says
        CHECKER_RULES: fingerprint(json.dumps(project.rules), str(project.today)),
    }
    for name, graph in project.compiled.graphs.items():
        prints[reading.questions(name)] = fingerprint(repr(graph.as_shown()))
    for ident, value in site.files():
        if isinstance(value, Record):
            prints |= _of_record(project, ident, value)
    for ident, _ in site.all():
        prints[reading.mentions(ident)] = fingerprint(*site.mentioned_by.get(ident, ()))
        prints[reading.words(ident)] = fingerprint(*site.words_of.get(ident, ()))
    for ident in (*dict(site.files()), *long_papers(site)):
        prints[reading.printed(ident)] = ""  # what there is of it, each locale says
        prints[reading.elsewhere(ident)] = prints[reading.line(ident)] = ""
    for glossary, _ in project.draft.glossaries.values():
        prints |= {reading.other_word(word): "" for word in glossary.words}
    for kind, records in site.records.items():
        prints[f"{kind}/*"] = fingerprint(*records)
    for name, text in site.interface.items():
        prints[INTERFACE + name] = fingerprint(text)
        prints[reading.line(INTERFACE + name)] = prints[reading.elsewhere(INTERFACE + name)] = ""
    prints[f"{INTERFACE}*"] = fingerprint(*site.interface)
    return prints


def _of_record(project: Project, ident: str, record: Record) -> Fingerprints:
    """Return the fingerprints of a record: that it is there, where its texts begin, and each of its keys as written."""
    file, kind = project.loaded.files[ident], kind_of(ident)
    said_by_folder = kind.said_by_folder if kind else ()
    prints = {ident: ""}
    for key in keys_of(type(record)).values():
        written = file.file if key in said_by_folder else repr(file.data.get(key))
        if key == "checked":  # the page says so when nobody has looked for long
            written += str(is_old(file.data[key], project.today))
        prints[reading.part(ident, key)] = fingerprint(written)
    if isinstance(record, Parameter):
        value = record.in_force(project.today)
        changes = [each.from_ for each in record.values if each.from_ > project.today]
        prints[reading.part(ident, IN_FORCE)] = fingerprint(
            repr(value and value.value), str(changes)
        )
    return prints


def of_catalog(catalog: Catalog) -> Fingerprints:
    """Return a fingerprint of the translations of each key of a record, and of where those of the record stand.

    Who has read a translation counts for it, too, as pages say so. Of the interface no page does: with it each page of
    the language would be drawn again.
    """
    parts: dict[str, list[str]] = {}
    for ctx, place in catalog.places.items():
        parts.setdefault(reading.line(owner(ctx)), []).append(f"{place}")
    for ctx in catalog.texts:
        name, who = reading.name_of(ctx), [seen.who for seen in catalog.all_who_saw(ctx)]
        parts.setdefault(name, []).extend(_said(catalog, ctx))
        parts.setdefault(SEEN_OF_INTERFACE if name.startswith(INTERFACE) else name, []).extend(who)
    for other in catalog.fallbacks:
        for ctx, (msgid, _) in other.texts.items():
            said = [other.code, *_said(other, ctx)]
            parts.setdefault(reading.elsewhere(owner(ctx)), []).extend(said)
            # The amounts in such a text are written with the words of its language.
            if catalog.translation(ctx, msgid) is None or ctx.startswith(UNITS):
                parts.setdefault(reading.name_of(ctx), []).extend(said)
    for term, notes in catalog.glossary.terms.items():
        parts.setdefault(reading.part(f"terms/{term}", "name"), []).append(notes.model_dump_json())
    for word, notes in catalog.glossary.words.items():
        parts[reading.other_word(word)] = [notes.model_dump_json()]
    for recorded in catalog.recordings:  # a page says whether it has some
        parts.setdefault(reading.name_of(recorded.text), []).append(f"{recorded}")
    parts[RECORDED] = [f"{each}" for each in catalog.recordings]
    parts[SAMPLES] = [each.model_dump_json() for each in catalog.samples]
    return {name: fingerprint(*texts) for name, texts in parts.items()}


def _said(catalog: Catalog, ctx: str) -> tuple[str, ...]:
    """Return all of a message that a page can show."""
    msgid, msgstr = catalog.texts[ctx]
    rule = catalog.header.plural_forms if catalog.header and ctx in catalog.plurals else ""
    return ctx, msgid, msgstr, str(ctx in catalog.fuzzy), rule


def of_files(folder: Path, *patterns: str) -> str:
    """Return one fingerprint for the files of a folder; empty if there are none."""
    paths = sorted(path for pattern in patterns for path in folder.glob(pattern))
    return (
        fingerprint(*(part for path in paths for part in (path.name, path.read_bytes())))
        if paths
        else ""
    )


def of_all(prints: Fingerprints) -> str:
    """Return one fingerprint for many."""
    return fingerprint(*(f"{name} {value}" for name, value in sorted(prints.items())))


def of_locales(locales: dict[str, Locale]) -> str:
    """Return a fingerprint of locales.yml as it was understood."""
    return fingerprint(*(f"{code} {locale.model_dump_json()}" for code, locale in locales.items()))


def of_engine(overrides: Path) -> str:
    """Return a fingerprint of the code, the templates and the libraries."""
    package = Path(__file__).parent.parent
    code = [*sorted(package.rglob("*.py")), *sorted(package.rglob("*.js"))]
    kinds = ("html", "xml", "svg", "css", "js")  # a page has its style in it
    templates = [path for kind in kinds for path in sorted(overrides.rglob(f"*.{kind}"))]
    templates += sorted((overrides / "paper").glob("*"))
    files = [*code, *templates]
    names = [
        path.relative_to(package if package in path.parents else overrides).as_posix()
        for path in files
    ]
    contents = [
        part for name, path in zip(names, files, strict=True) for part in (name, path.read_bytes())
    ]
    libraries = [f"{name} {version(name)}" for name in DRAWN_WITH]
    return fingerprint(
        *contents, *libraries, f"python {sys.version_info.major}.{sys.version_info.minor}"
    )
