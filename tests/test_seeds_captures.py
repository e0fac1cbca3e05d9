"""Captures of every form and many tongues, each with the brief that it should give (`--update-golden` rewrites them).

An expected file shows the facts, the passages, and what was dropped by which rule.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from captures import markdown_of, seed_of

from briefing.model import Document, Fate, Form, Part
from briefing.seeds.explain import explain
from briefing.seeds.normalize import normalize
from briefing.seeds.read import find_seeds, read_seed

CAPTURES = Path(__file__).parent / "data" / "captures"
EXPECTED = Path(__file__).parent / "data" / "captures-expected"
SEEDS = find_seeds(CAPTURES)


def shown(document: Document) -> str:
    """Show a document as a Markdown text for reviewers."""
    facts = [
        f"title: {document.title} ({document.title_basis})",
        f"date: {document.date} ({document.date_basis})",
        f"lang: {document.lang}",
        f"source: {document.source.name} | {document.source.url} | {document.source.author}",
        f"summary: {document.summary}",
        f"hints: {', '.join(document.hints)}",
    ]
    body = [
        f"<!-- {passage.part} {passage.id} -->\n" + _passage(passage.level, passage.title, passage.markdown)
        for passage in document.passages
    ]
    dropped = [f"{line.rules[0]}: {line.text}" for line in document.lines if line.fate is Fate.DROPPED]
    return "\n".join([*facts, "", "\n\n".join(body), "", "--- dropped", *dropped, ""])


def _passage(level: int, title: str, markdown: str) -> str:
    return f"{'#' * level} {title}\n\n{markdown}" if level else markdown


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_capture(path: Path, request: pytest.FixtureRequest) -> None:
    found = shown(normalize(read_seed(path, folder=CAPTURES)))
    expected = EXPECTED / f"{path.name}.md"
    if request.config.getoption("--update-golden"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_no_expectation_is_left_over() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == {f"{path.name}.md" for path in SEEDS}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_every_line_is_accounted_for(path: Path) -> None:
    document = normalize(read_seed(path, folder=CAPTURES))
    assert [line.number for line in document.lines] == [line.number for line in document.seed.lines]
    assert [line.text for line in document.lines] == [line.text for line in document.seed.lines]
    assert len(explain(document).splitlines()) == len(document.lines)
    assert any(passage.part is Part.STORY for passage in document.passages)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_normalizing_twice_is_normalizing_once(path: Path) -> None:
    once = normalize(read_seed(path, folder=CAPTURES))
    twice = normalize(seed_of(markdown_of(once), Form.MARKDOWN))
    assert (twice.title, markdown_of(twice)) == (once.title, markdown_of(once))
