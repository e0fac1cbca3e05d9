"""The body of a brief: passages to Markdown and back.

A story stands in the body under the heading whose text is its title or whose slug is its id; a story without a heading
begins with the paragraph that begins with its title. A heading above the stories' own level that starts no story is a
section. The story of a brief that has only one is the whole body, but for a heading on top that says the title again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.content.blocks import Block, Definitions, blocks_of, definitions
from briefing.escape import escape_heading
from briefing.model import Part, Passage
from briefing.slugs import slugify, unique_slugs


class BodyError(ValueError):
    """A body that does not fit its stories. `story` is the id of the one that it does not have, if that is it."""

    def __init__(self, message: str, *, story: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.story, self.hint = message, story, hint


# ------------------------------------------------------------------------------------------- writing


def join_body(passages: Sequence[Passage]) -> str:
    """Write passages as one Markdown text with one final newline, "" when there is nothing."""
    blocks = [block for passage in passages for block in (_heading(passage), passage.markdown.strip("\n")) if block]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _heading(passage: Passage) -> str:
    return f"{'#' * passage.level} {escape_heading(passage.title)}" if passage.level else ""


# ------------------------------------------------------------------------------------------- reading


def split_body(body: str, stories: Sequence[Passage], *, title: str) -> tuple[Passage, ...]:
    """Find `stories` (in order, without text) in `body`; give the passages with their text.

    A heading that an editor rewrote is still the story's, as long as it is the only one that can be: the story takes
    its words. Raises BodyError for a story that is nowhere.
    """
    shared = _definitions(body)
    if len(stories) == 1 and stories[0].title == title:
        return (replace(stories[0], markdown=_untitled(body.strip("\n"), title)),)
    blocks = tuple(blocks_of(body))
    found = _find(blocks, stories)
    if len(stories) == 1 and not found:
        return (replace(stories[0], title=title, markdown=body.strip("\n")),)
    if len(found) < len(stories):
        found = _guess(blocks, stories, found)
    return tuple(_cut(body, shared, blocks, {found[at]: story for at, story in enumerate(stories)}))


def _untitled(body: str, title: str) -> str:
    """Leave out a first line that is a heading and has the words of the title, as writers put it there."""
    first, _, rest = body.partition("\n")
    heading = next(blocks_of(first), None) if first.startswith("#") and rest.strip() else None
    repeats = heading and heading.level and heading.text.casefold().rstrip(".") == title.casefold().rstrip(".")
    return rest.strip("\n") if repeats else body


def _definitions(body: str) -> Definitions:
    try:
        return definitions(body)
    except ValueError as error:
        raise BodyError(str(error), hint="Write a long address once, as a plain link") from error


def _find(blocks: Sequence[Block], stories: Sequence[Passage]) -> dict[int, int]:
    """Find each story's block after the one before it: its heading, else the paragraph that begins with its title."""
    by_title, by_slug = defaultdict(list), defaultdict(list)
    for at, block in enumerate(blocks):
        if block.level:
            by_title[block.text].append(at)
            by_slug[slugify(block.text)].append(at)
    found: dict[int, int] = {}
    after = 0
    for number, story in enumerate(stories):
        start = _first(by_title[story.title], after, blocks)
        if start is None:
            start = _first(by_slug[story.id], after, blocks)
        if start is None:
            paragraphs = (at for at in range(after, len(blocks)) if not blocks[at].level)
            start = next((at for at in paragraphs if blocks[at].text.startswith(story.title)), None)
        if start is not None:
            found[number], after = start, start + 1
    return found


def _first(places: Sequence[int], after: int, blocks: Sequence[Block]) -> int | None:
    """Give the first of the headings of one name; where a section and its first story share it, the story's."""
    at = bisect_left(places, after)
    if at == len(places):
        return None
    if (
        at + 1 < len(places)
        and places[at + 1] == places[at] + 1
        and blocks[places[at + 1]].level > blocks[places[at]].level
    ):
        return places[at + 1]
    return places[at]


def _guess(blocks: Sequence[Block], stories: Sequence[Passage], found: Mapping[int, int]) -> dict[int, int]:
    """Give the missing stories the headings that nobody claims between those found, if there are as many."""
    level = Counter(blocks[at].level for at in found.values()).most_common(1)[0][0] if found else 3
    whole = dict(found)
    edges = [(-1, -1), *sorted(found.items()), (len(stories), len(blocks))]
    for (story, start), (next_story, end) in pairwise(edges):
        missing = range(story + 1, next_story)
        free = [at for at in range(start + 1, end) if level and blocks[at].level == level]
        if missing and len(free) != len(missing):
            lost = stories[missing[0]]
            hint = "Give the heading of the story this title, or take the story off the list"
            raise BodyError(f"story '{lost.title[:60]}' is not in the body", story=lost.id, hint=hint)
        whole.update(zip(missing, free, strict=True) if missing else ())
    return whole


def _cut(body: str, shared: Definitions, blocks: Sequence[Block], stories: Mapping[int, Passage]) -> Iterator[Passage]:
    """Cut the body at the stories (by their block) and at the sections above them."""
    lines = body.split("\n")
    level = min((blocks[at].level for at in stories if blocks[at].level), default=3)
    tops = [at for at, block in enumerate(blocks) if 0 < block.level <= min(level, 2) and at not in stories]
    heads = {**stories, **_sections(blocks, tops, [story.id for story in stories.values()])}
    cuts = sorted(heads)
    lead = "\n".join(lines[: blocks[cuts[0]].line]).strip("\n")
    if lead:
        yield Passage(part=Part.TEXT, markdown=shared.added_to(lead))
    for at, after in zip(cuts, [*cuts[1:], None], strict=True):
        block, passage = blocks[at], heads[at]
        end = blocks[after].line if after is not None else None
        text = "\n".join(lines[block.end if block.level else block.line : end]).strip("\n")
        reworded = block.level and slugify(block.text) != passage.id
        title = block.text if reworded else passage.title
        yield replace(passage, level=block.level, title=title, markdown=shared.added_to(text))


def _sections(blocks: Sequence[Block], places: Sequence[int], taken: Sequence[str]) -> dict[int, Passage]:
    idents = unique_slugs([*taken, *(slugify(blocks[at].text) for at in places)])[len(taken) :]
    titles = (blocks[at].text for at in places)
    sections = (Passage(part=Part.SECTION, id=ident, title=title) for ident, title in zip(idents, titles, strict=True))
    return dict(zip(places, sections, strict=True))
