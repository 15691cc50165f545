"""Everything that can be wrong with a whole site, one file a subject; lint.py is the list."""
