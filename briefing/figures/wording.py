"""What the words around a number say of it: what is measured, when, against what, and how sure the text is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefing.figures.drafts import Measure
from briefing.figures.nouns import counted
from briefing.figures.opened import Opened
from briefing.figures.quantities import Quantity
from briefing.model import Change, Hedge

# ------------------------------------------------------------------------------------------ metric

_BREAK: Final = re.compile(r"\.\s|,(?!\d)|[;:()\n，。；：（）、\"]|\s-\s|\band\b|\bwhile\b")
_REPORTING_PATTERN: Final = re.compile(
    r"\b(?:shows?|showed|reports|reported|says|said|states|stated|includes?|boasts?|offers?|estimates|that|where|which"
    r"|whose)\b"
)
_REPORTING: Final = Opened(
    _REPORTING_PATTERN,
    "show,report,says,said,state,include,boast,offer,estimates,that,where,which,whose".split(","),
)
_DROPPED_END: Final = frozenset(
    """
    a an the of at to by in is are was were be been being has have had will would than from with as for on over
    about around roughly nearly almost approximately some more less up down just under estimated projected expected
    reach reached reaches reaching exceed exceeds exceeding exceeded surpass surpassed surpassing fell rose rising
    grew stands stood record recorded average averaging hit hits totalling totaling stable now and or per include
    includes including represent represents between while feature features targets holds its
    """.split()
)
_DROPPED_START: Final = frozenset(
    """
    a an the and or with while that which its their of to in for also then now has have is are was were
    """.split()
)
_AFTER: Final = re.compile(r"(?:[ -](?!(?:YoY|QoQ|MoM)\b)[A-Za-z][\w+&'/.-]*){1,5}")
_AFTER_STOP: Final = re.compile(
    r" (?:of|for|in|on|to|with|by|at|from|and|or|but|as|is|are|was|were|has|have|will|that|which|when|while|after"
    r"|before|via|vs\.?|versus|due|over|per|than|each|away|ago|earlier|later|more)\b"
)
_IN_WHAT: Final = re.compile(
    r" in ((?:[a-z-]+ ){0,2}(?:revenue|funding|sales|profits?|losses|savings|investments?|damages"
    r"|fees))\b"
)
_FROM_WHAT: Final = re.compile(r" (?:from|of|for|on) (?:(?!and\b|in\b)[\w+&'/-]+ ?){1,5}")
_HAN_BEFORE: Final = re.compile(r"[\u3400-\u9fffA-Za-z0-9 +.-]{1,24}$")
_MAX_WORDS: Final = 6


def metric(text: str, quantity: Quantity, start: int, end: int, previous: int) -> str:
    """Name what is measured, in the words of the sentence `text[start:end]`.

    `previous` is where the number before ended.
    """
    label = _label(text, start, quantity.start)
    words = _after(text, quantity, end)
    counts = quantity.measure is Measure.PLAIN and quantity.unit and not text.endswith("from ", start, quantity.start)
    if not words and not counts:
        words = _before(text, max(start, previous), quantity.start)
    if not words and (match := _FROM_WHAT.match(text, quantity.end, end)):
        words = match[0].strip()
    parts = [part for part in (label, words) if part]
    return ", ".join(dict.fromkeys(parts)) or quantity.unit


def _label(text: str, start: int, position: int) -> str:
    """Give the label that a list of numbers stands under: "Revenue composition" of "Revenue composition: 45 % ..."."""
    colon = max(text.rfind(": ", start, position), text.rfind("：", start, position))
    label = text[start:colon].strip() if colon >= start else ""
    return label if 0 < len(label) <= 60 and "," not in label and "." not in label else ""


def _after(text: str, quantity: Quantity, end: int) -> str:
    """Read the noun phrase behind the number: "model downloads", "battery life", "page report"."""
    noun, stop = counted(text, quantity.end)
    if noun and quantity.measure is Measure.PLAIN and text[quantity.end] == " ":
        return text[quantity.end : stop].strip(' "')
    if match := _IN_WHAT.match(text, quantity.end, end):
        return match[1]
    match = _AFTER.match(text, quantity.end, end)
    if not match or quantity.measure is Measure.RATIO:
        return ""
    cut = _AFTER_STOP.search(match[0])
    words = (match[0][: cut.start()] if cut else match[0]).strip(" -.'")
    verb = quantity.measure is Measure.PERCENT and " " not in words and words.endswith("s")
    return "" if verb else words


def _before(text: str, start: int, position: int) -> str:
    """Read the phrase that leads to the number, back to where its clause begins."""
    pieces = [piece for piece in _BREAK.split(text[max(start, position - 160) : position]) if piece.strip(_EDGE)]
    for piece in reversed(pieces[-2:]):
        words = _han_words(piece) if _HAN.search(piece) else _words(piece)
        if words:
            return words
    return ""


_EDGE: Final = " (（:：,$¥€£~<>+-\"'"
_HAN: Final = re.compile("[\u3400-\u9fff]")


def _han_words(piece: str) -> str:
    piece = piece.rstrip("约超近逾达为至到了过的已高从也最可 ")
    match = _HAN_BEFORE.search(piece)
    if not match:
        return ""
    cut = match.start() and piece[match.start() - 1 : match.start() + 1].isascii()  # within a Latin word
    return (match[0].partition(" ")[2] if cut else match[0]).strip()


def _words(piece: str) -> str:
    reported = max((match.end() for match in _REPORTING.finditer(piece)), default=0)
    words = piece[reported:].strip(_EDGE).split()
    while words and words[-1].lower() in _DROPPED_END:
        words.pop()
    words = words[-_MAX_WORDS:]
    while words and (words[0].lower() in _DROPPED_START or (len(words) > 2 and words[0].endswith("ed"))):
        words.pop(0)
    return " ".join(words)


# ------------------------------------------------------------------------------------------ period

_MONTHS: Final = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_PERIOD_PATTERN: Final = re.compile(
    rf"""(?:Q[1-4]|H[12])(?:[ ](?:FY)?20\d\d)?\b
    | (?i:(?:the[ ])?(?:first|second|third|fourth)[ ](?:quarter|half)(?:[ ]of[ ]20\d\d)?)
    | {_MONTHS}(?:[ ]\d{{1,2}}(?!\d))?(?:,?[ ]20\d\d)?\b
    | (?<!\d)(?:19|20)\d\d[ ]?(?:to|and|-|至)[ ]?(?:19|20)\d\d(?!\d)
    | (?<![\d,.$€£¥])(?:19|20)\d\d(?:[ ]?年(?:[ ]?\d{{1,2}}[ ]?月)?)?(?![\d%]|[.,]\d)
    | \b(?:FY|fiscal[ ])20\d\d\b | \bYoY\b | \b(?:QoQ|MoM)\b | \byear[- ](?:over|on)[- ]year\b | 同比 | 环比
    | (?i:\b(?:last|this|next)[ ](?:year|quarter|month|week)\b)
    | [今去明]年(?:[ ]?\d{{1,2}}[ ]?月)? | (?<!\d)[0-9]{{1,2}}[ ]?月(?:[ ]?\d{{1,2}}[ ]?日)?
    | (?i:\b(?:over|in|within|for)[ ](?:the[ ](?:past|last|next)[ ])?
        (?:\d+|two|three|four|five|six|nine|ten|twelve)[ ](?:days|weeks|months|years)\b)
    """,
    re.VERBOSE,
)
_TO_99: Final = [*"0123456789", *(f"{number:02}" for number in range(100))]
_PERIOD: Final = Opened(
    _PERIOD_PATTERN,
    [
        *("q1", "q2", "q3", "q4", "h1", "h2", "fy20", "fiscal ", "yoy", "qoq", "mom", "同比", "环比"),
        *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        *("the first", "the second", "the third", "the fourth", "first", "second", "third", "fourth"),
        *("year-", "year ", "last ", "this ", "next ", "over ", "in ", "within ", "for ", "今年", "去年", "明年"),
        *("19", "20", *(f"{digits}{gap}月" for digits in _TO_99 for gap in ("", " "))),
    ],
)


def periods(text: str, quantities: Sequence[Quantity], start: int, end: int) -> tuple[str, ...]:
    """Find when each number of a sentence holds: named right behind it, else before it; "" where nothing says.

    A time that stands behind one number is not that of the next.
    """
    times = [
        m
        for m in _PERIOD.finditer(text, start, end)
        if not any(q.start < m.end() and m.start() < q.end for q in quantities)
    ]
    if not times:
        return ("",) * len(quantities)
    found, taken = [], 0
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1].start if index + 1 < len(quantities) else end
        after = next(
            (m for m in times if quantity.end <= m.start() < following and m.start() - quantity.end <= _REACH), None
        )
        before = [
            m
            for m in times
            if taken <= m.start() < quantity.start and not (quantity.change is Change.LEVEL and m[0] in _YEARLY)
        ]
        chosen = after or (before[-1] if before else None)
        found.append(chosen[0] if chosen else "")
        taken = after.end() if after else taken
    return tuple(found)


_YEARLY: Final = ("YoY", "QoQ", "MoM")
_REACH: Final = 48  # characters between a number and the time that belongs to it


# ------------------------------------------------------------------------------------- comparison

_UNTIL: Final = re.compile(r"[^,;()\n，；（）。]{0,60}?(?=[,;()\n，；（）。]|\.\s|\.$| while | and | but |$)")


def compared_to(text: str, quantity: Quantity, baseline: Quantity | None, end: int) -> str:
    """Say what a number is compared with, in the words of the text: "80 k on Hugging Face"."""
    if baseline is not None:
        match = _UNTIL.match(text, baseline.end, end) if baseline.start > quantity.start else None
        return (baseline.text + (match[0] if match else "")).strip()
    if quantity.measure is Measure.RATIO and quantity.text.lower() in ("double", "triple", "twice", "half"):
        match = _UNTIL.match(text, quantity.end, end)
        return match[0].strip() if match else ""
    return ""


# ------------------------------------------------------------------------------------------- hedge

_WORDS_OF: Final = {
    Hedge.LEAK: r"\bleak(?:s|ed|ing)?\b|\brumou?r(?:s|ed)?\b|爆料|传闻|泄露|网传",
    Hedge.PLAN: (
        r"\bplan(?:s|ned|ning)?\b|\bwill\b|\btarget(?:s|ed|ing)\b|\baim(?:s|ed|ing)?\b|\bgoals?\b|\bscheduled\b"
        r"|\bslated\b|\bpledge[sd]?\b|\bintends?\b|\bset to\b|\bpotential to\b"
        r"|\bexpected to (?:close|launch|open|reach|ship)|将(?=[于在会要达投推发建向为成进开继])|计划|拟于|目标"
    ),
    Hedge.ESTIMATE: (
        r"\bforecast(?:s|ed)?\b|\bpredict(?:s|ed|ing)?\b|\bprojected to\b|\bexpect(?:s|ed)\b|\bmay have\b"
        r"|\bestimates?\b|预计|预期|估计"
    ),
    Hedge.CLAIM: (
        r"\bclaim(?:s|ed|ing)? (?:to|that)\b|\breportedly\b|\bsaid to\b|\baccording to\b|\bboasts?\b|\ballegedly\b"
        r"|\bis said\b|\bcore claim\b|\bstating\b|官方称|据称|号称|据报道|媒体报道"
    ),
}
_OPENINGS_OF: Final = {
    Hedge.LEAK: "leak,rumo,爆料,传闻,泄露,网传",
    Hedge.PLAN: (
        "plan,will,target,aim,goal,scheduled,slated,pledge,intend,set to,potential to,expected to,将,计划,拟于,目标"
    ),
    Hedge.ESTIMATE: "forecast,predict,projected to,expect,may have,estimate,预计,预期,估计",
    Hedge.CLAIM: (
        "claim,reportedly,said to,according to,boast,allegedly,is said,core claim,stating"
        ",官方称,据称,号称,据报道,媒体报道"
    ),
}
_HEDGES: Final = tuple(
    (hedge, Opened(re.compile(words, re.IGNORECASE), _OPENINGS_OF[hedge].split(",")))
    for hedge, words in _WORDS_OF.items()
)
_HEDGED: Final = Opened(
    re.compile("|".join(_WORDS_OF.values()), re.IGNORECASE), ",".join(_OPENINGS_OF.values()).split(",")
)
_ADJECTIVE: Final = re.compile(
    r"\b(?:estimated|projected|forecast)\b(?: [\w-]+){0,3} (?:(?:of|at|to|by) )?$", re.IGNORECASE
)


def hedges(text: str, quantities: Sequence[Quantity], start: int, end: int) -> tuple[Hedge, ...]:
    """Say how sure a sentence is of each of its numbers.

    A word counts for the numbers behind it; a leak or a claim for those shortly before it, too.
    """
    hedged = _HEDGED.search(text, start, end) is not None  # most sentences are not
    kinds = _HEDGES if hedged else ()
    said = [(kind, match.start()) for kind, words in kinds if (match := words.search(text, start, end))]
    return tuple(_hedge(text, quantity, said, start) for quantity in quantities)


def _hedge(text: str, quantity: Quantity, said: Sequence[tuple[Hedge, int]], start: int) -> Hedge:
    if _ADJECTIVE.search(text[max(start, quantity.start - 40) : quantity.start]):
        return Hedge.ESTIMATE
    for kind, position in said:
        reach = quantity.end + _REACH if kind in (Hedge.LEAK, Hedge.CLAIM) else quantity.start
        if position < reach:
            return kind
    return Hedge.NONE
