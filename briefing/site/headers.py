"""What a host should say with every file, for hosts that read a file `_headers` (Netlify, Cloudflare Pages).

docs/hosting.md has the same for nginx; the preview says it too, so that what it shows is what will be seen.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from briefing.model import OutputFile

_NOTHING_ELSE: Final = "; ".join(
    [
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    ]
)
_SCRIPTS: Final = "default-src 'none'; script-src 'self'"
# Nothing inline, nothing from elsewhere. Pagefind compiles its search from a file of ours: 'wasm-unsafe-eval'.
CONTENT_SECURITY_POLICY: Final = f"{_SCRIPTS} 'wasm-unsafe-eval'; {_NOTHING_ELSE}; frame-ancestors 'none'"
# Pages say it too, for hosts that send no headers. They cannot forbid frames, and only the search compiles: as
# HTML checkers do not know the word that lets it, its page leaves scripts to the header.
PAGE_POLICY: Final = f"{_SCRIPTS}; {_NOTHING_ELSE}"
SEARCH_POLICY: Final = _NOTHING_ELSE
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Feeds and data are for other sites' pages, too.
_SHARED: Final = ("/feed.xml", "/feed.json", "/*/feed.xml", "/*/feed.json", "/feeds.opml", "/data/*")


def render_headers() -> OutputFile:
    blocks = [_block("/*", SECURITY_HEADERS), *(_block(path, _shared(path)) for path in _SHARED)]
    return OutputFile(path=PurePosixPath("_headers"), data="".join(blocks).encode())


def _shared(path: str) -> dict[str, str]:
    headers = {"Access-Control-Allow-Origin": "*"}
    if path.endswith("feed.json"):
        headers["Content-Type"] = "application/feed+json; charset=utf-8"
    return headers


def _block(path: str, headers: dict[str, str]) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
