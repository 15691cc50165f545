"""Graph -> where to draw its questions and results, so that a reviewer sees which ways there are through the rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from mionido.checker.graph import Graph, Target

STEP = 16  # between two rows, and between two places in the widest row


@dataclass(frozen=True)
class Dot:
    """A question, by its number in the graph, or a value of the outcome. Each leads to dots below it."""

    target: Target
    name: str
    x: float
    y: int

    @property
    def is_result(self) -> bool:
        """Whether this is a value and not a question."""
        return isinstance(self.target, str)


@dataclass(frozen=True)
class Picture:
    """Dots, questions first and top to bottom, and lines (x1, y1, x2, y2), in a drawing of `width` by `height`."""

    width: int
    height: int
    dots: list[Dot]
    lines: list[tuple[float, int, float, int]]


def picture_of(graph: Graph) -> Picture:
    """Return the drawing of a graph: questions numbered from the first one, results with letters."""
    depths = _depths(graph)
    rows: dict[int, list[Target]] = {}
    for target, depth in depths.items():
        rows.setdefault(depth, []).append(target)
    width = STEP * max(len(row) for row in rows.values())
    names = _names(graph, [target for depth in sorted(rows) for target in rows[depth]])
    dots = {
        target: Dot(target, names[target], round(width * (place + 0.5) / len(row), 1), STEP * depth + STEP // 2)
        for depth, row in rows.items()
        for place, target in enumerate(row)
    }
    lines = [
        (dots[number].x, dots[number].y, dots[to].x, dots[to].y)
        for number, node in enumerate(graph.nodes)
        for _, to in node.choices
    ]
    ordered = sorted(dots.values(), key=lambda dot: (dot.is_result, dot.y, dot.x))
    return Picture(width, STEP * (max(rows) + 1), ordered, lines)


def _depths(graph: Graph) -> dict[Target, int]:
    """Return the longest way to each question, the first one first; the results stand together below the last."""
    depths: dict[Target, int] = {graph.start: 0}
    for number in reversed(range(len(graph.nodes))):  # each node leads only to smaller numbers
        for _, target in graph.nodes[number].choices:
            depths[target] = max(depths.get(target, 0), depths[number] + 1)
    last = max(depths.values())
    return {target: last if isinstance(target, str) else depth for target, depth in depths.items()}


def _names(graph: Graph, targets: list[Target]) -> dict[Target, str]:
    """Return a number for each question and a letter for each result."""
    questions: Iterator[int] = iter(range(1, len(graph.nodes) + 1))
    letters = iter(ascii_uppercase)
    return {target: next(letters) if isinstance(target, str) else str(next(questions)) for target in targets}
