"""`make screenshots`: takes the README's pictures, of a thread on the articles that ship."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from indexer import rebuild
from tests.browser.conftest import ARGUMENTS, SEEDS
from tests.conftest import _serving

PICTURES = Path(__file__).parent / "pictures"
MINISTER = "Who is the de facto defence minister of South Ossetia?"
SIGNED = "When will the agreement be signed?"
SHOTS = {
    "desktop": ({"width": 1120, "height": 860}, "light", f"/?q={MINISTER}"),
    "dark": ({"width": 1120, "height": 860}, "dark", f"/?q={MINISTER}&q={SIGNED}#turn-2"),
    "phone": ({"width": 390, "height": 780}, "light", f"/?q={SIGNED}"),
}


def main() -> None:
    """Takes every picture, anew."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        instance = Path(folder) / "instance"
        rebuild(instance, [SEEDS])
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        with _serving(instance) as site:
            for name, (viewport, scheme, address) in SHOTS.items():
                page = browser.new_page(base_url=site, viewport=viewport, color_scheme=scheme)
                page.goto(address, wait_until="networkidle")
                page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
