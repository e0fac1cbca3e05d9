"""Text into XML: what is written with these three functions reads well-formed, whatever it holds."""

from __future__ import annotations

from typing import Final

# XML 1.0, section 2.2: no control characters but tab and line ends, no half of a surrogate pair, no U+FFFE, U+FFFF.
_FORBIDDEN: Final = {
    code: None
    for codes in (range(0x09), (0x0B, 0x0C), range(0x0E, 0x20), range(0xD800, 0xE000), (0xFFFE, 0xFFFF))
    for code in codes
}
# Hexadecimal, as the RSS profile asks: some readers decode `&lt;` twice.
_ESCAPED: Final = {**_FORBIDDEN, **{ord(char): f"&#x{ord(char):X};" for char in "&<>\"'"}}


def clean(text: str) -> str:
    """Take out what no XML document may hold, even escaped."""
    return text.translate(_FORBIDDEN)


def escape(text: str) -> str:
    """Write a text as character data or as the value of an attribute."""
    return text.translate(_ESCAPED)


def cdata(text: str) -> str:
    """Write markup as one CDATA section, or as two where the text holds the mark of its end."""
    return f"<![CDATA[{clean(text).replace(']]>', ']]]]><![CDATA[>')}]]>"
