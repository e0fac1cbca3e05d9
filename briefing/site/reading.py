"""What the press reads out of a brief: pure work on one brief, that any process can do and any later build can keep.

    Brief ──read──▶ Reading: for each passage a Gist (light, for lists and counts) and a Telling (all that it says)

A reading depends on the brief, the vocabulary, the address of the site and this program: on no other brief.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final, NamedTuple
from urllib.parse import urljoin

from briefing.config import Settings
from briefing.content.markdown import Fragment, outline, read, relinked, render
from briefing.content.weaving import Span
from briefing.figures.checks import Verdict, checks_of, opposed
from briefing.figures.conflicts import Claims, claims_of
from briefing.figures.edits import apply_edits
from briefing.figures.entities import idents
from briefing.figures.export import to_csv, to_json
from briefing.figures.ledger import figures_of
from briefing.memo import key_of
from briefing.model import Brief, Figure, Kind, Mention, Part, Passage, Vocabulary
from briefing.site.marks import figure_spans, may_hide
from briefing.site.urls import HOME, brief_url, root_of, tag_url, world_address
from briefing.slugs import slugify
from briefing.tagging.matcher import Matcher, matcher_of

OPENING_CHARS: Final = 600
MAX_FEED_BYTES: Final = 50_000  # of one item: a longer text is read on its page
_WORDS_A_MINUTE: Final = 230
_SIGNS_A_MINUTE: Final = 400  # Chinese and Japanese are read by the sign
_HARDLY_MORE: Final = 80
_LABEL: Final = re.compile(r"[\x21-\x7e]{1,40}(?: [\x21-\x7e]{1,12}){0,2}(?<![.!?])")  # three words, no sentence
_JSON: Final = json.JSONEncoder(ensure_ascii=False)
_COMPLETE: Final = re.compile(r"https?://[a-z0-9.-]+(?:/[a-zA-Z0-9./-]*)?")
_GOES_ON: Final = re.compile(r"\w|[,，、;；]| [a-z0-9(]")
_SIGN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")

Tag = tuple[Kind, str]


class Coined(NamedTuple):
    """How a passage writes a term that the vocabulary lacks.

    Of a version, `parent` is its family and `surfaces` how often it is written how; of a discovered name `wording` is
    the words that its id was made of. "" and () where there are none.
    """

    tag: Tag
    parent: str
    surfaces: tuple[tuple[str, int], ...]
    wording: str


class Gist(NamedTuple):
    """What lists and counts need of a passage.

    `opening` begins its text; `words` and `signs` measure the time that reading it takes. `entities` has, for each
    figure that stands for itself, whom it is about; `faults` has, for each calculation, whether it is faulty;
    `compares` says that it measures one thing against another. `claims` names what others may contradict, and
    `stance` is a digest of it all.
    """

    opening: str
    words: int
    signs: int
    coined: tuple[Coined, ...]
    entities: tuple[tuple[str, ...], ...]
    faults: tuple[bool, ...]
    compares: bool
    claims: frozenset[str]
    stance: bytes


class Telling(NamedTuple):
    """All that a passage says. `text` is plain; `mentions` of its own tags and `figures` have offsets into it.

    `prose` is its HTML on the page of its brief, under a heading of that `level` (0: none); `feed` is the same for
    reading elsewhere, "" where that is too long.
    """

    text: str
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    level: int
    prose: str
    feed: str


class Export(NamedTuple):
    """The figures of a brief as the lines of a list in JSON, and as the rows of a table. "" where there are none."""

    records: str
    rows: str

    @property
    def digest(self) -> bytes:
        return key_of(self.records, self.rows)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read out of a brief: a gist and a telling of every passage, in order, what another could contradict of
    each, and its figures as data.

    `face` is a digest of all that other pages than its own can show of the brief: an edit that leaves it as it was is
    seen on the page of the brief, in feeds and in search alone.
    """

    face: bytes
    gists: tuple[Gist, ...]
    tellings: tuple[Telling, ...]
    claims: tuple[Claims, ...]
    export: Export


