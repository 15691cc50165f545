"""The glossary of each language: what translators read above a text, and that words alone make no language."""

import re
from dataclasses import replace

from babel.messages.pofile import read_po

from conftest import ROOT, SMALL_DAY, run
from mionido.model.termbase import Termbase
from mionido.project import read, read_project
from mionido.publish.fingerprints import of_catalog
from mionido.render.view import view_of
from mionido.translate.glossaries import Notes, load_glossaries

TO_COME = {"am", "ckb", "fa-AF", "ku", "ps", "so"}
WORDS_OF_LETTERS = 60  # that each of the languages has a word for


def notes_of(root, code: str = "en") -> Notes:
    """Return the notes of a language of a site."""
    project = read_project(root, SMALL_DAY)
    return Notes(project.loaded.site, project.catalog(code)[0])


def test_a_translator_reads_the_names_of_terms_and_what_to_avoid(small_site):
    """Marked or not; the name stands in the files of the language, the rest in its glossary."""
    notes = notes_of(small_site)
    assert notes.on("Die Prüfung.") == ["Prüfung = test; in a school, too"]
    assert notes.on("Die {term:einsprache}, und dann die Prüfung.") == [
        "Einsprache = letter against the decision",
        "Prüfung = test; in a school, too",
    ]
    assert notes.on("Ein Prüfungsamt.") == []
    path = small_site / "translations" / "en" / "glossary.yml"
    path.write_text(
        "terms: {examen: {avoid: [{word: trial, because: it is of a court}]}}", encoding="utf-8"
    )
    assert notes_of(small_site).on("Prüfung") == ["Prüfung = test; not: trial (it is of a court)"]


def test_a_translator_reads_of_other_words_of_letters_too(small_site):
    """In the forms that its glossary says, as words of their own; what is a term comes first."""
    path = small_site / "translations" / "en" / "glossary.yml"
    path.write_text(
        'words: {"Frist*": {name: time limit}, Zahl: {note: of a price}, Amt: {}}', encoding="utf-8"
    )
    notes = notes_of(small_site)
    assert notes.on("Fristen, frist und die Prüfung.") == ["Prüfung = test", "Frist = time limit"]
    assert notes.on("Eine Nachfrist, eine Anzahl, Zahlen, das Amt.") == []
    assert notes.on("Die [Zahl](Frist).") == ["Zahl; of a price"]


def test_the_notes_stand_above_each_text_and_what_a_translator_wrote_stays(small_site):
    """Of the language alone: the empty forms have none. Written again, the files are the same."""
    path = small_site / "translations" / "en" / "duties.po"
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("#. Prüfung", "# by hand\n#. Prüfung", 1), encoding="utf-8")
    for _ in range(2):
        assert run("mionido", "extract", cwd=small_site, epoch="1938038400").returncode == 0
        text = path.read_text(encoding="utf-8")
        assert text == written.replace("#. Prüfung", "# by hand\n#. Prüfung", 1)
    with path.open("rb") as file:
        above = {each.context: each.auto_comments for each in read_po(file)}
    assert above["duties/pass-exam:title"] == ["Prüfung = test; in a school, too"]
    template = small_site / "translations" / "templates" / "duties.pot"
    assert "Prüfung =" not in template.read_text(encoding="utf-8")


def test_a_glossary_alone_is_no_language(small_site):
    """It may stand there before there are texts: it is no locale, and `extract` makes no file for it."""
    folder = small_site / "translations" / "fa"
    folder.mkdir()
    (folder / "glossary.yml").write_text("address: شما\n", encoding="utf-8")
    project = read_project(small_site, SMALL_DAY)
    assert [each.headline for each in project.problems] == []
    assert "fa" not in project.locales
    assert "fa" in project.draft.glossaries
    assert run("mionido", "extract", cwd=small_site, epoch="1938038400").returncode == 0
    assert [path.name for path in folder.iterdir()] == ["glossary.yml"]


def test_a_language_may_have_words_to_avoid_before_it_has_texts(small_site):
    """Whoever begins a language has its glossary first, and empty files: none of that is a mistake."""
    folder = small_site / "translations" / "fa"
    folder.mkdir()
    (folder / "glossary.yml").write_text(
        "avoid: [{word: احضاریه, because: of a court, instead: دعوت}]\n", encoding="utf-8"
    )
    begun = run(
        "mionido", "language", "fa", "--falls-back-to", "en", cwd=small_site, epoch="1938038400"
    )
    assert begun.returncode == 0, begun.stdout + begun.stderr
    checked = run("mionido", "check", cwd=small_site, epoch="1938038400")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_languages_to_come_have_their_words():
    """Each of them names most words of letters, none is a locale, and none has a name that is a note."""
    glossaries, problems = load_glossaries(ROOT / "translations")
    assert problems == []
    assert glossaries.keys() >= TO_COME | {"en", "ar", "ti", "tr"}
    for code in TO_COME:
        glossary, _ = glossaries[code]
        named = [each.name for each in (*glossary.terms.values(), *glossary.words.values())]
        assert len([name for name in named if name]) >= WORDS_OF_LETTERS, code
        assert [name for name in named if name and re.search(r'["=]', name)] == [], code
        assert glossary.digits, code


def test_the_page_with_all_texts_has_the_notes_and_depends_on_them(built_small):
    """Whoever mends a text on a telephone reads them below it; the page is drawn again when they change."""
    edition = built_small.edition("en")
    page = built_small.beside["beside/duties/pass-exam.html"]
    view = view_of(edition, page, {**built_small.pages, page.uri: page})
    assert '<code lang="zxx" dir="auto">Prüfung = test; in a school, too</code>' in view.content
    assert {"terms/examen.name", "terms/examen.official"} <= view.read
    now = of_catalog(edition.catalog)["terms/examen.name"]
    assert now != of_catalog(replace(edition.catalog, glossary=Termbase()))["terms/examen.name"]


def test_the_page_with_all_texts_depends_on_other_words_of_letters(small_site):
    """It is drawn again when what is said of one of its words changes, and of no other."""
    path = small_site / "translations" / "en" / "glossary.yml"
    path.write_text(
        'words: {"Frist*": {name: time limit}, Satz: {name: sentence}}', encoding="utf-8"
    )
    project = read(small_site, SMALL_DAY)
    edition, page = project.edition("en"), project.beside["beside/duties/pass-exam.html"]
    view = view_of(edition, page, {**project.pages, page.uri: page})
    assert "Satz = sentence</code>" in view.content
    assert {name for name in view.read if name.startswith("word:")} == {"word:Satz"}
    assert {"word:Satz", "word:Frist*"} <= of_catalog(edition.catalog).keys()
