"""The search index of a large site: every word with the stories and places where it stands, as a concordance has it.

Pagefind indexes a site as a whole: ten thousand briefs take it 40 s and 3 GB, and as much after every edit. Here they
are dealt to blocks by a digest of their slug, so that an edit touches one block, whatever its date; and scores are
reckoned in the browser (templates/assets/concordance.js) over all blocks together, whatever a block holds.

The files are packed with gzip. Each is a line of JSON, and numbers in columns:

    entry          what is loaded first: the versions and first words of the blocks;
                   of each brief its block, of each how many stories it has; of each story its length
    terms          every filter with every value;
                   of each how many stories have it; of each the gaps between them
    <block>/w<n>   a stretch of the block's words;
                   of each how many stories have it; of each the gaps between them; of each how many places it has in
                   each story; of each in each story the first place and the steps to the others
    <block>/b<n>   a brief of the block: what is shown of its stories, and no numbers

Stories are numbered from the oldest, so that a new one sheaves the numbers of the others; a gap leads from the number
of one story to the next. Words of a title have the places 1 to 63, those of the text follow from 64; words that find
but do not rank have no place. Numbers of a kind stand together, and of all numbers first the lowest bytes: so they pack
to four fifths of what they take as digits.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import cbor2

from briefing.cache import keep, kept
from briefing.site.records import UNSHOWN, IndexPart, Record, Sheaf, part_of
from briefing.site.words import Tokens
from briefing.workers import spread

BRIEFS_A_BLOCK: Final = 320  # an edit indexes a block anew: a third of a second
_MOST_BLOCKS: Final = 32  # a query asks each of them
_NUMBERS_A_STRETCH: Final = 1_150  # packed 1.3 KB
_WORTH_FORKING: Final = 2  # blocks
_EFFORT: Final = 6  # of gzip: 9 takes twice the time and saves a hundredth
_TEXT: Final = 64  # the first place of a text
_STEPS_A_DOUBLING: Final = 4  # of a story's length

Files: TypeAlias = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some briefs, indexed. `starts` are the first words of the stretches, `lengths` those of the stories, in steps.

    `values` has for each filter and value the numbers of the stories within the block. `key` is that of the briefs,
    `sums` are digests of what is packed in the files.
    """

    key: str
    version: str
    sums: Mapping[str, str]
    starts: Sequence[str]
    lengths: Sequence[int]
    values: Mapping[str, Mapping[str, Sequence[int]]]


def make_concordance(
    sheaves: Sequence[Sheaf], *, briefs_a_block: int = BRIEFS_A_BLOCK, cache: Path | None = None, jobs: int = 1
) -> tuple[IndexPart, ...]:
    """Index briefs, from the oldest: a part of the files for the whole, and one for each block.

    Only blocks that `cache` lacks are made.
    """
    count = _block_count(len(sheaves), briefs_a_block)
    dealt = [_block_of(sheaf.slug, count) for sheaf in sheaves]
    shares = [_Share(number, cache / f"{number}-of-{count}" if cache else None) for number in range(count)]
    for sheaf, number in zip(sheaves, dealt, strict=True):
        shares[number].sheaves.append(sheaf)
    _index_shares(shares, jobs)
    files = _bound(sheaves, dealt, [share.block for share in shares])
    return part_of(files), *(share.part() for share in shares)


def _block_count(briefs: int, briefs_a_block: int) -> int:
    """Give a power of two: a site outgrows it seldom, and only then is everything indexed anew."""
    return min(_MOST_BLOCKS, 1 << max(0, math.ceil(math.log2(briefs / briefs_a_block))))


def _block_of(slug: str, count: int) -> int:
    return int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4]) % count


class _Share:
    """The briefs of one block, and what is kept of it: the block, its files, and the leaves that it was made of."""

    block: Block

    def __init__(self, number: int, place: Path | None) -> None:
        self.number, self._place = number, place
        self.sheaves: list[Sheaf] = []
        self._files: Files | None = None

    def key(self) -> str:
        lines = (f"{sheaf.slug} {sheaf.size} {sheaf.key}\n" for sheaf in self.sheaves)
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def former(self) -> Block | None:
        """Read the block that is kept. Another version of this program may have kept other fields: that is none."""
        with suppress(TypeError):
            return Block(**self._kept("block"))
        return None

    def packed(self, former: Block | None) -> dict[str, bytes]:
        """Give what is packed in the files of a former block, by its digest."""
        files = self._kept_files(former) if former else None
        return {former.sums[name]: data for name, data in files.items()} if former and files else {}

    def leaves(self) -> dict[str, _Leaf]:
        """Give the leaves that are kept, by the keys of their briefs."""
        with suppress(TypeError, ValueError):
            return {
                key: _Leaf(shown, [_Told(*told) for told in all_told]) for key, shown, all_told in self._kept("leaves")
            }
        return {}

    def keep(self, made: _Made) -> None:
        self.block, self._files = made.block, made.files
        if self._place:
            keep(self._beside("leaves"), made.leaves)
            keep(self._beside("files"), cbor2.dumps({made.block.version: made.files}))
            keep(self._beside("block"), cbor2.dumps({name: getattr(made.block, name) for name in Block.__slots__}))

    def part(self) -> IndexPart:
        paths = tuple(f"{self.number}/{name}.packed" for name in self.block.sums)
        return IndexPart(key=f"{self.number} {self.block.version}", paths=paths, files=self._named)

    def _named(self) -> Files:
        files = self._files or self._kept_files(self.block) or _made((self, self.key(), None)).files
        return {f"{self.number}/{name}.packed": data for name, data in files.items()}

    def _kept_files(self, block: Block) -> Files | None:
        files: dict[str, Files] = self._kept("files")
        return files.get(block.version)

    def _kept(self, what: str) -> Any:
        data = kept(self._beside(what)) if self._place else None
        return cbor2.loads(data) if data else {}

    def _beside(self, what: str) -> Path:
        return Path(f"{self._place}-{what}")


