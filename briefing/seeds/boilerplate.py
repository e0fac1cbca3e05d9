"""Which blocks are page furniture, and by which rule.

Evidence comes in this order: the form (a frame, an icon), the place in a page, the wording, repetition, and last the
position: what stands before the title or after the text, and says nothing of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from briefing.seeds.blocks import Block, BlockKind
from briefing.seeds.dates import find_dates, without_dates
from briefing.seeds.heads import is_source_line
from briefing.seeds.lists import is_signature
from briefing.seeds.traits import SENTENCE_END, Traits, key, measure, sentences

# Soft rules: such words can also head a part of a text ("Most read", "Videos"); what follows decides.
_SOFT: Final = frozenset({"related", "player", "navigation", "subscription", "comments", "legal", "author box"})
_BYLINE: Final = re.compile(
    r"(?:by|von|par|por|di|door|words by|作者|记者|撰文|文|编辑|来源|本报记者|文/图|取材)[\s:：/丨｜|]\s*\S.{0,100}$",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b|\b(?:updated|published|posted|last modified|gmt|est|edt|et|pst|pdt|utc|"
    r"cet|uhr|am|pm|a\.m\.|p\.m\.)\b"
    r"|(?:发布|更新|时间|公開|更新日).{0,4}\d",
    re.IGNORECASE,
)
_AGENCY: Final = re.compile(
    r"[.!?”\"] ?(?:(?:photo|photograph|image|picture|foto)s?\b.{0,60}|reuters|afp|ap|getty images?|"
    r"epa|bloomberg|shutterstock)(?:/[\w ]{2,30})?$"
    r"|[(\[](?:image|photo|picture|graphic|foto|bild)s?(?: credit| by)?s?[:：/ ][^()\[\]]{2,80}[)\]]$",
    re.IGNORECASE,
)
_BIOGRAPHY: Final = re.compile(
    r"\b(?:is|was|are|works as) (?:a|an|the|our)\b.{0,80}\b(?:writer|reporter|editor|journalist|"
    r"correspondent|columnist|author|contributor"
    r"|producer|blogger|fellow)\b|\b(?:covers|writes about|reports on|has written for)\b|\bis based in\b",
    re.IGNORECASE,
)
_TAIL_HEADS: Final = frozenset(
    {"related", "comments", "author box", "subscription", "sharing", "legal", "player", "counters"}
)
_TAIL_OPENINGS: Final = frozenset({"legal", "comments", "author box"})
_SURE_TAILS: Final = frozenset({"related", "comments", "author box"})
_FUSED: Final = re.compile(r"[^\W\d_A-Z][A-Z][^\W\d_A-Z]|[A-Z]{2}[a-z]{2}|[a-z]{2}[A-Z]{2}")
_STAMP: Final = re.compile(
    r"\bago\b|\b(?:says|said|wrote)\b.{0,30}[:：]$|^(?:reply|antworten|répondre|回复)$", re.IGNORECASE
)
_MAX_STAMP: Final = 50
_MAX_BOX: Final = 8  # lines of a box inside an article that names others
_MAX_DATELINE: Final = 160
_MAX_BESIDE_DATE: Final = 12  # words
_LAST_LINES: Final = 4  # more after the last running text are no last section of it
_MIN_STAMPS: Final = 3
_MIN_SENTENCE: Final = 20
_NEAR: Final = 8  # blocks between a pull quote and its paragraph, at most
_TAGLINE: Final = re.compile(
    r"(?:focus(?:es|ed|ing)|covers?|covering|writes?|reports?|speciali[sz]\w+|explor\w+|shar(?:es|"
    r"ing)|help(?:s|ing))\b|专注|关注|分享",
    re.IGNORECASE,
)
CONTENTS: Final = "table of contents"


def contents_key(block: Block) -> str:
    """Give what an entry of a table of contents says, without the number it may carry."""
    return key(block.plain).strip("0123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is known of a capture before its furniture is judged. `title_at` is its title's block, or -1."""

    title: str = ""
    title_at: int = -1
    source: str = ""
    author: str = ""


