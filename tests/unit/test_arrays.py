"""Arrays on disk: what is read run by run is what the array holds, and what does not fit a column is refused."""

import math
import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.array_headers import rows_of_bytes
from indexer.arrays import Runs, narrowed, open_array
from indexer.errors import BuildError, DamagedBuildError


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


@pytest.mark.parametrize("opened", [Runs, open_array])
@pytest.mark.parametrize(
    "begins",
    [
        b"no array at all",
        b"",
        b"\x93NUMPY\x01\x00",
        b"\x93NUMPY\x01\x00\x50\x00" + b"{'descr': '<i4', 'fortran_order': False, 'shape': (9, 9), }".ljust(79) + b"\n",
        b"\x93NUMPY\x01\x00\x50\x00" + b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".ljust(79) + b"\n",
        b"\x93NUMPY\x01\x00\x50\x00" + b"[" * 79 + b"\n",
        b"\x93NUMPY\x01\x00\x50\x00" + b"(".ljust(79) + b"\n",
    ],
)
def test_no_array_is_refused(tmp_path, opened, begins):
    """A file that holds no plain array of numbers, of the length that it says, is damage, however it begins."""
    (tmp_path / "array.npy").write_bytes(begins)
    with pytest.raises(DamagedBuildError, match=r"array\.npy: cannot be read"):
        opened(tmp_path / "array.npy")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, str])
@pytest.mark.parametrize("opened", [Runs, open_array])
def test_what_is_no_file_is_refused(tmp_path, opened, make):
    """A pipe, a folder and nothing at all in the place of an array are damage; nobody waits for the pipe."""
    make(tmp_path / "array.npy")
    with pytest.raises(DamagedBuildError, match=r"array\.npy: cannot be read"):
        opened(tmp_path / "array.npy")


@pytest.mark.parametrize("rows", [0, 1, 1_000, 100_000])
@pytest.mark.parametrize("dtype", [np.int32, np.uint8, np.float64])
def test_arrays_come_back(tmp_path, rows, dtype):
    """What numpy writes is read as it was, in one dimension and two, whether it is mapped or not."""
    for shape in ((rows,), (2, rows)):
        values = (np.arange(math.prod(shape)) % 200).astype(dtype).reshape(shape)
        np.save(tmp_path / "array.npy", values)
        again = open_array(tmp_path / "array.npy")
        assert (again.dtype, again.shape, again.flags.writeable) == (values.dtype, shape, False)
        assert (again == values).all()


@given(rows=st.lists(st.binary(min_size=16, max_size=16), max_size=20), cut=st.tuples(*[st.integers(0, 20)] * 2))
def test_rows_of_bytes_are_read_without_numpy(tmp_path_factory, rows, cut):
    """The rows of a digest each are those that numpy wrote; rows that are not there are refused."""
    path = tmp_path_factory.mktemp("rows") / "array.npy"
    np.save(path, np.frombuffer(b"".join(rows), np.uint8).reshape(-1, 16))
    first, last = min(cut), max(cut)
    if last > len(rows):
        with pytest.raises(ValueError, match="these rows"):
            rows_of_bytes(path, first, last)
    else:
        assert rows_of_bytes(path, first, last) == b"".join(rows[first:last])


@pytest.mark.parametrize("dtype", [np.int32, np.uint32, np.int64])
def test_numbers_that_do_not_fit_are_refused(dtype):
    """The largest that a type holds is kept as it is; the next is never written as another number."""
    most = np.iinfo(dtype).max
    assert narrowed(np.array([0, most], np.uint64), np.dtype(dtype), "ends").tolist() == [0, most]
    with pytest.raises(BuildError, match="several instances"):
        narrowed(np.array([0, most + 1], np.uint64), np.dtype(dtype), "ends")
