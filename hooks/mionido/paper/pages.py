"""The page of all sheets, and a page for each of them, to which the code on the paper leads."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from mionido.model.kinds import kind_of
from mionido.model.parameters import Parameter
from mionido.model.site import Records
from mionido.paper.book import NAME, book_of
from mionido.paper.flow import flows_of
from mionido.paper.sheet import Sheet, sheets_of, version_of
from mionido.render.edition import Edition
from mionido.render.pages import Names, Page, expand, summary_of, title_of


def pages_of_sheets(site: Records) -> Iterator[Page]:
    """Yield them, that of all sheets first. Any locale's site will do."""
    yield _all_sheets()
    for sheet in sheets_of(site).values():
        yield _one_sheet(sheet)


def long_papers(site: Records) -> dict[str, Sheet]:
    """Return the longer papers by name: the questions of each group, and the whole guide."""
    return {**flows_of(site), NAME: book_of(site)}


def title_of_sheet(site: Records, sheet: Sheet) -> str:
    """Return what a sheet is called: as it says, or like its first record."""
    return sheet.described_in(site).title or title_of(site, sheet.first)


def _all_sheets() -> Page:
    return Page(
        "sheets.html",
        "sheets.html",
        title=lambda site: site.interface["sheets"],
        description=lambda site: site.interface["sheets_intro"],
        ident="interface:sheets",
        prints=False,
        adds=_listed,
    )


def _listed(edition: Edition) -> Names:
    """Return the sheets about a subject and those of letters, in their order."""
    site = edition.records
    sheets = sorted(sheets_of(site).values(), key=lambda sheet: _order(site, sheet))
    links = [(sheet.is_of_record, _link(edition, sheet)) for sheet in sheets]
    book = _long(edition, NAME, site.interface["book"])
    return {
        "subjects": [link for is_of_record, link in links if not is_of_record] + book,
        "letters": [link for is_of_record, link in links if is_of_record],
        "questions": [
            link
            for name, flow in flows_of(site).items()
            for link in _long(edition, name, site.checker.groups[flow.group].title, flow.page)
        ],
    }


def _long(edition: Edition, name: str, title: str, href: str = "") -> list[Names]:
    """Return the link to a longer paper, if the build made it."""
    printed = edition.on_paper(name)
    if printed is None:
        return []
    files = printed.links("", edition.size)
    return [{"title": title, "href": href, "files": files}]


def _link(edition: Edition, sheet: Sheet) -> Names:
    title = title_of_sheet(edition.records, sheet)
    files = [each for each in _files(edition, sheet, "") if not each["is_large"]]
    return {"title": title, "href": sheet.uri, "files": files}


def _files(edition: Edition, sheet: Sheet, to_locale: str) -> Sequence[Names]:
    printed = edition.on_paper(sheet.titled_by(edition.records))
    return printed.links(to_locale, edition.size) if printed else []


def _order(site: Records, sheet: Sheet) -> tuple[int, str]:
    return sheet.described_in(site).order, sheet.name


def _one_sheet(sheet: Sheet) -> Page:
    return Page(
        sheet.uri,
        "sheet.html",
        title=lambda site: title_of_sheet(site, sheet),
        description=lambda site: summary_of(site, sheet.first),
        ident=sheet.first,
        parent="sheets.html",
        prints=False,  # the sheet itself is what one prints
        adds=partial(_checked, sheet),
    )


def _checked(sheet: Sheet, edition: Edition) -> Names:
    """Return what tells whether an old paper is still right: what it would say now, and which values changed."""
    site = edition.records
    for each in sheet.described_in(site).parts:
        expand(site, each.of)  # notes which kinds it shows all records of
    version, parameters = version_of(sheet, edition)
    linked = [ident for ident, _, _ in sheet.shows if _has_page(ident)]
    return {
        "heading": title_of_sheet(edition.records, sheet),
        "version": version,
        "shown": list(dict.fromkeys(linked)),
        "values": [_value(edition, name) for name in sorted(parameters)],
        "changes": list(_changes(edition, parameters)),
        "files": _files(edition, sheet, "../"),
    }


def _value(edition: Edition, name: str) -> Names:
    """Return a value as it is today, to compare with a paper."""
    value, unit = edition.value_of(name)
    return {"title": edition.records[Parameter][name].title, "value": value, "unit": unit}


def _has_page(ident: str) -> bool:
    kind = kind_of(ident)
    return kind is not None and bool(kind.template)


def _changes(edition: Edition, names: set[str]) -> Iterator[Names]:
    """Yield each value on a sheet that is another one since a day, the last change of each."""
    for name in sorted(names):
        parameter = edition.records[Parameter][name]
        parameter.in_force(edition.today)  # its change is that of the page
        for before, after in reversed(list(pairwise(parameter.values))):
            if after.from_is == "start" and after.from_ <= edition.today:
                yield {"parameter": parameter, "before": before, "after": after}
                break
