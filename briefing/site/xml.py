"""Text into XML: what is written with these three functions reads well-formed, whatever it holds."""

from __future__ import annotations

import re
from typing import Final

# XML 1.0, section 2.2: no control characters but tab and line ends, no half of a surrogate pair, no U+FFFE, U+FFFF.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Hexadecimal, as the RSS profile asks: some readers decode `&lt;` twice. The ampersand comes first.
_REFERENCES: Final = {char: f"&#x{ord(char):X};" for char in "&<>\"'"}


def clean(text: str) -> str:
    """Take out what no XML document may hold, even escaped."""
    return _FORBIDDEN.sub("", text)


def escape(text: str) -> str:
    """Write a text as character data or as the value of an attribute."""
    text = clean(text)
    for char, reference in _REFERENCES.items():
        text = text.replace(char, reference)
    return text


def cdata(text: str) -> str:
    """Write markup as one CDATA section, or as two where the text holds the mark of its end."""
    return f"<![CDATA[{clean(text).replace(']]>', ']]]]><![CDATA[>')}]]>"
