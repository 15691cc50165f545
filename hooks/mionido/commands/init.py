"""`mionido init`: a folder with an example of a law, in a language of one's choice, to be replaced file by file."""

import json
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from mionido.commands.clock import today
from mionido.commands.console import say, stop_on
from mionido.model.schema import write_schemas
from mionido.model.text import Plural
from mionido.problems import ExpectedError
from mionido.project import Project, read
from mionido.read.content import Loaded, load_site
from mionido.read.packaged import packaged
from mionido.read.rewrite import Words, with_words
from mionido.translate.catalogs import Catalog
from mionido.translate.layout import GLOSSARY, TEMPLATES, Layout
from mionido.translate.locales import Locale, as_entry, load_locales
from mionido.translate.messages import context, merge, messages_of, templates, write_folder

# The example is about a law of years to come, so that no test needs a clock; a new law should be one that is in force.
YEAR = re.compile(r"(?<![0-9])20[23][0-9](?![0-9])|(?<=[A-Z]{2})[23][0-9](?![0-9])")
CHECKED = re.compile(r"^checked: .*$", re.MULTILINE)
SETTINGS = """\
site_name: {name}
# The address that the site will have; SITE_URL in the environment says it, too.
site_url: !ENV [SITE_URL, ""]
"""
LOCALES = "# The languages of the site; README.md says what may stand here.\n"
MANY = 11  # takes the form of most numbers, also where two or three have one of their own


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--lang", default="en", show_default=True, help="The language to write in, by its code."
)
def init(folder: Path, lang: str) -> None:
    """Begin another law in FOLDER: a small example with a file of every kind, the guide, and schemas for editors."""
    locales, _ = load_locales(packaged("starter") / "translations")
    written = {code: locale for code, locale in locales.items() if locale.status != "draft"}
    if lang not in written:
        known = ", ".join(sorted(written))
        raise click.UsageError(
            f'the example is not written in "{lang}"; begin with one of these: {known}.'
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExpectedError(f"{folder} is not empty. Nothing was changed.")
    copy_example(folder, today())
    project = read(folder, today())
    stop_on(project.problems, folder)
    _Exchange(project, lang, written).run()
    _add_guide(folder)
    say(
        f"{folder} holds an example, to be replaced file by file; {folder / 'content' / 'README.md'} is the guide."
    )
    say("To see it, in that folder:  mionido check  and  mionido build")


def copy_example(folder: Path, day: date) -> None:
    """Copy the example, its years ten earlier, as if somebody had compared it with the law on this day."""
    starter = packaged("starter")
    files = [path for part in ("content", "translations") for path in (starter / part).rglob("*.*")]
    for path in files:
        if path.is_file():
            to = folder / ten_years_earlier(path.relative_to(starter).as_posix())
            to.parent.mkdir(parents=True, exist_ok=True)
            text = ten_years_earlier(path.read_text(encoding="utf-8"))
            to.write_text(CHECKED.sub(f"checked: {day}", text), encoding="utf-8")


def ten_years_earlier(text: str) -> str:
    """Return a text with earlier years, also in short names such as BG31."""
    return YEAR.sub(lambda match: str(int(match[0]) - 10), text)


def _add_guide(folder: Path) -> None:
    """Add what an editor needs beside the example."""
    for part in ("content", "translations"):
        shutil.copyfile(packaged(f"handbook/{part}.md"), folder / part / "README.md")
    loaded = load_site(folder / "content")
    if loaded.site:
        write_schemas(folder, loaded.site.jurisdiction)
        settings = SETTINGS.format(name=json.dumps(loaded.site.about.name, ensure_ascii=False))
        (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / ".gitignore").write_text("/site/\n", encoding="utf-8")


@dataclass
class _Exchange:
    """Lets another language be the one that the example is written in, and the others translations of it."""

    project: Project
    lang: str
    locales: dict[str, Locale]

    def run(self) -> None:
        """Rewrite content/ and translations/."""
        said = {code: self._said_in(code) for code in self.locales}
        content, translations = self.project.root / "content", self.project.root / "translations"
        self._rewrite_content(content, said[self.lang])
        glossaries = {path: path.read_bytes() for path in translations.glob(f"*/{GLOSSARY}")}
        shutil.rmtree(translations)
        translations.mkdir()
        self._write_locales(translations)
        self._write_catalogs(translations, load_site(content), said)
        for path, words in glossaries.items():
            if path.parent.name in self.locales.keys() - {self.lang}:
                path.write_bytes(words)

    def _said_in(self, code: str) -> dict[str, str]:
        """Return every text in one language, by context; of a plural, a form a line."""
        catalog, sources = self.project.catalogs[code], self.project.draft.sources
        if catalog.is_source:
            return sources
        return {
            context: catalog.translation(context, text) or "" for context, text in sources.items()
        }

    def _rewrite_content(self, content: Path, said: dict[str, str]) -> None:
        plural = self.project.catalogs[self.lang].plural
        words: dict[str, Words] = {}
        for ident, path, text in self.project.loaded.site.texts():
            found, forms = words.setdefault(ident, {}), said[context(ident, path)].split("\n")
            if isinstance(text, Plural):
                found[*path, "one"], found[*path, "other"] = forms[plural(1)], forms[plural(MANY)]
            else:
                found[path] = "\n".join(forms)
        words["site"]["source_language",] = self.lang
        for ident, found in words.items():
            file = content.parent / self.project.loaded.files[ident].file
            file.write_text(with_words(file.read_text(encoding="utf-8"), found), encoding="utf-8")

    def _write_locales(self, translations: Path) -> None:
        lines = []
        for code in (self.lang, *sorted(self.locales.keys() - {self.lang})):
            status = "source" if code == self.lang else "public"
            locale = self.locales[code].model_copy(update={"status": status})
            lines.append(f"{as_entry(code, locale)}\n")
        (translations / "locales.yml").write_text(LOCALES + "".join(lines), encoding="utf-8")

    def _write_catalogs(
        self, translations: Path, loaded: Loaded, said: dict[str, dict[str, str]]
    ) -> None:
        """Write what the other languages say, under the words that stand in content/ now."""
        messages, about, layout = messages_of(loaded), self.project.loaded.site.about, Layout()
        write_folder(templates(messages, layout, about), translations / TEMPLATES)
        for code in self.locales.keys() - {self.lang}:
            texts = {
                message.context: (message.text, said[code][message.context]) for message in messages
            }
            catalog = Catalog(
                code, self.locales[code], texts=texts, files=self.project.catalogs[code].files
            )
            write_folder(merge(messages, catalog, layout, loaded.site), translations / code)
