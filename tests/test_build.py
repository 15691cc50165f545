"""Building: links work, the two ways to build agree, and bad input never costs the site that is there."""

import functools
import json
import os
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from lxml import etree

from conftest import BELOW_A_PATH, LANGUAGES, ROOT, SMALL_EPOCH, html_files, html_of, one_files, run
from mionido.model.kinds import kind_of
from mionido.project import Project

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yml").read_text(encoding="utf-8"))
NUMBERS = yaml.safe_load((Path(__file__).parent / "facts.yml").read_text(encoding="utf-8"))[
    "numbers"
]


@dataclass(frozen=True)
class Links:
    """The addresses and anchors of a page, its language and its direction."""

    hrefs: list[str]
    ids: set[str]
    html: dict[str, str]


@functools.cache
def links(path: Path) -> Links:
    """Return what a page points to and what of it may be pointed to; each is read once, for all tests."""
    page = etree.HTML(html_of(path).encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    hrefs = [str(each) for each in page.xpath("//@href | //@src") if each]
    return Links(hrefs, {*map(str, page.xpath("//@id"))}, dict(page.attrib))


def pages(site: Path) -> dict[Path, Links]:
    """Return every page of a site with its links."""
    return {path: links(path) for path in html_files(site)}


@functools.cache
def leads_to(folder: Path, target: str) -> Path | None:
    """Return the file to which the pages of a folder link by this address; to none if it is empty."""
    return Path(os.path.normpath(folder / target.lstrip("/"))) if target else None


@functools.cache
def is_there(file: Path) -> bool:
    """Whether there is such a file; thousands of links lead to it."""
    return file.exists()


def test_every_link_of_every_page_leads_somewhere(site):
    """No dead link and no dead anchor, in any language."""
    read = pages(site)
    dead = []
    for path, page in read.items():
        for href in page.hrefs:
            if href.startswith(("http", "mailto:", "tel:", "sms:", "data:")):
                continue
            target, _, anchor = href.partition("#")
            target = target.partition("?")[0]  # what tells the words of one build from another
            file = leads_to(site if target.startswith("/") else path.parent, target) or path
            if not is_there(file) or (anchor and anchor not in read[file].ids):
                dead.append((str(path.relative_to(site)), href))

    assert dead == []


def test_every_page_can_be_reached_from_the_root(site):
    """No orphans: from the choice of language a reader can get everywhere."""
    read = pages(site)
    seen, todo = set(), [site / "index.html"]
    while todo:
        path = todo.pop()
        if path in seen or path not in read:
            continue
        seen.add(path)
        todo += [
            file
            for href in read[path].hrefs
            if not href.startswith(("http", "tel:", "mailto:", "sms:"))
            and (file := leads_to(path.parent, href.partition("#")[0]))
        ]

    drafts = {path for path in read if path.relative_to(site).parts[0] in ("ckb", "rmy")}
    assert {
        str(path.relative_to(site))
        for path in read
        if path.suffix == ".html" and path not in seen | drafts
    } == {"404.html"}


def test_help_in_danger_is_one_tap_away(built_site):
    """The header of every page of every language leads to the page with the numbers.

    test_browser.py has the pages outside all languages.
    """
    far = []
    for path in set(built_site.glob("*/**/*.html")) - one_files(built_site):
        header = re.search(r"<header.*?</header>", path.read_text(encoding="utf-8"), re.DOTALL)[0]
        language = path.relative_to(built_site).parts[0]
        hrefs = re.findall(r'class="mn-danger" href="([^"]+)"', header)
        found = [(path.parent / href).resolve() for href in hrefs]
        if found != [(built_site / language / "guides" / "in-danger.html").resolve()]:
            far.append(str(path.relative_to(built_site)))

    assert far == []


def test_search_engines_get_whole_addresses_or_none(
    built_small_site: Path, built_below_a_path: Path, built_small: Project
):
    """A sitemap of every public page with the day it was checked, and the same page in each language."""
    listed = ElementTree.parse(built_below_a_path / "sitemap.xml").getroot()
    days = {each[0].text: each[1].text for each in listed}
    public = [code for code, each in built_small.locales.items() if each.status != "draft"]
    duty = built_small.loaded.site.records["duties"]["pass-exam"]

    assert {*days} == {
        f"{BELOW_A_PATH}/{code}/{uri}" for code in public for uri in built_small.pages
    }
    assert days[f"{BELOW_A_PATH}/ar/duties/pass-exam.html"] == duty.checked.isoformat()
    alternate = re.compile(r'<link rel="alternate" hreflang="(\S+)" href="(\S+)">')
    path = "de/duties/pass-exam.html"
    assert alternate.findall((built_below_a_path / path).read_text(encoding="utf-8")) == [
        (code, f"{BELOW_A_PATH}/{code}/duties/pass-exam.html") for code in public
    ]
    assert not (built_small_site / "sitemap.xml").exists()
    assert alternate.findall((built_small_site / path).read_text(encoding="utf-8")) == []


def test_a_site_without_such_a_page_has_no_link_to_it(built_small_site):
    """Another subject may need no numbers."""
    html = (built_small_site / "de" / "index.html").read_text(encoding="utf-8")
    assert "mn-danger" not in html.partition("</style>")[2]


@pytest.mark.parametrize("ident", NUMBERS)
def test_a_page_about_danger_can_be_called_from(built_site, ident):
    """Whoever reads about illness, home, fear or family finds whom to call, in every language, without leaving."""
    for language in LANGUAGES:
        called = [
            href
            for href in links(built_site / language / f"{ident}.html").hrefs
            if href.startswith("tel:")
        ]
        wanted = {"tel:" + number.replace("-", "") for number in NUMBERS[ident]}
        assert wanted <= set(called), language
        if ident == "guides/in-danger":
            assert wanted == set(called), "the test lists every number on this page"


@pytest.mark.parametrize(
    ("folder", "project"), [("built_site", "built"), ("built_small_site", "built_small")]
)
def test_a_page_whose_subject_is_sensitive_has_a_way_out(folder, project, request):
    """In every language, to the address of site.yml, as each question of the checker; others have none."""
    site, law = request.getfixturevalue(folder), request.getfixturevalue(project).written.site
    languages = {path.parent.parent.name for path in site.glob("*/guides/*.html")}
    wanted = {
        f"{language}/{ident}.html"
        for language in languages
        for ident, record in law.all()
        if kind_of(ident).template and getattr(record, "sensitive", False)
    }
    # What the checker asks is asked there too: of its own way out, see test_walks.py.
    walks = [f"checker/outcomes/{name}.html" for name in law.checker.outcomes]
    wanted |= {f"{language}/{walk}" for language in languages for walk in walks}
    read = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    found = [path for path, text in read.items() if 'class="mn-leave"' in text]

    on_paper = {f"{language}/{folder}" for language in languages for folder in ("sheets", "beside")}
    uris = {path.relative_to(site).as_posix() for path in found}

    assert wanted
    assert {uri for uri in uris if uri.rpartition("/")[0] not in on_paper} == wanted
    out = f'<a href="{law.about.leave}" rel="noreferrer">'
    assert [path for path in found if out not in read[path]] == []


@pytest.mark.parametrize("ident", NUMBERS)
def test_a_page_about_danger_can_be_left_at_once(built_site, ident):
    """Whom to call at home may be seen by the one who is the danger there."""
    for language in LANGUAGES:
        page = (built_site / language / f"{ident}.html").read_text(encoding="utf-8")
        assert page.count('class="mn-leave"') == 1, language


def test_every_number_comes_from_data_with_a_source(built_site):
    """No page calls a number of which we do not say where it was read."""
    known = set()
    for path in (Path(__file__).parent.parent / "content" / "organisations").glob("*.yml"):
        for contact in yaml.safe_load(path.read_text(encoding="utf-8")).get("contact", ()):
            if contact["kind"] == "phone" and contact["sources"]:
                known.add("tel:" + re.sub(r"[ -]", "", contact["value"]))
    called = {
        href
        for page in pages(built_site).values()
        for href in page.hrefs
        if href.startswith("tel:")
    }

    assert called == known


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked["question"])
def test_an_answer_is_at_most_three_taps_away(built_site, asked):
    """From the home page of every language, each tap is a link on the page before."""
    assert len(asked["taps"]) <= 3
    for home in built_site.glob("*/index.html"):
        page = home
        for tap in asked["taps"]:
            ident, _, anchor = tap.partition("#")
            near = {
                (page.parent / href.split("#")[0]).resolve()
                for href in links(page).hrefs
                if "://" not in href
            }
            page = home.parent / f"{ident}.html"
            assert page.resolve() in near, f"{tap} is not one tap further"
            assert not anchor or anchor in links(page).ids


