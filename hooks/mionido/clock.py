"""The day of a run. Only the command line and the MkDocs hook ask for it; everything else is given `today`."""

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path


def today() -> date:
    """Return the day in UTC: SOURCE_DATE_EPOCH where it is set, so that a run can be repeated, else the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), tz=UTC) if epoch else datetime.now(tz=UTC)
    return now.date()


def build_day(root: Path) -> date:
    """Return the day a site is built for: SOURCE_DATE_EPOCH, or the day of the commit, so that it gives the same bytes.

    With changes that are not committed, or without git, it is today.
    """
    if "SOURCE_DATE_EPOCH" in os.environ:
        return today()
    commit = _git(root, "log", "-1", "--format=%ct")
    is_clean = commit and _git(root, "status", "--porcelain", "--", ".") == ""
    return datetime.fromtimestamp(int(commit), tz=UTC).date() if is_clean else today()


def _git(root: Path, *arguments: str) -> str | None:
    try:
        return subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, check=True, timeout=10
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
