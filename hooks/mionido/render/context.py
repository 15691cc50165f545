"""What the template of one page may call."""

import json
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from mionido.checker.picture import picture_of
from mionido.read.memory import fingerprint
from mionido.render.assets import DIGITS
from mionido.render.cards import Cards
from mionido.render.checker import CheckerViews
from mionido.render.citations import cited, place_of
from mionido.render.edition import Edition
from mionido.render.languages import languages
from mionido.render.links import Links, one_file_uri
from mionido.render.pages import Page, title_of, words_of_checker
from mionido.render.reading import Reading
from mionido.render.search import SEARCH_WORDS, search_words
from mionido.render.texts import Texts


class RenderContext:
    """Draws one page. Knows afterwards what of the site the page read."""

    def __init__(self, edition: Edition, page: Page, links: Links) -> None:
        """Begin a page."""
        self.reading = Reading(edition.site)
        self.edition = replace(edition, reading=self.reading)
        self.page = page
        self.links = links
        glossary = edition.glossary if page.ident in edition.site.words_of else None
        self.texts = Texts(self.edition, self.reading, links, page.ident, glossary)

    def draw(self) -> Markup:
        """Return the page's own HTML, without the frame."""
        template = self.edition.env.get_template(self.page.template)
        names = self.names() | self.own_names() | self.page.gets(self.reading)
        names |= self.page.adds(self.edition)
        return Markup(template.render(names))

    def names(self) -> dict[str, Any]:
        """Return the names every template knows."""
        site, texts, cards = self.reading, self.texts, Cards(self.texts)
        return {
            "site": site,
            "t": site.interface,
            "say": texts.say,
            "label": texts.label,
            "brief": texts.brief,
            "explain": texts.explain,
            "explained": texts.explained,
            "amount": texts.amount,
            "moment": lambda when: texts.marks.whole(self.edition.moment(when)),
            "between_places": self.edition.between_places,
            "calendar": self.edition.catalog.locale.calendar,
            "href": self.links.href,
            "in_one_file": self.links.is_in_one_file,
            "leads_on": bool(self.edition.site_url) or not self.links.is_in_one_file,
            "card_of": cards.card_of,
            "cards_of": cards.cards_of,
            "helpers": cards.helpers,
            "help_address": lambda: cards.help_address(self.page.ident),
            "mentions": lambda: cards.cards_of(site.mentions(self.page.ident)),
            "cited": lambda sources: cited(self.edition, self.links, sources),
        }

    def own_names(self) -> dict[str, Any]:
        """Return the names that the template of this page alone knows."""
        checker = CheckerViews(self.edition, self.reading, self.texts, self.words_at)
        match self.page.template:
            case "home.html":
                return {
                    "groups_of": checker.groups_of,
                    "page_title": lambda ident: title_of(self.reading, ident),
                    "languages": self.languages,
                }
            case "door.html":
                return {"findable": Cards(self.texts).findable}
            case "keep.html":
                name, code = self.reading.about.name, self.edition.catalog.code
                return {
                    "one_file": one_file_uri(name, code),
                    "one_file_size": self.edition.size_of_one_file(),
                }
            case "search.html":
                return {"words": self.words_at(self.edition, SEARCH_WORDS)}
            case "sheets.html":
                return {"languages": self.languages}
            case "instrument.html":
                jurisdiction = self.reading.jurisdiction
                return {
                    "anchor": jurisdiction.anchor,
                    "place_of": lambda place: place_of(place, jurisdiction),
                }
            case "checker.html" | "checker-result.html" | "checker-words.html":
                return checker.names()
            case "components/gallery.html":
                return checker.names()
            case "walk.html":
                return checker.walk_names() | {"picture_of": picture_of}
            case "proof.html":
                return {"graph_of": checker.graph_of}
        return {}

    def languages(self, place: str) -> Markup:
        """Return the links to this same page in every language, as they look in a place."""
        uri = self.page.stands_for or self.page.uri
        return languages(self.edition, self.links, uri, place)

    def words_at(self, edition: Edition, uri: str) -> str:
        """Return the address of a script with words, below its locale.

        It ends in a fingerprint of them, so that a new page never gets the words of an old one.
        """
        script, read = words_script(edition, uri)
        self.reading.read |= read
        return f"{uri}?v={fingerprint(script)[:DIGITS]}"


def words_script(edition: Edition, uri: str) -> tuple[str, set[str]]:
    """Return a script with words for the checker or the search, and what of the site they show; it is drawn once.

    It is a script because a page that was opened as a file may fetch nothing else.
    """
    if uri not in edition.words:
        edition.words[uri] = (
            search_words(edition) if uri == SEARCH_WORDS else _words_of_checker(edition, uri)
        )
    return edition.words[uri]


def _words_of_checker(edition: Edition, uri: str) -> tuple[str, set[str]]:
    """Return a script that brings <template>s into the checker."""
    locale = edition.catalog
    page = words_of_checker(locale.code, edition.site.about.source_language)[uri]
    writer = RenderContext(edition, page, Links.below_locale(page.uri))
    given = (locale.code, locale.locale.direction, writer.draw())
    return f"addWords(...{json.dumps(given, ensure_ascii=False)});\n", writer.reading.read
