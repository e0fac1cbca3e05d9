"""Where the names of a text stand, before anybody knows what they name.

A sketch is the text with each name shrunk to one mark, so that a rule of evidence reads as a phrase:
`<n> raised`, `led by <list>`. What the vocabulary knows has marks of its own.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import combining, normalize

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
MARK: Final = re.compile(f"[{MARKS}]")
KIND_OF_MARK: Final = {mark: kind for kind, mark in KNOWN.items()}
HAN: Final = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
HAN_TEXT: Final = re.compile("[\u4e00-\u9fff]")

_LETTER: Final = rf"[^\W_{HAN}{MARKS}]"


def _words_of(letter: str) -> re.Pattern[str]:
    """Match a word with what holds it together inside: D'Angelo, C&T, Determined.ai, Jae-myung; not a possessive 's."""
    return re.compile(rf"{letter}++(?:(?:['’](?!s\b)|[.&+‐‑-]){letter}++)*+")


_WORD: Final = _words_of(_LETTER)
_ASCII_WORD: Final = _words_of("[A-Za-z0-9]")  # the same in a text that has no others; twice as fast
_INITIAL: Final = re.compile(r"[A-Z]|St|Dr|Jr|Sr")
_SENTENCE_END: Final = re.compile(r"""(?:[.!?:;|•*"“”‘'(\[{–—>#…]|\n|^)\s*$""")
_VERSION: Final = re.compile(r"\d{1,2}(?:\.\d+)?")
_CONTRACTION: Final = re.compile("['’](?:re|ve|ll|d|t|m)$")
# "Ousted", "Expanding", "Historically", "Lawmakers", "Integration": at the start of a sentence, a word and no name.
_COMMON_ENDING: Final = re.compile(
    r"[A-Z][a-z]{2,}(?:ing|ed|ly|ers|ors|ists|ments?|tions?|sions?|ness|ies|ities|ances?|ences?|ives?|able|ible)"
)
_OF: Final = re.compile(r" (?:of|for|on) (?:the )?| (?:and|&) |, (?:and )?")
_MAX_OF: Final = 9  # characters that it has at most


_WORDS: Final = 1 << 14  # whose nature is remembered: a text has few that no text before it had

_TITLES: Final = lexicon.ORGANIZATION_HEADS | lexicon.HARD_SUFFIXES | lexicon.SOFT_SUFFIXES
_NOT_HUMAN: Final = _TITLES | lexicon.THINGS | lexicon.ACRONYMS | lexicon.DEMONYMS


class Name(NamedTuple):
    """A run of capitalised words from `start` to `end`, and how it reads there.

    `initial` where a sentence begins with it. `known` is a mention it begins with and goes beyond.
    """

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    initial: bool
    known: Mention | None = None

    @property
    def mark(self) -> str:
        if self.known or not 2 <= len(self.words) <= 4 or any(char.isdigit() or char == "&" for char in self.text):
            return OTHER
        if not _NOT_HUMAN.isdisjoint(self.words):
            return OTHER
        return HUMAN if is_human(self.words) else PAIR


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A text with its names shrunk. `names` holds the unknown ones by their place in `text`."""

    text: str
    names: Mapping[int, Name]


def is_human(words: Sequence[str]) -> bool:
    """Say whether a given name comes first, or a Chinese or Korean family name and then a given one."""
    if (
        len(words) < 2
        or len(words[-1]) < 2
        or (len(words[0]) > 2 and words[0].isupper())
        or not _NOT_HUMAN.isdisjoint(words)
    ):
        return False
    first = "".join(char for char in normalize("NFKD", words[0]).casefold() if not combining(char))
    if first in lexicon.GIVEN_NAMES or first.partition("-")[0] in lexicon.GIVEN_NAMES:
        return True
    return first in lexicon.FAMILY_NAMES and len(words) == 2 and _PINYIN.fullmatch(words[1]) is not None


_SYLLABLE: Final = (
    "(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh|ng)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|yeo|eun|ung|eon|yun"
    "|an|en|in|un|ai|ei|ao|ou|ia|ie|iu|ua|ui|uo|ue|ae|oo|ee|eo|a|e|i|o|u)"
)
_PINYIN: Final = re.compile(rf"{_SYLLABLE}(?:-?{_SYLLABLE}){{0,2}}", re.IGNORECASE)


def draw(text: str, mentions: Iterable[Mention]) -> Sketch:
    """Shrink the names of a text. Linear in its length."""
    known = tuple(mention for mention in mentions if mention.kind in KNOWN)
    names = tuple(find_names(text, known))
    covered = _cover((name.start, name.end) for name in names)
    spans: list[tuple[int, int, str, Name | None]] = [(name.start, name.end, name.mark, name) for name in names]
    spans += [(m.start, m.end, KNOWN[m.kind], None) for m in known if m.start not in covered]
    unmarked = text if text.isascii() else MARK.sub(" ", text)
    pieces: list[str] = []
    shrunk: list[Name | None] = []
    here = 0
    for start, end, mark, name in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= here:
            pieces += (unmarked[here:start], mark)
            shrunk.append(name)
            here = end
    sketch = _flat("".join([*pieces, unmarked[here:]]))
    places = zip(MARK.finditer(sketch), shrunk, strict=True)
    return Sketch(text=sketch, names={place.start(): name for place, name in places if name is not None})


_FLAT: Final = {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "‑": "-", "‐": "-", "*": "", "`": ""}
_SPACES: Final = re.compile(r"[ \t]{2,}|\t")
_UNEVEN: Final = re.compile(f"[\t{MARKS}{''.join(_FLAT)}]|  ")


def flatten(text: str) -> str:
    """Leave one way to write quotes, hyphens and spaces; marks that a text itself holds go."""
    return _flat(MARK.sub(" ", text)) if _UNEVEN.search(text) else text


def _flat(text: str) -> str:
    for odd, plain in _FLAT.items():
        text = text.replace(odd, plain)
    return _SPACES.sub(" ", text) if "  " in text or "\t" in text else text


def _cover(spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(point for start, end in spans for point in range(start, end))


def find_names(text: str, known: Sequence[Mention]) -> Iterator[Name]:
    """Find the runs of capitalised words that are no mention, nor only regions."""
    finder = _Finder(text, known)
    end = 0
    for line in text.splitlines(keepends=True):
        end += len(line)
        words = finder.words_up_to(end)
        if words and not _is_title_case(line):
            yield from finder.names(words)


def _is_title_case(line: str) -> bool:
    """Say whether capitals tell nothing here: a headline, not a sentence nor a list of names."""
    if line.rstrip().endswith((".", "!", "?", '"', "”", ":")) or line.count(",") > 1 or HAN_TEXT.search(line):
        return False
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    return len(words) > 4 and sum(word[0].isupper() for word in words) > 0.75 * len(words)


class _Finder:
    """Cuts one text into names."""

    def __init__(self, text: str, known: Sequence[Mention]) -> None:
        self._text = text
        self._regions = _cover((m.start, m.end) for m in known if m.kind is Kind.REGIONS)
        self._fixed = {point: m for m in known if m.kind is not Kind.REGIONS for point in range(m.start, m.end)}
        self._inside: set[str] = set()  # the words in small letters: no name has them, save the "van der" of a person
        self._waiting: deque[re.Match[str]] = deque()
        for word in (_ASCII_WORD if text.isascii() else _WORD).finditer(text):
            spelled = word[0]
            if spelled.islower():
                self._inside.add(spelled)
                if spelled not in lexicon.PARTICLES:
                    continue
            self._waiting.append(word)

    def words_up_to(self, end: int) -> list[re.Match[str]]:
        """Take the words that stand before `end` and may be of a name, each once."""
        words = []
        while self._waiting and self._waiting[0].start() < end:
            words.append(self._waiting.popleft())
        return words

    def names(self, words: Sequence[re.Match[str]]) -> Iterator[Name]:
        """Find the names of a line."""
        runs = self._join_of([run for run in self._runs(words) if run])
        for run in runs:
            name = self._name(run)
            if name is not None:
                yield name

    def _runs(self, words: Iterable[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
        run: list[re.Match[str]] = []
        for word in words:
            if run and not self._continues(run[-1], word):
                yield run
                run = []
            if (_is_name_like(word.group()) and not self._ends_title(word)) or _goes_on(run, word.group()):
                run.append(word)
            elif run:
                yield run
                run = []
        yield run

    def _ends_title(self, word: re.Match[str]) -> bool:
        """Say whether a word is the "General" of "Attorney General"."""
        if word.group() != "General":
            return False
        before = self._text[max(0, word.start() - 10) : word.start() - 1].rpartition(" ")[2]
        return before.casefold() in lexicon.ROLES

    def _continues(self, left: re.Match[str], right: re.Match[str]) -> bool:
        """Say whether two words are of one run; a mention goes on, but nothing goes on into a mention."""
        gap = self._text[left.end() : right.start()]
        abbreviated = gap == ". " and _INITIAL.fullmatch(left.group())
        if not (gap in {" ", " & "} or abbreviated):
            return False
        entered = self._fixed.get(right.start())
        return entered is None or entered is self._fixed.get(left.start())

    def _join_of(self, runs: list[list[re.Match[str]]]) -> list[list[re.Match[str]]]:
        """Put "Ministry" and "Health" of "Ministry of Health" into one run, and what "and" adds to them."""
        joined: list[list[re.Match[str]]] = []
        for run in runs:
            if joined and self._belongs(joined[-1], run):
                joined[-1] = [*joined[-1], *run]
            else:
                joined.append(run)
        return joined

    def _belongs(self, head: list[re.Match[str]], tail: list[re.Match[str]]) -> bool:
        if tail[0].start() - head[-1].end() > _MAX_OF:
            return False
        gap = self._text[head[-1].end() : tail[0].start()]
        words = {word.group() for word in head}
        if not _OF.fullmatch(gap) or lexicon.ORGANIZATION_HEADS.isdisjoint(words):
            return False
        if tail[0].group().casefold() in lexicon.FUNCTION:
            return False
        if gap.lstrip().startswith(("of", "for", "on")):
            return head[-1].group() in lexicon.ORGANIZATION_HEADS
        inside = self._text[head[0].start() : head[-1].end()]
        ends_list = tail[-1].group() in lexicon.BRANCHES and not lexicon.ORGANIZATION_HEADS & {w.group() for w in tail}
        return ends_list and (" of " in inside or " for " in inside)

    def _name(self, run: list[re.Match[str]]) -> Name | None:
        """Trim a run to a name; None when nothing is left that could be one."""
        initial = self._is_initial(run[0])
        run = self._without_qualifiers(self._without_opening(run) if initial else run)
        words = [word.group() for word in run]
        if not run or all(map(_is_generic, words)) or (len(run) == 1 and _is_opener(words[0])):
            return None
        if run[-1].start() in self._fixed or self._regions.issuperset([word.start() for word in run]):
            return None
        return self._measure(run, initial)

    def _without_qualifiers(self, run: list[re.Match[str]]) -> list[re.Match[str]]:
        """Drop words of grammar and the calendar, and the "Chinese" that isn't of "Chinese Academy"."""
        if not run:
            return run
        while run and run[-1].group() in lexicon.PARTICLES:
            run = run[:-1]
        while run and (run[0].group().casefold() in lexicon.FUNCTION or _VERSION.fullmatch(run[0].group())):
            run = run[1:]
        rest = [word.group() for word in run[1:]]
        if rest and rest[0] in {"Ministry", "Department"} and run[0].start() in self._regions:
            return run[1:]
        if run and run[0].start() in self._regions and all(map(_is_generic, rest)):
            return []
        qualified = run and (run[0].group() in lexicon.DEMONYMS or run[0].start() in self._regions)
        if qualified and (is_human(rest) or (run[0].group() in lexicon.DEMONYMS and _TITLES.isdisjoint(rest))):
            return run[1:]
        return run

    def _measure(self, run: list[re.Match[str]], initial: bool) -> Name:
        start, end = run[0].start(), run[-1].end()
        text = flatten(self._text[start:end])
        words = tuple(text.replace(",", "").split())
        return Name(start=start, end=end, text=text, words=words, initial=initial, known=self._fixed.get(start))

    def _is_initial(self, word: re.Match[str]) -> bool:
        return _SENTENCE_END.search(self._text, max(0, word.start() - 4), word.start()) is not None

    def _without_opening(self, run: list[re.Match[str]]) -> list[re.Match[str]]:
        """Drop a first word that has its capital from the sentence, as far as the text shows."""
        first = run[0].group()
        kept = first in lexicon.ORGANIZATION_HEADS or first.casefold() in lexicon.GIVEN_NAMES
        if kept or run[0].start() in self._fixed:
            return run
        return run[1:] if first.casefold() in self._inside or _is_plain(first) else run


def _goes_on(run: Sequence[re.Match[str]], word: str) -> bool:
    """Say whether a word that is no name by itself goes on with one: a version, or the "van der" of a person."""
    if not run:
        return False
    if _VERSION.fullmatch(word):
        return True
    return word in lexicon.PARTICLES and run[0].group().casefold() in lexicon.GIVEN_NAMES


@lru_cache(_WORDS)
def _is_generic(word: str) -> bool:
    plural = len(word) > 2 and word[-1] == "s" and word[:-1].isupper()
    listed = word in lexicon.ACRONYMS or word in lexicon.LEGAL_FORMS
    return plural or listed or len(word) < 2 or _VERSION.fullmatch(word) is not None


@lru_cache(_WORDS)
def _is_opener(word: str) -> bool:
    lower = word.casefold()
    return lower in lexicon.OPENERS or lower in lexicon.FUNCTION or lower in lexicon.NOUNS


@lru_cache(_WORDS)
def _is_plain(word: str) -> bool:
    """Say whether a word at the start of a sentence has its capital from there."""
    return _is_opener(word) or _COMMON_ENDING.fullmatch(word) is not None


@lru_cache(_WORDS)
def _is_name_like(word: str) -> bool:
    """Say whether a word is written as a name: Okera, xAI, 1Password; not CEO, AI-powered or 30GB."""
    if word.islower():
        return False
    head, hyphen, tail = word.rpartition("-")
    if word.casefold() in lexicon.ROLES or (head.islower() and tail.casefold() in lexicon.ROLES):
        return False
    if _CONTRACTION.search(word):
        return False
    if word[0].isdigit() and sum(char.isalpha() for char in word) < 3:
        return False
    if not any(char.isupper() for char in word[:4]):
        return False
    return not (hyphen and (tail in lexicon.ADJECTIVAL_TAILS or (tail.islower() and tail.endswith(("ing", "ed")))))
