"""YAML as plain data: what is read, and what is refused with its line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.plain_yaml import Fields, PlainYamlError, parse_yaml

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"))
VALUES = st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=12)


def test_a_value_is_what_was_written() -> None:
    text = "lang: no\nversion: 1.10\ndate: 2026-05-01\nempty:\nquoted: ''\nlist: [a, ~]\n"
    expected = {"lang": "no", "version": "1.10", "date": "2026-05-01", "empty": None, "quoted": "", "list": ["a", None]}
    assert parse_yaml(text) == expected


def test_nothing_is_none() -> None:
    assert parse_yaml("") is None
    assert parse_yaml("# a remark\n") is None


def test_mappings_know_their_lines() -> None:
    fields = parse_yaml("a: 1\nstories:\n- {id: x}\n- id: y\n")
    assert isinstance(fields, Fields)
    assert fields.lines == {"a": 1, "stories": 2}
    stories = fields["stories"]
    assert isinstance(stories, list)
    assert [story.line for story in stories if isinstance(story, Fields)] == [3, 4]


@given(VALUES)
def test_json_is_read_as_json(value: object) -> None:
    assert parse_yaml(json.dumps(value, ensure_ascii=False)) == value


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a: [1\nb: 2\n", "invalid YAML: did not find expected ',' or ']'", 2),
        ("a: 1\n\tb: 2\n", "invalid YAML: found a tab character that violates indentation", 2),
        ("a: &x 1\n", "anchors and aliases (& and *) are not read here", 1),
        ("a: 1\nb: *x\n", "anchors and aliases (& and *) are not read here", 2),
        ("a: !!python/name:os.system 1\n", "the tag tag:yaml.org,2002:python/name:os.system is not read here", 1),
        ("a: 1\nb: 2\na: 3\n", "'a' is given twice, first in line 1", 3),
        ("? [a]\n: 1\n", "a key must be a text", 1),
        ("a: 1\n---\nb: 2\n", "a second YAML document begins", 2),
        ("a: 1\nb: \x07\n", "invalid YAML: a control character", 2),
        ("a: " + "[" * 13 + "]" * 13, "nested deeper than 12 levels", 1),
        ("[" * 1_000_000, "nested deeper than 12 levels", 1),
        ("- " * 100_000, "nested deeper than 12 levels", 1),
    ],
)
def test_what_acts_or_breaks_is_refused_with_its_line(text: str, message: str, line: int) -> None:
    with pytest.raises(PlainYamlError) as caught:
        parse_yaml(text)
    assert (caught.value.message, caught.value.line) == (message, line)
