"""Numerals: where a text writes a number, in digits, in words or in Chinese, and where it only seems to.

Everything here works on tidy text (`briefing.tagging.spelling.tidy`). Names, versions, dates, clock times, telephone
and list numbers are hidden first, character for character, so that what is left of the digits means an amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from briefing.figures.opened import Opened, first_digits, small
from briefing.figures.units import CURRENCY_SIGNS, NUMERALS, NUMERALS_HAN, SCALE_HAN, SCALE_WORDS

_HIDE: Final = "\x00"
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_LISTED: Final = re.compile(r"[ ]*\(?\d{1,3}(?:[.)]|、)(?!\d)")  # the number that a line of a list begins with
# Every quantifier that could meet itself again is bounded: the time stays linear whatever the text. A look at the first
# character spares most of the text most of the work.
_SEEMING: Final = re.compile(
    rf"""
      (?=[\d(+'\[\#&@])(?:
          @[A-Za-z0-9_.]+ | \#\d+ | \[\d{{1,3}}\] | &\#x?[0-9A-Fa-f]+;                     # references
        | \d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?            # dates
        | (?<!\d)\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}(?!\d)
        | (?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?{_MONTH}\b(?:,?[ ](?:19|20)\d\d)?
        | (?<!\d)(?:19|20)\d\d[ ]?年(?:[ ]?\d{{1,2}}[ ]?月)?(?:[ ]?\d{{1,2}}[ ]?[日号])?
        | (?<!\d)\d{{1,2}}[ ]?月(?:[ ]?\d{{1,2}}[ ]?[日号])? | (?<!\d)\d{{1,2}}[ ]?[日号](?!元)
        | \d{{2,4}}(?:[ ]?-[ ]?\d{{2,4}})?[ ]?(?:世纪|年代)
        | \b[1-4][QH](?:\d\d)?\b
        | (?:(?<=the[ ])|(?<=their[ ])|(?<=his[ ])|(?<=her[ ])|')\d0s\b | (?<!\d)\d{{3}}0s\b  # decades
        | \d{{1,2}}:\d\d(?::\d\d)?(?:[ ]?[AaPp]\.?[Mm]\b\.?)?                              # clock times
        | (?<!\d)\d{{1,2}}[ ]?[AaPp]\.?[Mm]\b\.?
        | \b[248]K(?=[ -](?:video|image|resolution|display|TV|UHD|footage|stream|monitor|camera|content|gaming|screen))
        | \(\d{{3}}\)[ ]?\d{{3}}-\d{{4}} | (?<!\d)(?:\d{{3,4}}-)?\d{{3,4}}-\d{{4}}(?!\d)       # telephones
        | \+\d{{1,3}}[ -]\d{{2,4}}[ -]\d{{3,4}}(?:[ -]?\d{{3,4}})?
        | \d+(?:\.\d+){{2,}} | \d+/\d+(?:/\d+)?                                          # versions, 24/7
        | (?<!\d)\d{{11,}}(?!\d)                                                         # identifiers
      )
    | (?<![A-Za-z0-9])(?=[A-Zhw])(?:
          (?:https?://|www\.)[^\s<>"\u3000-\u9fff]+                                      # addresses
        | {_MONTH}\.?[ ]\d{{1,2}}(?:st|nd|rd|th)?(?![\d%])(?:[ ]?[-&][ ]?\d{{1,2}}(?!\d))?(?:,?[ ](?:19|20)\d\d)?
        | {_MONTH}\.?,?[ ](?:19|20)\d\d(?!\d)
        | (?:Q[1-4]|H[12]|FY)[ -]?'?(?:FY)?(?:\d{{4}}|\d\d)?(?!\d)                        # quarters
      )
    """,
    re.VERBOSE,
)
_MAILBOX: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+")
_DIGIT: Final = re.compile(r"\d")
_NAME: Final = re.compile(r"(?<![A-Za-z0-9_.+-])([A-Za-z_][A-Za-z_.+-]{0,40})\d[A-Za-z0-9_.+-]{0,60}")
_IN_NAME: Final = re.compile(r"\d(?:(?<=[A-Za-z_]\d)|(?<=[A-Za-z_.+-][.+-]\d))")  # what each of them has, soon found
_NAME_FREE: Final = frozenset({"sub-", "over-", "under-", "pre-", *CURRENCY_SIGNS})

_SMALL: Final = (
    rf"(?:(?:{'|'.join(word for word in NUMERALS if word.endswith('ty'))})"
    rf"(?:[ -](?:{'|'.join(word for word, value in NUMERALS.items() if 0 < value < 10)})(?![A-Za-z]))?"
    rf"|(?:{'|'.join(sorted((word for word in NUMERALS if not word.endswith('ty')), key=len, reverse=True))}))"
)
_SCALE: Final = "|".join(SCALE_WORDS)
_LENGTHS: Final = ("year", "month", "week", "decade", "century")
_NUMERAL_PATTERN: Final = re.compile(
    rf"""
      (?P<digits>(?=\d)(?<![\d.])
          (?:\d{{1,3}}(?:,\d{{2,3}})*,\d{{3}}(?!\d) | \d{{1,3}}(?:[ ]\d{{3}})+(?!\d) | \d+)(?:\.\d+)?)
    | (?<![\w-])(?=[A-Za-z])(?i:
          (?P<words>{_SMALL}(?![A-Za-z])(?:[ ]hundred(?:[ ](?:and[ ])?{_SMALL})?(?![A-Za-z]))?)
        | (?P<article>(?:half[ ](?:an?[ ])?|an?[ ])?(?=(?:{_SCALE})\b)
                      | an?[ ](?=(?:{"|".join(_LENGTHS)})\b))
      )
    | (?P<han>[{"".join(NUMERALS_HAN)}{"".join(SCALE_HAN)}]+)
    """,
    re.VERBOSE,
)
_ARTICLES: Final = ("", "a ", "an ", "half ", "half a ", "half an ")
_NUMERAL: Final = Opened(
    _NUMERAL_PATTERN,
    [
        *NUMERALS,
        *(article + scale for article in _ARTICLES for scale in SCALE_WORDS),
        *(article + length for article in ("a ", "an ") for length in _LENGTHS),
        *NUMERALS_HAN,
        *SCALE_HAN,
    ],
    first_digits,
)


class Numeral(NamedTuple):
    """A number as written: `value` before any scale that follows it. `style` is digits, words, article or han."""

    start: int
    end: int
    value: Decimal
    style: str


def hide(text: str) -> str:
    """Blank what only looks like an amount. The result is as long as `text`."""
    return "".join(_hide_line(line) if _DIGIT.search(line) else line for line in text.splitlines(keepends=True))


def _hide_line(line: str) -> str:
    if "@" in line:
        line = _MAILBOX.sub(_blank, line)
    if listed := _LISTED.match(line):
        line = _blank(listed) + line[listed.end() :]
    line = _SEEMING.sub(_blank, line)
    return _NAME.sub(_hide_name, line) if _IN_NAME.search(line) else line


def _blank(match: re.Match[str]) -> str:
    return _HIDE * len(match[0])


def _hide_name(match: re.Match[str]) -> str:
    head = match[1]
    if head in _NAME_FREE or (head.endswith(".") and head[:-1].islower()):  # RMB100, sub-10, vs.1800
        return match[0]
    return _HIDE * len(match[0])


def numerals(hidden: str) -> Iterator[Numeral]:
    """Yield the numerals of a text that went through `hide`, in order. A spelled one may be empty: "thousand-fold"."""
    for match in _NUMERAL.finditer(hidden):
        style = match.lastgroup or ""
        value = _READ[style](match[0])
        if value is not None:
            yield Numeral(match.start(), match.start() + len(match[0].rstrip()), value, style)


def _read_digits(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "").replace(" ", ""))


def _read_words(text: str) -> Decimal | None:
    total = Decimal(0)
    for word in small(text).replace("-", " ").split():
        if word == "hundred":
            total *= 100
        elif word != "and":
            total += NUMERALS[word]
    return total


def _read_article(text: str) -> Decimal | None:
    return Decimal("0.5") if text.lower().startswith("half") else Decimal(1)


def read_han(text: str) -> Decimal | None:
    """Read 三十五 and 两百万; None where the characters are no number, as a lone 一."""
    if text in ("一", "零", "〇"):
        return None
    total = group = digit = Decimal(0)
    for char in text:
        if char in NUMERALS_HAN:
            digit = digit * 10 + NUMERALS_HAN[char]
            continue
        scale = SCALE_HAN[char]
        if scale < 10**4:
            group, digit = group + (digit or 1) * scale, Decimal(0)
        elif group or digit:
            total, group, digit = (total + group + digit) * scale, Decimal(0), Decimal(0)
        else:
            total = (total or 1) * scale
    return total + group + digit


_READ: Final = {"digits": _read_digits, "words": _read_words, "article": _read_article, "han": read_han}
