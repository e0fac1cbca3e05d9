"""content/redirects.yaml: what moved, and where to. An address that was published once never leads nowhere.

    /briefs/old-slug/: /briefs/new-slug/       # an editor chose another slug
    /companies/facebook/: /companies/meta/     # two terms became one; a brief that says the old one counts for the new

Oldest first, and lines stay for good: they also keep the guids of the feeds (see `site.identity`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from briefing.errors import ConfigError
from briefing.model import Brief, Kind, Redirect, Tags
from briefing.plain_yaml import Fields, PlainYamlError, parse_yaml

_ADDRESS: Final = re.compile(r"/(?:[\w-]+/)+")


def load_redirects(path: Path) -> tuple[Redirect, ...]:
    """Read the file, in its order; a missing one means none. Raises ConfigError naming the line."""
    try:
        fields = parse_yaml(path.read_text("utf-8"))
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise ConfigError("not UTF-8 text", path=path, hint="Save the file as UTF-8") from error
    except PlainYamlError as error:
        raise ConfigError(error.message, path=path, line=error.line) from error
    if fields is None:
        return ()
    if not isinstance(fields, Fields):
        raise ConfigError("redirects are lines such as '/old/: /new/'", path=path, line=1)
    redirects = [_read(old, new, path, fields.lines[old]) for old, new in fields.items()]
    steps = {redirect.old: redirect.new for redirect in redirects}
    return tuple(replace(redirect, new=_end(redirect, steps)) for redirect in redirects)


def _read(old: str, new: object, path: Path, line: int) -> Redirect:
    for url in (old, new):
        if not isinstance(url, str) or not _ADDRESS.fullmatch(url):
            hint = "Write it from the site's root with a slash at both ends, as /briefs/some-slug/"
            raise ConfigError(f"'{url}' is no address of a page", path=path, line=line, hint=hint)
    return Redirect(old=old[1:], new=str(new)[1:], path=str(path), line=line)


def _end(redirect: Redirect, steps: Mapping[str, str]) -> str:
    """Follow the chain that a redirect begins to where it ends."""
    seen, url = {redirect.old}, redirect.new
    while url in steps and url not in seen:
        seen.add(url)
        url = steps[url]
    if url in seen:
        raise ConfigError(f"/{redirect.old} leads back to itself", path=redirect.path, line=redirect.line)
    return url


def follow(briefs: Iterable[Brief], redirects: Iterable[Redirect]) -> Iterator[Brief]:
    """Give briefs and stories the terms that theirs were merged into."""
    merged = {old: new for redirect in redirects if (old := _term(redirect.old)) and (new := _term(redirect.new))}
    for brief in briefs:
        if merged and any(tag in merged for tags in (brief.tags, *(p.tags for p in brief.passages)) for tag in tags):
            passages = tuple(replace(passage, tags=_merge(passage.tags, merged)) for passage in brief.passages)
            yield replace(brief, tags=_merge(brief.tags, merged), passages=passages)
        else:
            yield brief


def _term(url: str) -> tuple[Kind, str] | None:
    """Read the address of a term: "companies/meta/"."""
    kind, _, ident = url.rstrip("/").partition("/")
    return (Kind(kind), ident) if kind in set(Kind) and ident and "/" not in ident else None


def _merge(tags: Tags, merged: Mapping[tuple[Kind, str], tuple[Kind, str]]) -> Tags:
    return Tags.from_pairs(merged.get(tag, tag) for tag in tags)
