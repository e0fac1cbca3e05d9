"""content/redirects.yaml: what moved, and where to. An address that was published once never leads nowhere.

    /briefs/old-slug/: /briefs/new-slug/       # an editor chose another slug
    /companies/facebook/: /companies/meta/     # two terms became one: briefs that still say the old one count for the new

Oldest first, and lines stay for good: they also keep the guids of the feeds (see `site.identity`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import yaml

from briefing.errors import ConfigError
from briefing.model import Brief, Kind, Redirect, Tags

_ADDRESS: Final = re.compile(r"/(?:[\w-]+/)+")
_YamlLoader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_redirects(path: Path) -> tuple[Redirect, ...]:
    """Read the file, in its order; a missing one means none. Raises ConfigError naming the line."""
    try:
        root = yaml.compose(path.read_bytes(), _YamlLoader)
    except FileNotFoundError:
        return ()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"invalid YAML: {error.problem}", path=path, line=line) from error
    except yaml.YAMLError as error:
        raise ConfigError(f"invalid YAML: {error}", path=path) from error
    if root is None:
        return ()
    if not isinstance(root, yaml.MappingNode):
        raise ConfigError("redirects are lines of the form /old/: /new/", path=path, line=root.start_mark.line + 1)
    return _chained([_read(old, new, path) for old, new in root.value])


def _read(old: yaml.Node, new: yaml.Node, path: Path) -> Redirect:
    line = old.start_mark.line + 1
    for node in (old, new):
        if not isinstance(node, yaml.ScalarNode) or not _ADDRESS.fullmatch(node.value):
            hint = "Write it from the site's root with a slash at both ends, as /briefs/some-slug/"
            raise ConfigError(f"'{node.value}' is no address of a page", path=path, line=line, hint=hint)
    return Redirect(old=old.value[1:], new=new.value[1:], path=str(path), line=line)


def _chained(redirects: Sequence[Redirect]) -> tuple[Redirect, ...]:
    """Lead every redirect to the end of its chain at once."""
    steps: dict[str, str] = {}
    for redirect in redirects:
        if redirect.old in steps:
            raise ConfigError(f"/{redirect.old} is moved twice", path=redirect.path, line=redirect.line)
        steps[redirect.old] = redirect.new
    return tuple(replace(redirect, new=_end(redirect, steps)) for redirect in redirects)


def _end(redirect: Redirect, steps: Mapping[str, str]) -> str:
    seen, url = {redirect.old}, redirect.new
    while url in steps and url not in seen:
        seen.add(url)
        url = steps[url]
    if url in seen:
        raise ConfigError(f"/{redirect.old} leads back to itself", path=redirect.path, line=redirect.line)
    return url


def follow(briefs: Iterable[Brief], redirects: Iterable[Redirect]) -> Iterator[Brief]:
    """Give briefs and stories the tags that their terms were merged into."""
    merged = {old: new for redirect in redirects if (old := _term(redirect.old)) and (new := _term(redirect.new))}
    for brief in briefs:
        if any(tag in merged for tag in brief.tags) or any(tag in merged for s in brief.stories for tag in s.tags):
            passages = tuple(replace(passage, tags=_merge(passage.tags, merged)) for passage in brief.passages)
            yield replace(brief, tags=_merge(brief.tags, merged), passages=passages)
        else:
            yield brief


def _term(url: str) -> tuple[Kind, str] | None:
    kind, _, ident = url.rstrip("/").partition("/")
    return (Kind(kind), ident) if kind in set(Kind) and ident and "/" not in ident else None


def _merge(tags: Tags, merged: Mapping[tuple[Kind, str], tuple[Kind, str]]) -> Tags:
    return Tags.from_pairs(merged.get(tag, tag) for tag in tags)
