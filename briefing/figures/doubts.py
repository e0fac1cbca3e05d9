"""Whether a number means an amount, or belongs to a name, a label, a year or a turn of phrase."""

from __future__ import annotations

import re
from typing import Final

from briefing.figures.drafts import Draft, Measure
from briefing.figures.numerals import Numeral
from briefing.figures.units import SCALE_HAN
from briefing.model import Bound

_ORDINARY: Final = frozenset(
    """
    the a an in on at by to of for from with and or but as if so over under about around nearly almost roughly some
    approximately more less fewer only just another all its their our your his her these those this that there here
    between than up down least every each when while after before since until during within through additional
    initially currently today now once both out last next past first total top is are was were has have had will
    would can could may might must should not no yes we they it he she you i who which what where how why because
    including include includes even still also then thus meanwhile however worldwide globally nationwide
    cybersecurity deploys uses raises says adds gets costs hits reaches raised hit reached added plus per vs versus
    new related
    """.split()
)
LABELS: Final = frozenset(
    """
    version v chapter step section page figure table item level tier phase stage type generation gen part volume vol
    no number room building floor gate flight route highway channel grade class episode season day article act rule
    clause line row column slide note footnote ref issue build release paragraph appendix exhibit category zone area
    unit series model size rating form port layer
    """.split()
)
_TEMPORAL: Final = frozenset(
    """
    in by since until till from of during after before around for to early late mid year the its their our this that
    through between and fiscal calendar ending spring summer fall autumn winter as
    """.split()
)
_WORD_BEFORE: Final = re.compile(r"(?:[A-Za-z][\w'&+.-]*|\x00+)$")
_CAPITAL: Final = re.compile(r"[A-Z]|^[a-z]+[A-Z]")


def is_name(text: str, draft: Draft, numeral: Numeral) -> bool:
    """Tell whether the number belongs to a name, a label or a version: Llama 5, Grok 3.5, chapter 3, 910E."""
    if numeral.style != "digits":
        return False
    if _is_glued(text, draft, numeral):
        return True
    word = _word_before(text, draft.start)
    if not word or draft.currency or draft.sign or _is_sure(text, draft):
        return False
    if word.lower() in LABELS:
        return True
    return word.lower() not in _ORDINARY and _CAPITAL.search(word) is not None and not word.endswith(".")


def _is_glued(text: str, draft: Draft, numeral: Numeral) -> bool:
    """Tell whether letters stand right at the digits that are neither unit nor currency."""
    after = text[draft.end : draft.end + 1]
    before = text[numeral.start - 1 : numeral.start] if numeral.start and draft.start == numeral.start else ""
    return _glues(after, "_(") or _glues(before, "_.")


def _glues(char: str, marks: str) -> bool:
    return char != "" and char.isascii() and (char.isalnum() or char in marks)


def _is_sure(text: str, draft: Draft) -> bool:
    return draft.sure or (draft.scale is not None and not text[draft.end - 1].isupper())


def _word_before(text: str, start: int) -> str:
    """Give the word that a space or hyphen joins to what starts here, "" where there is none."""
    window = text[max(0, start - 40) : start]
    if window[-1:] not in (" ", "-"):
        return ""
    match = _WORD_BEFORE.search(window[:-1].rpartition(" ")[2])
    return match[0] if match else ""


def stands(text: str, draft: Draft, numeral: Numeral) -> bool:
    """Tell whether the number means an amount at all, alone or with its neighbours."""
    if numeral.style == "digits":
        return not _is_year(text, draft, numeral)
    if numeral.style == "han":
        return _han_stands(text, draft, numeral)
    if numeral.style == "article":
        return _article_stands(text, draft, numeral)
    return _words_stand(text, draft, numeral)


def _is_year(text: str, draft: Draft, numeral: Numeral) -> bool:
    year = numeral.end - numeral.start == 4 and 1900 <= numeral.value <= 2100
    if not year or draft.scale or draft.currency or draft.measure is not Measure.PLAIN or draft.bound is not Bound.NONE:
        return False
    word = _word_before(text, draft.start)
    counted_directly = draft.unit and not text[draft.end : draft.end + 2].strip().isupper()
    return not counted_directly or word.lower() in _TEMPORAL or word.startswith("\x00")


_HAN_VAGUE: Final = "第每数几多上成周初老小年其"


def _han_stands(text: str, draft: Draft, numeral: Numeral) -> bool:
    before = text[numeral.start - 1 : numeral.start]
    written = text[numeral.start : numeral.end]
    if before and before in _HAN_VAGUE and not (before == "上" and draft.bound is not Bound.NONE):
        return False
    if written[0] in SCALE_HAN and written[0] != "十":  # 百度, 万科, 千问: names, unless something says "over"
        return draft.bound is not Bound.NONE and draft.bound is not Bound.ABOUT
    return bool(draft.unit or draft.currency)


def _article_stands(text: str, draft: Draft, numeral: Numeral) -> bool:
    written = text[numeral.start : numeral.end].strip()
    if draft.measure is Measure.DURATION and draft.scale is None:
        return draft.bound is not Bound.NONE
    joined = text[draft.end : draft.end + 1] == "-" or draft.measure is Measure.RATIO
    return draft.scale is not None and (bool(written) or joined or draft.currency != "")


_ANAPHORA: Final = re.compile(r"(?:the|these|those|other|all|both|last|of) $", re.IGNORECASE)
_OUT_OF: Final = re.compile(r"(?:one|two|three) in $|out of $", re.IGNORECASE)
_SPAN: Final = re.compile(r"\b(?:in|within|for|than|after|about|just|over|under|every|per) $", re.IGNORECASE)
_COMPOUND: Final = frozenset(
    """
    members persons pages seats games points parameters tokens chips users items tons nations countries cities
    stages
    """.split()
)


def _words_stand(text: str, draft: Draft, numeral: Numeral) -> bool:
    """A spelled number stands with a scale, a unit or a counted noun; "the two" points back at something."""
    if not numeral.value:  # zero-day, zero-shot
        return draft.measure is Measure.PERCENT
    if numeral.value == 1 and draft.unit == "day" and text[numeral.end : numeral.end + 1] == " ":  # "will one day pay"
        return _SPAN.search(text[max(0, draft.start - 12) : draft.start]) is not None
    if draft.scale is not None or draft.measure is not Measure.PLAIN:
        return True
    if numeral.value == 1 or not draft.unit:
        return numeral.value > 12
    if text[draft.end : draft.end + 1] == "-":
        return draft.unit in _COMPOUND
    before = text[max(0, draft.start - 9) : draft.start]
    return not _OUT_OF.search(before) and (numeral.value > 3 or not _ANAPHORA.search(before))
