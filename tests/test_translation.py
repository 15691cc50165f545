"""How far translations are, per text and page; what comes first; what is missing is shown elsewhere, and says so."""

import json
import random
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from babel.messages.pofile import read_po

from conftest import SMALL_DAY, SMALL_EPOCH, run
from mionido.model.site import Tier
from mionido.paper.runs import Writer
from mionido.project import read_project
from mionido.publish.outputs import badge, draw
from mionido.publish.publish import Job, publish
from mionido.render.view import view_of
from mionido.translate.catalogs import Catalog, owner
from mionido.translate.localise import localise
from mionido.translate.messages import as_bytes, context, merge, messages_of
from mionido.translate.order import is_in, tiers_of
from mionido.translate.seen import code_of
from mionido.translate.states import States, note_on, state_of

TITLE, PAGE = "duties/pay-fee:title", "duties/pay-fee.html"
OTHER_PAGE = "rights/objection.html"


def mark(root: Path, code: str, ctx: str, *who: str) -> None:
    """Write into a PO file that somebody has read a text beside its source."""
    for path in (root / "translations" / code).glob("*.po"):
        with path.open("rb") as file:
            messages = read_po(file)
        for message in messages:
            if message.context == ctx:
                pair = code_of(str(message.id), str(message.string))
                message.user_comments += [f"seen: {name}, 2031-05-01, {pair}" for name in who]
                path.write_bytes(as_bytes(messages))


