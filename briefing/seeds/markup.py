"""A saved page to lines: one visible block a line, with what the markup says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

import lxml.html
from lxml.etree import ParserError

from briefing.addresses import host_of
from briefing.escape import escape
from briefing.model import Facts, Role, SeedLine
from briefing.seeds.decoding import decode
from briefing.seeds.metadata import read_metadata

_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SILENT: Final = frozenset("script style noscript template svg head iframe object math canvas select datalist".split())
_INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark picture q s samp small "
    "source span strike strong sub sup time tt u var wbr video audio input relative-time amp-img".split()
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_EMPHASIS: Final = {"b": "**", "strong": "**", "em": "*", "i": "*"}
_PLACES: Final = {
    "nav": "nav",
    "footer": "footer",
    "aside": "aside",
    "form": "form",
    "button": "form",
    "dialog": "dialog",
    "menu": "nav",
    "navigation": "nav",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "alertdialog": "dialog",
    "banner": "header",
    "header": "header",
}
# Words in a class or an id that say what a part of a page is for. Believed of small parts only (see _Survey).
_WORDS: Final = {
    "nav": r"nav|navbar|navigation|menu|breadcrumbs?|toolbar|skip-?link|pagination|pager",
    "footer": r"footer|colophon|copyright|legal|disclaimer",
    "aside": r"sidebar|widget|related|recommend\w*|recirc\w*|trending|popular|more-stories|read-?next|read-?more"
    r"|also-?like|outbrain|taboola|latest-news|most-read",
    "share": r"share|sharing|social|sharedaddy|addtoany|follow-us|bookmark",
    "subscribe": r"newsletter|subscribe|subscription|signup|sign-up|paywall|promo|cta|donate|membership",
    "advert": r"ad|ads|advert\w*|adslot|ad-?unit|ad-?container|sponsor\w*|banner-ad|dfp|gpt-ad",
    "comments": r"comments?|disqus|respond|comment-?list|discussion",
    "dialog": r"cookie\w*|consent|gdpr|modal|popup|overlay|lightbox|toast",
    "author": r"author-?(?:bio|box|info|card|description)|about-?author|bio|biography",
    "tags": r"tags?|tag-?list|post-?tags|topics|keywords|categories|cat-links|tags-links",
    "hidden": r"editsection|mw-editsection|sr-only|screen-reader-text|visually-?hidden|visuallyhidden|hidden|d-none",
}
_WORD_PLACES: Final = tuple(
    (place, re.compile(rf"(?:^|[-_\s])(?:{words})(?=$|[-_\s])")) for place, words in _WORDS.items()
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MIN_PARAGRAPH: Final = 60
# Percent of a page's prose that a part may hold and still be furniture. Readers can outwrite the article.
_MOST: Final = 40
_MOST_COMMENTS: Final = 90
_NEARLY_ALL: Final = 80
# A teaser: a card of a row of at least three, with a headline of at least 15 characters and not much else.
_CARDS: Final = frozenset(["li", "div", "article", "section", "a", "tr"])
_MIN_CARDS: Final = 3
_MAX_CARD: Final = 700
_MIN_HEADLINE: Final = 15
_MAX_BESIDE: Final = 40  # characters of the headline's own block that are not link: a date, a section
_MAX_DEPTH: Final = 500
_ANY_TAG: Final = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*>")
# Elements without an end of their own, or that the next of their kind ends: they nest no deeper.
_ENDS_ITSELF: Final = frozenset("p li br hr img input meta link source wbr area col embed h1 h2 h3 h4 h5 h6".split())
_ADDRESS: Final = re.compile(r"(https?://[^\s<>\"'`()\[\]|*\\]+)")


def read_html(raw: bytes) -> tuple[tuple[SeedLine, ...], Facts]:
    """Read the visible blocks of a page in order, and what its head says of it."""
    declared = _CHARSET.search(raw[:4096])
    return parse_html(decode(raw, declared[1].decode("ascii") if declared else ""))


def parse_html(text: str) -> tuple[tuple[SeedLine, ...], Facts]:
    """Parse a page that is text already."""
    try:
        tree = _tree(text)
    except ParserError:  # nothing but white space
        return (), Facts()
    facts = read_metadata(tree)
    body = tree.find("body")
    if body is None:
        return (), facts
    survey = _Survey(body, base=facts.url or "")
    return tuple(_LineReader(survey, base=facts.url or "").read(body)), facts


def _tree(text: str) -> lxml.html.HtmlElement:
    """Parse a page. The parser stops at a depth of about 2,000: a page that goes deeper is made shallow first."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    if not any("depth" in entry.message for entry in parser.error_log):
        return tree
    return lxml.html.document_fromstring(_shallow(text).encode("utf-8", "replace"), parser=parser)


