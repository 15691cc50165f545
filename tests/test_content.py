"""The real content and catalogs: no problems, nothing missing in a published language, schemas up to date."""

import json
import re

import pytest
import yaml

from conftest import ROOT, run
from mionido.build import read
from mionido.catalogs import in_lines
from mionido.clock import today
from mionido.messages import merge, messages_of, template
from mionido.schema import schemas
from mionido.status import progress_of


@pytest.fixture(scope="module")
def built():
    """Return all that content/ and translations/ hold."""
    return read(ROOT, today())


def test_there_are_no_problems(built):
    """`mionido check` is clean."""
    assert [problem.headline for problem in built.problems] == []


def test_every_published_language_is_complete(built):
    """No reader finds half a page."""
    progress = progress_of(messages_of(built.loaded), built.catalogs)
    assert {code: row["percent"] for code, row in progress.items()} == dict.fromkeys(progress, 100.0)


def test_the_catalogs_are_up_to_date(built):
    """`mionido extract` has been run and committed."""
    messages = messages_of(built.loaded)
    assert {message.context for message in template(messages)} >= {messages[0].context}
    for catalog in built.catalogs:
        if not catalog.is_source:
            assert {m.context: in_lines(m.string) for m in merge(messages, catalog) if m.id} == {
                context: msgstr for context, (_, msgstr) in catalog.texts.items()
            }


def test_every_row_of_the_seed_has_a_page(built):
    """Nothing in the document the site began with is missing: each of its rows is served by a file."""
    rows = yaml.safe_load((ROOT / "tests" / "rows.yml").read_text(encoding="utf-8"))
    served = {row: [] for row in rows}
    for ident, record in [*built.loaded.site.all(), ("checker", built.loaded.site.checker)]:
        for row in getattr(record, "rows", ()):
            served[row].append(ident)

    assert [row for row, files in served.items() if not files] == []


def test_there_are_a_hundred_words(built):
    """The glossary holds the words that stand in letters."""
    assert len(built.loaded.site["terms"]) >= 100


def test_schemas_are_up_to_date():
    """Editors complete the keys that the loader knows."""
    for kind, schema in schemas().items():
        path = ROOT / "content" / "schema" / f"{kind.replace('/', '-')}.json"
        assert json.loads(path.read_text(encoding="utf-8")) == json.loads(json.dumps(schema)), "run  mionido schema"


def test_every_key_is_explained_to_editors():
    """content/README.md names every kind of record and every key."""
    readme = (ROOT / "content" / "README.md").read_text(encoding="utf-8")
    for kind, schema in schemas().items():
        for key in schema["properties"]:
            assert f"`{key}`" in readme, f"{key} of {kind} is not in content/README.md"


def test_check_lists_every_address_outside_the_site():
    """`mionido check --links` shows what a person should try now and then."""
    lines = run("mionido", "check", "--links", cwd=ROOT).stdout.splitlines()
    listed = {line.split("\t")[0] for line in lines if "\t" in line}
    written = [p for p in (ROOT / "content").rglob("*.yml") if re.search(r"^url: http", p.read_text(), re.M)]
    assert len(written) >= 40
    assert {p.relative_to(ROOT / "content").with_suffix("").as_posix() for p in written} <= listed


def test_check_and_status_say_so_on_the_command_line():
    """The commands agree with the functions."""
    assert run("mionido", "check", cwd=ROOT).returncode == 0
    progress = json.loads(run("mionido", "status", "--json", cwd=ROOT).stdout)
    assert {"nl", "en", "ar", "ti"} <= set(progress)