def judge(blocks: Sequence[Block], frame: Frame) -> tuple[str, ...]:
    """Name for every block the rule that drops it, "" where it stays.

    Where the places in a page leave no text, they are wrong: what a page calls hidden may be shown by its scripts.
    """
    rules = _judged(blocks, frame)
    if all(rules) and any(block.place in _UNSURE for block in blocks):
        return _judged([b._replace(place="") if b.place in _UNSURE else b for b in blocks], frame)
    return rules


_UNSURE: Final = frozenset({"hidden", "outside", "aside", "tags", "comments", "author", "subscribe", "teaser"})


def _judged(blocks: Sequence[Block], frame: Frame) -> tuple[str, ...]:
    judge_ = _Judge(blocks, frame)
    for step in (
        judge_.by_form,
        judge_.contents,
        judge_.by_wording,
        judge_.by_repetition,
        judge_.captions,
        judge_.before_the_text,
        judge_.under_the_deck,
        judge_.related_lists,
        judge_.after_the_text,
        judge_.tagline,
        judge_.promotion,
        judge_.empty_heads,
    ):
        step()
    return tuple(judge_.rules)


@dataclass(slots=True)
class _Judge:
    """The verdicts as they grow, step by step; a verdict once given stands."""

    blocks: Sequence[Block]
    frame: Frame
    traits: list[Traits] = field(init=False)
    promoting: list[bool] = field(init=False)
    rules: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.traits = [measure(block) for block in self.blocks]
        self.promoting = list(map(self._promotes, range(len(self.blocks))))
        self.rules = [""] * len(self.blocks)

    # ------------------------------------------------------------------------------ one block alone

    def by_form(self) -> None:
        for at, block in enumerate(self.blocks):
            if at == self.frame.title_at:
                self.rules[at] = "title"
            elif block.kind is BlockKind.MARKUP:
                self.rules[at] = "embedded markup"
            elif block.kind is BlockKind.RULE:
                self.rules[at] = "separator"
            elif block.place and block.place != "lead":
                self.rules[at] = f"page {block.place}"
            elif block.kind is BlockKind.CAPTION:
                self.rules[at] = "caption"
            elif not self.traits[at].key and block.kind not in (BlockKind.CODE, BlockKind.TABLE):
                self.rules[at] = "image" if block.text.images else "icon"

    def contents(self) -> None:
        """Drop a table of contents: a run of items, most of which name heads that follow."""
        heads = {contents_key(block): at for at, block in enumerate(self.blocks) if block.kind is BlockKind.HEADING}
        items = [at for at, block in enumerate(self.blocks) if block.kind is BlockKind.ITEM and not self.rules[at]]
        named = {at for at in items if heads.get(contents_key(self.blocks[at]), -1) > at}
        if len(named) < 2:
            return
        over = [at for at in heads.values() if at + 1 in named]
        over = over if len(over) < 2 else [min(over) - 1]  # one labels the table; several group it, under a label
        labels = {at for at in over if self.blocks[at].kind is BlockKind.HEADING} - {self.frame.title_at}
        for at in named | labels:
            self.rules[at] = self.rules[at] or CONTENTS

    def by_wording(self) -> None:
        for at in range(len(self.blocks)):
            if self.rules[at] or self._is_sacred(at):
                continue
            rule = self.traits[at].whole
            if rule in _SOFT and self._heads_text(at):
                continue
            self.rules[at] = rule or self.traits[at].opening

    def _heads_text(self, at: int) -> bool:
        """Tell a line over running text, as a section's head is."""
        following = self._next(at)
        while following >= 0 and self.blocks[following].kind is BlockKind.HEADING:
            at, following = following, self._next(following)
        return following >= 0 and self.traits[following].prose and self.traits[following].size > 150

    # -------------------------------------------------------------------------------- all the blocks

    def by_repetition(self) -> None:
        counts = Counter(traits.key for traits in self.traits)
        title, source = key(self.frame.title), key(self.frame.source)
        seen: set[str] = set()
        for at, traits in enumerate(self.traits):
            if self.rules[at] or self._is_sacred(at):
                continue
            if title and traits.key == title:
                self.rules[at] = "repeated title"
            elif source and traits.key == source:
                self.rules[at] = "site name"
            elif counts[traits.key] >= 3 and traits.size <= 90 and not SENTENCE_END.search(self.blocks[at].plain):
                self.rules[at] = "repeated line"
            elif self._repeats(at, seen):
                self.rules[at] = "repeated text"
        self._quoted_twice()

    def _repeats(self, at: int, seen: set[str]) -> bool:
        """Tell a text whose every sentence has been said before; a teaser ("...") repeats its beginning."""
        plain = self.blocks[at].plain
        keys = [found for part in sentences(plain) if len(found := key(part)) >= _MIN_SENTENCE]
        old = sum(len(found) for found in keys if found in seen)
        if keys and plain.rstrip().endswith(("...", "…")) and any(found[:_MIN_SENTENCE] in seen for found in keys):
            return True
        repeats = bool(keys) and old * 10 >= sum(map(len, keys)) * 9
        if not repeats:
            seen.update(keys)
            seen.update(found[:_MIN_SENTENCE] for found in keys)
        return repeats

    def _quoted_twice(self) -> None:
        """Drop a pull quote: words of a paragraph near by, standing alone."""
        keys = [traits.key for traits in self.traits]
        for at, block in enumerate(self.blocks):
            mine = keys[at]
            if self.rules[at] or block.kind is BlockKind.HEADING or not 40 <= self.traits[at].size <= 350:
                continue
            near = range(max(at - _NEAR, 0), min(at + _NEAR, len(self.blocks)))
            if any(len(keys[i]) > len(mine) and mine in keys[i] and not self.rules[i] for i in near):
                self.rules[at] = "pull quote"

    def captions(self) -> None:
        for at, block in enumerate(self.blocks):
            credited = at + 1 < len(self.blocks) and self.rules[at + 1] == "credit"
            numbered = at > 0 and self.rules[at - 1] == "credit"
            if self.rules[at] or block.kind is not BlockKind.PARAGRAPH:
                continue
            if self._between_players(at):
                self.rules[at] = "player"
            elif self.traits[at].size <= 250 and (_AGENCY.search(block.plain) or (credited and numbered)):
                self.rules[at] = "caption"
            elif at and self.rules[at - 1] == "pull quote" and self.traits[at].words <= 6 and not self.traits[at].prose:
                self.rules[at] = "pull quote"

    def _between_players(self, at: int) -> bool:
        """Tell the name of a video: a short line between the buttons of its player."""
        around = self.rules[max(at - 1, 0) : at] + self.rules[at + 1 : at + 2]
        return around == ["player", "player"] and not self.traits[at].prose

    # --------------------------------------------------------------------------------- the two edges

    def before_the_text(self) -> None:
        """Drop what stands over the text and is neither its deck nor its first head."""
        first = next((at for at in range(len(self.blocks)) if self._is_text(at)), len(self.blocks))
        title = self.frame.title_at
        if title >= 0 and title > first and self._mass(range(title)) * 4 < self._mass(range(title, len(self.blocks))):
            self._drop(range(title), "before the title")
            first = next((at for at in range(title, len(self.blocks)) if self._is_text(at)), len(self.blocks))
        if first == len(self.blocks):
            return
        self._drop(range(min(max(title, 0), first)), "before the title")
        waiting = [at for at in range(max(title, 0), first) if not self.rules[at]]
        for at in waiting:
            if not self._may_lead(at, title):
                self.rules[at] = self._lead_rule(at)
            elif title >= 0 and self.blocks[at].kind is BlockKind.HEADING and self.blocks[at].level > 1:
                return  # under a head of its own, the text has begun

    def under_the_deck(self) -> None:
        """Drop who wrote a text and when, where its deck stands over that."""
        first = next((at for at in range(len(self.blocks)) if self._is_text(at)), len(self.blocks))
        if not 0 <= self.frame.title_at < first:
            return
        for at in range(first + 1, len(self.blocks)):
            if self._is_text(at):
                return
            if not self.rules[at] and self._is_stamp(at):
                self.rules[at] = self._lead_rule(at)

    def _is_stamp(self, at: int) -> bool:
        """Tell a byline or a dateline that stands alone: `By Ann Lee`, `Updated: 11:05, Nov 19, 2019`."""
        block, traits = self.blocks[at], self.traits[at]
        if block.kind is not BlockKind.PARAGRAPH or traits.words > 12 or is_signature(block):
            return False
        if _says(block) and not find_dates(block.plain):
            return False
        named = bool(_BYLINE.match(block.plain)) and _names_only(block.plain.partition(" ")[2])
        return named or self._is_dateline(at)

    def _lead_rule(self, at: int) -> str:
        plain = self.blocks[at].plain
        if find_dates(plain) or _TIME.search(plain):
            return "dateline"
        return "byline" if _BYLINE.match(plain) else "before the text"

    def _may_lead(self, at: int, title: int) -> bool:
        """Tell a deck (a line of words under the title) or a head right over the text."""
        block, traits = self.blocks[at], self.traits[at]
        following = self._next(at)
        if _BYLINE.match(block.plain) or self._is_dateline(at) or not any(map(str.isalpha, block.plain)):
            return False
        if traits.linked > 0.9 and block.kind is BlockKind.PARAGRAPH and not is_source_line(block):
            return False
        if block.kind is BlockKind.HEADING:
            return at > title
        if block.kind in (BlockKind.ITEM, BlockKind.TABLE, BlockKind.CODE):
            return traits.linked < 0.5 and title >= 0 and traits.words > 3
        if following >= 0 and self.traits[following].prose and traits.words <= 12 and traits.words >= 2:
            return title >= 0 or traits.words >= 6
        running = traits.words >= 6 and any(not word[:1].isupper() for word in block.plain.split()[1:])
        return running or traits.size > 150 or (title >= 0 and traits.words >= 6 and block.plain.endswith("。"))

    def _is_dateline(self, at: int) -> bool:
        """Tell a line with a date and little else: who wrote, the hour, the section."""
        plain = self.blocks[at].plain
        if self.traits[at].prose or len(plain) > _MAX_DATELINE:
            return False
        rest = without_dates(plain)
        return rest != plain and len(rest.split()) <= _MAX_BESIDE_DATE

    def after_the_text(self) -> None:
        """Drop what follows the last running text, and all from a head such as "Related" on if little text follows."""
        self._cut_tail()
        last = next((at for at in range(len(self.blocks) - 1, -1, -1) if self._is_text(at)), -1)
        if last < 0:
            return
        rest = [at for at in range(last + 1, len(self.blocks)) if not self.rules[at]]
        anchored = self._anchored(last, rest)
        for at in rest[anchored:]:
            self.rules[at] = self._tail_rule(at)

    def _anchored(self, last: int, rest: Sequence[int]) -> int:
        """Count the blocks after the last running text that belong to it: its list, its table, who said it."""
        introduced = self.blocks[last].plain.rstrip().endswith((":", "："))
        for count, at in enumerate(rest):
            block, traits = self.blocks[at], self.traits[at]
            if block.kind in (BlockKind.TABLE, BlockKind.CODE, BlockKind.QUOTE):
                introduced = True
            elif block.kind is BlockKind.ITEM:
                same_list = self.blocks[last].kind is BlockKind.ITEM
                if not same_list and (traits.linked > 0.5 or (not introduced and not _says(block))):
                    return count
            elif block.kind is BlockKind.HEADING:
                introduced = self._heads_entry(rest[count + 1 :])
                if not introduced:
                    return count
            elif not (_says(block) or (introduced and traits.size < 120) or is_source_line(block)) and (
                len(rest) > _LAST_LINES or not self._heads_entry(rest[count + 1 :])
            ):
                return count
        return len(rest)

    def _heads_entry(self, rest: Sequence[int]) -> bool:
        """Tell whether what follows a head says something: an item that is no link or headline, or a sentence."""
        at = next((at for at in rest if self.blocks[at].kind is not BlockKind.HEADING), None)
        if at is None or self.traits[at].promotes:
            return False
        block, traits = self.blocks[at], self.traits[at]
        if block.kind is BlockKind.ITEM:
            return traits.linked < 0.5 and traits.words > 2 and not _is_headline(block)
        return is_source_line(block) or (traits.words >= 6 and bool(SENTENCE_END.search(block.plain)))

    def _tail_rule(self, at: int) -> str:
        if _is_fused(self.blocks[at].plain):
            return "fused tags"
        return "related links" if self.traits[at].linked > 0.5 else "after the text"

    def _cut_tail(self) -> None:
        """Cut at the first line that only stands after articles, if no passage of running text follows it."""
        total = self._mass(range(len(self.blocks)))
        before = 0
        for at in range(len(self.blocks)):
            if self._is_text(at):
                before += self.traits[at].size
            elif before and self._ends_text(at) and self._is_late(at, before, total) and not self._resumes(at + 1):
                self._drop(range(at, len(self.blocks)), "after the text")
                return

    def _is_late(self, at: int, before: int, total: int) -> bool:
        """Tell whether enough of the text is told to end here; its readers can outwrite an article."""
        discussed = self._tail(at) == "comments" and self._stamps(at + 1) >= _MIN_STAMPS
        return before * 10 >= total * (1 if discussed else 6)

    def _tail(self, at: int) -> str:
        return self.traits[at].whole or self.traits[at].opening

    def _resumes(self, start: int) -> bool:
        """Tell whether the text goes on: paragraph upon paragraph, where teasers stand between their headlines.

        After a line that can also stand inside an article, such as a share button, one paragraph is enough."""
        rule = self._tail(start - 1)
        if rule == "comments" and self._stamps(start) >= _MIN_STAMPS:
            return False
        needed = 2 if rule in _SURE_TAILS else 1
        run = short = 0
        for at in range(start, len(self.blocks)):
            if self.rules[at]:
                continue
            short += not self._is_text(at)
            if needed > 1 and short > _MAX_BOX:
                return False
            run = run + 1 if self._is_text(at) and self.traits[at].size > 130 - 40 * (needed > 1) else 0
            if run == needed:
                return True
        return False

    def _stamps(self, start: int) -> int:
        """Count the lines that say when a reader wrote, or that she did: `2 days ago`, `Ann says:`, `Reply`."""
        return sum(
            bool(_STAMP.search(block.plain)) or (bool(find_dates(block.plain)) and len(block.plain) <= _MAX_STAMP)
            for block in self.blocks[start:]
            if len(block.plain) <= 2 * _MAX_STAMP
        )

    def _ends_text(self, at: int) -> bool:
        """Tell a line that only stands after articles: `Related`, `Written by`, `Leave a comment`."""
        rule, opened = self.traits[at].whole, self.traits[at].opening
        if not rule and self.traits[at].size < 120:
            heads = opened == "related" and ":" not in self.traits[at].folded  # "More from the Post", no headline
            rule = opened if heads or opened in _TAIL_OPENINGS else ""
        return rule in _TAIL_HEADS and rule in (self.rules[at], "")

    def related_lists(self) -> None:
        """Drop headlines in a row near the end, and what says more about `Related`, up to the next paragraph."""
        total, before, related = self._mass(range(len(self.blocks))), 0, False
        for at, block in enumerate(self.blocks):
            if self._is_text(at):
                before += self.traits[at].size
            heads = self.rules[at] == "related" and self.traits[at].whole == "related"
            related = (related or heads) and not self._says_more(at)
            late = before * 100 >= total * 85
            headline = block.kind is BlockKind.ITEM and late and _is_headline(block) and not self._introduced(at)
            if not self.rules[at] and (headline or (related and block.kind is BlockKind.PARAGRAPH)):
                self.rules[at] = "related links"

    def _says_more(self, at: int) -> bool:
        """Tell a sentence that nothing has condemned."""
        return not self.rules[at] and self.traits[at].words >= 6 and bool(SENTENCE_END.search(self.blocks[at].plain))

    def _introduced(self, at: int) -> bool:
        """Tell an item of a list that a line with a colon opens."""
        while at > 0 and self.blocks[at].kind is BlockKind.ITEM:
            at -= 1
            if self.blocks[at].plain.rstrip().endswith((":", "：")):
                return True
        return False

    def tagline(self) -> None:
        """Drop a name and what it stands for, between the text and the comments."""
        kept = [at for at, rule in enumerate(self.rules) if not rule]
        if len(kept) < 4 or not any(rule in _TAIL_HEADS for rule in self.rules[kept[-1] + 1 :]):
            return
        name, motto = kept[-2:]
        short = self.traits[motto].size < 200 and not self.traits[name].prose and self.traits[name].words <= 10
        if short and _TAGLINE.match(self.blocks[motto].plain) and self.blocks[name].kind is BlockKind.PARAGRAPH:
            self.rules[name] = self.rules[motto] = "author box"

    def promotion(self) -> None:
        """Drop paragraphs that promote, at either edge of the text, and the author's life after it."""
        edge = True
        for at in range(len(self.blocks) - 1, -1, -1):
            if self.rules[at]:
                continue
            edge = edge and (self.promoting[at] or self.blocks[at].kind is BlockKind.HEADING)
            if self.promoting[at] and (edge or self.traits[at].cues >= 5 or self.traits[at].size < 120):
                self.rules[at] = "promotion" if self.traits[at].promotes else "author box"

    def _promotes(self, at: int) -> bool:
        """Tell a text that wants something from its reader, or tells the author's life."""
        traits, plain = self.traits[at], self.blocks[at].plain
        if traits.promotes:
            return True
        named = bool(self.frame.author) and plain.startswith(self.frame.author.split(",")[0])
        return named and traits.size < 900 and bool(_BIOGRAPHY.search(plain[:300]))

    def empty_heads(self) -> None:
        """Drop the heads over nothing but furniture."""
        following: Block | None = None
        for at in range(len(self.blocks) - 1, -1, -1):
            if self.rules[at]:
                continue
            block = self.blocks[at]
            head = block.kind is BlockKind.HEADING
            if head and at != self.frame.title_at and self._is_empty(at, following):
                self.rules[at] = "empty section"
            else:
                following = block

    def _is_empty(self, at: int, following: Block | None) -> bool:
        """Tell a head whose own lines all went. A head directly over another head of a lower rank is no such."""
        block = self.blocks[at]
        if following is None:
            return True
        if following.kind is not BlockKind.HEADING or following.level > block.level:
            return False
        return self.rules[at + 1] not in ("", "separator", "image", CONTENTS)

    # ------------------------------------------------------------------------------------------ tools

    def _is_sacred(self, at: int) -> bool:
        """Tell what words can't condemn: code, tables, and the line that names a story's source."""
        return self.blocks[at].kind in (BlockKind.CODE, BlockKind.TABLE) or is_source_line(self.blocks[at])

    def _is_text(self, at: int) -> bool:
        return not self.rules[at] and self.traits[at].prose and not self.promoting[at]

    def _mass(self, span: range) -> int:
        return sum(self.traits[at].size for at in span if self._is_text(at))

    def _next(self, at: int) -> int:
        return next((i for i in range(at + 1, min(at + 12, len(self.blocks))) if not self.rules[i]), -1)

    def _drop(self, span: range, rule: str) -> None:
        for at in span:
            self.rules[at] = self.rules[at] or rule


