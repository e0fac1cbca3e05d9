"""Names of the vocabulary in a text, each at its place.

One pass of an Aho-Corasick automaton finds every spelling of every term; whole words alone count, the longest name
wins, and a name that is also a word, or the name of two terms, is left to its context.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import ahocorasick_rs

from briefing.model import Ambiguity, Kind, Mention, Term, Vocabulary
from briefing.tagging.beginnings import heads
from briefing.tagging.context import Candidate, Reading, decide
from briefing.tagging.namesakes import NAMESAKES
from briefing.tagging.regions import tag_of
from briefing.tagging.spelling import is_cjk, key, key_of_tidy, tidy
from briefing.tagging.versions import is_version, longest_version, version_id
from briefing.tagging.vocabulary import surfaces

_SNIPPET_CHARS: Final = 60
_MIN_JOINED: Final = 6  # "huggingface" for Hugging Face; shorter joined forms are other words
_JOINED_KINDS: Final = frozenset({Kind.COMPANIES, Kind.PRODUCTS, Kind.ORGANIZATIONS})

_Hit = tuple[int, int, int]  # a spelling's index, the place's start and end


@dataclass(frozen=True, slots=True)
class _Name:
    """One spelling of a term. `strict` is the only way it may be written, "" where case does not matter."""

    term: Term
    tag: str
    strict: str
    ambiguous: bool
    joined: bool = False
    phrase: bool = False  # words that mean something else in small letters: "deep robotics", "a checkpoint"
    capitals: tuple[int, ...] = ()  # where words of a product's name have capitals, after the first
    version: bool = False  # of a family that is listed by it: left to the family's pattern


_Spelling = tuple[Term, str, bool]  # a term, one of its names, whether without that name's spaces


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a text holds: the names that count, in order, and those left alone."""

    mentions: tuple[Mention, ...]
    ambiguities: tuple[Ambiguity, ...]


@lru_cache(maxsize=2)  # a vocabulary has one for all its names, and one for its countries
def matcher_of(vocabulary: Vocabulary) -> Matcher:
    """Give the matcher of a vocabulary. Making one takes longer than reading a text with it."""
    return Matcher(vocabulary)


