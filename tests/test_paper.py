"""What comes out of a printer: each kind of page as a PDF that a real Chromium prints, read letter by letter."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page

from conftest import LANGUAGES, REAL_DAY, RTL, SCRIPTS
from mionido.render.environment import short_address
from test_browser import BOTH_WAYS, KINDS, REFUGEE, answer_all, begin

# In points: what site.css leaves white around the text, and how far the foot of a letter may reach into it.
WIDTH, HEIGHT, MARGIN, FOOT = 595.92, 842.88, 8 / 25.4 * 72, 1.5
SMALLEST = 10.5  # points
LONGEST = 6  # so many pages of a language are printed: shorter ones take no more paper
ROOMS = ("documents", "duties", "rights")
MARKED = re.compile(r"(\w)[\u064b-\u0652]")
# What paper has no use for: where one goes from here, by a tap.
ELSEWHERE = "nav, button, .mn-crumbs, .mn-jump, .mn-button, .mn-languages, .mn-danger, .mn-pass, .mn-fold:has(#see)"


@dataclass(frozen=True)
class Glyph:
    """A drawn letter: the sheet, its edges and its size in points."""

    sheet: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    letter: str


@dataclass(frozen=True)
class Paper:
    """What is on the sheets, and what the browser says it printed."""

    sheets: int
    words: str
    glyphs: list[Glyph]
    shown: str

    @property
    def title(self) -> list[Glyph]:
        """The letters of the title: they are the largest."""
        largest = max(each.size for each in self.glyphs)
        return [each for each in self.glyphs if each.size == largest]


def printed(page: Page) -> Paper:
    """Print what is on the screen on A4."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    texts = [sheet.get_textpage() for sheet in document]
    glyphs = [each for number, text in enumerate(texts) for each in glyphs_of(number, text)]
    page.emulate_media(media="print")
    shown = page.evaluate("document.body.innerText")
    page.emulate_media(media="null")
    words = "\n".join(text.get_text_range() for text in texts)
    return Paper(len(texts), words, glyphs, shown)


