"""`build.py --serve`: build, show, watch, and build again on every change.

Building stays here, in the main thread, one build at a time; answering requests goes on in others all the while, from
the site that stands. The search index follows when it is made.
"""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from briefing.config import Options, load_settings
from briefing.content.draft import Change
from briefing.errors import BriefingError, faults_of, printable
from briefing.pipeline import index_site
from briefing.preview.answers import DESK, Preview
from briefing.preview.desk import read_desk, render_desk
from briefing.preview.hosts import Hosts
from briefing.preview.late_index import LateIndex
from briefing.preview.news import News, State
from briefing.preview.server import listening
from briefing.preview.watch import watching
from briefing.report import Report
from briefing.tagging.vocabulary import load_vocabulary


def serve(options: Options, host: str, port: int, build: Callable[..., Report]) -> int:
    """Serve until Ctrl-C or SIGTERM. `build` builds once, with `late` without a new index, and tells the terminal.

    Raises ConfigError when nothing can listen on that host and port.
    """
    news = News()
    preview = Preview(options.output, hosts=Hosts.of(host), news=news, desk=partial(_desk, options))
    folders = (options.seeds, options.content, options.templates)
    with listening(host, port, preview) as listener, suppress(KeyboardInterrupt), _stoppable():
        try:
            with watching(folders, ignored=(options.output, options.cache)) as watch:
                index = LateIndex(partial(index_site, options), ready=watch.call)
                ours = _build(options, preview, build)
                listener.start()
                address = listener.address
                print(f"The site is at {address}/, the desk at {address}{DESK} (Ctrl-C stops)", flush=True)
                while True:
                    if watch.wait(ours):
                        ours = _build(options, preview, partial(build, late=True), index)
                    else:
                        _show_index(preview, index)
        finally:
            news.close()
    return 0


@contextmanager
def _stoppable() -> Iterator[None]:
    """Stop on SIGTERM as on Ctrl-C, even where a shell had us ignore the one."""

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    former = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _build(
    options: Options, preview: Preview, build: Callable[[], Report], index: LateIndex | None = None
) -> Mapping[Path, bytes | None]:
    """Build, and give what it wrote to content/, None for what it removed. The `index` follows a change."""
    changes: Iterable[Change] = ()
    with _going_on(preview):
        report = build()
        preview.prefix = load_settings(options.content / "site.yaml", base_url=options.base_url).path_prefix
        changed = bool(report.counts.written or report.counts.removed)
        preview.news.built(changed=changed, failure="\n".join(map(str, report.errors)))
        changes = report.changes
        if index and changed and options.search:
            index.follow()
    content = options.content.resolve()
    return {content / change.path: change.after for change in changes}


def _show_index(preview: Preview, index: LateIndex) -> None:
    """Tell that the search of the site that stands finds what stands there."""
    with _going_on(preview):
        index.check()
        preview.news.indexed()


@contextmanager
def _going_on(preview: Preview) -> Iterator[None]:
    """Tell what goes wrong, and go on whatever it is: it is the editor's next change, and a fault of ours, too, must
    not end her session."""
    try:
        yield
    except Exception as error:
        preview.news.failed(_tell(error))


def _tell(error: Exception) -> str:
    """Print what went wrong and give it for the page."""
    try:
        lines = [f"error: {fault}" for fault in faults_of(error)]
    except Exception:
        lines = [*traceback.format_exception(error)]
    text = "\n".join(lines)
    print(text, file=sys.stderr, flush=True)
    return text


def _desk(options: Options, state: State, root: str) -> bytes:
    try:
        vocabulary = load_vocabulary(options.content / "vocabulary", cache=options.cache)
        return render_desk(read_desk(options.report_file, vocabulary), state, root)
    except (BriefingError, ExceptionGroup) as error:
        return f"{printable(str(error))}\n".encode()
