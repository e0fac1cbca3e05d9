"""The words that stand before and behind a number: how exact it is, and whether it is a change."""

from __future__ import annotations

import re
from typing import Final

from briefing.figures.drafts import Draft, Measure
from briefing.figures.opened import Opened
from briefing.model import Bound, Change

_BOUNDS: Final = {
    Bound.AT_LEAST: r"at least|no (?:less|fewer) than|(?:a )?minimum of|≥|至少|不少于|不低于",
    Bound.UP_TO: (
        r"up to|as (?:many|much|high|low|little) as|at most|no more than|maximum of|≤"
        r"|最高可?达?|最多|高达|多达|至多|max"
    ),
    Bound.UNDER: (
        r"less than|fewer than|lower than|just under|under|below|nearly|almost|close to|<"
        r"|不到|不足|低于|近|将近|接近"
    ),
    Bound.OVER: (
        r"more than|greater than|higher than|well over|just over|over|above|beyond|upwards of|in excess of"
        r"|exceed(?:s|ed|ing)?|(?:sur)?pass(?:es|ed|ing)?|top(?:s|ped|ping)|cross(?:es|ed|ing)?|>"
        r"|已?超过?了?|逾|突破了?|高于|大于|破"
    ),
    Bound.ABOUT: (
        r"about|around|roughly|approximately|approx\.?|some|an estimated|estimated|circa|ca\.|~|≈"
        r"|约为?|大约|约合|左右"
    ),
}
_BOUND_PATTERN: Final = re.compile(
    rf"(?<![A-Za-z])(?:{'|'.join(f'(?P<{bound.name}>{words})' for bound, words in _BOUNDS.items())})"
    r"[ ]?(?:the |an? )?$",
    re.IGNORECASE,
)
_BOUND_BEFORE: Final = Opened(
    _BOUND_PATTERN,
    [
        *("at least", "no less", "no fewer", "minimum", "a minimum", "≥", "至少", "不少于", "不低于"),
        *("up to", "as ", "at most", "no more", "max", "≤", "最高", "最多", "高达", "多达", "至多"),
        *("less", "fewer", "lower", "just", "under", "below", "nearly", "almost", "close", "<"),
        *("不到", "不足", "低于", "近", "将近", "接近"),
        *("more", "greater", "higher", "well over", "over", "above", "beyond", "upwards", "in excess", "exceed"),
        *("surpass", "pass", "top", "cross", ">", "已", "超", "逾", "突破", "高于", "大于", "破"),
        *("about", "around", "roughly", "approx", "some", "an estimated", "estimated", "circa", "ca.", "~", "≈"),
        *("约", "大约", "左右"),
    ],
)


def bound_before(text: str, start: int) -> Bound:
    match = _BOUND_BEFORE.search(text, max(0, start - 28), start)
    return Bound[match.lastgroup] if match and match.lastgroup else Bound.NONE


# "trained on GPUs over six months" bounds nothing, "for over six months" does.
_SPANS: Final = re.compile(
    r"(?<!for )(?<!in )(?<!lasted )(?<!took )(?<!of )(?<!just )(?<!well )(?<!after )\bover $", re.IGNORECASE
)


def spans(text: str, start: int) -> bool:
    """Tell whether the "over" before a length of time only says how long something went on."""
    return _SPANS.search(text[max(0, start - 24) : start]) is not None


_UP: Final = (
    r"up|rose|rises?|risen|rising|gr[eo]w|grow[ns]?|growing|increas(?:e|ed|es|ing)|jump(?:ed|s)?|surg(?:e|ed|es|ing)"
    r"|gain(?:ed|s)?|climb(?:ed|s)?|soar(?:ed|s)?|rais(?:ed|es|ing)|boost(?:ed|s|ing)?|improv(?:e|ed|es|ing)"
    r"|expand(?:ed|s)?|higher|accelerat(?:ed|es)"
)
_DOWN: Final = (
    r"down|fell|falls?|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)|slid"
    r"|plung(?:ed|es|ing)|lost|cut(?:s|ting)?|reduc(?:e|ed|es|ing)|shr[aiu]nk(?:s|ing)?|slash(?:ed|es|ing)?"
    r"|lower(?:ed|s|ing)?|tumbl(?:ed|es|ing)|dip(?:s|ped)?"
)
_ABOUT: Final = r"more than|over|about|around|roughly|nearly|almost|up to|at least|an? (?:estimated|average)"
_MOVED_PATTERN: Final = re.compile(
    rf"(?<![A-Za-z-])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?: (?:by|of))?(?: (?:{_ABOUT}))? $"
    rf"|(?<![A-Za-z-])(?:(?P<up2>{_UP})|(?P<down2>{_DOWN}))(?: [\w'-]+){{1,6}} by(?: (?:{_ABOUT}))? $"
    r"|(?P<up3>增长|提升|提高|上涨|上升|增加|增幅|涨幅|涨|快|高出?|增)了?(?:至多|最高|最多)?(?:约|超过?|近|逾|达)? ?$"
    r"|(?P<down3>下降|降低|减少|缩小|缩减|下跌|下滑|降幅|跌|降|慢|少)了?(?:约|超过?|近|逾|达)? ?$",
    re.IGNORECASE,
)
_MOVED_BEFORE: Final = Opened(
    _MOVED_PATTERN,
    [
        *("up", "rose", "rise", "rising", "grew", "grow", "increas", "jump", "surg", "gain", "climb", "soar", "rais"),
        *("boost", "improv", "expand", "higher", "accelerat"),
        *("down", "fell", "fall", "drop", "declin", "decreas", "slid", "plung", "lost", "cut", "reduc", "shr"),
        *("slash", "lower", "tumbl", "dip"),
        *("增", "提升", "提高", "上涨", "上升", "涨", "快", "高"),
        *("下降", "降", "减少", "缩小", "缩减", "下跌", "下滑", "跌", "慢", "少"),
    ],
)
_YEARLY: Final = r"YoY|QoQ|MoM|year-(?:over|on)-year"
_MOVED_AFTER: Final = re.compile(
    rf"[ -](?:(?:{_YEARLY}|(?!(?:of|to|in|from|on|for)\b)[\w-]+) ){{0,4}}?"
    r"(?:(?P<up>increase|rise|growth|jump|surge|gain|boost|improvement|uplift|hike|faster|more|higher|larger|better"
    r"|longer|stronger|premium)"
    r"|(?P<down>decrease|decline|drop|fall|reduction|cut|dip|slower|less|fewer|lower|cheaper|smaller|shorter|discount)"
    r")s?(?![A-Za-z])"
    rf"|[ ]?(?:{_YEARLY})(?P<up2>)(?![A-Za-z])"
    r"|[ ]?的?(?:同比|环比)?(?P<up3>增长|提升|涨幅|增幅)|[ ]?的?(?P<down3>降幅|下降|跌幅)"
)


def as_change(text: str, draft: Draft) -> Draft:
    """Tell a change from a level: +28 %, up 50%, a 150% rise; falls become negative."""
    if draft.measure is Measure.RATIO:
        return draft._replace(change=Change.RATIO)
    if draft.sign > 0 or (draft.sign and draft.measure in (Measure.PERCENT, Measure.POINTS)):
        return draft._replace(change=Change.DELTA)
    if draft.measure not in (Measure.PERCENT, Measure.POINTS):
        return draft
    match = _MOVED_BEFORE.search(text, max(0, draft.start - 64), draft.start) or _MOVED_AFTER.match(text, draft.end)
    if not match:
        return draft
    down = (match.lastgroup or "").startswith("down")
    return draft._replace(change=Change.DELTA, sign=-1 if down else 0)
