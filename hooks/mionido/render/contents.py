"""What a page holds: links to its headings, for a screen with room beside the text."""

import re

from markupsafe import Markup

FEWEST, MOST = 3, 25
# A heading with an id and no look of its own, and in it what would be a link inside a link.
HEADING = re.compile(r'<(h2) id="([^"]+)">(.*?)</(?:h2)>', re.DOTALL)
LINK = re.compile(r"</?(?:a)\b[^>]*>")


def contents_of(content: Markup) -> list[dict[str, Markup | str]]:
    """Return the links to the headings of a page; none where they would not help."""
    headings = HEADING.findall(str(content))
    if not FEWEST <= len(headings) <= MOST:
        return []
    # What a template drew, without its links.
    return [{"id": ident, "title": Markup(LINK.sub("", words))} for _, ident, words in headings]
