"""Names that nobody listed, found by the evidence of a text. Precision first: what is not clear waits for an editor."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from briefing.model import Kind, Mention, Suggestion
from briefing.slugs import slugify
from briefing.tagging import lexicon
from briefing.tagging.beginnings import PatternSet
from briefing.tagging.evidence import ENOUGH, RULES, SERIES, Clue, Rule
from briefing.tagging.names import HAN_TEXT, HUMAN, KIND_OF_MARK, MARK, PAIR, Name, Sketch, draw

_WORTH_A_LOOK: Final = 2
_OFTEN: Final = 3
_GENERIC: Final = lexicon.GENERIC | lexicon.TRADE | lexicon.DEMONYMS
_SNIPPET_CHARS: Final = 80
_GAP: Final = "\n\n"  # between passages: no phrase goes on over it


_KINDS: Final = (
    Kind.COMPANIES,
    Kind.ORGANIZATIONS,
    Kind.PEOPLE,
    Kind.PRODUCTS,
)  # the first wins where evidence is even


class _Case(NamedTuple):
    """A name, all its places in the text and all that is known of it. A place may show a shortened form.

    `weight` is how far the clues go for the `kind` that they speak for.
    """

    ident: str
    name: Name
    places: tuple[Name, ...]
    clues: frozenset[Clue] = frozenset()
    kind: Kind = _KINDS[0]
    weight: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        return self.name.words

    @property
    def adopted(self) -> bool:
        """Whether the evidence is enough. A surname alone never is a person."""
        if self.weight < ENOUGH:
            return False
        return self.kind is not Kind.PEOPLE or len(self.words) > 1 or bool(HAN_TEXT.search(self.words[0]))

    def with_clues(self, clues: Set[Clue]) -> _Case:
        """Give the case with these for all its clues."""
        if not clues:
            return self
        weights = {kind: _weight(clues, kind) for kind in _KINDS}
        kind = max(_KINDS, key=weights.__getitem__)
        return self._replace(clues=frozenset(clues), kind=kind, weight=weights[kind])


def _weight(clues: Iterable[Clue], kind: Kind) -> int:
    return sum(clue.weight for clue in clues if clue.kind is kind)


def discover(text: str, mentions: tuple[Mention, ...], lang: str) -> tuple[Suggestion, ...]:
    """Find the names of a text that `mentions` don't explain, those in order of their first appearance."""
    return discover_all(((text, mentions),), lang)[0]


def discover_all(passages: Sequence[tuple[str, tuple[Mention, ...]]], lang: str) -> tuple[tuple[Suggestion, ...], ...]:
    """Find the names of several passages of one document, as many tuples as passages.

    Evidence in one passage holds for all of them; each has the names that stand in it, with their count there.
    """
    text = _GAP.join(passage for passage, _ in passages)
    mentions: list[Mention] = []
    ends: list[int] = []
    start = 0
    for passage, own in passages:
        mentions += (one._replace(start=one.start + start, end=one.end + start) for one in own)
        ends.append(start + len(passage))
        start = ends[-1] + len(_GAP)
    found: list[list[Suggestion]] = [[] for _ in passages]
    for case in _unexplained(text, mentions, lang):
        places = sorted(case.places, key=lambda place: place.start)
        for index, here in groupby(places, key=lambda place: bisect_left(ends, place.end)):
            found[index].append(_suggestion(text, case, tuple(here)))
    return tuple(map(tuple, found))


def _unexplained(text: str, mentions: Sequence[Mention], lang: str) -> Iterator[_Case]:
    sketch = draw(text, mentions)
    chinese = lang.startswith("zh")
    clues = list(_phrase_clues(sketch, chinese=chinese))
    if chinese:
        from briefing.tagging.chinese import find_chinese  # its patterns cost what other texts can spare

        clues += find_chinese(text, mentions)
    explained = frozenset(form for mention in mentions for form in _forms(mention))
    for case in _fold(_coordinate(sketch, _cases(sketch, clues))):
        if case.words[-1] in lexicon.PLACES or tuple(word.casefold() for word in case.words) in explained:
            continue
        if case.adopted or _is_worth_a_look(case):
            yield case


