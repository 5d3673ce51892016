"""Whoosh as `indexer.engines.choice` lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engines.whoosh.engine import WhooshEngine
from indexer.engines.whoosh.writer import IMPACTS, WhooshWriter

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.text.vocabulary import Vocabulary


class WhooshKind:
    """Keeps the contract of `indexer.engines.base.EngineKind`."""

    libraries = ("whoosh",)

    def writer(self, build: Path, *, k1: float, b: float) -> WhooshWriter:
        """Writes the index of a build that is being made."""
        return WhooshWriter(build, k1=k1, b=b)

    def open(self, build: Path, vocabulary: Vocabulary, *, compiled: bool) -> WhooshEngine:
        """The engine of a finished build."""
        return WhooshEngine(build / IMPACTS, vocabulary, compiled=compiled)
