"""Evidence in Chinese text, and names written in Chinese characters, where nothing marks their beginning.

Those are cut by what stands around them. A person is a family name and one or two characters between a title and a
verb of saying, or a foreign name with its middle dot. A company or a body ends in its kind, and begins after a mark
of punctuation, a particle or a verb; what is made of ordinary words alone is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Final

from briefing.model import Kind, Mention
from briefing.tagging import chinese_words as words
from briefing.tagging.evidence import Clue, make_rule
from briefing.tagging.lexicon import either
from briefing.tagging.names import Name, is_human

_HAN: Final = "[\u4e00-\u9fff]"
_STOP: Final = "[，。、；：！？“”‘’（）《》「」【】()\"',:;|]"
_TITLE: Final = either(words.TITLES)
_SAYS: Final = either(words.SPEECH)
_COMPANY_LEAD: Final = 8  # characters of a name before its kind, at most
_FULL_LEAD: Final = 16  # of one that ends in its legal form
_SHORTEST: Final = 4  # characters of a name that may stand for a longer one: 民生信托 for 中国民生信托
_MAX_PART: Final = 6  # characters of a part of a transcribed name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A name in Chinese characters, and what it shows there."""

    start: int
    end: int
    text: str
    clues: tuple[Clue, ...]

    @property
    def kind(self) -> Kind:
        return self.clues[0].kind


def find_chinese(text: str, mentions: Iterable[Mention]) -> Iterator[tuple[Name, Clue]]:
    """Find the names written in Chinese characters that no mention touches, each by its shortest form."""
    named = (mention for mention in mentions if mention.kind is not Kind.REGIONS)
    taken = {point for mention in named for point in range(mention.start, mention.end)}
    found = [one for one in _find(text) if taken.isdisjoint(range(one.start, one.end))]
    translated = {one.text for one in found if _is_translated(text, one.end)}
    shown = {one.text for one in found}
    full = {part: one.text for one in reversed(found) if "·" in one.text for part in one.text.split("·")}
    for one in found:
        name = _common_form(one, shown, full)
        if not translated & {name, one.text}:
            for clue in one.clues:
                yield Name(start=one.start, end=one.end, text=name, words=(name,), initial=False), clue


def _find(text: str) -> Iterator[_Found]:
    yield from _persons(text)
    yield from _transcribed(text)
    yield from _bodies(text)


_LATIN_TWIN: Final = re.compile(r" ?[（(] ?([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})")


def _is_translated(text: str, end: int) -> bool:
    """Tell whether a person's own name follows in Latin letters: 汤姆·考菲尔德（Tom Caulfield）."""
    twin = _LATIN_TWIN.match(text, end)
    return twin is not None and is_human(twin[1].split())


def _common_form(one: _Found, shown: Set[str], full: Mapping[str, str]) -> str:
    """Give the form of a name that a text uses for all: a person's full name, a body's shortest."""
    if one.kind is Kind.PEOPLE:
        return full.get(one.text, one.text)
    shorter = [one.text[: end.start()] for end in _SHED.finditer(one.text)]
    shorter += [one.text[cut:] for cut in range(1, len(one.text) - _SHORTEST + 1)]
    return next((form for form in shorter if form in shown), one.text)


_SHED: Final = re.compile(rf"(?={either(words.LEGAL_FORMS + ' 集团 控股 股份')}+$)")

# ----------------------------------------------------------------------------------------- persons

_FAMILY: Final = f"(?:{'|'.join(words.DOUBLE_FAMILIES.split())}|[{words.FAMILIES}])"
_NAME: Final = rf"{_FAMILY}{_HAN}{{1,2}}"
_EDGE: Final = rf"(?:^|(?<=\s)|(?<={_STOP}))"
_AFTER: Final = rf"(?=\s*(?:$|\d|{_STOP}|{_SAYS}|{either(words.GOES_ON)}))"
_NEVER: Final = re.compile(words.NEVER_IN_NAMES + "|[的了是在]")


def _clue(rule: str, kind: Kind, weight: int = 3) -> Clue:
    return Clue(rule=rule, kind=kind, weight=weight)


