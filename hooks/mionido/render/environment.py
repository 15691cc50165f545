"""The Jinja environment of all templates, with the few filters that each of them knows."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.meta import find_referenced_templates

from mionido.render.assets import Assets
from mionido.render.marks import Marks, WrittenIn
from mionido.render.sections import sectioned
from mionido.render.stylesheet import Styles
from mionido.translate.formats import Language

JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
SAFE = "='/:()-.,"  # what an address may hold as it is
MOST_ON_PAPER = 32  # letters of an address that somebody may still type from a sheet


@dataclass(frozen=True)
class Languages:
    """The languages that every template knows: of letters and the law, and of content/.

    `written_in` are those in which a page may show what it has not in its own.
    """

    official_language: Language
    source_language: Language
    written_in: Mapping[str, WrittenIn] = field(default_factory=dict)


class Templates(Environment):
    """All templates of a project; a misspelled name is an error, HTML is escaped."""

    def __init__(
        self, overrides: Path, languages: Languages, like: "Templates | None" = None
    ) -> None:
        """Find templates in overrides/ and, the pages, in overrides/pages/.

        They are those of languages in the script of letters; with those as `like`, of all that have a script of
        their own.
        """
        has_own_script = like is not None
        loader = FileSystemLoader([overrides / "pages", overrides])
        plain = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        plain.globals |= vars(languages)
        self.marks = Marks(plain, languages.written_in, has_own_script=has_own_script)
        self.languages = languages
        super().__init__(
            loader=loader,
            # Compiled templates wait in the temporary folder of the system. Jinja works out what is always the same
            # when it compiles, so what marks words is compiled apart from what does not.
            bytecode_cache=FileSystemBytecodeCache(
                pattern=f"__mionido_{has_own_script:d}_%s.cache"
            ),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self.marks.mark_language,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.globals |= vars(languages)
        self.globals["mark"] = as_address(overrides / "assets" / "icon.svg")
        # Made before a build is split into processes, and once.
        self.styles: Styles = like.styles if like else Styles(overrides, self._imported)
        self.assets: Assets = like.assets if like else Assets(overrides, self.styles.for_paper())
        self.globals["asset"] = self.assets.address
        self.filters["fill"] = self.marks.fill
        self.filters["whole"] = self.marks.whole
        self.filters["official"] = self.marks.official
        self.filters["bare"] = str
        self.filters["short_address"] = short_address
        self.filters["sectioned"] = sectioned
        self.filters["policy_hash"] = policy_hash

    def _imported(self, template: str) -> tuple[str, list[str]]:
        """Return the source of a template, and the templates that it names."""
        source = Path(self.get_template(template).filename or "").read_text("utf-8")
        named = find_referenced_templates(self.parse(source))
        return JINJA_COMMENT.sub("", source), [each for each in named if each]


def as_address(picture: Path) -> str:
    """Return an SVG as an address, so that nothing has to be fetched for it."""
    svg = picture.read_text("utf-8").strip().replace('"', "'")
    return f"data:image/svg+xml,{quote(svg, safe=SAFE)}"


def policy_hash(text: str) -> str:
    """Return by what a content security policy knows a script or a style that stands in its page."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def short_address(url: str) -> str:
    """Return a web address to type from paper: without what browsers add; of a long one, the host alone."""
    bare = url.partition("://")[2].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= MOST_ON_PAPER else bare.partition("/")[0]
