"""Translations: nothing is lost when the content changes, and nothing out of date is shown."""

import re

import pytest

from conftest import SMALL_DAY, run
from mionido.project import read
from mionido.translate.catalogs import load_catalog, load_locales
from mionido.translate.messages import messages_of
from mionido.translate.progress import progress_of

TITLE = "duties/pass-exam:title"
GERMAN, ARABIC = "Machen Sie die Prüfung", "قدِّم الامتحان"


def translate(root, text: str = ARABIC) -> None:
    """Give one title another translation in the Arabic catalog."""
    path = root / "translations" / "ar.po"
    written, times = re.subn(
        rf'msgid "{GERMAN}"\nmsgstr ".*"',
        lambda _: f'msgid "{GERMAN}"\nmsgstr "{text}"',
        path.read_text(encoding="utf-8"),
    )
    assert times == 1
    path.write_text(written, encoding="utf-8")


def edit(root, old: str, new: str) -> None:
    """Change the German text of the duty."""
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


def test_a_changed_source_keeps_the_old_translation_as_fuzzy_and_shows_the_source(small_site):
    """Never stale: readers get the new German, the translator gets the old text to adapt."""
    translate(small_site)
    edit(small_site, GERMAN, "Bestehen Sie die Prüfung")

    catalog = extract(small_site)
    title = read(small_site, SMALL_DAY).edition("ar").site.find("duties/pass-exam").title

    assert catalog.texts[TITLE] == ("Bestehen Sie die Prüfung", ARABIC)
    assert TITLE in catalog.fuzzy
    assert '#| msgid "Machen Sie die Prüfung"' in (small_site / "translations" / "ar.po").read_text(encoding="utf-8")
    assert (title, title.lang) == ("Bestehen Sie die Prüfung", "de")
    again = (small_site / "translations" / "ar.po").read_bytes()
    extract(small_site)
    assert (small_site / "translations" / "ar.po").read_bytes() == again


def test_a_changed_source_is_not_shown_translated_even_before_extract(small_site):
    """The old translation disappears from the site with the very edit."""
    translate(small_site)
    edit(small_site, GERMAN, "Bestehen Sie die Prüfung")

    title = read(small_site, SMALL_DAY).edition("ar").site.find("duties/pass-exam").title

    assert (title, title.lang) == ("Bestehen Sie die Prüfung", "de")


def test_a_text_that_moves_inside_its_record_keeps_its_translation(small_site):
    """A new first item in a list does not cost the second one its words."""
    path = small_site / "translations" / "ar.po"
    first = 'msgctxt "duties/pass-exam:what_to_do.0"'
    head, _, rest = path.read_text(encoding="utf-8").partition(first)
    rest = re.sub('msgstr ".*"', 'msgstr "اتصل [بالمكتب](organisations/office)."', rest, count=1)
    path.write_text(f"{head}{first}{rest}", encoding="utf-8")
    edit(small_site, "what_to_do:\n", "what_to_do:\n  - Lesen Sie den Brief.\n")

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
    for file in (small_site / "content").rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("duties/pass-exam", "documents/letter"), encoding="utf-8")
    (small_site / "content" / "duties" / "pass-exam.yml").unlink()

    extract(small_site)

    assert f'#~ msgstr "{ARABIC}"' in (small_site / "translations" / "ar.po").read_text(encoding="utf-8")


WEEKS = "interface:unit_weeks"
ONE, OTHER = "{count} Woche", "{count} Wochen"
FORMS = ("{count} أسبوع", "أسبوع واحد", "أسبوعين", "{count} أسابيع", "{count} أسبوع", "{count} أسبوعًا")
# As Weblate, Poedit and the GNU tools write it; Babel has the last two the other way round.
USUAL = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"


def translate_weeks(root, *forms: str) -> None:
    """Fill in the forms of a plural in the Arabic catalog."""
    path = root / "translations" / "ar.po"
    before = f'msgctxt "{WEEKS}"\nmsgid "{ONE}"\nmsgid_plural "{OTHER}"\n'
    head, _, rest = path.read_text(encoding="utf-8").partition(before)
    _, _, tail = rest.partition("\n\n")
    path.write_text(f"{head}# by hand\n{before}{in_po(*forms)}\n{tail}", encoding="utf-8")


def in_po(*forms: str) -> str:
    """Return forms as they stand in a PO file."""
    return "".join(f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms))


def weeks(root, *counts: int) -> list[str]:
    """Return numbers of weeks as the Arabic site shows them."""
    edition = read(root, SMALL_DAY).edition("ar")
    return [edition.amount(count, "weeks").replace("\N{NO-BREAK SPACE}", " ") for count in counts]


