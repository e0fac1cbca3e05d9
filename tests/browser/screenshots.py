"""Take pictures of a page of every kind: on a narrow phone, a phone, a desk and a wall; light and dark.

    python tests/browser/screenshots.py [SITE [PICTURES]]
    python tests/browser/screenshots.py --readme [SITE [PICTURES]]

SITE is a built site (site/), PICTURES the folder to fill (.briefing/screenshots/; for the two of the README it is
docs/pictures/; `pngquant 64` makes them a third as large before they are committed).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final, Literal

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from find_browser import find_browser
from playwright.sync_api import sync_playwright
from static_host import serve

KINDS: Final = ("", "briefs/", "companies/", "products/", "people/", "organizations/", "regions/", "topics/")
ALONE: Final = (
    "companies/by/stories/",
    "figures/",
    "feeds/",
    "following/",
    "search/",
    "search/?q=model",
    "about/",
    "404.html",
)
WIDTHS: Final = {"narrow": 320, "phone": 390, "desk": 1280, "wall": 2560}
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def pages_of(site: Path) -> list[str]:
    """One page of every kind: each index, and its largest page."""
    largest = []
    for kind in KINDS[1:]:
        pages = sorted((site / kind).glob("*/index.html"), key=lambda page: -page.stat().st_size)
        largest += [f"{kind}{page.parent.name}/" for page in pages[:1]]
    return [*KINDS, *largest, *ALONE]


def prefix_of(site: Path) -> str:
    """Where the site was built to stand: the page for wrong addresses says so, as it is shown at any depth."""
    found = re.search(r'href="([^"]*)assets/site\.css"', (site / "404.html").read_text("utf-8"))
    return found[1] if found else "/"


def main(site: Path, pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    with serve(site, prefix_of(site)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for name, width in WIDTHS.items():
            for scheme in SCHEMES:
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                for url in pages_of(site):
                    page.goto(f"{address}/{url}", wait_until="networkidle")
                    file = f"{re.sub('[^a-z0-9.]+', '-', url).strip('-') or 'home'}-{name}-{scheme}.png"
                    page.screenshot(path=pictures / file, full_page=width < 1000)
                page.close()
        browser.close()
    print(f"{len(list(pictures.glob('*.png')))} pictures in {pictures}/")


def for_readme(site: Path, pictures: Path) -> None:
    """Take the front page on a desk by day and the longest brief on a phone by night."""
    pictures.mkdir(parents=True, exist_ok=True)
    brief = next(url for url in pages_of(site) if url.startswith("briefs/") and url != "briefs/")
    with serve(site, prefix_of(site)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        desk = browser.new_page(viewport={"width": 1280, "height": 1000}, color_scheme="light")
        phone = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
        for page, url, file in ((desk, "", "home.png"), (phone, brief, "brief.png")):
            page.goto(f"{address}/{url}")
            page.screenshot(path=pictures / file)
        browser.close()


if __name__ == "__main__":
    take, folder = (for_readme, "docs/pictures") if "--readme" in sys.argv else (main, ".briefing/screenshots")
    given = [Path(argument) for argument in sys.argv[1:] if argument != "--readme"]
    take(*given, *[Path("site"), Path(folder)][len(given) :])
