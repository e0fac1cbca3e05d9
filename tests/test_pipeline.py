"""Whole builds: edits win, incremental equals clean, any machine gives the same bytes, faults harm nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builds import ANOTHER, ARTICLE, ROOT, Project, make_project, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.cli import main
from briefing.content.front_matter import is_untouched
from briefing.errors import ConfigError

BRIEF = "content/briefs/openai-opens-an-office-in-rome.md"
INVALID = Path(__file__).parent / "invalid"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "project", bare=True)
    project.build()
    return project


def run(project: Project, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.chdir(project.root)
    return main(["--no-search", "--base-url=https://example.org", *options])


# ---------------------------------------------------------------------------------------- edits win


def edit_both(project: Project) -> str:
    """Edit a brief, and after it its seed in another way. Gives the brief."""
    project.edit(BRIEF, "120 desks", "121 desks")
    project.edit("seeds/a.txt", "120 desks", "130 desks")
    return project.read(BRIEF)


def test_an_edited_brief_survives_a_changed_seed_and_is_reported(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = edit_both(project)
    assert run(project, monkeypatch) == 0
    assert project.read(BRIEF) == edited
    slug = Path(BRIEF).stem
    assert capsys.readouterr().err == (
        f"warning: {BRIEF}: seeds/a.txt has changed since you edited this brief. "
        f"'python build.py --diff {slug}' shows what is new, '--take {slug}' accepts it\n"
    )
    assert run(project, monkeypatch, "--strict", "--quiet") == 1


def test_diff_shows_and_take_accepts_the_new_version(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = edit_both(project)
    assert run(project, monkeypatch, "--diff", Path(BRIEF).stem) == 0
    shown = capsys.readouterr().out
    assert "-OpenAI said on May 1, 2026 that it opens an office in Rome. It will have 121 desks." in shown
    assert "+OpenAI said on May 1, 2026 that it opens an office in Rome. It will have 130 desks." in shown
    assert project.read(BRIEF) == edited
    assert run(project, monkeypatch, "--take", Path(BRIEF).name, "--quiet") == 0
    assert "130 desks" in project.read(BRIEF)
    assert is_untouched(project.read(BRIEF))
    (kept,) = (project.root / ".briefing/given-up").iterdir()
    assert kept.read_text("utf-8") == edited


def test_a_brief_without_a_seed_is_not_given_up(project: Project) -> None:
    project.write("content/briefs/mine.md", "---\ntitle: Mine\n---\nText.\n")
    with pytest.raises(ConfigError, match="giving it up would lose it"):
        project.build(take="mine")
    with pytest.raises(ConfigError, match="there is no brief 'min'") as caught:
        project.build(take="min")
    assert caught.value.hint == "Did you mean 'mine'?"
    assert project.read("content/briefs/mine.md").endswith("Text.\n")


def test_an_edited_brief_survives_its_seed(project: Project) -> None:
    project.edit(BRIEF, "120 desks", "121 desks")
    (project.root / "seeds/a.txt").unlink()
    report = project.build()
    assert "121 desks" in project.read(BRIEF)
    assert [warning.message for warning in report.warnings] == ["seeds/a.txt is gone; the brief that you edited stays"]
    assert b"121 desks" in project.made()["site/feed.json"]


@pytest.mark.parametrize(
    ("text", "damage"),
    [
        (ARTICLE.replace("desks", "d\ufffdsks"), ["3: a character of its text is damaged"]),
        (ARTICLE.replace("O", "\ufffd\ufffd"), ["1: 4 characters of its text are damaged"]),
        (ARTICLE + "\nSubscribe to our newsletter \ufffd\n", []),
        (ARTICLE, []),
    ],
)
def test_damaged_characters_of_the_text_are_a_warning(project: Project, text: str, damage: list[str]) -> None:
    file = project.write("seeds/a.txt", text)
    warnings = [f"{file}:{said}. Capture it again, or mend the words in its brief" for said in damage]
    assert [str(warning) for warning in project.build().warnings] == warnings
    assert json.loads(project.read(".briefing/report.json"))["warnings"] == warnings


@pytest.mark.parametrize("word", ["desks", "hopes"])  # one that other pages show, and one that they do not
def test_a_brief_whose_damage_was_mended_is_no_warning(project: Project, word: str) -> None:
    damaged = f"\ufffd{word[1:]}"
    project.write("seeds/a.txt", ARTICLE.replace(word, damaged))
    assert project.build().warnings
    project.edit(BRIEF, damaged, word)
    assert project.build().warnings == ()


def test_an_untouched_brief_goes_with_its_seed(project: Project) -> None:
    (project.root / "seeds/a.txt").unlink()
    assert project.build().counts.briefs == 1
    assert not (project.root / BRIEF).exists()
    assert not any("rome" in path for path in project.made())


def test_a_renamed_seed_is_still_that_of_the_edited_brief(project: Project) -> None:
    project.edit(BRIEF, "120 desks", "121 desks")
    (project.root / "seeds/a.txt").rename(project.root / "seeds/z.txt")
    report = project.build()
    assert [(seed.seed, seed.status.value) for seed in report.seeds] == [("b.txt", "unchanged"), ("z.txt", "edited")]
    assert report.warnings == ()
    assert report.counts.briefs == 2


def test_an_edited_brief_survives_vocabulary_sidecar_and_cache(project: Project) -> None:
    project.edit(BRIEF, "120 desks", "121 desks")
    edited = project.read(BRIEF)
    project.write("content/vocabulary/companies.yaml", "- {id: open-ai, name: OpenAI}\n")
    project.write("seeds/a.txt.meta.yaml", "title: Another title\n")
    shutil.rmtree(project.root / ".briefing")
    project.build()
    assert project.read(BRIEF) == edited


def test_a_sidecar_overrides_what_the_text_says(project: Project) -> None:
    project.write("seeds/a.txt.meta.yaml", "title: Another title\ndate: 2026-01-02\nsource: The Paper\n")
    project.build()
    assert "date: 2026-01-02\n" in project.read("content/briefs/another-title.md")


def test_a_brief_saved_with_other_newlines_is_the_editors(project: Project) -> None:
    saved = project.read(BRIEF).replace("\n", "\r\n").encode()
    project.write(BRIEF, saved)
    project.build()
    assert (project.root / BRIEF).read_bytes() == saved


def test_a_brief_written_by_hand_is_a_full_citizen(tmp_path: Path) -> None:
    project = make_project(tmp_path, {}, bare=True)
    project.write("content/briefs/2026/mine.md", "---\ntitle: Mine\ncompanies: [openai]\n---\nOpenAI said so.\n")
    shutil.rmtree(project.root / "seeds")
    report = project.build()
    assert (report.counts.briefs, report.counts.stories) == (1, 1)
    assert {"site/briefs/mine/index.html", "site/companies/openai/index.html"} <= project.made().keys()


def test_without_any_seeds_folder_every_brief_stays(project: Project) -> None:
    before = project.made()
    shutil.rmtree(project.root / "seeds")
    project.build()
    assert project.made() == before


def test_a_seed_that_the_disk_does_not_give_keeps_its_brief(project: Project) -> None:
    before = tree(project.root / "content")
    seed = project.root / "seeds/a.txt"
    seed.unlink()
    seed.symlink_to("a.txt")  # a loop: it is there, and cannot be read
    report = project.build()
    assert len(report.errors) == 1
    assert tree(project.root / "content") == before


def test_equal_titles_are_told_apart_by_the_order_of_their_seeds(tmp_path: Path) -> None:
    project = make_project(tmp_path, {f"{name}.txt": f"{ARTICLE}\nSaid {name}.\n" for name in "cab"}, bare=True)
    report = project.build()
    slug = Path(BRIEF).stem
    assert [(seed.seed, seed.brief) for seed in report.seeds] == [
        ("a.txt", slug),
        ("b.txt", f"{slug}-2"),
        ("c.txt", f"{slug}-3"),
    ]


def test_a_generated_brief_makes_room_for_the_editors(project: Project) -> None:
    project.write("seeds/0.txt", ARTICLE + "\nMore of it.\n")
    project.edit(BRIEF, "slug: openai-opens-an-office-in-rome", "slug: mine")
    project.build()
    assert "slug: mine" in project.read(BRIEF)
    assert "More of it." in project.read(BRIEF.replace(".md", "-2.md"))


# -------------------------------------------------------------------------------- the same, and again


def test_a_second_build_writes_nothing(project: Project) -> None:
    times = {path: path.stat().st_mtime_ns for path in project.root.rglob("*") if ".briefing" not in str(path)}
    counts = project.build().counts
    assert (counts.written, counts.removed) == (0, 0)
    assert times == {path: path.stat().st_mtime_ns for path in times}


def test_check_writes_nothing_and_tells_what_is_stale(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, monkeypatch) == 0
    assert run(project, monkeypatch, "--check") == 0
    project.edit("seeds/b.txt", "5,000", "6,000")
    shutil.rmtree(project.root / ".briefing")
    before = tree(project.root)
    capsys.readouterr()
    assert run(project, monkeypatch, "--check") == 1
    assert tree(project.root) == before
    err = capsys.readouterr().err
    assert "stale: content/briefs/a-small-workshop-ships-its-new-chip.md\n" in err
    assert "stale: site/feed.json\n" in err


EDITS: dict[str, Callable[[Project], object]] = {
    "add": lambda p: p.write("seeds/new.txt", "A headline that is new\n\nThe weather was fine on May 3, 2026.\n"),
    "add in a folder": lambda p: p.write("seeds/more/new.txt", ANOTHER.replace("5,000", "7,000")),
    "same title": lambda p: p.write("seeds/0.txt", ARTICLE.replace("120", "140")),
    "change": lambda p: p.write("seeds/a.txt", ARTICLE.replace("120", "130")),
    "retitle": lambda p: p.write("seeds/b.txt", "Another headline altogether\n" + ANOTHER),
    "delete": lambda p: (p.root / "seeds/b.txt").unlink(missing_ok=True),
    "break": lambda p: p.write("seeds/b.txt", b"\x89PNG\0\0"),
    "rename": lambda p: (p.root / "seeds/a.txt").replace(p.root / "seeds/renamed.txt"),
    "restore": lambda p: p.write("seeds/a.txt", ARTICLE),
    "sidecar": lambda p: p.write("seeds/a.txt.meta.yaml", "title: By the sidecar\n"),
    "vocabulary": lambda p: p.write("content/vocabulary/regions.yaml", "- {id: rome, name: Rome, kind: region}\n"),
    "other vocabulary": lambda p: p.write("content/vocabulary/companies.yaml", "- {id: acme, name: Workshop}\n"),
    "template": lambda p: p.write("templates/brief.html", "<p>Another page.</p>\n"),
    "settings": lambda p: p.write("content/site.yaml", "title: Another title\n"),
    "by hand": lambda p: p.write("content/briefs/mine.md", "---\ntitle: Mine\n---\nText.\n"),
    "edit": lambda p: edit_a_brief(p),
    "lose the cache": lambda p: shutil.rmtree(p.root / ".briefing"),
    "damage the cache": lambda p: damage(p.root / ".briefing"),
    "damage the site": lambda p: p.write("site/index.html", "damaged"),
    "lose the site": lambda p: shutil.rmtree(p.root / "site"),
}  # fmt: skip


def edit_a_brief(project: Project) -> None:
    file = min((project.root / "content/briefs").glob("*.md"))
    file.write_text(file.read_text("utf-8") + "\nA word of the editor's.\n", "utf-8")


def damage(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2] + b"\0garbage")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=7))
def test_any_edits_in_any_order_give_what_a_clean_build_gives(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    project = make_project(folder / "project", bare=True)
    project.build()
    for number, step in enumerate(steps):
        if step != "rename" or (project.root / "seeds/a.txt").exists():
            EDITS[step](project)
        project.build()
        clean = project.copy(folder / f"clean-{number}")
        for file in (clean.root / "content/briefs").glob("*.md"):
            if is_untouched(file.read_text("utf-8")):
                file.unlink()
        clean.build()
        assert project.made() == clean.made()
        assert project.build().counts.written == 0
    shutil.rmtree(folder)


def build_elsewhere(root: Path, *, umask: int = 0o022, reverse: bool = False, **environment: str) -> dict[str, bytes]:
    """Build the three seeds in a process of its own, search included."""
    names = sorted(path.name for path in (ROOT / "seeds").iterdir())
    (root / "seeds").mkdir(parents=True)
    for name in reversed(names) if reverse else names:
        shutil.copy(ROOT / "seeds" / name, root / "seeds" / name)
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns("briefs"))
    command = [sys.executable, str(ROOT / "build.py"), "--quiet", "--jobs=" + environment.pop("JOBS", "1")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    subprocess.run(command, cwd=root, env=environment, umask=umask, check=True)
    return {**tree(root / "content"), **{f"site/{path}": data for path, data in tree(root / "site").items()}}


def test_any_machine_gives_the_same_bytes(tmp_path: Path) -> None:
    one = build_elsewhere(tmp_path / "one", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    two = build_elsewhere(
        tmp_path / "a longer path with spaces/二",
        umask=0o077,
        reverse=True,
        PYTHONHASHSEED="2",
        TZ="Asia/Shanghai",
        LC_ALL="C",
        JOBS="4",
        SOURCE_DATE_EPOCH="1",
        HOME="/nowhere",
    )
    assert one == two
    assert not any(bytes(ROOT) in data or bytes(tmp_path) in data for data in one.values())


# ------------------------------------------------------------------------------------------- faults


@pytest.mark.parametrize("case", sorted(path.name for path in INVALID.iterdir()))
def test_a_fault_is_told_and_harms_nothing(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path / "project")
    assert run(project, monkeypatch, "--quiet") == 0
    shutil.copytree(INVALID / case, project.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("error.txt"))
    before = project.made()
    capsys.readouterr()
    alone = case.startswith("seed-") and case != "seed-sidecar"
    assert run(project, monkeypatch, "--quiet") == (0 if case.startswith("seed-") else 1)
    assert capsys.readouterr().err == (INVALID / case / "error.txt").read_text("utf-8")
    if alone or not case.startswith("seed-"):
        assert project.made() == before
    assert run(project, monkeypatch, "--quiet", "--strict") == 1
    assert run(project, monkeypatch, "--quiet", "--check") == 1 or case.startswith("seed-")
    account = json.loads(project.read(".briefing/report.json"))
    assert [f"error: {error}" for error in account["errors"]] == (INVALID / case / "error.txt").read_text().splitlines()


def test_a_fault_of_ours_in_one_seed_stops_no_other(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.seeds import normalize as normalizing

    real = normalizing.normalize

    def normalize(seed: object) -> object:
        if str(getattr(seed, "path", "")) == "b.txt":
            raise ZeroDivisionError("of ours")
        return real(seed)  # type: ignore[arg-type]

    monkeypatch.setattr(normalizing, "normalize", normalize)
    report = project.build(clean=True)  # what was converted before would not be again
    assert [str(error).rpartition("seeds/")[2] for error in report.errors] == [
        "b.txt: this seed cannot be converted (ZeroDivisionError: of ours)"
    ]
    assert report.counts.briefs == 1


def test_the_report_accounts_for_every_character(project: Project) -> None:
    account = json.loads(project.read(".briefing/report.json"))
    assert account["status"] == "built"
    for seed in account["seeds"]:
        characters = seed["characters"]
        assert characters["kept"] + characters["dropped"] + characters["whitespace"] == characters["read"] > 0
        source = (project.root / "seeds" / seed["seed"]).read_text("utf-8").split("\n")
        assert [line["text"] for line in seed["lines"]] == source


def test_many_processes_give_what_one_gives(tmp_path: Path) -> None:
    seeds = {f"{number:02}.txt": ARTICLE.replace("120", str(number)) for number in range(70)} | {"empty.txt": ""}
    one = make_project(tmp_path / "one", seeds, bare=True)
    two = make_project(tmp_path / "two", seeds, bare=True)
    assert [str(error) for error in one.build(jobs=1).errors] == [
        str(error).replace("/two/", "/one/") for error in two.build(jobs=2).errors
    ]
    assert one.made() == two.made()
