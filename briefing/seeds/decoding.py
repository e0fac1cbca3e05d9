"""Bytes to text: marked, declared or detected encodings, and one kind of newline."""

from __future__ import annotations

import codecs
import re
from typing import Final

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
_WIDE_SAMPLE: Final = 4096
_MIN_WIDE: Final = 4
_FEW_ODD: Final = 20
# Western, Greek and Cyrillic letters, marks, kana, Chinese and Korean.
_WRITTEN: Final = re.compile(
    "[\\s\x20-\x7e\xa0-\u017f\u0370-\u04ff\u2010-\u203a\u3001-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]+"
)
LOST: Final = "\ufffd"  # stands for what could not be decoded, here or before
_FEW_LOST: Final = 50  # one in so many characters may be damaged
_FEW_CONTROLS: Final = 20  # one in so many bytes of a text may be a control character; of random bytes every tenth is
_FEW_CONTROLS_UTF8: Final = 5  # random bytes are no UTF-8
_SURELY_UTF8: Final = 4  # times as much that can be nothing else as is wrong
# What a page or a mail may say that it is: what browsers know. Other codecs of Python take no text, or ages.
_DECLARABLE: Final = frozenset(
    "utf-8 utf-16-le utf-16-be gb18030 big5hkscs cp932 euc_jp iso2022_jp cp949 koi8-r koi8-u mac-roman cp866 cp874 "
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-5 "
    "iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16".split()
)
_SEVEN_BITS: Final = "iso2022_jp"  # looks like ASCII: Japanese mail
_BEYOND_ASCII: Final = re.compile("[^\x00-\x7f]+")
_CONTROLS: Final = bytes({*range(32), 127} - set(b"\t\n\x0b\f\r\x1b"))
_CONTROL: Final = re.compile(b"[%s]" % re.escape(_CONTROLS))
_BINARY: Final = (b"%PDF-", b"\x89PNG", b"PK\x03\x04", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"RIFF")


class UndecodableError(ValueError):
    """Bytes that are no text. `line` is that of the first byte that says so."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def decode(raw: bytes, declared: str = "") -> str:
    """Decode a text, with LF newlines and no mark. `declared` is an encoding that the text names, or "".

    A few damaged bytes become U+FFFD, which a reader sees. Raises UndecodableError where there are more of them.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _lines(_mostly(raw[len(mark) :], encoding))
    wide = _unmarked_wide(raw)
    if wide:
        return _lines(_mostly(raw, wide))
    _refuse_binary(raw, _FEW_CONTROLS if _try(raw, "utf-8") is None else _FEW_CONTROLS_UTF8)
    named = _codec(declared)
    for encoding in (named, "utf-8") if named == _SEVEN_BITS else ("utf-8", named):
        text = _try(raw, encoding)
        if text is not None:
            return _lines(text)
    return _lines(_damaged_utf8(raw) or _mostly(raw, _detect(raw)))


def _codec(declared: str) -> str:
    """Give the codec for the name of an encoding, "" for a name that is none of a text."""
    name = declared.strip().lower()
    try:
        codec = codecs.lookup(_SUPERSETS.get(name, name)).name
    except (LookupError, ValueError):
        return ""
    return codec if codec in _DECLARABLE else ""


def _lines(text: str) -> str:
    """Write LF for whatever ends a line, the last one too: for that a full stop stands behind it meanwhile."""
    return "\n".join(f"{text}.".splitlines())[:-1]


def _unmarked_wide(raw: bytes) -> str:
    """Tell UTF-16 and UTF-32 without a mark by where their zero bytes stand, "" for neither.

    In Western text at least every other byte is zero. Chinese has a zero beside its spaces and newlines alone, and is
    told by the characters that it would be; but a text that is UTF-8, and has a zero somewhere, is not wide.
    """
    sample = raw[:_WIDE_SAMPLE]
    quarter = len(sample) // 4
    first, second, third, fourth = (sample[at::4].count(0) for at in range(4))
    if quarter < _MIN_WIDE or not any((first, second, third, fourth)):
        return ""
    if min(third, fourth) >= quarter > first:
        return "utf-32-le"
    if min(first, second) >= quarter > fourth:
        return "utf-32-be"
    if _try(raw, "utf-8") is None:
        return next((encoding for encoding in ("utf-16-le", "utf-16-be") if _is_plausible(sample, encoding)), "")
    few, many = sorted((first + third, second + fourth))
    if many * 3 < quarter or few * 5 >= many:
        return ""
    return "utf-16-be" if first + third > second + fourth else "utf-16-le"


def _is_plausible(sample: bytes, encoding: str) -> bool:
    """Tell whether these bytes would be characters of the kind that texts are made of."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return len(_WRITTEN.sub("", text)) * _FEW_ODD < len(text)


def _refuse_binary(raw: bytes, few: int) -> None:
    """Raise UndecodableError for what begins as programs' files do, or where more than one in `few` is a control."""
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if raw.startswith(_BINARY) or controls * few > len(raw):
        found = _CONTROL.search(raw)
        line = raw.count(b"\n", 0, found.start() if found else 0) + 1
        raise UndecodableError("this is a binary file, not a text", line)


def _detect(raw: bytes) -> str:
    from charset_normalizer import from_bytes  # few seeds need it

    found = from_bytes(raw[:_SAMPLE].rpartition(b"\n")[0] or raw[:_SAMPLE], cp_isolation=_DETECTED).best()
    return found.encoding if found else "cp1252"


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding) if encoding else None
    except UnicodeDecodeError:
        return None


def _damaged_utf8(raw: bytes) -> str:
    """Decode UTF-8 that is cut off or has a wrong byte; "" where little of it beyond ASCII is right."""
    text = raw.decode("utf-8", "replace")
    wrong = text.count(LOST)
    right = sum(len(run) for run in _BEYOND_ASCII.findall(text)) - wrong
    return text if wrong * _SURELY_UTF8 <= right else ""


def _mostly(raw: bytes, encoding: str) -> str:
    text = raw.decode(encoding, "replace")
    if text.count(LOST) * _FEW_LOST > len(text):
        line = text.count("\n", 0, text.index(LOST)) + 1
        message = f"the bytes are no text in any encoding we know (last tried: {encoding})"
        raise UndecodableError(message, line)
    return text
