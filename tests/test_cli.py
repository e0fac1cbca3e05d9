"""The command line: what it accepts, what it says where, and how it ends."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builds import ARTICLE, ROOT, Project, make_project

from briefing.cli import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = make_project(tmp_path / "project", bare=True)
    monkeypatch.chdir(project.root)
    return project


def run(*options: str) -> int:
    return main(["--no-search", "--base-url=https://example.org/news", *options])


def test_a_build_ends_with_one_line(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    out, err = capsys.readouterr()
    assert re.fullmatch(r"2 briefs, 2 stories, \d+ pages, \d+ written, 0 unchanged, 0 removed, \d+\.\d s\n", out)
    assert err == ""
    assert run() == 0
    assert re.search(r", 0 written, [1-9]\d* unchanged, 0 removed, ", capsys.readouterr().out)


def test_quiet_says_nothing_and_verbose_what_takes_how_long(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert run("--verbose", "--clean") == 0
    err = capsys.readouterr().err
    assert re.search(r"^rendering +\d+\.\d\d s\n +\d+\.\d\d s  /", err, re.MULTILINE)
    assert re.search(r"^converting +\d+\.\d\d s\n +\d+\.\d\d s  [ab]\.txt$", err, re.MULTILINE)


def test_every_folder_can_be_elsewhere(project: Project, tmp_path: Path) -> None:
    options = [f"--{name}={project.root / name}" for name in ("seeds", "content", "templates")]
    report = tmp_path / "elsewhere/report.json"
    assert run(*options, f"--output={tmp_path / 'out'}", f"--cache={tmp_path / 'cache'}", f"--report={report}") == 0
    assert (tmp_path / "out/index.html").is_file()
    assert (tmp_path / "cache").is_dir()
    assert report.is_file()
    assert not (project.root / "site").exists()
    assert not (project.root / ".briefing").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_the_vocabulary_is_told_once_with_its_place(tmp_path: Path, jobs: int) -> None:
    project = make_project(tmp_path / "project", bare=True)
    project.write("content/vocabulary/people.yaml", "- {id: jane, name: Jane, role: chief}\n- {id: Joe, name: Joe}\n")
    command = [sys.executable, str(ROOT / "build.py"), "--no-search", f"--jobs={jobs}"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    fault = "content/vocabulary/people.yaml:2: id 'Joe' is not a slug. Use a-z, 0-9 and single hyphens"
    assert done.stderr == f"error: {fault}\n"
    assert not (project.root / "site").exists()


def test_check_tells_whether_a_build_is_due(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--check") == 1
    assert not (project.root / "site").exists()
    assert run("--quiet") == 0
    capsys.readouterr()
    assert run("--check") == 0
    assert re.fullmatch(r"2 briefs, 2 stories, \d+ pages: up to date, \d+\.\d s\n", capsys.readouterr().out)


def test_strict_fails_on_a_refusal_and_builds_the_others(project: Project) -> None:
    project.write("seeds/empty.txt", "")
    assert run("--quiet") == 0
    assert run("--quiet", "--strict") == 1
    assert (project.root / "site/index.html").is_file()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["--outp=x"], "unrecognized arguments: --outp=x"),
        (["seeds"], "unrecognized arguments: seeds"),
        (["--jobs=0"], "argument --jobs: 0 is not a number of processes (1 to 256)"),
        (["--jobs=many"], "argument --jobs: invalid _count value: 'many'"),
        (["--port=70000"], "argument --port: 70000 is not a port (0 to 65535)"),
        (["--quiet", "--verbose"], "argument --verbose: not allowed with argument --quiet"),
        (["--check", "--serve"], "--check and --serve cannot go together"),
        (["--explain=a", "--diff=b"], "argument --diff: not allowed with argument --explain"),
        (["--adopt=Acme"], "--adopt and --as go together"),
        (["--as=company"], "--adopt and --as go together"),
        (["--merge=Acme"], "--merge and --into go together"),
    ],
)
def test_a_wrong_call_ends_with_2(options: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(options)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"usage: build.py [options]\nbuild.py: error: {message}\n")


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    promised = "serve check strict clean no-search port host jobs base-url seeds content templates output cache report"
    for name in (
        *promised.split(),
        "quiet",
        "verbose",
        "explain",
        "diff",
        "take",
        "review",
        "adopt",
        "merge",
        "dismiss",
    ):
        assert f"--{name}" in shown


def test_a_base_url_that_is_none_is_refused(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for url in ("example.org", "javascript:alert(1)", "https://a b/", 'https://x/"><script>', "https://[x"):
        assert main(["--no-search", "--base-url", url]) == 1
        assert capsys.readouterr().err == (
            f"error: base URL '{url}' cannot be used. Write it as https://example.org/news\n"
        )


def test_a_name_cannot_forge_a_line_of_the_log(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("seeds/x\nerror: forged\x1b[2J.txt", "")
    assert run("--quiet") == 0
    assert capsys.readouterr().err.splitlines() == [
        "error: seeds/x\\nerror: forged\\x1b[2J.txt:1: there is no text in this file. Capture it again, or remove it"
    ]


def test_explain_tells_every_line_and_why_a_tag(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--explain", "seeds/a.txt") == 0
    shown = capsys.readouterr().out
    for line in ARTICLE.splitlines():
        assert line in shown
    assert "companies/openai" in shown
    assert not (project.root / "site").exists()


def test_explain_of_an_unknown_seed_offers_the_nearest(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--explain", "aa.txt") == 1
    assert capsys.readouterr().err == "error: there is no seed 'aa.txt'. Did you mean 'a.txt'?\n"


def test_names_are_adopted_merged_and_dismissed(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--adopt", "Acme", "--as", "company") == 0
    assert "name: Acme" in project.read("content/vocabulary/companies.yaml")
    assert run("--merge", "Open Artificial", "--into", "companies/openai") == 0
    assert "Open Artificial" in project.read("content/vocabulary/companies.yaml")
    assert run("--dismiss", "The Workshop") == 0
    assert "The Workshop" in project.read("content/vocabulary/dismissed.yaml")
    assert run("--merge", "Acme", "--into", "companies/nobody") == 1
    assert "error: " in capsys.readouterr().err


def test_review_lists_where_nobody_can_answer(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run("--review") == 0
    assert capsys.readouterr().out == "No name waits for a decision.\n"


def test_a_system_error_is_told_in_one_line(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("cache", "a file where a folder should be")
    assert run("--cache", "cache") == 1
    err = capsys.readouterr().err
    assert re.fullmatch(r"error: cache[^\n]*\n", err)
    assert not (project.root / "site").exists()


def launched(tmp_path: Path, *python: str) -> subprocess.CompletedProcess[str]:
    """Start build.py as a command, which finds modules in `tmp_path` first."""
    command = [sys.executable, *python, str(ROOT / "build.py"), "--no-search"]
    return subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )


def test_what_is_not_installed_is_named_with_the_remedy(tmp_path: Path) -> None:
    done = launched(tmp_path, "-S")  # without what is installed beside Python
    assert done.returncode == 1
    assert re.fullmatch(r"error: \w+ is not installed for this Python\. Run `make` .*\n", done.stderr)


def test_a_module_of_ours_that_is_missing_is_a_fault_of_ours(tmp_path: Path) -> None:
    (tmp_path / "argparse.py").write_text("import briefing.nowhere", "utf-8")
    assert "Traceback" in launched(tmp_path).stderr


@pytest.mark.parametrize("module", ["argparse", "yaml"])
def test_ctrl_c_while_modules_are_loaded_ends_quietly(tmp_path: Path, module: str) -> None:
    (tmp_path / f"{module}.py").write_text("import signal\nsignal.raise_signal(signal.SIGINT)\n", "utf-8")
    done = launched(tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (130, False)
