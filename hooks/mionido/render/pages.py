"""Site -> the list of pages of one locale, with what each of them shows. No HTML here, no files."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from mionido.model.checker import Outcome, Rule
from mionido.model.kinds import KINDS, OVERVIEWS, PAGES, Kind, folder_of, kind_of, list_uri
from mionido.model.law import Event, InPlace, Instrument, Regime
from mionido.model.markup import marked_terms
from mionido.model.parameters import Parameter
from mionido.model.reference import Mentions, every_kind
from mionido.model.site import Records
from mionido.model.text import Record, Text
from mionido.model.topics import Document, Door, Guide, Ordered, Situation, Step, Term
from mionido.model.walk import texts

PROOF = "checker/proof"
# The kinds of records in their order where all of them stand in one thing, and the message by which each chapter
# is called.
CHAPTERS_OF_ALL = {
    "steps": "journey",
    "documents": "documents",
    "duties": "duties",
    "rights": "rights",
    "options": "options",
    "guides": "kind_guide",
    "organisations": "organisations",
}
# The words of the checker that come when they are needed.
RESULT_WORDS, ALL_WORDS = "checker-result.js", "checker-words.js"

Part = tuple[str, str]  # of a place in the law: the key and the number
Names = dict[str, Any]  # what a template gets
Read = Callable[[Records], str]
Gets = Callable[[Records], Names]
Adds = Callable[[Any], Names]  # from the edition, as it is read while the page is drawn


def nothing(site: Records) -> Names:
    """Return what a template gets that needs nothing but the site."""
    return {}


def no_more(edition: Any) -> Names:
    """Return what a template gets besides, for most of them."""
    return {}


@dataclass(frozen=True)
class Page:
    """One page, the same in every locale: its address there, its template and what that reads.

    `title`, `description` and `gets` read a localised site when the page is drawn, so that it is
    known what they read. With `leaves` its reader can leave at once, whatever record it shows.
    Without `prints` it has no button to print it: it is there to go elsewhere.
    """

    uri: str
    template: str
    title: Read
    description: Read
    gets: Gets = nothing
    ident: str = "site"  # whose texts it shows first
    parent: str | None = None  # the uri one step up
    scripts: tuple[str, ...] = ()
    brings: tuple[str, ...] = ()  # the templates of what its script brings along later
    leaves: bool = False
    prints: bool = True
    app: str = (
        ""  # the address of what a telephone needs to know that puts the site among its programs
    )
    adds: Adds = field(default=no_more)
    stands_for: str = (
        ""  # the uri of the page to which other languages and search engines are led instead
    )


def pages_of(site: Records) -> list[Page]:
    """Return every page a locale has, the home page first. Any locale's site will do."""
    return [
        _home(),
        *_record_pages(site),
        *_lists(),
        *_overviews(),
        _search(),
        _keep(),
        _interface_page("listen.html", "listen.html", "listen_page", nothing),
        _checker(),
        *_walks(site),
        _proof(),
    ]


def title_of(site: Records, ident: str) -> str:
    """Return what a link to this record or page is called."""
    if message := (PAGES | {PROOF: "proof"}).get(ident):
        return site.interface[message]
    kind, record = kind_of(ident), site.find(ident)
    if kind is None or record is None:
        raise KeyError(ident)
    return kind.title_of(record)


def summary_of(site: Records, ident: str) -> str:
    """Return the line under that title: the summary, or what stands for it; a page has none."""
    kind, record = kind_of(ident), site.find(ident)
    return kind.summary_of(record) if kind and record else ""


def kind_name(site: Records, ident: str) -> str:
    """Return the name of the kind of record, such as 'Plicht'."""
    kind = kind_of(ident)
    return site.interface[kind.name] if kind and kind.name else ""


def uri_of(ident: str) -> str:
    """Return the address of a link target below the locale's folder."""
    kind = kind_of(ident)
    return kind.uri_of(ident.rpartition("/")[2]) if kind else f"{ident}.html"


def ids_of(site: Records, model: type[Record]) -> list[str]:
    """Return the full ids of the records of a kind; of those that have an order, first to last."""
    folder = folder_of(model)
    names = list(site[model])
    if issubclass(model, Ordered):
        records = site[model]
        names.sort(key=lambda name: records[name].order)
    return [f"{folder}/{name}" for name in names]


def expand(site: Records, shows: tuple[Mentions, ...]) -> list[str]:
    """Replace `duties/*` by all duties."""
    found: list[str] = []
    for each in shows:
        folder = every_kind(each)
        found += ids_of(site, KINDS[folder].model) if folder else [each]
    return found


def _home() -> Page:
    def gets(site: Records) -> Names:
        groups = list(_situations(site))
        shown = {ident for _, idents in groups for ident in idents}
        rest = [ident for ident in ids_of(site, Guide) if ident not in shown]
        return {
            "doors": ids_of(site, Door),
            "situations": groups,
            "others": [each for each in rest if _group(site, each) == "situation"],
            "background": [each for each in rest if _group(site, each) == "background"],
        }

    return Page(
        "index.html",
        "home.html",
        title=lambda site: site.about.tagline,
        description=lambda site: site.about.about,
        gets=gets,
        prints=False,
    )


