"""Which articles does a build hold, where are their sentences, and which terms follow each other?

text file       the texts of all articles, one after the other, as UTF-8
column          an array with a row for every sentence, passage or article of the build, in reading order; memory-mapped
sentence        the atom: where it stands in its article (code points), in the text file (bytes) and in the forward array
passage         a range of sentences; its row is its number
forward array   the numbers of all terms in the order in which they stand in the texts (int32); one more for the titles
signature       how similar an article is to others, without reading them: one row each
group           articles that are near-duplicates, which is to say nearly the same text
catalogue       the articles' metadata, in SQLite

`StoreWriter` writes a store once, in reading order; `Store` reads it, from any number of threads.
"""

from indexer.store.columns import ARTICLE_COLUMNS, PASSAGE_COLUMNS, SENTENCE_COLUMNS
from indexer.store.reader import PassageTerms, Store
from indexer.store.writer import StoreWriter

__all__ = [
    "ARTICLE_COLUMNS",
    "PASSAGE_COLUMNS",
    "SENTENCE_COLUMNS",
    "PassageTerms",
    "Store",
    "StoreWriter",
]
