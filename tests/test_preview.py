"""What a pull request tells its translators, and what a stranger cannot do with it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from conftest import ROOT, SMALL_EPOCH, copy_small_site, run, serving
from mionido.commands.review.comment import LONGEST_COMMENT, as_comment, languages_in
from mionido.commands.review.post import NOTHING, UNREADABLE

WORKFLOWS = ROOT / ".github" / "workflows"
RUN = "https://github.example/law/site/actions/runs/7"
ROBOT, STRANGER = "github-actions[bot]", "stranger"
TITLE = "duties/pay-fee:title"


def steps(name: str, job: str) -> list[str]:
    """Return the commands of a job."""
    workflow = yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))
    return [step["run"] for step in workflow["jobs"][job]["steps"] if "run" in step]


def git(root: Path, *arguments: str) -> None:
    """Run git as somebody."""
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a law in whose Arabic somebody proposes to say one thing otherwise, and makes a mistake in another."""
    root = copy_small_site(tmp_path_factory.mktemp("proposed") / "site", own_overrides=True)
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "one")
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    change(root, 'msgstr "ادفعوا رسوم الامتحان"', 'msgstr "سدّدوا رسوم الامتحان"')
    change(root, 'msgstr "رسوم الامتحان {exam_fee}."', 'msgstr "رسوم الامتحان الآن {exam_fee}."')
    (root / ".venv").symlink_to(Path(sys.executable).parent.parent)
    return root


def change(root: Path, old: str, new: str) -> None:
    """Replace something that the Arabic duties say once."""
    path = root / "translations" / "ar" / "duties.po"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(root: Path, lang: str, *arguments: str, base: str = "HEAD") -> str:
    """Return what the translators of a language are told."""
    result = run("mionido", "review", base, "--lang", lang, *arguments, cwd=root, epoch=SMALL_EPOCH)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_translators_read_what_they_did_as_readers_will_see_it(proposed: Path):
    """Old and new words with the value of today, the line where they stand, how far they are, and the page."""
    said = told(proposed, "ar")
    assert said.startswith("## `العربية (ar)`\n\n**Nothing is broken.**\n")
    assert "Texts that say something else now: 2.\n" in said
    assert "- `ar/duties/pay-fee.html`\n" in said
    block = said[said.index("- `duties/pay-fee:summary`") :].replace("\xa0", " ")
    written = (proposed / "translations" / "ar" / "duties.po").read_text(encoding="utf-8")
    line = written.split("\n").index('msgstr "رسوم الامتحان الآن {exam_fee}."') + 1
    lines = [line.strip() for line in block.splitlines()[:4]]
    assert lines == [
        f"- `duties/pay-fee:summary` `translations/ar/duties.po:{line}` made by a machine, or not yet read by anybody",
        "- source: `Die Prüfung kostet 120 CHF.`",
        "- before: `رسوم الامتحان 120 CHF.`",
        "- now: `رسوم الامتحان الآن 120 CHF.`",
    ]
    assert told(proposed, "en") == "Nothing changes in en.\n"
    assert (
        run("mionido", "review", "HEAD", "--lang", "xx", cwd=proposed, epoch=SMALL_EPOCH).returncode
        == 2
    )


def test_what_is_broken_stands_first_with_how_to_mend_it(small_site: Path):
    """With its line; and what became outdated because the source changed is counted."""
    before = copy_small_site(small_site.parent / "before")
    change(small_site, "امتحان {exam_fee}.", "امتحان {exam_fee} www.example.org")
    change(small_site, "ادفعوا في [", "ادفعوا www.example.org في [")
    path = small_site / "content" / "duties" / "pass-exam.yml"
    text = path.read_text(encoding="utf-8").replace("title: Machen Sie", "title: Machen Sie jetzt")
    path.write_text(text, encoding="utf-8")
    data = json.loads(told(small_site, "ar", "--json", base=str(before)))
    assert data["states"]["outdated"] == [0, 1]
    assert {each["level"] for each in data["broken"]} == {"error"}
    said = as_comment("ar", data)
    broken = said.index("**Broken: ")
    assert said.index("an address does not belong in a text") > broken
    assert said.count("\n- `translations/ar/duties.po:") == 2
    assert said.count("how to mend it: `") == 1, "what mends both is said once"
    assert "- outdated, because the source changed: 0 before, 1 now\n" in said


