"""The markup inside texts: whatever a translator types, only our three marks become HTML."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from conftest import ROOT
from mionido.model.markup import plain, tokens, write
from mionido.render.environment import Languages, Templates
from mionido.render.links import Links
from mionido.render.marks import TEMPLATE, Marks
from mionido.render.reading import Reading
from mionido.render.texts import Texts
from mionido.translate.formats import language_of

DUTCH = Languages(language_of("nl"), language_of("nl"))
MARKS = Templates(ROOT / "overrides", DUTCH).marks
OF_OWN_SCRIPT = Templates(
    ROOT / "overrides", DUTCH, like=Templates(ROOT / "overrides", DUTCH)
).marks
PIECES = st.sampled_from(
    [
        "{exam_term}",
        "{term:pip}",
        "[woord](duties/x)",
        "**vet**",
        "<b>",
        "&amp;",
        '"',
        "'",
        "\n",
        "{",
        "](",
        "**",
        "tekst ",
    ]
)


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, html: str) -> None:
        """Read the HTML."""
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words = ""
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag, attrs):
        """Remember a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Remember words."""
        self.words += data


class Written:
    """Writes as a page does, in the marks of the templates."""

    words = staticmethod(MARKS.lines)
    placeholder = staticmethod(MARKS.value)
    bold = staticmethod(MARKS.bold)

    def link(self, target: str, words: str) -> Markup:
        """Return a link."""
        return MARKS.link(f"./{target}", write(words, self))


def rendered(text: str) -> Reader:
    """Render a text as a page would."""
    return Reader(write(text, Written()))


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join))
def test_a_text_becomes_only_our_own_tags(text):
    """No tag or attribute of the author survives, and no link leaves the site."""
    found = rendered(text)

    assert {tag for tag, _ in found.tags} <= {"a", "strong", "bdi", "br", "span"}
    assert all(set(attributes) <= {"href"} for tag, attributes in found.tags if tag != "span")
    assert all(
        attributes == {"class": "mn-whole"} for tag, attributes in found.tags if tag == "span"
    )
    assert all(attributes.get("href", "./").startswith("./") for _, attributes in found.tags)


@given(
    st.text(alphabet=st.characters(exclude_characters="{}[]*\n\r\x00", exclude_categories=["Cs"]))
)
def test_a_text_without_markup_reads_as_it_was_written(text):
    """Escaping loses nothing."""
    assert rendered(text).words == text
    assert plain(text, str) == text


@pytest.mark.parametrize(
    "write",
    [
        MARKS.lines,
        OF_OWN_SCRIPT.lines,
        lambda html: plain(html, str),
        lambda html: write(html, Written()),
    ],
)
def test_html_is_not_written_again(write):
    """What is HTML already is an error as a text: its tags would be read as words, and marked as Dutch."""
    with pytest.raises(TypeError, match="HTML already"):
        write(Markup("3 <bdi>jaar</bdi>"))


def test_a_link_holds_no_link(built):
    """A term in the words of a link is a word there; where no links may be, the words of a link stay."""
    words = "[lees {term:pip}](duties/x) en {term:pip}"
    texts = Texts(
        built.written, Reading(built.written.site), Links.below_locale("index.html"), "site", None
    )
    pip = '<bdi lang="nl" dir="ltr">PIP</bdi>'

    assert (
        texts.say(words)
        == f'<a href="duties/x.html">lees {pip}</a> en <a class="mn-term" href="#word-pip">{pip}</a>'
    )
    assert (
        texts.explain(words)
        == f'<a href="duties/x.html">lees {pip}</a> en <a href="words.html#pip">{pip}</a>'
    )
    assert texts.label(words) == f"lees {pip} en {pip}"


def test_a_template_may_write_anything_around_its_words():
    """Also a percent sign, which Python would take for a place of its own; and what is put in is escaped."""
    templates = {
        TEMPLATE: '{% macro link(address, words) %}<a href="{{ address }}">100% {{ words }}</a>{% endmacro %}'
    }
    templates[TEMPLATE] += (
        "{% macro whole(words) %}{{ words }}{% endmacro %}{% macro line_break() %}{% endmacro %}"
    )
    marks = Marks(Environment(loader=DictLoader(templates), autoescape=True))

    assert marks.link('"%s"', "<b>") == '<a href="&#34;%s&#34;">100% &lt;b&gt;</a>'


def test_markup_inside_links_is_found():
    """A placeholder in the words of a link counts."""
    names = [
        (token.kind, token.name, token.start) for token in tokens("ga [naar {exam_term}](duties/x)")
    ]

    assert names == [("link", "duties/x", 3), ("placeholder", "exam_term", 9)]


def test_open_marks_are_read_once():
    """What is not closed is no part of the next link, and ever so many of them are looked at once each."""
    assert [(token.name, token.start) for token in tokens("[a [b](c)")] == [("c", 3)]
    for piece in ("[", "[a", "[a](", "[a]((", "**", "**a", "{", "{a"):
        assert {token.kind for token in tokens(piece * 100_000)} <= {"bold"}


def test_a_word_with_a_hyphen_is_whole():
    """Short words do not break at a hyphen; what is too long for a phone does, and ranges and dashes are no words."""
    span = '<span class="mn-whole">{}</span>'.format
    assert (
        MARKS.whole("de Z-route, mbo-4 & e-mail")
        == f"de {span('Z-route')}, {span('mbo-4')} &amp; {span('e-mail')}"
    )
    assert (
        MARKS.whole("taal- en rekentoets – een-heel-erg-lang-woord")
        == "taal- en rekentoets – een-heel-erg-lang-woord"
    )


def test_words_of_letters_are_marked_but_not_the_name_of_a_place():
    """Also among what is filled in; of words in another language those that are foreign there."""
    duo = '<bdi lang="nl" dir="ltr">DUO</bdi>'
    fill = OF_OWN_SCRIPT.fill

    assert fill("رسالة {what} من DUO", what="DUO") == f"رسالة {duo} من {duo}"
    assert fill("رسالة {what}", what=Markup("<b>DUO</b>")) == "رسالة <b>DUO</b>"
    assert OF_OWN_SCRIPT.whole("Letter from DUO", "en") == "Letter from DUO"
    assert MARKS.fill("Brief van DUO: {what}", what="DUO") == "Brief van DUO: DUO"
