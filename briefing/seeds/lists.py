"""Shapes that a capture lost: the bullets of a list, the frame of an embedded post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefing.seeds.blocks import Block, BlockKind
from briefing.seeds.dates import find_dates
from briefing.seeds.traits import measure

_SIGNATURE: Final = re.compile(r"[—–―-]{1,2}\s?(?:[^—–(]{0,60}\()?@\w{2,30}\)?")
_SHORT: Final = 120
_LABELLED: Final = re.compile(r"[^:：]{2,60}[:：]\s?\S")


def restore_shapes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give lists their bullets and posts their quotation again."""
    return tuple(_posts(tuple(_lists(blocks))))


def _lists(blocks: Sequence[Block]) -> Iterator[Block]:
    """Read a run of short lines as a list, after a line that ends with a colon."""
    inside = False
    for at, block in enumerate(blocks):
        introduced = at > 0 and blocks[at - 1].plain.rstrip().endswith((":", "："))
        inside = block.kind is BlockKind.PARAGRAPH and (inside or introduced) and _is_short(block)
        run = inside and (not introduced or (at + 1 < len(blocks) and _is_alike(block, blocks[at + 1])))
        inside = run
        yield block._replace(kind=BlockKind.ITEM) if run else block


def _is_short(block: Block) -> bool:
    plain = block.plain
    return (
        len(plain) <= _SHORT
        and not plain.endswith((".", "。", ":", "："))
        and not plain.startswith(("“", '"', "—", "–"))
    )


def _is_alike(block: Block, other: Block) -> bool:
    """Tell two lines of one list: both short, and both labelled or neither."""
    if other.kind is not BlockKind.PARAGRAPH or not _is_short(other):
        return False
    return bool(_LABELLED.match(block.plain)) == bool(_LABELLED.match(other.plain)) and not measure(other).prose


def _posts(blocks: Sequence[Block]) -> Iterator[Block]:
    """Read a paragraph and the line `— Name (@name) May 1, 2026` as a quotation with its author."""
    for at, block in enumerate(blocks):
        signed = at + 1 < len(blocks) and is_signature(blocks[at + 1])
        post = block.kind is BlockKind.PARAGRAPH and (signed or is_signature(block))
        yield block._replace(kind=BlockKind.QUOTE) if post else block


def is_signature(block: Block) -> bool:
    """Tell the line that names the author of an embedded post."""
    return len(block.plain) <= _SHORT and bool(_SIGNATURE.match(block.plain)) and bool(find_dates(block.plain))
