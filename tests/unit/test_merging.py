"""Batches become one vocabulary."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.builds import merging
from indexer.builds.batch_files import AnalysedBatch, BatchFiles


@settings(deadline=None)
@given(
    st.lists(st.sets(st.text("aäb日\U0001f41d", min_size=1, max_size=4), max_size=30), min_size=1, max_size=4),
    st.integers(1, 8),
)
def test_vocabularies_become_one(batches, at_once):
    """However few terms are held at a time: every term once, in the order of code points, and each batch's numbers."""
    before, merging._AT_ONCE = merging._AT_ONCE, at_once
    try:
        with tempfile.TemporaryDirectory() as folder:
            files = [BatchFiles(Path(folder) / str(number)) for number in range(len(batches))]
            for own, terms in zip(files, batches, strict=True):
                own.write(
                    AnalysedBatch(sorted(terms), *[np.empty(0, np.int32)] * 7, [], *[np.empty(0, np.int32)] * 2, {})
                )
            numbers = [np.full(len(terms), -1, np.int32) for terms in batches]
            merged = list(merging._merged(files, numbers))
    finally:
        merging._AT_ONCE = before
    assert merged == sorted(set().union(*batches))
    for terms, own in zip(batches, numbers, strict=True):
        assert [merged[number] for number in own] == sorted(terms)
