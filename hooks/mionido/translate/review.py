"""Samples of a language for readers outside: two sheets of texts, and what such readers found, as data.

Who reads the first sheet has not seen the source, so that what a text says is not mixed up with what it should say.
"""

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import Field, TypeAdapter

from mionido.model.text import Record
from mionido.problems import Problem
from mionido.read.content import read_as

REVIEWS = "review.yml"  # in the folder of a language


class Sample(Record):
    """What somebody found in a sample: of so many `texts`, how many mislead, say something a little else, sound odd.

    `seed` and `tier` are those with which `mionido sample` made it.
    """

    seed: int
    day: date
    who: str = Field(min_length=1)
    tier: str | None = None
    texts: int = Field(ge=1)
    misleading: int = Field(ge=0)
    shifted: int = Field(ge=0)
    unnatural: int = Field(ge=0)

    def __str__(self) -> str:
        of = f" of tier {self.tier}" if self.tier else ""
        found = f"{self.misleading} misleading, {self.shifted} shifted, {self.unnatural} unnatural"
        return f"{self.day}, {self.who}: {self.texts} texts{of} (seed {self.seed}): {found}"


class Pair(NamedTuple):
    """A text of a sample: its entry, as it was written, and as it is translated."""

    context: str
    source: str
    translation: str


SAMPLES = TypeAdapter(list[Sample])


def load_samples(folder: Path, name: str) -> tuple[list[Sample], list[Problem]]:
    """Read what readers of samples found in a language; most languages have no such file."""
    if not (folder / REVIEWS).exists():
        return [], []
    samples, _, problems = read_as(folder / REVIEWS, f"{name}/{REVIEWS}", SAMPLES.validate_python)
    return samples or [], problems


def chosen(contexts: Sequence[str], seed: int, count: int) -> list[str]:
    """Return some of these by lot: the same ones for the same seed."""
    return random.Random(seed).sample(contexts, min(count, len(contexts)))


def sheets(title: str, pairs: Sequence[Pair]) -> tuple[str, str]:
    """Return the sheet without the source and the one with it, as Markdown; the numbers are the same."""
    blind, whole = [f"# {title}", ""], [f"# {title}", ""]
    for number, pair in enumerate(pairs, 1):
        blind += [f"## {number}", "", _quoted(pair.translation), ""]
        whole += [f"## {number}. {pair.context}", "", _quoted(pair.source), ""]
        whole += [_quoted(pair.translation), ""]
    return "\n".join(blind), "\n".join(whole)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}  " for line in text.split("\n"))
