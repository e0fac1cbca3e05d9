"""A brief as a file: YAML between two fences, then Markdown. `parse` and `dump` are inverses.

The keys come in one order, lists in flow style, Unicode unescaped, one final newline; so that a brief is
generated to the same bytes anywhere and an editor's diff shows her edit alone.
"""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from briefing.addresses import is_web_address
from briefing.content.body import BodyError, join_body, split_body
from briefing.errors import FrontMatterError
from briefing.model import YEARS, Basis, Brief, Kind, Part, Passage, Source, Tags
from briefing.plain_yaml import Fields, PlainYamlError, Value, parse_yaml
from briefing.slugs import slugify

_FENCE: Final = "---\n"
_SLUG: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*\Z")
_MAX_SLUG: Final = 80  # in Chinese 240 bytes, and 255 is what a file's name may have
# What YAML reads as the very string, whatever the schema; "1", "no", "null" and "2026-05-01" are not among them.
_BARE: Final = re.compile(r"[A-Za-z][\w./-]*(?: [\w./-]+)*\Z", re.ASCII)
# Control characters, line separators, bidirectional controls and other marks that nobody sees.
_UNSAFE: Final = re.compile(
    "[\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]"
)
_NOT_STRINGS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_GENERATED: Final = re.compile(r"^generated: (.*)\n", re.MULTILINE)
_KINDS: Final = tuple(kind.value for kind in Kind)
_SOURCE_KEYS: Final = ("name", "url", "author")
_SEED_KEYS: Final = ("file", "sha256")
_STORY_KEYS: Final = ("id", "title", *_KINDS)
_KEYS: Final = (
    *("title", "slug", "date", "date_basis", "title_basis", "lang", "summary", "source", "seed"),
    *(*_KINDS, "stories", "figures", "generated"),
)
_TITLE_BASES: Final = (Basis.STATED, Basis.METADATA, Basis.DERIVED)
_DATE_BASES: Final = (Basis.STATED, Basis.METADATA, Basis.INFERRED, Basis.NONE)


# ------------------------------------------------------------------------------------------- writing


def dump(brief: Brief) -> str:
    """Write a brief as its file's text, signed: `generated` is the digest of the text without that line."""
    head = "".join(f"{key}: {value}\n" for key, value in _fields(brief)) + _stories(brief.stories)
    if brief.figures:
        head += f"figures: {_json(brief.figures)}\n"
    body = f"{_FENCE}{join_body(brief.passages)}"
    signature = f"generated: {digest(_FENCE + head + body)}\n"
    return f"{_FENCE}{head}{signature}{body}"


def digest(text: str) -> str:
    """Name a brief's content: its SHA-256 without the `generated` line itself."""
    fence = text.find("\n" + _FENCE, len(_FENCE) - 1)
    head, body = text[: fence + 1], text[fence + 1 :]
    return "sha256:" + hashlib.sha256((_GENERATED.sub("", head) + body).encode()).hexdigest()


def is_untouched(text: str) -> bool:
    """Tell whether a file is as it was generated. An edited brief, or one written by hand, is not."""
    found = _GENERATED.search(text.partition("\n" + _FENCE)[0] + "\n")
    return bool(found) and found[1] == digest(text) if found else False


def _fields(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "title", _json(brief.title)
    yield "slug", _scalar(brief.slug)
    if brief.date:
        yield "date", brief.date.isoformat()
    yield "date_basis", brief.date_basis.value
    yield "title_basis", brief.title_basis.value
    yield "lang", _scalar(brief.lang)
    yield "summary", _json(brief.summary)
    source = {key: value for key in ("name", "url", "author") if (value := getattr(brief.source, key))}
    if source:
        yield "source", _mapping(source)
    if brief.seed_file:
        yield "seed", _mapping({"file": brief.seed_file, "sha256": brief.seed_sha256})
    for kind in Kind:
        yield kind.value, _list(brief.tags.of(kind))


def _stories(stories: Sequence[Passage]) -> str:
    return "stories:\n" + "".join(f"- {_story(story)}\n" for story in stories)


def _story(story: Passage) -> str:
    tags = ", ".join(f"{kind.value}: {_list(story.tags.of(kind))}" for kind in Kind)
    return f"{{id: {_scalar(story.id)}, title: {_json(story.title)}, {tags}}}"


def _mapping(pairs: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in pairs.items()) + "}"


def _list(items: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_scalar, items))}]"


