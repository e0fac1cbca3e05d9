"""Places as tags: a story's region is a country, a territory, a bloc or a continent.

A city, a province or a capital that stands for its government counts for its country; so every reading of
"Washington" agrees. The rest of the vocabulary's places (Silicon Valley, Guangdong) are names for theirs.
"""

from __future__ import annotations

from typing import Final

from briefing.model import Kind, Term, Vocabulary

_OWN: Final = frozenset({"country", "territory", "bloc"})
# Parts of the world that a reader looks up by name, and the wide words that say nothing of a place.
_UNPLACED: Final = frozenset({"world", "the-west", "global-south", "emea"})


def tag_of(region: Term, vocabulary: Vocabulary) -> str:
    """Name the region that a mention of `region` counts for: itself, or the nearest country around it; "" for none."""
    if region.id in _UNPLACED:
        return ""
    at: Term | None = region
    while at:
        if at.category in _OWN:
            return at.id
        at = vocabulary.get(Kind.REGIONS, at.parent)
    return region.id


def countries_of(vocabulary: Vocabulary) -> Vocabulary:
    """Reduce a vocabulary to what has a country's, territory's or bloc's own name, cities left out."""
    regions = vocabulary.terms.get(Kind.REGIONS, {}).values()
    own = {region.id: region._replace(cities=(), metonyms=()) for region in regions if region.category in _OWN}
    return Vocabulary(terms={Kind.REGIONS: own})
