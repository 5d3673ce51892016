"""Reads the articles' metadata from SQLite, without locks."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.damage import damage_of, open_plain, translated
from indexer.store.catalogue_writer import BYTES, COLUMNS, DECLARED, address, as_row, declared
from indexer.store.locations import Locations
from indexer.types import Article, Entry, IncompleteArticle, Mark, Place, SourceSummary, Span, Structure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.types import Location

_ROWS = f"SELECT {', '.join(COLUMNS)} FROM article WHERE number IN ({{}}) ORDER BY number"  # noqa: S608  all of it is ours

_STATED = ("title", "published", "source", "author")
_AT_ONCE = 10_000  # rows in memory
_VARIABLES = 900  # in one question to SQLite
_SHA256 = 9  # its place in a row


class Catalogue:
    """Reads a catalogue, from any thread; raises `DamagedBuildError` when it is not what `CatalogueWriter` writes."""

    def __init__(self, path: Path) -> None:
        self.path = self._path = path
        self._lock = threading.Lock()
        with damage_of(path):
            open_plain(path).close()
            self._connection = sqlite3.connect(address(path), uri=True, check_same_thread=False)
            try:
                self._connection.execute("PRAGMA trusted_schema = OFF")
                if self._connection.execute(DECLARED).fetchall() != declared():
                    raise ValueError("its tables are not ours")
                self.locations = Locations(self._rows)
            except BaseException:
                self._connection.close()
                raise

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.ProgrammingError:  # of a caller that closed it
                raise
            except sqlite3.DatabaseError as error:
                raise translated(error, self._path) from error

    def article(self, row: tuple[Any, ...], text: bytes, locations: tuple[Location, ...] = ()) -> Article:
        """The article of one of the `rows`, whose text is given as UTF-8, with its `locations`.

        Raises `DamagedBuildError` when the text is not the one that was published, by its SHA-256: nothing is ever shown
        or quoted that was changed on disk since.
        """
        with damage_of(self._path):
            if hashlib.sha256(text).hexdigest() != row[_SHA256]:
                raise ValueError(f"the text of {row[1]!r} is not what was published")
            return as_article(row, text.decode(), locations)

    def holds(self, number: int, article: Article) -> bool:
        """Whether the article of that number is this one, to the last field."""
        row = as_row(number, article, 0, 0)
        return bool(self.rows([number])[0][: -len(BYTES)] == row[: -len(BYTES)])

    def says(self, number: int, article: Article) -> bool:
        """Whether the article of that number has the text, the title and the language of this one."""
        rows = self._rows("SELECT sha256, title, language FROM article WHERE number = ?", (number,))
        return rows == [(article.sha256, article.title, article.language)]

    def number(self, article_id: str) -> int | None:
        """The number of the article with that id, or with a copy of that id; None when there is none."""
        own = self.own_number(article_id)
        return self.locations.number(article_id) if own is None and _is_text(article_id) else own

    def own_number(self, article_id: str) -> int | None:
        """The number of the article with that id; None when there is none."""
        if not _is_text(article_id):
            return None
        rows = self._rows("SELECT number FROM article WHERE id = ?", (article_id,))
        return int(rows[0][0]) if rows else None

    def below(self, article_id: str) -> list[int]:
        """The numbers of the articles that, or a copy of which, have that id, or one that goes on with a slash or a colon.

        Below a folder are its files, and below a file of several articles these: `mail.mbox:3`.
        """
        if not _is_text(article_id):
            return []
        stem, found = article_id.rstrip("/"), []
        for first, last in ((f"{stem}/", f"{stem}0"), (f"{stem}:", f"{stem};")):  # the signs that come after / and :
            rows = self._rows(
                "SELECT number FROM article WHERE id = ? OR id >= ? AND id < ?", (article_id, first, last)
            )
            found += [*(number for (number,) in rows), *self.locations.between(article_id, first, last)]
        return found

    def paths(self, count: int) -> Iterator[tuple[int, str, str | None]]:
        """Number, id and path of each of the `count` articles, in reading order."""
        for first in range(0, count, _AT_ONCE):
            where = "number >= ? AND number < ?"
            yield from self._rows(f"SELECT number, id, path FROM article WHERE {where}", (first, first + _AT_ONCE))  # noqa: S608

    def rows(self, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
        """The articles' rows, for `as_article`, in one look-up, the lowest number first."""
        return self._rows(_ROWS.format(", ".join("?" * len(numbers))), tuple(numbers))

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of a kind, `source`, `author` or `language`, by number; spelt as where they came first."""
        return tuple(name for (name,) in self._rows("SELECT shown FROM name WHERE kind = ? ORDER BY number", (kind,)))

    def stated(self, kind: str, numbers: Sequence[int]) -> dict[int, str]:
        """The source or author, as it is spelt there, of each of some articles, by number."""
        found: dict[int, str] = {}
        for first in range(0, len(numbers), _VARIABLES):
            some = numbers[first : first + _VARIABLES]
            where = f"number IN ({', '.join('?' * len(some))})"
            found.update(self._rows(f"SELECT number, {kind} FROM article WHERE {where}", tuple(some)))  # noqa: S608  ours
        return found

    def id(self, number: int) -> str:
        """The article's id, without the rest of it."""
        with damage_of(self._path):
            return str(self._rows("SELECT id FROM article WHERE number = ?", (number,))[0][0])

    def sources(self) -> tuple[SourceSummary, ...]:
        """Every source, the one with most articles first."""
        rows = self._rows(
            "SELECT source, COUNT(*), MIN(published), MAX(published) FROM article GROUP BY source ORDER BY 2 DESC, 1"
        )
        return tuple(SourceSummary(*row) for row in rows)

    def incomplete(self, count: int) -> Iterator[IncompleteArticle]:
        """See `Reading.incomplete`; `count` is the number of all articles."""
        for first in range(0, count, _AT_ONCE):
            rows = self._rows(
                "SELECT id, path, title, published, source, author FROM article WHERE number >= ? AND number < ?",
                (first, first + _AT_ONCE),
            )
            for article_id, path, title, *others in rows:
                own = title if title != PurePath(path or "").stem else ""
                missing = tuple(name for name, value in zip(_STATED, (own, *others), strict=True) if not value)
                if missing:
                    yield IncompleteArticle(article_id, missing)

    def entries(self, numbers: Sequence[int]) -> dict[int, Entry]:
        """The articles of these numbers as entries of a list, by number, in one look-up."""
        where = f"number IN ({', '.join('?' * len(numbers))})"
        rows = self._rows(f"SELECT number, id, title, source, published FROM article WHERE {where}", tuple(numbers))  # noqa: S608
        return {number: Entry(*row) for number, *row in rows}

    def titles(self, most: int) -> tuple[tuple[str, str], ...]:
        """Id and title of the first `most` articles, in reading order."""
        return tuple(self._rows("SELECT id, title FROM article ORDER BY number LIMIT ?", (most,)))

    def by_date(self) -> list[tuple[int, int]]:
        """Number and rank by date of every article, the newest first, undated ones last; equal dates share a rank."""
        return self._rows("SELECT number, DENSE_RANK() OVER (ORDER BY published DESC) - 1 FROM article")

    def neighbours(self, article_id: str) -> tuple[Entry | None, Entry | None]:
        """See `Reading.neighbours`."""
        number = self.number(article_id)
        if number is None:
            return None, None
        entries = self.entries((number - 1, number + 1))
        return entries.get(number - 1), entries.get(number + 1)

    def identities(self, numbers: Sequence[int]) -> Iterator[tuple[int, str, str, str | None, str | None, str]]:
        """Number, id, title, source, date and SHA-256 of each of these articles, the lowest number first in each lot."""
        for first in range(0, len(numbers), _AT_ONCE):
            some = tuple(numbers[first : first + _AT_ONCE])
            of_them = f"article WHERE number IN ({', '.join('?' * len(some))}) ORDER BY number"
            yield from self._rows(f"SELECT number, id, title, source, published, sha256 FROM {of_them}", some)  # noqa: S608

    def of_source(self, source: str) -> NDArray[np.int64]:
        """The numbers of the articles of a source, rising; an empty one: those without a source."""
        where = "source IS ? ORDER BY number"
        rows = self._rows(f"SELECT number FROM article WHERE {where}", (source or None,)) if _is_text(source) else []  # noqa: S608
        return np.array(rows, np.int64).reshape(-1)

    def count(self) -> int:
        """How many articles there are."""
        ((count,),) = self._rows("SELECT COUNT(*) FROM article")
        return int(count)

    def compared(self, before: Catalogue, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[int, bool, bool]]]:
        """For each of these articles: its number, and that of the one with its id in the catalogue `before`, or -1.

        What counts is the id of the article, else that of a copy, there or here.
        The numbers rise. The other two values say whether its text and its title are the same there.
        """
        self._rows("ATTACH DATABASE ? AS before", (address(before.path),))
        for first in range(0, len(numbers), _AT_ONCE):
            some = tuple(numbers[first : first + _AT_ONCE])
            query = f"""SELECT new.number, ifnull(old.number, -1), old.sha256 IS new.sha256, old.title IS new.title
                        FROM main.article AS new LEFT JOIN before.article AS old ON old.number = coalesce(
                            (SELECT number FROM before.article WHERE id = new.id),
                            (SELECT article FROM before.location WHERE id = new.id),
                            (SELECT number FROM before.article WHERE id IN (
                                SELECT id FROM main.location WHERE article = new.number) ORDER BY number LIMIT 1))
                        WHERE new.number IN ({", ".join("?" * len(some))}) ORDER BY new.number"""  # noqa: S608  ours
            yield from ((number, (old, text, title)) for number, old, text, title in self._rows(query, some))
        self._rows("DETACH DATABASE before")

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()


