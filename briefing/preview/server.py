"""The preview's side of the sockets: a thread for a connection, a limit for each of them and for all.

The standard library's server holds what a preview needs (500 requests at once, 50 clients that dawdle) once its queue
is long enough: with the default of 5 most of such a crowd is turned away.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from briefing.errors import ConfigError
from briefing.preview.answers import Answer, Preview, Request, complete_headers
from briefing.preview.files import TEXT

_PATIENCE_S: Final = 10  # for one read or write: who needs longer is gone or means no good
_MAX_CONNECTIONS: Final = 1024


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 1024

    def __init__(self, family: socket.AddressFamily, address: tuple[str, int], preview: Preview) -> None:
        self.address_family = family
        self.preview = preview
        self._places = threading.BoundedSemaphore(_MAX_CONNECTIONS)
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without asking who we are: the parent would look its own name up, which can take seconds."""
        socket.socket.setsockopt(self.socket, socket.SOL_SOCKET, socket.SO_REUSEADDR, sys.platform != "win32")
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Start a thread for a connection, or close it when there are too many."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._places.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Show a fault of ours; that the other side hung up is none."""
        if not isinstance(sys.exception() if sys.version_info >= (3, 12) else sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE_S
    wbufsize = -1
    disable_nagle_algorithm = True

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Answer every method in one place: the parent looks for do_GET, do_POST, ..."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        if self.request_version == "HTTP/0.9":
            self.send_error(HTTPStatus.BAD_REQUEST)  # it knows no headers, so nobody could say whom it asks
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        if "content-length" in headers or "transfer-encoding" in headers:
            self.close_connection = True  # a body that nobody reads must not be taken for the next request
        if len(self.headers.get_all("host", [])) != 1:
            headers.pop("host", None)
        self._send(self.server.preview.answer(Request(method=self.command, target=self.path, headers=headers)))

    def _send(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        for name, value in complete_headers(answer).items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is no request at all."""
        self.close_connection = True
        self.command, self.request_version = self.command or "GET", self.protocol_version  # as far as it was read
        status = HTTPStatus(code)
        self._send(Answer(status=status, body=f"{status.phrase}\n".encode(), headers={"Content-Type": TEXT}))

    def log_message(self, *_: Any) -> None:
        """Say nothing: the terminal belongs to the builds."""


class Listener:
    """A server that has its port. Who comes before `start` waits in the queue and is answered then."""

    def __init__(self, server: _Server, host: str) -> None:
        self.address = f"http://{f'[{host}]' if ':' in host else host}:{server.server_port}"
        self._server = server
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Answer requests in the background."""
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        if self._thread:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


@contextmanager
def listening(host: str, port: int, preview: Preview) -> Iterator[Listener]:
    """Take a port until the context is left; 0 takes any. Raises ConfigError when nothing can listen there."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        # Some systems name ::1 first; whoever asks for localhost by IPv6 tries 127.0.0.1 next, and not the other way.
        family, _, _, _, address = min(found, key=lambda info: info[0] != socket.AF_INET)
        listener = Listener(_Server(family, (str(address[0]), int(address[1])), preview), host)
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no name of a machine"
        hint = "Stop what runs there, or choose another with --port and --host"
        raise ConfigError(f"cannot listen on {host} port {port}: {reason}", hint=hint) from error
    try:
        yield listener
    finally:
        listener.close()
