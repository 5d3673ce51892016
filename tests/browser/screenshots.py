"""`make screenshots`: takes pictures of ten pages, to be looked at, and with `--readme` those of the README.

The library is that of the articles that ship, with news of a century and a PDF file that are made here.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image
from playwright.sync_api import sync_playwright

from indexer import rebuild
from tests.browser.conftest import ARGUMENTS, SEEDS
from tests.conftest import _serving
from tests.pdf_files import Line, column, write_pdf

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_COLOURS = 32
PICTURES = Path(__file__).parent / "pictures"
MINISTER = "Who is the de facto defence minister of South Ossetia?"
SIGNED = "When will the agreement be signed?"
BRIDGE = "When was the Harbour Bridge opened, closed and painted?"
STEEL = "How much steel is the arch made of?"
DESKTOP: dict[str, Any] = {"viewport": {"width": 1120, "height": 860}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 780}, "is_mobile": True, "has_touch": True}
DARK: dict[str, Any] = {"color_scheme": "dark"}
PAGES = {
    "01-welcome": (DESKTOP, "/"),
    "02-answer": (DESKTOP, f"/?q={MINISTER}"),
    "03-related": (DESKTOP, "/?q=Who leads the parliament of Russia?"),
    "04-not-found": (DESKTOP, "/?q=Which zeppelin crossed Patagonia?"),
    "05-search": (DESKTOP, "/search?q=agreement"),
    "06-article": (DESKTOP, f"/?q={MINISTER}"),
    "07-pdf": (DESKTOP, f"/?q={STEEL}"),
    "08-browse": (DESKTOP, "/browse"),
    "09-timeline": (DESKTOP | DARK, f"/?q={BRIDGE}"),
    "10-phone": (PHONE, f"/?q={SIGNED}"),
}
README = {
    "desktop": (DESKTOP, f"/?q={MINISTER}"),
    "dark": ({"viewport": {"width": 1120, "height": 700}, **DARK}, f"/?q={MINISTER}&q={SIGNED}#turn-2"),
    "phone": ({"viewport": {"width": 390, "height": 700}}, f"/?q={SIGNED}"),
}
OPENED = frozenset({"06-article", "07-pdf"})
"""Pages whose first citation is opened before the picture is taken."""
NEWS = (
    (
        "1932-03-20",
        "Harbour Bridge opened",
        "The Harbour Bridge was opened on 19 March 1932 by the mayor. Many walked across.",
    ),
    (
        "1958-06-29",
        "Trams leave the bridge",
        "The last tram crossed the Harbour Bridge on 28 June 1958. Cars got two more lanes.",
    ),
    (
        "1992-09-01",
        "A tunnel below the harbour",
        "Since August 1992 a tunnel relieves the Harbour Bridge. It is closed to lorries.",
    ),
    (
        "2013-05-04",
        "Arch painted anew",
        "The arch of the Harbour Bridge was painted anew between 2011 and 2013, in grey.",
    ),
)
REPORT = """The harbour board has looked at every part of the arch from below and from
above. The arch is made of 52,800 tonnes of steel, which is held by six million
rivets. Nine in ten of these rivets are as they were driven in by hand.

The deck was laid anew in sections, at night, so that trains could pass by day.
Its joints are open by a finger's breadth in winter, and closed in summer."""


def main() -> None:
    """Takes every picture, anew."""
    given = _parser().parse_args()
    folder, pages = (PICTURES, README) if given.readme else (given.folder, PAGES)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        instance = Path(home) / "instance"
        rebuild(instance, [SEEDS, *([] if given.readme else [made(Path(home) / "made")])])
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        with _serving(instance) as site:
            for name, (device, address) in pages.items():
                take(browser, site, folder / f"{name}.png", device, address, opened=name in OPENED)
                if given.readme:
                    shrink(folder / f"{name}.png")
        browser.close()
    print(f"{len(pages)} pictures are in {folder}")


def take(browser: Browser, site: str, file: Path, device: dict[str, Any], address: str, *, opened: bool) -> None:
    """Takes a picture of one page, of what is in view."""
    page = browser.new_page(base_url=site, **device)
    page.goto(address, wait_until="networkidle")
    if opened:
        page.locator(".citation").first.click()
        page.locator("#quote").wait_for()
        page.evaluate("() => Promise.all([...document.images].map(picture => picture.decode()))")
    page.screenshot(path=file, animations="disabled", caret="hide")
    page.close()


def shrink(file: Path) -> None:
    """Leaves a picture few colours, so that it takes a third of the bytes."""
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(_COLOURS)
    small.save(file, optimize=True)


def made(folder: Path) -> Path:
    """A folder of news on a bridge over a century, and a report on it as a PDF file."""
    folder.mkdir()
    for published, title, text in NEWS:
        front = f"---\ntitle: {title}\nsource: Harbour Post\npublished: {published}\n---\n\n"
        (folder / f"{published}.md").write_text(f"{front}{text}\n")
    lines = column(72, 140, REPORT)
    heading = Line(72, 100, "Report on the state of the arch", 18, "Times-Bold")
    write_pdf(folder / "report.pdf", [heading, *lines], title=heading.text, author="Harbour Board")
    return folder


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots", description=__doc__)
    parser.add_argument(
        "--readme", action="store_true", help="take the pictures of the README, in tests/browser/pictures"
    )
    parser.add_argument("--folder", type=Path, default=Path("instance/screenshots"), help="where the ten pictures go")
    return parser


if __name__ == "__main__":
    main()
