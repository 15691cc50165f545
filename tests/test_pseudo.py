"""Two invented languages, with which one finds words that nobody can translate, and words that do not fit."""

import functools
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import SMALL_EPOCH, QuietServer, copy_small_site, html_files, html_of, run, serving
from mionido.model.markup import tokens
from mionido.model.text import Plural, Text
from mionido.model.walk import walk
from mionido.project import Project
from mionido.translate.pseudo import LANGUAGES, accented, mirrored, pseudo
from pdf import reader, spoken

STICKING_OUT = (Path(__file__).parent / "fitting.js").read_text(encoding="utf-8")
VOID = {"area", "br", "hr", "img", "input", "link", "meta", "path", "use", "wbr"}
READ_ALOUD = ("alt", "aria-label", "placeholder", "title")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
ADDRESS = re.compile(r"https?://\S+|\S+@\S+|[\w.-]+\.[a-z]+(?:/\S*)?|\S+\.html")
# A short name of a law, a currency, the number of a sheet, and the code of the language itself.
AS_IT_IS = re.compile(r"\b[A-Z]{2,}\d*\b|\b[0-9a-f]{8}\b|\bar-XB\b")


class Words(HTMLParser):
    """Collects what a page says or reads aloud, each with the language that it is marked as."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.around: list[tuple[str, str | None]] = []
        self.found: set[tuple[str, str]] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what a tag says, and its language."""
        said = dict(attrs)
        self.around.append((tag, said.get("lang")))
        spoken = [said.get(name) for name in READ_ALOUD]
        spoken.append(said.get("content") if said.get("name") == "description" else None)
        for words in filter(None, spoken):
            self.handle_data(words)
        if tag in VOID:
            self.around.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what a tag says that is empty, also one of a picture."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.around.pop()

    def handle_endtag(self, tag: str) -> None:
        """Forget the language of a tag that ends."""
        if any(name == tag for name, _ in self.around):
            while self.around.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Remember words; a script has none."""
        if not {"script", "style"} & {tag for tag, _ in self.around}:
            lang = next((each for _, each in reversed(self.around) if each), "")
            self.found |= {(lang, line.strip()) for line in data.split("\n")}


def untranslated(html: str, names: set[str], official: str) -> Iterator[str]:
    """Yield what a page in letters of another script says in Latin ones, and is no name, address or amount."""
    for lang, words in sorted(Words(html).found):
        left = ADDRESS.sub(" ", words)
        for name in sorted(names, key=len, reverse=True) if LATIN.search(left) else ():
            left = left.replace(name, " ")
        if lang != official:
            left = AS_IT_IS.sub(" ", left)
        if LATIN.search(left) or "mn-language" in words:
            yield f"{lang}: {words}"


def names_of(project: Project) -> set[str]:
    """Return what stands in every language as it is: all that is written in content/ and is no text."""
    found = {locale.name for locale in project.locales.values()}
    for _, record in project.loaded.site.files():
        values = (value for _, value in walk(record))
        found |= {each for each in values if isinstance(each, str) and not isinstance(each, Text)}
    return {each for each in found if LATIN.search(each)}


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small site in the invented languages, with its sheets to print."""
    folder = tmp_path_factory.mktemp("invented")
    root = copy_small_site(folder / "site")
    for arguments, cwd in (
        (("pseudo", str(folder / "pseudo")), root),
        (("check",), folder / "pseudo"),
        (("build", "--handouts", "--lang", "de", *LANGUAGES), folder / "pseudo"),
    ):
        result = run("mionido", *arguments, cwd=cwd, epoch=SMALL_EPOCH)
        assert result.returncode == 0, result.stderr
        assert " warning" not in result.stdout.replace("0 errors, 0 warnings", "")
    return folder / "pseudo" / "site"


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_invented_language_is_longer_and_keeps_every_mark(law: Project, code: str):
    """Placeholders, links, bold and lines are those of the source; a third to a half is more than there was."""
    before = after = 0
    for _, _, text in law.loaded.site.texts():
        said = pseudo(text, LANGUAGES[code].say, {}, 6)
        forms = said.split("\n") if isinstance(text, Plural) else [said]
        source = text.forms[-1] if isinstance(text, Plural) else text
        assert len(forms) == (6 if isinstance(text, Plural) else 1)
        for form in forms:
            marks = [
                Counter((each.kind, each.name) for each in tokens(it)) for it in (source, form)
            ]
            assert marks[0] == marks[1]
            assert form.count("\n") == source.count("\n")
        before, after = before + len(source), after + len(forms[0])
    assert 1.25 < after / before < 1.5