def change(root: Path, name: str, old: str, new: str) -> None:
    """Replace something that a file holds once."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (name, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def catalog_of(root: Path, code: str = "ar") -> tuple[Catalog, str]:
    """Return a catalog, and the title as it is written now."""
    project = read_project(root, SMALL_DAY)
    return project.catalog(code)[0], project.draft.sources[TITLE]


def test_the_state_of_a_text_is_what_happened_to_it(small_site):
    """Two names of one person are one; who changes the translation or the source takes the marks away."""
    catalog, source = catalog_of(small_site)
    said = catalog.texts[TITLE][1]
    assert state_of(catalog, TITLE, source) == "machine"
    mark(small_site, "ar", TITLE, "amal", "Amal")
    assert state_of(catalog_of(small_site)[0], TITLE, source) == "one"
    mark(small_site, "ar", TITLE, "jan")
    assert state_of(catalog_of(small_site)[0], TITLE, source) == "two"
    assert state_of(catalog_of(small_site)[0], TITLE, f"{source}!") == "outdated"
    assert state_of(catalog_of(small_site)[0], "duties/none:title", source) == "missing"
    change(small_site, "translations/ar/duties.po", f'msgstr "{said}"', f'msgstr "{said}."')
    assert state_of(catalog_of(small_site)[0], TITLE, source) == "machine"


def test_the_mark_of_a_reader_stays_when_the_files_are_written_again(small_site):
    """Also when an editor of PO files, or `mionido extract`, writes them."""
    mark(small_site, "ar", TITLE, "amal")
    project = read_project(small_site, SMALL_DAY)
    catalog, _ = project.catalog("ar")
    layout, site = project.draft.layout, project.loaded.site
    merged = merge(messages_of(project.loaded), catalog, layout, site)["duties"]
    (small_site / "translations" / "ar" / "duties.po").write_bytes(as_bytes(merged))
    assert [seen.who for seen in catalog_of(small_site)[0].all_who_saw(TITLE)] == ["amal"]


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ({"machine"}, ["machine_translated"]),
        (set(), ["machine_translated"]),
        ({"one"}, ["translation_checked"]),
        ({"one", "two"}, ["translation_checked"]),
        ({"one", "machine"}, ["translation_partly_checked"]),
        ({"machine", "missing"}, ["machine_translated", "translation_incomplete"]),
        ({"two", "outdated"}, ["translation_checked", "translation_incomplete"]),
        ({"missing", "outdated"}, ["translation_incomplete"]),
    ],
)
def test_a_page_says_what_it_holds(states, said):
    """It claims that a person has checked it only if one has checked all that is translated."""
    assert note_on(states) == said


def test_the_note_of_a_page_is_about_its_own_texts(small_site):
    """Who reads one text changes what its page says, and no other page; a sheet says the same."""
    project = read_project(small_site, SMALL_DAY)
    for ctx in project.draft.sources:
        if ctx.startswith("duties/pay-fee:"):
            mark(small_site, "ar", ctx, "amal")
    project = read_project(small_site, SMALL_DAY)
    edition = project.edition_of(project.catalog("ar")[0])
    words = edition.site.interface

    def note(uri: str) -> list[str]:
        return [*map(str, view_of(edition, project.pages[uri], project.pages).note)]

    assert note(PAGE) == [words["translation_partly_checked"]]  # it shows titles of others, too
    assert note(OTHER_PAGE) == [words["machine_translated"]]
    assert view_of(project.written, project.pages[PAGE], project.pages).note == []


def test_who_reads_a_text_makes_few_pages_new(small_site):
    """Those that show it, where one mends it, and what says how far the language is; as a clean build has them."""

    def build(folder: str) -> dict[str, str]:
        project = read_project(small_site, SMALL_DAY)
        job = Job(project, ["de", "ar"], 1, small_site / folder, has_handouts=True)
        return publish(job).manifest.files

    before = build("site")
    mark(small_site, "ar", "steps/second:summary", "amal")
    mark(small_site, "ar", "interface:menu", "amal")
    after = build("site")
    changed = {uri for uri, made in after.items() if before[uri] != made}
    for_readers = {uri for uri in changed if not uri.startswith("ar/beside/")}
    assert {"ar/steps/second.html", "ar/translation.html"} <= for_readers
    whole = {"ar/translation.html", "ar/offline.json", "ar/offline-version.json"}  # of the language
    whole |= {"ar/search.html"}  # says which words it wants
    for uri in for_readers - {"ar/steps/second.html", *whole}:
        said = b"steps-second" if uri.endswith(".pdf") else b"steps/second.html"
        assert said in uri.encode() or said in (small_site / "site" / uri).read_bytes(), uri
    assert len(for_readers - whole) < 8
    assert "ar/beside/steps/second.html" in changed
    assert after == build("clean")


def chosen_texts(catalog: Catalog, chooser: random.Random, share: float) -> Catalog:
    """Return a catalog that has only some of its texts."""
    texts = {ctx: text for ctx, text in catalog.texts.items() if chooser.random() < share}
    return replace(catalog, texts=texts)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_missing_is_that_of_the_first_language_that_has_it(built_small, seed):
    """Whatever each of them has: the reader's own, then in the order of falling back, and at last the source."""
    chooser = random.Random(seed)
    site = built_small.loaded.site
    arabic, english = (
        chosen_texts(built_small.catalogs[code], chooser, 0.5) for code in ("ar", "en")
    )
    own = chosen_texts(replace(built_small.catalogs["ar"], code="fa"), chooser, 0.3)
    own.fallbacks = (english, arabic)
    shown = {context(ident, path): text for ident, path, text in localise(site, own).texts()}
    for ident, path, text in site.texts():
        ctx = context(ident, path)
        each_lang = [(None, own), ("en", english), ("ar", arabic)]
        has_it = [(lang, it.translation(ctx, text)) for lang, it in each_lang]
        expected = next((each for each in has_it if each[1]), ("de", str(text)))
        assert (shown[ctx].lang, str(shown[ctx])) == expected


def test_what_is_shown_in_another_language_is_marked(built_small):
    """With its language, its direction, and the name of the language: on pages, on paper and in the data."""
    edition = built_small.edition("rmy")
    view = view_of(edition, built_small.pages[PAGE], built_small.pages)
    title = edition.site.find("duties/pay-fee").title
    assert title.lang == "en"
    assert (
        f'<span lang="en" dir="ltr">{title} <small class="mn-language">(English)</small></span>'
        in (view.content)
    )
    assert edition.site.interface["translation_incomplete"] in view.note
    cell = Writer(edition).cell(title)
    assert (cell.lang, cell.direction) == ("en", "ltr")
    assert cell.runs[0].words == f"{title} (English)"
    data = json.loads(draw(edition, "data.json", built_small)[0])
    assert data["in_other_languages"][TITLE] == "en"
    assert "in_other_languages" not in json.loads(
        draw(built_small.edition("en"), "data.json", built_small)[0]
    )


def test_a_day_is_in_the_language_of_its_sentence(built_small):
    """On pages and on paper: an English sentence has no Romanian month."""
    own, english = built_small.edition("rmy"), built_small.edition("en")
    day, said = english.parameter("act_start"), own.site.find("regimes/act-2021").transition[0].says
    assert own.parameter("act_start") != day
    assert said.lang == "en"
    view = view_of(own, built_small.pages["regimes/act-2021.html"], built_small.pages)
    assert f"<bdi>{day}</bdi>" in view.content
    assert day in Writer(own).cell(said).runs[0].words
    assert "parameters/act_start.in_force" in view.read


