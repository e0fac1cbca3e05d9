"""Heads in all their forms: marked, bold, bare lines, numbered, `Label : text` in front of a paragraph, linked items.

Gives back the same blocks with every head a HEADING, its rank in `level`: a smaller rank stands above a greater.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefing.addresses import host_of
from briefing.seeds.blocks import Block, BlockKind
from briefing.seeds.inline import Inline, parse_inline
from briefing.seeds.traits import SENTENCE_END, measure
from briefing.seeds.writing import source_line

# Ranks below the six of Markdown and HTML.
BOLD, BARE, RUN_IN = 7, 8, 9

_BOLD: Final = re.compile(r"\*\*((?:[^*]|\\\*)+)\*\*[:：]?$")
_LABEL: Final = re.compile(
    r"(?:\*\*)?(?P<label>[^:：*|]{2,90}?)(?:(?:\s?[:：]\*\*|\*\*\s?[:：]|\s[:：]|:)\s+|：(?:\*\*)?\s*|"
    r"\*\*\s[–—-]\s)(?P<text>\S.*)$"
)
_LABEL_END: Final = re.compile("[:：*]")  # one of these stands behind a label, which has 90 characters at most
_SPEECH: Final = re.compile(
    r"\b(?:said|says|adds?|added|told|wrote|writes|asked|asks|explains?|explained|notes?|noted|"
    r"tweeted|continued|replied|sagte|a déclaré|dijo)$"
    r"|[说道称表示指出认为写道]$",
    re.IGNORECASE,
)
_CHINESE_NUMBER: Final = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、章节部分：:．.]|[（(][一二三四五六七八九十]{1,3}[)）]|"
    r"0?\d{1,2}\s?[、.]\s?(?=[\u4e00-\u9fff]))"
)
_LINKED: Final = re.compile(r"\[(?P<title>(?:[^\[\]\\]|\\.)+)\]\((?P<url>[^\s()]+)\)(?P<rest>.*)$", re.DOTALL)
_ATTRIBUTED: Final = re.compile(r"^[–—―-]|^\W*@\w")
_CODE_MARK: Final = re.compile(r"\s*(?:`?#\d+`?|↗|→|»|›|🔗|🔥)+\s*$")
_MAX_HEAD: Final = 110


def find_heads(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make every head a HEADING of its own."""
    found = _numbered(_bold(tuple(blocks)))
    marked = sum(block.kind is BlockKind.HEADING for block in found)
    found = tuple(_run_in(found))
    if marked < 2:
        found = tuple(_bare(found))
    found = tuple(_linked_items(found))
    return tuple(part for block in found for part in _apart(block))


