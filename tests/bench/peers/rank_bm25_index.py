"""rank_bm25: every passage's terms in dictionaries, scored one by one."""

from __future__ import annotations

import pickle

import numpy as np
from rank_bm25 import BM25Okapi

from tests.bench.peers import K1, B, Index

_FILE = "passages.pickle"


class RankBm25:
    """It keeps nothing on disk by itself, so the object is pickled."""

    rows = ("rank_bm25",)
    built = "rank_bm25"
    most = 10_000
    slow = True

    def build(self, corpus, folder):
        folder.mkdir()
        scorer = BM25Okapi(list(corpus.terms()), k1=K1, b=B)
        with (folder / _FILE).open("wb") as file:
            pickle.dump(scorer, file)

    def open(self, folder, _row):
        with (folder / _FILE).open("rb") as file:
            return Opened(pickle.load(file))  # noqa: S301  written by `build`


class Opened(Index):
    """The object, and numpy to find its best."""

    def __init__(self, scorer):
        self.scorer = scorer

    def prepare(self, query):
        return list(query.terms)

    def search(self, prepared, k):
        scores = self.scorer.get_scores(prepared)
        best = np.argpartition(-scores, min(k, len(scores) - 1))[:k]
        best = best[np.argsort(-scores[best], kind="stable")]
        return best, scores[best]


PEERS = {"rank_bm25": RankBm25()}
