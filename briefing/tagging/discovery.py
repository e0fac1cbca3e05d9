"""Names that nobody listed, found by the evidence of a text. Precision first: what is not clear waits for an editor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefing.model import Kind, Mention, Suggestion
from briefing.slugs import slugify
from briefing.tagging import lexicon
from briefing.tagging.chinese import find_chinese
from briefing.tagging.evidence import CHINESE_RULES, ENOUGH, RULES, SERIES, Clue, Rule
from briefing.tagging.names import HUMAN, KIND_OF_MARK, MARK, PAIR, Name, Sketch, draw

_WORTH_A_LOOK: Final = 2
_SNIPPET_CHARS: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A name with all its places in the text and all that is known of it."""

    names: tuple[Name, ...]
    clues: frozenset[Clue]

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
    sketch = draw(text, mentions)
    clues = list(_phrase_clues(sketch, RULES))
    if lang.startswith("zh"):
        clues += [*_phrase_clues(sketch, CHINESE_RULES), *find_chinese(text, mentions)]
    cases = _fold(_coordinate(sketch, _cases(sketch, clues)))
    known = frozenset(mention.surface.casefold() for mention in mentions)
    return tuple(_suggestion(text, case) for case in cases if case.adopted or _is_worth_a_look(case, known))


def _is_worth_a_look(case: _Case, known: Iterable[str]) -> bool:
    """Say whether an editor should see a name that is not tagged: not the part of a known one, nor one that goes on."""
    own = " ".join(case.words).casefold()
    clear = case.weight(case.kind) >= _WORTH_A_LOOK and case.names[0].known is None
    return clear and not any(own in other for other in known)


def _cases(sketch: Sketch, observed: Iterable[tuple[Name, Clue]]) -> tuple[_Case, ...]:
    """Gather what was observed by name, in the order of the text."""
    names: dict[str, dict[Name, None]] = defaultdict(dict)
    clues: dict[str, set[Clue]] = defaultdict(set)
    for name in sketch.names.values():
        names[_ident(name)][name] = None
        clues[_ident(name)].update(_shape_clues(name))
    for name, clue in observed:
        names[_ident(name)][name] = None
        clues[_ident(name)].add(clue)
    return tuple(_Case(names=tuple(names[ident]), clues=frozenset(clues[ident])) for ident in names)


def _coordinate(sketch: Sketch, cases: Sequence[_Case]) -> tuple[_Case, ...]:
    """Let the companies in a series of names speak for the others, if nothing else is in it."""
    by_ident = {_ident(case.names[0]): case for case in cases}
    added: dict[str, set[Clue]] = defaultdict(set)
    for match in SERIES.finditer(sketch.text):
        marks = [place for place in range(*match.span()) if MARK.match(sketch.text, place)]
        kinds = [_kind_at(sketch, place, by_ident) for place in marks]
        companies = kinds.count(Kind.COMPANIES)
        if companies and set(kinds) <= {Kind.COMPANIES, None}:
            clue = Clue(rule="among companies", kind=Kind.COMPANIES, weight=min(companies, ENOUGH))
            for place, kind in zip(marks, kinds, strict=True):
                if kind is None:
                    added[_ident(sketch.names[place])].add(clue)
    return tuple(replace(case, clues=case.clues | added[ident]) for ident, case in by_ident.items())


def _kind_at(sketch: Sketch, place: int, by_ident: Mapping[str, _Case]) -> Kind | None:
    """What stands at a mark, None if that is not known."""
    if place in sketch.names:
        case = by_ident[_ident(sketch.names[place])]
        return case.kind if case.adopted else None
    return KIND_OF_MARK[sketch.text[place]]


def _phrase_clues(sketch: Sketch, rules: Iterable[Rule]) -> Iterator[tuple[Name, Clue]]:
    for rule in rules:
        clue = Clue(rule=rule.name, kind=rule.kind, weight=rule.weight)
        for match in rule.phrase.finditer(sketch.text):
            for start, end in match.regs[1:]:
                yield from ((sketch.names[place], clue) for place in range(start, end) if place in sketch.names)


