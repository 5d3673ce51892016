"""Arrays on disk: what is read run by run is what the array holds, and what does not fit a column is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arrays import Runs, narrowed
from indexer.errors import BuildError


@given(
    values=st.lists(st.integers(-(2**31), 2**31 - 1), max_size=60),
    cuts=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8),
)
def test_runs_are_slices(tmp_path_factory, values, cuts):
    """Any runs, in any order, overlapping or empty, are the array's slices one after the other."""
    path = tmp_path_factory.mktemp("runs") / "array.npy"
    array = np.array(values, np.int32)
    np.save(path, array)
    runs = Runs(path)
    starts = [min(*pair, len(values)) for pair in cuts]
    ends = [min(max(pair), len(values)) for pair in cuts]
    found = runs.between(starts, ends)
    runs.close()
    assert len(runs) == len(values)
    assert found.dtype == array.dtype
    assert found.tolist() == [value for start, end in zip(starts, ends, strict=True) for value in values[start:end]]


def test_closed_runs_are_not_read(tmp_path):
    """Once let go, the file is not read any more, whatever else its number is given to."""
    np.save(tmp_path / "array.npy", np.arange(5))
    runs = Runs(tmp_path / "array.npy")
    runs.close()
    with pytest.raises(ValueError, match="closed"):
        runs.between([0], [1])


def test_no_array_is_refused(tmp_path):
    """A file that holds no array says so when it is opened, as one that is mapped does."""
    (tmp_path / "array.npy").write_bytes(b"no array at all")
    with pytest.raises(ValueError, match="magic"):
        Runs(tmp_path / "array.npy")


@pytest.mark.parametrize("dtype", [np.int32, np.uint32, np.int64])
def test_numbers_that_do_not_fit_are_refused(dtype):
    """The largest that a type holds is kept as it is; the next is never written as another number."""
    most = np.iinfo(dtype).max
    assert narrowed(np.array([0, most], np.uint64), np.dtype(dtype), "ends").tolist() == [0, most]
    with pytest.raises(BuildError, match="several instances"):
        narrowed(np.array([0, most + 1], np.uint64), np.dtype(dtype), "ends")
