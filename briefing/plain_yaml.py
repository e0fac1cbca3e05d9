"""YAML as plain data: texts, lists and mappings, each with its line, and nothing that acts.

A value is what was written: `no`, `1.10` and `2026-05-01` stay the texts they are, and what they mean is for the
reader of the key to say. Tags, anchors, aliases, keys given twice and deep nesting are refused: they make objects,
grow without bound, hide a value or exhaust the stack (libyaml's own composer crashes at some ten thousand levels).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import yaml

Value: TypeAlias = "str | list[Value] | Fields | None"

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH: Final = 12
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})


class PlainYamlError(ValueError):
    """What is wrong with a text as YAML, and in which of its lines, from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


class Fields(dict[str, Value]):
    """A mapping. `line` is where it begins, `lines` where each of its keys stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


def parse_yaml(text: str) -> Value:
    """Read one YAML document; an empty one is None. Raises PlainYamlError."""
    try:
        return _build(yaml.parse(text, _LOADER))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PlainYamlError(f"invalid YAML: {error.problem}", line) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise PlainYamlError("invalid YAML: a control character", line) from error


def _build(events: Iterator[Any]) -> Value:
    """Put the events together without recursion."""
    builder = _Builder()
    for event in events:
        builder.take(event)
    return builder.root[0] if builder.root else None


class _Builder:
    def __init__(self) -> None:
        self.root: list[Value] = []
        self.stack: list[list[Value] | Fields] = [self.root]
        self.keys: list[str | None] = [None]  # of each mapping on the stack, the key that waits for its value

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.NodeEvent):
            _refuse_acting(event, line)
        if isinstance(event, yaml.ScalarEvent):
            self.put(None if event.implicit[0] and event.value in _NOTHING else event.value, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self.open(Fields(line), line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open([], line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
            self.keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root:
            raise PlainYamlError("a second YAML document begins", line)

    def open(self, collection: list[Value] | Fields, line: int) -> None:
        self.put(collection, line)
        if len(self.stack) > _MAX_DEPTH:
            raise PlainYamlError(f"nested deeper than {_MAX_DEPTH} levels", line)
        self.stack.append(collection)
        self.keys.append(None)

    def put(self, value: Value, line: int) -> None:
        """Add a value to the innermost collection. In a mapping, keys and values come in turn."""
        collection, key = self.stack[-1], self.keys[-1]
        if isinstance(collection, list):
            collection.append(value)
        elif key is not None:
            collection[key] = value
            self.keys[-1] = None
        elif not isinstance(value, str):
            raise PlainYamlError("a key must be a text", line)
        elif value in collection.lines:
            raise PlainYamlError(f"'{value}' is given twice, first in line {collection.lines[value]}", line)
        else:
            collection.lines[value] = line
            self.keys[-1] = value


def _refuse_acting(event: Any, line: int) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise PlainYamlError("anchors and aliases (& and *) are not read here", line)
    if event.tag not in (None, "!", "tag:yaml.org,2002:str"):
        raise PlainYamlError(f"the tag {event.tag} is not read here", line)