def as_article(row: tuple[Any, ...], text: str, locations: tuple[Location, ...] = ()) -> Article:
    """The article of a catalogue's row and its text.

    Its laws are not proved once more: they were when it was built, and the build's files are known to be what was
    published then. `dataclasses.replace(article)` makes it anew and proves them, as `footnote check` does.
    """
    (
        _,
        id_,
        title,
        source,
        author,
        published,
        url,
        language,
        path,
        sha256,
        marks,
        places,
        structure,
        metadata,
        _,
        _,
    ) = row
    values = {
        "id": id_, "title": title, "text": text, "sha256": sha256, "source": source, "author": author,
        "published": published, "url": url, "language": language, "path": path,
        "marks": _marks(marks) if marks != "[]" else (),
        "places": _places(places) if places != "[]" else (),
        "structure": _structure(structure) if structure != "[]" else (),
        "metadata": json.loads(metadata) if metadata != "{}" else {},
        "locations": locations,
    }  # fmt: skip
    article = object.__new__(Article)
    for name, value in values.items():
        object.__setattr__(article, name, value)
    return article


def _is_text(text: str) -> bool:
    """Whether the text can be written as UTF-8; lone surrogates, from bytes of a command line, cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _marks(written: str) -> tuple[Mark, ...]:
    return tuple(Mark(Span(start, end), kind, label) for start, end, kind, label in json.loads(written))


def _structure(written: str) -> tuple[Structure, ...]:
    return tuple(Structure(Span(start, end), kind, address) for start, end, kind, address in json.loads(written))


def _places(written: str) -> tuple[Place, ...]:
    return tuple(Place(*place) for place in json.loads(written))
