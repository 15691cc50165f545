"""`mionido language`: all that a new language needs before somebody begins to translate."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_uppercase

import click

from mionido.check.locales import locale_mistakes
from mionido.check.texts import odd_names
from mionido.commands.clock import today
from mionido.commands.console import say, stop_on
from mionido.model.site import CODE
from mionido.problems import ExpectedError, Problem
from mionido.project import Project, read_project
from mionido.translate.catalogs import Catalog
from mionido.translate.formats import is_known_to_cldr, language_of, own_name_of
from mionido.translate.layout import ident_of
from mionido.translate.locales import BUILD_CODE, LOCALES_FILE, Locale, as_entry
from mionido.translate.messages import merge, messages_of, write_folder
from mionido.translate.order import tiers_of

OWNERS = ".github/CODEOWNERS"
# What nobody can work out for a language that CLDR does not know.
ASKED = {
    "name": "what its speakers call it, such as  --name Romani",
    "direction": "how it is written:  --direction ltr  or  --direction rtl",
    "cldr": "a language of CLDR that its readers can read, for days and numbers, such as  --cldr ro",
}
WORDING = """\
# How texts in {name} are written; the guide in content/ says what may stand here.
# Short words that nearly every sentence has one of. Without them nobody notices a text in another language.
common: []
# What a translation must neither lose nor add. Write words of {name} between the brackets and take the marks # away;
# behind them stands what the source says.
"""
NEXT = """
Now:
1. Translate. Begin with translations/{code}/interface.po; each file begins with what is needed first.
2. See it:  mionido build  and open site/{code}/index.html. Until it is public, no other page leads there.
3. Write words to watch into content/wording/{code}.yml, and read the rest of its entry in {locales}.
4. mionido check  says what is wrong;  mionido status --lang {code}  says how far it is.
5. If {owners} has a new line, give the team in it the right to write.
6. When tier {tier} is whole, set  status: public  and take  files  out of its entry:
   then  mionido extract  makes the rest.