_Task: TypeAlias = tuple[_Share, str, Block | None]  # a share, the key of its briefs, what is kept of it


class _Made(NamedTuple):
    """A block with its files, and its leaves as they are kept."""

    block: Block
    files: Files
    leaves: bytes


def _index_shares(shares: Iterable[_Share], jobs: int) -> None:
    """Give each share its block: the one that is kept, if it is of the same briefs, or else a new one."""
    missing: list[_Task] = []
    for share in shares:
        key, former = share.key(), share.former()
        if former and former.key == key:
            share.block = former
        else:
            missing.append((share, key, former))
    made = spread(_made, missing, jobs=jobs, worth=_WORTH_FORKING, chunk=1)
    for (share, _, _), each in zip(missing, made, strict=True):
        share.keep(each)


def _made(task: _Task) -> _Made:
    """Make a block, from the leaves of a former one as far as they serve."""
    share, key, former = task
    packed, known, tokens = share.packed(former), share.leaves(), Tokens()
    leaves: dict[str, _Leaf] = {}
    for sheaf in share.sheaves:
        leaf = known.get(sheaf.key)
        if leaf is None or leaf.shown not in packed:
            leaf, table = _leaf(sheaf.records(), tokens)
            packed[leaf.shown] = packed.get(leaf.shown) or _packed(table)
        leaves[sheaf.key] = leaf
    block, files = _index(key, [*leaves.values()], packed)
    return _Made(block, files, cbor2.dumps([(key, *leaf) for key, leaf in leaves.items()]))


# ---------------------------------------------------------------------------------------------- a block


class _Told(NamedTuple):
    """A story as its block takes it in: its words, how often each stands there, and where, as a first place and steps.

    A word of a story has no space in it. `length` is in steps.
    """

    words: str
    often: Sequence[int]
    places: Sequence[int]
    length: int
    filters: Mapping[str, Sequence[str]]


class _Leaf(NamedTuple):
    """A brief as its block takes it in. `shown` is the digest of the file that shows it."""

    shown: str
    stories: Sequence[_Told]


def _leaf(records: Sequence[Record], tokens: Tokens) -> tuple[_Leaf, bytes]:
    """Take in a brief. Gives what shows it, too."""
    table = _table([_shown(record) for record in records])
    return _Leaf(_digest(table), [_told(record, tokens) for record in records]), table


def _told(record: Record, tokens: Tokens) -> _Told:
    places = _places(record, tokens)
    return _Told(
        words=" ".join(places),
        often=[len(those) for those in places.values()],
        places=[step for those in places.values() for step in (_gaps(those) if len(those) > 1 else those)],
        length=_length(record),
        filters=record.filters,
    )


def _index(key: str, leaves: Sequence[_Leaf], packed: Files) -> tuple[Block, Files]:
    """Index some briefs. What is `packed` already, by its digest, is not packed again: all that shows them."""
    stories = [told for leaf in leaves for told in leaf.stories]
    stretches = list(_stretches(_rows(stories)))
    tables = {f"w{number}": table for number, (_, table) in enumerate(stretches)}
    sums = {name: _digest(table) for name, table in tables.items()}
    sums |= {f"b{number}": leaf.shown for number, leaf in enumerate(leaves)}
    block = Block(
        key=key,
        version=_digest("".join(f"{name} {total}\n" for name, total in sums.items()).encode()),
        sums=sums,
        starts=[start for start, _ in stretches],
        lengths=[told.length for told in stories],
        values=_values(stories),
    )
    return block, {name: packed.get(total) or _packed(tables[name]) for name, total in sums.items()}


@dataclass(slots=True)
class _Row:
    """Where a word stands: of each story the gap before it, how many places, and of these the first and the steps."""

    gaps: list[int] = field(default_factory=list)
    often: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    last: int = -1  # story

    @property
    def size(self) -> int:
        return len(self.gaps) + len(self.often) + len(self.places)