def _situations(site: Records) -> Iterator[tuple[Situation, tuple[str, ...]]]:
    """Yield each group of pages for a situation, and their ids."""
    for ident in ids_of(site, Situation):
        situation = site[Situation][ident.rpartition("/")[2]]
        yield situation, situation.shows


def _group(site: Records, ident: str) -> str:
    return site[Guide][ident.rpartition("/")[2]].group


def _record_pages(site: Records) -> Iterator[Page]:
    for kind in KINDS.values():
        if kind.template:
            for name, record in site[kind.folder].items():
                yield _record_page(kind, name, find=getattr(record, "find", False))


def _record_page(kind: Kind, name: str, *, find: bool) -> Page:
    ident = f"{kind.folder}/{name}"

    def gets(site: Records) -> Names:
        record = site[kind.model][name]
        names = {
            "record": record,
            "kind": kind.name.removeprefix("kind_"),
            "picture": kind.icon,
        }
        if kind.model in EXTRAS:
            names |= EXTRAS[kind.model](site, ident, record)
        return names

    return Page(
        uri_of(ident),
        kind.template,
        title=lambda site: title_of(site, ident),
        description=lambda site: summary_of(site, ident),
        gets=gets,
        ident=ident,
        parent=kind.parent_uri,
        scripts=("find.js",) if find else (),
    )


def _of_step(site: Records, ident: str, step: Step) -> Names:
    steps = ids_of(site, Step)
    at = steps.index(ident)
    return {
        "number": at + 1,
        "total": len(steps),
        "before": steps[at - 1] if at else None,
        "after": steps[at + 1] if at + 1 < len(steps) else None,
    }


def _of_guide(site: Records, ident: str, guide: Guide) -> Names:
    return {"shown": expand(site, guide.shows)}


def _of_door(site: Records, ident: str, door: Door) -> Names:
    sections = [(section.title, expand(site, section.shows)) for section in door.sections]
    return {"shown": expand(site, door.shows), "sections": sections}


def _of_regime(site: Records, ident: str, regime: Regime) -> Names:
    return {"instruments": [f"instruments/{name}" for name in regime.instruments]}


# What a page of a record shows that is not in the record, by the class of the record.
EXTRAS: dict[type[Record], Callable[[Records, str, Any], Names]] = {
    Step: _of_step,
    Guide: _of_guide,
    Door: _of_door,
    Regime: _of_regime,
}


def _lists() -> Iterator[Page]:
    for kind in KINDS.values():
        if kind.has_list:
            yield _interface_page(list_uri(kind.folder), "list.html", kind.folder, _list_of(kind))


def _list_of(kind: Kind) -> Gets:
    return lambda site: {
        "kind": kind.folder,
        "picture": kind.icon,
        "shown": ids_of(site, kind.model),
    }


def _overviews() -> Iterator[Page]:
    reads: dict[str, Gets] = {
        "journey": _journey,
        "words": _words,
        "law": _law,
        "timeline": _timeline,
        "changes": _changes,
        "amounts": _amounts,
    }
    for name, message in OVERVIEWS.items():
        yield _interface_page(f"{name}.html", f"{name}.html", message, reads[name])


def _interface_page(
    uri: str, template: str, message: str, gets: Gets, parent: str | None = None
) -> Page:
    def heading(site: Records) -> Text:
        return site.interface[message]

    return Page(uri, template, heading, heading, gets, f"interface:{message}", parent)


def _journey(site: Records) -> Names:
    return {"shown": ids_of(site, Step)}


def _words(site: Records) -> Names:
    terms, letters = site[Term], site[Document]
    by_document = [(f"documents/{name}", terms_in(letter)) for name, letter in letters.items()]
    by_initial: dict[str, list[str]] = {}
    for name in sorted(terms, key=lambda name: alphabetical(terms[name].official)):
        by_initial.setdefault(alphabetical(terms[name].official)[0].upper(), []).append(name)
    return {
        "by_initial": by_initial,
        "by_name": sorted(_names_of(terms), key=lambda item: alphabetical(item[0])),
        "by_document": by_document,
    }


def alphabetical(words: str) -> str:
    """Return what words are sorted by: their letters, whatever their case and the marks on them."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _names_of(terms: Mapping[str, Term]) -> Iterator[tuple[Text, str]]:
    """Yield the name of each term and its id, where there is a name in the reader's language."""
    for ident, term in terms.items():
        if term.name and not term.name.lang:
            yield term.name, ident


def terms_in(record: Record) -> list[str]:
    """Return the ids of the terms that the texts of a record name, each once, in their order."""
    found: dict[str, None] = {}
    for _, text in texts(record):
        found |= dict.fromkeys(term for _, term in marked_terms(text))
    return list(found)


def _law(site: Records) -> Names:
    levels = site.jurisdiction.levels
    by_level = sorted(site[Instrument].items(), key=lambda item: levels.index(item[1].level))
    return {
        "regimes": [f"regimes/{name}" for name in site[Regime]],
        "instruments": [f"instruments/{name}" for name, _ in by_level],
    }


