"""Site -> the list of pages of one locale, with what each of them shows. No HTML here, no files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mionido.model.site import Site

# Kind of record -> the template that draws its page, and the interface message that names the kind.
RECORD_PAGES = {
    "duties": ("topic.html", "kind_duty"),
    "rights": ("topic.html", "kind_right"),
    "options": ("topic.html", "kind_option"),
    "steps": ("step.html", "journey"),
    "organisations": ("organisation.html", "kind_organisation"),
    "documents": ("document.html", "kind_document"),
    "doors": ("door.html", "doors_heading"),
    "regimes": ("regime.html", "kind_regime"),
    "instruments": ("instrument.html", "kind_instrument"),
}
LISTS = ("duties", "rights", "options", "organisations", "documents")
LEVELS = ("international", "european", "national")
PAGE_TITLES = {"law": "the_law", "checker": "checker"}


@dataclass
class Page:
    """One page of one locale: its address below the locale's folder, its template and what that gets."""

    uri: str
    template: str
    title: str
    description: str = ""
    ident: str | None = None
    parent: str | None = None  # the uri one step up
    gets: dict[str, Any] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    words: list[str] = field(default_factory=list)  # filled while the page is drawn


def pages_of(site: Site, checker_data: str) -> list[Page]:
    """Return every page of a localised site, the home page first."""
    return [_home(site), *_record_pages(site), *_lists(site), *_overviews(site), _checker(site, checker_data)]


def title_of(site: Site, ident: str) -> str:
    """Return what a link to this record or page is called."""
    if "/" not in ident:
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


def steps_in_order(site: Site) -> list[str]:
    """Return the ids of the journey's steps, first to last."""
    return [f"steps/{name}" for name, step in sorted(site["steps"].items(), key=lambda item: item[1].order)]


def doors_in_order(site: Site) -> list[str]:
    """Return the doors of the home page in their order."""
    return [name for name, _ in sorted(site["doors"].items(), key=lambda item: item[1].order)]


def expand(site: Site, shows: tuple[str, ...]) -> list[str]:
    """Replace `duties/*` by all duties."""
    idents = []
    for each in shows:
        kind, _, name = each.rpartition("/")
        if name == "*":
            idents += steps_in_order(site) if kind == "steps" else [f"{kind}/{id}" for id in site[kind]]
        else:
            idents.append(each)
    return idents


def _home(site: Site) -> Page:
    gets = {"doors": doors_in_order(site)}
    return Page("index.html", "home.html", site.about.name, site.about.about, "site", None, gets)


def _record_pages(site: Site) -> Iterator[Page]:
    for kind, (template, message) in RECORD_PAGES.items():
        for name, record in site[kind].items():
            ident = f"{kind}/{name}"
            gets = {"record": record, "kind": message.removeprefix("kind_"), **_extras(site, kind, ident)}
            yield Page(
                uri_of(ident), template, title_of(site, ident), summary_of(site, ident), ident, _parent(kind), gets
            )


def _parent(kind: str) -> str | None:
    if kind in LISTS:
        return f"{kind}/index.html"
    return {"steps": "journey.html", "regimes": "law.html", "instruments": "law.html"}.get(kind)


def _extras(site: Site, kind: str, ident: str) -> dict[str, Any]:
    record = site.find(ident)
    if kind == "steps":
        steps = steps_in_order(site)
        at = steps.index(ident)
        around = {"before": steps[at - 1] if at else None, "after": steps[at + 1] if at + 1 < len(steps) else None}
        return {"number": at + 1, "total": len(steps), **around}
    if kind == "doors":
        return {"shown": expand(site, record.shows)}
    if kind == "regimes":
        return {"instruments": [f"instruments/{id}" for id in record.instruments]}
    return {}


def _lists(site: Site) -> Iterator[Page]:
    for kind in LISTS:
        heading = site.interface[kind]
        gets = {"heading": heading, "shown": [f"{kind}/{name}" for name in site[kind]]}
        yield Page(f"{kind}/index.html", "list.html", heading, heading, f"interface:{kind}", None, gets)


def _overviews(site: Site) -> Iterator[Page]:
    def overview(name: str, **gets: Any) -> Page:
        title = title_of(site, name)
        return Page(f"{name}.html", f"{name}.html", title, title, f"interface:{name}", None, gets)

    by_level = sorted(site["instruments"].items(), key=lambda item: LEVELS.index(item[1].level))
    yield overview("journey", shown=steps_in_order(site))
    yield overview("words", shown=sorted(site["terms"], key=lambda name: site["terms"][name].dutch.lower()))
    yield overview(
        "law",
        regimes=[f"regimes/{name}" for name in site["regimes"]],
        instruments=[f"instruments/{name}" for name, _ in by_level],
    )
    yield overview("timeline", events=sorted(site["events"].values(), key=lambda event: event.when))
    yield overview("amounts", parameters=list(site["parameters"].values()))


def _checker(site: Site, data: str) -> Page:
    def rules_of(outcome: str) -> list[tuple[str, Any]]:
        return [(name, rule) for name, rule in site["checker/rules"].items() if rule.outcome == outcome]

    gets = {"checker": site.checker, "rules_of": rules_of, "data": data}
    scripts = ("evaluate.js", "checker.js")
    return Page(
        "checker.html", "checker.html", site.checker.title, site.checker.intro, "checker/checker", None, gets, scripts
    )
