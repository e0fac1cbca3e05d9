"""What can be measured in a block: whether it is prose, what it promotes, what it repeats."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from briefing.seeds import wording
from briefing.seeds.blocks import Block, BlockKind

_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_WORD: Final = re.compile(r"[^\W_]++(?:['’.-][^\W_]++)*+")
_ASCII_WORD: Final = re.compile(r"[A-Za-z0-9]++(?:['.-][A-Za-z0-9]++)*+")  # twice as fast, and most texts are ASCII
_STOPS: Final = re.compile("[.!?。！？…][\"'”’»)\\]）」』*]*(?=\\s|$|[^\\x00-\\x7f])|[。！？]")
SENTENCE_END: Final = re.compile("[.!?。！？…:：][\"'”’»)\\]）」』®™]*$")
_SENTENCE: Final = re.compile("[.!?。！？](?:(?<=[.!?])[\"'”’»)\\]]*\\s+|(?<=[。！？])[”’」』）]*)")


class Traits(NamedTuple):
    """The measures of one block."""

    folded: str
    key: str  # letters and digits alone
    size: int  # in Latin characters; a character of Chinese counts for three
    words: int
    prose: bool
    cues: int
    linked: float
    whole: str  # the rule by which all that it says is furniture, or how it begins; "" where there is none
    opening: str

    @property
    def promotes(self) -> bool:
        """Tell a text that wants something from its reader: two words of it in a short text, more in a longer."""
        return self.cues >= (2 if self.size < 120 else 3 if self.size < 400 else 4)


def measure(block: Block) -> Traits:
    """Measure a block. Every step of the way asks, so the answer is kept for a while."""
    return _measure(block.kind, block.plain, block.text.linked, block.density)


@lru_cache(maxsize=1 << 15)  # of a text with more blocks, each would be forgotten before it is asked for again
def _measure(kind: BlockKind, plain: str, linked: int, density: float) -> Traits:
    folded = wording.framed(plain)
    cjk = 0 if plain.isascii() else len(_CJK.findall(plain))
    size = len(plain) + 2 * cjk
    words = (_ASCII_WORD if plain.isascii() else _WORD).findall(plain)
    return Traits(
        folded=folded,
        key=key(plain),
        size=size,
        words=len(words) if cjk * 4 < len(plain) else cjk // 2,
        prose=kind not in _NEVER_PROSE and linked * 10 <= len(plain) * 6 and _is_prose(plain, size, cjk, words),
        cues=wording.cues(folded),
        linked=max(density, linked / max(len(plain), 1)),
        whole=wording.whole_line(folded),
        opening=wording.opening(folded),
    )


def key(text: str) -> str:
    """Keep the letters and digits of a text, folded: what two copies of a line share, whatever their dress."""
    if text.isascii():
        return text.lower().encode().translate(None, _ASCII_APART).decode()  # much faster, and most texts are
    return _APART.sub("", unicodedata.normalize("NFKC", text).casefold())


_APART: Final = re.compile(r"[\W_]+")
_ASCII_APART: Final = bytes(code for code in range(128) if not chr(code).isalnum())
_NEVER_PROSE: Final = (BlockKind.HEADING, BlockKind.MARKUP, BlockKind.RULE, BlockKind.TABLE, BlockKind.CODE)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """Split a text into its sentences, roughly: where a mark ends one and space or Chinese follows."""
    parts, start = [], 0
    for mark in _SENTENCE.finditer(text):
        parts.append(text[start : mark.start() + 1])
        start = mark.end()
    return tuple(filter(None, [*parts, text[start:]]))


def names(text: str) -> frozenset[str]:
    """Find the capitalized words and the figures-with-letters of a text that do not merely begin a sentence."""
    found = _NAME.findall(text)
    return frozenset(name.casefold() for name in found if len(name) > 1)


# The capital comes first, that the search may run for it; what must not stand before it is looked at then.
_NAME: Final = re.compile(r"[A-Z](?<![\w\"“‘'(][A-Z])(?<![.!?:]\s[A-Z])(?<!^[A-Z])[\w&+-]*(?:\.\d+)*\b")


def _is_prose(plain: str, size: int, cjk: int, words: Sequence[str]) -> bool:
    """Tell running text: long enough, with the marks and the small words of sentences."""
    if size < 60:
        return False
    if cjk * 4 > len(plain):
        return any(mark in plain for mark in "。，！？；.")
    if not _STOPS.search(plain):
        return size > 200
    return sum(word[0].islower() for word in words) * 2 > len(words)
