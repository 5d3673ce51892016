"""Writes a store, in reading order, in one pass."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import ColumnWriter, read_array
from indexer.iso_dates import days_of
from indexer.store.article_groups import find_groups
from indexer.store.article_names import ArticleNamesWriter
from indexer.store.catalogue_writer import CatalogueWriter, as_row
from indexer.store.columns import (
    ARTICLE_COLUMNS,
    BUILD_COLUMNS,
    PASSAGE_COLUMNS,
    SENTENCE_COLUMNS,
    SIGNATURES,
    content_hash,
    id_hash,
)
from indexer.store.signatures import SIZE
from indexer.store.word_starts import WordStartsWriter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from indexer.store.columns import Column
    from indexer.types import Article


class StoreWriter:
    """Takes batches of articles with their sentences and passages; `close` completes the store.

    Within a batch articles and sentences are counted from 0, bytes from the beginning of their article, and terms from
    the beginning of the batch; the writer adds what came before. The forward array comes later, by `forward`, when the
    vocabulary is known.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._texts = (folder / "texts.utf8").open("wb")
        self._catalogue = CatalogueWriter(folder / "articles.sqlite")
        self._sentences = column_writers(folder, "sentence", SENTENCE_COLUMNS)
        self._passages = column_writers(folder, "passage", PASSAGE_COLUMNS)
        self._articles = column_writers(folder, "article", ARTICLE_COLUMNS | BUILD_COLUMNS)
        self._signatures = ColumnWriter(folder / SIGNATURES, np.uint16, SIZE)
        self._folder = folder
        self._forward = ColumnWriter(folder / "forward.npy", np.int32)
        self._titles = ColumnWriter(folder / "titles.npy", np.int32)
        self._article_names = ArticleNamesWriter(folder)
        self._title_starts = WordStartsWriter(folder, "title")
        self._terms = self._title_terms = 0
        self._names: dict[str, dict[str, tuple[int, str]]] = {"source": {}, "author": {}}

    @property
    def articles(self) -> int:
        """How many articles were added."""
        return len(self._articles["source"])

    @property
    def passages(self) -> int:
        """How many passages were added."""
        return len(self._passages["article"])

    @property
    def sentences(self) -> int:
        """How many sentences were added."""
        return len(self._sentences["start"])

    def add(
        self,
        articles: Sequence[Article],
        sentences: Mapping[str, Column],
        passages: Mapping[str, Column],
        passage_counts: Column,
        title_ends: Column,
        signatures: Column,
    ) -> None:
        """Adds a batch: its articles, the columns of its sentences and passages, and three more columns of its articles.

        These are how many passages each article has, where its title's terms end among those of the batch, and its
        signature.
        """
        self._signatures.append(signatures)
        starts = self._add_articles(articles, passage_counts)
        self._articles["title_end"].append(title_ends + self._title_terms)
        self._title_terms += int(title_ends[-1])
        self._add_sentences(sentences, starts, len(articles))
        self._add_passages(passages, len(articles), len(sentences["start"]))

    def add_names(self, names: Sequence[str], of_articles: Column, ends: Column) -> None:
        """Adds the names in the articles of a batch: `of_articles` are their numbers, which count in `names`.

        Those of an article end at its row of `ends`.
        """
        self._articles["names_end"].append(ends + len(self._article_names))
        self._article_names.add(names, of_articles)

    def _add_articles(self, articles: Sequence[Article], passage_counts: Column) -> Column:
        starts, ends, rows = [], [], []
        position = self._texts.tell()
        for number, article in enumerate(articles, self.articles):
            starts.append(position)
            end = position + self._texts.write(article.text.encode())
            rows.append(as_row(number, article, position, end))
            ends.append(end)
            position = end
        self._catalogue.add(rows)
        self._title_starts.add(article.title for article in articles)
        self._articles["text_end"].append(np.array(ends))
        self._articles["characters"].append(np.array([len(article.text) + len(article.title) for article in articles]))
        self._articles["id_hash"].append(np.array([id_hash(article.id) for article in articles], np.uint64))
        self._articles["content_hash"].append(np.array([content_hash(article) for article in articles], np.uint64))
        days = np.array([days_of(article.published) if article.published else (0, 0) for article in articles])
        self._articles["passages_end"].append(self.passages + np.cumsum(passage_counts))
        self._articles["first_day"].append(days[:, 0])
        self._articles["last_day"].append(days[:, 1])
        for kind, names in self._names.items():
            values = [getattr(article, kind) for article in articles]
            numbers = [names.setdefault(value.casefold(), (len(names), value))[0] if value else -1 for value in values]
            self._articles[kind].append(np.array(numbers))
        return np.array(starts, np.int64)

    def _add_sentences(self, columns: Mapping[str, Column], starts: Column, articles: int) -> None:
        own = columns["article"]
        self._articles["sentences_end"].append(self.sentences + np.cumsum(np.bincount(own, minlength=articles)))
        for name in ("start", "end"):
            self._sentences[name].append(columns[name])
        for name in ("byte_start", "byte_end"):
            self._sentences[name].append(columns[name] + starts[own])
        self._sentences["terms_end"].append(columns["terms_end"] + self._terms)
        if len(own):
            self._terms += int(columns["terms_end"][-1])

    def _add_passages(self, columns: Mapping[str, Column], articles: int, sentences: int) -> None:
        before = self.sentences - sentences
        self._passages["article"].append(columns["article"] + (self.articles - articles))
        self._passages["first"].append(columns["first"] + before)
        self._passages["last"].append(columns["last"] + before)
        heading = columns["heading"]
        self._passages["heading"].append(np.where(heading >= 0, heading + before, -1))

    def forward(self, terms: Column, titles: Column) -> None:
        """Adds the next batch's terms, and those of its titles, in order, as numbers of the build's vocabulary."""
        self._forward.append(terms)
        self._titles.append(titles)

    def close(self) -> None:
        """Completes every file; finds out which articles are near-duplicates."""
        self._signatures.close()
        self._articles["group"].append(find_groups(read_array(self._folder / SIGNATURES)))
        self._texts.close()
        self._catalogue.close({kind: [shown for _, shown in names.values()] for kind, names in self._names.items()})
        for writers in (self._sentences, self._passages, self._articles):
            for writer in writers.values():
                writer.close()
        self._forward.close()
        self._titles.close()
        self._article_names.close()
        self._title_starts.close()

    def __del__(self) -> None:
        # As a column's, left behind by a build that failed.
        with suppress(AttributeError, OSError):
            self._texts.close()


def column_writers(folder: Path, kind: str, columns: Mapping[str, type[np.generic]]) -> dict[str, ColumnWriter]:
    """Writers for the columns of sentences, passages or articles (`kind`)."""
    return {name: ColumnWriter(folder / f"{kind}_{name}.npy", dtype) for name, dtype in columns.items()}