def tag_hints(blocks: Sequence[Block], rules: Sequence[str]) -> tuple[str, ...]:
    """Split fused tag lines where a capital letter shows that a tag begins."""
    fused = (block.plain for block, rule in zip(blocks, rules, strict=True) if rule == "fused tags")
    return tuple(tag.strip() for line in fused for tag in _JOINT.split(line) if tag.strip())


_JOINT: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def _names_only(plain: str) -> bool:
    """Tell names from a sentence: few words, and those with capitals or none to have."""
    words = [word for word in plain.split() if word[:1].isalpha()]
    return 0 < len(words) <= 8 and sum(word[:1].islower() for word in words) * 3 <= len(words)


def _says(block: Block) -> bool:
    """Tell a line that says something whole: a sentence, a figure with its label, or who is quoted."""
    plain = block.plain.strip()
    return bool(SENTENCE_END.search(plain)) or plain.startswith(("–", "—", "―", "-")) or bool(_LABELLED.match(plain))


_LABELLED: Final = re.compile(r"[^:：]{2,60}[:：]\s*\S")


def _is_headline(block: Block) -> bool:
    """Tell a headline: some words, no end, and most of them capital (where the script has capitals)."""
    words = [word for word in block.plain.split() if word[:1].isalpha()]
    capital = sum(1 for word in words if not word[:1].islower())
    return len(words) >= 4 and not SENTENCE_END.search(block.plain) and capital * 10 >= len(words) * 6


def _is_fused(plain: str) -> bool:
    """Tell tags that lost their spaces: `AIRoboticslarge modelsChina`."""
    return len(plain) <= 300 and len(_FUSED.findall(plain)) >= 2 and not SENTENCE_END.search(plain)
