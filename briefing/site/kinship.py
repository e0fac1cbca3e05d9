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
        self._families: dict[str, list[Term]] = {}
        for entry in library.entries[Kind.PRODUCTS].values():
            if entry.term.pattern and entry.term.owner:
                self._families.setdefault(entry.term.owner, []).append(entry.term)
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
        family = self._library.named(Kind.PRODUCTS, term.parent) if term.parent else None
        ident = term.owner or (family.owner if family else "")
        found = (self._library.named(kind, ident) for kind in _HOUSES) if ident else ()
        return next((house for house in found if house), None)

    def family(self, term: Term) -> Term | None:
        """The family of a version: the one it names, or that of its owner's whose pattern its name fits."""
        if term.parent:
            return self._library.named(Kind.PRODUCTS, term.parent)
        fitting = (family for family in self._families.get(term.owner, ()) if _fits(term, family))
        return min(fitting, key=lambda family: (len(family.name), family.id), default=None)

    def _elders(self, term: Term) -> Iterator[tuple[tuple[Kind, str], str]]:
        """Name the terms that `term` belongs to, each with the heading that it stands under there."""
        if term.kind is Kind.PRODUCTS:
            family, owner = self.family(term), self.owner(term)
            if family:
                yield (Kind.PRODUCTS, family.id), "Versions"
            elif owner:
                yield (owner.kind, owner.id), "Products"
        elif term.kind is Kind.PEOPLE and term.affiliation:
            yield from (((kind, term.affiliation), "People") for kind in _HOUSES)
        elif term.kind is Kind.COMPANIES and term.parent:
            yield (Kind.COMPANIES, term.parent), "Companies"
        elif term.kind is Kind.REGIONS and term.parent:
            yield (Kind.REGIONS, term.parent), "Within"


def _fits(term: Term, family: Term) -> bool:
    """Llama 4 is a version of Llama. A family's name is the shorter one, so no family is its own ancestor."""
    return len(family.name) < len(term.name) and bool(re.fullmatch(family.pattern, term.name, re.IGNORECASE))


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that counts: Gemini 2.0 before Gemini 10, capitals and accents aside."""
    parts = _NUMBER.split(slugify(name, 200))
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts)
