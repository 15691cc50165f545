"""Finds what may have become untrue by itself.

That are facts nobody has compared for long, and law that is about to end.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from mionido.check.draft import Draft
from mionido.model.law import Instrument
from mionido.model.parameters import Parameter
from mionido.problems import Problem

# After so many days a page says that it is old, and after so many it is not published any more.
OLD = timedelta(days=180)
TOO_OLD = timedelta(days=365)
SOON = timedelta(days=60)


def is_old(checked: date, today: date) -> bool:
    """Whether readers are told that nobody has compared a page with its sources for long."""
    return today - checked > OLD


def old_reviews(draft: Draft) -> Iterator[Problem]:
    """Nobody has read the sources of a record for half a year, or its date lies in the future.

    Why: law changes; readers are shown the day.
    Example: `checked: 2020-01-01`
    Use instead: read the sources, then write the day you did.
    """
    for ident, record in draft.site.all():
        checked = getattr(record, "checked", None)
        if checked is None:
            continue
        place = draft.loaded.place(ident, ("checked",))
        age = draft.today - checked
        if checked > draft.today:
            fix = "write the day you read the sources."
            yield place.error("future-review", f"{checked} has not come yet", fix=fix)
        elif is_old(checked, draft.today):
            problem = place.error if age > TOO_OLD else place.warning
            what = f"last checked {checked}, {age.days} days ago"
            fix = 'read the sources again, then set "checked" to that day.'
            yield problem("old-review", what, fix=fix)


def ends_soon(draft: Draft) -> Iterator[Problem]:
    """An instrument stops, or a parameter gets another value or none, within two months.

    Why: texts that rest on it must be ready on that day, in every language.
    Example: `in_force_until: 2031-06-30` in May 2031
    Use instead: write what holds from then on; the warning goes when the day has passed.
    """
    for ident, instrument in draft.records(Instrument):
        end = instrument.in_force_until
        if end and _is_soon(end, draft.today):
            place = draft.loaded.place(ident, ("in_force_until",))
            fix = "write what holds from then on, and look at what cites this."
            yield place.warning("ends-soon", f"{instrument.short} ends on {end}", fix=fix)
    for ident, parameter in draft.records(Parameter):
        for index, value in enumerate(parameter.values):
            if _is_soon(value.from_, draft.today):
                place = draft.loaded.place(ident, ("values", index))
                fix = "look at the texts that use it; they show the new value from that day."
                yield place.warning("ends-soon", f"the value changes on {value.from_}", fix=fix)


def _is_soon(day: date, today: date) -> bool:
    return today <= day <= today + SOON
