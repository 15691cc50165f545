"""The day of a run. Only the command line and the MkDocs hook ask for it; everything else is given `today`."""

import os
from datetime import UTC, date, datetime


def today() -> date:
    """Return the day in UTC: SOURCE_DATE_EPOCH where it is set, so that a build can be repeated, else the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), tz=UTC) if epoch else datetime.now(tz=UTC)
    return now.date()
