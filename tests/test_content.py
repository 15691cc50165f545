"""The content and catalogs: no problems, nothing missing in a published language, schemas up to date."""

import json
import re
from collections import Counter

import pytest
import yaml

from conftest import LANGUAGES, ROOT, run
from mionido.check.addresses import addresses
from mionido.check.catalogs import LARGEST, MOST_TEXTS
from mionido.check.references import names_of_kinds
from mionido.check.wording import count_words
from mionido.model.interface import WORDS
from mionido.model.parameters import Parameter
from mionido.model.schema import GLOSSARY, SCHEMAS, schemas
from mionido.model.walk import walk
from mionido.translate.layout import TEMPLATES
from mionido.translate.messages import as_bytes, merge, messages_of, templates
from mionido.translate.progress import progress_of

# Nobody who reads one of these finds words of another language.
COMPLETE = {"nl", "en", "ar", "ti", "tr", "de"}

FACTS = yaml.safe_load((ROOT / "tests" / "facts.yml").read_text(encoding="utf-8"))


def test_there_are_no_problems(law):
    """`mionido check` is clean."""
    assert [problem.headline for problem in law.problems] == []


def test_every_published_language_has_the_first_tier(law):
    """A reader with a letter finds all in one language; and those that were complete stay so."""
    progress = progress_of(
        messages_of(law.loaded), law.catalogs.values(), law.draft.layout, law.loaded.site
    )
    public = [code for code, locale in law.locales.items() if locale.status != "draft"]
    assert len(public) >= 3
    first = law.loaded.site.about.tiers[0].name
    assert [code for code in public if progress[code]["tiers"][first]["percent"] < 100] == []
    assert [code for code in COMPLETE & {*public} if progress[code]["percent"] < 100] == []


def test_the_catalogs_are_up_to_date(law):
    """`mionido extract` has been run and committed; to run it again changes not one byte."""
    messages, layout, about = messages_of(law.loaded), law.draft.layout, law.loaded.site.about
    folders = {TEMPLATES: templates(messages, layout, about)}
    for catalog in law.catalogs.values():
        if not catalog.is_source:
            folders[catalog.code] = merge(messages, catalog, layout, law.loaded.site)
    for name, files in folders.items():
        found = {
            path.stem: path.read_bytes()
            for path in (law.root / "translations" / name).glob("*.po*")
        }
        assert [each for each in files if as_bytes(files[each]) != found[each]] == [], name
        assert files.keys() == found.keys()


def test_no_catalog_is_too_large_for_a_browser(law):
    """The editor of GitHub and its view of differences stop at 512 KB; a translator stops sooner."""
    for catalog in law.catalogs.values():
        texts = Counter(law.draft.layout.file_of(context) for context in catalog.texts)
        assert [name for name, number in texts.items() if number > MOST_TEXTS] == []
    folder = law.root / "translations"
    paths = [*folder.rglob("*.po"), *folder.rglob("*.pot")]
    assert len(paths) > 60
    assert [path for path in paths if path.stat().st_size > LARGEST] == []


@pytest.mark.parametrize("never", FACTS["never"], ids=lambda never: never["says"])
def test_no_text_says_again_what_was_wrong(built, never):
    """A mistake that readers met once stays away from every text, of the checker too, and from every number to call."""
    texts = [
        (f"{ident}:{'.'.join(map(str, path))}", text) for ident, path, text in built.draft.texts
    ]
    for name, organisation in built.loaded.site["organisations"].items():
        texts += [
            (f"organisations/{name}:contact", contact.value) for contact in organisation.contact
        ]
    places = tuple(never.get("in", ("",)))

    assert [
        (at, text) for at, text in texts if at.startswith(places) and re.search(never["says"], text)
    ] == []


# A line that begins with the word of a term, unless it explains that word.
BEGINS_WITH_A_TERM = re.compile(r"^(?:\*\*)?\{term:([a-z0-9-]+)\}(?!(?:\*\*)?:)(?=.*[.!?]$)", re.M)


def test_no_sentence_begins_with_a_small_letter(law):
    """What stands in place of the mark does: `{term:loan} is` becomes "loan is"."""
    terms = law.loaded.site["terms"]
    small = [
        (ident, text)
        for ident, _, text in law.draft.texts
        for name in BEGINS_WITH_A_TERM.findall(text)
        if terms[name].official[0].islower()
    ]

    assert small == []


def test_a_term_to_object_says_from_which_day_it_counts(built):
    """Who reads "six weeks" must know six weeks from when, in the same breath."""
    counts_from = built.loaded.site["wording"]["nl"].counts_from
    texts = [
        (ident, text) for ident, _, text in built.draft.texts if not ident.startswith("checker/")
    ]
    named = [
        (ident, text)
        for ident, text in texts
        if any(f"{{{name}}}" in text for name in FACTS["counted"])
    ]

    assert {name for name in FACTS["counted"] for _, text in named if f"{{{name}}}" in text} == set(
        FACTS["counted"]
    )
    assert [(ident, text) for ident, text in named if not count_words(text, counts_from)] == []


# What must stand in a text that has this label: a word that says no more than the label does.
HEDGES = {
    "probably": "waarschijnlijk|meestal|soms|de regels noemen|past bij de regels|in uw plan|kunt|is de tijd",
    "maybe": "misschien|kunt|hangt af|strenger|onzeker|soms|kan |meestal|alleen als|gewone tijd|beslist|voorwaard",
    "probably_not": "waarschijnlijk|geen reden|meestal|eerst|niet genoeg|dan de regels noemen|gaan over",
    "ask": "vraag|vragen|bezwaar|vertel|neem .* mee",
}


