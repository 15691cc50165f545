"""Pages -> HTML: the Jinja environment, and what templates may ask for while they draw one page."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from mionido.checker.export import resolve_day
from mionido.checker.graph import Compiled, Graph
from mionido.checker.picture import picture_of
from mionido.model import markup
from mionido.model.checker import Outcome
from mionido.model.glossary import Glossary
from mionido.model.law import Citation, Provision
from mionido.model.markup import dutch
from mionido.model.site import Site
from mionido.model.text import Text
from mionido.model.topics import Contact
from mionido.render.pages import Page, kind_name, summary_of, title_of, uri_of
from mionido.render.reading import Reading
from mionido.translate import formats
from mionido.translate.catalogs import Catalog
from mionido.translate.locales import Locale

# What the checker's script gets depends on all rules at once, and on the values of parameters in them.
CHECKER_RULES = "checker.json"
SPACES = re.compile(r"[ \n]+")  # not the space between a number and its unit, at which no line breaks
IN_LANGUAGE = Markup('<span lang="%s" dir="ltr">%s</span>')
TO_SITE, TO_PAGE = "\0site\0", "\0page\0"


def environment(overrides: Path) -> Environment:
    """Return the environment for all templates; a misspelled name is an error, HTML is escaped."""
    env = Environment(
        loader=FileSystemLoader([overrides / "pages", overrides]),
        bytecode_cache=FileSystemBytecodeCache(),  # compiled templates wait in the system's temporary folder
        autoescape=True,
        undefined=StrictUndefined,
        finalize=mark_language,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["fill"] = fill
    env.filters["whole"] = markup.whole
    env.filters["bare"] = str
    return env


def mark_language(value: Any) -> Any:
    """Mark words that are not in the language of the page, as readers aloud need; `| bare` is for attributes."""
    if isinstance(value, Text) and value.lang:
        return IN_LANGUAGE % (value.lang, markup.whole(value))
    return markup.whole(value) if isinstance(value, Text) else value


def fill(text: str, **values: Any) -> Markup:
    """Put values in the {places} of an interface text."""
    html = markup.whole(text)
    for name, value in values.items():
        html = html.replace(Markup("{" + name + "}"), escape(value))
    return html


@dataclass(frozen=True)
class Edition:
    """A localised site with all it takes to draw its pages on one day."""

    site: Site | Reading
    catalog: Catalog
    locales: dict[str, Locale]
    today: date
    env: Environment
    compiled: Compiled
    source: "Edition | None" = None  # the same in the language it was written in
    site_url: str = ""

    @cached_property
    def glossary(self) -> Glossary | None:
        """The words to link in texts; only the language of the letters has them."""
        return Glossary(self.site["terms"]) if self.catalog.is_source else None

    @cached_property
    def has_own_script(self) -> bool:
        """Whether words in Latin letters are foreign to this language, as its own name shows."""
        return not markup.LATIN.search(self.catalog.locale.name)

    def parameter(self, name: str) -> str:
        """Return the value of a parameter today, in words of this locale."""
        parameter = self.site["parameters"][name]
        value = parameter.in_force(self.today)
        return self.amount(value.value, parameter.unit)

    def amount(self, value: Any, unit: str) -> str:
        """Return a number, a day or a length of time in words of this locale."""
        return formats.format_value(value, unit, self.catalog.cldr, self.counted)

    def counted(self, name: str, count: int) -> str:
        """Return the form of a message of the interface that goes with a number."""
        return self.catalog.form(self.site.interface[name], count)

    def plain(self, text: str) -> str:
        """Return a text without markup, on one line."""
        return SPACES.sub(" ", markup.plain(text, self._plain_value)).strip()

    def day(self, day: date) -> str:
        """Return a day in words of this locale."""
        return formats.format_day(day, self.catalog.cldr)

    def _plain_value(self, name: str) -> str:
        kind, _, term = name.partition(":")
        if kind == "term":
            return self.site["terms"][term].dutch
        return self.parameter(name) if self.site.find(f"parameters/{name}") else "{" + name + "}"

    def checker_json(self) -> Markup:
        """Return what the checker's script needs: the rules, and its words in this locale."""
        t = self.site.interface
        names = ("question_number", "choose_answer", "date_invalid", "date_future", "link_broken", "change")
        data = {
            "checker": self.compiled.checker,
            "words": {f"t_{name}": t[name] for name in names},
            "months": formats.month_names(self.catalog.cldr),
            "dutchMonths": formats.month_names("nl"),
        }
        return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