"""


@click.command()
@click.argument("code")
@click.option("--name", default=None, help="What its speakers call it [default: as CLDR says].")
@click.option(
    "--direction",
    type=click.Choice(["ltr", "rtl"]),
    default=None,
    help="How it is written [default: as CLDR says].",
)
@click.option("--cldr", default=None, help="Another language of CLDR, for days and numbers.")
@click.option("--falls-back-to", default=None, help="Where readers see what is not translated.")
@click.pass_obj
def language(
    root: Path,
    code: str,
    name: str | None,
    direction: str | None,
    cldr: str | None,
    falls_back_to: str | None,
) -> None:
    """Begin the language CODE: its entry, the files to translate first, words to watch, who is asked."""
    project = read_project(root, today())
    stop_on(project.problems, root)
    _refuse(code, project.locales)
    about = _about(code, name, direction, cldr)
    build = _build_code(code, project.locales)
    locale = about.model_copy(update={"falls_back_to": falls_back_to, "build": build})
    new = _New(project, code, locale.model_copy(update={"files": _first_files(project)}))
    stop_on(new.mistakes(), root)
    for path in new.write():
        say(path.relative_to(root).as_posix())
    tier = next((tier.name for tier in project.loaded.site.about.tiers), "")
    say(NEXT.format(code=code, owners=OWNERS, locales=LOCALES_FILE, tier=tier).rstrip())


def _refuse(code: str, locales: Collection[str]) -> None:
    """Raise an error for what is no code, or one that is there."""
    if not re.fullmatch(CODE, code):
        fix = "write a language, and a script or a country if it needs them: fa, fa-AF, ku-Latn-TR"
        raise ExpectedError(f'"{code}" is not the code of a language: {fix}')
    if code in locales:
        raise ExpectedError(f'"{code}" is in {LOCALES_FILE} already. Nothing was changed.')


def _about(code: str, name: str | None, direction: str | None, cldr: str | None) -> Locale:
    """Return what is said of a language, and what CLDR says of it; all that is missing is asked at once."""
    if cldr and not is_known_to_cldr(cldr := cldr.replace("-", "_")):
        raise ExpectedError(f'CLDR does not know "{cldr}" either. Give another one to  --cldr')
    own = code.replace("-", "_")
    if is_known_to_cldr(own):
        said = {"name": name or own_name_of(own), "direction": direction or language_of(code).dir}
    else:
        said = {"name": name, "direction": direction, "cldr": cldr}
    if missing := [ASKED[key] for key, value in said.items() if not value]:
        raise ExpectedError("\n  ".join([f'CLDR does not know "{code}". Say also', *missing]))
    return Locale.model_validate(said | {"cldr": cldr})


def _build_code(code: str, locales: dict[str, Locale]) -> str | None:
    """Return the code by which MkDocs builds a language, where its own has another form."""
    taken = {locale.build or each for each, locale in locales.items()}
    if re.fullmatch(BUILD_CODE, code) and code not in taken:
        return None
    free = (f"{code[:2]}-X{letter}" for letter in ascii_uppercase)  # X: codes that no country has
    return next(each for each in free if each not in taken)


def _first_files(project: Project) -> tuple[str, ...] | None:
    """Return the files that hold a text of the first tier; nothing if these are all."""
    loaded, layout = project.loaded, project.draft.layout
    tiers, first = tiers_of(loaded.site), loaded.site.about.tiers[:1]
    all_files, found = set[str](), set[str]()
    for message in messages_of(loaded):
        file = layout.file_of(message.context)
        all_files.add(file)
        if first and tiers[ident_of(message.context)] == first[0].name:
            found.add(file)
    return tuple(sorted(found)) if first and found != all_files else None


@dataclass(frozen=True)
class _New:
    """A language that is not there yet."""

    project: Project
    code: str
    locale: Locale

    def mistakes(self) -> list[Problem]:
        """Return what would be wrong with the list of languages."""
        locales = {**self.project.locales, self.code: self.locale}
        draft = replace(self.project.draft, locales=locales)
        return [*locale_mistakes(draft), *odd_names(draft)]

    def write(self) -> Iterator[Path]:
        """Write all its files, and yield those that are new or changed."""
        root = self.project.root
        yield _add_line(root / LOCALES_FILE, as_entry(self.code, self.locale))
        loaded, layout = self.project.loaded, self.project.draft.layout
        files = merge(messages_of(loaded), Catalog(self.code, self.locale), layout, loaded.site)
        yield from write_folder(files, root / "translations" / self.code)
        wording = root / "content" / "wording" / f"{self.code}.yml"
        if not wording.exists():
            wording.parent.mkdir(exist_ok=True)
            wording.write_text(self._wording(), encoding="utf-8")
            yield wording
        if (line := self._owner(root / OWNERS)) is not None:
            yield _add_line(root / OWNERS, line)

    def _wording(self) -> str:
        """Return a file for the words of the language, with those of the source beside them."""
        text = WORDING.format(name=self.locale.name)
        own = self.project.draft.wording
        if own and own.says:
            lines = [f"#   {name}: [] # {', '.join(words)}" for name, words in own.says.items()]
            text += "\n".join(["# says:", *lines, ""])
        return text

    def _owner(self, path: Path) -> str | None:
        """Return the line that says who is asked, as that of another language; nothing if there is none."""
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        for code in self.project.locales:
            if line := re.search(rf"^/translations/{re.escape(code)}/\s.*$", text, re.MULTILINE):
                whole_code = rf"(?<=[/-]){re.escape(code)}(?![\w-])"
                return re.sub(whole_code, self.code, line[0])
        return None


def _add_line(path: Path, line: str) -> Path:
    """Add a line to a file."""
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\n{line}\n", encoding="utf-8")
    return path