def _shallow(text: str) -> str:
    """Take out the tags that only wrap, from a depth on that no page made by people has."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2].lower() in _ENDS_ITSELF:
            return tag[0]
        inside = depth - bool(tag[1])
        depth = max(depth + (-1 if tag[1] else 1), 0)
        return tag[0] if inside < _MAX_DEPTH else " "

    return _ANY_TAG.sub(kept, text)


# -------------------------------------------------------------------- where things stand in a page


class _Survey:
    """Measures a page once: how much text each part holds, where its paragraphs are, and what its parts are for."""

    def __init__(self, body: lxml.html.HtmlElement, *, base: str) -> None:
        self.places: dict[lxml.html.HtmlElement, str] = {}
        self.sizes: dict[lxml.html.HtmlElement, int] = {}
        self.prose: dict[lxml.html.HtmlElement, int] = {}
        self.heads: set[lxml.html.HtmlElement] = set()
        self._measure(body)
        self._believe(body)
        self._teasers(body, base)
        self.article = self._article(body)

    def _measure(self, body: lxml.html.HtmlElement) -> None:
        """Add up sizes and prose from the leaves: children come before their parents."""
        for element in reversed([element for element in body.iter() if isinstance(element.tag, str)]):
            silent = element.tag in _SILENT
            children = [child for child in element if isinstance(child.tag, str)]
            texts = (element.text, *(child.tail for child in element))
            own = sum(len(text.strip()) for text in texts if text)
            self.sizes[element] = 0 if silent else own + sum(self.sizes[child] for child in children)
            self.prose[element] = 0 if silent else sum(self.prose[child] for child in children)
            if element.tag == "h1" or any(child in self.heads for child in children):
                self.heads.add(element)
            if not silent and not self.prose[element] and _is_paragraph(element, self.sizes[element]):
                self.prose[element] = self.sizes[element] - sum(self.sizes.get(link, 0) for link in element.iter("a"))

    def _believe(self, body: lxml.html.HtmlElement) -> None:
        """Note what parts are for, and leave the prose of furniture out of the count.

        Authors name parts carelessly ("hidden-phone", "post-with-sidebar"): a part that holds most of the page's
        prose, or nearly all that its furniture leaves, is no furniture, whatever it is called.
        """
        most = self.prose[body]
        for element in self.sizes:
            place = _own_place(element)
            share = _MOST_COMMENTS if place == "comments" else _MOST
            if place and self.prose[element] * 100 <= most * share and not self._holds_the_rest(element, body):
                self.places[element] = place
                self._discount(element, self.prose[element])

    def _holds_the_rest(self, element: lxml.html.HtmlElement, body: lxml.html.HtmlElement) -> bool:
        """Tell a part with nearly all prose that is left, or (where a page has none) with most of its text."""
        measures = self.prose if self.prose[body] else self.sizes
        return measures[element] * 100 > measures[body] * _NEARLY_ALL

    def _teasers(self, body: lxml.html.HtmlElement, base: str) -> None:
        """Note the cards that lead elsewhere on the site: alike, in a row, each a linked headline and few words."""
        host = host_of(base)
        for parent in list(self.sizes):
            rows: dict[tuple[str, str], list[lxml.html.HtmlElement]] = {}
            for child in parent:
                if isinstance(child.tag, str) and child.tag in _CARDS and child not in self.places:
                    rows.setdefault((child.tag, child.get("class") or ""), []).append(child)
            for cards in rows.values():
                prose = sum(self.prose[card] for card in cards)
                if len(cards) >= _MIN_CARDS and prose * 100 <= self.prose[body] * _MOST:
                    teasers = [card for card in cards if self._is_teaser(card, host)]
                    for card in teasers if len(teasers) * 3 >= len(cards) * 2 else ():
                        self.places[card] = "teaser"
                        self._discount(card, self.prose[card])

    def _is_teaser(self, card: lxml.html.HtmlElement, host: str) -> bool:
        if not 0 < self.sizes[card] <= _MAX_CARD:
            return False
        links = [link for link in card.iter("a") if self.sizes[link] >= _MIN_HEADLINE and link.get("href")]
        headlines = [link for link in links if _is_headline(link) and _same_host(link.get("href"), host)]
        return len(headlines) == 1 and all(_same_host(link.get("href"), host) for link in links)

    def _discount(self, element: lxml.html.HtmlElement, prose: int) -> None:
        if self.places[element] == "header" or not prose:
            return
        for inner in element.iter():
            self.prose[inner] = 0
        for outer in element.iterancestors():
            if outer in self.prose:
                self.prose[outer] -= prose

    def _article(self, body: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
        """Go down to the smallest part that still holds nearly all paragraphs."""
        part = body
        while True:
            heaviest = max(part, key=lambda child: self.prose.get(child, 0), default=None)
            if heaviest is None or self.prose.get(heaviest, 0) * 100 < self.prose[part] * 80 or not self.prose[part]:
                return part
            if heaviest.tag in ("p", "pre", "li", "td", "blockquote"):
                return part
            part = heaviest

    def place(self, element: lxml.html.HtmlElement) -> str:
        place = self.places.get(element, "")
        return "" if place == "header" and element in self.heads else place


def _is_headline(link: lxml.html.HtmlElement) -> bool:
    """Tell a link that is a line of its own from one inside a sentence."""
    if any(isinstance(child.tag, str) and child.tag in (*_HEADINGS, "div", "p") for child in link.iter()):
        return True
    block = next((outer for outer in link.iterancestors() if outer.tag not in _INLINE), None)
    around = "" if block is None else "".join(block.itertext()).strip()
    return len(around) <= len("".join(link.itertext()).strip()) + _MAX_BESIDE


def _same_host(href: str, host: str) -> bool:
    found = host_of(href)
    return not found or not host or found == host


def _is_paragraph(element: lxml.html.HtmlElement, size: int) -> bool:
    return size >= _MIN_PARAGRAPH and (element.tag in ("p", "pre", "blockquote", "li", "td") or _holds_text(element))


def _holds_text(element: lxml.html.HtmlElement) -> bool:
    """Tell an element that has text of its own, beside that of its children."""
    return element.tag in ("div", "section", "article", "span", "font") and (
        len((element.text or "").strip()) > _MIN_PARAGRAPH
        or any(child.tag == "br" and len((child.tail or "").strip()) > _MIN_PARAGRAPH for child in element)
    )


def _own_place(element: lxml.html.HtmlElement) -> str:
    """Say what a part of a page is for, by its element, its role, its class and its id."""
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return "hidden"
    place = _PLACES.get(element.get("role") or "") or _PLACES.get(element.tag, "")
    if place or element.tag in ("body", "html", "main", "article", "h1"):
        return place
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()[:200]
    if not named.strip():
        return ""
    return next((place for place, words in _WORD_PLACES if words.search(named)), "")


# ------------------------------------------------------------------------------- the lines in order


@dataclass(slots=True)
class _Open:
    """The line that is being read: its pieces, and how many of its characters are in links.

    Links inside a sentence are a page's own navigation as often as not, and go. A line that is one link keeps it.
    """

    pieces: list[str] = field(default_factory=list)
    chars: int = 0
    linked: int = 0
    addresses: list[str] = field(default_factory=list)


class _LineReader:
    """Walks a page from start to end and ends a line at every block. No recursion: pages nest as deep as they like."""

    def __init__(self, survey: _Survey, *, base: str) -> None:
        self.survey = survey
        self.base = base
        self.lines: list[SeedLine] = []
        self.line = _Open()
        self.stack: list[tuple[lxml.html.HtmlElement, str]] = []  # what is open, each with its place
        self.row: lxml.html.HtmlElement | None = None  # of the last cell
        self.layouts: dict[lxml.html.HtmlElement, bool] = {}  # tables: do they only lay out the page?
        self.seen_title = self.in_article = self.left_article = False

    def read(self, body: lxml.html.HtmlElement) -> Iterator[SeedLine]:
        silent = 0
        for event, element in lxml.etree.iterwalk(body, events=("start", "end")):
            if event == "start":
                silent += element.tag in _SILENT
                if not silent:
                    self._start(element)
            elif element.tag in _SILENT:
                silent -= 1
            elif not silent:
                self._end(element)
            if event == "end" and not silent and element is not body:
                self._text(element.tail)
        self._flush()
        yield from self.lines

    def _start(self, element: lxml.html.HtmlElement) -> None:
        if element.tag not in _INLINE:
            self._flush()
        outer = self.stack[-1][1] if self.stack else ""
        self.stack.append((element, outer or self.survey.place(element)))
        self.in_article = self.in_article or element is self.survey.article
        self.seen_title = self.seen_title or element.tag == "h1"
        self._open_inline(element)
        if element.tag == "pre":
            self._code(element)
        else:
            self._text(element.text)

    def _end(self, element: lxml.html.HtmlElement) -> None:
        self._close_inline(element)
        if element.tag not in _INLINE:
            self._flush()
        self.stack.pop()
        if element is self.survey.article:
            self.left_article = True

    def _text(self, text: str | None) -> None:
        if not text or self._inside("pre") or (self.stack[-1][0].tag in _INLINE and self.stack[-1][1] == "hidden"):
            return
        plain = re.sub(r"\s+", " ", text)
        self.line.pieces.append(
            "".join(part if at % 2 else escape(part) for at, part in enumerate(_ADDRESS.split(plain)))
        )
        visible = len(plain.strip())
        self.line.chars += visible
        self.line.linked += visible if self._inside("a") else 0

    def _open_inline(self, element: lxml.html.HtmlElement) -> None:
        if element.tag in _EMPHASIS and not self._inside("h1", "h2", "h3", "h4", "h5", "h6", "a", "code"):
            self.line.pieces.append(f"\0{_EMPHASIS[element.tag]}")
        elif element.tag == "code" and not self._inside("pre"):
            self.line.pieces.append("\1`")
        elif element.tag == "a" and element.get("href"):
            self.line.addresses.append(self._address(element.get("href")))

    def _close_inline(self, element: lxml.html.HtmlElement) -> None:
        if element.tag in _EMPHASIS and not self._inside("h1", "h2", "h3", "h4", "h5", "h6", "a", "code"):
            self.line.pieces.append(f"\3{_EMPHASIS[element.tag]}")
        elif element.tag == "code" and not self._inside("pre"):
            self.line.pieces.append("\4`")

    def _address(self, href: str) -> str:
        try:
            return urljoin(self.base, href.strip()).replace(" ", "%20").replace("(", "%28").replace(")", "%29")
        except ValueError:
            return ""

    def _inside(self, *tags: str) -> bool:
        return any(element.tag in tags for element, _ in self.stack[-6:])

    def _code(self, element: lxml.html.HtmlElement) -> None:
        for row in str(element.text_content()).strip("\n").split("\n"):
            self._add(row, Role.CODE, 0)

    # ------------------------------------------------------------------------------------ one line

    def _flush(self) -> None:
        """End the line and give it what its place says."""
        line, self.line = self.line, _Open()
        text = _joined(line.pieces)
        if not text or not self.stack:
            return
        role, level = self._role()
        density = line.linked / line.chars if line.chars else 0.0
        if density == 1.0 and len(line.addresses) == 1 and "[" not in text and line.addresses[0].startswith("http"):
            text = f"[{text}]({line.addresses[0]})"
        if role is Role.ROW and self._same_row():
            self._widen(text)
        else:
            self._add(text, role, level, density)

    def _add(self, text: str, role: Role, level: int, density: float = 0.0) -> None:
        self.lines.append(
            SeedLine(
                number=len(self.lines) + 1,
                text=f"| {text} |" if role is Role.ROW else text,
                role=role,
                level=level,
                place=self._place(role, level),
                link_density=density,
            )
        )

    def _same_row(self) -> bool:
        """Tell whether a cell stands in the row of the cell before."""
        row = next((element for element, _ in reversed(self.stack) if element.tag == "tr"), None)
        same, self.row = row is not None and row is self.row, row
        return same

    def _widen(self, text: str) -> None:
        last = self.lines.pop()
        self.lines.append(SeedLine(number=last.number, text=f"{last.text} {text} |", role=last.role, place=last.place))

    def _place(self, role: Role, level: int) -> str:
        """Name where a line stands. Before the article, only what follows the title can belong to it."""
        place = self.stack[-1][1]
        if role is Role.HEADING and level == 1:
            return "lead"
        if place:
            return place
        if self.left_article:
            return "outside"
        return "" if self.in_article else "lead" if self.seen_title else "outside"

    def _role(self) -> tuple[Role, int]:
        for element, _ in reversed(self.stack):
            if element.tag in _HEADINGS:
                return Role.HEADING, _HEADINGS[element.tag]
            if element.tag == "li":
                return Role.ITEM, sum(outer.tag in ("ul", "ol") for outer, _ in self.stack) - 1
            if element.tag == "blockquote":
                return Role.QUOTE, 0
            if element.tag == "figcaption":
                return Role.CAPTION, 0
            if element.tag in ("td", "th"):
                return self._cell()
        return Role.TEXT, 0

    def _cell(self) -> tuple[Role, int]:
        """Tell a cell of a table of data from one that lays out a page, which holds blocks or has no neighbours."""
        table = next((element for element, _ in reversed(self.stack) if element.tag == "table"), None)
        if table is None:
            return Role.TEXT, 0
        if table not in self.layouts:
            blocks = any(True for _ in table.iter("p", "div", "h1", "h2", "h3"))
            self.layouts[table] = blocks or table.get("role") == "presentation"
        return (Role.TEXT, 0) if self.layouts[table] else (Role.ROW, 0)


_OPENERS: Final = "\0\1"
_CLOSERS: Final = "\3\4"


def _joined(pieces: list[str]) -> str:
    """Join the pieces of a line; marks stick to their words: the spaces inside them go outside."""
    parts: list[str] = []
    space = False
    for piece in pieces:
        if piece[:1] in _OPENERS and piece[:1]:
            parts.append((" " if space and parts else "") + piece)
            space = False
        elif piece[:1] in _CLOSERS and piece[:1]:
            parts.append(piece)
        else:
            lead = (space or piece[:1] == " ") and parts and parts[-1][:1] not in (*_OPENERS,)
            parts.append((" " if lead else "") + piece.strip())
            space = piece.endswith(" ")
    return _without_empty(parts)


def _without_empty(parts: list[str]) -> str:
    """Drop marks around nothing and the characters that told marks from text."""
    kept: list[str] = []
    for part in parts:
        if (
            part.strip()[:1] in _CLOSERS
            and part.strip()[:1]
            and kept
            and kept[-1].strip()[:1] in _OPENERS
            and kept[-1].strip()[:1]
        ):
            kept.pop()
        elif part:
            kept.append(part)
    return re.sub("[\0-\5]", "", "".join(kept)).strip()
