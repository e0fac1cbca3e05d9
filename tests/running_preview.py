"""A preview in a process of its own, for tests."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
PATIENCE_S = 60
SEED = "Acme opens a factory\n\nOpenAI and NVIDIA open a factory in France. It will employ 500 people.\n"


@dataclass(frozen=True)
class Running:
    """A preview that runs. `url` has no final slash."""

    process: subprocess.Popen[str]
    project: Path
    url: str

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(f"{self.url}{path}", timeout=PATIENCE_S) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until things stand so, through all the news in between."""
        news = self.news()
        for _ in range(10):
            if holds(news):
                return news
            news = self.news(news["token"])
        raise AssertionError(f"it never came: {news}")

    def news(self, seen: str = "") -> dict[str, Any]:
        """Ask how things stand; waits as long as they stand as `seen` says."""
        news: dict[str, Any] = json.loads(self.get(f"/-/news?seen={seen}")[1])
        return news


def make_project(folder: Path, *, templates: bool = False) -> Path:
    """Set up a project with one seed, the vocabulary of this one, and its own templates where a test changes them."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "one.txt").write_text(SEED)
    shutil.copytree(ROOT / "content" / "vocabulary", folder / "content" / "vocabulary")
    if templates:
        shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


@contextmanager
def running(project: Path, *options: str) -> Iterator[Running]:
    """Run a preview of a project on a free port, and wait until it has built."""
    templates = project / "templates" if (project / "templates").exists() else ROOT / "templates"
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "--serve",
        "--port",
        "0",
        "--templates",
        str(templates),
        *options,
    ]
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield Running(process, project, _address(process))
    finally:
        process.kill()
        process.communicate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        found = re.search(r"The site is at (\S+)/,", line)
        if found:
            return found[1]
    raise AssertionError("the preview did not start:\n" + "".join(said))