def _forms(mention: Mention) -> Iterator[tuple[str, ...]]:
    """A known name, and how a text shortens it: "Index" for Index Ventures, "Musk" for Elon Musk."""
    words = tuple(mention.surface.casefold().split())
    if mention.kind is not Kind.REGIONS:
        yield from (words[:end] for end in range(1, len(words) + 1))
        if mention.kind is Kind.PEOPLE:
            yield words[-1:]


def _is_worth_a_look(case: _Case) -> bool:
    """Say whether an editor should see a name that is not tagged: it shows its kind, or it comes again and again.

    A known name that goes on is none, nor what a rule speaks against: who wrote the text, a department of a body.
    """
    if case.name.known or any(clue.weight < 0 for clue in case.clues):
        return False
    often = len(case.places) >= _OFTEN and not all(place.initial for place in case.places)
    return often or case.weight >= _WORTH_A_LOOK


def _cases(sketch: Sketch, observed: Iterable[tuple[Name, Clue]]) -> tuple[_Case, ...]:
    """Gather what was observed by name, in the order of the text."""
    names: dict[str, dict[Name, None]] = defaultdict(dict)
    clues: dict[str, set[Clue]] = defaultdict(set)
    for name in sketch.names.values():
        ident = _ident(name)
        names[ident][name] = None
        clues[ident].update(_shape_clues(name))
    for name, clue in observed:
        ident = _ident(name)
        names[ident][name] = None
        clues[ident].add(clue)
    return tuple(
        _Case(ident, next(iter(places)), tuple(places)).with_clues(clues[ident]) for ident, places in names.items()
    )


def _coordinate(sketch: Sketch, cases: Sequence[_Case]) -> tuple[_Case, ...]:
    """Let the companies in a series of names speak for the others, if nothing else is in it."""
    by_ident = {case.ident: case for case in cases}
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
    return tuple(case.with_clues(case.clues | added[case.ident]) if case.ident in added else case for case in cases)


def _kind_at(sketch: Sketch, place: int, by_ident: Mapping[str, _Case]) -> Kind | None:
    """What stands at a mark, None if that is not known."""
    if place in sketch.names:
        case = by_ident[_ident(sketch.names[place])]
        return case.kind if case.adopted else None
    return KIND_OF_MARK[sketch.text[place]]


def _phrase_clues(sketch: Sketch, *, chinese: bool) -> Iterator[tuple[Name, Clue]]:
    """Look for the phrases of the rules in the sentences that hold a name to judge."""
    phrases, rules = _phrases(chinese)
    for phrase, match in phrases.find(sketch.text, tuple(_named_spans(sketch))):
        names = [sketch.names.get(place) for span in match.regs[1:] for place in range(*span)]
        for rule in rules[phrase]:
            clue = Clue(rule=rule.name, kind=rule.kind, weight=rule.weight)
            yield from ((name, clue) for name in names if name and not (rule.series and name.mark == HUMAN))


@cache
def _phrases(chinese: bool) -> tuple[PatternSet, Mapping[str, Sequence[Rule]]]:
    """Give the phrases that are looked for in a text, and what rules each belongs to."""
    listed = RULES
    if chinese:
        from briefing.tagging.chinese import CHINESE_RULES

        listed += CHINESE_RULES
    rules: dict[str, list[Rule]] = defaultdict(list)
    for rule in listed:
        for phrase in rule.phrases:
            rules[phrase].append(rule)
    return PatternSet(tuple(rules)), rules


# Each way to end begins with a character of its own, which is what the search runs for.
_SENTENCE: Final = re.compile(r"\n| (?<=[a-z)%0-9][.!?] )(?=[\"A-Z\ue000-\ue014])|。|！|？")
_ABBREVIATED: Final = re.compile(r"\b(?:mrs?|ms|dr|prof|st|inc|corp|ltd|co|vs|no|rep|sen|gov|jr|sr)\.$", re.IGNORECASE)
_LONGEST_SHORT: Final = 6  # characters of an abbreviation and what stands before it


