"""The years that a day of the law, of a reader or of a build can be in; any other is a slip of the pen."""

YEARS = range(1800, 2200)
