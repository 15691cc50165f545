"""Measure what editors and translators wait for, hold it against the goals and against the figures of last time.

`python tests/pace.py` takes a few minutes, prints a table, and exits with 1 where a goal is missed. `--write` keeps
the figures, with commit and machine, in `pace.json`, to be committed. Counted are seconds of a processor (user and
system, of all processes), which other work on the machine changes little.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import OURS, ROOT, make_ours, replace

KEPT = Path(__file__).with_suffix(".json")
WORSE = 1.3  # times as long as last time is worth a word
SENTENCE = Path("translations/ti/duties.po")
FACT = Path("content/parameters/term/w21_term.yml")
RULE = Path("content/checker/must-pass/rules/pass_b1.yml")


@dataclass(frozen=True)
class Task:
    """What somebody does: what was saved before, the command, and how long it may take."""

    name: str
    edit: Callable[[Path], None]
    command: str
    goal: float


def nothing(root: Path) -> None:
    """Save nothing."""


def translate(root: Path) -> None:
    """Save another sentence in a PO file."""
    text = (root / SENTENCE).read_text(encoding="utf-8")
    at = text.index('msgstr "', text.index("duties/finish-in-time-wi2021:title")) + len('msgstr "')
    (root / SENTENCE).write_text(f"{text[:at]}ሀ {text[at:]}", encoding="utf-8")


def rewrite(root: Path) -> None:
    """Save a file of content that says the same."""
    path = root / FACT
    path.write_text(f"{path.read_text(encoding='utf-8')}# The same.\n", encoding="utf-8")


def correct(root: Path) -> None:
    """Save another fact."""
    replace(root / FACT, "value: 3", "value: 4")


def change_rule(root: Path) -> None:
    """Save another rule."""
    replace(root / RULE, "in_force_from: 2022-01-01", "in_force_from: 2021-12-31")


def forget(root: Path) -> None:
    """Begin as in a fresh clone."""
    shutil.rmtree(root / ".site.known", ignore_errors=True)


TASKS = (
    Task("check, fresh clone", forget, "check", 10.0),
    Task("check, nothing changed", nothing, "check", 0.5),
    Task("check, one sentence", translate, "check", 0.5),
    Task("check, one file of content", rewrite, "check", 2.0),
    Task("build, nothing changed", nothing, "build", 0.3),
    Task("build, one sentence", translate, "build", 0.5),
    Task("build, one fact", correct, "build", 2.0),
    Task("prove, fresh clone", forget, "prove", 30.0),
    Task("prove, nothing changed", nothing, "prove", 5.0),
    Task("prove, one rule", change_rule, "prove", 5.0),
)


def main() -> None:
    """Measure all, print it beside the goals and last time, and keep it if that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", type=int, nargs="+", default=[4])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    before = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    figures: dict[str, dict[str, float]] = dict(before.get("figures", {}))
    print(f"{'seconds of a processor':<32}{'languages':>10}{'now':>8}{'goal':>8}{'before':>8}")
    missed = []
    for number in options.languages:
        last, now = before.get("figures", {}).get(f"{number}", {}), measured(number)
        figures[f"{number}"] = now
        for task in TASKS:
            took, was = now[task.name], last.get(task.name)
            note = "  missed" if took > task.goal else ""
            note += "  slower" if was and took > was * WORSE else ""
            known = f"{was:>8.2f}" if was else f"{'':>8}"
            print(f"{task.name:<32}{number:>10}{took:>8.2f}{task.goal:>8.2f}{known}{note}")
            missed += [task.name] if took > task.goal else []
    if options.write:
        KEPT.write_text(json.dumps({**about(), "figures": figures}, indent=1) + "\n", "utf-8")
    sys.exit(f"{len(missed)} goals are missed." if missed else 0)


def measured(number: int) -> dict[str, float]:
    """Return what each task takes in a copy of the project with so many languages."""
    with tempfile.TemporaryDirectory() as folder:
        clean, root = Path(folder) / "clean", Path(folder) / "root"
        make_ours(clean, number)
        shutil.copytree(clean, root)
        found = {}
        for task in TASKS:
            if task.edit not in (forget, nothing):  # the last edit is gone, and what it left behind
                for path in (SENTENCE, FACT, RULE):
                    shutil.copy(clean / path, root / path)
            if task.name.startswith("build, nothing") or task.edit not in (forget, nothing):
                seconds(task.command, root)
            task.edit(root)
            found[task.name] = round(seconds(task.command, root), 2)
        return found


def seconds(command: str, root: Path) -> float:
    """Return how many seconds of a processor a command takes, with all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ours = {"PYTHONPATH": str(ROOT / "hooks"), "SOURCE_DATE_EPOCH": epoch()}
    done = subprocess.run(
        [*OURS, command], cwd=root, env={**os.environ, **ours}, capture_output=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if b"Traceback" in done.stderr:
        raise SystemExit(done.stderr.decode()[-2000:])
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def git(*arguments: str) -> str:
    """Return what git says of the project."""
    command = ["git", *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def epoch() -> str:
    """Return the time of the last commit: the day for which all is measured."""
    return git("log", "-1", "--format=%ct")


def about() -> dict[str, str | int]:
    """Return where and of what the figures are."""
    return {
        "commit": git("rev-parse", "--short", "HEAD"),
        "machine": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count() or 1,
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f}",
    }


if __name__ == "__main__":
    main()
