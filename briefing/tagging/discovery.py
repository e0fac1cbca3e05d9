"""Names that nobody listed, found by the evidence of a text. Precision first: what is not clear waits for an editor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefing.model import Kind, Mention, Suggestion
from briefing.slugs import slugify
from briefing.tagging import lexicon
from briefing.tagging.evidence import ENOUGH, RULES
from briefing.tagging.names import HUMAN, Name, Sketch, draw

_SNIPPET_CHARS: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clue:
    """One observation on a name: a rule's name, the kind it speaks for, its weight."""

    rule: str
    kind: Kind
    weight: int


def discover(text: str, mentions: tuple[Mention, ...], lang: str) -> tuple[Suggestion, ...]:
    """Find the names of a text that `mentions` don't explain, those in order of their first appearance."""
    sketch = draw(text, mentions)
    clues: dict[str, list[_Clue]] = defaultdict(list)
    names: dict[str, list[Name]] = defaultdict(list)
    for name in sketch.names.values():
        names[name.text].append(name)
        clues[name.text] += _shape_clues(name)
    for key, clue in _phrase_clues(sketch):
        clues[key].append(clue)
    return tuple(suggestion for key in names if (suggestion := _suggest(text, names[key], clues[key])) is not None)


def _phrase_clues(sketch: Sketch) -> Sequence[tuple[str, _Clue]]:
    return [
        (sketch.names[place].text, _Clue(rule=rule.name, kind=rule.kind, weight=rule.weight))
        for rule in RULES
        for match in rule.phrase.finditer(sketch.text)
        for span in match.regs[1:]
        for place in range(*span)
        if place in sketch.names
    ]


def _shape_clues(name: Name) -> Sequence[_Clue]:
    if len(name.words) < 2:
        return ()
    if name.words[-1] in lexicon.HARD_SUFFIXES:
        return (_Clue(rule="suffix", kind=Kind.COMPANIES, weight=3),)
    if name.words[-1] in lexicon.SOFT_SUFFIXES:
        return (_Clue(rule="suffix", kind=Kind.COMPANIES, weight=2),)
    if set(name.words) & lexicon.ORGANIZATION_HEADS:
        return (_Clue(rule="head", kind=Kind.ORGANIZATIONS, weight=3),)
    if name.mark == HUMAN:
        return (_Clue(rule="given name", kind=Kind.PEOPLE, weight=2),)
    return ()


def _suggest(text: str, names: Sequence[Name], clues: Sequence[_Clue]) -> Suggestion | None:
    if not clues:
        return None
    weights = _weigh(clues)
    kind = max(weights, key=lambda kind: (weights[kind], kind))
    first = names[0]
    best = max((clue for clue in clues if clue.kind is kind), key=lambda clue: clue.weight)
    return Suggestion(
        kind=kind,
        id=slugify(first.text),
        name=first.text,
        evidence=best.rule,
        snippet=_snippet(text, first),
        count=len(names),
        adopted=weights[kind] >= ENOUGH,
    )


def _weigh(clues: Sequence[_Clue]) -> Mapping[Kind, int]:
    """Add up, each rule once: a phrase repeated tells nothing new."""
    weights: dict[Kind, int] = defaultdict(int)
    for clue in set(clues):
        weights[clue.kind] += clue.weight
    return weights


def _snippet(text: str, name: Name) -> str:
    return " ".join(text[max(0, name.start - _SNIPPET_CHARS) : name.end + _SNIPPET_CHARS].split())
