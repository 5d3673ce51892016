"""Requests that nobody thinks of: made of a grammar of what may be asked, bent at random, and bred towards cost.

A request is a value that can be printed and sent again. The requests that cost most so far are kept, and every third new
one is bred from them, so that a long run climbs towards the slowest request that there is.
"""

from __future__ import annotations

import heapq
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

PAGES = (
    "/",
    "/search",
    "/article",
    "/browse",
    "/status",
    "/docs",
    "/openapi.json",
    "/opensearch.xml",
    "/static/page.js",
)
APIS = ("/api/search", "/api/ask", "/api/export", "/api/article", "/api/sources", "/api/verify", "/api/health")
STRANGE = (
    "/nothing",
    "/api/nothing",
    "/api/ask/",
    "//",
    "/%00",
    "/%ED%A0%80",
    "/..%2f..%2fetc/passwd",
    "/" + "a" * 3_000,
)
NAMES = (
    "q", "k", "offset", "sort", "explain", "source", "author", "after", "before", "today", "id", "span", "start", "end",
    "quote", "sha256", "format", "page", "order", "year", "v", "limit", "Q",
)  # fmt: skip
METHODS = ("GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")
TYPES = ("application/json", "application/json; charset=latin-1", "text/plain", "application/x-www-form-urlencoded", "")
FRAGMENTS = (
    *('"', "“", "„", "«", "»", "-", '-"', "source:", "author:", "after:", "before:", "alone:"),
    *(
        "title:",
        "id:",
        "folder:",
        " OR ",
        " NEAR/5 ",
        " NEAR/50 ",
        "*",
        "the*",
        "-5G",
        "-1970",
        "`",
        "**",
        "&amp;",
        "<b>",
        "</b>",
    ),
    *("2016", "1700 GMT", "in February", "U.S.", "F-16", "don't", "C++", "1,000.5", "ß", "İ"),
    *("\0", "\u202e", "\ufeff", "e\u0301", "\U0001f30b", "\U000e0041", "<script>", "%", "\\", "\n", "\t"),
    *("漢字" * 20, "עִבְרִית", "العَرَبِيَّة", "हिन्दी"),
    *("(" * 30, "." * 30, "’" * 30, "a" * 500, "9" * 40),
)
NUMBERS = ("0", "-1", "1", "10", "100", "101", "9999", "10000", "99999999999999999999", "1e3", "٣", "", " 7 ", "0x1")
DAYS = ("2016", "2016-10", "2016-10-25", "2016-13", "0000", "9999-12-31", "yesterday", "2016-02-30", "", "２０１６")
SPANS = ("0-1", "1-0", "120-180", "0-999999999", "5-5", "-1-5", "a-b", "0-99999999999999")
LONGEST_QUERY = 30_000  # bytes; a longer address is refused before anything is asked
KEPT = 30


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `query` is percent-encoded, `body` is what is sent."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Fuzzer:
    """Makes requests of a library's own `words`, article `ids` and `sources`, by chance."""

    chance: random.Random
    words: Sequence[str]
    ids: Sequence[str]
    sources: Sequence[str]
    _costly: list[tuple[float, int, list[tuple[str, str]], str]] = field(default_factory=list)
    _made: int = 0

    def request(self) -> Request:
        """The next request."""
        self._made += 1
        if self._costly and self.chance.random() < 1 / 3:
            _, _, pairs, path = self.chance.choice(self._costly)
            return self._asking(path, self._bred(pairs))
        path = self.chance.choice(self.chance.choice((PAGES, APIS, APIS, APIS, STRANGE)))
        return self._asking(path, self._pairs())

    def told(self, request: Request, cost: float) -> None:
        """Learns what the request cost; the costliest are kept."""
        if not request.query:
            return
        pairs = [(name, value) for name, _, value in (pair.partition("=") for pair in request.query.split("&"))]
        heapq.heappush(self._costly, (cost, self._made, pairs, request.path))
        if len(self._costly) > KEPT:
            heapq.heappop(self._costly)

    def _asking(self, path: str, pairs: list[tuple[str, str]]) -> Request:
        method = self.chance.choice(METHODS)
        if method == "POST" and self.chance.random() < 0.9:
            return Request(method, path, body=self._body(pairs), headers=(("Content-Type", self.chance.choice(TYPES)),))
        query = "&".join(f"{name}={value}" for name, value in pairs)
        headers = (("If-None-Match", self.chance.choice(("*", '"', "W/", 'W/"x"', "é"))),)
        request = Request(method, path, query[:LONGEST_QUERY])
        return request if self.chance.random() < 0.9 else replace(request, headers=headers)

    def _pairs(self) -> list[tuple[str, str]]:
        names = self.chance.choices(
            NAMES, weights=[12, *[1] * (len(NAMES) - 1)], k=self.chance.choice((1, 2, 3, 6, 50))
        )
        return [(name, self._encoded(self._value(name))) for name in names]

    def _value(self, name: str) -> str:
        if self.chance.random() < 0.1:
            return self._question()
        makers: dict[str, Callable[[], str]] = {
            "id": lambda: self.chance.choice(self.ids),
            "source": lambda: self.chance.choice(self.sources),
            "span": lambda: self.chance.choice(SPANS),
            "sort": lambda: self.chance.choice(("rank", "date", "")),
            "explain": lambda: self.chance.choice(("0", "1", "true", "yes")),
            "format": lambda: self.chance.choice(("markdown", "bibtex", "ris", "csl", "evidence", "pdf")),
        }
        if name in {"after", "before", "today", "year"}:
            return self.chance.choice(DAYS)
        if name in {"k", "offset", "start", "end", "page"}:
            return self.chance.choice(NUMBERS)
        return makers.get(name, self._question)()

    def _question(self) -> str:
        size = self.chance.choice((1, 3, 6, 12, 100, 400))
        parts = [
            self.chance.choice(self.words) if self.chance.random() < 0.8 else self.chance.choice(FRAGMENTS)
            for _ in range(size)
        ]
        return self.chance.choice((" ", " ", "", '" "', " -", ' -"')).join(parts)

    def _encoded(self, value: str) -> str:
        encoded = quote(value, safe="", errors="replace")
        if self.chance.random() < 0.05:
            place = self.chance.randrange(len(encoded) + 1)
            encoded = (
                encoded[:place] + self.chance.choice(("%", "%zz", "%ff", "%ED%A0%80", "+", "&", ";")) + encoded[place:]
            )
        return encoded

    def _bred(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """A costly request, with something doubled, taken out, changed or added."""
        bred = list(pairs)
        place = self.chance.randrange(len(bred))
        name, value = bred[place]
        match self.chance.randrange(5):
            case 0:
                bred[place] = (name, f"{value}%20{value}"[:12_000])
            case 1:
                bred *= 2
            case 2 if len(bred) > 1:
                del bred[place]
            case 3:
                half = len(value) // 2
                bred[place] = (name, value[half:] + value[:half])
            case _:
                bred.append(("q", self._encoded(self._question())))
        return bred[:60]

    def _body(self, pairs: list[tuple[str, str]]) -> bytes:
        document: dict[str, Any] = {}
        for name, _ in pairs:
            document[name] = self._json(name, 3)
        text = json.dumps(self.chance.choice((document, document, document, [document], self._json("q", 3))))
        match self.chance.randrange(12):
            case 0:
                return b"[" * self.chance.choice((10, 2_000, 200_000))
            case 1:
                place = self.chance.randrange(len(text) + 1)
                return (
                    text[:place] + self.chance.choice(('"', "}", "\\ud800", "\0", ",", "NaN")) + text[place:]
                ).encode()
            case 2:
                return text.encode("utf-16")
            case 3:
                return urlencode([("q", self._question())], errors="replace").encode()
            case 4:
                return bytes(self.chance.randrange(256) for _ in range(200))
            case _:
                return text.encode()

    def _json(self, name: str, depth: int) -> object:
        match self.chance.randrange(8 if depth else 5):
            case 0:
                return self.chance.choice((None, True, False, 0, -1, 10**30, 1.5, float("nan"), float("inf"), ""))
            case 1 | 2 | 3 | 4:
                return self._value(name)
            case 5:
                return [self._json(name, depth - 1) for _ in range(self.chance.randrange(4))]
            case 6:
                return {self.chance.choice(NAMES): self._json(name, depth - 1)}
            case _:
                return int(self.chance.choice(("0", "1", "10", "100", "2016")))
