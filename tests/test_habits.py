"""What people and robots hold to when they change the project is still true: owners, forms, locks, versions, rights."""

import json
import re
import subprocess
import sys
import tomllib
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from mionido.commands.cli import COMMANDS

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
VERSION = re.compile(r"^## (?:(Unreleased)|(\d+\.\d+\.\d+), (\d{4}-\d\d-\d\d))$")
GUIDES = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "content/README.md",
    "translations/README.md",
    "overrides/README.md",
    "hooks/README.md",
    "tests/README.md",
]
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-audit.txt"]
# Of the kind of record that hooks/README.md adds as an example.
# The last is in no language yet.
INVENTED = {"content/tools/", "overrides/pages/tool.html", "audio.yml"}
# A step may name these in a command: each is one of a few words of our own.
OWN_WORDS = {"matrix.target"}


def read_yaml(path: Path) -> Any:
    """Return what a file of settings holds."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def owners() -> dict[str, list[str]]:
    """Return each pattern of CODEOWNERS with who is asked."""
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    return {
        line.split()[0]: line.split()[1:] for line in lines if line and not line.startswith("#")
    }


def test_every_path_with_an_owner_exists():
    """GitHub says nothing about a line that fits no file any more."""
    for pattern, teams in owners().items():
        assert list(ROOT.glob(pattern.strip("/"))), f"CODEOWNERS: {pattern} fits nothing"
        assert pattern.endswith("/") <= (ROOT / pattern.strip("/")).is_dir(), (
            f"CODEOWNERS: {pattern} is no folder"
        )
        assert teams, f"CODEOWNERS: {pattern} has no owner"
        assert all(re.fullmatch(r"@[\w-]+(/[\w-]+)?", team) for team in teams)


def test_every_room_and_every_language_has_an_owner():
    """A new room or language says who looks at it; the source language is written in content/."""
    rooms = {
        f"/hooks/mionido/{each.name}/"
        for each in (ROOT / "hooks" / "mionido").iterdir()
        if (each / "__init__.py").exists()
    }
    languages = read_yaml(ROOT / "translations" / "locales.yml").items()
    catalogs = {
        f"/translations/{code}/" for code, locale in languages if locale["status"] != "source"
    }

    found = {
        pattern for pattern in owners() if pattern.startswith(("/hooks/mionido/", "/translations/"))
    }
    assert found - {"/translations/"} == rooms | catalogs


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_for_issues_is_one_that_github_shows(path: Path):
    """GitHub drops a form with a mistake in it without a word to the one who wanted to report."""
    form = read_yaml(path)
    assert {"name", "description", "title", "labels", "body"} == set(form)
    ids = [each["id"] for each in form["body"] if each["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 0
    for each in form["body"]:
        assert set(each) <= {"type", "id", "attributes", "validations"}
        assert each["type"] in {"markdown", "input", "textarea", "dropdown"}
        assert each["attributes"]["value" if each["type"] == "markdown" else "label"]
        assert set(each.get("validations", {})) <= {"required"}
        if each["type"] == "dropdown":
            options = each["attributes"]["options"]
            assert all(isinstance(option, str) for option in options)
            assert len(options) == len(set(options)) > 1


def test_there_is_a_form_for_each_reason_to_write():
    """And the doors beside the forms lead to this project."""
    assert [path.stem for path in FORMS] == ["1-page", "2-translation", "3-law", "4-program"]
    repository = read_yaml(ROOT / "content" / "site.yml")["repository"]
    doors = read_yaml(GITHUB / "ISSUE_TEMPLATE" / "config.yml")["contact_links"]
    assert [each["url"] for each in doors if not each["url"].startswith(f"{repository}/")] == []
    assert f"<{repository}/security/advisories/new>" in (ROOT / "SECURITY.md").read_text(
        encoding="utf-8"
    )


def test_the_lock_of_the_linters_holds_a_hash_for_each_and_no_registry():
    """So that it does not matter which registry gives them."""
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}

    assert lock["packages"][""]["devDependencies"] == package["devDependencies"]
    assert [
        each for each in package["devDependencies"].values() if not re.fullmatch(r"[\d.]+", each)
    ] == []
    assert [
        name
        for name, each in packages.items()
        if not each.get("integrity", "").startswith("sha512-")
    ] == []
    assert [name for name, each in packages.items() if "resolved" in each] == []


@pytest.mark.parametrize("name", LOCKS)
def test_the_locks_of_python_name_no_registry(name: str):
    """A package is known by its hash."""
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z].*", text, flags=re.M)
    assert "--hash=sha256:" in text
    assert [line for line in packages if not re.fullmatch(r"[\w.-]+==[\w.]+ \\", line)] == []
    assert "://" not in text


def test_each_action_is_named_by_its_commit():
    """A tag can be moved by whoever takes over an account; the version beside it is for people and dependabot."""
    uses = [
        line
        for path in WORKFLOWS
        for line in re.findall(r"uses: *(.*)", path.read_text(encoding="utf-8"))
    ]
    assert uses
    assert [
        each
        for each in uses
        if not re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)
    ] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_gives_no_more_rights_than_a_job_needs(path: Path):
    """No rights for all, few for each job; no password left on the disk; nothing foreign inside a command."""
    workflow = read_yaml(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"], name
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, name
            filled = re.findall(r"\$\{\{ *([^}]*?) *\}\}", step.get("run", ""))
            assert set(filled) <= OWN_WORDS, (
                f"{name}: {filled} may hold a command; give it as a variable"
            )


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_runs_code_of_a_change_can_only_read(path: Path):
    """A job that may write or publish only calls actions, or runs the main branch after the run of the change."""
    workflow = read_yaml(path)
    is_of_main = [*workflow[True]] == ["workflow_run"]  # YAML takes the word "on" for true
    for name, job in workflow["jobs"].items():
        may_write = set(job["permissions"].values()) != {"read"}
        assert not (may_write and any("run" in step for step in job["steps"])) or is_of_main, name
        for step in job["steps"] if is_of_main else ():
            assert not step.get("uses", "").startswith("actions/cache"), name
            assert not {"ref", "repository"} & set(step.get("with", {})), name
            assert not re.search(r"\beval\b|\bsource\b|make|pip|npm|\.venv", step.get("run", "")), (
                name
            )


def test_the_main_branch_takes_nothing_that_a_pull_request_kept():
    """A change can run what it likes, and what it leaves behind is nowhere taken for ours; it may begin with ours."""
    job = read_yaml(GITHUB / "workflows" / "site.yml")["jobs"]["part"]
    names = re.fullmatch(
        r"part-\$\{\{ github\.event\.pull_request\.number \|\| '(\w+)' \}\}", job["env"]["KEPT"]
    )
    (kept,) = (step["with"] for step in job["steps"] if "actions/cache" in step.get("uses", ""))
    assert kept["key"].startswith("${{ env.KEPT }}-")
    own, ours = kept["restore-keys"].split("\n")
    assert own.startswith("${{ env.KEPT }}-")
    assert ours.startswith(f"part-{names[1]}-")
    assert kept["path"].split("\n") == ["parts", ".site.known"]


def test_what_is_published_is_read_again_and_comes_with_its_parts():
    """The site as readers get it is compared with the build; what it was made with is kept beside it."""
    jobs = read_yaml(GITHUB / "workflows" / "site.yml")["jobs"]
    checks = [step.get("run", "") for step in jobs["verify"]["steps"]]
    assert jobs["verify"]["needs"] == "publish"
    assert any("mionido verify" in each for each in checks)
    assert {"run": "make bill"} in jobs["site"]["steps"]
    for step in (step for job in jobs.values() for step in job["steps"]):
        if re.match("actions/upload-(pages-)?artifact@", step.get("uses", "")):
            is_of_site = step["with"].get("name") != "bill-of-materials"
            assert step["with"].get("include-hidden-files", False) is is_of_site


def test_each_lock_is_asked_about_and_billed():
    """What the site, the tests and the linters are made with; holes in it are looked for each week."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("bill", "advisories"):
        recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, flags=re.M)[1]
        assert {*re.findall(r"requirements\S*\.txt", recipe)} == {*LOCKS[:2]}
        assert "npm" in recipe
    weekly = read_yaml(GITHUB / "workflows" / "advisories.yml")
    assert weekly["jobs"]["advisories"]["steps"][-1] == {"run": "make advisories"}
    assert weekly[True]["schedule"]  # YAML takes the word "on" for true


