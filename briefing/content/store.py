"""content/briefs/: what is there, what a build would write, and the editor's right of way.

A file whose bytes no longer match its `generated` line belongs to the editor and is never written or removed.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from briefing.content.draft import Change, EditedMeanwhileError
from briefing.content.front_matter import dump, is_untouched, parse
from briefing.errors import ConfigError, FrontMatterError, SeedError
from briefing.inputs import Inputs, program
from briefing.memo import Memo, Note, Notebook, key_of, pack, unpack
from briefing.model import Brief, Status
from briefing.workers import spread

_FOLDER: Final = "briefs"
_WORTH_FORKING: Final = 256  # briefs: below, starting processes costs more than they save


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBrief:
    """A file of content/briefs/. `path` is relative to content/, `digest` of its bytes, which `load` gives.

    `edited` says that it is no longer as it was generated, or was written by hand.
    """

    path: PurePosixPath
    digest: bytes
    edited: bool
    brief: Brief
    load: Callable[[], bytes] = field(compare=False, repr=False)

    @classmethod
    def of(cls, data: bytes, *, path: PurePosixPath, shown: Path | PurePosixPath) -> StoredBrief:
        """Read the bytes of a file, called `shown` in faults. Raises FrontMatterError and UnicodeDecodeError."""
        text = data.decode()
        brief, edited = parse(text, path=shown), not is_untouched(text)
        return cls(path=path, digest=sha256(data).digest(), edited=edited, brief=brief, load=lambda: data)

    @property
    def data(self) -> bytes:
        return self.load()

    @property
    def text(self) -> str:
        return self.data.decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPlan:
    """What a build makes of content/briefs/: the changes, and all briefs as they will stand, by path.

    `statuses` say for every seed file what became of it, and the slug of its brief; `refused` has the others.
    """

    changes: tuple[Change, ...]
    briefs: tuple[StoredBrief, ...]
    statuses: Mapping[str, tuple[Status, str]]
    refused: Mapping[str, SeedError] = field(default_factory=dict)
    warnings: tuple[FrontMatterError, ...] = ()


# ------------------------------------------------------------------------------------------- reading


def read_briefs(
    content: Path, *, max_bytes: int, inputs: Inputs | None = None, jobs: int = 1
) -> tuple[StoredBrief, ...]:
    """Read every brief, in the order of their paths. Raises ExceptionGroup of all that cannot be understood.

    What `inputs` remembers as it stands there is not read again; many others are, in `jobs` processes (0: one a core).
    """
    inputs = inputs or Inputs(Notebook())
    reader = _Reader(content, max_bytes, inputs)
    names = reader.names()
    known = {name: brief for name in names if (brief := reader.recall(name))}
    fresh = [name for name in names if name not in known]
    inputs.memo.commit()
    errors: list[FrontMatterError] = []
    for name, read in zip(fresh, spread(reader.read, fresh, jobs=jobs, worth=_WORTH_FORKING), strict=True):
        if isinstance(read, FrontMatterError):
            errors.append(read)
        else:
            known[name] = reader.take(name, *read)
    if errors:
        raise ExceptionGroup("briefs", errors)
    reader.note()
    return tuple(known[name] for name in names)


def is_brief(path: str) -> bool:
    """Tell a brief from other files of content/. Hidden ones are an editor program's own."""
    return path.startswith(f"{_FOLDER}/") and path.endswith(".md") and "/." not in path