class Matcher:
    """Finds the names of a vocabulary. It keeps no state between texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        spelled: dict[str, list[_Spelling]] = defaultdict(list)
        families: dict[str, list[Term]] = defaultdict(list)
        for term in vocabulary:
            if term.kind is Kind.TOPICS:
                continue
            for form, spelling in _spellings(term, vocabulary):
                spelled[form].append(spelling)
            for head in heads(term.pattern) if term.pattern else ():
                families[head].append(term)
        forms = sorted(spelled.keys() | families.keys() | set(NAMESAKES))
        self._spellings = [tuple(spelled.get(form, ())) for form in forms]
        self._families = [tuple(families.get(form, ())) for form in forms]
        self._automaton = ahocorasick_rs.AhoCorasick(forms)
        self._index = {form: at for at, form in enumerate(forms)}
        self._vocabulary = vocabulary
        self._known: dict[int, tuple[_Name, ...]] = {}  # of the few thousand spellings that texts use

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Find the names in a text, in order, none inside another: `text[m.start:m.end] == m.surface`."""
        return self.find(text).mentions

    def ambiguities(self, text: str) -> tuple[Ambiguity, ...]:
        """Find the names that were left alone, a spelling once."""
        return self.find(text).ambiguities

    def find(self, text: str) -> Found:
        """Read a text once, for both."""
        plain = tidy(text)
        reading = Reading(text=plain, key=key_of_tidy(plain))
        chosen = _longest(_unfolded(list(self._candidates(reading))))
        kept, left = decide(reading, chosen)
        mentions = tuple(_mention(text, candidate) for candidate in kept)
        return Found(mentions=mentions, ambiguities=_ambiguities(text, left))

    def _candidates(self, reading: Reading) -> Iterator[Candidate]:
        hits = self._automaton.find_matches_as_indexes(reading.key, overlapping=True)
        for index, start, end in self._outside_namesakes(hits):
            if not _begins_word(reading.key, start):
                continue
            if self._spellings[index]:
                yield from self._named(index, reading, start, end)
            if self._families[index]:
                yield from self._versioned(index, reading, start)

    def _outside_namesakes(self, hits: Sequence[_Hit]) -> Iterator[_Hit]:
        """Leave out what is only the part of another word: the 马里 of 马里兰."""
        reach: dict[int, int] = {}  # for each place inside such a word, where the word ends
        for index, start, end in hits:
            if self._is_namesake(index):
                reach.update((place, max(end, reach.get(place, 0))) for place in range(start, end))
        return (hit for hit in hits if hit[2] > reach.get(hit[1], 0))

    def _is_namesake(self, index: int) -> bool:
        return not self._spellings[index] and not self._families[index]

    def _names(self, index: int) -> tuple[_Name, ...]:
        """Give what the spelling at `index` names; worked out once, when a text first has it."""
        if index not in self._known:
            self._known[index] = tuple(_name(spelling, self._vocabulary) for spelling in self._spellings[index])
        return self._known[index]

    def _named(self, index: int, reading: Reading, start: int, end: int) -> Iterator[Candidate]:
        end = _word_end(reading.text, start, end)
        if end < 0:
            return
        surface = reading.text[start:end]
        for name in self._names(index):
            if name.version or (name.joined and surface[1:].islower()):
                continue  # "MultiPL-E" is not "multiple"
            if name.phrase and surface.islower():
                continue
            if name.capitals and surface[0].isupper() and not _keeps_capitals(surface, name.capitals):
                continue  # "a Google search" is not Google Search
            if not name.strict or surface.startswith((name.strict, name.strict.upper())):
                yield Candidate(term=name.term, id=name.tag, start=start, end=end, ambiguous=name.ambiguous)

    def _versioned(self, index: int, reading: Reading, start: int) -> Iterator[Candidate]:
        version = longest_version(self._families[index], reading.text, start)
        if version is None:
            return
        family, end = version
        listed = self._index.get(reading.key[start:end])
        if listed is not None and any(not name.version for name in self._names(listed)):
            return  # the vocabulary has this very version
        ident = version_id(family, reading.text[start:end])
        parent = family.id if ident != family.id else ""
        yield Candidate(term=family, id=ident, start=start, end=end, ambiguous=False, parent=parent)


# ------------------------------------------------------------------------------------------ names


def _spellings(term: Term, vocabulary: Vocabulary) -> Iterator[tuple[str, _Spelling]]:
    """Yield how a text may spell a term, in the form of `key`."""
    if term.kind is Kind.REGIONS and not tag_of(term, vocabulary):
        return
    marked = {key(name) for name in term.ambiguous}
    may_join = term.kind in _JOINED_KINDS
    for surface in surfaces(term):
        form = key(surface)
        yield form, (term, surface, False)
        if may_join and " " in form and form not in marked:
            joined = form.replace(" ", "")
            if len(joined) >= _MIN_JOINED:
                yield joined, (term, surface, True)


def _name(spelling: _Spelling, vocabulary: Vocabulary) -> _Name:
    term, surface, joined = spelling
    tag = tag_of(term, vocabulary) if term.kind is Kind.REGIONS else term.id
    form = key(surface)
    if joined:
        of_version = is_version(term, surface)
        return _Name(
            term, tag, "", ambiguous=False, phrase=True, joined=min(map(len, form.split())) < 3, version=of_version
        )
    ambiguous = form in {key(name) for name in term.ambiguous}
    return _Name(
        term,
        tag,
        tidy(surface) if ambiguous or _is_strict(surface) else "",
        ambiguous,
        phrase=term.kind is not Kind.REGIONS and " " in form and surface[0].isupper(),
        capitals=_inner_capitals(surface) if term.kind is Kind.PRODUCTS else (),
        version=not ambiguous and is_version(term, surface),
    )


