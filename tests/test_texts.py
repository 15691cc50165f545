"""Runs texts.yml and addresses.yml: what may stand in a translation or be followed from a page, and what may not."""

import tempfile
import unicodedata
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import ROOT, SMALL_DAY, copy_small_site
from mionido.check.addresses import wrong
from mionido.check.allowed import forbidden, scripts_of
from mionido.check.draft import Draft
from mionido.check.shape import ENDS, shape_mistakes
from mionido.check.texts import translation_mistakes
from mionido.model.jurisdiction import Jurisdiction
from mionido.model.markup import FILLED, plain, positions
from mionido.problems import Place
from mionido.project import read
from mionido.read.yamlfile import read_yaml
from mionido.translate.catalogs import Catalog
from mionido.translate.locales import Locale

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "texts.yml").read_text(encoding="utf-8"))
LAND = read_yaml(ROOT / "content" / "jurisdiction.yml", "jurisdiction.yml").data
PHONE = Jurisdiction.model_validate(LAND).phone
SHAPES = yaml.safe_load((HERE / "shapes.yml").read_text(encoding="utf-8"))
ADDRESSES = yaml.safe_load((HERE / "addresses.yml").read_text(encoding="utf-8"))
ASK = "U mag een tolk vragen."
CLEAN = {
    "en": [
        "You may ask for an interpreter.",
        "**Read** the letter\nof {term:duo} (in [Dutch](duties/x)).",
    ],
    "ar": [
        "يمكنكم طلب مترجم شفوي.",
        "**اقرؤوا** الرسالة\nمن {term:duo} (في [الهولندية](duties/x)).",
    ],
    "fr": ["Il y a d'autres règles.", "Il y a l’ancienne loi\u00a0: lisez-la."],
    "ti": ["ኣስተርጓሚ ክትሓቱ ትኽእሉ ኢኹም።", "**ኣንብቡ** ደብዳቤ\nናይ{term:duo} (ብ[ሆላንድኛ](duties/x))።"],
}
# Of these a reader loses a rule, or gettext refuses the file: an error. The others are a warning.
WRONG_SHAPES = {"begin_newline", "end_newline", "sentences", "brackets_pair", "brackets_lost"}
BROKEN = [
    "%s",
    "](%s)",
    "[](%s)",
    "[x](\n%s)",
    "[x](%s",
    "{%s}",
    "{%s",
    "**%s",
    "*%s*",
    "[%s",
    "%s]",
    "**%s\n**",
]
NUMERALS = [
    chr(n)
    for n in range(0x110000)
    if unicodedata.category(chr(n)).startswith("N") or unicodedata.numeric(chr(n), 1) != 1
]
SIGNS = [each for each in map(chr, range(0x3100)) if not each.isalnum()]
UNSEEN = st.characters(
    categories=["Cc", "Cf", "Cn", "Co", "Zl", "Zp"], exclude_characters="\n\u200c\u200d"
)
LABELS = st.from_regex(r"[a-z]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)
DOMAINS = st.builds("{}.{}".format, LABELS, st.sampled_from(["nl", "COM", "org", "evil", "рф"]))


@cache
def small() -> Draft:
    """Return the small site as the checks look at it."""
    with tempfile.TemporaryDirectory() as folder:
        return read(copy_small_site(Path(folder) / "site"), SMALL_DAY).draft


def checks(text: str, source: str = ASK, language: str = "ar") -> list[str]:
    """Return the names of the checks that find something in a translation."""
    draft = Draft(small().loaded, small().locales, small().today)
    draft.__dict__["sources"] = {"duties/x:title": source}
    catalog = Catalog(language, Locale(name=language), {"duties/x:title": (source, text)})
    catalog.places = {"duties/x:title": Place(f"{language}/duties.po")}
    return sorted(problem.check for problem in translation_mistakes(draft, catalog))


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["text"])[:40])
def test_a_translation_holds_what_it_may_and_no_more(case):
    """Each case of texts.yml gives these problems and no others."""
    expected = case.pop("problems", [])

    assert checks(**case) == expected


def shape_of(case: dict) -> dict:
    """Return a case with what is said of it now: the check, the line of the mistake, and the words."""
    text = case["text"]
    mistakes = [*shape_mistakes(case["source"], text)]
    found = [f"{each.check} {text.count(chr(10), 0, each.start) + 1}" for each in mistakes]
    now = {"problems": found, "says": [each.what for each in mistakes]}
    assert all(each.is_error == (each.check in WRONG_SHAPES) for each in mistakes)
    return {**case, "problems": found, **{key: now[key] for key in ("says",) if key in case}}


