"""The blocks of a body, without a look at what stands in most of them, and its link definitions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from markdown_it.common.utils import normalizeReference
from markdown_it.utils import EnvType

from briefing.content.commonmark import parse_blocks, parse_line
from briefing.content.markdown import fragment_of

_LABEL: Final = re.compile(r"\[([^\[\]]+)\]")
_MAX_EXPANSION: Final = 200_000


@dataclass(frozen=True)
class Block:
    """A top-level heading (`level` above 0) or paragraph: its first line, the one after it, its words as written.

    Its plain text is read when it is asked for: of most paragraphs nobody does.
    """

    level: int
    line: int
    end: int
    words: str
    env: EnvType

    @cached_property
    def text(self) -> str:
        return fragment_of(parse_line(self.words, self.env)).text


def blocks_of(body: str) -> Iterator[Block]:
    env: EnvType = {}
    for token, inline in pairwise(parse_blocks(body, env)):
        if token.level == 0 and token.map and token.type in ("heading_open", "paragraph_open"):
            level = int(token.tag[1]) if token.type == "heading_open" else 0
            line, end = token.map
            yield Block(level, line, end, inline.content, env)


# ------------------------------------------------------------------------------------ reference links


@dataclass(frozen=True, slots=True)
class Definitions:
    """The link definitions of a body (`[label]: address`): the source lines of each, by label."""

    lines: Mapping[str, str]

    def added_to(self, markdown: str) -> str:
        """Give a part of the body those definitions that it uses and that stand elsewhere."""
        if not self.lines:
            return markdown
        used = dict.fromkeys(map(normalizeReference, _LABEL.findall(markdown)))
        wanted = [self.lines[label] for label in used if label in self.lines and self.lines[label] not in markdown]
        return "\n\n".join([markdown, *wanted])


def definitions(body: str) -> Definitions:
    """Find the link definitions of a body, so that a part of it can be read alone. Raises ValueError (see below).

    One long address that is used a thousand times would make a page a thousand times its size: that is refused.
    """
    if "]:" not in body:
        return Definitions({})
    env: dict[str, Any] = {}
    parse_blocks(body, env)
    found: dict[str, dict[str, Any]] = env.get("references", {})
    uses = Counter(map(normalizeReference, _LABEL.findall(body)))
    if sum(len(found[label]["href"]) * uses[label] for label in found) > _MAX_EXPANSION + 2 * len(body):
        raise ValueError("its reference links would make the page many times its size")
    lines = body.split("\n")
    return Definitions({label: "\n".join(lines[slice(*item["map"])]) for label, item in found.items()})
