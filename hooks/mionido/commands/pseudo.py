"""`mionido pseudo`: the project in invented languages, to see what is not translated and what does not fit."""

import shutil
from pathlib import Path

import click

from mionido.commands.clock import today
from mionido.commands.console import say, stop_on
from mionido.model.topics import Term
from mionido.problems import ExpectedError
from mionido.project import Project, read_project
from mionido.translate.catalogs import Catalog
from mionido.translate.layout import FILE
from mionido.translate.locales import LOCALES_FILE, as_entry
from mionido.translate.messages import context, merge, messages_of, write_folder
from mionido.translate.plurals import count_of_forms
from mionido.translate.pseudo import LANGUAGES, pseudo


@click.command("pseudo")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def pseudo_languages(root: Path, folder: Path) -> None:
    """Copy the project to FOLDER in two invented languages: with long words and accents, and from the right.

    What is in neither of them there is a text that no translator can reach. Readers never get these languages: they
    stand in that folder alone, as drafts.
    """
    if folder.exists():
        raise ExpectedError(f"{folder} is there already. Nothing was changed.")
    project = read_project(root, today())
    stop_on(project.problems, root)
    _copy(project, folder)
    for code in LANGUAGES:
        _translate(project, code, folder / "translations")
    codes = ", ".join(LANGUAGES)
    say(f"{folder} is in {codes}. To see it, in that folder:  mionido build")


def _copy(project: Project, folder: Path) -> None:
    """Copy all but the translations, and the rules for their words."""
    root, source = project.root, project.language
    for name in ("content", "overrides"):
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name)
    for wording in (folder / "content" / "wording").glob("*.yml"):
        if wording.stem != source:
            wording.unlink()
    (folder / "translations").mkdir()
    if (root / "translations" / FILE).exists():
        shutil.copyfile(root / "translations" / FILE, folder / "translations" / FILE)
    invented = {code: language.locale for code, language in LANGUAGES.items()}
    entries = {source: project.locales[source], **invented}
    lines = [f"{as_entry(code, locale)}\n" for code, locale in entries.items()]
    (folder / LOCALES_FILE).write_text("".join(lines), encoding="utf-8")


def _translate(project: Project, code: str, translations: Path) -> None:
    """Write all files of an invented language."""
    language, site = LANGUAGES[code], project.loaded.site
    forms = count_of_forms(language.locale.cldr or code)
    names = {name: term.name for name, term in site[Term].items() if term.name}
    texts = {}
    for ident, path, text in site.texts():
        said = pseudo(text, language.say, names, forms)
        texts[context(ident, path)] = (str(text), said)
    catalog = Catalog(code, language.locale, texts=texts)
    files = merge(messages_of(project.loaded), catalog, project.draft.layout, site)
    write_folder(files, translations / code)