_PERSONS: Final = (
    (_clue("a title and a name", Kind.PEOPLE), re.compile(rf"{_TITLE}\s*({_NAME}){_AFTER}")),
    (_clue("a name that speaks", Kind.PEOPLE), re.compile(rf"{_EDGE}({_NAME})(?={_SAYS})")),
    (
        _clue("a name and its title", Kind.PEOPLE),
        re.compile(rf"(?:{_EDGE}|(?<=[由和与及对据])|{_TITLE})({_NAME})(?=教授|博士|先生|女士|院士)"),
    ),
)


def _persons(text: str) -> Iterator[_Found]:
    for clue, phrase in _PERSONS:
        for match in phrase.finditer(text):
            if _is_person(match[1]):
                yield _Found(start=match.start(1), end=match.end(1), text=match[1], clues=(clue,))


def _is_person(name: str) -> bool:
    given = name[2:] if name[:2] in words.DOUBLE_FAMILIES.split() else name[1:]
    listed = {name, name[:2], given} & (words.NO_PERSONS | words.ORDINARY | words.COURTESY)
    return not listed and name[-1] not in words.NO_PERSON_ENDS and not _NEVER.search(name)


_PART: Final = f"[{words.TRANSCRIBED}]{{1,7}}"
_DOTTED: Final = re.compile(rf"({_PART}(?:·(?:{_PART}|[A-Z])){{0,2}}·{_PART})(?![·•])")
_NAMED_AFTER: Final = re.compile(either(words.NAMED_AFTER))
_LEADS: Final = re.compile(f"{_TITLE}|{either(words.REPORTERS)}")
_REPORTS: Final = re.compile(rf"{either(words.REPORTERS)}\s*$")


def _transcribed(text: str) -> Iterator[_Found]:
    """Find foreign names, in the characters that these are written with: 克里斯·希普金斯."""
    if "·" not in text:
        return
    for match in _DOTTED.finditer(text):
        start, end = _person_start(text, match.start()), match.end()
        name = text[start:end].rstrip("于因")
        parts = name.split("·")
        fits = all(parts) and max(map(len, parts)) <= _MAX_PART and len(name) > 3
        reports = _REPORTS.search(text, max(0, start - 6), start)
        if fits and not reports and not _NAMED_AFTER.match(text, end):
            clue = _clue("a transcribed name", Kind.PEOPLE)
            yield _Found(start=start, end=start + len(name), text=name, clues=(clue,))


def _person_start(text: str, start: int) -> int:
    """Skip the end of a title that could begin a name: the 理 of 总理."""
    leads = [lead.end() for lead in _LEADS.finditer(text, max(0, start - 6), start + 6)]
    return max([start, *leads])


# --------------------------------------------------------------------------- companies and bodies

_FIRM: Final = either(words.COMPANY_ENDS)
_SOFT: Final = either(words.SOFT_ENDS)
_BODY: Final = either(words.BODY_ENDS)
_LEGAL: Final = either(words.LEGAL_FORMS)
_THEN: Final = rf"(?=\s*(?:$|{_STOP}|{_SAYS}|{_TITLE}|{either(words.ACTS)}))"
_KINDS: Final = re.compile(
    rf"(?P<legal>{_LEGAL})|(?P<ticker>(?={_HAN}[（(]\d{{5,6}}(?:\.[A-Z]{{2}})?[）)]){_HAN})"
    rf"|(?P<body>{_BODY}){_THEN}|(?P<firm>{_FIRM}){_THEN}|(?P<soft>{_SOFT}){_THEN}"
)
_BREAK: Final = re.compile(f"[^\u4e00-\u9fff]|{either(words.BEFORE_NAMES)}|{_TITLE}")
_TAILS: Final = re.compile(f"(?:{_FIRM}|{_SOFT}|{_BODY}|{_LEGAL})+$")
_MADE_OF_WORDS: Final = re.compile(f"(?:{'|'.join(sorted(words.ORDINARY, key=lambda word: (-len(word), word)))})*")
_DOES: Final = re.compile(rf"\s*{either(words.COMPANY_DOES)}")
_CALLED: Final = re.compile(rf"{either(words.COMPANY_NOUNS)}[“\"]?$")
_SHOWN_BY: Final = {
    "legal": _clue("a company in full", Kind.COMPANIES),
    "ticker": _clue("a company with its ticker", Kind.COMPANIES),
    "body": _clue("a body by its last word", Kind.ORGANIZATIONS),
    "firm": _clue("a company by its last word", Kind.COMPANIES),
    "soft": _clue("perhaps a company by its last word", Kind.COMPANIES, 2),
}


