"""The one walk over all values, and what is found on it: texts and references."""

from collections.abc import Callable, Iterator
from typing import TypeVar, cast

from pydantic import BaseModel

from mionido.model.reference import Reference
from mionido.model.text import Text

# Where a value stands in its file: keys, and positions in lists.
KeyPath = tuple[str | int, ...]
T = TypeVar("T")
# What most keys of a record hold: no text is in them, so nothing is called for them.
NEVER_TEXTS = (type(None), bool, int)


def fields_of(record: BaseModel) -> Iterator[tuple[str, object]]:
    """Yield each key of a record as it is written in YAML, and its value."""
    # Not type(record): a record that notes what is shown of it (render.reading) has its class there
    # only.
    for name, info in record.__class__.model_fields.items():
        yield info.alias or name, getattr(record, name)
    yield from (record.model_extra or {}).items()


def walk(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    """Yield a value and every value inside it with its path.

    A key that is a reference is a value of its own.
    """
    yield path, value
    match value:
        case BaseModel():
            for name, item in fields_of(value):
                yield from walk(item, (*path, name))
        case dict():
            for key, item in value.items():
                if isinstance(key, Reference):
                    yield (*path, key), key
                yield from walk(item, (*path, key))
        case tuple() | list():
            for index, item in enumerate(value):
                yield from walk(item, (*path, index))


def texts(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Text]]:
    """Yield every text in a value with its path, in the order of the keys."""
    return ((where, each) for where, each in walk(value, path) if isinstance(each, Text))


def references(value: object) -> Iterator[tuple[KeyPath, Reference]]:
    """Yield everything a value refers to outside its texts, with its path."""
    return ((where, each) for where, each in walk(value) if isinstance(each, Reference))


def map_texts(value: T, change: Callable[[KeyPath, Text], Text], path: KeyPath = ()) -> T:
    """Return a copy of `value` in which every Text is replaced by change(path, text)."""
    return cast(T, _map_texts(value, change, path))


def _map_texts(value: object, change: Callable[[KeyPath, Text], Text], path: KeyPath) -> object:
    match value:
        case Text():
            return change(path, value)
        case BaseModel():
            update: dict[str, object] = {}
            for name, info in type(value).model_fields.items():
                item = getattr(value, name)
                if not isinstance(item, NEVER_TEXTS):
                    update[name] = _map_texts(item, change, (*path, info.alias or name))
            return value.model_copy(update=update)
        case dict():
            return {key: _map_texts(item, change, (*path, key)) for key, item in value.items()}
        case tuple():
            return tuple(
                _map_texts(item, change, (*path, index)) for index, item in enumerate(value)
            )
    return value