class _Reader:
    """Reads the files of content/briefs/, called by their paths in content/, and notes what they said."""

    def __init__(self, content: Path, max_bytes: int, inputs: Inputs) -> None:
        self._content, self._max_bytes, self._memo = content, max_bytes, inputs.memo
        whole = inputs.digests(content).items()
        self._digests = {path: digest for path, digest in whole if path.startswith(f"{_FOLDER}/")}
        self._noted = inputs.memo.all(_FOLDER)
        self._new: list[Note] = []

    def names(self) -> list[str]:
        """Find the briefs in and below the folder."""
        return sorted(filter(is_brief, self._digests), key=lambda name: name.split("/"))

    def recall(self, name: str) -> StoredBrief | None:
        """Give a brief as it was read before, from the same bytes."""
        key, data = self._noted.get(name, (b"", b""))
        digest = self._digests[name]
        return _recalled(self._content, name, digest, data) if key == _key(digest, self._max_bytes) else None

    def read(self, name: str) -> tuple[bytes, bytes] | FrontMatterError:
        """Read a brief in any process. Gives its digest, and what is to be noted of it; or what is wrong with it."""
        file = self._content / name
        try:
            brief = StoredBrief.of(_read(file, self._max_bytes), path=PurePosixPath(name), shown=file)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            return FrontMatterError("not UTF-8 text", path=file, line=line, hint="Save the file as UTF-8")
        except FrontMatterError as error:
            return error
        return brief.digest, _packed(brief)

    def take(self, name: str, digest: bytes, data: bytes) -> StoredBrief:
        """Take what was read, to note it too."""
        if digest == self._digests[name]:  # else it was saved since
            self._new.append((name, _key(digest, self._max_bytes), data))
        return _unpacked(self._content, name, digest, data)

    def note(self) -> None:
        self._memo.put(_FOLDER, self._new)
        if self._noted.keys() - self._digests.keys():
            self._memo.keep_only(_FOLDER, self._digests.keys())


def read_brief(content: Path, name: str, *, max_bytes: int, memo: Memo) -> StoredBrief:
    """Read one brief, and note what it said. Raises FrontMatterError and UnicodeDecodeError."""
    brief = StoredBrief.of(_read(content / name, max_bytes), path=PurePosixPath(name), shown=content / name)
    memo.put(_FOLDER, [_note_of(brief, max_bytes)])
    return brief


def note_briefs(items: Iterable[StoredBrief], *, max_bytes: int, memo: Memo) -> None:
    """Note briefs that were written, as if they had been read."""
    memo.put(_FOLDER, [_note_of(item, max_bytes) for item in items])


def recall_brief(content: Path, name: str, digest: bytes, *, max_bytes: int, memo: Memo) -> StoredBrief | None:
    """Give a brief as its bytes with this digest were read before, None where that is not known any more."""
    data = memo.get(_FOLDER, name, _key(digest, max_bytes))
    return _recalled(content, name, digest, data) if data else None


def _recalled(content: Path, name: str, digest: bytes, data: bytes) -> StoredBrief | None:
    with suppress(ValueError):
        return _unpacked(content, name, digest, data)
    return None


def _note_of(item: StoredBrief, max_bytes: int) -> Note:
    return str(item.path), _key(item.digest, max_bytes), _packed(item)


def _packed(item: StoredBrief) -> bytes:
    return pack((item.edited, item.brief))


def _unpacked(content: Path, name: str, digest: bytes, data: bytes) -> StoredBrief:
    edited, brief = unpack(data)
    load = partial(_load, content / name, digest)
    return StoredBrief(path=PurePosixPath(name), digest=digest, edited=edited, brief=brief, load=load)


def _key(digest: bytes, max_bytes: int) -> bytes:
    return key_of(program(), max_bytes, digest)


def _load(file: Path, digest: bytes) -> bytes:
    """Read a file that is known already. Raises EditedMeanwhileError when it is another one by now."""
    data = file.read_bytes()
    if sha256(data).digest() != digest:
        raise EditedMeanwhileError(file)
    return data


def _read(file: Path, max_bytes: int) -> bytes:
    if not file.is_file():
        raise FrontMatterError("this is no regular file", path=file, hint="Move it out of the briefs")
    size = file.stat().st_size
    if size > max_bytes:
        hint = "Split it, or raise max_brief_mb in content/site.yaml"
        raise FrontMatterError(f"{size:,} bytes, and {max_bytes:,} is the limit", path=file, hint=hint)
    return file.read_bytes()


