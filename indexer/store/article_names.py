"""The names in the articles (`text/names.py`): which each article has, and how many articles have each.

Names are numbered in the order in which they come first.

    names.utf8           all names, one after the other
    name_ends.npy        uint32, where each ends, in bytes
    name_articles.npy    int32, how many articles have each
    article_names.npy    int32, the numbers of the names of all articles, in reading order; those of an article end at its
                         row of the column `names_end`
"""

from __future__ import annotations

from functools import cached_property, lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import ColumnWriter, narrowed, open_array, open_bytes
from indexer.damage import damage_of
from indexer.errors import DamagedBuildError
from indexer.selection import Selection, expanded
from indexer.store.word_starts import WordStartsWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from mmap import mmap
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.store.columns import Column

NAMES, ENDS, ARTICLES, OF_ARTICLES = "names.utf8", "name_ends.npy", "name_articles.npy", "article_names.npy"
_AT_HAND = 4_096  # names that are kept as text: most questions find the most frequent ones
_MANY = 4  # articles of a build up to which all are gone through, for each that is counted


class ArticleNamesWriter:
    """Takes the names of articles in reading order; `close` completes the files, and those of where words of names begin."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers: dict[str, int] = {}
        self._of_articles = ColumnWriter(folder / OF_ARTICLES, np.int32)
        self._counts = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self._of_articles)

    def add(self, names: Sequence[str], of_articles: Column) -> None:
        """Adds the names of the next articles, one article after the other, each once: numbers that count in `names`."""
        used, firsts, which = np.unique(of_articles, return_index=True, return_inverse=True)
        numbers = np.empty(len(used), np.int32)
        for place in np.argsort(firsts).tolist():
            numbers[place] = self._numbers.setdefault(names[used[place]], len(self._numbers))
        added = numbers[which]
        self._of_articles.append(added)
        counts = np.bincount(added, minlength=len(self._numbers))
        counts[: len(self._counts)] += self._counts
        self._counts = counts

    def close(self) -> None:
        """Completes every file."""
        self._of_articles.close()
        _write_names(self._folder, [name.encode() for name in self._numbers], self._counts)
        starts = WordStartsWriter(self._folder, "name")
        starts.add(self._numbers)
        starts.close()


def combine_names(
    folder: Path, parts: Sequence[ArticleNames], articles: Selection, ends: Sequence[Column]
) -> Selection:
    """Writes the names of the selected articles of the `parts`; `ends` are their columns `names_end`.

    Returns the new names as rows of those of the parts, for whoever combines where their words begin.
    """
    keys: dict[bytes, int] = {}
    tables = [np.array([keys.setdefault(name, len(keys)) for name in part.encoded()], np.int32) for part in parts]
    column = articles.children(ends).take([table[part.of_articles] for table, part in zip(tables, parts, strict=True)])
    firsts = np.full(len(keys), len(column))
    # Of equal numbers the last one counts: where the name comes first.
    firsts[column[::-1]] = np.arange(len(column))[::-1]
    ordered = np.argsort(firsts, kind="stable")[: np.count_nonzero(firsts < len(column))]
    numbers = np.empty(len(keys), np.int32)
    numbers[ordered] = np.arange(len(ordered))
    writer = ColumnWriter(folder / OF_ARTICLES, np.int32)
    writer.append(numbers[column])
    writer.close()
    names = list(keys)
    _write_names(folder, [names[key] for key in ordered.tolist()], np.bincount(numbers[column], minlength=len(ordered)))
    rows = np.empty(len(keys), np.int64)
    for begin, table in reversed(list(zip(np.cumsum([0, *map(len, tables)]).tolist(), tables, strict=False))):
        rows[table] = np.arange(begin, begin + len(table))
    return Selection(rows[ordered], [len(table) for table in tables])


def _write_names(folder: Path, names: Sequence[bytes], counts: Column) -> None:
    (folder / NAMES).write_bytes(b"".join(names))
    ends = np.cumsum(np.fromiter(map(len, names), np.int64, len(names)))
    np.save(folder / ENDS, narrowed(ends, np.dtype(np.uint32), "names"))
    np.save(folder / ARTICLES, counts.astype(np.int32))


class ArticleNames:
    """The names of a build's articles. `of_articles` and `counts` are the columns above; safe to share between threads."""

    def __init__(self, folder: Path, ends: Column, *, compiled: bool = False) -> None:
        """`ends` is the articles' column `names_end`; `compiled` asks for the loop that numba compiles (extra `[speed]`).

        Raises `DamagedBuildError`.
        """
        self._path = folder / NAMES
        self._texts = open_bytes(self._path)
        self._text_ends = open_array(folder / ENDS)
        self.counts = open_array(folder / ARTICLES)
        self.of_articles = open_array(folder / OF_ARTICLES)
        self._ends = ends
        self._counted = _compiled() if compiled else counted
        self._last: dict[tuple[int, ...], NDArray[np.bool_]] = {}
        # The cache knows the files and not this object: a cycle would keep them open when the object is gone.
        self.name = lru_cache(_AT_HAND)(partial(_name, self._path, self._texts, self._text_ends))
        if self.of_articles.dtype != np.int32 or len(self._text_ends) != len(self.counts):
            raise DamagedBuildError(self._path, "does not fit the names of the articles")

    def __len__(self) -> int:
        return len(self.counts)

    def of(self, article: int) -> tuple[str, ...]:
        """The names in an article, in the order of its text."""
        start = int(self._ends[article - 1]) if article else 0
        return tuple(self.name(number) for number in self.of_articles[start : int(self._ends[article])].tolist())

    def encoded(self) -> Iterable[bytes]:
        """All names by number, as UTF-8."""
        texts = self._texts[:]
        return (texts[start:end] for start, end in pairwise([0, *self._text_ends.tolist()]))

    def having(self, numbers: tuple[int, ...]) -> NDArray[np.bool_]:
        """Whether each article has one of the names; the last answer is kept, since an engine asks for it many times."""
        last = self._last
        if numbers not in last:
            mask = np.zeros(len(self._ends), np.bool_)
            places = np.flatnonzero(np.isin(self.of_articles, numbers))
            mask[np.searchsorted(self._ends, places, side="right")] = True
            self._last = last = {numbers: mask}
        return last[numbers]

    def in_articles(self, articles: Column) -> Column:
        """How many of these articles, each given once, have each name."""
        if not len(self.of_articles) or not len(articles):
            return np.zeros(len(self), np.int64)
        if len(articles) == len(self._ends):
            return self.counts
        if len(articles) * _MANY > len(self._ends):
            wanted = np.zeros(len(self._ends), np.bool_)
            wanted[articles] = True
            return self._counted(self.of_articles, self._owners, wanted, len(self))
        own = self._sizes[articles]
        chosen = self.of_articles[expanded(self._ends[articles].astype(np.int64) - own, own)]
        return np.bincount(chosen, minlength=len(self))

    @cached_property
    def _sizes(self) -> NDArray[np.int64]:
        """How many names each article has."""
        return np.diff(self._ends, prepend=self._ends.dtype.type(0)).astype(np.int64)

    @cached_property
    def _owners(self) -> NDArray[np.int64]:
        """The article of each row of `of_articles`."""
        return np.repeat(np.arange(len(self._ends)), self._sizes)

    def problems(self) -> Iterator[str]:
        """What does not fit in the files, each in a sentence."""
        ends, own = self._text_ends, self.of_articles
        if (ends[1:] < ends[:-1]).any() or (int(ends[-1]) if len(ends) else 0) != len(self._texts):
            yield "the names of the articles do not follow each other"
        known = not len(own) or bool(int(own.min()) >= 0 and int(own.max()) < len(self))
        if not known or (np.bincount(own, minlength=len(self)) != self.counts).any():
            yield "a name of an article is not there, or is miscounted"


def _name(path: Path, texts: bytes | mmap, ends: Column, number: int) -> str:
    """The name of that number; `ArticleNames.name` has the last ones at hand."""
    start = int(ends[number - 1]) if number else 0
    with damage_of(path):
        return bytes(texts[start : int(ends[number])]).decode()


def counted(names: Column, owners: Column, wanted: NDArray[np.bool_], size: int) -> Column:
    """How often each of the `size` names stands among `names` whose owner is wanted; `owners` gives that of each."""
    return np.bincount(names[wanted[owners]], minlength=size)


def _compiled() -> Callable[[Column, Column, NDArray[np.bool_], int], Column]:
    try:
        from indexer.store import article_names_numba  # noqa: PLC0415  importing numba takes longer than a short command
    except ImportError:
        return counted
    return article_names_numba.counted
