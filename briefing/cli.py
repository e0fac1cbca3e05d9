"""The command line (design 4.1): options in, exit code out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from briefing.config import Options
from briefing.errors import BriefingError
from briefing.pipeline import build


def main(argv: Sequence[str] | None = None) -> int:
    """Run the build. Gives 0 for built, 1 for refused or failed; argparse exits with 2 for a wrong call."""
    args = vars(_parser().parse_args(argv))
    options = Options(**{field.name: args[field.name] for field in fields(Options) if field.name in args})
    status = 0
    try:
        report = build(options)
        for seed in report.refused:
            print(f"error: {seed.error}", file=sys.stderr)
        for problem in report.problems:
            print(f"error: {problem}", file=sys.stderr)
        status = 1 if options.strict and (report.refused or report.problems) else 0
    except* BriefingError as group:
        for error in _flat(group):
            print(f"error: {error}", file=sys.stderr)
        status = 1
    return status


def _flat(group: BaseExceptionGroup[BriefingError]) -> list[BriefingError]:
    flat: list[BriefingError] = []
    for error in group.exceptions:
        flat.extend(_flat(error) if isinstance(error, BaseExceptionGroup) else [error])
    return flat


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="Build the briefing site from seeds/ and content/.")
    folders = parser.add_argument_group("folders")
    for name, default, text in (
        ("seeds", "seeds", "captured texts"),
        ("content", "content", "briefs, vocabulary, site.yaml"),
        ("templates", "templates", "Jinja templates and assets"),
        ("output", "site", "the site, replaced as a whole"),
        ("cache", ".briefing", "what the last build knew"),
    ):
        folders.add_argument(f"--{name}", type=Path, default=Path(default), metavar="DIR", help=f"{text} ({default}/)")
    folders.add_argument("--report", type=Path, metavar="FILE", help="the account of the build (CACHE/report.json)")
    parser.add_argument("--no-search", dest="search", action="store_false", help="leave the search index out")
    parser.add_argument("--base-url", metavar="URL", help="where the site is published, overrides content/site.yaml")
    parser.add_argument("--strict", action="store_true", help="exit 1 on any refusal or warning")
    return parser