def test_a_plural_has_the_forms_of_its_language(small_site):
    """Arabic has a word of its own for two weeks, and another form from eleven on."""
    translate_weeks(small_site, *FORMS)

    assert weeks(small_site, 1, 2, 3, 16, 100) == ["أسبوع واحد", "أسبوعين", "3 أسابيع", "16 أسبوعًا", "100 أسبوع"]


def test_a_plural_follows_the_rule_at_the_top_of_its_file(small_site):
    """Other programs write the forms in another order, and say so in the header, which stays."""
    path = small_site / "translations" / "ar.po"
    header = re.compile(r"nplurals=6;[^\\]*")
    path.write_text(header.sub(USUAL, path.read_text(encoding="utf-8")), encoding="utf-8")
    translate_weeks(small_site, *FORMS[:4], FORMS[5], FORMS[4])
    extract(small_site)

    assert USUAL.removesuffix(";") in path.read_text(encoding="utf-8").replace("(", "").replace(")", "")
    assert weeks(small_site, 16, 100) == ["16 أسبوعًا", "100 أسبوع"]


def test_a_plural_that_lacks_a_form_is_shown_in_the_source(small_site):
    """Half a plural would be a hole in some sentences; what is there stays in the file."""
    translate_weeks(small_site, *FORMS[:5], "")

    catalog = extract(small_site)

    assert catalog.translation(WEEKS, f"{ONE}\n{OTHER}") is None
    assert catalog.texts[WEEKS][1].split("\n") == [*FORMS[:5], ""]
    assert weeks(small_site, 1, 2) == ["1 Woche", "2 Wochen"]


def test_a_text_that_becomes_a_plural_keeps_its_translation_as_fuzzy(small_site):
    """Who translated the one form is asked for the others, and sees what was there; so it is with changed forms."""
    path = small_site / "translations" / "ar.po"
    translate_weeks(small_site, *FORMS)
    plural = f'msgid "{ONE}"\nmsgid_plural "{OTHER}"\n{in_po(*FORMS)}'
    single = f'msgid "{OTHER}"\nmsgstr "{FORMS[3]}"\n'
    path.write_text(path.read_text(encoding="utf-8").replace(plural, single), encoding="utf-8")

    catalog = extract(small_site)

    assert WEEKS in catalog.fuzzy
    assert catalog.texts[WEEKS][1].split("\n") == [FORMS[3], *[""] * 5]
    once = path.read_bytes()
    extract(small_site)
    assert path.read_bytes() == once


def test_a_plural_that_changes_or_goes_is_not_lost(small_site):
    """Its forms wait as fuzzy, and as obsolete when the text is gone; extracting again changes nothing."""
    path, interface = small_site / "translations" / "ar.po", small_site / "content" / "interface.yml"
    translate_weeks(small_site, *FORMS)
    written = interface.read_text(encoding="utf-8")
    interface.write_text(written.replace(OTHER, "{count} Arbeitswochen"), encoding="utf-8")

    assert WEEKS in extract(small_site).fuzzy
    once = path.read_bytes()
    assert b"# by hand" in once
    extract(small_site)
    assert path.read_bytes() == once
    interface.write_text(written.replace("unit_weeks:", "unit_of_weeks:"), encoding="utf-8")
    extract(small_site)
    assert f'#~ msgstr[2] "{FORMS[2]}"' in path.read_text(encoding="utf-8")


def test_status_counts_what_is_there(small_site):
    """One text that is not translated is one text that is missing."""
    translate(small_site, "")
    built = read(small_site, SMALL_DAY)

    progress = progress_of(messages_of(built.loaded), built.catalogs.values())

    assert (progress["ar"]["missing"], progress["ar"]["fuzzy"]) == (1, 0)
    assert progress["ar"]["translated"] == progress["ar"]["total"] - 1
    assert progress["de"]["percent"] == 100.0


@pytest.mark.parametrize("nothing", ["   ", "\\n", "** **", "\u200b", "[ ](duties/pass-exam)"])
def test_a_translation_that_shows_nothing_is_missing(small_site, nothing):
    """A reader gets the source instead of a gap, and the figures do not count it."""
    translate(small_site, nothing)
    built = read(small_site, SMALL_DAY)

    title = built.edition("ar").site.find("duties/pass-exam").title

    assert (title, title.lang) == (GERMAN, "de")
    assert progress_of(messages_of(built.loaded), built.catalogs.values())["ar"]["missing"] == 1
    assert [problem.check for problem in built.problems] == ["empty"]
