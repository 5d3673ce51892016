"""Whoosh 2.7.4 as it comes: `add_document` for every passage, `commit`, and its own search."""

from __future__ import annotations

import numpy as np
from whoosh import fields, index, query, scoring

from tests.bench.peers import K1, B, Index


class Whoosh:
    """The terms are handed over as a list, so Whoosh analyses nothing; no positions are kept, no text is stored."""

    rows = ("Whoosh, stock",)
    built = "whoosh"
    most = None
    slow = True

    def build(self, corpus, folder):
        folder.mkdir()
        schema = fields.Schema(text=fields.KEYWORD(scorable=True))
        writer = index.create_in(folder.as_posix(), schema).writer()
        for terms in corpus.terms():
            writer.add_document(text=terms)
        writer.commit()

    def open(self, folder, _row):
        return Opened(index.open_dir(folder.as_posix()), {"text": 1.0})


class Opened(Index):
    """A searcher of some fields, each with its weight."""

    def __init__(self, opened, fields):
        self.searcher = opened.searcher(weighting=scoring.BM25F(B=B, K1=K1))
        self.fields = fields

    def prepare(self, asked):
        return query.Or(
            [query.Term(field, term, boost=weight) for term in asked.terms for field, weight in self.fields.items()]
        )

    def search(self, prepared, k):
        found = list(self.searcher.search(prepared, limit=k).items())
        return [number for number, _ in found], [score for _, score in found]

    def everything(self, prepared):
        """The same of every passage found: Whoosh adds up all scores, and skips nothing."""
        found = list(self.searcher.search(prepared, limit=None).items())
        return np.array([number for number, _ in found], np.int64), np.array([score for _, score in found])

    def close(self):
        self.searcher.close()


PEERS = {"whoosh": Whoosh()}
