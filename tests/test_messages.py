"""Translations: nothing is lost when the content changes, and nothing out of date is shown."""

import re
from pathlib import Path

import pytest

from conftest import SMALL_DAY, run
from mionido.check.catalogs import MOST_TEXTS
from mionido.project import read, read_project
from mionido.render.view import view_of
from mionido.translate.catalogs import load_catalog
from mionido.translate.locales import load_locales
from mionido.translate.messages import as_bytes, merge, messages_of
from mionido.translate.progress import progress_of

TITLE = "duties/pass-exam:title"
GERMAN, ARABIC = "Machen Sie die Prüfung", "قدِّم الامتحان"


def po(root, name: str = "duties"):
    """Return the path of an Arabic PO file."""
    return root / "translations" / "ar" / f"{name}.po"


def translate(root, text: str = ARABIC) -> None:
    """Give one title another translation in the Arabic catalog."""
    path = po(root)
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
    assert '#| msgid "Machen Sie die Prüfung"' in po(small_site).read_text(encoding="utf-8")
    assert (title, title.lang) == ("Bestehen Sie die Prüfung", "de")
    again = po(small_site).read_bytes()
    extract(small_site)
    assert po(small_site).read_bytes() == again


def test_a_former_source_of_several_lines_stays_what_it_was(small_site):
    """Every program can read it, and extracting again does not change it, however long it is."""
    first, second = "Das ist ein Satz.", "Das ist noch ein Satz."
    longer = f"{first} Und das ist einer, der auf keine Zeile von achtzig Zeichen passt."
    text = po(small_site).read_text(encoding="utf-8")
    assert f'"{first}\\n"\n"{second}"\nmsgstr' in text
    po(small_site).write_text(text.replace(f'"{first}\\n"', f'"{longer}\\n"'), encoding="utf-8")

    extract(small_site)

    once = po(small_site).read_text(encoding="utf-8")
    assert f'#| msgid ""\n#| "{longer}\\n"\n#| "{second}"\n' in once
    extract(small_site)
    assert po(small_site).read_text(encoding="utf-8") == once


def test_a_former_source_that_was_broken_inside_its_words_is_whole_again(small_site):
    """Earlier versions broke it at a width, and put a bar there each time they wrote it."""
    translate(small_site)
    edit(small_site, GERMAN, "Bestehen Sie die Prüfung")
    extract(small_site)
    text = po(small_site).read_text(encoding="utf-8")
    whole = '#| msgid "Machen Sie die Prüfung"'
    broken = '#| msgid "Machen Sie\n#| die Prüfung"'
    assert whole in text
    po(small_site).write_text(text.replace(whole, broken), encoding="utf-8")

    extract(small_site)

    assert po(small_site).read_text(encoding="utf-8") == text


def test_a_changed_source_is_not_shown_translated_even_before_extract(small_site):
    """The old translation disappears from the site with the very edit."""
    translate(small_site)
    edit(small_site, GERMAN, "Bestehen Sie die Prüfung")

    title = read(small_site, SMALL_DAY).edition("ar").site.find("duties/pass-exam").title

    assert (title, title.lang) == ("Bestehen Sie die Prüfung", "de")


def test_a_text_that_moves_inside_its_record_keeps_its_translation(small_site):
    """A new first item in a list does not cost the second one its words."""
    path = po(small_site)
    first = 'msgctxt "duties/pass-exam:what_to_do.0"'
    head, _, rest = path.read_text(encoding="utf-8").partition(first)
    rest = re.sub('msgstr ".*"', 'msgstr "اتصل [بالمكتب](organisations/office)."', rest, count=1)
    path.write_text(f"{head}{first}{rest}", encoding="utf-8")
    edit(small_site, "what_to_do:\n", "what_to_do:\n  - Lesen Sie den Brief.\n")

    catalog = extract(small_site)

    assert (
        catalog.texts["duties/pass-exam:what_to_do.1"][1] == "اتصل [بالمكتب](organisations/office)."
    )
    assert catalog.fuzzy == set()


def test_extracting_twice_changes_nothing(small_site):
    """The catalogs are a function of the content and the translations."""
    translate(small_site)
    extract(small_site)
    path = po(small_site)
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

    assert f'#~ msgstr "{ARABIC}"' in po(small_site).read_text(encoding="utf-8")


