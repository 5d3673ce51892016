"""Puts a store together from the articles of others, in any order, without looking at a text.

What it writes is what `StoreWriter` writes when it is given the same articles with the same sentences and passages, to
the last byte.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import ColumnWriter
from indexer.store.article_groups import find_groups
from indexer.store.article_names import combine_names
from indexer.store.catalogue_writer import CatalogueWriter
from indexer.store.columns import ARTICLE_COLUMNS, BUILD_COLUMNS, PASSAGE_COLUMNS, SENTENCE_COLUMNS, SIGNATURES
from indexer.store.word_starts import combine_word_starts
from indexer.store.writer import column_writers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.arrays import Runs
    from indexer.selection import Selection
    from indexer.store.columns import Column
    from indexer.store.reader import Store

_COUNTED = (
    "text_end",
    "sentences_end",
    "passages_end",
    "names_end",
    "title_end",
)  # columns that count what came before
_NAMED = ("source", "author")
_AT_ONCE = 500_000  # terms; more would be slower, since new memory has to be cleared first
_BYTES_AT_ONCE = 8_000_000


def combine_stores(
    folder: Path, parts: Sequence[Store], articles: Selection, numbers: Sequence[NDArray[np.int32]]
) -> None:
    """Writes the store of the selected articles of the `parts` into the new `folder`.

    `numbers` says, for each part, which number each term of its vocabulary has in the new build's. Raises
    `DamagedBuildError` for a part that cannot be read, and OSError when the disk is full.
    """
    folder.mkdir(parents=True)
    combiner = _Combiner(parts, articles)
    names = combiner.write_articles(folder)
    combiner.write_sentences(folder)
    combiner.write_passages(folder)
    combiner.write_texts(folder / "texts.utf8")
    names_ends = [part.articles["names_end"] for part in parts]
    article_names = combine_names(folder, [part.article_names for part in parts], articles, names_ends)
    combine_word_starts(folder, "name", [part.name_starts for part in parts], article_names)
    combine_word_starts(folder, "title", [part.title_starts for part in parts], articles)
    _write_catalogue(folder / "articles.sqlite", parts, articles, combiner.text_shifts, names)
    for name, runs, bounds in (
        ("forward", [part.forward for part in parts], combiner.terms),
        ("titles", [part.titles for part in parts], articles.bounds([part.articles["title_end"] for part in parts])),
    ):
        _write_terms(folder, name, runs, articles, bounds, numbers)


class _Combiner:
    """The rows of a new store, from those of its parts."""

    def __init__(self, parts: Sequence[Store], articles: Selection) -> None:
        self._parts, self._articles = parts, articles
        columns = [{**part.articles, **part.build_columns} for part in parts]
        self._columns = columns
        self._bounds = {name: articles.bounds([own[name] for own in columns]) for name in _COUNTED}
        self._sizes = {name: last - first for name, (first, last) in self._bounds.items()}
        self._ends = {name: np.cumsum(sizes) for name, sizes in self._sizes.items()}
        self.text_shifts = self._shift("text_end")
        first, last = self._bounds["sentences_end"]
        terms_end = [np.concatenate(([0], part.sentences["terms_end"])).astype(np.int64) for part in parts]
        self.terms = _looked_up(articles, terms_end, first), _looked_up(articles, terms_end, last)

    def _shift(self, name: str) -> NDArray[np.int64]:
        """By how much the children of each article are numbered higher than in their part."""
        return self._ends[name] - self._bounds[name][1]

    def write_articles(self, folder: Path) -> dict[str, list[str]]:
        """Writes the columns of the articles; returns the names of sources and authors by number."""
        writers = column_writers(folder, "article", ARTICLE_COLUMNS | BUILD_COLUMNS)
        names = {}
        signatures = self._articles.take([part.groups.signatures for part in self._parts])
        np.save(folder / SIGNATURES, signatures)
        for name, writer in writers.items():
            if name == "group":
                column = find_groups(signatures)
            elif name in _NAMED:
                column, names[name] = _named(self._parts, self._articles, name)
            elif name in _COUNTED:
                column = self._ends[name]
            else:
                column = self._articles.take([own[name] for own in self._columns])
            writer.append(column)
            writer.close()
        return names

    def write_sentences(self, folder: Path) -> None:
        """Writes the columns of the sentences."""
        sentences = self._articles.children([part.articles["sentences_end"] for part in self._parts])
        own = np.repeat(np.arange(len(self._articles)), self._sizes["sentences_end"])
        for name, writer in column_writers(folder, "sentence", SENTENCE_COLUMNS).items():
            column = sentences.take([part.sentences[name] for part in self._parts])
            if name in {"byte_start", "byte_end"}:
                column = column + self.text_shifts[own]
            elif name == "terms_end":
                first, last = self.terms
                column = column.astype(np.int64) + (np.cumsum(last - first) - last)[own]
            writer.append(column)
            writer.close()

    def write_passages(self, folder: Path) -> None:
        """Writes the columns of the passages."""
        passages = self._articles.children([part.articles["passages_end"] for part in self._parts])
        own = np.repeat(np.arange(len(self._articles)), self._sizes["passages_end"])
        shift = self._shift("sentences_end")[own]
        for name, writer in column_writers(folder, "passage", PASSAGE_COLUMNS).items():
            column = passages.take([part.passages[name] for part in self._parts]).astype(np.int64)
            if name == "article":
                column = own
            elif name in {"first", "last"}:
                column = column + shift
            else:  # the heading
                column = np.where(column >= 0, column + shift, -1)
            writer.append(column)
            writer.close()

    def write_texts(self, path: Path) -> None:
        """Writes the texts."""
        first, last = self._bounds["text_end"]
        with path.open("wb") as file:
            for run in self._articles.runs():
                start, end = int(first[run.place]), int(last[run.place + run.last - run.first - 1])
                for begin in range(start, end, _BYTES_AT_ONCE):
                    file.write(self._parts[run.table].bytes_between(begin, min(begin + _BYTES_AT_ONCE, end)))


def _looked_up(articles: Selection, tables: Sequence[NDArray[np.int64]], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each article the number that stands at its row in the table of its part."""
    found = np.empty(len(articles), np.int64)
    for part, table in enumerate(tables):
        where, _ = articles.chosen(part)
        found[where] = table[rows[where]]
    return found


