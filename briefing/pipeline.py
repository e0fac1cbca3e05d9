"""The way through the house, from seeds to site."""

from __future__ import annotations

import json
from pathlib import Path

from briefing.config import Options, load_settings
from briefing.content.store import ContentPlan, Status, plan_content, read_briefs, write_atomically, write_content
from briefing.errors import SeedError
from briefing.model import Document, Tagged, Vocabulary
from briefing.report import Report, SeedReport, to_json
from briefing.seeds.normalize import normalize
from briefing.seeds.read import find_seeds, read_seed
from briefing.site.assets import read_assets
from briefing.site.library import make_library
from briefing.site.pages import plan
from briefing.site.publish import publish
from briefing.site.render import render_pages
from briefing.tagging.matcher import Matcher
from briefing.tagging.tag import Tagger
from briefing.tagging.vocabulary import load_vocabulary


def build(options: Options) -> Report:
    """Build once. Plan and render everything first, then write content/, then replace site/."""
    settings = load_settings(options.content / "site.yaml", base_url=options.base_url)
    vocabulary = load_vocabulary(options.content / "vocabulary", cache=options.cache)
    converted, refused = convert(options.seeds, vocabulary)
    stored, problems = read_briefs(options.content)
    content = plan_content(stored, (tagged.brief for _, tagged in converted))
    library = make_library(settings, vocabulary, Matcher(vocabulary), (item.brief for item in content.briefs))
    files = (*render_pages(plan(library), options.templates), *read_assets(options.templates))
    write_content(options.content, content)
    publish(files, options.output)
    report = Report(seeds=(*_accounts(converted, content), *refused), problems=problems)
    write_atomically(options.report_file, json.dumps(to_json(report), ensure_ascii=False, indent=1).encode())
    return report


def convert(
    folder: Path, vocabulary: Vocabulary
) -> tuple[tuple[tuple[Document, Tagged], ...], tuple[SeedReport, ...]]:
    """Convert every seed; one that cannot be read is refused alone."""
    tagger, converted, refused = Tagger(vocabulary), [], []
    for path in find_seeds(folder):
        try:
            document = normalize(read_seed(path, folder=folder))
            converted.append((document, tagger.tag(document)))
        except SeedError as error:
            name = path.relative_to(folder).as_posix()
            refused.append(SeedReport(seed=name, status=Status.REFUSED, error=error))
    return tuple(converted), tuple(refused)


def _accounts(converted: tuple[tuple[Document, Tagged], ...], content: ContentPlan) -> list[SeedReport]:
    reports = []
    for document, tagged in converted:
        status, slug = content.statuses[tagged.brief.seed_file]
        chars, lines = document.seed.chars, document.lines
        reports.append(
            SeedReport(
                seed=str(document.seed.path), status=status, brief=slug, tagged=tagged, lines=lines, chars=chars
            )
        )
    return reports
