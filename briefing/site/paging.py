"""Stable pagination: pages are numbered from the oldest, so what an old page holds never moves.

Full pages of `size` items are split off at the old end; the newest page keeps the rest, between `size` and twice as
many items, so that it is never nearly empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Generic[T]):
    """One page of a list. `number` counts from the oldest; `newer` and `older` are URLs, "" at the ends."""

    number: int
    url: str
    items: tuple[T, ...]
    newer: str = ""
    older: str = ""


def paginate(items: Sequence[T], url: str, size: int) -> tuple[Leaf[T], ...]:
    """Cut `items` (newest first) into leaves, newest first. The newest stands at `url`, others at `url`page/N/."""
    split_off = max(len(items) // size - 1, 0)
    urls = ["", *(f"{url}page/{number}/" for number in range(1, split_off + 1)), url, ""]
    leaves = []
    for number in range(split_off + 1, 0, -1):
        end = len(items) - (number - 1) * size
        start = end - size if number <= split_off else 0
        leaves.append(
            Leaf(
                number=number,
                url=urls[number],
                items=tuple(items[start:end]),
                newer=urls[number + 1],
                older=urls[number - 1],
            )
        )
    return tuple(leaves)