WEEKS = "interface:unit_weeks"
ONE, OTHER = "{count} Woche", "{count} Wochen"
FORMS = (
    "{count} أسبوع",
    "أسبوع واحد",
    "أسبوعين",
    "{count} أسابيع",
    "{count} أسبوع",
    "{count} أسبوعًا",
)
# As Weblate, Poedit and the GNU tools write it; Babel has the last two the other way round.
USUAL = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"


def translate_weeks(root, *forms: str) -> None:
    """Fill in the forms of a plural in the Arabic catalog."""
    path = po(root, "interface")
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

    assert weeks(small_site, 1, 2, 3, 16, 100) == [
        "أسبوع واحد",
        "أسبوعين",
        "3 أسابيع",
        "16 أسبوعًا",
        "100 أسبوع",
    ]


def test_a_plural_follows_the_rule_at_the_top_of_its_file(small_site):
    """Other programs write the forms in another order, and say so in the header, which stays."""
    path = po(small_site, "interface")
    for each in path.parent.iterdir():
        text = re.sub(r"nplurals=6;[^\\]*", USUAL, each.read_text(encoding="utf-8"))
        each.write_text(text, encoding="utf-8")
    translate_weeks(small_site, *FORMS[:4], FORMS[5], FORMS[4])
    extract(small_site)

    assert USUAL.removesuffix(";") in path.read_text(encoding="utf-8").replace("(", "").replace(
        ")", ""
    )
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
    path = po(small_site, "interface")
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
    path, interface = po(small_site, "interface"), small_site / "content" / "interface.yml"
    translate_weeks(small_site, *FORMS)
    written = interface.read_text(encoding="utf-8")
    interface.write_text(written.replace(OTHER, "{count} Arbeitswochen"), encoding="utf-8")

    assert WEEKS in extract(small_site).fuzzy
    once = path.read_bytes()
    assert b"# by hand" in once
    extract(small_site)
    assert path.read_bytes() == once
    interface.write_text(written.replace("unit_weeks:", "unit_of_weeks:"), encoding="utf-8")
    project = read(small_site, SMALL_DAY)  # not the command: it says that a page needs these words
    merged = merge(
        messages_of(project.loaded),
        project.catalogs["ar"],
        project.draft.layout,
        project.loaded.site,
    )
    assert f'#~ msgstr[2] "{FORMS[2]}"' in as_bytes(merged["interface"]).decode()


def test_status_counts_what_is_there(small_site):
    """One text that is not translated is one text that is missing."""
    translate(small_site, "")
    built = read(small_site, SMALL_DAY)

    progress = progress_of(
        messages_of(built.loaded), built.catalogs.values(), built.draft.layout, built.loaded.site
    )

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
    assert (
        progress_of(
            messages_of(built.loaded),
            built.catalogs.values(),
            built.draft.layout,
            built.loaded.site,
        )["ar"]["missing"]
        == 1
    )
    assert [problem.check for problem in built.problems] == ["empty"]


