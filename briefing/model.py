"""The values that flow through the house, all frozen, all made in one go.

    seeds/ ─▶ Seed ─▶ Document ─▶ Brief ─▶ content/ ─▶ Library ─▶ Page ─▶ OutputFile ─▶ site/

This module imports nothing of ours. A hop returns a new value; no field waits to be filled in later.
What a brief has dozens of is a tuple with names: made, kept and sent between processes in a fraction of the time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

# ------------------------------------------------------------------------------------------ terms


class Kind(StrEnum):
    """The six kinds of term. The value is the front-matter key and the first part of the URL."""

    COMPANIES = "companies"
    PRODUCTS = "products"
    PEOPLE = "people"
    ORGANIZATIONS = "organizations"
    REGIONS = "regions"
    TOPICS = "topics"

    @property
    def singular(self) -> str:
        return _SINGULAR[self]


_SINGULAR: Final = {
    Kind.COMPANIES: "company",
    Kind.PRODUCTS: "product",
    Kind.PEOPLE: "person",
    Kind.ORGANIZATIONS: "organization",
    Kind.REGIONS: "region",
    Kind.TOPICS: "topic",
}


_KINDS: Final = tuple(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metonym:
    """A place that stands for a government, as Beijing for China's. `id` is the place's own region, if it has one."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyword:
    """Evidence for a topic. `weight` is 5 (nearly decisive alone) to 1 (weak support)."""

    text: str
    weight: int


class Origin(StrEnum):
    """Where a term comes from."""

    VOCABULARY = "vocabulary"  # content/vocabulary/*.yaml
    VERSION = "version"  # a version of a family, named by a text: gemini-3-0 of gemini
    DISCOVERED = "discovered"  # a name nobody listed, found by the evidence of a text


class Term(NamedTuple):
    """One entry of the vocabulary, or a term that a text brought in (see `origin`).

    References (`region`, `parent`, `owner`, `affiliation`) are ids; "" means none or unknown.
    """

    kind: Kind
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    category: str = ""  # of products: model, chip, ...; of organizations: regulator, ...; of regions: country, ...
    region: str = ""  # companies, organizations: where they sit
    parent: str = ""  # companies: controlling owner; regions: the region around; versions: the family
    owner: str = ""  # products: a company or an organization
    affiliation: str = ""  # people: a company or an organization, as last known
    role: str = ""  # people
    definition: str = ""  # topics
    ticker: str = ""
    ambiguous: tuple[str, ...] = ()  # names that are also words: they count in context only
    context: tuple[str, ...] = ()
    pattern: str = ""  # products: regular expression of the versions of a family
    cities: tuple[tuple[str, ...], ...] = ()  # regions: each city with its other spellings
    metonyms: tuple[Metonym, ...] = ()  # regions
    keywords: tuple[Keyword, ...] = ()  # topics
    origin: Origin = Origin.VOCABULARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All terms by kind and id, each kind in the order of its file.

    `dismissed` holds the folded names that an editor never wants to see suggested again.
    `digest` names the exact content, for caches.
    """

    terms: Mapping[Kind, Mapping[str, Term]]
    dismissed: frozenset[str] = frozenset()
    digest: str = ""

    def __hash__(self) -> int:
        return hash(self.digest)

    def get(self, kind: Kind, ident: str) -> Term | None:
        return self.terms.get(kind, {}).get(ident)

    def __iter__(self) -> Iterator[Term]:
        for kind in Kind:
            yield from self.terms.get(kind, {}).values()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What a brief or a story carries: ids by kind, most prominent first, none twice."""

    companies: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    def of(self, kind: Kind) -> tuple[str, ...]:
        tags: tuple[str, ...] = getattr(self, kind.value)
        return tags

    def __iter__(self) -> Iterator[tuple[Kind, str]]:
        kinds = (self.companies, self.products, self.people, self.organizations, self.regions, self.topics)
        return iter([(kind, ident) for kind, idents in zip(_KINDS, kinds, strict=True) for ident in idents])

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[Kind, str]]) -> Tags:
        """Keep the order within each kind and drop what comes twice."""
        by_kind: dict[str, dict[str, None]] = {kind.value: {} for kind in Kind}
        for kind, ident in pairs:
            by_kind[kind.value][ident] = None
        return cls(**{kind: tuple(idents) for kind, idents in by_kind.items()})


class Mention(NamedTuple):
    """A term's name in a plain text: `text[start:end] == surface`.

    Of a version, `id` is the version's own (gemini-3-0) and `parent` its family's (gemini).
    """

    kind: Kind
    id: str
    start: int
    end: int
    surface: str
    parent: str = ""


# -------------------------------------------------------------------------------- the newsroom half


