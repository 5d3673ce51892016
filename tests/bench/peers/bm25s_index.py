"""bm25s, with either of its backends."""

from __future__ import annotations

import bm25s

from tests.bench.peers import K1, B, Index


class Bm25s:
    """Terms are numbered as bm25s's own tokenizer numbers them; the arrays are held in memory, its fastest way."""

    most = None

    def __init__(self, backend):
        self.backend = backend
        self.rows = (f"bm25s, {backend}",)
        self.built = f"bm25s-{backend}"
        self.slow = backend == "numpy"

    def build(self, corpus, folder):
        numbers: dict[str, int] = {}
        ids = [[numbers.setdefault(term, len(numbers)) for term in terms] for terms in corpus.terms()]
        scorer = bm25s.BM25(k1=K1, b=B, backend=self.backend)
        scorer.index((ids, numbers), show_progress=False)
        scorer.save(folder, show_progress=False)

    def open(self, folder, _row):
        return Opened(bm25s.BM25.load(folder, show_progress=False))


class Opened(Index):
    """A loaded index."""

    def __init__(self, scorer):
        self.scorer = scorer

    def prepare(self, query):
        return [list(query.terms)]

    def search(self, prepared, k):
        found = self.scorer.retrieve(prepared, k=k, show_progress=False)
        return found.documents[0], found.scores[0]


PEERS = {f"bm25s-{backend}": Bm25s(backend) for backend in ("numba", "numpy")}
