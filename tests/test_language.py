"""A new language in one command, also one that CLDR or MkDocs does not know."""

from pathlib import Path

import pytest
import yaml
from mkdocs_static_i18n.config import I18nPluginLanguage

from conftest import ROOT, SMALL_EPOCH, run

LOCALES = "translations/locales.yml"
# What is said to the command -> what the entry says then.
LANGUAGES = {
    ("fr",): {"name": "Français"},
    ("fa-AF", "--falls-back-to", "en"): {
        "name": "دری",
        "direction": "rtl",
        "falls_back_to": "en",
    },
    ("ku-Latn-TR", "--name", "Kurmancî"): {"name": "Kurmancî", "build": "ku-XA"},
    ("sdh", "--name", "کوردی", "--direction", "rtl", "--cldr", "ckb"): {
        "name": "کوردی",
        "direction": "rtl",
        "cldr": "ckb",
        "build": "sd-XA",
    },
}
FILES = ["documents", "doors", "interface", "jurisdiction", "site"]  # in which tier A stands
REFUSED = {
    ("ar",): ['"ar" is in translations/locales.yml already. Nothing was changed.'],
    ("../x",): ['"../x" is not the code of a language: write'],
    ("zz",): ["CLDR does not know", "--name Romani", "--direction ltr", "--cldr ro"],
    ("zz", "--name", "Zz", "--direction", "ltr"): ["such as  --cldr ro"],
    ("zz", "--name", "Zz", "--direction", "ltr", "--cldr", "zz"): ["Give another one to  --cldr"],
    ("fr", "--falls-back-to", "eng"): ['did you mean "en"?'],
    ("fr", "--name", "www.example.org"): ["an address does not belong in a text"],
}


def language(root: Path, *arguments: str) -> tuple[int, str]:
    """Run the command; return its exit code and all that it said."""
    result = run("mionido", "language", *arguments, cwd=root, epoch=SMALL_EPOCH)
    return result.returncode, result.stdout + result.stderr


def files(root: Path) -> dict[str, bytes]:
    """Return what each file of a law holds, but its looks."""
    folders = (root / "content", root / "translations", root / ".github")
    paths = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def owned(small_site: Path) -> Path:
    """Return a law of which each language has people who are asked."""
    (small_site / ".github").mkdir()
    lines = "# Who is asked.\n/translations/ar/  @law/language-ar\n/translations/ @law/all\n"
    (small_site / ".github" / "CODEOWNERS").write_text(lines, encoding="utf-8")
    return small_site


@pytest.mark.parametrize("said", LANGUAGES, ids=lambda said: said[0])
def test_one_command_begins_a_language(owned, said):
    """Entry, files with what is needed first, words to watch, owner; nothing is wrong, and MkDocs takes its code."""
    code, before = said[0], files(owned)
    exit_code, told = language(owned, *said)
    assert exit_code == 0, told
    assert f"translations/{code}/interface.po" in told

    entry = yaml.safe_load((owned / LOCALES).read_text(encoding="utf-8"))[code]
    assert entry == {**LANGUAGES[said], "files": FILES, "status": "draft"}
    settings = {"locale": entry.get("build", code), "name": entry["name"], "build": True}
    plugin = I18nPluginLanguage()
    plugin.load_dict(settings)
    assert plugin.validate() == ([], [])
    after = files(owned)
    new = {f"translations/{code}/{name}.po" for name in FILES} | {f"content/wording/{code}.yml"}
    assert after.keys() - before.keys() == new
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {LOCALES, ".github/CODEOWNERS"}
    owners = after[".github/CODEOWNERS"].decode().splitlines()
    assert owners[-1].split() == [f"/translations/{code}/", f"@law/language-{code}"]
    for name in new - {f"content/wording/{code}.yml"}:
        assert b'"Plural-Forms: nplurals=' in after[name], name

    checked = run("mionido", "check", cwd=owned, epoch=SMALL_EPOCH)
    assert checked.stdout == "0 errors, 0 warnings\n", checked.stderr
    assert run("mionido", "extract", cwd=owned, epoch=SMALL_EPOCH).stdout.count("\n") == 1
    assert files(owned) == after


@pytest.mark.parametrize("said", REFUSED, ids=" ".join)
def test_what_is_missing_is_asked_for_all_at_once(owned, said):
    """In words, and nothing is written."""
    before = files(owned)
    exit_code, told = language(owned, *said)
    assert exit_code == 1
    for words in REFUSED[said]:
        assert words in told
    assert "Traceback" not in told
    assert files(owned) == before


def test_its_words_to_watch_show_those_of_the_source(owned):
    """Who takes the marks away has a file that is read."""
    language(owned, "fr")
    path = owned / "content" / "wording" / "fr.yml"
    text = path.read_text(encoding="utf-8")
    assert "#   must: [] # muss, müssen\n" in text
    begin = text.index("# says:")
    written = text[begin:].replace("# says:", "says:").replace("\n#   must: []", "\n  must: [doit]")
    path.write_text(text[:begin] + written, encoding="utf-8")
    checked = run("mionido", "check", cwd=owned, epoch=SMALL_EPOCH)
    assert checked.stdout == "0 errors, 0 warnings\n", checked.stderr


def test_the_owners_of_the_project_have_a_line_to_copy():
    """The command finds who is asked of a language where the project says it."""
    lines = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("/translations/en/ ") for line in lines)
