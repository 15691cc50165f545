"""Translations: nothing is lost when the content changes, and nothing out of date is shown."""

import pytest

from conftest import SMALL_DAY, run
from mionido.build import read
from mionido.catalogs import load_catalog, load_locales
from mionido.messages import messages_of
from mionido.status import progress_of

TITLE = "duties/pass-exam:title"
DUTCH, ARABIC = "Doe het examen", "قدِّم الامتحان"


def translate(root, text: str = ARABIC) -> None:
    """Fill in one title in the Arabic catalog."""
    path = root / "translations" / "ar.po"
    before = f'msgid "{DUTCH}"\nmsgstr ""'
    assert before in path.read_text(encoding="utf-8")
    path.write_text(
        path.read_text(encoding="utf-8").replace(before, f'msgid "{DUTCH}"\nmsgstr "{text}"'), encoding="utf-8"
    )


def edit(root, old: str, new: str) -> None:
    """Change the Dutch text of the duty."""
    path = root / "content" / "duties" / "pass-exam.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def extract(root):
    """Run `mionido extract` and return the Arabic catalog."""
    result = run("mionido", "extract", cwd=root, epoch="1938038400")
    assert result.returncode == 0, result.stderr
    locales, _ = load_locales(root / "translations")
    catalog, problems = load_catalog(root / "translations", "ar", locales["ar"])
    assert problems == []
    return catalog


def test_a_translation_is_shown(small_site):
    """What is translated is on the page."""
    translate(small_site)

    edition = read(small_site, SMALL_DAY).edition("ar")

    assert edition.site.find("duties/pass-exam").title == ARABIC


def test_a_changed_source_keeps_the_old_translation_as_fuzzy_and_shows_dutch(small_site):
    """Never stale: readers get the new Dutch, the translator gets the old text to adapt."""
    translate(small_site)
    edit(small_site, DUTCH, "Maak het examen")

    catalog = extract(small_site)
    title = read(small_site, SMALL_DAY).edition("ar").site.find("duties/pass-exam").title

    assert catalog.texts[TITLE] == ("Maak het examen", ARABIC)
    assert TITLE in catalog.fuzzy
    assert '#| msgid "Doe het examen"' in (small_site / "translations" / "ar.po").read_text(encoding="utf-8")
    assert (title, title.lang) == ("Maak het examen", "nl")
    again = (small_site / "translations" / "ar.po").read_bytes()
    extract(small_site)
    assert (small_site / "translations" / "ar.po").read_bytes() == again


def test_a_changed_source_is_not_shown_translated_even_before_extract(small_site):
    """The old translation disappears from the site with the very edit."""
    translate(small_site)
    edit(small_site, DUTCH, "Maak het examen")

    title = read(small_site, SMALL_DAY).edition("ar").site.find("duties/pass-exam").title

    assert (title, title.lang) == ("Maak het examen", "nl")


def test_a_text_that_moves_inside_its_record_keeps_its_translation(small_site):
    """A new first item in a list does not cost the second one its words."""
    path = small_site / "translations" / "ar.po"
    before = 'msgid "Bel [het bureau](organisations/office)."\nmsgstr ""'
    after = before[:-2] + '"اتصل [بالمكتب](organisations/office)."'
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    edit(small_site, "what_to_do:\n", "what_to_do:\n  - Lees de brief.\n")

    catalog = extract(small_site)

    assert catalog.texts["duties/pass-exam:what_to_do.1"][1] == "اتصل [بالمكتب](organisations/office)."
    assert catalog.fuzzy == set()


def test_extracting_twice_changes_nothing(small_site):
    """The catalogs are a function of the content and the translations."""
    translate(small_site)
    extract(small_site)
    path = small_site / "translations" / "ar.po"
    once = path.read_bytes()

    extract(small_site)

    assert path.read_bytes() == once


def test_a_removed_text_stays_in_the_catalog_as_obsolete(small_site):
    """Work is never thrown away by a command."""
    translate(small_site)
    (small_site / "content" / "rights" / "interpreter.yml").write_text(
        (small_site / "content" / "rights" / "interpreter.yml")
        .read_text(encoding="utf-8")
        .replace("see: [duties/pass-exam]", "see: []"),
        encoding="utf-8",
    )
    for name in ("options/other-level.yml", "steps/first.yml", "checker/outcomes/must-pass.yml"):
        file = small_site / "content" / name
        text = (
            file.read_text(encoding="utf-8")
            .replace("see: [duties/pass-exam]", "see: []")
            .replace("next: [duties/pass-exam]", "next: []")
        )
        file.write_text(text, encoding="utf-8")
    door = small_site / "content" / "doors" / "must-i.yml"
    door.write_text(door.read_text(encoding="utf-8").replace('"duties/*"', '"rights/*"'), encoding="utf-8")
    (small_site / "content" / "duties" / "pass-exam.yml").unlink()

    extract(small_site)

    assert f'#~ msgstr "{ARABIC}"' in (small_site / "translations" / "ar.po").read_text(encoding="utf-8")


def test_status_counts_what_is_there(small_site):
    """One translated text is one translated text."""
    translate(small_site)
    built = read(small_site, SMALL_DAY)

    progress = progress_of(messages_of(built.loaded), built.catalogs)

    assert (progress["ar"]["translated"], progress["ar"]["fuzzy"]) == (1, 0)
    assert progress["ar"]["missing"] == progress["ar"]["total"] - 1
    assert progress["nl"]["percent"] == 100.0


@pytest.mark.parametrize("nothing", ["   ", "\\n", "** **", "\u200b", "[ ](duties/pass-exam)"])
def test_a_translation_that_shows_nothing_is_missing(small_site, nothing):
    """A reader gets the Dutch instead of a gap, and the figures do not count it."""
    translate(small_site, nothing)
    built = read(small_site, SMALL_DAY)

    title = built.edition("ar").site.find("duties/pass-exam").title

    assert (title, title.lang) == (DUTCH, "nl")
    assert progress_of(messages_of(built.loaded), built.catalogs)["ar"]["translated"] == 0
    assert [problem.check for problem in built.problems] == ["empty"]
