"""Bytes to text: marked, declared or detected encodings, and one kind of newline."""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read under these names (WHATWG Encoding Standard): supersets of what the name promises.
_SUPERSETS: Final = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
_DETECTED: Final = ["gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1252", "cp1251", "cp1250"]
_SAMPLE: Final = 1 << 16
_BINARY: Final = (b"%PDF-", b"\x89PNG", b"PK\x03\x04", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"RIFF")
_NEWLINES: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class UndecodableError(ValueError):
    """Bytes that are no text. `line` is that of the first byte that says so."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def decode(raw: bytes, declared: str = "") -> str:
    """Decode a text, with LF newlines and no mark. `declared` is an encoding that the text names, or ""."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _lines(_strictly(raw[len(mark) :], encoding))
    wide = _unmarked_utf16(raw)
    if wide:
        return _lines(_strictly(raw, wide))
    _refuse_binary(raw)
    for encoding in ("utf-8", declared.strip().lower()):
        text = _try(raw, _SUPERSETS.get(encoding, encoding))
        if text is not None:
            return _lines(text)
    return _lines(_strictly(raw, _detect(raw)))


def _lines(text: str) -> str:
    return _NEWLINES.sub("\n", text)


def _unmarked_utf16(raw: bytes) -> str:
    """Tell UTF-16 without a mark by where its zero bytes stand: Western letters and spaces leave every other one."""
    sample = raw[:4096]
    half = len(sample) // 2
    if half < 4 or len(raw) % 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.05 and even * 5 < odd:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.05 and odd * 5 < even else ""


def _refuse_binary(raw: bytes) -> None:
    if raw.startswith(_BINARY) or b"\0" in raw:
        offset = max(raw.find(b"\0"), 0)
        raise UndecodableError("this is a binary file, not a text", raw.count(b"\n", 0, offset) + 1)


def _detect(raw: bytes) -> str:
    found = from_bytes(raw[:_SAMPLE].rpartition(b"\n")[0] or raw[:_SAMPLE], cp_isolation=_DETECTED).best()
    return found.encoding if found else "cp1252"


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].decode(encoding, "ignore").count("\n") + 1
        raise UndecodableError(
            f"the bytes are no text in any encoding we know (last tried: {encoding})", line
        ) from error
