"""Writes everything that a build holds of its articles: store, vocabulary, index and vectors."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from indexer.builds.merging import merge
from indexer.builds.open import ARTICLE_COUNTS, VECTORS
from indexer.builds.progress import Progress
from indexer.builds.workers import analysed
from indexer.engines.choice import engine_kind, engine_writer
from indexer.store import Store, StoreWriter
from indexer.store.vector_writer import write_vectors
from indexer.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from indexer.builds.embedding import PassageEmbedder
    from indexer.settings import Settings
    from indexer.types import Article


def write_article_counts(folder: Path, settings: Settings) -> None:
    """Writes in how many articles each term is, once all else that a build holds of its articles is written."""
    with closing(Store(folder / "store")) as store:
        owners, terms = store.passages["article"], len(Vocabulary(folder / "vocabulary"))
        counts = engine_kind(settings.engine_name).article_counts(folder, terms, owners)
    np.save(folder / ARTICLE_COUNTS, counts)


def write_articles(
    folder: Path,
    articles: Iterable[Article],
    settings: Settings,
    tell: Callable[[Progress], None],
    embedding: PassageEmbedder | None,
    *,
    arrays_only: bool = False,
) -> None:
    """Writes what a build of these articles, of one at least, holds of them; `arrays_only`: what another build takes."""
    work = folder / "work"
    work.mkdir()
    engine = engine_writer(folder, settings, arrays_only=arrays_only)
    store = StoreWriter(folder / "store")
    batches = []
    under_way = analysed(articles, settings, work, engine, embedding)
    with closing(under_way):  # ends its workers when we fail
        for batch, files in under_way:
            more = (files.array(name) for name in ("passage_counts", "title_ends", "signatures"))
            store.add(batch, files.sentences(), files.passages(), *more)
            store.add_names(*files.names())
            batches.append(files)
    tell(Progress("merging", store.articles, store.articles))
    merge(folder, batches, store, engine)
    if embedding is not None:
        write_vectors(folder / VECTORS, embedding.model, (files.vectors() for files in batches))
    store.close()
    shutil.rmtree(work)
