"""The title that a capture states: in the line of the text that says it, or in its metadata."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefing.addresses import host_of
from briefing.model import Basis, Facts
from briefing.seeds import wording
from briefing.seeds.blocks import Block, BlockKind
from briefing.seeds.dates import find_dates
from briefing.seeds.traits import SENTENCE_END, key, measure

_MAX_TITLE: Final = 200
_MAX_SITE: Final = 40
_MIN_WORDS: Final = 4
_LIKENESS: Final = 0.6  # of the words of two titles, those that both have
_TRANSLATED: Final = 2  # blocks to the next head of the first level, where that repeats this in another language
_MAX_BESIDE_DATE: Final = 24  # letters and digits: `Published 10:02 AM EST`
_HEAD: Final = 120  # blocks among which a title is looked for: full menus stand over some
_SUFFIX: Final = re.compile(
    r"\s+[|\-–—:·»•]+\s+|\s*[|｜_]\s*|(?<=[\u4e00-\u9fff！？”])\s*-+\s*(?=\S{2,12}$)|:\s+(?=\w+$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title, how we know it, the index of its block (-1 where no block says it) and the site name cut from it."""

    text: str
    basis: Basis
    at: int = -1
    site: str = ""


def find_title(blocks: Sequence[Block], facts: Facts) -> Title | None:
    """Find the title that a capture states. `facts` are what its metadata says. None where it has no headline."""
    return _named(blocks, facts) if facts.title else _page_title(blocks) or _headline(blocks)


# -------------------------------------------------------------------------- a title in the metadata


def _named(blocks: Sequence[Block], facts: Facts) -> Title:
    """Find the block that says what the metadata says; its wording wins, for readers saw it."""
    named = _clean(facts.title or "")
    said = _said(blocks, named)
    if said:
        return said
    forms = _without_site(named)
    heads = [at for at, block in enumerate(blocks[:_HEAD]) if block.kind is BlockKind.HEADING and block.level == 1]
    heads = [
        at for at in heads if _is_title_like(blocks[at]) and not blocks[at].place and measure(blocks[at]).words > 2
    ]
    if len(heads) == 1:
        return Title(text=_clean(blocks[heads[0]].plain), basis=Basis.STATED, at=heads[0], site=forms[-1][1])
    text, site = next((form for form in forms if form[1] and _is_site(form[1], facts)), forms[0])
    return Title(text=text, basis=Basis.METADATA, site=site)


def _said(blocks: Sequence[Block], title: str) -> Title | None:
    """Find the block that says a `<title>`, at best a heading, and rather without the names of site and section."""
    found: list[Title] = []
    for text, site in _forms(title):
        at = _block_that_says(blocks, text)
        if at >= 0 and (not site or measure(blocks[at]).words > 2 or _is_first_head(blocks[at])):
            found.append(Title(text=_clean(blocks[at].plain), basis=Basis.STATED, at=at, site=site))
    heads = [form for form in found if blocks[form.at].kind is BlockKind.HEADING]
    return max(heads or found, key=lambda form: bool(form.site), default=None)


def _forms(title: str) -> list[tuple[str, str]]:
    """List the forms of a `<title>` as _without_site does, then those without what stands in front: a section."""
    bare = _without_site(title)
    fronts = [(text[found.end() :].strip(), text) for text, _ in bare for found in _SUFFIX.finditer(text)]
    return bare + [form for form in fronts if form[0]]


def _without_site(title: str) -> list[tuple[str, str]]:
    """List the forms of a `<title>`: whole, then without one and more of the names that sites put behind theirs."""
    forms = [(title, "")]
    breaks = list(_SUFFIX.finditer(title))
    forms += [(title[: found.start()].strip(), title[found.end() :].strip()) for found in reversed(breaks)]
    return [form for form in forms if form[0]]


def _is_site(name: str, facts: Facts) -> bool:
    """Tell a site's name: the source's, or that of the host."""
    found = key(name)
    host = key(host_of(facts.url or "").rpartition(".")[0])
    known = [key(facts.source or ""), host]
    return any(site and (site in found or found in site) for site in known)


def _block_that_says(blocks: Sequence[Block], title: str) -> int:
    """Find the block with just these words, a heading before any other line."""
    wanted = key(title)
    short = (at for at, block in enumerate(blocks) if len(block.plain) <= _MAX_TITLE)
    found = [at for at in short if measure(blocks[at]).key == wanted]
    heads = [at for at in found if blocks[at].kind is BlockKind.HEADING]
    return (heads or found or [-1])[0]


# ----------------------------------------------------------------------------- a title in the text


