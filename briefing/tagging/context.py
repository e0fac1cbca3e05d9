"""What a name means where it stands: the evidence that "Apple" is the company.

A name that is also a word, or belongs to two terms, counts where the text around it says so: a word of the term's
own context, another name of the same house, a list of its like, a verb that companies govern. All mentions of one
name in a story decide together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefing.model import Kind, Term, Vocabulary
from briefing.tagging.spelling import is_cjk, key

_NEAR: Final = 300  # characters on either side in which a context word counts
_ENOUGH: Final = 2

_ACTS: Final = re.compile(
    r"(?:'s|’s)?\s+(?:has |have |is |was |will |also |had |today |recently |plans? to |said it )*"
    r"(?:said|says|announce[sd]?|launch(?:es|ed|ing)?|unveil(?:s|ed)|releas(?:es|ed|ing)|acquir(?:es|ed|ing)|rais(?:es|ed|ing)"
    r"|introduc(?:es|ed|ing)|buys|bought|reported|reports|agreed|declined|sued|sues|hired|hires|unveiling|debut(?:s|ed)"
    r"|partner(?:s|ed|ing)|invest(?:s|ed|ing)|ceo|cfo|cto|co-founder|cofounder|founder|shares|stock|employees|executives"
    r"|spokesperson|spokesman|spokeswoman|inc|corp|corporation|ltd|users|customers|engineers|researchers|headquarters)\b",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"\b(?:company|startup|start-up|firm|maker|giant|retailer|chipmaker|unicorn|platform|rival|owner|parent|provider|developer"
    r"|backed by|acquired by|ceo of|founder of|at|joined|investors? in|partner(?:ship|ed)? with|deal with|acquisition of"
    r"|acquired?|bought|sued|joins?)\s+(?:called\s+)?\Z",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"(?:'s)?\s*(?:,|、|/|&|;|,?\s+(?:and|or|和|与|及)\s|和|与|及|以及)\s*(?:and |or )?")
_CAPITALISED: Final = re.compile(r"[A-Z][\w'.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a place in the text may mean. `id` is the tag it would give; of a version, `parent` is its family's."""

    term: Term
    id: str
    start: int
    end: int
    ambiguous: bool
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text in its two forms, of one length (see `spelling`)."""

    text: str
    key: str


def decide(
    reading: Reading, places: Sequence[tuple[Candidate, ...]], vocabulary: Vocabulary
) -> tuple[list[Candidate], list[tuple[Candidate, ...]]]:
    """Tell what each place means: those that are sure, in order, and those left alone."""
    sure = [place for place in places if len(place) == 1 and not place[0].ambiguous]
    judge = _Judge(reading, [place[0] for place in sure])
    verdicts = _verdicts(judge, [place for place in places if place not in sure], reading)
    kept: list[Candidate] = []
    left: list[tuple[Candidate, ...]] = []
    for place in places:
        if len(place) == 1 and not place[0].ambiguous:
            kept.append(place[0])
            continue
        meaning = verdicts[reading.text[place[0].start : place[0].end]]
        chosen = next((candidate for candidate in place if (candidate.term.kind, candidate.id) == meaning), None)
        if chosen:
            kept.append(chosen)
        else:
            left.append(place)
    return kept, left


def _verdicts(
    judge: _Judge, places: Sequence[tuple[Candidate, ...]], reading: Reading
) -> Mapping[str, tuple[Kind, str] | None]:
    """Decide for each spelling once: the meaning with the most evidence at any of its places."""
    scores: dict[str, dict[tuple[Kind, str], int]] = defaultdict(lambda: defaultdict(int))
    for place in places:
        surface = reading.text[place[0].start : place[0].end]
        for candidate in place:
            meaning = (candidate.term.kind, candidate.id)
            scores[surface][meaning] = max(scores[surface][meaning], judge.score(candidate))
    return {surface: _winner(found) for surface, found in scores.items()}


def _winner(found: Mapping[tuple[Kind, str], int]) -> tuple[Kind, str] | None:
    (best, points), *others = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    if points < _ENOUGH or (others and others[0][1] == points and others[0][0][0] is best[0]):
        return None
    return best


class _Judge:
    """Weighs the evidence for a candidate in one text."""

    def __init__(self, reading: Reading, sure: Sequence[Candidate]) -> None:
        self.reading = reading
        self.houses = {house for candidate in sure for house in _houses(candidate.term)}
        self.ends = {candidate.end: candidate.term.kind for candidate in sure}
        self.starts = {candidate.start: candidate.term.kind for candidate in sure}

    def score(self, candidate: Candidate) -> int:
        return sum(points for points, _ in self.evidence(candidate))

    def evidence(self, candidate: Candidate) -> Iterator[tuple[int, str]]:
        text, term = self.reading.text, candidate.term
        if not candidate.ambiguous:
            yield 1, "unambiguous spelling"
        if self.houses & set(_houses(term)):
            yield 3, "kin named"
        near = [word for word in term.context if self._near(candidate, word)]
        if near:
            yield min(2 * len(near), 4), "context " + ", ".join(near)
        if self._listed(candidate):
            yield 2, "listed with its like"
        if term.kind in (Kind.COMPANIES, Kind.ORGANIZATIONS):
            if _ACTS.match(text, candidate.end):
                yield 2, "acts"
            if _CALLED.search(text, max(0, candidate.start - 40), candidate.start):
                yield 2, "called"
        if self._mid_sentence(candidate):
            yield 1, "capital inside a sentence"
        if self._glued(candidate):
            yield -3, "part of a longer name"

    def _near(self, candidate: Candidate, word: str) -> bool:
        spelled = key(word)
        text = self.reading.key
        at = text.find(spelled, max(0, candidate.start - _NEAR), candidate.end + _NEAR)
        while at >= 0:
            end = at + len(spelled)
            inside = candidate.start <= at < candidate.end
            whole = is_cjk(spelled) or not (
                (at and text[at - 1].isalnum()) or (end < len(text) and text[end].isalnum() and text[end] != "s")
            )
            if whole and not inside:
                return True
            at = text.find(spelled, at + 1, candidate.end + _NEAR)
        return False

    def _listed(self, candidate: Candidate) -> bool:
        text, kind = self.reading.text, candidate.term.kind
        after = _BETWEEN.match(text, candidate.end)
        if after and self.starts.get(after.end()) is kind:
            return True
        return any(
            self.ends.get(end) is kind and _BETWEEN.fullmatch(text, end, candidate.start)
            for end in range(candidate.start - 1, max(-1, candidate.start - 10), -1)
        )

    def _mid_sentence(self, candidate: Candidate) -> bool:
        text = self.reading.text
        surface = text[candidate.start : candidate.end]
        before = text[max(0, candidate.start - 2) : candidate.start]
        if len(surface) < 3 or not surface[0].isupper() or len(before) < 2 or before[1] != " ":
            return False
        return before[0].islower() or before[0] in ",;"

    def _glued(self, candidate: Candidate) -> bool:
        text = self.reading.text
        if " " in text[candidate.start : candidate.end] or is_cjk(text[candidate.start : candidate.end]):
            return False
        follows = text[candidate.end : candidate.end + 1] == " " and _CAPITALISED.match(text, candidate.end + 1)
        return bool(follows) and candidate.end + 1 not in self.starts


def _houses(term: Term) -> Iterator[tuple[Kind, str]]:
    """Name the term and those it belongs to: what is said of one supports the others."""
    yield term.kind, term.id
    if term.owner:
        yield Kind.COMPANIES, term.owner
    if term.affiliation:
        yield Kind.COMPANIES, term.affiliation
    if term.kind is Kind.COMPANIES and term.parent:
        yield Kind.COMPANIES, term.parent
