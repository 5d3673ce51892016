"""The copies of articles: where else an article stands, letter for letter. A table of the catalogue."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from indexer.store.catalogue_writer import writing
from indexer.types import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

_SELECT = "SELECT article, id, source, author, published, url, path FROM location"
_INSERT = "INSERT INTO location VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class Locations:
    """Reads the table; `rows` asks the catalogue. Articles are named by their numbers."""

    def __init__(self, rows: Callable[..., list[tuple[Any, ...]]]) -> None:
        self._rows = rows
        ((self._count,),) = rows("SELECT COUNT(*) FROM location")

    def __len__(self) -> int:
        return int(self._count)

    def every(self) -> list[tuple[int, Location]]:
        """Every copy with the article that it is of, in reading order."""
        return [(number, Location(*facts)) for number, *facts in self._rows(f"{_SELECT} ORDER BY place")]

    def of(self, numbers: Iterable[int]) -> dict[int, tuple[Location, ...]]:
        """The copies of those of the articles that have any, in reading order."""
        wanted = tuple(set(numbers)) if self._count else ()
        copies: dict[int, list[Location]] = {}
        if wanted:
            query = f"{_SELECT} WHERE article IN ({', '.join('?' * len(wanted))}) ORDER BY place"
            for number, *facts in self._rows(query, wanted):
                copies.setdefault(number, []).append(Location(*facts))
        return {number: tuple(each) for number, each in copies.items()}

    def number(self, copy_id: str) -> int | None:
        """The article that has a copy with that id."""
        rows = self._rows("SELECT article FROM location WHERE id = ?", (copy_id,)) if self._count else ()
        return int(rows[0][0]) if rows else None

    def between(self, copy_id: str, first: str, last: str) -> list[int]:
        """The articles that have a copy with that id, or with one from `first` to `last` (not included)."""
        query = "SELECT article FROM location WHERE id = ? OR id >= ? AND id < ?"
        rows = self._rows(query, (copy_id, first, last)) if self._count else ()
        return [int(number) for (number,) in rows]


def write_locations(path: Path, locations: Sequence[tuple[int, Location]]) -> None:
    """Adds copies, in reading order, each with its article, to a catalogue that is complete but for them; raises OSError."""
    if not locations:
        return
    rows = [
        (number, place, each.id, each.source, each.author, each.published, each.url, each.path)
        for place, (number, each) in enumerate(locations)
    ]
    with writing(path), closing(sqlite3.connect(path.absolute(), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # as for the catalogue itself
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        connection.executemany(_INSERT, rows)
        connection.execute("COMMIT")