@dataclass(frozen=True)
class Links:
    """How to get somewhere from a page: prefixes for addresses below the site's and the locale's folder."""

    to_site: str
    to_locale: str
    home: str

    @classmethod
    def below_locale(cls, uri: str) -> "Links":
        """Return the ways from a page at this address below its locale's folder."""
        up = "../" * uri.count("/")
        return cls(f"../{up}", up, f"{up}index.html")


class RenderContext:
    """What the template of one page may call. Knows afterwards what of the site the page read, and which terms."""

    def __init__(self, edition: Edition, page: Page, links: Links) -> None:
        """Begin a page."""
        self.reading = Reading(edition.site)
        self.edition = replace(edition, site=self.reading)
        self.page = page
        self.links = links
        self.words: list[str] = []  # the terms linked so far
        self._glossary = edition.glossary if page.ident in edition.site.words_of else None

    def draw(self) -> Markup:
        """Return the page's own HTML, without the frame."""
        template = self.edition.env.get_template(self.page.template)
        return Markup(template.render(self.names() | self.page.gets(self.reading)))

    def names(self) -> dict[str, Any]:
        """Return the names every template knows."""
        site, edition = self.reading, self.edition
        return {
            "words": self.all_words,
            "page_ident": self.page.ident,
            "site": site,
            "t": site.interface,
            "say": self.say,
            "label": self.label,
            "headed": headed,
            "explain": self.explain,
            "brief": self.brief,
            "href": self.href,
            "card_of": self.card,
            "cite": self.cite,
            "reach": self.reach,
            "mentions": lambda: site.mentions(self.page.ident),
            "day": edition.day,
            "moment": self.moment,
            "amount": self.amount,
            "anchor": anchor,
            "provision_name": self.provision_name,
            "page_title": lambda ident: title_of(site, ident),
            "choices": self.choices,
            "in_dutch": self.in_dutch,
            "graph_of": self.graph_of,
            "walk": self.walk,
            "picture_of": picture_of,
            "say_dutch": self.say_dutch,
            "decider_of": decider_of,
            "has_dutch": not edition.catalog.is_source,
            "compared": self.compared,
            "languages": self.languages,
            "checker_json": self.checker_json,
        }

    def say(self, text: str) -> Markup:
        """Return a text as HTML; what is not translated is marked with its own language."""
        if lang := getattr(text, "lang", None):
            said = markup.render(text, self._fill, self.href, inside=lambda words: markup.render(words, self._name))
            return IN_LANGUAGE % (lang, said)
        return markup.render(text, self._fill, self.href, self._write, self._unlinked)

    def label(self, text: str) -> Markup:
        """Return a text as HTML without links, for inside a link or a label; its terms are explained on this page."""
        if lang := getattr(text, "lang", None):
            return IN_LANGUAGE % (lang, markup.render(text, self._name))
        return self._unlinked(text)

    def all_words(self) -> list[str]:
        """Return the terms to explain on this page: those linked so far, then those that only stand in its texts."""
        return list(dict.fromkeys([*self.words, *self.reading.words_of(self.page.ident)]))

    def explain(self, text: str) -> Markup:
        """Return a text whose terms link to the glossary, without adding them to this page's words."""
        return markup.render(text, self._fill_elsewhere, self.href, self._plainly, self._unlinked)

    def brief(self, text: str) -> Markup:
        """Return a text on one line without links, for inside a link whose terms are not explained here."""
        shown = self.edition.plain(text)
        if lang := getattr(text, "lang", None):
            return mark_language(Text.in_language(shown, lang))
        return self._plainly(shown)

    def href(self, target: str) -> str:
        """Return the address of a record or page, seen from this page."""
        return f"{self.links.to_locale}{uri_of(target)}"

    def languages(self, place: str) -> Markup:
        """Return the links to this same page in every language, as `_language.html` draws them for a place."""
        code, locales = self.edition.catalog.code, self.edition.locales
        public = (each for each, locale in locales.items() if locale.status != "draft")
        links = "".join(language_link(self.edition.env, place, each, locales[each], each == code) for each in public)
        return Markup(links.replace(TO_SITE, escape(self.links.to_site)).replace(TO_PAGE, escape(self.page.uri)))

    def checker_json(self) -> Markup:
        """Return the data for the checker's script."""
        self.reading.read.add(CHECKER_RULES)
        return self.edition.checker_json()

    def card(self, ident: str) -> dict[str, Any]:
        """Return what a link to a record shows."""
        site = self.edition.site
        title = title_of(site, ident)
        is_dutch = ident.startswith(("organisations/", "terms/", "instruments/"))
        summary = summary_of(site, ident)
        return {
            "href": self.href(ident),
            "title": dutch(title) if is_dutch else self.brief(title),
            "letter": self._on_the_letter(ident, title),
            "summary": self.brief(summary) if summary else "",
            "kind": kind_name(site, ident) if not ident.startswith("steps/") else site.interface["journey"],
        }

    def _on_the_letter(self, ident: str, title: str) -> Markup | None:
        """Return the Dutch words on a letter, which a reader compares with the paper, unless they are its title."""
        if not ident.startswith("documents/"):
            return None
        words = self.edition.site.find(ident).dutch
        return dutch(words) if words != title else None

    def cite(self, source: Citation) -> Markup:
        """Return a source as a link: an instrument with its article, or a publication with its date."""
        site = self.edition.site
        if source.publication:
            publication = site["publications"][source.publication]
            words = dutch(f"{publication.publisher}: {publication.title}")
            link = Markup('<a href="%s" rel="external noopener">%s</a>') % (publication.url, words)
            dated = self.moment(publication.dated) if publication.dated else site.interface["undated"]
            return Markup("%s (<bdi>%s</bdi>)") % (link if publication.url else words, dated)
        instrument = site["instruments"][source.instrument]
        place = self.provision_name(source)
        name = dutch(instrument.short)
        name = Markup("%s %s") % (name, place) if place else name
        known = any(anchor(provision) == anchor(source) for provision in instrument.provisions)
        at = f"#{anchor(source)}" if known else ""
        return Markup('<a href="%s%s">%s</a>') % (self.href(f"instruments/{source.instrument}"), at, name)

    def provision_name(self, place: Citation | Provision) -> Markup:
        """Return 'artikel 3, lid 1, onderdeel a' in the words of the locale."""
        t = self.edition.site.interface
        named = ((t[part], getattr(place, part)) for part in ("article", "paragraph", "letter"))
        return Markup(", ").join(Markup("%s <bdi>%s</bdi>") % (word, value) for word, value in named if value)

    def reach(self, contact: Contact) -> Markup:
        """Return one way to reach an organisation, as a link where a phone can follow it."""
        value = Markup('<bdi dir="ltr">%s</bdi>') % contact.value
        schemes = {
            "phone": "tel:" + re.sub("[ -]", "", contact.value),
            "email": "mailto:" + contact.value,
            "web": contact.value,
        }
        if contact.kind not in schemes:
            return value
        return Markup('<a href="%s">%s</a>') % (schemes[contact.kind], value)

    def moment(self, when: str) -> str:
        """Return the moment of an event: a year, a month or a day."""
        if len(when) == 10:
            return self.edition.day(date.fromisoformat(when))
        unit = "month" if len(when) == 7 else "count"
        return self.edition.amount(when, unit)

    def amount(self, value: Any, unit: str) -> Markup:
        """Return the value of a parameter or figure in words; an age that stands alone is one of years."""
        return Markup("<bdi>%s</bdi>") % self.edition.amount(value, "years" if unit == "age" else unit)

    def choices(self, question: Any, dutch: Any = None) -> list[tuple[str, Text, Text | None]]:
        """Return the answers a reader can choose, without 'I don't know', with the Dutch of each."""
        t = self.edition.site.interface
        answers = {"yes": t["yes"], "no": t["no"]} if question.type == "yes_no" else question.answers
        absent = {"absent": question.may_be_absent} if question.may_be_absent else {}
        in_dutch = {**dutch.answers, "absent": dutch.may_be_absent} if dutch else {}
        return [(value, label, in_dutch.get(value)) for value, label in (answers | absent).items()]

    def graph_of(self, outcome: str) -> Graph:
        """Return the questions of an outcome as a graph."""
        self.reading.read.add(CHECKER_RULES)
        return self.edition.compiled.graphs[outcome]

    def walk(self, outcome: str) -> dict[str, Any]:
        """Return the graph of an outcome in words: the nodes with their choices, and the results they lead to."""
        graph = self.graph_of(outcome)
        record = self.edition.site["checker/outcomes"][outcome]
        says = {value: self._text_for(record, value) for value in graph.values(graph.start)}
        nodes = [
            {
                "number": number,
                "question": self.edition.site["checker/questions"][node.fact],
                "choices": [(_step(target), self._labels(graph, node.fact, group)) for group, target in node.choices],
                "possible": [says[value] for value in graph.values(number)],
            }
            for number, node in enumerate(graph.nodes)
        ]
        results = [(v, said, getattr(record.values.get(v), "next", ())) for v, said in says.items()]
        return {"nodes": nodes, "results": results, "says": says}

    def _text_for(self, outcome: Any, value: str) -> Text:
        """Return what we say for a value of an outcome."""
        if value in outcome.values:
            return outcome.values[value].says
        return outcome.not_applicable or self.edition.site.interface["rule_no_version"]

    def _labels(self, graph: Graph, fact: str, group: tuple[str, ...]) -> list[Markup]:
        """Return the answers of a group in words; days that follow each other as one."""
        labels = {value: label for value, label, _ in self.choices(self.edition.site["checker/questions"][fact])}
        said = [self.label(labels[value]) for value in group if value in labels]
        is_date = fact in graph.edges
        return said + [self._days(*days) for days in (graph.days(fact, group) if is_date else ())]

    def _days(self, first: str | None, last: str | None) -> Markup:
        """Return the days from the first to the last in words; one of them may be open."""
        t = self.edition.site.interface
        words = [self.edition.day(date.fromisoformat(day)) for day in (first, last) if day]
        if len(words) == 2:
            return Markup("<bdi>%s – %s</bdi>") % tuple(words)
        return fill(t["rule_from" if first else "rule_until"], date="".join(words))

    def in_dutch(self, ident: str) -> Any:
        """Return the record as it was written, or None in its own language: for readers who sit together."""
        self.reading.find(ident)
        return None if self.edition.catalog.is_source else self.edition.source.site.find(ident)

    def say_dutch(self, text: str) -> Markup:
        """Return a text in the language it was written in, with its numbers."""
        return markup.lines(self.edition.source.plain(text))

    def compared(self, test: Any) -> Markup:
        """Return one comparison of a rule in words: the question and the answers that fit."""
        site, t = self.edition.site, self.edition.site.interface
        if test.outcome:
            outcome = site["checker/outcomes"][test.outcome]
            subject, labels = outcome.title, {value: answer.says for value, answer in outcome.values.items()}
        else:
            question = site["checker/questions"][test.fact]
            subject, labels = question.ask, {value: label for value, label, _ in self.choices(question)}
        if test.is_ or test.in_:
            said = [self.say(labels[value]) for value in (test.in_ or (test.is_,))]
        elif test.present:
            said = [escape(t["rule_present"])]
        elif length := test.ago or test.longer_ago:
            said = [fill(t["rule_ago" if test.ago else "rule_longer_ago"], what=self._length(length.parameter))]
        else:
            name = next(name for name in ("from_", "until", "before", "after") if getattr(test, name))
            day = resolve_day(getattr(test, name), site, self.edition.today)
            said = [fill(t[f"rule_{name.rstrip('_')}"], date=self.edition.day(day))]
        options = Markup("").join(Markup("<li>%s</li>") % each for each in said)
        return Markup('%s<ul class="mn-rule__answers">%s</ul>') % (self.say(subject), options)

    def _length(self, parameter: str) -> Markup:
        """Return a length of time in words."""
        found = self.edition.site["parameters"][parameter]
        return self.amount(found.in_force(self.edition.today).value, found.unit)

    def _fill(self, name: str) -> Markup:
        kind, _, term = name.partition(":")
        if kind != "term":
            return self._value(name)
        return self._explained(term, self._name(name))

    def _name(self, name: str) -> Markup:
        """Return a value, or the Dutch word of a term, which this page then explains."""
        kind, _, term = name.partition(":")
        if kind != "term":
            return self._value(name)
        self._note(term)
        return dutch(self.edition.site["terms"][term].dutch)

    def _write(self, words: str) -> Markup:
        """Return words as HTML; the first of each term links to its explanation on this page."""
        if self._glossary is None:
            return self._plainly(words)
        parts: list[Markup] = []
        end = 0
        for start, stop, term in self._glossary.spans(words):
            if term not in self.words:
                parts += markup.lines(words[end:start]), self._explained(term, markup.whole(words[start:stop]))
                end = stop
        return Markup("").join((*parts, markup.lines(words[end:])))

    def _plainly(self, words: str) -> Markup:
        """Return words as HTML, those in a foreign script marked."""
        return markup.mark_latin(words) if self.edition.has_own_script else markup.lines(words)

    def _unlinked(self, words: str) -> Markup:
        """Return words with markup as HTML without links."""
        return markup.render(words, self._name, None, self._plainly)

    def _explained(self, term: str, words: Markup) -> Markup:
        self._note(term)
        return Markup('<a class="mn-term" href="#word-%s">%s</a>') % (term, words)

    def _note(self, term: str) -> None:
        """Explain a term on this page."""
        if term not in self.words:
            self.words.append(term)

    def _fill_elsewhere(self, name: str) -> Markup:
        kind, _, term = name.partition(":")
        if kind != "term":
            return self._value(name)
        words = dutch(self.edition.site["terms"][term].dutch)
        return Markup('<a href="%s">%s</a>') % (self.href(f"terms/{term}"), words)

    def _value(self, name: str) -> Markup:
        if name == "date":
            return Markup("<strong><bdi data-day></bdi></strong>")
        return Markup("<bdi>%s</bdi>") % self.edition.parameter(name)