def _scalar(text: str) -> str:
    bare = _BARE.match(text) and text.casefold() not in _NOT_STRINGS
    return text if bare else _json(text)


def _json(value: Any) -> str:
    """Write as JSON, which is YAML but for some characters: those are escaped, and so is what would hide a text."""
    return _UNSAFE.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


# ------------------------------------------------------------------------------------------- reading


def parse(text: str, *, path: object = "") -> Brief:
    """Read a brief from its file's text. Raises FrontMatterError naming `path` and the line."""
    head, body = split(text, path=path)
    try:
        fields = parse_yaml(head)
    except PlainYamlError as error:
        raise FrontMatterError(error.message, path=path, line=error.line + 1) from error
    if not isinstance(fields, Fields):
        raise FrontMatterError("front matter must be a mapping of keys to values", path=path, line=2)
    return _Reader(fields, path).brief(body, body_line=head.count("\n") + 3)


def split(text: str, *, path: object = "") -> tuple[str, str]:
    """Split a file into front matter and body. The two fence lines belong to neither.

    A fence is three hyphens alone. Raises FrontMatterError when a fence is missing.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.startswith(_FENCE):
        raise FrontMatterError("no front matter", path=path, line=1, hint="Begin the file with a line of three hyphens")
    head, fence, body = text[len(_FENCE) - 1 :].partition("\n" + _FENCE)
    if not fence:
        hint = "Close it with a line of three hyphens"
        raise FrontMatterError("front matter never ends", path=path, line=1, hint=hint)
    return f"{head}\n".removeprefix("\n"), body


class _Reader:
    """Reads checked values from the fields of one front matter."""

    def __init__(self, fields: Fields, path: object) -> None:
        self.fields, self.path = fields, path

    def fail(self, key: str, message: str, hint: str = "", *, fields: Fields | None = None) -> FrontMatterError:
        """Make the error of a key, at its line; of a key that is missing, at the first line of its mapping."""
        fields = self.fields if fields is None else fields
        return FrontMatterError(message, path=self.path, line=fields.lines.get(key, fields.line) + 1, hint=hint)

    def brief(self, body: str, *, body_line: int) -> Brief:
        self.check_keys(self.fields, _KEYS)
        title = self.text("title")
        if not title:
            raise self.fail("title", "a brief needs a title", "Add a line 'title: ...'")
        tags = self.tags(self.fields)
        source, seed = self.source(), self.mapping("seed", _SEED_KEYS)
        slug = self.slug(title)
        date = self.date()
        return Brief(
            slug=slug,
            title=title,
            title_basis=self.basis("title_basis", _TITLE_BASES, Basis.STATED),
            date=date,
            date_basis=self.basis("date_basis", _DATE_BASES, Basis.STATED if date else Basis.NONE),
            lang=self.text("lang") or "en",
            summary=self.text("summary"),
            source=Source(**{key: self.text(key, source) for key in _SOURCE_KEYS}),
            seed_file=self.text("file", seed),
            seed_sha256=self.text("sha256", seed),
            tags=tags,
            passages=self.passages(title, slug, tags, body, body_line),
            generated=self.text("generated"),
            figures=dict(self.mapping("figures")),
        )

    def check_keys(self, fields: Fields, known: tuple[str, ...]) -> None:
        """Refuse a key that is nearly one of ours. Any other one is the editor's own and is left alone."""
        for key in fields:
            near = difflib.get_close_matches(key, known, 1, cutoff=0.75) if key not in known else []
            if near and near[0] not in fields:
                raise self.fail(key, f"unknown key '{key}'", f"Did you mean '{near[0]}'?", fields=fields)

    def text(self, key: str, fields: Fields | None = None) -> str:
        fields = self.fields if fields is None else fields
        value = fields.get(key)
        if not isinstance(value, str | None):
            raise self.fail(key, f"'{key}' must be a text", fields=fields)
        return (value or "").strip()

    def slug(self, title: str) -> str:
        slug = self.text("slug") or slugify(title)
        if not _SLUG.match(slug) or len(slug) > _MAX_SLUG:
            hint = f"Use letters, digits and single hyphens, at most {_MAX_SLUG}"
            raise self.fail("slug", f"'{slug}' cannot be a slug", hint)
        return slug

    def basis(self, key: str, known: tuple[Basis, ...], default: Basis) -> Basis:
        value = self.text(key)
        if value and value not in known:
            raise self.fail(key, f"unknown {key} '{value}'", f"One of {', '.join(known)}")
        return Basis(value) if value else default

    def date(self) -> dt.date | None:
        """Read the date; of a moment, its day."""
        value = self.text("date")
        try:
            date = dt.date.fromisoformat(value[:10]) if value else None
        except ValueError:
            date = dt.date.min
        if date and date.year not in YEARS:
            raise self.fail("date", f"'{value}' is not a date", "Write it as 2026-05-01")
        return date

    def mapping(self, key: str, known: tuple[str, ...] = ()) -> Fields:
        value = self.fields.get(key)
        if value is None:
            return Fields(self.fields.lines.get(key, self.fields.line))
        if not isinstance(value, Fields):
            raise self.fail(
                key, f"'{key}' must be a mapping", f"Write it as {key}: {{{known[0] if known else 'id'}: ...}}"
            )
        self.check_keys(value, known)
        return value

    def source(self) -> Fields:
        fields = self.mapping("source", _SOURCE_KEYS)
        url = self.text("url", fields)
        if url and not is_web_address(url):
            hint = "Write it with https:// at the front"
            raise self.fail("url", f"'{url}' is no address of the web", hint, fields=fields)
        return fields

    def tags(self, fields: Fields) -> Tags:
        pairs = []
        for kind in Kind:
            idents = fields.get(kind.value)
            if idents is None:
                continue
            if not isinstance(idents, list):
                hint = f"Write it as {kind.value}: [one, another]"
                raise self.fail(kind.value, f"'{kind.value}' must be a list of ids", hint, fields=fields)
            for ident in idents:
                if not isinstance(ident, str) or not _SLUG.match(ident) or len(ident) > _MAX_SLUG:
                    hint = "Ids are lower-case words and hyphens, as in the vocabulary"
                    raise self.fail(kind.value, f"'{ident}' is not an id of {kind.value}", hint, fields=fields)
                pairs.append((kind, ident))
        return Tags.from_pairs(pairs)

    def passages(self, title: str, slug: str, tags: Tags, body: str, body_line: int) -> tuple[Passage, ...]:
        """Find the stories of the front matter in the body. Without a list the brief is one story with its tags."""
        entries = self.fields.get("stories") or []
        if not isinstance(entries, list):
            raise self.fail("stories", "'stories' must be a list", "Write each as - {id: ..., title: ...}")
        lines: dict[str, int] = {}
        stories = tuple(self.story(entry, lines) for entry in entries)
        if not stories:
            stories = (Passage(part=Part.STORY, id=slug, title=title, tags=tags),)
        try:
            return split_body(body, stories, title=title)
        except BodyError as error:
            line = lines.get(error.story) or body_line
            raise FrontMatterError(error.message, path=self.path, line=line, hint=error.hint) from error

    def story(self, entry: Value, lines: dict[str, int]) -> Passage:
        """Read one story and note its line in `lines`, by its id."""
        if not isinstance(entry, Fields):
            raise self.fail("stories", "a story must be a mapping", "Write it as - {id: ..., title: ...}")
        self.check_keys(entry, _STORY_KEYS)
        ident, title = self.text("id", entry), self.text("title", entry)
        if not title:
            raise self.fail("title", "a story needs a title", fields=entry)
        if not _SLUG.match(ident):
            hint = "Use letters, digits and single hyphens"
            raise self.fail("id", f"'{ident}' cannot be the id of a story", hint, fields=entry)
        if ident in lines:
            raise self.fail("id", f"'{ident}' is the id of the story in line {lines[ident]} too", fields=entry)
        lines[ident] = entry.line + 1
        return Passage(part=Part.STORY, id=ident, title=title, tags=self.tags(entry))
