"""Names that nobody listed, found by the evidence of a text. Precision first: what is not clear waits for an editor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefing.model import Kind, Mention, Suggestion
from briefing.slugs import slugify
from briefing.tagging import lexicon
from briefing.tagging.evidence import ENOUGH, RULES
from briefing.tagging.names import HUMAN, PAIR, Name, Sketch, draw

_SNIPPET_CHARS: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clue:
    """One observation on a name: a rule's name, the kind it speaks for, its weight."""

    rule: str
    kind: Kind
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A name with all its places in the text and all that is known of it."""

    names: tuple[Name, ...]
    clues: frozenset[_Clue]

    @property
    def words(self) -> tuple[str, ...]:
        return self.names[0].words

    def weight(self, kind: Kind) -> int:
        return sum(clue.weight for clue in self.clues if clue.kind is kind)

    @property
    def kind(self) -> Kind:
        return max(_KINDS, key=self.weight)

    @property
    def adopted(self) -> bool:
        return self.weight(self.kind) >= ENOUGH


_KINDS: Final = (
    Kind.COMPANIES,
    Kind.ORGANIZATIONS,
    Kind.PEOPLE,
    Kind.PRODUCTS,
)  # the first wins where evidence is even


def discover(text: str, mentions: tuple[Mention, ...], lang: str) -> tuple[Suggestion, ...]:
    """Find the names of a text that `mentions` don't explain, those in order of their first appearance."""
    cases = _fold(_cases(draw(text, mentions)))
    known = {mention.surface.casefold() for mention in mentions}
    return tuple(
        _suggestion(text, case)
        for case in cases
        if case.clues and (case.adopted or not _is_part_of(case, known)) and (case.adopted or not case.names[0].known)
    )


def _cases(sketch: Sketch) -> tuple[_Case, ...]:
    names: dict[str, list[Name]] = defaultdict(list)
    clues: dict[str, set[_Clue]] = defaultdict(set)
    for name in sketch.names.values():
        ident = slugify(bare(name))
        names[ident].append(name)
        clues[ident].update(_shape_clues(name))
    for name, clue in _phrase_clues(sketch):
        clues[slugify(bare(name))].add(clue)
    return tuple(_Case(names=tuple(names[ident]), clues=frozenset(clues[ident])) for ident in names)


def _phrase_clues(sketch: Sketch) -> Iterator[tuple[Name, _Clue]]:
    for rule in RULES:
        clue = _Clue(rule=rule.name, kind=rule.kind, weight=rule.weight)
        for match in rule.phrase.finditer(sketch.text):
            for start, end in match.regs[1:]:
                yield from ((sketch.names[place], clue) for place in range(start, end) if place in sketch.names)


def bare(name: Name) -> str:
    """Take the legal form off a company's name: Acme Robotics, Inc."""
    last = name.text.rpartition(" ")
    return last[0].rstrip(",") if len(name.words) > 1 and name.words[-1] in lexicon.LEGAL_FORMS else name.text


def _shape_clues(name: Name) -> Iterator[_Clue]:
    if len(name.words) < 2:
        return
    last = name.words[-1]
    if not lexicon.ORGANIZATION_HEADS.isdisjoint(name.words):
        yield _Clue(rule="head of an organization", kind=Kind.ORGANIZATIONS, weight=3)
    elif last in lexicon.HARD_SUFFIXES or last in lexicon.LEGAL_FORMS:
        yield _Clue(rule="suffix", kind=Kind.COMPANIES, weight=3)
    elif last in lexicon.SOFT_SUFFIXES:
        yield _Clue(rule="suffix", kind=Kind.COMPANIES, weight=2)
    if name.mark == HUMAN:
        yield _Clue(rule="given name", kind=Kind.PEOPLE, weight=2)


def _fold(cases: Sequence[_Case]) -> tuple[_Case, ...]:
    """Count a shortened form with the name that it shortens: "Ping" with "Ping Identity", "Doe" with "Jane Doe"."""
    longer: dict[tuple[str, ...], _Case] = {}
    for case in cases:
        for part in _short_forms(case):
            longer.setdefault(part, case)
    return tuple(case for case in cases if case.words not in longer)


def _short_forms(case: _Case) -> Iterable[tuple[str, ...]]:
    words = case.words
    if len(words) < 2 or not case.adopted:
        return ()
    if case.kind is Kind.PEOPLE:
        return ((words[-1],), (words[0],))
    if case.kind in (Kind.COMPANIES, Kind.ORGANIZATIONS):
        return tuple(words[:end] for end in range(1, len(words)))
    return ()


def _is_part_of(case: _Case, known: Iterable[str]) -> bool:
    own = " ".join(case.words).casefold()
    return any(own in other for other in known)


def _suggestion(text: str, case: _Case) -> Suggestion:
    first = case.names[0]
    best = max((clue for clue in case.clues if clue.kind is case.kind), key=lambda clue: (clue.weight, clue.rule))
    return Suggestion(
        kind=case.kind,
        id=slugify(bare(first)),
        name=bare(first),
        evidence=best.rule,
        snippet=_snippet(text, first),
        count=len(case.names),
        adopted=case.adopted,
    )


def _snippet(text: str, name: Name) -> str:
    return " ".join(text[max(0, name.start - _SNIPPET_CHARS) : name.end + _SNIPPET_CHARS].split())