def test_a_word_is_said_by_a_rule():
    """With marks, or in other letters; a name with a digit stays, and a term has its name beside it."""
    assert (
        accented("Einbürgerung")
        == "E\u0302E\u0302i\u0302i\u0302nbu\u0302u\u0302rge\u0302e\u0302ru\u0302u\u0302ng"
    )
    assert not LATIN.search(mirrored("Einbürgerung"))
    said = pseudo(Text("A2: {term:examen}"), mirrored, {"examen": "Test"}, 2)
    assert said == "A2: تههست ({term:examen})"


def test_words_that_nobody_can_translate_are_found(invented: Path):
    """As a template might have them: in an attribute, in the title, in the language of letters."""
    html = (invented / "ar-XB" / "law.html").read_text(encoding="utf-8")
    assert [*untranslated(html, {"Deutsch"}, "de")] != []  # names of the law are taken for words
    for added in ("<p>Weiter</p>", '<img alt="Bild">', '<p lang="de">Zurück</p>'):
        assert len([*untranslated(f'<html lang="ar-XB">{added}', {"Deutsch"}, "de")]) == 1


def test_every_word_of_a_page_can_be_translated(invented: Path, built_small: Project):
    """On no page for readers, and in no part of the checker, is one in the language of the source."""
    names = names_of(built_small) | {"PDF"}  # so a kind of file is called everywhere
    found = {}
    files = [path for path in html_files(invented / "ar-XB") if "beside" not in path.parts]
    assert len(files) > 30
    for path in files:
        html = html_of(path).replace("<title>Words</title>", "")  # by which the test names a script
        if left := [*untranslated(html, names, "de")]:
            found[path.name] = left

    assert found == {}


def test_a_word_of_letters_is_one_word_also_with_a_mark_on_it(built_small: Project):
    """Who listens hears "Prüfung", and not two halves with a letter between them."""
    said = built_small.edition("ar").env.marks.whole("في Prüfung")
    assert re.findall(r"<bdi[^>]*>([^<]*)</bdi>", said) == ["Prüfung"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_sheet_of_a_language_with_a_country_can_be_printed(invented: Path, code: str):
    """Its words are in that language; in other letters, what is left are words of letters."""
    (path,) = (invented / code / "handouts").glob(f"exam-{code}-*.pdf")
    pdf = reader(path.read_bytes())
    assert pdf.trailer["/Root"]["/Lang"] == code
    if code == "ar-XB":
        said = [each for each in spoken(pdf) if each.lang == code]
        assert len(said) > 10
        assert [each.words for each in said if LATIN.search(each.words)] == []


@pytest.fixture
def narrow(browser: Browser, invented: Path) -> Iterator[Page]:
    """Return a page on the narrowest phone, where long words have the least room."""
    with serving(functools.partial(QuietServer, directory=str(invented))) as address:
        context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=address)
        yield context.new_page()
        context.close()


@pytest.mark.parametrize("code", LANGUAGES)
def test_long_words_fit_a_narrow_phone(narrow: Page, built_small: Project, code: str):
    """One page of each kind: no word sticks out of the screen or its box, in either direction."""
    kinds = {page.template: uri for uri, page in built_small.pages.items()}
    assert len(kinds) > 15
    found = {}
    for uri in kinds.values():
        narrow.goto(f"/{code}/{uri}")
        if out := narrow.evaluate(STICKING_OUT):
            found[uri] = out

    assert found == {}


def test_words_that_stick_out_are_found(narrow: Page):
    """Of a button that is too narrow, of a box that cuts, and at the side of the screen."""
    narrow.goto("/en-XA/index.html")
    narrow.evaluate("""() => {
      for (const [words, style] of [
        ["Außerordentlich", "inline-size: 3rem; white-space: nowrap; border: 1px solid"],
        ["Unvergleichlichkeit", "inline-size: 3rem; overflow: hidden; overflow-wrap: normal"],
        ["Niederlassungsbewilligung", "position: absolute; left: 250px; white-space: nowrap"],
      ]) {
        const box = document.createElement("div");
        box.style.cssText = style;
        box.append(words);
        document.querySelector("main").append(box);
      }
    }""")
    assert [word[:5] for word in narrow.evaluate(STICKING_OUT)] == [
        "Außer",
        "Unver",
        "Niede",
        "the p",
    ]
