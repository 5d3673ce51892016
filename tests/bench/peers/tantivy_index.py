"""tantivy, by its own Python package: one writing thread beside the analysis, one segment."""

from __future__ import annotations

import tantivy

from tests.bench.peers import Index

_HEAP = 1_000_000_000  # enough for all passages to become one segment, the fastest to search
_FIELD = "text"


class Tantivy:
    """Terms are joined by spaces and split by tantivy again; counts are kept, positions are not."""

    rows = ("tantivy",)
    built = "tantivy"
    most = None
    slow = False

    def build(self, corpus, folder):
        folder.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field(_FIELD, stored=False, tokenizer_name="terms", index_option="freq")
        index = tantivy.Index(builder.build(), path=str(folder))
        index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        writer = index.writer(_HEAP, num_threads=1)
        for terms in corpus.terms():
            document = tantivy.Document()
            document.add_text(_FIELD, " ".join(terms))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder, _row):
        return Opened(tantivy.Index.open(str(folder)))


class Opened(Index):
    """A searcher of one segment, so that its document numbers are those of the passages."""

    def __init__(self, index):
        self.schema, self.searcher = index.schema, index.searcher()
        if self.searcher.num_segments != 1:
            raise RuntimeError(f"tantivy wrote {self.searcher.num_segments} segments, one was meant")

    def prepare(self, query):
        terms = [tantivy.Query.term_query(self.schema, _FIELD, term, index_option="freq") for term in query.terms]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])

    def search(self, prepared, k):
        hits = self.searcher.search(prepared, k, count=False).hits
        return [address.doc for _, address in hits], [score for score, _ in hits]


PEERS = {"tantivy": Tantivy()}