def demote_titles(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make paragraphs of the heads of the first level right under the title: a translation of it, a motto."""
    end = next((at for at, block in enumerate(blocks) if block.kind is not BlockKind.HEADING or block.level != 1), 0)
    return tuple(
        block._replace(kind=BlockKind.PARAGRAPH, level=0) if at < end else block for at, block in enumerate(blocks)
    )


# ------------------------------------------------------------------------------------ each form


def _bold(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Read a paragraph that is bold as a whole as a head, where text follows it."""

    def is_head(at: int) -> bool:
        block = blocks[at]
        if block.kind is not BlockKind.PARAGRAPH or not _BOLD.match(block.text.markdown):
            return False
        followed = at + 1 < len(blocks) and blocks[at + 1].kind is not BlockKind.HEADING
        introduces = block.plain.endswith((":", "：")) and measure(block).words > 6
        return (
            followed and not introduces and len(block.plain) <= _MAX_HEAD and not block.plain.endswith((".", "。", ","))
        )

    return tuple(_as_head(block, BOLD) if is_head(at) else block for at, block in enumerate(blocks))


def _numbered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Read `一、…` and `1. …` as heads, where each stands over a text of its own."""

    def is_head(at: int) -> bool:
        block = blocks[at]
        numbered = (block.kind is BlockKind.ITEM and block.ordinal) or (
            block.kind is BlockKind.PARAGRAPH and _CHINESE_NUMBER.match(block.plain)
        )
        over_text = at + 1 < len(blocks) and blocks[at + 1].kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE)
        return bool(numbered) and over_text and len(block.plain) <= _MAX_HEAD and not measure(block).prose

    heads = {at for at in range(len(blocks)) if is_head(at)}
    if len(heads) < 2:
        return blocks
    return tuple(_as_head(_with_number(block), BARE) if at in heads else block for at, block in enumerate(blocks))


def _with_number(block: Block) -> Block:
    """Put a list's number into the text again: a head has no other place for it."""
    if not block.ordinal:
        return block
    text = block.text
    number = f"{block.ordinal}. "
    return block._replace(ordinal="", text=text._replace(markdown=number + text.markdown, plain=number + text.plain))


def _bare(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Read short lines without an end as heads, where each stands over text and after a finished sentence."""
    heads = {at for at in range(len(blocks)) if _is_bare_head(blocks, at)}
    others = len(heads) > 1 or any(block.kind is BlockKind.HEADING for block in blocks)
    for at, block in enumerate(blocks):
        deck = at == 0 and not others  # the one line over a text without heads
        yield _as_head(block, BARE) if at in heads and not deck else block


def _is_bare_head(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    plain = block.plain
    if block.kind is not BlockKind.PARAGRAPH or len(plain) > _MAX_HEAD or at + 1 >= len(blocks):
        return False
    if not any(map(str.isalpha, plain)):
        return False
    if SENTENCE_END.search(plain) and not plain.endswith(("?", "？", "!", "！", "”", '"', ")", "）")):
        return False
    if plain.endswith((",", "，", ";", "；")) or _ATTRIBUTED.match(plain) or measure(block).prose:
        return False
    before, after = blocks[at - 1] if at else None, blocks[at + 1]
    introduced = before is not None and before.plain.rstrip().endswith((":", "：")) and measure(after).size < 200
    quoted = before is not None and before.plain.rstrip().endswith(("”", '"', "»", "」")) and "," in plain
    return (
        not introduced and not quoted and _is_text(after) and measure(block).words <= 18 and plain[:1] not in '"“(（*'
    )


def _is_text(block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return block.level == RUN_IN
    traits = measure(block)
    if block.kind in (BlockKind.ITEM, BlockKind.QUOTE, BlockKind.TABLE) or traits.prose:
        return True
    return traits.words >= 6 and bool(SENTENCE_END.search(block.plain))


def _run_in(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Split `Label : text` paragraphs where they are the text's way: three or more, and most of its paragraphs."""
    labelled = {at: match for at, block in enumerate(blocks) if (match := _label(block))}
    paragraphs = [block for block in blocks if block.kind is BlockKind.PARAGRAPH and measure(block).prose]
    mass = sum(len(block.plain) for block in paragraphs)
    mine = sum(len(blocks[at].plain) for at in labelled)
    if len(labelled) < 3 or mine * 5 < mass * 2:
        yield from blocks
        return
    for at, block in enumerate(blocks):
        if at not in labelled:
            yield block
            continue
        label, text = parse_inline(labelled[at]["label"]), parse_inline(_balanced(labelled[at]["text"]))
        yield block._replace(kind=BlockKind.HEADING, level=RUN_IN, text=label)
        yield block._replace(text=text, ends=())


def _label(block: Block) -> re.Match[str] | None:
    markdown = block.text.markdown
    if block.kind is not BlockKind.PARAGRAPH or not measure(block).prose or not _LABEL_END.search(markdown, 0, 100):
        return None
    match = _LABEL.match(markdown)
    if not match or measure(block).size - len(match["label"]) < 60 or len(match["label"].split()) > 14:
        return None
    label = match["label"].strip()
    speaks = _SPEECH.search(label) or re.search(r"[.!?。！？]\s", label) or label.startswith(("http", "“", "("))
    return None if speaks or label[:1].islower() else match


def _balanced(markdown: str) -> str:
    """Drop the bold mark that the label's cut left open."""
    return markdown.removeprefix("**").lstrip() if markdown.count("**") % 2 else markdown


def _linked_items(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Read list items that begin with a linked headline as heads, where they are most items and carry the text."""
    linked = {at for at, block in enumerate(blocks) if block.kind is BlockKind.ITEM and _linked(block)}
    items = sum(block.kind is BlockKind.ITEM for block in blocks)
    told = sum(bool(match["rest"].strip()) for at in linked if (match := _linked(blocks[at])))
    prose = sum(len(block.plain) for block in blocks if block.kind is BlockKind.PARAGRAPH)
    bare_list = prose * 2 < sum(len(blocks[at].plain) for at in linked)
    splits = len(linked) >= 3 and len(linked) * 10 >= items * 7 and (told * 2 >= len(linked) or bare_list)
    for at, block in enumerate(blocks):
        if splits and at in linked:
            yield from _split_item(block)
        else:
            yield block


def _linked(block: Block) -> re.Match[str] | None:
    match = _LINKED.match(block.text.markdown)
    if not match or measure(block).size < 14 or match["title"].startswith("http"):
        return None
    rest = match["rest"].strip()
    return match if not rest or rest[:1] in "-–—:：|(（,，" else None


def _split_item(block: Block) -> Iterator[Block]:
    match = _linked(block)
    if not match:
        return
    number = f"{block.ordinal}. " if block.ordinal else ""
    title = parse_inline(number + match["title"])
    rest = match["rest"].strip()
    yield block._replace(kind=BlockKind.HEADING, level=RUN_IN, ordinal="", text=title)
    yield _source(block, match["url"], "")
    if rest:
        text = parse_inline(rest.lstrip("-–—:：| ") if rest[0] not in "(（" else rest)
        yield block._replace(kind=BlockKind.PARAGRAPH, level=0, ordinal="", text=text, ends=())


# ---------------------------------------------------------------------------- a head and what it carries


def _as_head(block: Block, rank: int) -> Block:
    text = block.text
    bold = _BOLD.match(text.markdown)
    if bold:
        text = parse_inline(bold[1])
    text = text._replace(markdown=text.markdown.rstrip(":： "), plain=text.plain.rstrip(":： "))
    return block._replace(kind=BlockKind.HEADING, level=rank, text=text, ordinal="")


def _apart(block: Block) -> Iterator[Block]:
    """Leave the title alone in its head. Its link and its mark in the capture (`#4`) go on the line below."""
    if block.kind is not BlockKind.HEADING:
        yield block
        return
    bare = block.plain if block.plain[-1:].isalpha() else _CODE_MARK.sub("", block.plain)
    title = bare.strip() or block.plain
    mark = block.plain[len(title) :].strip() if block.plain.startswith(title) else ""
    yield block._replace(text=_literal(title))
    if block.text.links:
        yield _source(block, block.text.links[0], mark)


def _literal(plain: str) -> Inline:
    return Inline(markdown=parse_inline(_escaped(plain)).markdown, plain=plain)


def _escaped(plain: str) -> str:
    return re.sub(r"([\\`*_\[\]<&])", r"\\\1", plain)


def _source(block: Block, url: str, mark: str) -> Block:
    text = parse_inline(source_line(url, host_of(url) or url, mark))
    return block._replace(kind=BlockKind.PARAGRAPH, level=0, ordinal="", text=text, ends=())


def is_source_line(block: Block) -> bool:
    """Tell the line that names where a story comes from."""
    match = _LINKED.match(block.text.markdown) if block.kind is BlockKind.PARAGRAPH else None
    return match is not None and host_of(match["url"]) == match["title"]
