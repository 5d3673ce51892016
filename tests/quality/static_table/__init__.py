"""Makes the table of word-piece vectors that ships with Footnote (`indexer/text/embedders/table/`); see `__main__.py`."""