def test_from_the_right_falls_back_to_the_right(built_small):
    """Kurdish readers get Arabic, with its own direction and forms of numbers."""
    edition = built_small.edition("ckb")
    title = edition.site.find("duties/pay-fee").title
    assert title.lang in (None, "ar")
    weeks = edition.site.interface["unit_weeks"]
    arabic = built_small.edition("ar")
    if weeks.lang == "ar":
        assert edition.counted("unit_weeks", 3) == arabic.counted("unit_weeks", 3)


def test_a_change_where_one_falls_back_to_reaches_the_pages(small_site):
    """An incremental build sees it, and no page is drawn that does not show it."""

    def build(folder: str) -> dict[str, str]:
        project = read_project(small_site, SMALL_DAY)
        return publish(Job(project, ["de", "en", "rmy"], 1, small_site / folder)).manifest.files

    before = build("site")
    english, source = catalog_of(small_site, "en")
    said = english.translation(TITLE, source)
    change(small_site, "translations/en/duties.po", f'msgstr "{said}"', f'msgstr "{said} now"')
    after = build("site")
    assert before[f"rmy/{PAGE}"] != after[f"rmy/{PAGE}"]
    assert before["rmy/law.html"] == after["rmy/law.html"]
    assert after == build("clean")


def test_tiers_are_what_a_letter_needs_first(law):
    """Each text is in one; a term belongs to the first whose texts mark it, and files begin with the first."""
    site = law.loaded.site
    tiers, names = tiers_of(site), [tier.name for tier in site.about.tiers]
    assert {ident for ident, _, _ in site.texts()} <= tiers.keys()
    assert {tiers[ident] for ident in ("interface", "site")} == {names[0]}
    assert {tiers[f"documents/{name}"] for name in site["documents"]} == {names[0]}
    texts = [
        text
        for ident, _, text in site.texts()
        if tiers[ident] == names[0] and ident[:6] != "terms/"
    ]
    marked = {f"terms/{term}" for text in texts for term in re.findall(r"\{term:([\w-]+)\}", text)}
    assert {tiers[term] for term in marked} <= {names[0]}
    last: dict[str, int] = {}
    for message in messages_of(law.loaded):
        file = law.draft.layout.file_of(message.context)
        number = names.index(tiers[message.context.partition(":")[0]])
        assert number >= last.get(file, 0), message.context
        last[file] = number


def test_a_tier_names_ids_and_folders():
    """And without a list everything."""
    tier = Tier(name="A", title="A", of=("checker/*", "duties/a"))
    assert is_in(tier, "checker/questions/x")
    assert is_in(tier, "duties/a")
    assert not is_in(tier, "duties/ab")
    assert is_in(Tier(name="B", title="B"), "duties/ab")


MEND = re.compile(
    r'href="https://example.org/kleines-beispiel/edit/main/(translations/ar/[\w-]+\.po)#L(\d+)"'
)


def test_each_text_of_a_page_leads_to_its_line(small_site):
    """Of a record, of the checker and of words that stand everywhere; from each page, without a script."""
    project = read_project(small_site, SMALL_DAY)
    catalog = project.catalog("ar")[0]
    uris = {
        page.ident: uri for uri, page in project.beside.items() if page.template == "beside.html"
    }
    edition = replace(project.edition_of(catalog), beside=uris)
    contexts = {(place.file, str(place.line)): ctx for ctx, place in catalog.places.items()}
    found = set()
    for uri in uris.values():
        html = draw(edition, uri, project)[0].decode()
        found |= {contexts[place] for place in MEND.findall(html)}
        # It only prints, reads aloud and passes on.
        assert html.count("<script") == html.count("assets/page.")
    kinds = (
        "documents",
        "duties",
        "rights",
        "checker/outcomes",
        "checker/questions",
        "checker/rules",
    )
    wanted = {
        ctx for ctx in catalog.places if ctx.rpartition("/")[0] in kinds or ctx[:5] == "inter"
    }
    assert wanted - found == set()
    for uri, page in project.pages.items():
        leads_to = view_of(edition, page, project.pages).improve
        assert leads_to.removeprefix("../" * uri.count("/")) in uris.values()


