"""Fingerprints of everything a page can depend on, so that one can see what has changed since it was drawn."""

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

from mionido.check.freshness import is_old
from mionido.project import Project
from mionido.render.templates import CHECKER_RULES
from mionido.translate.catalogs import Catalog, owner
from mionido.translate.locales import Locale

# What turns the same data into other bytes when its version changes.
LIBRARIES = ("babel", "jinja2", "markupsafe", "mkdocs-material", "tinycss2")
Fingerprints = dict[str, str]


def fingerprint(*parts: str | bytes) -> str:
    """Return 32 hexadecimal digits that differ when any of the parts does."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def of_content(project: Project) -> Fingerprints:
    """Return a fingerprint for every name that `Reading.read` can hold."""
    site, loaded, today = project.loaded.site, project.loaded, project.today
    files = loaded.files.items()
    # Where a file lies says something too, such as which outcome a rule belongs to.
    prints = {ident: fingerprint(file.file, file.text) for ident, file in files if ident != "interface"}
    for name, parameter in site["parameters"].items():
        value = parameter.in_force(today)
        prints[f"parameters/{name}"] = fingerprint(prints[f"parameters/{name}"], repr(value and value.value))
    for ident, record in [*site.all(), ("site", site.about)]:
        if checked := getattr(record, "checked", None):
            prints[ident] = fingerprint(prints[ident], str(is_old(checked, today)))
    prints |= {f"{kind}/*": fingerprint(*records) for kind, records in site.records.items()}
    prints |= {f"interface:{name}": fingerprint(text) for name, text in site.interface.items()}
    prints |= {f"mentions:{ident}": fingerprint(*site.mentioned_by.get(ident, ())) for ident, _ in site.all()}
    prints |= {f"words:{ident}": fingerprint(*site.words_of.get(ident, ())) for ident, _ in site.all()}
    prints["interface:*"] = fingerprint(*site.interface)
    prints[CHECKER_RULES] = fingerprint(json.dumps(project.rules), str(today))
    return prints


def of_catalog(catalog: Catalog) -> Fingerprints:
    """Return a fingerprint of the translations of each record, and of where they begin."""
    parts: dict[str, list[str]] = {name: [f"{place}"] for name, place in catalog.first_places.items()}
    for ctx, (msgid, msgstr) in catalog.texts.items():
        rule = catalog.header.plural_forms if catalog.header and ctx in catalog.plurals else ""
        parts[owner(ctx)] += (ctx, msgid, msgstr, str(ctx in catalog.fuzzy), rule)
    return {name: fingerprint(*texts) for name, texts in parts.items()}


def of_files(folder: Path, pattern: str) -> str:
    """Return one fingerprint for the files of a folder; empty if there are none."""
    paths = sorted(folder.glob(pattern))
    return fingerprint(*(part for path in paths for part in (path.name, path.read_bytes()))) if paths else ""


def of_all(prints: Fingerprints) -> str:
    """Return one fingerprint for many."""
    return fingerprint(*(f"{name} {value}" for name, value in sorted(prints.items())))


def of_locales(locales: dict[str, Locale]) -> str:
    """Return a fingerprint of locales.yml as it was understood."""
    return fingerprint(*(f"{code} {locale.model_dump_json()}" for code, locale in locales.items()))


def of_engine(overrides: Path) -> str:
    """Return a fingerprint of the code, the templates and the libraries."""
    package = Path(__file__).parent.parent
    files = [*sorted(package.rglob("*.py")), *sorted(overrides.rglob("*.html")), *sorted(overrides.rglob("*.xml"))]
    names = [path.relative_to(package if package in path.parents else overrides).as_posix() for path in files]
    contents = [part for name, path in zip(names, files, strict=True) for part in (name, path.read_bytes())]
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    return fingerprint(*contents, *libraries, f"python {sys.version_info.major}.{sys.version_info.minor}")
