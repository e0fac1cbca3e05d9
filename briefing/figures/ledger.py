"""The ledger: each quantity of a story with its sentence, whom it is about, what it measures, when, and how sure."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from briefing.figures.entities import bracketed, idents, is_source, pointed_at, preceding
from briefing.figures.quantities import Quantity, find_quantities
from briefing.figures.sentences import sentences
from briefing.figures.units import DURATIONS
from briefing.figures.wording import compared_to, hedges, metric, periods
from briefing.model import Change, Figure, Hedge, Kind, Mention
from briefing.tagging.spelling import tidy

_MAX_CHARS: Final = 500_000
_Placed = TypeVar("_Placed", Quantity, Mention)


def figures_of(
    text: str, mentions: Sequence[Mention], *, brief: str, story: str, lang: str = "en", subject: Sequence[str] = ()
) -> tuple[Figure, ...]:
    """Read the figures of a story's plain text, in order.

    `subject` names whom the story is about ("companies/tesla"), for sentences that name nobody. A number inside a
    mention (Llama 5) belongs to the name. Of a text that no story is as long as, the beginning is read.
    """
    text = text[:_MAX_CHARS]
    ordered = _Ordered(sorted((m for m in mentions if m.kind is not Kind.TOPICS), key=lambda m: (m.start, -m.end)))
    quantities = _Ordered(_outside(find_quantities(text, lang), ordered.items))
    plain = tidy(text)
    figures: list[Figure] = []
    last: tuple[str, ...] = ()
    names = _Names()
    for start, end in sentences(text) if quantities.items else ():
        if _begins_paragraph(plain, start):
            last = ()
        within = quantities.between(start, end)
        if subject and not within:
            continue
        named = ordered.between(start, end)
        if within:
            sentence = _Sentence(plain, start, end, within, named, tuple(subject) or last)
            figures.extend(sentence.figures(_Place(brief, story, text[start:end], start, end), names))
        if named and not subject:
            last = idents(m for m in named if m.kind is not Kind.PEOPLE and not is_source(plain, m))[:1] or last
    return tuple(figures)


def _begins_paragraph(text: str, start: int) -> bool:
    """Tell whether a paragraph begins here, and no list that the one before announces."""
    return text[start - 1 : start] == "\n" and text[start - 2 : start - 1] != ":"


def _outside(quantities: Sequence[Quantity], mentions: Sequence[Mention]) -> list[Quantity]:
    """Leave out the numbers that belong to a name."""
    named = {m.start + at for m in mentions for at, char in enumerate(m.surface) if char.isdigit()}
    return [quantity for quantity in quantities if named.isdisjoint(range(quantity.start, quantity.end))]


class _Ordered(Generic[_Placed]):
    """Things in the order of their places."""

    def __init__(self, items: Sequence[_Placed]) -> None:
        self.items: Sequence[_Placed] = items
        self._starts = [item.start for item in items]

    def between(self, start: int, end: int) -> Sequence[_Placed]:
        """Give those that begin in a stretch of text."""
        first = bisect_left(self._starts, start)
        return self.items[first : bisect_left(self._starts, end, lo=first)]


class _Place(NamedTuple):
    """Where a sentence stands."""

    brief: str
    story: str
    quote: str
    start: int
    end: int


class _Said(NamedTuple):
    """What the words around a number say of it."""

    entity: tuple[str, ...]
    metric: str
    compared_to: str
    period: str
    hedge: Hedge


class _Names:
    """Names the figures of a text: by brief, story, sentence and number, counted where these come twice."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def name(self, quantity: Quantity, place: _Place) -> str:
        key = "\n".join((place.brief, place.story, place.quote, quantity.text))
        self._seen[key] += 1
        digest = hashlib.sha256(f"{key}\n{self._seen[key]}".encode()).hexdigest()
        return f"f{digest[:10]}"


