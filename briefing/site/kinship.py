"""Which terms belong to which: versions to their family, products to their owner, people to their house."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefing.model import Kind, Term
from briefing.site.library import Entry, Library
from briefing.slugs import slugify

_HOUSES: Final = (Kind.COMPANIES, Kind.ORGANIZATIONS)
_NUMBER: Final = re.compile(r"(\d+)")


class Kinship:
    """The relatives of each term, among the terms that have a page."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._groups: dict[tuple[Kind, str], dict[str, list[Entry]]] = {}
        for kind in Kind:
            for entry in library.entries[kind].values():
                for elder, heading in self._elders(entry.term):
                    self._groups.setdefault(elder, {}).setdefault(heading, []).append(entry)

    def of(self, term: Term) -> tuple[tuple[str, tuple[Term, ...]], ...]:
        """Give the groups of relatives with their headings; versions in order, others by name."""
        groups = self._groups.get((term.kind, term.id), {})
        return tuple(
            (heading, tuple(entry.term for entry in sorted(entries, key=lambda entry: natural(entry.term.name))))
            for heading, entries in sorted(groups.items())
        )

    def owner(self, term: Term) -> Term | None:
        """The owner of a product; a version's is its family's."""
        if term.parent and not term.owner:
            family = self._library.named(Kind.PRODUCTS, term.parent)
            return self.owner(family) if family else None
        found = (self._library.named(kind, term.owner) for kind in _HOUSES) if term.owner else ()
        return next((house for house in found if house), None)

    def _elders(self, term: Term) -> Iterator[tuple[tuple[Kind, str], str]]:
        """Name the terms that `term` belongs to, each with the heading that it stands under there."""
        if term.kind is Kind.PRODUCTS:
            owner = self.owner(term)
            if term.parent:
                yield (Kind.PRODUCTS, term.parent), "Versions"
            elif owner:
                yield (owner.kind, owner.id), "Products"
        elif term.kind is Kind.PEOPLE and term.affiliation:
            yield from (((kind, term.affiliation), "People") for kind in _HOUSES)
        elif term.kind is Kind.COMPANIES and term.parent:
            yield (Kind.COMPANIES, term.parent), "Companies"
        elif term.kind is Kind.REGIONS and term.parent:
            yield (Kind.REGIONS, term.parent), "Within"


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that counts: Gemini 2.0 before Gemini 10, capitals and accents aside."""
    parts = _NUMBER.split(slugify(name, 200))
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts)
