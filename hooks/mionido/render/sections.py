"""The sections of a body, and which of them a small screen shows at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from mionido.model.markup import headed
from mionido.model.text import Text
from mionido.model.topics import Block


@dataclass(frozen=True)
class Section:
    """Blocks below one heading; what stands before the first heading has none."""

    heading: Text | None
    blocks: list[Block]
    is_open: bool


def sectioned(body: tuple[Block, ...]) -> list[Section]:
    """Return the sections of a body.

    Open are the first one, the first steps to take, and whom to call. Where somebody to call stands above all, the page
    is about danger and nothing is folded.
    """
    is_about_danger = bool(body and body[0].help)
    sections: list[Section] = []
    has_steps = False
    for heading, blocks in _divided(body):
        first_steps = not has_steps and any(block.steps for block in blocks)
        has_steps = has_steps or first_steps
        calls = any(block.help for block in blocks)
        is_open = is_about_danger or heading is None or not sections or first_steps or calls
        sections.append(Section(heading, blocks, is_open))
    return sections


def _divided(body: tuple[Block, ...]) -> Iterator[tuple[Text | None, list[Block]]]:
    """Yield each heading, which is the bold first line of a paragraph, and the blocks below it."""
    heading: Text | None = None
    blocks: list[Block] = []
    for block in body:
        title, rest = headed(block.text) if block.text else (None, None)
        if title:
            if blocks or heading:
                yield heading, blocks
            heading, blocks = title, []
            block = block.model_copy(update={"text": rest})
        if block.text != "":
            blocks.append(block)
    if blocks or heading:
        yield heading, blocks
