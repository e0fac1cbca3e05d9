"""Blocks to CommonMark, with GFM tables and no raw HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from briefing.escape import escape
from briefing.seeds.blocks import Block, BlockKind
from briefing.seeds.inline import break_lines, parse_inline

# What would make a paragraph's first character a mark: of a heading, a list, a quotation, code, a rule, a definition.
_START: Final = re.compile(r"(#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|~~~|\[(?=[^\]]{1,999}\]:)|[-_=]{3,}\s*$|\|)")
_ORDERED: Final = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def write_blocks(blocks: Sequence[Block]) -> str:
    """Write blocks with an empty line between them; the items of a list stand together."""
    return "\n\n".join(part for kind, group in groupby(blocks, _group) for part in _write_group(kind, list(group)))


def _group(block: Block) -> tuple[BlockKind, bool]:
    return block.kind, block.kind is BlockKind.ITEM and bool(block.ordinal)


def _write_group(kind: tuple[BlockKind, bool], blocks: Sequence[Block]) -> Iterator[str]:
    if kind[0] is BlockKind.ITEM:
        yield "\n".join(_write_list(blocks))
    elif kind[0] is BlockKind.QUOTE:
        yield "\n>\n".join("\n".join(f"> {line}" for line in _lines(block)) for block in blocks)
    else:
        yield from map(_write_block, blocks)


def _write_block(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return f"{'#' * max(2, min(block.level, 6))} {_heading(block.text.markdown)}"
    if block.kind is BlockKind.CODE:
        fence = "`" * max([3, *(len(run) + 1 for row in block.rows for run in re.findall("`+", row))])
        return "\n".join((fence, *block.rows, fence))
    if block.kind is BlockKind.TABLE:
        return "\n".join(_write_table(block.rows))
    return "\n".join(_lines(block))


def _lines(block: Block) -> list[str]:
    """Give the lines of running text, none of which begins with what would be a mark."""
    return [start(line) for line in break_lines(block.text.markdown, block.ends)]


def start(markdown: str) -> str:
    """Escape what at the start of a block would be read as the block's mark."""
    if _ORDERED.match(markdown):
        return _ORDERED.sub(r"\1\\\2", markdown, count=1)
    return f"\\{markdown}" if _START.match(markdown) else markdown


def _heading(markdown: str) -> str:
    return f"{markdown[:-1]}\\#" if markdown.endswith("#") else markdown


def _write_list(items: Sequence[Block]) -> Iterator[str]:
    """Indent by four for each rank: enough under a bullet and under a number."""
    ranks: list[int] = []
    for item in items:
        while ranks and ranks[-1] >= item.level:
            ranks.pop()
        indent = "    " * len(ranks)
        ranks.append(item.level)
        mark = f"{int(item.ordinal)}." if item.ordinal else "-"
        yield f"{indent}{mark} " + f"\n{indent}    ".join(_lines(item))


_CELL: Final = re.compile(r"(?<!\\)\|")


_MOST_PADDING: Final = 8  # empty cells for one that is not


def _write_table(rows: Sequence[str]) -> Iterator[str]:
    """Write a table; its first row is its head. One that would be mostly padding is written row by row."""
    cells = [[_cell(cell) for cell in _CELL.split(row.strip().strip("|"))] for row in rows if not _is_delimiter(row)]
    width = max(map(len, cells))
    if width * len(cells) > _MOST_PADDING * sum(map(len, cells)) + 1_000:
        yield "\n\n".join(start(" \\| ".join(row)) for row in cells)
        return
    for number, row in enumerate(cells):
        yield f"| {' | '.join(row + [''] * (width - len(row)))} |"
        if number == 0:
            yield f"|{' --- |' * width}"


def _cell(source: str) -> str:
    return parse_inline(source.strip().replace("\\|", "|")).markdown.replace("|", "\\|")


def _is_delimiter(row: str) -> bool:
    return "-" in row and set(row.strip()) <= set("|-: ")


def source_line(url: str, label: str, rest: str) -> str:
    """Write the line under a head that had more than its title: where it led, and its mark in the capture."""
    return f"[{escape(label)}]({url}){' ' + escape(rest) if rest else ''}"
