"""site/ replaced as a whole: what is kept, what is refused, and what a reader can see meanwhile."""

from __future__ import annotations

import ctypes
import errno
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import pytest
from builds import tree

from briefing.config import Options
from briefing.errors import PageError, PublishError
from briefing.files import hold
from briefing.model import OutputFile
from briefing.site import publish as publishing
from briefing.site.publish import AlteredError, press, stale_files
from briefing.stamps import Body
from briefing.standing import replace_folder


def site(**files: str) -> tuple[OutputFile, ...]:
    return tuple(
        OutputFile(path=PurePosixPath(name.replace("__", "/")), data=text.encode()) for name, text in files.items()
    )


def publish(files: tuple[OutputFile, ...], output: Path, *, anew: bool = False) -> tuple[int, int]:
    with press(output) as it:
        counts = it.prepare(files, anew=anew)
        it.swap()
    return counts


OLD = site(index="old", a__index="same", b__index="goes")
NEW = site(index="new", a__index="same", c__index="comes")


def test_the_site_is_what_was_published_and_nothing_else(tmp_path: Path) -> None:
    output = tmp_path / "site"
    assert publish(OLD, output) == (3, 0)
    assert publish(NEW, output) == (2, 1)
    files = tree(output)
    marker = files.pop(".briefing").decode().splitlines()
    assert files == {"index": b"new", "a/index": b"same", "c/index": b"comes"}
    assert marker[1:] == ["a/index", "c/index", "index"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_did_not_change_keeps_its_bytes_and_times(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(OLD, output)
    before, folder = (output / "a/index").stat(), output.stat()
    publish(NEW, output)
    assert (output / "a/index").stat().st_mtime_ns == before.st_mtime_ns
    assert (output / "a/index").stat().st_ino == before.st_ino
    assert publish(NEW, output) == (0, 0)
    assert output.stat().st_ino != folder.st_ino


def test_one_file_takes_the_place_of_one_that_stands(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(OLD, output)
    (page, *others) = sorted(OLD, key=lambda file: file.path)
    new = OutputFile(path=page.path, data=b"another")
    inode = (output / others[0].path).stat().st_ino
    with press(output) as it:
        assert it.differing([new, *others]) == [new]
        body = it.replace(new)
        assert it.standing()[str(page.path)] == body
        assert it.differing([new, *others]) == []
    assert stale_files([new, *others], output) == ()
    assert (output / others[0].path).stat().st_ino == inode


def test_a_file_takes_the_place_of_none(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(OLD, output)
    with press(output) as it, pytest.raises(AlteredError, match="this page is gone"):
        it.replace(OutputFile(path=PurePosixPath("no/such/page"), data=b"new"))
    assert stale_files(OLD, output) == ()


def test_one_folder_of_a_site_is_replaced_alone(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(site(index="page", pagefind__a="old", pagefind__b="same"), output)
    (output / "CNAME").write_text("example.org")
    inode = (output / "index").stat().st_ino
    options = Options(output=output, cache=tmp_path / "cache")
    replace_folder(options, "pagefind", site(pagefind__c="new", pagefind__b="same"), content={})
    expected = site(index="page", pagefind__c="new", pagefind__b="same")
    assert stale_files(expected, output) == ()
    assert (output / "CNAME").read_text() == "example.org"
    assert (output / "index").stat().st_ino == inode


FOLDER = site(index="page", pagefind__a="old", pagefind__b="same")


def swap_folder(output: Path) -> Mapping[str, Body] | None:
    """Put a site in place, and another folder into it. Gives the bodies of the folder."""
    with press(output) as it:
        it.prepare(FOLDER)
        it.swap()
        bodies = it.bodies()
    with press(output) as it:
        kept = {"pagefind/b": bodies["pagefind/b"]}
        swapped = it.swap_folder("pagefind", site(pagefind__a="new"), kept)
        assert swapped is None or it.changed_since({**bodies, **swapped}) == set()
        return swapped


@pytest.mark.parametrize("worth", [0, 2_000])
def test_a_folder_is_exchanged_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worth: int) -> None:
    monkeypatch.setattr(publishing, "WORTH_A_SPARE", worth)
    output = tmp_path / "site"
    assert swap_folder(output)
    assert stale_files(site(index="page", pagefind__a="new", pagefind__b="same"), output) == ()
    assert (tmp_path / ".site.briefing").exists() == (worth == 0)


def test_a_folder_with_a_file_that_is_not_ours_is_not_exchanged(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(FOLDER, output)
    (output / "pagefind/theirs").write_text("theirs")
    assert swap_folder(output) is None
    assert tree(output)["pagefind/a"] == b"old"


def test_a_folder_is_not_exchanged_around_a_file_that_somebody_changed(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(FOLDER, output)
    with press(output) as it, pytest.raises(AlteredError):
        it.swap_folder("pagefind", site(pagefind__a="new"), {"pagefind/b": (4, 0, 0)})
    assert stale_files(FOLDER, output) == ()


@pytest.mark.usefixtures("large")
def test_the_spare_of_a_folder_is_not_trusted(tmp_path: Path) -> None:
    output, theirs = tmp_path / "site", tmp_path / "theirs"
    publish(FOLDER, output)
    theirs.mkdir()
    (theirs / "a").write_text("theirs")
    shutil.rmtree(tmp_path / ".site.briefing/next/pagefind")
    (tmp_path / ".site.briefing/next/pagefind").symlink_to(theirs)
    assert swap_folder(output)
    assert tree(output)["pagefind/a"] == b"new"
    assert tree(theirs) == {"a": b"theirs"}


def test_a_clean_build_writes_every_file_again(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(OLD, output)
    inode = (output / "a/index").stat().st_ino
    assert publish(OLD, output, anew=True) == (3, 0)
    assert (output / "a/index").stat().st_ino != inode


def test_what_is_not_ours_goes_along_untouched(tmp_path: Path) -> None:
    output = tmp_path / "site"
    (output / ".git").mkdir(parents=True)
    (output / ".git/config").write_text("theirs")
    (output / ".gitkeep").touch()
    publish(OLD, output)
    (output / "CNAME").write_text("example.org")
    (output / "notes").mkdir()
    (output / "notes/link").symlink_to("/nowhere")
    os.mkfifo(output / "notes/pipe")
    publish(NEW, output)
    assert (output / "CNAME").read_text() == "example.org"
    assert (output / ".git/config").read_text() == "theirs"
    assert (output / ".gitkeep").read_bytes() == b""
    assert (output / "notes/link").readlink() == Path("/nowhere")
    assert (output / "notes/pipe").is_fifo()
    assert not (output / "b").exists()


def test_a_file_that_was_changed_by_hand_is_put_right(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(OLD, output)
    (output / "index").write_text("changed")
    (output / "a/index").unlink()
    assert stale_files(OLD, output) == (PurePosixPath("a/index"), PurePosixPath("index"))
    assert publish(OLD, output) == (2, 0)
    assert stale_files(OLD, output) == ()


@contextmanager
def refused(message: str) -> Iterator[None]:
    with pytest.raises(PublishError) as caught:
        yield
    assert str(caught.value) == message


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "photos"
    output.mkdir()
    (output / "cat.jpg").write_text("miau")
    hint = "Empty it, or choose another with --output"
    with refused(f"{output}: this folder holds 'cat.jpg', and no build made it. {hint}"):
        publish(OLD, output)
    (output / ".briefing").write_bytes(b"\xff a damaged marker")
    with refused(f"{output}: this folder holds 'cat.jpg', and no build made it. {hint}"):
        publish(OLD, output)
    assert tree(tmp_path) == {"photos/cat.jpg": b"miau", "photos/.briefing": b"\xff a damaged marker"}


def test_a_file_in_the_way_of_a_page_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(OLD, output)
    (output / "c").write_text("theirs")
    with refused(f"{output / 'c'}: a page belongs here, and this file is not ours. Move it elsewhere"):
        publish(NEW, output)
    assert (output / "c").read_text() == "theirs"
    (output / "c").unlink()
    (output / "c/index/deep").mkdir(parents=True)
    (output / "c/index/deep/file").write_text("theirs")
    with refused(f"{output / 'c/index/deep/file'}: a page belongs here, and this file is not ours. Move it elsewhere"):
        publish(NEW, output)


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with refused(f"{tmp_path / 'site'}: this is not a folder. Choose another with --output"):
        publish(OLD, tmp_path / "site")
    assert tree(tmp_path) == {"site": b"a file"}


def test_a_mounted_disk_is_refused() -> None:
    hint = "Choose a folder inside of it with --output"
    with refused(f"/proc: a mounted disk cannot be replaced as a whole. {hint}"):
        publish(OLD, Path("/proc"))
    assert not Path("/.proc.briefing").exists()


def test_a_link_to_the_output_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "site").symlink_to("www")
    publish(OLD, tmp_path / "site")
    publish(NEW, tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "www/index").read_text() == "new"


def test_names_that_differ_in_case_or_form_only_are_refused(tmp_path: Path) -> None:
    files = (*site(a__Index="one"), *site(a__index="two"))
    with pytest.raises(PageError, match="/a/Index and /a/index are one name on some disks"):
        publish(files, tmp_path / "site")
    composed, decomposed = "caf\u00e9", "cafe\u0301"
    files = tuple(OutputFile(path=PurePosixPath(name), data=b"") for name in (composed, decomposed))
    with pytest.raises(PageError, match="one name on some disks"):
        publish(files, tmp_path / "site")


def place_in_two_processes(folder: Path, *names: str) -> str:
    """Put a site together as a build does, in a process without threads of others. Gives what that says."""
    code = f"""
from pathlib import Path, PurePosixPath
from briefing.errors import BriefingError
from briefing.model import OutputFile
from briefing.site.publish import press
from briefing.workers import spread
files = [OutputFile(path=PurePosixPath(name), data=name.encode()) for name in {names}]
try:
    with press(Path("site")) as it:
        print(*it.assemble(spread(it.place, files, jobs=2, chunk=8)))
        it.swap()
except BriefingError as error:
    print(error)
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_files_are_placed_by_whichever_process_makes_them(tmp_path: Path) -> None:
    names = [f"{number % 7}/deep/{number}" for number in range(100)]
    assert place_in_two_processes(tmp_path, *names) == "100 0"
    assert tree(tmp_path / "site").keys() == {*names, ".briefing"}
    assert place_in_two_processes(tmp_path, *names[1:], "new") == "1 1"
    assert tree(tmp_path / "site").keys() == {*names[1:], "new", ".briefing"}


def test_two_processes_do_not_write_one_file(tmp_path: Path) -> None:
    names = [f"a/{number}" for number in range(40)]
    assert "are one name on this disk" in place_in_two_processes(tmp_path, *names, "a/0")
    assert list(tmp_path.iterdir()) == []


def test_a_second_build_waits_and_then_refuses(tmp_path: Path) -> None:
    output = tmp_path / "site"
    hint = "Wait until it ends, and build again"
    with press(output), refused(f"{output}: another build is at work here. {hint}"), press(output, wait_s=0):
        pytest.fail("two builds hold one output")
    assert publish(OLD, output) == (3, 0)


def test_a_lock_is_let_go_of_on_every_path(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), press(tmp_path / "site"):
        raise ZeroDivisionError
    with press(tmp_path / "site", wait_s=0):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / ".site.briefing/next").mkdir(parents=True)
    (tmp_path / ".site.briefing/next/index").write_text("half a site")
    assert publish(OLD, tmp_path / "site") == (3, 0)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_holder_may_take_the_folder_away(tmp_path: Path) -> None:
    folder = tmp_path / "held"
    for _ in range(2):
        with hold(folder, shown=folder, make=True, wait_s=0):
            folder.rmdir()
        assert not folder.exists()


def test_an_old_site_that_was_taken_away_is_put_back(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(OLD, output)
    former = tmp_path / ".site.briefing/former"
    (tmp_path / ".site.briefing/next").mkdir(parents=True)
    output.rename(former)
    with press(output):
        assert tree(output)["index"] == b"old"


def read_all_the_while(output: Path, until: Path, found: multiprocessing.Queue[set[bytes]]) -> None:
    seen = set()
    while not until.exists():
        handle = os.open(output, os.O_RDONLY | os.O_DIRECTORY)
        try:
            pages = []
            for name in ("a/index", "b/index"):
                page = os.open(name, os.O_RDONLY, dir_fd=handle)
                pages.append(os.read(page, 100))
                os.close(page)
            seen.add(b" ".join(pages))
        except FileNotFoundError:
            pass  # the whole folder we held has been taken away; a page alone never is
        finally:
            os.close(handle)
    found.put(seen)


def test_a_reader_sees_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    output, done = tmp_path / "site", tmp_path / "done"
    one, two = site(a__index="1", b__index="1"), site(a__index="2", b__index="2")
    publish(one, output)
    found: multiprocessing.Queue[set[bytes]] = multiprocessing.Queue()
    reader = multiprocessing.Process(target=read_all_the_while, args=(output, done, found))
    reader.start()
    for _ in range(100):
        publish(two, output)
        publish(one, output)
    done.touch()
    seen = found.get(timeout=30)
    reader.join()
    assert seen
    assert seen <= {b"1 1", b"2 2"}


def test_a_site_that_was_prepared_and_given_up_is_not_put_in_place(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(OLD, output)
    with press(output) as it:
        assert it.prepare(NEW) == (2, 1)
        assert it.prepare(OLD) == (0, 0)
        it.swap()
    assert tree(output)["index"] == b"old"


def test_a_file_and_a_folder_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="/A is a file, and others lie in a folder of that name"):
        publish((*site(a__index="one"), *site(A="two")), tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_before_the_next_is_asked_for(tmp_path: Path) -> None:
    def files() -> Iterator[OutputFile]:
        for file in NEW:
            yield file
            assert file.data in tree(tmp_path).values()

    with press(tmp_path / "site") as it:
        it.prepare(files())


@pytest.mark.parametrize("large", [2_000, 0])
def test_what_a_build_left_that_may_not_be_written_to_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(publishing, "WORTH_A_SPARE", large)
    publish(OLD, tmp_path / "site")
    left = tmp_path / ".site.briefing/next"
    left.mkdir(parents=True, exist_ok=True)
    (left / "stray").write_text("left")
    left.chmod(0o555)
    assert without_privileges(lambda: publish(NEW, tmp_path / "site"))
    assert tree(tmp_path / "site")["index"] == b"new"


def without_privileges(work: Callable[[], object]) -> bool:
    """Do something in a copy of this process that may do what its owner may, and no more. Tell whether it was done."""
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                _give_up_privileges()
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def _give_up_privileges() -> None:
    """Keep the user and lose what it may do beyond the modes of files (Linux: capset(2), version 3)."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    assert ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)()) == 0


def test_a_pipe_in_the_place_of_a_page_is_replaced(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(OLD, output)
    (output / "index").unlink()
    os.mkfifo(output / "index")
    assert publish(OLD, output) == (1, 0)
    assert tree(output)["index"] == b"old"


# ------------------------------------------------------------------------------------- what stays, unread


def test_what_is_kept_is_not_asked_for(tmp_path: Path) -> None:
    output = tmp_path / "site"
    with press(output) as it:
        it.prepare(OLD)
        it.swap()
        bodies = it.bodies()
    inode = (output / "a/index").stat().st_ino
    with press(output) as it:
        assert it.changed_since(bodies) == set()
        assert it.prepare(site(index="new"), kept={"a/index": bodies["a/index"]}) == (1, 1)
        it.swap()
        after = it.bodies()
        assert it.changed_since(after) == set()
        assert it.changed_since(bodies) == {".briefing", "index", "b/index"}
    assert (output / "a/index").stat().st_ino == inode
    assert tree(output) | {".briefing": b""} == {".briefing": b"", "index": b"new", "a/index": b"same"}
    assert (output / ".briefing").read_text().splitlines()[1:] == ["a/index", "index"]


def test_what_was_done_to_a_site_is_found_out(tmp_path: Path) -> None:
    output = tmp_path / "site"
    with press(output) as it:
        it.prepare(OLD)
        it.swap()
        bodies = it.bodies()
    (output / "theirs").write_text("theirs")
    with press(output) as it:
        assert it.changed_since(bodies) == set()
    (output / "index").write_text("OLD")
    (output / "a/index").unlink()
    with press(output) as it:
        assert it.changed_since(bodies) == {"index", "a/index"}
    (output / ".briefing").unlink()
    (output / "theirs").unlink()
    (output / "b/index").rename(output / ".index")
    (output / "index").unlink()
    for folder in ("a", "b"):
        (output / folder).rmdir()
    with press(output) as it:
        assert it.changed_since(bodies) == bodies.keys()


@pytest.mark.parametrize("large", [2_000, 0])
@pytest.mark.parametrize("name", ["index", "none"])
def test_what_was_to_stay_and_has_changed_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, large: int
) -> None:
    monkeypatch.setattr(publishing, "WORTH_A_SPARE", large)
    output = tmp_path / "site"
    publish(OLD, output)
    publish(site(index="newer", a__index="same"), output)
    with press(output) as it:
        kept = {"a/index": it.standing()["a/index"], name: (5, 1, 1)}
        for files in (site(), site(c__index="comes")):
            with pytest.raises(AlteredError, match=name):
                it.prepare(files, kept=kept)
            it.swap()
    assert tree(output)["index"] == b"newer"


# ------------------------------------------------------------------------------------- a large site


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every site for one that is large enough to leave its former self behind."""
    monkeypatch.setattr(publishing, "WORTH_A_SPARE", 0)


@pytest.fixture
def plate(large: None, tmp_path: Path) -> Path:
    """The spare of a site that has been published twice."""
    publish(OLD, tmp_path / "site")
    publish(NEW, tmp_path / "site")
    return tmp_path / ".site.briefing/next"


NEWEST = (*NEW[:2], *site(d__index="newest"))


def assert_newest(output: Path) -> None:
    files = tree(output)
    assert files.pop(".briefing").decode().splitlines()[1:] == ["a/index", "d/index", "index"]
    assert files == {"index": b"new", "a/index": b"same", "d/index": b"newest"}
    assert not (output / "b").exists()
    assert not (output / "c").exists()


def test_the_former_site_is_the_spare_and_becomes_the_next(plate: Path, tmp_path: Path) -> None:
    output, folder = tmp_path / "site", plate.stat().st_ino
    assert tree(plate)["index"] == b"old"
    same = (output / "a/index").stat()
    assert publish(NEWEST, output) == (1, 1)
    assert_newest(output)
    assert output.stat().st_ino == folder
    assert (output / "a/index").stat().st_ino == same.st_ino
    assert (output / "a/index").stat().st_mtime_ns == same.st_mtime_ns
    assert tree(plate)["c/index"] == b"comes"
    assert publish(NEWEST, output) == (0, 0)


@pytest.mark.usefixtures("large")
def test_a_first_site_is_its_own_spare(tmp_path: Path) -> None:
    output, spare = tmp_path / "site", tmp_path / ".site.briefing/next"
    publish(OLD, output)
    assert tree(spare) == tree(output)
    assert (spare / "a/index").samefile(output / "a/index")
    folder = spare.stat().st_ino
    publish(site(index="new", a__index="same", b__index="goes"), output)
    assert output.stat().st_ino == folder
    assert (tree(output)["index"], tree(spare)["index"]) == (b"new", b"old")


def test_a_spare_is_never_trusted(plate: Path, tmp_path: Path) -> None:
    for path in ("index", "a/index", ".briefing"):
        (plate / path).unlink()
        (plate / path).write_text("forged")
    (plate / "d/index/deep").mkdir(parents=True)
    (plate / "d/index/deep/file").write_text("in the way")
    (plate / "c").write_text("in the way")
    (plate / "stranger").write_text("left behind")
    os.mkfifo(plate / "pipe")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/index").write_text("theirs")
    (plate / "e").symlink_to(tmp_path / "theirs")
    (tmp_path / "site/CNAME").write_text("example.org")
    publish((*NEWEST, *site(c__index="comes", e__index="mine")), tmp_path / "site")
    (tmp_path / "site/CNAME").unlink()
    publish(NEWEST, tmp_path / "site")
    assert_newest(tmp_path / "site")
    assert tree(tmp_path / "theirs") == {"index": b"theirs"}


@pytest.mark.parametrize("kind", ["file", "link", "nothing", "empty"])
def test_what_is_no_spare_is_taken_away(plate: Path, tmp_path: Path, kind: str) -> None:
    plate.rename(tmp_path / "theirs")
    before = tree(tmp_path / "theirs")
    if kind == "file":
        plate.write_text("a file")
    elif kind == "link":
        plate.symlink_to(tmp_path / "theirs")
    elif kind == "empty":
        plate.mkdir()
    publish(NEWEST, tmp_path / "site")
    assert_newest(tmp_path / "site")
    assert tree(tmp_path / "theirs") == before


def test_a_site_that_has_become_small_leaves_no_spare(
    plate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "WORTH_A_SPARE", 4)
    publish(NEWEST, tmp_path / "site")
    assert_newest(tmp_path / "site")
    assert not plate.parent.exists()


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("seed", range(5))
def test_any_site_can_follow_any_other(tmp_path: Path, seed: int) -> None:
    """Files become folders and folders files, names come and go, and somebody plays with the spare."""
    chance, output = random.Random(seed), tmp_path / "site"
    for _ in range(30):
        names = chance.sample(["a", "b/a", "b/c/d", "b/c/e", "d/a/a/a", "d/a/b", "e", "f/g"], 5)
        names += [name for name in ("b", "b/c", "d/a", "f") if not any(one.startswith(f"{name}/") for one in names)]
        wanted = {name: chance.choice(["one", "two", "three"]).encode() for name in names}
        publish(tuple(OutputFile(path=PurePosixPath(name), data=data) for name, data in wanted.items()), output)
        files = tree(output)
        del files[".briefing"]
        assert files == wanted
        for path in sorted((tmp_path / ".site.briefing").rglob("*")):
            if path.is_file() and chance.random() < 0.2:
                path.unlink()
                if chance.random() < 0.5:
                    path.write_text("two")
                else:
                    (path / "a").mkdir(parents=True)


@pytest.mark.usefixtures("large")
def test_a_disk_without_links_keeps_no_spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", link)
    publish(OLD, tmp_path / "site")
    publish(NEW, tmp_path / "site")
    publish(NEWEST, tmp_path / "site")
    assert_newest(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_layer_of_a_container_is_replaced_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where folders of a lower layer cannot be moved, the system says EXDEV; here it does so for the old site."""
    output = tmp_path / "site"
    publish(OLD, output)
    move = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path == output:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return move(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
    assert publish(NEW, output) == (2, 1)
    assert tree(output)["index"] == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