def test_an_entry_shows_its_state_the_mark_to_write_and_another_language(small_site):
    """So that who checks it on a phone copies one line; who has no account gets a mail that is begun."""
    change(
        small_site,
        "translations/locales.yml",
        "rtl, status: public",
        "rtl, status: public, falls_back_to: en",
    )
    mark(small_site, "ar", TITLE, "amal")
    project = read_project(small_site, SMALL_DAY)
    catalog = project.catalog("ar")[0]
    edition = project.edition_of(catalog)
    html = draw(edition, f"beside/{PAGE}", project)[0].decode()
    source, said = catalog.texts[TITLE]
    entry = html[html.index('<details class="mn-entry') :].partition("</details>")[0]
    assert edition.site.interface["state_one"] in entry
    assert f"# seen: YOUR-NAME, YEAR-MONTH-DAY, {code_of(source, said)}" in entry
    english = catalog.fallbacks[0].translation(TITLE, source)
    assert f'<p lang="en" dir="ltr">English: {english}</p>' in entry
    assert "mailto:fehler@example.org?subject=" in entry


def test_the_site_says_how_far_a_language_is(small_site):
    """By tier and state on a page, and as a picture that is well-formed and says it in words."""
    mark(small_site, "ar", TITLE, "amal", "jan")
    project = read_project(small_site, SMALL_DAY)
    edition = project.edition_of(project.catalog("ar")[0])
    html = draw(edition, "translation.html", project)[0].decode()
    assert '<h2 id="missing">' not in html
    counted = [*States(project.loaded.site, edition.catalog).by_context.values()]
    assert counted.count("two") == 1
    row = f"<dt>{edition.site.interface['state_two']}</dt>\n<dd><bdi>1</bdi></dd>"
    assert html.count(row) == 1
    picture = ElementTree.fromstring(badge(edition))
    assert picture.get("aria-label") == f"العربية: 100 %, ✓ {100 * 1 // len(counted)} %"


def test_what_is_left_is_listed_in_the_order_of_need(built_small):
    """The first tier first; each record leads to the page of its texts, or to the line of the first of them."""
    pages = {page.ident: uri for uri, page in built_small.beside.items()}
    edition = replace(built_small.edition("ckb"), beside=pages)
    html = draw(edition, "translation.html", built_small)[0].decode()
    listed = re.findall(
        r'<li><a href="([^"]+)"><bdi lang="zxx" dir="ltr">([\w/-]+)</bdi></a>', html
    )
    tiers = [tiers_of(built_small.loaded.site)[ident] for _, ident in listed]
    assert tiers == sorted(tiers)
    assert len(set(tiers)) == 2
    places = edition.catalog.places.items()
    for href, ident in listed:
        lines = {
            f"edit/main/{place.file}#L{place.line}" for ctx, place in places if owner(ctx) == ident
        }
        begin = {"blob/main/translations/README.md"}
        assert href == pages.get(ident) or href.partition("beispiel/")[2] in lines | begin, ident


REVIEW = "- {seed: 7, day: 2031-05-01, who: Amal, tier: A, texts: 20, misleading: 1, shifted: 2, unnatural: 3}\n"


def test_a_sample_is_the_same_for_the_same_number(small_site):
    """Two sheets of the same texts, one without the source; what a reader found is shown with the figures."""
    arguments = ("mionido", "sample", "--lang", "ar", "--seed", "7", "--count", "20", "--tier", "A")
    made = []
    for _ in range(2):
        result = run(*arguments, cwd=small_site, epoch=SMALL_EPOCH)
        assert result.returncode == 0, result.stderr
        made.append([(small_site / name).read_text("utf-8") for name in result.stdout.split()])
    assert made[0] == made[1]
    blind, whole = made[0]
    assert blind.count("\n## ") == whole.count("\n## ") == 20
    assert not re.search("[äöüß]", blind)
    assert re.search("[äöüß]", whole)
    tiers = tiers_of(read_project(small_site, SMALL_DAY).loaded.site)
    contexts = re.findall(r"^## \d+\. (.*?):", whole, re.MULTILINE)
    assert {tiers[ident] for ident in contexts} == {"A"}
    (small_site / "translations" / "ar" / "review.yml").write_text(REVIEW, encoding="utf-8")
    said = run("mionido", "status", "--lang", "ar", cwd=small_site, epoch=SMALL_EPOCH).stdout
    assert "2031-05-01, Amal: 20 texts of tier A (seed 7): 1 misleading, 2 shifted" in said
