"""Footnote's engine: both kernels, on the text alone (as the peers) and on text and title (as people search)."""

from __future__ import annotations

from contextlib import suppress

from indexer import Settings, rebuild
from indexer.builds import current_id
from indexer.engines.whoosh import WhooshEngine
from indexer.retrieval.ranking import fields
from indexer.text.vocabulary import Vocabulary
from indexer.types import QuestionTerm
from tests.bench.peers import K1, B, Index

with suppress(ImportError):  # so that opening an index is not charged for loading numba, as it is not with bm25s
    from indexer.engines.whoosh import topk_numba  # noqa: F401

SETTINGS = Settings().replaced({"bm25.k1": K1, "bm25.b": B, "language": "en"})  # all peers analyse English
TEXT = {"text": 1.0, "title": 0.0}
TITLES = fields(SETTINGS)


class Footnote:
    """The whole build is made: store, vocabulary, Whoosh index and arrays, verified and published."""

    rows = (
        "Footnote, compiled",
        "Footnote, numpy",
        "Footnote, compiled, text and title",
        "Footnote, numpy, text and title",
    )
    built = "footnote"
    most = None
    slow = False

    def build(self, corpus, folder):
        rebuild(folder, [corpus.articles], SETTINGS)

    def open(self, folder, row):
        build = folder / "builds" / current_id(folder)
        vocabulary = Vocabulary(build / "vocabulary")
        engine = WhooshEngine(build / "impacts", vocabulary, compiled="compiled" in row)
        return Opened(engine, TITLES if "title" in row else TEXT)


class Opened(Index):
    """An engine, asked in some fields."""

    def __init__(self, engine, weights):
        self.engine, self.weights = engine, weights

    def prepare(self, query):
        return tuple(QuestionTerm(term, term) for term in query.terms)

    def search(self, prepared, k):
        return self.engine.top(prepared, k, fields=self.weights)


PEERS = {"footnote": Footnote()}
