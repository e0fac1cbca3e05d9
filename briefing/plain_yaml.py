"""YAML as plain data: texts, lists and mappings, each with its line, and nothing that acts.

A value is what was written: `no`, `1.10` and `2026-05-01` stay the texts they are, and what they mean is for the
reader of the key to say. Tags, anchors, aliases, keys given twice and deep nesting are refused: they make objects,
grow without bound, hide a value or exhaust the stack (libyaml's own composer crashes at some ten thousand levels).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

Value: TypeAlias = "str | list[Value] | Fields | None"

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH: Final = 12
_NO_TAGS: Final = frozenset({None, "!", "tag:yaml.org,2002:str"})
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})


class PlainYamlError(ValueError):
    """What is wrong with a text as YAML, and in which of its lines, from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


class Fields(dict[str, Value]):
    """A mapping. `line` is where it begins, `lines` where each of its keys stands."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


def parse_yaml(text: str) -> Value:
    """Read one YAML document; an empty one is None. Raises PlainYamlError."""
    try:
        return _Reader(text).document()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PlainYamlError(f"invalid YAML: {error.problem}", line) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise PlainYamlError("invalid YAML: a control character", line) from error


class _Reader:
    """Puts the events of a text together. A value is asked for with its first event."""

    def __init__(self, text: str) -> None:
        self._next: Callable[[], Any] = _LOADER(text).get_event

    def document(self) -> Value:
        self._next()  # the stream begins
        if type(self._next()) is StreamEndEvent:
            return None
        value = self._value(self._next(), 0)
        self._next()  # the document ends
        if type(after := self._next()) is not StreamEndEvent:
            raise PlainYamlError("a second YAML document begins", _line(after))
        return value

    def _value(self, event: Any, depth: int) -> Value:
        kind = type(event)
        if kind is AliasEvent or event.anchor:
            raise PlainYamlError("anchors and aliases (& and *) are not read here", _line(event))
        if event.tag not in _NO_TAGS:
            raise PlainYamlError(f"the tag {event.tag} is not read here", _line(event))
        if kind is ScalarEvent:
            text: str = event.value
            return None if text in _NOTHING and event.implicit[0] else text
        if depth == _MAX_DEPTH:
            raise PlainYamlError(f"nested deeper than {_MAX_DEPTH} levels", _line(event))
        return self._fields(event, depth + 1) if kind is MappingStartEvent else self._items(depth + 1)

    def _items(self, depth: int) -> list[Value]:
        items = []
        while type(event := self._next()) is not SequenceEndEvent:
            items.append(self._value(event, depth))
        return items

    def _fields(self, start: Any, depth: int) -> Fields:
        fields = Fields(_line(start))
        while type(event := self._next()) is not MappingEndEvent:
            key, line = self._value(event, depth), _line(event)
            if not isinstance(key, str):
                raise PlainYamlError("a key must be a text", line)
            if key in fields.lines:
                raise PlainYamlError(f"'{key}' is given twice, first in line {fields.lines[key]}", line)
            fields.lines[key] = line
            fields[key] = self._value(self._next(), depth)
        return fields


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
