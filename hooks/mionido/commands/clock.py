"""The day of a run.

Only the command line and the MkDocs hook ask for it; everything else is given `today`.
"""

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from mionido.model.years import YEARS
from mionido.problems import ExpectedError

EPOCH = "SOURCE_DATE_EPOCH"


def today() -> date:
    """Return the day in UTC.

    It is that of SOURCE_DATE_EPOCH where it is set, so that a run can be repeated; else today.
    """
    epoch = os.environ.get(EPOCH)
    return _day(epoch) if epoch else datetime.now(tz=UTC).date()


def build_day(root: Path) -> tuple[date, str]:
    """Return the day a site is built for, and what to say about it if it may surprise.

    It is SOURCE_DATE_EPOCH, or the day of the commit, so that it gives the same bytes; with
    changes that are not committed, or without git, it is today.
    """
    if os.environ.get(EPOCH):
        return today(), ""
    commit = _git(root, "log", "-1", "--format=%ct")
    if not commit:
        note = f"git names no commit of {root}: the site is built for today, {today()}."
        return today(), f"{note} {EPOCH} gives another day."
    if _git(root, "status", "--porcelain", "--", ".") != "":
        return today(), f"Files changed since the commit: the site is built for today, {today()}."
    return _day(commit), ""


def _day(epoch: str) -> date:
    """Return the day of a moment in seconds. Raises ExpectedError when it is none."""
    try:
        day = datetime.fromtimestamp(int(epoch), tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        day = date.min
    if day.year not in YEARS:
        raise ExpectedError(
            f"{EPOCH} is {epoch}: write the seconds since 1970, such as 1938038400."
        )
    return day


def _git(root: Path, *arguments: str) -> str | None:
    try:
        return subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, check=True, timeout=10
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
