"""What a change does to one language, in the words of who translates: data as Markdown for a comment on the change.

The data may come from a stranger, and their own copy of the program may have made it. So its form is looked at here,
what it quotes never acts as Markdown, and this file needs nothing beside Python.
"""

import re
from collections.abc import Iterator
from typing import Any

from mionido.problems import visible

LONGEST_QUOTE = 2_000  # characters
SHORT_QUOTE = 600
LONGEST_NAME = 200
MOST_MISTAKES, MOST_PAGES = 20, 30
LONGEST_COMMENT = 60_000  # characters; GitHub takes 65,536
MOST_LANGUAGES = 40
CODE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
PAGE = re.compile(r"(?:[a-z0-9][A-Za-z0-9_-]*/)*[a-z0-9][a-z0-9_-]*\.html")
# How far a text can be, in the words of the guide for translators.
STATES = {
    "missing": "not translated",
    "outdated": "outdated, because the source changed",
    "machine": "made by a machine, or not yet read by anybody",
    "one": "read by one person",
    "two": "read by two people",
}
Data = dict[str, Any]


def quoted(text: str, longest_quote: int = LONGEST_QUOTE) -> str:
    """Return a text as Markdown that shows it and does nothing.

    In it are no link, no name that gets a message, and no HTML.
    """
    shown = visible(" ⏎ ".join(text[:longest_quote].splitlines()))
    if rest := len(text) - longest_quote:
        shown += f" … and {rest} more characters" if rest > 0 else ""
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    room = " " if not shown.strip() or "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{room}{shown}{room}{fence}"


def languages_in(data: object) -> dict[str, Data]:
    """Return what is said of each language, as far as it has the form that we write."""
    found = data if isinstance(data, dict) else {}
    languages = {
        code: about
        for code, about in found.items()
        if CODE.fullmatch(code) and isinstance(about, dict)
    }
    return dict(list(languages.items())[:MOST_LANGUAGES])


def as_comment(code: str, data: Data, site: str = "") -> str:
    """Return what is said of one language.

    First stands what is broken. `site` is where the changed pages can be opened, if that is anywhere.
    """
    lines = [
        f"## {_short(_text(data, 'name') or code)}",
        "",
        *_broken(data),
        *_done(data),
        *_pages(data, site),
    ]
    texts = _dicts(data, "texts")
    lines += ["", "**The texts, as readers see them**", ""] if texts else []
    room = LONGEST_COMMENT - sum(len(line) + 1 for line in lines)
    for number, text in enumerate(texts):
        block = "\n".join(_of_text(text))
        room -= len(block) + 1
        if room < 0:
            lines.append(
                f"\nThere are {len(texts) - number} more, for which there is no room here."
            )
            break
        lines.append(block)
    return "\n".join(lines) + "\n"


def _broken(data: Data) -> Iterator[str]:
    """Yield what stops this change, each mistake with how to mend it."""
    problems = _dicts(data, "broken")
    errors = [each for each in problems if _text(each, "level") == "error"]
    if errors:
        yield f"**Broken: {len(errors)}.** Mend this first: the change cannot be taken before."
    else:
        yield "**Nothing is broken.**"
    if rest := len(problems) - len(errors):
        yield f"To look at: {rest}."
    yield ""
    shown = problems[:MOST_MISTAKES]
    for each, following in zip(shown, [*shown[1:], {}], strict=False):
        mark = "" if _text(each, "level") == "error" else "(to look at) "
        yield f"- {mark}{_short(_text(each, 'place'))}: {_short(_text(each, 'what'))}"
        for key, words in (("why", "why"), ("fix", "how to mend it")):
            said = _text(each, key)
            if said and said != _text(following, key):
                yield f"  - {words}: {_short(said)}"
    if more := len(problems[MOST_MISTAKES:]):
        yield f"- and {more} more: `mionido check` says all"


def _done(data: Data) -> Iterator[str]:
    """Yield what the change does: how many texts say something else, and how far all of them are."""
    yield ""
    yield f"**What your change does.** Texts that say something else now: {len(_dicts(data, 'texts'))}."
    counts = data.get("states")
    for state, words in STATES.items():
        pair = counts.get(state) if isinstance(counts, dict) else None
        if isinstance(pair, list) and [type(each) for each in pair] == [int, int]:
            before, now = pair
            if before != now:
                yield f"- {words}: {before} before, {now} now"


def _pages(data: Data, site: str) -> Iterator[str]:
    """Yield the pages to look at: a link where they can be opened, or the name of the file."""
    pages = [each for each in _list(data, "pages") if isinstance(each, str)]
    pages = [each for each in pages if len(each) < LONGEST_NAME and PAGE.fullmatch(each)]
    if pages:
        yield ""
        yield "**Pages to look at**"
        yield ""
        yield from (
            f"- [{each}]({site}{each})" if site else f"- {_short(each)}"
            for each in pages[:MOST_PAGES]
        )


def _of_text(text: Data) -> Iterator[str]:
    """Yield one text: where it stands, how far it is, its source, and what it said and says."""
    state = STATES.get(_text(text, "state"), "")
    yield f"- {_short(_text(text, 'where'))} {_short(_text(text, 'place'))} {state}".rstrip()
    for key in ("source", "before", "now"):
        said = _text(text, key)
        yield f"  - {key}: {_short(said) if said else 'nothing'}"
    for remark in _list(text, "remarks")[:20]:
        if isinstance(remark, str):
            yield f"    - {_short(remark)}"


def _short(text: str) -> str:
    return quoted(text, SHORT_QUOTE)


def _text(data: Data, key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _list(data: Data, key: str) -> list[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else []


def _dicts(data: Data, key: str) -> list[Data]:
    return [each for each in _list(data, key) if isinstance(each, dict)]
