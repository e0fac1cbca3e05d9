"""One story or many, and which text belongs to which: blocks with their heads to the passages of a body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefing.model import Part, Passage
from briefing.seeds.blocks import Block, BlockKind
from briefing.seeds.heads import RUN_IN
from briefing.seeds.traits import measure, names, sentences
from briefing.seeds.writing import write_blocks
from briefing.slugs import slugify, unique_slugs

_ROUND_UP: Final = re.compile(
    r"\bround-?up\b|\bdigest\b|\bweekly\b|\bdaily\b|\bbriefing\b|\bbriefs?\b|\bnewsletter\b|"
    r"\bheadlines?\b|\brecap\b|\b(?:this|last|past) week\b|\bweek in\b"
    r"|\bthings (?:to|you|in|we)\b|\b\d+ (?:biggest|top|big|ai|tech|new)?\s?(?:things|stories|news|"
    r"deals|launches|announcements|takeaways)\b|\bin other news\b"
    r"|\bvol(?:ume)?\.? ?\d|\bissue ?#?\d|#\d+$|\bsurprising surge\b|\bnews in brief\b|\bthe "
    r"rundown\b|\btop (?:stories|news)\b"
    r"|早报|晚报|日报|周报|周刊|月报|简报|快讯|要闻|速递|资讯|盘点|合集|汇总|一周|头条|新闻联播|"
    r"まとめ|ニュース一覧|週報|日報|브리핑|Wochenrückblick|Wochenüberblick|Nachrichtenüberblick"
    r"|l'essentiel|revue de presse|les actus|resumen (?:semanal|diario)|boletín",
    re.IGNORECASE,
)
_COMPILES: Final = re.compile(
    r"\b(?:round-?up|compiles?|surveys the latest|top headlines|here(?:'s| are) (?:the|some|our|a few)"
    r"|this week(?:'s)?\b.{0,60}\bnews|the (?:biggest|top|latest) (?:ai |tech )?(?:news|stories)|need to know"
    r"|most important .{0,40}\bannounced)\b|以下是|今日.{0,8}要闻|一览",
    re.IGNORECASE,
)
_BRIEFLY: Final = re.compile(
    r"(?:additional|other|further|more)\s+(?:\w+\s+){0,2}(?:headlines|news|stories|developments|items|"
    r"updates)\s*(?:of note\s*)?(?:include|included|are|were|:)"
    r"|in (?:other|brief|short)(?: news)?:|also in the news|其他(?:新闻|消息|资讯|要闻|"
    r"动态)(?:还)?(?:包括|有|：)|此外.{0,12}(?:还包括|消息还有|新闻还有)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"\b(?:[3-9]|[1-3]\d|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE
)
_SPELLED: Final = {
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_PLAIN_HEAD: Final = re.compile(
    r"^(?:background|overview|introduction|conclusion|summary|context|what(?:'s| is| are| it| this| "
    r"we| happened| to| next)\b|why\b|how\b|who\b|when\b|where\b|key (?:takeaways|features|points)"
    r"|the (?:bottom line|big picture|takeaway|problem|solution|challenge)|looking ahead|next steps|"
    r"faq|about\b|getting started|availability|pricing|results|methods?|limitations|discussion"
    r"|背景|概述|简介|总结|结论|结语|为什么|如何|什么是|怎么|关于|展望|写在最后|前言|引言|まとめ|"
    r"背景と|はじめに|おわりに|hintergrund|fazit|einleitung|ausblick|contexte|conclusion|introduction)",
    re.IGNORECASE,
)
IN_BRIEF: Final = {
    "en": "In brief",
    "zh": "简讯",
    "de": "Kurz gemeldet",
    "fr": "En bref",
    "es": "En breve",
    "ja": "短信",
    "ko": "단신",
    "it": "In breve",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A head (none for the lead), the blocks under it, and the sections below it. `number` tells equal heads apart."""

    head: Block | None
    blocks: tuple[Block, ...] = ()
    below: tuple[Section, ...] = ()


def build_passages(blocks: Sequence[Block], *, title: str, lang: str) -> tuple[Passage, ...]:
    """Arrange a text as one story or as many. There is at least one story."""
    body, closing = _closing(blocks)
    tree = _tree(body)
    if is_round_up(tree, title, closed=bool(closing)):
        passages = list(_headed(tree))
        passages += _brief_items(closing, passages, lang)
    else:
        passages = list(_headless(blocks, title))
    if not any(passage.part is Part.STORY for passage in passages):
        passages = [Passage(part=Part.STORY, title=title, markdown=write_blocks(_ranked(blocks, 2)))]
    return _identified(passages)


