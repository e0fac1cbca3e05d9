"""A table of contents that repeats the heads: its own heads say how the stories group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefing.seeds.blocks import Block, BlockKind
from briefing.seeds.boilerplate import CONTENTS, contents_key

_ABOVE_ALL: Final = 0  # a rank over that of any head


def regroup(blocks: Sequence[Block], rules: Sequence[str]) -> tuple[Block, ...]:
    """Take what stays. A head over entries of the contents moves over the first of the heads that they name."""
    kept = [block for block, rule in zip(blocks, rules, strict=True) if not rule]
    groups = _groups(blocks, rules)
    if not groups:
        return tuple(kept)
    moved = {head.numbers for heads in groups.values() for head in heads}
    arranged: list[Block] = []
    for block in kept:
        if block.numbers in moved:
            continue
        if block.kind is BlockKind.HEADING:
            arranged += [head._replace(level=_ABOVE_ALL) for head in groups.pop(contents_key(block), ())]
        arranged.append(block)
    return tuple(arranged)


def _groups(blocks: Sequence[Block], rules: Sequence[str]) -> dict[str, list[Block]]:
    """Map the first entry under each head of the contents to that head."""
    groups: dict[str, list[Block]] = {}
    head: Block | None = None
    for block, rule in zip(blocks, rules, strict=True):
        if rule == CONTENTS and head is not None:
            groups[contents_key(block)] = [head]
            head = None
        elif block.kind is BlockKind.HEADING and not rule:
            head = block
    return groups
