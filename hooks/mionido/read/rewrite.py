"""Other words in a YAML file, with everything else as it was: comments, order and line breaks."""

import json
import re
from collections.abc import Iterator

import yaml

Path = tuple[str | int, ...]
Words = dict[Path, str]
# Words that need no quotes wherever they stand: no marks of YAML, and nothing that could be a number or a day.
PLAIN = re.compile(r"[^\W\d_][^:#,\[\]{}\"'&*!|>%@`\n]*")
NO_WORDS = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


def with_words(text: str, words: Words) -> str:
    """Return a YAML file in which the values at these paths are other words."""
    for path, node in sorted(
        _scalars(yaml.compose(text)), key=lambda found: -found[1].start_mark.index
    ):
        if path in words:
            start, end = node.start_mark.index, node.end_mark.index
            text = text[:start] + _written(words[path], node, text[start:end]) + text[end:]
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
        indent = re.findall(r"^ *(?=\S)", before.partition("\n")[2], re.MULTILINE)[0]
        after = before[len(before.rstrip()) :]
        return "|\n" + "\n".join(f"{indent}{line}".rstrip() for line in words.split("\n")) + after
    is_plain = PLAIN.fullmatch(words) and words.lower() not in NO_WORDS and words == words.strip()
    return words if is_plain else json.dumps(words, ensure_ascii=False)
