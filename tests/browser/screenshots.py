"""Take pictures of a page of every kind: phone and desk, light and dark.

    python tests/browser/screenshots.py [SITE [PICTURES]]

SITE is a built site (site/), PICTURES the folder to fill (.briefing/screenshots/).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, Literal

sys.path.insert(0, str(Path(__file__).parent.parent))

from find_browser import find_browser
from playwright.sync_api import sync_playwright
from static_host import serve

KINDS: Final = ("", "briefs/", "companies/", "products/", "people/", "organizations/", "regions/", "topics/")
ALONE: Final = ("figures/", "feeds/", "following/", "search/", "about/", "404.html")
WIDTHS: Final = {"phone": 390, "desk": 1280}
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def pages_of(site: Path) -> list[str]:
    """One page of every kind: each index, and its largest page."""
    largest = []
    for kind in KINDS[1:]:
        pages = sorted((site / kind).glob("*/index.html"), key=lambda page: -page.stat().st_size)
        largest += [f"{kind}{page.parent.name}/" for page in pages[:1]]
    return [*KINDS, *largest, *ALONE]


def main(site: Path, pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for name, width in WIDTHS.items():
            for scheme in SCHEMES:
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                for url in pages_of(site):
                    page.goto(f"{address}/{url}")
                    file = f"{url.strip('/').replace('/', '-') or 'home'}-{name}-{scheme}.png"
                    page.screenshot(path=pictures / file, full_page=name == "phone")
                page.close()
        browser.close()
    print(f"{len(list(pictures.glob('*.png')))} pictures in {pictures}/")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    main(*given, *[Path("site"), Path(".briefing/screenshots")][len(given) :])