def _page_title(blocks: Sequence[Block]) -> Title | None:
    """Read the first line as the `<title>` that a capture of a page begins with, where a later line says the same.

    Where none does, a line of the page may name the site that stands behind it.
    """
    if len(blocks) < 2 or blocks[0].kind is not BlockKind.PARAGRAPH or measure(blocks[0]).words <= 2:
        return None
    if not _is_title_like(blocks[0]):
        return None
    named = _clean(blocks[0].plain)
    said = _said(blocks[1:], named)
    if said and (said.site or not any(map(_is_sentence, blocks[1 : said.at + 1]))):
        return replace(said, at=said.at + 1)
    if said or any(map(_is_first_head, blocks)):
        return None
    alike = _alike(blocks, named)
    if alike:
        return Title(text=_clean(blocks[alike].plain), basis=Basis.STATED, at=alike)
    keys = {key(block.plain) for block in blocks[1:] if len(block.plain) <= _MAX_SITE}
    sites = (form for form in _without_site(named)[1:] if key(form[1]) in keys)
    return next((Title(text=text, basis=Basis.STATED, at=0, site=site) for text, site in sites), None)


def _alike(blocks: Sequence[Block], named: str) -> int:
    """Find the line over the text that says nearly what the `<title>` says; 0 where none does."""
    wanted = [_words(text) for text, _ in _without_site(named)]

    def likeness(at: int) -> float:
        mine = _words(blocks[at].plain)
        return max(len(mine & words) / len(mine | words) if len(words) >= _MIN_WORDS else 0.0 for words in wanted)

    likely = {at: likeness(at) for at in _candidates(blocks) if at}
    best = max(likely, key=lambda at: (likely[at], -at), default=0)
    return best if best and likely[best] >= _LIKENESS else 0


def _words(text: str) -> frozenset[str]:
    return frozenset(wording.fold(text).split())


def _is_sentence(block: Block) -> bool:
    return measure(block).words >= 8 and bool(SENTENCE_END.search(block.plain))


def _is_first_head(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and block.level == 1


def _headline(blocks: Sequence[Block]) -> Title | None:
    heads = [at for at, block in enumerate(blocks) if _is_first_head(block) and _is_title_like(block)]
    if heads:
        ends = dict(zip(heads, [*heads[1:], len(blocks)], strict=True))

        def fitness(at: int) -> tuple[bool, bool, bool, int]:
            told = ends[at] - at <= _TRANSLATED or any(measure(block).prose for block in blocks[at : ends[at]])
            return not _is_date(blocks[at].plain), told, measure(blocks[at]).words > 2, -at

        at = max(heads, key=fitness)
        return Title(text=_clean(blocks[at].plain), basis=Basis.STATED, at=at)
    strengths = _strengths(blocks, list(_candidates(blocks)))
    if not strengths:
        return None
    at = max(strengths, key=lambda at: (strengths[at], -at))
    if at > min(strengths) and strengths[at] <= 0:
        return None
    return Title(text=_clean(blocks[at].plain), basis=Basis.STATED, at=at)


def _candidates(blocks: Sequence[Block]) -> Iterable[int]:
    """Go through the lines over the text that could be its title."""
    for at, block in enumerate(blocks[:_HEAD]):
        traits = measure(block)
        if not traits.key:
            continue
        is_title = _is_title_like(block) and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        if traits.whole or traits.opening:
            continue
        if traits.prose and not (at == 0 and is_title and len(blocks) > 1 and measure(blocks[1]).prose):
            return
        if is_title and traits.linked < 0.5 and traits.words >= (2 if at == 0 else 3) and not _is_stamp(block.plain):
            yield at


def _strengths(blocks: Sequence[Block], candidates: Sequence[int]) -> dict[int, int]:
    """Weigh each candidate: said again, the beginning of another (that adds the site), first, long enough."""
    keys = {at: measure(blocks[at]).key for at in candidates}
    everywhere = Counter(measure(block).key for block in blocks if len(block.plain) <= _MAX_TITLE)

    def strength(at: int) -> int:
        mine, others = keys[at], [other for other in keys.values() if other != keys[at]]
        said = 3 * (everywhere[mine] >= 2) + 3 * any(other.startswith(mine) for other in others)
        weight = said + 2 * (at == candidates[0]) + (measure(blocks[at]).words >= 5)
        return weight - 3 * any(mine.startswith(other) for other in others)

    return {at: strength(at) for at in candidates}


_NO_TITLE: Final = re.compile(r"(?:\b(?:ago|gmt|min read)\b|[.。,，;；:：…])$", re.IGNORECASE)
_ABBREVIATED: Final = re.compile(r"\b(?:U\.S|U\.K|Inc|Corp|Ltd|Co|Jr|A\.I|a\.m|p\.m)\.$")


def _is_title_like(block: Block) -> bool:
    plain = block.plain
    if not 0 < len(plain) <= _MAX_TITLE:
        return False
    ends = _NO_TITLE.search(plain) and not _ABBREVIATED.search(plain)
    return block.kind is BlockKind.HEADING or not ends


def _is_stamp(plain: str) -> bool:
    """Tell a line that says when, and little else: `Published 10:02 AM EST Nov 19, 2019`."""
    return any(len(key(plain[: found.start] + plain[found.end :])) <= _MAX_BESIDE_DATE for found in find_dates(plain))


def _is_date(plain: str) -> bool:
    return any(not key(plain[: found.start] + plain[found.end :]) for found in find_dates(plain))


def _clean(title: str) -> str:
    return " ".join(title.split())
