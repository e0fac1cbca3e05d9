"""What a word is to the search: the same here and, for what a reader types, in templates/assets/concordance.js.

Words are folded (case, accents, widths) and taken apart where a reader might: GPT-4.5 is found as gpt, as 4.5, and
written together; $80 as $80 and 80; 1,000 as 1000.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TOKEN: Final = re.compile(r"[$¥€£]?[^\W_]+(?:\.[0-9]+)*[%+]*")
_THOUSANDS: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_CURRENCIES: Final = "$¥€£"
_MOST_LETTERS: Final = 40


class Tokens(dict[str, tuple[str, ...]]):
    """The tokens of every word asked for, worked out once each."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        self[word] = tokens = tokens_of(word)
        return tokens


def tokens_of(word: str) -> tuple[str, ...]:
    """Give what a word without spaces is found by, each once."""
    parts = _TOKEN.findall(_THOUSANDS.sub("", _folded(word)))
    bare = [part.lstrip(_CURRENCIES) for part in parts]
    joined = ["".join(bare)] if len(parts) > 1 else []
    return tuple(dict.fromkeys(token[:_MOST_LETTERS] for token in (*parts, *bare, *joined)))


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word).lower()
    return "".join(letter for letter in letters if unicodedata.category(letter)[0] != "M")
