"""A newsletter to lines: the text of the message as a reader sees it, and what its headers say."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from collections.abc import Iterable, Iterator

from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from briefing.model import Facts, SeedLine
from briefing.seeds.dates import parse_date
from briefing.seeds.decoding import decode
from briefing.seeds.headers import merge
from briefing.seeds.markup import parse_html

_FORWARDED: Final = ("fwd:", "fw:", "re:", "wg:", "aw:", "tr:", "转发:", "转发：", "回复:", "回复：")


def read_mail(raw: bytes) -> tuple[tuple[SeedLine, ...], Facts]:
    """Read a message: every text that a reader sees one below the other, and what the headers say."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    lines, facts = _read(message)
    numbered = (line._replace(number=number) for number, line in enumerate(lines or [SeedLine(number=1, text="")], 1))
    return tuple(numbered), merge(_facts(message), Facts(lang=facts.lang, url=facts.url))


def _read(part: MIMEPart) -> tuple[list[SeedLine], Facts]:
    """Read a part of a message. Of alternatives HTML is the better one: newsletters put the text apart there."""
    if part.is_attachment():
        return [], Facts()
    kind = part.get_content_type()
    if kind == "text/html":
        lines, facts = parse_html(_content(part))
        return list(lines), facts
    if kind == "text/plain":
        rows = _content(part).rstrip("\n").split("\n")
        return [SeedLine(number=number, text=row) for number, row in enumerate(rows, 1)], Facts()
    parts = [each for each in part.iter_parts() if isinstance(each, MIMEPart)] if part.is_multipart() else []
    if kind == "multipart/alternative":
        return next((read for read in map(_read, sorted(parts, key=_lacks_html)) if read[0]), ([], Facts()))
    read = [_read(each) for each in parts]
    facts = next((facts for lines, facts in read if lines and (facts.lang or facts.url)), Facts())
    return list(_apart(lines for lines, _ in read if lines)), facts


def _apart(texts: Iterable[list[SeedLine]]) -> Iterator[SeedLine]:
    """Set texts one below the other, an empty line between two."""
    for place, lines in enumerate(texts):
        if place:
            yield SeedLine(number=0, text="")
        yield from lines


def _lacks_html(part: MIMEPart) -> bool:
    return all(each.get_content_type() != "text/html" for each in part.walk())


def _content(part: MIMEPart) -> str:
    """Decode a part of a message by the charset it names, or as if it named none."""
    raw = part.get_payload(decode=True)
    return decode(raw if isinstance(raw, bytes) else b"", part.get_content_charset() or "")


def _facts(message: EmailMessage) -> Facts:
    name, address = parseaddr(_header(message, "From"))
    return Facts(
        title=_without_prefixes(_header(message, "Subject")) or None,
        date=_date(_header(message, "Date")),
        source=name or address.rpartition("@")[2] or None,
    )


def _header(message: EmailMessage, name: str) -> str:
    """Read a header on one line; one that breaks the rules of mail is as good as none."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, AttributeError, RecursionError):
        return ""


def _without_prefixes(subject: str) -> str:
    while subject.casefold().startswith(_FORWARDED):
        subject = subject.partition(":" if ":" in subject[:5] else "：")[2].strip()
    return subject


def _date(header: str) -> dt.date | None:
    try:
        return parse_date(parsedate_to_datetime(header).date().isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
