"""A saved page to lines: one visible block a line, with what the markup says of it."""

from __future__ import annotations

import lxml.html

from briefing.model import Facts, Role, SeedLine
from briefing.seeds.decoding import decode

_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html(raw: bytes) -> tuple[tuple[SeedLine, ...], Facts]:
    """Read the visible blocks of a page in order, and what its head says of it."""
    tree = lxml.html.document_fromstring(decode(raw))
    lines: list[SeedLine] = []
    for element in tree.iter("p", "li", *_HEADINGS):
        text = " ".join(str(element.text_content()).split())
        level = _HEADINGS.get(element.tag, 0)
        if text:
            role = Role.HEADING if level else Role.TEXT
            lines.append(SeedLine(number=len(lines) + 1, text=text, role=role, level=level))
    return tuple(lines), Facts(title=tree.findtext(".//title"))
