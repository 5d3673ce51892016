"""A conversation of four questions as a page: how long the server takes, and how much a browser has to fetch.

thread     four distinct questions in one address; the page answers each with the ones before it as its history
asking     `Library.ask` of each of the four, with its history, in this process
page       the HTML of a thread and all that it names: style sheets, scripts, pictures, and what those name

Pages and questions take turns, one at a time. Weights are what travels, with gzip, as every browser asks for it.
"""

from __future__ import annotations

import gzip
import re
import time
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urljoin, urlsplit

from indexer import Library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TURNS, THREADS = 4, 110
MOST_OVER_MS, MOST_KB = 10.0, 60.0
_OF_STYLE = re.compile(r"url\(\s*[\"']?([^\"')]+)")


def measure(url: str, instance: Path, asked: Sequence[str]) -> dict[str, float]:
    """p50 of pages and of asking, in milliseconds, and the heaviest page in kilobytes, as it travels and unpacked."""
    pages: list[float] = []
    asking: list[float] = []
    heaviest, heaviest_path = 0, "/"
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname or "", place.port or 80, timeout=60)
    with Library.open(instance, compiled=True) as library:
        threads = [asked[first : first + TURNS] for first in range(0, len(asked) - TURNS + 1, TURNS)][:THREADS]
        for number, turns in enumerate(threads):
            path = "/?" + "&".join(f"q={quote_plus(turn)}" for turn in turns)
            began = time.perf_counter()
            body, _ = fetch(connection, path)
            page_ms = (time.perf_counter() - began) * 1e3
            took = list(_asked(library, turns))
            if number >= len(threads) // 10:  # the first only warm up
                pages.append(page_ms)
                asking += took
                heaviest, heaviest_path = max((heaviest, heaviest_path), (len(body), path))
    travelling, unpacked = weight(connection, heaviest_path)
    connection.close()
    return {
        "page_ms": _median(pages),
        "ask_ms": _median(asking),
        "page_kb": travelling / 1e3,
        "page_unpacked_kb": unpacked / 1e3,
    }


def promises(found: dict[str, float]) -> Iterator[tuple[str, bool]]:
    """What must show, and whether it does."""
    most = TURNS * found["ask_ms"] + MOST_OVER_MS
    yield (
        f"a thread of {TURNS} takes at most {TURNS} times Library.ask + {MOST_OVER_MS:.0f} ms: "
        f"{found['page_ms']:.1f} ms of {most:.1f}",
        found["page_ms"] <= most,
    )
    yield (
        f"its page and all that it needs is at most {MOST_KB:.0f} KB: {found['page_kb']:.1f} KB",
        found["page_kb"] <= MOST_KB,
    )


def weight(connection: HTTPConnection, path: str) -> tuple[int, int]:
    """The bytes of a page and of all that it needs: as they travel, and unpacked."""
    waiting, sizes = [path], {}
    while waiting:
        path = waiting.pop()
        if path not in sizes:
            body, kind = fetch(connection, path)
            plain = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
            sizes[path] = (len(body), len(plain))
            waiting += [urljoin(path, named) for named in needed(plain.decode(errors="replace"), kind)]
    return sum(travelling for travelling, _ in sizes.values()), sum(unpacked for _, unpacked in sizes.values())


def needed(text: str, kind: str) -> list[str]:
    """The addresses that a page or style sheet has a browser fetch at once."""
    if kind.startswith("text/css"):
        return [name for name in _OF_STYLE.findall(text) if not name.startswith(("data:", "#"))]
    if not kind.startswith("text/html"):
        return []
    page = _Page()
    page.feed(text)
    return page.needed


class _Page(HTMLParser):
    """What a page names that is fetched with it."""

    def __init__(self) -> None:
        super().__init__()
        self.needed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes style sheets, icons, scripts and pictures."""
        named = {name: value or "" for name, value in attrs}
        rel = set(named.get("rel", "").split())
        if (tag == "link" and rel & {"stylesheet", "icon", "modulepreload", "preload"}) and "href" in named:
            self.needed.append(named["href"])
        if tag in {"script", "img"} and "src" in named and not named["src"].startswith("data:"):
            self.needed.append(named["src"])


def fetch(connection: HTTPConnection, path: str) -> tuple[bytes, str]:
    """The body as it travels, and its media type; raises OSError for anything but 200."""
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept": "text/html"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise OSError(f"{path}: {answer.status}")
    return body, answer.headers.get("Content-Type", "")


def _asked(library: Library, turns: Sequence[str]) -> Iterator[float]:
    for number in range(1, len(turns) + 1):
        began = time.perf_counter()
        library.ask(turns[:number])
        yield (time.perf_counter() - began) * 1e3


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
