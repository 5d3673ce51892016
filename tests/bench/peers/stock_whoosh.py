"""Whoosh 2.7.4 as it comes: `add_document` for every passage, `commit`, and its own search."""

from __future__ import annotations

from whoosh import fields, index, query, scoring

from tests.bench.peers import K1, B


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

    def open(self, folder, row):
        opened = index.open_dir(folder.as_posix())
        return Opened(opened, ("text",))


class Opened:
    """A searcher. `boosts` are those of the fields, 1 unless given."""

    def __init__(self, opened, names, boosts=None):
        self.searcher = opened.searcher(weighting=scoring.BM25F(B=B, K1=K1))
        self.boosts = boosts or dict.fromkeys(names, 1.0)

    def prepare(self, asked):
        return query.Or(
            [query.Term(field, term, boost=boost) for term in asked.terms for field, boost in self.boosts.items()]
        )

    def search(self, prepared, k):
        found = list(self.searcher.search(prepared, limit=k).items())
        return [number for number, _ in found], [score for _, score in found]


PEERS = {"whoosh": Whoosh()}
