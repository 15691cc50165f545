"""Runs problems/: each file there breaks the small site and says what its author should see."""

import json
import os
import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, SMALL_DAY, SMALL_EPOCH, copy_small_site, run
from mionido.model.site import CODE, ID
from mionido.problems import Place, Problem, explain, visible
from mionido.project import read
from mionido.publish.manifest import below
from mionido.read.memory import Memory
from mionido.read.yamlfile import Loader, read_yaml
from mionido.translate import catalogs
from mionido.translate.pofile import PoFile, read_po_file

CASES = sorted((Path(__file__).parent / "problems").glob("*.yml"))


def broken(case: dict, root: Path) -> Path:
    """Apply `change` (old text to new), `add` (whole files), `remove` and `link` to a copy of the small site."""
    for name, replacements in case.get("change", {}).items():
        path = root / name
        text = path.read_text(encoding="utf-8")
        for old, new in replacements.items():
            assert old in text, f"{name} does not contain {old!r}"
            text = text.replace(old, new, 1)
        path.unlink()
        path.write_text(text, encoding="utf-8")
    for name, text in case.get("add", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    for name in case.get("remove", []):
        (root / name).unlink()
    for name, target in case.get("link", {}).items():
        (root / name).symlink_to(target)
    return root


def with_lines(expected: list[str], root: Path) -> list[str]:
    """Replace `file:{text}` by the file and the number of the line that holds the text."""

    def line_of(match: re.Match) -> str:
        lines = (root / match[1]).read_text(encoding="utf-8").splitlines()
        return f"{match[1]}:{next(number for number, line in enumerate(lines, start=1) if match[2] in line)}"

    return [re.sub(r"^([^:]+):\{(.+?)\}(?=:\d+: )", line_of, each) for each in expected]


MEMORY = Memory()  # what did not change from one broken site to the next is not worked out again
KEPT: dict[tuple[object, ...], tuple[PoFile | None, list[Problem]]] = {}


def read_once(path: Path, name: str, cldr: str) -> tuple[PoFile | None, list[Problem]]:
    """Read a file of texts; the same one of the next broken site is not read again."""
    key = (name, cldr, path.is_file() and path.read_bytes())
    if key not in KEPT:
        KEPT[key] = read_po_file(path, name, cldr)
    return KEPT[key]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_author_sees_the_right_problem(path, small_site, monkeypatch):
    """Each mistake gives its message, at its place, and nothing else."""
    monkeypatch.setattr(catalogs, "read_po_file", read_once)
    case = yaml.load(path.read_text(encoding="utf-8"), Loader)
    root = broken(case, small_site)

    problems = read(root, SMALL_DAY, memory=MEMORY).problems

    assert [problem.headline for problem in problems] == with_lines(case["problems"], root)
    assert [problem.fix for problem in problems] == case.get(
        "fixes", [each.fix for each in problems]
    )
    assert all(problem.fix for problem in problems if problem.check != "type"), (
        "each message says how to mend it"
    )
    assert all(explain(problem, root).startswith(visible(problem.headline)) for problem in problems)


def test_there_are_enough_broken_sites():
    """The ways to go wrong that we know of are written down."""
    assert len(CASES) >= 25


def test_the_small_site_itself_has_no_problems(small_site):
    """The site that the others break is whole."""
    assert read(small_site, SMALL_DAY).problems == []


@given(
    st.text(st.characters(codec="utf-8"))
    | st.text('\x1b\x00\x9b\x7f\r\n\u202e\u2066\u200f\U000e0041a"\\\\')
)
def test_nothing_hidden_is_left_in_what_is_printed(text):
    """All but line ends, tabs and joiners of letters is seen, and JSON still says the same."""
    shown = visible(text)

    assert all(unicodedata.category(each)[0] != "C" or each in "\n\t\u200c\u200d" for each in shown)
    assert visible(shown) == shown
    assert json.loads(visible(json.dumps([text], ensure_ascii=False))) == [text]


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_words_of_a_file_cannot_look_like_another_message(file, what, fix):
    """Only our own line ends begin a line."""
    lines = explain(Place(file).error("check", what, fix=fix), Path("nowhere")).split("\n")

    assert len(lines) <= 2
    assert all(line.startswith("    fix: ") for line in lines[1:])


@given(st.text("./\\\\:~a-Z\n\x00ä 1_") | st.text())
def test_no_name_leads_out_of_its_folder(name):
    """Ids, codes and addresses in a manifest stay below the folder they are joined to, also with other capitals."""
    for form in (ID, CODE):
        if re.fullmatch(form, name):
            assert name.replace("-", "").replace("_", "").isalnum()
            assert name.isascii()
    try:
        below(name)
    except ValueError:
        return
    assert Path(os.path.normpath(f"/site/{name}")).is_relative_to("/site")
    assert os.path.normpath(f"/site/{name}") != "/site"


EVIL = "\x1b[2J\x1b]0;hello\x07\x9b31m\u202e\u2066\x7f"


def test_no_command_sends_a_file_s_characters_to_the_terminal(small_site):
    """Whatever holds them: a name, a text, a catalog, a list of answers."""
    (small_site / "content" / "terms" / f"{EVIL}.yml").write_text("official: x")
    (small_site / "content" / "duties" / "extra.yml").write_text(f"title: x{EVIL}")
    with (small_site / "translations" / "ar" / "duties.po").open("a") as catalog:
        catalog.write(f"# {EVIL}")
    (small_site / "facts.yml").write_text(f'"{EVIL}": yes')
    for command in (
        "check",
        "check --json",
        "build",
        "build --json",
        "status",
        "extract",
        "prove",
        "answer facts.yml",
    ):
        result = run("mionido", *command.split(), cwd=small_site, epoch=SMALL_EPOCH)
        assert result.returncode == 1
        said = result.stdout + result.stderr
        assert "\\u001b" in said
        assert visible(said) == said, command
    result = run("mkdocs", "build", "--strict", cwd=small_site, epoch=SMALL_EPOCH)
    assert result.returncode == 1
    said = re.sub(r"\x1b\[\d*m", "", result.stdout + result.stderr)  # MkDocs' own colours
    assert visible(said) == said


NO_ADDRESS = "is not the address of a site|URL isn't valid"  # in the words of mionido, or of MkDocs
# What is typed or stands in a file, and the one line that is said about it.
PLAIN = {
    "an argument": (["mionido", "build", "\x1b[31mEVIL\x9b"], {}, "Error: what is "),
    "an option": (["mionido", "--x\x1b[31m\x9b"], {}, "Error: No such option"),
    "an empty base": (["mionido", "review", ""], {}, 'Error: "" is neither a folder nor a commit'),
    "half an address": (["mionido", "verify", "http://[::1"], {}, "Error: http://[::1"),
    "half an old address": (["mionido", "changed", "http://[::1"], {}, "Error: http://[::1"),
    "an address with a space": (["mionido", "changed", "http://a b\x1b"], {}, "Error: http://a b"),
    "a long name": (["mionido", "build", "--site-dir", "x" * 300], {}, "Error: File name too long"),
    "a long name to MkDocs": (
        ["mkdocs", "build", "--site-dir", "x" * 300],
        {},
        "File name too long",
    ),
    **{
        f"{command} with {url!r}": (
            [command, "build"],
            {"SITE_URL": url},
            NO_ADDRESS,
        )
        for command in ("mionido", "mkdocs")
        for url in (
            "javascript:alert(1)//",
            "javascript://x/%0a",
            "//evil.com",
            "https://a\x1b\x9b.nl/",
            "http://a.nl",
            "https://a.nl:99999999999999999999/",
        )
    },
    # MkDocs itself stumbles over these two before it loads anything of ours.
    **{
        f"mionido with {url!r}": (["mionido", "build"], {"SITE_URL": url}, NO_ADDRESS)
        for url in ("https://a[", "https://[::1")
    },
    **{
        f"settings {text!r}": (
            ["mionido", "build"],
            {"mkdocs.yml": text},
            f"Error: mkdocs.yml {what}",
        )
        for text, what in {
            "- a": "is not a list of settings",
            "site_url: [a]": "says ",
            "INHERIT: 3": "inherits ",
        }.items()
    },
    "settings that are a folder": (
        ["mionido", "build"],
        {"mkdocs.yml": None},
        "Error: mkdocs.yml cannot be read",
    ),
    "languages that are a folder": (
        ["mionido", "check"],
        {"translations/locales.yml": None},
        "is a folder",
    ),
    "a catalog that is a folder": (
        ["mionido", "check"],
        {"translations/ar/duties.po": None},
        "is a folder",
    ),
    "a catalog, not built": (
        ["mionido", "build", "--lang", "de"],
        {"translations/ar/duties.po": None},
        "Error: Is a directory",
    ),
    "a template of catalogs": (
        ["mionido", "extract"],
        {"translations/templates/duties.pot": None},
        "Error: Is a directory",
    ),
    "a mistake in a template": (
        ["mkdocs", "build"],
        {"overrides/pages/home.html": "{% if '\x1b' %}\n"},
        "template",
    ),
}


@pytest.mark.parametrize("case", PLAIN)
def test_what_nobody_foresees_is_a_plain_message(tmp_path, monkeypatch, case):
    """No traceback, nothing that steers a terminal, and exit code 1 or 2."""
    command, given, message = PLAIN[case]
    root, url = copy_small_site(tmp_path / "root", own_overrides=True), given.get("SITE_URL", "")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        config.replace(str(ROOT / "overrides"), "overrides"), encoding="utf-8"
    )
    for name in given.keys() - {"SITE_URL"}:
        (root / name).unlink(missing_ok=True)
        (root / name).write_text(given[name], encoding="utf-8") if given[name] else (
            root / name
        ).mkdir()

    result = run(*command, cwd=root, epoch=SMALL_EPOCH, site_url=url)

    said = result.stdout + result.stderr
    said = (
        re.sub(r"\x1b\[\d*m", "", said) if command[0] == "mkdocs" else said
    )  # MkDocs' own colours
    assert result.returncode in (1, 2), said
    assert any(each in said for each in message.split("|")), said
    assert "Traceback" not in said
    assert visible(said) == said


