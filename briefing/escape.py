"""A plain text as Markdown that says the same: escaped where Markdown would read markup, and nowhere else."""

from __future__ import annotations

import re
from typing import Final

# Each alternative begins with a character of its own, which is what the search runs for.
_SPECIAL: Final = re.compile(r"\\|`|\*|_|\](?=\()|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~~")
# Trailing hashes close a heading, if a space or nothing stands before them.
_CLOSING: Final = re.compile(r"(?:^|(?<= ))(?=#+ *$)")


def escape(text: str) -> str:
    """Put a backslash before what Markdown would read as markup inside a line, and before nothing else."""
    return _SPECIAL.sub(lambda match: _escaped(match, text), text)


def escape_heading(text: str) -> str:
    """Escape the text of a heading, on one line whatever it holds."""
    return _CLOSING.sub(r"\\", escape(" ".join(text.split())))


def _escaped(match: re.Match[str], text: str) -> str:
    """Leave a star between spaces and an underline inside a word or between spaces: they are plain there."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if match[0] in "*_" and before == after == " ":
        return match[0]
    if match[0] == "_" and before.isalnum() and after.isalnum():
        return match[0]
    return "".join(f"\\{char}" for char in match[0])
