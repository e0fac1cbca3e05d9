"""The body of a brief: passages to Markdown and back.

A story stands in the body under the heading whose slug is its id or whose text is its title; a story without a
heading begins with the block whose text begins with its title. A heading above the stories' own level that starts no
story is a section.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.content.markdown import parse, text_of
from briefing.errors import FrontMatterError
from briefing.escape import escape_heading
from briefing.model import Part, Passage
from briefing.slugs import slugify, unique


def join_body(passages: Sequence[Passage]) -> str:
    """Write passages as one Markdown text with one final newline, "" when there is nothing."""
    blocks = [block for passage in passages for block in (_heading(passage), passage.markdown.strip("\n")) if block]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _heading(passage: Passage) -> str:
    return f"{'#' * passage.level} {escape_heading(passage.title)}" if passage.level else ""


def split_body(body: str, stories: Sequence[Passage], *, title: str, path: object = "") -> tuple[Passage, ...]:
    """Find `stories` (in order, without text) in `body`; give the passages with their text.

    A single story that has the brief's title is the whole body. Raises FrontMatterError for a story that is nowhere.
    """
    if len(stories) == 1 and stories[0].title == title:
        return (replace(stories[0], markdown=body.strip("\n")),)
    lines = body.split("\n")
    blocks = tuple(_blocks(body))
    starts = _starts(blocks, stories, path)
    level = min((block.level for block in starts if block.level), default=3)
    sections = [
        block for block in blocks if 0 < block.level <= level and block not in starts and block.level < 3
    ]
    cuts = sorted([*starts, *sections], key=lambda block: block.line)
    found = dict(zip(starts, stories, strict=True))
    taken = {story.id for story in stories}
    passages = []
    lead = "\n".join(lines[: cuts[0].line]).strip("\n")
    if lead:
        passages.append(Passage(part=Part.TEXT, markdown=lead))
    for cut, after in zip(cuts, [*cuts[1:], None], strict=True):
        text = "\n".join(lines[cut.end if cut.level else cut.line : after.line if after else None]).strip("\n")
        passage = found.get(cut) or Passage(part=Part.SECTION, id=unique(slugify(cut.text), taken), title=cut.text)
        taken.add(passage.id)
        passages.append(replace(passage, level=cut.level, markdown=text))
    return tuple(passages)


@dataclass(frozen=True, slots=True)
class _Block:
    """A top-level heading (`level` above 0) or paragraph: its plain text, its first line and the one after it."""

    text: str
    level: int
    line: int
    end: int


def _blocks(body: str) -> Iterator[_Block]:
    tokens = parse(body)
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.level == 0 and token.map and token.type in ("heading_open", "paragraph_open"):
            level = int(token.tag[1]) if token.type == "heading_open" else 0
            yield _Block(text_of([inline]), level, *token.map)


def _starts(blocks: Sequence[_Block], stories: Sequence[Passage], path: object) -> list[_Block]:
    starts: list[_Block] = []
    rest = iter(blocks)
    for story in stories:
        start = next((block for block in rest if _begins(block, story)), None)
        if start is None:
            hint = "Give a heading of the body this title, in the order of the list, or take the story off the list"
            raise FrontMatterError(f"story '{story.title[:60]}' is not in the body", path=path, line=1, hint=hint)
        starts.append(start)
    return starts


def _begins(block: _Block, story: Passage) -> bool:
    if block.level:
        return block.text == story.title or slugify(block.text) == story.id
    return block.text.startswith(story.title)
