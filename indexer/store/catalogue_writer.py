"""Writes the articles' metadata into SQLite, in one transaction."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from errno import EIO
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from indexer.types import Article

_SCHEMA = """
CREATE TABLE article (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, source TEXT, author TEXT,
    published TEXT, url TEXT, language TEXT NOT NULL, path TEXT, sha256 TEXT NOT NULL, marks TEXT NOT NULL,
    places TEXT NOT NULL, structure TEXT NOT NULL, metadata TEXT NOT NULL,
    byte_start INTEGER NOT NULL, byte_end INTEGER NOT NULL
);
CREATE TABLE location (
    article INTEGER NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, source TEXT, author TEXT, published TEXT,
    url TEXT, path TEXT, PRIMARY KEY (article, place)
);
CREATE TABLE name (kind TEXT NOT NULL, number INTEGER NOT NULL, shown TEXT NOT NULL, PRIMARY KEY (kind, number));
"""
_INDEXES = (  # the row's number ends each of them, so that the lists of `browse` need no sorting
    "CREATE INDEX article_by_date ON article (published DESC)",
    "CREATE INDEX article_by_source ON article (source, published DESC)",
)
DECLARED = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"
BYTES = ("byte_start", "byte_end")
COLUMNS = (
    "number", "id", "title", "source", "author", "published", "url", "language", "path", "sha256", "marks", "places",
    "structure", "metadata", *BYTES,
)  # fmt: skip


@cache
def declared() -> list[tuple[str, ...]]:
    """The declarations of a sound catalogue: these tables and indexes, and no view or trigger."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_SCHEMA)
        for index in _INDEXES:
            connection.execute(index)
        return connection.execute(DECLARED).fetchall()


def as_row(number: int, article: Article, byte_start: int, byte_end: int) -> tuple[object, ...]:
    """The article as a row of the catalogue."""
    marks = [[mark.span.start, mark.span.end, mark.kind, mark.label] for mark in article.marks]
    places = [[place.start, place.kind, place.label, *([True] if place.ocr else [])] for place in article.places]
    structure = [[part.span.start, part.span.end, part.kind, part.address] for part in article.structure]
    return (
        number, article.id, article.title, article.source, article.author, article.published, article.url,
        article.language, article.path, article.sha256, json.dumps(marks) if marks else "[]",
        json.dumps(places, ensure_ascii=False) if places else "[]",
        json.dumps(structure, ensure_ascii=False) if structure else "[]",
        json.dumps(article.metadata, ensure_ascii=False, default=str) if article.metadata else "{}",
        byte_start, byte_end,
    )  # fmt: skip


def address(path: Path) -> str:
    """The file as an address that SQLite opens for reading alone; of percent signs and bytes that are not UTF-8, too."""
    return f"file:{quote(os.fsencode(path.absolute()))}?mode=ro&immutable=1"


class CatalogueWriter:
    """Writes a catalogue; nothing is there before `close`."""

    def __init__(self, path: Path, others: Sequence[Path] = ()) -> None:
        """`others` are catalogues to copy rows from."""
        self._path = path
        with self._writing():
            self._connection = sqlite3.connect(path.absolute(), isolation_level=None, uri=True)
            for number, other in enumerate(others):
                self._connection.execute(f"ATTACH ? AS part{number}", (address(other),))
            self._connection.execute("PRAGMA journal_mode = OFF")  # the build is made aside: half a file is litter
            self._connection.execute("PRAGMA synchronous = OFF")  # the publisher fsyncs
            self._connection.executescript(_SCHEMA)
            self._connection.execute("BEGIN")

    def add(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Adds rows made by `as_row`."""
        with self._writing():
            self._connection.executemany(
                f"INSERT INTO article VALUES ({', '.join('?' * len(COLUMNS))})",  # noqa: S608  all of it is ours
                rows,
            )

    def copy(self, other: int, first: int, last: int, number: int, shift: int) -> None:
        """Adds the rows `first` to `last` (not included) of another catalogue, numbered from `number` on.

        Their texts stand `shift` bytes later than there.
        """
        renumbered = ", ".join(
            {"number": "number + ?", "byte_start": "byte_start + ?", "byte_end": "byte_end + ?"}.get(name, name)
            for name in COLUMNS
        )
        where = "number >= ? AND number < ? ORDER BY number"
        table = f"part{other}.article"
        with self._writing():
            self._connection.execute(
                f"INSERT INTO main.article SELECT {renumbered} FROM {table} WHERE {where}",  # noqa: S608  all of it is ours
                (number - first, shift, shift, first, last),
            )

    def close(self, names: Mapping[str, Iterable[str]]) -> None:
        """Adds the names of each kind (`source`, `author`), numbered in their order, and completes the file.

        So are the languages, the most frequent first: opening a build does not count them.
        """
        by_count = "SELECT language FROM main.article GROUP BY language ORDER BY COUNT(*) DESC, language"
        with self._writing():
            languages = [language for (language,) in self._connection.execute(by_count).fetchall()]
            for kind, shown in {**names, "language": languages}.items():
                rows = ((kind, number, name) for number, name in enumerate(shown))
                self._connection.executemany("INSERT INTO name VALUES (?, ?, ?)", rows)
            for index in _INDEXES:
                self._connection.execute(index)
            self._connection.execute("COMMIT")
        self._connection.close()

    def __del__(self) -> None:
        with suppress(AttributeError):
            self._connection.close()  # of a build that failed

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with writing(self._path):
            yield


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raises OSError, as for any other file, when SQLite cannot write."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise OSError(EIO, str(error), str(path)) from error
