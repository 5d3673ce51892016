"""The way from an answer to the articles that it quotes, and back.

The address of an article carries the conversation (`from`, its query string) and the quotes of its newest answer that
stand in the article (`quotes`, as in `1.812-850~3.1200-1290`: number and span). Without them it is the same article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from flask import url_for

from indexer import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from indexer import Citation
    from webapp.pages.threads import Thread
    from webapp.parameters import Parameters

CARRIED = ("q", "source", "author", "folder", "name", "id", "after", "before")
"""The parameters of a conversation."""
_QUOTE = re.compile(r"([1-9][0-9]{0,2})\.([0-9]{1,9})-([0-9]{1,9})")
_MOST_QUOTES = 20


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """A quote of the answer: its number there, and its span in the article."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class WayBack:
    """The address of the answer, and its quotes in the article in the order of the text.

    `at` is the place of the current one among them, from 0; None when the article is not opened at one of them. `carried` are
    the parameters that made it.
    """

    address: str
    quotes: tuple[QuotedPlace, ...]
    at: int | None
    carried: Mapping[str, str]

    @property
    def before(self) -> QuotedPlace | None:
        """The quote before the current one."""
        return self.quotes[self.at - 1] if self.at else None

    @property
    def after(self) -> QuotedPlace | None:
        """The quote after the current one."""
        return self.quotes[self.at + 1] if self.at is not None and self.at + 1 < len(self.quotes) else None


def leading_back(thread: Thread, citations: Iterable[Citation], article_id: str) -> dict[str, str]:
    """The parameters that an article's address needs for the way back to the newest answer of a thread."""
    of_article = [each for each in citations if each.article_id == article_id]
    quotes = "~".join(f"{each.number}.{each.span}" for each in of_article)
    return {"from": urlencode(thread.parameters), **({"quotes": quotes} if quotes else {})}


def way_of(given: Parameters, text: str, span: Span | None) -> WayBack | None:
    """The way back that an article's address carries; None when it leads from no conversation."""
    asked = [(name, value) for name, value in parse_qsl(given.get("from", "")) if name in CARRIED]
    turns = sum(name == "q" for name, _ in asked)
    if not turns:
        return None
    kept = {name: given[name] for name in ("from", "quotes") if name in given}
    quotes = tuple(sorted(_quotes(given.get("quotes", ""), len(text)), key=lambda quote: quote.span))
    at = next((place for place, quote in enumerate(quotes) if quote.span == span), None)
    anchor = f"turn-{turns}" if at is None else f"quote-{turns}-{quotes[at].number}"
    return WayBack(f"{url_for('pages.conversation')}?{urlencode(asked)}#{anchor}", quotes, at, kept)


def _quotes(written: str, size: int) -> Iterator[QuotedPlace]:
    """The quotes that lie within a text of this size."""
    for part in written.split("~")[:_MOST_QUOTES]:
        match = _QUOTE.fullmatch(part)
        if match and int(match[2]) < int(match[3]) <= size:
            yield QuotedPlace(int(match[1]), Span(int(match[2]), int(match[3])))