def find_brief(stored: Sequence[StoredBrief], name: str) -> StoredBrief:
    """Find a brief by its slug, or by the name of its file. Raises ConfigError."""
    wanted = PurePosixPath(name).name.removesuffix(".md")
    for item in stored:
        if wanted in (item.brief.slug, item.path.stem):
            return item
    raise ConfigError(f"there is no brief '{name}'", hint=near(wanted, [item.brief.slug for item in stored]))


def near(wanted: str, names: Iterable[str]) -> str:
    """Give a hint at the name that may have been meant, "" where none is like it."""
    found = difflib.get_close_matches(wanted, list(names), 1)
    return f"Did you mean '{found[0]}'?" if found else ""


# ------------------------------------------------------------------------------------------ planning


def plan_content(
    stored: Sequence[StoredBrief],
    made: Sequence[Brief],
    *,
    content: Path,
    max_bytes: int,
    keep: Callable[[str], bool] = lambda seed_file: False,
    take: PurePosixPath | None = None,
) -> ContentPlan:
    """Decide what to write. `made` are the briefs of all seeds that could be read, `take` an edited one to give up.

    An untouched brief goes with its seed; `keep` says of a seed file that it cannot be read today, so that its brief
    stays. Two seeds that make one slug are told apart by -2, -3 in the order of their names; what is the editor's
    keeps its slug and its place.
    """
    edited = {item.path: item for item in stored if item.edited and item.path != take}
    theirs = tuple(edited.values())
    _refuse_shared_slugs(theirs, content)
    kept = [item for item in stored if item.path not in edited and keep(item.brief.seed_file)]
    outcome = _Outcome(stored, [*theirs, *kept], max_bytes)
    made = sorted(made, key=lambda brief: brief.seed_file)
    _refuse_losing([item for item in stored if item.path == take], made, content)
    by_seed = _by_seed(theirs, {brief.seed_file for brief in made})
    for brief in made:
        owned = by_seed.get(brief.seed_file) or by_seed.get(brief.seed_sha256)
        if owned:
            outcome.statuses[brief.seed_file] = (Status.EDITED, owned.brief.slug)
        else:
            outcome.add(brief)
    return replace(outcome.plan(), warnings=tuple(_warnings(theirs, made, content, keep)))


def _refuse_losing(taken: Iterable[StoredBrief], made: Iterable[Brief], content: Path) -> None:
    """Raise ConfigError for a brief to give up that no seed would make anew."""
    for item in taken:
        if item.brief.seed_file not in {brief.seed_file for brief in made}:
            message = f"'{item.brief.slug}' has no seed to be made of: giving it up would lose it"
            raise ConfigError(message, path=content / item.path, hint="Remove the file, if that is what you want")


def _by_seed(edited: Iterable[StoredBrief], seed_files: Container[str]) -> dict[str, StoredBrief]:
    """Name each edited brief by its seed file; when that is gone, by its seed's digest: a seed may be renamed."""
    named: dict[str, StoredBrief] = {}
    for item in edited:
        brief = item.brief
        if brief.seed_file:
            named.setdefault(brief.seed_file if brief.seed_file in seed_files else brief.seed_sha256, item)
    return named


def _warnings(
    edited: Iterable[StoredBrief],
    made: Iterable[Brief],
    content: Path,
    keep: Callable[[str], bool],
) -> Iterator[FrontMatterError]:
    """Say of each edited brief when its seed has changed, or is gone."""
    digests = {brief.seed_file: brief.seed_sha256 for brief in made}
    known = set(digests.values())
    for item in edited:
        brief, path = item.brief, content / item.path
        if not brief.seed_file or keep(brief.seed_file) or brief.seed_sha256 in known:
            continue
        if brief.seed_file in digests:
            hint = f"'python build.py --diff {brief.slug}' shows what is new, '--take {brief.slug}' accepts it"
            yield FrontMatterError(f"{brief.seed_file} has changed since you edited this brief", path=path, hint=hint)
        else:
            hint = "Remove the brief too, or take the 'seed' line out of it"
            yield FrontMatterError(f"{brief.seed_file} is gone; the brief that you edited stays", path=path, hint=hint)


