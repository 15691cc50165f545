"""Site -> the list of pages of one locale, with what each of them shows. No HTML here, no files."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from mionido.model.markup import tokens
from mionido.model.site import Site
from mionido.model.text import Text, map_texts

# Kind of record -> the template that draws its page, and the interface message that names the kind.
RECORD_PAGES = {
    "duties": ("topic.html", "kind_duty"),
    "rights": ("topic.html", "kind_right"),
    "options": ("topic.html", "kind_option"),
    "steps": ("step.html", "journey"),
    "organisations": ("organisation.html", "kind_organisation"),
    "documents": ("document.html", "kind_document"),
    "doors": ("door.html", "doors_heading"),
    "guides": ("guide.html", "kind_guide"),
    "regimes": ("regime.html", "kind_regime"),
    "instruments": ("instrument.html", "kind_instrument"),
}
LISTS = ("duties", "rights", "options", "organisations", "documents")
ORDERED = ("steps", "doors", "guides")
LEVELS = ("international", "european", "national")
PAGE_TITLES = {"law": "the_law", "checker/proof": "proof"}


Read = Callable[[Site], Any]


def nothing(site: Site) -> dict[str, Any]:
    """Return what a template gets that needs nothing but the site."""
    return {}


@dataclass(frozen=True)
class Page:
    """One page, the same in every locale: its address below the locale's folder, its template and what that reads.

    `title`, `description` and `gets` read a localised site when the page is drawn, so that it is known what they read.
    """

    uri: str
    template: str
    title: Read
    description: Read
    gets: Read = nothing
    ident: str = "site"  # whose texts it shows first
    parent: str | None = None  # the uri one step up
    scripts: tuple[str, ...] = ()


def pages_of(site: Site) -> list[Page]:
    """Return every page a locale has, the home page first. Any locale's site will do."""
    return [_home(), *_record_pages(site), *_lists(), *_overviews(), _checker(), *_walks(site), _proof()]


def title_of(site: Site, ident: str) -> str:
    """Return what a link to this record or page is called."""
    if "/" not in ident or ident in PAGE_TITLES:
        return site.interface[PAGE_TITLES.get(ident, ident)]
    record = site.find(ident)
    for name in ("title", "name", "dutch"):
        if title := getattr(record, name, None):
            return title
    raise KeyError(ident)


def summary_of(site: Site, ident: str) -> str:
    """Return the line under that title: the summary, or what stands in its place."""
    record = site.find(ident)
    return next((text for name in ("summary", "meaning", "explanation") if (text := getattr(record, name, ""))), "")


def kind_name(site: Site, ident: str) -> str:
    """Return the name of the kind of record, such as 'Plicht'."""
    kind = ident.rpartition("/")[0]
    message = RECORD_PAGES[kind][1] if kind in RECORD_PAGES else "kind_term"
    return site.interface[message] if message != "doors_heading" else ""


def uri_of(ident: str) -> str:
    """Return the address of a link target below the locale's folder."""
    kind, _, name = ident.rpartition("/")
    return f"words.html#{name}" if kind == "terms" else f"{ident}.html"


def in_order(site: Site, kind: str) -> list[str]:
    """Return the ids of the records of a kind that have an order, first to last."""
    return [f"{kind}/{name}" for name, _ in sorted(site[kind].items(), key=lambda item: item[1].order)]


def _guides(site: Site, group: str) -> list[str]:
    return [ident for ident in in_order(site, "guides") if site.find(ident).group == group]


def expand(site: Site, shows: tuple[str, ...]) -> list[str]:
    """Replace `duties/*` by all duties."""
    idents = []
    for each in shows:
        kind, _, name = each.rpartition("/")
        if name == "*":
            idents += in_order(site, kind) if kind in ORDERED else [f"{kind}/{id}" for id in site[kind]]
        else:
            idents.append(each)
    return idents


def _home() -> Page:
    return Page(
        "index.html",
        "home.html",
        lambda site: site.about.name,
        lambda site: site.about.about,
        lambda site: {
            "doors": in_order(site, "doors"),
            "situations": _guides(site, "situation"),
            "background": _guides(site, "background"),
        },
    )


def _record_pages(site: Site) -> Iterator[Page]:
    for kind in RECORD_PAGES:
        for name in site[kind]:
            yield _record_page(kind, f"{kind}/{name}")


def _record_page(kind: str, ident: str) -> Page:
    template, message = RECORD_PAGES[kind]

    def gets(site: Site) -> dict[str, Any]:
        return {"record": site.find(ident), "kind": message.removeprefix("kind_"), **_extras(site, kind, ident)}

    return Page(
        uri_of(ident),
        template,
        lambda site: title_of(site, ident),
        lambda site: summary_of(site, ident),
        gets,
        ident,
        _parent(kind),
    )


def _parent(kind: str) -> str | None:
    if kind in LISTS:
        return f"{kind}/index.html"
    return {"steps": "journey.html", "regimes": "law.html", "instruments": "law.html"}.get(kind)


def _extras(site: Site, kind: str, ident: str) -> dict[str, Any]:
    if kind == "steps":
        steps = in_order(site, "steps")
        at = steps.index(ident)
        around = {"before": steps[at - 1] if at else None, "after": steps[at + 1] if at + 1 < len(steps) else None}
        return {"number": at + 1, "total": len(steps), **around}
    if kind == "guides":
        return {"shown": expand(site, site.find(ident).shows)}
    if kind == "doors":
        door = site.find(ident)
        sections = [(section.title, expand(site, section.shows)) for section in door.sections]
        return {"shown": expand(site, door.shows), "sections": sections}
    if kind == "regimes":
        return {"instruments": [f"instruments/{id}" for id in site.find(ident).instruments]}
    return {}


