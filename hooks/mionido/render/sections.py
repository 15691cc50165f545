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
    anchor: str  # the id of its heading


def sectioned(body: tuple[Block, ...], room: int) -> list[Section]:
    """Return the sections of a body.

    Open are the first ones, up to as many pieces of text as there is room for, the first steps to take, and whom to
    call. Where somebody to call stands above all, the page is about danger and nothing is folded.
    """
    is_about_danger = bool(body and body[0].help)
    sections: list[Section] = []
    has_steps, pieces = False, 0
    for heading, blocks in _divided(body):
        first_steps = not has_steps and any(block.steps for block in blocks)
        has_steps = has_steps or first_steps
        calls = any(block.help for block in blocks)
        pieces += sum(len(block.list_ or block.steps or "1") for block in blocks)
        fits = heading is None or not sections or pieces <= room
        is_open = is_about_danger or fits or first_steps or calls
        anchor = f"part-{len(sections) + 1}"
        sections.append(Section(heading, blocks, is_open, anchor))
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