def test_every_row_of_the_seed_is_at_most_three_taps_away(built_site):
    """What the site must answer is near: from the home page to a page that answers the row."""
    rows = yaml.safe_load((ROOT / "tests" / "rows.yml").read_text(encoding="utf-8"))
    home = built_site / "nl" / "index.html"
    near = within_taps(home, 3)
    far = [
        name
        for name, row in rows.items()
        if not any((home.parent / page_of(each)).resolve() in near for each in row["pages"])
    ]

    assert far == []


def page_of(ident):
    """Return the page that shows a record; some kinds share one."""
    return ONE_PAGE.get(ident.partition("/")[0], f"{ident}.html")


# Kinds whose records share a page.
ONE_PAGE = {"events": "timeline.html", "checker": "checker.html"}


def within_taps(page: Path, taps: int) -> set[Path]:
    """Return the pages one can reach with so many taps."""
    seen = {page.resolve()}
    edge = set(seen)
    for _ in range(taps):
        hrefs = (
            (path, href.partition("#")[0])
            for path in edge
            for href in links(path).hrefs
            if "://" not in href
        )
        edge = {
            (path.parent / href).resolve() for path, href in hrefs if href.endswith(".html")
        } - seen
        seen |= edge
    return seen


def test_a_place_in_the_law_has_the_comma_of_the_reader(built_site):
    """A Latin comma between Arabic words stands on the wrong foot."""
    html = (built_site / "ar" / "rights" / "objection.html").read_text(encoding="utf-8")

    assert re.search(r"</bdi>، ", html)
    assert "</bdi>, " not in html