def _rows(stories: Sequence[_Told]) -> Mapping[str, _Row]:
    rows: defaultdict[str, _Row] = defaultdict(_Row)
    for number, told in enumerate(stories):
        end = 0
        for token, often in zip(told.words.split(), told.often, strict=True):
            row = rows[token]
            row.gaps.append(number - row.last)
            row.often.append(often)
            row.last = number
            start, end = end, end + often
            row.places += told.places[start:end]
    return rows


def _places(record: Record, tokens: Tokens) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    title = record.meta.get("title", "").split()[: _TEXT - 1]
    for start, words in ((1, title), (_TEXT, record.content.split())):
        for place, word in enumerate(words, start):
            for token in tokens[word]:
                places[token].append(place)
    for word in record.meta.get("also", "").split():
        for token in tokens[word]:
            places[token]  # found there, but at no place
    return places


def _gaps(numbers: Sequence[int], before: int = 0) -> list[int]:
    return [number - former for former, number in zip((before, *numbers), numbers, strict=False)]


def _stretches(rows: Mapping[str, _Row]) -> Iterator[tuple[str, bytes]]:
    """Cut the words, sorted as a browser does, into stretches: what a query word must not be less than, and a table."""
    before, start, stretch, size = "", "", dict[str, _Row](), 0
    for token in sorted(rows, key=lambda token: token.encode("utf-16-be")):
        row = rows[token]
        if stretch and size + row.size > _NUMBERS_A_STRETCH:
            yield start, _stretch(stretch)
            start, stretch, size = _told_apart(token, before), {}, 0
        stretch[token] = row
        size += row.size
        before = token
    yield start, _stretch(stretch)


def _stretch(stretch: Mapping[str, _Row]) -> bytes:
    rows = stretch.values()
    stories = [len(row.gaps) for row in rows]
    columns = ([row.gaps for row in rows], [row.often for row in rows], [row.places for row in rows])
    return _table([*stretch], stories, *map(chain.from_iterable, columns))


def _told_apart(token: str, before: str) -> str:
    """Give the shortest beginning of a word that the word before it does not have."""
    pairs = enumerate(zip(token, before, strict=False))
    return token[: next((at for at, (one, other) in pairs if one != other), len(before)) + 1]


def _shown(record: Record) -> dict[str, Any]:
    meta = {name: value for name, value in record.meta.items() if name not in UNSHOWN}
    return {"url": record.url, "meta": meta, "content": record.content, "filters": record.filters}


def _length(record: Record) -> int:
    return round(_STEPS_A_DOUBLING * math.log2(1 + len(record.content.split())))


def _values(stories: Iterable[_Told]) -> dict[str, dict[str, list[int]]]:
    values: dict[str, dict[str, list[int]]] = {}
    for number, told in enumerate(stories):
        for name, theirs in told.filters.items():
            for value in theirs:
                values.setdefault(name, {}).setdefault(value, []).append(number)
    return values


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


# ------------------------------------------------------------------------------------- all blocks together


def _bound(sheaves: Sequence[Sheaf], dealt: Sequence[int], blocks: Sequence[Block]) -> dict[str, bytes]:
    """Give the files of the whole, from the blocks and the block of each brief."""
    numbers: list[list[int]] = [[] for _ in blocks]  # of the stories of each block
    count = 0
    for sheaf, number in zip(sheaves, dealt, strict=True):
        numbers[number] += range(count, count + sheaf.size)
        count += sheaf.size
    terms = _packed(_terms(blocks, numbers))
    head = {
        "blocks": [{"version": block.version, "starts": block.starts} for block in blocks],
        "briefs": len(sheaves),
        "terms": _digest(terms),
    }
    entry = _table(head, dealt, [sheaf.size for sheaf in sheaves], _all_lengths(blocks, numbers))
    return {"entry.packed": _packed(entry), "terms.packed": terms}


def _all_lengths(blocks: Sequence[Block], numbers: Sequence[Sequence[int]]) -> list[int]:
    pairs = (zip(theirs, block.lengths, strict=True) for theirs, block in zip(numbers, blocks, strict=True))
    return [length for _, length in sorted(chain.from_iterable(pairs))]


def _terms(blocks: Sequence[Block], numbers: Sequence[Sequence[int]]) -> bytes:
    """Write the terms, those of most stories first: gaps of one size pack best together."""
    together: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for block, theirs in zip(blocks, numbers, strict=True):
        for name, values in block.values.items():
            for value, stories in values.items():
                together[name, value] += (theirs[story] for story in stories)
    terms = sorted(together, key=lambda term: (-len(together[term]), term))
    gaps = (_gaps(sorted(together[term]), -1) for term in terms)
    return _table(terms, [len(together[term]) for term in terms], chain.from_iterable(gaps))


def _table(head: object, *columns: Iterable[int]) -> bytes:
    """Write a line of JSON, and below it numbers of up to 32 bits: the lowest bytes of all, then the next."""
    numbers = [*chain.from_iterable(columns)]
    data = struct.pack(f"<{len(numbers)}I", *numbers)
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return b"".join((line.encode(), b"\n", *(data[at::4] for at in range(4))))


def _packed(table: bytes) -> bytes:
    return gzip.compress(table, _EFFORT, mtime=0)
