"""Mio Nido: structured content about a law in, a multilingual website out.

One direction: content/*.yml -> load -> Site -> localise -> pages, checker, data. Start reading in build.py.
Nothing in this package imports MkDocs; hooks/mkdocs_hooks.py does.
"""
