"""Who takes part? One module a peer; each imports its own library, so a process loads only what it measures."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.corpus import Corpus, Query

K1, B = 1.2, 0.75

# peer -> the module that has it
MODULES = {
    "footnote": "footnote",
    "library": "library",
    "tantivy": "tantivy_index",
    "bm25s-numba": "bm25s_index",
    "bm25s-numpy": "bm25s_index",
    "whoosh": "stock_whoosh",
    "fts5": "sqlite_fts5",
    "rank_bm25": "rank_bm25_index",
    "analysis": "analysis",
}


class Index(Protocol):
    """An opened index; a context manager that closes it."""

    def prepare(self, query: Query) -> Any:
        """The query in the peer's own form; not timed."""
        ...

    def search(self, prepared: Any, k: int) -> tuple[Sequence[int], Sequence[float]]:
        """The numbers and scores of the best `k` passages; this is what is timed."""
        ...

    def close(self) -> None:
        """Lets go of it; by default there is nothing to let go of."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Peer(Protocol):
    """An engine that takes part."""

    rows: tuple[str, ...]  # the first one stands for the peer where only one is measured
    built: str  # the folder of its index; peers that name the same one share it
    most: int | None  # passages beyond which it is left out
    slow: bool  # asked a part of the queries, in fewer rounds

    def build(self, corpus: Corpus, folder: Path, /) -> None:
        """Makes the index in `folder`, from the corpus's files."""
        ...

    def open(self, folder: Path, row: str, /) -> Index:
        """The index, ready to be asked."""
        ...


def load(name: str) -> Peer:
    """The peer of that name; raises ImportError when its library is not installed."""
    peer: Peer = import_module(f"tests.bench.peers.{MODULES[name]}").PEERS[name]
    return peer