def test_the_steps_of_the_workflow_make_report_and_pages(proposed: Path):
    """As GitHub runs them: a summary, data for each language that changes, and its pages beside the source."""
    summary = proposed.parent / "summary.md"
    given = {
        "GITHUB_BASE_REF": "main",
        "GITHUB_STEP_SUMMARY": str(summary),
        "SOURCE_DATE_EPOCH": SMALL_EPOCH,
    }
    for step in steps("review.yml", "review"):
        if "mionido" in step:
            subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", step],
                cwd=proposed,
                env={**os.environ, **given, "PYTHONPATH": str(ROOT / "hooks")},
                check=True,
                capture_output=True,
            )
    assert "What this changes for readers" in summary.read_text(encoding="utf-8")
    left = json.loads((proposed / "for-translators.json").read_text(encoding="utf-8"))
    assert ([*left], left["source"], [*languages_in(left)]) == (["source", "ar"], "de", ["ar"])
    page = (proposed / "preview" / "ar" / "duties" / "pay-fee.html").read_text(encoding="utf-8")
    assert "سدّدوا رسوم الامتحان" in page
    assert (proposed / "preview" / "de" / "duties" / "pay-fee.html").exists()
    assert not (proposed / "preview" / "en").exists()


class GitHub:
    """A repository with one open pull request, that remembers its comments."""

    def __init__(self) -> None:
        """Begin with a comment of a stranger that looks like ours."""
        self.asked: list[str] = []
        self.comments: dict[int, dict[str, Any]] = {}
        self.add(STRANGER, "<!-- mionido: ar -->\nfrom me")

    def add(self, who: str, body: str) -> None:
        """Keep a comment."""
        number = len(self.comments) + 1
        self.comments[number] = {"id": number, "user": {"login": who}, "body": body}

    def answer(self, method: str, path: str, body: dict[str, str]) -> object:
        """Answer as GitHub does."""
        self.asked.append(f"{method} {path}")
        if path.startswith("/repos/law/site/pulls?"):
            return [{"number": 5, "head": {"sha": "new"}}]
        if method == "POST" and path == "/repos/law/site/issues/5/comments":
            self.add(ROBOT, body["body"])
        elif match := re.fullmatch(r"/repos/law/site/issues/comments/(\d+)", path):
            self.comments[int(match[1])]["body"] = body["body"]
        elif path == "/repos/law/site/issues/5/comments?per_page=100&page=1":
            return [*self.comments.values()]
        return {}

    def of(self, who: str) -> list[str]:
        """Return what somebody has written."""
        return [each["body"] for each in self.comments.values() if each["user"]["login"] == who]


