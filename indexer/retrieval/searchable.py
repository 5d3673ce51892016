"""The parts of a build that retrieval reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from indexer.engines.base import Engine
    from indexer.settings import Settings
    from indexer.store import Store
    from indexer.store.vectors import Vectors
    from indexer.text.vocabulary import Vocabulary


class Searchable(Protocol):
    """One build, open."""

    @property
    def settings(self) -> Settings:
        """The settings that shaped it."""
        ...

    @property
    def store(self) -> Store:
        """Its articles."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """Its terms."""
        ...

    @property
    def engine(self) -> Engine:
        """Its index of terms."""
        ...

    @property
    def vectors(self) -> Vectors | None:
        """Its passages' vectors, if it was made with a model."""
        ...

    @property
    def article_counts(self) -> NDArray[np.uint32]:
        """How many articles hold each term in their texts, by its number."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its articles, the most frequent first."""
        ...
