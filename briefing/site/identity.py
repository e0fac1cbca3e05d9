"""Who is who in a feed: names that last, so that nothing comes back unread.

What a reader's program has seen it knows by its guid alone. So a guid is made from what an editor has no reason to
change, and never from a title, a date, a tag or an address:

- A brief is the file in seeds/ that it was made from, as its front matter says. A brief without a seed is its slug;
  where content/redirects.yaml renames that slug, the first slug it ever had.
- A story is its brief and its id in the front matter, which stays when its heading is edited. The story that is a
  whole brief needs no id: it lasts as long as the brief, though its id may follow a new title.

Two briefs with one seed (an editor's copy): the first by slug has the seed's name, another its slug beside it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Final

from briefing.model import Brief, Redirect
from briefing.site.library import Library, Story
from briefing.site.urls import brief_url

_NAMESPACE: Final = uuid.UUID("5f0f4c1a-63a4-5c11-9f2b-0c6d1a6f7a52")  # ours; another one would make every item new


class Identities:
    """Gives the briefs and stories of one library their guids."""

    def __init__(self, library: Library) -> None:
        self._names: dict[str, str] = {}
        first_names = _first_names(library.redirects)
        taken: set[str] = set()
        for brief in sorted(library.briefs, key=lambda brief: brief.slug):
            slug = first_names.get(brief_url(brief), brief_url(brief))
            name = brief.seed_file or slug
            self._names[brief.slug] = f"{name}\n{slug}" if name in taken else name
            taken.add(name)

    def name_of(self, brief: Brief) -> str:
        """Give what a brief's guids are made of."""
        return self._names[brief.slug]

    def of_brief(self, brief: Brief) -> str:
        return _urn(self._names[brief.slug])

    def of_story(self, story: Story) -> str:
        whole = len(story.brief.stories) == 1
        return _urn(f"{self._names[story.brief.slug]}#{'' if whole else story.passage.id}")


def _first_names(redirects: Iterable[Redirect]) -> dict[str, str]:
    """Find the oldest address that leads to each: of several, the one recorded first."""
    first: dict[str, str] = {}
    for redirect in redirects:
        first.setdefault(redirect.new, redirect.old)
    return first


def _urn(name: str) -> str:
    return uuid.uuid5(_NAMESPACE, name).urn
