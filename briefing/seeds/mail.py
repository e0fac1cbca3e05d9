"""A newsletter to lines: the text of the message as a reader sees it, and what its headers say."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
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
    """Read a message: its HTML where it has some (newsletters put the text apart there), else its plain text."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    said = _facts(message)
    page = message.get_body(("html",))
    if page is not None:
        lines, facts = parse_html(_content(page))
        if lines:
            return lines, merge(said, Facts(lang=facts.lang, url=facts.url))
    text = message.get_body(("plain",))
    rows = _content(text).rstrip("\n").split("\n") if text is not None else [""]
    return tuple(SeedLine(number=number, text=row) for number, row in enumerate(rows, 1)), said


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
