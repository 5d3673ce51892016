"""The vectors of a build's passages; those that the served build has already are taken over.

What is embedded is a passage with its article's title in front, for a passage seldom says what it is about. Each batch of
articles is embedded where it is analysed, so all worker processes take part.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from indexer.builds.batch_files import PASSAGES, SENTENCES
from indexer.builds.manifest import digests
from indexer.builds.open import VECTORS
from indexer.errors import BuildError
from indexer.store.vector_writer import EmbeddedTexts, KnownVectors, embed_texts
from indexer.store.vectors import Vectors
from indexer.text.embedders import embedder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from indexer.builds.batch_files import AnalysedBatch
    from indexer.builds.manifest import Manifest
    from indexer.text.embedders import Embedder
    from indexer.types import Article

_AT_ONCE = 256  # texts that are embedded together


class PassageEmbedder:
    """A model and the vectors that the served build has of it. It goes to a worker process by name, and is loaded there."""

    def __init__(self, name: str, model: Embedder, known: Path | None) -> None:
        """`name` is the setting `semantic.model`, `known` the folder of vectors that are taken over."""
        self.model = model
        self._name, self._known_folder = name, known
        self._known = KnownVectors(None if known is None else Vectors(known), model)

    def __reduce__(self) -> tuple[Callable[..., PassageEmbedder], tuple[str, Path | None]]:
        return _loaded, (self._name, self._known_folder)

    def embed(self, articles: Sequence[Article], analysis: AnalysedBatch) -> EmbeddedTexts:
        """The vectors of a batch's passages, in order."""
        texts = list(_texts(articles, analysis))
        parts = [texts[first : first + _AT_ONCE] for first in range(0, len(texts), _AT_ONCE)] or [[]]
        done = [embed_texts(part, self.model, self._known) for part in parts]
        return EmbeddedTexts(
            np.concatenate([part.rows for part in done]),
            np.concatenate([part.scales for part in done]),
            np.concatenate([part.keys for part in done]),
            sum(part.anew for part in done),
        )


def known_vectors(builds: Path, last: Manifest | None, model: Embedder) -> Path | None:
    """The vectors' folder in the build published as `last`, if the model made them and no byte has changed since."""
    if last is None or last.versions.get("embedder") != model.digest:
        return None
    folder = builds / last.id / VECTORS
    published = {path: digest for path, digest in last.files.items() if path.startswith(f"{VECTORS}/")}
    try:
        if {f"{VECTORS}/{path}": digest for path, digest in digests(folder).items()} != published:
            return None
        Vectors(folder)
    except (OSError, BuildError):
        return None
    return folder


@lru_cache(maxsize=1)
def _loaded(name: str, known: Path | None) -> PassageEmbedder:
    model = embedder(name)
    if model is None:
        raise ValueError("there is no model without a name")
    return PassageEmbedder(name, model, known)


def _texts(articles: Sequence[Article], analysis: AnalysedBatch) -> Iterator[str]:
    """What is embedded of each passage, in order."""
    starts, ends = (analysis.sentences[:, SENTENCES.index(name)] for name in ("start", "end"))
    article, first, last = (analysis.passages[:, PASSAGES.index(name)] for name in ("article", "first", "last"))
    for number, start, end in zip(article.tolist(), starts[first].tolist(), ends[last - 1].tolist(), strict=True):
        passage = articles[number].text[start:end]
        yield f"{articles[number].title}. {passage}" if articles[number].title else passage
