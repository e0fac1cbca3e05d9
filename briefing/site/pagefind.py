"""The one module that runs Pagefind: records in, the files of a search bundle out, the same bytes every time.

Its service (`pagefind --service`) is spoken to directly: each message is the base64 of a JSON object, ended by a
comma, both ways. It reads all that it is sent into memory before it answers, so writing first and reading then
cannot lock up; and it stops at the end of its input, so that stays open until the bundle has come.
"""

from __future__ import annotations

import base64
import binascii
import json
import subprocess
import threading
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import IO, Any, Final

from pagefind_bin import get_executable

from briefing.errors import SearchError
from briefing.site.bundle import ENTRY, INDEX_FILES, encode_anew
from briefing.site.records import Record

_SECONDS: Final = 600  # ten thousand briefs take 40; beyond this it hangs
_CHUNK_BYTES: Final = 1 << 16
_BROKEN_OFF: Final = "Pagefind broke off before the search index was made"
_HINT: Final = "Set the project up again (make setup), or build with --no-search"


def make_bundle(
    records: Sequence[Record], *, lang: str, include: str = "", unshown: Container[str] = ()
) -> dict[str, bytes]:
    """Index records as one language. Gives the bundle's files by path.

    `include` are signs that count as letters; what is `unshown` of `meta` is searched, but not sent with results.

    Raises SearchError when Pagefind is missing, refuses a record, or breaks off.
    """
    messages: list[dict[str, Any]] = [
        {"type": "NewIndex", "config": {"include_characters": include, "force_language": lang}}
    ]
    messages += [{"type": "AddRecord", "index_id": 0, "language": lang, **asdict(record)} for record in records]
    messages += [{"type": "GetFiles", "index_id": 0}]
    reply = _converse(messages)
    files = {file["path"]: base64.b64decode(file["content"]) for file in reply["files"]}
    needed = {path: data for path, data in files.items() if _is_needed(path, files[ENTRY])}
    return encode_anew(needed, unshown)


def _converse(messages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Send all messages, give the payload of the reply to the last."""
    try:
        command = [str(get_executable()), "--service"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
            timer = threading.Timer(_SECONDS, process.kill)
            timer.start()
            try:
                return _ask(process, messages)
            finally:
                timer.cancel()
                process.kill()
    except BrokenPipeError as error:
        raise SearchError(_BROKEN_OFF, hint=_HINT) from error
    except OSError as error:
        raise SearchError(f"Pagefind cannot be run: {error}", hint=_HINT) from error


def _ask(process: subprocess.Popen[bytes], messages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    for number, payload in enumerate(messages):
        message = json.dumps({"message_id": number, "payload": payload})
        process.stdin.write(base64.b64encode(message.encode()) + b",")
    process.stdin.flush()
    for reply in _replies(process.stdout):
        payload = reply["payload"]
        if payload["type"] == "Error":
            url = messages[reply["message_id"] or 0].get("url", "")
            raise SearchError(
                f"Pagefind refused a story: {payload['message']}", path=url, hint="Build with --no-search"
            )
        if reply["message_id"] == len(messages) - 1:
            return dict(payload)
    raise SearchError(_BROKEN_OFF, hint=_HINT)


def _replies(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    parts: list[bytes] = []
    while chunk := stream.read1(_CHUNK_BYTES):  # type: ignore[attr-defined]
        *ends, rest = chunk.split(b",")
        for end in ends:
            try:
                yield json.loads(base64.b64decode(b"".join((*parts, end))))
            except (ValueError, binascii.Error) as error:
                raise SearchError("Pagefind answers in a way unknown here", hint=_HINT) from error
            parts.clear()
        parts.append(rest)


def _is_needed(path: str, entry: bytes) -> bool:
    """Leave out Pagefind's own pages, its worker, and the WebAssembly of other languages."""
    wasm = {f"wasm.{index['wasm'] or 'unknown'}.pagefind" for index in json.loads(entry)["languages"].values()}
    return path in {"pagefind.js", ENTRY, *wasm} or path.endswith(INDEX_FILES)