def _bodies(text: str) -> Iterator[_Found]:
    """Find the names that end in what they are."""
    for match in _KINDS.finditer(text):
        end_of = match.lastgroup or ""
        start = _start(text, match.start(), _FULL_LEAD if end_of == "legal" else _COMPANY_LEAD)
        name = text[start : match.end()] if start >= 0 else ""
        if not _is_proper(name) or (end_of == "body" and _is_second(text, start)):
            continue
        clues = [_SHOWN_BY[end_of]]
        if end_of == "soft" and (_DOES.match(text, match.end()) or _CALLED.search(text, max(0, start - 5), start)):
            clues.append(_clue("acts as a company", Kind.COMPANIES, 1))
        yield _Found(start=start, end=match.end(), text=name, clues=tuple(clues))


def _start(text: str, end: int, lead: int) -> int:
    """Go back from the kind of a name to its beginning; -1 where none shows in `lead` characters."""
    low = max(0, end - lead)
    breaks = [found.end() for found in _BREAK.finditer(text, max(0, low - 4), end)]
    start = max(breaks, default=0 if low == 0 else -1)
    joined = start > 0 and text[start - 1].isascii() and text[start - 1].isalnum()  # 4B骨干网络, *ST泛海
    return -1 if joined or start < low else start


def _is_proper(name: str) -> bool:
    """Tell a name from a phrase of ordinary words."""
    stem = _TAILS.sub("", name)
    return len(stem) > 1 and not _MADE_OF_WORDS.fullmatch(stem) and not _NEVER.search(stem)


def _is_second(text: str, start: int) -> bool:
    """Tell the second half of one name, as in 科学技术与学术政策研究所, save where a body's own name goes before."""
    before = text[max(0, start - 8) : start]
    return before[-1:] in {"与", "和", "及"} and not _TAILS.search(before[:-1])


# ------------------------------------------------------------------------- names in Latin letters

_PRODUCT: Final = either(words.PRODUCT_NOUNS)
_TRADE: Final = either(words.TRADES)
# The evidence around a name in Latin letters; a space may stand on either side of it.
_PHRASES: Final = (
    (
        "named as a company",
        Kind.COMPANIES,
        3,
        f'{_TRADE}{either(words.COMPANY_KINDS)} ?"?<n>',
        "<n> ?(?:公司|集团)",
    ),
    ("acquired", Kind.COMPANIES, 3, "(?:收购|并购|入股|投资)了? ?<n>"),
    ("raised money", Kind.COMPANIES, 3, "<n> ?(?:宣布)?(?:完成|获得|获).{0,20}?(?:融资|投资)"),
    (
        "funding list",
        Kind.COMPANIES,
        3,
        "由 ?<n>(?: ?、 ?<any>)* ?等?(?:领投|跟投|参投|投资)",
        "<n> ?(?:领投|跟投|参投)",
    ),
    (
        "head of a company",
        Kind.COMPANIES,
        3,
        "<n> ?的?(?:首席执行官|CEO|联合创始人|创始人|董事长)",
    ),
    ("announces", Kind.COMPANIES, 1, "<n> ?(?:宣布|表示|发布|推出|官方|称)"),
    ("title before", Kind.PEOPLE, 3, f"{_TITLE} ?<person>"),
    ("speaks", Kind.PEOPLE, 2, "<person> ?(?:表示|认为|指出|透露|发文|写道|说)"),
    (
        "described as a product",
        Kind.PRODUCTS,
        3,
        '(?:名为|代号为|命名为|被称为|开源项目) ?"?<n>',
        rf'(?:自研|全新|新款|旗下|开源)[\u4e00-\u9fffA-Z ]{{0,10}}?{_PRODUCT}的? ?"?<n>',
    ),
    ("an abbreviation", Kind.PRODUCTS, -4, rf"{_PRODUCT} ?[（(]<n>[）)]"),
    (
        "a product by its noun",
        Kind.PRODUCTS,
        2,
        f'{_PRODUCT} ?"?<n>',
        rf'<n>"? ?[\u4e00-\u9fff]{{0,6}}?{_PRODUCT}',
    ),
    (
        "launched",
        Kind.PRODUCTS,
        2,
        '(?:发布|推出|上线|开源|接入|引入|开放)了? ?(?:其|全新|新)*的? ?"?<n>',
    ),
)
CHINESE_RULES: Final = tuple(make_rule(*row) for row in _PHRASES)