def _lists() -> Iterator[Page]:
    for kind in LISTS:
        yield _interface_page(
            f"{kind}/index.html",
            "list.html",
            kind,
            lambda site, kind=kind: {"kind": kind, "shown": [f"{kind}/{name}" for name in site[kind]]},
        )


def _overviews() -> Iterator[Page]:
    for read in (_journey, _words, _law, _timeline, _changes, _amounts):
        name = read.__name__.removeprefix("_")
        yield _interface_page(f"{name}.html", f"{name}.html", PAGE_TITLES.get(name, name), read)


def _interface_page(uri: str, template: str, message: str, gets: Read) -> Page:
    def heading(site: Site) -> Any:
        return site.interface[message]

    return Page(uri, template, heading, heading, gets, f"interface:{message}")


def _journey(site: Site) -> dict[str, Any]:
    return {"shown": in_order(site, "steps")}


def _words(site: Site) -> dict[str, Any]:
    return {
        "shown": sorted(site["terms"], key=lambda name: site["terms"][name].dutch.lower()),
        "by_letter": [(f"documents/{name}", terms_in(letter)) for name, letter in site["documents"].items()],
    }


def terms_in(record: Any) -> list[str]:
    """Return the ids of the terms that the texts of a record name, each once, in their order."""
    found: dict[str, None] = {}

    def note(path: tuple[str, ...], text: Text) -> Text:
        names = (token.name.partition(":") for token in tokens(text) if token.kind == "placeholder")
        found.update((term, None) for kind, _, term in names if kind == "term")
        return text

    map_texts(record, note)
    return list(found)


def _law(site: Site) -> dict[str, Any]:
    by_level = sorted(site["instruments"].items(), key=lambda item: LEVELS.index(item[1].level))
    return {
        "regimes": [f"regimes/{name}" for name in site["regimes"]],
        "instruments": [f"instruments/{name}" for name, _ in by_level],
    }


def _timeline(site: Site) -> dict[str, Any]:
    events = sorted(site["events"].values(), key=lambda event: event.when)
    laws = sorted(site["regimes"].values(), key=lambda regime: regime.starts)
    named = [int(when[:4]) for when in (*(event.when for event in events), *(str(law.starts) for law in laws))]
    first, last = min(named, default=0), max(named, default=0) + 1

    def percent(when: str) -> float:
        year, month = int(when[:4]), int(when[5:7] or 1)
        return round(100 * (year + (month - 1) / 12 - first) / (last - first), 1)

    return {
        "events": events,
        "dots": [percent(event.when) for event in events],
        "years": [(percent(str(year)), year) for year in range(first, last) if year % 10 == 0],
        "laws": [(percent(str(law.starts)), percent(str(law.ends)) if law.ends else 100, law.short) for law in laws],
    }


def _changes(site: Site) -> dict[str, Any]:
    """Return what happened to the law, newest first: events, and amounts and terms that got another value."""
    changes: list[tuple[str, dict[str, Any]]] = [(event.when, {"event": event}) for event in site["events"].values()]
    for parameter in site["parameters"].values():
        for before, after in pairwise(parameter.values):
            if after.from_is == "start":
                change = {"parameter": parameter, "before": before, "after": after}
                changes.append((after.from_.isoformat(), change))
    return {"changes": sorted(changes, key=lambda change: change[0], reverse=True)}


def _amounts(site: Site) -> dict[str, Any]:
    return {"parameters": list(site["parameters"].values())}


def _checker() -> Page:
    return Page(
        "checker.html",
        "checker.html",
        lambda site: site.checker.title,
        lambda site: site.checker.intro,
        lambda site: {"checker": site.checker},
        "checker/checker",
        None,
        ("evaluate.js", "checker.js"),
    )


def _walks(site: Site) -> Iterator[Page]:
    """Yield the page of each outcome on which one can answer without JavaScript, and read its rules."""
    for name in site.checker.outcomes:
        yield _walk(name, f"checker/outcomes/{name}")


def _walk(name: str, ident: str) -> Page:
    def gets(site: Site) -> dict[str, Any]:
        rules = [(each, rule) for each, rule in site["checker/rules"].items() if rule.outcome == name]
        return {"name": name, "outcome": site.find(ident), "rules": rules}

    def title(site: Site) -> str:
        return site.find(ident).title

    return Page(uri_of(ident), "walk.html", title, title, gets, ident, "checker.html")


def _proof() -> Page:
    def title(site: Site) -> Any:
        return site.interface["proof"]

    return Page("checker/proof.html", "proof.html", title, title, _proven, "interface:proof", "checker.html")


def _proven(site: Site) -> dict[str, Any]:
    """Return how many rules each outcome has, and how many rest on each article that the site shows."""
    rules = site["checker/rules"].values()
    resting = Counter(place for rule in rules for place in {(each.instrument, each.article) for each in rule.sources})
    articles = {
        f"instruments/{name}": {article: resting[name, article] for article in _articles(instrument)}
        for name, instrument in site["instruments"].items()
        if instrument.provisions
    }
    counted = Counter(rule.outcome for rule in rules)
    return {"outcomes": {name: counted[name] for name in site.checker.outcomes}, "articles": articles}


def _articles(instrument: Any) -> list[str]:
    return list(dict.fromkeys(provision.article for provision in instrument.provisions))
