"""OpenSearch as `indexer.engines.choice` lists it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from indexer.engines.whoosh.kind import IMPACTS
from indexer.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from indexer.engines.opensearch.engine import OpenSearchEngine
    from indexer.engines.opensearch.writer import OpenSearchWriter
    from indexer.settings import Settings
    from indexer.text.vocabulary import Vocabulary
    from indexer.types import RemoteIndex


_LIBRARIES = ("opensearchpy", "pyroaring")  # of the extra


class OpenSearchKind:
    """Keeps the contract of `indexer.engines.base.EngineKind`; raises `SettingError` when the extra is not installed."""

    libraries = ("whoosh",)  # its formula is used
    is_elsewhere = True
    unread = ()
    builder_only = (IMPACTS,)

    def __init__(self) -> None:
        if not all(map(find_spec, _LIBRARIES)):
            raise SettingError("engine.name", "opensearch needs an extra: pip install 'footnote-search[opensearch]'")

    def writer(
        self,
        build: Path,
        settings: Settings,
        *,
        arrays_only: bool = False,  # noqa: ARG002  the index is written at the end, of the whole build
    ) -> OpenSearchWriter:
        """Writes the arrays of a build that is being made, and its index."""
        from indexer.engines.opensearch.writer import OpenSearchWriter  # noqa: PLC0415  the extra is needed from here on

        return OpenSearchWriter(build, settings)

    def used_terms(self, build: Path, vocabulary: int, passages: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which terms one of the chosen passages holds; see `EngineKind.used_terms`."""
        from indexer.engines.whoosh.combining import used_terms  # noqa: PLC0415  needed only to update

        return used_terms(build / IMPACTS, vocabulary, passages)

    def article_counts(self, build: Path, vocabulary: int, owners: NDArray[np.integer]) -> NDArray[np.uint32]:
        """How many articles hold each term; see `EngineKind.article_counts`."""
        from indexer.engines.whoosh.article_counts import count_articles  # noqa: PLC0415  needed only to build

        return count_articles(build / IMPACTS, vocabulary, owners)

    def open(
        self,
        build: Path,
        vocabulary: Vocabulary,
        settings: Settings,
        *,
        compiled: bool,  # noqa: ARG002  the cluster computes
    ) -> OpenSearchEngine:
        """The engine of a finished build."""
        from indexer.engines.opensearch.connection import Connection  # noqa: PLC0415  as above
        from indexer.engines.opensearch.engine import OpenSearchEngine  # noqa: PLC0415  as above
        from indexer.engines.opensearch.terms import FOLDER  # noqa: PLC0415  as above

        return OpenSearchEngine(build / FOLDER, vocabulary, Connection(settings.opensearch_url))

    def publish(self, build: Path, name: str, kept: Sequence[Path], settings: Settings) -> None:
        """Writes the build's files beside its index, points the aliases at both, and removes what is not kept."""
        from indexer.engines.opensearch.publication import publish  # noqa: PLC0415  as above

        publish(build, name, kept, settings, leaving_out=self.builder_only)

    def published(self, settings: Settings) -> str | None:
        """The name of the build that the alias leads to; see `EngineKind.published`."""
        from indexer.engines.opensearch.publication import published  # noqa: PLC0415  as above

        return published(settings)

    def indexes(self, settings: Settings) -> tuple[RemoteIndex, ...]:
        """What the cluster holds of the library; see `EngineKind.indexes`."""
        from indexer.engines.opensearch.publication import indexes  # noqa: PLC0415  as above

        return indexes(settings)

    def remove(self, kept: Sequence[Path], settings: Settings, *, served: bool) -> tuple[str, ...]:
        """Removes indexes of builds that are not kept; see `EngineKind.remove`."""
        from indexer.engines.opensearch.publication import remove  # noqa: PLC0415  as above

        return remove(kept, settings, served=served)

    def fetch(self, name: str, folder: Path, known: Mapping[str, Path], settings: Settings) -> None:
        """Writes the files of a published build; see `EngineKind.fetch`."""
        from indexer.engines.opensearch.connection import Connection, library_name  # noqa: PLC0415  as above
        from indexer.engines.opensearch.files import read_files  # noqa: PLC0415  as above

        read_files(Connection(settings.opensearch_url), library_name(settings), name, folder, known)
