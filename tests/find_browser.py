#!/usr/bin/env python3
"""Find a Chromium or Chrome for the browser tests, and with --install get one where there is none."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

_COMMANDS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_ADVICE: Final = "Install Chromium or Google Chrome (on Debian: apt-get install chromium), then run this again."


def find_browser() -> Path | None:
    """Look on the PATH, then where installers put it."""
    for command in _COMMANDS:
        if found := shutil.which(command):
            return Path(found)
    return next((Path(place) for place in _PLACES if Path(place).exists()), None)


def install() -> str:
    """Install the package `chromium` with apt-get. Gives what went wrong, "" when nothing did."""
    if not shutil.which("apt-get"):
        return "There is no apt-get here to install one with."
    rights = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if rights and (not shutil.which("sudo") or subprocess.run([*rights, "true"], capture_output=True).returncode):
        return "Installing one needs root, or sudo without a password."
    for step in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        command = [*rights, "apt-get", "--quiet", "--quiet", *step]
        print("Running:", " ".join(command), flush=True)
        if subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}).returncode:
            return f"This failed: {' '.join(command)}"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true", help="install Debian's chromium where there is no browser")
    trouble = ""
    if parser.parse_args().install and not find_browser():
        print("No Chromium or Chrome found; installing Debian's chromium.", flush=True)
        trouble = install()
    if browser := find_browser():
        print(f"Browser for the tests: {browser}")
        return 0
    print(f"No Chromium or Chrome found. {trouble}".rstrip(), _ADVICE, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