def _refuse_shared_slugs(items: Iterable[StoredBrief], content: Path) -> None:
    """Raise ExceptionGroup where two briefs that are the editor's have one slug, naming both."""
    first: dict[str, StoredBrief] = {}
    errors = []
    for item in items:
        other = first.setdefault(_name_of(item.brief.slug), item)
        if other is not item:
            line = item.text.partition("\nslug:")[0].count("\n") + 2 if "\nslug:" in item.text else 1
            message = f"the slug '{item.brief.slug}' is that of {content / other.path} too"
            hint = "Give one of them another slug"
            errors.append(FrontMatterError(message, path=content / item.path, line=line, hint=hint))
    if errors:
        raise ExceptionGroup("slugs", errors)


def _name_of(slug: str) -> str:
    """Make equal what some disk takes for one name: capitals and Unicode forms do not tell files apart everywhere."""
    return unicodedata.normalize("NFKC", slug).casefold()


class _Outcome:
    """Collects what becomes of the generated briefs. `settled` are those that stay as they are."""

    def __init__(self, stored: Iterable[StoredBrief], settled: Sequence[StoredBrief], max_bytes: int) -> None:
        self.before = {item.path: item for item in stored}
        self.after = {item.path: item for item in settled}
        self.statuses: dict[str, tuple[Status, str]] = {}
        self.refused: dict[str, SeedError] = {}
        self.max_bytes = max_bytes
        self.taken = {_name_of(name) for item in settled for name in (item.brief.slug, item.path.stem)}
        self.numbers: Counter[str] = Counter()

    def add(self, brief: Brief) -> None:
        try:
            item = self.store(replace(brief, slug=self.free(brief.slug)))
        except SeedError as error:
            self.refused[brief.seed_file] = error
            return
        same = self.before.get(item.path) == item
        self.statuses[brief.seed_file] = (Status.UNCHANGED if same else Status.BUILT, item.brief.slug)
        self.after[item.path] = item

    def free(self, slug: str) -> str:
        """Give `slug`, or the first of slug-2, slug-3, ... that is not taken, and take it."""
        candidate = slug
        while _name_of(candidate) in self.taken:
            self.numbers[slug] = number = max(self.numbers[slug], 1) + 1
            candidate = f"{slug}-{number}"
        self.taken.add(_name_of(candidate))
        return candidate

    def store(self, brief: Brief) -> StoredBrief:
        """Give the brief as its file will say it: the press reads what an editor will read."""
        path, data = PurePosixPath(_FOLDER, f"{brief.slug}.md"), dump(brief).encode()
        before = self.before.get(path)
        if before and before.digest == sha256(data).digest():
            return before
        if len(data) > self.max_bytes:
            message = f"its brief would have {len(data):,} bytes, and {self.max_bytes:,} is the limit"
            hint = "Split it, or raise max_brief_mb in content/site.yaml"
            raise SeedError(message, path=brief.seed_file, hint=hint)
        try:
            return StoredBrief.of(data, path=path, shown=path)
        except FrontMatterError as error:
            raise SeedError(f"its brief cannot be read back: {error.message}", path=brief.seed_file) from error

    def plan(self) -> ContentPlan:
        paths = sorted({*self.before, *self.after})
        changed = (path for path in paths if self.before.get(path) != self.after.get(path))
        return ContentPlan(
            changes=tuple(_change(path, self.before.get(path), self.after.get(path)) for path in changed),
            briefs=tuple(self.after[path] for path in sorted(self.after)),
            statuses=self.statuses,
            refused=self.refused,
        )


def _change(path: PurePosixPath, before: StoredBrief | None, after: StoredBrief | None) -> Change:
    return Change(path=path, before=before.data if before else None, after=after.data if after else None)
