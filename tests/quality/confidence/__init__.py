"""Fits the confidence of answers; run it with `python -m tests.quality.confidence`."""
