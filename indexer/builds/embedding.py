"""The vectors of a build's passages; those that the served build has already are taken over.

What is embedded is a passage with its article's title in front, for a passage seldom says what it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.builds.manifest import digests
from indexer.builds.open import VECTORS
from indexer.errors import BuildError
from indexer.store import Store
from indexer.store.vector_writer import write_vectors
from indexer.store.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from indexer.builds.manifest import Manifest
    from indexer.text.embedders import Embedder

_AT_ONCE = 256  # passages that are read together


def embed(folder: Path, embedder: Embedder, previous: Vectors | None, progress: Callable[[int], None]) -> int:
    """Writes the vectors of the build whose store is written; returns how many passages were embedded anew.

    `progress` is told how many articles are done.
    """
    store = Store(folder / "store")
    articles = store.passages["article"]
    try:
        return write_vectors(
            folder / VECTORS, _texts(store), embedder, previous, lambda done: progress(int(articles[done - 1]) + 1)
        )
    finally:
        store.close()


def vectors_of(builds: Path, last: Manifest | None, embedder: Embedder) -> Vectors | None:
    """The vectors of the build that was published as `last`, if the embedder made them and no byte has changed since."""
    if last is None or last.versions.get("embedder") != embedder.digest:
        return None
    folder = builds / last.id / VECTORS
    published = {path: digest for path, digest in last.files.items() if path.startswith(f"{VECTORS}/")}
    try:
        if {f"{VECTORS}/{path}": digest for path, digest in digests(folder).items()} != published:
            return None
        return Vectors(folder)
    except (OSError, BuildError):
        return None


def _texts(store: Store) -> Iterator[str]:
    """What is embedded of each passage, in order."""
    size = len(store.passages["article"])
    for start in range(0, size, _AT_ONCE):
        for passage, article in store.fetch_passages(np.arange(start, min(start + _AT_ONCE, size))):
            yield f"{article.title}. {passage.text}" if article.title else passage.text
