"""What an editor asks of one seed or one brief: why a line is gone, what a new version would change."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TextIO

from briefing.config import Options, load_settings
from briefing.content.front_matter import dump
from briefing.content.store import find_brief, near, read_briefs
from briefing.errors import ConfigError, printable
from briefing.model import Document
from briefing.seeds.explain import explain
from briefing.seeds.normalize import normalize
from briefing.seeds.read import find_seeds, read_seed
from briefing.tagging.review import (
    adopt,
    dismiss,
    merge,
    parse_kind,
    parse_target,
    queue,
    read_suggestions,
    run_review,
)
from briefing.tagging.tag import Tagger
from briefing.tagging.vocabulary import load_vocabulary


def explain_seed(options: Options, name: str) -> str:
    """Tell what became of every line of a seed, and what speaks for every tag."""
    document = _document(options, name)
    tags = Tagger(load_vocabulary(options.content / "vocabulary")).explain(document)
    return f"{explain(document).rstrip()}\n\n{tags.rstrip()}\n"


def diff_brief(options: Options, name: str) -> str:
    """Show what the brief made of today's seed would change in the edited one, as a unified diff."""
    settings = load_settings(options.content / "site.yaml")
    stored = find_brief(read_briefs(options.content, max_bytes=settings.max_brief_mb * 1_000_000), name)
    if not stored.brief.seed_file:
        raise ConfigError(f"'{name}' was written by hand: no seed stands behind it", path=options.content / stored.path)
    document = _document(options, stored.brief.seed_file)
    made = Tagger(load_vocabulary(options.content / "vocabulary")).tag(document).brief
    old, new = (text.splitlines(keepends=True) for text in (stored.text, dump(made)))
    shown = str(options.content / stored.path)
    return "".join(difflib.unified_diff(old, new, f"{shown} (yours)", f"{shown} (from {stored.brief.seed_file})"))


def review(options: Options, source: TextIO, out: TextIO) -> int:
    """Go through the names that the last build found and no vocabulary has. Gives 0."""
    folder = options.content / "vocabulary"
    pending = queue(read_suggestions(options.report_file), load_vocabulary(folder))
    if not pending:
        out.write("No name waits for a decision.\n")
    run_review(folder, pending, source, out)
    return 0


def adopt_name(options: Options, name: str, kind: str) -> str:
    return _changed(adopt(options.content / "vocabulary", name, parse_kind(kind)), name)


def merge_name(options: Options, name: str, into: str) -> str:
    return _changed(merge(options.content / "vocabulary", name, *parse_target(into)), name)


def dismiss_name(options: Options, name: str) -> str:
    return _changed(dismiss(options.content / "vocabulary", name), name)


def _changed(file: Path, name: str) -> str:
    return f"{printable(str(file))} has '{printable(name)}' now; the next build follows it\n"


def _document(options: Options, name: str) -> Document:
    """Read and normalize a seed that is named from the project ("seeds/a.txt"), from seeds/, or by its file's name."""
    paths = find_seeds(options.seeds)
    shown = {path.relative_to(options.seeds).as_posix(): path for path in paths}
    wanted = Path(name).as_posix().removeprefix("seeds/")
    named = [path for path in paths if path.name == wanted or path.resolve() == Path(name).resolve()]
    path = shown.get(wanted) or (named[0] if len(named) == 1 else None)
    if not path:
        raise ConfigError(f"there is no seed '{name}'", hint=near(wanted, shown))
    return normalize(read_seed(path, folder=options.seeds))
