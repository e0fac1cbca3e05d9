"""The desk: what of the last build needs a human eye. It is part of the preview and never of the site."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from briefing.errors import BriefingError
from briefing.model import Fate, Page, Vocabulary
from briefing.preview.news import State
from briefing.site.render import render_page
from briefing.tagging.review import Pending, queue, read_suggestions

MAX_SHOWN: Final = 200  # of each list; the report has the rest
_TEMPLATES: Final = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A name that was left alone in `briefs`, because nothing near it told which of `candidates` it means."""

    surface: str
    candidates: tuple[str, ...]
    snippet: str
    briefs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """A line of a seed that is not in its brief, and the rule that dropped it."""

    line: int
    rule: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of a seed. `share` is how much of its text was dropped, in percent."""

    seed: str
    brief: str
    status: str
    error: str
    share: int
    drops: tuple[Drop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that waits. Briefs are named by their slugs."""

    accounts: tuple[Account, ...]
    warnings: tuple[str, ...]
    pending: tuple[Pending, ...]
    doubts: tuple[Doubt, ...]
    derived_titles: tuple[str, ...]
    undated: tuple[str, ...]

    @property
    def refused(self) -> tuple[Account, ...]:
        return tuple(account for account in self.accounts if account.error)

    @property
    def thinned(self) -> tuple[Account, ...]:
        """The seeds of which something was dropped, those that lost most first."""
        thinned = (account for account in self.accounts if account.drops)
        return tuple(sorted(thinned, key=lambda account: (-account.share, account.seed)))


def read_desk(report: Path, vocabulary: Vocabulary) -> Desk:
    """Read what waits from the report of the last build. Raises BriefingError when there is none to be read."""
    try:
        data = json.loads(report.read_text("utf-8"))
        return Desk(
            accounts=tuple(_account(seed) for seed in data["seeds"]),
            warnings=tuple(data["warnings"]),
            pending=queue(read_suggestions(report), vocabulary),
            doubts=_doubts(data["ambiguities"]),
            derived_titles=tuple(data["derived_titles"]),
            undated=tuple(data["undated"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BriefingError("there is no report of a build to read", path=report) from error


def _account(seed: Mapping[str, Any]) -> Account:
    dropped = [line for line in seed["lines"] if line["fate"] == Fate.DROPPED.value]
    counts = seed["characters"]
    text = counts["kept"] + counts["dropped"]
    return Account(
        seed=seed["seed"],
        brief=seed["brief"],
        status=seed["status"],
        error=seed["error"] or "",
        share=round(100 * counts["dropped"] / text) if text else 0,
        drops=tuple(Drop(line=line["line"], rule=" ".join(line["rules"]), text=line["text"]) for line in dropped),
    )


def _doubts(rows: Iterable[Mapping[str, Any]]) -> tuple[Doubt, ...]:
    """Put the mentions of a name together, the most frequent name first."""
    by_name: dict[tuple[str, tuple[str, ...]], list[Mapping[str, Any]]] = {}
    for row in rows:
        by_name.setdefault((row["surface"], tuple(row["candidates"])), []).append(row)
    doubts = [
        Doubt(
            surface=surface,
            candidates=candidates,
            snippet=found[0]["snippet"],
            briefs=tuple(dict.fromkeys(row["brief"] for row in found)),
        )
        for (surface, candidates), found in by_name.items()
    ]
    return tuple(sorted(doubts, key=lambda doubt: (-len(doubt.briefs), doubt.surface, doubt.candidates)))


def render_desk(desk: Desk, state: State, root: str) -> bytes:
    """Render the page. `root` is the path of the site's root."""
    context = {"desk": desk, "state": state, "root": root, "most": MAX_SHOWN, "lists": _lists(desk)}
    return next(render_page(Page(url="", template="desk.html", context=context), _TEMPLATES)).data


def _lists(desk: Desk) -> Sequence[tuple[str, str, int]]:
    """Name the lists of the desk with their anchors and lengths."""
    return (
        ("refused", "Refused seeds", len(desk.refused)),
        ("warnings", "Warnings", len(desk.warnings)),
        ("names", "Names to decide on", len(desk.pending)),
        ("doubts", "Doubtful mentions", len(desk.doubts)),
        ("titles", "Derived titles", len(desk.derived_titles)),
        ("undated", "Undated briefs", len(desk.undated)),
        ("dropped", "Dropped lines", len(desk.thinned)),
    )