def test_a_changed_amount_stands_among_the_changes(built_site):
    """Readers see what an amount or term was and what it became, with the day."""
    html = (built_site / "nl" / "changes.html").read_text(encoding="utf-8")
    term = html[html.index("Punten in de leerbaarheidstoets") :]

    assert term.index("<bdi>31</bdi>") < term.index("<bdi>28</bdi>")
    assert "12 april 2023" in html


def test_each_language_says_its_name_and_direction(built_small_site):
    """The page's `lang` is the reader's, also where mkdocs-static-i18n needs another code."""
    shown = {
        code: links(built_small_site / code / "index.html").html
        for code in ("de", "ar", "ckb", "rmy", "en")
    }

    assert {code: (html["lang"], html["dir"]) for code, html in shown.items()} == {
        "de": ("de", "ltr"),
        "ar": ("ar", "rtl"),
        "ckb": ("ckb", "rtl"),
        "rmy": ("rmy", "ltr"),
        "en": ("en", "ltr"),
    }


def test_a_draft_is_built_but_not_linked(built_small_site):
    """A language that is a draft has pages, and no reader is sent there."""
    assert (built_small_site / "rmy" / "index.html").exists()
    assert not any(
        "/rmy/" in href for page in pages(built_small_site / "de").values() for href in page.hrefs
    )


@pytest.mark.parametrize(
    ("built", "site_url"), [("built_small_site", ""), ("built_below_a_path", BELOW_A_PATH)]
)
def test_mionido_build_gives_the_same_site_as_mkdocs_build(small_site, request, built, site_url):
    """The parallel build and MkDocs alone agree byte for byte, also for an address with a path."""
    result = run(
        "mionido", "build", "--jobs", "2", cwd=small_site, epoch=SMALL_EPOCH, site_url=site_url
    )
    assert result.returncode == 0, result.stdout + result.stderr

    def contents(site: Path) -> dict[str, bytes]:
        files = (path for path in site.rglob("*") if path.is_file() and path.suffix != ".gz")
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}

    assert contents(small_site / "site") == contents(request.getfixturevalue(built))


def test_a_site_says_whom_to_tell_of_a_hole(site):
    """As security.txt of RFC 9116 has it: a way in private, and a day in the year after the build."""
    lines = (site / ".well-known" / "security.txt").read_text(encoding="utf-8").splitlines()
    fields = [line.split(": ", 1) for line in lines]
    day = json.loads((site / "manifest.json").read_text(encoding="utf-8"))["inputs"]["day"]

    assert [name for name, _ in fields] == ["Contact", "Expires"]
    assert re.fullmatch(r"https://\S+/security/advisories/new|mailto:\S+@\S+", fields[0][1])
    expires = datetime.fromisoformat(fields[1][1])
    assert 90 < (expires.date() - date.fromisoformat(day)).days < 365


