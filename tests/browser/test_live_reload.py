"""An editor's preview: a saved seed shows in the open page by itself, and search goes on working."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from visit import ROOT, Site, visit

pytestmark = pytest.mark.browser


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("seeds", "content"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture
def preview(project: Path) -> Iterator[str]:
    """The address of a running `build.py --serve`, which stops as it is asked."""
    folders = [f"--{name}={project / name}" for name in ("seeds", "content", "output", "cache")]
    command = [sys.executable, ROOT / "build.py", "--serve", "--port=0", f"--templates={ROOT / 'templates'}", *folders]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        said = iter(process.stdout.readline, "")
        address = next(found[0] for line in said if (found := re.search(r"http://[\w.:]+(?=/)", line)))
        yield address
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


def test_a_changed_seed_shows_in_the_open_page(browser: Browser, project: Path, preview: str) -> None:
    with visit(browser, Site(preview, project / "output")) as context:
        page = context.new_page()
        page.goto("briefs/")
        expect(page.get_by_role("main")).not_to_contain_text("Lynx")
        (project / "seeds" / "lynx.txt").write_text(
            "Lynx Robotics opens a factory in Oslo\n\nLynx Robotics opened its first factory in Oslo on 3 June 2026.\n"
            "It builds 300 arms a week and employs 40 people, the company said.\n",
            "utf-8",
        )
        expect(page.get_by_role("main")).to_contain_text("Lynx Robotics opens a factory in Oslo")
        page.goto("search/?q=Lynx")
        expect(page.locator("#search-results .title").first).to_contain_text("Lynx")
