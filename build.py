#!/usr/bin/env python3
"""Build the briefing site: `python build.py --help`."""

import gc
import sys


def run() -> int:
    """Give the exit code, also of what ends before the command line can tell of it: while modules are loaded."""
    try:
        from briefing.cli import main

        return main()
    except KeyboardInterrupt:
        return 130
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "briefing":
            raise
        remedy = "Run `make` and then `.venv/bin/python build.py`, or install all with `pip install -e .`"
        print(f"error: {error.name} is not installed for this Python. {remedy}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    code = run()
    gc.freeze()  # what is left goes with the process; to look through it first can take a tenth of a build
    sys.exit(code)