def test_the_address_of_a_site_stands_in_its_security_txt(built_below_a_path):
    """So that a copy of it elsewhere is none."""
    text = (built_below_a_path / ".well-known" / "security.txt").read_text(encoding="utf-8")
    assert f"Canonical: {BELOW_A_PATH}/.well-known/security.txt" in text.splitlines()


def test_a_host_is_told_what_a_page_may_load(built_small_site):
    """What a page cannot say itself: to be in no frame, and to come over https only; nothing that forbids its style."""
    text = (built_small_site / "_headers").read_text(encoding="utf-8")
    headers = dict(re.findall(r"^  ([\w-]+): (.*)$", text.partition("/assets/*")[0], flags=re.M))

    assert headers["Content-Security-Policy"].startswith("frame-ancestors 'none'; ")
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_page_holds_its_address_for_paper(small_site, built_below_a_path):
    """Where the site has an address, each page says its own; a build for another address draws it again."""
    build = ("mionido", "build", "--lang", "ar")
    sites = [(built_below_a_path, BELOW_A_PATH)]  # of MkDocs
    sites += [(small_site / "site", each) for each in ("https://one.example/law/", "https://two")]
    for site, base in sites:
        if site != built_below_a_path:
            assert run(*build, cwd=small_site, epoch=SMALL_EPOCH, site_url=base).returncode == 0
        for uri in ("ar/words.html", "index.html", "404.html"):
            html = (site / uri).read_text(encoding="utf-8")
            address = uri if uri.startswith("ar/") else ""
            assert f' dir="ltr">{base.rstrip("/")}/{address}</bdi>' in html


@pytest.mark.parametrize("command", [("mionido", "build"), ("mkdocs", "build")])
def test_bad_input_leaves_the_site_that_is_there(small_site, command):
    """The message names the place, there is no traceback, and the old site is untouched."""
    (small_site / "site").mkdir()
    (small_site / "site" / "index.html").write_text("the last good site")
    duty = small_site / "content" / "duties" / "pass-exam.yml"
    duty.write_text(
        duty.read_text(encoding="utf-8").replace("{exam_term}", "{exam_trem}"), encoding="utf-8"
    )

    result = run(*command, cwd=small_site, epoch=SMALL_EPOCH)

    assert result.returncode == 1
    assert (
        'content/duties/pass-exam.yml:2:42: error: there is no parameter "exam_trem"'
        in result.stderr
    )
    assert "Traceback" not in result.stdout + result.stderr
    assert [path.name for path in (small_site / "site").iterdir()] == ["index.html"]
    assert (small_site / "site" / "index.html").read_text() == "the last good site"


@pytest.mark.parametrize(
    ("facts", "headline"),
    [
        ("permitt: asylum", ':1:1: error: there is no question "permitt" [unknown-fact]'),
        (
            "permit: tourist",
            ':1:9: error: "tourist" is not an answer to this question [wrong-answer]',
        ),
        ("letter_date: 2031-02-30", ":1:14: error: 2031-02-30 is not a day of the calendar [date]"),
        ("letter_date: 0001-01-01", ":1:14: error: the year of 0001-01-01 cannot be meant [date]"),
        (
            "letter_date: soon",
            ':1:14: error: "soon" is not an answer to this question [wrong-answer]',
        ),
        (
            "at_school: absent",
            ':1:12: error: "absent" is not an answer to this question [wrong-answer]',
        ),
        ("- permit", ":1:1: error: this is not a list of answers [answers]"),
        (
            'letter_date: "2031-13"',
            ':1:14: error: "2031-13" is not an answer to this question [wrong-answer]',
        ),
        (
            "permit: [asylum]",
            """:1:9: error: "['asylum']" is not an answer to this question [wrong-answer]""",
        ),
        (
            "letters: [[fine], [], {a: b}]\n",
            """:1:10: error: "['fine'], [], {'a': 'b'}" is not an answer to this question [wrong-answer]""",
        ),
        ("permit: asylum\npermit: work", ':2:1: error: "permit" stands here twice [duplicate-key]'),
        ("outcome: yes", ':1:1: error: there is no question "outcome" [unknown-fact]'),
    ],
)
def test_wrong_answers_are_refused(small_site, facts, headline):
    """`mionido answer` never guesses: a wrong file gives its place and no outcome."""
    (small_site / "facts.yml").write_text(facts + "\n", encoding="utf-8")

    result = run("mionido", "answer", "facts.yml", "--json", cwd=small_site, epoch=SMALL_EPOCH)

    assert (result.returncode, result.stdout) == (1, "")
    assert f"facts.yml{headline}" in result.stderr


