"""A real browser at the production server, on a build of the seeds."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from indexer import rebuild

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, Locator, Page, Request

SEEDS = Path(__file__).parents[2] / "seeds"
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def without(reason: str) -> None:
    """Skips the tests, with the reason; where everything must be there (`CI=true`), fails them."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        without("there is no chromium; `apt-get install chromium` brings it")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  it may be missing
    except ImportError:
        without("playwright is missing; install the test extra")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance built from all the seeds."""
    instance = tmp_path_factory.mktemp("seeded") / "instance"
    rebuild(instance, [SEEDS])
    return instance


@pytest.fixture(scope="session")
def site(browser: Browser, seeded: Path, serving: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """The address of the production server on the seeds; asked for only when there is a browser."""
    assert browser.is_connected()
    with serving(seeded) as url:
        yield url


@pytest.fixture(scope="session")
def axe():
    """Runs axe-core on a page: gives what it finds, one line each."""
    try:
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  it may be missing
    except ImportError:
        without("axe-playwright-python is missing; install the test extra")
    checker = Axe()

    def run(page) -> list[str]:
        found = checker.run(page, options={"runOnly": {"type": "tag", "values": LEVELS}}).response["violations"]
        return [f"{each['id']} ({each['impact']}): {node['html']}" for each in found for node in each["nodes"]]

    return run


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
WAYS = {
    "script, desktop": {"java_script_enabled": True, **DESKTOP},
    "script, phone": {"java_script_enabled": True, **PHONE},
    "no script, desktop": {"java_script_enabled": False, **DESKTOP},
    "no script, phone": {"java_script_enabled": False, **PHONE},
}


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """A fresh page, with script and without; at the end it must have had no error and asked no other host."""
    with watched(browser, site, **request.param) as opened:
        yield opened


@pytest.fixture
def desk(browser: Browser, site: str) -> Iterator[Page]:
    """A fresh page with script, on a desktop."""
    with watched(browser, site, **DESKTOP) as opened:
        yield opened


@contextmanager
def watched(browser: Browser, site: str, **options: object) -> Iterator[Page]:
    """A page of a browser with these options, watched for errors and for requests to other hosts."""
    context = browser.new_context(base_url=site, **options)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("requestfailed", lambda request: complaints.append(request.url) if _has_failed(request) else None)
    opened.on(
        "request",
        lambda request: complaints.append(request.url) if _is_elsewhere(request.url, site) else None,
    )
    yield opened
    context.close()
    assert complaints == []


def layout_shift(page: Page) -> float:
    """How much of the page has moved since it was opened, without anybody's doing."""
    return page.evaluate(
        """() => new Promise(done => {
            let total = 0;
            new PerformanceObserver(list => list.getEntries().forEach(each => total += each.value))
                .observe({type: 'layout-shift', buffered: true});
            requestAnimationFrame(() => requestAnimationFrame(() => done(total)));
        })"""
    )


def facets(page: Page) -> Locator:
    """What the page can be narrowed to; on a small screen it is opened first."""
    from playwright.sync_api import expect  # noqa: PLC0415  it may be missing

    opens, narrow = page.get_by_role("button", name="Narrow to"), page.locator("#narrow")
    if opens.is_visible():
        expect(narrow).to_be_hidden()
        opens.click()
    expect(narrow).to_be_visible()
    return narrow


def _has_failed(request: Request) -> bool:
    """Whether the request failed by itself, and not because the reader went on to another page."""
    return request.failure != "net::ERR_ABORTED"


def _is_elsewhere(url: str, site: str) -> bool:
    return urlsplit(url)[:2] != urlsplit(site)[:2]
