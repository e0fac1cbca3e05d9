"""Numbers beside each other: ranges, "from A to B", "A (vs. B)", and the unit that a list shares."""

from __future__ import annotations

import re
from typing import Final

from briefing.figures.cues import as_change
from briefing.figures.doubts import LABELS
from briefing.figures.drafts import Draft, Measure
from briefing.model import Bound, Change

_ARROW: Final = r"→|->|减至|增至|提升至|降至|升至|增加到|提升到"
_TO: Final = re.compile(rf"[ ]?[-~][ ]?| (?:to|through|and) |[ ]?[至到][ ]?|[ ]?(?P<arrow>{_ARROW})[ ]?")
_FROM: Final = re.compile(r"(?:\bfrom|从|由|自)[ ]?(?:about |around |roughly |just )?$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(?:\bbetween|介于|在)[ ]?$", re.IGNORECASE)
_AGAINST: Final = re.compile(
    r"[^.;\n]{0,40}?(?:\b(?:vs\.?|versus|compared (?:with|to)|against|(?:up|down|rose|fell) from)"
    r"|相比|对比|前版)(?: just| about| around| its| the)?[ ]?$"
)
_MOVED_FROM: Final = re.compile(r"[ ]?(?:,[ ])?from[ ]")


def related(text: str, drafts: list[Draft]) -> list[Draft]:
    """Join ranges, link from-to and comparison pairs, and let bare numbers take the unit of their list."""
    out: list[Draft] = []
    for draft in drafts:
        last = out[-1] if out else None
        if last is None:
            out.append(draft)
            continue
        gap = text[last.end : draft.start]
        link = _TO.fullmatch(gap)
        if last.low is None and link and (joined := _joined(text, last, draft, link)):
            out[-1:] = joined
        elif last.low is None and _opposes(last, gap) and (pair := _compared(last, draft)):
            out[-1:] = pair
        elif _came_from(out, draft, gap):
            out[-2] = out[-2]._replace(change=Change.FROM_TO, against=draft.value)
            out.append(draft._replace(baseline=True, sure=True))
        else:
            out.append(_listed(text, last, draft, gap))
    return [draft for draft in out if draft.sure or _keeps(text, draft)]


def _came_from(out: list[Draft], draft: Draft, gap: str) -> bool:
    """Tell "$3.4 billion, up 45% from $2.3 billion": the level, its change, the level before."""
    if len(out) < 2 or not _MOVED_FROM.fullmatch(gap):
        return False
    level, delta = out[-2:]
    return (
        delta.change is Change.DELTA
        and level.change is Change.LEVEL
        and len(level.unit) > 0
        and level.unit == draft.unit
    )


def _opposes(last: Draft, gap: str) -> bool:
    """Tell whether what stands between two numbers sets the second against the first: "(vs. ", ", up from "."""
    if _MOVED_FROM.fullmatch(gap):
        return last.measure is not Measure.PLAIN and last.change is Change.LEVEL
    return len(gap) <= 64 and _AGAINST.fullmatch(gap) is not None


def _joined(text: str, first: Draft, second: Draft, link: re.Match[str]) -> list[Draft]:
    """Make "A to B" a range, or a change where "from" stands before it; nothing where they do not fit."""
    before = text[max(0, first.start - 24) : first.start]
    word = link[0].strip()
    if word == "and" and not _BETWEEN.search(before):
        return []
    first = _like(first, second)
    second = _like(second, first)
    if not _alike(first, second) or first.currency != second.currency:
        return []
    if link["arrow"] or (word in ("to", "至", "到") and _FROM.search(before)):
        moved = second._replace(change=Change.FROM_TO, against=first.value, sure=True)
        return [first._replace(baseline=True, change=Change.LEVEL, sure=True), moved]
    if first.value >= second.value or second.sign:
        return []
    both = second._replace(start=first.start, low=first.value, high=second.value, bound=first.bound, sign=0, sure=True)
    return [as_change(text, both._replace(change=Change.LEVEL))]


def _alike(first: Draft, second: Draft) -> bool:
    return first.unit == second.unit or first.measure is second.measure is Measure.PLAIN


def _compared(first: Draft, second: Draft) -> list[Draft]:
    second = _like(second, first, scale=False)
    first = _like(first, second, scale=False)
    if not _alike(first, second):
        return []
    second = second._replace(unit=first.unit) if second.measure is Measure.PLAIN else second
    return [first._replace(against=second.value, sure=True), second._replace(baseline=True, sure=True)]


def _like(draft: Draft, other: Draft, *, scale: bool = True) -> Draft:
    """Give a bare number the scale and unit of its neighbour: "15-20%", "$1-2 billion", "from 2 to 5 million"."""
    bare = not draft.unit and draft.number < other.number * 100
    if scale and draft.scale is None and other.scale and (bare or (draft.currency and not other.currency)):
        draft = draft._replace(scale=other.scale)
    if draft.unit or not other.unit:
        return draft
    return draft._replace(unit=other.unit, currency=other.currency, measure=other.measure, per=other.per)


_IN_LIST: Final = re.compile(r"(?:[^.!?\n。！？]|\.(?=\S)){0,90}(?:[,(;、:]|and)(?:[^.!?\n。！？]|\.(?=\S)){0,60}")
_CLOSED: Final = re.compile(r"[ ]?(?:[,;)、。.]|in\b|and\b|or\b|by\b|$|from\b|for\b)")


def _listed(text: str, last: Draft, draft: Draft, gap: str) -> Draft:
    """Let "20 k in Q3" after "5 k units in Q2" count units too."""
    bare = not draft.unit and draft.measure is Measure.PLAIN and draft.scale is not None
    if (
        bare
        and last.measure is Measure.PLAIN
        and last.unit
        and _IN_LIST.fullmatch(gap)
        and _CLOSED.match(text, draft.end)
    ):
        return draft._replace(unit=last.unit, sure=True)
    return draft


_CUE: Final = re.compile(r"(?:^|[^A-Za-z\x00])([a-z]+),? $")
_AFTER_VERSION: Final = re.compile(r"\d[\w.+-]{0,20},? (?:and|or|to|of) $")


def _keeps(text: str, draft: Draft) -> bool:
    """Keep a number without any unit only where a verb or a small word leads to it: "scored 92.3", "and 23 remain"."""
    if (draft.number <= 12 and not draft.number % 1) or text[draft.end : draft.end + 1] == "-":
        return False
    before = text[max(0, draft.start - 32) : draft.start]
    cue = _CUE.search(before)
    return draft.bound is not Bound.NONE or (
        cue is not None and cue[1] not in LABELS and not _AFTER_VERSION.search(before)
    )
