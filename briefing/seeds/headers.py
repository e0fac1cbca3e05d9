"""What a scraper wrote over a capture: front matter, or `Title:` and `URL Source:` lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from briefing.addresses import is_web_address
from briefing.model import Facts, SeedLine
from briefing.seeds.dates import parse_date
from briefing.seeds.typography import remove_invisible

_FIELDS: Final = {
    "title": "title headline 标题 題名",
    "date": "date published publish_date published_time published_at publishedat published_date pubdate posted created "
    "datetime datepublished 发布时间 时间 日期",
    "source": "source site site_name sitename publisher publication website outlet 来源 出处",
    "url": "url link source_url url_source original_url original canonical canonical_url redirect permalink "
    "链接 原文链接 网址",
    "author": "author authors byline by creator 作者",
    "lang": "lang language locale",
    "description": "description excerpt summary subtitle deck dek abstract 摘要",
    "hints": "tags keywords categories category topics 标签 关键词",
}
_FIELD_OF: Final = {key: field for field, keys in _FIELDS.items() for key in keys.split()}
# Lines that a reader proxy puts over a page. They tell nothing of it.
_OTHER: Final = frozenset(
    "markdown_content fetched warning scraped_at scraped crawled crawled_at retrieved accessed capture_date translated "
    "number_of_pages word_count http_status status saved saved_at archived".split()
)
_SURE: Final = frozenset("url_source markdown_content published_time fetched source_url scraped_at crawled_at".split())
_PAIR: Final = re.compile(r"#{0,2} ?\**([A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff -]{0,24}?)\** ?[:：]\**(?:\s+(\S.*))?$")
_ASSIGNMENT: Final = re.compile(r"[#* ]*([^:：=]{1,40}?)\s*[:：=](.*)")
_FENCES: Final = ("---", "+++")
_MAX_LINES: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A scraper's facts, the lines that gave them, and the words it tagged the capture with."""

    facts: Facts = field(default_factory=Facts)
    numbers: frozenset[int] = frozenset()
    hints: tuple[str, ...] = ()


def parse_header(lines: Sequence[SeedLine]) -> Header:
    """Read the header of a text. One without a header has an empty one."""
    start = next((at for at, line in enumerate(lines) if line.text.strip()), len(lines))
    end = _fenced_end(lines, start)
    fenced = _read(lines[start:end]) if end else Header()
    rest = _read_loose(lines, end or start)
    return Header(
        facts=merge(fenced.facts, rest.facts), numbers=fenced.numbers | rest.numbers, hints=fenced.hints + rest.hints
    )


def merge(first: Facts, second: Facts) -> Facts:
    """Take each fact from the first that knows it."""
    names = ("title", "date", "source", "url", "author", "lang", "description")
    pairs = ((name, getattr(first, name), getattr(second, name)) for name in names)
    return Facts(**{name: ours if ours is not None else theirs for name, ours, theirs in pairs})


def readable(facts: Facts) -> Facts:
    """Take out of each fact what nobody can see, and the address that none can follow."""
    texts = (facts.title, facts.source, facts.author, facts.lang, facts.description, facts.url)
    seen = (" ".join(remove_invisible(text or "").split()) or None for text in texts)
    title, source, author, lang, description, url = seen
    url = url if url and is_web_address(url) else None
    return Facts(
        title=title, date=facts.date, source=source, url=url, author=author, lang=lang, description=description
    )


def _fenced_end(lines: Sequence[SeedLine], start: int) -> int:
    """Find the line after closed front matter that begins at `start`; 0 where there is none."""
    if start >= len(lines) or lines[start].text.strip() not in _FENCES:
        return 0
    fence = lines[start].text.strip()
    for at in range(start + 1, min(len(lines), start + _MAX_LINES)):
        if lines[at].text.strip() == fence:
            pairs = sum(bool(re.match(r"[\w-]+ ?[:=]", line.text)) for line in lines[start + 1 : at])
            return (
                at + 1 if pairs and pairs * 2 >= sum(bool(line.text.strip()) for line in lines[start + 1 : at]) else 0
            )
    return 0


def _read_loose(lines: Sequence[SeedLine], start: int) -> Header:
    """Read unfenced pairs above the text: two or more of them, one of a kind that no article begins with."""
    pairs: list[SeedLine] = []
    for line in lines[start : start + _MAX_LINES]:
        key = _key(line.text)
        if line.text.strip() and key not in _FIELD_OF and key not in _OTHER:
            break
        if line.text.strip():
            pairs.append(line)
    keys = [_key(line.text) for line in pairs]
    known = len({_FIELD_OF.get(key, key) for key in keys})
    return _read(pairs) if known >= 3 or (known >= 2 and not _SURE.isdisjoint(keys)) else Header()


def _key(text: str) -> str:
    match = _PAIR.match(text.strip()[:300])
    return re.sub(r"[ -]+", "_", match[1].strip().lower()) if match else ""


def _read(lines: Sequence[SeedLine]) -> Header:
    values: dict[str, str] = {}
    for line in lines:
        field, value = _pair(line.text)
        if field and value:
            values.setdefault(field, value)
    date = parse_date(values["date"]) if "date" in values else None
    texts = {field: values.get(field) for field in ("title", "source", "url", "author", "lang", "description")}
    hints = tuple(word for word in _HINT_BREAK.split(values.get("hints", "")) if word)
    facts = readable(Facts(date=date, **texts))
    return Header(facts=facts, numbers=frozenset(line.number for line in lines), hints=hints)


_HINT_BREAK: Final = re.compile(r"\s*[,，、\[\]\"']+\s*")


def _pair(text: str) -> tuple[str, str]:
    """Read a line as one of our fields and its value; ("", "") where it is none."""
    match = _ASSIGNMENT.match(text.strip())
    if not match:
        return "", ""
    field = _FIELD_OF.get(re.sub(r"[ -]+", "_", match[1].strip().lower()), "")
    value = _unquoted(match[2].strip(" *"))
    is_address = value.startswith(("http://", "https://"))
    if field == "source" and is_address:
        return "url", value
    return ("", "") if field == "url" and not is_address else (field, value)


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace('\\"', '"').replace("''", "'").strip()
    return value