def _timeline(site: Records) -> Names:
    events = sorted(site[Event].values(), key=lambda event: event.when)
    laws = sorted(site[Regime].values(), key=lambda regime: regime.starts)
    named = [int(event.when[:4]) for event in events]
    named += [law.starts.year for law in laws]
    first, last = min(named, default=0), max(named, default=0) + 1

    def percent(when: str | date) -> float:
        year, month = int(str(when)[:4]), int(str(when)[5:7] or 1)
        return round(100 * (year + (month - 1) / 12 - first) / (last - first), 1)

    decades = [year for year in range(first, last) if year % 10 == 0]
    ends = [percent(law.ends) if law.ends else 100 for law in laws]
    return {
        "events": events,
        "dots": [percent(event.when) for event in events],
        "years": [(percent(str(year)), year) for year in decades],
        "laws": [
            (percent(law.starts), end, law.short) for law, end in zip(laws, ends, strict=True)
        ],
    }


def _changes(site: Records) -> Names:
    """Return what happened to the law, newest first: events, and values that changed."""
    changes: list[tuple[str, Names]] = [
        (event.when, {"event": event}) for event in site[Event].values()
    ]
    for parameter in site[Parameter].values():
        for before, after in pairwise(parameter.values):
            if after.from_is == "start":
                change = {"parameter": parameter, "before": before, "after": after}
                changes.append((after.from_.isoformat(), change))
    return {"changes": sorted(changes, key=lambda change: change[0], reverse=True)}


def _amounts(site: Records) -> Names:
    return {"parameters": list(site[Parameter].values())}


def _search() -> Page:
    """Return the page on which a script finds others; without it, there are lists."""

    def gets(site: Records) -> Names:
        lists = [kind for kind in KINDS.values() if kind.has_list]
        return {"lists": [(list_uri(kind.folder), kind.folder) for kind in lists]}

    page = _interface_page("search.html", "search.html", "search", gets)
    return replace(page, scripts=("search.js",))


def _keep() -> Page:
    """Return the page on which a reader keeps all pages on a telephone."""
    page = _interface_page("keep.html", "keep.html", "keep", nothing)
    return replace(page, scripts=("keep.js",), app="app.webmanifest")


def _checker() -> Page:
    return Page(
        "checker.html",
        "checker.html",
        title=lambda site: site.checker.title,
        description=lambda site: site.checker.intro,
        gets=lambda site: {"checker": site.checker},
        ident="checker/checker",
        scripts=("checker.js",),
        brings=("checker-result.html", "checker-words.html"),
        prints=False,  # a result has a button of its own
    )


def words_of_checker(locale: str, source: str) -> dict[str, Page]:
    """Return what the checker of a locale gets when it is needed, by its address below the locale.

    The words of the result come while a reader answers. The checker of another locale takes all
    words of the source, to show them beside its own.
    """
    templates = {RESULT_WORDS: "checker-result.html"}
    if locale == source:
        templates[ALL_WORDS] = "checker-words.html"
    return {uri: replace(_checker(), template=name) for uri, name in templates.items()}


def _walks(site: Records) -> Iterator[Page]:
    """Yield the page of each outcome, to answer without JavaScript and to read its rules."""
    for name in site.checker.outcomes:
        yield _walk(name, f"checker/outcomes/{name}")


def _walk(name: str, ident: str) -> Page:
    def gets(site: Records) -> Names:
        rules = [(each, rule) for each, rule in site[Rule].items() if rule.outcome == name]
        return {"name": name, "outcome": site[Outcome][name], "rules": rules}

    def title(site: Records) -> Text:
        return site[Outcome][name].title

    return Page(uri_of(ident), "walk.html", title, title, gets, ident, "checker.html", leaves=True)


def _proof() -> Page:
    return _interface_page("checker/proof.html", "proof.html", "proof", _proven, "checker.html")


def _proven(site: Records) -> Names:
    """Return how many rules each outcome has, and how many rest on each article that is shown.

    What is called an article here is the largest part of a place in the law.
    """
    rules = site[Rule].values()
    resting: Counter[tuple[str | None, Part | None]] = Counter()
    for rule in rules:
        resting.update({(each.instrument, _largest(site, each)) for each in rule.sources})
    articles = {}
    for name, instrument in site[Instrument].items():
        if instrument.provisions:
            parts = _articles(site, instrument)
            articles[f"instruments/{name}"] = {part: resting[name, part] for part in parts}
    counted = Counter(rule.outcome for rule in rules)
    return {
        "outcomes": {name: counted[name] for name in site.checker.outcomes},
        "articles": articles,
    }


def _articles(site: Records, instrument: Instrument) -> list[Part | None]:
    return list(dict.fromkeys(_largest(site, provision) for provision in instrument.provisions))


def _largest(site: Records, place: InPlace) -> Part | None:
    """Return the largest part of a place, such as its article: the key and the number."""
    return next(iter(site.jurisdiction.ordered(place)), None)
