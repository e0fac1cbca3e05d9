"""What a build is asked to do: options of the command line, settings of the site. Checked once, then only read."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from briefing.errors import ConfigError
from briefing.plain_yaml import Fields, PlainYamlError, Value, parse_yaml

PREVIEW_PORT: Final = 8000
_MAX_MB: Final = 500
_BASE_URL: Final = re.compile(r"https?://[\w.-]+(:\d+)?(/[\w.~%/-]*)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The command line (design 4.1). Folders may not exist yet; `report` is a file."""

    seeds: Path = Path("seeds")
    content: Path = Path("content")
    templates: Path = Path("templates")
    output: Path = Path("site")
    cache: Path = Path(".briefing")
    report: Path | None = None
    base_url: str | None = None
    jobs: int = 0  # 0: one a core
    search: bool = True
    check: bool = False
    strict: bool = False
    clean: bool = False
    take: str = ""  # the edited brief to give up for its seed's version
    quiet: bool = False
    verbose: bool = False

    @property
    def report_file(self) -> Path:
        return self.report or self.cache / "report.json"

    @property
    def kept(self) -> Path | None:
        """Where builds keep what they worked out; None for one that writes nothing, or begins anew."""
        return None if self.check or self.clean else self.cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """content/site.yaml. `base_url` is "" or absolute without a final slash.

    The limits keep one huge file from taking the machine's memory: ten articles' worth of text is far below them.
    """

    title: str = "AI Briefing"
    tagline: str = ""
    description: str = ""
    lang: str = "en"
    base_url: str = ""
    cards: str = "on"  # or "off": pictures for sharing, one for each brief and dossier
    max_seed_mb: int = 20  # a saved page with its pictures inside seldom passes 10
    max_brief_mb: int = 3  # a book has about one

    @property
    def path_prefix(self) -> str:
        """The path of the site's root on its host: "/" or "/some/path/"."""
        return urlsplit(self.base_url).path.rstrip("/") + "/"

    @property
    def address(self) -> str:
        """The site's root in the world, without a final slash: the preview's as long as the site has no other.

        For feeds and the sitemap, which cannot do without one.
        """
        return self.base_url or f"http://localhost:{PREVIEW_PORT}"


def load_settings(path: Path, *, base_url: str | None = None) -> Settings:
    """Read site.yaml; a missing file means all defaults. Raises ConfigError naming the line and the key."""
    try:
        fields = parse_yaml(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        fields = None
    except PlainYamlError as error:
        raise ConfigError(error.message, path=path, line=error.line) from error
    except UnicodeDecodeError as error:
        raise ConfigError("not UTF-8 text", path=path, hint="Save the file as UTF-8") from error
    if fields is None:
        fields = Fields(1)
    if not isinstance(fields, Fields):
        raise ConfigError("settings must be a mapping of keys to values", path=path, line=1)
    values = {key: _setting(key, value, path, fields.lines[key]) for key, value in fields.items()}
    url = check_base_url(str(values.get("base_url", ""))) if base_url is None else check_base_url(base_url)
    return Settings(**{**values, "base_url": url})


def _setting(key: str, value: Value, path: Path, line: int) -> Any:
    known = {field.name: field.default for field in dataclass_fields(Settings)}
    if key not in known:
        near = difflib.get_close_matches(key, known, 1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}"
        raise ConfigError(f"unknown setting '{key}'", path=path, line=line, hint=hint)
    if isinstance(known[key], int):
        if not isinstance(value, str) or not value.isascii() or not value.isdigit() or not 0 < int(value) <= _MAX_MB:
            raise ConfigError(f"setting '{key}' must be a whole number from 1 to {_MAX_MB}", path=path, line=line)
        return int(value)
    if not isinstance(value, str | None):
        raise ConfigError(f"setting '{key}' must be a text", path=path, line=line)
    if key == "cards" and value not in ("on", "off"):
        raise ConfigError("setting 'cards' must be on or off", path=path, line=line)
    return value or ""


def check_base_url(url: str) -> str:
    """Give the URL without its final slash. Raises ConfigError unless it is "" or an http(s) URL with a host."""
    if url and not _BASE_URL.fullmatch(url):
        raise ConfigError(f"base URL '{url}' cannot be used", hint="Write it as https://example.org/news")
    return url.rstrip("/")
