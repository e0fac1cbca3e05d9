"""Everything that can go wrong in an input, as data.

    BriefingError
    ├── ConfigError          options, content/site.yaml
    ├── SeedError            a capture that cannot be read
    ├── VocabularyError      content/vocabulary/*.yaml
    ├── FrontMatterError     content/briefs/*.md
    ├── PageError            two claims on one URL, a link to nowhere
    ├── TemplateError        templates/
    ├── SearchError          the search index
    └── PublishError         the output folder

Anything else that is raised is a fault of ours and shows its traceback.
"""

from __future__ import annotations


def printable(text: str) -> str:
    """Make a text safe for one line of a terminal or a log: what would move the cursor or end the line is escaped."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


class BriefingError(Exception):
    """A fault in an input: what, where (`path` as the editor knows it, `line` from 1), and what to do about it."""

    def __init__(self, message: str, *, path: object = "", line: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = str(path)
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        """Print as `path:line: message. hint`, on one line whatever the text holds."""
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        text = f"{place}{self.message}{'. ' + self.hint if self.hint else ''}"
        return printable(text)

    def __reduce__(self) -> tuple[object, ...]:
        """Survive a trip between processes: the default would lose the keyword arguments."""
        return _rebuild, (type(self), self.message, self.path, self.line, self.hint)


def _rebuild(cls: type[BriefingError], message: str, path: str, line: int, hint: str) -> BriefingError:
    return cls(message, path=path, line=line, hint=hint)


class ConfigError(BriefingError):
    """An option or a setting that cannot be used."""


class SeedError(BriefingError):
    """A capture that cannot be read. It is refused alone."""


class VocabularyError(BriefingError):
    """An entry of the vocabulary that is invalid or collides with another."""


class FrontMatterError(BriefingError):
    """A brief whose front matter or stories cannot be understood."""


class PageError(BriefingError):
    """A plan of the site that contradicts itself."""


class TemplateError(BriefingError):
    """A template that is missing, broken or uses what it was not given."""


class SearchError(BriefingError):
    """The search index could not be made."""


class PublishError(BriefingError):
    """The output folder cannot be written or belongs to somebody else."""


def faults_of(error: BaseException) -> list[BriefingError]:
    """List the faults that an exception or a group of them stands for, what the system refused among them.

    What is none of these is a fault of ours: it is raised, with its traceback.
    """
    if isinstance(error, BaseExceptionGroup):
        return [fault for inner in error.exceptions for fault in faults_of(inner)]
    if isinstance(error, BriefingError):
        return [error]
    if isinstance(error, OSError):
        return [BriefingError(error.strerror or str(error), path=error.filename or "")]
    raise error
