"""A static host on the loopback, as a real one would be: below a path, compressing, with the site's own headers."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

PREFIX: Final = "/some/path/"
_COMPRESSED: Final = ("text/", "application/json", "application/xml", "image/svg")


@contextmanager
def serve(site: Path, prefix: str = PREFIX) -> Iterator[str]:
    """Serve a folder, which may be filled later, below a path; give its base URL without a final slash."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            name = path.removeprefix(prefix)
            file = site / (name + "index.html" if path.endswith("/") else name)
            found = path.startswith(prefix) and file.is_file()
            self._answer(200 if found else 404, file if found else site / "404.html", path)

        def _answer(self, status: int, file: Path, path: str) -> None:
            data, kind = file.read_bytes(), guess_type(file.name)[0] or "application/octet-stream"
            headers = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind}
            if kind.startswith(_COMPRESSED):
                data = gzip.compress(data)
                headers["Content-Encoding"] = "gzip"
            headers |= {"Content-Length": str(len(data)), **headers_for(site, "/" + path.removeprefix(prefix))}
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing: the tests look at what the browser sees."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix.rstrip('/')}"
    finally:
        server.shutdown()
        server.server_close()


def headers_for(site: Path, path: str) -> dict[str, str]:
    """Read what `_headers` says of a path: a line with a pattern, below it indented lines with headers."""
    headers: dict[str, str] = {}
    matches = False
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line and not line[0].isspace():
            matches = fnmatchcase(path, line.strip())
        elif matches:
            name, _, value = line.strip().partition(": ")
            headers[name] = value
    return headers