class Form(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    EMAIL = "email"


class Role(StrEnum):
    """What the markup of a capture says of a line; TEXT where there is no markup."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    ROW = "row"
    CODE = "code"
    CAPTION = "caption"


class SeedLine(NamedTuple):
    """A line of a text, or a visible block of a page. `number` counts from 1 and never changes.

    `text` keeps inline meaning as Markdown where the form has it (links, emphasis, code).
    """

    number: int
    text: str
    role: Role = Role.TEXT
    level: int = 0  # of a heading 1..6, of an item its depth
    place: str = ""  # of a page: "nav", "footer", "aside", ... where the line stands; else ""
    link_density: float = 0.0  # of a page: share of the characters that are inside links, 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a capture: None where it says nothing."""

    title: str | None = None
    date: dt.date | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    lang: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """The editor's word on a seed (`seeds/NAME.meta.yaml`). It overrides what the text says."""

    facts: Facts = Facts()
    keep: tuple[str, ...] = ()  # lines holding such a text are never dropped
    drop: tuple[str, ...] = ()  # lines holding such a text always are


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A captured file, decoded, in lines. `path` is relative to seeds/, `chars` counts what was read."""

    path: PurePosixPath
    sha256: str
    form: Form
    lines: tuple[SeedLine, ...]
    chars: int
    metadata: Facts = Facts()  # of HTML, e-mail and scraper headers
    sidecar: Sidecar = Sidecar()


class Fate(StrEnum):
    KEPT = "kept"
    CHANGED = "changed"
    MERGED = "merged"
    DROPPED = "dropped"


class LineAccount(NamedTuple):
    """What became of a line. `rules` are the typographic rules that changed it, or the one that dropped it.

    A merged line has the number of the line that it went `into`.
    """

    number: int
    text: str
    fate: Fate
    rules: tuple[str, ...] = ()
    into: int = 0


class Part(StrEnum):
    """What a passage is."""

    TEXT = "text"  # untitled: the lead of a round-up
    SECTION = "section"  # a heading over stories, with its own text if any
    STORY = "story"


class Basis(StrEnum):
    """How we know a title or a date."""

    STATED = "stated"
    METADATA = "metadata"
    INFERRED = "inferred"  # dates only
    DERIVED = "derived"  # titles only
    NONE = "none"  # dates only


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who published it, where; "" where unknown."""

    name: str = ""
    url: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a body: lead, section or story.

    `markdown` is its blocks without its own heading; `level` is that heading's level, 0 when it has none.
    A story without a heading begins with the sentence that is its title. The story of a brief that has only one
    carries the brief's title and stands at the top of the article; its own subheads stay headings in `markdown`.
    `id` is the anchor, unique in a brief, "" for TEXT.
    """

    part: Part
    id: str = ""
    title: str = ""
    level: int = 0
    markdown: str = ""
    tags: Tags = Tags()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A normalized seed, not yet tagged: every passage has empty tags. `lines` accounts for the whole seed."""

    seed: Seed
    title: str
    title_basis: Basis
    date: dt.date | None
    date_basis: Basis
    lang: str
    summary: str
    source: Source
    passages: tuple[Passage, ...]
    lines: tuple[LineAccount, ...]
    hints: tuple[str, ...] = ()  # tag words of the capture's own (a fused tag line, keywords of a page)


YEARS: Final = range(1900, 2100)  # of a brief's date; any other is a slip or a bait


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One normalized Markdown document. `passages` in order; at least one is a story.

    `seed_file` is relative to the project ("seeds/a.txt"), "" for a brief written by hand.
    `generated` is the digest of the file as generated, "" for a brief written by hand.
    `figures` holds the editor's corrections of figures, as the front matter has them.
    """

    slug: str
    title: str
    title_basis: Basis
    date: dt.date | None
    date_basis: Basis
    lang: str
    summary: str
    source: Source
    seed_file: str
    seed_sha256: str
    tags: Tags
    passages: tuple[Passage, ...]
    generated: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stories(self) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.part is Part.STORY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name that nobody listed, for an editor to adopt, merge or dismiss.

    `adopted` says whether the evidence was strong enough to tag with it at once.
    """

    kind: Kind
    id: str
    name: str
    evidence: str  # the rule: "apposition", "funding list", ...
    snippet: str
    count: int
    adopted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguity:
    """A mention that was left alone, because nothing near it told its meaning."""

    surface: str
    candidates: tuple[str, ...]  # "companies/meta"
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """What tagging a document gives: the brief, and what an editor should look at."""

    brief: Brief
    suggestions: tuple[Suggestion, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()


class Status(StrEnum):
    """What became of a seed."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    EDITED = "edited"
    REFUSED = "refused"


# ---------------------------------------------------------------------------------- the press half


class Hedge(StrEnum):
    LEAK = "leak"
    PLAN = "plan"
    ESTIMATE = "estimate"
    CLAIM = "claim"
    NONE = "none"


class Change(StrEnum):
    """What a number says: how much there is, or how it moved."""

    LEVEL = "level"
    DELTA = "delta"  # +28 %, up 3 points
    RATIO = "ratio"  # three times, doubled
    FROM_TO = "from-to"  # a level, named with the one before it


class Bound(StrEnum):
    """How exact a number claims to be."""

    NONE = ""
    OVER = ">"
    AT_LEAST = "≥"
    UNDER = "<"
    UP_TO = "≤"
    ABOUT = "~"


class Figure(NamedTuple):
    """One quantitative statement of a story. Offsets are into the story's plain text.

    `id` is stable as long as the sentence and its number stay. `quote` is `text[start:end]`, the number
    `text[number_start:number_end]`. `entity` holds "companies/tesla", nearest first; `metric` is in the text's words.
    Of a range `value` is the lower end. `compared_to` is in the text's words, `compared_value` its number. A
    `baseline` is the number that another figure of the sentence is compared with.
    """

    id: str
    brief: str
    story: str
    quote: str
    start: int
    end: int
    number: str
    number_start: int
    number_end: int
    entity: tuple[str, ...]
    metric: str
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    currency: str = ""
    change: Change = Change.LEVEL
    bound: Bound = Bound.NONE
    compared_to: str = ""
    compared_value: Decimal | None = None
    baseline: bool = False
    period: str = ""
    hedge: Hedge = Hedge.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An address that moved: URLs relative to the site's root, `new` where the whole chain ends.

    `path` and `line` say where content/ records it.
    """

    old: str
    new: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to render. `url` is relative to the site's root: "", "briefs/slug/", "feed.xml"."""

    url: str
    template: str
    context: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A file to write. `path` is relative to content/ or site/."""

    path: PurePosixPath
    data: bytes