@pytest.fixture
def github() -> Iterator[tuple[GitHub, str]]:
    """Return such a repository, and its address."""
    repository = GitHub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            assert self.headers["Authorization"] == "Bearer secret"
            said = json.dumps(repository.answer(self.command, self.path, body)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_POST = do_PATCH = do_GET

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with serving(Handler) as address:
        yield repository, address


def post(folder: Path, address: str, data: str | None, commit: str = "new", site: str = "") -> str:
    """Run the step of the workflow that writes, with a Python that has nothing installed; return what it said."""
    (folder / "left").mkdir(exist_ok=True)
    left = folder / "left" / "for-translators.json"
    left.unlink(missing_ok=True)
    if data is not None:
        left.write_text(data, encoding="utf-8")
    (step,) = steps("preview.yml", "comment")
    command, *arguments = step.split()
    assert command == "python3"
    given = {"GITHUB_API_URL": address, "GITHUB_REPOSITORY": "law/site", "GITHUB_TOKEN": "secret"}
    given |= {"HEAD": "them:a&b=c#d/$(id)", "COMMIT": commit, "RUN": RUN, "PREVIEW_URL": site}
    result = subprocess.run(
        [sys.executable, "-S", *arguments],
        cwd=folder,
        env={**given, "PYTHONPATH": str(ROOT / "hooks")},
        check=True,
        capture_output=True,
        text=True,
    )
    return result.stderr


def test_each_language_has_one_comment_that_is_kept_up_to_date(tmp_path: Path, github):
    """Nobody else's is touched; one that has nothing more to say says so; an old commit says nothing."""
    repository, address = github
    both = json.dumps({"ar": {"name": "العربية (ar)", "pages": ["ar/law.html"]}, "en": {}})
    post(tmp_path, address, both)
    assert (
        "GET /repos/law/site/pulls?state=open&head=them%3Aa%26b%3Dc%23d%2F%24%28id%29"
        in repository.asked
    )
    first, second = repository.of(ROBOT)
    assert first.startswith("<!-- mionido: ar -->\n## `العربية (ar)`\n")
    assert "- `ar/law.html`\n" in first
    assert f"take `preview` from the [files of this run]({RUN}#artifacts)" in first
    assert second.startswith("<!-- mionido: en -->\n## `en`\n")

    one = json.dumps({"ar": {"name": "x", "pages": ["ar/law.html"]}})
    post(tmp_path, address, one, site="https://pr-NUMBER.example.org/")
    first, second = repository.of(ROBOT)
    assert "- [ar/law.html](https://pr-5.example.org/ar/law.html)\n" in first
    assert second == f"<!-- mionido: en -->\n{NOTHING}\n"
    asked = len(repository.asked)
    assert "no open pull request" in post(tmp_path, address, both, commit="old")
    assert len(repository.asked) == asked + 1
    assert repository.of(STRANGER) == ["<!-- mionido: ar -->\nfrom me"]


@pytest.mark.parametrize(
    "data", [None, "", "{", "[" * 100_000, '{"ar": ' + " " * 5_000_001 + "{}}"]
)
def test_what_cannot_be_read_is_said(tmp_path: Path, github, data: str | None):
    """No file, half a file, one that is deep, one that is long."""
    repository, address = github
    post(tmp_path, address, data)
    assert repository.of(ROBOT) == [f"<!-- mionido: all -->\n{UNREADABLE}\n\n{RUN}\n"]


EVIL = (
    "@everyone ![x](https://evil.example/p.png) [y](javascript:1) <img src=x> `` #1 https://evil.example"
    "\n\n# big\n- @you \x1b[2J \u202e"
)
HOSTILE = {
    "name": EVIL,
    "states": {"machine": [EVIL, 1], "one": [1, True], "two": [2, 3], EVIL: [1, 2], "outdated": 7},
    "broken": [
        {"level": EVIL, "place": EVIL, "what": EVIL, "fix": EVIL},
        EVIL,
        None,
        {"what": [EVIL]},
    ],
    "texts": [
        dict.fromkeys(("where", "place", "state", "source", "before", "now"), EVIL)
        | {"remarks": [EVIL, 1]},
        3,
    ],
    "pages": [
        EVIL,
        "javascript:alert(1).html",
        "../../x.html",
        "//evil.example/x.html",
        "ar/law.html)[x](//e.html",
        "ar/law.html",
    ],
}


def test_words_of_a_stranger_do_nothing(tmp_path: Path, github):
    """Whatever stands in the file that a change leaves: each is quoted as code, and no link but ours is there."""
    repository, address = github
    data = {"ar": HOSTILE, "../../x": HOSTILE, EVIL: HOSTILE, "en": [], "ti": EVIL}
    post(tmp_path, address, json.dumps(data), site="https://pr-NUMBER.example.org/")
    (said,) = repository.of(ROBOT)
    links, spoken = set(), []
    for token in MarkdownIt("commonmark").enable(["table"]).parse(said.partition("\n")[2]):
        assert token.type != "html_block"
        for part in token.children or ():
            assert part.type in {
                "text",
                "code_inline",
                "softbreak",
                "strong_open",
                "strong_close",
                "link_open",
                "link_close",
            }
            links |= {part.attrs["href"]} if part.type == "link_open" else set()
            spoken += [part.content] if part.type == "text" else []
    assert links == {"https://pr-5.example.org/ar/law.html"}
    assert [each for each in spoken if re.search(r"[@#<>]|evil|://|big", each)] == []
    assert not re.search("[\x1b\u202e]", said)
    assert "- read by two people: 2 before, 3 now" in said
    assert [*languages_in(data)] == ["ar"]


def test_a_comment_is_never_longer_than_github_takes():
    """However much a stranger leaves; how much there is more is said."""
    many = {
        "texts": [{"where": "`" * 3000, "now": "x" * 3000}] * 10_000,
        "pages": ["ar/law.html"] * 10_000,
    }
    said = as_comment("ar", {**many, "broken": [{"what": "x" * 9000, "fix": "y" * 9000}] * 10_000})
    assert len(said) < 65_000
    assert "- and 9980 more: `mionido check` says all\n" in said
    assert "for which there is no room here" in said
    assert LONGEST_COMMENT < 65_000
