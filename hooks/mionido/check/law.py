"""Finds sources without a place, numbers without a value, and help that cannot be called."""

from collections.abc import Iterator

from pydantic import BaseModel

from mionido.check.draft import Draft
from mionido.check.references import walk
from mionido.model.law import Citation
from mionido.problems import Place, Problem

CITED_BY_ARTICLE = {"act", "decree", "regulation"}
# How to write the value of a parameter, where it is not a number.
VALUES = {"date": "a day such as 2031-01-31", "month": 'a month such as "2031-01"'}


def sources_without_article(draft: Draft) -> Iterator[Problem]:
    """A source names an act, decree or regulation but no article.

    Why: a reader or lawyer cannot find the place.
    Example: `- {instrument: wi2021}`
    Use instead: `- {instrument: wi2021, article: "11", paragraph: "1"}`
    """
    for ident, record in draft.site.all():
        for path, value in walk(record):
            if isinstance(value, Citation) and value.instrument and not value.article:
                kind = draft.site["instruments"][value.instrument].kind
                if kind in CITED_BY_ARTICLE:
                    yield without_article(draft.loaded.place(ident, path))


def without_article(place: Place) -> Problem:
    """Return the problem of a source that nobody can find in a law."""
    fix = 'add, for example:  article: "12"'
    return place.error("missing-article", "a source in a law needs an article", fix=fix)


def parameters_without_value(draft: Draft) -> Iterator[Problem]:
    """A parameter has no value in force today, or a value that does not fit its unit.

    Why: every text that uses it would have a hole. We never fall back to another period.
    Example: `values: [{from: 2031-01-01, value: 3}]` before 2031
    Use instead: add the value that holds now.
    """
    for ident, parameter in draft.records("parameters"):
        place = draft.loaded.place(ident, ("values",))
        if parameter.in_force(draft.today) is None:
            yield place.error(
                "no-value", f"this parameter has no value on {draft.today}", fix="add the value in force on that day."
            )
        for index, value in enumerate(parameter.values):
            if value.value is not None and not parameter.fits(value.value):
                at = draft.loaded.place(ident, ("values", index, "value"))
                words = VALUES.get(parameter.unit, "a whole number that is not too large")
                yield at.error(
                    "value", f'"{value.value}" does not fit the unit {parameter.unit}', fix=f"write {words}."
                )


def help_without_number(draft: Draft) -> Iterator[Problem]:
    """A page sends somebody in danger to an organisation without a number that is sure, or without a word when to call.

    Why: a number that nobody answers costs the minute that counts.
    Example: `- help: [organisations/duo]`
    Use instead: an organisation with `call_when` and a phone under `contact` whose certainty is settled.
    """
    for ident, record in draft.site.all():
        for path, value in walk(getattr(record, "body", ()), ("body",)):
            if path[-2:-1] == ("help",) and not can_help(draft.site.find(value)):
                yield draft.loaded.place(ident, path).error(
                    "help",
                    f'nobody in danger can call "{value}"',
                    fix="give it call_when, and a phone whose certainty is settled.",
                )


def can_help(record: BaseModel) -> bool:
    """Whether this is an organisation to call in danger."""
    sure = (contact.certainty == "settled" for contact in getattr(record, "contact", ()) if contact.kind == "phone")
    return bool(getattr(record, "call_when", None)) and any(sure)
