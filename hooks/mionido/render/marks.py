"""The HTML of running text: links, bold, values, words of letters, words in a foreign language.

How each looks is said in overrides/components/text/template.html. A macro called for every word of
a site would take too long, so each is drawn once, with marks where its words go.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup, escape

from mionido.model.markup import unwritten
from mionido.model.text import Text

TEMPLATE = "components/text/template.html"
LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
# One or more words in Latin letters, such as "Service Büro".
LATIN = re.compile(rf"[{LETTERS}][{LETTERS}0-9'’-]*(?: [{LETTERS}][{LETTERS}0-9'’-]*)*")
# The same in a text in which a {place} may be left.
LATIN_IN_TEXT = re.compile(rf"\{{\w+\}}|(?P<latin>{LATIN.pattern})")
# A word with a hyphen, such as "A-level", that is short enough for one line of a phone.
HYPHENED = re.compile(r"(?<![\w-])(?=[\w-]{3,20}(?![\w-]))\w+(?:-\w+)+")
MARK = re.compile("\0(\\w+)\0")


class WrittenIn(NamedTuple):
    """A language as a page of another one marks it: its code, its direction, and what its speakers call it.

    Where it has a script of its own, words in Latin letters are those of letters.
    """

    lang: str
    dir: str
    name: str
    has_own_script: bool = False


NO_LANGUAGES: Mapping[str, WrittenIn] = {}


class Marks:
    """Writes the marks of running text, in the HTML of the templates."""

    def __init__(
        self,
        env: Environment,
        written_in: Mapping[str, WrittenIn] = NO_LANGUAGES,
        *,
        has_own_script: bool = False,
    ) -> None:
        """Draw each macro of the template once. `written_in` says how words of another language are marked."""
        self.has_own_script = has_own_script
        self._written_in, self._as_written = written_in, dict[str, Markup]()
        macros = vars(env.get_template(TEMPLATE).module).items()
        public = {name: macro for name, macro in macros if not name.startswith("_")}
        self._patterns = {name: _drawn_once(macro) for name, macro in public.items()}
        self._whole = str(self._patterns["whole"] % {"words": Markup(r"\g<0>")})
        self._line_break = self._patterns["line_break"] % {}

    def link(self, address: str, words: Markup) -> Markup:
        """Return words as a link."""
        return self._patterns["link"] % {"address": address, "words": words}

    def bold(self, words: Markup) -> Markup:
        """Return words that matter most."""
        return self._patterns["bold"] % {"words": words}

    def term(self, name: str, words: Markup) -> Markup:
        """Return words as a link to their explanation on the same page."""
        return self._patterns["term"] % {"name": name, "words": words}

    def value(self, words: str) -> Markup:
        """Return an amount, a day or a length of time."""
        return self._patterns["value"] % {"words": self.whole(words)}

    def computed_day(self) -> Markup:
        """Return the place of a day that the checker computes."""
        return self._patterns["computed_day"] % {}

    def official(self, words: str) -> Markup:
        """Return words of letters and of the law, marked as their language."""
        return self._patterns["official"] % {"words": self.unbroken(words)}

    def as_written(self, words: Markup, lang: str) -> Markup:
        """Return words that are not translated, marked as their language and followed by its name."""
        if lang not in self._as_written:
            known = self._known(lang)
            drawn = self._patterns["as_written"] % {"words": "\0words\0", **known._asdict()}
            self._as_written[lang] = Markup(
                drawn.replace("%", "%%").replace("\0words\0", "%(words)s")
            )
        return self._as_written[lang] % {"words": words}

    def unbroken(self, words: str) -> Markup:
        """Return words as HTML in which no line breaks at a hyphen: "A-" alone means nothing."""
        return Markup(HYPHENED.sub(self._whole, str(escape(words))))

    def whole(self, words: str, lang: str | None = None) -> Markup:
        """Return words of this language, or of another one, as HTML: unbroken, and those in a foreign script marked."""
        has_own_script = self._known(lang).has_own_script if lang else self.has_own_script
        if not has_own_script:
            return self.unbroken(words)
        parts: list[Markup] = []
        end = 0
        for match in LATIN_IN_TEXT.finditer(words):
            if match["latin"]:
                parts.append(self.unbroken(words[end : match.start()]))
                parts.append(self.official(match["latin"]))
                end = match.end()
        parts.append(self.unbroken(words[end:]))
        return Markup("").join(parts)

    def headings(self, html: Markup) -> Iterator[tuple[str, Markup]]:
        """Yield the id and the words of each heading in what templates drew, links in it as words."""
        links = [_finder(self._patterns[name]) for name in ("link", "term")]
        for heading in _finder(self._patterns["heading"]).finditer(html):
            words = heading["words"]
            for link in links:
                words = link.sub(_words, words)
            yield heading["name"], Markup(words)

    def lines(self, text: str) -> Markup:
        """Return words without markup as HTML, with their line breaks."""
        return self.whole(unwritten(text)).replace("\n", self._line_break)

    def _known(self, lang: str) -> WrittenIn:
        return self._written_in.get(lang) or WrittenIn(lang, "auto", lang)

    def mark_language(self, value: Any) -> Any:
        """Mark words that are not in the language of the page, as readers aloud need.

        `| bare` leaves them as they are, for attributes.
        """
        if not isinstance(value, Text):
            return value
        words = self.whole(value, value.lang)
        return self.as_written(words, value.lang) if value.lang else words

    def fill(self, text: str, **values: Any) -> Markup:
        """Put values in the {places} of a text; what is not translated is marked."""
        lang = text.lang if isinstance(text, Text) else None
        html = self.whole(text, lang)
        for name, value in values.items():
            shown = value if isinstance(value, Markup) else self.whole(str(value), lang)
            html = html.replace(Markup("{" + name + "}"), shown)
        return self.as_written(html, lang) if lang else html


def _words(found: re.Match[str]) -> str:
    return found["words"]


@cache
def _finder(pattern: Markup) -> re.Pattern[str]:
    """Return what finds something that was drawn by a pattern for `%`."""
    parts = re.split(r"%\((\w+)\)s", pattern.replace("%%", "%"))
    for at, name in enumerate(parts):
        inside = ".*?" if name == "words" else '[^"]*'
        parts[at] = f"(?P<{name}>{inside})" if at % 2 else re.escape(name)
    return re.compile("".join(parts), re.DOTALL)


def _drawn_once(macro: Any) -> Markup:
    """Return what a macro draws as a pattern for `%`, with the names of its arguments in it."""
    marks = [f"\0{name}\0" for name in macro.arguments]
    drawn = str(macro(*marks)).replace("%", "%%")
    return Markup(MARK.sub(r"%(\1)s", drawn))
