"""The preview over real sockets, and as the process that an editor starts."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from builds import Project, tree
from running_preview import PATIENCE_S, ROOT, make_project, running

from briefing.errors import ConfigError
from briefing.preview.answers import Preview
from briefing.preview.hosts import Hosts
from briefing.preview.news import News
from briefing.preview.server import listening

# ------------------------------------------------------------------------------------------ the server


@pytest.fixture(name="port")
def make_port(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "index.html").write_text("<html><head></head><body>Home</body></html>")
    (tmp_path / "404.html").write_text("<html><head></head><body>Not here</body></html>")
    news = News()
    preview = Preview(tmp_path, hosts=Hosts(), news=news, desk=lambda state, root: b"")
    with listening("127.0.0.1", 0, preview) as listener:
        listener.start()
        yield urlsplit(listener.address).port or 0
        news.close()


def exchange(port: int, sent: bytes) -> bytes:
    """Send bytes and read until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_connection_is_used_again(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    for _ in range(3):
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert (answer.status, answer.version) == (200, 11)
        assert b"Home" in answer.read()
    connection.close()


def test_a_head_is_a_get_without_its_body(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request("GET", "/")
    whole = connection.getresponse()
    length = len(whole.read())
    connection.request("HEAD", "/")
    head = connection.getresponse()
    assert (head.status, head.headers["Content-Length"], head.read()) == (200, str(length), b"")
    assert head.headers.items() == whole.headers.items()
    assert "Server" not in head.headers
    connection.close()


def test_the_body_of_a_request_is_not_taken_for_the_next_one(port: int) -> None:
    smuggled = b"GET /index.html HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for length in (f"Content-Length: {len(smuggled)}", "Transfer-Encoding: chunked"):
        sent = f"POST / HTTP/1.1\r\nHost: localhost\r\n{length}\r\n\r\n".encode() + smuggled
        received = exchange(port, sent)
        assert received.startswith(b"HTTP/1.1 405 ")
        assert received.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET /\r\n\r\n", b"400"),
        (b"GET  HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", b"505"),
        (b"GET / HTTP/1.1\r\n\r\n", b"403"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", b"403"),
        (b"GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"404"),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 200 + b"\r\n", b"431"),
        (b"FOO / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"405"),
    ],
)
def test_what_is_no_good_request_gets_an_answer_all_the_same(port: int, sent: bytes, status: bytes) -> None:
    received = exchange(port, sent)
    assert received.split(b" ", 2)[1] == status
    assert b"\r\nX-Content-Type-Options: nosniff\r\n" in received


def run(visits: Coroutine[object, object, list[bytes]]) -> list[bytes]:
    """Run in a thread of its own: the browser tests leave a running loop in the one that they shared with us."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(visits, PATIENCE_S)).result()


async def ask(port: int) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    received = await reader.read()
    writer.close()
    return received


def test_five_hundred_at_once_are_all_answered(port: int) -> None:
    async def crowd() -> list[bytes]:
        return await asyncio.gather(*(ask(port) for _ in range(500)))

    answers = run(crowd())
    assert sum(answer.startswith(b"HTTP/1.1 200 ") and answer.endswith(b"</html>") for answer in answers) == 500


def test_fifty_that_dawdle_keep_nobody_else_waiting(port: int) -> None:
    async def beside_dawdlers() -> list[bytes]:
        dawdlers = [await asyncio.open_connection("127.0.0.1", port) for _ in range(50)]
        for _, writer in dawdlers:
            writer.write(b"GET / HTTP/1.1\r\nHost: loc")
        answers = await asyncio.gather(*(ask(port) for _ in range(20)))
        for _, writer in dawdlers:
            writer.close()
        return answers

    answers = run(beside_dawdlers())
    assert all(answer.startswith(b"HTTP/1.1 200 ") for answer in answers)


def test_a_port_in_use_is_a_clear_error(port: int, tmp_path: Path) -> None:
    preview = Preview(tmp_path, hosts=Hosts(), news=News(), desk=lambda state, root: b"")
    with (
        pytest.raises(ConfigError, match=f"cannot listen on 127.0.0.1 port {port}: .*--port"),
        listening("127.0.0.1", port, preview),
    ):
        pass


def test_a_machine_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    preview = Preview(tmp_path, hosts=Hosts(), news=News(), desk=lambda state, root: b"")
    with (
        pytest.raises(ConfigError, match="cannot listen on no-such-host"),
        listening("no-such-host.invalid", 0, preview),
    ):
        pass


# ----------------------------------------------------------------------------------------- the process


def test_a_change_of_a_seed_is_shown_and_a_fault_is_told_while_the_site_stays(tmp_path: Path) -> None:
    project = make_project(tmp_path, templates=True)
    with running(project) as preview:
        before = preview.news()
        assert before["failure"] == ""
        assert "Acme opens a factory" in preview.get("/")[1]

        seed = project / "seeds" / "one.txt"
        seed.write_text(seed.read_text().replace("Acme opens", "Acme closes"))
        built = preview.until(lambda news: news["edition"] != before["edition"])
        assert "Acme closes a factory" in preview.get("/")[1]

        home = project / "templates" / "home.html"
        good = home.read_text()
        home.write_text("{% if %}")
        failed = preview.until(lambda news: "home.html:1: " in news["failure"])
        assert failed["edition"] == built["edition"]
        assert "Acme closes a factory" in preview.get("/")[1]

        home.write_text(good)
        assert preview.until(lambda news: not news["failure"])["edition"] == built["edition"]


def test_search_follows_a_change_that_is_shown_already(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    with running(project) as preview:
        before, entry = preview.news(), preview.get("/pagefind/pagefind-entry.json")[1]
        seed = project / "seeds" / "one.txt"
        seed.write_text(seed.read_text().replace("Acme opens", "Acme closes"))
        after = preview.until(lambda news: news["index"] != before["index"])
        assert after["edition"] != before["edition"]
        assert preview.get("/pagefind/pagefind-entry.json")[1] != entry
    made = tree(project / "site")
    elsewhere = {"templates": ROOT / "templates", "output": tmp_path / "clean", "cache": tmp_path / "new"}
    Project(project).build(search=True, **elsewhere)
    assert made == tree(tmp_path / "clean")


def test_a_seed_that_cannot_be_read_is_named_and_the_others_are_shown(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    with running(project, "--no-search") as preview:
        token = preview.news()["token"]
        (project / "seeds" / "empty.txt").write_text("")
        assert "empty.txt" in preview.news(token)["failure"]
        assert "Acme opens a factory" in preview.get("/")[1]
        assert "empty.txt" in preview.get("/-/desk/")[1]


def test_the_site_has_nothing_of_the_preview(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    with running(project, "--no-search") as preview:
        assert "/-/reload.js" in preview.get("/")[1]
        assert preview.get("/-/desk/")[0] == 200
    files = [file for file in (project / "site").rglob("*") if file.is_file()]
    assert files
    assert not any(b"/-/" in file.read_bytes() for file in files)


def test_a_site_for_a_path_is_shown_below_that_path(tmp_path: Path) -> None:
    with running(make_project(tmp_path), "--no-search", "--base-url", "https://example.org/some/path") as preview:
        assert "Acme opens" in preview.get("/some/path/")[1]
        assert 'href="/some/path/assets/site.css"' in preview.get("/some/path/none")[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_when_told_to(tmp_path: Path, number: signal.Signals) -> None:
    with running(make_project(tmp_path), "--no-search") as preview:
        preview.process.send_signal(number)
        said, _ = preview.process.communicate(timeout=PATIENCE_S)
        assert preview.process.returncode == 0
        assert "Traceback" not in said
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", urlsplit(preview.url).port or 0), timeout=PATIENCE_S)
    assert (tmp_path / "site" / "index.html").exists()
