"""Where the sentences of a plain text stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_MAX_CHARS: Final = 1200  # a longer run of text is cut at a comma or a space: nobody reads it as one sentence
_CUT: Final = re.compile(r"[,，、;；\s]")
# It begins with a set of characters, which is what makes a search fast.
_END: Final = re.compile(r"[.!?。！？\n](?:(?<=[.!?])[\"'”’)\]]*(?=\s)|(?<=[。！？])[」』”’）]*|(?<=\n))")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:[A-Z]|Inc|Corp|Ltd|Co|Mr|Mrs|Ms|Dr|St|Jr|Sr|No|vs|etc|approx|e\.g|i\.e|[ap]\.m|[A-Z]\.[A-Z]"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences as (start, end), without the white space around them. A line break ends a sentence."""
    start = 0
    for end in _ends(text):
        for first, stop in _pieces(text, start, end):
            piece = text[first:stop]
            if bare := piece.strip():
                first += piece.index(bare[0])
                yield first, first + len(bare)
        start = end


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match[0] == "\n" or not _abbreviates(text, match.start(), match.end()):
            yield match.end()
    yield len(text)


def _abbreviates(text: str, dot: int, end: int) -> bool:
    """Tell whether the full stop belongs to an abbreviation that a sentence goes on after."""
    if text[dot] != "." or end != dot + 1:
        return False
    following = text[end : end + 2].strip()
    if following[:1].islower():
        return True
    return _ABBREVIATION.search(text[max(0, dot - 8) : end]) is not None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _MAX_CHARS:
        cut = _CUT.search(text, start + _MAX_CHARS, end)
        if cut is None:
            break
        yield start, cut.end()
        start = cut.end()
    yield start, end
