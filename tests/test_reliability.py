"""Nothing lost, whatever happens: faults, kills and saves at every file operation of a build, one after the other.

An audit hook of the interpreter sees every file operation; at the one that is armed it fails, kills or saves.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from builds import ANOTHER, ROOT, Project, make_project, tree

from briefing.errors import BriefingError
from briefing.pipeline import build
from briefing.site import publish
from briefing.site.search import index_parts

_OPERATIONS = frozenset(
    ["open", "os.chmod", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir"]
)


class Trap:
    """Notes file operations below a folder, and springs once, at the one it is set to."""

    def __init__(self) -> None:
        self.folder, self.at, self.seen = "", -1, list[tuple[str, ...]]()
        self.spring: Callable[[], None] = lambda: None

    def set(self, folder: Path, at: int, spring: Callable[[], None]) -> None:
        self.folder, self.at, self.seen, self.spring = f"{folder}/", at, [], spring

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        paths = [os.fspath(arg) for arg in args if isinstance(arg, str | os.PathLike)] if self.at >= 0 else ()
        ours = [path.removeprefix(self.folder) for path in paths if path.startswith(self.folder)]
        if event not in _OPERATIONS or not ours:
            return
        self.seen.append((event, *(path.partition("/")[0] for path in ours)))
        if len(self.seen) == self.at + 1:
            self.spring()


TRAP = Trap()
sys.addaudithook(TRAP)


@dataclass(frozen=True)
class Case:
    """A project with a site that stands, and an edit that waits to be built."""

    project: Project
    waiting: Path  # a copy of the project as it waits
    old: dict[str, bytes]
    new: dict[str, bytes]
    spare: bool  # whether the site is large enough to leave a spare behind

    def reset(self) -> None:
        shutil.rmtree(self.project.root)
        shutil.copytree(self.waiting, self.project.root, symlinks=True)
        _link_again(self.project.root / ".site.briefing/next", self.project.root / "site")

    def site(self) -> dict[str, bytes]:
        return tree(self.project.root / "site")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold the files of the site open: whatever becomes of their names, nobody may write to them."""
        held = [path.open("rb") for path in (self.project.root / "site").rglob("*") if path.is_file()]
        before = [file.read() for file in held]
        try:
            yield
        finally:
            after = [os.pread(file.fileno(), len(data) + 1, 0) for file, data in zip(held, before, strict=True)]
            for file in held:
                file.close()
            assert after == before

    def assert_next_build_is_whole(self) -> None:
        self.project.build()
        assert self.project.made() == self.new
        self.assert_tidy()

    def assert_tidy(self) -> None:
        workshop = self.project.root / ".site.briefing"
        assert self.project.leftovers() == [workshop.name] * self.spare
        assert not self.spare or [path.name for path in workshop.iterdir()] == ["next"]


def _link_again(spare: Path, site: Path) -> None:
    """Make the files that two trees have in common one file again: a copy of both has made them two."""
    for name, data in tree(spare).items():
        if (site / name).is_file() and (site / name).read_bytes() == data:
            (spare / name).unlink()
            (spare / name).hardlink_to(site / name)


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A site that leaves nothing behind, or ("spare") one that is taken for large: its spare is the site before it."""
    spare = getattr(request, "param", "") == "spare"
    if spare:
        monkeypatch.setattr(publish, "WORTH_A_SPARE", 0)
    project = make_project(tmp_path / "project", bare=True)
    project.write("site/.gitkeep", "")
    project.write("seeds/b.txt", "A headline that was\n\nThe wind was strong on May 2, 2026, and people said so.\n")
    project.build()
    project.write("seeds/b.txt", ANOTHER)
    project.build()
    old = tree(project.root / "site")
    project.edit("seeds/a.txt", "120 desks", "130 desks")
    (project.root / "seeds/b.txt").rename(project.root / "seeds/c.txt")
    project.write(
        "seeds/d.txt", "A third headline of the day\n\nThe weather was fine on May 3, 2026, and people said so.\n"
    )
    waiting = tmp_path / "waiting"
    shutil.copytree(project.root, waiting)
    project.build()
    return Case(project, waiting, old, project.made(), spare)


both_sizes = pytest.mark.parametrize("case", ["no spare", "spare"], indirect=True)


@pytest.fixture(params=["exchange", "no exchange"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A system that can exchange two folders, and one that cannot."""
    if request.param == "no exchange":
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    return str(request.param)