class Reader:
    """Reads briefs of one site."""

    def __init__(self, vocabulary: Vocabulary, settings: Settings) -> None:
        self._vocabulary, self._settings = vocabulary, settings

    @cached_property
    def _matcher(self) -> Matcher:
        return matcher_of(self._vocabulary)

    def begin(self) -> None:
        """Do now what the first reading would else have to."""
        self._matcher.mentions("")

    def read(self, brief: Brief) -> Reading:
        steps = iter(outline([passage.level for passage in brief.passages if passage.level], below=1))
        levels = [next(steps) if passage.level else 0 for passage in brief.passages]
        tellings = tuple(
            self._tell(brief, passage, level) for passage, level in zip(brief.passages, levels, strict=True)
        )
        claims = tuple(claims_of(telling.text, telling.mentions, telling.figures) for telling in tellings)
        told_of = zip(brief.passages, tellings, claims, strict=True)
        gists = tuple(self._gist(brief, passage, telling, claimed) for passage, telling, claimed in told_of)
        records = [to_json(figure) for told in tellings for figure in told.figures]
        export = Export(",\n".join(map(_JSON.encode, records)), to_csv(records))
        face = _face(brief, gists, tellings, export)
        return Reading(face=face, gists=gists, tellings=tellings, claims=claims, export=export)

    def _tell(self, brief: Brief, passage: Passage, level: int) -> Telling:
        fragment = read(passage.markdown)
        text = fragment.text
        wanted = frozenset(passage.tags if passage.part is Part.STORY else brief.tags)
        mentions = _tagged(self._matcher.mentions(text), wanted)
        subject = idents(_tagged(self._matcher.mentions(passage.title), wanted))
        figures = figures_of(text, mentions, brief=brief.slug, story=passage.id, lang=brief.lang, subject=subject)
        figures = apply_edits(figures, brief.figures, path=f"{brief.slug}.md")
        links = _links(mentions, wanted)
        root = root_of(brief_url(brief), self._settings)
        spans = [*figure_spans(figures), *(_span(mention, root + url) for mention, url in links)]
        return Telling(
            text=text,
            mentions=mentions,
            figures=figures,
            level=level,
            prose=render(fragment, spans, below=level or 1),
            feed=self._elsewhere(brief, fragment, links) if len(text) <= MAX_FEED_BYTES else "",
        )

    def _elsewhere(self, brief: Brief, fragment: Fragment, links: Iterable[tuple[Mention, str]]) -> str:
        """Render for reading elsewhere: every link says where it starts from."""
        home, page = (world_address(url, self._settings) for url in (HOME, brief_url(brief)))
        away = relinked(fragment, lambda address: _complete(address, page, brief.source.url))
        return render(away, [_span(mention, home + url) for mention, url in links])

    def _gist(self, brief: Brief, passage: Passage, told: Telling, claims: Claims) -> Gist:
        unlisted = [tag for tag in dict.fromkeys((*passage.tags, *brief.tags)) if not self._vocabulary.get(*tag)]
        return Gist(
            opening=_opening(passage.title, told.text),
            words=len(told.text.split()),
            signs=len(_SIGN.findall(told.text)),
            coined=tuple(_coined(tag, passage, told) for tag in unlisted),
            entities=tuple(figure.entity for figure in told.figures if not figure.baseline),
            faults=tuple(check.verdict is Verdict.FAULTY for check in checks_of(told.figures)),
            compares=any(opposed(told.figures)),
            claims=claims.keys,
            stance=key_of(claims) if any(claims) else b"",
        )


def minutes_of(gists: Sequence[Gist]) -> int:
    """Estimate how long reading takes, at least a minute."""
    words, signs = sum(gist.words for gist in gists), sum(gist.signs for gist in gists)
    return max(1, round(words / _WORDS_A_MINUTE + signs / _SIGNS_A_MINUTE))


