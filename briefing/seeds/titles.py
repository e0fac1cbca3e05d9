"""The title that a capture states: in the line of the text that says it, or in its metadata."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from briefing.model import Basis, Facts
from briefing.seeds import wording
from briefing.seeds.blocks import Block, BlockKind
from briefing.seeds.dates import find_dates
from briefing.seeds.traits import key, measure

_MAX_TITLE: Final = 200
_HEAD: Final = 120  # blocks among which a title is looked for: full menus stand over some
_SUFFIX: Final = re.compile(r"\s+[|\-–—:·»•]+\s+|\s*[|｜_]\s*|(?<=[\u4e00-\u9fff！？”])\s*-+\s*(?=\S{2,12}$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title, how we know it, the index of its block (-1 where no block says it) and the site name cut from it."""

    text: str
    basis: Basis
    at: int = -1
    site: str = ""


def find_title(blocks: Sequence[Block], facts: Facts) -> Title | None:
    """Find the title that a capture states. `facts` are what its metadata says. None where it has no headline."""
    return _named(blocks, facts) if facts.title else _headline(blocks)


# -------------------------------------------------------------------------- a title in the metadata


def _named(blocks: Sequence[Block], facts: Facts) -> Title:
    """Find the block that says what the metadata says; its wording wins, for readers saw it."""
    named = " ".join((facts.title or "").split())
    forms = _without_site(named, facts)
    for text, site in forms:
        at = _block_that_says(blocks, text)
        if at >= 0:
            return Title(text=_clean(blocks[at].plain), basis=Basis.STATED, at=at, site=site)
    heads = [at for at, block in enumerate(blocks[:_HEAD]) if block.kind is BlockKind.HEADING and block.level == 1]
    heads = [
        at for at in heads if _is_title_like(blocks[at]) and not blocks[at].place and measure(blocks[at]).words > 2
    ]
    if len(heads) == 1:
        return Title(text=_clean(blocks[heads[0]].plain), basis=Basis.STATED, at=heads[0], site=forms[-1][1])
    text, site = next((form for form in forms if form[1] and _is_site(form[1], facts)), forms[0])
    return Title(text=text, basis=Basis.METADATA, site=site)


def _without_site(title: str, facts: Facts) -> list[tuple[str, str]]:
    """List the forms of a `<title>`: whole, then without one and more of the names that sites put behind theirs."""
    forms = [(title, "")]
    breaks = list(_SUFFIX.finditer(title))
    forms += [(title[: found.start()].strip(), title[found.end() :].strip()) for found in reversed(breaks)]
    return [form for form in forms if form[0]]


def _is_site(name: str, facts: Facts) -> bool:
    """Tell a site's name: the source's, or that of the host."""
    found = key(name)
    host = key((urlsplit(facts.url or "").hostname or "").removeprefix("www.").rpartition(".")[0])
    known = [key(facts.source or ""), host]
    return any(site and (site in found or found in site) for site in known)


def _block_that_says(blocks: Sequence[Block], title: str) -> int:
    """Find the block with just these words, a heading before any other line."""
    wanted = key(title)
    found = [at for at, block in enumerate(blocks) if len(block.plain) <= _MAX_TITLE and key(block.plain) == wanted]
    heads = [at for at in found if blocks[at].kind is BlockKind.HEADING]
    return (heads or found or [-1])[0]


# ----------------------------------------------------------------------------- a title in the text


def _headline(blocks: Sequence[Block]) -> Title | None:
    heads = [at for at, block in enumerate(blocks[:_HEAD]) if block.kind is BlockKind.HEADING and block.level == 1]
    heads = [at for at in heads if _is_title_like(blocks[at])]
    if heads:
        dated = [at for at in heads if _is_date(blocks[at].plain)]
        at = next((at for at in heads if at not in dated), heads[0])
        return Title(text=_clean(blocks[at].plain), basis=Basis.STATED, at=at)
    candidates = list(_candidates(blocks))
    if not candidates:
        return None
    at = max(candidates, key=lambda at: (_strength(blocks, candidates, at), -at))
    if at > 0 and at > candidates[0] and _strength(blocks, candidates, at) <= 0:
        return None
    return Title(text=_clean(blocks[at].plain), basis=Basis.STATED, at=at)


def _candidates(blocks: Sequence[Block]) -> Iterable[int]:
    """Go through the lines over the text that could be its title."""
    for at, block in enumerate(blocks[:_HEAD]):
        traits = measure(block)
        if not traits.key:
            continue
        is_title = _is_title_like(block) and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        furniture = wording.whole_line(traits.folded) or wording.opening(traits.folded)
        if furniture:
            continue
        if traits.prose and not (at == 0 and is_title and len(blocks) > 1 and measure(blocks[1]).prose):
            return
        if is_title and traits.linked < 0.5 and traits.words >= (2 if at == 0 else 3):
            yield at


def _strength(blocks: Sequence[Block], candidates: Sequence[int], at: int) -> int:
    """Weigh a candidate: said again, the beginning of another (that adds the site), first, long enough."""
    keys = [key(blocks[i].plain) for i in candidates]
    mine = key(blocks[at].plain)
    everywhere = Counter(key(block.plain) for block in blocks if len(block.plain) <= _MAX_TITLE)
    strength = 3 * (everywhere[mine] >= 2) + 3 * any(mine != other and other.startswith(mine) for other in keys)
    strength += 2 * (at == candidates[0]) + (measure(blocks[at]).words >= 5)
    return strength - 3 * any(mine != other and mine.startswith(other) for other in keys)


_NO_TITLE: Final = re.compile(r"(?:\b(?:ago|gmt|min read)\b|[.。,，;；:：…])$", re.IGNORECASE)
_ABBREVIATED: Final = re.compile(r"\b(?:U\.S|U\.K|Inc|Corp|Ltd|Co|Jr|A\.I|a\.m|p\.m)\.$")


def _is_title_like(block: Block) -> bool:
    plain = block.plain
    ends = _NO_TITLE.search(plain) and not _ABBREVIATED.search(plain)
    return bool(plain) and len(plain) <= _MAX_TITLE and not (ends and block.kind is not BlockKind.HEADING)


def _is_date(plain: str) -> bool:
    return any(not key(plain[: found.start] + plain[found.end :]) for found in find_dates(plain))


def _clean(title: str) -> str:
    return " ".join(title.split())
