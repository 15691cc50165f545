"""mionido: structured content about a law in, a multilingual website out.

One direction, a room a stage, lowest first: problems, model, read, checker, translate, check, render, project, publish,
commands. Start reading in project.py. Nothing in this package imports MkDocs; hooks/mkdocs_hooks.py does.
"""
