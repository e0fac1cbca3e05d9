"""The plan of the site: every URL is decided here, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefing.content.markdown import Span, render
from briefing.errors import PageError
from briefing.model import Brief, Kind, Page
from briefing.site.library import Entry, Library, Story


def plan(library: Library) -> tuple[Page, ...]:
    """Plan every page, sorted by URL. Raises PageError naming both claimants of a URL."""
    pages: dict[str, Page] = {}
    for page in _pages(library):
        if page.url in pages:
            raise PageError(f"two pages claim /{page.url}: {pages[page.url].template} and {page.template}")
        pages[page.url] = page
    return tuple(pages[url] for url in sorted(pages))


def _pages(library: Library) -> Iterator[Page]:
    def page(url: str, template: str, context: Mapping[str, object]) -> Page:
        depth = url.count("/")
        shared = {"site": library.settings, "root": "../" * depth or "./", "url": url, "kinds": tuple(Kind)}
        return Page(url=url, template=template, context={**shared, **context})

    yield page("", "home.html", {"briefs": library.briefs, "stories": library.stories, "entries": library.entries})
    yield page("briefs/", "archive.html", {"briefs": library.briefs})
    for brief in library.briefs:
        yield page(brief_url(brief), "brief.html", {"brief": brief, "passages": library.texts[brief.slug]})
    for kind in Kind:
        entries = library.entries[kind]
        yield page(f"{kind.value}/", "index.html", {"kind": kind, "entries": tuple(entries.values())})
        for entry in entries.values():
            yield page(entry_url(entry), "term.html", {"entry": entry})


def brief_url(brief: Brief) -> str:
    return f"briefs/{brief.slug}/"


def story_url(story: Story) -> str:
    return f"{brief_url(story.brief)}#{story.passage.id}"


def entry_url(entry: Entry) -> str:
    return f"{entry.term.kind.value}/{entry.term.id}/"


def story_html(story: Story, library: Library, root: str) -> str:
    """Render a story's text with the first mention of each of its terms linked to its dossier."""
    spans, seen = [], set()
    for mention in story.mentions:
        entry = library.entries[mention.kind].get(mention.id)
        if entry and (mention.kind, mention.id) not in seen:
            seen.add((mention.kind, mention.id))
            opened = f'<a href="{root}{entry_url(entry)}">'
            spans.append(Span(start=mention.start, end=mention.end, open=opened, close="</a>", link=True))
    return render(story.passage.markdown, spans)
