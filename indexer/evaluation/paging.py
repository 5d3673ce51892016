"""A ranker that pages through a reading's hits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.types import Results

PAGE = 100  # hits that are asked for at once: as many as a reading gives


class Searchable(Protocol):
    """What has pages of hits: a reading."""

    def search(self, query: str, *, history: Sequence[str] = (), k: int = 10, offset: int = 0) -> Results:
        """The passages at ranks `offset + 1` to `offset + k`."""
        ...


class Paged:
    """Ranks as the reading does, asking for page after page until there are no more hits or no more is wanted."""

    def __init__(self, reading: Searchable) -> None:
        self._reading = reading

    def ranked(self, query: str, *, history: Sequence[str] = ()) -> Iterator[tuple[str, str, float]]:
        """Passage id, article id and score of every passage found, best first."""
        offset, more = 0, True
        while more:
            results = self._reading.search(query, history=history, k=PAGE, offset=offset)
            yield from ((hit.passage.id, hit.article.id, hit.score) for hit in results.hits)
            offset += PAGE
            more = bool(results.hits) and offset < results.total
