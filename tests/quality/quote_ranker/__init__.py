"""Fits the weights of `indexer/answering/ranker_weights.py` to questions with known answers; see `__main__.py`."""