def _is_strict(surface: str) -> bool:
    """Short names, single capitalised words and those with an article are as written: "Box", "AMD", "The Verge"."""
    single = surface.isalpha() and surface.istitle()
    return not is_cjk(surface) and (len(surface) <= 4 or single or surface.startswith("The "))


def _inner_capitals(surface: str) -> tuple[int, ...]:
    return tuple(at for at in range(1, len(surface)) if surface[at].isupper() and surface[at - 1] == " ")


def _keeps_capitals(surface: str, capitals: Iterable[int]) -> bool:
    return not any(surface[at].islower() for at in capitals)


def _begins_word(text: str, start: int) -> bool:
    return start == 0 or not (_joins(text[start - 1]) and _joins(text[start]))


def _joins(char: str) -> bool:
    """Tell whether a character makes one word with its neighbour. Chinese and its like never do."""
    return char.isalnum() and not is_cjk(char)


def _word_end(text: str, start: int, end: int) -> int:
    """Give the end of the name's word: `end`, or one more for a plural; -1 inside a longer word or number."""
    if end == len(text) or not _joins(text[end - 1]):
        return end
    if _joins(text[end]):
        plural = text[end] == "s" and end - start > 3 and (end + 1 == len(text) or not _joins(text[end + 1]))
        return end + 1 if plural else -1
    inside_number = text[end - 1].isdigit() and text[end] in ".," and text[end + 1 : end + 2].isdigit()
    return -1 if inside_number else end


def _unfolded(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Leave out a family's name where its version begins inside it and goes on: Samsung [Galaxy S21]."""
    ends: dict[tuple[str, int], int] = {}  # of the longest version of a term that begins at a place
    for version in candidates:
        if version.parent:
            key = version.term.id, version.start
            ends[key] = max(ends.get(key, 0), version.end)
    if not ends:
        yield from candidates
        return
    for candidate in candidates:
        inside = range(candidate.start + 1, candidate.end)
        if not any(ends.get((candidate.term.id, start), 0) > candidate.end for start in inside):
            yield candidate


def _longest(candidates: Iterable[Candidate]) -> list[tuple[Candidate, ...]]:
    """Keep the leftmost, longest places: for each, all that it may mean.

    Where two places share a name and a tag, Beijing the city and China's government, that is no doubt.
    """
    places: dict[tuple[int, int], dict[tuple[Kind, str], Candidate]] = defaultdict(dict)
    for candidate in candidates:
        meanings = places[candidate.start, -candidate.end]
        known = meanings.setdefault(candidate.meaning, candidate)
        if known.term is not candidate.term:
            meanings[candidate.meaning] = known._replace(ambiguous=False)
    chosen = []
    last = 0
    for place in sorted(places):
        if place[0] >= last:
            chosen.append(tuple(places[place].values()))
            last = -place[1]
    return chosen


def _mention(text: str, candidate: Candidate) -> Mention:
    return Mention(
        kind=candidate.term.kind,
        id=candidate.id,
        start=candidate.start,
        end=candidate.end,
        surface=text[candidate.start : candidate.end],
        parent=candidate.parent,
    )


def _ambiguities(text: str, left: Sequence[tuple[Candidate, ...]]) -> tuple[Ambiguity, ...]:
    found: dict[str, Ambiguity] = {}
    for candidates in left:
        first = candidates[0]
        surface = text[first.start : first.end]
        around = text[max(0, first.start - _SNIPPET_CHARS) : first.end + _SNIPPET_CHARS]
        names = tuple(f"{candidate.term.kind}/{candidate.id}" for candidate in candidates)
        found.setdefault(surface, Ambiguity(surface=surface, candidates=names, snippet=" ".join(around.split())))
    return tuple(found.values())
