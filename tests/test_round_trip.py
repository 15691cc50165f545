"""Who opens a file of a language in another program, and saves it, changes what they wrote and nothing else."""

import random
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from translate.storage.pypo import pofile, pounit

from conftest import ROOT, SMALL_DAY, SMALL_SITE
from mionido.project import Project, read_project
from mionido.translate.catalogs import load_catalog
from mionido.translate.messages import Message, as_bytes, merge, messages_of

CATALOGS = sorted(
    path
    for root in (ROOT, SMALL_SITE)
    for path in (root / "translations").glob("*/*.po*")
    if path.suffix in (".po", ".pot")
)
NO_WRAP = 65535  # what the setting "wrap lines only at newlines" of Weblate is


def opened(data: bytes) -> pofile:
    """Open a file as Weblate does, which uses the same library."""
    file = pofile(BytesIO(data))
    file.wrapper.width = NO_WRAP
    return file


def saved(file: pofile) -> bytes:
    """Return what is written when it is saved."""
    stream = BytesIO()
    file.serialize(stream)
    return stream.getvalue()


def entries(data: bytes) -> list[str]:
    """Return the entries of a file as they are written."""
    return data.decode().strip().split("\n\n")


def changed(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """Return each entry that is not the same, as it was and as it is."""
    pairs = zip(entries(before), entries(after), strict=True)
    return [(was, now) for was, now in pairs if was != now]


@pytest.mark.parametrize(
    "path", CATALOGS, ids=lambda path: f"{path.parts[-4]}/{path.parent.name}/{path.name}"
)
def test_open_and_save_changes_nothing(path: Path):
    """Of every file that there is: neither where lines break, nor their order, nor a comment."""
    data = path.read_bytes()
    assert saved(opened(data)) == data


def rewritten(project: Project, code: str, messages: list[Message]) -> dict[str, bytes]:
    """Return the files of a language for other texts."""
    catalog = project.catalog(code)[0]
    files = merge(messages, catalog, project.draft.layout, project.loaded.site)
    return {name: as_bytes(file) for name, file in files.items()}


def test_open_and_save_keeps_what_is_old_what_is_gone_and_who_has_read_it(small_site: Path):
    """Former sources of one line and several, with quotes; texts that left; forms of a number; marks of readers."""
    path = small_site / "translations" / "ar" / "duties.po"
    place = '#: content/duties/pay-fee.yml\nmsgctxt "duties/pay-fee:title"'
    text = path.read_text(encoding="utf-8").replace(
        place, f"# seen: a, 2031-05-01, 0123456789ab\n{place}"
    )
    path.write_text(text, encoding="utf-8")
    project, chooser = read_project(small_site, SMALL_DAY), random.Random(7)
    messages = [
        replace(each, text="\n".join(f'{line} "und" \\ mehr' for line in each.text.split("\n")))
        for each in messages_of(project.loaded)
        if chooser.random() < 0.8
    ]
    files = rewritten(project, "ar", messages)
    everything = b"".join(files.values()).decode()
    for kind in ('#| msgid "', '#| msgid ""\n', "#~ msgid ", "# seen: a", "#, fuzzy", "msgstr[5]"):
        assert kind in everything, kind
    for name, data in files.items():
        assert saved(opened(data)) == data, name


def test_who_changes_one_text_changes_one_entry(small_site: Path):
    """In the program of a translator; the rest of the file is the same, and the text is read again."""
    path = small_site / "translations" / "ar" / "duties.po"
    before = path.read_bytes()
    file = opened(before)
    (unit,) = (each for each in file.units if each.getcontext() == "duties/pay-fee:title")
    assert isinstance(unit, pounit)
    unit.target = "سدّدوا رسوم الامتحان"
    path.write_bytes(saved(file))

    ((was, now),) = changed(before, path.read_bytes())
    assert was.split("\n")[:-1] == now.split("\n")[:-1]
    project = read_project(small_site, SMALL_DAY)
    catalog, problems = load_catalog(small_site / "translations", "ar", project.locales["ar"])
    assert problems == []
    assert catalog.texts["duties/pay-fee:title"][1] == "سدّدوا رسوم الامتحان"


def test_a_changed_sentence_is_one_entry_in_each_language(built_small: Project):
    """It is fuzzy there, and has the former sentence above it."""
    before = messages_of(built_small.loaded)
    after = [
        replace(each, text="Zahlen Sie jetzt") if each.context == "duties/pay-fee:title" else each
        for each in before
    ]
    for code in ("ar", "en"):
        was, now = (rewritten(built_small, code, messages) for messages in (before, after))
        assert {name for name in was if was[name] != now[name]} == {"duties"}
        ((_, entry),) = changed(was["duties"], now["duties"])
        assert '#, fuzzy\n#| msgid "Bezahlen Sie die Prüfung"\n' in entry
        assert 'msgid "Zahlen Sie jetzt"\n' in entry
