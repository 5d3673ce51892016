"""Whoosh as `indexer.engines.choice` lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from indexer.engines.whoosh.engine import WhooshEngine
    from indexer.engines.whoosh.writer import WhooshWriter
    from indexer.settings import Settings
    from indexer.text.vocabulary import Vocabulary
    from indexer.types import RemoteIndex

INDEX = "whoosh"  # the folder of Whoosh's own files within a build
IMPACTS = "impacts"
"""The folder of the impact arrays within a build."""


class WhooshKind:
    """Keeps the contract of `indexer.engines.base.EngineKind`."""

    libraries = ("whoosh",)
    is_elsewhere = False
    unread = (INDEX, f"{IMPACTS}/impacts.npy", f"{IMPACTS}/maxima.npy")  # which are computed anew
    builder_only = ()

    def writer(self, build: Path, settings: Settings, *, arrays_only: bool = False) -> WhooshWriter:
        """Writes the index of a build that is being made, or its impact arrays alone."""
        from indexer.engines.whoosh.writer import WhooshWriter  # noqa: PLC0415  Whoosh is loaded only to write

        return WhooshWriter(build, k1=settings.bm25_k1, b=settings.bm25_b, arrays_only=arrays_only)

    def used_terms(self, build: Path, vocabulary: int, passages: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which terms one of the chosen passages holds; see `EngineKind.used_terms`."""
        from indexer.engines.whoosh.combining import used_terms  # noqa: PLC0415  as above

        return used_terms(build / IMPACTS, vocabulary, passages)

    def article_counts(self, build: Path, vocabulary: int, owners: NDArray[np.integer]) -> NDArray[np.uint32]:
        """How many articles hold each term; see `EngineKind.article_counts`."""
        from indexer.engines.whoosh.article_counts import count_articles  # noqa: PLC0415  needed only to build

        return count_articles(build / IMPACTS, vocabulary, owners)

    def open(
        self,
        build: Path,
        vocabulary: Vocabulary,
        settings: Settings,  # noqa: ARG002  all is in the build
        *,
        compiled: bool,
    ) -> WhooshEngine:
        """The engine of a finished build."""
        from indexer.engines.whoosh.engine import WhooshEngine  # noqa: PLC0415  an update of nothing opens none

        return WhooshEngine(build / IMPACTS, vocabulary, compiled=compiled)

    def publish(self, build: Path, name: str, kept: Sequence[Path], settings: Settings) -> None:
        """Nothing: the index is in the build; see `EngineKind.publish`."""

    def published(self, settings: Settings) -> str | None:
        """Nothing is published elsewhere; see `EngineKind.published`."""
        raise UsageError(
            f"the engine {settings.engine_name} keeps builds on this machine alone; set engine.name to opensearch, "
            "or move a build with `footnote export-build` and `footnote import`"
        )

    def indexes(self, settings: Settings) -> tuple[RemoteIndex, ...]:  # noqa: ARG002  all is in the build
        """None: the index is in the build; see `EngineKind.indexes`."""
        return ()

    def remove(
        self,
        kept: Sequence[Path],  # noqa: ARG002  the index is in the build
        settings: Settings,
        *,
        served: bool,  # noqa: ARG002  as above
    ) -> tuple[str, ...]:
        """There is nothing elsewhere; see `EngineKind.remove`."""
        raise UsageError(
            f"the engine {settings.engine_name} keeps no index in a cluster; name the engine whose indexes are to be "
            "removed, as in `--set engine.name=opensearch`"
        )

    def fetch(
        self,
        name: str,  # noqa: ARG002  there is no other machine
        folder: Path,  # noqa: ARG002  as above
        known: Mapping[str, Path],  # noqa: ARG002  as above
        settings: Settings,
    ) -> None:
        """Nothing is published elsewhere; see `EngineKind.fetch`."""
        self.published(settings)