def _figure(ident: str, quantity: Quantity, said: _Said, place: _Place) -> Figure:
    return Figure(
        id=ident,
        brief=place.brief,
        story=place.story,
        quote=place.quote,
        start=place.start,
        end=place.end,
        number=quantity.text,
        number_start=quantity.start,
        number_end=quantity.end,
        entity=said.entity,
        metric=said.metric,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        currency=quantity.currency,
        change=quantity.change,
        bound=quantity.bound,
        compared_to=said.compared_to,
        compared_value=quantity.compared_to,
        baseline=quantity.baseline,
        period=said.period,
        hedge=said.hedge,
    )


class _Sentence:
    """One sentence with its quantities and mentions; it knows what its figures have from one another."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        quantities: Sequence[Quantity],
        mentions: Sequence[Mention],
        subject: tuple[str, ...],
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.quantities, self.mentions, self.subject = quantities, mentions, subject

    def figures(self, place: _Place, names: _Names) -> list[Figure]:
        """Make the figures of the sentence, which stands in that place."""
        times = periods(self.text, self.quantities, self.start, self.end)
        sure = hedges(self.text, self.quantities, self.start, self.end)
        figures: list[Figure] = []
        for index, quantity in enumerate(self.quantities):
            last = figures[-1] if figures else None
            paired = last if last and quantity.baseline and last.compared_value == quantity.value else None
            said = _Said(
                entity=self._entity(index, paired),
                metric=paired.metric if paired else self._metric(index, figures),
                compared_to=compared_to(self.text, quantity, self._base(index), self.end),
                period=times[index],
                hedge=sure[index],
            )
            figures.append(_figure(names.name(quantity, place), quantity, said, place))
        return figures

    def _base(self, index: int) -> Quantity | None:
        """The quantity that number `index` is compared with: the one after it, or before it in "from A to B"."""
        quantity = self.quantities[index]
        if quantity.compared_to is None:
            return None
        at = index - 1 if quantity.change is Change.FROM_TO else index + 1
        return self.quantities[at] if 0 <= at < len(self.quantities) else None

    def _entity(self, index: int, paired: Figure | None) -> tuple[str, ...]:
        quantity = self.quantities[index]
        own = idents(pointed_at(self.text, quantity, self.mentions))
        if own:
            return own
        if quantity.baseline and paired and self._opposes(paired):
            return self._opponent()
        if found := idents(bracketed(self.text, quantity, self.mentions, self.start)):
            return found
        if paired:
            return paired.entity
        found = idents(preceding(self.text, quantity, self.mentions, self.start))
        if self.subject and all(ident.startswith("regions/") for ident in found):
            return self.subject
        return found or idents(m for m in self.mentions if m.start > quantity.start and not is_source(self.text, m))[:1]

    def _opposes(self, paired: Figure) -> bool:
        """Tell "128 GB (vs. 96 GB)" from "40 % (down from 45 %)"."""
        gap = self.text[paired.number_end : paired.number_end + 64]
        return any(word in gap for word in ("vs", "versus", "compared", "against"))

    def _opponent(self) -> tuple[str, ...]:
        """Whom the baselines of a list of comparisons are about: whoever one of them names."""
        for quantity in self.quantities:
            if quantity.baseline and (own := idents(pointed_at(self.text, quantity, self.mentions))):
                return own
        return ()

    def _metric(self, index: int, figures: Sequence[Figure]) -> str:
        quantity = self.quantities[index]
        previous = self.quantities[index - 1] if index else None
        if previous and figures and quantity.change is Change.DELTA:
            gap = self.text[previous.end : quantity.start].strip()
            if gap.endswith(("(", "（", ", a", ", an")):
                return figures[-1].metric
        if previous and figures and quantity.change is Change.FROM_TO:
            return figures[-1].metric
        found = metric(self.text, quantity, self.start, self.end, previous.end if previous else self.start)
        return found or next((figure.metric for figure in reversed(figures) if figure.unit not in DURATIONS), "")