def test_a_word_answers_every_question_for_yes_or_no(built):
    """It says no more than the text beside it; what begins with what, when, who or how has no yes or no."""
    for name, outcome in built.loaded.site["checker/outcomes"].items():
        is_open = outcome.title.startswith(("Wanneer", "Wat", "Wie", "Welke", "Hoe"))
        for value, answer in outcome.values.items():
            assert answer.label in (None, "ask") if is_open else answer.label, f"{name}: {value}"
            hedged = re.search(HEDGES.get(answer.label, ""), answer.says.lower())
            assert hedged, f"{name}: {value} is labelled {answer.label}"


def test_every_row_of_the_seed_has_a_page(built):
    """Nothing in the document the site began with is missing: each of its rows names the pages that answer it."""
    rows = yaml.safe_load((ROOT / "tests" / "rows.yml").read_text(encoding="utf-8"))
    pages = {page for row in rows.values() for page in row["pages"]}

    assert [name for name, row in rows.items() if not row["pages"]] == []
    assert {page for page in pages if built.loaded.site.find(page) is None} == {"checker"}


def test_the_messages_of_the_interface_are_those_that_are_asked_for():
    """So `mionido check` names a missing one at its place, before a page fails, and one that nothing shows."""
    files = [
        path for path in (ROOT / "overrides").rglob("*") if path.suffix in (".html", ".xml", ".js")
    ]
    code = [path for path in (ROOT / "hooks").rglob("*.py") if path.name != "interface.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*files, *code])
    asked = set(
        re.findall(r"\bt\.(\w+)", "\n".join(path.read_text(encoding="utf-8") for path in files))
    )
    asked |= set(re.findall(r"""(?:\bt|interface)\["(\w+)"\]""", text))
    named = names_of_kinds().keys()
    begun = tuple(re.findall(r"""["\[(]f?"([a-z]+_p?)(?:" ~|{)""", text))  # t["kind_" ~ kind]

    assert asked <= WORDS | named
    assert [
        name for name in WORDS if not name.startswith(begun) and not re.search(rf"\b{name}\b", text)
    ] == []


def test_there_are_a_hundred_words(built):
    """The glossary holds the words that stand in letters."""
    assert len(built.loaded.site["terms"]) >= 100


def test_schemas_are_up_to_date(built):
    """Editors complete the keys that the loader knows."""
    for kind, schema in schemas(built.loaded.site.jurisdiction).items():
        path = ROOT / SCHEMAS / f"{kind.replace('/', '-')}.json"
        assert json.loads(path.read_text(encoding="utf-8")) == json.loads(json.dumps(schema)), (
            "run  mionido schema"
        )


def test_every_key_is_explained_to_editors(built):
    """content/README.md names every kind of record and every key; translations/README.md those of a glossary."""
    guides = {
        name: (ROOT / name / "README.md").read_text(encoding="utf-8")
        for name in ("content", "translations")
    }
    for kind, schema in schemas(built.loaded.site.jurisdiction).items():
        described = (
            schema.get("properties") or schema["$defs"]["Case"]["properties"]
        )  # cases are a list
        for key in described:
            name = "translations" if kind == GLOSSARY else "content"
            assert f"`{key}`" in guides[name], f"{key} of {kind} is not in {name}/README.md"


def test_check_lists_every_address_outside_the_site():
    """`mionido check --links` shows what a person should try now and then."""
    lines = run("mionido", "check", "--links", cwd=ROOT).stdout.splitlines()
    listed = {line.split("\t")[0] for line in lines if "\t" in line}
    written = [
        p
        for p in (ROOT / "content").rglob("*.yml")
        if re.search(r"^url: http", p.read_text(), re.M)
    ]
    assert len(written) >= 40
    assert {p.relative_to(ROOT / "content").with_suffix("").as_posix() for p in written} <= listed


def test_every_address_in_the_content_is_looked_at(law):
    """A new key with an address is in `mionido check` too: whatever is written with a scheme is one of the known."""
    known = {address for _, _, _, address in addresses(law.draft)}
    files = law.loaded.files.values()
    written = {
        each
        for file in files
        for _, each in walk(file.data)
        if isinstance(each, str) and "://" in each
    }

    assert len(written) >= 5
    assert written <= known


def test_check_and_status_say_so_on_the_command_line():
    """The commands agree with the functions."""
    assert run("mionido", "check", cwd=ROOT).returncode == 0
    progress = json.loads(run("mionido", "status", "--json", cwd=ROOT).stdout)
    assert {*LANGUAGES} <= set(progress)


def test_each_number_of_the_law_is_written_down_twice(built):
    """A digit that changes in content/ fails here, also one that only texts show; so does a new number."""
    twice = yaml.safe_load((ROOT / "tests" / "parameters.yml").read_text(encoding="utf-8"))
    content = {
        name: [parameter.unit, [value.value for value in parameter.values]]
        for name, parameter in built.loaded.site[Parameter].items()
    }
    read = {
        name: [unit, value if isinstance(value, list) else [value]]
        for name, (unit, value, _) in twice.items()
    }

    assert all(where for _, _, where in twice.values())
    assert {
        name for name in content.keys() | read.keys() if content.get(name) != read.get(name)
    } == set()