def _face(brief: Brief, gists: Sequence[Gist], tellings: Iterable[Telling], export: Export) -> bytes:
    """Digest what others show: all but the texts, and those, too, where a figure's address hangs on the whole text."""
    bare = replace(brief, passages=tuple(replace(passage, markdown="") for passage in brief.passages))
    listed = ((sorted(gist.claims), gist._replace(claims=frozenset(), words=0, signs=0)) for gist in gists)
    told = zip(brief.passages, tellings, strict=True)
    hidden = (telling.prose for passage, telling in told if telling.figures and may_hide(passage.markdown))
    return key_of(bare, minutes_of(gists), *listed, export.records, *hidden)


def _tagged(mentions: Iterable[Mention], wanted: Container[Tag]) -> tuple[Mention, ...]:
    return tuple(
        mention
        for mention in mentions
        if (mention.kind, mention.id) in wanted or (mention.parent and (mention.kind, mention.parent) in wanted)
    )


def _links(mentions: Iterable[Mention], wanted: Container[Tag]) -> tuple[tuple[Mention, str], ...]:
    """Choose what to link: the first mention of each tag, that of a version nobody tagged to its family."""
    first: dict[Tag, Mention] = {}
    for mention in mentions:
        own = mention.kind, mention.id
        first.setdefault(own if own in wanted else (mention.kind, mention.parent), mention)
    return tuple((mention, tag_url(*tag)) for tag, mention in first.items())


def _span(mention: Mention, address: str) -> Span:
    opened = f'<a href="{html.escape(address)}">'
    return Span(start=mention.start, end=mention.end, open=opened, close="</a>", link=True)


def _complete(address: str, page: str, source: str) -> str:
    """Complete an address that a text holds: a mark on its own page, or else a step from the page it comes from."""
    if _COMPLETE.fullmatch(address):  # as most are
        return address
    try:
        return urljoin(page if address.startswith("#") or not source else source, address)
    except ValueError:
        return page


# --------------------------------------------------------------------------------------------- gists


def _opening(title: str, text: str) -> str:
    """Begin a story: its first paragraph; the next one too, where the first is hardly more than a line.

    A mere label at the beginning, as the name of a site, is passed over.
    """
    lead = lead_of(title, text)
    if len(lead) < _HARDLY_MORE:
        blocks = _without(title, text).strip().split("\n", 2)[:2]
        lead = " ".join(blocks[1:] if _LABEL.fullmatch(blocks[0]) else blocks) or lead
    return lead[:OPENING_CHARS]


def lead_of(title: str, text: str) -> str:
    """Give the first paragraph, without the title that it may begin with."""
    first = text.partition("\n")[0]
    return _without(title, first).lstrip(" .:：。") or first


def _without(title: str, text: str) -> str:
    """Take the title away that a text begins with, unless its sentence goes on after it."""
    rest = text.removeprefix(title)
    return text if _GOES_ON.match(rest) else rest


def _coined(tag: Tag, passage: Passage, told: Telling) -> Coined:
    kind, ident = tag
    versions = [mention for mention in told.mentions if (mention.kind, mention.id) == (kind, ident)]
    surfaces = Counter(mention.surface for mention in versions)
    wording = next(_wording(passage.title, told.text).surfaces(ident), "")
    return Coined(tag, versions[0].parent if versions else "", tuple(surfaces.items()), wording)


class _Wording:
    """The words of a story, found by how their slug begins: a story may name thousands that nobody listed."""

    def __init__(self, text: str) -> None:
        self.words: Sequence[str] = text.split()
        self.starts: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            self.starts.setdefault(slugify(word).partition("-")[0], []).append(at)

    def surfaces(self, ident: str) -> Iterator[str]:
        """Find the words that `slugify` would make `ident` of, the shortest first."""
        first, *others = ident.split("-")
        for size in range(1, len(others) + 2):
            for start in self.starts.get(first, ()):
                surface = " ".join(self.words[start : start + size]).strip(".,;:!?()[]\"'“”‘’")
                if surface and slugify(surface) == ident:
                    yield surface


@lru_cache(maxsize=64)
def _wording(title: str, text: str) -> _Wording:
    return _Wording(f"{title}\n{text}")
