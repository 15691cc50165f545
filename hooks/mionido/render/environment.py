"""The Jinja environment of all templates, with the few filters that each of them knows."""

from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from mionido.model.markup import headed
from mionido.render.marks import Marks


class Templates(Environment):
    """All templates of a project; a misspelled name is an error, HTML is escaped."""

    def __init__(self, overrides: Path) -> None:
        """Find templates in overrides/ and, the pages, in overrides/pages/."""
        loader = FileSystemLoader([overrides / "pages", overrides])
        self.marks = Marks(Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True))
        super().__init__(
            loader=loader,
            bytecode_cache=FileSystemBytecodeCache(),  # compiled templates wait in the system's temporary folder
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self.marks.mark_language,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.filters["fill"] = self.marks.fill
        self.filters["whole"] = self.marks.whole
        self.filters["dutch"] = self.marks.dutch
        self.filters["bare"] = str
        self.filters["headed"] = headed