def test_no_name_forges_a_line(small_site):
    """A line of its own could say that all is well."""
    site, locales = small_site / "content" / "site.yml", small_site / "translations" / "locales.yml"
    forged = "\n0 errors, 0 warnings"
    about = yaml.safe_load(site.read_text(encoding="utf-8")) | {
        "repository": f"https://example.org{forged}"
    }
    site.write_text(yaml.safe_dump(about, allow_unicode=True), encoding="utf-8")
    assert (
        forged not in run("mionido", "check", "--links", cwd=small_site, epoch=SMALL_EPOCH).stdout
    )
    names = yaml.safe_load(locales.read_text(encoding="utf-8"))
    names["ar"]["name"] = f"x{forged}"
    locales.write_text(yaml.safe_dump(names, allow_unicode=True), encoding="utf-8")
    for command in (["status"], ["check"]):
        result = run("mionido", *command, cwd=small_site, epoch=SMALL_EPOCH)
        assert not re.search(r"(?m)^\W*0 errors", result.stdout + result.stderr), command


LARGE = ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "a: " + "x" * 900_000, "x" * 2_000_000]
LARGE += ["".join(f"k{number}: 1\n" for number in range(50_000)), "- a\n" * 200_000]
SIZES = ["brackets", "lists", "braces", "text", "file", "keys", "values"]


