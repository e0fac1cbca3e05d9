"""A folder of hostile captures, built whole: each becomes a brief or is refused alone, and none of them acts."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from builds import Project, make_project, tree
from hostile import hostile_seeds

REFUSED = {
    "...txt",
    "blank.txt",
    "empty.txt",
    "no\udcfftext.txt",
    "marks.txt",
    "nul.txt",
    "picture.svg",
    "too-many-lines.txt",
    "too-many-tags.html",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("hostile") / "project", hostile_seeds())
    project.build()
    return project


def account(project: Project) -> list[dict[str, object]]:
    seeds: list[dict[str, object]] = json.loads(project.read(".briefing/report.json"))["seeds"]
    return seeds


def test_every_capture_is_built_or_refused_by_name(built: Project) -> None:
    status = {str(seed["seed"]): seed["status"] for seed in account(built)}
    assert status.keys() == hostile_seeds().keys()
    assert {name for name, what in status.items() if what == "refused"} == REFUSED


def test_a_refusal_cannot_forge_a_line_of_the_log(built: Project) -> None:
    for seed in account(built):
        assert str(seed["error"]).isprintable()


class Page(HTMLParser):
    """Notes what a page would do: its elements with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def test_nothing_of_a_capture_acts_in_a_page(built: Project) -> None:
    for path, data in tree(built.root / "site").items():
        if not path.endswith(".html"):
            continue
        for tag, attributes in Page(data.decode()).elements:
            assert not any(name.startswith("on") for name in attributes), f"{path}: <{tag} {attributes}>"
            assert tag not in ("iframe", "object", "embed", "base", "style"), f"{path}: <{tag}>"
            for name in ("href", "src", "action"):
                url = attributes.get(name) or ""
                assert not re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", url, re.IGNORECASE), f"{path}: {url}"
            if tag in ("script", "img", "link") and (url := attributes.get("src") or attributes.get("href") or ""):
                assert attributes.get("rel") in ("canonical", "alternate") or "://" not in url, f"{path}: {url}"


def test_no_page_turns_its_text_around_or_hides_some(built: Project) -> None:
    hidden = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")
    for path, data in tree(built.root / "site").items():
        if path.endswith((".html", ".xml", ".json", ".csv", ".opml")):
            assert not hidden.search(data.decode()), path


def test_a_date_of_another_age_is_refused_with_its_capture_alone(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    project.write("seeds/a.txt.meta.yaml", "date: 0001-01-01\n")
    report = project.build()
    assert [error.message for error in report.errors] == ["'0001-01-01' is no date"]
    assert report.counts.briefs == 1


def test_feeds_and_data_are_well_formed(built: Project) -> None:
    files = tree(built.root / "site")
    roots = {ElementTree.fromstring(files[path]).tag for path in files if path.endswith((".xml", ".opml"))}
    assert {"rss", "opml"} < roots
    feeds = [json.loads(files[path]) for path in files if path.endswith("feed.json")]
    assert feeds
    assert all(feed["version"] == "https://jsonfeed.org/version/1.1" for feed in feeds)
    assert all(json.loads(files[f"data/{name}.json"]) for name in ("briefs", "terms", "figures"))


def test_no_name_leaves_the_site_or_hides_in_it(built: Project) -> None:
    names = [*tree(built.root / "site"), *tree(built.root / "content")]
    folded = [unicodedata.normalize("NFC", name).casefold() for name in names]
    for name in names:
        assert all(part not in ("", "..") and part.isprintable() for part in name.split("/")), name
        assert max(len(part.encode()) for part in name.split("/")) <= 255
    assert len(set(folded)) == len([*tree(built.root / "site")]) + len([*tree(built.root / "content")])


def test_no_text_is_lost(built: Project) -> None:
    for seed in account(built):
        characters = seed["characters"]
        assert isinstance(characters, dict)
        if seed["status"] != "refused":
            total = characters["kept"] + characters["dropped"] + characters["whitespace"]
            assert total == characters["read"], seed["seed"]
            assert "MARK" in built.read(f"content/briefs/{seed['brief']}.md") or "surrogates" in str(seed["seed"])


def test_the_pages_are_not_many_times_their_captures(built: Project) -> None:
    """The widest is a capture of numbers: each is a figure with its sentence, on a page, in the ledger and the data."""
    sizes = {path: len(data) for path, data in tree(built.root / "site").items()}
    captured = {name: len(data) for name, data in hostile_seeds().items()}
    taken = {str(seed["seed"]): f"briefs/{seed['brief']}/index.html" for seed in account(built) if seed["brief"]}
    for name, page in taken.items():
        assert sizes[page] < 20_000 + 15 * captured[name], name
    assert sum(sizes.values()) < 20 * sum(captured[name] for name in taken)


def test_what_is_no_file_is_refused_and_waits_for_nobody(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", bare=True)
    seeds = project.root / "seeds"
    os.mkfifo(seeds / "pipe.txt")
    (seeds / "folder.txt").mkdir()
    (seeds / "loop.txt").symlink_to("loop.txt")
    (seeds / "round").symlink_to(seeds)
    (seeds / "nowhere.txt").symlink_to("missing.txt")
    (tmp_path / "secret.txt").write_text("A secret headline\n\nThe secret.\n")
    (seeds / "out.txt").symlink_to(tmp_path / "secret.txt")
    report = project.build()
    errors = {Path(error.path).name: error.message for error in report.errors}
    assert errors == {
        "pipe.txt": "this is no regular file",
        "folder.txt": "this is no regular file",
        "loop.txt": "this file cannot be read (Too many levels of symbolic links)",
        "round": "this is no regular file",
        "nowhere.txt": "this file cannot be read (No such file or directory)",
        "out.txt": "this link leads out of the seeds",
    }
    assert report.counts.briefs == 2
    assert not any(b"secret" in data for data in project.made().values())
