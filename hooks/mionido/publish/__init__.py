"""From a checked project to a site.

It is drawn in parallel, only where something changed, and put in place all at once.
"""
