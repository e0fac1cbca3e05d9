"""What a number counts: the noun that follows it, as far as the spelling of English tells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"([ -])(?:\([A-Z&]{2,6}\) )?\"?([A-Za-z][\w'+&/]*)(\"?)")
_MAX_WORDS: Final = 7
_STOP: Final = frozenset(
    """
    a an the of for in on from to with without by at over under than per and or nor but as is are was were be been
    has have had do does did will would can could may might should must that which who whose when where while after
    before about into onto through during until since vs versus via so if not it its they their we our he she his
    her this these those there then times percent each plus minus up down out off between among against within
    across toward towards behind because says said ago earlier later away old
    """.split()
)
_NOT_PLURAL: Final = frozenset(
    """
    has was its this as does says plus across perhaps various previous gross less always series news us analysis
    basis bus gas glass mass loss class business process access press wireless continuous autonomous famous
    dangerous simultaneous consecutive status campus corpus virus focus bonus apparatus towards afterwards besides
    yes thus pass includes makes means gives takes shows remains reports helps uses needs comes goes gets beats runs
    costs becomes overseas sales politics physics economics mathematics robotics analytics logistics electronics
    semantics
    """.split()
)
_IRREGULAR: Final = frozenset(
    """
    people children men women staff personnel aircraft folks criteria media mau dau wau
    """.split()
)


@lru_cache(maxsize=256)  # three readers ask it of each number of a text
def counted(text: str, pos: int) -> tuple[str, int]:
    """Find the counted noun after a number that ends at `pos`: the plural and where the phrase ends, or ("", pos).

    "1 million model downloads" counts downloads, "a 20-page report" pages. Stops at punctuation and small words.
    """
    first = _WORD.match(text, pos)
    if first and first[1] == "-" and first[2][0].islower() and first[2] not in _STOP:
        return _plural(first[2]), first.end()
    end = pos
    for _ in range(_MAX_WORDS):
        word = _WORD.match(text, end)
        if word is None or (word[2].lower() in _STOP and word[1] == " " and not _goes_on(word[2], end > pos)):
            break
        end = word.end()
        if is_plural(word[2]):
            return _lower(word[2]), word.end(2)
    return "", pos


def _goes_on(word: str, inside: bool) -> bool:
    """Tell whether the phrase goes on behind a small word: "45 merger and acquisition deals"."""
    return inside and word in ("and", "or")


def is_plural(word: str) -> bool:
    """Tell whether a word looks like a plural noun."""
    low = word.lower()
    if low in _IRREGULAR or (word.endswith("s") and len(word) > 2 and word[:-1].isupper()):
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")) and low not in _NOT_PLURAL


def first_plural(text: str) -> str:
    """Give the first plural noun of a label such as "Active developers", "" when it has none."""
    return next((_lower(word) for word in re.findall(r"[A-Za-z][\w'+&/]*", text) if is_plural(word)), "")


def _plural(word: str) -> str:
    low = _lower(word)
    if is_plural(word) or low.endswith("s"):
        return low
    return low[:-1] + "ies" if low.endswith("y") and low[-2:-1] not in "aeiou" else low + "s"


def _lower(word: str) -> str:
    """Lower a word's case where it is a word: GPUs and APIs stay."""
    word = word.rstrip("'")
    named = sum(char.isupper() for char in word) > 1 or any(char.isdigit() for char in word)
    return word if named else word.lower()
