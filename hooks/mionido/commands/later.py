"""Imports a part of the program when it is asked for: importing all of it takes longer than many a command."""

from importlib import import_module
from typing import Any


def later(name: str) -> Any:
    """Return what is called so, as `module:name` below mionido/."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(f"mionido.{module}"), attribute)
