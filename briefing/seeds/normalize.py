"""A seed to a document: what stays, in what shape, and what became of every line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from briefing.model import Basis, Document, Fate, LineAccount, Seed, SeedLine, Sidecar, Source
from briefing.seeds.blocks import Block, BlockKind, parse_blocks
from briefing.seeds.boilerplate import Frame, judge, tag_hints
from briefing.seeds.contents import regroup
from briefing.seeds.derived import derive_title
from briefing.seeds.facts import find_author, find_date
from briefing.seeds.headers import merge, parse_header
from briefing.seeds.heads import demote_titles, find_heads
from briefing.seeds.inline import parse_inline
from briefing.seeds.language import detect_language
from briefing.seeds.lists import restore_shapes
from briefing.seeds.openings import read_headline, without_dateline, without_opening
from briefing.seeds.structure import build_passages
from briefing.seeds.titles import Title, find_title
from briefing.seeds.traits import measure, sentences

_MOST_LEADS: Final = 3  # paragraphs that may stand for the text
MAX_SUMMARY: Final = 300


def normalize(seed: Seed) -> Document:
    """Normalize a capture. Pure: the same seed gives the same document on any day and machine."""
    header = parse_header(seed.lines)
    known = merge(seed.sidecar.facts, merge(header.facts, seed.metadata))
    blocks = parse_blocks([line for line in seed.lines if line.number not in header.numbers])
    found = find_title(blocks, merge(header.facts, seed.metadata))
    author = known.author or find_author(blocks)
    frame = Frame(
        title=found.text if found else "", title_at=found.at if found else -1, source=known.source or "", author=author
    )
    rules = _overruled(blocks, judge(blocks, frame), seed.sidecar)
    kept = restore_shapes(demote_titles(regroup(blocks, rules)))
    text = "\n".join(block.plain for block in kept)
    lang = seed.sidecar.facts.lang or detect_language(text, declared=known.lang or "")
    title, title_basis = _title(seed.sidecar, found, kept)
    stated = "" if title_basis is Basis.DERIVED else title
    date, date_basis = find_date(blocks, rules, kept, title=stated, known=known, sidecar=seed.sidecar.facts.date)
    return Document(
        seed=seed,
        title=title,
        title_basis=title_basis,
        date=date,
        date_basis=date_basis,
        lang=lang,
        summary=summarize(kept, known.description or ""),
        source=Source(name=known.source or (found.site if found else ""), url=known.url or "", author=author),
        passages=build_passages(find_heads(kept), title=title, lang=lang),
        lines=tuple(_accounts(seed.lines, blocks, rules, header.numbers)),
        hints=header.hints + tag_hints(blocks, rules),
    )


def _overruled(blocks: Sequence[Block], rules: Sequence[str], sidecar: Sidecar) -> list[str]:
    """Let the editor's word stand over ours, for every block that holds one of her texts."""
    if not sidecar.drop and not sidecar.keep:
        return list(rules)

    def ruled(block: Block, rule: str) -> str:
        if any(text in block.plain for text in sidecar.drop):
            return "editor"
        return "" if any(text in block.plain for text in sidecar.keep) else rule

    return [ruled(block, rule) for block, rule in zip(blocks, rules, strict=True)]


def _title(sidecar: Sidecar, found: Title | None, kept: Sequence[Block]) -> tuple[str, Basis]:
    if sidecar.facts.title:
        return sidecar.facts.title, Basis.METADATA
    if found:
        return found.text, found.basis
    texts = [block.plain for block in kept if measure(block).prose] or [block.plain for block in kept]
    headline = read_headline(texts[0]) if texts else ""
    return (headline, Basis.STATED) if headline else (derive_title(texts) or "Untitled", Basis.DERIVED)


def summarize(kept: Sequence[Block], description: str) -> str:
    """Take the whole sentences of the deck or the lead that fit; where its first does not, those of what follows."""
    texts = list(islice((block.plain for block in kept if _can_lead(block)), _MOST_LEADS))
    texts = texts or [block.plain for block in kept if block.kind is not BlockKind.HEADING][:_MOST_LEADS]
    fitting = next((found for text in texts if (found := _first_sentences(text))), "")
    if fitting or not texts:
        return fitting
    return description if 0 < len(description) <= MAX_SUMMARY else texts[0][: MAX_SUMMARY - 1].rpartition(" ")[0] + "…"


def _first_sentences(text: str) -> str:
    text = _without_furniture(text)
    end = 0
    for sentence in sentences(text):
        longer = text.index(sentence, end) + len(sentence)
        if longer > MAX_SUMMARY:
            break
        end = longer
    return text[:end]


def _without_furniture(text: str) -> str:
    """Take off what a capture fused with its first sentence."""
    opened = without_opening(text)
    return text if opened == text else without_dateline(opened)


def _can_lead(block: Block) -> bool:
    """Tell a paragraph that says enough to stand for the text."""
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE) and (measure(block).prose or measure(block).size >= 60)


def _accounts(
    lines: Sequence[SeedLine], blocks: Sequence[Block], rules: Sequence[str], header: frozenset[int]
) -> Iterator[LineAccount]:
    """Say of every line what became of it."""
    of_block: Mapping[int, tuple[Block, str]] = {
        number: (block, rule) for block, rule in zip(blocks, rules, strict=True) for number in block.numbers
    }
    for line in lines:
        if line.number in header:
            yield LineAccount(number=line.number, text=line.text, fate=Fate.DROPPED, rules=("capture header",))
        elif line.number in of_block:
            yield _account(line, *of_block[line.number])
        else:
            yield LineAccount(number=line.number, text=line.text, fate=Fate.KEPT)


def _account(line: SeedLine, block: Block, rule: str) -> LineAccount:
    if rule:
        return LineAccount(number=line.number, text=line.text, fate=Fate.DROPPED, rules=(rule,))
    changed = parse_inline(line.text).rules if block.text.rules else ()
    if line.number != block.numbers[0] and not block.rows:
        return LineAccount(number=line.number, text=line.text, fate=Fate.MERGED, rules=changed, into=block.numbers[0])
    return LineAccount(number=line.number, text=line.text, fate=Fate.CHANGED if changed else Fate.KEPT, rules=changed)
