"""Writes on a pull request what it does to each language: one comment a language, brought up to date in its place.

It has the right to write there, so it runs from the main branch, needs nothing beside Python, and runs nothing that the
change brought along. What it reads is data, of which it reads no more than five megabytes.
"""

import json
import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from mionido.commands.review.comment import as_comment, languages_in

LARGEST = 5_000_000  # bytes
MOST_PAGES = 10  # of a hundred comments
BEGINS = "<!-- mionido: "
ROBOT = "github-actions[bot]"
NOTHING = "Nothing changes in this language any more."
OPEN = (
    "To open these pages, take `preview` from the {files}, unpack it, and open one. "
    "It is there when nothing is broken."
)
UNREADABLE = "What this change does to translations could not be read. The run below says why."


@dataclass(frozen=True)
class GitHub:
    """The part of GitHub's interface that this needs, for one repository."""

    api: str
    repository: str
    token: str

    def ask(self, path: str, method: str = "GET", body: object = None) -> Any:
        """Send a request below the repository; return what it answers."""
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/vnd.github+json",
            "Content-Type": "application/json",
        }
        data = json.dumps(body).encode() if body is not None else None
        address = f"{self.api}/repos/{self.repository}/{path}"
        request = Request(address, data, headers, method=method)
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def pull_request(self, head: str, commit: str) -> int | None:
        """Return the number of the open pull request from a branch, if this is still its last commit."""
        found = self.ask(f"pulls?{urlencode({'state': 'open', 'head': head})}")
        return next((each["number"] for each in found if each["head"]["sha"] == commit), None)

    def own_comments(self, number: int) -> dict[str, int]:
        """Return the comments that we have made on a pull request, by the mark they begin with."""
        found: dict[str, int] = {}
        for page in range(1, MOST_PAGES + 1):
            some = self.ask(f"issues/{number}/comments?per_page=100&page={page}")
            ours = (each for each in some if each["user"]["login"] == ROBOT)
            found |= {each["body"].partition("\n")[0].strip(): each["id"] for each in ours}
            if len(some) < 100:
                break
        return found

    def put(self, number: int, comment: int | None, body: str) -> None:
        """Write a comment, in the place of an earlier one."""
        if comment is None:
            self.ask(f"issues/{number}/comments", "POST", {"body": body})
        else:
            self.ask(f"issues/comments/{comment}", "PATCH", {"body": body})


def mark_of(code: str) -> str:
    """Return the first line of the comment of a language, which nobody sees."""
    return f"{BEGINS}{code} -->"


def comments(report: Path, run: str, site: str) -> dict[str, str]:
    """Return the comment of each language by its mark, made from the file that the change has made."""
    try:
        if report.is_symlink():
            raise ValueError("it leads elsewhere")
        with report.open("rb") as file:
            data = json.loads(file.read(LARGEST))
    except (OSError, ValueError, RecursionError):
        return {mark_of("all"): f"{UNREADABLE}\n\n{run}\n"}
    files = f"[files of this run]({run}#artifacts)"
    where = "" if site else OPEN.format(files=files)
    return {
        mark_of(code): f"{as_comment(code, about, site)}\n{where}\n"
        for code, about in languages_in(data).items()
    }


def post(report: Path, github: GitHub, head: str, commit: str, run: str, preview: str) -> str:
    """Bring all comments up to date; return what was done, in words."""
    number = github.pull_request(head, commit)
    if number is None:
        return "no open pull request has this as its last commit"
    made = comments(report, run, preview.replace("NUMBER", str(number)))
    before = github.own_comments(number)
    for mark, text in made.items():
        github.put(number, before.get(mark), f"{mark}\n{text}")
    gone = [mark for mark in before if mark.startswith(BEGINS) and mark not in made]
    for mark in gone:
        github.put(number, before[mark], f"{mark}\n{NOTHING}\n")
    return f"{len(made)} written, {len(gone)} have nothing more to say"


def main() -> None:
    """Do it with what the workflow gives."""
    given = os.environ
    github = GitHub(given["GITHUB_API_URL"], given["GITHUB_REPOSITORY"], given["GITHUB_TOKEN"])
    said = post(
        Path(sys.argv[1]),
        github,
        given["HEAD"],
        given["COMMIT"],
        given["RUN"],
        given.get("PREVIEW_URL", ""),
    )
    logging.warning(said)


if __name__ == "__main__":
    main()
