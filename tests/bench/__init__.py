"""How fast is Footnote beside other engines, and what does it cost?

peer     an engine that takes part: it builds an index of passages and answers with the best of them
row      one way to ask a peer's index (a kernel, a choice of fields): one line of the table
query    what is asked: a text, and its distinct terms by our analyzer
round    every row answers its queries once; the rows take turns, so that noise hits all alike
gate     what must hold before anything is reported: the scores are those of stock Whoosh

`make bench`, or `python -m tests.bench --help`. What is the same for all: the passages (those of Footnote's own build),
the terms (our analyzer's, stop words dropped), k1 = 1.2 and b = 0.75 (which tantivy and SQLite have fixed),
ten hits, one question at a time, one thread. A query is handed over prepared in the peer's own form; what is timed is
the answer, passage numbers and scores. A query's time is the median over the rounds; p50 and p95 are over the queries.
A build is timed from a file of text to an index on disk, the analysis included, in a process of its own. What a
process grows by, and how long it takes to open an index, is from when it has imported its libraries.
"""
