"""A title for a capture that states none: its strongest sentence, shortened.

The first sentences say what a text is about; so does one that holds the names it comes back to, and a verb of news.
Talk about the text itself, its reader or an event of the publisher's never does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from briefing.seeds.openings import without_leads, without_opening
from briefing.seeds.traits import sentences

MAX_TITLE: Final = 90
_MAX_TEXTS: Final = 8
_MAX_SENTENCES: Final = 14
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_FIGURE: Final = re.compile(r"\d")
_NAME: Final = re.compile(r"\b[A-Z][\w&+-]*|[\u4e00-\u9fff]{2}")
_NEWS: Final = re.compile(
    r"\b(?:announce[sd]?|launch(?:es|ed)?|releas(?:es|ed)|unveil(?:s|ed)|acquir(?:es|ed)|buys|bought|raise[sd]|rais(?:es|ed)"
    r"|introduc(?:es|ed)|debuts|reports?|reported|warn(?:s|ed)|plans|agreed|sign(?:s|ed)|su(?:es|ed)|won|surpass(?:es|ed)"
    r"|became|becomes|will|has|have)\b|发布|推出|宣布|收购|完成|投资|公布|召开|举办|研发|开源|上线|成功|获得|订购|增长|下降|达到"
)
_STATES: Final = re.compile(r"the (?:core|main|central|key) (?:claim|point|news|message) is that\s+", re.IGNORECASE)
_ACCORDING: Final = re.compile(r"according to [^,]{2,60},\s+", re.IGNORECASE)
_META: Final = re.compile(
    r"\b(?:newsletter|podcast|week in review|round-?up|digest|subscribe|sign up|join us|welcome|hello|happy \w+day"
    r"|folks|quick reminder|headlines|tickets?|conference|pitch competition|panel discussion|sponsor(?:ed|s)?|webinar"
    r"|live event|you(?:'|’)re reading|in this (?:edition|issue)|episode|we(?:'|’)(?:ll|re|ve|d)|that time of)\b"
    r"|本期|欢迎|订阅|关注我们|公众号|点击|扫码|直播间|早上好|大家好",
    re.IGNORECASE,
)
_FIRST_PERSON: Final = re.compile(r"(?:^|\s)(?:we|our|us|I|you|your)\b", re.IGNORECASE)
_ASKS: Final = re.compile(r"[?？][\"”’]?\s*$")
_QUOTES: Final = re.compile(r"[\"“‘「](?![^\"”’」]{1,10}[\"”’」])")  # speech, not a word in marks
# "SEOUL, May 1, 2026 – ", and who says it, and when, where what is said stands alone.
_DATELINE: Final = re.compile(r"[^-–—]{0,90}\d{4}[^-–—]{0,30}\s(?:--|–|—)\s+")
_WHEN: Final = r"(?: (?:today|yesterday|this week|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))*"
_SAID_OF_ITSELF: Final = re.compile(
    rf"(?P<who>[^,]{{2,60}}?){_WHEN} (?:announced|said|says|confirmed|reported){_WHEN} that (?:it|they) (?=[a-z])"
)
_SAID: Final = re.compile(
    rf"[^,]{{2,40}}?{_WHEN} (?:said|says|announced){_WHEN} that (?!(?:it|its|they|their|he|his|she|her)\b)",
    re.IGNORECASE,
)
_LEADS: Final = ((_DATELINE, ""), (_STATES, ""), (_ACCORDING, ""), (_SAID_OF_ITSELF, r"\g<who> "), (_SAID, ""))
_LABEL: Final = re.compile(r"((?:[^\s:]+ ){2,9}[^\s:]+): (?=[A-Z])")
_CLAUSE: Final = re.compile(r"[,;:—–]\s|\s[—–-]\s|[，；：。]|\s\((?=\w)")


def derive_title(texts: Sequence[str]) -> str:
    """Make a title of the strongest sentence of a text's beginning: at most 90 characters, whole words."""
    candidates = [part for text in texts[:_MAX_TEXTS] for part in sentences(without_opening(text))][:_MAX_SENTENCES]
    names = Counter(name for text in texts for name in set(_NAME.findall(text)) | set(_again(text)))
    ranked = sorted(range(len(candidates)), key=lambda at: (-_weight(candidates[at], at, names), at))
    return _shortened(candidates[ranked[0]]) if ranked else ""


def _again(text: str) -> Iterable[str]:
    """Give the names that a text comes back to."""
    return (name for name, count in Counter(_NAME.findall(text)).items() if count > 1)


def _weight(sentence: str, at: int, names: Mapping[str, int]) -> float:
    """Weigh a sentence: how early it comes, what it names, what it tells; and what speaks against it."""
    own = without_leads(sentence)
    repeated = sum(1 for name in set(_NAME.findall(own)) if names[name] > 1)
    size = len(own) * (3 if _HAN.search(own) else 1)
    weight = max(4.0 - at, 0) + min(repeated, 3) + min(len(_FIGURE.findall(own)), 2)
    weight += 2 * bool(_NEWS.search(own)) + 2 * (40 <= size <= 400) + 4 * bool(_STATES.match(sentence))
    weight -= 4 * bool(_ASKS.search(own)) + 3 * bool(_QUOTES.match(own)) + 4 * (size < 36)
    return weight - 12 * bool(_META.search(own)) - 3 * bool(_FIRST_PERSON.search(own))


def _shortened(sentence: str) -> str:
    text = without_leads(sentence)
    for lead, left in _LEADS:
        text = lead.sub(left, text, count=1) if lead.match(text) else text
    label = _LABEL.match(text)
    text = (label[1] if label else text).strip("\"'“”‘’*_ ")
    return shorten(text, MAX_TITLE // 2 if _HAN.search(text) else MAX_TITLE)


def shorten(text: str, max_chars: int) -> str:
    """Cut a sentence to a clause that ends in time, else to a word; nothing that opens stays open."""
    text = text.rstrip(".。！! ")
    if len(text) <= max_chars:
        return _capitalized(text)
    clauses = [found.start() for found in _CLAUSE.finditer(text[: max_chars + 1])]
    fitting = [end for end in clauses if end >= max_chars // 3 and _is_whole(text[:end])]
    end = fitting[-1] if fitting else text.rfind(" ", 0, max_chars + 1)
    return _capitalized(text[: end if end > max_chars // 3 else max_chars].rstrip(" ,;:，；：—–-"))


def _is_whole(text: str) -> bool:
    """Tell a clause that leaves nothing open: no bracket, no "he said that"."""
    return not text.endswith(("表示", "称", "说", "指出")) and all(
        text.count(left) <= text.count(right) for left, right in ("（）", "()", "《》", "“”", "「」", "【】")
    )


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
