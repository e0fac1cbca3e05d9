"""How names are spelled: what counts as the same name, and a text made ready for matching.

Two sizes of sameness. `fold` is wide: two terms whose names fold alike would be confused by a reader, so the
vocabulary refuses them. `tidy` and `key` are narrow and keep every character in its place, so that what is found in
them stands at the same offsets in the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SUFFIX: Final = re.compile(r"(?<=\w\w)(?:[ .-]ai|[ -]labs?)$")
_HYPHENS: Final = "‐‑‒–—―−﹣－"
_SPACES: Final = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_TIDY: Final = {
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys("‘’ʼ`´", "'"),
    **dict.fromkeys("“”„", '"'),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0D},  # full-width ASCII
    "İ": "I",  # the one letter whose lower case is longer
}
_UNTIDY: Final = re.compile(f"[{''.join(_TIDY)}]")  # few characters of a text are: str.translate would look at each
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Reduce a name to what tells it from others.

    Case, punctuation, spaces, accents, a plural s and the suffixes -ai and -labs do not. "+" does: Disney is not
    Disney+.
    """
    text = tidy(unicodedata.normalize("NFKC", name)).casefold().strip()
    text = _SUFFIX.sub("", text)
    letters = "".join(char for char in unicodedata.normalize("NFKD", text) if char.isalnum() or char in "+*#")
    plural = len(letters) > 4 and letters.endswith("s") and not letters.endswith("ss")
    return (letters[:-1] if plural else letters) or name


def tidy(text: str) -> str:
    """Replace typographic hyphens, spaces, quotes and full-width forms by plain ones, character for character."""
    if text.isascii():
        return text.replace("`", "'").replace("\t", " ")  # much faster, and many texts are
    return _UNTIDY.sub(lambda odd: _TIDY[odd[0]], text)


def key(text: str) -> str:
    """Make the form that names are looked up in: tidy, lower case, hyphens as spaces, character for character."""
    return key_of_tidy(tidy(text))


def key_of_tidy(text: str) -> str:
    """Make the same of a text that is tidy already."""
    return text.lower().replace("-", " ").replace("_", " ").replace("·", " ")


def is_cjk(text: str) -> bool:
    """Tell whether a text has a character of a script that sets no spaces between words."""
    return _CJK.search(text) is not None


def is_whole_word(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` stands alone, a plural s aside."""
    if text[start - 1 : start].isalnum():
        return False
    after = text[end : end + 2]
    return not after[:1].isalnum() or (after[0] == "s" and not after[1:].isalnum())
