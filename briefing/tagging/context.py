"""What a name means where it stands: the evidence that "Apple" is the company.

A name that is also a word, or belongs to two terms, counts where the text around it says so: a word of the term's
own context, another name of the same house, a list of its like, a verb that companies govern. All mentions of one
name in a story decide together. A few places void even a clear name: an address, the middle of somebody else's name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from briefing.model import Kind, Term
from briefing.tagging.lexicon import GIVEN_NAMES
from briefing.tagging.spelling import is_cjk, is_whole_word, key

_ADDRESS_CHARS: Final = 100  # how far from a name its address may begin and end
_NEAR: Final = 300  # characters on either side in which a context word counts
_ENOUGH: Final = 2

_ACTS: Final = re.compile(
    r"(?:'s)?\s+(?:(?:has|have|is|was|will|also|had|today|recently|plans? to) )?"
    r"(?:said|says|announce[sd]?|launch(?:es|ed|ing)?|unveil(?:s|ed|ing)|releas(?:es|ed|ing)|acquir(?:es|ed|ing)|buys"
    r"|rais(?:es|ed|ing)|introduc(?:es|ed|ing)|bought|reported|reports|agreed|declined|sued|sues|hired|hires|debuts?"
    r"|debuted|partner(?:s|ed|ing)|invest(?:s|ed|ing)|ceo|cfo|cto|co-?founders?|founders?|shares|stock|employees|inc"
    r"|executives|spokesperson|spokesman|spokeswoman|corp|corporation|ltd|users|customers|engineers|researchers"
    r"|headquarters)\b",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"\b(?:company|startup|start-up|firm|maker|giant|retailer|chipmaker|unicorn|platform|rival|owner|parent|provider"
    r"|developer|backed by|acquired by|owned by|led by|made by|run by|ceo of|founder of|joined|investors? in|deal with"
    r"|partner(?:ship|ed)? with|participation from|acquisition of|acquired?|bought|sued|joins?) (?:called )?\Z",
    re.IGNORECASE,
)
# A subject without an article: "Apple picked", "Slack is down". A common noun would have one.
_BARE_SUBJECT: Final = re.compile(r" (?:is|was|has|had|will|can|could|may|would|[a-z]{3,}ed|wants|makes)\b")
_ARTICLE: Final = re.compile(r"\b(?:the|an?|this|that|every|each|no) \Z", re.IGNORECASE)
_AT_PLACE: Final = re.compile(r"\b(?:in|from|to|near|across|outside|around|into|throughout|within) \Z")
_NUMBERED: Final = re.compile(r" \d")
_BETWEEN: Final = re.compile(r"(?:'s)?(?:, (?:and |or )?|、|/| & |; |,? (?:and|or|和|与|及) |和|与|及|以及)")
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>()]+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+"
    r"|(?<![\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|ai|co|dev|gov|edu|cn|uk|de|jp|in|app|me|tv|fm)\b(?:/\S*)?"
)
_LIKENESS: Final = re.compile(r"-(?:style|like|esque|inspired|era)\b")
_CAPITALISED: Final = re.compile(r" [A-Z][a-z]")
_WORD_BEFORE: Final = re.compile(r"(?:^|[^\w'])([A-Z][\w-]*) (?:[A-Z]\. )?\Z")
_WORDS: Final = re.compile(r"[^\W\d_]{4,}")
# Cities and states that are given names too, first of all.
_NAMESAKES: Final = GIVEN_NAMES | frozenset(
    "paris austin sydney georgia florence chelsea brooklyn savannah virginia dallas houston london madison".split()
)
# What follows the one-letter name of a country when it is that country: 美方, 中企, 日媒.
_LETTER_TAILS: Final = frozenset("方企媒军股")


class Candidate(NamedTuple):
    """What a place in the text may mean. `id` is the tag it would give; of a version, `parent` is its family's."""

    term: Term
    id: str
    start: int
    end: int
    ambiguous: bool
    parent: str = ""

    @property
    def meaning(self) -> tuple[Kind, str]:
        return self.term.kind, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text in its two forms, of one length (see `spelling`)."""

    text: str
    key: str


_Place = tuple[Candidate, ...]  # all that one stretch of the text may mean; never empty


def decide(reading: Reading, places: Sequence[_Place]) -> tuple[list[Candidate], list[_Place]]:
    """Tell what each place means: those that are sure, in order, and those left alone.

    What the first look settles is evidence for a second: one name of a list may carry the next.
    """
    sketch = _Judge(reading, places)
    places = [place for place in places if not sketch.is_void(place[0])]
    verdicts: Mapping[str, tuple[Kind, str] | None] = {}
    doubtful = [place for place in places if not _is_sure(place)]
    for _ in range(2 if doubtful else 0):
        judge = _Judge(reading, [_settled(place, verdicts.get(sketch.subject(place[0]))) for place in places])
        verdicts = _verdicts(judge, doubtful)
    kept: list[Candidate] = []
    left: list[_Place] = []
    for place in places:
        settled = _settled(place, verdicts.get(sketch.subject(place[0])))
        if _is_sure(settled):
            kept.append(settled[0])
        else:
            left.append(place)
    return kept, left


def _settled(place: _Place, meaning: tuple[Kind, str] | None) -> _Place:
    chosen = next((candidate for candidate in place if candidate.meaning == meaning), None)
    return (chosen._replace(ambiguous=False),) if chosen and not _is_sure(place) else place


def _is_sure(place: _Place) -> bool:
    return len(place) == 1 and not place[0].ambiguous


def _verdicts(judge: _Judge, places: Sequence[_Place]) -> Mapping[str, tuple[Kind, str] | None]:
    """Decide for each spelling once: the meaning with the most evidence at any of its places."""
    scores: dict[str, dict[tuple[Kind, str], int]] = defaultdict(dict)
    kin: dict[str, bool] = {}
    for place in places:
        found = scores[judge.subject(place[0])]
        for candidate in place:
            found[candidate.meaning] = max(found.get(candidate.meaning, -9), judge.score(candidate))
        kin[judge.subject(place[0])] = len(place) > 1 and len({next(_houses(each.term)) for each in place}) == 1
    return {surface: _winner(found, 0 if kin[surface] else _ENOUGH) for surface, found in scores.items()}


def _winner(found: Mapping[tuple[Kind, str], int], enough: int) -> tuple[Kind, str] | None:
    """Choose the meaning with the most points. Between two of one kind, a draw decides nothing."""
    (best, points), *others = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    drawn = bool(others) and others[0][1] == points and others[0][0][0] is best[0]
    return None if points < enough or drawn else best


class _Judge:
    """Weighs the evidence for a candidate in one text."""

    def __init__(self, reading: Reading, places: Sequence[_Place]) -> None:
        self.text, self.key = reading.text, reading.key
        sure = [place[0] for place in places if _is_sure(place)]
        self.houses = {house for candidate in sure for house in _houses(candidate.term)}
        self.ends = {candidate.end: candidate.term.kind for candidate in sure}
        self.starts = {candidate.start: candidate.term.kind for candidate in sure}
        self.letters = {place[0].start for place in places if self._is_letter(place[0])}

    def surface(self, candidate: Candidate) -> str:
        return self.text[candidate.start : candidate.end]

    def subject(self, candidate: Candidate) -> str:
        """Name what is decided as one: all places of a spelling, but each one-letter name alone."""
        surface = self.surface(candidate)
        return surface if len(surface) > 1 or surface.isascii() else f"{surface}{candidate.start}"

    def _is_letter(self, candidate: Candidate) -> bool:
        """Tell whether this is the one-letter name of a country, and not the day in a date."""
        if candidate.end - candidate.start > 1 or not is_cjk(self.surface(candidate)):
            return False
        return not self.text[max(0, candidate.start - 1) : candidate.start].isdigit()

    def is_void(self, candidate: Candidate) -> bool:
        """Tell whether the place is no mention at all, however clear the name."""
        if self._in_address(candidate) or _LIKENESS.match(self.text, candidate.end):
            return True
        surface = self.surface(candidate)
        return surface.isascii() and surface.isalpha() and surface.istitle() and self._in_personal_name(candidate)

    def score(self, candidate: Candidate) -> int:
        return sum(self._evidence(candidate))

    def _evidence(self, candidate: Candidate) -> Iterator[int]:
        """Yield the points for and against a meaning."""
        if len(self.surface(candidate)) == 1 and is_cjk(self.surface(candidate)):
            yield 2 if self._in_letters(candidate) else -9
            return
        if not candidate.ambiguous:
            yield 1
        if self.houses & set(_houses(candidate.term)):
            yield 3
        yield min(4, 2 * sum(self._near(candidate, word) for word in candidate.term.context))
        if self._listed(candidate):
            yield 2
        if candidate.term.kind in (Kind.COMPANIES, Kind.ORGANIZATIONS):
            yield from self._corporate(candidate)
        if candidate.term.kind is Kind.REGIONS and _AT_PLACE.search(
            self.text, max(0, candidate.start - 12), candidate.start
        ):
            yield 2
        if not self._in_headline(candidate):
            yield from self._capital(candidate)
        if " " in self.surface(candidate) and candidate.term.kind is not Kind.PEOPLE:
            yield 1  # a name of two words is seldom a phrase

    def _in_address(self, candidate: Candidate) -> bool:
        """Tell whether the name stands in a web or mail address, that is, in a word that holds one."""
        start, end = candidate.start, candidate.end
        low = max(0, start - _ADDRESS_CHARS)
        left = max(low, self.text.rfind(" ", low, start) + 1, self.text.rfind("\n", low, start) + 1)
        space = self.text.find(" ", end, end + _ADDRESS_CHARS)
        right = space if space >= 0 else end + _ADDRESS_CHARS
        if self.text.find(".", left, right) < 0:
            return False
        return any(found.start() <= start < found.end() for found in _ADDRESS.finditer(self.text, left, right))

    def _in_personal_name(self, candidate: Candidate) -> bool:
        """Tell whether a word is somebody else's surname, or a given name that is a city's: Paris Hilton."""
        before = _WORD_BEFORE.search(self.text, max(0, candidate.start - 20), candidate.start)
        if before and before[1].lower() in _NAMESAKES and not self._in_headline(candidate):
            return True
        if candidate.term.kind is Kind.PEOPLE:
            return False
        given = self.surface(candidate).lower() in _NAMESAKES
        return given and self._before_capital(candidate) and not self._in_headline(candidate)

    def _before_capital(self, candidate: Candidate) -> bool:
        follows = _CAPITALISED.match(self.text, candidate.end)
        return bool(follows) and candidate.end + 1 not in self.starts

    def _after_capital(self, candidate: Candidate) -> bool:
        """Tell whether a capitalised word goes before that is no name we know, as in "Translation Block"."""
        before = _WORD_BEFORE.search(self.text, max(0, candidate.start - 30), candidate.start)
        named = before is None or candidate.start - 1 in self.ends or not before[1][1:].islower()
        return not named and candidate.term.kind in (Kind.PRODUCTS, Kind.COMPANIES)

    def _corporate(self, candidate: Candidate) -> Iterator[int]:
        if candidate.term.ticker:
            yield 1  # everybody knows it
        if _ARTICLE.search(self.text, max(0, candidate.start - 8), candidate.start):
            yield -2  # "the Amazon"
        if _NUMBERED.match(self.text, candidate.end):
            yield -3  # "Figure 3"
        if _ACTS.match(self.text, candidate.end):
            yield 2
        elif _BARE_SUBJECT.match(self.text, candidate.end) or self.text.startswith("'s ", candidate.end):
            yield 1
        if _CALLED.search(self.text, max(0, candidate.start - 40), candidate.start):
            yield 2

    def _capital(self, candidate: Candidate) -> Iterator[int]:
        """Weigh what the capital says: in a sentence's middle for a name, between other capitals for another's."""
        surface, before = self.surface(candidate), self.text[max(0, candidate.start - 2) : candidate.start]
        inside = len(before) == 2 and before[1] == " " and (before[0].islower() or before[0] in ",;")
        if inside and surface[0].isupper() and len(surface) > 2:
            named = candidate.term.kind in (Kind.COMPANIES, Kind.PRODUCTS) and surface.lower() not in GIVEN_NAMES
            yield 2 if named else 1
        if " " not in surface and (self._before_capital(candidate) or self._after_capital(candidate)):
            yield -3

    def _in_headline(self, candidate: Candidate) -> bool:
        """Tell whether the line has a capital at every word, so that a capital says nothing."""
        start = self.text.rfind("\n", 0, candidate.start) + 1
        end = self.text.find("\n", candidate.end)
        words = _WORDS.findall(self.text, start, min(end if end >= 0 else len(self.text), start + 200))
        return len(words) > 2 and 4 * sum(word[0].isupper() for word in words) >= 3 * len(words)

    def _in_letters(self, candidate: Candidate) -> bool:
        """Tell whether a one-letter country stands beside another, or before a word for its people: 中美, 美企."""
        if candidate.start not in self.letters:
            return False
        beside = candidate.end in self.letters or candidate.start - 1 in self.letters
        return beside or self.text[candidate.end : candidate.end + 1] in _LETTER_TAILS

    def _near(self, candidate: Candidate, word: str) -> bool:
        """Tell whether a context word stands near, as a word of its own, outside the name."""
        spelled, text = _spelled(word), self.key
        last = candidate.end + _NEAR
        at = text.find(spelled, max(0, candidate.start - _NEAR), last)
        while at >= 0:
            end = at + len(spelled)
            inside = candidate.start <= at < candidate.end
            if not inside and (is_cjk(spelled) or is_whole_word(text, at, end)):
                return True
            at = text.find(spelled, at + 1, last)
        return False

    def _listed(self, candidate: Candidate) -> bool:
        """Tell whether the name stands in a list with clear ones of its kind."""
        kind = candidate.term.kind
        after = _BETWEEN.match(self.text, candidate.end)
        if after and self.starts.get(after.end()) is kind:
            return True
        return any(
            self.ends.get(end) is kind and _BETWEEN.fullmatch(self.text, end, candidate.start)
            for end in range(candidate.start - 1, max(-1, candidate.start - 9), -1)
        )


@lru_cache(maxsize=8192)
def _spelled(word: str) -> str:
    return key(word)


def _houses(term: Term) -> Iterator[tuple[Kind, str]]:
    """Name the house a term belongs to, then the term: what is said of one supports the others."""
    if term.owner:
        yield Kind.COMPANIES, term.owner
    if term.affiliation:
        yield Kind.COMPANIES, term.affiliation
    yield term.kind, term.id
    if term.kind is Kind.COMPANIES and term.parent:
        yield Kind.COMPANIES, term.parent
