"""What the tests of captures need: a seed from a text, and a document as the Markdown of a capture."""

from __future__ import annotations

from pathlib import PurePosixPath

from briefing.model import Document, Form, Seed, SeedLine


def seed_of(text: str, form: Form = Form.TEXT) -> Seed:
    lines = tuple(SeedLine(number=number, text=line) for number, line in enumerate(text.split("\n"), 1))
    return Seed(path=PurePosixPath("a.txt"), sha256="0" * 64, form=form, lines=lines, chars=len(text))


def markdown_of(document: Document) -> str:
    """Write a document as the Markdown file of a capture would be: title, heads, text."""
    parts = [f"# {document.title}"]
    for passage in document.passages:
        parts += [f"{'#' * passage.level} {passage.title}"] if passage.level else []
        parts += [passage.markdown] if passage.markdown else []
    return "\n\n".join(parts)