def glyphs_of(sheet: int, text: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    """Yield the letters that are drawn on a sheet."""
    for number in range(text.count_chars()):
        box = text.get_charbox(number)
        if box[2] > box[0]:
            size = 0.75 * pypdfium2.raw.FPDFText_GetFontSize(text, number)  # of pixels
            yield Glyph(sheet, *box, size, text.get_text_range(number, 1))


def letters(text: str) -> Counter[str]:
    """Return how often each letter stands in a text.

    A PDF has no spaces: what reads it guesses them. It holds Arabic as drawn, some of it from the left. So words and
    their order do not compare, nor do digits, because they also number lists.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    return Counter(each for each in plain if unicodedata.category(each).startswith("L"))


def assert_nothing_is_cut_off(paper: Paper) -> None:
    """Every letter of the page lies inside the margins, the text is as wide as the sheet, and none is missing."""
    left, bottom = (
        min(each.left for each in paper.glyphs),
        min(each.bottom for each in paper.glyphs),
    )
    right, top = max(each.right for each in paper.glyphs), max(each.top for each in paper.glyphs)
    assert left >= MARGIN - FOOT
    assert right <= WIDTH - MARGIN + FOOT
    assert bottom >= MARGIN - FOOT
    assert top <= HEIGHT - MARGIN + FOOT
    assert right - left >= 0.85 * (WIDTH - 2 * MARGIN)
    drawn, shown = letters(paper.words), letters(paper.shown)
    assert shown - drawn == Counter()
    # A letter with a mark above it is said twice by some readers of a PDF; on paper it is right.
    assert {*(drawn - shown)} <= {*MARKED.findall(unicodedata.normalize("NFKD", paper.shown))}


def assert_it_says_what_it_is(paper: Paper, built, language: str, address: str) -> None:
    """Who made it, that it decides nothing, when it was checked, whether a computer translated it, and where it is."""
    t = built.edition(language).site.interface
    names = ["who_made_this", "not_the_government", "not_legal_advice"]
    names += ["machine_translated"] if language != "nl" else []
    shown = " ".join(paper.shown.split())
    for name in names:
        said = t[name].replace("{what}", built.loaded.site.about.publisher)
        assert " ".join(said.split()) in shown
    assert re.search(
        re.escape(t["checked_on"]).replace(r"\{date\}", r"\d{1,2} \S+( \(.+?\))? 20\d\d"), shown
    )
    assert shown.startswith(built.loaded.site.about.name), (
        "the name of the site stands above the page"
    )
    assert (
        f"{built.loaded.site.about.name}: {built.loaded.site.about.repository} {address}" in shown
    )


@pytest.mark.parametrize(("kind", "language"), BOTH_WAYS)
def test_a_page_is_whole_on_paper(phone: Page, built, kind: str, language: str):
    """In both directions, with what a reader needs to trust it or not; nothing waits for a tap.

    There are no ways to elsewhere; of another site, whose name is a link on a screen, the address to type.
    """
    phone.goto(f"/{language}/{KINDS[kind]}")
    paper = printed(phone)

    assert_nothing_is_cut_off(paper)
    assert_it_says_what_it_is(paper, built, language, f"{language}/{KINDS[kind]}")
    if kind == "words":
        assert paper.sheets <= 10
    phone.emulate_media(media="print")
    seen = "all => all.filter((each) => each.checkVisibility()).map((each) => each.href ?? each.outerHTML)"

    assert phone.locator(ELSEWHERE).evaluate_all(seen) == []
    for address in phone.locator("a[rel~=external]").evaluate_all(seen):
        assert short_address(address) in paper.shown


# Page -> the sources with a day, and those of them that share a line with another source.
MIXED = """() => {
    const all = [...document.querySelectorAll(".mn-fold:has(#sources) li")];
    const box = (each) => each.getBoundingClientRect();
    const shares = (a, b) => a !== b && box(a).left < box(b).right && box(b).left < box(a).right
        && box(a).top < box(b).bottom - 4 && box(b).top < box(a).bottom - 4;
    const dated = all.filter((each) => each.querySelector(".mn-paper"));
    return [dated.length, dated.filter((a) => all.some((b) => shares(a, b))).map((each) => each.textContent)];
}"""


def test_a_source_with_its_day_has_lines_of_its_own(phone: Page):
    """Among Arabic words nobody else can say which day is that of which Dutch title."""
    phone.emulate_media(media="print")
    phone.goto("/ar/documents/letter-fine.html")

    count, mixed = phone.evaluate(MIXED)
    assert count >= 3
    assert mixed == []


def test_a_short_address_can_be_typed():
    """What a browser adds by itself is left out; of a long one the host stays."""
    assert short_address("https://www.example.org/") == "example.org"
    assert short_address("https://example.org/a/b?c=1") == "example.org/a/b?c=1"
    assert short_address(f"https://www.example.org/{'a' * 40}") == "example.org"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_pages_fill_two_sheets(phone: Page, built_site: Path, language: str):
    """Of all letters, duties and rights; in letters that tired eyes can read, and no heading is alone at the foot.

    Of a language whose script another one has, the longest page.
    """
    rooms = [built_site / language / room for room in ROOMS]
    pages = sorted((path for room in rooms for path in room.glob("*.html")), key=size_of_main)
    wrong = {}
    for path in pages[-LONGEST:] if language in SCRIPTS else pages[-1:]:
        phone.goto(f"/{path.relative_to(built_site)}")
        paper = printed(phone)
        smallest = min(each.size for each in paper.glyphs)
        found = (paper.sheets, round(smallest, 1), headings_at_the_foot(paper))
        if paper.sheets > 2 or smallest < SMALLEST - 0.05 or found[2]:
            wrong[path.name] = found

    assert wrong == {}


def size_of_main(path: Path) -> int:
    """Return how much text a page has: what waits for a tap to elsewhere does not count."""
    main = path.read_text(encoding="utf-8").partition("<h1>")[2].partition("</article>")[0]
    printed_parts = re.sub(
        r'<details class="mn-fold"><summary><h2 id="see">.*?</details>', "", main, flags=re.S
    )
    return len(re.sub(r"<[^>]*>", "", printed_parts))


def headings_at_the_foot(paper: Paper) -> list[tuple[int, bool]]:
    """Return the columns (their sheet, and whether the left one) whose last line is larger than text."""
    usual = Counter(each.size for each in paper.glyphs).most_common(1)[0][0]
    lowest: dict[tuple[int, bool], Glyph] = {}
    for each in paper.glyphs:
        column = (each.sheet, each.left < WIDTH / 2)
        if column not in lowest or each.bottom < lowest[column].bottom:
            lowest[column] = each
    return [column for column, last in lowest.items() if last.size > 1.1 * usual]


@pytest.mark.parametrize("language", SCRIPTS)
@pytest.mark.parametrize("kind", ["duty", "document", "guide", "step"])
def test_lines_begin_at_their_side_of_the_paper(phone: Page, language: str, kind: str):
    """The title does, and of the lines of the first column many; at the side where they end they are ragged."""
    phone.goto(f"/{language}/{KINDS[kind]}")
    paper, is_rtl = printed(phone), language in RTL

    title = paper.title
    edge = max(each.right for each in title) if is_rtl else min(each.left for each in title)
    assert edge == pytest.approx(WIDTH - MARGIN if is_rtl else MARGIN, abs=3)
    begins = [each for each in lines(paper) if each[is_rtl] == pytest.approx(edge, abs=3)]
    other = WIDTH - edge
    ends = [each for each in lines(paper) if each[not is_rtl] == pytest.approx(other, abs=3)]
    assert len(begins) >= 5
    assert len(begins) > 2 * len(ends)


def lines(paper: Paper) -> list[tuple[float, float]]:
    """Return where each line of all sheets is left and right; two columns are one line where they stand level."""
    found: dict[tuple[int, int], list[Glyph]] = {}
    for each in paper.glyphs:
        found.setdefault((each.sheet, round(each.bottom / 6)), []).append(each)
    return [(min(g.left for g in line), max(g.right for g in line)) for line in found.values()]


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_result_is_whole_on_two_sheets(phone: Page, built, language: str):
    """The answer about one outcome, with its reason and dates, the day, and the warning that it decides nothing."""
    phone.goto(f"/{language}/checker.html")
    begin(phone, "deadline")
    answer_all(phone, REFUGEE)
    paper = printed(phone)

    edition, shown = built.edition(language), " ".join(paper.shown.split())
    assert paper.sheets <= 2
    assert_nothing_is_cut_off(paper)
    assert_it_says_what_it_is(paper, built, language, f"{language}/checker.html")
    assert edition.plain(edition.site.checker.always) in shown
    assert edition.day(REAL_DAY) in shown
    assert "15 juni 2028" in shown


def test_what_is_folded_on_a_screen_is_open_on_paper(phone: Page):
    """The legend of a drawing cannot be tapped on a sheet."""
    phone.goto("/nl/checker/outcomes/must-integrate.html")
    legend = phone.locator(".mn-picture details:not([open])")
    folded, whole = legend.text_content(), printed(phone).words
    legend.evaluate("each => each.remove()")

    assert letters(whole) - letters(printed(phone).words) == letters(folded)


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_page_prints_by_a_button_and_has_its_pdf_beside_that(
    new_phone: Page, built, language: str
):
    """On one line of a phone; a finger finds both. Where another page or paper is what one prints there is none."""
    phone = new_phone
    phone.add_init_script("window.print = () => { document.title = 'printed' }")
    for kind in ("duty", "document", "law", "list"):
        phone.goto(f"/{language}/{KINDS[kind]}")
        phone.locator("[data-print]").click()
        assert phone.title() == "printed"
    edition = built.edition(language)
    sheet = edition.env.get_template("components/sheet/template.html").module
    for is_beside in (False, True):
        files = [{"href": "#", "size": edition.size(120), "is_beside": is_beside}]
        drawn = sheet.on_paper(edition.site.interface, {"files": files, "sheet": None})
        place = phone.locator(".mn-on-paper")
        place.evaluate("(old, html) => { old.outerHTML = html }", drawn)
        place.locator("button").evaluate("button => { button.hidden = false }")
        button, link = (place.locator(each).bounding_box() for each in ("button", "a"))
        assert min(button["height"], link["height"]) >= 43.9
        assert link["y"] < button["y"] + button["height"] / 2, "on the same line"
    for page in ("index", "checker", "sheets", "sheets/exams"):
        phone.goto(f"/{language}/{page}.html")
        assert phone.locator("[data-print]").count() == 0


def test_without_a_script_there_is_no_button_to_print(plain_phone: Page):
    """It would do nothing."""
    plain_phone.goto(f"/nl/{KINDS['duty']}")
    assert plain_phone.locator("[data-print]").count() == 1
    assert not plain_phone.locator("[data-print]").is_visible()