def _identified(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Give sections and stories their anchors."""
    named = [passage for passage in passages if passage.part is not Part.TEXT]
    slugs = iter(unique_slugs(slugify(passage.title) for passage in named))
    return tuple(passage if passage.part is Part.TEXT else replace(passage, id=next(slugs)) for passage in passages)


# ---------------------------------------------------------------------------------------- the tree


def _tree(blocks: Sequence[Block]) -> Section:
    """Nest blocks under their heads, by rank."""
    at, lead = _take_text(blocks, 0)
    return Section(head=None, blocks=lead, below=tuple(_sections(blocks[at:])))


def _sections(blocks: Sequence[Block]) -> Iterator[Section]:
    """Split blocks that begin with a head into sections: the next starts at a head of no lower rank."""
    starts = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    open_: list[tuple[Block, tuple[Block, ...], list[Section]]] = []
    done: list[Section] = []

    def close(rank: int) -> None:
        while open_ and open_[-1][0].level >= rank:
            head, text, below = open_.pop()
            section = Section(head=head, blocks=text, below=tuple(below))
            (open_[-1][2] if open_ else done).append(section)

    for at in starts:
        close(blocks[at].level)
        _, text = _take_text(blocks, at + 1)
        open_.append((blocks[at], text, []))
    close(0)
    yield from done


def _take_text(blocks: Sequence[Block], start: int) -> tuple[int, tuple[Block, ...]]:
    end = start
    while end < len(blocks) and blocks[end].kind is not BlockKind.HEADING:
        end += 1
    return end, tuple(blocks[start:end])


def _closing(blocks: Sequence[Block]) -> tuple[Sequence[Block], tuple[Block, ...]]:
    """Take off a last paragraph such as `Additional headlines include A, B and C`."""
    headed = len(blocks) < 3 or blocks[-2].kind is BlockKind.HEADING
    if not headed and blocks[-1].kind is BlockKind.PARAGRAPH and _BRIEFLY.match(blocks[-1].plain):
        return blocks[:-1], (blocks[-1],)
    return blocks, ()


# ------------------------------------------------------------------------------------ one or many


def is_round_up(tree: Section, title: str, *, closed: bool = False) -> bool:
    """Weigh the evidence that the heads start stories, not parts of one."""
    leaves = list(_leaves(tree))
    if len(leaves) < 2:
        return False
    heads = [leaf.head for leaf in leaves if leaf.head]
    lead = " ".join(block.plain for block in tree.blocks)[:1500]
    weight = 4 * closed + 3 * any(head.level == RUN_IN for head in heads)
    weight += 2 * bool(_ROUND_UP.search(title)) + bool(_COMPILES.search(lead))
    weight += 2 * (_share(_is_linked, leaves) >= 0.5) + (len(leaves) >= 6) - 2 * (len(leaves) <= 2)
    weight += 2 * (len(leaves) in _promised(title)) + (_share(_is_numbered, leaves) == 1)
    weight -= 3 * (_share(lambda leaf: bool(leaf.head and _PLAIN_HEAD.match(leaf.head.plain)), leaves) >= 0.3)
    return weight + _apartness(leaves, title) >= 3


def _apartness(leaves: Sequence[Section], title: str) -> int:
    """Weigh whether the parts share their names: a story's parts do, a round-up's have each their own."""
    own = [names(" " + (leaf.head.plain if leaf.head else "")) | names(_text(leaf)) for leaf in leaves]
    counts = Counter(name for found in own for name in found)
    common = [name for name, count in counts.items() if count * 10 >= len(leaves) * 6 and count >= 2 and name != "ai"]
    heads = [names(". " + leaf.head.plain) for leaf in leaves if leaf.head]
    if not any(heads):
        return 0  # a script without capitals, or heads without names: they tell nothing
    distinct = sum(any(counts[name] <= max(1, len(leaves) // 5) for name in found) for found in heads)
    weight = 2 * (distinct * 10 >= len(leaves) * 6) - 2 * (distinct * 10 <= len(leaves) * 3)
    shared = names(" " + title) & set(common)
    return weight - 2 * bool(shared) - bool(common)


def _share(test: object, leaves: Sequence[Section]) -> float:
    return sum(bool(test(leaf)) for leaf in leaves) / len(leaves) if callable(test) else 0.0


def _is_linked(leaf: Section) -> bool:
    """Tell a head that led to a page of its own."""
    return bool(leaf.blocks) and bool(leaf.blocks[0].text.links) and len(leaf.blocks[0].plain) < 60


def _is_numbered(leaf: Section) -> bool:
    return bool(leaf.head and leaf.head.plain[:1].isdigit())


def _leaves(section: Section) -> Iterator[Section]:
    for below in section.below:
        if below.below:
            yield from _leaves(below)
        elif below.blocks:
            yield below


def _text(section: Section) -> str:
    own = " ".join(block.plain for block in section.blocks)
    return " ".join((own, *(_text(below) for below in section.below)))


# ------------------------------------------------------------------------------- stories with heads


def _headed(tree: Section) -> Iterator[Passage]:
    """Give the lead, then sections with their stories, or stories alone."""
    if tree.blocks:
        yield Passage(part=Part.TEXT, markdown=write_blocks(tree.blocks))
    deep = any(_holds_stories(section) for section in tree.below)
    yield from _of_siblings(tree.below, 3 if deep else 2)


def _of_siblings(sections: Sequence[Section], level: int) -> Iterator[Passage]:
    """Give each of a row of sections: where one holds stories, those without are sections with a text."""
    holding = [_holds_stories(section) for section in sections]
    mixed = any(holding) and sum(holding) * 2 >= len(sections)
    for section, holds in zip(sections, holding, strict=True):
        if holds or (mixed and section.head and section.head.level < RUN_IN):
            yield _passage(Part.SECTION, section, 2, section.blocks)
            yield from _of_siblings(section.below, level)
        else:
            yield _passage(Part.STORY, section, level, _flat(section))


def _holds_stories(section: Section) -> bool:
    """Tell a section over stories from a story with subheads, which has a text of its own first."""
    return bool(section.below) and (
        any(below.head and below.head.level == RUN_IN for below in section.below)
        or sum(len(block.plain) for block in section.blocks) < 80
        or any(_holds_stories(below) for below in section.below)
    )


def _passage(part: Part, section: Section, level: int, blocks: Sequence[Block]) -> Passage:
    title = section.head.plain if section.head else ""
    return Passage(part=part, title=title, level=level, markdown=write_blocks(_ranked(blocks, level + 1)))


def _flat(section: Section) -> list[Block]:
    """List the blocks of a story, its subheads among them."""
    parts: list[Block] = list(section.blocks)
    for below in section.below:
        parts += [below.head] if below.head else []
        parts += _flat(below)
    return parts


def _ranked(blocks: Sequence[Block], top: int) -> list[Block]:
    """Number the ranks of subheads from `top` on, leaving none out."""
    ranks = sorted({block.level for block in blocks if block.kind is BlockKind.HEADING})
    levels = {rank: min(top + at, 6) for at, rank in enumerate(ranks)}
    return [b._replace(level=levels[b.level]) if b.kind is BlockKind.HEADING else b for b in blocks]


def _brief_items(closing: Sequence[Block], passages: Sequence[Passage], lang: str) -> list[Passage]:
    level = max((passage.level for passage in passages if passage.part is Part.STORY), default=2)
    title = IN_BRIEF.get(lang, IN_BRIEF["en"])
    return [Passage(part=Part.STORY, title=title, level=level, markdown=write_blocks(closing))] if closing else []


# ---------------------------------------------------------------------------- stories without heads


def _headless(blocks: Sequence[Block], title: str) -> Iterator[Passage]:
    """Give a story a paragraph, where a text without heads is a list of stories; else nothing."""
    if any(block.kind is BlockKind.HEADING for block in blocks):
        return
    starts = _starts(blocks, title)
    if len(starts) < 3:
        return
    if starts[0]:
        yield Passage(part=Part.TEXT, markdown=write_blocks(blocks[: starts[0]]))
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        first = blocks[start]._replace(kind=BlockKind.PARAGRAPH, ordinal="", level=0)
        yield Passage(
            part=Part.STORY,
            title=_first_sentence(first.plain),
            markdown=write_blocks([first, *blocks[start + 1 : end]]),
        )


def _starts(blocks: Sequence[Block], title: str) -> list[int]:
    """Find the paragraphs that each begin a story: as many as the title promises, or numbered, or a round-up's all."""
    prose = [at for at, block in enumerate(blocks) if measure(block).prose and block.kind is BlockKind.PARAGRAPH]
    items = [at for at, block in enumerate(blocks) if block.kind is BlockKind.ITEM and measure(block).prose]
    for count in _promised(title):
        for starts in (items, prose):
            if starts and (len(starts) == count or (starts is prose and 0 < len(starts) - count <= 3)):
                return starts[-count:]
    if not _ROUND_UP.search(title):
        return []
    mass = sum(len(block.plain) for block in blocks)
    if len(items) >= 3 and sum(len(blocks[at].plain) for at in items) * 10 >= mass * 6:
        return items
    own = [names(" " + blocks[at].plain) for at in prose]
    counts = Counter(name for found in own for name in found)
    apart = sum(bool(found) and all(counts[name] == 1 or name == "ai" for name in found) for found in own)
    return prose if len(prose) >= 4 and apart * 10 >= len(prose) * 7 else []


def _promised(title: str) -> list[int]:
    """List the small numbers of a title, one of which may count its stories."""
    return [_SPELLED.get(number.lower()) or int(number) for number in _NUMBER.findall(title)]


def _first_sentence(plain: str) -> str:
    """Take the sentence that titles a story: it is what its first block begins with, to the letter."""
    first = next(iter(sentences(plain)), plain).strip()
    title = first if plain.startswith(first) else plain
    return title if len(title) <= 160 else title[:160].rpartition(" ")[0] or title[:160]