def _ident(name: Name) -> str:
    return slugify(_bare(name))


def _bare(name: Name) -> str:
    """Take the legal form off a company's name: Acme Robotics, Inc."""
    has_form = len(name.words) > 1 and name.words[-1] in lexicon.LEGAL_FORMS
    return name.text.rpartition(" ")[0].rstrip(",") if has_form else name.text


def _shape_clues(name: Name) -> Iterator[Clue]:
    """What the words of a name tell by themselves."""
    words, last = name.words, name.words[-1]
    if len(words) < 2:
        return
    if not lexicon.ORGANIZATION_HEADS.isdisjoint(words):
        weight = 1 if lexicon.GENERIC.issuperset(words) else 4
        yield Clue(rule="head of an organization", kind=Kind.ORGANIZATIONS, weight=weight)
    elif last in lexicon.HARD_SUFFIXES or last in lexicon.LEGAL_FORMS:
        yield Clue(rule="suffix", kind=Kind.COMPANIES, weight=1 if lexicon.GENERIC.issuperset(words) else 3)
    elif last in lexicon.SOFT_SUFFIXES:
        yield Clue(rule="suffix", kind=Kind.COMPANIES, weight=2)
    elif last in lexicon.PRODUCT_TAILS:
        weight = 2 if name.known and name.known.kind in (Kind.COMPANIES, Kind.PRODUCTS) else 1
        yield Clue(rule="product word", kind=Kind.PRODUCTS, weight=weight)
    if name.mark == HUMAN:
        weight = 3 if words[0].casefold() not in lexicon.FAMILY_NAMES else 2
        yield Clue(rule="given name", kind=Kind.PEOPLE, weight=weight)


def _fold(cases: Sequence[_Case]) -> tuple[_Case, ...]:
    """Count a shortened form with the name that it shortens: "Ping" with "Ping Identity", "Doe" with "Jane Doe"."""
    longer: dict[tuple[str, ...], _Case] = {}
    for case in cases:
        for part in _short_forms(case):
            longer.setdefault(part, case)
    short: dict[int, list[_Case]] = defaultdict(list)
    for case in cases:
        if case.words in longer:
            short[id(longer[case.words])].append(case)
    return tuple(_with_short_forms(case, short[id(case)]) for case in cases if case.words not in longer)


def _with_short_forms(case: _Case, short: Sequence[_Case]) -> _Case:
    """Add the places of the short forms and, to a person, what they tell: a surname that comes again."""
    if not short:
        return case
    names = case.names + tuple(name for part in short for name in part.names)
    clues = case.clues | {clue for part in short for clue in part.clues if clue.kind is Kind.PEOPLE}
    if case.names[0].mark in (HUMAN, PAIR):
        clues |= {Clue(rule="surname again", kind=Kind.PEOPLE, weight=1)}
    return _Case(names=names, clues=clues)


def _short_forms(case: _Case) -> Iterable[tuple[str, ...]]:
    words = case.words
    if len(words) < 2:
        return ()
    mark = case.names[0].mark
    if mark == HUMAN or (mark == PAIR and case.weight(Kind.PEOPLE)):
        return ((words[-1],), (words[0],)) if case.kind is Kind.PEOPLE else ()
    if case.adopted and case.kind in (Kind.COMPANIES, Kind.ORGANIZATIONS):
        return tuple(words[:end] for end in range(1, len(words)))
    return ()


def _suggestion(text: str, case: _Case) -> Suggestion:
    first = case.names[0]
    best = max((clue for clue in case.clues if clue.kind is case.kind), key=lambda clue: (clue.weight, clue.rule))
    return Suggestion(
        kind=case.kind,
        id=slugify(_bare(first)),
        name=_bare(first),
        evidence=best.rule,
        snippet=_snippet(text, first),
        count=len(case.names),
        adopted=case.adopted,
    )


def _snippet(text: str, name: Name) -> str:
    return " ".join(text[max(0, name.start - _SNIPPET_CHARS) : name.end + _SNIPPET_CHARS].split())
