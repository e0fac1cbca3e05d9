"""Typographic repair of running text: how it is spaced and hyphenated, never what it says.

Each rule is idempotent, and so is all of them in this order. Code and addresses never come here.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Rule(NamedTuple):
    """A repair: every match of `pattern` becomes `replacement`. `name` is what the report says."""

    name: str
    pattern: re.Pattern[str]
    replacement: str

    def apply(self, text: str) -> str:
        if self.name == "thousands":
            return self.pattern.sub(lambda match: match[0].replace(" ", self.replacement), text)
        return self.pattern.sub(self.replacement, text)


_LIGATURES: Final = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}

# Joiners stay inside emoji and in scripts that need them; after a Western character they are invisible dirt.
_WESTERN: Final = "\x00-\u024f\u1680\u2000-\u200b\u200e-\u206f\u2212\u3000\ufb00-\ufb06"
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
_JOINERS: Final = re.compile(f"(?<![^{_WESTERN}])[\u200c\u200d]+|[\u200c\u200d]+$")
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
INVISIBLE: Final = "invisible"


def remove_invisible(text: str) -> str:
    """Take out controls, marks of direction and stray joiners."""
    if _is_typed(text) or not _HIDDEN.search(text):
        return text
    return _JOINERS.sub("", _CONTROLS.sub("", text))


def _is_typed(text: str) -> bool:
    """Tell a text of nothing but what typewriters have."""
    return text.isascii() and text.isprintable()


RULES: Final = (
    *(Rule("ligature", re.compile(ligature), letters) for ligature, letters in _LIGATURES.items()),
    Rule("hyphen", re.compile("[\u2010\u2011]|\u2212(?=\\d)"), "-"),
    Rule("space", re.compile("[ \t\n\x0b\x0c\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"), " "),
    # "1 000", but not "Q2 500", "3.5 000" or "Llama 3 405B". A group of four or two digits is no thousands.
    Rule("thousands", re.compile(r"(?<![\w.,])(?<!\d )(\d{1,3}(?: \d{3})+)(?! ?\d|\w|[.,]\d)"), ","),
    Rule("percent", re.compile(r"(?<=\d) +(?=%)"), ""),
    Rule("thousand-k", re.compile(r"(?<=\d) +(?=k(?!\w))"), ""),
    Rule("space before mark", re.compile(r" +(?=[,.;:](?:[\s\"'”’»)\]]|$))"), ""),
)
# What a text that needs a repair holds, one or the other: each search runs for the characters that it begins with.
_ODD: Final = re.compile(
    "[^\x20-\x7e\xa1-\xac\xae-\u05ff\u4e00-\u9fff\u3001-\u30ff\uff01-\uff5e\u2013\u2014\u2018-\u201d\u2026]"
)
_SPACED: Final = re.compile(r" (?:[ ,.;:]|(?<=\d )(?:[%k]|\d{3}))")


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """Apply every rule, and name those that changed something. The result has no newline."""
    if (_is_typed(text) or not _ODD.search(text)) and not _SPACED.search(text):
        return text, ()
    visible = remove_invisible(text)
    applied: dict[str, None] = {} if visible == text else {INVISIBLE: None}
    text = visible
    for rule in RULES:
        repaired = rule.apply(text)
        if repaired != text:
            applied[rule.name] = None
            text = repaired
    return text, tuple(applied)
