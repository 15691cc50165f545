"""A kind of record is a class, a template and a line in the table; everything else follows from these."""

import json
from datetime import date
from pathlib import Path

import pytest
from pydantic import Field

from conftest import ROOT, SMALL_DAY, copy_small_site
from mionido.model.kinds import KINDS, PAGES, Kind
from mionido.model.reference import Mention, Mentions, PageId, Reference, StartId
from mionido.model.schema import SCHEMAS, SETTINGS, editor_settings, write_schemas
from mionido.model.text import Record, Text
from mionido.model.walk import map_texts, references, texts, walk
from mionido.project import Project, read
from mionido.publish.publish import Job, publish
from mionido.render.pages import kind_name
from mionido.translate.messages import messages_of


class Tool(Record):
    """The class: something that helps. What it says is translated, where one gets it is a page that leads back."""

    title: Text
    summary: Text
    at: tuple[Mention, ...] = ()
    instead: PageId | None = None
    checked: date


HAMMER = """\
title: Hamer
summary: Voor het {term:examen}.
at: [organisations/office]
checked: 2031-02-14
"""
TEMPLATE = """\
{% from "components/card/template.html" import links with context %}
<h1>{{ say(record.title) }}</h1>
<p>{{ say(record.summary) }}</p>
{{ links(cards_of(record.at)) }}
"""


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small site with one kind more: the line, the template, the words that name it, and a record."""
    monkeypatch.setitem(
        KINDS,
        "tools",
        Kind("tools", Tool, "tool.html", has_list=True, name="kind_tool", read_also=8),
    )
    root = copy_small_site(tmp_path / "root", own_overrides=True)
    (root / "overrides" / "pages" / "tool.html").write_text(TEMPLATE, encoding="utf-8")
    with (root / "content" / "interface.yml").open("a", encoding="utf-8") as interface:
        interface.write("tools: Gereedschap\nkind_tool: Ding\n")
    (root / "content" / "tools").mkdir()
    (root / "content" / "tools" / "hammer.yml").write_text(HAMMER, encoding="utf-8")
    duty = root / "content" / "duties" / "pass-exam.yml"
    see = "see: [rights/interpreter"
    duty.write_text(
        duty.read_text(encoding="utf-8").replace(see, f"{see}, tools/hammer"), encoding="utf-8"
    )
    return root


def errors(project: Project) -> list[str]:
    """Return the first line of every error."""
    return [problem.headline for problem in project.problems if problem.is_error]


def test_a_new_kind_has_pages_a_list_and_links_both_ways(workshop):
    """It stands where the others stand, under its name, without a line of code about it."""
    project = read(workshop, SMALL_DAY)
    assert errors(project) == []
    publish(Job(project, [project.language], 1, workshop / "site"))

    below = workshop / "site" / project.language
    page, catalog = (below / "tools" / "hammer.html"), (below / "tools" / "index.html")
    assert "<h1>Hamer</h1>" in page.read_text(encoding="utf-8")
    assert 'href="../tools/index.html"' in page.read_text(encoding="utf-8"), (
        "the page one step up is the list"
    )
    assert "<h1>Gereedschap</h1>" in catalog.read_text(encoding="utf-8")
    assert 'href="../tools/hammer.html"' in catalog.read_text(encoding="utf-8")
    assert ">Ding</span>" in (below / "duties" / "pass-exam.html").read_text(encoding="utf-8")
    assert 'href="../tools/hammer.html"' in (below / "organisations" / "office.html").read_text(
        encoding="utf-8"
    )


def test_a_new_kind_is_translated_and_explained(workshop):
    """Its texts go to translators, and their words to the glossary of the page."""
    loaded = read(workshop, SMALL_DAY).loaded
    contexts = [message.context for message in messages_of(loaded)]

    assert [each for each in contexts if each.startswith("tools/")] == [
        "tools/hammer:title",
        "tools/hammer:summary",
    ]
    assert loaded.site.words_of["tools/hammer"] == ("examen",)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "organisations/office",
            "organisations/offise",
            '3:6: error: there is no "organisations/offise" [unknown-id]',
        ),
        ("examen", "examin", '2:19: error: there is no "examin" [unknown-id]'),
        ("checked", "chequed", '4:1: error: "chequed" is not a key here [unknown-key]'),
    ],
)
def test_a_new_kind_is_checked(workshop, old, new, problem):
    """What its types say is held to, at the place where it is written."""
    hammer = workshop / "content" / "tools" / "hammer.yml"
    hammer.write_text(HAMMER.replace(old, new), encoding="utf-8")

    assert errors(read(workshop, SMALL_DAY))[0] == f"content/tools/hammer.yml:{problem}"


def test_editors_know_a_new_kind(workshop):
    """`mionido schema` writes its schema and says which files it is for; other settings stay."""
    (workshop / SETTINGS).parent.mkdir()
    (workshop / SETTINGS).write_text('{"editor.tabSize": 2}', encoding="utf-8")

    write_schemas(workshop, read(workshop, SMALL_DAY).loaded.site.jurisdiction)

    schema = json.loads((workshop / SCHEMAS / "tools.json").read_text(encoding="utf-8"))
    assert list(schema["properties"]) == ["title", "summary", "at", "instead", "checked"]
    settings = json.loads((workshop / SETTINGS).read_text(encoding="utf-8"))
    assert settings["editor.tabSize"] == 2
    assert settings["yaml.schemas"][f"{SCHEMAS}/tools.json"] == ["content/tools/*.yml"]


def test_the_settings_of_editors_are_up_to_date():
    """A kind that an editor does not know is written blindly: `mionido schema` has been run and committed."""
    settings = json.loads((ROOT / SETTINGS).read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == editor_settings()


def every_reference(kind: type[Reference] = Reference) -> list[type[Reference]]:
    """Return all types of references."""
    return [kind, *(below for each in kind.__subclasses__() for below in every_reference(each))]


def test_each_type_of_reference_names_kinds_that_exist():
    """Else nothing could ever be what it refers to."""
    assert StartId in every_reference()
    assert {folder for each in every_reference() for folder in each.folders} <= set(KINDS)


def test_the_table_agrees_with_classes_and_templates():
    """A title or summary that the class has not, or a template or page that is not there, would fail while drawing."""
    for kind in KINDS.values():
        keys = set(kind.model.model_fields)
        shown = {kind.title, kind.summary} if kind.is_linkable else set()
        assert {*shown, *kind.untranslated, *filter(None, [kind.on_paper])} <= keys, kind.folder
        assert not kind.template or (ROOT / "overrides" / "pages" / kind.template).is_file()
        assert {kind.within, kind.parent} <= {"", *PAGES}


class Shelf(Record):
    """Texts and references wherever they can stand."""

    name: str
    label: Text
    tools: tuple[Tool, ...] = ()
    words: dict[str, Text] = Field(default_factory=dict)
    near: dict[PageId, tuple[Mentions, ...]] = Field(default_factory=dict)


SHELF = Shelf.model_validate(
    {
        "name": "no text",
        "label": "A",
        "tools": [
            {"title": "B", "summary": "C", "at": ["steps/first"], "checked": date(2031, 1, 1)}
        ],
        "words": {"2013": "D"},
        "near": {"law": ["duties/*"]},
    }
)


def test_one_walk_finds_texts_and_references_anywhere():
    """In records, lists and values and keys of mappings, with the path that the file has."""
    assert list(texts(SHELF)) == [
        (("label",), "A"),
        (("tools", 0, "title"), "B"),
        (("tools", 0, "summary"), "C"),
        (("words", "2013"), "D"),
    ]
    assert [(path, type(each), each) for path, each in references(SHELF)] == [
        (("tools", 0, "at", 0), Mention, "steps/first"),
        (("near", "law"), PageId, "law"),
        (("near", "law", 0), Mentions, "duties/*"),
    ]
    assert ((), SHELF) in list(walk(SHELF))


def test_a_copy_with_other_texts_keeps_all_else():
    """Translating changes texts only; what they were, and what refers to what, stays."""
    copy = map_texts(SHELF, lambda path, text: Text(text.lower()))

    assert [text for _, text in texts(copy)] == ["a", "b", "c", "d"]
    assert list(references(copy)) == list(references(SHELF))
    assert copy.name == SHELF.name


def test_a_page_is_of_no_kind(small_site):
    """The card of the checker does not say that it is a word of the glossary."""
    site = read(small_site, SMALL_DAY).loaded.site

    assert kind_name(site, "checker") == ""
    assert kind_name(site, "terms/examen") == site.interface["kind_term"]
