"""The command line (design 4.1): options in, exit code out.

What was asked for goes to standard output; every diagnosis goes to standard error.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any, Final

from briefing import __version__
from briefing.config import Options
from briefing.errors import BriefingError, faults_of, printable
from briefing.progress import Progress
from briefing.report import Report
from briefing.standing import standing_report
from briefing.workers import beside

_DONE, _FAILED, _INTERRUPTED = 0, 1, 130
_PORT: Final = 8000
# A build makes a large library and lets it stand: there is little in it to be collected, and much to be looked through.
_SELDOM: Final = (100_000, 50, 100)
_OPPOSITES: Final = (("check", "serve"), ("check", "clean"), ("check", "take"), ("serve", "take"))
_QUESTIONS: Final = ("explain", "diff", "adopt", "merge", "dismiss")
_PAIRS: Final = (("adopt", "kind"), ("merge", "into"))

_DESCRIPTION: Final = """\
Build the briefing site: seeds/ (captured texts) become content/briefs/ (Markdown, yours to edit),
and content/ becomes site/ (plain files for any host)."""
_EPILOG: Final = """\
examples:
  build.py                          build everything that is there
  build.py --serve                  build, show it on http://localhost:8000/, rebuild on every change
  build.py --check                  write nothing; fail where content/ or site/ is not up to date
  build.py --explain 001_acme.txt   why is this line gone, and why this tag?

A brief that you edited is yours: no build overwrites it. When its seed changes you are told, and
--diff BRIEF and --take BRIEF show and accept the new version. A seed that cannot be read is refused
alone. If anything fails, the site that stood before still stands.
Exit code: 0 built, 1 refused or failed, 2 wrong call."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks. Gives 0 or 1; argparse exits with 2 for a wrong call."""
    parser = _parser()
    args = parser.parse_args(argv)
    _check_pairs(parser, args)
    given = vars(args)
    options = Options(**{field.name: given[field.name] for field in fields(Options) if field.name in given})
    try:
        return _run(args, options)
    except (BriefingError, ExceptionGroup, OSError) as error:
        return _fail(faults_of(error))
    except KeyboardInterrupt:
        print("interrupted: the site that stood before still stands", file=sys.stderr)
        return _INTERRUPTED


# ------------------------------------------------------------------------------------------ commands


def _run(args: argparse.Namespace, options: Options) -> int:
    if args.serve:
        from briefing.serve import serve  # its libraries cost what a build can spare

        return serve(options, args.host, args.port, partial(_build_once, options))
    if args.review:
        from briefing.editor import review  # likewise

        return review(options, sys.stdin, sys.stdout)
    answer = _answer(args, options) if any(getattr(args, name) for name in _QUESTIONS) else None
    return _build(options) if answer is None else _say(answer)


def _answer(args: argparse.Namespace, options: Options) -> str:
    """Do the one thing that an editor asks for, and give what there is to say."""
    from briefing import editor  # likewise

    if args.explain:
        return editor.explain_seed(options, args.explain)
    if args.diff:
        return editor.diff_brief(options, args.diff)
    if args.adopt:
        return editor.adopt_name(options, args.adopt, args.kind)
    if args.merge:
        return editor.merge_name(options, args.merge, args.into)
    return editor.dismiss_name(options, args.dismiss)


def _build(options: Options) -> int:
    gc.set_threshold(*_SELDOM)
    report = _build_once(options)
    if not options.quiet:
        for note in report.notes:
            print(f"note: {note}", file=sys.stderr)
    faulty = report.stale or (options.strict and (report.errors or report.warnings))
    return _FAILED if faulty else _DONE


def _build_once(options: Options, *, late: bool = False) -> Report:
    """Build, and tell how it went. A `late` search index is left to follow."""
    progress = Progress(None if options.quiet else sys.stderr)
    report = None if late else standing_report(options)
    if report is None:
        report = _build_anew(options, progress, late=late)
    for error in report.errors:
        print(f"error: {error}", file=sys.stderr)
    for name in report.stale:
        print(f"stale: {printable(name)}", file=sys.stderr)
    if not options.quiet:
        for warning in report.warnings:
            print(f"warning: {warning}", file=sys.stderr)
        if options.verbose:
            _tell_times(progress)
        print(_end_line(report, options, progress.elapsed), flush=True)
    return report


def _build_anew(options: Options, progress: Progress, *, late: bool) -> Report:
    """Build what does not stand. What that takes is loaded here: it costs more than to see that all stands.

    To read a vocabulary that no cache has takes as long again: that is done meanwhile.
    """
    from briefing.tagging.vocabulary import load_vocabulary, seems_kept

    folder = options.content / "vocabulary"
    if not options.kept or seems_kept(folder, options.kept):
        from briefing.pipeline import build

        return build(options, progress, late=late)
    with beside(partial(load_vocabulary, folder, cache=options.kept), jobs=options.jobs):
        from briefing.pipeline import build, get_ready

        get_ready(options)
    return build(options, progress, late=late)


