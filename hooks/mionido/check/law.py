"""Finds sources without a place, numbers without a value, and help that cannot be called."""

from collections.abc import Iterator
from datetime import date

from mionido.check.draft import Draft
from mionido.model.law import Citation, Instrument
from mionido.model.parameters import Parameter, is_currency, is_within
from mionido.model.site import Site
from mionido.model.text import Record
from mionido.model.topics import Organisation
from mionido.model.walk import references, walk
from mionido.problems import Place, Problem
from mionido.translate.formats import is_payable

# How to write the value of a parameter, where it is not a number.
WHOLE = "a whole number that is not too large"
VALUES = {"date": "a day such as 2031-01-31", "month": 'a month such as "2031-01"'}


def sources_without_place(draft: Draft) -> Iterator[Problem]:
    """A source names an act, or the like under `cited_by_place`, but no place in it.

    Why: a reader or lawyer cannot find the place.
    Example: `- {instrument: road-act}`
    Use instead: `- {instrument: road-act, section: "11", subsection: "1"}`
    """
    for ident, record in draft.site.all():
        for path, value in walk(record):
            if isinstance(value, Citation) and lacks_place(draft.site, value):
                yield without_place(draft.loaded.place(ident, path), draft.site)


def lacks_place(site: Site, citation: Citation) -> bool:
    """Whether nobody can find in the law what a source says."""
    if not citation.instrument or citation.places:
        return False
    return site[Instrument][citation.instrument].kind in site.jurisdiction.cited_by_place


def without_place(place: Place, site: Site) -> Problem:
    """Return the problem of a source that nobody can find in a law."""
    largest = next(iter(site.jurisdiction.places))
    what, fix = f"a source in this law needs its {largest}", f'add, for example:  {largest}: "12"'
    return place.error("missing-place", what, fix=fix)


def parameters_without_value(draft: Draft) -> Iterator[Problem]:
    """A parameter has no value in force today, or a value that does not fit its unit.

    Why: every text that uses it would have a hole. We never fall back to another period.
    Example: `values: [{from: 2031-01-01, value: 3}]` before 2031
    Use instead: add the value that holds now.
    """
    for ident, parameter in draft.records(Parameter):
        if parameter.in_force(draft.today) is None:
            place = draft.loaded.place(ident, ("values",))
            what = f"this parameter has no value on {draft.today}"
            yield place.error("no-value", what, fix="add the value in force on that day.")
        for index, value in enumerate(parameter.values):
            if value.value is not None and not fits(value.value, parameter):
                place = draft.loaded.place(ident, ("values", index, "value"))
                what = f'"{value.value}" does not fit the unit {parameter.unit}'
                yield place.error("value", what, fix=f"write {form_of(parameter.unit)}.")


def implausible_values(draft: Draft) -> Iterator[Problem]:
    """A value of a parameter is less or more than one of this unit can be in this law.

    Why: a slip of a digit costs a reader ten times the fine, or the term.
    Example: `value: 60` for weeks, where the longest of the law is 16
    Use instead: the number that stands in the source; if it is right, say what is `plausible` here.
    """
    of_unit = draft.site.jurisdiction.plausible
    for ident, parameter in draft.records(Parameter):
        bounds = parameter.plausible or of_unit.get(parameter.unit)
        if bounds is None:
            place = draft.loaded.place(ident, ("unit",))
            what = f"nothing says what is plausible for {parameter.unit}"
            fix = "add its least and its most under plausible in content/jurisdiction.yml."
            yield place.error("plausible", what, fix=fix)
            continue
        for index, value in enumerate(parameter.values):
            if value.value is None or not fits(value.value, parameter):
                continue
            if not is_within(value.value, bounds):
                place = draft.loaded.place(ident, ("values", index, "value"))
                what = f"{value.value} is not between {bounds[0]} and {bounds[1]}"
                why = "this is the least and the most that it can be."
                fix = "compare it with the source; if it is right, change  plausible  too."
                yield place.error("plausible", what, why=why, fix=fix)


def form_of(unit: str) -> str:
    """Return in words how to write a value in a unit."""
    if is_currency(unit):
        return "an amount that there are coins for"
    return VALUES.get(unit, WHOLE)


def fits(value: date | float | str, parameter: Parameter) -> bool:
    """Whether this can be a value in the unit of the parameter; of money, one that can be paid."""
    if isinstance(value, float) and is_currency(parameter.unit):
        return is_payable(value, parameter.unit) and parameter.fits(value)
    return parameter.fits(value)


def help_without_number(draft: Draft) -> Iterator[Problem]:
    """A page sends somebody in danger to an organisation without a sure number and when to call it.

    Why: a number that nobody answers costs the minute that counts.
    Example: `- help: [organisations/office]`
    Use instead: an organisation with `call_when` and a phone under `contact` whose certainty is
    settled.
    """
    for ident, record in draft.site.all():
        for path, reference in references(record):
            if "help" in path and not can_help(draft.site.find(reference)):
                place = draft.loaded.place(ident, path)
                what = f'nobody in danger can call "{reference}"'
                fix = "give it call_when, and a phone whose certainty is settled."
                yield place.error("help", what, fix=fix)


def can_help(record: Record | None) -> bool:
    """Whether this is an organisation to call in danger."""
    if not isinstance(record, Organisation) or not record.call_when:
        return False
    return any(
        contact.kind == "phone" and contact.certainty == "settled" for contact in record.contact
    )
