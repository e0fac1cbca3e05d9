"""No dossier without a reason: every story on a term's page names the term, or what the term follows from."""

from __future__ import annotations

from pathlib import Path

import pytest
from press import library_of

from briefing.config import Settings
from briefing.content.store import read_briefs
from briefing.model import Kind, Mention, Term, Vocabulary
from briefing.site.library import Library, Story
from briefing.tagging.matcher import Matcher
from briefing.tagging.spelling import key
from briefing.tagging.vocabulary import load_vocabulary, surfaces

CONTENT = Path(__file__).parent.parent / "content"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_vocabulary(CONTENT / "vocabulary"))


@pytest.fixture(scope="module")
def library() -> Library:
    """The project's own content: the briefs that its seeds give."""
    vocabulary = load_vocabulary(CONTENT / "vocabulary")
    briefs = [stored.brief for stored in read_briefs(CONTENT, max_bytes=2_000_000)]
    return library_of(*briefs, settings=Settings(), vocabulary=vocabulary)


def speaks_of(mention: Mention, term: Term, vocabulary: Vocabulary) -> bool:
    """A name speaks of its term; a version of its family; both of the company that makes them."""
    if mention.kind is term.kind and term.id in (mention.id, mention.parent):
        return True
    named = vocabulary.get(mention.kind, mention.parent or mention.id)
    return mention.kind is Kind.PRODUCTS and named is not None and named.owner == term.id


def names(story: Story, term: Term, library: Library, matcher: Matcher) -> bool:
    """Look for mentions, then for the bare words: a country may stand inside a longer name."""
    text = f"{story.title}\n{story.text}"
    if any(speaks_of(mention, term, library.vocabulary) for mention in matcher.mentions(text)):
        return True
    return any(f" {key(surface)} " in f" {key(text)} " for surface in surfaces(term))


def test_every_story_of_a_dossier_names_its_term(library: Library, matcher: Matcher) -> None:
    listed = [
        (entry.term, story)
        for kind in Kind
        if kind is not Kind.TOPICS  # a topic is what a story is about, in whatever words
        for entry in library.entries[kind].values()
        for story in entry.stories
    ]
    silent = [(term.id, story.key) for term, story in listed if not names(story, term, library, matcher)]
    assert len(listed) > 100
    assert silent == []


def test_a_dossier_lists_a_story_once(library: Library) -> None:
    for kind in Kind:
        for entry in library.entries[kind].values():
            keys = [story.key for story in entry.stories]
            assert len(keys) == len(set(keys)), entry.term.id