def _end_line(report: Report, options: Options, seconds: float) -> str:
    counts = report.counts
    made = f"{counts.briefs:,} briefs, {counts.stories:,} stories, {counts.pages:,} pages"
    if options.check:
        return f"{made}: {f'{len(report.stale):,} files stale' if report.stale else 'up to date'}, {seconds:.1f} s"
    files = f"{counts.written:,} written, {counts.unchanged:,} unchanged, {counts.removed:,} removed"
    return f"{made}, {files}, {seconds:.1f} s"


def _tell_times(progress: Progress) -> None:
    """Say what took how long, stage by stage, each with its slowest items."""
    rest = progress.elapsed - sum(progress.seconds.values())
    for name, seconds in (*progress.seconds.items(), ("the rest", rest)):
        print(f"{name:<13} {seconds:7.2f} s", file=sys.stderr)
        for took, label in progress.slowest(name):
            print(f"{'':<13} {took:7.2f} s  {printable(label)}", file=sys.stderr)


def _say(text: str) -> int:
    sys.stdout.write(text)
    return _DONE


def _fail(faults: Sequence[BriefingError]) -> int:
    for fault in faults:
        print(f"error: {fault}", file=sys.stderr)
    return _FAILED


# ------------------------------------------------------------------------------------------- parsing


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        usage="build.py [options]",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"briefing {__version__}")
    _add_build(parser.add_argument_group("building"))
    _add_preview(parser.add_argument_group("previewing"))
    _add_editing(parser.add_argument_group("editing (each does one thing and ends)"))
    _add_folders(parser.add_argument_group("folders"))
    return parser


def _add_build(group: Any) -> None:
    group.add_argument("--check", action="store_true", help="write nothing; exit 1 where something is stale or invalid")
    group.add_argument("--strict", action="store_true", help="exit 1 on any refused seed or warning")
    group.add_argument(
        "--clean", action="store_true", help="forget what earlier builds knew; convert and write all anew"
    )
    group.add_argument("--no-search", dest="search", action="store_false", help="leave the search index out")
    group.add_argument("--base-url", metavar="URL", help="where the site is published (else as content/site.yaml says)")
    group.add_argument(
        "--jobs",
        type=_count,
        default=0,
        metavar="N",
        help="work in N processes (one a core; elsewhere than on Linux in one)",
    )
    loudness = group.add_mutually_exclusive_group()
    loudness.add_argument("--quiet", action="store_true", help="print errors only")
    loudness.add_argument("--verbose", action="store_true", help="say what takes how long")


def _add_preview(group: Any) -> None:
    group.add_argument("--serve", action="store_true", help="build, show the site, rebuild and reload on every change")
    group.add_argument("--port", type=_port, default=_PORT, metavar="N", help=f"({_PORT})")
    group.add_argument("--host", default="localhost", metavar="H", help="(localhost: this machine alone)")


def _add_editing(group: Any) -> None:
    commands = group.add_mutually_exclusive_group()
    commands.add_argument("--explain", metavar="SEED", help="what became of every line of a seed, and why its tags")
    commands.add_argument("--diff", metavar="BRIEF", help="what today's seed would change in a brief that you edited")
    commands.add_argument("--take", metavar="BRIEF", help="give up your edits of a brief for what today's seed makes")
    commands.add_argument("--review", action="store_true", help="go through the names that the vocabulary lacks")
    commands.add_argument("--adopt", metavar="NAME", help="make a name a term of the vocabulary (with --as)")
    commands.add_argument("--merge", metavar="NAME", help="make a name another spelling of a term (with --into)")
    commands.add_argument("--dismiss", metavar="NAME", help="never suggest a name again")
    group.add_argument("--as", dest="kind", metavar="KIND", help="company, product, person or organization")
    group.add_argument("--into", metavar="KIND/ID", help="for example companies/openai")


def _add_folders(group: Any) -> None:
    for name, default, text in (
        ("seeds", "seeds", "captured texts"),
        ("content", "content", "briefs, vocabulary, site.yaml"),
        ("templates", "templates", "Jinja templates and assets"),
        ("output", "site", "the site, replaced as a whole"),
        ("cache", ".briefing", "what earlier builds knew; may be deleted"),
    ):
        group.add_argument(f"--{name}", type=Path, default=Path(default), metavar="DIR", help=f"{text} ({default}/)")
    group.add_argument("--report", type=Path, metavar="FILE", help="the account of the build (CACHE/report.json)")


def _check_pairs(parser: argparse.ArgumentParser, args: argparse.Namespace) -> None:
    """Refuse options that say opposite things, and those that need another one."""
    given = {name for name, value in vars(args).items() if value}
    for first, second in _OPPOSITES:
        if {first, second} <= given:
            parser.error(f"--{first} and --{second} cannot go together")
    for first, second in _PAIRS:
        if (first in given) is not (second in given):
            shown = second.replace("kind", "as")
            parser.error(f"--{first} and --{shown} go together")


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 256:
        raise argparse.ArgumentTypeError(f"{text} is not a number of processes (1 to 256)")
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port (0 to 65535)")
    return number
