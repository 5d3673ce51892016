"""The full-text index of SQLite."""

from __future__ import annotations

import sqlite3

from tests.bench.peers import Index

_FILE = "passages.sqlite"
_TABLE = """create virtual table passages using fts5(
    text, content = '', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'")"""
_BEST = "select rowid, rank from passages where passages match ? order by rank limit ?"


class Fts5:
    """Only the index is kept, merged into one; its tokenizer splits at spaces alone, so that our terms stay whole."""

    rows = ("SQLite FTS5",)
    built = "fts5"
    most = None
    slow = True

    def build(self, corpus, folder):
        folder.mkdir()
        connection = sqlite3.connect(folder / _FILE)
        connection.execute(_TABLE)
        rows = ((number, " ".join(terms)) for number, terms in enumerate(corpus.terms()))
        with connection:
            connection.executemany("insert into passages(rowid, text) values (?, ?)", rows)
            connection.execute("insert into passages(passages) values ('optimize')")
        connection.close()

    def open(self, folder, _row):
        return Opened(sqlite3.connect(f"{(folder / _FILE).as_uri()}?mode=ro", uri=True))


class Opened(Index):
    """A connection with the file mapped into memory."""

    def __init__(self, connection):
        self.connection = connection
        connection.execute(f"pragma mmap_size = {1 << 31}")

    def prepare(self, query):
        return " OR ".join(f'"{term}"' for term in query.terms)

    def search(self, prepared, k):
        found = self.connection.execute(_BEST, (prepared, k)).fetchall()
        return [number for number, _ in found], [-rank for _, rank in found]

    def close(self):
        self.connection.close()


PEERS = {"fts5": Fts5()}
