"""What a person gets: `Library.search` and `Library.ask`, and the part of them that is retrieval."""

from __future__ import annotations

from contextlib import suppress

from indexer import Library
from indexer.builds import open_current
from indexer.retrieval.ranking import fields
from tests.bench.peers import Index

with suppress(ImportError):  # as in `footnote.py`
    from indexer.engines.whoosh import topk_numba  # noqa: F401

BM25_ALONE = {"rank.near": 0, "rank.coverage": 0, "rank.article": 0, "rank.feedback": 0}
TODAY = "2026-01-01"


class Footnote:
    """The library as a server opens it, compiled; its questions are text, and analysing them is part of the answer."""

    rows = (
        "Library.ask",
        "Library.search",
        "Library.search, BM25 alone",
        "Library's retrieval alone",
    )  # the first is opened
    built = "footnote"
    most = None
    slow = False

    def build(self, corpus, folder):
        raise NotImplementedError

    def open(self, folder, row):
        kind = Ask if "ask" in row else Retrieval if "retrieval" in row else Search
        return kind(folder, BM25_ALONE if "BM25" in row else {})


class Search(Index):
    """Ten passages with their articles, highlights, explanations and facets."""

    def __init__(self, instance, given):
        self.library = Library.open(instance, given, compiled=True)

    def prepare(self, query):
        return query.text

    def search(self, prepared, k):
        hits = self.library.search(prepared, k=k, today=TODAY).hits
        return [hit.passage.number for hit in hits], [hit.score for hit in hits]

    def close(self):
        self.library.close()


class Ask(Search):
    """The same, and the sentences that answer."""

    def search(self, prepared, k):
        hits = self.library.ask([prepared], k=k, today=TODAY).hits
        return [hit.passage.number for hit in hits], [hit.score for hit in hits]


class Retrieval(Search):
    """The engine as the library has it, asked for ten passages by the library's terms, in its fields."""

    def __init__(self, instance, given):
        super().__init__(instance, given)
        self.build = open_current(instance, compiled=True)

    def prepare(self, query):
        return self.library.search(query.text, k=1, today=TODAY).question.terms

    def search(self, prepared, k):
        return self.build.engine.top(prepared, k, fields=fields(self.build.settings))

    def close(self):
        super().close()
        self.build.close()


PEERS = {"library": Footnote()}
