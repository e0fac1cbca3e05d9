"""The files of a Pagefind bundle, encoded anew: the same bytes every time, and little to load for a search.

Pagefind 1.5 writes filters and their values in the order of a hash that differs every time. It keeps the words of
40 kB in one file, which is all of a small site's for who asks for one word: here they are cut where their first
letter changes, so that a word and what begins with it are still found in one file. And fragments lose what no page
shows.

A file that is changed is named anew after its content, as Pagefind does, and where it is named: words and filters are
listed in the meta file, the meta file in the entry.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, Final

import cbor2

ENTRY: Final = "pagefind-entry.json"
INDEX_FILES: Final = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")
_MAGIC: Final = b"pagefind_dcd"
_WORDS_BYTES: Final = 10_000  # halved by compression; less would cost a phrase more requests than it saves


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A file encoded anew. Its `stem` is how others name it: en_7926f395c0 of pagefind.en_7926f395c0.pf_meta."""

    path: str
    stem: str
    data: bytes


def encode_anew(files: Mapping[str, bytes], unshown: Container[str]) -> dict[str, bytes]:
    """Encode the files of a bundle of one language, by path. What is `unshown` of `meta` is left out of fragments."""
    words = {_stem(path): tuple(_words(path, data)) for path, data in _with_ending(".pf_index", files)}
    filters = {_stem(path): _filter(path, data) for path, data in _with_ending(".pf_filter", files)}
    [(path, data)] = _with_ending(".pf_meta", files)
    meta = _meta(path, data, words, filters)
    entry = files[ENTRY].replace(f'"{_stem(path)}"'.encode(), f'"{meta.stem}"'.encode())
    words_files = (file for _, _, file in chain.from_iterable(words.values()))
    return {
        **{path: data for path, data in files.items() if not path.endswith(INDEX_FILES)},
        **{path: _shown(data, unshown) for path, data in _with_ending(".pf_fragment", files)},
        **{file.path: file.data for file in (*words_files, *filters.values(), meta)},
        ENTRY: entry,
    }


def _with_ending(ending: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    return (item for item in files.items() if item[0].endswith(ending))


_Words = tuple[str, str, _Made]  # the first word of a file, the last, the file


def _words(path: str, data: bytes) -> Iterator[_Words]:
    """Cut a file of words, each with its places, into files that are as small as is worth while."""
    words, *rest = _unpack(data)
    for part in _cut(words):
        yield part[0][0], part[-1][0], _made(path, [part, *rest])


def _cut(words: Sequence[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    part: list[Sequence[Any]] = []
    size = 0
    for _, group in groupby(words, key=lambda word: word[0][:1]):
        letter = list(group)
        part += letter
        size += len(cbor2.dumps(letter))
        if size >= _WORDS_BYTES:
            yield part
            part, size = [], 0
    if part:
        yield part


def _filter(path: str, data: bytes) -> _Made:
    name, values = _unpack(data)
    return _made(path, [name, sorted(values)])


def _meta(path: str, data: bytes, words: Mapping[str, Sequence[_Words]], filters: Mapping[str, _Made]) -> _Made:
    version, pages, listed, named, *rest = _unpack(data)
    files = [[first, last, file.stem] for _, _, old in listed for first, last, file in words[old]]
    return _made(path, [version, pages, files, sorted([name, filters[old].stem] for name, old in named), *rest])


def _shown(fragment: bytes, unshown: Container[str]) -> bytes:
    """Take out of a fragment what no page shows. It keeps its name, which stands for all that it had."""
    story = json.loads(gzip.decompress(fragment).removeprefix(_MAGIC))
    story["meta"] = {name: value for name, value in sorted(story["meta"].items()) if name not in unshown}
    return gzip.compress(_MAGIC + json.dumps(story, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def _made(path: str, value: object) -> _Made:
    """Encode a value, and name it as the file that it replaces, with its own digest."""
    data = gzip.compress(_MAGIC + cbor2.dumps(value), mtime=0)
    lang, _, digest = _stem(path).rpartition("_")
    stem = f"{lang}_{hashlib.sha256(data).hexdigest()[: len(digest)]}"
    return _Made(path=path.replace(_stem(path), stem), stem=stem, data=data)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removeprefix("pagefind.").rpartition(".")[0]


def _unpack(data: bytes) -> Any:
    return cbor2.loads(gzip.decompress(data).removeprefix(_MAGIC))
