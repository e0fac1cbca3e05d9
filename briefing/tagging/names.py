"""Where the names of a text stand, before anybody knows what they name.

A sketch is the text with each name shrunk to one mark, so that a rule of evidence reads as a phrase:
`<name> raised`, `led by <list>`. What the vocabulary knows has marks of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefing.model import Kind, Mention
from briefing.tagging import lexicon

OTHER: Final = "\ue000"  # a name of unknown shape
HUMAN: Final = "\ue001"  # a given name and what follows it
PAIR: Final = "\ue002"  # two or three plain words: perhaps a person
KNOWN: Final = {
    Kind.COMPANIES: "\ue010",
    Kind.PRODUCTS: "\ue011",
    Kind.PEOPLE: "\ue012",
    Kind.ORGANIZATIONS: "\ue013",
    Kind.REGIONS: "\ue014",
}
MARKS: Final = "\ue000-\ue014"

_HAN: Final = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_LETTER: Final = rf"[^\W_{_HAN}{MARKS}]"
# A word with what holds it together inside: D'Angelo, C&T, Determined.ai, Jae-myung; a possessive 's stays outside.
_WORD: Final = re.compile(rf"{_LETTER}+(?:(?:['’](?!s\b)|[.&+‐‑-]){_LETTER}+)*")
_NAME_LIKE: Final = re.compile(r"[^\W\d_]*[A-ZÀ-ÖØ-Þ]|\d+[^\W\d_]{2,}")
_INITIAL: Final = re.compile(r"[A-Z]|St|Dr|Jr|Sr")
_SENTENCE_END: Final = re.compile(r"""[.!?:;|•*\n"“”‘'(\[{–—>#]\s*$|^\s*$""")
_GAPS: Final = frozenset({" ", " & ", "\u00a0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A run of capitalised words, `text[start:end]`. `initial` where a sentence begins with it."""

    start: int
    end: int
    words: tuple[str, ...]
    initial: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def mark(self) -> str:
        if not 2 <= len(self.words) <= 4 or any(char.isdigit() for char in self.text):
            return OTHER
        if set(self.words) & (
            lexicon.ORGANIZATION_HEADS | lexicon.HARD_SUFFIXES | lexicon.SOFT_SUFFIXES | lexicon.ACRONYMS
        ):
            return OTHER
        return HUMAN if _is_human(self.words) else PAIR


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A text with its names shrunk. `names` holds the unknown ones by their place in `text`."""

    text: str
    names: Mapping[int, Name]


def _is_human(words: Sequence[str]) -> bool:
    first = words[0].casefold()
    return first in lexicon.GIVEN_NAMES or first.partition("-")[0] in lexicon.GIVEN_NAMES


def draw(text: str, mentions: Iterable[Mention]) -> Sketch:
    """Shrink the names of a text. Linear in its length."""
    known = tuple(mention for mention in mentions if mention.kind in KNOWN)
    names = tuple(find_names(text, known))
    taken = _Cover((name.start, name.end) for name in names)
    free = (mention for mention in known if not taken.overlaps(mention.start, mention.end))
    spans = sorted(
        [(name.start, name.end, name.mark, name) for name in names]
        + [(mention.start, mention.end, KNOWN[mention.kind], None) for mention in free],
        key=lambda span: span[:2],
    )
    pieces: list[str] = []
    places: dict[int, Name] = {}
    length = here = 0
    for start, end, mark, name in spans:
        if start < here:
            continue
        gap = _plain(text[here:start])
        pieces += (gap, mark)
        length += len(gap) + 1
        if name is not None:
            places[length - 1] = name
        here = end
    pieces.append(_plain(text[here:]))
    return Sketch(text="".join(pieces), names=places)


_FLAT: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "‑": "-", "‐": "-", "*": None, "`": None}
)
_STRAY_MARKS: Final = re.compile(f"[{MARKS}]")


def _plain(text: str) -> str:
    return re.sub(r"[ \t]+", " ", _STRAY_MARKS.sub(" ", text.translate(_FLAT)))


class _Cover:
    """A set of spans that don't overlap, in order."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._points = {point for start, end in spans for point in range(start, end)}

    def overlaps(self, start: int, end: int) -> bool:
        return any(point in self._points for point in range(start, end))


def find_names(text: str, known: Sequence[Mention]) -> Iterator[Name]:
    """Find the runs of capitalised words that are no mention; of regions, only those alone are taken away."""
    blocked = _Cover((mention.start, mention.end) for mention in known if mention.kind is not Kind.REGIONS)
    places = {mention.start: mention.end for mention in known if mention.kind is Kind.REGIONS}
    start = 0
    for line in text.splitlines(keepends=True):
        if not _is_title_case(line):
            for run in _runs(text, start, start + len(line), blocked):
                name = _trim(text, run, places)
                if name is not None:
                    yield name
        start += len(line)


def _is_title_case(line: str) -> bool:
    """Say whether capitals tell nothing here: a headline, not a list of names."""
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    return len(words) > 4 and line.count(",") < 2 and sum(word[0].isupper() for word in words) > 0.75 * len(words)


def _runs(text: str, start: int, end: int, blocked: _Cover) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text, start, end):
        if run and not _joined(text, run[-1], word):
            yield run
            run = []
        if _is_name_like(word.group()) and not blocked.overlaps(word.start(), word.end()):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    gap = text[left.end() : right.start()]
    return gap in _GAPS or (gap == ". " and _INITIAL.fullmatch(left.group()) is not None)


def _is_name_like(word: str) -> bool:
    if word.casefold() in lexicon.ROLES or not _NAME_LIKE.match(word):
        return False
    head, hyphen, tail = word.rpartition("-")
    return not (hyphen and tail in lexicon.ADJECTIVAL_TAILS)


def _trim(text: str, run: list[re.Match[str]], places: Mapping[int, int]) -> Name | None:
    """Take plain words off the front of a run; None when nothing is left that could be a name."""
    initial = _SENTENCE_END.search(text, max(0, run[0].start() - 4), run[0].start()) is not None
    while run and run[0].group().casefold() in lexicon.PLAIN:
        run = run[1:]
    if len(run) > 2 and run[0].start() in places and _is_human([word.group() for word in run[1:]]):
        run = run[1:]
    words = tuple(word.group() for word in run)
    if not words or all(word in lexicon.ACRONYMS or len(word) < 2 for word in words):
        return None
    if all(any(word.start() >= at and word.end() <= end for at, end in places.items()) for word in run):
        return None
    return Name(start=run[0].start(), end=run[-1].end(), words=words, initial=initial)
