"""The words of the glossary are found where they stand, and nothing else changes."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from conftest import LANGUAGES, ROOT, SMALL_DAY
from mionido.model.glossary import Glossary
from mionido.model.topics import Term
from mionido.render.environment import Languages, Templates
from mionido.render.pages import alphabetical
from mionido.translate.formats import language_of

DUTCH = Languages(language_of("nl"), language_of("nl"))
MARKS = Templates(ROOT / "overrides", DUTCH, like=Templates(ROOT / "overrides", DUTCH)).marks
FACTS = {
    "explanation": "x",
    "sources": [{"publication": "p"}],
    "certainty": "settled",
    "checked": SMALL_DAY,
}
TERMS = {
    "bezwaar": {"official": "bezwaar", "also": ["bezwaren"]},
    "bezwaarschrift": {"official": "bezwaarschrift"},
    "map": {"official": "MAP"},
    "beroep": {"official": "beroep", "ambiguous": True},
    "wet": {"official": "Wet inburgering"},
    "wet-2021": {"official": "Wet inburgering 2021"},
}
GLOSSARY = Glossary({name: Term.model_validate(term | FACTS) for name, term in TERMS.items()})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bezwaar maken", {"Bezwaar": "bezwaar"}),
        ("uw bezwaren", {"bezwaren": "bezwaar"}),
        ("een bezwaarschrift", {"bezwaarschrift": "bezwaarschrift"}),
        ("bezwaartermijn en niet-bezwaar", {}),
        ("de MAP in een map", {"MAP": "map"}),
        ("uw beroep is bakker", {}),
        ("de Wet inburgering 2021", {"Wet inburgering 2021": "wet-2021"}),
        ("", {}),
    ],
)
def test_a_word_is_found_as_it_stands(text, found):
    """Whole words, the longest first; small words also at the start of a sentence; ambiguous ones never."""
    assert {text[start:end]: name for start, end, name in GLOSSARY.spans(text)} == found


def test_marked_words_count_too():
    """A page explains every word it uses, in the order in which they stand."""
    record = Term.model_validate(
        {
            "official": "x",
            **FACTS,
            "explanation": "Na {term:beroep} komt [bezwaar](rights/x), en de MAP.",
        }
    )
    assert GLOSSARY.terms_in(record) == ("beroep", "bezwaar", "map")


@given(st.text(alphabet=st.sampled_from("bezwaarMAP Wetinburg2-.\n<&"), max_size=80))
def test_what_is_found_is_there_and_never_overlaps(text):
    """Positions are those of the text, in order."""
    end = 0
    for start, stop, name in GLOSSARY.spans(text):
        assert end <= start < stop
        assert text[start:stop].lower() in {
            form.lower() for form in (TERMS[name]["official"], *TERMS[name].get("also", ()))
        }
        end = stop


@given(st.text())
def test_marking_foreign_words_changes_no_word(text):
    """Without its marks the HTML is the escaped text."""
    marks = r'<bdi lang="nl" dir="ltr" translate="no">|</bdi>|<span class="mn-whole">|</span>|<br>'
    bare = re.sub(marks, "", MARKS.lines(text))
    assert Markup(bare).unescape() == text


def test_dutch_words_are_marked_among_letters_of_another_script():
    """A screen reader must know that "DUO" is Dutch, and the line must not turn around."""
    assert (
        MARKS.lines("رسالة من Mijn Inburgering")
        == 'رسالة من <bdi lang="nl" dir="ltr" translate="no">Mijn Inburgering</bdi>'
    )


def test_every_page_explains_the_words_it_uses(built_site):
    """In each language the words of the Dutch text stand below it; in Dutch the first of each is a link."""
    for language in LANGUAGES:
        html = (built_site / language / "rights" / "objection.html").read_text(encoding="utf-8")
        assert all(f'id="word-{word}"' in html for word in ("bezwaar", "besluit", "gemeente")), (
            language
        )
        assert html.count('href="#word-gemeente"') == (1 if language == "nl" else 0)


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_the_page_of_words_leads_to_each_by_letter_and_by_name(built_small_site, language: str):
    """Each first letter of a word has its place; each name leads to its entry, in the order of the language."""
    html = (built_small_site / language / "words.html").read_text(encoding="utf-8")
    names = {
        "de": [("einsprache", "Brief gegen den Bescheid"), ("examen", "Test")],
        "en": [("einsprache", "letter against the decision"), ("examen", "test")],
        "ar": [("examen", "اختبار"), ("einsprache", "رسالة ضد القرار")],
    }[language]

    assert re.findall(r'<li><a href="#(\w+)">([^<]+)</a>', html) == names
    for at, letter in enumerate("EP", start=1):
        assert re.search(rf'<a href="#initial-{at}"><bdi[^>]*>{letter}</bdi>', html)
        assert re.search(rf'<h2[^>]* id="initial-{at}"><bdi[^>]*>{letter}</bdi>', html)
    for word, name in names:
        entry = re.search(rf'<details[^>]* id="{word}"><summary>(.*?)</summary>', html)
        assert entry
        assert name in entry[1]


def test_a_list_of_names_holds_those_of_its_language_only(built_small_site):
    """Where nobody translated a name, it stands beside its word in another language, and not in the list."""
    html = (built_small_site / "rmy" / "words.html").read_text(encoding="utf-8")

    assert re.findall(r'<li><a href="#(\w+)">', html) == []
    assert html.count('<span class="mn-name"><span lang="en"') == 2


@pytest.mark.parametrize(
    ("words", "key"), [("Éxamen", "examen"), ("Über", "uber"), ("أمر", "امر"), ("ጉዳይ", "ጉዳይ")]
)
def test_words_are_sorted_by_their_letters(words: str, key: str):
    """Case and marks do not count: É stands under E."""
    assert alphabetical(words) == key


def test_names_stand_in_the_open_data(built_small_site):
    """Who reads the data finds the name of a term beside its word."""
    data = json.loads((built_small_site / "en" / "data.json").read_text(encoding="utf-8"))

    assert data["records"]["terms"]["examen"]["name"] == "test"