def files(root) -> dict[str, str]:
    """Return everything in translations/ by its path."""
    paths = sorted(path for path in (root / "translations").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def entries(text: str) -> list[str]:
    """Return the entries of a PO file."""
    return text.strip().split("\n\n")


DUTY_FILES = [
    f"translations/{name}"
    for name in ("ar/duties.po", "ckb/duties.po", "en/duties.po", "rmy/duties.po")
]
DUTY_FORM = "translations/templates/duties.pot"


def test_a_comment_in_a_content_file_changes_no_catalog(small_site):
    """Nor does a text that gets longer by a line: messages name files, not lines."""
    before = files(small_site)
    edit(small_site, "title:", "# Only for editors.\n\ntitle:")

    extract(small_site)

    assert files(small_site) == before


def test_a_note_for_translators_changes_one_entry_of_each_language(small_site):
    """All other entries are the same, in the same order."""
    before = files(small_site)
    edit(small_site, "title:", "# For translators: an exam of the state.\ntitle:")

    extract(small_site)

    after = files(small_site)
    assert [name for name in after if after[name] != before[name]] == [*DUTY_FILES, DUTY_FORM]
    for name in (*DUTY_FILES, DUTY_FORM):
        old, new = entries(before[name]), entries(after[name])
        changed = [each for each in new if each not in old]
        assert [each.replace("#. an exam of the state.\n", "") for each in changed] == [
            each for each in old if each not in new
        ]
        assert len(changed) == 1


def test_a_new_text_adds_one_entry_to_each_language(small_site):
    """A translator sees what is new and nothing else; so does who reviews the change."""
    translate(small_site)
    extract(small_site)
    before = files(small_site)
    edit(small_site, "what_to_do:\n", "by_when: Machen Sie das bald.\nwhat_to_do:\n")

    extract(small_site)

    after = files(small_site)
    assert [name for name in after if after[name] != before[name]] == [*DUTY_FILES, DUTY_FORM]
    for name in (*DUTY_FILES, DUTY_FORM):
        new = entries(after[name])
        added = [each for each in new if "duties/pass-exam:by_when" in each]
        assert len(added) == 1
        new.remove(added[0])
        assert new == entries(before[name])


def contexts(path: Path) -> list[str]:
    """Return the msgctxt of each entry of a PO file, in its order."""
    return re.findall(r'(?m)^msgctxt "(.*)"$', path.read_text(encoding="utf-8"))


def test_messages_stand_in_the_order_in_which_a_reader_meets_them(small_site):
    """Doors first to last and what they lead to, a text after the one above it, an outcome with its own rules."""
    duties, door = (
        small_site / "content" / "duties",
        small_site / "content" / "doors" / "must-i.yml",
    )
    written = (duties / "pass-exam.yml").read_text(encoding="utf-8")
    for name in ("a-duty", "z-duty"):
        (duties / f"{name}.yml").write_text(written, encoding="utf-8")
    shows = "duties/z-duty, duties/pass-exam"
    door.write_text(door.read_text(encoding="utf-8").replace('"duties/*"', shows), encoding="utf-8")
    lines = written.splitlines(keepends=True)
    title = next(line for line in lines if line.startswith("title:"))
    (duties / "pass-exam.yml").write_text(written.replace(title, "") + title, encoding="utf-8")

    extract(small_site)

    found = contexts(po(small_site))
    assert list(dict.fromkeys(each.partition(":")[0] for each in found)) == [
        "duties/z-duty",
        "duties/pass-exam",
        "duties/a-duty",
        "duties/pay-fee",
    ]
    assert found.index("duties/pass-exam:title") == found.index("duties/a-duty:title") - 1
    checker = list(
        dict.fromkeys(each.partition(":")[0] for each in contexts(po(small_site, "checker")))
    )
    assert checker == [
        "checker/checker",
        *(
            f"checker/questions/{name}"
            for name in read(small_site, SMALL_DAY).loaded.site.checker.questions
        ),
        "checker/outcomes/must-pass",
        "checker/rules/exempt_at_school",
        "checker/rules/must_pass",
        "checker/outcomes/deadline",
        "checker/rules/clock_runs",
        "checker/rules/clock_runs_2021",
        "checker/deadlines/exam",
        "checker/deadlines/exam_2021",
        "checker/deadlines/objection",
        "checker/outcomes/fee",
        "checker/rules/fee_free",
        "checker/outcomes/fine",
        "checker/rules/fine_pay",
        "checker/rules/fine_too_high",
        "checker/rules/fine_warned",
        "checker/deadlines/fine_objection",
        "checker/constraints/pupil",
    ]


def everything(catalog) -> tuple[dict, dict, list]:
    """Return what translators wrote in a catalog, wherever it stands."""
    comments = {ctx: message.user_comments for ctx, message in catalog.written.items()}
    obsolete = [
        message for file in catalog.files.values() for message in file.messages.obsolete.values()
    ]
    gone = sorted(
        (message.context, message.id, message.string, message.user_comments) for message in obsolete
    )
    return catalog.texts, comments, gone


def test_texts_move_to_a_file_of_their_own_and_none_is_lost(small_site):
    """Translations, comments, fuzzy and obsolete ones: `extract` moves them all when a folder is divided, and back."""
    translate(small_site)
    text = po(small_site).read_text(encoding="utf-8")
    gone = '#~ # once\n#~ msgctxt "duties/gone:title"\n#~ msgid "Weg"\n#~ msgstr "ذهب"\n'
    text = text.replace(
        'msgctxt "duties/pass-exam:title"', '# by hand\nmsgctxt "duties/pass-exam:title"'
    )
    text = text.replace("#: content/duties", "# still to do\n#: content/duties", 2)
    po(small_site).write_text(f"{text}\n{gone.replace('#~ # once', '# once')}", encoding="utf-8")
    edit(small_site, GERMAN, "Bestehen Sie die Prüfung")
    whole = extract(small_site)
    before = files(small_site)
    assert "by hand" in whole.written[TITLE].user_comments
    assert (
        before["translations/ar/duties.po"].count("# still to do") == 2
    )  # also where nothing is translated yet

    (small_site / "translations" / "catalogs.yml").write_text("duties-exam: [duties/*]\n")
    assert {problem.check for problem in read(small_site, SMALL_DAY).problems} == {"wrong-file"}
    divided = extract(small_site)

    assert everything(divided) == everything(whole)
    assert divided.fuzzy == whole.fuzzy == {TITLE}
    assert not po(small_site).exists()
    assert "#~ msgctxt" in po(small_site, "duties-exam").read_text(encoding="utf-8")
    assert read(small_site, SMALL_DAY).problems == []
    (small_site / "translations" / "catalogs.yml").unlink()
    extract(small_site)
    assert files(small_site) == before


def test_a_file_with_a_wrong_name_is_not_thrown_away(small_site):
    """What stands in it goes where it belongs; what nobody can place is left for a person, and said."""
    translate(small_site)
    po(small_site).rename(po(small_site, "dutys"))
    po(small_site, "rights").unlink()
    assert {
        problem.check for problem in read(small_site, SMALL_DAY).problems if problem.is_error
    } == {"stray-file"}

    assert extract(small_site).texts[TITLE] == (GERMAN, ARABIC)

    assert not po(small_site, "dutys").exists()
    assert po(small_site, "rights").exists()


def test_extract_changes_nothing_while_two_files_say_different_things(small_site):
    """One of the two would be lost."""
    translate(small_site)
    entry = f'msgctxt "{TITLE}"\nmsgid "{GERMAN}"\nmsgstr "اختبار"\n'
    with po(small_site, "rights").open("a", encoding="utf-8") as other:
        other.write(f"\n{entry}")
    before = files(small_site)

    result = run("mionido", "extract", cwd=small_site, epoch="1938038400")

    assert result.returncode == 1
    assert "[duplicate]" in result.stderr
    assert files(small_site) == before


def test_a_language_may_begin_with_some_of_its_files(small_site):
    """What is missing is not translated, and no mistake; `extract` makes no file that nobody asked for."""
    translate(small_site)
    locales = small_site / "translations" / "locales.yml"
    text = locales.read_text(encoding="utf-8")
    some = text.replace(
        "direction: rtl, status: public}",
        "direction: rtl, status: public, files: [duties, steps]}",
        1,
    )
    locales.write_text(some, encoding="utf-8")
    for path in (small_site / "translations" / "ar").iterdir():
        if path.stem not in ("duties", "rights"):
            path.unlink()

    extract(small_site)

    assert sorted(path.stem for path in (small_site / "translations" / "ar").iterdir()) == [
        "duties",
        "rights",
        "steps",
    ]
    project = read(small_site, SMALL_DAY)
    assert project.problems == []
    site = project.edition("ar").site
    assert (site.find("duties/pass-exam").title, site.find("options/other-level").title.lang) == (
        ARABIC,
        "de",
    )
    progress = progress_of(
        messages_of(project.loaded),
        project.catalogs.values(),
        project.draft.layout,
        project.loaded.site,
    )
    assert progress["ar"]["files"]["duties"]["percent"] == 100.0
    assert (
        progress["ar"]["files"]["options"]["missing"]
        == progress["ar"]["files"]["options"]["total"]
        > 0
    )


def test_a_new_file_of_a_language_has_the_head_of_the_others(small_site):
    """Who stands for a language, and how it counts, is said alike in all its files; an empty form can be copied too."""
    for path in (small_site / "translations" / "ar").iterdir():
        text = path.read_text(encoding="utf-8").replace(
            "a computer; not reviewed by a person", "Amal <a@example.org>"
        )
        path.write_text(re.sub(r"nplurals=6;[^\\]*", USUAL, text), encoding="utf-8")
    po(small_site).unlink()
    form = small_site / "translations" / "templates" / "checker.pot"
    text = form.read_text(encoding="utf-8").replace(
        "a computer; not reviewed by a person", "Amal <a@example.org>"
    )
    po(small_site, "checker").write_text(text, encoding="utf-8")

    extract(small_site)

    for name in ("duties", "checker"):
        head = entries(po(small_site, name).read_text(encoding="utf-8"))[0]
        assert "Last-Translator: Amal <a@example.org>" in head
        assert "Language: ar" in head
        assert USUAL.removesuffix(";") in head.replace("(", "").replace(")", "")
    assert read(small_site, SMALL_DAY).problems == []


def test_a_few_words_are_read_without_the_other_files(small_site):
    """The page for addresses that do not exist speaks every language, and waits for none of them."""
    interface = small_site / "content" / "interface.yml"
    assert "not_found_title" in interface.read_text(encoding="utf-8")
    for path in (small_site / "translations" / "ar").iterdir():
        if path.stem != "interface":
            path.write_text("no PO file")
    text = po(small_site, "interface").read_text(encoding="utf-8")
    text = re.sub(
        r'(msgctxt "interface:not_found_title"\nmsgid ".*"\nmsgstr) ".*"', r'\1 "غير موجود"', text
    )
    po(small_site, "interface").write_text(text, encoding="utf-8")

    assert read_project(small_site, SMALL_DAY).words("ar", "not_found_title") == ["غير موجود"]


def test_a_catalog_that_grows_too_large_is_said_in_time(small_site):
    """Before the editor on GitHub refuses it; how to divide a folder is said with it."""
    guide = small_site / "content" / "duties" / "pass-exam.yml"
    lines = "".join("  - Fragen Sie das Amt.\n" for _ in range(MOST_TEXTS))
    edit(small_site, "what_to_do:\n", f"what_to_do:\n{lines}")
    assert guide.read_text(encoding="utf-8").count("Fragen Sie das Amt") == MOST_TEXTS

    run("mionido", "extract", cwd=small_site, epoch="1938038400")

    large = [
        problem
        for problem in read(small_site, SMALL_DAY).problems
        if problem.check == "large-catalog"
    ]
    assert [problem.place.file for problem in large] == DUTY_FILES
    assert all("catalogs.yml" in problem.fix for problem in large)


def test_each_page_leads_to_the_line_where_its_text_stands(small_site):
    """In the file of its record; where the language has not got it, to what a translator needs to begin."""
    po(small_site, "rights").unlink()
    project = read(small_site, SMALL_DAY)
    edition = project.edition("ar")

    def leads_to(uri: str) -> str:
        return view_of(edition, project.pages[uri], project.pages).improve.rpartition(
            "/blob/main/"
        )[2]

    for uri, name in {
        "duties/pass-exam.html": "duties",
        "checker.html": "checker",
        "timeline.html": "interface",
    }.items():
        file, _, line = leads_to(uri).partition("#L")
        assert file == f"translations/ar/{name}.po"
        assert (
            (small_site / file)
            .read_text(encoding="utf-8")
            .splitlines()[int(line) - 1]
            .startswith("msgstr")
        )
    assert leads_to("rights/interpreter.html") == "translations/README.md"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"nplurals=6;[^\\]*", "nplurals=2; plural=(n != 1);"),
        ("a computer; not reviewed", "Amal, who read"),
    ],
)
def test_extract_does_not_decide_between_two_headers(small_site, old, new):
    """Forms in another order would say another number, and a name that goes away was somebody's work."""
    text = po(small_site).read_text(encoding="utf-8")
    po(small_site).write_text(re.sub(old, new, text), encoding="utf-8")
    before = files(small_site)

    assert run("mionido", "extract", cwd=small_site, epoch="1938038400").returncode == 1
    assert files(small_site) == before