@pytest.mark.parametrize("text", LARGE, ids=SIZES)
def test_what_is_too_deep_or_too_large_is_one_message(tmp_path, text):
    """And at once, where Python itself came to an end (signal 11)."""
    (tmp_path / "large.yml").write_text(text)

    file = read_yaml(tmp_path / "large.yml", "large.yml")

    assert [problem.check in ("yaml", "size") for problem in file.problems] == [True]
    assert len(explain(file.problems[0], tmp_path)) < 500


def test_a_folder_with_too_many_files_is_one_message(small_site, monkeypatch):
    """Nothing in it is read."""
    monkeypatch.setattr("mionido.read.content.MOST_FILES", 50)

    problems = read(small_site, SMALL_DAY).problems

    assert [each.headline for each in problems if each.place.file == "content"] == [
        "content:1:1: error: there are more than 50 files here [size]"
    ]
    assert {each.check for each in problems} == {"size"}


@pytest.mark.parametrize(
    "place", ["overrides/assets/key.txt", "overrides/pages/home.html", "content/site.yml"]
)
@pytest.mark.parametrize("command", ["mionido", "mkdocs"])
def test_a_link_is_never_followed(tmp_path, place, command):
    """Neither published nor quoted: what it leads to is nobody's business."""
    root = copy_small_site(tmp_path / "root", own_overrides=True)
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        config.replace(str(ROOT / "overrides"), "overrides"), encoding="utf-8"
    )
    (tmp_path / "secret").write_text("my private key")
    (root / place).unlink(missing_ok=True)
    (root / place).symlink_to(tmp_path / "secret")

    result = run(command, "build", cwd=root, epoch=SMALL_EPOCH)

    assert result.returncode == 1
    assert f"{place}:1:1: error: this is a symbolic link [link]" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert "private" not in result.stdout + result.stderr
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    "place", [".schemas", ".schemas/duties.json", ".vscode", ".vscode/settings.json"]
)
def test_nothing_outside_the_project_is_written(small_site, place):
    """A schema that is a link would replace what it leads to."""
    outside = small_site.parent / "outside"
    (outside / ".vscode").mkdir(parents=True)
    (outside / "notes").write_text("{}")
    (small_site / place).parent.mkdir(exist_ok=True)
    (small_site / place).symlink_to(outside / ("notes" if "." in place[1:] else ".vscode"))

    result = run("mionido", "schema", cwd=small_site)

    assert result.returncode == 1
    assert result.stderr.endswith("is a symbolic link. Put the file itself there.\n")
    assert (outside / "notes").read_text() == "{}"
    assert [*(outside / ".vscode").iterdir()] == []


@pytest.mark.parametrize("text", ["{", "[]", "[" * 100_000, ""])
def test_settings_that_are_none_are_a_plain_message(small_site, text):
    """They are not replaced: somebody wrote them."""
    (small_site / ".vscode").mkdir()
    (small_site / ".vscode" / "settings.json").write_text(text)

    result = run("mionido", "schema", cwd=small_site)

    assert result.returncode == 1
    assert "Mend or delete it." in result.stderr
    assert (small_site / ".vscode" / "settings.json").read_text() == text


def test_a_language_with_a_country_is_a_language(small_site):
    """The strict form of codes is that of BCP 47: fa-AF is Dari, and its page says so."""
    with (small_site / "translations" / "locales.yml").open("a") as locales:
        locales.write("fa-AF: {name: دری, direction: rtl, status: public}\n")
    assert run("mionido", "extract", cwd=small_site, epoch=SMALL_EPOCH).returncode == 0

    result = run("mionido", "build", cwd=small_site, epoch=SMALL_EPOCH)

    assert result.returncode == 0, result.stderr
    assert 'lang="fa-AF"' in (small_site / "site" / "fa-AF" / "index.html").read_text(
        encoding="utf-8"
    )
