"""How Chinese agency copy opens, when a capture is one fused line: when it was taken, a headline, who reports.

    2026-07-28 14:30，正文：原标题：一家公司收购另一家某某网7月28日电（记者 张三）近日，一家公司……

None of this is title or summary, save the headline; the body keeps it whole.
"""

from __future__ import annotations

import re
from typing import Final

_LABEL: Final = "(?:正文|内容|标题|原标题|题)"
_STAMP: Final = re.compile(
    rf"\s{{0,4}}(?:(?:19|20)\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?(?:\s{{1,4}}\d{{1,2}}:\d\d(?::\d\d)?)?\s{{0,4}})?[，,|]?\s{{0,4}}"
    rf"(?P<labels>(?:{_LABEL}\s{{0,4}}[：:]\s{{0,4}})+)"
)
_HEADLINE_LABEL: Final = re.compile("标题\\s*[：:]\\s*$")
_DAY: Final = r"(?:\d{4}\s?年\s?)?(?:\d{1,2}\s?月\s?)?\d{1,2}\s?日"
_REPORTS: Final = "(?:综合消息|联合消息|消息|讯|电|报道)"
_AGENCY: Final = (
    "(?:[A-Z][A-Za-z]{1,9}之家|(?:新华|中新|法新|塔斯|韩联|共同)社|(?:人民|新华|中新|央视|光明|中国日报|中国青年|观察者)网"
    "|[\u4e00-\u9fff]{2}(?:日报|晚报|时报|早报|新闻|财经|电视台)(?:网)?|快科技|财联社|每经|证券时报|第一财经|央视|新浪|网易|搜狐|腾讯)"
)
# Where a dateline begins: 某某网首尔7月28日电, 某某社北京 7 月 28 日消息.
_DATELINE: Final = re.compile(rf"{_AGENCY}[\u4e00-\u9fff]{{0,4}}\s?{_DAY}\s?{_REPORTS}")
# What else only the beginning of a text holds, and no headline.
_BODY: Final = re.compile(
    r"【|来源[：:]|(?:19|20)\d\d-\d\d-\d\d[ ，]|截至\d{4}年|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日[，,]"
    r"|(?:近日|日前|近期|今日|昨日|据悉|据了解)[，,]|[（(](?:记者|通讯员)\s?"
)
# A headline that runs on into who reports ends nowhere.
_NO_HEADLINE: Final = re.compile(f"。|{_REPORTS}$")
_SAID: Final = re.compile(f"{_REPORTS}[，,]")
_CREDIT: Final = re.compile(r"\s{0,4}(?:(?:19|20)\d\d-\d\d-\d\d \d\d:\d\d(?::\d\d)?\s*)?(?:来源|图片来源|作者)[：:]")
_MAX_HEADLINE: Final = 80
_MIN_HEADLINE: Final = 8
# Who reports it, from where, and who took the picture.
_CREDITS: Final = (
    rf"[^，。！？；：\d]{{0,24}}?\s?{_DAY}\s?{_REPORTS}[，,：:\s]*|[^，。！？；：\d]{{2,14}}联合消息[，,：:\s]*"
    r"|[（(][^（）()。]{0,14}(?:记者|通讯员|编辑|供图|摄|》)[^（）()。]{0,14}[）)]\s*|【[^【】。]{2,30}】\s*"
    r"|[（(](?:(?!通|如|即)[\u4e00-\u9fff]{2,4}、?){1,3}[）)]\s*"
)
# When, by whose word, in what connection.
_SETTINGS: Final = (
    r"(?:近日|日前|近期|目前|今日|昨日|当日|今天|昨天|同日|此外|当地时间|据悉|据了解|据介绍)[，,]\s*"
    rf"|(?:当地时间)?{_DAY}(?:早间|上午|下午|晚间|晚|凌晨)?(?:\d{{1,2}}[点时](?:半|\d{{1,2}}分)?)?[，,]\s*"
    r"|随着[^，。]{2,24}[，,]|近年来[，,]|在[^，。]{2,24}(?:领域|方面|背景下|现场)[，,]"
    r"|据[^，。]{2,16}(?:报道|消息|透露|介绍)[，,]\s*|(?:财报|数据|公告|报告)显示[，,]\s*"
    r"|(?:记者)?[^，。]{0,16}(?:获悉|了解到)[，,]\s*|根据[^，。]{2,30}(?:显示)?[，,]\s*"
    r"|(?:其中|此外|另外|对此|同时|不过|但是)[，,]?"
    r"|[^，。：“”]{2,45}?(?:表示|称|说|指出|认为|透露)[，,：](?![其他她我你它该“])"
)
_DATELINES: Final = re.compile(_CREDITS)
_LEADS: Final = re.compile(f"{_CREDITS}|{_SETTINGS}")
_MOST_LEADS: Final = 5


def read_headline(text: str) -> str:
    """Give the headline that a line states before its text begins; "" where it states none, or none that ends."""
    stamp = _headline_stamp(text)
    if stamp is None:
        return ""
    start, limit = stamp.end(), stamp.end() + _MAX_HEADLINE + 1
    ends = [found.start() for rule in (_DATELINE, _BODY) if (found := rule.search(text, start, limit + 20))]
    end = min(ends, default=limit)
    headline = text[start:end].strip(" ·|，,：:")
    whole = _MIN_HEADLINE <= len(headline) <= _MAX_HEADLINE and not _NO_HEADLINE.search(headline)
    return headline if whole and end < limit else ""


def _headline_stamp(text: str) -> re.Match[str] | None:
    stamp = _STAMP.match(text)
    return stamp if stamp and _HEADLINE_LABEL.search(stamp["labels"]) else None


def without_opening(text: str) -> str:
    """Take off a text when it was captured, its labels, the headline, and a first sentence fused with what is none."""
    stamp = _STAMP.match(text)
    if stamp is None:
        return text
    headline = read_headline(text)
    start = text.index(headline) + len(headline) if headline else stamp.end()
    if not headline and _headline_stamp(text):
        said = _SAID.search(text, start, start + _MAX_HEADLINE + _MIN_HEADLINE)
        start = said.end() if said else _second_sentence(text, start)
    while credit := _CREDIT.match(text, start):
        start = _second_sentence(text, credit.end())
    return text[start:].lstrip(" ·|，,：:\t\n")


def _second_sentence(text: str, start: int) -> int:
    """Find where the next sentence begins; `start` where there is none."""
    return text.find("。", start) + 1 or start


def without_dateline(text: str) -> str:
    """Take off a text who reports it, and from where."""
    return _without(_DATELINES, text)


def without_leads(sentence: str) -> str:
    """Take off a sentence all that comes before its news: who reports it, who says so, when, in what connection."""
    return _without(_LEADS, sentence)


def _without(leads: re.Pattern[str], text: str) -> str:
    for _ in range(_MOST_LEADS):
        lead = leads.match(text)
        if lead is None or lead.end() >= len(text) - _MIN_HEADLINE:
            break
        text = text[lead.end() :]
    return text
