"""Rows of several tables: the arrays that new ones are made of."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.selection import distinct


@given(st.lists(st.integers(-9, 9), max_size=30))
def test_distinct_values_are_those_of_numpy(values) -> None:
    """Every value once, rising, in the type that they had."""
    for dtype in (np.int64, np.int32):
        array = np.array(values, dtype)
        assert distinct(array).tolist() == np.unique(array).tolist() == sorted(set(values))
        assert distinct(array).dtype == dtype