def test_each_threat_has_a_test_that_is_there():
    """Whoever reads what stops an attack can look; what was renamed is named so there, too."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("| **")]
    files = (ROOT / "tests").glob("test_*.py")
    written = "".join(path.read_text(encoding="utf-8") for path in files)
    there = set(re.findall(r"^def (test_\w+)\(", written, flags=re.M))

    assert len(rows) >= 15
    for who, _, shown, _ in rows:
        names = re.findall(r"`([^`]+)`", shown)
        assert names, who
        data = {name for name in names if name.startswith("tests/")}
        assert sorted({*names} - data - there) == [], who
        assert sorted(name for name in data if not (ROOT / name).is_file()) == [], who


def test_what_robots_keep_new_is_what_there_is():
    """Python, the linters and the actions; each week."""
    updates = read_yaml(GITHUB / "dependabot.yml")["updates"]
    assert {each["package-ecosystem"] for each in updates} == {"pip", "npm", "github-actions"}
    assert {(each["directory"], each["schedule"]["interval"]) for each in updates} == {
        ("/", "weekly")
    }


def test_what_is_looked_at_before_a_commit_is_what_make_looks_at():
    """The same tools with the same settings, from the same place."""
    settings = ROOT / ".pre-commit-config.yaml"
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(settings)]
    assert subprocess.run(command, check=False, capture_output=True, text=True).stdout == ""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(BIN)", ".venv/bin")
    # Before a commit only the files in it are looked at; `make` names the folders.
    recipes = re.sub(r'( hooks tests| "\S+")$', "", makefile, flags=re.M).split("\n\t")
    entries = [hook["entry"] for repo in read_yaml(settings)["repos"] for hook in repo["hooks"]]
    assert {each.removesuffix(" --force-exclude") for each in entries} <= {
        line.splitlines()[0] for line in recipes
    }


def test_the_newest_release_is_the_version_of_the_package():
    """Each release has a version and a day, the newest first; what came after it stands above, unreleased."""
    headings = re.findall(
        r"^## .*", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.M
    )
    matches = [VERSION.match(heading) for heading in headings]
    assert all(matches), headings
    assert [bool(match[1]) for match in matches[1:]] == [False] * (len(headings) - 1)
    releases = [match for match in matches if match[2]]
    versions = [tuple(map(int, match[2].split("."))) for match in releases]
    days = [date.fromisoformat(match[3]) for match in releases]
    assert versions == sorted(set(versions), reverse=True)
    assert days == sorted(days, reverse=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert releases[0][2] == project["version"]


def test_each_decision_has_its_day():
    """So that one sees what was known then; and none stands there twice."""
    lines = re.findall(r"^- .*", (ROOT / "DECISIONS.md").read_text(encoding="utf-8"), flags=re.M)
    days = [re.match(r"- (\d{4}-\d\d-\d\d) \*\*", line) for line in lines]
    assert [line for line, day in zip(lines, days, strict=True) if not day] == []
    subjects = [line.split("**")[1] for line in lines]
    assert sorted(set(subjects)) == sorted(subjects)
    assert [day[1] for day in days if date.fromisoformat(day[1]) < date(2026, 11, 23)] == []


def exists(name: str, guide: Path) -> bool:
    """Whether a path is there beside a guide or in the project, or is the id of something in content/."""
    pattern = re.sub(r"<[^>]*>", "*", name).rstrip("/")
    places = [guide.parent, ROOT, ROOT / "content"]
    found = [each for place in places for end in ("", ".yml") for each in place.glob(pattern + end)]
    return any(each.is_dir() or not name.endswith("/") for each in found)


@pytest.mark.parametrize("name", GUIDES)
def test_every_path_in_a_guide_exists(name: str):
    """A newcomer who follows it finds what it speaks of; what a build makes stands below a folder git ignores."""
    guide = ROOT / name
    prose = re.sub(r"^```.*?^```", "", guide.read_text(encoding="utf-8"), flags=re.M | re.S)
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    made = {each.strip("/") for each in ignored} | {"my-law"}
    words = set(re.findall(r"`([\w.<>*/-]+)`", prose))
    paths = {
        word for word in words if re.search(r"[a-z>*]/|\w\.(py|js|yml|html|css|md|toml|po)$", word)
    }
    links = {each for each in re.findall(r"\]\(([^)#]+)\)", prose) if "://" not in each}

    assert paths | links
    kept = {
        path for path in (paths | links) - INVENTED if not is_made(path.partition("/")[0], made)
    }
    assert sorted(path for path in kept if not exists(path, guide)) == []


def is_made(name: str, made: set[str]) -> bool:
    """Whether a folder is one that git ignores, whether or not something has made it by now."""
    return any(fnmatch(name, pattern) for pattern in made)


def test_every_guide_is_looked_at():
    """A new folder with a README too."""
    found = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("[!.]*/README.md")}
    assert found <= set(GUIDES)


def test_every_command_in_a_guide_exists():
    """Whatever is written as a command of ours or of make is one."""
    prose = "".join((ROOT / name).read_text(encoding="utf-8") for name in GUIDES)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.M))
    assert set(re.findall(r"`(?:\.venv/bin/)?mionido ([a-z]+)", prose)) == set(COMMANDS)
    assert set(re.findall(r"`make ([a-z-]+)", prose)) <= targets


def lint(tool: str, name: str, text: str) -> str:
    """Return what a linter says of a text, as if it lay in a file of this name."""
    node, script = Path(sys.executable).parent / "node", ROOT / "node_modules" / ".bin" / tool
    assert script.exists(), "no linters found: run `make lint`, which installs them"
    command = [
        str(node),
        str(script),
        "--stdin",
        "--stdin-filename",
        str(ROOT / "overrides" / name),
    ]
    result = subprocess.run(
        command, cwd=ROOT, input=text, capture_output=True, text=True, check=False
    )
    return result.stdout + result.stderr


def test_the_linters_look():
    """Each finds a mistake of its recommended set, also in a folder that is not there yet; and raw colours."""
    assert "no-undef" in lint("eslint", "new/part.js", "forgotten = 1;")
    found = lint(
        "stylelint",
        "new/part.css",
        ":root { --mn-a: #fff; } .a { color: #fff; colour: var(--mn-a); background: red; }",
    )
    assert "property-no-unknown" in found
    assert "color-named" in found
    assert re.findall(r"Disallowed value .* for property \S+", found) == [
        'Disallowed value "#fff" for property "color"'
    ]


def test_no_line_of_a_style_sheet_is_longer_than_a_screen():
    """Like Python, where ruff looks."""
    paths = list((ROOT / "overrides").rglob("*.css"))
    assert paths
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [(path.name, at) for at, line in enumerate(lines, 1) if len(line) > 120] == []