def _step(target: int | str) -> str:
    """Return the anchor of a node or result on a page that walks through a graph; no heading is called so."""
    return f"n{target}" if isinstance(target, int) else f"is-{target}"


def decider_of(outcome: Outcome, value: str) -> str:
    """Return who decides when an outcome has this value, which may be one without an answer of its own."""
    answer = outcome.values.get(value)
    return (answer and answer.decided_by) or outcome.decided_by


def headed(text: Text) -> list[Text]:
    """Return the heading of a paragraph and the rest of it; either may be empty."""
    parts = [Text(part) for part in markup.split_heading(text)]
    for part in parts:
        part.lang = text.lang
    return parts


def anchor(place: Citation | Provision) -> str:
    """Return the anchor of a provision on its instrument's page."""
    parts = (place.article, place.paragraph, place.letter)
    return "a-" + "-".join(part.replace(" ", "") for part in parts if part)


@cache
def language_link(env: Environment, place: str, code: str, locale: Locale, is_current: bool) -> str:
    """Draw the link to a page in another language, with marks for the page: all pages of all locales share it."""
    link = {
        "lang": code,
        "name": locale.name,
        "direction": locale.direction,
        "href": f"{TO_SITE}{code}/{TO_PAGE}",
        "is_current": is_current,
    }
    return env.get_template("_language.html").render(place=place, each=link)
