"""A brief as a file: YAML between two fences, then Markdown. `parse` and `dump` are inverses.

The keys come in one order, lists in flow style, Unicode unescaped, one final newline; so that a brief is
generated to the same bytes anywhere and an editor's diff shows her edit alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

from briefing.content.body import join_body, split_body
from briefing.errors import FrontMatterError
from briefing.model import Basis, Brief, Kind, Part, Passage, Source, Tags

_FENCE: Final = "---\n"
_SLUG: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*\Z")
# What YAML reads as the very string, whatever the schema; "1", "no", "null" and "2026-05-01" are not among them.
_BARE: Final = re.compile(r"[A-Za-z][\w./-]*(?: [\w./-]+)*\Z", re.ASCII)
_NOT_STRINGS: Final = frozenset("y n yes no on off true false null".split())
_GENERATED: Final = re.compile(r"^generated: .*\n", re.MULTILINE)
_YamlLoader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# ------------------------------------------------------------------------------------------- writing


def dump(brief: Brief) -> str:
    """Write a brief as its file's text, signed: `generated` is the digest of the text without that line."""
    head = "".join(f"{key}: {value}\n" for key, value in _fields(brief))
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
    found = re.search(r"^generated: (sha256:[0-9a-f]{64})$", text.partition("\n---\n")[0], re.MULTILINE)
    return bool(found) and found[1] == digest(text) if found else False


def _fields(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "title", _quoted(brief.title)
    yield "slug", _scalar(brief.slug)
    if brief.date:
        yield "date", brief.date.isoformat()
    yield "date_basis", brief.date_basis.value
    yield "title_basis", brief.title_basis.value
    yield "lang", _scalar(brief.lang)
    yield "summary", _quoted(brief.summary)
    source = {key: value for key in ("name", "url", "author") if (value := getattr(brief.source, key))}
    if source:
        yield "source", _mapping(source)
    if brief.seed_file:
        yield "seed", _mapping({"file": brief.seed_file, "sha256": brief.seed_sha256})
    for kind in Kind:
        yield kind.value, _list(brief.tags.of(kind))
    yield "stories", "".join(f"\n- {_story(story)}" for story in brief.stories)


def _story(story: Passage) -> str:
    tags = ", ".join(f"{kind.value}: {_list(story.tags.of(kind))}" for kind in Kind)
    return f"{{id: {_scalar(story.id)}, title: {_quoted(story.title)}, {tags}}}"


def _mapping(pairs: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in pairs.items()) + "}"


def _list(items: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_scalar, items))}]"


def _scalar(text: str) -> str:
    bare = _BARE.match(text) and text.casefold() not in _NOT_STRINGS
    return text if bare else _quoted(text)


def _quoted(text: str) -> str:
    """Quote for YAML. JSON's escapes are YAML's, but YAML forbids some characters that JSON lets stand."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escape(char) for char in quoted)


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


# ------------------------------------------------------------------------------------------- reading


def parse(text: str, *, path: object = "") -> Brief:
    """Read a brief from its file's text. Raises FrontMatterError naming `path` and the line."""
    head, body = split(text, path=path)
    return _Reader(_load(head, path), head, path).brief(body)


