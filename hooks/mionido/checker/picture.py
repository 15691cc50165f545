"""Graph -> where to draw its questions and results, so that a reviewer sees the ways through the rules."""

from dataclasses import dataclass
from string import ascii_uppercase

from mionido.checker.graph import Graph, Target

STEP = 16  # between two rows, and between two places in the widest row


@dataclass(frozen=True)
class Dot:
    """A question, by its number in the graph, or a value of the outcome; it leads to dots below."""

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
    """Dots, questions first and top to bottom, and lines (x1, y1, x2, y2), in `width` by `height`."""

    width: int
    height: int
    dots: list[Dot]
    lines: list[tuple[float, int, float, int]]


def picture_of(graph: Graph) -> Picture:
    """Return the drawing of a graph: questions with numbers, results with letters."""
    rows = _rows(graph)
    width = STEP * max(map(len, rows))
    names = _names(rows)
    dots: dict[Target, Dot] = {}
    for depth, row in enumerate(rows):
        for place, target in enumerate(row):
            x = round(width * (place + 0.5) / len(row), 1)
            dots[target] = Dot(target, names[target], x, STEP * depth + STEP // 2)
    lines = []
    for number, node in enumerate(graph.nodes):
        for _, to in node.choices:
            lines.append((dots[number].x, dots[number].y, dots[to].x, dots[to].y))
    ordered = sorted(dots.values(), key=lambda dot: (dot.is_result, dot.y, dot.x))
    return Picture(width, STEP * len(rows), ordered, lines)


def _rows(graph: Graph) -> list[list[Target]]:
    """Return what stands in each row: the first question on top, the results together below."""
    depths = _depths(graph)
    rows: list[list[Target]] = [[] for _ in range(max(depths.values()) + 1)]
    for target, depth in depths.items():
        rows[depth].append(target)
    return rows


def _depths(graph: Graph) -> dict[Target, int]:
    """Return the longest way to each question, the first one first; results are below the last."""
    depths: dict[Target, int] = {graph.start: 0}
    for number in reversed(range(len(graph.nodes))):  # each node leads only to smaller numbers
        for _, target in graph.nodes[number].choices:
            depths[target] = max(depths.get(target, 0), depths[number] + 1)
    last = max(depths.values())
    return {target: last if isinstance(target, str) else depth for target, depth in depths.items()}


def _names(rows: list[list[Target]]) -> dict[Target, str]:
    """Return a number for each question and letters for each result, in the order of the rows."""
    names: dict[Target, str] = {}
    questions, results = 0, 0
    for row in rows:
        for target in row:
            if isinstance(target, str):
                results += 1
                names[target] = letters(results)
            else:
                questions += 1
                names[target] = str(questions)
    return names


def letters(number: int) -> str:
    """Return A to Z, then AA, AB and so on, as the columns of a spreadsheet are called."""
    before, place = divmod(number - 1, len(ascii_uppercase))
    return (letters(before) if before else "") + ascii_uppercase[place]