def test_a_translation_has_the_shape_of_its_source():
    """Each case of shapes.yml gives these problems, at these lines, and no others; each check has one."""
    expected = [{"problems": [], **case} for case in SHAPES]
    assert [shape_of(case) for case in SHAPES] == expected
    spoken = {each.partition(" ")[0] for case in expected for each in case["problems"]}
    assert spoken >= {*ENDS, "sentences", "brackets_pair", "brackets_lost", "quotes"}


@pytest.mark.parametrize("kind", ADDRESSES)
def test_an_address_leads_where_it_says_it_leads(kind):
    """Each address of addresses.yml is right, or wrong for the reason it stands under."""
    each_with_reason = [
        (reason, each) for reason, group in ADDRESSES[kind].items() for each in group
    ]
    said = {
        (reason, each): wrong(kind, each, PHONE) or "right" for reason, each in each_with_reason
    }

    assert said == {(reason, each): reason for reason, each in said}


def found(text: str, language: str) -> set[str]:
    """Return the names of the checks that find something in a text."""
    return {each.check for each in forbidden(text, scripts_of(language), ())}


def put_in(draw, language: str, piece: str) -> tuple[str, str]:
    """Return a clean text, and the same with something put into it anywhere."""
    text = draw(st.sampled_from(CLEAN[language]))
    at = draw(st.integers(0, len(text)))
    return text, text[:at] + piece + text[at:]


@pytest.mark.parametrize("language", CLEAN)
def test_a_clean_text_is_clean(language):
    """The texts below are broken by what is put into them, and by nothing else."""
    assert [found(text, language) for text in CLEAN[language]] == [set(), set()]


@pytest.mark.parametrize("language", CLEAN)
@pytest.mark.parametrize("text", ["%s", "a%sb", "ከ%sከ", "{term:duo}%s", "]( %s"])
def test_every_numeral_there_is_is_found(language, text):
    """Digits, fractions, Roman numerals and numbers in circles, of every script in Unicode."""
    assert len(NUMERALS) > 1000
    assert [
        each for each in NUMERALS if "number" not in found(text.replace("%s", each), language)
    ] == []


@pytest.mark.parametrize("language", CLEAN)
@given(data=st.data(), numeral=st.sampled_from(NUMERALS))
def test_a_numeral_is_found_wherever_it_stands(language, data, numeral):
    """No place in a text, and no mark, hides a number: it is one, or what it stands in is broken by it."""
    text, broken = put_in(data.draw, language, numeral)

    assert set(checks(broken, text, language)) & {
        "number",
        "braces",
        "brackets",
        "stars",
        "placeholder",
        "link",
    }


@pytest.mark.parametrize("language", CLEAN)
@given(data=st.data(), domain=DOMAINS, broken=st.sampled_from(BROKEN))
def test_a_domain_is_found_in_whatever_is_broken(language, data, domain, broken):
    """Broken marks hide no address."""
    assert "url" in found(
        f"{data.draw(st.sampled_from(CLEAN[language]))} {broken % domain}", language
    )


@pytest.mark.parametrize("language", CLEAN)
@pytest.mark.parametrize(
    "text", ["See duo.%snl", "See duo%s.nl", "See duo.%s%snl", "[See duo](x).%snl"]
)
def test_no_mark_beside_a_stop_hides_a_domain(language, text):
    """Whatever is no letter or digit and stands between the stop and the letters: it is found, or the address is."""
    assert [each for each in SIGNS if not found(text.replace("%s", each), language)] == []


@pytest.mark.parametrize("language", CLEAN)
@given(data=st.data(), unseen=UNSEEN)
def test_a_character_that_cannot_be_seen_is_found(language, data, unseen):
    """Nothing invisible stands anywhere, not in the markup either."""
    text, broken = put_in(data.draw, language, unseen)

    assert checks(broken, text, language)


@given(
    st.lists(st.sampled_from(["a", "é", "**", "[", "](x)", "{", "term:duo}", "\n", "."])).map(
        "".join
    )
)
@example("[a **b** {x}](c) **d {y}**")
def test_a_place_in_what_is_read_is_a_place_in_what_is_written(text):
    """A mistake is shown where it stands."""
    read = plain(text, lambda _: FILLED)

    assert [text[at] for at in positions(text)] == [each.replace(FILLED, "{") for each in read]
