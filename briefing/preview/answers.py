"""What the preview answers to a request: values in, values out, no socket.

Below /-/ it speaks for itself: the desk, the script that reloads a page, and what that script asks for. That script
is added to pages as they are sent, never to files of the site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, quote

from briefing.preview.files import HTML, JSON, TEXT, FolderError, Found, find
from briefing.preview.hosts import Hosts
from briefing.preview.news import News, State
from briefing.site.headers import SECURITY_HEADERS

OWN: Final = "/-/"
DESK: Final = "/-/desk/"
_POLL_S: Final = 25.0
_PARTS: Final = Path(__file__).parent / "pages"
_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_HEADERS: Final = {
    **SECURITY_HEADERS,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`target` is as it was sent. The names of `headers` are in small letters."""

    method: str
    target: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`body` is what a GET gets; a HEAD gets its length."""

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Preview:
    """The site of a folder as seen over HTTP. `prefix` is the path of its root, `desk` makes the editor's page."""

    def __init__(self, site: Path, *, hosts: Hosts, news: News, desk: Callable[[State, str], bytes]) -> None:
        self.site, self.hosts, self.news, self.desk = site, hosts, news, desk
        self.prefix = "/"

    def answer(self, request: Request) -> Answer:
        """Answer any request. Never raises for what a request says."""
        headers = request.headers
        if not self.hosts.allow(headers.get("host"), headers.get("origin")):
            return _text(HTTPStatus.FORBIDDEN, "This preview answers requests from this machine to itself.")
        if request.method not in ("GET", "HEAD"):
            return _text(HTTPStatus.METHOD_NOT_ALLOWED, "Here one can only read.", {"Allow": "GET, HEAD"})
        path, _, query = request.target.partition("#")[0].partition("?")
        if not path.startswith("/"):
            return _text(HTTPStatus.BAD_REQUEST, "This is not a path.")
        if path.startswith(OWN):
            return self._own(path, query, request)
        if not path.startswith(self.prefix):
            return _moved(self.prefix) if path in ("/", self.prefix.removesuffix("/")) else self._missing()
        return self._page(path, query, request)

    # ------------------------------------------------------------------------------------- the site

    def _page(self, path: str, query: str, request: Request) -> Answer:
        try:
            found = find(self.site, path.removeprefix(self.prefix))
        except FolderError:
            return _moved(f"{quote(path, safe='/%')}/{'?' if query else ''}{query}")
        if not found:
            return self._missing()
        return _whole_or_part(self._watched(found, searches=path == f"{self.prefix}search/"), request)

    def _missing(self) -> Answer:
        """Show the site's own page of what is not there; while there is no site at all, why."""
        found, status = find(self.site, "404.html"), HTTPStatus.NOT_FOUND
        if not found:
            found, status = _part("failure.html"), HTTPStatus.SERVICE_UNAVAILABLE
        return Answer(status=status, body=self._watched(found).data, headers={"Content-Type": found.type})

    def _watched(self, found: Found, *, searches: bool = False) -> Found:
        """Add the script that reloads a page when there is another edition; one that searches, or another index."""
        if found.type != HTML:
            return found
        state = self.news.state
        of = f"edition={state.edition}{f'&amp;index={state.index}' if searches else ''}"
        script = f'<script src="{OWN}reload.js?{of}" defer></script>\n</head>'.encode()
        data = found.data.replace(b"</head>", script, 1)
        return Found(data=data, type=found.type, version=f"{found.version}-{state.edition}-{state.index}")

    # ------------------------------------------------------------------------------------ our own

    def _own(self, path: str, query: str, request: Request) -> Answer:
        if path == DESK:
            return _fresh(self.desk(self.news.state, self.prefix), HTML)
        if path == f"{OWN}news":
            return self._news(query, request)
        if path in (f"{OWN}reload.js", f"{OWN}preview.css"):
            return _whole_or_part(_part(path.removeprefix(OWN)), request)
        if path in (OWN, DESK.removesuffix("/")):
            return _moved(DESK)
        return self._missing()

    def _news(self, query: str, request: Request) -> Answer:
        """Answer when there is news for a page that knows of `seen`, or when it has waited long enough."""
        seen = parse_qs(query, max_num_fields=8).get("seen", [""])[0]
        state = self.news.wait(seen, _POLL_S) if request.method == "GET" else self.news.state
        return _fresh(json.dumps(asdict(state)).encode(), JSON)


def _part(name: str) -> Found:
    found = find(_PARTS, name)
    assert found, f"{name} belongs to the program"
    return found


def _whole_or_part(found: Found, request: Request) -> Answer:
    """Answer with a file: not again what the other side has, and of a large one the range it asks for."""
    tag = f'"{found.version}"'
    headers = {"Content-Type": found.type, "ETag": tag, "Accept-Ranges": "bytes"}
    known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    asked = _RANGE.fullmatch(request.headers.get("range", "").replace(" ", ""))
    if not asked or request.method != "GET" or request.headers.get("if-range", tag) != tag:
        return Answer(status=HTTPStatus.OK, body=found.data, headers=headers)
    part = _range(asked[1], asked[2], len(found.data))
    if not part:
        headers = {"Content-Range": f"bytes */{len(found.data)}"}
        return Answer(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(found.data)}"
    return Answer(status=HTTPStatus.PARTIAL_CONTENT, body=found.data[part.start : part.stop], headers=headers)


def _range(first: str, last: str, size: int) -> range | None:
    """Read a range of bytes: "2-5", "2-" to the end, "-5" the last five. None when nothing of it is there."""
    if first:
        start, stop = int(first), min(int(last) + 1 if last else size, size)
    else:
        start, stop = max(size - int(last or 0), 0), size
    return range(start, stop) if start < stop else None


def _moved(location: str) -> Answer:
    return _text(HTTPStatus.FOUND, "", {"Location": location})


def _fresh(body: bytes, type_: str) -> Answer:
    return Answer(status=HTTPStatus.OK, body=body, headers={"Content-Type": type_, "Cache-Control": "no-store"})


def _text(status: HTTPStatus, text: str, headers: Mapping[str, str] | None = None) -> Answer:
    headers = {"Content-Type": TEXT, **(headers or {})}
    return Answer(status=status, body=f"{text}\n".encode(), headers=headers)


def complete_headers(answer: Answer) -> dict[str, str]:
    """Give all headers of an answer: its own before those that every answer has."""
    length = {} if answer.status is HTTPStatus.NOT_MODIFIED else {"Content-Length": str(len(answer.body))}
    return {**_HEADERS, **answer.headers, **length}