def _named(parts: Sequence[Store], articles: Selection, kind: str) -> tuple[Column, list[str]]:
    """The number of each article's source or author, by where they come first, and the names, spelt as there."""
    keys: dict[str, int] = {}
    tables = []
    for part in parts:
        own = [keys.setdefault(name.casefold(), len(keys)) for name in part.names[kind]]
        tables.append(np.array([*own, -1], np.int64)[part.articles[kind]])  # -1, for none, is the last of them
    column = articles.take(tables)
    present, firsts = np.unique(column, return_index=True)
    firsts = np.sort(firsts[present >= 0])
    numbers = np.full(len(keys) + 1, -1, np.int64)
    numbers[column[firsts]] = np.arange(len(firsts))
    names = [""] * len(firsts)
    selected = articles[firsts]
    for number, part in enumerate(parts):
        where, rows = selected.chosen(number)
        spelt = part.catalogue.stated(kind, rows.tolist())
        for place, row in zip(np.arange(len(firsts))[where].tolist(), rows.tolist(), strict=True):
            names[place] = spelt[row]
    return numbers[column], names


def _write_catalogue(
    path: Path, parts: Sequence[Store], articles: Selection, shifts: NDArray[np.int64], names: dict[str, list[str]]
) -> None:
    writer = CatalogueWriter(path, [part.catalogue.path for part in parts])
    for run in articles.runs():
        writer.copy(run.table, run.first, run.last, run.place, int(shifts[run.place]))
    writer.close(names)


def _write_terms(
    folder: Path,
    name: str,
    runs: Sequence[Runs],
    articles: Selection,
    bounds: tuple[NDArray[np.int64], NDArray[np.int64]],
    numbers: Sequence[NDArray[np.int32]],
) -> None:
    """Writes a forward array: the terms of each article, which stand between `bounds` in that of its part."""
    first, last = bounds
    ends = np.cumsum(last - first)
    writer = ColumnWriter(folder / f"{name}.npy", np.int32)
    cuts = np.searchsorted(ends, np.arange(_AT_ONCE, int(ends[-1]), _AT_ONCE))
    for begin, end in pairwise(np.unique([0, *cuts, len(ends)]).tolist()):
        some = articles[begin:end]
        starts, stops = first[begin:end], last[begin:end]
        sizes = stops - starts
        terms = np.empty(int(sizes.sum()), np.int32)
        for number, (own, mapped) in enumerate(zip(runs, numbers, strict=True)):
            where, _ = some.chosen(number)
            within = where if isinstance(where, slice) else np.repeat(where, sizes)
            terms[within] = mapped[own.between(starts[where], stops[where])]
        writer.append(terms)
    writer.close()
