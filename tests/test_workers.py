"""Several processes give what one gives, in the same order."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.workers import spread

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 63, 200])
def test_results_come_in_the_order_of_the_items(jobs: int, count: int) -> None:
    assert list(spread(lambda number: number * 2, range(count), jobs=jobs)) == [number * 2 for number in range(count)]


def alone(code: str) -> str:
    """Run code in a process without threads of others, and give what it prints."""
    head = "import os\nfrom briefing.errors import BriefingError\nfrom briefing.workers import beside, spread\n"
    done = subprocess.run([sys.executable, "-c", head + code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == ""
    return done.stdout.strip()


def test_work_is_done_in_other_processes_where_it_is_worth_it() -> None:
    shared = "print(os.getpid() in set(spread(lambda _: os.getpid(), range(200), jobs=2, worth={})))"
    assert alone(shared.format(200)) == "False"
    assert alone(shared.format(201)) == "True"


def test_a_process_with_threads_is_not_forked() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        assert {os.getpid()} == set(spread(lambda _: os.getpid(), range(200), jobs=2))
    finally:
        over.set()
        other.join()


def test_a_fault_comes_back_as_it_was() -> None:
    def fail(number: int) -> None:
        if number == 100:
            raise BriefingError("wrong", path="a", line=3)

    with pytest.raises(BriefingError, match="a:3: wrong"):
        list(spread(fail, range(200), jobs=2))


def test_a_process_that_is_ended_is_a_clear_error() -> None:
    code = """
try:
    list(spread(lambda number: os._exit(1) if number == 100 else number, range(200), jobs=2))
except BriefingError as error:
    print(error)
"""
    assert "ended by the system" in alone(code)


def test_what_is_done_beside_is_done_when_the_rest_is() -> None:
    code = """
reader, writer = os.pipe()
with beside(lambda: os.write(writer, str(os.getpid()).encode()), jobs={}):
    print(os.getpid())
os.close(writer)
print(os.read(reader, 100).decode())
"""
    ours, others = alone(code.format(2)).split()
    assert ours != others
    assert len(alone(code.format(1)).split()) == 1, "one process does what it needs when it needs it"


@pytest.mark.parametrize("end", ["raise BriefingError('wrong')", "os._exit(3)"])
def test_what_fails_beside_is_not_told(end: str) -> None:
    code = f"""
def fail():
    {end}
with beside(fail, jobs=2):
    print("here")
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("and nobody is left")
"""
    assert alone(code) == "here\nand nobody is left"