def split(text: str, *, path: object = "") -> tuple[str, str]:
    """Split a file into front matter and body. The two fence lines belong to neither.

    A fence is three hyphens alone. Raises FrontMatterError when a fence is missing.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.startswith(_FENCE):
        raise FrontMatterError("no front matter", path=path, line=1, hint="Begin the file with a line of three hyphens")
    end = text.find("\n" + _FENCE, len(_FENCE) - 1)
    if end < 0:
        hint = "Close it with a line of three hyphens"
        raise FrontMatterError("front matter never ends", path=path, line=1, hint=hint)
    return text[len(_FENCE) : end + 1], text[end + 1 + len(_FENCE) :]


def _load(head: str, path: object) -> dict[str, Any]:
    if re.search(r"(?:^|[\s\[{,:-])[&*]\w", _without_strings(head)):
        raise FrontMatterError("YAML anchors and aliases are not read here", path=path, line=1)
    try:
        fields = yaml.load(head, _YamlLoader)  # noqa: S506, a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise FrontMatterError(f"invalid YAML: {error.problem}", path=path, line=line) from error
    except (yaml.YAMLError, ValueError) as error:
        raise FrontMatterError(f"invalid YAML: {error}", path=path, line=1) from error
    if not isinstance(fields, dict):
        raise FrontMatterError("front matter must be a mapping of keys to values", path=path, line=2)
    return fields


def _without_strings(head: str) -> str:
    return re.sub(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', '""', head)


class _Reader:
    """Reads checked values from the fields of one front matter."""

    def __init__(self, fields: Mapping[str, Any], head: str, path: object) -> None:
        self.fields, self.head, self.path = fields, head, path

    def fail(self, key: str, message: str, hint: str = "") -> FrontMatterError:
        found = re.search(rf"^{re.escape(key)}\s*:", self.head, re.MULTILINE)
        line = self.head.count("\n", 0, found.start()) + 2 if found else 1
        return FrontMatterError(message, path=self.path, line=line, hint=hint)

    def brief(self, body: str) -> Brief:
        title = self.text("title")
        if not title:
            raise self.fail("title", "a brief needs a title", "Add a line 'title: ...'")
        tags = self.tags(self.fields, "")
        source, seed = self.mapping("source"), self.mapping("seed")
        slug = self.slug()
        return Brief(
            slug=slug,
            title=title,
            title_basis=self.basis("title_basis", Basis.STATED),
            date=self.date(),
            date_basis=self.basis("date_basis", Basis.STATED if self.fields.get("date") else Basis.NONE),
            lang=self.text("lang") or "en",
            summary=self.text("summary"),
            source=Source(**{key: str(source.get(key) or "") for key in ("name", "url", "author")}),
            seed_file=str(seed.get("file") or ""),
            seed_sha256=str(seed.get("sha256") or ""),
            tags=tags,
            passages=self.passages(title, slug, tags, body),
            generated=self.text("generated"),
            figures=self.mapping("figures"),
        )

    def text(self, key: str) -> str:
        value = self.fields.get(key)
        if isinstance(value, (dict, list)):
            raise self.fail(key, f"'{key}' must be a text")
        return "" if value is None else str(value).strip()

    def slug(self) -> str:
        slug = self.text("slug")
        if not _SLUG.match(slug):
            hint = "Use letters, digits and single hyphens"
            raise self.fail("slug", f"'{slug}' cannot be a slug" if slug else "a brief needs a slug", hint)
        return slug

    def basis(self, key: str, default: Basis) -> Basis:
        value = self.text(key)
        try:
            return Basis(value) if value else default
        except ValueError:
            raise self.fail(key, f"unknown {key} '{value}'", f"One of {', '.join(Basis)}") from None

    def date(self) -> dt.date | None:
        value = self.fields.get("date")
        if isinstance(value, dt.datetime):
            return value.date()
        if value is None or isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            raise self.fail("date", f"'{value}' is not a date", "Write it as 2026-05-01") from None

    def mapping(self, key: str) -> Mapping[str, Any]:
        value = self.fields.get(key) or {}
        if not isinstance(value, dict):
            raise self.fail(key, f"'{key}' must be a mapping such as {{name: ...}}")
        return value

    def tags(self, fields: Mapping[str, Any], where: str) -> Tags:
        pairs = []
        for kind in Kind:
            idents = fields.get(kind.value) or []
            if not isinstance(idents, list) or not all(isinstance(ident, str | int) for ident in idents):
                raise self.fail(where or kind.value, f"'{kind.value}' must be a list of ids, such as [openai, xai]")
            for ident in map(str, idents):
                if not _SLUG.match(ident):
                    raise self.fail(where or kind.value, f"'{ident}' is not an id", "Lower-case words and hyphens")
                pairs.append((kind, ident))
        return Tags.from_pairs(pairs)

    def passages(self, title: str, slug: str, tags: Tags, body: str) -> tuple[Passage, ...]:
        """Find the stories of the front matter in the body. Without a list the brief is one story with its tags."""
        entries = self.fields.get("stories") or []
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self.fail("stories", "'stories' must be a list such as [{id: ..., title: ...}]")
        stories = tuple(self.story(entry) for entry in entries)
        if len({story.id for story in stories}) < len(stories):
            raise self.fail("stories", "two stories have the same id")
        if not stories:
            stories = (Passage(part=Part.STORY, id=slug, title=title, tags=tags),)
        return split_body(body, stories, title=title, path=self.path)

    def story(self, entry: Mapping[str, Any]) -> Passage:
        ident, title = str(entry.get("id") or ""), str(entry.get("title") or "").strip()
        if not _SLUG.match(ident) or not title:
            raise self.fail("stories", f"a story needs an id and a title: {str(entry)[:60]}")
        return Passage(part=Part.STORY, id=ident, title=title, tags=self.tags(entry, "stories"))
