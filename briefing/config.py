"""What a build is asked to do: options of the command line, settings of the site. Checked once, then only read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml

from briefing.errors import ConfigError

_YamlLoader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """content/site.yaml. `base_url` is "" or absolute without a final slash."""

    title: str = "AI Briefing"
    tagline: str = ""
    description: str = ""
    lang: str = "en"
    base_url: str = ""

    @property
    def path_prefix(self) -> str:
        """The path of the site's root on its host: "/" or "/some/path/"."""
        return urlsplit(self.base_url).path.rstrip("/") + "/"


def load_settings(path: Path, *, base_url: str | None = None) -> Settings:
    """Read site.yaml; a missing file means all defaults. Raises ConfigError naming the key."""
    try:
        fields = yaml.load(path.read_bytes(), _YamlLoader) or {}
    except FileNotFoundError:
        fields = {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"invalid YAML: {error.problem}", path=path, line=line) from error
    except yaml.YAMLError as error:
        raise ConfigError(f"invalid YAML: {error}", path=path) from error
    if not isinstance(fields, dict):
        raise ConfigError("settings must be a mapping of keys to values", path=path, line=1)
    known = Settings.__dataclass_fields__
    for key, value in fields.items():
        if key not in known:
            raise ConfigError(f"unknown setting '{key}'", path=path, hint=f"Known are {', '.join(known)}")
        if not isinstance(value, str):
            raise ConfigError(f"setting '{key}' must be a text", path=path)
    return Settings(**{**fields, "base_url": check_base_url(fields.get("base_url", "") if base_url is None else base_url)})


def check_base_url(url: Any) -> str:
    """Give the URL without its final slash. Raises ConfigError unless it is "" or an http(s) URL with a host."""
    if not url:
        return ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ConfigError(f"base URL '{url}' cannot be used", hint="Write it as https://example.org/news")
    return str(url).rstrip("/")
