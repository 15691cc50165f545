"""What stands on a sheet -> PDF, by Typst: with the template of overrides/paper/ and the fonts of this machine."""

import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import typst
import yaml

from mionido.problems import ExpectedError

TEMPLATE, FONTS = "paper/sheet.typ", "paper/fonts.yml"
# Tagged, with the language of each run and a title: what a screen reader needs.
STANDARD: Literal["ua-1"] = "ua-1"
# What the template says where a sheet has too many pages.
TOO_LONG = re.compile(r"sheet-too-long (\d+)")
NO_GLYPH = re.compile(r"the text `(.+)` could not be displayed")


class TooLong(Exception):
    """A sheet has more pages than it may have."""


class NoGlyph(Exception):
    """No font has a letter."""


@dataclass(frozen=True)
class Press:
    """Turns the data of sheets into PDF. Fonts are looked for once."""

    overrides: Path

    def pdf(self, data: dict[str, Any], names: Mapping[str, str]) -> bytes:
        """Return a sheet. `names` are those of the languages on it, which show their scripts.

        Raises TooLong and NoGlyph.
        """
        fonts = {lang: self._families(name) for lang, name in names.items()}
        picture = qr_code(data["address"]) if "://" in data["address"] else ""
        sheet = json.dumps({**data, "fonts": fonts, "picture": picture})
        try:
            made = typst.compile(
                self._template,
                font_paths=self._fonts,
                sys_inputs={"sheet": sheet},
                format="pdf",
                pdf_standards=STANDARD,
                timestamp=0,
            )
        except typst.TypstError as error:
            raise self._mistake(error) from None
        return packed(made)

    @cached_property
    def package(self) -> str:
        """The Debian package with the fonts."""
        return str(self._settings["package"])

    @cached_property
    def _settings(self) -> dict[str, Any]:
        return dict(yaml.safe_load((self.overrides / FONTS).read_text(encoding="utf-8")))

    @cached_property
    def _template(self) -> bytes:
        return (self.overrides / TEMPLATE).read_bytes()

    @cached_property
    def _fonts(self) -> typst.Fonts:
        """The fonts of this machine and no others; without any of ours there is nothing to print with."""
        fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
        wanted = [*dict.fromkeys(self._settings["families"].values())]
        there = set(fonts.families())
        if missing := [name for name in wanted if name not in there]:
            which = ", ".join(missing)
            raise ExpectedError(
                f"the fonts {which} are missing: install them with  apt install {self.package}"
            )
        return fonts

    def font_files(self) -> list[Path]:
        """Return the files of our fonts, in the order of their names."""
        wanted = set(self._settings["families"].values())
        files = {
            Path(font.path) for font in self._fonts.fonts() if font.family in wanted and font.path
        }
        return sorted(files)

    def _families(self, name: str) -> list[str]:
        """Return the fonts in the order in which a language uses them: first that of its own script.

        Spaces are then in the same font as the words, and a line is one run, in its order.
        """
        families: dict[str, str] = self._settings["families"]
        own = [families[script] for script in scripts_of(name) if script in families]
        return [*dict.fromkeys([*own, *families.values()])]

    def _mistake(self, error: typst.TypstError) -> Exception:
        """Return what Typst found as one of our own errors."""
        if found := TOO_LONG.search(error.message):
            return TooLong(found[1])
        if found := NO_GLYPH.search(error.message):
            return NoGlyph(json.loads(found[1]))
        return ExpectedError(f"{self.overrides / TEMPLATE}: {error.message}\n{error.diagnostic}")


def packed(made: bytes) -> bytes:
    """Return the same PDF with its tags compressed, too: a third of a sheet is tags."""
    import pikepdf  # imported here: it would make every other command wait

    small = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        streams = pikepdf.ObjectStreamMode.generate
        pdf.save(small, object_stream_mode=streams, deterministic_id=True)
    return small.getvalue()


def scripts_of(name: str) -> Iterable[str]:
    """Return the scripts of the letters of a name: the first word of what Unicode calls each."""
    names = [unicodedata.name(each, "") for each in name if each.isalpha()]
    return dict.fromkeys(each.partition(" ")[0] for each in names)


def qr_code(address: str) -> str:
    """Return a code that a phone reads, as SVG; a quarter of it may be dirty."""
    import segno  # imported here: it would make every other command wait

    made = io.BytesIO()
    segno.make(address, error="q", micro=False).save(made, kind="svg", border=4)
    return made.getvalue().decode()