def operations(case: Case, system: str = "exchange") -> list[int]:
    """Number the file operations of a build. Where systems and sizes differ, they do so among the last only.

    Of many that do the same in one folder, one after the other, there are the first two, one in the middle, the last.
    """
    case.reset()
    TRAP.set(case.project.root, sys.maxsize, fail)
    case.project.build()
    TRAP.at = -1
    count = len(TRAP.seen)
    assert count > 100
    plain = system == "exchange" and not case.spare
    alike = [[at for at, _ in run] for _, run in groupby(enumerate(TRAP.seen), key=lambda operation: operation[1])]
    chosen = {at for run in alike for at in (*run[:2], run[len(run) // 2], run[-1])}
    return sorted(at for at in chosen if plain or at >= count - 80)


def fail() -> None:
    raise OSError(5, "Input/output error", "a file")


@both_sizes
def test_a_fault_at_any_file_operation_leaves_a_whole_site(case: Case, system: str) -> None:
    for at in operations(case, system):
        case.reset()
        with case.reading():
            TRAP.set(case.project.root, at, fail)
            try:
                report = case.project.build()
            except (BriefingError, OSError):
                assert case.site() == case.old, f"operation {at}"
            else:
                assert report.errors or case.project.made() == case.new, f"operation {at}"
            finally:
                TRAP.at = -1
        case.assert_next_build_is_whole()


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@both_sizes
def test_a_kill_at_any_file_operation_leaves_a_whole_site(case: Case, system: str) -> None:
    new = {path.removeprefix("site/"): data for path, data in case.new.items() if path.startswith("site/")}
    for at in operations(case, system)[-120:]:
        case.reset()
        assert in_child(lambda at=at: (TRAP.set(case.project.root, at, kill), case.project.build()))
        standing = case.site()
        away = system == "no exchange" and not standing
        assert away or standing in (case.old, new), f"operation {at}"
        case.assert_next_build_is_whole()


def in_child(work: Callable[[], object]) -> bool:
    """Do something in a copy of this process. Tell whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _brief(title: str, day: str, said: str) -> str:
    lead = "Long told, and hardly anybody in the whole of the town asks for more of it by now, or ever did."
    return f'---\ntitle: "{title}"\ndate: {day}\n---\n{lead}\n\n{said}\n'


@pytest.fixture
def outlived(tmp_path: Path) -> Project:
    """A site with an index of blocks, and a brief that is too old for any feed: an edit is seen on its page alone."""
    project = make_project(tmp_path / "project")
    project.write("content/briefs/old.md", _brief("Old", "2001-01-01", "It was good."))
    for number in range(60):
        project.write(f"content/briefs/later-{number}.md", _brief(f"Later {number}", "2026-06-01", "So it was."))
    _index(project)
    return project


def _index(project: Project) -> None:
    options = replace(project.options, search=True)
    build(options, index=partial(index_parts, cache=options.cache, pagefind_chars=0))


@pytest.mark.parametrize("spare", [0, 2_000])
@pytest.mark.parametrize("end", ["fault", "kill"])
def test_an_edit_of_one_page_ends_old_or_new_with_search_ahead_at_most(
    outlived: Project, monkeypatch: pytest.MonkeyPatch, spare: int, end: str
) -> None:
    """What is put in place is the folder of the index, then the page: a kill, not a fault, may come between."""
    monkeypatch.setattr(publish, "WORTH_A_SPARE", spare)
    words, sites = ("good", "bad"), list[dict[str, bytes]]()

    def edit(to: int) -> None:
        outlived.edit("content/briefs/old.md", f"It was {words[1 - to]}.", f"It was {words[to]}.")

    for to in (1, 0):
        edit(to)
        TRAP.set(outlived.root, sys.maxsize, fail)
        _index(outlived)
        TRAP.at = -1
        sites.insert(0, tree(outlived.root / "site"))
    ahead = [
        {**page, **{path: data for path, data in sites[1 - at].items() if path.startswith("pagefind/")}}
        for at, page in enumerate(sites)
    ]
    placed = max(at for at, seen in enumerate(TRAP.seen) if seen[:2] == ("os.rename", ".site.briefing"))
    for number, at in enumerate(range(placed - 16, placed + 4), 1):
        to = number % 2
        edit(to)
        if end == "kill":
            in_child(lambda at=at: (TRAP.set(outlived.root, at, kill), _index(outlived)))
            allowed = [*sites, ahead[1 - to]]
        else:
            TRAP.set(outlived.root, at, fail)
            with suppress(BriefingError, OSError):
                _index(outlived)
            TRAP.at = -1
            allowed = sites
        assert tree(outlived.root / "site") in allowed, f"operation {at}"
        _index(outlived)
        assert tree(outlived.root / "site") == sites[to], f"operation {at}"


def test_a_save_at_any_moment_of_a_build_is_kept(case: Case) -> None:
    project = case.project
    path = "content/briefs/openai-opens-an-office-in-rome.md"

    def save() -> None:
        in_place, TRAP.at = TRAP.at % 4 == 0, -1
        text = project.read(path).replace("near its customers", "near OUR customers")
        if in_place:
            project.write(path, text)
        else:
            project.write(path + "~", text).rename(project.root / path)

    for at in operations(case)[::2]:
        case.reset()
        TRAP.set(project.root, at, save)
        project.build()
        assert "near OUR customers" in project.read(path), f"operation {at}"
        project.build()
        assert "near OUR customers" in project.read(path), f"operation {at}"
        assert b"near OUR customers" in project.made()["site/feed.json"], f"operation {at}"
        case.assert_tidy()


@pytest.mark.parametrize("limit", [0, 100, 1_000, 2_000])
def test_a_disk_that_takes_no_more_leaves_the_site(case: Case, limit: int) -> None:
    case.reset()

    def starve() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        with pytest.raises(OSError, match="File too large"):
            case.project.build()

    assert not in_child(starve)
    assert case.site() == case.old
    case.assert_next_build_is_whole()


def test_two_builds_at_once_both_end_well(case: Case) -> None:
    case.reset()
    options = [f"--{name}={case.project.root / name}" for name in ("seeds", "content", "templates")]
    command = [sys.executable, str(ROOT / "build.py"), *options, f"--output={case.project.root / 'site'}"]
    command += [f"--cache={case.project.root / '.briefing'}", "--no-search"]
    builds = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [build.wait(60) for build in builds] == [0] * 4
    assert case.project.made() == case.new
    assert case.project.leftovers() == []
