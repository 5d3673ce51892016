"""Is the ranking as good as it was, and what is each step of it worth?

set       judged questions on articles of their own: a folder of `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`
plain     BM25 of whole articles, by the book, which the default has to surpass on every set: `plain.py`
step      a part of the ranking that a setting can switch off
floor     what the default, or a model, may not fall below on a set: `baseline.json`; only `--accept` raises it
golden    what some questions of the seeds find: `golden.txt`, compared by `tests/unit/test_golden.py`

`make quality` measures every set with plain BM25, with our BM25 alone, with one step more in each row, and with each step
left out of the default; with `--models` also the default with each of these models. The sets are looked for in
`../shared/data/dev`; what is missing is skipped and said. All are measured by `indexer.evaluation`, at article level, with
the settings that a fresh instance has.
"""