def test_a_page_nobody_checked_for_long_says_so(small_site):
    """Half a year after the sources were read, readers are told to ask; before that, they are not."""
    page, words = small_site / "site" / "de" / "duties" / "pass-exam.html", "Das ist lange her."
    for epoch, is_old in ((SMALL_EPOCH, False), (str(int(SMALL_EPOCH) + 100 * 86400), True)):
        run("mionido", "build", "--lang", "de", cwd=small_site, epoch=epoch)
        assert (words in page.read_text(encoding="utf-8")) == is_old


@pytest.mark.parametrize(
    ("on", "facts", "known", "unknown"),
    [
        ("2031-05-01", "letters: [fine]\nfine_amount: 400", ["too_high", "yes"], 0),
        ("2031-02-15", "letters: [fine]\nfine_amount: 400", ["no_version", "yes"], 1),
        ("2031-02-15", "letters: []", ["none", "yes"], 0),
        ("2030-12-31", "letters: []", ["no_version", "no_version"], 4),
        ("2045-01-01", "letters: []", ["none", "yes"], 0),
    ],
)
def test_answer_works_on_any_day_and_says_of_which_it_knows_nothing(
    small_site, on, facts, known, unknown
):
    """A rule whose number is not known on that day is no reason to stop, nor to answer as if it were not there."""
    path = small_site / "content" / "parameters" / "highest_fine.yml"
    path.write_text(path.read_text().replace("from: 2031-01-01", "from: 2031-03-01"))
    (small_site / "facts.yml").write_text(
        f"{facts}\npermit: asylum\nat_school: no\nletter_date: absent\n", encoding="utf-8"
    )
    answer = ("mionido", "answer", "facts.yml", "--on", on)

    result = run(*answer, "--json", cwd=small_site, epoch=SMALL_EPOCH)
    said = run(*answer, cwd=small_site, epoch=SMALL_EPOCH)

    values = json.loads(result.stdout)["outcomes"]
    assert [values["fine"]["value"], values["must-pass"]["value"]] == known
    lines = [line for line in said.stdout.splitlines() if "kennen wir die Regeln nicht" in line]
    assert (len(lines), said.returncode) == (min(unknown, 1), 0)
    assert sum(line.count("?") for line in lines) == unknown


def test_the_rules_of_a_past_day_are_proven_without_a_stop(small_site):
    """Each rule that was not in force yet is named; nothing ends in a traceback."""
    path = small_site / "content" / "parameters" / "highest_fine.yml"
    path.write_text(path.read_text().replace("from: 2031-01-01", "from: 2031-03-01"))

    result = run("mionido", "prove", "--on", "2031-02-15", cwd=small_site, epoch=SMALL_EPOCH)

    assert (result.returncode, "Traceback" in result.stderr) == (1, False)
    assert "fine_too_high is not in force on 2031-02-15" in result.stdout


def test_answer_gives_outcomes_with_reasons(small_site):
    """The shape other programs rely on."""
    (small_site / "facts.yml").write_text(
        "permit: asylum\nat_school: no\nletter_date: 2031-03-31\nletters: []\n", encoding="utf-8"
    )

    result = run("mionido", "answer", "facts.yml", "--json", cwd=small_site, epoch=SMALL_EPOCH)

    assert json.loads(result.stdout) == {
        "outcomes": {
            "must-pass": {
                "value": "yes",
                "possible": ["yes"],
                "because": ["permit", "at_school"],
                "basis": ["example-act section 7(1)"],
                "missing": [],
            },
            "deadline": {
                "value": "running",
                "possible": ["running"],
                "because": ["permit", "at_school", "letter_date"],
                "basis": ["example-act section 7"],
                "missing": [],
            },
            "fee": {
                "value": "free",
                "possible": ["free"],
                "because": ["permit", "at_school"],
                "basis": ["cantonal-act section 3(2)(a)"],
                "missing": [],
            },
            "fine": {
                "value": "none",
                "possible": ["none"],
                "because": ["letters.fine", "letters.warning"],
                "basis": ["example-act section 8"],
                "missing": [],
            },
        },
        "dates": {"exam": "2034-03-31", "objection": "2031-04-30"},
        "next": None,
    }