def _named_spans(sketch: Sketch) -> Iterator[tuple[int, int]]:
    """Cut a sketch into sentences, with the line's end before and after, and give those with an unknown name."""
    text = sketch.text
    places = sorted(sketch.names)
    ends = [
        found.start() if found[0].isspace() else found.end()
        for found in _SENTENCE.finditer(text)
        if not _ABBREVIATED.search(text, max(0, found.start() - _LONGEST_SHORT), found.start())
    ]
    start = 0
    for end in [*ends, len(text)]:
        at = bisect_left(places, start)
        if at < len(places) and places[at] < end:
            yield max(0, start), min(len(text), end + 1)
        start = end


def _ident(name: Name) -> str:
    return slugify(_bare(name))


def _bare(name: Name) -> str:
    """Take the legal form off a company's name: Acme Robotics, Inc."""
    has_form = len(name.words) > 1 and name.words[-1] in lexicon.LEGAL_FORMS
    return name.text.rpartition(" ")[0].rstrip(",") if has_form else name.text


def _shape_clues(name: Name) -> Iterator[Clue]:
    """What the words of a name tell by themselves."""
    words = name.words
    if len(words) < 2:
        return
    if not lexicon.ORGANIZATION_HEADS.isdisjoint(words):
        weight = 1 if lexicon.GENERIC.issuperset(words) else 4
        yield Clue(rule="head of an organization", kind=Kind.ORGANIZATIONS, weight=weight)
    elif weight := _suffix_weight(name):
        yield Clue(rule="suffix", kind=Kind.COMPANIES, weight=weight)
    elif words[-1] in lexicon.PRODUCT_TAILS:
        goes_on = name.known is not None and name.known.kind in (Kind.COMPANIES, Kind.PRODUCTS)
        yield Clue(rule="product word", kind=Kind.PRODUCTS, weight=3 if goes_on else 1)
    if name.mark == HUMAN:
        weight = 2 if words[0].casefold() in lexicon.FAMILY_NAMES else 4
        yield Clue(rule="given name", kind=Kind.PEOPLE, weight=weight)


def _suffix_weight(name: Name) -> int:
    """How far the last word goes to make a name a company's; 0 where it does not."""
    last = name.words[-1]
    if last not in lexicon.HARD_SUFFIXES | lexicon.SOFT_SUFFIXES | lexicon.LEGAL_FORMS:
        return 0
    if _GENERIC.issuperset(name.words):
        return 1
    if last == "AI":  # "Overland AI" is a company, "the Calling Everything AI" or "OpenAI AI" none
        return 3 if len(name.words) == 2 and not name.initial and not name.known else 1
    return 2 if last in lexicon.SOFT_SUFFIXES else 3


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
    clues = case.clues | {clue for part in short for clue in part.clues if clue.kind is Kind.PEOPLE}
    if case.name.mark in (HUMAN, PAIR):
        clues |= {Clue(rule="surname again", kind=Kind.PEOPLE, weight=1)}
    places = case.places + tuple(place for part in short for place in part.places)
    return case.with_clues(clues)._replace(places=places)


def _short_forms(case: _Case) -> Iterable[tuple[str, ...]]:
    words = case.words
    if len(words) < 2:
        return ()
    mark = case.name.mark
    if mark == HUMAN or (mark == PAIR and _weight(case.clues, Kind.PEOPLE)):
        return ((words[-1],), (words[0],)) if case.kind is Kind.PEOPLE else ()
    if case.adopted and case.kind in (Kind.COMPANIES, Kind.ORGANIZATIONS):
        return tuple(words[:end] for end in range(1, len(words)))
    return ()


def _suggestion(text: str, case: _Case, places: Sequence[Name]) -> Suggestion:
    evidence = [(clue.weight, clue.rule) for clue in case.clues if clue.kind is case.kind]
    return Suggestion(
        kind=case.kind,
        id=case.ident,
        name=_bare(case.name),
        evidence=max(evidence, default=(0, "named often"))[1],
        snippet=_snippet(text, places[0]),
        count=len(places),
        adopted=case.adopted,
    )


def _snippet(text: str, name: Name) -> str:
    return " ".join(text[max(0, name.start - _SNIPPET_CHARS) : name.end + _SNIPPET_CHARS].split())
