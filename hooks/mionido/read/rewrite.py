"""Other words in a YAML file, with everything else as it was: comments, order and line breaks."""

import json
import re
from collections.abc import Iterator

import yaml

Path = tuple[str | int, ...]
Words = dict[Path, str]
# Words that need no quotes wherever they stand: no marks of YAML, and nothing that looks like
# a number or a day.
PLAIN = re.compile(r"[^\W\d_][^:#,\[\]{}\"'&*!|>%@`\n]*")
NO_WORDS = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


def with_words(text: str, words: Words) -> str:
    """Return a YAML file in which the values at these paths are other words."""
    found = [(path, node) for path, node in _scalars(yaml.compose(text)) if path in words]
    # From the last to the first, so that the places of the others stay as they are.
    for path, node in sorted(found, key=lambda each: each[1].start_mark.index, reverse=True):
        start, end = node.start_mark.index, node.end_mark.index
        written = _written(words[path], node, text[start:end])
        text = text[:start] + written + text[end:]
    return text


def _scalars(node: yaml.Node | None, path: Path = ()) -> Iterator[tuple[Path, yaml.ScalarNode]]:
    """Yield every single value of a file with its path."""
    if isinstance(node, yaml.ScalarNode):
        yield path, node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _scalars(value, (*path, index))


def _written(words: str, node: yaml.ScalarNode, before: str) -> str:
    """Return words as a value, as a block of lines where one stood before."""
    if node.style == "|":
        _, _, block = before.partition("\n")
        indent = re.findall(r"^ *(?=\S)", block, re.MULTILINE)[0]
        lines = [f"{indent}{line}".rstrip() for line in words.split("\n")]
        after = before[len(before.rstrip()) :]
        return "|\n" + "\n".join(lines) + after
    if PLAIN.fullmatch(words) and words.lower() not in NO_WORDS and words == words.strip():
        return words
    return json.dumps(words, ensure_ascii=False)
