"""The site as open data: briefs, terms and figures in /data/, each with a JSON Schema that says what is in it.

A list, one entry a line, so that a new brief is a small difference. What is unknown is left out, never empty. Texts
stay on their pages; every entry says where.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final, TypeAlias

from briefing.errors import printable
from briefing.figures.export import CSV_HEAD
from briefing.model import Brief, Kind, OutputFile, Tags
from briefing.site import urls
from briefing.site.data_schema import BRIEFS_SCHEMA, FIGURES_SCHEMA, TERMS_SCHEMA
from briefing.site.feeds import term_feed
from briefing.site.identity import Identities
from briefing.site.library import Entry, Library, Story

Record: TypeAlias = dict[str, Any]

_FACTS: Final = ("category", "region", "parent", "owner", "affiliation", "role", "definition", "ticker")


def render_briefs(library: Library) -> Iterator[OutputFile]:
    identities = Identities(library)
    yield _lines("briefs.json", (_dumped(_brief(brief, library, identities)) for brief in library.briefs))


def render_terms(library: Library) -> Iterator[OutputFile]:
    entries = (entry for kind in Kind for entry in library.entries[kind].values())
    yield _lines("terms.json", (_dumped(_term(entry, library)) for entry in entries))


def render_figures(library: Library) -> Iterator[OutputFile]:
    by_slug = library.shelf.exports()
    exports = [by_slug[brief.slug] for brief in library.briefs]
    yield _lines("figures.json", (export.records for export in exports if export.records))
    table = "".join((CSV_HEAD, *(export.rows for export in exports)))
    yield OutputFile(path=PurePosixPath("data", "figures.csv"), data=table.encode())


def render_schemas() -> Iterator[OutputFile]:
    yield _schema("briefs.schema.json", BRIEFS_SCHEMA)
    yield _schema("terms.schema.json", TERMS_SCHEMA)
    yield _schema("figures.schema.json", FIGURES_SCHEMA)


def _brief(brief: Brief, library: Library, identities: Identities) -> Record:
    source = brief.source
    return _known(
        guid=identities.of_brief(brief),
        url=urls.world_address(urls.brief_url(brief), library.settings),
        slug=brief.slug,
        title=brief.title,
        title_basis=brief.title_basis.value,
        date=brief.date.isoformat() if brief.date else None,
        date_basis=brief.date_basis.value,
        lang=brief.lang,
        summary=brief.summary,
        source=_known(name=source.name, url=source.url, author=source.author),
        seed=_known(file=printable(brief.seed_file), sha256=brief.seed_sha256),
        **_tags(brief.tags),
        stories=[_story(story, library, identities) for story in library.stories_of(brief)],
    )


def _story(story: Story, library: Library, identities: Identities) -> Record:
    return _known(
        guid=identities.of_story(story),
        url=urls.world_address(urls.story_url(story), library.settings),
        id=story.passage.id,
        title=story.title,
        **_tags(story.tags),
    )


def _term(entry: Entry, library: Library) -> Record:
    term, feed = entry.term, term_feed(entry, library)
    return _known(
        kind=term.kind.value,
        id=term.id,
        name=term.name,
        url=urls.world_address(feed.page, library.settings),
        feed=urls.world_address(f"{feed.place}feed.xml", library.settings),
        aliases=list(term.aliases),
        **{fact: getattr(term, fact) for fact in _FACTS},
        origin=term.origin.value,
        stories=len(entry.stories),
        briefs=len({story.brief.slug for story in entry.stories}) + len(entry.briefs),
    )


def _tags(tags: Tags) -> Mapping[str, list[str]]:
    return {kind.value: list(tags.of(kind)) for kind in Kind}


def _known(**fields: Any) -> Record:
    """Leave out what is unknown: no text, no list, no mapping. A count of 0 is known."""
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}


def _dumped(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False)


def _lines(name: str, records: Iterable[str]) -> OutputFile:
    lines = ",\n".join(records)
    return OutputFile(path=PurePosixPath("data", name), data=f"[\n{lines}\n]\n".encode())


def _schema(name: str, schema: Mapping[str, Any]) -> OutputFile:
    data = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    return OutputFile(path=PurePosixPath("data", name), data=data.encode())
